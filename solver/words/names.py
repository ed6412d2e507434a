"""What nodes, branches and plans are called in sentences."""

from typing import Final

from solver.document.elements import Kind
from solver.document.model import Document
from solver.explain.explanation import Part

LISTED: Final = 4  # choices of a plan that are told one by one


def branch_name(document: Document, branch: str) -> str:
    """A branch by its label."""
    entry = document.branches.get(branch)
    return (entry.label if entry is not None else "") or branch


def node_name(document: Document, node: str) -> str:
    """A node by its label; by what leads to it where the label alone does not tell."""
    label = document.nodes[node].label
    same = [n for n in document.nodes.values() if n.label == label]
    if label and len(same) == 1:
        return f"“{label}”"
    entering = document.incoming(node)
    before = branch_name(document, entering[0].id) if entering else ""
    if before and label:
        return f"“{label}” after “{before}”"
    return f"the node after “{before}”" if before else f"“{label or node}”"


def plan_words(document: Document, part: Part) -> str:
    """A plan by what it does at each choice node, in the order in which it comes to them."""
    if not part.choices:
        return "where nothing is left to choose"
    steps = []
    order = {id_: i for i, id_ in enumerate(document.tree)} if len(part.choices) > 1 else {}
    for node in sorted(part.choices, key=lambda id_: order.get(id_, 0)):
        name = f"“{branch_name(document, part.choices[node])}”"
        entering = document.incoming(node)
        above = entering[0].source if entering else None
        if above is not None and document.nodes[above].kind is Kind.CHANCE and node != part.node:
            steps.append(f"{name} if “{branch_name(document, entering[0].id)}”")
        else:
            steps.append(f"then {name}" if steps else name)
    shown = ", ".join(steps[:LISTED])
    more = len(steps) - LISTED
    return f"{shown} and {more} more choice{'s' * (more > 1)}" if more > 0 else shown
