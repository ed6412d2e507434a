"""A chart on its way into the files that trees are written to."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from app.export.options import AS_USUAL, RATIOS, ExportOptions
from app.export.subject import Subject, faces_here, unheard
from solver.charts.chart import Chart

if TYPE_CHECKING:
    from widgets.drawing.drawing import Progress
    from widgets.drawing.picture import Picture


@dataclass(frozen=True)
class ChartSubject(Subject):
    """What a picture of a chart shows; the document is the one that the chart is about."""

    chart: Chart | None = None

    @property
    def name(self) -> str:
        return self.chart.title if self.chart is not None else super().name

    def picture(
        self, options: ExportOptions = AS_USUAL, progress: "Progress" = unheard
    ) -> "Picture":
        from widgets.charts.chart_picture import ChartPicture

        assert self.chart is not None
        made = ChartPicture(
            self.chart,
            self.drawn_style(options),
            margin=options.margin,
            margin_in_per_cent=options.margin_unit == "%",
            ratio=RATIOS[options.ratio],
            ink=options.ink,
            faces=faces_here(),
        )
        return cast("Picture", made)  # the files ask for its size, its theme and to be painted
