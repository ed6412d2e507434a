"""A line below the canvas that says which keys do something now."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from solver.document.elements import Kind
from solver.document.model import Document

SIDE: Final = 12
BETWEEN: Final = "   ·   "

_BEGIN: Final = (
    "1 2 3 first node",
    "Ctrl+V paste a tree or an outline",
    "Ctrl+Shift+P all commands",
)
_NOTHING: Final = ("arrows select", "Ctrl+F find", "Ctrl+A select all", "Ctrl+Shift+P all commands")
_INNER: Final = (
    "Tab child", "Enter sibling", "type to label", "1 2 3 kind", "arrows walk", "Alt+arrows reorder",
    "Space fold", "Del delete", "Shift+Del keep children",
)  # fmt: skip
_LEAF: Final = ("Enter sibling", "type for the outcome", "1 2 3 kind", "arrows walk",
                "Alt+arrows reorder", "Del delete")  # fmt: skip
_BRANCH: Final = ("Enter or type to edit", "arrows walk", "Del delete with its subtree")
_COPY: Final = ("a live copy: double-click for the original", "arrows walk", "Del delete")
_SEVERAL: Final = ("Ctrl+C copy", "Ctrl+X cut", "drag to move", "Ctrl+drag to copy", "Del delete")


class KeyHints(QLabel):
    """Follows the selection."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hints")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setContentsMargins(SIDE, 3, SIDE, 3)
        self._hints: tuple[str, ...] = ()
        self._editing: tuple[str, ...] = ()

    def show_selection(
        self, document: Document, nodes: tuple[str, ...], branches: tuple[str, ...]
    ) -> None:
        self._hints = _hints(document, nodes, branches)
        self._fill()

    def show_editing(self, keys: tuple[str, ...]) -> None:
        """What the keys do while an editor is open on the canvas; nothing once it is closed."""
        self._editing = keys
        self._fill()

    def resizeEvent(self, event: object) -> None:
        self._fill()

    def _fill(self) -> None:
        """As many hints as there is room for."""
        shown = list(self._editing or self._hints)
        room = self.width() - 2 * SIDE
        while len(shown) > 1 and self.fontMetrics().horizontalAdvance(BETWEEN.join(shown)) > room:
            shown.pop()
        self.setText(BETWEEN.join(shown))


def _hints(
    document: Document, nodes: tuple[str, ...], branches: tuple[str, ...]
) -> tuple[str, ...]:
    if not document.nodes:
        return _BEGIN
    if len(nodes) + len(branches) > 1:
        return _SEVERAL
    if branches:
        return _BRANCH
    if not nodes:
        return _NOTHING
    if document.nodes[nodes[0]].copy_of is not None:
        return _COPY
    return _LEAF if document.nodes[nodes[0]].kind is Kind.OUTCOME else _INNER
