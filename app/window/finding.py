"""Finding things by typing a part of them: what the tree says, and the commands."""

from collections.abc import Callable, Mapping
from typing import Any

from app.skeleton.actions import ActionRow
from app.skeleton.document_window import DocumentWindow
from app.skeleton.part import WindowPart
from solver.document.annotations import annotations
from solver.document.model import Document
from widgets.basics.chooser import Chooser, Entry, matching

Place = tuple[tuple[Any, ...], ...]  # nodes, branches and free texts to select


class Finder(WindowPart):
    """Looks for labels, outcomes and notes; F3 goes on with the same words."""

    rows = (
        ActionRow("edit.find", "finding", "&Find…", ("Ctrl+F",), tip="Find a label, an outcome or a note."),
        ActionRow("edit.find_next", "finding", "Find &next", ("F3",), tip="The next place with the same words."),
        ActionRow("edit.find_previous", "finding", "Find pre&vious", ("Shift+F3",),
            tip="The place before with the same words."),
    )  # fmt: skip

    def __init__(self, window: DocumentWindow) -> None:
        super().__init__(window)
        self.chooser = Chooser(window, "finder", "Find a label, an outcome or a note")
        self.chooser.chosen.connect(self._go_to)
        self.chooser.passed.connect(lambda place: self._canvas.reveal(*place))
        self._words = ""

    def does(self) -> Mapping[str, Callable[[], object]]:
        return {
            "edit.find": self._find,
            "edit.find_next": lambda: self._again(1),
            "edit.find_previous": lambda: self._again(-1),
        }

    def _find(self) -> None:
        self.chooser.open(places(self._session.document))

    def _go_to(self, place: Place) -> None:
        self._words = self.chooser.words
        self._canvas.reveal(*place)
        self._canvas.setFocus()

    def _again(self, step: int) -> None:
        """The next place, in the order of the tree, at which the same words occur."""
        if not self._words:
            self._find()
            return
        everything = places(self._session.document)
        wanted = {entry.data for entry in matching(everything, self._words)}
        order: list[Place] = [entry.data for entry in everything]
        found = [place for place in order if place in wanted]
        if not found:
            self.told.emit(f"“{self._words}” is nowhere in this tree any more.")
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
        self.told.emit(f"“{self._words}”: {at % len(found) + 1} of {len(found)}.")


def places(document: Document) -> list[Entry]:
    """Every node and branch that says something, with where it is: what to select there."""
    found = []
    for id_ in (*document.tree, *document.drafts):
        node = document.nodes[id_]
        for branch in document.incoming(id_)[:1]:
            if branch.label:
                found.append(Entry(f"{branch.label}    branch", branch.id, ((), (branch.id,))))
        outcome = document.outcomes.get(node.outcome or "")
        said = node.label or (outcome.label or outcome.id if outcome is not None else "")
        notes = f"{node.notes} {outcome.notes if outcome is not None else ''}"
        if said or notes.strip():
            text = f"{said or node.id}    {node.kind}"
            found.append(Entry(text, f"{node.id} {node.outcome or ''} {notes}", ((id_,), ())))
    for words in annotations(document):
        found.append(Entry(f"{' '.join(words.text.split())}    text", "", ((), (), (words.index,))))
    return found
