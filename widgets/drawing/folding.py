"""What the style changes of a document for drawing only."""

from dataclasses import replace

import msgspec

from solver.document.model import Document
from solver.document.style import Style
from solver.solution import Solution
from solver.words.tree_texts import has_columns


def folded(document: Document, solution: Solution | None, style: Style) -> Document:
    """The document as it is laid out, if the style wants it otherwise than the document has it.

    What branches lead to that are not permitted is folded; outcomes with columns behind them stand
    below each other.
    """
    if has_columns(document, style) and not document.leaves_aligned:
        document = replace(document, view={**document.view, "leaves": "aligned"})
    if style.dominated != "folded" or not style.highlighting or solution is None:
        return document
    nodes = dict(document.nodes)
    for branch in document.branches.values():
        verdict = solution.branches.get(branch.id)
        if verdict is not None and verdict.permitted is False and branch.target in nodes:
            nodes[branch.target] = msgspec.structs.replace(nodes[branch.target], collapsed=True)
    return replace(document, nodes=nodes)
