"""What several rules explain alike: what beats a plan, what else is admitted, which step fails."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from solver.explain.case import Case
from solver.explain.explanation import Clause, Explanation, Part, Witness
from solver.explain.lottery_contrast import contrast
from solver.induction.prospect_sets import Sets

MOST: Final = 256  # plans that are gone through one by one
SHOWN: Final = 6  # witnesses that are given


def against(
    case: Case, number: int, parts: Sequence[Part]
) -> tuple[tuple[Witness, ...], Sequence[Part]]:
    """For plans from a node that are not maximal there: what is strictly preferred to each.

    As few plans as possible serve for all of them.  Those to which none was found are left.
    """
    witnesses: list[Witness] = []
    rows = case.rows(case.maximal, number)
    points = [case.point(case.maximal, number, row) for row in rows]
    prefers = case.tree.order.prefers
    beaten = [[prefers(point, part.point) for part in parts] for point in points]
    open_ = set(range(len(parts)))
    while open_ and len(witnesses) < SHOWN:
        best = max(range(len(rows)), key=lambda i: sum(beaten[i][k] for k in open_), default=None)
        if best is None or not any(beaten[best][k] for k in open_):
            break
        covered = {k for k in open_ if beaten[best][k]}
        other = case.part_of(case.maximal, number, rows[best])
        part = parts[min(covered)]
        witnesses.append(Witness(part, other, contrast(case, other, part)))
        open_ -= covered
    return tuple(witnesses), [parts[k] for k in sorted(open_)]


def dominated_by(case: Case, sets: Sets, whole: Part) -> Witness | None:
    """A plan from the root that is strictly preferred to this one, among these; None if none is."""
    row = case.better(sets, 0, whole)
    if row is None:
        return None
    other = case.part_of(sets, 0, row)
    return Witness(whole, other, contrast(case, other, whole))


def first_failing_step(
    case: Case, whole: Part, ask: Callable[[int, int], Explanation]
) -> Explanation | None:
    """Why a plan is not permitted by a rule that judges each step by itself; None if it is.

    ``ask`` explains a branch, given its node and its place there.  The first step that is not
    permitted tells; else the last one that is not decided.
    """
    choices = case.numbered(whole.choices)
    undecided: Explanation | None = None
    for number in case.reached(0, choices):
        if not case.tree.chooses(number):
            continue
        found = ask(number, choices[number])
        if found.permitted is None:
            undecided = replace(found, branch=None, plan=whole)
        elif not found.permitted:
            return replace(found, branch=None, step=found.branch, plan=whole)
    return undecided


def why_followed(
    rule: str, clause: Clause, case: Case, whole: Part, ask: Callable[[int, int], Explanation]
) -> Explanation:
    """Why a plan is permitted, or is not, by a rule that judges each step by itself.

    ``clause`` says why it is where all its steps are; ``ask`` as in `first_failing_step`.
    """
    return first_failing_step(case, whole, ask) or Explanation(
        rule,
        True,
        clause,
        whole.node,
        plan=whole,
        start=whole.node,
        seen_from=whole.node,
        dominated_by=dominated_by(case, case.maximal, whole),
    )
