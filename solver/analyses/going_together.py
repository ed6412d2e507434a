"""Branches of different choice nodes that the permitted plans take only together."""

from collections.abc import Iterable, Iterator
from typing import Final

from solver.solution import Solution

MOST_AMONG: Final = 200  # plans, among which this is looked for


def only_with(solution: Solution, node: str, branch: str, others: Iterable[str]) -> Iterator[str]:
    """The branches of other choice nodes that every permitted plan takes that takes this one.

    Named are only branches whose nodes leave something open beside ``node``, and nothing where the plans
    are too many to be looked at.
    """
    total = solution.plans_total
    if total is None or total > MOST_AMONG or len(solution.plans) < total:
        return
    plans = [entry.plan.choices for entry in solution.plans if node in entry.plan.choices]
    with_it = [plan for plan in plans if plan[node] == branch]
    for other in others:
        taken = {plan.get(other) for plan in with_it}
        beside = {plan[other] for plan in plans if other in plan}
        if other != node and len(taken) == 1 and None not in taken and len(beside) > 1:
            yield str(taken.pop())
