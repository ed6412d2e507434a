"""What net values are worth under a utility curve, as rational numbers with which prospects compare."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from solver.document.model import Document
from solver.document.shares import shares_of_all
from solver.preferences.curves.curve import Curve


@dataclass(frozen=True)
class Worths:
    """The utility of each net value, or where it is irrational a number that stands in for it."""

    of: Mapping[Fraction, Fraction]
    is_exact: bool


def worth_of(curve: Curve, values: Sequence[Fraction], bound: int) -> Worths | None:
    """The utilities of net values, the more the better; None where no numbers are sure to stand in for them.

    Prospects whose probabilities have a common denominator within the bound compare with these as with
    the utilities.  What the curve does not reach goes on evenly: it is no end of a tree.
    """
    inside = [value for value in sorted(values) if not curve.problem(curve.sign * value)]
    exact = {value: curve.exact(curve.sign * value) for value in inside}
    known = {value: own for value, own in exact.items() if own is not None}
    is_exact = len(known) == len(inside)
    if not is_exact:
        from solver.preferences.curves.stand_ins import stand_ins

        found = stand_ins(curve, tuple([curve.sign * value for value in inside]), bound)
        if found is None:
            return None
        known = {value: found[curve.sign * value] for value in inside}
    for value in values:
        if value not in known:
            near = min(inside, key=lambda own: abs(own - value), default=value)
            known[value] = known.get(near, near) + value - near
    return Worths(known, is_exact)


def denominator(document: Document) -> int:
    """A common denominator of the probabilities that plans and policies give the ends of a tree."""
    ids = document.tree
    nodes = [document.nodes[id_] for id_ in ids]
    leaving = [document.children(id_) for id_ in ids]
    shares = shares_of_all(document.parameter_values, nodes, leaving)
    found: dict[str, int] = {}
    for id_, below, own in reversed(list(zip(ids, leaving, shares, strict=True))):
        parts = zip(below, own, strict=True)
        found[id_] = lcm(*(share.denominator * found[branch.target] for branch, share in parts))
    return found.get(document.root_id or "", 1)
