"""A line below the canvas that says which keys do something now."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from solver.document.elements import Kind
from solver.document.model import Document
from solver.translation import mark, tr

SIDE: Final = 12
BETWEEN: Final = "   ·   "

_BEGIN: Final = (
    mark("1 2 3 first node"),
    mark("Ctrl+V paste a tree or an outline"),
    mark("Ctrl+Shift+P all commands"),
)
_NOTHING: Final = (
    mark("arrows select"),
    mark("Ctrl+F find"),
    mark("Ctrl+A select all"),
    mark("Ctrl+Shift+P all commands"),
)
_INNER: Final = (
    mark("Tab child"), mark("Enter sibling"), mark("type to label"), mark("1 2 3 kind"), mark("arrows walk"), mark("Alt+arrows reorder"),
    mark("Space fold"), mark("Del delete"), mark("Shift+Del keep children"),
)  # fmt: skip
_LEAF: Final = (mark("Enter sibling"), mark("type for the outcome"), mark("1 2 3 kind"), mark("arrows walk"),
                mark("Alt+arrows reorder"), mark("Del delete"))  # fmt: skip
_BRANCH: Final = (
    mark("Enter or type to edit"),
    mark("arrows walk"),
    mark("Del delete with its subtree"),
)
_COPY: Final = (
    mark("a live copy: double-click for the original"),
    mark("arrows walk"),
    mark("Del delete"),
)
_SEVERAL: Final = (
    mark("Ctrl+C copy"),
    mark("Ctrl+X cut"),
    mark("drag to move"),
    mark("Ctrl+drag to copy"),
    mark("Del delete"),
)


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
        shown = [tr(each) for each in self._editing or self._hints]
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
