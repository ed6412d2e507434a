"""Maps of two parameters: what a rule permits at each point of a grid, as it becomes known."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from solver.document.model import Document
from solver.errors import Cancelled, QuandaryError
from solver.rules.dsm import DSM
from solver.sensitivity.many_points import ManyPoints
from solver.sensitivity.points import Asked, Points
from solver.sensitivity.ranges import range_of, require_used

Cell = tuple[int, int]  # column, row
COARSE: Final = (8, 4, 2)  # points of so many each way one is asked first


@dataclass(frozen=True)
class VerdictMap:
    """What is known so far of a grid: the answer at each of its points, column and row from below.

    ``never_best`` are the points at which Dynamic Strong Maximality permits a plan that is best under no completion.
    """

    across: str
    up: str
    rule: str
    columns: tuple[Fraction, ...]
    rows: tuple[Fraction, ...]
    answers: dict[Cell, Asked]
    never_best: frozenset[Cell]
    done: float

    def shown(self, column: int, row: int) -> Cell | None:
        """The point whose answer stands at a place: its own, or as long as that is open one nearby."""
        if (column, row) in self.answers:
            return column, row
        for step in COARSE[::-1]:
            near = _middle(column, step, len(self.columns)), _middle(row, step, len(self.rows))
            if near in self.answers:
                return near
        return None


def verdict_map(
    document: Document,
    across: str,
    up: str,
    rule: str,
    count: int = 41,
    *,
    cancelled: Callable[[], bool] | None = None,
    every: int = 60,
) -> Iterator[VerdictMap]:
    """The map over the ranges of two parameters, again and again while it fills; the last is whole.

    Points are in the middle of their cells, coarse ones first, so that the picture is there early.
    Raises `QuandaryError` for parameters that are not there or that nothing uses, and where the rule has
    an answer at none of the points; `Cancelled` when asked to.
    """
    columns, rows = (_middles(*range_of(document, p), count) for p in (across, up))
    for parameter in (across, up):
        require_used(document, parameter)
    points = ManyPoints(Points(document, rule, cancelled), judges=rule == DSM.id)
    answers: dict[Cell, Asked] = {}
    never_best: set[Cell] = set()
    cells = list(_coarse_first(len(columns), len(rows)))

    def known() -> VerdictMap:
        done = len(answers) / len(cells)
        best = frozenset(never_best)
        return VerdictMap(across, up, rule, columns, rows, dict(answers), best, done)

    for start in range(0, len(cells), every):
        block = cells[start : start + every]
        if cancelled is not None and cancelled():
            raise Cancelled
        found = points.at([{across: columns[c], up: rows[r]} for c, r in block])
        for cell, here in zip(block, found, strict=True):
            answers[cell] = here.asked
            if here.never_best:
                never_best.add(cell)
        if len(answers) < len(cells):
            yield known()
    if all(asked.answer is None for asked in answers.values()):
        raise QuandaryError(next(iter(answers.values())).refused)
    yield known()


def _middles(low: Fraction, high: Fraction, count: int) -> tuple[Fraction, ...]:
    step = (high - low) / count
    return tuple([low + step * k + step / 2 for k in range(count)])


def _coarse_first(wide: int, high: int) -> Iterator[Cell]:
    """All cells, those of a coarse grid first and then those between them."""
    seen: set[Cell] = set()
    for step in (*COARSE, 1):
        for row in sorted({_middle(row, step, high) for row in range(high)}):
            for column in sorted({_middle(column, step, wide) for column in range(wide)}):
                if (column, row) not in seen:
                    seen.add((column, row))
                    yield column, row


def _middle(place: int, step: int, count: int) -> int:
    """The place that is asked first of those ``step`` that this one is among."""
    return min(place // step * step + step // 2, count - 1)
