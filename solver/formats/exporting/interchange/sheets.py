"""Plans, expected values and the tree itself as tables of numbers, for CSV and for workbooks.

A number stands as a decimal, which every spreadsheet reads, and where a column holds one that has
no short decimal, exactly beside it: a spreadsheet would take 4/9 for a date.

Where a document lists opinions, what they differ about has a column for each of them, and the least and
the greatest of what they expect stand beside it; what the document's own numbers would be is not told.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Final

from solver.analyses.criteria.league import MOST_PLANS, League, count_plans, league
from solver.analyses.expectations import by_scale, expectations
from solver.analysis_words.charts.criteria_charts import league_names
from solver.charts.chart import letters
from solver.charts.table import ChartTable
from solver.document.elements import Kind
from solver.document.model import Document
from solver.document.shares import shares
from solver.document.values import criterion_values
from solver.explain.case import Case
from solver.prospect import Prospect
from solver.rules import DEFAULT_RULE
from solver.solution import Solution
from solver.translation import capital
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
    lotteries = [[own.lottery for own in _under(names, row.plan.prospect).values()] for row in rows]
    reached = {id_ for own in lotteries for lottery in own for id_ in lottery}
    ends = _told_apart([id_ for id_ in case.document.outcomes if id_ in reached], names.outcome)
    columns += [
        (f"P({name}){of}", [own[place].get(id_, Fraction(0)) for own in lotteries])
        for id_, name in ends.items()
        for place, of in enumerate(_named(names))
    ]
    chosen = {id_ for row in rows for id_ in row.plan.choices}
    asked = (
        [id_ for id_ in case.document.tree if id_ in chosen] if len(chosen) <= _MOST_ASKED else []
    )
    columns += [
        (name, [
            names.branch(row.plan.choices[id_]) if id_ in row.plan.choices else None for row in rows
        ])
        for id_, name in _told_apart(asked, names.node).items()
    ]  # fmt: skip
    return Sheet("Plans", columns)


def plans_left_out(document: Document, _: Solution | None) -> tuple[str, ...]:
    """The sentence that tells that plans are missing, where there are too many."""
    total = count_plans(Case.of(document).tree)
    if total <= MOST_PLANS:
        return ()
    return (f"There are {total:,} plans: only those that the rule permits are listed.",)


def _told_apart(ids: Sequence[str], name: Callable[[str], str]) -> dict[str, str]:
    """What each of these is called; what is called as another of them is, with its id."""
    called = {id_: name(id_) for id_ in ids}
    times = Counter(called.values())
    return {id_: word if times[word] == 1 else f"{word} ({id_})" for id_, word in called.items()}


def _named(names: Names) -> tuple[str, ...]:
    """What the head of a column adds for each opinion; nothing where there is only one."""
    ids = tuple(names.document.opinions)
    labels = tuple(map(names.opinion, ids))
    told = labels if len(set(labels)) == len(ids) else ids
    return tuple(f" ({word})" for word in told) or ("",)


def _under(names: Names, prospect: Prospect) -> dict[str, Prospect]:
    """A prospect under each opinion, by what heads add."""
    several = tuple(prospect.opinions.values()) or (prospect,)
    return dict(zip(_named(names), several, strict=True))


def _value_columns(names: Names, found: League) -> Iterator[Column]:
    """What is expected given each scale, and how likely the scale is where there are several."""
    under = [_under(names, row.plan.prospect) for row in found.rows]
    known = [
        {of: by_scale(names.document, own) for of, own in prospects.items()} for prospects in under
    ]
    every = [scales for row in known for scales in row.values()]
    scales = dict.fromkeys(scale for own in every for scale in own)
    several = len(scales) > 1
    for scale in scales:
        criteria = dict.fromkeys(
            c for own in every if (one := own.get(scale)) is not None for c in one.values
        )
        if several and criteria:  # an outcome alone has its probability as an outcome
            yield from _spread(f"P({scale})", names, [
                [Fraction(0) if (one := own.get(scale)) is None else one.probability
                 for own in row.values()]
                for row in known
            ])  # fmt: skip
        for criterion in criteria:
            word = names.criterion(criterion) if names.document.criteria else "value"
            yield from _spread(
                f"{capital(word)} given {scale}" if several else f"Expected {word}",
                names,
                [
                    [None if (one := own.get(scale)) is None else one.values.get(criterion)
                     for own in row.values()]
                    for row in known
                ],
            )  # fmt: skip


def _spread(head: str, names: Names, rows: Sequence[Sequence[Fraction | None]]) -> Iterator[Column]:
    """A number as a column for each opinion, then the least and the greatest of them.

    Where some opinion has none there is no interval: the plan never comes there then.
    """
    for place, of in enumerate(_named(names)):
        yield f"{head}{of}", [row[place] for row in rows]
    if names.document.opinions:
        for word, end in (("least", min), ("greatest", max)):
            yield (
                f"{head}, {word}",
                [None if None in row else end(n for n in row if n is not None) for row in rows],
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
    several = tuple(found.opinions.values()) or (found,)
    known = [[own.values[i][1] if i in own.values else {} for own in several] for i in ids]
    for criterion in dict.fromkeys(c for row in known for values in row for c in values):
        word = names.criterion(criterion) if document.criteria else "value"
        rows = [[values.get(criterion) for values in row] for row in known]
        columns += _spread(f"Expected {word}", names, rows)
    return Sheet("Values", columns)


def tree_sheet(document: Document, solution: Solution | None) -> Sheet:
    """Every branch under the root: where it leads, its numbers, and what the rule says of it."""
    document = document.expanded
    names = Names(document)
    branches = [branch for id_ in document.tree for branch in document.children(id_)]
    columns: list[Column] = [
        ("Branch", [branch.id for branch in branches]),
        ("From", [branch.source for branch in branches]),
        ("To", [branch.target for branch in branches]),
        ("Label", [names.branch(branch.id) for branch in branches]),
    ]
    readings = list(zip(_named(names), document.readings, strict=True))
    for of, reading in readings:
        chances = _chances(reading)
        columns.append((f"Probability{of}", [chances.get(branch.id) for branch in branches]))
    for criterion in document.criterion_ids:
        word = f"Payoff: {names.criterion(criterion)}" if document.criteria else "Payoff"
        paid = [
            [criterion_values(reading, branch.payoff).get(criterion) for branch in branches]
            for _, reading in readings
        ]
        if all(own == paid[0] for own in paid):
            columns.append((word, paid[0]))
        else:
            columns += [(f"{word}{of}", own) for (of, _), own in zip(readings, paid, strict=True)]
    if solution is not None:
        said = [solution.branches.get(branch.id) for branch in branches]
        columns.append(
            ("Permitted", [None if one is None else _yes(one.permitted) for one in said])
        )
    return Sheet("Tree", columns)


def _chances(document: Document) -> dict[str, Fraction]:
    """The probability of each branch of a chance node."""
    found: dict[str, Fraction] = {}
    for id_ in document.tree:
        if document.nodes[id_].kind is Kind.CHANCE:
            own = shares(document.nodes[id_], document.children(id_), document.parameter_values)
            found |= own.values
    return found


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
