"""The tree as a standalone TikZ picture: plain commands that one can read and change by hand."""

from collections.abc import Mapping

from solver.document import Branch, Document, Kind, Node
from solver.solution import Solution

CM_PER_PIXEL = 1 / 50

_HEAD = r"""\documentclass[tikz,border=4pt]{standalone}
\usepackage[utf8]{inputenc}
\usepackage[T1]{fontenc}
\usepackage{textcomp}
\usetikzlibrary{shapes.geometric}
\tikzset{
  choice/.style={draw, rectangle, minimum size=4mm, inner sep=0pt},
  chance/.style={draw, circle, minimum size=4mm, inner sep=0pt},
  outcome/.style={draw, regular polygon, regular polygon sides=3, shape border rotate=90,
    minimum size=4mm, inner sep=0pt},
  permitted/.style={very thick},
  rejected/.style={thin, gray},
  note/.style={font=\footnotesize, align=left},
}
\begin{document}
\begin{tikzpicture}"""
_FOOT = r"""\end{tikzpicture}
\end{document}
"""

# What LaTeX gives a meaning to, and signs that its usual fonts lack.
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "#": r"\#",
    "$": r"\$",
    "%": r"\%",
    "&": r"\&",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "\n": " ",
    "\t": " ",
    "−": r"\ensuremath{-}",
    "≻": r"\ensuremath{\succ}",
    "≺": r"\ensuremath{\prec}",
    "∥": r"\ensuremath{\parallel}",
    "≥": r"\ensuremath{\geq}",
    "≤": r"\ensuremath{\leq}",
    "≠": r"\ensuremath{\neq}",
    "→": r"\ensuremath{\rightarrow}",
    "⊥": r"\ensuremath{\bot}",
    "∞": r"\ensuremath{\infty}",
    "…": r"\ldots{}",
    "·": r"\textperiodcentered{}",
    "×": r"\texttimes{}",
    "½": r"\textonehalf{}",
    "€": r"\texteuro{}",
    "“": "``",
    "”": "''",
    "‘": "`",
    "’": "'",
    "–": "--",
    "—": "---",
}  # fmt: skip


def tikz_text(
    document: Document,
    positions: Mapping[str, tuple[float, float]],
    solution: Solution | None = None,
) -> str:
    """A standalone LaTeX document with the nodes at these places (in pixels, y downwards)."""
    document = document.expanded
    names = {id_: f"n{number}" for number, id_ in enumerate(document.nodes)}
    lines = [_HEAD]
    if document.title:
        lines.insert(0, f"% {' '.join(document.title.split())}")
    down = document.direction == "down"
    for node in document.nodes.values():
        if node.id in positions:
            lines.append(_node_line(document, node, names[node.id], positions[node.id], down))
    for branch in document.branches.values():
        if branch.source in positions and branch.target in positions:
            source, target = names[branch.source], names[branch.target]
            lines.append(_branch_line(branch, source, target, down, solution))
    return "\n".join([*lines, _FOOT])


def _node_line(
    document: Document, node: Node, name: str, position: tuple[float, float], down: bool
) -> str:
    x, y = (f"{value * CM_PER_PIXEL + 0.0:.2f}" for value in (position[0], -position[1]))
    text = node.label
    if node.kind is Kind.OUTCOME and node.outcome is not None:
        outcome = document.outcomes.get(node.outcome)
        text = node.label or (outcome.label if outcome else "") or node.outcome
        side = "below" if down else "right"
    else:
        side = "above"
    label = f", label={{[note]{side}:{{{escaped(text)}}}}}" if text else ""
    turned = ", shape border rotate=0" if down and node.kind is Kind.OUTCOME else ""
    return f"  \\node[{node.kind}{turned}{label}] ({name}) at ({x}, {y}) {{}};"


def _branch_line(
    branch: Branch, source: str, target: str, down: bool, solution: Solution | None
) -> str:
    verdict = solution.branches.get(branch.id) if solution is not None else None
    style = ""
    if verdict is not None and verdict.permitted is not None:
        style = "[permitted] " if verdict.permitted else "[rejected] "
    above = f" node[note, {'left' if down else 'above'}] {{{escaped(branch.label)}}}"
    below = ""
    if branch.probability is not None:
        side = "right" if down else "below"
        below = f" node[note, {side}] {{{escaped(branch.probability.text)}}}"
    texts = f"{above if branch.label else ''}{below}"
    return f"  \\draw {style}({source}) --{texts} ({target});"


def escaped(text: str) -> str:
    """A text in which LaTeX finds nothing to do."""
    return "".join(_ESCAPES.get(c, c) for c in text if c.isprintable() or c in "\n\t")
