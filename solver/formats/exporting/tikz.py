r"""A drawing as TikZ: colours and styles named at the top, then plain commands to read and to change.

All lengths are in ``\treeunit``, so that one line of the file makes all of it larger or smaller.
Everything stands where it stands on the screen; a text that LaTeX sets wider than its room there is
made narrower, so that none runs into a line or another text, whichever font it is set in.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from solver.formats.exporting.tex_scripts import PREAMBLE as SCRIPTS
from solver.formats.exporting.tex_scripts import is_leftward, mirrored, needed, pieces
from solver.formats.exporting.tex_text import escaped, mathematics
from solver.page.drawing_list import (
    DrawingList,
    DrawnBox,
    DrawnDisc,
    DrawnGroup,
    DrawnMark,
    DrawnText,
    DrawnWay,
    Pen,
    Run,
)
from solver.words.plain_mathematics import plain_text

PIXEL: Final = 0.75  # bp, at 100 %
LONGEST: Final = 70  # signs of a comment
SIGN: Final = 0.51  # how wide a letter of LaTeX’s usual faces is on average, in sizes of type
LARGER: Final = 1.15  # times, that letters are set at most where the rooms are made for wider ones

PACKAGES: Final = r"""\usepackage{iftex}
\ifPDFTeX
  \usepackage[utf8]{inputenc}
  \usepackage[T1]{fontenc}
  \usepackage{textcomp}
