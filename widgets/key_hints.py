"""A line below the canvas that says which keys do something now."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from solver.document import Document, Kind

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
_SEVERAL: Final = ("Ctrl+C copy", "Ctrl+X cut", "drag to move", "Ctrl+drag to copy", "Del delete")


class KeyHints(QLabel):
    """Follows the selection."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hints")
        self.setAccessibleName("Keys")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setContentsMargins(12, 3, 12, 3)

    def show_selection(
        self, document: Document, nodes: tuple[str, ...], branches: tuple[str, ...]
    ) -> None:
        self.setText("   ·   ".join(_hints(document, nodes, branches)))


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
    return _LEAF if document.nodes[nodes[0]].kind is Kind.OUTCOME else _INNER
