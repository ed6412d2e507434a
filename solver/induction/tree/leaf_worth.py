"""What leaves are worth: their outcomes with all that was paid on the way, kind by kind."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from solver.document.elements import Branch
from solver.document.model import Document
from solver.document.values import criterion_values
from solver.preferences.features import ValuedOutcome
from solver.preferences.statements import signed

#: What payoffs on the way from the root add up to, by criterion.
Paid = tuple[tuple[str, Fraction], ...]


def leaf_kinds_of(
    document: Document, children: Sequence[Sequence[int]]
) -> tuple[list[int], dict[tuple[str, Paid], int]]:
    """The kind of each leaf (-1: no leaf): its outcome, and the payoffs on the way to it."""
    paid: dict[int, Paid] = {}  # most trees have none
    leaf_kinds: list[int] = []
    kinds: dict[tuple[str, Paid], int] = {}
    for i, id_ in enumerate(document.tree):
        node, branches = document.nodes[id_], document.children(id_)
        above = paid.pop(i, ())
        if node.outcome is not None:
            leaf_kinds.append(kinds.setdefault((node.outcome, above), len(kinds)))
            continue
        leaf_kinds.append(-1)
        for branch, child in zip(branches, children[i], strict=True):
            if branch.payoff is not None or above:
                paid[child] = with_payoff(document, above, branch)
    return leaf_kinds, kinds


def net_values(document: Document, ends: Iterable[tuple[str, Paid]]) -> list[ValuedOutcome]:
    """Outcomes with their values and all that is paid on the way to them."""
    result: list[ValuedOutcome] = []
    for id_, paid in ends:
        outcome = document.outcomes[id_]
        values = added(criterion_values(document, outcome.value), dict(paid))
        result.append((outcome, signed(document, values)))
    return result


def with_payoff(document: Document, paid: Paid, branch: Branch) -> Paid:
    """What was paid before a branch, and its own payoff."""
    if branch.payoff is None:
        return paid
    return tuple(sorted(added(dict(paid), criterion_values(document, branch.payoff)).items()))


def added(values: Mapping[str, Fraction], more: Mapping[str, Fraction]) -> Mapping[str, Fraction]:
    result = dict(values)
    for criterion, value in more.items():
        result[criterion] = result.get(criterion, Fraction(0)) + value
    return result
