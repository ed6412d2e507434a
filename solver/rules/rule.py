"""What the rules share: the shape of a rule, and how an answer is put together."""

import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, StrEnum, auto
from fractions import Fraction
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from solver.budget import Budget
from solver.errors import NotSolvable
from solver.explain.case import Case
from solver.explain.explanation import Explanation, Part
from solver.findings import Finding
from solver.induction.curved.by_order import require_comparable
from solver.induction.curved.rollback import curved
from solver.induction.dominance import Dominance
from solver.induction.prospect_sets import maximal_sets
from solver.induction.prospect_tables import Mask
from solver.induction.table_plans import Plans, opened
from solver.induction.tree.compiled_tree import Compiled
from solver.induction.tree.settled_choices import Settled
from solver.preferences.relations.first_order import FIRST_ORDER
from solver.preferences.relations.second_order import SECOND_ORDER
from solver.solution import Gaps, PermittedPlan, Plan, PlanList, Solution, Verdict
from solver.translation import mark, tr
from solver.words.names import Names

#: What is said of something that the budget did not suffice to decide.
UNDECIDED: Final = -1

#: By node in level order: 1 yes, 0 no, -1 undecided.
Marks = npt.NDArray[np.int8]


@dataclass(frozen=True)
class Answer:
    """What one rule finds out; `solution` turns it into the value that everybody sees.

    ``permitted`` and ``reachable`` speak of the branch into each node.  ``plans`` are permitted
    for sure; they are all there are iff ``total`` is not None.  ``dominating`` finds a plan that
    is strictly preferred to the one of this rank, and ``dominated`` is how many have one.
    """

    permitted: Marks
    reachable: Marks
    plans: Plans
    total: int | None
    listed: int  # how many of the plans can be listed
    dominating: Callable[[int, Plan], Plan | None] = lambda rank, plan: None
    dominated: int | None = 0
    value: Fraction | None = None
    gaps: Callable[[], Gaps] = dict
    off_plan: Callable[[], frozenset[str]] = frozenset
    clashes: frozenset[str] = field(default_factory=frozenset)
    knows_clashes: bool = True  # whether the budget sufficed to find them all


class Group(StrEnum):
    """What kind of rule one is: lists of rules stand in such groups, in this order."""

    EXPECTED_UTILITY = mark("Expected utility")
    DYNAMIC = mark("Dynamic")
    INTERVALS = mark("Intervals")
    WITHOUT_PROBABILITIES = mark("Without probabilities")


class DependsOn(Enum):
    """What a rule's verdict depends on, and on nothing else: where it may change along a parameter.

    ``PLANS``: how any two plans compare, from a node that both pass, or as what was turned down on the
    way.  ``UNKNOWN`` is honest: what is found about such a rule is never called complete.
    """

    MAXIMAL_SETS = auto()  # which plans are maximal at each node
    ACCEPTABLE_SETS = auto()  # which of these some completion makes best
    UTILITY = auto()  # the expected utilities of plans, under one utility function
    PLANS = auto()
    INTERVALS = (
        auto()
    )  # how what opinions expect of plans compares, also one of one plan with another of another
    FORESEEN = auto()  # how what the stated policy makes of branches compares
    NET_VALUES = auto()  # how net values of ends compare, and which probabilities are zero
    REGRETS = auto()  # how the greatest regrets of plans compare, and which probabilities are zero
    UNKNOWN = auto()


