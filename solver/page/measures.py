"""The measures of a drawn tree: all of them grow with its type, so that every size looks alike."""

from functools import lru_cache
from typing import Final, NamedTuple

from solver.document.model import Document
from solver.document.style import Style

_TYPE: Final = {"slides": 17}  # pixels of the labels at 100 %, where it is not the usual 14
_USUAL: Final = 14
_LARGE: Final = 1.45  # times the usual size
_LEAST: Final = 6  # pixels of any type


class Measures(NamedTuple):
    """In pixels at 100 %."""

    z: float  # the size of type of the labels
    half: float  # of a node, across
    triangle: tuple[float, float]  # across and along
    lead: float  # the slanted beginning of a branch
    space: float  # before and behind the text on a branch
    level: float  # the least length of the level part of a branch
    row: float  # from one leaf to the next, at least
    gap: float  # between neighbours in a column
    text_gap: float  # between a line and its text
    arc: float  # radius of the sign of a preferential gap
    plain: float  # widths of lines
    heavy: float
    thin: float


def _whole(length: float) -> float:
    """A length in quarters of a pixel: their sums are the same in whatever order they are added."""
    return round(4 * length) / 4


@lru_cache(maxsize=64)
def measures(z: float = _USUAL) -> Measures:
    """The measures of a tree with type of that size."""
    return Measures(
        z=z,
        half=_whole(0.68 * z),
        triangle=(1.05 * z, z),
        lead=_whole(3.3 * z),
        space=z / 2,
        level=6 * z,
        row=4 * z,
        gap=_whole(0.85 * z),
        text_gap=_whole(0.3 * z),
        arc=2.15 * z,
        plain=z / 9,
        heavy=z / 3.5,
        thin=z / 12,
    )


USUAL: Final = measures()


def type_pixels(style: Style) -> int:
    """The size of type in which a style sets the labels of a tree, in pixels at 100 %."""
    larger = _LARGE if style.theme == "large" else 1.0
    return max(_LEAST, round(_TYPE.get(style.theme, _USUAL) * larger * style.type_size / 100))


def text_scale(document: Document, style: Style) -> float:
    """How many times as far out as typed free texts stand: they go along with a tree that grows with its type.

    A node that was placed by hand stays where it is, whatever the type; then texts do so, too.
    """
    by_hand = any(node.x is not None and node.y is not None for node in document.nodes.values())
    return 1.0 if by_hand else type_pixels(style) / _USUAL
