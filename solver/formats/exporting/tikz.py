"""The tree as TikZ: styles at the top, then plain commands that one can read and change by hand.

Between dollars stands mathematics, as on the canvas; everything else is text in which LaTeX finds
nothing to do.  A slide deck of Beamer shows the pieces one after the other.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import atan2, degrees, hypot
from typing import Final

from solver.analyses.expectations import Expectations, expectations
from solver.document.annotations import annotations
from solver.document.elements import Branch, Kind, Node
from solver.document.model import Document
from solver.document.shares import shares
from solver.document.style import USUAL, Style
from solver.formats.exporting.tex_scripts import PREAMBLE as SCRIPTS
from solver.formats.exporting.tex_scripts import needed
from solver.formats.exporting.tex_text import tex
from solver.formats.exporting.tikz_columns import column_lines
from solver.formats.exporting.tikz_gap import at, gap_lines
from solver.formats.exporting.tikz_legend import legend
from solver.formats.exporting.tikz_styles import (
    SIGN,
    ground,
    label_lines,
    label_signs,
    long,
    scales,
    styles,
)
from solver.page.gap_sign import NEAR
from solver.page.measures import measures, type_pixels
from solver.page.reached import reached
from solver.page.scale_shades import shades
from solver.solution import Plan, Solution
from solver.words.names import Names
from solver.words.tree_texts import (
    Payoffs,
    branch_detail,
    has_columns,
    outcome_detail,
    outcome_title,
    prospect_text,
)

# Where the texts of straight branches stand, as a part of the way: before the label of its end.
IN_LINE: Final = {True: 0.62, False: 0.45}  # by whether the tree grows downwards

PACKAGES: Final = r"""\usepackage{ifthen,iftex}
\ifPDFTeX
  \usepackage[utf8]{inputenc}
  \usepackage[T1]{fontenc}
  \usepackage{textcomp}
  \IfFileExists{lmodern.sty}{\usepackage{lmodern}}{} % outlines, not pixels
