"""Where the greatest regrets of plans compare otherwise, along a parameter.

What an end is worth, what was to be had in its state and what a plan may regret are functions of the
parameter: between their breaks each is one quotient of polynomials.  Minimax regret asks of every branch
whether what is to be regretted after it is no more than seen from where the plan starts, so that its
verdict changes only where these two are equal and beside it are not.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Final

from solver.budget import Budget
from solver.document.elements import Kind
from solver.induction.end_scores import stops
from solver.rules.without_probabilities.minimax_regret import events
from solver.sensitivity.along.expressions import Quotient
from solver.sensitivity.along.node_sets import TooMany
from solver.sensitivity.along.roots import Root, Roots, between, sign_at
from solver.sensitivity.along.tree_along import Piece

ZERO: Final = Fraction(0)


@dataclass(frozen=True)
class Worth:
    """A number that changes with the parameter, without jumps: one part more than there are breaks."""

    breaks: tuple[Root, ...]
    parts: tuple[Quotient, ...]


@dataclass
class RegretsAlong:
    """The regrets of plans over one piece, from every node on."""

    piece: Piece
    roots: Roots
    budget: Budget
    found: set[Root] = field(default_factory=set)

    def __post_init__(self) -> None:
        along = self.piece.tree
        assert along is not None
        self._tree = tree = along.tree
        self._events, self._after = events(tree), stops(tree)
        _, self._never = tree.open_from(0)
        self._ends = {
            leaf: Worth((), (next(iter(own.values())),)) for leaf, own in along.values.items()
        }
        self._known: dict[tuple[int, tuple[tuple[int, str], ...]], Worth | None] = {}
        self._below = [frozenset[int]()] * len(tree)  # the events that come below each node
        for node in range(len(tree) - 1, -1, -1):
            own = self._events.of.get(node)
            self._below[node] = frozenset(() if own is None else (own,)).union(
                *(self._below[child] for child in tree.children[node])
            )

    def run(self) -> set[Root]:
        """All places, of plans from every node on: from wherever the agent starts afresh."""
        tree = self._tree
        for start in range(len(tree)):
            if not tree.children[start]:
                continue
            rolled = self._rolled(start)
            for node in range(start, self._after[start]):
                if tree.kinds[node] is Kind.CHOICE and len(tree.children[node]) > 1:
                    for child in tree.children[node]:
                        self._equal(rolled[child], rolled[start])
        return self.found

    # ------------------------------------------------------------------------- regrets

    def _rolled(self, start: int) -> Mapping[int, Worth]:
        """The greatest regret of the best plan from each node below a start, its sign turned."""
        tree, result = self._tree, dict[int, Worth]()
        state: dict[int, Mapping[int, str]] = {start: {}}
        had: dict[int, tuple[tuple[int, int], ...]] = {start: ()}
        for node in range(start, self._after[start]):
            self._look()
            for place, child in enumerate(tree.children[node]):
                state[child], had[child] = state[node], had[node]
                if tree.kinds[node] is Kind.CHOICE:
                    had[child] = (*had[node], (node, child))
                elif (event := self._events.of.get(node)) is not None:
                    state[child] = {**state[node], event: self._events.labels[node][place]}
        for node in range(self._after[start] - 1, start - 1, -1):
            children = tree.children[node]
            if not children:
                result[node] = self._regret(node, state[node], had[node])
                continue
            is_choice = tree.kinds[node] is Kind.CHOICE
            own = [c for c in children if is_choice or not self._never[c]]
            total = result[own[0]]
            for child in own[1:]:
                total = self._better(total, result[child], 1 if is_choice else -1)
            result[node] = total
        return result

    def _regret(
        self, leaf: int, state: Mapping[int, str], passed: tuple[tuple[int, int], ...]
    ) -> Worth:
        """What is lost at an end beside the best that others come to in its state."""
        own = best = self._ends[leaf]
        for node, taken in passed:
            for other in self._tree.children[node]:
                if other != taken and (had := self._best_in(other, state)) is not None:
                    best = self._better(best, had, 1)
        return Worth(best.breaks, tuple([own.parts[0] + -part for part in best.parts]))

    def _best_in(self, start: int, state: Mapping[int, str]) -> Worth | None:
        """The best end below a node that is possible in some state in which events go like this, if any."""
        known = tuple(sorted((e, label) for e, label in state.items() if e in self._below[start]))
        if (start, known) in self._known:
            return self._known[start, known]
        tree, went = self._tree, dict(known)
        result: dict[int, Worth] = {}
        for node in range(self._after[start] - 1, start - 1, -1):
            children = tree.children[node]
            if not children:
                result[node] = self._ends[node]
                continue
            event = self._events.of.get(node, -1)
            for place, child in enumerate(children):
                if self._never[child] or child not in result:
                    continue
                if event in went and self._events.labels[node][place] != went[event]:
                    continue
                before = result.get(node)
                result[node] = (
                    result[child] if before is None else self._better(before, result[child], 1)
                )
        self._known[start, known] = result.get(start)
        return self._known[start, known]

    # ------------------------------------------------------------------------ comparing

    def _look(self) -> None:
        self.budget.look()
        if self.budget.is_late:
            raise TooMany("There was not enough time to find all thresholds.")

    def _beside(self, a: Worth, b: Worth) -> Iterator[tuple[Root, Root, Quotient, Quotient]]:
        """Where both are one quotient each."""
        cuts = sorted({*a.breaks, *b.breaks})
        i = j = 0
        for low, high in pairwise([self.piece.low, *cuts, self.piece.high]):
            i += i < len(a.breaks) and a.breaks[i] == low
            j += j < len(b.breaks) and b.breaks[j] == low
            yield low, high, a.parts[i], b.parts[j]

    def _better(self, a: Worth, b: Worth, turn: int) -> Worth:
        """The greater of two numbers, or the smaller where ``turn`` is -1."""
        breaks: list[Root] = []
        parts: list[Quotient] = []
        for low, high, p, q in self._beside(a, b):
            poly = p.top * q.bottom - q.top * p.bottom
            for left, right in pairwise([low, *self.roots.within(poly, low, high), high]):
                at = between(left, right) if poly.degree() > 0 else ZERO
                sign = sign_at(poly, at)
                part = p if turn * sign >= 0 else q
                if parts and parts[-1].top == part.top and parts[-1].bottom == part.bottom:
                    continue
                if parts:
                    breaks.append(left)
                parts.append(part)
        return Worth(tuple(breaks), tuple(parts))

    def _equal(self, a: Worth, b: Worth) -> None:
        """Note where two numbers are equal, or begin or cease to be."""
        if a is b:
            return
        inner = {*a.breaks, *b.breaks}
        for low, high, p, q in self._beside(a, b):
            poly = p.top * q.bottom - q.top * p.bottom
            self.found.update(self.roots.within(poly, low, high))
            self.found.update(end for end in (low, high) if end in inner and not end.sign(poly))
