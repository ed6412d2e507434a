"""Sets of prospects at every node of a tree, with every way in which each of them arises.

This is normal-form backward induction (Huntley and Troffaes 2012) without the plans: a set of
feature vectors at each node, a union at choice nodes, all combinations at chance nodes (one
branch after the other), and after each step only what a rule admits.  Which plans stand behind a
vector is kept as *ways*, so that plans can be counted without listing them and the r-th plan can
be read off directly.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from solver.budget import Budget
from solver.compiled import Compiled
from solver.document import Kind
from solver.linear import Vector
from solver.solution import Plan

#: What survives of a set of vectors, in their order.
Admit = Callable[[Sequence[Vector]], Sequence[Vector]]
#: One step at a chance node: each sum so far → its (sum before, vector of this branch).
Stage = Mapping[Vector, Sequence[tuple[Vector, Vector]]]


def scaled(vector: Vector, by: Fraction) -> Vector:
    return tuple(entry * by for entry in vector)


def added(a: Vector, b: Vector) -> Vector:
    return tuple(x + y for x, y in zip(a, b, strict=True))


@dataclass
class Ways:
    """For every node the vectors that its plans may have, and how each of them comes about.

    ``vectors[n]`` are the keys at node n.  At a choice node ``options[n][v]`` are the places of
    the branches that lead to v; at a chance node ``stages[n]`` has one step per branch, the last
    of which ends in ``vectors[n]``.
    """

    tree: Compiled
    vectors: list[Sequence[Vector]]
    options: dict[int, Mapping[Vector, Sequence[int]]]
    stages: dict[int, list[Stage]]

    # ------------------------------------------------------------------ counting

    @cached_property
    def _counts(self) -> list[Mapping[Vector, int]]:
        counts: list[Mapping[Vector, int]] = [{} for _ in self.vectors]
        for node in self.tree.bottom_up:
            children = self.tree.children[node]
            if self.tree.kinds[node] is Kind.OUTCOME:
                counts[node] = dict.fromkeys(self.vectors[node], 1)
            elif self.tree.kinds[node] is Kind.CHOICE:
                counts[node] = {
                    vector: sum(counts[children[k]][vector] for k in branches)
                    for vector, branches in self.options[node].items()
                }
            else:
                counts[node] = self._stage_counts(node, counts)[-1]
        return counts

    def _stage_counts(
        self, node: int, counts: Sequence[Mapping[Vector, int]]
    ) -> list[Mapping[Vector, int]]:
        so_far: list[Mapping[Vector, int]] = []
        for stage, child in zip(self.stages[node], self.tree.children[node], strict=True):
            before = so_far[-1] if so_far else None
            so_far.append(
                {
                    vector: sum(
                        (before[first] if before is not None else 1) * counts[child][second]
                        for first, second in pairs
                    )
                    for vector, pairs in stage.items()
                }
            )
        return so_far

    @property
    def total(self) -> int:
        """The exact number of plans from the root."""
        return sum(self._counts[0].values())

    # ------------------------------------------------------------------- listing

    def plan(self, rank: int) -> Plan:
        """The plan of this rank (0 is first) from the root."""
        for vector in self.vectors[0]:
            if rank < self._counts[0][vector]:
                return self.plan_for(vector, rank)
            rank -= self._counts[0][vector]
        raise IndexError("there are not as many plans")

    def plan_for(self, vector: Vector, rank: int = 0) -> Plan:
        """The plan of this rank among those from the root that have this vector."""
        choices: dict[int, int] = {}
        stack = [(0, vector, rank)]
        while stack:
            node, key, rank = stack.pop()
            if self.tree.kinds[node] is Kind.CHOICE:
                for k in self.options[node][key]:
                    child = self.tree.children[node][k]
                    count = self._counts[child][key]
                    if rank < count:
                        choices[node] = k
                        stack.append((child, key, rank))
                        break
                    rank -= count
            elif self.tree.kinds[node] is Kind.CHANCE:
                stack.extend(self._split(node, key, rank))
        return plan_of(self.tree, choices)

    def _split(self, node: int, vector: Vector, rank: int) -> list[tuple[int, Vector, int]]:
        """What the plan of this rank does at each child of a chance node."""
        counts = self._stage_counts(node, self._counts)
        parts: list[tuple[int, Vector, int]] = []
        for place in range(len(counts) - 1, -1, -1):
            child = self.tree.children[node][place]
            for first, second in self.stages[node][place][vector]:
                below = self._counts[child][second]
                before = counts[place - 1][first] if place else 1
                if rank < before * below:
                    rank, rank_below = divmod(rank, below)
                    parts.append((child, second, rank_below))
                    vector = first
                    break
                rank -= before * below
        return parts

    # ----------------------------------------------------------------- descending

    def targets_below(
        self, node: int, targets: Iterable[Vector]
    ) -> Iterator[tuple[int, set[Vector]]]:
        """For each child the vectors that its part has in plans which end in ``targets``."""
        children = self.tree.children[node]
        if self.tree.kinds[node] is Kind.CHOICE:
            wanted: list[set[Vector]] = [set() for _ in children]
            for vector in targets:
                for k in self.options[node][vector]:
                    wanted[k].add(vector)
            yield from zip(children, wanted, strict=True)
        elif self.tree.kinds[node] is Kind.CHANCE:
            now = set(targets)
            for stage, child in zip(reversed(self.stages[node]), reversed(children), strict=True):
                pairs = [pair for vector in now for pair in stage[vector]]
                yield child, {second for _, second in pairs}
                now = {first for first, _ in pairs}

    def vectors_through(self, node: int, child: int, parts: set[Vector]) -> set[Vector]:
        """The vectors of a node whose plans may have one of these parts at this child."""
        if self.tree.kinds[node] is Kind.CHOICE:
            place = self.tree.children[node].index(child)
            options = self.options[node]
            return {v for v in parts if place in options.get(v, ())}
        through: set[Vector] | None = None  # until the child's turn every sum so far will do
        for stage, other in zip(self.stages[node], self.tree.children[node], strict=True):
            if other == child:
                through = {v for v, pairs in stage.items() if any(p in parts for _, p in pairs)}
            elif through is not None:
                before = through
                through = {v for v, pairs in stage.items() if any(b in before for b, _ in pairs)}
        return through or set()

    @cached_property
    def taken(self) -> set[str]:
        """The branches that some plan from the root takes."""
        result: set[str] = set()
        targets: dict[int, set[Vector]] = {0: set(self.vectors[0])}
        for node in range(len(self.tree)):
            if not targets.get(node):
                continue
            for place, (child, wanted) in enumerate(self.targets_below(node, targets.pop(node))):
                targets[child] = wanted
                if wanted and self.tree.kinds[node] is Kind.CHOICE:
                    result.add(self.tree.branches[node][place])
        return result


def plan_of(tree: Compiled, choices: Mapping[int, int]) -> Plan:
    """The plan that takes the branch of this place at each of these choice nodes."""
    lottery: dict[str, Fraction] = {}
    stack = [(0, Fraction(1))]
    while stack:
        node, chance = stack.pop()
        outcome = tree.outcomes[node]
        if outcome is not None:
            lottery[outcome] = lottery.get(outcome, Fraction(0)) + chance
        elif tree.kinds[node] is Kind.CHOICE:
            stack.append((tree.children[node][choices[node]], chance))
        else:
            pairs = zip(tree.children[node], tree.shares[node], strict=True)
            stack.extend((child, chance * share) for child, share in pairs if share)
    return Plan(
        choices={tree.ids[node]: tree.branches[node][choices[node]] for node in sorted(choices)},
        lottery={id_: lottery[id_] for id_ in tree.used_outcomes if lottery.get(id_)},
    )


def vector_of(tree: Compiled, plan: Plan) -> Vector:
    """The features of a plan's prospect, seen from the root."""
    total = (Fraction(0),) * len(tree.preference.features.names)
    stack = [(0, Fraction(1))]
    while stack:
        node, chance = stack.pop()
        if tree.kinds[node] is Kind.OUTCOME:
            total = added(total, scaled(tree.leaf_vector(node), chance))
        elif tree.kinds[node] is Kind.CHOICE:
            place = tree.branches[node].index(plan.choices[tree.ids[node]])
            stack.append((tree.children[node][place], chance))
        else:
            pairs = zip(tree.children[node], tree.shares[node], strict=True)
            stack.extend((child, chance * share) for child, share in pairs if share)
    return total


