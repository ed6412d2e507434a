"""A document in a session, edited, undone, saved and opened again in whatever order hypothesis finds.

The machine keeps a model of its own: the texts of all steps of the history, which of them is shown,
and which was saved.  After every step the session must agree with it, and the document must be
whole: every index and cache that an edit carried over says what a document read afresh says.
"""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

import assets
from app.documents.editor import Editor
from app.documents.session import Session
from app.storage.atomic_write import replace_file
from app.storage.read_file import read_document
from solver import edits as e
from solver.checks import check
from solver.document.elements import Completion, Kind
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.formats.quandary import dumps, loads
from solver.page.talk_steps import SHOWS, Step, Where
from solver.preferences.relations import RELATIONS

NUMBERS = ("0", "1", "1/2", "#", "90%", "p1", "1 - p1", "-3/7", "1/0", "half", "1e400")
NAMES = ("", "a", "b", "r1", "λ <b>", "two words", "x" * 300, "p1", "value")
NOBODY = "nobody"
STARTS = ("", "shutdown", "oil", "single-souring", "pizza")


class DocumentMachine(RuleBasedStateMachine):
    """One session and the model of its history."""

    def __init__(self) -> None:
        super().__init__()
        self.session = Session()
        self.editor = Editor(self.session)
        self.refusals: list[str] = []
        self.editor.refused.connect(self.refusals.append)
        self.shown = 0
        self.session.changed.connect(self._count)
        self.folder = TemporaryDirectory()
        self.path = str(Path(self.folder.name) / "tree.quandary.json")
        self.history: list[str] = []
        self.at = 0
        self.saved: int | None = None

    def _count(self) -> None:
        self.shown += 1

    def teardown(self) -> None:
        self.folder.cleanup()

    @property
    def document(self) -> Document:
        return self.session.document

    @initialize(name=st.sampled_from(STARTS))
    def begin(self, name: str) -> None:
        document = loads(assets.example_text(name)) if name else Document()
        self.session.open(document, None)
        self.history, self.at, self.saved = [dumps(document)], 0, 0

    # ---------------------------------------------------------------- drawing ids

    def some(self, data: Any, ids: Any) -> str:
        """One of the ids, or now and then one that is not there."""
        drawn: str = data.draw(st.sampled_from([*ids, NOBODY]))
        return drawn

    def node(self, data: Any) -> str:
        return self.some(data, self.document.nodes)

    def branch(self, data: Any) -> str:
        return self.some(data, self.document.branches)

    def outcome(self, data: Any) -> str:
        return self.some(data, self.document.outcomes)

    def perform(self, edit: e.Edit) -> None:
        """Have the editor do it, and check that it is one step of the history or none."""
        before, refusals, shown = self.document, len(self.refusals), self.shown
        text = dumps(before)
        done = self.editor.perform(edit)
        assert dumps(before) == text  # the value from before is untouched
        assert edit.name
        if not done:
            assert self.refusals[refusals:]
            assert self.refusals[-1].endswith((".", "?")), self.refusals[-1]
            assert self.document is before
        elif self.document is before:
            assert self.shown == shown
        else:
            assert self.shown == shown + 1
            del self.history[self.at + 1 :]
            if self.saved is not None and self.saved > self.at:
                self.saved = None
            self.history.append(dumps(self.document))
            self.at += 1

    # ------------------------------------------------------------------- the tree

    @rule(data=st.data(), kind=st.sampled_from(Kind), at=st.sampled_from((None, 0, 1, 9)))
    def add_node(self, data: Any, kind: Kind, at: int | None) -> None:
        self.perform(e.AddNode(kind, parent=self.node(data), index=at))

    @rule(kind=st.sampled_from(Kind), x=st.floats(-1e6, 1e6))
    def add_loose_node(self, kind: Kind, x: float) -> None:
        self.perform(e.AddNode(kind, (x, 0.5)))

    @rule(data=st.data(), kind=st.sampled_from(Kind))
    def insert_node(self, data: Any, kind: Kind) -> None:
        self.perform(e.InsertNode(kind, self.branch(data)))

    @rule(data=st.data())
    def connect(self, data: Any) -> None:
        self.perform(e.Connect(self.node(data), self.node(data)))

    @rule(data=st.data(), at=st.sampled_from((None, 0, 5)))
    def reparent(self, data: Any, at: int | None) -> None:
        self.perform(e.Reparent(self.node(data), self.node(data), at))

    @rule(data=st.data(), at=st.integers(-1, 4))
    def move_branch(self, data: Any, at: int) -> None:
        self.perform(e.MoveBranch(self.branch(data), at))

    @rule(data=st.data(), keep=st.booleans())
    def delete(self, data: Any, keep: bool) -> None:
        node = self.node(data)
        self.perform(e.DeleteKeepingChildren(node) if keep else e.Delete((node,)))

    @rule(data=st.data())
    def delete_branch(self, data: Any) -> None:
        self.perform(e.Delete((), (self.branch(data),)))

    @rule(data=st.data(), kind=st.sampled_from(Kind))
    def change_kind(self, data: Any, kind: Kind) -> None:
        self.perform(e.SetNode(self.node(data), {"kind": kind}))

    @rule(data=st.data(), text=st.sampled_from(NAMES))
    def label(self, data: Any, text: str) -> None:
        self.perform(e.SetNode(self.node(data), {"label": text}))

    @rule(data=st.data(), new=st.sampled_from(NAMES), branch=st.booleans())
    def rename(self, data: Any, new: str, branch: bool) -> None:
        if branch:
            self.perform(e.RenameBranch(self.branch(data), new))
        else:
            self.perform(e.RenameNode(self.node(data), new))

    @rule(data=st.data())
    def set_root(self, data: Any) -> None:
        self.perform(e.SetRoot(self.node(data)))

    @rule(data=st.data(), x=st.floats(-1e6, 1e6), tidy=st.booleans())
    def place(self, data: Any, x: float, tidy: bool) -> None:
        node = self.node(data)
        self.perform(e.Tidy((node,)) if tidy else e.MoveNodes({node: (x, 1.0)}))

    @rule(data=st.data(), linked=st.booleans(), at=st.sampled_from((None, 0)))
    def copy(self, data: Any, linked: bool, at: int | None) -> None:
        node, below = self.node(data), self.node(data)
        if linked:
            self.perform(e.PasteLinked(node, parent=below, index=at))
        elif node != NOBODY:
            self.perform(e.Paste(e.fragment(self.document, (node,)), parent=below, index=at))

    @rule(data=st.data())
    def unlink(self, data: Any) -> None:
        self.perform(e.Unlink(self.node(data)))

    # ------------------------------------------------------------------- numbers

    @rule(
        data=st.data(),
        key=st.sampled_from(("probability", "payoff", "policy")),
        text=st.sampled_from((*NUMBERS, None)),
    )
    def set_number(self, data: Any, key: str, text: str | None) -> None:
        value = None if text is None else Numeral.typed(text)
        self.perform(e.SetBranch(self.branch(data), {key: value}))

    @rule(data=st.data(), rescale=st.booleans())
    def share(self, data: Any, rescale: bool) -> None:
        node = self.node(data)
        self.perform(e.Rescale(node) if rescale else e.ShareEqually(node))

    @rule(data=st.data(), text=st.sampled_from(NUMBERS))
    def split(self, data: Any, text: str) -> None:
        self.perform(e.SplitShares(self.branch(data), self.branch(data), Numeral.typed(text)))

    @rule(
        data=st.data(),
        what=st.sampled_from(("add", "set", "rename", "remove")),
        text=st.sampled_from(NUMBERS),
        new=st.sampled_from(NAMES),
    )
    def parameter(self, data: Any, what: str, text: str, new: str) -> None:
        some = self.some(data, self.document.parameters)
        match what:
            case "add":
                self.perform(e.AddParameter())
            case "set":
                self.perform(e.SetParameter(some, {"value": Numeral.typed(text)}))
            case "rename":
                self.perform(e.RenameParameter(some, new))
            case _:
                self.perform(e.RemoveParameter(some))

    # --------------------------------------------------- outcomes and preferences

    @rule(
        data=st.data(),
        what=st.sampled_from(("add", "value", "scale", "rename", "remove", "use")),
        text=st.sampled_from(NUMBERS),
        new=st.sampled_from(NAMES),
    )
    def change_outcome(self, data: Any, what: str, text: str, new: str) -> None:
        some = self.outcome(data)
        match what:
            case "add":
                self.perform(e.AddOutcome(new))
            case "value":
                self.perform(e.SetOutcome(some, {"value": Numeral.typed(text)}))
            case "scale":
                self.perform(e.SetOutcome(some, {"scale": new or None}))
            case "rename":
                self.perform(e.RenameOutcome(some, new))
            case "remove":
                self.perform(e.RemoveOutcome(some))
            case _:
                self.perform(e.SetNode(self.node(data), {"outcome": some}))

    @rule(data=st.data(), relation=st.sampled_from(("better", "worse", "equal", "none")))
    def prefer(self, data: Any, relation: str) -> None:
        self.perform(e.StatePreference(self.outcome(data), self.outcome(data), relation))

    @rule(
        data=st.data(),
        what=st.sampled_from(("add", "less", "remove")),
    )
    def criterion(self, data: Any, what: str) -> None:
        some = self.some(data, self.document.criteria)
        match what:
            case "add":
                self.perform(e.AddCriterion())
            case "less":
                self.perform(e.SetCriterion(some, {"better": "less"}))
            case _:
                self.perform(e.RemoveCriterion(some))

    @rule(
        data=st.data(),
        what=st.sampled_from(("add", "complete", "switch", "rename", "remove", "relation")),
        new=st.sampled_from(NAMES),
    )
    def relation(self, data: Any, what: str, new: str) -> None:
        kept = self.document.relations
        some = self.some(data, [other.name for other in kept.others] if kept else [])
        match what:
            case "add" | "complete":
                self.perform(e.AddRelation(complete=what == "complete", relation=new))
            case "switch":
                self.perform(e.SwitchRelation(some))
            case "rename":
                self.perform(e.RenameRelation(some, new))
            case "remove":
                self.perform(e.RemoveRelation(some))
            case _:
                self.perform(e.SetRelation(data.draw(st.sampled_from(sorted(RELATIONS)))))

    @rule(data=st.data(), text=st.sampled_from(NUMBERS))
    def complete(self, data: Any, text: str) -> None:
        alone = {self.outcome(data): Numeral.typed(text)}
        value = data.draw(st.sampled_from((None, Completion(alone=alone))))
        self.perform(e.SetCompletion(value))

    # -------------------------------------------------- what is written beside it

    @rule(
        data=st.data(),
        what=st.sampled_from(("add", "text", "move", "delete", "title")),
        text=st.sampled_from(NAMES),
        number=st.integers(-1, 3),
    )
    def write(self, data: Any, what: str, text: str, number: int) -> None:
        match what:
            case "add":
                self.perform(e.AddText(text, (1.0, 2.0)))
            case "text":
                self.perform(e.SetText(number, text))
            case "move":
                self.perform(e.MoveTexts({number: (3.0, 4.0)}))
            case "delete":
                self.perform(e.DeleteTexts((number,)))
            case _:
                self.perform(e.SetDocument(title=text, notes=text))

    @rule(
        data=st.data(),
        what=st.sampled_from(("add", "set", "delete", "move")),
        show=st.sampled_from(sorted(SHOWS)),
        number=st.integers(-1, 3),
    )
    def step(self, data: Any, what: str, show: str, number: int) -> None:
        step = Step(show, where=Where(nodes=(self.node(data),)), zoom=self.node(data))
        match what:
            case "add":
                self.perform(e.AddStep(step))
            case "set":
                self.perform(e.SetStep(number, step))
            case "delete":
                self.perform(e.DeleteSteps((number,)))
            case _:
                self.perform(e.MoveStep(number, data.draw(st.integers(-1, 3))))

    @rule(key=st.sampled_from(("direction", "branches", "leaves", "style", "unknown")))
    def view(self, key: str) -> None:
        self.perform(e.SetView(key, "down"))

    # --------------------------------------------------------- history and file

    @precondition(lambda self: self.session.stack.canUndo())
    @rule(times=st.integers(1, 6))
    def undo(self, times: int) -> None:
        for _ in range(min(times, self.at)):
            self.session.stack.undo()
            self.at -= 1

    @precondition(lambda self: self.session.stack.canRedo())
    @rule(times=st.integers(1, 6))
    def redo(self, times: int) -> None:
        for _ in range(min(times, len(self.history) - 1 - self.at)):
            self.session.stack.redo()
            self.at += 1

    @rule()
    def save(self) -> None:
        text = self.session.speller.text(self.document)
        replace_file(self.path, text.encode())
        self.session.saved_as(self.path)
        self.saved = self.at
        assert Path(self.path).read_text("utf-8") == self.history[self.at]

    @precondition(lambda self: Path(self.path).exists())
    @rule()
    def open_again(self) -> None:
        document = read_document(self.path)
        text = Path(self.path).read_text("utf-8")
        self.session.open(document, self.path)
        self.history, self.at, self.saved = [text], 0, 0

    # ------------------------------------------------------------------ invariants

    @invariant()
    def the_session_is_where_the_model_is(self) -> None:
        if not self.history:
            return
        assert dumps(self.document) == self.history[self.at]
        assert self.session.speller.text(self.document) == self.history[self.at]
        assert self.session.stack.canUndo() is (self.at > 0)
        assert self.session.stack.canRedo() is (self.at < len(self.history) - 1)
        if self.at == self.saved:
            assert not self.session.is_dirty
        if not self.session.is_dirty:
            assert self.saved is not None
            assert self.history[self.saved] == self.history[self.at]

    @invariant()
    def the_document_is_whole(self) -> None:
        document = self.document
        text = dumps(document)
        again = loads(text)
        assert dumps(again) == text
        assert json.loads(text)["format"] == "quandary"
        assert check(document) == check(again)
        assert document.tree == again.tree
        assert document.drafts == again.drafts
        for branch in document.branches.values():
            assert branch.source in document.nodes
            assert branch.target in document.nodes
        for node in document.nodes:
            ids = [branch.id for branch in document.children(node)]
            assert ids == [branch.id for branch in again.children(node)]
            assert len(document.incoming(node)) <= 1
            assert node not in list(document.below(node))[1:]
        assert sorted((*document.tree, *document.drafts)) == sorted(document.nodes)
