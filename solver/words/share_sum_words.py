"""What the probabilities, or policy numbers, of a node's branches sum to, in a sentence."""

from collections.abc import Sequence

from solver.checks.words import shown_sum, sums_wrong
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
    every = (document, *document.readings)
    found = [shares(document.nodes[node], branches, own.parameter_values) for own in every]
    noun = tr("Probabilities") if document.nodes[node].kind is Kind.CHANCE else tr("Policy")
    if any(each.problems for each in found):
        return tr("{noun}: some cannot be computed.").format(noun=noun)
    if any(map(sums_wrong, found)):
        return tr("⚠ {noun}: the sum is {stated}, and it must be 1.").format(
            noun=noun, stated=shown_sum(document, document.nodes[node], branches)
        )
    if not all(each.is_valid for each in found):
        return tr("⚠ {noun}: each must be from 0 to 1.").format(noun=noun)
    return (
        tr("{noun}: the sum is 1.").format(noun=noun)
        if found[0].given
        else tr("{noun}: all equal.").format(noun=noun)
    )
