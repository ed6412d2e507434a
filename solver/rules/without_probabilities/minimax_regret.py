"""Minimax regret (Savage 1951): take the plan whose greatest possible regret is least.

A **state of the world** is one branch for every event: chance nodes with one label and the same
branch labels.  In a state a plan comes to just one end, and its regret there is by how much the
best end that another plan comes to in that state is better.  States are not listed: the ends that
some plan comes to in a state in which this one comes to a given end are those that lie on no other
branch of an event, so that ends are compared with ends.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final

from solver.budget import Budget
from solver.document.elements import Kind
from solver.document.events import events_of
from solver.errors import NotSolvable
from solver.explain.case import Case
from solver.explain.explanation import Clause, Explanation, Part, Witness
from solver.findings import Finding
from solver.induction.end_scores import NetValues, Rolled, Scores, net_values, roll, stops
from solver.induction.tree.compiled_tree import Compiled
from solver.rules.rule import DependsOn
from solver.rules.without_probabilities.by_ends_of_plans import ByEnds, Ends
from solver.translation import mark, tr
from solver.words.explanation_words import listed
from solver.words.names import Names, quoted

TAKES: Final = Clause(
    "least regret", "Minimax regret: take a plan whose greatest regret is the least (Savage 1951)."
)
LEAVES: Final = Clause(
    "more regret",
    "Minimax regret: reject a plan whose greatest regret is more than another’s (Savage 1951).",
)


class MinimaxRegret(ByEnds):
    """Minimise the greatest regret."""

    id = "minimax-regret"
    depends_on = DependsOn.REGRETS
    name = "Minimax regret"
    short = "Regret"
    called = "Minimax regret"
    summary = mark("Take the plan whose greatest regret, over the states of the world, is least.")
    explanation = (
        "A state of the world is one branch for every event; chance nodes with one label and the "
        "same branch labels are one event. In a state each plan comes to one end. Its regret there "
        "is by how much the best net value that an available plan comes to in that state is better. "
        "The permitted plans are those from the root whose greatest regret is the least. "
        "Probabilities play no other part than that ends must have a positive one, and the outcomes "
        "of the tree must stand on one scale with one criterion.\n\n"
        "At each choice node a branch is permitted if it belongs to such a plan that comes there. "
        "Where no such plan comes, plans count from the earliest later node on the way that leaves "
        "any, and the agent is said to be off its plan; what is available is then what is so from "
        "that node. Which plan is best depends on what else is available, so that at a node alone "
        "the rule might well choose otherwise: such nodes are named. It is not restricted to plans "
        "to which no other is strictly preferred, and may permit dominated ones.\n\n"
        "Source: Savage, The theory of statistical decision (1951); Luce and Raiffa, Games and "
        "decisions (1957), chapter 13.\n\n"
        "Our reading: that trees are solved by whole plans; that a chance node without a label is an "
        "event of its own; that a plan regrets nothing in states in which it would have probability "
        "zero, and no plan is regretted in states in which that one would; that parts of a plan at "
        "nodes of probability zero are judged from there; and that nodes are named at which the rule, "
        "asked there alone, would not permit a branch that it permits. An event that comes twice on one path has no "
        "one branch, and is refused."
    )
    examples = (
        (
            "oil",
            "Drill at once: there is at most 70000 to regret, if there is no oil; whoever walks away "
            "may regret 200000.",
        ),
    )
    takes = TAKES
    leaves = LEAVES
    worth = mark("greatest regret")
    optimum = mark("{start}, the least of any plan from {where}.")

    def require(self, case: Case) -> None:
        super().require(case)
        case.once(events)
        values = case.once(net_values)
        if case.tree.revives or any(own != values.of for own in values.opinions):
            message = tr(
                "Minimax regret compares plans in each state of the world, and here the opinions differ "
                "about what is possible or what it is worth. Read the document under one of them, or "
                "choose another rule."
            )
            raise NotSolvable([Finding(code="rule.opinions", message=message)])

    def scores(self, tree: Compiled, values: NetValues) -> "Regrets":
        return Regrets(tree, values)

    def told(self, ends: Ends, score: int) -> Fraction:
        return Fraction(-score, ends.values.unit)

    def root_value(self, ends: Ends) -> None:
        """The least greatest regret is no value of the tree."""

    def _witness(self, case: Case, ends: Ends, rolled: Rolled, own: Part, best: Part) -> Witness:
        """Beside the best plan, the state in which the plan regrets most."""
        regrets = ends.judged.scores
        assert isinstance(regrets, Regrets)
        leaf = self.end_of(case, rolled, own)
        had = regrets.rival(leaf, case.tree.numbers[own.node])
        return Witness(own, best, state=_state(case.tree, leaf, had, own.node))

    def _values(
        self, case: Case, ends: Ends, rolled: Rolled, own: Part, best: Part
    ) -> dict[str, Fraction]:
        regrets = ends.judged.scores
        assert isinstance(regrets, Regrets)
        leaf = self.end_of(case, rolled, own)
        had = regrets.rival(leaf, case.tree.numbers[own.node])
        return super()._values(case, ends, rolled, own, best) | {
            "end": ends.values.value(ends.values.of[leaf]),
            "had": ends.values.value(ends.values.of[had]),
        }

    def more(self, names: Names, found: Explanation) -> list[str]:
        if found.values["end"] == found.values["had"]:
            return []
        end, had = (self.number(names, found, value) for value in ("end", "had"))
        state = found.witnesses[0].state
        where = tr("whatever chance does")
        if state:
            parts = [
                tr("{n} is {quoted}").format(n=_event(names, n), quoted=quoted(names.branch(b)))
                for n, b in state
            ]
            where = tr("if {parts}").format(parts=listed(parts))
        return [
            tr("It regrets most {where}: it ends at {end} where {had} was available.").format(
                where=where, end=end, had=had
            )
        ]


MINIMAX_REGRET: Final = MinimaxRegret()


def _event(names: Names, node: str) -> str:
    """An event by its label; a chance node without one as nodes are called."""
    label = names.document.nodes[node].label
    return quoted(label) if label else names.node_in_sentence(node)


# ---------------------------------------------------------------------------------- events


@dataclass(frozen=True)
class Events:
    """The events that have several chance nodes in the tree.

    ``of`` has the event of a chance node (by number), ``labels`` what stands on each of its branches.
    """

    of: Mapping[int, int]
    labels: Mapping[int, tuple[str, ...]]


def events(tree: Compiled) -> Events:
    """The events of a tree that matter: those with several nodes.

    Raises `NotSolvable` where one comes twice on one way.
    """
    document = tree.document
    found = [event for event in events_of(document) if len(event.branches) > 1]
    shared = [[tree.numbers[id_] for id_ in event.nodes] for event in found]
    of = {node: number for number, nodes in enumerate(shared) for node in nodes}
    after = stops(tree)
    for nodes in shared:
        for one, next_ in pairwise(nodes):
            if next_ < after[one]:
                name = document.nodes[tree.ids[one]].label
                raise NotSolvable(
                    [
                        Finding(
                            code="rule.event-twice",
                            message=tr(
                                "The event “{name}” comes twice on one path, so that no state of the world says which branch it takes. Give the nodes different labels, or choose another rule."
                            ).format(name=name),
                            nodes=(tree.ids[one], tree.ids[next_]),
                        )
                    ]
                )
    labels = {
        node: tuple(document.branches[id_].label.strip() for id_ in tree.branches[node])
        for node in of
    }
    return Events(of, labels)


#: The branches of events taken on a way: event → the label of its branch.
State = Mapping[int, str]
#: The same, and what was passed by, each with what came before.
Taken = tuple[int, str, "Taken"] | None
Passed = (
    tuple[int, int, "Passed"] | None
)  # a choice node, and the branch (its child) that was taken


class Regrets(Scores):
    """Ends are worth less the more another plan would have had in the same state."""

    by_worst = True
    fixed = False

    def __init__(self, tree: Compiled, values: NetValues) -> None:
        self._tree, self._values = tree, values.of
        self._events = events(tree)
        self._after = stops(tree)
        _, self._never = tree.open_from(0)
        #: Which events come below each node, as bits; the best end below it.
        self._below = [0] * len(tree)
        self._top = list(range(len(tree)))
        for node in range(len(tree) - 1, -1, -1):
            children = tree.children[node]
            if (event := self._events.of.get(node)) is not None:
                self._below[node] = 1 << event
            for child in children:
                self._below[node] |= self._below[child]
            if children:
                tops = [self._top[child] for child in self._possible(node)]
                self._top[node] = max(tops, key=self._values.__getitem__)
        self._kept: dict[int, Rolled] = {}
        self._best: dict[tuple[int, tuple[tuple[int, str], ...]], int | None] = {}

    def _possible(self, node: int) -> Sequence[int]:
        """The children of a node without those of probability zero."""
        return [c for c in self._tree.children[node] if not self._never[c]]

    def rolled(self, start: int, budget: Budget | None = None) -> Rolled | None:
        if start in self._kept:
            return self._kept[start]
        budget = budget or Budget()
        scores = [0] * (self._after[start] - start)
        budget.spend(len(scores))
        for leaf, rival in self._rivals(start, budget):
            if budget.is_over:
                return None
            scores[leaf - start] = self._values[leaf] - self._values[rival]
        result = roll(self._tree, scores, start, by_worst=True)
        if start == 0 or self._never[start]:
            self._kept[start] = result
        return result

    def rival(self, leaf: int, start: int) -> int:
        """The best end that a plan from a node comes to in a state in which another comes to this one."""
        return next(rival for _, rival in self._rivals(start, Budget(), leaf))

    def _rivals(
        self, start: int, budget: Budget, only: int | None = None
    ) -> Iterator[tuple[int, int]]:
        """Each end that is possible from a node, with the best one to be had in the same state."""
        tree, values, events = self._tree, self._values, self._events
        stack: list[tuple[int, int | None, Passed, Taken]] = [(start, None, None, None)]
        while stack:
            node, best, passed, taken = stack.pop()
            budget.spend(1)
            if not tree.children[node]:
                yield node, self._rival(node, best, passed, taken, budget)
                continue
            children = self._possible(node)
            if only is not None:
                children = [c for c in children if c <= only < self._after[c]]
            if tree.kinds[node] is Kind.CHOICE:
                # Two are enough: the best beside the best is the second.
                free = [c for c in tree.children[node] if not self._below[c]]
                free.sort(key=lambda c: values[self._top[c]], reverse=True)
                bound = any(self._below[c] for c in tree.children[node])
                for child in children:
                    beside = next((self._top[c] for c in free[:2] if c != child), None)
                    more = (node, child, passed) if bound else passed
                    stack.append((child, self._better(best, beside), more, taken))
                continue
            event = events.of.get(node)
            for child in children:
                state = taken
                if event is not None:
                    place = tree.children[node].index(child)
                    state = (event, events.labels[node][place], taken)
                stack.append((child, best, passed, state))

    def _better(self, one: int | None, other: int | None) -> int | None:
        if one is None or other is None:
            return other if one is None else one
        return max(one, other, key=self._values.__getitem__)

    def _rival(
        self, leaf: int, best: int | None, passed: Passed, taken: Taken, budget: Budget
    ) -> int:
        """The best end beside this one on branches passed by, in the state that leads to it."""
        found = self._better(leaf, best)
        state: dict[int, str] = {}
        while taken is not None:
            event, label, taken = taken
            state[event] = label
        while passed is not None:
            node, child, passed = passed
            for other in self._tree.children[node]:
                if other != child and self._below[other]:
                    found = self._better(found, self._best_in(other, state, budget))
        assert found is not None
        return found

    def _best_in(self, start: int, state: State, budget: Budget) -> int | None:
        """The best possible end below a node in some of the states in which events go like this."""
        known = [(e, label) for e, label in state.items() if self._below[start] >> e & 1]
        if not known:
            return self._top[start]
        key = start, tuple(sorted(known))
        if key in self._best:
            return self._best[key]
        tree, values = self._tree, self._values
        found: int | None = None
        stack = [start]
        while stack:
            node = stack.pop()
            budget.spend(1)
            if found is not None and values[self._top[node]] <= values[found]:
                continue
            if not tree.children[node]:
                found = node
                continue
            wanted = state.get(self._events.of.get(node, -1))
            for child in self._possible(node):
                place = tree.children[node].index(child)
                if wanted is None or self._events.labels[node][place] == wanted:
                    stack.append(child)
        self._best[key] = found
        return found


def _state(tree: Compiled, leaf: int, rival: int, start: str) -> tuple[tuple[str, str], ...]:
    """What chance does on the ways to two ends from a node, each event once, in order."""
    shared, found = events(tree).of, dict[tuple[bool, int], tuple[str, str]]()
    for end in (leaf, rival):
        way = [end]
        while tree.ids[way[-1]] != start:
            way.append(tree.parents[way[-1]])
        for node, child in pairwise(reversed(way)):
            if tree.kinds[node] is Kind.CHANCE:
                key = (node in shared, shared.get(node, node))
                branch = tree.branches[node][tree.children[node].index(child)]
                found.setdefault(key, (tree.ids[node], branch))
    return tuple(found.values())
