"""The money pump behind a permitted plan that is dominated, as a sequence of steps.

The steps are the plan's own: where it parts from the plan that is strictly preferred to it, what
the rule permits at each node on the way, what chance may do, and where it ends.  Ways on which the
two plans do the same, and ways of probability zero, are left out: they make no difference.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from solver.document.elements import Kind
from solver.induction.single_plan import places_of
from solver.induction.tree.compiled_tree import Compiled
from solver.prospect import End
from solver.solution import PermittedPlan, Plan, Solution


class Ending(Enum):
    """How the plan's ends compare with those of the better plan, whatever chance does.

    The same chance node takes the same branch under both plans; chance nodes that only one of them
    reaches may take any branch.
    """

    ALWAYS_WORSE = "always worse"  # every end is strictly dispreferred to every end it could be
    NEVER_BETTER = "never better"  # no end is better, some are worse, some may be as good
    AS_LOTTERIES = "as lotteries"  # only the lotteries compare: some ends are better or in a gap


class Turn(Enum):
    """Which of the two plans goes on choosing after they have parted *(our reading)*."""

    TRADED_AWAY = "traded away"  # only the dominated one: it could have kept the better
    PASSED_UP = "passed up"  # only the better one: it had to be gone on to
    BOTH = "both"


@dataclass(frozen=True)
class PumpStep:
    """One node that the plan passes.

    ``way`` are the branches from the root to the node, ``branch`` the one that the plan takes at a
    choice node, ``instead`` the one that the better plan takes where they part.  ``permitted`` are
    the branches that the rule permits there, ``chances`` what chance may do, and how likely it is at least and at most.
    """

    node: str
    kind: Kind
    way: tuple[str, ...]
    branch: str | None = None
    instead: str | None = None
    permitted: tuple[str, ...] = ()
    chances: Mapping[str, tuple[Fraction, Fraction]] | None = None
    end: End | None = None


@dataclass(frozen=True)
class Pump:
    """A dominated plan that a rule permits, step by step, and what was to be had instead.

    ``taken`` are the branches that the steps go along, ``better_way`` those of the better plan
    from where it parts.
    """

    rule: str
    plan: Plan
    better: Plan
    steps: tuple[PumpStep, ...]
    ending: Ending
    turn: Turn
    taken: frozenset[str]
    better_way: frozenset[str]


def pump(tree: Compiled, solution: Solution, permitted: PermittedPlan) -> Pump:
    """The steps of a permitted plan that is dominated; raises `ValueError` where it is not."""
    if permitted.dominated_by is None:
        raise ValueError("the plan is not dominated")
    plan, better = permitted.plan, permitted.dominated_by
    both = _Both(tree, places_of(tree, plan), places_of(tree, better))
    partings = both.partings()
    return Pump(
        rule=solution.rule,
        plan=plan,
        better=better,
        steps=tuple(both.steps(partings, solution)),
        ending=both.ending(partings),
        turn=both.turn(partings),
        taken=frozenset(both.branches(partings, both.worse)),
        better_way=frozenset(
            branch for node in partings for branch in both.branches_below(node, both.better)
        ),
    )


Places = Mapping[int, int]  # choice node → place of the branch that is taken


class _Both:
    """Two plans of one tree, by numbers of nodes in preorder."""

    def __init__(self, tree: Compiled, worse: Places, better: Places) -> None:
        self.tree, self.worse, self.better = tree, worse, better

    def _next(self, node: int, plan: Places) -> list[int]:
        """The places of the branches that a plan may go along from a node."""
        if self.tree.kinds[node] is Kind.CHOICE:
            return [plan[node]]
        return [i for i, (_, most) in enumerate(self.tree.chance_ranges(node)) if most]

    def _below(self, node: int, plan: Places) -> list[int]:
        """The nodes that a plan may reach from a node, in preorder."""
        found, stack = [], [node]
        while stack:
            here = stack.pop()
            found.append(here)
            stack += [self.tree.children[here][i] for i in reversed(self._next(here, plan))]
        return found

    def _common(self) -> list[int]:
        """The nodes that both plans may reach and at whose parents they do the same."""
        found, stack = [], [0]
        while stack:
            here = stack.pop()
            found.append(here)
            own = self._next(here, self.worse)
            if own == self._next(here, self.better):
                stack += [self.tree.children[here][i] for i in reversed(own)]
        return found

    def partings(self) -> list[int]:
        """The choice nodes at which the plans part."""
        return [
            node
            for node in self._common()
            if self.tree.kinds[node] is Kind.CHOICE and self.worse[node] != self.better[node]
        ]

    def way(self, node: int) -> list[int]:
        """The nodes from the root to this one."""
        way = [node]
        while self.tree.parents[way[0]] >= 0:
            way.insert(0, self.tree.parents[way[0]])
        return way

    def _entering(self, node: int) -> str:
        parent = self.tree.parents[node]
        return self.tree.branches[parent][self.tree.children[parent].index(node)]

    def branches_below(self, node: int, plan: Places) -> Iterator[str]:
        """The branches that a plan may go along from a node."""
        return (self._entering(i) for i in self._below(node, plan) if i != node)

    def branches(self, partings: list[int], plan: Places) -> Iterator[str]:
        """The same from the root, on the ways that lead to where the plans part."""
        for node in partings:
            yield from (self._entering(i) for i in self.way(node)[1:])
            yield from self.branches_below(node, plan)

    # --------------------------------------------------------------------------- steps

    def steps(self, partings: list[int], solution: Solution) -> Iterator[PumpStep]:
        """What happens, in preorder."""
        passed = {i for node in partings for i in self.way(node)}
        passed.update(i for node in partings for i in self._below(node, self.worse))
        parting = set(partings)
        for node in sorted(passed):
            yield self._step(node, node in parting, solution)

    def _step(self, node: int, parts: bool, solution: Solution) -> PumpStep:
        tree = self.tree
        kind, branches = tree.kinds[node], tree.branches[node]
        way = tuple(self._entering(i) for i in self.way(node)[1:])
        if kind is Kind.CHANCE:
            ranges = zip(branches, tree.chance_ranges(node), strict=True)
            chances = {branch: chance for branch, chance in ranges if chance[1]}
            return PumpStep(tree.ids[node], kind, way, chances=chances)
        if kind is Kind.OUTCOME:
            return PumpStep(tree.ids[node], kind, way, end=tree.end(node))
        return PumpStep(
            tree.ids[node],
            kind,
            way,
            branch=branches[self.worse[node]],
            instead=branches[self.better[node]] if parts else None,
            permitted=tuple(b for b in branches if solution.branches[b].permitted),
        )

    # ---------------------------------------------------------------------- comparing

    def ending(self, partings: list[int]) -> Ending:
        """How the ends compare, whatever chance does."""
        tree, order = self.tree, self.tree.order
        shared = any(not tree.children[node] for node in self._common())
        strict = not shared
        for node in partings:
            for own in self._ends(node, self.worse):
                for other in self._ends(node, self.better):
                    p, q = order.points[own], order.points[other]
                    if order.prefers(q, p):
                        continue
                    if order.prefers(p, q) or order.is_gap(p, q):
                        return Ending.AS_LOTTERIES
                    strict = False
        return Ending.ALWAYS_WORSE if strict else Ending.NEVER_BETTER

    def _ends(self, node: int, plan: Places) -> set[int]:
        """The kinds of the leaves that a plan may reach from a node."""
        tree = self.tree
        return {int(tree.leaf_kinds[i]) for i in self._below(node, plan) if not tree.children[i]}

    def turn(self, partings: list[int]) -> Turn:
        """Which of the plans has more to choose below every node at which they part."""
        further = {
            (self._goes_on(node, self.worse), self._goes_on(node, self.better)) for node in partings
        }
        if further == {(True, False)}:
            return Turn.TRADED_AWAY
        return Turn.PASSED_UP if further == {(False, True)} else Turn.BOTH

    def _goes_on(self, node: int, plan: Places) -> bool:
        return any(self.tree.kinds[i] is Kind.CHOICE for i in self._below(node, plan) if i != node)
