"""TikZ, made in `solver.formats.exporting.tikz` of where the nodes stand on the page; charts likewise."""

from typing import Final

from app.export.chart_subject import ChartSubject
from app.export.export_format import PictureFormat
from app.export.subject import Drawn


def encode(drawn: Drawn) -> bytes:
    """A picture as TikZ: a file that compiles by itself, or a part of one."""
    from solver.formats.exporting.tikz import tikz_text
    from solver.formats.exporting.tikz_chart import tikz_chart

    subject, options = drawn.subject, drawn.options
    if isinstance(subject, ChartSubject) and subject.chart is not None:
        style = subject.drawn_style(options)
        return tikz_chart(subject.chart, style, standalone=options.standalone).encode("utf-8")
    text = tikz_text(
        subject.document,
        drawn.picture.positions,
        subject.solution,
        subject.drawn_style(options),
        plan=subject.plan,
        standalone=options.standalone,
    )
    return text.encode("utf-8")


PICTURE: Final = PictureFormat(
    suffix=".tex", label="TikZ (LaTeX)", uses=frozenset({"standalone"}), encode=encode
)
