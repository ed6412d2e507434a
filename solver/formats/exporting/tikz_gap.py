"""The sign of a preferential gap in TikZ, and places on its page."""

from collections.abc import Iterator, Sequence
from math import cos, degrees, radians, sin
from typing import Final

from solver.page.gap_sign import BAR, HEAD, Option, gap_sign

CM_PER_PIXEL: Final = 1 / 50


def at(x: float, y: float) -> str:
    """A place, given in pixels and downwards."""
    return f"({x * CM_PER_PIXEL + 0.0:.2f}, {-y * CM_PER_PIXEL + 0.0:.2f})"


def gap_lines(
    fork: tuple[float, float], radius: float, options: Sequence[Option], z: float
) -> Iterator[str]:
    """The commands that draw the sign around a fork; lengths in pixels."""
    sign = gap_sign(options, radius, z)

    def point(reach: float, angle: float) -> str:
        turn = radians(angle)
        return at(fork[0] + reach * cos(turn), fork[1] - reach * sin(turn))

    bars = " ".join(
        f"{point(radius - BAR * z, a)} -- {point(radius + BAR * z, a)}" for a in sign.bars
    )
    yield f"  \\draw[gap] {bars};"
    for first, last, closed in sign.pieces:
        style = "gap" if closed else "gap, settled"
        yield (
            f"  \\draw[{style}] {point(radius, first)} arc[start angle={first:.1f}, "
            f"end angle={last:.1f}, radius={radius * CM_PER_PIXEL:.2f}];"
        )
    for angle, way in sign.heads:
        back = angle - way * degrees(HEAD * z / radius)
        sides = [point(radius + by * HEAD * z / 2, back) for by in (-1, 1)]
        yield f"  \\draw[gap] {sides[0]} -- {point(radius, angle)} -- {sides[1]};"
