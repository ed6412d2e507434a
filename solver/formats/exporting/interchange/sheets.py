"""Plans, expected values and the tree itself as tables of numbers, for CSV and for workbooks.

A number stands as a decimal, which every spreadsheet reads, and where a column holds one that has
no short decimal, exactly beside it: a spreadsheet would take 4/9 for a date.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from solver.analyses.criteria.league import MOST_PLANS, League, count_plans, league
from solver.analyses.expectations import expectations
from solver.analysis_words.charts.criteria_charts import league_names
from solver.charts.chart import letters
from solver.charts.table import ChartTable
from solver.checks.opinions import require_one_opinion
from solver.document.elements import Kind
from solver.document.model import Document
from solver.document.shares import shares
from solver.document.values import criterion_values
from solver.explain.case import Case
from solver.rules import DEFAULT_RULE
from solver.solution import Solution
from solver.translation import tr
from solver.words.names import Names

Cell = Fraction | str | None
#: A head, and what stands below it.
Column = tuple[str, Sequence[Cell]]
_LARGEST: Final = 10**300  # that is written as a number
#: Choice nodes that have a column of their own, at most; “Called” tells what plans choose anyway.
_MOST_ASKED: Final = 200


class Sheet:
    """A table by columns; numbers that no short decimal is are there twice."""

    def __init__(self, title: str, columns: Sequence[Column]) -> None:
        self.title = title
        self._columns = tuple(_with_exact(columns))

    def csv(self) -> str:
        """The table as comma-separated values (RFC 4180), without anything that is a formula."""
        rows = [
            ["" if c is None else c if isinstance(c, str) else f"{c:.15g}" for c in row]
            for row in self.rows
        ]
        return ChartTable(self.heads, tuple(map(tuple, rows))).csv()

    @property
    def heads(self) -> tuple[str, ...]:
        return tuple(head for head, _ in self._columns)

    @property
    def rows(self) -> tuple[tuple[float | str | None, ...], ...]:
        """Texts, floats and empty cells."""
        columns = [[_plain(cell) for cell in cells] for _, cells in self._columns]
        return tuple(zip(*columns, strict=True))


def plans_sheet(document: Document, solution: Solution | None) -> Sheet:
    """Every plan: what it chooses, what it expects, how likely each outcome is, what dominates it.

    Whether it is permitted where a rule was asked.  Where there are too many plans only those that
    the rule permits.  Raises `NotSolvable` where the document has no plans to list.
    """
    case = Case.of(document)
    require_one_opinion(document, tr("Plans are written into tables"))
    found = league(case, DEFAULT_RULE if solution is None else solution.rule)
    names = Names(case.document)
    told = letters(len(found.rows))
    rows = found.rows
    columns: list[Column] = [("Plan", told), ("Called", league_names(names, found))]
    if solution is not None:
        columns.append(("Permitted", [_yes(row.permitted) for row in rows]))
    columns.append(("Dominated", [_yes(row.is_dominated) for row in rows]))
    better = {tuple(sorted(row.plan.choices.items())): told[i] for i, row in enumerate(rows)}
    columns.append(
        ("Dominated by", [
            None if (by := row.dominated_by) is None else better.get(tuple(sorted(by.choices.items())))
            for row in rows
        ])
    )  # fmt: skip
    columns += _value_columns(names, found)
    reached = dict.fromkeys(id_ for row in rows for id_ in row.plan.lottery)
    columns += [
        (f"P({names.outcome(id_)})", [row.plan.lottery.get(id_, Fraction(0)) for row in rows])
        for id_ in case.document.outcomes
        if id_ in reached
    ]
    chosen = {id_ for row in rows for id_ in row.plan.choices}
    asked = (
        [id_ for id_ in case.document.tree if id_ in chosen] if len(chosen) <= _MOST_ASKED else []
    )
    columns += [
        (names.node(id_), [
            names.branch(row.plan.choices[id_]) if id_ in row.plan.choices else None for row in rows
        ])
        for id_ in asked
    ]  # fmt: skip
    return Sheet("Plans", columns)


def plans_left_out(document: Document, _: Solution | None) -> tuple[str, ...]:
    """The sentence that tells that plans are missing, where there are too many."""
    total = count_plans(Case.of(document).tree)
    if total <= MOST_PLANS:
        return ()
    return (f"There are {total:,} plans: only those that the rule permits are listed.",)


def _value_columns(names: Names, found: League) -> Iterator[Column]:
    """What is expected given each scale, and how likely the scale is where there are several."""
    scales = dict.fromkeys(scale for row in found.rows for scale in row.values)
    several = len(scales) > 1
    for scale in scales:
        own = [row.values.get(scale) for row in found.rows]
        criteria = dict.fromkeys(c for one in own if one is not None for c in one.values)
        if several and criteria:  # an outcome alone has its probability as an outcome
            yield f"P({scale})", [Fraction(0) if one is None else one.probability for one in own]
        for criterion in criteria:
            word = names.criterion(criterion) if names.document.criteria else "Value"
            yield (
                f"{word} given {scale}" if several else f"Expected {word.lower()}",
                [None if one is None else one.values.get(criterion) for one in own],
            )


def values_sheet(document: Document, solution: Solution | None) -> Sheet:
    """Every node under the root with what is expected from there, where that is determined."""
    document = document.expanded
    names = Names(document)
    found = expectations(document, solution, by_criterion=True)
    ids = document.tree
    columns: list[Column] = [
        ("Node", ids),
        ("Kind", [document.nodes[id_].kind.value for id_ in ids]),
        ("Label", [names.node(id_) for id_ in ids]),
    ]
    known = {id_: found.values[id_][1] for id_ in ids if id_ in found.values}
    for criterion in dict.fromkeys(c for values in known.values() for c in values):
        word = names.criterion(criterion) if document.criteria else "value"
        columns.append((f"Expected {word.lower()}", [known.get(i, {}).get(criterion) for i in ids]))
    return Sheet("Values", columns)


def tree_sheet(document: Document, solution: Solution | None) -> Sheet:
    """Every branch under the root: where it leads, its numbers, and what the rule says of it."""
    document = document.expanded
    names = Names(document)
    branches = [branch for id_ in document.tree for branch in document.children(id_)]
    chances: dict[str, Fraction] = {}
    for id_ in document.tree:
        own = shares(document.nodes[id_], document.children(id_), document.parameter_values)
        if document.nodes[id_].kind is Kind.CHANCE:
            chances |= own.values
    columns: list[Column] = [
        ("Branch", [branch.id for branch in branches]),
        ("From", [branch.source for branch in branches]),
        ("To", [branch.target for branch in branches]),
        ("Label", [names.branch(branch.id) for branch in branches]),
        ("Probability", [chances.get(branch.id) for branch in branches]),
    ]
    paid = [criterion_values(document, branch.payoff) for branch in branches]
    for criterion in document.criterion_ids:
        word = f"Payoff: {names.criterion(criterion)}" if document.criteria else "Payoff"
        columns.append((word, [own.get(criterion) for own in paid]))
    if solution is not None:
        said = [solution.branches.get(branch.id) for branch in branches]
        columns.append(
            ("Permitted", [None if one is None else _yes(one.permitted) for one in said])
        )
    return Sheet("Tree", columns)


def _yes(said: bool | None) -> str:
    return {True: "yes", False: "no", None: "undecided"}[said]


def _with_exact(columns: Sequence[Column]) -> Iterator[Column]:
    for head, cells in columns:
        yield head, cells
        if any(isinstance(cell, Fraction) and not _is_short(cell) for cell in cells):
            yield f"{head} (exact)", [str(c) if isinstance(c, Fraction) else c for c in cells]


def _is_short(number: Fraction) -> bool:
    """Whether a double shows the number as it is."""
    return abs(number) < _LARGEST and Fraction(f"{float(number):.15g}") == number


def _plain(cell: Cell) -> float | str | None:
    if not isinstance(cell, Fraction):
        return cell
    return float(cell) if abs(cell) < _LARGEST else str(cell)
