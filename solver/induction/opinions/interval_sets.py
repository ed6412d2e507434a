"""What plans are expected to come to under each opinion: the sets of rules that judge by intervals.

For trees with one scale and one criterion.  E̲ and E̅ are the least and the greatest expectation of a
plan over the opinions; plans are judged as wholes, in normal form.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Final

import numpy as np

from solver.budget import Budget
from solver.errors import NotSolvable
from solver.findings import Finding
from solver.induction.end_scores import NetValues, net_values
from solver.induction.prospect_sets import Sets, in_normal_form
from solver.induction.prospect_tables import Everywhere, induce
from solver.induction.tree.compiled_tree import Compiled
from solver.induction.tree.vector_maxima import distinct, sizes_of
from solver.prospect import Prospect
from solver.translation import tr
from solver.whole_numbers import Ints, Whole

#: Of an opinion; a linear system of that size is solved.
MOST_COORDINATES: Final = 100


@dataclass(frozen=True)
class Expected:
    """The expectations behind the coordinates of prospects: one for each opinion.

    Times ``unit`` and the scale of the level, the expectation of a row under an opinion is the sum of
    its ``factors`` times the coordinates at their places, plus ``constant`` times the scale.  The more
    the better.
    """

    tree: Compiled
    values: NetValues
    unit: int
    of: tuple[tuple[Mapping[int, int], int], ...]  # factors by place, constant

    @classmethod
    def of_tree(cls, tree: Compiled) -> "Expected":
        """Raises `NotSolvable` where outcomes do not stand on one scale with one criterion."""
        values = net_values(tree, _not_one)
        kinds = {kind: leaf for leaf, kind in enumerate(tree.leaf_kinds.tolist()) if kind >= 0}
        found: list[tuple[dict[int, Fraction], Fraction]] = []
        places = tree.order.places_of(len(tree.readings))
        for own, scores in zip(places, values.opinions, strict=True):
            found.append(_behind(tree, own, {k: scores[leaf] for k, leaf in kinds.items()}))
        parts = (part for factors, constant in found for part in (*factors.values(), constant))
        more = lcm(*(part.denominator for part in parts))
        rows = tuple(
            ({place: int(factor * more) for place, factor in factors.items()}, int(constant * more))
            for factors, constant in found
        )
        return cls(tree, values, values.unit * more, rows)

    def rows(self, depth: int, vectors: Whole) -> Whole:
        """For each row of a level what every opinion expects, scaled alike."""
        scale = self.tree.levels.scales[depth]
        result: Whole = np.zeros((len(vectors), len(self.of)), dtype=object)
        for i, (factors, constant) in enumerate(self.of):
            result[:, i] = constant * scale
            for place, factor in factors.items():
                result[:, i] += vectors[:, place].astype(object) * factor
        return result


def _behind(
    tree: Compiled, places: list[int], values: dict[int, int]
) -> tuple[dict[int, Fraction], Fraction]:
    """Factors of coordinates, and a constant, that make up the values of all kinds of leaves.

    With one scale and one criterion values are linear in what the relation compares.
    """
    points = tree.order.points
    if len(places) > MOST_COORDINATES:
        raise _refused(tr("would have to look at too many coordinates of this relation"))
    rows = [
        [*(Fraction(points[k][i]) for i in places), Fraction(1), Fraction(v)]
        for k, v in values.items()
    ]
    pivots: list[int] = []
    done: list[list[Fraction]] = []
    for row in rows:
        for at, other in zip(pivots, done, strict=True):
            if row[at]:
                row = [a - row[at] * b for a, b in zip(row, other, strict=True)]
        pivot = next((at for at, entry in enumerate(row[:-1]) if entry), None)
        if pivot is None:
            if row[-1]:
                raise _refused(tr("need expected values, which this relation does not compare"))
            continue
        row = [entry / row[pivot] for entry in row]
        done = [[a - other[pivot] * b for a, b in zip(other, row, strict=True)] for other in done]
        pivots, done = [*pivots, pivot], [*done, row]
    solved = {at: row[-1] for at, row in zip(pivots, done, strict=True)}
    constant = solved.pop(len(places), Fraction(0))
    return {places[at]: factor for at, factor in solved.items() if factor}, constant


def _not_one(why: str) -> NotSolvable:
    return _refused(
        tr("compare expectations on one scale and one criterion, and {why}").format(why=why)
    )


def _refused(why: str) -> NotSolvable:
    message = tr("Rules on intervals {why}. Choose another rule.").format(why=why)
    return NotSolvable([Finding(code="rule.intervals", message=message)])


#: Of rows and what each opinion expects of them: a number to be as great as can be.
Worth = Callable[[Whole], Whole]


def greatest(tree: Compiled, maximal: Sets, worth: Worth, budget: Budget) -> Sets:
    """At each node the maximal plans of which some number is the greatest.

    ``maximal`` are the maximal plans at every node, which hold all that is needed unless it depends on
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
