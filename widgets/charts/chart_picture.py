"""A chart as a picture: what `Picture` is for trees, for the same files."""

from typing import Final

from solver.charts.chart import (
    BarChart,
    Chart,
    OrderChart,
    ScaleChart,
    SentenceChart,
    StretchChart,
)
from solver.charts.layout import lay_out, picture_height
from solver.charts.marks import ChartLayout
from solver.document.style import USUAL, Style
from solver.page.face import Faces
from solver.page.geometry import Rect, Size
from solver.page.shipped_face import shipped_faces
from widgets.basics.theme import LIGHT, Theme
from widgets.charts.chart_painting import draw, measure
from widgets.drawing.drawing import Progress, silent
from widgets.drawing.drawing_theme import drawing_theme
from widgets.drawing.picture import MARGIN, Paint, margin_of
from widgets.drawing.surfaces.surface import Surface

WIDTH: Final = 640.0
NARROW: Final = 460.0  # of what is mostly words, to be read from afar
USUAL_PIXELS: Final = (
    14  # of type, for which charts are laid out; a style draws them larger or smaller
)
SMALL: Final = 12
LOWEST: Final = 280.0
LOW: Final = 200.0  # of a diagram of outcomes
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
        margin_in_per_cent: bool = False,
        width: float = WIDTH,
        height: float | None = None,
        ratio: float | None = None,
        ink: str = "",
        faces: Faces = shipped_faces,
    ) -> None:
        self.theme = drawing_theme(style, window, faces, ink)
        self._larger = self.theme.small_pixels / SMALL
        self._drawn = self.theme._replace(text_pixels=USUAL_PIXELS, small_pixels=SMALL)
        if ratio is not None:
            height = width / ratio
        elif height is None:
            height = picture_height(chart, width)
        self.layout: ChartLayout = lay_out(chart, width, height, measure(self._drawn), titled=True)
        if margin_in_per_cent:
            inside = Size(self.layout.width, self.layout.height) * self._larger
            margin = margin_of(margin / 100, inside, None)
        self._margin = margin
        self._words = f"{chart.title}. {chart.description}".strip()

    @property
    def size(self) -> Size:
        inside, around = (
            Size(self.layout.width, self.layout.height) * self._larger,
            2 * self._margin,
        )
        return Size(inside.width + around, inside.height + around)

    def paint(
        self, surface: Surface, background: str | None = None, progress: Progress = silent
    ) -> None:
        """Paint at the origin, one unit a pixel; ``background`` None leaves it transparent."""
        page = Rect(0, 0, self.size.width, self.size.height)
        if background is not None:
            surface.fill_rect(page, background)
        surface.clip(page)
        surface.begin("chart", "chart", self._words)
        surface.save()
        surface.translate(self._margin, self._margin)
        surface.scale(self._larger)
        try:
            for number, mark in enumerate(self.layout.marks):
                if number % EVERY == 0:
                    progress(number / len(self.layout.marks))
                draw(surface, mark, self._drawn)
        finally:  # also where it was stopped
            surface.restore()
            surface.end()


def painted_on(chart: Chart, style: Style, window: Theme, page: Size, faces: Faces) -> Paint:
    """Paints a chart in the middle of a page of a tree, as large as there is room."""
    width = NARROW if isinstance(chart, OrderChart | ScaleChart | SentenceChart) else WIDTH
    wanted = picture_height(chart, width)
    if not isinstance(chart, BarChart | StretchChart | ScaleChart | SentenceChart):
        lowest = LOWEST if width == WIDTH else LOW
        wanted = max(lowest, width * page.height / max(page.width, 1.0) - 2 * MARGIN)
    made = ChartPicture(
        chart, style, window, margin=MARGIN, width=width, height=wanted, faces=faces
    )

    def paint(surface: Surface, progress: Progress = silent) -> None:
        size = made.size
        factor = min(page.width / size.width, page.height / size.height)
        surface.save()
        surface.translate(
            (page.width - factor * size.width) / 2, (page.height - factor * size.height) / 2
        )
        surface.scale(factor)
        try:
            made.paint(surface, None, progress)
        finally:
            surface.restore()

    return paint
