"""The palette: three kinds of node to drag from the tool bar onto the canvas."""

from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDrag,
    QIcon,
    QMouseEvent,
    QMoveEvent,
    QPainter,
    QPen,
    QPixmap,
    QPolygonF,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from solver.document.elements import Kind
from solver.edits import AddNode
from solver.translation import mark, tr
from widgets.basics.fields import sentence
from widgets.basics.theme import LIGHT, Theme
from widgets.canvas import Canvas
from widgets.canvas.view.dropping import MIME

NAMES: Final = {
    Kind.CHOICE: mark("Choice"),
    Kind.CHANCE: mark("Chance"),
    Kind.OUTCOME: mark("Outcome"),
}
_WHAT: Final = {
    Kind.CHOICE: mark("A choice node (square): the agent decides."),
    Kind.CHANCE: mark("A chance node (circle): chance decides, with known probabilities."),
    Kind.OUTCOME: mark("An outcome node (triangle): it ends the tree."),
}


def kind_pixmap(kind: Kind, colour: str, size: int = 28) -> QPixmap:
    """The sign of a kind of node."""
    ratio = 2
    pixmap = QPixmap(size * ratio, size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), 1.7))
    low, high = size * 0.18, size * 0.82
    if kind is Kind.CHOICE:
        painter.drawRect(QRectF(low, low, high - low, high - low))
    elif kind is Kind.CHANCE:
        painter.drawEllipse(QRectF(low, low, high - low, high - low))
    else:
        points = [QPointF(low, size / 2), QPointF(high, low), QPointF(high, high)]
        painter.drawPolygon(QPolygonF(points))
    painter.end()
    return pixmap


class _NodeButton(QToolButton):
    """One kind: drag it, or click it to add it below the selected node."""

    def __init__(self, kind: Kind, parent: QWidget, *, large: bool) -> None:
        super().__init__(parent)
        self.kind = kind
        self._pressed_at = QPoint()
        self.setObjectName(f"palette.{kind}")
        self.setText(tr(NAMES[kind]))
        self.setAccessibleName(tr("{names} node").format(names=tr(NAMES[kind])))
        self.setToolTip(
            tr(
                "{what}\nDrag it onto the canvas, a node or a branch; a click adds it below the selected node."
            ).format(what=tr(_WHAT[kind]))
        )
        self.setAutoRaise(not large)
        if large:
            self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setIconSize(QSize(48, 48) if large else QSize(20, 20))
        self.setFixedSize(*((104, 92) if large else (32, 30)))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        far = (event.position().toPoint() - self._pressed_at).manhattanLength()
        left = bool(event.buttons() & Qt.MouseButton.LeftButton)
        if not left or far < QApplication.startDragDistance():
            super().mouseMoveEvent(event)
            return
        drag = QDrag(self)
        drag.setMimeData(mime_data(self.kind))
        pixmap = self.icon().pixmap(self.iconSize())
        drag.setPixmap(pixmap)
        drag.setHotSpot(QPoint(self.iconSize().width() // 2, self.iconSize().height() // 2))
        self.setDown(False)
        drag.exec(Qt.DropAction.CopyAction)


def mime_data(kind: Kind) -> QMimeData:
    """What a drag of a kind of node carries."""
    data = QMimeData()
    data.setData(MIME, str(kind).encode("utf-8"))
    return data


class Palette(QWidget):
    """Choice, chance and outcome nodes, to drag or to click."""

    intended = Signal(object)  # an Edit

    def __init__(self, parent: QWidget | None = None, *, large: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("palette.large" if large else "palette")
        self.setAccessibleName(tr("Palette of nodes"))
        self._parent_node: str | None = None
        self._buttons = [_NodeButton(kind, self, large=large) for kind in Kind]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16 if large else 2)
        for button in self._buttons:
            row.addWidget(button)
            button.clicked.connect(self._add)
        self.set_theme(LIGHT)

    def set_theme(self, theme: Theme) -> None:
        for button in self._buttons:
            size = button.iconSize().width()
            icon = QIcon(kind_pixmap(button.kind, theme.ink, size))
            icon.addPixmap(kind_pixmap(button.kind, theme.disabled, size), QIcon.Mode.Disabled)
            button.setIcon(icon)

    def set_parent_node(self, node: str | None) -> None:
        """Where a click adds: below this node; None makes it a loose node."""
        self._parent_node = node

    def _add(self) -> None:
        button = self.sender()
        if isinstance(button, _NodeButton):
            self.intended.emit(AddNode(button.kind, parent=self._parent_node))


class EmptyTree(QWidget):
    """Lies over an empty canvas: the three kinds of node, large, and how to begin."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas.viewport())
        self.setObjectName("empty")
        self._canvas = canvas
        self.palette_panel = Palette(large=True)
        self._said = sentence(tr("Drag one here, or press 1, 2 or 3."), muted=True)
        self._said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(self.palette_panel, 0, Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._said)
        canvas.viewport().installEventFilter(self)
        canvas.tree.refreshed.connect(self._follow)
        self._follow()

    def set_theme(self, theme: Theme) -> None:
        self.palette_panel.set_theme(theme)

    def _follow(self) -> None:
        """Shown as long as there is nothing else."""
        self.setVisible(not self._canvas.tree.document.nodes)
        self._place()

    def _place(self) -> None:
        self.adjustSize()
        room = self._canvas.viewport().rect()
        self.move(room.center() - self.rect().center())

    def moveEvent(self, event: QMoveEvent) -> None:
        """The canvas takes along what lies on it when it scrolls: back again."""
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False
