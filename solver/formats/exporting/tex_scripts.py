"""Writing that LaTeX's usual fonts lack: Hebrew, Arabic, Cyrillic, Chinese and all else.

What the engine pdfLaTeX can set is left alone, Greek letters become mathematics.  The rest stands in
commands that LuaLaTeX and XeLaTeX set in a font that has the letters, from right to left where they
are read so; pdfLaTeX puts a box in their place and says in its log which engine shows them.
"""

import unicodedata
from itertools import groupby
from typing import Final

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
