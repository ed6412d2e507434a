"""Along a parameter: where a permitted plan is dominated by a plan, or best under no completion.

It is told by what two other rules permit: Dynamic Strong Maximality the maximal plans, E-admissibility those that
are best under some completion.  Both also judge the parts of a plan to which chance never leads; where there are
such parts, the plan itself is asked about, as the verdict does it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from fractions import Fraction
from itertools import chain, pairwise

from solver.analyses.policies import BestPlan
from solver.analyses.rationales import Rationale, accepted
from solver.explain.case import Case
from solver.induction.dominance import Dominance
from solver.induction.table_plans import Ways
from solver.prospect import Prospect
from solver.sensitivity.along.roots import Root
from solver.sensitivity.along.tree_along import document_at
from solver.sensitivity.answers import Answered, Choices
from solver.sensitivity.thresholds import ThresholdPiece, Thresholds, plans_of
from solver.solution import Plan


class Fault(Enum):
    """What speaks against a plan that is permitted."""

    DOMINATED = "dominated"
    NEVER_BEST = "never best"


@dataclass(frozen=True)
class Judged:
    """A stretch of a parameter or a point on which a permitted plan has the same fault, or none."""

    piece: ThresholdPiece
    fault: Fault | None = None


@dataclass
class Judging:
    """What the rules say that judge: where plans are maximal, and where they are best; each where it is asked."""

    found: Thresholds
    maximal: Thresholds | None = None
    best: Thresholds | None = None
    cancelled: Callable[[], bool] | None = None
    _cases: dict[Fraction, Case] = field(default_factory=dict)

    def all_plans(self) -> Mapping[Choices, tuple[Judged, ...]]:
        """Of every plan that is permitted somewhere: the stretches and points where it is, judged."""
        plans = [tuple(plan.items()) for plan in plans_of(self.found)]
        return {plan: tuple(self._along(plan)) for plan in plans}

    def _along(self, plan: Choices) -> Iterator[Judged]:
        for piece in self.found.pieces:
            if piece.answer is None or plan not in (piece.answer.choices or ()):
                continue
            last: Judged | None = None
            for cell in self._cells(piece):
                now = Judged(cell, self._fault(plan, cell))
                if last is None or last.fault is not now.fault:
                    if last is not None:
                        yield last
                    last = now
                else:
                    last = replace(last, piece=_joined(last.piece, cell))
            if last is not None:
                yield last

    def _cells(self, piece: ThresholdPiece) -> Iterator[ThresholdPiece]:
        """The piece in open stretches, and single points where something may change."""
        if piece.is_point:
            yield piece
            return
        others = [other for other in (self.maximal, self.best) if other is not None]
        ends = chain(*((own.low, own.high) for other in others for own in other.pieces))
        cuts: list[Root] = []
        for end in sorted(end for end in ends if piece.low < end and end < piece.high):
            if not cuts or cuts[-1] != end:
                cuts.append(end)
        if piece.with_low:
            yield _point(piece, piece.low)
        for low, high in pairwise((piece.low, *cuts, piece.high)):
            yield replace(piece, low=low, high=high, with_low=False, with_high=False)
            if high is not piece.high and high.is_known:
                yield _point(piece, high)
        if piece.with_high:
            yield _point(piece, piece.high)

    def _fault(self, plan: Choices, cell: ThresholdPiece) -> Fault | None:
        is_best, is_maximal = (
            other is None or _permits(other, plan, cell) for other in (self.best, self.maximal)
        )
        if is_best and is_maximal:
            return None
        fault = Fault.NEVER_BEST if is_maximal else Fault.DOMINATED
        value = cell.sample
        if value is None:
            return fault
        if value not in self._cases:
            self._cases[value] = Case.of(document_at(self.found.document, self.found.parameter, value), self.cancelled)  # fmt: skip
        case = self._cases[value]
        if not _rules_out(case):
            return fault  # there is no part that is judged although chance never leads to it
        return _seen_from_the_root(
            case, Plan(dict(plan), Prospect()), ask_best=self.best is not None
        )


def never_best(case: Case, maximal: Answered, best: Answered) -> bool:
    """Whether some plan that Dynamic Strong Maximality permits is, seen from the root, best under no completion.

    What it permits is given, and what E-admissibility does.  Of too many plans to be decided nothing is said.
    """
    if maximal.plans_total is None or best.plans_total in (None, maximal.plans_total):
        return False  # what is best is maximal: as many plans are the same ones
    if not _rules_out(case):
        return True
    sets, known = case.maximal, list[BestPlan]()
    ways = Ways.of(case.tree, sets)
    return any(
        isinstance(accepted(case.tree, ways.plan_of(row), known, case.cancelled), Rationale)
        for row in ways.roots
        if ways.count(row)
    )


def _rules_out(case: Case) -> bool:
    """Whether some opinion gives some branch probability zero: then parts of plans are judged by themselves."""
    return any(bool((weights == 0).any()) for weights in case.tree.levels.weights)


def _seen_from_the_root(case: Case, plan: Plan, *, ask_best: bool) -> Fault | None:
    if Dominance(case.tree, case.maximal).of_plan(0, plan) is not None:
        return Fault.DOMINATED
    if ask_best and isinstance(accepted(case.tree, plan, [], case.cancelled), Rationale):
        return Fault.NEVER_BEST
    return None


def _point(piece: ThresholdPiece, root: Root) -> ThresholdPiece:
    return replace(piece, low=root, high=root, with_low=False, with_high=False)


def _joined(first: ThresholdPiece, then: ThresholdPiece) -> ThresholdPiece:
    """Two neighbours as one."""
    if then.is_point:
        return replace(first, high=then.low, with_high=True)
    low = first.low
    with_low = first.is_point or first.with_low
    return replace(then, low=low, with_low=with_low)


def _permits(rule: Thresholds, plan: Choices, cell: ThresholdPiece) -> bool:
    """Whether a plan is permitted there; what is not known speaks against no plan."""
    value = cell.sample
    piece = rule.at(cell.low if value is None else value)
    if piece is None or piece.answer is None or piece.answer.choices is None:
        return True
    return plan in piece.answer.choices