\fi
\IfFileExists{lmodern.sty}{\usepackage{lmodern}}{} % outlines, of any size
\usepackage{amsmath,amssymb}"""

#: Mathematics in a face that goes with letters without serifs.  Small Greek letters are Euler’s, which every
#: LaTeX has: upright, and without serifs but for \varrho and \varsigma, which Euler lacks.
SANS: Final = r"""\IfFileExists{lmodern.sty}{\def\treesans{lmss}}{\def\treesans{cmss}}
\DeclareSymbolFont{treeletters}{OT1}{\treesans}{m}{sl} % mathematics without serifs, as the text
\SetSymbolFont{operators}{normal}{OT1}{\treesans}{m}{n}
\DeclareSymbolFont{treegreek}{U}{eur}{m}{n}
\makeatletter
\@tfor\next:=abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ\do{%
  \expandafter\DeclareMathSymbol\expandafter{\next}{\mathalpha}{treeletters}{\expandafter`\next}}
\@tempcnta=11
\@for\next:=alpha,beta,gamma,delta,epsilon,zeta,eta,theta,iota,kappa,lambda,mu,nu,xi,pi,rho,sigma,%
  tau,upsilon,phi,chi,psi,omega,varepsilon,vartheta,varpi\do{%
  \expandafter\DeclareMathSymbol\csname\next\endcsname{\mathord}{treegreek}{\@tempcnta}%
  \advance\@tempcnta by 1 }
\DeclareMathSymbol{\varphi}{\mathord}{treegreek}{39}
\makeatother"""

#: A text of the picture, no wider than the room that stands before it.  No macro here has parameters, so
#: that a picture may itself be what a command is given, as by \resizebox.
_FIT: Final = r"""\def\treefit{\afterassignment\treefitted\dimen0=}
\def\treefitted{\afterassignment\treefitting\setbox0\hbox}
\def\treefitting{\aftergroup\treefits}
\def\treefits{\ifdim\wd0>\dimen0 \resizebox{\dimen0}{\height}{\box0}\else\box0\fi}"""

_DASHES: Final = {"dash": (4, 2), "dot": (1, 2)}  # strokes and gaps in widths of the line


class Colours(NamedTuple):
    """What colours are called, by ``#rrggbb``."""

    called: Mapping[str, str]

    def name(self, colour: str) -> str:
        return f"tree {self.called.get(colour, colour.removeprefix('#'))}"


class TexLetters(NamedTuple):
    """Whether texts, and formulas, are set with serifs."""

    serif: bool = False
    serif_formulas: bool = False

    @property
    def face(self) -> str:
        """The command for the letters of texts."""
        return "rmfamily" if self.serif else "sffamily"

    def formulas_in(self, picture: str) -> str:
        """What the preamble needs for the formulas of a picture."""
        has_any = "$" in picture or r"\ensuremath" in picture  # as Greek letters of a text are
        return f"{SANS}\n" if has_any and not self.serif_formulas else ""


NO_SERIFS: Final = TexLetters()


def tikz_text(
    drawing: DrawingList,
    called: Mapping[str, str],
    *,
    title: str = "",
    factor: float = 1.0,
    letters: TexLetters = NO_SERIFS,
    standalone: bool = True,
) -> str:
    r"""A LaTeX file with a drawing, ``factor`` times its size.

    ``called`` has names for colours.  ``standalone`` compiles as it is; otherwise it is a picture for
    \input, in the face of the text around it, whose preamble needs the lines that stand at its top.
    """
    writer = TikzWriter(called, larger(drawing))
    body = [line for group in drawing.groups for line in writer.group(group)]
    picture = "\n".join([*begin(drawing, writer), *body, r"\end{tikzpicture}"])
    head = f"% {comment(title)}\n" if title else ""
    packages = preamble(picture)
    if not standalone:
        needs = "\n".join(f"%   {line}" for line in packages.splitlines())
        return f"{head}% The preamble needs:\n{needs}\n{writer.styles(factor)}\n{picture}\n"
    return (
        f"{head}\\documentclass[tikz]{{standalone}}\n{packages}\n{letters.formulas_in(picture)}"
        f"{writer.styles(factor, letters.face)}\n"
        f"\\begin{{document}}\n{picture}\n\\end{{document}}\n"
    )


def preamble(picture: str) -> str:
    """The packages that a picture needs."""
    return f"{PACKAGES}\n{SCRIPTS}" if needed(picture) else PACKAGES


def comment(text: str) -> str:
    """A text on one line of a comment."""
    shown = "".join(c for c in " ".join(text.split()) if c.isalnum() or c in " .,:?!()+-/·")
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"


def begin(drawing: DrawingList, writer: "TikzWriter") -> Iterator[str]:
    """The beginning of a picture: its size and its ground."""
    yield r"\begin{tikzpicture}[tree]"
    corner = f"(0, 0) rectangle {at((drawing.width, drawing.height))}"
    yield f"  \\useasboundingbox {corner};"
    if drawing.ground:
        yield f"  \\fill[{writer.colour(drawing.ground)}] {corner};"


def larger(drawing: DrawingList) -> float:
    """How much larger letters are set than on the screen, whose face may be a wider one: to look as large."""
    marks = [mark for group in drawing.groups for mark in group.marks]
    texts = [mark for mark in marks if isinstance(mark, DrawnText)]
    signs = sum(text.size * sum(len(run.text) for run in text.runs) for text in texts)
    return min(LARGER, max(1.0, sum(text.room for text in texts) / (SIGN * max(signs, 1.0))))


class TikzWriter:
    """Writes marks as commands, and remembers the colours and styles that they name."""

    def __init__(self, called: Mapping[str, str], larger: float = 1.0) -> None:
        self._larger = larger
        self._called = Colours({colour.lower(): name for colour, name in called.items()})
        self._colours: dict[str, str] = {}  # by #rrggbb
        self._pens: dict[Pen, str] = {}
        self._types: dict[tuple[str, float, bool], str] = {}
        self._bold = False

    def colour(self, colour: str) -> str:
        """What a colour is called from now on."""
        return self._colours.setdefault(colour, self._called.name(colour))

    def styles(self, factor: float, face: str = "") -> str:
        """What the commands name: the one place where the look of the picture can be changed."""
        pens = [
            f"  {name}/.style={{draw={self.colour(pen.colour)}, {_line(pen)}}},"
            for pen, name in self._pens.items()
        ]
        types = [
            f"  {name}/.style={{text={self.colour(colour)}, font={_font(self._larger * size, bold=bold)}}},"
            for (colour, size, bold), name in self._types.items()
        ]
        colours = [
            f"\\definecolor{{{name}}}{{HTML}}{{{colour[1:].upper()}}}"
            for colour, name in self._colours.items()
        ]
        return "\n".join(
            [
                r"\ifdefined\treeunit\else\newdimen\treeunit\fi",
                f"\\treeunit={PIXEL * factor:.5g}bp % the size of everything",
                f"\\def\\treeface{{{face and chr(92) + face}}} % of the letters",
                _FIT,
                *colours,
                r"\tikzset{",
                r"  tree/.style={x=\treeunit, y=-\treeunit, inner sep=0pt, outer sep=0pt},",
                *pens,
                *types,
                "}",
            ]
        )

    def group(self, group: DrawnGroup) -> Iterator[str]:
        """The commands of a group, below what it is."""
        if group.words and group.marks:
            yield f"  % {comment(group.words)}"
        for mark in group.marks:
            yield self.command(mark)

    def command(self, mark: DrawnMark) -> str:
        """The command that draws a mark."""
        match mark:
            case DrawnText(place, runs, room, size, colour, indent, bold):
                anchor = {0.0: "base west", 0.5: "base", 1.0: "base east"}[indent]
                style = self._type(colour, size, bold=bold)
                text = f"\\treefit {number(room)}\\treeunit{{{words(runs)}}}"
                return f"  \\node[{style}, anchor={anchor}] at {at(place)} {{{text}}};"
            case DrawnWay(steps, pen, fill):
                return f"  {self._inked(pen, fill)} {_way(steps)};"
            case DrawnBox(left, top, right, bottom, pen, fill, round_):
                corners = f"rounded corners={number(round_)}\\treeunit" if round_ else ""
                corner = f"{at((left, top))} rectangle {at((right, bottom))}"
                return f"  {self._inked(pen, fill, corners)} {corner};"
            case DrawnDisc(place, radius, pen, fill):
                return f"  {self._inked(pen, fill)} {at(place)} circle[radius={number(radius)}];"

    def _inked(self, pen: Pen | None, fill: str, more: str = "") -> str:
        filled = self.colour(fill) if fill else ""
        if pen is None:
            return f"\\fill[{_listed(filled, more)}]"
        return f"\\draw[{_listed(self._pen(pen), filled and f'fill={filled}', more)}]"

    def _pen(self, pen: Pen) -> str:
        pen = pen._replace(width=round(pen.width, 2))
        if pen not in self._pens:
            kind = {"dash": "dashed", "dot": "dotted"}.get(pen.dash, "line")
            name = f"{self._called.name(pen.colour).removeprefix('tree ')} {kind}"
            self._pens[pen] = _free(name, self._pens.values())
            self.colour(pen.colour)
        return self._pens[pen]

    def _type(self, colour: str, size: float, *, bold: bool) -> str:
        key = colour, round(size, 2), bold
        if key not in self._types:
            name = f"{self._called.name(colour).removeprefix('tree ')} words"
            self._types[key] = _free(name, self._types.values())
            self.colour(colour)
        return self._types[key]


def _free(name: str, taken: Iterable[str]) -> str:
    """A name that nothing has yet."""
    used = set(taken)
    count = 1
    while (found := name if count == 1 else f"{name} {count}") in used:
        count += 1
    return found


def _listed(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _line(pen: Pen) -> str:
    """How a line is drawn, besides its colour."""
    width = f"line width={number(pen.width)}\\treeunit"
    if pen.dash not in _DASHES:
        return f"{width}, line join={pen.join}"
    on, off = (number(part * pen.width) for part in _DASHES[pen.dash])
    return f"{width}, line join={pen.join}, dash pattern=on {on}\\treeunit off {off}\\treeunit"


def _font(size: float, *, bold: bool) -> str:
    weight = r"\bfseries" if bold else ""
    height = f"{number(size)}\\treeunit"
    return f"\\treeface{weight}\\fontsize{{{height}}}{{{height}}}\\selectfont"


def words(runs: Iterable[Run]) -> str:
    """A line of text; a formula that LaTeX must not see is set in plain signs.

    One that is read from right to left is written in the order in which it stands on the page: so that
    every engine sets it, figures, formulas and foreign words within it, too.
    """
    runs = list(runs)
    if not is_leftward("".join(run.text for run in runs if not run.is_formula)):
        return "".join(map(_run, runs)).strip()
    parts: list[str] = []
    for run in runs:
        if run.is_formula:
            parts.append(_run(run))
            continue
        for way, text in pieces(run.text):
            parts.append(escaped(mirrored(text) if way in "NB" else text))
    return "".join(reversed(parts)).strip()


def _run(run: Run) -> str:
    formula = mathematics(run.text) if run.is_formula else None
    if formula is not None:
        return f"${formula}$"
    return escaped(plain_text(f"${run.text}$") if run.is_formula else run.text)


def _way(steps: Iterable[tuple[str, tuple[float, ...]]]) -> str:
    parts: list[str] = []
    for kind, numbers in steps:
        places = [at((x, y)) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
        if kind == "C":
            parts.append(f".. controls {places[0]} and {places[1]} .. {places[2]}")
        elif kind == "Z":
            parts.append("-- cycle")
        else:
            parts.append(f"-- {places[0]}" if kind == "L" else places[0])
    return " ".join(parts)


def at(place: tuple[float, float]) -> str:
    """A place of the page."""
    return f"({number(place[0])}, {number(place[1])})"


def number(value: float) -> str:
    """With what precision can be seen."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
