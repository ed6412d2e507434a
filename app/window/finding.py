"""Finding things by typing a part of them: what the tree says, and the commands."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.skeleton.actions import ActionRow
from app.skeleton.document_window import DocumentWindow
from app.skeleton.part import WindowPart
from solver.document.annotations import annotations
from solver.document.model import Document
from solver.edits import (
    Edit,
    SetBranch,
    SetDocument,
    SetNode,
    SetOutcome,
    SetText,
    Together,
)
from solver.translation import tr, trn
from solver.words.names import Names
from solver.words.plain_mathematics import plain_text
from widgets.basics.chooser import Chooser, Entry, matching
from widgets.shell.replace_bar import ReplaceBar

Place = tuple[tuple[Any, ...], ...]  # nodes, branches and free texts to select


class Finder(WindowPart):
    """Looks for labels, outcomes and notes; F3 goes on with the same words."""

    rows = (
        ActionRow("edit.find", "finding", "&Find…", ("Ctrl+F",), tip="Find a label, an outcome or a note."),
        ActionRow("edit.replace", "finding", "&Replace…", ("Ctrl+H",),
            tip="Replace words in all labels, notes and texts."),
        ActionRow("edit.find_next", "finding", "Find &next", ("F3",), tip="The next place with the same words."),
        ActionRow("edit.find_previous", "finding", "Find pre&vious", ("Shift+F3",),
            tip="The place before with the same words."),
    )  # fmt: skip

    def __init__(self, window: DocumentWindow) -> None:
        super().__init__(window)
        self.chooser = Chooser(window, "finder", tr("Find a label, an outcome or a note"))
        self.chooser.chosen.connect(self._go_to)
        self.chooser.passed.connect(lambda place: self._canvas.reveal(*place))
        self._words = ""
        self.replacer = ReplaceBar(window)
        self.replacer.typed.connect(self._count)
        self.replacer.accepted.connect(self._replace)

    def does(self) -> Mapping[str, Callable[[], object]]:
        return {
            "edit.find": self._find,
            "edit.replace": lambda: self.replacer.open(self._words),
            "edit.find_next": lambda: self._again(1),
            "edit.find_previous": lambda: self._again(-1),
        }

    def _find(self) -> None:
        self.chooser.open(places(self._session.document, self._session.names))

    def _count(self, old: str, new: str) -> None:
        self.replacer.show_count(len(replaced(self._session.document, old, new)))

    def _replace(self, old: str, new: str) -> None:
        edits = replaced(self._session.document, old, new)
        if not edits:
            self.told.emit(
                tr("“{old}” is nowhere in this tree, spelled like that.").format(old=old)
            )
            return
        name = tr("replace “{old}” with “{new}”").format(old=shortened(old), new=shortened(new))
        self.intended.emit(Together(edits, name))
        many = len(edits)
        self.told.emit(
            trn(
                "{many} place changed; Ctrl+Z undoes all of it.",
                "{many} places changed; Ctrl+Z undoes all of it.",
                many,
            ).format(many=many)
        )

    def _go_to(self, place: Place) -> None:
        self._words = self.chooser.words
        self._canvas.reveal(*place)
        self._canvas.setFocus()

    def _again(self, step: int) -> None:
        """The next place, in the order of the tree, at which the same words occur."""
        if not self._words:
            self._find()
            return
        everything = places(self._session.document, self._session.names)
        wanted = {entry.data for entry in matching(everything, self._words)}
        order: list[Place] = [entry.data for entry in everything]
        found = [place for place in order if place in wanted]
        if not found:
            self.told.emit(
                tr("“{words}” is nowhere in this tree any more.").format(words=self._words)
            )
            return
        texts = self._canvas.selected_texts()
        here: Place = ((), (), texts) if texts else self._canvas.selection()
        if here in wanted:
            at = (found.index(here) + step) % len(found)
        else:
            start = order.index(here) if here in order else -1
            later = [i for i, place in enumerate(found) if order.index(place) > start]
            first = later[0] if later else 0
            at = first if step > 0 else first - 1
        self._canvas.reveal(*found[at])
        self._canvas.setFocus()
        self.told.emit(
            tr("“{words}”: {at} of {found}.").format(
                words=self._words, at=at % len(found) + 1, found=len(found)
            )
        )


def shortened(text: str) -> str:
    """As much of a text as a line of the history has room for."""
    return text if len(text) <= 24 else f"{text[:23]}…"


def places(document: Document, names: Names) -> list[Entry]:
    """Every node and branch that says something, each told from others of its name."""
    found = []
    for id_ in (*document.tree, *document.drafts):
        node = document.nodes[id_]
        for branch in document.incoming(id_)[:1]:
            if branch.label:
                text = plain_text(names.branch_at(branch.id))
                found.append(Entry(text, branch.id, ((), (branch.id,)), "branch"))
        outcome = document.outcomes.get(node.outcome or "")
        said = node.label or outcome is not None
        notes = f"{node.notes} {outcome.notes if outcome is not None else ''}"
        if said or notes.strip():
            text = plain_text(names.node(id_))
            more = f"{node.id} {node.outcome or ''} {notes}"
            found.append(Entry(text, more, ((id_,), ()), str(node.kind)))
    for words in annotations(document):
        text = " ".join(words.text.split())
        found.append(Entry(text, "", ((), (), (words.index,)), "text"))
    return found


def replaced(document: Document, old: str, new: str) -> tuple[Edit, ...]:
    """What puts other words into all labels, titles, notes and free texts that have these."""
    edits: list[Edit] = []
    if not old:
        return ()
    for id_, node in document.nodes.items():
        if changes := _changed(node, ("label", "notes"), old, new):
            edits.append(SetNode(id_, changes))
    for id_, branch in document.branches.items():
        if changes := _changed(branch, ("label",), old, new):
            edits.append(SetBranch(id_, changes))
    for id_, outcome in document.outcomes.items():
        if changes := _changed(outcome, ("label", "notes"), old, new):
            edits.append(SetOutcome(id_, changes))
    for words in annotations(document):
        if old in words.text:
            edits.append(SetText(words.index, words.text.replace(old, new)))
    title, notes = document.title.replace(old, new), document.notes.replace(old, new)
    if (title, notes) != (document.title, document.notes):
        edits.append(SetDocument(title, notes))
    return tuple(edits)


def _changed(element: object, parts: Sequence[str], old: str, new: str) -> dict[str, str]:
    texts = {part: str(getattr(element, part)) for part in parts}
    return {part: text.replace(old, new) for part, text in texts.items() if old in text}
