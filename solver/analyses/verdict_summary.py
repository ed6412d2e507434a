"""What a verdict comes to: what is forced, dominated, beaten by a mixture, rationalisable.

Everything is counted exactly and has a witness.  What would take too long is left out, and the
summary says that it was (`Unknown`): nothing is estimated.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from typing import Final

from solver.analyses.criteria.league import all_plans
from solver.analyses.going_together import MOST_AMONG, only_with
from solver.analyses.policies import BestPlan, Improvement, improve
from solver.analyses.policy_faces.faces_of_policies import count_faces
from solver.analyses.policy_faces.undominated_policies import Policies, PolicyRegion
from solver.analyses.rationales import Rationale, is_beaten, rationale
from solver.analyses.risk.certainty import of_plan
from solver.document.changes import conduct_at
from solver.document.elements import Kind
from solver.document.model import Document
from solver.errors import Cancelled, NotSolvable
from solver.explain.case import Case
from solver.explain.explanation import Explanation
from solver.induction.completion_utility import weighed_utility
from solver.induction.curved.by_order import require_sure_mixtures
from solver.induction.single_plan import point_of
from solver.induction.tree.settled_choices import is_settled
from solver.preferences.curves.curve import Enclosure
from solver.preferences.exact_simplex import Vector
from solver.rules import RULES
from solver.rules.eu import EU
from solver.rules.rule import Group
from solver.rules.why import why_plan
from solver.solution import PermittedPlan, Plan, Solution

MOST_PLANS: Final = 100  # are asked whether a mixture beats them
MOST_LOOKED_AT: Final = 1000  # in the search for those that a plan dominates
MOST_SECONDS: Final = 5.0  # for mixtures, and as many for the policy
MOST_COUNTED: Final = 1_000_000  # plans; more are not worth a number
MOST_FACES: Final = 40  # kinds of policies, among which those that none dominates are looked for
MOST_EXCLUDED: Final = 3  # plans that are not permitted; more are not told one by one
LOCAL_RULE: Final = "naive"  # it permits whatever is maximal seen from the node alone


class Unknown(StrEnum):
    """Why something is not said."""

    BUDGET = "budget"  # it would take too long
    NOT_STATED = "not stated"  # there is nothing to say it of
    TIES = "ties"  # a completion that settles choices leaves several things to do
    ROUNDED = "rounded"  # utilities are irrational, and mixtures of plans do not compare for sure


@dataclass(frozen=True)
class Freedom:
    """At which choices the rule leaves something open.

    ``choices`` are the choice nodes with several branches that some permitted plan reaches, in the
    tree's order; ``forced`` those of them at which one branch is permitted, with that branch;
    ``all_at`` those at which every branch is.  ``only_ties``: what is left open is equally good
    everywhere.  ``undecided``: the budget did not suffice for some branch.  ``together``: two branches
    of different choice nodes, neither of them forced, such that whoever takes the first must take the
    second (the first such pair).
    """

    choices: tuple[str, ...]
    forced: tuple[tuple[str, str], ...]
    all_at: tuple[str, ...]
    only_ties: bool
    undecided: bool
    together: tuple[str, str] | None = None

    @property
    def is_all_forced(self) -> bool:
        """Whether no choice is left."""
        return not self.undecided and len(self.forced) == len(self.choices)


@dataclass(frozen=True)
class Dominated:
    """How many permitted plans have an available plan that is strictly preferred; the first one."""

    number: int
    first: PermittedPlan | None


@dataclass(frozen=True)
class Mixtures:
    """Which of the permitted plans some mixture of available plans is strictly preferred to.

    ``plans`` are the first ones listed, ``beaten`` says it of each; ``all_of_them`` tells whether
    the rule permits no others.  ``rationales`` has of each what makes it best, or the mixture; it is
    empty under a relation that is not what completions agree on.
    """

    plans: tuple[Plan, ...]
    beaten: tuple[bool, ...]
    rationales: tuple[Rationale, ...]
    all_of_them: bool

    @property
    def rationalisable(self) -> int | None:
        """How many are optimal under some completion; None where that is no question."""
        return None if not self.rationales else self.beaten.count(False)

    @property
    def from_the_root_only(self) -> int:
        """How many of these are best as seen from the root, but nowhere from every node they pass."""
        return sum(each.mixture is None and not each.everywhere for each in self.rationales)


@dataclass(frozen=True)
class SettledGap:
    """A choice at which options are in a gap and the rule permits only some of the maximal ones."""

    node: str
    permitted: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True)
class Excluded:
    """A plan that the rule does not permit, and why."""

    plan: Plan
    why: Explanation


@dataclass(frozen=True)
class VerdictSummary:
    """What the verdict of one rule on one document comes to.

    ``beaten`` are the ranks of the listed plans that a mixture beats and no plan dominates,
    ``dominated_ranks`` those that a plan dominates, as far as looked at.  ``value`` is the expected
    value, where preferences are complete or a completion decides, or what else the rule goes by.
    ``excluded`` are the plans that are not permitted, where these are at most `MOST_EXCLUDED` and no
    more than the permitted ones.
    """

    document: Document
    solution: Solution
    freedom: Freedom
    dominated: Dominated | None  # None where the number is not known
    mixtures: Mixtures | Unknown
    policy: Improvement | Unknown
    settled: tuple[SettledGap, ...]
    value: Fraction | None = None
    #: What the best plans are worth for sure, enclosed, where the rule goes by a utility curve.
    certain: Enclosure | None = None
    dominated_ranks: frozenset[int] = field(default_factory=frozenset)
    beaten: tuple[int, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    #: Beside a stated policy: which policies no policy dominates, where that is soon found.
    kinds: tuple[PolicyRegion, ...] = ()
    #: Choice nodes at which no policy is stated, though it is at others.
    unstated: tuple[str, ...] = ()


def verdict_summary(
    asked: Document | Case,
    solution: Solution,
    *,
    cancelled: Callable[[], bool] | None = None,
    seconds: float = MOST_SECONDS,
) -> VerdictSummary:
    """What a solution of a document comes to.

    Raises `NotSolvable` where the document is not valid to solve, `Cancelled` when asked to.

    >>> from assets import example_text
    >>> from solver.formats.quandary import loads
    >>> from solver.rules import solve
    >>> document = loads(example_text("shutdown"))
    >>> found = verdict_summary(document, solve(document, "dsm"))
    >>> found.freedom.forced, found.dominated.number, found.beaten, found.mixtures.rationalisable
    ((), 0, (1,), 3)
    """
    case = Case.of(asked, cancelled)
    dominated, ranks = _dominated(solution, cancelled)
    mixtures = _mixtures(case, solution, cancelled, seconds)
    beaten: tuple[int, ...] = ()
    if isinstance(mixtures, Mixtures):
        beaten = tuple(r for r, is_so in enumerate(mixtures.beaten) if is_so and r not in ranks)
    policy = _policy(case, cancelled, seconds)
    is_judged = isinstance(policy, Improvement)
    return VerdictSummary(
        document=case.document,
        solution=solution,
        freedom=_freedom(case.document, solution),
        dominated=dominated,
        mixtures=mixtures,
        policy=policy,
        settled=_settled(case, solution),
        value=_value(case, solution),
        certain=_certain(case, solution),
        dominated_ranks=ranks,
        beaten=beaten,
        excluded=_excluded(case, solution, cancelled),
        kinds=_kinds(case, cancelled, seconds) if is_judged else (),
        unstated=(unstated(case.document) or ()) if is_judged else (),
    )


def _choices(document: Document) -> list[str]:
    """The choice nodes under the root at which the agent has a choice."""
    nodes, below = document.nodes, document.children
    found = [n for n in document.tree if nodes[n].kind is Kind.CHOICE and len(below(n)) > 1]
    if not is_settled(document):
        return found
    return [n for n in found if conduct_at(document, n) is None]


def _freedom(document: Document, solution: Solution) -> Freedom:
    choices, forced, all_at = [], [], []
    undecided = False
    ties = []
    for node in _choices(document):
        branches = [branch.id for branch in document.children(node)]
        verdicts = {id_: solution.branches[id_] for id_ in branches}
        if not any(v.reachable is not False for v in verdicts.values()):
            continue  # no permitted plan leads here
        choices.append(node)
        undecided |= any(v.permitted is None or v.reachable is None for v in verdicts.values())
        permitted = [id_ for id_ in branches if verdicts[id_].permitted]
        if len(permitted) == 1:
            forced.append((node, permitted[0]))
        elif len(permitted) == len(branches):
            all_at.append(node)
        if len(permitted) > 1:
            ties.append(node not in solution.gaps)
    only_ties = bool(ties) and all(ties)
    together = None
    if len(all_at) == len(choices) and not undecided:
        together = _together(solution, choices)
    return Freedom(tuple(choices), tuple(forced), tuple(all_at), only_ties, undecided, together)


def _together(solution: Solution, choices: Sequence[str]) -> tuple[str, str] | None:
    """A branch that is permitted only with one of several that are permitted elsewhere."""
    for node in choices:
        taken = (entry.plan.choices.get(node) for entry in solution.plans[:MOST_AMONG])
        for branch in dict.fromkeys(each for each in taken if each is not None):
            if (other := next(only_with(solution, node, branch, choices), None)) is not None:
                return branch, other
    return None


def _dominated(
    solution: Solution, cancelled: Callable[[], bool] | None
) -> tuple[Dominated | None, frozenset[int]]:
    """How many a plan dominates, and which of those that are looked at."""
    number = solution.dominated_total
    if number == 0:
        return Dominated(0, None), frozenset()
    ranks: list[int] = []
    for rank in range(min(MOST_LOOKED_AT, len(solution.plans))):
        if cancelled is not None and cancelled():
            raise Cancelled
        if solution.plans[rank].dominated_by is not None:
            ranks.append(rank)
            if rank >= MOST_PLANS:
                break
    if number is None:
        return None, frozenset(ranks)
    return Dominated(number, solution.plans[ranks[0]] if ranks else None), frozenset(ranks)


def _until(cancelled: Callable[[], bool] | None, seconds: float) -> Callable[[], bool]:
    """Whether to stop: somebody says so, or the time is up."""
    end = time.monotonic() + seconds
    return lambda: (cancelled is not None and cancelled()) or time.monotonic() > end


def _mixtures(
    case: Case, solution: Solution, cancelled: Callable[[], bool] | None, seconds: float
) -> Mixtures | Unknown:
    if _is_rounded(case):
        return Unknown.ROUNDED
    stop = _until(cancelled, seconds)
    plans: list[Plan] = []
    beaten: list[bool] = []
    rationales: list[Rationale] = []
    points: dict[Vector, Rationale] = {}  # of those that are beaten
    known: list[BestPlan] = []
    for rank in range(min(MOST_PLANS, len(solution.plans))):
        plan = solution.plans[rank].plan
        try:
            if case.tree.relation.has_completions:
                point = point_of(case.tree, plan)
                same = points.get(point)
                found = (
                    replace(same, plan=plan) if same else rationale(case.tree, plan, known, stop)
                )
                if found.mixture is not None:
                    points[point] = found
                rationales.append(found)
                beaten.append(found.mixture is not None)
            else:
                beaten.append(is_beaten(case.tree, plan, known, stop))
        except Cancelled:
            if cancelled is not None and cancelled():
                raise
            break
        plans.append(plan)
    if not plans:
        return Unknown.BUDGET
    whole = len(plans) == solution.plans_total
    return Mixtures(tuple(plans), tuple(beaten), tuple(rationales), whole)


def unstated(document: Document) -> tuple[str, ...] | None:
    """The choice nodes at which no policy is stated: their branches count alike; None if all are so."""
    choices = _choices(document)
    found = tuple(n for n in choices if all(b.policy is None for b in document.children(n)))
    return None if len(found) == len(choices) else found


def _kinds(
    case: Case, cancelled: Callable[[], bool] | None, seconds: float
) -> tuple[PolicyRegion, ...]:
    """Which policies no policy dominates; nothing where that would take long."""
    if count_faces(case.tree) > MOST_FACES:
        return ()
    try:
        return Policies.of(case).regions(cancelled=_until(cancelled, seconds)) or ()
    except (
        NotSolvable
    ):  # ties of a completion that settles choices, or opinions that differ about it
        return ()
    except Cancelled:
        if cancelled is not None and cancelled():
            raise
        return ()


def _policy(
    case: Case, cancelled: Callable[[], bool] | None, seconds: float
) -> Improvement | Unknown:
    if unstated(case.document) is None:
        return Unknown.NOT_STATED
    if _is_rounded(case):
        return Unknown.ROUNDED
    try:
        return improve(case, _until(cancelled, seconds))
    except NotSolvable:  # a completion that settles choices leaves a tie
        return Unknown.TIES
    except Cancelled:
        if cancelled is not None and cancelled():
            raise
        return Unknown.BUDGET


def _is_rounded(case: Case) -> bool:
    try:
        case.once(require_sure_mixtures)
    except NotSolvable:
        return True
    return False


def _settled(case: Case, solution: Solution) -> tuple[SettledGap, ...]:
    """Where the rule permits fewer branches than are maximal seen from the node alone."""
    if not solution.gaps or solution.rule == LOCAL_RULE:
        return ()
    document = case.document
    alone = RULES[LOCAL_RULE].solve(case, case.budget(), 1).branches
    found = []
    for node in _choices(document):
        if node not in solution.gaps or node in solution.off_plan:
            continue
        branches = [branch.id for branch in document.children(node)]
        permitted = tuple(id_ for id_ in branches if solution.branches[id_].permitted)
        removed = tuple(
            id_
            for id_ in branches
            if alone[id_].permitted and solution.branches[id_].permitted is False
        )
        if permitted and removed:
            found.append(SettledGap(node, permitted, removed))
    return tuple(found)


def _excluded(
    case: Case, solution: Solution, cancelled: Callable[[], bool] | None
) -> tuple[Excluded, ...]:
    """The plans that are not permitted, where they are few: then they are what the rule says."""
    there, total = plans_in(case.document), solution.plans_total
    if there is None or there > MOST_AMONG or total is None or len(solution.plans) != total:
        return ()
    if not 0 < there - total <= min(MOST_EXCLUDED, total):
        return ()
    permitted = [entry.plan.choices for entry in solution.plans]
    return tuple(
        Excluded(plan, why_plan(case, solution.rule, plan.choices, cancelled))
        for plan in all_plans(case.tree)
        if plan.choices not in permitted
    )


def _certain(case: Case, solution: Solution) -> Enclosure | None:
    """The certainty equivalent of the best plans."""
    if not solution.rolls_back or not solution.plans:
        return None
    found = of_plan(case, solution.plans[0].plan)
    return None if found is None else found.equivalent


def _value(case: Case, solution: Solution) -> Fraction | None:
    """The value of the best plans: the expected one where the value itself is the utility."""
    if solution.value is not None:
        return solution.value
    if RULES[solution.rule].group is Group.WITHOUT_PROBABILITIES:
        return None  # its plans need not expect most
    if case.document.completion is not None:
        return None  # expected utility would go by it, which other rules do not
    if not case.tree.preference.features.are_of_criteria:
        return None  # not complete: what expects most is one answer of many
    try:
        case.once(weighed_utility)
    except NotSolvable:
        return None
    return RULES[EU.id].solve(case, case.budget(), 1).value


def plans_in(document: Document) -> int | None:
    """How many plans there are from the root: one branch at each choice node that is reached.

    None where they are more than a person would want to read (`MOST_COUNTED`), or where conduct
    settles choices, so that only some of them can come about.
    """
    document = document.expanded
    if is_settled(document):
        return None
    count: dict[str, int] = {}
    for node in reversed(document.tree):  # children before their parents
        below = [count.get(branch.target, 1) for branch in document.children(node)]
        if not below:
            count[node] = 1
        elif document.nodes[node].kind is Kind.CHOICE:
            count[node] = sum(below)
        else:
            total = 1
            for many in below:
                total = min(total * many, MOST_COUNTED + 1)
            count[node] = total
    root = count.get(document.root_id or "", 0)
    return root if root <= MOST_COUNTED else None
