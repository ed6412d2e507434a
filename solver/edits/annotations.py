"""Edits of the free texts on the page."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import msgspec

from solver.document.model import Document
from solver.edits.tree import Position, coordinate
from solver.errors import EditError
from solver.translation import mark, tr


class AddText(msgspec.Struct, frozen=True):
    """A new free text at a place of the page."""

    text: str
    position: Position
    name = mark("add text")

    def apply(self, document: Document) -> Document:
        if not self.text.strip():
            return document
        x, y = map(coordinate, self.position)
        listed = document.view.get("annotations", [])
        if not isinstance(listed, list):
            raise EditError(
                tr("The document’s list of free texts is not a list, so none can be added.")
            )
        return _with(document, [*listed, {"x": x, "y": y, "text": self.text}])


class SetText(msgspec.Struct, frozen=True):
    """Other words for a free text; none at all delete it."""

    index: int
    text: str
    name = mark("change text")

    def apply(self, document: Document) -> Document:
        if not self.text.strip():
            return DeleteTexts((self.index,)).apply(document)
        return _changed(document, self.index, {"text": self.text})


class MoveTexts(msgspec.Struct, frozen=True):
    """Free texts at other places."""

    places: dict[int, Position]
    name = mark("move text")

    def apply(self, document: Document) -> Document:
        for index, (x, y) in self.places.items():
            document = _changed(document, index, {"x": coordinate(x), "y": coordinate(y)})
        return document


class DeleteTexts(msgspec.Struct, frozen=True):
    """Free texts taken away."""

    indices: Collection[int]
    name = mark("delete text")

    def apply(self, document: Document) -> Document:
        for index in self.indices:
            _entry(document, index)
        listed = document.view["annotations"] if self.indices else []
        drop = set(self.indices)
        kept = [entry for index, entry in enumerate(listed) if index not in drop]
        return _with(document, kept) if drop else document


def _entry(document: Document, index: int) -> dict[str, Any]:
    listed = document.view.get("annotations")
    if isinstance(listed, list) and 0 <= index < len(listed) and isinstance(listed[index], dict):
        entry: dict[str, Any] = listed[index]
        return entry
    raise EditError(tr("There is no such text any more."))


def _changed(document: Document, index: int, changes: dict[str, Any]) -> Document:
    entry = _entry(document, index)
    if all(entry.get(key) == value for key, value in changes.items()):
        return document
    listed = list(document.view["annotations"])
    listed[index] = {**entry, **changes}
    return _with(document, listed)


def _with(document: Document, listed: list[Any]) -> Document:
    view = {**document.view, "annotations": listed}
    if not listed:
        del view["annotations"]
    return replace(document, view=view)
