"""What rules share that permit branches node by node: plans are whatever such steps add up to."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import product
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from solver.budget import Budget
from solver.explain.case import Case
from solver.explain.explanation import Clause, Explanation, Part, Witness
from solver.explain.lottery_contrast import contrast
from solver.explain.witnesses import SHOWN
from solver.induction.dominance import Dominance
from solver.induction.prospect_sets import maximal_sets
from solver.induction.stepwise_plans import Stepwise, reached
from solver.induction.table_plans import gaps, opened
from solver.rules.rule import UNDECIDED, Answer

Offer = TypeVar("Offer")


def stepwise_answer(
    case: Case, permitted: npt.NDArray[np.int8], budget: Budget, *, is_open: bool = False
) -> Answer:
    """The answer of a rule that permits these branches (1, 0, or `UNDECIDED`), each where it leaves its node.

    ``is_open``: the budget has cut short what the rule goes by, so that dominated plans are not counted.
    """
    tree, maximal = case.tree, case.within(maximal_sets, budget)
    surely, possibly = permitted == 1, permitted != 0
    reachable = np.where(reached(tree, possibly), UNDECIDED, 0).astype(np.int8)
    reachable[reached(tree, surely)] = 1
    plans = Stepwise(tree, surely)
    dominance = Dominance(tree, maximal)
    unknown = is_open or bool(opened(maximal).any())
    return Answer(
        permitted=permitted,
        reachable=reachable,
        plans=plans,
        total=plans.total if (reachable != UNDECIDED).all() else None,
        listed=plans.total,
        dominating=dominance.of_plan,
        dominated=None if unknown else dominance.among_stepwise(possibly, budget),
        gaps=lambda: gaps(tree, maximal),
    )


def all_against_all(
    case: Case,
    said: Explanation,
    place: int,
    offers: Sequence[Sequence[Offer]],
    *,
    prefers: Callable[[Offer, Offer], bool],
    part: Callable[[int, Offer], Part],
    left: Clause,
    dropped: Clause,
) -> Explanation:
    """Whether all that some other branch offers is strictly preferred to all that this one offers.

    If so the branch is ``dropped``, with one pair; if not it is ``left``, with a pair that shows it for
    each other branch.  ``part`` makes an explanation's part of a branch and one of its offers.
    """

    def witness(own: Offer, rival: int, other: Offer) -> Witness:
        here, there = part(place, own), part(rival, other)
        return Witness(here, there, contrast(case, there, here))

    spared: list[tuple[Offer, int, Offer]] = []
    for rival, offered in enumerate(offers):
        if rival == place:
            continue
        pairs = product(offered, offers[place])
        kept = next(((own, rival, other) for other, own in pairs if not prefers(other, own)), None)
        if kept is None:
            return replace(
                said,
                permitted=False,
                clause=dropped,
                witnesses=(witness(offers[place][0], rival, offered[0]),),
                every=len(offered) == len(offers[place]) == 1,
            )
        spared.append(kept)
    witnesses = [witness(*kept) for kept in spared[:SHOWN]]
    return replace(
        said,
        permitted=True,
        clause=left,
        witnesses=tuple(witnesses or [Witness(part(place, offers[place][0]))]),
        every=len(spared) <= SHOWN,
    )
