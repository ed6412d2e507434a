"""Can every payoff be computed, and does it stand only above outcomes that have such a value?"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from solver.checks.criteria import Criteria
from solver.checks.words import called_branch, called_criterion, names_of
from solver.document.elements import Kind, Values
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.document.parameters import unknown_names
from solver.document.values import criterion_numerals
from solver.errors import NumberError
from solver.findings import Finding, Severity
from solver.translation import tr


def payoffs(document: Document) -> Iterator[Finding]:
    """A payoff may only stand above outcomes that have a value on its criterion."""
    branches = document.branches.values()
    having = [(b, b.payoff) for b in branches if b.payoff is not None]
    if not having:
        return
    tree, names = document.in_tree, names_of(document)
    criteria_of = Criteria(document)
    paid: dict[str, frozenset[str]] = {}
    for branch, payoff in having:
        try:
            paid[branch.id] = criteria_of.named(payoff)
        except NumberError as error:
            yield Finding(
                code="payoff.number",
                message=tr("The payoff of branch {branch}: {message}").format(
                    branch=called_branch(names, branch), message=error.message
                ),
                severity=Severity.ERROR if branch.source in tree else Severity.WARNING,
                branches=(branch.id,),
                unknown=unknown_names(payoff, document.parameters),
            )
    if not paid:
        return
    lacking = _lacking(document, frozenset().union(*paid.values()))
    for branch_id, criteria in paid.items():
        branch = document.branches[branch_id]
        below = lacking.get(branch.target, {}) if branch.source in tree else {}
        for criterion in sorted(criteria & below.keys()):
            yield Finding(
                code="payoff.criterion",
                message=tr(
                    "The payoff of branch {branch} counts on “{criterion}”, but the outcome “{below}” below it has no value there."
                ).format(
                    branch=called_branch(names, branch),
                    criterion=called_criterion(document, criterion),
                    below=names.outcome(below[criterion]),
                ),
                branches=(branch_id,),
                outcomes=(below[criterion],),
                criteria=(criterion,),
            )


def _lacking(document: Document, criteria: AbstractSet[str]) -> Mapping[str, Mapping[str, str]]:
    """For each node of the tree: criterion → an outcome below that has no value on it."""
    of_outcome: dict[str, Mapping[str, str]] = {}
    is_only = len(document.criterion_ids) == 1  # then a bare number is on it, and there is no other
    for outcome in document.outcomes.values():
        if is_only and isinstance(outcome.value, Numeral):
            continue
        if lacked := criteria - _criteria(document, outcome.value):
            of_outcome[outcome.id] = dict.fromkeys(lacked, outcome.id)
    if not of_outcome:
        return {}
    lacking: dict[str, Mapping[str, str]] = {}
    for id_ in reversed(document.tree):  # the leaves first
        node = document.nodes[id_]
        if node.kind is Kind.OUTCOME:
            lacking[id_] = of_outcome.get(node.outcome or "", {})
            continue
        below = [found for b in document.children(id_) if (found := lacking.get(b.target))]
        lacking[id_] = {c: outcome for found in reversed(below) for c, outcome in found.items()}
    return lacking


def _criteria(document: Document, values: Values | None) -> AbstractSet[str]:
    """The criteria that values name; all where that cannot be told, which is reported elsewhere."""
    try:
        return criterion_numerals(document, values).keys()
    except NumberError:
        return frozenset(document.criterion_ids)
