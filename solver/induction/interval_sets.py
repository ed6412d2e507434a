"""What plans are expected to come to under each opinion: the sets of rules that judge by intervals.

For trees with one scale and one criterion.  E̲ and E̅ are the least and the greatest expectation of a
plan over the opinions; plans are judged as wholes, in normal form.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

import numpy as np

from solver.budget import Budget
from solver.errors import NotSolvable
from solver.findings import Finding
from solver.induction.compiled_tree import Compiled
from solver.induction.end_scores import NetValues, net_values
from solver.induction.prospect_tables import (
    Everywhere,
    Sets,
    in_normal_form,
    induce,
)
from solver.induction.vector_maxima import distinct, sizes_of
from solver.prospect import Prospect
from solver.whole_numbers import Ints, Whole


@dataclass(frozen=True)
class Expected:
    """The expectations behind the coordinates of prospects: one for each opinion.

    Times ``unit`` and the scale of the level, the expectation of a row under an opinion is ``factor``
    times the coordinate at its ``place`` plus ``constant`` times the scale.  The more the better.
    """

    tree: Compiled
    values: NetValues
    unit: int
    of: tuple[tuple[int | None, int, int], ...]  # place, factor, constant

    @classmethod
    def of_tree(cls, tree: Compiled) -> "Expected":
        """Raises `NotSolvable` where outcomes do not stand on one scale with one criterion."""
        values = _one_value(tree)
        kinds = {kind: leaf for leaf, kind in enumerate(tree.leaf_kinds.tolist()) if kind >= 0}
        found: list[tuple[int | None, Fraction, Fraction]] = []
        places = tree.order.places_of(len(tree.readings))
        for own, scores in zip(places, values.opinions, strict=True):
            found.append(_behind(tree, own, {k: scores[leaf] for k, leaf in kinds.items()}))
        more = lcm(*(part.denominator for _, *parts in found for part in parts))
        rows = tuple((place, int(a * more), int(b * more)) for place, a, b in found)
        return cls(tree, values, values.unit * more, rows)

    def rows(self, depth: int, vectors: Whole) -> Whole:
        """For each row of a level what every opinion expects, scaled alike."""
        scale = self.tree.levels.scales[depth]
        result: Whole = np.zeros((len(vectors), len(self.of)), dtype=object)
        for i, (place, factor, constant) in enumerate(self.of):
            column = 0 if place is None else vectors[:, place].astype(object) * factor
            result[:, i] = column + constant * scale
        return result

    @cached_property
    def signed_unit(self) -> int:
        """What turns a number back into the document's terms."""
        return self.values.sign * self.unit


def _behind(
    tree: Compiled, places: list[int], values: dict[int, int]
) -> tuple[int | None, Fraction, Fraction]:
    """A coordinate, a factor and a constant that make up the values of all kinds of leaves."""
    points = tree.order.points
    first = next(iter(values))
    for kind, value in values.items():
        if value == values[first]:
            continue
        # With one scale and one criterion every coordinate that varies goes with the value.
        for place in places:
            rise = points[kind][place] - points[first][place]
            if rise:
                factor = Fraction(value - values[first], rise)
                return place, factor, values[first] - factor * points[first][place]
    return None, Fraction(0), Fraction(values[first])


def _one_value(tree: Compiled) -> NetValues:
    try:
        values = net_values(tree)
    except NotSolvable as problem:
        why = problem.findings[0].message.partition("criterion, and ")[2].partition(". ")[0]
        raise _refused(f"compare expectations on one scale and one criterion, and {why}") from None
    if not tree.relation.adds_up:
        raise _refused(f"compare expected values, which {tree.relation.name} does not go by")
    return values


def _refused(why: str) -> NotSolvable:
    message = f"Rules on intervals {why}. Choose another rule."
    return NotSolvable([Finding(code="rule.intervals", message=message)])


#: Of rows and what each opinion expects of them: a number to be as great as can be.
Worth = Callable[[Whole], Whole]


def greatest(tree: Compiled, maximal: Sets, worth: Worth, budget: Budget) -> Sets:
    """At each node the maximal plans of which some number is the greatest.

    ``maximal`` are the maximal plans at every node, which hold all that is needed unless it hangs on
    where one looks from which ways chance never takes.
    """
    expected = Expected.of_tree(tree)
    tables = maximal.tables
    if tree.revives or maximal.whole:
        tables = induce(tree, Everywhere(distinct), budget)

    def admit(depth: int, first: Ints, vectors: Whole) -> Ints:
        result = tree.order.maximal(first, vectors)
        numbers = worth(expected.rows(depth, vectors))
        for start, stop in zip(first.tolist(), first.tolist()[1:], strict=False):
            rows = [row for row in range(start, stop) if result[row] >= 0]
            best = max((numbers[row] for row in rows), default=None)
            for row in rows:
                if numbers[row] != best:
                    result[row] = -1
        return result

    return in_normal_form(tree, tables, admit, budget)


def not_below(tree: Compiled, budget: Budget) -> Sets:
    """At each node the plans of which E̅ is at least the E̲ of every other."""
    expected = Expected.of_tree(tree)
    tables = induce(tree, Everywhere(distinct), budget)

    def admit(depth: int, first: Ints, vectors: Whole) -> Ints:
        result = distinct(first, vectors)
        numbers = expected.rows(depth, vectors)
        if not len(numbers):
            return result
        least, most = numbers.min(axis=1), numbers.max(axis=1)
        filled = sizes_of(first) > 0
        bounds = np.zeros(len(filled), dtype=object)
        if filled.any():
            bounds[filled] = np.maximum.reduceat(least, first[:-1][filled])
        result[most < bounds.repeat(sizes_of(first))] = -1
        return result

    return in_normal_form(tree, tables, admit, budget)


def expectations_of(prospect: Prospect, sign: int) -> tuple[Fraction, ...]:
    """What each opinion expects of a prospect, the more the better, on the one criterion there is."""
    several = tuple(prospect.opinions.values()) or (prospect,)
    return tuple(
        sum((sign * chance * end.values[0][1] for end, chance in own.items()), Fraction(0))
        for own in several
    )
