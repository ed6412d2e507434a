"""What the probabilities, or policy numbers, of a node's branches sum to, in a sentence."""

from collections.abc import Sequence

from solver.checks.words import shown_sum
from solver.document.elements import Branch, Kind
from solver.document.intervals import is_or_begins_interval
from solver.document.model import Document
from solver.document.shares import shares
from solver.translation import tr


def sum_sentence(document: Document, node: str, branches: Sequence[Branch]) -> str:
    """The sum of the numbers of these branches of a node, and whether it is as it must be.

    Where one of them is typed as an interval they have no sum yet.
    """
    if document.nodes[node].kind is Kind.CHANCE and any(
        is_or_begins_interval(branch.probability) for branch in branches
    ):
        return tr("Probabilities: an interval becomes a parameter about which opinions differ.")
    found = shares(document.nodes[node], branches, document.parameter_values)
    noun = tr("Probabilities") if document.nodes[node].kind is Kind.CHANCE else tr("Policy")
    if found.problems:
        return tr("{noun}: some cannot be computed.").format(noun=noun)
    if found.is_valid:
        return (
            tr("{noun}: the sum is 1.").format(noun=noun)
            if found.stated
            else tr("{noun}: all equal.").format(noun=noun)
        )
    return tr("⚠ {noun}: the sum is {stated}, and it must be 1.").format(
        noun=noun, stated=shown_sum(document, document.nodes[node], branches)
    )