# ---------------------------------------------------------------------------- induction


def induce(tree: Compiled, admit: Admit, budget: Budget) -> Ways:
    """Backward induction on sets: at every node what ``admit`` leaves of what is available.

    ``admit`` must be one by which parts of admitted plans are admitted (as with maximality and
    E-admissibility, whose preferences obey independence); then pruning as early as this loses
    nothing.
    """
    ways = Ways(tree, [()] * len(tree), {}, {})
    for node in tree.bottom_up:
        if tree.kinds[node] is Kind.OUTCOME:
            ways.vectors[node] = (tree.leaf_vector(node),)
        elif tree.kinds[node] is Kind.CHOICE:
            options = union(ways, node)
            budget.spend(len(options))
            ways.options[node] = {vector: options[vector] for vector in admit(list(options))}
            ways.vectors[node] = tuple(ways.options[node])
        else:
            combine(ways, node, admit, budget)
    return ways


def union(ways: Ways, node: int) -> dict[Vector, list[int]]:
    """What the branches of a choice node offer: each vector with the places that lead to it."""
    options: dict[Vector, list[int]] = {}
    for place, child in enumerate(ways.tree.children[node]):
        for vector in ways.vectors[child]:
            options.setdefault(vector, []).append(place)
    return options


def combine(ways: Ways, node: int, admit: Admit | None, budget: Budget) -> None:
    """All combinations of what the children of a chance node offer, one child after the other."""
    zero = (Fraction(0),) * len(ways.tree.preference.features.names)
    stages: list[Stage] = []
    sums: Sequence[Vector] = (zero,)
    pairs = zip(ways.tree.children[node], ways.tree.shares[node], strict=True)
    for child, share in pairs:
        stage: dict[Vector, list[tuple[Vector, Vector]]] = {}
        parts = [(scaled(vector, share), vector) for vector in ways.vectors[child]]
        budget.spend(len(sums) * len(parts))
        for before in sums:
            for part, vector in parts:
                stage.setdefault(added(before, part), []).append((before, vector))
        if admit is not None:
            stage = {vector: stage[vector] for vector in admit(list(stage))}
        stages.append(stage)
        sums = tuple(stage)
    ways.stages[node] = stages
    ways.vectors[node] = sums


def stepwise(tree: Compiled, permitted: Mapping[int, Sequence[int]]) -> Ways:
    """The ways of plans that combine stepwise permitted branches at will.

    Which prospects they have does not matter, so that every set holds one and the same key.
    """
    key: Vector = ()
    ways = Ways(tree, [(key,)] * len(tree), {}, {})
    for node, kind in enumerate(tree.kinds):
        if kind is Kind.CHOICE:
            ways.options[node] = {key: permitted[node]}
        elif kind is Kind.CHANCE:
            ways.stages[node] = [{key: [(key, key)]}] * len(tree.children[node])
    return ways
