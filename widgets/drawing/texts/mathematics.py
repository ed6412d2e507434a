"""Mathematics in labels: what stands between dollar signs becomes paths to fill.

Letters, signs, what is raised or lowered beside them, and fractions of these are set in the face of the
text, letters slanted.  All else is typeset by ziamath (pure Python), which is imported when it is first needed: with the
STIX Two Math that it brings along, or without serifs where the text has none.  A style may ask for either, whatever the
text is.  What cannot be read is not mathematics and is shown as typed.
"""

import re
import warnings
import xml.etree.ElementTree as ElementTree
from functools import lru_cache
from typing import Final, NamedTuple

from solver.page.face import Face, formula_letters, has_serifs
from solver.page.geometry import Point, Rect
from solver.page.path import Path
from solver.page.shipped_face import SHIPPED
from solver.words.plain_mathematics import plain_sign

LONGEST: Final = 300  # characters of a formula
SCRIPT: Final = 0.72  # the size of what is raised or lowered, against that of the text
LEAST: Final = 9  # pixels of it
SERIF: Final = 1.08  # the size of formulas with serifs, to look as large as the text
UP: Final = {1: 0.36, -1: -0.16}  # how far it is raised, in sizes of type

_TOKEN: Final = re.compile(r"\\([A-Za-z]+|[,;: !])\s*|([\^_])|([{}])|(.)", re.DOTALL)
_FORMS: Final = {"-": "−", "*": "∗", "'": "′"}
_RELATIONS: Final = frozenset("≻≺≽≼~∥∣≥≤≠≈∈∉⊂→←=<>")
_SUMS: Final = frozenset("+−×·±∪∩∧∨∘")

#: A fraction of plain parts; one of them stands in a formula as a sign of its own from here on.
_FRACTION: Final = re.compile(r"\\[td]?frac\s*(?:\{([^{}]*)\}|(\w))\s*(?:\{([^{}]*)\}|(\w))")
_FIRST: Final = 0xE000  # private use: nobody types these
_RULE: Final = 0.05  # sizes of type: the line of a fraction
_AXIS: Final = 0.28  # above the line of the text

_STEP = re.compile(r"([MLQCZ])|(-?\d*\.?\d+(?:e-?\d+)?)")


class Formula(NamedTuple):
    """A formula in pixels: its outline from the baseline's beginning, and how far it reaches."""

    path: Path
    width: float
    ascent: float
    descent: float
    source: str = ""


@lru_cache(maxsize=4096)
def formula(source: str, pixels: int, face: Face) -> Formula | None:
    """LaTeX as a path; None where it cannot be read."""
    found = _formula_of(source, pixels, face) if len(source) <= LONGEST else None
    return None if found is None else found._replace(source=source)


def _formula_of(source: str, pixels: int, face: Face) -> Formula | None:
    wanted, own = formula_letters(face), "serif" if has_serifs(face.name) else "sans"
    plain = face if wanted == own else SHIPPED if wanted == "sans" else None
    if plain is not None and (found := _plain(source, pixels, plain)) is not None:
        return found
    found = _typeset(source, pixels, sans=True) if wanted == "sans" else None
    return found or _typeset(source, pixels, sans=False)


def _typeset(source: str, pixels: int, *, sans: bool) -> Formula | None:
    """A formula as ziamath sets it; None where it cannot."""
    with warnings.catch_warnings():  # it finds its font in a way that Python 3.11 calls old
        warnings.simplefilter("ignore", DeprecationWarning)
        from latex2mathml.converter import convert
        from ziamath import zmath
        from ziamath.config import config

        from widgets.drawing.texts.sans_mathematics import sans_font

    config.svg2 = False  # glyphs as plain paths, which everybody reads
    try:
        marked = convert(source)
        if "\\" in marked:  # a command that is not known
            return None
        if sans:
            drawn = zmath.Latex(source, size=pixels, inline=True, font=sans_font())
        else:
            drawn = zmath.Latex(source, size=pixels * SERIF, inline=True)
        width, _ = drawn.getsize()
        return _formula(drawn.svg(), float(width))
    except Exception:  # the library raises whatever it comes across: then it is no formula
        return None


def _plain(source: str, pixels: int, face: Face) -> Formula | None:
    """A formula in the face of the text; None where it needs more than that has."""
    if any(0xE000 <= ord(sign) <= 0xF8FF for sign in source):
        return None
    fractions: list[Formula] = []
    parts, at = [], 0
    for match in _FRACTION.finditer(source):
        if (fraction := _fraction(match, pixels, face)) is None:
            return None
        parts += [source[at : match.start()], chr(_FIRST + len(fractions))]
        fractions.append(fraction)
        at = match.end()
    pieces = _pieces("".join([*parts, source[at:]]))
    if pieces is None or any(
        piece.height and _FIRST <= ord(piece.text[0]) < _FIRST + 0x1900 for piece in pieces
    ):
        return None
    return _in_face(pieces, pixels, face, fractions)


