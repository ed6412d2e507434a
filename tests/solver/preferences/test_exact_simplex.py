"""Exact linear programs: every answer proves itself, and is what going through all bases gives."""

import random
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

import pytest

from solver.errors import Cancelled
from solver.preferences.exact_simplex import Infeasible, Optimum, Unbounded, Vector, dot, maximise

ZERO = Fraction(0)


def exact(*entries: object) -> Vector:
    return tuple(Fraction(str(entry)) for entry in entries)


def solved(columns: Sequence[Vector], right: Vector) -> list[Fraction] | None:
    """The only multiples of independent columns that make up the right-hand side, if any do."""
    rows = [[column[i] for column in columns] + [right[i]] for i in range(len(right))]
    at = 0
    for j in range(len(columns)):
        pivot = next((k for k in range(at, len(rows)) if rows[k][j]), None)
        if pivot is None:
            return None  # the columns are not independent
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows[at] = [entry / rows[at][j] for entry in rows[at]]
        for k in range(len(rows)):
            if k != at:
                rows[k] = [a - rows[k][j] * b for a, b in zip(rows[k], rows[at], strict=True)]
        at += 1
    return None if any(row[-1] for row in rows[at:]) else [row[-1] for row in rows[:at]]


def best_basic(columns: Sequence[Vector], right: Vector, gains: Vector) -> Fraction | None:
    """The greatest objective among all basic solutions; None if there is none."""
    values = []
    for size in range(len(right) + 1):
        for chosen in combinations(range(len(columns)), size):
            x = solved([columns[j] for j in chosen], right)
            if x is not None and min(x, default=ZERO) >= 0:
                values.append(sum((gains[j] * e for j, e in zip(chosen, x, strict=True)), ZERO))
    return max(values, default=None)


def assert_proved(
    columns: Sequence[Vector], right: Vector, gains: Vector, answer: Optimum | Infeasible
) -> None:
    """Check the certificate of an answer."""
    assert len(answer.y) == len(right)
    if isinstance(answer, Infeasible):
        assert all(dot(answer.y, column) <= 0 for column in columns)
        assert dot(answer.y, right) > 0
        return
    assert len(answer.x) == len(columns)
    assert all(entry >= 0 for entry in answer.x)
    assert answer.value == dot(gains, answer.x) == dot(answer.y, right)
    for i, side in enumerate(right):
        assert dot(answer.x, tuple(column[i] for column in columns)) == side
    for column, gain in zip(columns, gains, strict=True):
        assert dot(answer.y, column) >= gain


ENTRIES = (0, 0, 0, 1, 1, -1, 2, -2, 3, "1/2", "-1/3", "5/4")


def drawn(draw: random.Random) -> tuple[list[Vector], Vector, Vector]:
    size, count = draw.randint(1, 3), draw.randint(1, 6)
    columns = [exact(*draw.choices(ENTRIES, k=size)) for _ in range(count)]
    if draw.random() < 0.3:  # rows that say the same twice leave artificial columns behind
        columns = [(*column, 2 * column[0]) for column in columns]
    if draw.random() < 0.7:  # often feasible
        shares = [Fraction(draw.choice((0, 0, 1, 2))) for _ in columns]
        right = tuple(dot(shares, entries) for entries in zip(*columns, strict=True))
    else:
        right = exact(*draw.choices(ENTRIES, k=len(columns[0])))
    return columns, right, exact(*draw.choices(ENTRIES, k=count))


@pytest.mark.parametrize("block", range(4))
def test_answers_are_those_of_all_bases(block: int) -> None:
    kinds = {Optimum: 0, Infeasible: 0, Unbounded: 0}
    for seed in range(150 * block, 150 * block + 150):
        columns, right, gains = drawn(random.Random(seed))
        answer = maximise(columns, right, gains)
        kinds[type(answer)] += 1
        basic = best_basic(columns, right, gains)
        if isinstance(answer, Unbounded):
            # There is a solution, and a direction in which the objective grows.
            assert basic is not None, seed
            system = [(*column, gain) for column, gain in zip(columns, gains, strict=True)]
            ray = maximise(system, (*(ZERO for _ in right), Fraction(1)))
            assert isinstance(ray, Optimum), seed
            assert_proved(system, (*(ZERO for _ in right), Fraction(1)), (ZERO,) * len(gains), ray)
            continue
        assert_proved(columns, right, gains, answer)
        assert basic == (answer.value if isinstance(answer, Optimum) else None), seed
        plain = maximise(columns, right)
        assert type(plain) is type(answer)
        assert not isinstance(plain, Unbounded)
        assert_proved(columns, right, (ZERO,) * len(columns), plain)
    assert min(kinds.values()) > 10


def test_small_programs() -> None:
    half = exact("1/2")
    assert maximise([exact(2)], exact(1), exact(3)) == Optimum(half, exact("3/2"), exact("3/2")[0])
    assert maximise([exact(2)], exact(1)) == Optimum(half, exact(0), ZERO)
    assert maximise([exact(-2)], exact(-1), exact(3)) == Optimum(
        half, exact("-3/2"), exact("3/2")[0]
    )
    assert maximise([exact(2)], exact(-1)) == Infeasible(exact(-1))
    assert maximise([exact(1), exact(-1)], exact(0), exact(1, 0)) == Unbounded()
    assert maximise([exact(1), exact(-1)], exact(0), exact(1, -1)) == Optimum(
        exact(0, 0), exact(1), ZERO
    )
    assert maximise([], exact(0)) == Optimum((), exact(0), ZERO)
    assert isinstance(maximise([], exact(1)), Infeasible)
    assert maximise([], ()) == Optimum((), (), ZERO)
    assert maximise([()], (), exact(-1)) == Optimum(exact(0), (), ZERO)
    assert maximise([()], (), exact(1)) == Unbounded()


def test_a_program_on_which_other_rules_than_blands_go_round_in_circles_ends() -> None:
    """The example of Beale (1955)."""
    columns = [
        exact("1/4", "1/2", 0),
        exact(-60, -90, 0),
        exact("-1/25", "-1/50", 1),
        exact(9, 3, 0),
        exact(1, 0, 0),
        exact(0, 1, 0),
        exact(0, 0, 1),
    ]
    gains = exact("3/4", -150, "1/50", -6, 0, 0, 0)
    answer = maximise(columns, exact(0, 0, 1), gains)
    assert isinstance(answer, Optimum)
    assert answer.value == Fraction(1, 20)
    assert answer.x[:4] == exact("1/25", 0, 1, 0)
    assert_proved(columns, exact(0, 0, 1), gains, answer)


def test_a_program_can_be_stopped() -> None:
    with pytest.raises(Cancelled):
        maximise([exact(1)], exact(1), exact(1), lambda: True)
    asked = iter([False, True])
    with pytest.raises(Cancelled):
        maximise([exact(1), exact(1)], exact(1), exact(0, 1), lambda: next(asked))
    assert isinstance(maximise([exact(1)], exact(1), None, lambda: False), Optimum)