class Rule(ABC):
    """A decision rule, whole: what it says, why, in which words, and what it teaches.

    Everything that names, lists, applies, explains or teaches rules derives from this and from the
    table `solver.rules.RULES`; a rule is one module and one row there.  ``id`` is for scripts,
    ``name`` for people, ``summary`` one sentence; ``explanation`` gives the definition, the source,
    and where the source leaves something open *our reading*.
    """

    id: str
    name: str
    summary: str
    explanation: str
    group: Group = Group.DYNAMIC
    #: What columns are called where the name is too long; the name where it is empty.
    short: str = ""
    #: What texts call the rule where they mean this one: there they lead to its page.
    called: str = ""
    #: How it takes several opinions, where not only what holds under each of them counts; inside a sentence.
    of_opinions: str = ""
    #: Examples on which one sees what is peculiar to the rule, and what to look at.
    examples: tuple[tuple[str, str], ...] = ()
    #: What the value of an answer is called, where it has one.
    value_name: str = mark("expected value")
    #: One number is rolled back from the leaves (see `utility_of`): verdicts come stage by stage.
    rolls_back: bool = False
    #: What was turned down on the way counts, so that a walk tells what it rules out.
    remembers: bool = False
    #: Where thresholds of a parameter are looked for (`solver.sensitivity`).
    depends_on: DependsOn = DependsOn.UNKNOWN
    #: Where no permitted plan leads, the rule starts afresh from a later node.
    starts_afresh: bool = False
    #: The stated policy counts, so that the verdict may be another where only that changes.
    looks_at_policy: bool = False

    #: It has an answer where a scale states a utility curve, since it goes by the curve, or by ends alone.
    goes_by_curves: bool = False

    @property
    def title(self) -> str:
        """The name in the language of whoever reads it."""
        return tr(self.name)

    @property
    def head(self) -> str:
        """What a column is called."""
        return tr(self.short or self.name)

    def require(self, case: Case) -> None:
        """Raise `NotSolvable` where the rule has no answer for a document, and say what is missing.

        Most rules need nothing but that no utility curve is stated, which they would pass over.
        """
        if self.goes_by_curves:
            return
        if self.group is not Group.INTERVALS:  # these go by what net values are expected
            relation = case.tree.relation.id
            if relation == SECOND_ORDER.id:
                case.once(require_comparable)
            if relation in (FIRST_ORDER.id, SECOND_ORDER.id):
                return
        if (stated := case.once(curved)) is not None:
            message = tr(
                "The scale “{scale}” has a utility curve, by which expected utility goes, and {name} compares net values. Choose expected utility, a relation of stochastic dominance, or take the curve away."
            ).format(scale=stated.scale, name=self.name)
            raise NotSolvable([Finding(code="curve.rule", message=message)])

    @abstractmethod
    def answer(self, case: Case, budget: Budget) -> Answer:
        """What the rule permits, as far as the budget goes; asked only if `require` raises nothing."""

    @abstractmethod
    def why_branch(self, case: Case, number: int, place: int) -> Explanation:
        """Why a branch of a choice node (its number, the place of the branch) is permitted, or not."""

    @abstractmethod
    def why_plan(self, case: Case, whole: Part) -> Explanation:
        """Why a plan from the root is permitted, or is not."""

    @abstractmethod
    def reasons(self, names: Names, found: Explanation) -> list[str]:
        """The sentences of an explanation that is decided, after its verdict.

        That a permitted plan is dominated by a plan is said for all rules alike.
        """

    def solve(self, case: Case, budget: Budget, limit: int) -> Solution:
        """The answer as the value that everybody sees; at most ``limit`` plans are listed."""
        self.require(case)
        found = solution(self, case.tree, self.answer(case, budget), limit)
        return found if case.tree.settled is None else with_settled(case, found, budget)


def marks(mask: Mask) -> Marks:
    """What is known of every node."""
    return mask.astype(np.int8)


def names_of(tree: Compiled, mask: Mask) -> frozenset[str]:
    """The ids of some nodes given in level order."""
    return frozenset(tree.ids[i] for i in tree.levels.order[np.flatnonzero(mask)].tolist())


