"""Writing that LaTeX's usual fonts lack: Hebrew, Arabic, Cyrillic, Chinese and all else.

What the engine pdfLaTeX can set is left alone, Greek letters become mathematics.  The rest stands in
commands that LuaLaTeX and XeLaTeX set in a font that has the letters, from right to left where they
are read so; pdfLaTeX puts a box in their place and says in its log which engine shows them.
"""

import unicodedata
from itertools import groupby
from typing import Final, NamedTuple

OTHER: Final = r"\otherscript"
RIGHT_TO_LEFT: Final = r"\righttoleft"

#: What a picture needs in its preamble if it has such texts.
PREAMBLE: Final = r"""\ifPDFTeX % which lacks these letters: LuaLaTeX and XeLaTeX show them
  \newcommand\otherscript[1]{\fbox{\rule{0pt}{1ex}\rule{2ex}{0pt}}%
    \PackageWarning{tree}{Compile with LuaLaTeX or XeLaTeX to see all letters}}
  \newcommand\righttoleft[1]{\otherscript{#1}}
\else
  \usepackage{fontspec}
  \IfFontExistsTF{DejaVu Sans}{%
    \newfontfamily\otherfont{DejaVu Sans}\newfontfamily\leftwardfont{DejaVu Sans}[Script=Arabic]%
  }{\newcommand\otherfont{}\newcommand\leftwardfont{}}
  \newcommand\otherscript[1]{{\otherfont #1}}
  \ifLuaTeX
    \newcommand\righttoleft[1]{{\leftwardfont\textdir TRT #1}}
  \else
    \TeXXeTstate=1
    \newcommand\righttoleft[1]{{\leftwardfont\beginR #1\endR}}
  \fi
\fi"""

#: Latin letters up to here are in pdfLaTeX's fonts, but for these.
_LATIN_END: Final = 0x17F
_MISSING: Final = frozenset("ĦħĿŀŉŦŧſ")

_LETTERS: Final = [
    "alpha",
    "beta",
    "gamma",
    "delta",
    "epsilon",
    "zeta",
    "eta",
    "theta",
    "iota",
    "kappa",
    "lambda",
    "mu",
    "nu",
    "xi",
    "omicron",
    "pi",
    "rho",
    "varsigma",
    "sigma",
    "tau",
    "upsilon",
    "phi",
    "chi",
    "psi",
    "omega",
]
#: Greek letters are mathematics: what has no command of its own looks like a Latin letter.
GREEK: Final = {
    **{chr(0x3B1 + i): f"\\{name}" for i, name in enumerate(_LETTERS) if name != "omicron"},
    "ο": "o",
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX", strict=True)),
    **{
        sign: f"\\{name}"
        for sign, name in zip(
            "ΓΔΘΛΞΠΣΦΨΩ",
            ["Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Phi", "Psi", "Omega"],
            strict=True,
        )
    },
}


def foreign(text: str) -> bool:
    """Whether pdfLaTeX lacks letters of a text."""
    return needed(scripted(text))


def needed(text: str) -> bool:
    """Whether a file with this text needs the `PREAMBLE`."""
    return OTHER in text or RIGHT_TO_LEFT in text


def scripted(text: str) -> str:
    """A text in which LaTeX already finds nothing to do, with other scripts in their commands."""
    if text.isascii():
        return text
    kinds = [_kind(sign) for sign in text]
    for i, kind in enumerate(kinds):  # a blank between two words of one script belongs to them
        if kind == " ":
            before = kinds[i - 1] if i else ""
            after = next((k for k in kinds[i + 1 :] if k != " "), "")
            kinds[i] = before if before == after else ""
    parts, at = [], 0
    for command, run in groupby(kinds):
        size = len(list(run))
        piece = text[at : at + size]
        at += size
        parts.append(f"{command}{{{piece}}}" if command else piece)
    return "".join(parts)


def _kind(sign: str) -> str:
    """The command that sets a sign; empty where none is needed, a blank for a blank."""
    if sign == " ":
        return " "
    if ord(sign) <= _LATIN_END and sign not in _MISSING:
        return ""
    return RIGHT_TO_LEFT if unicodedata.bidirectional(sign) in ("R", "AL", "NSM") else OTHER


class Piece(NamedTuple):
    """A part of a line in which all is read the same way.

    “R” to the left, “L” to the right, “E” a number; “N” what goes with its neighbours, “B” a bracket that does not.
    """

    way: str
    text: str


_MIRRORED: Final = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_WITH_NUMBERS: Final = frozenset("%‰°$€£+-−.,:/")


def is_leftward(text: str) -> bool:
    """Whether a text is read from right to left: as the first of its letters that have a direction."""
    ways = map(unicodedata.bidirectional, text)
    return next((way != "L" for way in ways if way in ("R", "AL", "L")), False)


def pieces(text: str) -> list[Piece]:
    """The parts of a text within a line that is read from right to left, in the order of reading."""
    found: list[Piece] = []
    for way, signs in groupby(_ways(text), lambda each: each[0]):
        found.append(Piece(way, "".join(sign for _, sign in signs)))
    joined: list[Piece] = []
    for place, piece in enumerate(found):
        ends = {found[i].way for i in (place - 1, place + 1) if 0 <= i < len(found)}
        inside = 0 < place < len(found) - 1 and ends in ({"R"}, {"L"})
        way = ends.pop() if piece.way == "N" and inside else piece.way
        if joined and joined[-1].way == way:
            joined[-1] = Piece(way, joined[-1].text + piece.text)
        else:
            joined.append(Piece(way, piece.text))
    return joined


def _ways(text: str) -> list[tuple[str, str]]:
    """Each sign with how it is read, in the main as the Unicode Bidirectional Algorithm has it."""
    kinds = [unicodedata.bidirectional(sign) for sign in text]
    numbers = {"EN", "AN"}
    ways: list[tuple[str, str]] = []
    before, opened = "R", ["B"]  # what was read last, and how the brackets around are read
    for place, (sign, kind) in enumerate(zip(text, kinds, strict=True)):
        near = {kinds[i] for i in (place - 1, place + 1) if 0 <= i < len(kinds)}
        if kind in ("R", "AL", "NSM"):
            before = way = "R"
        elif kind == "L":
            before = way = "L"
        elif kind in numbers or (sign in _WITH_NUMBERS and near & numbers):
            way = "L" if before == "L" else "E"
        elif sign in "([{<«‹":
            opened.append(way := "L" if before == "L" else "B")
        elif sign in ")]}>»›":
            way = opened.pop() if len(opened) > 1 else "B"
        else:
            way = "N"
        ways.append((way, sign))
    return ways


def mirrored(text: str) -> str:
    """What belongs to neither way, as it looks from the other side."""
    return text[::-1].translate(_MIRRORED)
