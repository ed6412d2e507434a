"""Mathematics in labels: what stands between dollar signs becomes paths to fill.

Letters, signs, and what is raised or lowered beside them are set in the face of the text, letters
slanted.  All else is typeset by ziamath (pure Python, with the STIX Two Math font inside), which is
imported when it is first needed.  What it cannot read is not mathematics and is shown as typed.
"""

import re
import warnings
import xml.etree.ElementTree as ElementTree
from functools import lru_cache
from typing import Final, NamedTuple

from solver.page.face import Face
from solver.page.geometry import Point, Rect
from solver.page.path import Path
from solver.words.plain_mathematics import plain_sign

LONGEST: Final = 300  # characters of a formula
SCRIPT: Final = 0.72  # the size of what is raised or lowered, against that of the text
LEAST: Final = 9  # pixels of it
UP: Final = {1: 0.36, -1: -0.16}  # how far it is raised, in sizes of type

_TOKEN: Final = re.compile(r"\\([A-Za-z]+|[,;: !])\s*|([\^_])|([{}])|(.)", re.DOTALL)
_FORMS: Final = {"-": "−", "*": "∗", "'": "′"}
_RELATIONS: Final = frozenset("≻≺≽≼~∥∣≥≤≠≈∈∉⊂→←=<>")
_SUMS: Final = frozenset("+−×·±∪∩∧∨∘")

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
    if (pieces := _pieces(source)) is not None:
        return _in_face(pieces, pixels, face)
    with warnings.catch_warnings():  # it finds its font in a way that Python 3.11 calls old
        warnings.simplefilter("ignore", DeprecationWarning)
        from latex2mathml.converter import convert
        from ziamath import zmath
        from ziamath.config import config

    config.svg2 = False  # glyphs as plain paths, which everybody reads
    try:
        marked = convert(source)
        if "\\" in marked:  # a command that is not known
            return None
        drawn = zmath.Latex(source, size=pixels * 1.08, inline=True)
        width, _ = drawn.getsize()
        return _formula(drawn.svg(), float(width))
    except Exception:  # the library raises whatever it comes across: then it is no formula
        return None


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


def _in_face(pieces: list[_Piece], pixels: int, face: Face) -> Formula:
    """The signs one behind the other; what is raised stands above what is lowered."""
    path = Path()
    small = max(LEAST, round(SCRIPT * pixels))
    right, ends = 0.0, {1: 0.0, -1: 0.0}  # of what is on the line, and of scripts beside it
    for number, (text, height) in enumerate(pieces):
        size, italic = small if height else pixels, text.isalpha()
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
