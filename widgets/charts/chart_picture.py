"""A chart as a picture: what `Picture` is for trees, for the same files."""

from typing import Final

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QColor, QPainter

from solver.charts.chart import Chart
from solver.charts.layout import TITLE, lay_out, natural_height
from solver.charts.marks import ChartLayout
from solver.document.style import USUAL, Style
from widgets.basics.theme import LIGHT, Theme
from widgets.canvas.items.drawing_theme import drawing_theme
from widgets.canvas.items.surface import Surface
from widgets.canvas.pictures.drawing import GROUPED, Progress, silent
from widgets.charts.chart_painting import draw, measure

WIDTH: Final = 640.0
EVERY: Final = 500  # marks between two calls


class ChartPicture:
    """A chart with its title, laid out on a page; sizes in pixels at 100 %."""

    def __init__(
        self,
        chart: Chart,
        style: Style = USUAL,
        window: Theme = LIGHT,
        *,
        margin: float = 16.0,
        width: float = WIDTH,
        height: float | None = None,
        ratio: float | None = None,
    ) -> None:
        self.theme = drawing_theme(style, window)
        larger = self.theme.small_pixels / 12
        wide = width * larger
        high = height * larger if height is not None else natural_height(chart, wide) + TITLE
        if ratio is not None:
            high = wide / ratio
        self.layout: ChartLayout = lay_out(chart, wide, high, measure(self.theme), titled=True)
        self._margin = margin
        self._words = f"{chart.title}. {chart.description}".strip()

    @property
    def size(self) -> QSizeF:
        return QSizeF(self.layout.width + 2 * self._margin, self.layout.height + 2 * self._margin)

    def paint(
        self, surface: Surface, background: str | None = None, progress: Progress = silent
    ) -> None:
        """Paint at the origin, one unit a pixel; ``background`` None leaves it transparent."""
        size = self.size
        target = QRectF(0, 0, size.width(), size.height())
        if background is not None:
            surface.fillRect(target, QColor(background))
        if isinstance(surface, QPainter):
            surface.setRenderHints(
                QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
            )
            surface.setClipRect(target)
        if isinstance(surface, GROUPED):
            surface.begin("chart", "chart", self._words)
        surface.save()
        surface.translate(self._margin, self._margin)
        try:
            for number, mark in enumerate(self.layout.marks):
                if number % EVERY == 0:
                    progress(number / len(self.layout.marks))
                draw(surface, mark, self.theme)
        finally:  # also where it was stopped
            surface.restore()
        if isinstance(surface, GROUPED):
            surface.end()
