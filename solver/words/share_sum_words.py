"""What the probabilities, or policy numbers, of a node's branches sum to, in a sentence."""

from collections.abc import Sequence

from solver.document.elements import Branch, Kind
from solver.document.intervals import is_or_begins_interval
from solver.document.model import Document
from solver.document.shares import shares


def sum_sentence(document: Document, node: str, branches: Sequence[Branch]) -> str:
    """The sum of the numbers of these branches of a node, and whether it is as it must be.

    Where one of them is typed as an interval they have no sum yet.
    """
    if document.nodes[node].kind is Kind.CHANCE and any(
        is_or_begins_interval(branch.probability) for branch in branches
    ):
        return "Probabilities: an interval becomes a parameter about which opinions differ."
    found = shares(document.nodes[node], branches, document.parameter_values)
    noun = "Probabilities" if document.nodes[node].kind is Kind.CHANCE else "Policy"
    if found.problems:
        return f"{noun}: some cannot be computed."
    if found.is_valid:
        return f"{noun}: the sum is 1." if found.stated else f"{noun}: all equal."
    return f"⚠ {noun}: the sum is {found.stated}, and it must be 1."
