"""Maps of two parameters: what a rule permits at each point of a grid, as it becomes known."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from solver.document.model import Document
from solver.errors import Cancelled, QuandaryError
from solver.preferences.relations import relation_of
from solver.rules import rule_of
from solver.rules.dsm import DSM
from solver.rules.e_admissible import E_ADMISSIBLE
from solver.sensitivity.points import Asked, Points
from solver.sensitivity.ranges import range_of, require_used

Cell = tuple[int, int]  # column, row
COARSE: Final = (8, 4, 2)  # points of so many each way one is asked first


@dataclass(frozen=True)
class VerdictMap:
    """What is known so far of a grid: the answer at each of its points, column and row from below.

    ``also`` has the answers of a second rule: where E-admissibility permits less than Dynamic Strong
    Maximality, plans are maximal that are never best.
    """

    across: str
    up: str
    rule: str
    columns: tuple[Fraction, ...]
    rows: tuple[Fraction, ...]
    answers: dict[Cell, Asked]
    also: dict[Cell, Asked]
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
    beside: str | None = None,
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
    points = Points(document, rule, cancelled)
    other = None if beside is None else rule_of(beside)
    # What is best under a completion is maximal, and something always is: one plan is both.
    within = (rule, beside) == (DSM.id, E_ADMISSIBLE.id) and relation_of(
        document
    ).keeps_independence
    answers: dict[Cell, Asked] = {}
    also: dict[Cell, Asked] = {}
    total = len(columns) * len(rows)

    def known() -> VerdictMap:
        done = len(answers) / total
        return VerdictMap(across, up, rule, columns, rows, dict(answers), dict(also), done)

    for column, row in _coarse_first(len(columns), len(rows)):
        if cancelled is not None and cancelled():
            raise Cancelled
        values = {across: columns[column], up: rows[row]}
        answers[column, row], second = points.both(values, other, within=within)
        if second is not None:
            also[column, row] = second
        if len(answers) % every == 0:
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
