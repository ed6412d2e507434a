"""The styles of a tree in TikZ: colours, sizes, and how labels go on in the next line."""

from textwrap import shorten
from typing import Final

from solver.document.elements import Kind
from solver.document.model import Document
from solver.document.style import Style
from solver.formats.exporting.tex_text import tex
from solver.formats.exporting.tikz_gap import CM_PER_PIXEL
from solver.page.hues import PRINT_HUES, SCALE_HUES
from solver.page.measures import measures, type_pixels

MOST_SIGNS: Final = 24  # of a label in one line
SIGN: Final = 0.52  # the width of a sign in sizes of type, on the average
LINES: Final = 3  # of a label

# Accent, ink, less important text, text and lines of what is not permitted or out of reach, ground.
_USUAL: Final = ("0B62A8", "000000", "55606D", "67717E", "8A94A0", "")
_COLOURS: Final = {
    "colour": _USUAL,
    "print": ("000000", "000000", "3A3A3A", "666666", "8C8C8C", ""),
    "slides": ("7CC4FF", "F0F3F7", "C3CBD6", "A0ABB8", "8A95A3", "14171C"),
    "large": _USUAL,
}
_SIZES: Final = {
    "colour": (r"\small", r"\footnotesize"),
    "print": (r"\small", r"\footnotesize"),
    "slides": (r"\normalsize", r"\small"),
    "large": (r"\large", r"\normalsize"),
}


def styles(style: Style, document: Document) -> str:
    """The styles of a picture: the one place where its look can be changed."""
    accent, ink, muted, faint, fade, ground = _COLOURS[style.theme]
    m = measures(type_pixels(style))
    across = 20 * m.half * CM_PER_PIXEL  # millimetres
    large, small = _SIZES[style.theme]
    colours = [
        f"\\definecolor{{tree ink}}{{HTML}}{{{ink}}}",
        f"\\definecolor{{tree accent}}{{HTML}}{{{accent}}}",
        f"\\definecolor{{tree muted}}{{HTML}}{{{muted}}}",
        f"\\definecolor{{tree faint}}{{HTML}}{{{faint}}}",
        f"\\definecolor{{tree fade}}{{HTML}}{{{fade}}}",
        f"\\definecolor{{tree ground}}{{HTML}}{{{ground or 'FFFFFF'}}}",
    ]
    turn = 0 if document.direction == "down" else 90
    weight = f"{0.5 * style.line_weight / 100:.2f}pt"
    shapes = [
        f"  choice/.style={{draw, rectangle, minimum size={across:.1f}mm, inner sep=0pt}},",
        f"  chance/.style={{draw, circle, minimum size={across:.1f}mm, inner sep=0pt}},",
        "  outcome/.style={draw, regular polygon, regular polygon sides=3, inner sep=0pt,",
        f"    shape border rotate={turn}, minimum size={1.1 * across:.1f}mm}},",
    ]
    if style.shapes == "dots":
        dot = "fill, circle, minimum size=1.6mm, inner sep=0pt"
        shapes = [f"  {kind}/.style={{{dot}}}," for kind in Kind]
    hues = PRINT_HUES if style.theme == "print" else SCALE_HUES
    for number, _ in enumerate(scales(document) if style.shapes != "dots" else ()):
        hue = hues[number % len(hues)][1:]
        colours.append(f"\\definecolor{{scale {number + 1}}}{{HTML}}{{{hue}}}")
        shapes.append(f"  scale {number + 1}/.style={{fill=scale {number + 1}}},")
    return "\n".join(
        [
            *colours,
            r"\tikzset{",
            f"  quandary/.style={{line width={weight}, color=tree ink}},",
            *shapes,
            "  permitted/.style={draw=tree accent, line width=1.6pt},",
            "  rejected/.style={draw=tree fade, text=tree faint, line width=0.4pt},",
            "  strokes/.style={draw=tree faint, line width=0.8pt},",
            "  gap/.style={line width=0.6pt},",
            "  settled/.style={densely dotted},",
            "  undecided/.style={dashed},",
            "  taken/.style={draw=tree accent, double=tree ground, line width=0.6pt, double distance=1.2pt},",
            "  not permitted/.style={text=tree faint},",
            f"  unreached/.style={{/utils/exec={{{_faint(document, style)}}}, color=tree fade, text=tree faint}},",
            "  in line/.style={fill=tree ground},",
            f"  long/.style={{text width={m.z * 0.13 * style.label_width * CM_PER_PIXEL:.2f}cm}},",
            f"  branch label/.style={{font={large}, inner sep=2.5pt}},",
            f"  branch detail/.style={{font={small}, text=tree muted, inner sep=2.5pt}},",
            f"  node label/.style={{font={small}, text=tree muted, inner sep=1.5pt}},",
            f"  column/.style={{font={small}, text=tree muted, inner sep=1.5pt}},",
            f"  node value/.style={{font={small}, inner sep=1.5pt}},",
            f"  outcome label/.style={{font={large}, align=left, inner sep=2pt}},",
            "}",
        ]
    )


def _faint(document: Document, style: Style) -> str:
    """The colours of what is out of reach take the place of the others."""
    others = {"tree ink": "tree fade", "tree accent": "tree fade", "tree muted": "tree faint"}
    if style.shapes != "dots":
        others |= {f"scale {i + 1}": "tree ground" for i, _ in enumerate(scales(document))}
    return "".join(f"\\colorlet{{{name}}}{{{colour}}}" for name, colour in others.items())


def scales(document: Document) -> tuple[str, ...]:
    """The scales of the outcomes, in the order in which they are coloured."""
    names = [o.scale_name for o in document.outcomes.values() if o.scale_name]
    return tuple(dict.fromkeys(names))


def label_lines(text: str) -> str:
    """A label as LaTeX, in the lines in which it was typed; what is too long for it is cut."""
    if "$" not in text:
        text = "\n".join(
            shorten(line, LINES * (MOST_SIGNS - 3), placeholder="…") for line in text.split("\n")
        )
    return r" \\ ".join(tex(line) for line in text.split("\n") if line.strip())


def long(text: str, align: str = ", align=flush left") -> str:
    """The style of a label that goes on in the next line, or was typed in several."""
    if max(map(len, text.split("\n"))) > MOST_SIGNS:
        return f", long{align}"
    return align if "\n" in text.strip() else ""


def label_signs(text: str) -> int:
    """How long the longest line of a label is, in signs."""
    return min(MOST_SIGNS, max(map(len, text.split("\n"))))


def ground(style: Style) -> str:
    """The colour of the page; empty where it is white."""
    return _COLOURS[style.theme][-1]


def palette(style: Style) -> dict[str, str]:
    """The colours of a chart by their roles (`solver.charts.marks`), as LaTeX has them."""
    accent, ink, muted, faint, fade, ground = _COLOURS[style.theme]
    dark = bool(ground)
    return {
        "text": ink,
        "ink": ink,
        "muted": muted,
        "faint": faint,
        "fade": fade,
        "edge": fade,
        "hair": "3A414B" if dark else "D8DDE3",
        "accent": accent,
        "tint": "1C3850" if dark else "E3EEF8",
        "canvas": ground or "FFFFFF",
    }
