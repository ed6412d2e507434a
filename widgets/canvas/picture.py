"""A tree as a picture: the same items that the canvas shows, painted onto anything."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QBrush, QColor, QPainter

from solver.document import Document
from solver.solution import Plan, Solution
from widgets.canvas.scene import TreeScene
from widgets.theme import LIGHT, Theme

MARGIN: Final = 16.0


class Picture:
    """The whole tree, tightly cropped, without what only editing needs."""

    def __init__(
        self,
        document: Document,
        solution: Solution | None = None,
        plan: Plan | None = None,
        theme: Theme = LIGHT,
    ) -> None:
        self._scene = TreeScene(theme, for_picture=True)
        self._scene.setBackgroundBrush(QBrush())
        self._scene.show_document(document)
        self._scene.show_solution(solution, plan)
        self._scene.setBackgroundBrush(QBrush())
        rect = self._scene.content_rect()
        self._rect = QRectF(rect.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN).toAlignedRect())

    @property
    def size(self) -> QSizeF:
        """In pixels at 100 %."""
        return self._rect.size()

    @property
    def positions(self) -> Mapping[str, tuple[float, float]]:
        """Where every visible node stands, in pixels at 100 %."""
        return self._scene.positions

    def paint(self, painter: QPainter, background: str | None = None) -> None:
        """Paint at the origin, one unit a pixel; ``background`` None leaves it transparent."""
        target = QRectF(0, 0, self._rect.width(), self._rect.height())
        if background is not None:
            painter.fillRect(target, QColor(background))
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
        )
        self._scene.render(painter, target, self._rect)
