"""The probabilities, or policy numbers, of a node's branches as a bar that is split by dragging."""

from fractions import Fraction
from itertools import accumulate, pairwise
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from solver.document.model import Document
from solver.document.shares import shares
from solver.edits import SplitShares
from solver.translation import tr
from solver.words.numbers import Format

STEP: Final = Fraction(1, 100)
GRIP: Final = 8.0  # pixels beside a line at which it is taken
HEIGHT: Final = 30


class ShareBar(QWidget):
    """One part for each branch; the lines between them are dragged, or moved with the arrow keys."""

    intended = Signal(object)  # an Edit

    def __init__(
        self, node: str, parent: QWidget | None = None, *, if_unstated: bool = False
    ) -> None:
        super().__init__(parent)
        self._if_unstated = if_unstated  # shown where a policy is not stated as well
        self.setObjectName("shares")
        self.setAccessibleName(tr("Shares of the branches as a bar"))
        self.setToolTip(
            tr(
                "Drag a line to split differently. By keyboard: up and down choose a line, "
                "left and right move it by 0.01, page up and page down by 0.1."
            )
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self._node = node
        self._branches: list[str] = []
        self._labels: list[str] = []
        self._shares: list[Fraction] = []
        self._format = Format()
        self._line = 0  # between this branch and the next
        self._held = False
        self._gestures = 0

    def sizeHint(self) -> QSize:
        return QSize(160, HEIGHT)

    def show_document(self, document: Document) -> None:
        """Show the node's branches; hidden where there is nothing to split."""
        node = document.nodes.get(self._node)
        branches = document.children(self._node)
        if node is None or len(branches) < 2:
            self.hide()
            return
        found = shares(node, branches, document.parameter_values)
        stated = self._if_unstated or node.kind == "chance" or bool(found.given)
        self.setVisible(found.is_valid and stated)
        if not found.is_valid:
            return
        self._branches = [branch.id for branch in branches]
        self._labels = [branch.label for branch in branches]
        self._format = Format.of(document)
        self._shares = [found.values[id_] for id_ in self._branches]
        self._line = min(self._line, len(branches) - 2)
        self.setAccessibleDescription(
            ", ".join(
                f"{label or 'branch'} {self._format.number(share)}"
                for label, share in self._parts()
            )
        )
        self.update()

    def _parts(self) -> list[tuple[str, Fraction]]:
        return list(zip(self._labels, self._shares, strict=True))

    def _edges(self) -> list[float]:
        """Where the parts begin and end, from left to right."""
        ends = accumulate(self._shares, initial=Fraction(0))
        return [float(end) * (self.width() - 1) for end in ends]

    # ------------------------------------------------------------------- pointer

    def _line_at(self, x: float) -> int | None:
        edges = self._edges()[1:-1]
        near = [(abs(edge - x), index) for index, edge in enumerate(edges)]
        apart, index = min(near)
        if apart > GRIP:
            return None
        # Where lines lie on each other, take the one that can move that way.
        same = [i for distance, i in near if distance == apart]
        return same[-1] if x >= edges[index] else same[0]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        line = self._line_at(event.position().x())
        if event.button() == Qt.MouseButton.LeftButton and line is not None:
            self._line, self._held = line, True
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._held:
            over = self._line_at(event.position().x()) is not None
            self.setCursor(Qt.CursorShape.SplitHCursor if over else Qt.CursorShape.ArrowCursor)
            return
        end = Fraction(event.position().x()) / max(1, self.width() - 1)
        begin = sum(self._shares[: self._line], Fraction(0))
        self._move_to(round((end - begin) / STEP) * STEP)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = False
        self._gestures += 1

    # ------------------------------------------------------------------ keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1,
            Qt.Key.Key_PageDown: -10, Qt.Key.Key_PageUp: 10,
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key in steps:
            self._move_to(self._shares[self._line] + steps[key] * STEP)
            self._gestures += 1
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            last = len(self._shares) - 2
            self._line = max(0, min(last, self._line + (1 if key == Qt.Key.Key_Down else -1)))
            self.update()
        else:
            super().keyPressEvent(event)

    def _move_to(self, share: Fraction) -> None:
        """Give the branch before the line this share, as far as it and the next have it."""
        both = self._shares[self._line] + self._shares[self._line + 1]
        share = max(Fraction(0), min(both, share))
        first, second = self._branches[self._line], self._branches[self._line + 1]
        gesture = f"shares {id(self)} {self._gestures}"
        self.intended.emit(SplitShares(first, second, self._format.typed(share), gesture))

    # ------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = self.palette()
        edges = self._edges()
        height = self.height() - 1
        for index, (begin, end) in enumerate(pairwise(edges)):
            role = QPalette.ColorRole.Base if index % 2 else QPalette.ColorRole.Button
            part = QRectF(begin, 0, end - begin, height)
            painter.fillRect(part, palette.color(role))
            label, share = self._parts()[index]
            number = self._format.number(share)
            text = f"{label} {number}" if label else number
            room = part.adjusted(6, 0, -6, 0)
            shown = self.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideRight, max(0, int(room.width()))
            )
            painter.setPen(palette.color(QPalette.ColorRole.Text))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, shown if len(shown) > 1 else "")
        painter.setPen(palette.color(QPalette.ColorRole.Mid))
        painter.drawRect(QRectF(0, 0, self.width() - 1, height))
        for index, edge in enumerate(edges[1:-1]):
            chosen = index == self._line and self.hasFocus()
            colour = QPalette.ColorRole.Accent if chosen else QPalette.ColorRole.Text
            painter.setPen(QPen(palette.color(colour), 4 if chosen else 2))
            painter.drawLine(QPointF(edge, 2), QPointF(edge, height - 2))
