"""Showing a tree step by step: an ordered list of what comes next, made from what a rule says.

First the structure, then probabilities, then values; then the answer.  Expected utility is rolled
back stage by stage from the leaves.  The other rules look at whole plans, so that their verdict comes
at once; then every permitted plan follows by itself, if there are several.
"""

from collections.abc import Mapping
from typing import Final

import msgspec

from solver.document import Document, Kind
from solver.solution import Plan, Solution

PLANS: Final = 12  # that are shown by themselves


class Step(msgspec.Struct, frozen=True):
    """What one step adds.

    ``show`` is ``structure``, ``probabilities``, ``values``, ``rollback`` (of the nodes up to the
    height ``stage`` above their lowest leaf), ``verdict`` or ``plan``.
    """

    show: str
    name: str
    stage: int = 0
    plan: Plan | None = None


def generated(document: Document, solution: Solution | None = None) -> tuple[Step, ...]:
    """The steps that explain a tree and what a rule says of it."""
    document = document.expanded
    steps = [Step("structure", "Structure")]
    kinds = {document.nodes[id_].kind for id_ in document.tree}
    numbered = any(b.payoff or b.policy for b in document.branches.values())
    if Kind.CHANCE in kinds or numbered:
        steps.append(Step("probabilities", "Probabilities"))
    if any(outcome.value is not None for outcome in document.outcomes.values()):
        steps.append(Step("values", "Values"))
    if solution is None:
        return tuple(steps)
    if solution.rule == "eu":
        top = max(heights(document).values(), default=0)
        steps += [Step("rollback", f"Rollback, stage {n}", stage=n) for n in range(1, top + 1)]
    else:
        steps.append(Step("verdict", "Verdict"))
    if len(solution.plans) > 1:
        for number, permitted in enumerate(solution.plans[:PLANS], start=1):
            steps.append(Step("plan", f"Plan {number}", plan=permitted.plan))
    return tuple(steps)


def heights(document: Document) -> Mapping[str, int]:
    """How many branches the longest way down from each node of the tree has."""
    found: dict[str, int] = {}
    for id_ in reversed(document.tree):  # children come before their parents
        below = [found.get(branch.target, 0) for branch in document.children(id_)]
        found[id_] = 1 + max(below) if below else 0
    return found
