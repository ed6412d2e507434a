"""Answers for a document while it is edited: after one edit only what changed is computed again.

A `Live` solver remembers the last document that it solved, made ready for the rules.  Where the
next one differs by probabilities, policies, payoffs or values only, as typed or by parameters that
they use, what was made ready is mended
in the places concerned instead of being made anew.  Expected utility goes further: the exact
values of all nodes are kept, and only those between a change and the root are computed again.
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache
from heapq import heapify, heappop, heappush
from math import lcm

import numpy as np

from solver.budget import Budget, Progress
from solver.document.elements import Kind
from solver.document.model import Document
from solver.explain.case import Case
from solver.induction.completion_utility import utility_of
from solver.induction.stepwise_plans import Stepwise, reached
from solver.induction.tree.compiling import compile_tree
from solver.induction.tree.rollback import Mask, Rollback, prospects
from solver.induction.tree.settled_choices import is_settled
from solver.preferences.exact_simplex import dot
from solver.rules import DEFAULT_LIMIT, rule_of
from solver.rules.mended_tree import MendedTree, with_shares
from solver.rules.rule import Rule, Verdicts, marks
from solver.solution import PermittedPlan, PlanList, Solution
from solver.whole_numbers import Ints, Whole


class Live:
    """Solves the documents of one editing session, one after the other."""

    def __init__(self) -> None:
        self._mended: MendedTree | None = None
        self._plain: object = None  # nodes of which none is a live copy, as far as known
        self._free: object = None  # nodes of which none states a conduct, as far as known
        self._values: _Values | None = None
        self._case: Case | None = None  # of the document that was asked about last
        self._asked: Document | None = None

    def solve(
        self,
        document: Document,
        rule: str,
        *,
        limit: int = DEFAULT_LIMIT,
        cancelled: Callable[[], bool] | None = None,
        progress: Progress | None = None,
    ) -> Solution:
        """The same as `solver.rules.solve`, and quicker if the document has changed little."""
        chosen = rule_of(rule)
        by_curve = any(entry.utility is not None for entry in document.scales.values())
        if not chosen.rolls_back or by_curve or (mended := self._follow(document)) is None:
            case = self.case(document).asked(cancelled)
            return chosen.solve(case, Budget(cancelled, progress=progress), limit)
        if self._values is None or self._values.mended is not mended:
            self._values = None
            self._values = _Values(mended)
        return self._values.solution(chosen, limit)

    def case(self, document: Document) -> Case:
        """The document made ready for questions: the same case as long as it is the same document.

        Raises `NotSolvable` where the document is not valid to solve.
        """
        mended = self._follow(document)
        if self._case is None:
            self._case = Case.of(document) if mended is None else Case(mended.tree())
        return self._case

    def _follow(self, document: Document) -> "MendedTree | None":
        """The tree of this document, mended from the one before; None where it has to be made anew.

        What the rules need besides the numbers that changed is made when it is asked for.
        """
        if self._asked is document:
            return self._mended
        self._case = self._asked = None  # also if what follows raises
        expanded, mended = self._expanded(document), self._mended
        # What conduct leaves may be another after every change; and each is one of several trees.
        if self._settles(expanded) or document.opinions:
            self._mended = self._values = None
        elif mended is None or not mended.follow(expanded):
            self._mended = self._values = None  # also if what follows raises
            self._mended = MendedTree(compile_tree(document))
        self._asked = document
        return self._mended

    def _settles(self, document: Document) -> bool:
        """Whether conduct settles any choice; the nodes that have none are mostly the same again."""
        if document.nodes is self._free:
            return False
        settles = is_settled(document)
        self._free = None if settles else document.nodes
        return settles

    def _expanded(self, document: Document) -> Document:
        """The document with its live copies written out; most have none, nor get any."""
        if document.nodes is self._plain:
            return document
        expanded = document.expanded
        self._plain = document.nodes if expanded is document else None
        return expanded


class _Values:
    """Expected utility: the exact value, the best branches and the number of plans of every node.

    Nodes go by their place in level order, in which children come after their parents.  What was
    computed at first is kept in arrays; what has changed since stands in dictionaries beside them.
    """

    def __init__(self, mended: MendedTree) -> None:
        self.mended = mended
        mended.news.clear()
        tree = mended.tree()
        self._tree = tree
        self._levels = tree.levels
        self._utility, self._sign = utility_of(tree)
        values = [dot(self._utility, leaf) for leaf in tree.features]
        self._unit = lcm(*(value.denominator for value in values))
        numbers = [int(value * self._unit) for value in values]
        self._best = Rollback(tree.levels, tree.leaves, numbers, self._unit).best().copy()
        most = max(map(abs, numbers), default=0)
        points: Whole = np.array(numbers, dtype=np.int64 if most < 2**61 else object)
        rolled = prospects(tree.levels, tree.leaves, points[:, None], self._best)
        self._first_values = [numbers[:, 0] for numbers in rolled]
        self._first_counts = Stepwise(tree, self._best).counts
        self._scales = tree.levels.scales
        self._starts: Ints = np.array([level.start for level in tree.levels.levels])
        self._shares: dict[int, tuple[Fraction, ...]] = {}
        self._values: dict[int, Fraction] = {}
        self._counts: dict[int, int] = {}

    def solution(self, rule: Rule, limit: int) -> Solution:
        """The answer for the document as it is now."""
        if self.mended.news:
            self._update()
        # What is worked out later must not see what changes until then.
        best, total, new_shares = self._best.copy(), self._count(0), dict(self.mended.shares)
        document = self.mended.document

        @cache
        def plans() -> Stepwise:
            # Plans are read off the shape of the levels alone, so these may stay as they were.
            shares = with_shares(self._tree.shares, new_shares)
            tree = replace(self._tree, document=document, shares=shares)
            return Stepwise(tree, best)

        def at(rank: int) -> PermittedPlan:
            return PermittedPlan(plans().plan(rank))

        length = min(total, limit, sys.maxsize)
        return Solution(
            rule=rule.id,
            rolls_back=True,
            branches=Verdicts(self._tree, marks(best), lambda: marks(reached(self._tree, best))),
            plans=PlanList(length, at),
            plans_total=total,
            complete=length == total,
            value=self._sign * self._value(0),
            document=document,
        )

    # ------------------------------------------------------------------------ what is kept

    def _depth(self, node: int) -> int:
        return int(np.searchsorted(self._starts, node, "right")) - 1

    def _value(self, node: int) -> Fraction:
        value = self._values.get(node)
        if value is None:
            depth = self._depth(node)
            number = int(self._first_values[depth][node - self._starts[depth]])
            value = self._values[node] = Fraction(number, self._scales[depth] * self._unit)
        return value

    def _count(self, node: int) -> int:
        count = self._counts.get(node)
        if count is None:
            depth = self._depth(node)
            count = int(self._first_counts[depth][node - self._starts[depth]])
            self._counts[node] = count
        return count

    def _children(self, node: int) -> tuple[int, int]:
        """Where the children of an inner node begin and end."""
        depth = self._depth(node)
        level = self._levels.levels[depth]
        at = int(np.searchsorted(level.inner, node - level.start))
        return int(level.first[at]) + level.stop, int(level.first[at + 1]) + level.stop

    # ----------------------------------------------------------------------- what changes

    def _update(self) -> None:
        """Compute what changed, and what lies between it and the root."""
        places, parents = self._levels.places, self._levels.parents
        news, self.mended.news = self.mended.news, []
        changed: dict[int, dict[int, tuple[Fraction, int]]] = {}  # children by node, as they were
        anew: set[int] = set()  # nodes whose shares are different
        for number in news:
            node = int(places[number])
            if self._tree.children[number]:
                anew.add(node)
                changed.setdefault(node, {})
                continue
            old = self._value(node), 1
            self._values[node] = dot(self._utility, self.mended.feature(number))
            if self._values[node] != old[0] and node:
                changed.setdefault(int(parents[node]), {}).setdefault(node, old)
        waiting = [-node for node in changed]
        heapify(waiting)
        while waiting:  # from the deepest up
            node = -heappop(waiting)
            old = self._value(node), self._count(node)
            self._inner(node, changed[node], node in anew)
            if node and (self._value(node), self._count(node)) != old:
                parent = int(parents[node])
                if parent not in changed:
                    heappush(waiting, -parent)
                changed.setdefault(parent, {})[node] = old

    def _inner(
        self, node: int, children: Mapping[int, tuple[Fraction, int]], with_new_shares: bool
    ) -> None:
        """The value, the best branches and the number of plans of a node, anew."""
        start, stop = self._children(node)
        number = int(self._levels.order[node])
        if self._tree.kinds[number] is Kind.CHOICE:
            self._choice(node, start, stop, children)
            return
        own = self.mended.shares.get(number, self._tree.shares[number])
        if with_new_shares:
            pairs = zip(range(start, stop), own, strict=True)
            self._values[node] = sum((p * self._value(i) for i, p in pairs if p), Fraction(0))
        else:
            for child, (before, _) in children.items():
                self._values[node] = (
                    self._value(node) + (self._value(child) - before) * own[child - start]
                )
        for child, (_, before_many) in children.items():
            self._counts[node] = self._count(node) // before_many * self._count(child)

    def _choice(
        self, node: int, start: int, stop: int, children: Mapping[int, tuple[Fraction, int]]
    ) -> None:
        top = self._value(node)
        best: Mask = self._best[start:stop]
        if any(best[i - start] and self._value(i) < before for i, (before, _) in children.items()):
            values = [self._value(i) for i in range(start, stop)]
            top = max(values)
            best[:] = [value == top for value in values]
        else:
            for child in children:
                value = self._value(child)
                if value > top:
                    top = value
                    best[:] = False
                best[child - start] = value == top
        self._values[node] = top
        self._counts[node] = sum(self._count(start + int(i)) for i in np.flatnonzero(best).tolist())