def _fraction(match: re.Match[str], pixels: int, face: Face) -> Formula | None:
    """One part above the other, smaller, with a line between them."""
    small = max(LEAST, round(SCRIPT * pixels))
    over, under = (_plain(match[first] or match[first + 1] or "", small, face) for first in (1, 3))
    if over is None or under is None:
        return None
    rule, axis, air = max(1.0, _RULE * pixels), _AXIS * pixels, 0.12 * pixels
    width = max(over.width, under.width) + 2 * air
    path = Path()
    path.add(over.path, (width - over.width) / 2, -axis - rule / 2 - air - over.descent)
    path.add(under.path, (width - under.width) / 2, -axis + rule / 2 + air + under.ascent)
    path.add_rect(Rect(air / 2, -axis - rule / 2, width - air, rule))
    box = path.box()
    return Formula(path, width, max(-box.top, 0.0), max(box.bottom, 0.0))


class _Piece(NamedTuple):
    """Some signs on one height: 1 is raised, −1 lowered, 0 on the line."""

    text: str
    height: int


def _pieces(source: str) -> list[_Piece] | None:
    """A formula of plain signs and of scripts without scripts; None for any other."""
    pieces: list[_Piece] = []
    height, depth, scripted = 0, 0, False  # scripted: a sign or a brace is still to come
    for found in _TOKEN.finditer(source):
        word, script, brace, sign = found.groups()
        text = sign if word is None else plain_sign(word)
        if script is not None:
            if height or scripted or not pieces:
                return None
            height, scripted = (1 if script == "^" else -1), True
        elif brace is not None:
            depth += 1 if brace == "{" else -1
            if depth not in (0, 1) or (brace == "{" and not scripted):
                return None
            height, scripted = (height, False) if brace == "{" else (0, False)
        elif text is None or text == "\\" or word in ("quad", "qquad"):
            return None
        elif not text.isspace():
            pieces.append(_Piece(_FORMS.get(text, text), height))
            if scripted:
                height, scripted = 0, False
    return None if depth or scripted or not pieces else pieces


def _in_face(pieces: list[_Piece], pixels: int, face: Face, fractions: list[Formula]) -> Formula:
    """The signs one behind the other; what is raised stands above what is lowered."""
    path = Path()
    small = max(LEAST, round(SCRIPT * pixels))
    right, ends = 0.0, {1: 0.0, -1: 0.0}  # of what is on the line, and of scripts beside it
    for number, (text, height) in enumerate(pieces):
        size, italic = small if height else pixels, text.isalpha()
        if _FIRST <= ord(text[0]) < _FIRST + len(fractions):
            fraction = fractions[ord(text[0]) - _FIRST]
            wide, drawn = fraction.width, fraction.path
        else:
            wide = face.advance(text, size, italic=italic)
            drawn = face.outline(text, size, italic=italic)
        if not height:
            right = max(right, *ends.values())
            inside = 0 < number < len(pieces) - 1
            gap = 0.28 * pixels if text in _RELATIONS else 0.2 * pixels if text in _SUMS else 0.0
            right += gap if inside else 0.0
            path.add(drawn, right)
            right += wide + (gap if inside else 0.0)
            ends = {1: right, -1: right}
        else:
            path.add(drawn, ends[height], -UP[height] * pixels)
            ends[height] += wide
    box = path.box()
    return Formula(path, max(right, *ends.values()), max(-box.top, 0.0), max(box.bottom, 0.0))


def _formula(svg: str, width: float) -> Formula:
    path = Path()
    for element in ElementTree.fromstring(svg).iter():
        name = element.tag.rpartition("}")[2]
        if name == "path":
            _add(path, element.get("d", ""))
        elif name == "rect":
            x, y, w, h = (float(element.get(key, "0")) for key in ("x", "y", "width", "height"))
            path.add_rect(Rect(x, y, w, h))
        elif name != "svg":
            raise ValueError(f"no way to draw <{name}>")
    box = path.box()
    return Formula(path, max(width, box.right), max(-box.top, 0.0), max(box.bottom, 0.0))


def _add(path: Path, steps: str) -> None:
    """Add what an SVG path with absolute steps says."""
    command, numbers = "", []
    for letter, number in _STEP.findall(steps):
        if letter == "Z":
            path.close()
        elif letter:
            command = letter
        else:
            numbers.append(float(number))
            if len(numbers) == _NUMBERS[command]:
                _step(path, command, numbers)
                numbers = []


_NUMBERS: Final = {"M": 2, "L": 2, "Q": 4, "C": 6}


def _step(path: Path, command: str, numbers: list[float]) -> None:
    points = [Point(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
    if command == "M":
        path.move_to(points[0])
    elif command == "L":
        path.line_to(points[0])
    elif command == "Q":
        path.bend_to(*points)
    else:
        path.curve_to(*points)
