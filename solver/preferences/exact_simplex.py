"""Exact linear programming: the simplex method on integers.

Small and plain on purpose: what Quandary decides with it must be exact, so no tolerance appears
anywhere.  Rows are scaled to integers and pivots are fraction-free (every division is exact;
Edmonds 1967, Bareiss 1968); Bland's rule makes it end.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import lcm

import msgspec

from solver.errors import Cancelled

Vector = tuple[Fraction, ...]


class Optimum(msgspec.Struct, frozen=True):
    """A best solution: ``x`` attains ``value``; ``y`` are the multipliers that prove it."""

    x: Vector
    y: Vector
    value: Fraction


class Infeasible(msgspec.Struct, frozen=True):
    """There is no solution: ``y``·columns ≤ 0 for every column while ``y``·right > 0 (Farkas)."""

    y: Vector


class Unbounded(msgspec.Struct, frozen=True):
    """There is no best solution: the objective grows without end."""


def dot(a: Sequence[Fraction], b: Sequence[Fraction]) -> Fraction:
    """The inner product, exactly."""
    return sum((x * y for x, y in zip(a, b, strict=True) if x and y), Fraction(0))


def maximise(
    columns: Sequence[Sequence[Fraction]],
    right: Sequence[Fraction],
    objective: Sequence[Fraction] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Optimum | Infeasible | Unbounded:
    """The largest ``objective``·x with Σ x[j]·columns[j] = right and x ≥ 0.

    Without an objective any feasible x will do.  All numbers are exact rationals.
    """
    simplex = _Simplex(columns, right, cancelled)
    if (certificate := simplex.phase_one()) is not None:
        return Infeasible(certificate)
    costs = objective if objective is not None else [Fraction(0)] * len(columns)
    if not simplex.phase_two(costs):
        return Unbounded()
    x = simplex.solution()
    return Optimum(x, simplex.multipliers, dot(costs, x))


class _Simplex:
    """A tableau of integers over one common denominator; one artificial column per row."""

    def __init__(
        self,
        columns: Sequence[Sequence[Fraction]],
        right: Sequence[Fraction],
        cancelled: Callable[[], bool] | None,
    ) -> None:
        self._real = len(columns)
        self._size = len(right)
        self._cancelled = cancelled
        self._scale: list[int] = []  # what each row was multiplied by; negative if it was turned
        self._rows: list[list[int]] = []
        for i in range(self._size):
            row = [column[i] for column in columns] + [right[i]]
            scale = lcm(*(entry.denominator for entry in row))
            if right[i] < 0:
                scale = -scale
            self._scale.append(scale)
            whole = [int(entry * scale) for entry in row]
            unit = [int(k == i) for k in range(self._size)]
            self._rows.append(whole[:-1] + unit + whole[-1:])
        self._basis = [self._real + i for i in range(self._size)]
        self._denominator = 1
        self._costs: list[int] = []
        self._cost_scale = 1
        self.multipliers: Vector = ()

    def phase_one(self) -> Vector | None:
        """Find a basic solution; where there is none, the multipliers that prove it."""
        width = self._real + self._size + 1
        self._costs = [0] * self._real + [1] * self._size + [0]
        for row in self._rows:
            self._costs = [cost - entry for cost, entry in zip(self._costs, row, strict=True)]
        self._improve()
        if self._costs[width - 1] != 0:
            return tuple(
                (1 - Fraction(self._costs[self._real + i], self._denominator)) * scale
                for i, scale in enumerate(self._scale)
            )
        for i in range(
            self._size
        ):  # artificial columns that are left stand at zero: drive them out
            if self._basis[i] >= self._real:
                for j in range(self._real):
                    if self._rows[i][j]:
                        self._pivot(i, j)
                        break
        return None

    def phase_two(self, costs: Sequence[Fraction]) -> bool:
        """Maximise from the basic solution at hand; False if that has no end."""
        self._cost_scale = lcm(*(cost.denominator for cost in costs)) if costs else 1
        whole = [-int(cost * self._cost_scale) for cost in costs] + [0] * (self._size + 1)
        row = [cost * self._denominator for cost in whole]
        for i, column in enumerate(self._basis):
            if column < self._real and whole[column]:
                factor = whole[column]
                row = [r - factor * entry for r, entry in zip(row, self._rows[i], strict=True)]
        self._costs = row
        if not self._improve():
            return False
        self.multipliers = tuple(
            Fraction(self._costs[self._real + i], self._denominator * self._cost_scale) * scale
            for i, scale in enumerate(self._scale)
        )
        return True

    def solution(self) -> Vector:
        x = [Fraction(0)] * self._real
        for row, column in zip(self._rows, self._basis, strict=True):
            if column < self._real:
                x[column] = Fraction(row[-1], self._denominator)
        return tuple(x)

    def _improve(self) -> bool:
        while True:
            if self._cancelled is not None and self._cancelled():
                raise Cancelled
            entering = next((j for j in range(self._real) if self._costs[j] < 0), None)
            if entering is None:
                return True
            leaving = self._leaving_row(entering)
            if leaving is None:
                return False
            self._pivot(leaving, entering)

    def _leaving_row(self, column: int) -> int | None:
        best: int | None = None
        for i, row in enumerate(self._rows):
            if row[column] <= 0:
                continue
            if best is None:
                best = i
                continue
            order = row[-1] * self._rows[best][column] - self._rows[best][-1] * row[column]
            if order < 0 or (order == 0 and self._basis[i] < self._basis[best]):
                best = i
        return best

    def _pivot(self, at: int, column: int) -> None:
        pivot_row = self._rows[at]
        if pivot_row[column] < 0:  # only at a right-hand side of zero: the row may be turned
            pivot_row = self._rows[at] = [-entry for entry in pivot_row]
        pivot, old = pivot_row[column], self._denominator
        for i, row in enumerate(self._rows):
            if i != at:
                self._rows[i] = _eliminated(row, pivot_row, pivot, row[column], old)
        self._costs = _eliminated(self._costs, pivot_row, pivot, self._costs[column], old)
        self._denominator = pivot
        self._basis[at] = column


def _eliminated(row: list[int], by: list[int], pivot: int, factor: int, old: int) -> list[int]:
    if factor == 0:
        if pivot == old:
            return row
        return [entry * pivot // old for entry in row]
    return [(a * pivot - factor * b) // old for a, b in zip(row, by, strict=True)]
