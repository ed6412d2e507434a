"""A chart as TikZ: the same places as on the screen, plain commands, colours named at the top."""

from collections.abc import Iterator
from typing import Final

from solver.charts.chart import Chart
from solver.charts.layout import lay_out, natural_height
from solver.charts.marks import PALE, SERIES, Area, Disc, Mark, MarkWords, Stroke
from solver.document.style import USUAL, Style
from solver.formats.exporting.tex_text import tex
from solver.formats.exporting.tikz import preamble
from solver.formats.exporting.tikz_gap import CM_PER_PIXEL, at
from solver.formats.exporting.tikz_styles import SIGN, palette
from solver.page.hues import PRINT_HUES, SCALE_HUES

WIDTH: Final = 560.0  # pixels; 11.2 cm
_SIZES: Final = {"usual": r"\small", "small": r"\footnotesize", "bold": r"\small\bfseries"}
_PIXELS: Final = {"usual": 14, "small": 12, "bold": 13}
_DASHES: Final = {"": "", "dash": ", dashed", "dot": ", densely dotted"}


def tikz_chart(
    chart: Chart,
    style: Style = USUAL,
    *,
    width: float = WIDTH,
    height: float | None = None,
    standalone: bool = True,
) -> str:
    """A LaTeX file with a chart; see `solver.formats.exporting.tikz.tikz_text` for ``standalone``."""
    room = height if height is not None else natural_height(chart, width) + 28
    laid = lay_out(chart, width, room, _wide, titled=True)
    used: dict[str, str] = {}
    commands = [line for mark in laid.marks for line in _command(mark, used)]
    colours = [
        f"\\definecolor{{{name}}}{{HTML}}{{{_colour(role, style)}}}" for role, name in used.items()
    ]
    picture = "\n".join(
        [r"\begin{tikzpicture}[line width=0.5pt, line join=bevel]", *commands, r"\end{tikzpicture}"]
    )
    title = f"% {' '.join(chart.title.split())}\n"
    packages, named = preamble(picture), "\n".join(colours)
    if not standalone:
        needs = "\n".join(f"%   {line}" for line in packages.splitlines())
        return f"{title}% The preamble needs:\n{needs}\n{named}\n{picture}\n"
    ground = palette(style)["canvas"]
    page = f"\\pagecolor[HTML]{{{ground}}}\n" if ground != "FFFFFF" else ""
    return (
        f"{title}\\documentclass[tikz,border=4pt]{{standalone}}\n{packages}\n{named}\n"
        f"\\begin{{document}}\n{page}{picture}\n\\end{{document}}\n"
    )


def _wide(text: str, size: str) -> float:
    """About how wide a text is, in pixels."""
    return SIGN * _PIXELS[size] * len(text)


def _command(mark: Mark, used: dict[str, str]) -> Iterator[str]:
    def named(role: str) -> str:
        return used.setdefault(role, f"chart {role}")

    def line(role: str, width: float) -> str:
        return f"draw={named(role)}, line width={0.55 * width:.2f}pt" if role else ""

    def options(*parts: str) -> str:
        return ", ".join(part for part in parts if part)

    match mark:
        case Stroke(points, role, width, dash):
            way = " -- ".join(at(x, y) for x, y in points)
            yield f"  \\draw[{line(role, width)}{_DASHES[dash]}] {way};"
        case Area(points, fill, edge, width):
            way = " -- ".join(at(x, y) for x, y in points)
            filled = f"fill={named(fill)}" if fill else ""
            yield f"  \\path[{options(filled, line(edge, width))}] {way} -- cycle;"
        case Disc(place, radius, fill, edge, width):
            filled = f"fill={named(fill)}" if fill else ""
            yield (
                f"  \\path[{options(filled, line(edge, width))}] {at(*place)} "
                f"circle[radius={radius * CM_PER_PIXEL:.3f}];"
            )
        case MarkWords(place, text, role, size, indent):
            anchor = {0.0: "base west", 0.5: "base", 1.0: "base east"}[indent]
            yield (
                f"  \\node[anchor={anchor}, inner sep=0pt, text={named(role)}, font={_SIZES[size]}] "
                f"at {at(*place)} {{{tex(text)}}};"
            )


def _colour(role: str, style: Style) -> str:
    colours = palette(style)
    kind, _, number = role.partition(" ")
    if kind == "series":
        if style.theme == "print":
            return colours["ink"]
        return SCALE_HUES[SERIES[int(number) % len(SERIES)]][1:]
    if kind == "region":
        if style.theme == "print":
            return PRINT_HUES[int(number) % 2][1:]
        return _mixed(SCALE_HUES[SERIES[int(number) % len(SERIES)]][1:], colours["canvas"])
    return colours[role]


def _mixed(hue: str, ground: str) -> str:
    parts = (
        round((PALE * int(hue[i : i + 2], 16) + (100 - PALE) * int(ground[i : i + 2], 16)) / 100)
        for i in (0, 2, 4)
    )
    return "".join(f"{part:02X}" for part in parts)
