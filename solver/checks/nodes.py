"""Does every node have what its kind needs: branches or an outcome, probabilities or policies?

Nearly all nodes do.  So a quick test passes over all of them first, and only the nodes that fail
it are put into words.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import lcm
from operator import attrgetter
from typing import Any, Final

from solver.checks.plain_numbers import plain_value
from solver.checks.words import (
    called,
    called_branch,
    did_you_mean,
    names_of,
    shown,
    shown_sum,
    sums_wrong,
)
from solver.document.elements import Branch, Kind, Node
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.document.parameters import unknown_names
from solver.document.shares import share_of, shares
from solver.errors import NumberError
from solver.findings import Finding, Severity
from solver.translation import tr
from solver.tree_names import TreeNames


def nodes(document: Document) -> Iterator[Finding]:
    """What is wrong at the nodes of the tree."""
    doubtful = _doubtful(document)
    if doubtful:
        names = names_of(document)
        for id_ in document.tree:
            if id_ in doubtful:
                yield from at_node(names, document.nodes[id_])


def at_node(names: TreeNames, node: Node) -> Iterator[Finding]:
    """What is wrong at one node."""
    branches = names.document.children(node.id)
    if node.kind is Kind.OUTCOME:
        yield from _outcome_node(names, node, branches)
    else:
        yield from _inner_node(names, node, branches)


def _inner_node(names: TreeNames, node: Node, branches: tuple[Branch, ...]) -> Iterator[Finding]:
    if node.outcome is not None:
        yield Finding(
            code="outcome.misplaced",
            message=tr("{node} names an outcome, and only outcome nodes can.").format(
                node=called(names, node)
            ),
            nodes=(node.id,),
        )
    if not branches:
        yield Finding(
            code="leaf.kind",
            message=tr("{node} has no branches yet: every path must end at an outcome.").format(
                node=called(names, node)
            ),
            nodes=(node.id,),
        )
        return
    yield from _shares(names, node, branches)


def _outcome_node(names: TreeNames, node: Node, branches: tuple[Branch, ...]) -> Iterator[Finding]:
    outcomes = names.document.outcomes
    if branches:
        yield Finding(
            code="outcome.leaf",
            message=tr("{node} must end the tree, but branches leave it.").format(
                node=called(names, node)
            ),
            nodes=(node.id,),
            branches=tuple(branch.id for branch in branches),
        )
    if node.outcome is None:
        yield Finding(
            code="outcome.missing",
            message=tr("{node} has no outcome yet.").format(node=called(names, node)),
            nodes=(node.id,),
        )
    elif node.outcome not in outcomes:
        yield Finding(
            code="outcome.unknown",
            message=tr("{node} names “{outcome}”, and there is no such outcome.{outcomes}").format(
                node=called(names, node),
                outcome=node.outcome,
                outcomes=did_you_mean(node.outcome, outcomes),
            ),
            nodes=(node.id,),
            outcomes=(node.outcome,),
        )


def _shares(names: TreeNames, node: Node, branches: tuple[Branch, ...]) -> Iterator[Finding]:
    document = names.document
    is_chance = node.kind is Kind.CHANCE
    noun = "probability" if is_chance else "policy"
    for branch in branches:
        misplaced = branch.policy if is_chance else branch.probability
        if misplaced is not None:
            message = tr(
                "The branch {branch} has a probability, but only branches of chance nodes have one."
            )
            if is_chance:
                message = tr(
                    "The branch {branch} has a policy, but only branches of choice nodes have one."
                )
            yield Finding(
                code="policy.misplaced" if is_chance else "probability.misplaced",
                message=message.format(branch=called_branch(names, branch)),
                branches=(branch.id,),
                nodes=(node.id,),
            )
    found = shares(node, branches, document.parameter_values)
    for id_, problem in found.problems.items():
        yield Finding(
            code=f"{noun}.number",
            message=tr("The {noun} of branch {called_branch}: {problem}").format(
                noun=tr(noun),
                called_branch=called_branch(names, document.branches[id_]),
                problem=problem,
            ),
            branches=(id_,),
            nodes=(node.id,),
            unknown=unknown_names(share_of(document.branches[id_], node.kind), document.parameters),
        )
    out = [id_ for id_ in found.values if id_ in found.given and not 0 <= found.values[id_] <= 1]
    for id_ in out:
        yield Finding(
            code=f"{noun}.range",
            message=tr(
                "The {noun} of branch {called_branch} is {shown}; it must lie in 0 to 1."
            ).format(
                noun=tr(noun),
                called_branch=called_branch(names, document.branches[id_]),
                shown=shown(found.values[id_]),
            ),
            branches=(id_,),
            nodes=(node.id,),
        )
    if found.problems:
        return  # what the others sum to says nothing yet
    ids = tuple(branch.id for branch in branches)
    plural = tr("probabilities") if is_chance else tr("policy numbers")
    if not sums_wrong(found):
        return
    if found.shared and not out:
        yield Finding(
            code=f"{noun}.sum",
            message=tr(
                "The {plural} given at {id} already sum to {stated}, which leaves less than 0 for the others."
            ).format(
                plural=plural,
                id=names.node_in_sentence(node.id),
                stated=shown_sum(document, node, branches),
            ),
            nodes=(node.id,),
            branches=ids,
        )
    elif not found.shared:
        yield Finding(
            code=f"{noun}.sum",
            message=tr("The {plural} at {id} sum to {total}; they must sum to 1.").format(
                plural=plural,
                id=names.node_in_sentence(node.id),
                total=shown_sum(document, node, branches),
            ),
            nodes=(node.id,),
            branches=ids,
        )


def drafts(document: Document) -> Iterator[Finding]:
    """Numbers in drafts that cannot be computed: nothing waits for them, so these are warnings."""
    values, names = document.parameter_values, names_of(document)
    for id_ in document.drafts:
        for branch in document.children(id_):
            for noun, numeral in (("probability", branch.probability), ("policy", branch.policy)):
                if numeral is None or numeral.is_remainder:
                    continue
                try:
                    numeral.value(values)
                except NumberError as error:
                    yield Finding(
                        code=f"{noun}.number",
                        message=tr("The {noun} of branch {branch}: {message}").format(
                            noun=tr(noun),
                            branch=called_branch(names, branch),
                            message=error.message,
                        ),
                        severity=Severity.WARNING,
                        branches=(branch.id,),
                        nodes=(id_,),
                        unknown=unknown_names(numeral, document.parameters),
                    )


# ------------------------------------------------------------------------- the quick test


def _doubtful(document: Document) -> set[str]:
    """The nodes where something may be wrong: all where something is, and perhaps some drafts."""
    outcomes, leaving = document.outcomes, document.leaving
    are_good, are_none = _GoodShares(document.parameter_values), _AllNone()
    probabilities, policies = attrgetter("probability"), attrgetter("policy")
    outcome, chance = Kind.OUTCOME, Kind.CHANCE
    doubtful = set()
    for node in document.nodes.values():
        branches = leaving.get(node.id)
        if branches is None:
            is_good = node.kind is outcome and node.outcome in outcomes
        else:
            given, misplaced = tuple(map(probabilities, branches)), tuple(map(policies, branches))
            if node.kind is not chance:
                given, misplaced = misplaced, given
            is_good = (
                node.outcome is None
                and node.kind is not outcome
                and are_good[given]
                and are_none[misplaced]
            )
        if not is_good:
            doubtful.add(node.id)
    return doubtful


#: The probabilities, or the policies, of all branches of a node.
_Pattern = tuple[Numeral | None, ...]


class _AllNone(dict[_Pattern, bool]):
    """Whether a pattern states nothing; remembered, for most nodes have the same."""

    def __missing__(self, pattern: _Pattern) -> bool:
        found = self[pattern] = not any(pattern)
        return found


class _GoodShares(dict[_Pattern, bool]):
    """Whether `_shares` would have nothing to say about a pattern that stands where it may.

    Many nodes have the same, so each is computed only once.  Exact, in whole numbers.
    """

    def __init__(self, names: Mapping[str, Fraction]) -> None:
        super().__init__()
        self._share = _Share(names)

    def __missing__(self, pattern: _Pattern) -> bool:
        is_good = self[pattern] = self._is_sum_good(pattern)
        return is_good

    def _is_sum_good(self, given: _Pattern) -> bool:
        total, unit = 0, 1  # a fraction
        is_shared = False
        for numeral in given:
            share = self._share[numeral]
            if share is None:
                return False
            part, whole = share
            if share is _REST:
                is_shared = True
            elif whole == unit:
                total += part
            else:
                common = lcm(unit, whole)
                total = total * (common // unit) + part * (common // whole)
                unit = common
        return total <= unit if is_shared else total == unit


_REST: Final = (0, 1)  # stands for all numerals that mean “what is left”; known by its identity


class _Share(dict[Any, tuple[int, int] | None]):
    """A numeral or None → its numerator and denominator if it is a number in 0 to 1, or `_REST`."""

    def __init__(self, names: Mapping[str, Fraction]) -> None:
        super().__init__({None: _REST})
        self._names = names

    def __missing__(self, numeral: Numeral) -> tuple[int, int] | None:
        share = self[numeral] = self._of(numeral)
        return share

    def _of(self, numeral: Numeral) -> tuple[int, int] | None:
        if numeral.is_remainder:
            return _REST
        share = plain_value(numeral.text)
        if share is None:
            try:
                value = numeral.value(self._names)
            except NumberError:
                return None
            share = value.numerator, value.denominator
        return share if 0 <= share[0] <= share[1] else None
