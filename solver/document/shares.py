"""Probabilities and policies: what each branch of a node gets, with the remainder shared out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from solver.document.elements import Branch, Kind, Node
from solver.document.numerals import Numeral
from solver.errors import NumberError

ONE = Fraction(1)
ZERO = Fraction(0)


@dataclass(frozen=True)
class Shares:
    """The exact share of each branch of one node.

    ``values`` has an entry for every branch whose number can be computed; ``problems`` maps a
    branch id to the sentence that says why its number cannot; ``stated`` is the sum of the numbers
    given outright by the branches ``given``; ``shared`` tells whether others share the remainder.
    """

    values: Mapping[str, Fraction]
    problems: Mapping[str, str]
    stated: Fraction
    given: frozenset[str]
    shared: bool

    @property
    def total(self) -> Fraction:
        """What the shares sum to."""
        return sum(self.values.values(), ZERO)

    @property
    def is_valid(self) -> bool:
        """Every share is known and in [0, 1], and they sum to exactly 1."""
        return (
            not self.problems
            and self.total == ONE
            and all(ZERO <= value <= ONE for value in self.values.values())
        )


def share_of(branch: Branch, kind: Kind) -> Numeral | None:
    """The probability under a chance node, the policy under a choice node."""
    return branch.probability if kind is Kind.CHANCE else branch.policy


def shares(node: Node, branches: Sequence[Branch], names: Mapping[str, Fraction]) -> Shares:
    """What each branch of a choice or chance node gets.

    ``#``, or nothing at all, means an equal part of what the siblings leave.
    """
    values: dict[str, Fraction] = {}
    problems: dict[str, str] = {}
    rest: list[str] = []
    stated = ZERO
    for branch in branches:
        numeral = share_of(branch, node.kind)
        if numeral is None or numeral.is_remainder:
            rest.append(branch.id)
            continue
        try:
            values[branch.id] = numeral.value(names)
            stated += values[branch.id]
        except NumberError as error:
            problems[branch.id] = error.message
    given = frozenset(values)
    if rest and not problems:
        part = (ONE - stated) / len(rest)
        values |= dict.fromkeys(rest, part)
    in_order = {branch.id: values[branch.id] for branch in branches if branch.id in values}
    return Shares(in_order, problems, stated, given, bool(rest))


def shares_of_all(
    names: Mapping[str, Fraction], nodes: Sequence[Node], leaving: Sequence[Sequence[Branch]]
) -> tuple[tuple[Fraction, ...], ...]:
    """The shares at each node under these parameters; nodes with the same numbers have one and the same tuple."""
    known: dict[tuple[str | None, ...], tuple[Fraction, ...]] = {}
    result = []
    for node, branches in zip(nodes, leaving, strict=True):
        numerals = [share_of(branch, node.kind) for branch in branches]
        spelled = tuple([None if n is None else n.text for n in numerals])
        if (found := known.get(spelled)) is None:
            found = tuple(shares(node, branches, names).values.values()) if branches else ()
            known[spelled] = found
        result.append(found)
    return tuple(result)
