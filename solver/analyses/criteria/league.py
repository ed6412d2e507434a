"""The league table: every plan with what it expects on each criterion, and whether it is dominated."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from typing import Final

from solver.analyses.expectations import OnScale, by_scale
from solver.analyses.opinion_ranges import ScaleRange, ranges
from solver.document.elements import Kind
from solver.document.model import Document
from solver.explain.case import Case
from solver.induction.dominance import Dominance
from solver.induction.prospect_sets import maximal_sets
from solver.induction.single_plan import plan_of
from solver.induction.table_plans import opened
from solver.induction.tree.compiled_tree import Compiled
from solver.rules import solve
from solver.solution import Plan

#: Plans that are listed at most; of more only those that the rule permits.
MOST_PLANS: Final = 2000
#: Permitted plans that are told from others, at most.
MOST_PERMITTED: Final = 10_000

PlanKey = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class LeagueRow:
    """One plan: what it expects, whether the rule permits it, and a plan that dominates it, if any.

    ``values`` is by scale, then by criterion, given the scale; where the document lists opinions,
    ``ranges`` has the least and the greatest of them.  ``is_dominated`` is None where the budget did not
    suffice to know.
    """

    plan: Plan
    values: Mapping[str, OnScale]
    permitted: bool
    is_dominated: bool | None
    dominated_by: Plan | None = None
    ranges: Mapping[str, ScaleRange] = field(default_factory=dict)


@dataclass(frozen=True)
class League:
    """The plans of a tree; ``total`` is how many there are, ``complete`` whether all are listed."""

    document: Document
    rule: str
    rows: tuple[LeagueRow, ...]
    total: int

    @property
    def complete(self) -> bool:
        return len(self.rows) == self.total


def league(
    asked: Document | Case,
    rule: str,
    cancelled: Callable[[], bool] | None = None,
    progress: Callable[[float], None] | None = None,
) -> League:
    """All plans of a tree with what they expect; where there are too many, those that the ``rule`` permits.

    Those that it permits come first, in its order, so that they bear the letters that they have elsewhere.
    Each row of `League.rows` has a plan, its expected net values by scale and criterion (exact fractions, in the
    units of the criteria), whether the rule permits it and what dominates it.  ``progress`` is told how far it is,
    from 0 to 1, and ``cancelled`` is asked whether to stop.

    Raises `NotSolvable` where the document cannot be solved or the rule has no answer, `Cancelled` when asked to.

    >>> import quandary
    >>> found = quandary.league(quandary.example("oil"), "dsm")
    >>> found.total, found.complete, sum(row.permitted for row in found.rows)
    (10, True, 1)
    """
    case = Case.of(asked, cancelled)
    budget = case.budget()
    solution = solve(case, rule, limit=MOST_PERMITTED)
    total = count_plans(case.tree)
    permitted = {key_of(entry.plan): place for place, entry in enumerate(solution.plans)}
    plans = (
        all_plans(case.tree)
        if total <= MOST_PLANS
        else [entry.plan for entry in solution.plans[:MOST_PLANS]]
    )
    sets = case.within(maximal_sets, budget)
    dominance = None if opened(sets).any() else Dominance(case.tree, sets)
    rows = []
    plans = sorted(plans, key=lambda plan: permitted.get(key_of(plan), len(permitted)))
    for place, plan in enumerate(plans):
        budget.look()
        if progress is not None:
            progress(place / len(plans))
        better = None if dominance is None else dominance.of_plan(0, plan)
        rows.append(
            LeagueRow(
                plan,
                by_scale(case.document, plan.prospect),
                key_of(plan) in permitted,
                None if dominance is None else better is not None,
                better,
                ranges(case.document, plan.prospect) if case.document.opinions else {},
            )
        )
    return League(case.document, rule, tuple(rows), total)


def key_of(plan: Plan) -> PlanKey:
    """What tells a plan from others: its choices."""
    return tuple(sorted(plan.choices.items()))


def count_plans(tree: Compiled) -> int:
    """How many plans there are from the root."""
    counts = [1] * len(tree)
    for node in range(len(tree) - 1, -1, -1):
        children = tree.children[node]
        if not children:
            continue
        own = [counts[child] for child in children]
        if tree.kinds[node] is Kind.CHOICE:
            counts[node] = sum(own)
        else:
            for number in own:
                counts[node] *= number
    return counts[0]


def all_plans(tree: Compiled) -> list[Plan]:
    """Every plan from the root, by its first choice first."""
    parts: list[list[dict[int, int]]] = [[{}] for _ in range(len(tree))]
    for node in range(len(tree) - 1, -1, -1):
        children = tree.children[node]
        if not children:
            continue
        if tree.kinds[node] is Kind.CHOICE:
            parts[node] = [
                {node: place, **own} for place, child in enumerate(children) for own in parts[child]
            ]
        else:
            parts[node] = [
                {n: place for own in combination for n, place in own.items()}
                for combination in product(*(parts[child] for child in children))
            ]
        for child in children:
            parts[child] = []
    return [plan_of(tree, choices) for choices in parts[0]]


def range_of(row: LeagueRow, scale: str, criterion: str) -> tuple[Fraction | None, Fraction | None]:
    """The least and the greatest of what the opinions expect; None where one never comes there."""
    found = row.ranges.get(scale)
    return (None, None) if found is None else found.values.get(criterion, (None, None))


def values_of(row: LeagueRow, scale: str, criterion: str) -> Fraction | None:
    """What a plan expects on a criterion given a scale; None where it never comes there."""
    found = row.values.get(scale)
    return None if found is None else found.values.get(criterion)
