"""A tree as a picture: drawn by the same items that the canvas shows, onto anything."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QColor, QPainter

from solver.document import Document
from solver.solution import Plan, Solution
from solver.style import Style, style_of
from widgets.canvas.drawing import Drawing, Progress, silent
from widgets.canvas.look import Looks
from widgets.canvas.style import drawing_theme
from widgets.canvas.surface import Surface
from widgets.theme import LIGHT, Theme

MARGIN: Final = 16.0


class Picture:
    """A tree, or a part of it, without what only editing needs.

    ``only`` are the nodes and branches to show (all if None), ``view`` the part of the page to cut
    out (all that is shown if None), ``ratio`` the width to height that the page is widened to.
    """

    def __init__(
        self,
        document: Document,
        solution: Solution | None = None,
        plan: Plan | None = None,
        style: Style | None = None,
        window: Theme = LIGHT,
        *,
        margin: float = MARGIN,
        only: frozenset[str] | None = None,
        view: QRectF | None = None,
        ratio: float | None = None,
        progress: Progress = silent,
    ) -> None:
        style = style_of(document) if style is None else style
        self.theme = drawing_theme(style, window)
        self._only = only
        self.drawing = Drawing(document, solution, plan, style, self.theme, progress)
        rect = self.drawing.rect if only is None else self.drawing.bounds(only)
        rect = rect.adjusted(-margin, -margin, margin, margin) if view is None else QRectF(view)
        self._rect = _widened(QRectF(rect.toAlignedRect()), ratio)

    @property
    def size(self) -> QSizeF:
        """In pixels at 100 %."""
        return self._rect.size()

    @property
    def positions(self) -> Mapping[str, tuple[float, float]]:
        """Where every visible node stands, in pixels at 100 %."""
        return self.drawing.positions

    def show(self, shown: Looks) -> None:
        """Show other looks in the same places: nothing moves."""
        self.drawing.show(shown)

    def paint(
        self, surface: Surface, background: str | None = None, progress: Progress = silent
    ) -> None:
        """Paint at the origin, one unit a pixel; ``background`` None leaves it transparent."""
        target = QRectF(0, 0, self._rect.width(), self._rect.height())
        if background is not None:
            surface.fillRect(target, QColor(background))
        if isinstance(surface, QPainter):
            surface.setRenderHints(
                QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
            )
            surface.setClipRect(target)
        surface.save()
        surface.translate(-self._rect.left(), -self._rect.top())
        try:
            self.drawing.draw(surface, self._only, progress)
        finally:  # also where it was stopped
            surface.restore()


def _widened(rect: QRectF, ratio: float | None) -> QRectF:
    """The smallest page of this shape around a rectangle, which stays in its middle."""
    if ratio is None or rect.isEmpty():
        return rect
    width = max(rect.width(), rect.height() * ratio)
    height = max(rect.height(), rect.width() / ratio)
    centre = rect.center()
    return QRectF(centre.x() - width / 2, centre.y() - height / 2, width, height)
