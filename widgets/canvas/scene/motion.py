"""Nodes glide to where they stand now, so that the eye can follow."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QEasingCurve, QPointF, QVariantAnimation
from PySide6.QtWidgets import QGraphicsItem

DURATION: Final = 150  # ms
MOST_ITEMS: Final = 400  # more than that would not glide but stumble

Moves = Mapping[str, tuple[QGraphicsItem, QPointF, QPointF]]  # id → item, from, to


class Motion(QVariantAnimation):
    """Moves items from where they were; ``follow`` lets their branches come along."""

    def __init__(self, follow: Callable[[set[str]], None]) -> None:
        super().__init__()
        self.duration_wanted = 0  # ms; 0 for no motion at all
        self._follow = follow
        self._moves: Moves = {}
        self.setStartValue(0.0)
        self.setEndValue(1.0)
        self.setEasingCurve(QEasingCurve.Type.OutCubic)
        self.valueChanged.connect(self._show)

    def glide(self, moves: Moves) -> None:
        """Show these moves; the items are at their ends already."""
        if not self.duration_wanted or not 0 < len(moves) <= MOST_ITEMS:
            return
        self._moves = moves
        self.setDuration(self.duration_wanted)
        self._show(0.0)
        self.start()

    def rest(self) -> None:
        """Everything stands where it belongs, at once."""
        moves, self._moves = self._moves, {}
        self.stop()
        for item, _, end in moves.values():
            item.setPos(end)
        if moves:
            self._follow(set(moves))

    def _show(self, part: float) -> None:
        if not self._moves:
            return
        if part >= 1.0:
            self.rest()
            return
        for item, start, end in self._moves.values():
            item.setPos(start + (end - start) * part)
        self._follow(set(self._moves))
