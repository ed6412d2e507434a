"""All rules on one tree: what each permits, whether it is exploitable, what can be rationalised.

A rule that has no answer here keeps the sentence that says why; the others answer all the same.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from solver.analyses.policies import BestPlan
from solver.analyses.rationales import Rationale, accepted
from solver.budget import Budget
from solver.document.model import Document
from solver.errors import NotSolvable
from solver.explain.case import Case
from solver.induction.single_plan import point_of
from solver.induction.tree.compiled_tree import Compiled
from solver.preferences.exact_simplex import Vector
from solver.rules import RULES
from solver.solution import PermittedPlan, Solution

LISTED: Final = 1_000_000  # plans; each is worked out when somebody reads it
MOST_PLANS: Final = 100  # of one rule are asked whether a completion makes them optimal
MOST_LOOKED_AT: Final = 1000  # plans in the search for one that is dominated
MOST_SECONDS: Final = 10.0  # for each rule, and for its rationales


@dataclass(frozen=True)
class Rationalised:
    """How many of a rule's permitted plans are optimal under some completion.

    ``of`` are the plans looked at, the first ones listed; ``all_of_them`` tells whether the rule
    permits no others.  ``without`` is one that no completion makes optimal, with the mixture that
    is strictly preferred to it.  ``obeyed`` as in `solver.analyses.rationales.Rationalisation`.
    """

    number: int
    of: int
    all_of_them: bool
    without: Rationale | None
    obeyed: bool = True


@dataclass(frozen=True)
class OneRule:
    """What one rule says of the tree, or why it has no answer.

    ``dominated`` is a permitted plan to which an available plan is strictly preferred.
    """

    rule: str
    solution: Solution | None = None
    problem: str = ""
    dominated: PermittedPlan | None = None
    rationalised: Rationalised | None = None

    @property
    def is_exploitable(self) -> bool | None:
        """Whether the rule permits a dominated plan on this tree; None where that is not known."""
        if self.dominated is not None:
            return True
        if self.solution is None or self.solution.dominated_total is None:
            return None
        return self.solution.dominated_total > 0


@dataclass(frozen=True)
class SideBySide:
    """All rules on one tree, which is kept made ready for more questions."""

    tree: Compiled
    rules: Mapping[str, OneRule]

    @cached_property
    def differing(self) -> frozenset[str]:
        """The branches on which rules that have an answer do not agree."""
        answers = [one.solution.branches for one in self.rules.values() if one.solution is not None]
        found = set()
        for branch in self.tree.choice_branches:
            known = [verdicts[branch] for verdicts in answers]
            if _disagree(v.permitted for v in known) or _disagree(v.reachable for v in known):
                found.add(branch)
        return frozenset(found)


def _disagree(words: Iterable[bool | None]) -> bool:
    """Whether one says yes and another no; who has not decided does not disagree."""
    return {True, False} <= set(words)


def side_by_side(
    asked: Document | Case,
    *,
    cancelled: Callable[[], bool] | None = None,
    progress: Callable[[float], None] | None = None,
) -> SideBySide:
    """What every rule says of a document's tree.

    Raises `NotSolvable` where the document is not valid to solve, `Cancelled` when asked to.

    >>> from assets import example_text
    >>> from solver.formats.quandary import loads
    >>> found = side_by_side(loads(example_text("single-souring"))).rules
    >>> found["eu"].problem
    'The preferences have gaps, so expected utility needs a completion (a utility function): \
please give a utility of “B” and a weight of the scale “a”.'
    >>> for one in found.values():
    ...     if one.solution is not None:
    ...         print(one.rule, one.solution.plans_total, one.is_exploitable)
    naive 3 True
    caprice 2 False
    e-admissible 2 False
    dsm 2 False
    sophisticated 3 True
    credence 3 True
    """
    case = Case.of(asked, cancelled)
    points: dict[Vector, Rationale | None] = {}  # None: a completion makes it best
    known: list[BestPlan] = []
    found: dict[str, OneRule] = {}
    for number, id_ in enumerate(RULES):
        if progress is not None:
            progress(number / len(RULES))
        found[id_] = _one_rule(case, id_, points, known, cancelled)
    return SideBySide(case.tree, found)


def _one_rule(
    case: Case,
    id_: str,
    points: dict[Vector, Rationale | None],
    known: list[BestPlan],
    cancelled: Callable[[], bool] | None,
) -> OneRule:
    budget = Budget(cancelled, seconds=MOST_SECONDS)
    try:
        answer = RULES[id_].solve(case, budget, LISTED)
    except NotSolvable as problem:
        return OneRule(id_, problem=problem.message)
    dominated = _dominated(answer, budget)
    try:
        rationalised = _rationalised(case.tree, answer, points, known, cancelled)
    except NotSolvable as problem:  # mixtures do not compare for sure
        return OneRule(id_, answer, problem.message, dominated)
    return OneRule(id_, answer, "", dominated, rationalised)


def _dominated(answer: Solution, budget: Budget) -> PermittedPlan | None:
    """The first dominated plan, if there is one among those that are looked at."""
    if answer.dominated_total == 0:
        return None
    for place in range(min(MOST_LOOKED_AT, len(answer.plans))):
        budget.look()
        if answer.plans[place].dominated_by is not None:
            return answer.plans[place]
    return None


def _rationalised(
    tree: Compiled,
    answer: Solution,
    points: dict[Vector, Rationale | None],
    known: list[BestPlan],
    cancelled: Callable[[], bool] | None,
) -> Rationalised:
    """Plans with the same prospect have the same rationale; rules share many of them."""
    started = time.monotonic()
    number = looked_at = 0
    without = None
    for place in range(min(MOST_PLANS, len(answer.plans))):
        if looked_at and time.monotonic() - started > MOST_SECONDS:
            break
        plan = answer.plans[place].plan
        point = point_of(tree, plan)
        if point not in points:
            found = accepted(tree, plan, known, cancelled)
            points[point] = found if isinstance(found, Rationale) else None
        looked_at += 1
        beaten = points[point]
        if beaten is None:
            number += 1
        elif without is None:
            without = beaten
    whole = looked_at == answer.plans_total
    return Rationalised(number, looked_at, whole, without, tree.relation.has_completions)
