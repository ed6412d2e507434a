r"""The steps of a tree as one slide of Beamer whose overlays stand on the same coordinates.

What a step shows is drawn as for every other format; here each command is written once and uncovered
on the slides that have it, so that nothing moves.  A step that looks closer shows a part of the same
picture, larger.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from solver.formats.exporting.tex_text import tex
from solver.formats.exporting.tikz import (
    NO_SERIFS,
    TexLetters,
    TikzWriter,
    comment,
    larger,
    number,
    preamble,
)
from solver.page.drawing_list import DrawingList

_CLASS: Final = r"""\documentclass[aspectratio=%s]{beamer}
\setbeamertemplate{navigation symbols}{}"""
#: The slide is filled with what stands on the page, or with the part of it that a step looks at.  LaTeX
#: measures where something stands: its letters are narrower than the rooms that are made for them.
_FITTED: Final = r"""\ifdefined\treebox\else\newsavebox{\treebox}\newdimen\treemargin
  \newdimen\treeleft\newdimen\treetop\fi
\def\treemeasured{% where something stands
  \pgfpointanchor{current bounding box}{north west}%
  \pgfgetlastxy{\treex}{\treey}\global\treeleft=\treex \global\treetop=-\treey}
\def\treewhole{\def\treeseen{(0, 0)}\def\treewide{\wd\treebox}\def\treehigh{\ht\treebox}}
\def\treeview#1#2#3#4{% its left and its top, how wide and how high
  \def\treeseen{(#1\treeunit-\treeleft, \treetop-#2\treeunit)}%
  \def\treewide{#3\treeunit}\def\treehigh{#4\treeunit}}
\def\fittedtree{%
  \pgfmathsetmacro{\treescale}{min((\paperwidth-2\treemargin)/(\treewide),
    (\paperheight-2\treemargin)/(\treehigh))}%
  \noindent\hbox to 0pt{\kern\dimexpr-1in-\hoffset-\oddsidemargin\relax
    \vbox to \textheight{\vss\hbox to \paperwidth{\hss\scalebox{\treescale}{%
      \begin{tikzpicture}[inner sep=0pt, outer sep=0pt]
        \clip \treeseen rectangle +(\treewide, -\treehigh);
        \node[anchor=north west] at (0, 0) {\usebox{\treebox}};
      \end{tikzpicture}}\hss}\vss}\hss}}"""


class Slide(NamedTuple):
    """A step: its name, the speaker's notes, what is drawn, and the part that is shown.

    ``view`` has the left, the top and how much larger than the whole it is.
    """

    name: str
    notes: str
    drawing: DrawingList
    view: tuple[float, float, float] = (0.0, 0.0, 1.0)


def beamer_text(
    slides: Sequence[Slide],
    called: Mapping[str, str],
    *,
    title: str = "",
    ratio: str = "169",
    margin: float = 0.03,
    letters: TexLetters = NO_SERIFS,
    standalone: bool = True,
) -> str:
    r"""A LaTeX file with a slide for every step, all of the same groups of marks.

    ``margin`` is that part of the paper's width that stays free on every side.
    ``called`` has names for colours.  ``standalone`` compiles as it is; otherwise it is a frame for
    \input into a talk.
    """
    writer = TikzWriter(called, larger(slides[-1].drawing))
    page = slides[0].drawing
    ground = writer.colour(page.ground or "#ffffff")
    views = [
        f"  \\only<{count}>{{\\treeview{_part(page, *slide.view)}}}%"
        for count, slide in enumerate(slides, 1)
        if slide.view[2] != 1.0
    ]
    slide = "\n".join(
        [
            "% The slides of this frame:",
            *(f"%   {count}: {comment(slide.name)}" for count, slide in enumerate(slides, 1)),
            r"\begin{frame}[plain]",
            r"  \begin{lrbox}{\treebox}",
            r"  \begin{tikzpicture}[tree]",
            *_pieces(writer, slides),
            r"  \treemeasured",
            r"  \end{tikzpicture}",
            r"  \end{lrbox}",
            r"  \treewhole",
            *views,
            r"  \fittedtree",
            *(
                f"  \\note<{count}>{{{tex(slide.notes)}}}"
                for count, slide in enumerate(slides, 1)
                if slide.notes.strip()
            ),
            r"\end{frame}",
        ]
    )
    head = f"% {comment(title)}\n" if title else ""
    packages = preamble(slide)
    fitted = f"{_FITTED}\n\\treemargin={margin:.4g}\\paperwidth % free around the tree"
    if not standalone:
        needs = "\n".join(f"%   {line}" for line in packages.splitlines())
        look = f"{writer.styles(1.0)}\n{fitted}"
        return f"{head}% The preamble needs:\n{needs}\n{look}\n{slide}\n"
    look = f"{writer.styles(1.0, letters.face)}\n{fitted}"
    face = letters.formulas_in(slide)
    canvas = f"\\setbeamercolor{{background canvas}}{{bg={ground}}}"
    return (
        f"{head}{_CLASS % ratio}\n\\usepackage{{tikz}}\n{packages}\n{face}{look}\n{canvas}\n"
        f"\\begin{{document}}\n{slide}\n\\end{{document}}\n"
    )


def _part(page: DrawingList, left: float, top: float, larger: float) -> str:
    """A part of the page, as a command is given it."""
    numbers = left, top, page.width / larger, page.height / larger
    return "".join(f"{{{number(each)}}}" for each in numbers)


def _pieces(writer: TikzWriter, slides: Sequence[Slide]) -> Iterator[str]:
    """Every command that some slide shows, in the order of drawing, uncovered where it is shown."""
    said: dict[str, str] = {}
    for group in (group for slide in slides for group in slide.drawing.groups):
        said[group.name] = said.get(group.name) or (group.words if group.marks else "")
    for name, words in said.items():
        if words:
            yield f"  % {comment(words)}"
        yield from _uncovered(
            [
                [
                    writer.command(mark)
                    for group in slide.drawing.groups
                    if group.name == name
                    for mark in group.marks
                ]
                for slide in slides
            ]
        )


def _uncovered(shown: Sequence[Sequence[str]]) -> Iterator[str]:
    """The commands of some slides, each once."""
    slides: dict[str, list[int]] = {}
    order: list[str] = []
    for count, commands in enumerate(shown):
        place = 0
        for command in commands:
            if command not in slides:
                slides[command] = []
                order.insert(place, command)
            slides[command].append(count)
            place = order.index(command) + 1
    for overlay, together in groupby(order, lambda command: _overlay(slides[command], len(shown))):
        lines = "\n".join(together)
        yield f"  \\uncover{overlay}{{%\n{lines}}}" if overlay else lines


def _overlay(numbers: Iterable[int], count: int) -> str:
    """Some slides as Beamer writes them; empty for all."""
    listed = sorted(numbers)
    if len(listed) == count:
        return ""
    runs: list[list[int]] = []
    for here in listed:
        if runs and runs[-1][1] == here - 1:
            runs[-1][1] = here
        else:
            runs.append([here, here])
    words = [
        f"{a + 1}-" if b == count - 1 else f"{a + 1}" if a == b else f"{a + 1}-{b + 1}"
        for a, b in runs
    ]
    return f"<{','.join(words)}>"
