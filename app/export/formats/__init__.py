"""The formats of export: a module each, which holds what the format says of itself and its code.

To add one: write the module with a `PictureFormat`, a `StepsFormat` or both, and put them into the
tables below.  Nothing here loads Qt or Pillow before something is written with them: the command
line lists the formats, too.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, TypeVar

from app.export.export_format import ExportFormat, PictureFormat, StepsFormat
from app.export.formats import (
    beamer,
    dot,
    gambit,
    gif,
    html,
    pdf,
    png,
    sheets,
    silver_decisions,
    svg,
    tikz,
)
from solver.errors import QuandaryError
from solver.translation import mark, tr

_Row = TypeVar("_Row", bound=ExportFormat)

#: As they are offered; the first is the usual one.
PICTURES: Final[list[PictureFormat]] = [
    png.PICTURE, svg.PICTURE, pdf.PICTURE, tikz.PICTURE, dot.PICTURE, html.PICTURE,
    gambit.PICTURE, silver_decisions.PICTURE, sheets.CSV, sheets.XLSX,
]  # fmt: skip
#: What charts can be written as.
CHARTS: Final[list[PictureFormat]] = [png.PICTURE, svg.PICTURE, pdf.PICTURE, tikz.PICTURE]
#: What the steps can be written as.
STEPS: Final[list[StepsFormat]] = [pdf.STEPS, png.STEPS, svg.STEPS, beamer.STEPS, gif.STEPS]


def suffix_of(path: str) -> str:
    """How a file's name ends: with a suffix of the tables, which may have two dots, or with its last."""
    name = Path(path).name.lower()
    known = (row.suffix for row in (*PICTURES, *STEPS) if name.endswith(row.suffix))
    return max(known, key=len, default=Path(name).suffix)


def picture_format(suffix: str) -> PictureFormat:
    """The format of pictures with this suffix.  Raises `QuandaryError` where there is none."""
    return _found(PICTURES, suffix, mark("Pictures"))


def chart_format(suffix: str) -> PictureFormat:
    """The same for charts."""
    return _found(CHARTS, suffix, mark("Charts"))


def steps_format(suffix: str) -> StepsFormat:
    """The same for the steps."""
    return _found(STEPS, suffix, mark("Steps"))


def _found(rows: Sequence[_Row], suffix: str, what: str) -> _Row:
    for row in rows:
        if row.suffix == suffix:
            return row
    known = ", ".join(row.suffix for row in rows)
    raise QuandaryError(
        tr("{what} are written as {known}, and “{suffix}” is none of them.").format(
            what=tr(what), known=known, suffix=suffix
        )
    )
