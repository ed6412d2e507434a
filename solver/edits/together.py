"""Several edits as one step."""

from typing import Any

import msgspec

from solver.document.model import Document


class Together(msgspec.Struct, frozen=True):
    """Several edits, one after the other, that are undone as one.  (Each is an `Edit`.)

    ``gesture`` is the same for all steps of one drag.
    """

    edits: tuple[Any, ...]
    name: str
    gesture: str = ""

    def apply(self, document: Document) -> Document:
        for edit in self.edits:
            document = edit.apply(document)
        return document