class Verdicts(Mapping[str, Verdict]):
    """The verdict on every branch of a choice node, looked up when it is asked for."""

    def __init__(self, tree: Compiled, permitted: Marks, reachable: Callable[[], Marks]) -> None:
        self._tree = tree
        self._permitted = permitted
        self._find_reachable = reachable

    @cached_property
    def _reachable(self) -> Marks:
        return self._find_reachable()

    def __getitem__(self, branch: str) -> Verdict:
        place = self._tree.choice_branches[branch]
        return Verdict(_word(self._permitted[place]), _word(self._reachable[place]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._tree.choice_branches)

    def __len__(self) -> int:
        return len(self._tree.choice_branches)


class SettledVerdicts(Mapping[str, Verdict]):
    """The same with the choices that conduct settles.

    There a branch is permitted iff conduct takes it, and reachable iff a permitted plan passes it.
    """

    def __init__(self, tree: Compiled, settled: Settled, own: Mapping[str, Verdict]) -> None:
        self._tree = tree
        self._settled = settled
        self._own = own
        self._passed: dict[str, bool | None] = {}

    def __getitem__(self, branch: str) -> Verdict:
        permitted = self._settled.permitted.get(branch)
        if permitted is None:
            return self._own[branch]
        if branch in self._own:
            return Verdict(permitted, self._own[branch].reachable)
        node = self._settled.stated.branches[branch].source
        is_left = branch in self._tree.document.branches
        return Verdict(permitted, permitted and is_left and self._is_passed(node))

    def _is_passed(self, node: str) -> bool | None:
        """Whether a permitted plan passes a node: if it takes the last choice before it."""
        document, on_the_way = self._tree.document, []
        passed: bool | None = True
        while entering := document.incoming(node):
            if node in self._passed:
                passed = self._passed[node]
                break
            on_the_way.append(node)
            if entering[0].id in self._own:
                passed = self._own[entering[0].id].reachable
                break
            node = entering[0].source
        self._passed |= dict.fromkeys(on_the_way, passed)
        return passed

    def __iter__(self) -> Iterator[str]:
        return iter(self._settled.choice_branches)

    def __len__(self) -> int:
        return len(self._settled.choice_branches)


def with_settled(case: Case, found: Solution, budget: Budget) -> Solution:
    """An answer that speaks of the choices that conduct settles, too."""
    tree, settled = case.tree, case.tree.settled
    assert settled is not None
    if settled.nodes.issuperset(tree.ids[:1]):
        # Nothing is the agent's to choose: all plans that there are count, dominated ones as well.
        found = _with_dominance(case, found, budget)
    return replace(
        found,
        branches=SettledVerdicts(tree, settled, found.branches),
        find_off_plan=lambda: found.off_plan - settled.nodes,
        clashes=found.clashes - settled.nodes,
    )


def _with_dominance(case: Case, found: Solution, budget: Budget) -> Solution:
    tree, maximal = case.tree, case.within(maximal_sets, budget)
    dominance = Dominance(tree, maximal)

    def at(rank: int) -> PermittedPlan:
        plan = found.plans[rank].plan
        return PermittedPlan(plan, dominance.of_plan(rank, plan))

    known = found.decided and not opened(maximal).any()
    everything = np.ones(len(tree), dtype=bool)
    total = dominance.among_stepwise(everything, budget) if known else None
    return replace(found, plans=PlanList(len(found.plans), at), dominated_total=total)


def _word(entry: Any) -> bool | None:
    return None if entry == UNDECIDED else bool(entry)


def solution(rule: Rule, tree: Compiled, answer: Answer, limit: int) -> Solution:
    """The value that everybody sees; plans are worked out when they are read."""

    def at(rank: int) -> PermittedPlan:
        plan = answer.plans.plan(rank)
        return PermittedPlan(plan, answer.dominating(rank, plan))

    length = min(answer.listed, limit, sys.maxsize)
    undecided = (answer.permitted == UNDECIDED) | (answer.reachable == UNDECIDED)
    decided = answer.total is not None and answer.total == answer.listed and not undecided.any()
    decided = decided and answer.knows_clashes
    return Solution(
        rule=rule.id,
        branches=Verdicts(tree, answer.permitted, lambda: answer.reachable),
        plans=PlanList(length, at),
        plans_total=answer.total,
        complete=decided and length == answer.listed,
        decided=decided,
        dominated_total=answer.dominated,
        value=answer.value,
        value_name=rule.value_name,
        find_gaps=answer.gaps,
        find_off_plan=answer.off_plan,
        clashes=answer.clashes,
        rolls_back=rule.rolls_back,
    )
