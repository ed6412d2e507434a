"""Branches that a rule does not permit, folded away for drawing only."""

from dataclasses import replace

import msgspec

from solver.document.model import Document
from solver.document.style import Style
from solver.solution import Solution


def folded(document: Document, solution: Solution | None, style: Style) -> Document:
    """The document as it is laid out: what dominated branches lead to is folded, if so wanted."""
    if style.dominated != "folded" or not style.highlighting or solution is None:
        return document
    nodes = dict(document.nodes)
    for branch in document.branches.values():
        verdict = solution.branches.get(branch.id)
        if verdict is not None and verdict.permitted is False and branch.target in nodes:
            nodes[branch.target] = msgspec.structs.replace(nodes[branch.target], collapsed=True)
    return replace(document, nodes=nodes)