\fi
\usepackage{amsmath,amssymb}"""


def tikz_text(
    document: Document,
    positions: Mapping[str, tuple[float, float]],
    solution: Solution | None = None,
    style: Style = USUAL,
    *,
    plan: Plan | None = None,
    standalone: bool = True,
) -> str:
    """A LaTeX file with the nodes at these places (in pixels, y downwards).

    ``standalone`` compiles as it is; otherwise it is a picture for \\input into an article or into
    a frame of Beamer, whose preamble needs the lines that stand at its top as a comment.
    """
    document = document.expanded
    in_columns = has_columns(document, style)
    body = Body(document, positions, solution, plan, style, in_columns=in_columns)
    picture = "\n".join([r"\begin{tikzpicture}[quandary]", *body.lines(), r"\end{tikzpicture}"])
    title = f"% {' '.join(document.title.split())}\n" if document.title else ""
    packages = preamble(picture)
    if not standalone:
        needs = "\n".join(f"%   {line}" for line in [*packages.splitlines(), LIBRARIES])
        return f"{title}% The preamble needs:\n{needs}\n{styles(style, document)}\n{picture}\n"
    colour = ground(style)
    page = f"\\pagecolor[HTML]{{{colour}}}\n" if colour else ""
    return (
        f"{title}\\documentclass[tikz,border=4pt]{{standalone}}\n{packages}\n{LIBRARIES}\n"
        f"{styles(style, document)}\n\\begin{{document}}\n{page}{picture}\n\\end{{document}}\n"
    )


def preamble(picture: str) -> str:
    """The packages that a picture needs."""
    return f"{PACKAGES}\n{SCRIPTS}" if needed(picture) else PACKAGES


LIBRARIES: Final = r"\usetikzlibrary{shapes.geometric}"


class Body:
    """The commands that draw a tree, piece by piece."""

    def __init__(
        self,
        document: Document,
        positions: Mapping[str, tuple[float, float]],
        solution: Solution | None,
        plan: Plan | None,
        style: Style,
        *,
        in_columns: bool = False,
    ) -> None:
        self._in_columns = in_columns
        self._document, self._positions, self._style = document, positions, style
        self._measures = measures(type_pixels(style))
        self._solution = solution if style.highlighting else None
        self._plan = plan if style.highlighting else None
        self._down, self._shape = document.direction == "down", document.branch_shape
        self._names = {id_: f"n{number}" for number, id_ in enumerate(document.nodes)}
        self._payoffs = Payoffs(document)
        self._scales, self._shades = scales(document), shades(document)
        self._reached = reached(document, self._solution, self._plan) | set(document.drafts)
        self._expected: Expectations | None = None
        self._called = Names(document)
        if style.rolled_back or style.lotteries:
            self._expected = expectations(document, solution, plan)

    def lines(self) -> list[str]:
        """Everything at once."""
        lines = [self.title()] if self.title() else []
        near: list[str] = []  # what the verdict leads to, and what it does not
        far: list[str] = []
        for node in self.nodes():
            drawn = [self.shape(node), *self.gap(node), *self.node_texts(node)]
            (near if node.id in self._reached else far).extend(drawn)
        lines += [*near, *_unreached(far)]
        near, far = [], []
        for branch in self.branches():
            drawn = [self.line(branch), *self.branch_texts(branch)]
            (near if branch.target in self._reached else far).extend(drawn)
        lines += [*near, *_unreached(far), *self.columns(), *self.free_texts()]
        return [*lines, *self.legend()]

    def columns(self) -> Iterator[str]:
        """Scales and values behind the outcomes, where the style asks for it."""
        if self._in_columns:
            yield from column_lines(
                self._document,
                self.nodes(),
                self._positions,
                self._measures,
                lambda id_: id_ not in self._reached,
            )

    def legend(self) -> Iterator[str]:
        """What the signs mean, where the style asks for it."""
        if not self._style.legend or not self._positions:
            return
        nodes = self.nodes()
        marks = {self.mark(branch).partition(",")[0] for branch in self.branches()}
        yield from legend(
            {node.kind for node in nodes},
            self._scales if self._style.shapes != "dots" else (),
            marks,
            gap=any(self.gap(node) for node in nodes),
            left=min(x for x, _ in self._positions.values()),
            top=max(y for _, y in self._positions.values()) + (90 if self._down else 60),
            at=at,
        )

    def free_texts(self) -> list[str]:
        """What is written on the page."""
        lines = []
        for text in annotations(self._document):
            words = r" \\ ".join(tex(line) for line in text.text.split("\n"))
            place = at(text.x, text.y)
            lines.append(f"  \\node[outcome label, anchor=north west] at {place} {{{words}}};")
        return lines

    def gap(self, node: Node) -> list[str]:
        """The sign of a preferential gap between the options of a choice node."""
        if self._solution is None or self._plan is not None or node.id not in self._solution.gaps:
            return []
        verdicts, m = self._solution.branches, self._measures
        between = [self._document.branches[id_] for id_ in self._solution.gaps[node.id]]
        if any(branch.target not in self._positions for branch in between):
            return []
        ways = []
        for branch in between:
            (sx, sy), (ex, ey) = self._start(branch), self._corner(branch)
            if self._shape == "straight":
                ex, ey = self._positions[branch.target]
            ways.append((ex - sx, ey - sy, verdicts[branch.id].permitted is not False))
        radius = min(m.arc, NEAR * min(hypot(x, y) for x, y, _ in ways))
        options = [(_angle(x, y, down=self._down), permitted) for x, y, permitted in ways]
        return [*gap_lines(self._start(between[0]), radius, options, m.z)]

    def nodes(self) -> Sequence[Node]:
        """The nodes that are drawn."""
        return [n for n in self._document.nodes.values() if n.id in self._positions]

    def branches(self) -> Sequence[Branch]:
        """The branches that are drawn."""
        return [
            branch
            for branch in self._document.branches.values()
            if branch.source in self._positions and branch.target in self._positions
        ]

    def title(self) -> str:
        """The title above the tree, where the style asks for it."""
        if not self._style.title or not self._document.title or not self._positions:
            return ""
        x = min(x for x, _ in self._positions.values())
        y = min(y for _, y in self._positions.values()) - 60
        text = tex(self._document.title)
        return f"  \\node[outcome label, anchor=south west, font=\\Large] at {at(x, y)} {{{text}}};"

    def shape(self, node: Node, style: str = "") -> str:
        """The sign of a node, or what another style makes of its place."""
        place = at(*self._positions[node.id])
        if style:
            return f"  \\node[{style}] at {place} {{}};"
        outcome = self._document.outcomes.get(node.outcome or "")
        kind = str(node.kind)
        if outcome is not None and outcome.scale_name and self._style.shapes != "dots":
            shade = self._shades[outcome.id]
            kind += f", scale {shade.scale + 1}"
            if shade.pale:
                kind += f", fill=scale {shade.scale + 1}!{100 - shade.pale}!tree ground"
        return f"  \\node[{kind}] ({self._names[node.id]}) at {place} {{}};"

    def node_texts(self, node: Node) -> list[str]:
        """A node's label, an outcome's name and value, what may be expected from there."""
        return [*self.label_texts(node), *self.outcome_texts(node), *self.rolled_texts(node)]

    def label_texts(self, node: Node) -> list[str]:
        """A node's label."""
        if not node.label or not self._style.names:
            return []
        anchor, corner = ("east", "west") if self._down else ("south east", "north east")
        if self._name_below(node):
            anchor, corner = "north east", "south east"
        style = f"node label{long(node.label, ', align=flush right')}"
        return [_text(style, anchor, f"{self._names[node.id]}.{corner}", node.label)]

    def _name_below(self, node: Node) -> bool:
        """Whether a node's label would meet the label of the branch that leads there."""
        entering = self._document.incoming(node.id)
        if self._down or not entering or not node.label or not self._style.names:
            return False
        m, branch = self._measures, entering[0]
        if branch.source not in self._positions:
            return False
        room = self._positions[node.id][0] + m.half - self._corner(branch)[0] - 2 * m.space
        length = label_signs(branch.label) + label_signs(node.label)
        return bool(branch.label) and length * SIGN * m.z > room

    def outcome_texts(self, node: Node, overlay: str = "") -> list[str]:
        """An outcome's name and value; ``overlay`` says on which slides of Beamer the value is shown."""
        if node.kind is not Kind.OUTCOME:
            return []
        title = outcome_title(self._document, node)
        lines = [label_lines(title)]
        detail = outcome_detail(self._document, node, self._payoffs, self._style)
        if detail and not self._in_columns:
            value = f"\\textcolor{{tree muted}}{{\\footnotesize {tex(detail)}}}"
            lines.append(f"\\shown{overlay}{{{value}}}" if overlay else value)
        anchor, corner = ("north", "south") if self._down else ("west", "east")
        align = ", align=center" if self._down else ""
        between = r" \\ "
        return [
            f"  \\node[outcome label{long(title)}{align}, anchor={anchor}] at ({self._names[node.id]}.{corner}) "
            f"{{{between.join(lines)}}};"
        ]

    def rolled_texts(self, node: Node) -> list[str]:
        """What may be expected from a node on."""
        if node.kind is Kind.OUTCOME or not (rolled := self._rolled(node)):
            return []
        corner = "west" if self._down else "south east"
        style = "node value" + (", yshift=-3.5mm" if self._name_below(node) else "")
        return [_text(style, "north east", f"{self._names[node.id]}.{corner}", rolled)]

    def _rolled(self, node: Node) -> str:
        if self._expected is None:
            return ""
        parts = []
        if self._style.rolled_back:
            parts.append(self._expected.value_text(self._called, node.id))
        if self._style.lotteries and (found := self._expected.prospects.get(node.id)) is not None:
            parts.append(prospect_text(self._called, found, self._style))
        return " · ".join(part for part in parts if part)

    def line(self, branch: Branch, style: str = "") -> str:
        """The line of a branch, marked as the verdict says, or in another style."""
        knee = self._knee(branch)
        source, target = self._names[branch.source], self._names[branch.target]
        mark = style or self.mark(branch)
        option = f"[{mark}] " if mark else ""
        way = f"({source}.{'south' if self._down else 'east'}) -- {knee} -- ({target})"
        if self._shape == "straight":
            way = f"({source}) -- ({target})"
        elif self._shape == "curved":
            side, bend = ("south", "out=-90, in=90") if self._down else ("east", "out=0, in=180")
            way = f"({source}.{side}) to[{bend}] {knee} -- ({target})"
        drawn = f"  \\draw {option}{way};"
        return drawn + (self._hashes(branch) if "rejected" in mark else "")

    def mark(self, branch: Branch) -> str:
        """The style of a branch under the verdict."""
        verdict = self._solution.branches.get(branch.id) if self._solution is not None else None
        if self._plan is not None:
            return "taken" if self._plan.choices.get(branch.source) == branch.id else ""
        if verdict is None:
            return ""
        words = {True: "permitted", False: "rejected", None: "undecided"}[verdict.permitted]
        is_near = branch.target in self._reached
        if verdict.permitted is False and self._style.dominated == "faded" and is_near:
            words += ", unreached"
        return words

    def _hashes(self, branch: Branch) -> str:
        """Two strokes across the end of the lead, for a branch that is not permitted."""
        (sx, sy), (kx, ky), z = self._start(branch), self._corner(branch), self._measures.z
        part = max(0.5, 1 - 0.6 * z / max(1.0, hypot(kx - sx, ky - sy)))
        x, y = sx + (kx - sx) * part, sy + (ky - sy) * part
        if self._shape == "straight":
            x, y = self._along(branch, 0.25)
        strokes = []
        for step in (-0.22 * z, 0.22 * z):
            if self._down:
                dx, dy, mx, my = 0.45 * z, -0.2 * z, x, y + step
            else:
                dx, dy, mx, my = -0.2 * z, 0.45 * z, x + step, y
            strokes.append(f"{at(mx - dx, my - dy)} -- {at(mx + dx, my + dy)}")
        return f"\n  \\draw[strokes] {' '.join(strokes)};"

    def branch_texts(self, branch: Branch) -> list[str]:
        """A branch's label above its level part, its numbers below."""
        if self._shape == "straight":
            return self._texts_in_line(branch)
        x, y = self._corner(branch)
        off = ", not permitted" if "rejected" in self.mark(branch) else ""
        result = []
        if branch.label:
            anchor = "north west" if self._down else "south west"
            result.append(
                self._beside(x, y, f"branch label{off}{long(branch.label)}", anchor, branch.label)
            )
        if detail := self._detail(branch):
            anchor = "north west"
            drop = 22 if self._down and branch.label else 0
            result.append(self._beside(x, y + drop, f"branch detail{off}", anchor, detail))
        return result

    def _texts_in_line(self, branch: Branch) -> list[str]:
        """The texts of a straight branch, which interrupt it."""
        place = at(*self._along(branch, IN_LINE[self._down]))
        detail = self._detail(branch)
        if not branch.label or not detail:
            style = "branch label" if branch.label else "branch detail"
            words = branch.label or detail
            return [f"  \\node[{style}, in line] at {place} {{{tex(words)}}};"] if words else []
        return [
            f"  \\node[branch label, in line, anchor=south] at {place} {{{tex(branch.label)}}};",
            f"  \\node[branch detail, in line, anchor=north] at {place} {{{tex(detail)}}};",
        ]

    def _along(self, branch: Branch, part: float) -> tuple[float, float]:
        """A place on the straight way from one node to the other."""
        (sx, sy), (tx, ty) = self._positions[branch.source], self._positions[branch.target]
        return sx + (tx - sx) * part, sy + (ty - sy) * part

    def _beside(self, x: float, y: float, style: str, anchor: str, text: str) -> str:
        aside = (4, 2) if self._down else (8, 0)
        place = at(x + aside[0], y + aside[1])
        return f"  \\node[{style}, anchor={anchor}] at {place} {{{label_lines(text)}}};"

    def _detail(self, branch: Branch) -> str:
        node = self._document.nodes[branch.source]
        return branch_detail(self._called, node, branch, self._share(node, branch), self._style)

    def _share(self, node: Node, branch: Branch) -> Fraction | None:
        siblings = self._document.children(node.id)
        return shares(node, siblings, self._document.parameter_values).values.get(branch.id)

    def _start(self, branch: Branch) -> tuple[float, float]:
        x, y = self._positions[branch.source]
        half = self._measures.half
        return (x, y + half) if self._down else (x + half, y)

    def _corner(self, branch: Branch) -> tuple[float, float]:
        (sx, sy), (tx, ty) = self._start(branch), self._positions[branch.target]
        m = self._measures
        if self._down:
            return tx, sy + min(m.lead, max(8.0, ty - m.half - sy - 8))
        return sx + min(m.lead, max(8.0, tx - m.half - sx - 8)), ty

    def _knee(self, branch: Branch) -> str:
        return at(*self._corner(branch))


def _unreached(lines: list[str]) -> list[str]:
    """What the verdict does not lead to, faded as on the canvas."""
    return [r"  \begin{scope}[unreached]", *lines, r"  \end{scope}"] if lines else []


def _text(style: str, anchor: str, at: str, text: str) -> str:
    return f"  \\node[{style}, anchor={anchor}] at ({at}) {{{label_lines(text)}}};"


def _angle(x: float, y: float, *, down: bool) -> float:
    """Where a way leads, so that the angles of a fork go round on the side of its branches."""
    turned = degrees(atan2(-y, x))
    return turned - 360 if down and turned > 90 else turned
