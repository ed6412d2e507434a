"""Thresholds the naive way: every plan as a polynomial, every comparison's every root, every rule at each.

What a rule says can change only where the sign of a determinant changes: of differences of plans with
what is stated and the units of the values (two plans compare by those with one difference, what is
best under a completion by those with any number).  All of these are found by interpolation from the
listed plans; their roots are isolated by Sturm's theorem on lists of fractions; and the word-for-word
rules are asked between each two, and at each that is a fraction.
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations, pairwise
from math import comb, gcd, lcm

from solver.document.model import Document
from tests.documents.one_parameter import plain_at
from tests.reference.all_plans import Reference, RefPlan

DEGREE = 14  # no plan has a higher one: four levels of squares, and values
MOST = 4_000  # determinants of one kind; beyond it a grid is asked
Line = list[Fraction]  # coefficients from the lowest


def interpolated(values: Sequence[Fraction]) -> Line:
    """The polynomial with these values at 0, 1/14, 2/14, … (Newton's differences)."""
    xs = [Fraction(k, DEGREE) for k in range(len(values))]
    table = list(values)
    for width in range(1, len(table)):
        for k in range(len(table) - 1, width - 1, -1):
            table[k] = (table[k] - table[k - 1]) / (xs[k] - xs[k - width])
    result: Line = []
    for k in range(len(table) - 1, -1, -1):
        shifted = [Fraction(0), *result]
        result = [a - xs[k] * b for a, b in zip(shifted, [*result, Fraction(0)], strict=True)]
        result[0] += table[k]
    return trimmed(result)


def trimmed(line: Line) -> Line:
    while line and not line[-1]:
        line = line[:-1]
    return line


def value(line: Line, x: Fraction) -> Fraction:
    result = Fraction(0)
    for coefficient in reversed(line):
        result = result * x + coefficient
    return result


def times(a: Line, b: Line) -> Line:
    if not a or not b:
        return []
    result = [Fraction(0)] * (len(a) + len(b) - 1)
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            result[i + j] += x * y
    return trimmed(result)


def less(a: Line, b: Line) -> Line:
    size = max(len(a), len(b))
    pad = [Fraction(0)] * size
    return trimmed([x - y for x, y in zip((*a, *pad)[:size], (*b, *pad)[:size], strict=True)])  # type: ignore[misc]


def rest(a: Line, b: Line) -> Line:
    while len(a) >= len(b):
        factor = a[-1] / b[-1]
        shift = [Fraction(0)] * (len(a) - len(b))
        a = trimmed(less(a, [*shift, *(factor * c for c in b)])[: len(a) - 1])
        if not a:
            break
    return a


def quotient(a: Line, b: Line) -> Line:
    result = [Fraction(0)] * (len(a) - len(b) + 1)
    while len(a) >= len(b):
        at, factor = len(a) - len(b), a[-1] / b[-1]
        result[at] = factor
        a = trimmed(less(a, [*[Fraction(0)] * at, *(factor * c for c in b)])[: len(a) - 1])
        if not a:
            break
    return trimmed(result)


def simple(line: Line) -> Line:
    """Without multiple roots."""
    slope = trimmed([k * c for k, c in enumerate(line)][1:])
    a, b = line, slope
    while b:
        a, b = b, rest(a, b)
    return quotient(line, a)


def roots(line: Line) -> list[tuple[Fraction, Fraction]]:
    """The roots in [0, 1]: (r, r) where it is a fraction, else the ends of a narrow open interval."""
    line = simple(line)
    if len(line) < 2:
        return []
    unit = lcm(*(c.denominator for c in line))
    whole = [int(c * unit) for c in line]
    common = gcd(*whole)
    whole = [c // common for c in whole]
    chain = [line, trimmed([k * c for k, c in enumerate(line)][1:])]
    while len(chain[-1]) > 1:
        chain.append([-c for c in rest(chain[-2], chain[-1])])
        if not chain[-1]:
            chain.pop()
            break

    def count(x: Fraction) -> int:
        signs = [s for s in (value(own, x) for own in chain) if s]
        return sum((a > 0) != (b > 0) for a, b in pairwise(signs))

    found: list[tuple[Fraction, Fraction]] = []
    stack = [(Fraction(0), Fraction(1))]
    if not value(line, Fraction(0)):
        found.append((Fraction(0), Fraction(0)))
    while stack:
        low, high = stack.pop()
        many = count(low) - count(high)  # in (low, high]
        if not many:
            continue
        if many == 1 and high - low < Fraction(1, 2**40):
            # A fraction with such a denominator is the only one in so small an interval.
            guess = ((low + high) / 2).limit_denominator(abs(whole[-1]) or 1)
            if low < guess <= high and not value(line, guess):
                found.append((guess, guess))
            else:
                found.append((low, high))
            continue
        middle = (low + high) / 2
        stack += [(low, middle), (middle, high)]
    return found


class Along:
    """All plans of a document as polynomials in t, and everything that may ever change."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.at: Callable[[Fraction], Reference] = lambda t: Reference(plain_at(document, t))
        listed = [self.at(Fraction(k, DEGREE)) for k in range(DEGREE + 1)]
        first = listed[0]
        self.plans: dict[str, list[tuple[tuple[tuple[str, str], ...], list[Line]]]] = {}
        for node in first.document.tree:
            by_choice = [{p.choices: p for p in own.plans(node)} for own in listed]
            self.plans[node] = [
                (choices, self._lines([own[choices] for own in by_choice]))
                for choices in by_choice[0]
            ]
        size = len(first.plans(first.root)[0].features)
        self.fixed: list[list[Line]] = [
            [[Fraction(e)] if e else [] for e in row] for row in (*first.strict, *first.equal)
        ]
        self.size = size
        self.complete = True  # whether all determinants could be looked at

    @staticmethod
    def _lines(plans: Sequence[RefPlan]) -> list[Line]:
        return [interpolated(values) for values in zip(*(p.features for p in plans), strict=True)]  # type: ignore[arg-type]

    def critical(self, *, across: bool, mixtures: bool) -> list[tuple[Fraction, Fraction]]:
        """All roots: ``across`` of plans from different nodes, ``mixtures`` of more than two plans."""
        lines: dict[tuple[Fraction, ...], Line] = {}

        def keep(found: Iterator[Line]) -> None:
            for line in found:
                if len(line) > 1:
                    lines.setdefault(tuple(c / line[-1] for c in line), line)

        groups = list(self.plans.values())
        if across:
            groups = [[plan for group in groups for plan in group]]
        for group in groups:
            distinct = list({str(own): own for _, own in group}.values())
            for one, other in combinations(distinct, 2):
                keep(self._determinants([self._minus(one, other)]))
            if mixtures and len(distinct) > 2:
                for one in distinct:
                    keep(
                        self._determinants([self._minus(o, one) for o in distinct if o is not one])
                    )
        found = {root for line in lines.values() for root in roots(line)}
        return sorted(found)

    @staticmethod
    def _minus(one: list[Line], other: list[Line]) -> list[Line]:
        return [less(a, b) for a, b in zip(one, other, strict=True)]

    def _determinants(self, differences: list[list[Line]]) -> Iterator[Line]:
        columns = [*differences, *self.fixed]
        total = sum(comb(len(columns), d) * comb(self.size, d) for d in range(1, self.size + 1))
        if total > MOST and len(differences) > 1:
            self.complete = False
            return
        for dimension in range(1, self.size + 1):
            for chosen in combinations(columns, dimension):
                if not any(column in differences for column in chosen):
                    continue
                for rows in combinations(range(self.size), dimension):
                    yield determinant([[column[k] for k in rows] for column in chosen])


def determinant(rows: list[list[Line]]) -> Line:
    if len(rows) == 1:
        return rows[0][0]
    total: Line = []
    for k, entry in enumerate(rows[0]):
        if entry:
            part = times(entry, determinant([[*row[:k], *row[k + 1 :]] for row in rows[1:]]))
            total = less(total, part if k % 2 else [-c for c in part])
    return total


def places(critical: Sequence[tuple[Fraction, Fraction]], grid: int) -> list[Fraction]:
    """Every root that is a fraction, a place between each two, and so many more."""
    result = {Fraction(0), Fraction(1), *(Fraction(k, grid) for k in range(grid + 1))}
    ends = [(Fraction(0), Fraction(0)), *critical, (Fraction(1), Fraction(1))]
    for (low, high), (after, _) in pairwise(ends):
        if low == high:
            result.add(low)
        if high < after:
            result.add((high + after) / 2)
    return sorted(result)
