"""A switch of a few alternatives beside each other, one of which holds."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from widgets.basics.assistive import show_checked
from widgets.basics.style import LINE, RADIUS, theme_now
from widgets.basics.word_button import WordButton, arrow_step

HEIGHT: Final = 30
AROUND: Final = 11  # pixels beside a word


def paint_segment(
    widget: QWidget,
    painter: QPainter,
    *,
    first: bool,
    last: bool,
    chosen: bool = False,
    filled: bool = False,
    down: bool = False,
) -> QColor:
    """Draw the ground and the edge of one segment; the colour of what is written on it."""
    theme = theme_now()
    enabled = widget.isEnabled()
    box = QRectF(widget.rect()).adjusted(0.5 if first else 0, 0.5, -0.5 if last else 0, -0.5)
    ground = theme.base
    if chosen:
        ground = theme.accent if filled and enabled else theme.tint
    elif down:
        ground = theme.pressed
    elif widget.underMouse() and enabled:
        ground = theme.hover
    shape = _shape(box, first=first, last=last)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(shape, QColor(ground))
    if chosen and not filled:
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(
            QRectF(box.left(), box.bottom() - LINE, box.width(), LINE), QColor(theme.accent)
        )
        painter.restore()
    painter.setPen(QPen(QColor(theme.edge if enabled else theme.line), 1))
    if first and last:
        painter.drawPath(shape)
    else:
        painter.save()
        painter.setClipRect(QRectF(widget.rect()))
        painter.drawPath(shape)
        painter.restore()
        if not last:
            x = widget.width() - 0.5
            painter.setPen(QPen(QColor(theme.line), 1))
            painter.drawLine(QPointF(x, 1.5), QPointF(x, widget.height() - 1.5))
    if widget.hasFocus():
        painter.setPen(QPen(QColor(theme.text if chosen and filled else theme.accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(widget.rect()).adjusted(2, 2, -2, -2), RADIUS, RADIUS)
    if not enabled:
        return QColor(theme.disabled)
    return QColor(theme.on_accent if chosen and filled else theme.text)


def _shape(box: QRectF, *, first: bool, last: bool) -> QPainterPath:
    """A box that is round only where the switch ends; where it goes on its edge lies outside."""
    grown = box.adjusted(0 if first else -2 * RADIUS, 0, 0 if last else 2 * RADIUS, 0)
    path = QPainterPath()
    path.addRoundedRect(grown, RADIUS, RADIUS)
    return path


class Segment(WordButton):
    """One alternative."""

    def __init__(self, text: str, name: str, *, filled: bool) -> None:
        super().__init__(text, name, height=HEIGHT, around=AROUND)
        self.setAutoExclusive(True)  # one of several, to a screen reader, too
        self.first = self.last = True
        self._filled = filled

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        chosen = self.isChecked()
        ink = paint_segment(
            self, painter, first=self.first, last=self.last, chosen=chosen,
            filled=self._filled, down=self.isDown(),
        )  # fmt: skip
        self._write(painter, ink)


class SegmentedSwitch(QWidget):
    """Alternatives by key; ``chosen`` carries the key of the one that a person chooses."""

    chosen = Signal(object)

    def __init__(self, name: str, *, filled: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._filled = filled
        self._told = False  # what is being clicked
        self._segments: dict[str, Segment] = {}
        self._tail: list[QWidget] = []
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)

    def add(self, key: str, text: str, name: str = "", tip: str = "") -> Segment:
        """One more alternative, at the end."""
        segment = Segment(text, name or text, filled=self._filled)
        segment.setToolTip(tip)
        segment.pressed.connect(self._begin)
        segment.toggled.connect(lambda on: self._turned(key) if on else None)
        segment.clicked.connect(lambda: self._clicked(key))
        self._segments[key] = segment
        self._group.addButton(segment)
        self._row.insertWidget(self._row.count() - len(self._tail), segment)
        self._shape()
        return segment

    def _begin(self) -> None:
        self._told = False

    def _turned(self, key: str) -> None:
        """By a click, or without one by assistive technology."""
        self._told = True
        self.chosen.emit(key)

    def _clicked(self, key: str) -> None:
        """Whoever clicks what holds already means it again."""
        if not self._told:
            self.chosen.emit(key)

    def append(self, widget: QWidget) -> None:
        """Something else as the last part of the switch; it draws itself by `paint_segment`."""
        self._tail.append(widget)
        self._row.addWidget(widget)
        self._shape()

    def clear(self) -> None:
        """Take all alternatives away."""
        for segment in self._segments.values():
            self._group.removeButton(segment)
            self._row.removeWidget(segment)
            segment.hide()
            segment.deleteLater()
        self._segments.clear()

    @property
    def keys(self) -> Sequence[str]:
        """The alternatives that can be seen, from left to right."""
        return [key for key, segment in self._segments.items() if not segment.isHidden()]

    @property
    def current(self) -> str | None:
        """The alternative that holds."""
        return next((key for key, each in self._segments.items() if each.isChecked()), None)

    def segment(self, key: str) -> Segment:
        """The button of an alternative."""
        return self._segments[key]

    def choose(self, key: str) -> None:
        """Show which alternative holds."""
        if key in self._segments:
            show_checked(self._segments[key], True)
        for other, segment in self._segments.items():  # one tab stop: the arrows go on from there
            policy = Qt.FocusPolicy.TabFocus if other == key else Qt.FocusPolicy.NoFocus
            segment.setFocusPolicy(policy)

    def show_only(self, keys: Sequence[str]) -> None:
        """Which alternatives can be seen."""
        for key, segment in self._segments.items():
            segment.setVisible(key in keys)
        self._shape()

    def _shape(self) -> None:
        """Round where the switch begins and ends."""
        parts = [each for each in self._segments.values() if not each.isHidden()]
        for place, part in enumerate(parts):
            part.first = place == 0
            part.last = place == len(parts) - 1 and not self._tail
            part.update()
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go from one to the next, and choose it."""
        step = arrow_step(event)
        keys = list(self.keys)
        if not step or self.current not in keys:
            super().keyPressEvent(event)
            return
        place = keys.index(self.current) + step
        if 0 <= place < len(keys):
            self._segments[keys[place]].setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._segments[keys[place]].setFocus(Qt.FocusReason.TabFocusReason)
            self._segments[keys[place]].click()
