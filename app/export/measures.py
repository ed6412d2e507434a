"""How large a picture becomes in a file, and what is too large.  No memory is spent on it here."""

from typing import TYPE_CHECKING, Final, NamedTuple

from app.export.options import CM, DPI, ExportOptions
from solver.errors import QuandaryError
from solver.translation import tr

if TYPE_CHECKING:
    from widgets.drawing.picture import Picture

MAX_PIXELS: Final = 100_000_000  # of a PNG: 400 MB of memory while it is made
MAX_SIDE: Final = 30_000
MAX_POINTS: Final = 14_400  # of a side of a page: PDF's own limit


class Measured(NamedTuple):
    """Width and height, in pixels or in units of 1/96 inch; and how people say them."""

    width: float
    height: float
    words: str


def in_pixels(picture: "Picture", options: ExportOptions) -> Measured:
    """Of what consists of pixels.  Raises `QuandaryError` with a sentence where they are too many."""
    factor = options.factor(picture.size.width, pixels=True)
    width, height = picture.size.width * factor, picture.size.height * factor
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise QuandaryError(
            tr(
                "The picture would have {width:,.0f} × {height:,.0f} pixels, which is too many. Choose a smaller size, or export SVG or PDF."
            ).format(width=width, height=height)
        )
    return Measured(
        width, height, tr("{width:.0f} × {height:.0f} pixels").format(width=width, height=height)
    )


def on_paper(picture: "Picture", options: ExportOptions) -> Measured:
    """Of what consists of lines and texts."""
    return _printed(picture, options.factor(picture.size.width, pixels=False))


def on_page(picture: "Picture", options: ExportOptions) -> Measured:
    """Of a page.  Raises `QuandaryError` where what is said of it cannot be had: see `page_factor`."""
    return _printed(picture, page_factor(picture, options))


def _printed(picture: "Picture", factor: float) -> Measured:
    width, height = picture.size.width * factor, picture.size.height * factor
    return Measured(
        width,
        height,
        tr("{width:.1f} × {height:.1f} cm").format(width=width / CM, height=height / CM),
    )


def page_factor(picture: "Picture", options: ExportOptions) -> float:
    """How much larger than at 100 % a page is.

    A page of a PDF has at most 200 inches a side.  A tree larger than that is made to fit, unless
    its width is said: what is said and cannot be had is refused.
    """
    factor = options.factor(picture.size.width, pixels=False)
    longest = max(picture.size.width, picture.size.height) * factor * 72 / DPI
    if longest <= MAX_POINTS:
        return factor
    if options.unit in ("px", "cm"):
        raise QuandaryError(
            tr(
                "The page would be {longest:,.0f} cm on its longer side; in a PDF it can be {max_points:,.0f} cm at most. Choose a smaller width, or export SVG."
            ).format(longest=longest / 72 * 2.54, max_points=MAX_POINTS / 72 * 2.54)
        )
    return factor * MAX_POINTS / longest
