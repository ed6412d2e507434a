"""Do SilverDecisions' sensitivity outputs equal ours?  Rows are those of its engine, as it writes them to CSV.

Its engine computes in floats (and fractions of them), with the variables at some values; ours exactly, at
the same values.  Its tornado and spider hold a plan fixed that is best with the variables as they stand;
so they are held against that plan's value in our league at each of their values.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import isclose
from typing import Any

from solver.analyses.criteria.league import league, values_of
from solver.analyses.criteria.plane import PlanePlace, plane
from solver.document.model import Document
from solver.explain.case import Case
from solver.rules import solve
from solver.sensitivity.points import spaced, with_values

Rows = Sequence[Sequence[Any]]


def values(
    document: Document, at: Mapping[str, Fraction]
) -> dict[tuple[tuple[str, str], ...], Fraction]:
    """What every plan expects, with the parameters at these values."""
    case = Case.of(with_values(document, at))
    found = league(case, "eu")
    assert found.complete
    (criterion,) = case.document.criterion_ids
    worth = {}
    for row in found.rows:
        (scale,) = row.values
        value = values_of(row, scale, criterion)
        assert value is not None
        worth[tuple(row.plan.choices.items())] = value
    return worth


def number(cell: object) -> Fraction:
    return Fraction(str(cell))


def alike(ours: Sequence[Fraction], theirs: Sequence[object]) -> bool:
    """The same numbers, in whatever order, up to the error of floats."""
    pairs = zip(sorted(map(float, ours)), sorted(float(number(t)) for t in theirs), strict=True)
    return all(isclose(a, b, rel_tol=1e-9, abs_tol=1e-9) for a, b in pairs)


def check_n_way(document: Document, rows: Rows) -> int:
    """Every plan's payoff at every point; how many points were compared."""
    head, *body = rows
    names = head[2:-1]
    points: dict[tuple[Fraction, ...], list[object]] = {}
    for row in body:
        points.setdefault(tuple(map(number, row[2:-1])), []).append(row[-1])
    for point, payoffs in points.items():
        at = dict(zip(names, point, strict=True))
        ours = values(document, at)
        assert alike(list(ours.values()), payoffs), f"at {at}: {ours} and {payoffs}"
        best = solve(with_values(document, at), "eu").value
        assert best is not None
        assert alike([best], [max(float(str(p)) for p in payoffs)])
    return len(points)


def check_tornado(
    document: Document, rows: Rows, asked: Mapping[str, tuple[Fraction, Fraction, int]]
) -> int:
    """The least and greatest payoff of a best plan along each variable; how many rows were compared."""
    _, *body = rows
    now = values(document, {})
    best = [plan for plan, value in now.items() if value == max(now.values())]
    for name, default, _, _, payoff, least, greatest, _ in body:
        assert alike([document.parameter_values[name]], [default])
        assert alike([max(now.values())], [payoff])
        low, high, count = asked[name]
        points = [values(document, {name: value}) for value in spaced(low, high, count)]
        own = [[at[plan] for at in points] for plan in best]
        assert any(alike([min(line), max(line)], [least, greatest]) for line in own), name
    return len(body)


def check_spider(document: Document, rows: Rows) -> int:
    """The payoff of a best plan as each variable is changed by so many per cent."""
    head, *body = rows
    now = values(document, {})
    best = [plan for plan, value in now.items() if value == max(now.values())]
    for name, _, *payoffs in body:
        value = document.parameter_values[name]
        points = [values(document, {name: value * (1 + number(p) / 100)}) for p in head[2:]]
        lines = [[at[plan] for at in points] for plan in best]
        assert any(
            all(alike([a], [b]) for a, b in zip(line, payoffs, strict=True)) for line in lines
        ), name
    return len(body)


def check_league(document: Document, rows: Rows, weight: Fraction) -> int:
    """Two criteria: expectations, dominance, extended dominance, incremental ratios, what is best at a weight.

    Its columns hold the second payoff and then the first; its ratios are those of the second for one of
    the first, against the plan before it on the frontier, and 0 for the first plan there.
    """
    _, *body = rows
    case = Case.of(document)
    found = league(case, "dsm")
    assert found.complete
    first, second = case.document.criterion_ids
    made = plane(case.document, [row.plan.prospect for row in found.rows], second, first)
    best = {made.points[place] for place in made.best_at(weight)}
    ours = [
        (near(p.x), near(p.y), p.standing.value, near(p.ratio or 0), p in best) for p in made.points
    ]
    theirs = [
        (near(row[2]), near(row[3]), _standing(*row[4:6]), near(row[6] or 0), row[8] is True)
        for row in body
    ]
    assert sorted(ours) == sorted(theirs)
    return len(body)


def near(cell: object) -> float:
    """A number without the error of floats."""
    return round(float(number(cell)), 7)


def _standing(dominated: object, extended: object) -> str:
    """What ours calls it."""
    if dominated:
        return PlanePlace.DOMINATED.value
    return PlanePlace.EXTENDED.value if extended else PlanePlace.BEST.value
