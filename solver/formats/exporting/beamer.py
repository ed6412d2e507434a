"""The steps of a tree as one slide of Beamer whose overlays stand on the same coordinates.

Every piece of the picture is there on every slide and is only uncovered on some (``\\\\uncover`` keeps
its room), so that nothing moves.  Zooms are not carried over: a slide has one scale.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from solver.document.elements import Branch, Node
from solver.document.model import Document
from solver.document.style import USUAL, Style
from solver.formats.exporting.tex_text import tex
from solver.formats.exporting.tikz import LIBRARIES, Body, preamble
from solver.formats.exporting.tikz_styles import styles
from solver.page.talk_steps import Frame, Step, frames
from solver.solution import Plan, Solution

_CLASS: Final = r"""\documentclass[aspectratio=169]{beamer}
\setbeamertemplate{navigation symbols}{}"""
#: Covered text inside of a node, which may itself be covered, keeps its room.
_SHOWN: Final = r"\newcommand<>{\shown}[1]{\alt#2{#1}{\phantom{#1}}}"
#: The slide's picture, as large as there is room; every overlay has the same size.
_FITTED: Final = r"""\newsavebox{\treebox}
\newcommand{\fittedtree}{%
  \pgfmathsetmacro{\treescale}{min(1.5, \textwidth/\wd\treebox, 0.92*\textheight/(\ht\treebox+\dp\treebox))}%
  \centering\scalebox{\treescale}{\usebox{\treebox}}}"""


def beamer_text(
    document: Document,
    positions: Mapping[str, tuple[float, float]],
    steps: Sequence[Step],
    solutions: Mapping[str, Solution],
    style: Style = USUAL,
    *,
    standalone: bool = True,
) -> str:
    """A LaTeX file with the nodes at these places (in pixels, y downwards).

    ``solutions`` has the answer of every rule that the steps ask.  ``standalone`` compiles as it
    is; otherwise it is a frame for \\input into a talk.
    """
    document = document.expanded
    slides = _Slides(document, positions, frames(document, steps), solutions, style)
    names = [f"%   {number}: {' '.join(step.name.split())}" for number, step in enumerate(steps, 1)]
    notes = [
        f"  \\note<{number}>{{{tex(step.notes)}}}"
        for number, step in enumerate(steps, 1)
        if step.notes.strip()
    ]
    slide = "\n".join(
        [
            "% The slides of this frame:",
            *names,
            r"\begin{frame}[plain]",
            r"  \begin{lrbox}{\treebox}",
            r"  \begin{tikzpicture}[quandary]",
            *slides.lines(),
            r"  \end{tikzpicture}",
            r"  \end{lrbox}",
            r"  \fittedtree",
            *notes,
            r"\end{frame}",
        ]
    )
    look = f"{styles(style, document)}\n{_MARKED}\n{_SHOWN}\n{_FITTED}"
    title = f"% {' '.join(document.title.split())}\n" if document.title else ""
    packages = preamble(slide)
    if not standalone:
        needs = "\n".join(f"%   {line}" for line in [*packages.splitlines(), LIBRARIES])
        return f"{title}% The preamble needs:\n{needs}\n{look}\n{slide}\n"
    ground = r"\setbeamercolor{background canvas}{bg=tree ground}"
    return (
        f"{title}{_CLASS}\n{packages}\n\\usepackage{{tikz}}\n{LIBRARIES}\n{look}\n{ground}\n"
        f"\\begin{{document}}\n{slide}\n\\end{{document}}\n"
    )


_MARKED: Final = r"""\tikzset{
  marked node/.style={draw=tree accent, fill=tree accent!20!tree ground, rounded corners=1pt,
    minimum size=6mm, inner sep=0pt, line width=1pt},
  marked branch/.style={draw=tree accent!20!tree ground, line width=5pt},
}"""


class _Slides:
    """The commands that draw a tree, each uncovered on the slides that show it."""

    def __init__(
        self,
        document: Document,
        positions: Mapping[str, tuple[float, float]],
        shown: Sequence[Frame],
        solutions: Mapping[str, Solution],
        style: Style,
    ) -> None:
        self._document, self._positions, self._style = document, positions, style
        self._shown, self._solutions = shown, solutions
        self._made: dict[object, Body] = {}
        self._plain = self._body(None, None)

    def lines(self) -> Iterator[str]:
        """Everything, nodes first so that branches can run between them."""
        if title := self._plain.title():
            yield title
        for node in self._plain.nodes():
            yield from self._node(node)
        for branch in self._plain.branches():
            yield from self._branch(branch)
        yield from self._plain.free_texts()

    def _body(self, rule: str | None, plan: Plan | None) -> Body:
        key = rule, None if plan is None else tuple(plan.choices.items())
        if key not in self._made:
            solution = None if rule is None else self._solutions[rule]
            self._made[key] = Body(self._document, self._positions, solution, plan, self._style)
        return self._made[key]

    def _node(self, node: Node) -> Iterator[str]:
        id_, plain = node.id, self._plain
        marked = plain.shape(node, style="marked node")
        valued = self._overlay(n for n, f in enumerate(self._shown) if id_ not in f.unvalued)

        def parts(frame: Frame) -> Iterator[str]:
            if id_ in frame.hidden_nodes:
                return
            if id_ in frame.marked_nodes:
                yield marked
            yield plain.shape(node)
            yield from plain.label_texts(node)
            yield from plain.outcome_texts(node, valued)
            if id_ in frame.opened:
                body = self._body(frame.rule, frame.plan)
                yield from body.gap(node)
                yield from body.rolled_texts(node)

        return self._uncovered(parts)

    def _branch(self, branch: Branch) -> Iterator[str]:
        id_, plain = branch.id, self._plain
        words = plain.branch_texts(branch)
        label, numbers = (words[:1], words[1:]) if branch.label else ([], words)

        def parts(frame: Frame) -> Iterator[str]:
            if id_ in frame.hidden_branches:
                return
            if id_ in frame.marked_branches:
                yield plain.line(branch, style="marked branch")
            is_open = branch.source in frame.opened
            body = self._body(frame.rule, frame.plan) if is_open else plain
            yield body.line(branch)
            yield from label
            if id_ not in frame.unnumbered:
                yield from numbers

        return self._uncovered(parts)

    def _uncovered(self, parts: Callable[[Frame], Iterable[str]]) -> Iterator[str]:
        """Every part that some slide shows, in the order of drawing, uncovered where it is shown."""
        slides: dict[str, list[int]] = {}
        order: list[str] = []
        for number, frame in enumerate(self._shown):
            at = 0
            for part in parts(frame):
                if part not in slides:
                    slides[part] = []
                    order.insert(at, part)
                slides[part].append(number)
                at = order.index(part) + 1
        for overlay, together in groupby(order, lambda part: self._overlay(slides[part])):
            lines = "\n".join(together)
            yield f"  \\uncover{overlay}{{%\n{lines}}}" if overlay else lines

    def _overlay(self, numbers: Iterable[int]) -> str:
        """Some slides as Beamer writes them; empty for all."""
        listed = sorted(numbers)
        last = len(self._shown) - 1
        if len(listed) == last + 1:
            return ""
        runs: list[list[int]] = []
        for number in listed:
            if runs and runs[-1][1] == number - 1:
                runs[-1][1] = number
            else:
                runs.append([number, number])
        words = [
            f"{a + 1}-" if b == last else f"{a + 1}" if a == b else f"{a + 1}-{b + 1}"
            for a, b in runs
        ]
        return f"<{','.join(words) or 0}>"
