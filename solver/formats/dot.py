"""The tree as Graphviz DOT text, for whoever wants to draw it with other tools.

Ids of nodes are n0, n1, …; everything that a person typed stands in quoted labels only, because
DOT gives a meaning to colons and keywords in ids.
"""

from collections.abc import Iterable

from solver.document import Branch, Document, Kind, Node
from solver.solution import Solution

_SHAPES = {Kind.CHOICE: "square", Kind.CHANCE: "circle", Kind.OUTCOME: "triangle"}


def dot_text(document: Document, solution: Solution | None = None) -> str:
    """A digraph of the whole document; permitted branches are bold where a solution is given."""
    document = document.expanded
    names = {id_: f"n{number}" for number, id_ in enumerate(document.nodes)}
    direction = "TB" if document.direction == "down" else "LR"
    lines = [
        "digraph quandary {",
        f"  graph [rankdir={direction}, label={quoted(document.title)}, labelloc=t];",
        '  node [fontname="sans-serif", width=0.35, height=0.35, fixedsize=true];',
        '  edge [fontname="sans-serif", arrowhead=none];',
    ]
    for node in document.nodes.values():
        rotation = ", orientation=90" if node.kind is Kind.OUTCOME and direction == "LR" else ""
        label = quoted(_label(document, node))
        lines.append(
            f'  {names[node.id]} [shape={_SHAPES[node.kind]}{rotation}, label="", xlabel={label}];'
        )
    for branch in document.branches.values():
        style = ", style=bold" if _is_permitted(branch, solution) else ""
        lines.append(
            f"  {names[branch.source]} -> {names[branch.target]} "
            f"[label={quoted(branch_text(branch))}{style}];"
        )
    return "\n".join([*lines, "}", ""])


def quoted(text: str) -> str:
    """A text as a DOT string: only quotes, backslashes and line breaks mean anything inside."""
    kept = "".join(c for c in text if c.isprintable() or c == "\n")
    kept = kept.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{kept}"'


def branch_text(branch: Branch) -> str:
    """What stands on a branch: its label, and its probability if it has one."""
    probability = branch.probability.text if branch.probability is not None else ""
    return "\n".join(part for part in (branch.label, probability) if part)


def _label(document: Document, node: Node) -> str:
    parts: Iterable[str] = (node.label,)
    if node.outcome is not None:
        outcome = document.outcomes.get(node.outcome)
        parts = (node.label, (outcome.label if outcome else "") or node.outcome)
    return "\n".join(dict.fromkeys(part for part in parts if part))


def _is_permitted(branch: Branch, solution: Solution | None) -> bool:
    verdict = solution.branches.get(branch.id) if solution is not None else None
    return verdict is not None and bool(verdict.permitted)
