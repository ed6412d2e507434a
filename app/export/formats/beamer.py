"""A slide of Beamer with overlays, made in `solver.formats.exporting.beamer`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from app.export.export_format import StepsFormat
from app.export.options import ExportOptions

if TYPE_CHECKING:
    from app.export.frame_sequence import Film
    from widgets.canvas.pictures.drawing import Progress


def _slides(film: "Film", options: ExportOptions, _: "Progress") -> Iterator[bytes]:
    from solver.formats.exporting.beamer import beamer_text

    text = beamer_text(
        film.document,
        film.picture.positions,
        film.steps,
        film.answers,
        film.style,
        standalone=options.standalone,
    )
    yield text.encode("utf-8")


STEPS: Final = StepsFormat(
    suffix=".tex",
    label="Beamer (a slide with overlays)",
    uses=frozenset({"standalone"}),
    encode=_slides,
    said="slides of Beamer (.tex)",
)
