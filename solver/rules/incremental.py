"""Answers for a document while it is edited: after one edit only what changed is computed again.

A `Live` solver remembers the last document that it solved, made ready for the rules.  Where the
next one differs by probabilities, policies, payoffs or values only, as typed or by parameters that
they use, what was made ready is mended
in the places concerned instead of being made anew.  Expected utility goes further: the exact
values of all nodes are kept, and only those between a change and the root are computed again.
"""

import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache
from heapq import heapify, heappop, heappush
from math import lcm

import numpy as np

from solver.budget import Budget, Progress
from solver.document.changes import Changes, changes, moved_parameters, uses
from solver.document.elements import Kind
from solver.document.model import Document
from solver.document.shares import shares
from solver.document.values import criterion_values
from solver.errors import NumberError
from solver.explain.case import Case
from solver.induction.completion_utility import utility_of
from solver.induction.stepwise_plans import Stepwise, reached
from solver.induction.tree.compiled_tree import Compiled, compile_tree
from solver.induction.tree.rollback import Mask, Rollback, prospects
from solver.induction.tree.settled_choices import is_settled
from solver.induction.tree.tree_levels import Levels
from solver.preferences.exact_simplex import Vector, dot
from solver.preferences.features import scale_of
from solver.preferences.statements import signed
from solver.rules import DEFAULT_LIMIT, rule_of
from solver.rules.rule import Rule, Verdicts, marks
from solver.solution import PermittedPlan, PlanList, Solution
from solver.whole_numbers import Ints, Whole


class Live:
    """Solves the documents of one editing session, one after the other."""

    def __init__(self) -> None:
        self._mended: _Mended | None = None
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

    def _follow(self, document: Document) -> "_Mended | None":
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
            self._mended = _Mended(compile_tree(document))
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


def _changes(before: Document, after: Document, moved: Collection[str]) -> Changes | None:
    """What differs, with the branches and outcomes whose numbers use parameters that have moved.

    None where something else uses parameters, or may.
    """
    if not moved:
        return changes(before, after)
    if after.completion is not None or after.completions or after.opinions or after.scales:
        return None
    found = changes(replace(before, parameters=after.parameters), after)
    if found is None:
        return None
    branches, outcomes = after.branches.values(), after.outcomes.values()
    using = [
        b.id for b in branches if any(uses(n, moved) for n in (b.probability, b.policy, b.payoff))
    ]
    valued = [outcome.id for outcome in outcomes if uses(outcome.value, moved)]
    return Changes(
        found.nodes,
        tuple(dict.fromkeys((*found.branches, *using))),
        tuple(dict.fromkeys((*found.outcomes, *valued))),
    )


class _Mended:
    """A tree made ready for the rules, and what has changed in it since.

    ``shares`` are the new shares of nodes, ``features`` the new features of leaves; both by
    number in preorder, and they only ever grow.
    """

    def __init__(self, tree: Compiled) -> None:
        self.base = tree
        self.document = tree.document
        self.shares: dict[int, tuple[Fraction, ...]] = {}
        self.features: dict[int, Vector] = {}
        self.news: list[int] = []  # nodes in preorder that changed, for who keeps values
        self._tree: Compiled | None = tree
        self._of_outcome: dict[str, list[int]] | None = None
        self._of_branch: dict[str, tuple[int, int]] | None = None

    def follow(self, document: Document) -> bool:
        """Take over what changed, unless it is of a kind that needs everything made anew."""
        if document is self.document:
            return True
        try:
            moved = moved_parameters(self.document, document)
            found = _changes(self.document, document, moved)
            if found is None or found.nodes:
                return False
            mended = self._take_over(document, found, moved)
        except NumberError:
            return False
        if mended:
            self.document = document
            self._tree = None
        return mended

    def _take_over(self, document: Document, found: Changes, moved: Collection[str]) -> bool:
        new_shares: dict[int, tuple[Fraction, ...]] = {}
        gains: dict[int, dict[str, Fraction]] = {}  # by leaf, what is added by criterion
        for id_ in found.branches:
            old, new = self.document.branches[id_], document.branches[id_]
            if (old.source, old.target) != (new.source, new.target):
                return False
            if id_ not in self._branches:
                continue  # in a draft: numbers there are warnings at most
            if not self._branch(document, id_, moved, new_shares, gains):
                return False
        for id_ in found.outcomes:
            if not self._outcome(document, id_, gains):
                return False
        features = {leaf: self._moved(document, leaf, more) for leaf, more in gains.items()}
        if any(feature is None for feature in features.values()):
            return False
        self.shares |= new_shares
        self.features |= {leaf: f for leaf, f in features.items() if f is not None}
        self.news += [*new_shares, *features]
        return True

    def _branch(
        self,
        document: Document,
        id_: str,
        moved: Collection[str],
        new_shares: dict[int, tuple[Fraction, ...]],
        gains: dict[int, dict[str, Fraction]],
    ) -> bool:
        before, after = self.document.branches[id_], document.branches[id_]
        node, child = self._branches[id_]
        numbers = after.probability, after.policy
        if (before.probability, before.policy) != numbers or any(uses(n, moved) for n in numbers):
            tree = self.base
            branches = [document.branches[branch] for branch in tree.branches[node]]
            is_chance = tree.kinds[node] is Kind.CHANCE
            if any((b.policy if is_chance else b.probability) is not None for b in branches):
                return False
            of = document.nodes[tree.ids[node]]
            found = shares(of, branches, document.parameter_values)
            if not found.is_valid:
                return False
            new_shares[node] = tuple(found.values.values())
        if before.payoff != after.payoff or uses(after.payoff, moved):
            old = criterion_values(self.document, before.payoff)
            new = criterion_values(document, after.payoff)
            gain = {c: new.get(c, 0) - old.get(c, Fraction(0)) for c in {*old, *new}}
            for leaf in self._leaves_below(child):
                _add(gains.setdefault(leaf, {}), gain)
        return True

    def _outcome(self, document: Document, id_: str, gains: dict[int, dict[str, Fraction]]) -> bool:
        before, after = self.document.outcomes[id_], document.outcomes[id_]
        stated = document.preferences
        if stated.better or stated.equal or scale_of(before) != scale_of(after):
            return False  # what statements amount to hangs on the values
        old = criterion_values(self.document, before.value)
        new = criterion_values(document, after.value)
        if old.keys() != new.keys():
            return False
        gain = {criterion: new[criterion] - old[criterion] for criterion in new}
        for leaf in self._outcomes.get(id_, ()):
            _add(gains.setdefault(leaf, {}), gain)
        return True

    def _moved(self, document: Document, leaf: int, gain: Mapping[str, Fraction]) -> Vector | None:
        """The features of a leaf with more of some criteria; None where it does not have them."""
        if not self.base.relation.adds_up:
            return None
        index = self.base.preference.features.index
        scale = scale_of(document.outcomes[self.base.outcomes[leaf] or ""])
        vector = list(self.feature(leaf))
        for criterion, value in signed(document, gain).items():
            place = index.get((scale, criterion))
            if place is None:
                return None
            vector[place] += value
        return tuple(vector)

    def feature(self, leaf: int) -> Vector:
        """The features of a leaf as they are now."""
        found = self.features.get(leaf)
        return self.base.leaf_vector(leaf) if found is None else found

    def _leaves_below(self, node: int) -> Iterator[int]:
        stack = [node]
        while stack:
            here = stack.pop()
            if self.base.children[here]:
                stack.extend(self.base.children[here])
            else:
                yield here

    @property
    def _branches(self) -> Mapping[str, tuple[int, int]]:
        """The node that each branch leaves, and the one that it leads to."""
        if self._of_branch is None:
            tree = self.base
            self._of_branch = {
                branch: (node, child)
                for node, (branches, children) in enumerate(
                    zip(tree.branches, tree.children, strict=True)
                )
                for branch, child in zip(branches, children, strict=True)
            }
        return self._of_branch

    @property
    def _outcomes(self) -> Mapping[str, list[int]]:
        """The leaves that end in each outcome."""
        if self._of_outcome is None:
            self._of_outcome = {}
            for leaf, outcome in enumerate(self.base.outcomes):
                if outcome is not None:
                    self._of_outcome.setdefault(outcome, []).append(leaf)
        return self._of_outcome

    def tree(self) -> Compiled:
        """The tree as it is now, made ready for the rules."""
        if self._tree is None:
            self._tree = self._made()
        return self._tree

    def _made(self) -> Compiled:
        base = self.base
        kinds, features = base.leaf_kinds.copy(), list(base.features)
        number = {feature: kind for kind, feature in enumerate(features)} if self.features else {}
        for leaf, feature in self.features.items():
            kind = number.setdefault(feature, len(features))
            if kind == len(features):
                features.append(feature)
            kinds[leaf] = kind
        chances = [node for node in self.shares if base.kinds[node] is Kind.CHANCE]
        return replace(
            base,
            document=self.document,
            shares=_with(base.shares, self.shares),
            leaf_kinds=kinds,
            features=tuple(features),
            levels=self._levels(chances) if chances else base.levels,
        )

    def _levels(self, chances: list[int]) -> Levels:
        levels = self.base.levels
        codes = {share: code for code, share in enumerate(levels.shares)}
        entered = levels.entered.copy()
        for node in chances:
            for child, share in zip(self.base.children[node], self.shares[node], strict=True):
                entered[levels.places[child]] = codes.setdefault(share, len(codes))
        return replace(levels, entered=entered, shares=tuple(codes))


def _with(
    shares: tuple[tuple[Fraction, ...], ...], new: Mapping[int, tuple[Fraction, ...]]
) -> tuple[tuple[Fraction, ...], ...]:
    if not new:
        return shares
    result = list(shares)
    for node, own in new.items():
        result[node] = own
    return tuple(result)


def _add(total: dict[str, Fraction], more: Mapping[str, Fraction]) -> None:
    for criterion, value in more.items():
        total[criterion] = total.get(criterion, Fraction(0)) + value


class _Values:
    """Expected utility: the exact value, the best branches and the number of plans of every node.

    Nodes go by their place in level order, in which children come after their parents.  What was
    computed at first is kept in arrays; what has changed since stands in dictionaries beside them.
    """

    def __init__(self, mended: _Mended) -> None:
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
            shares = _with(self._tree.shares, new_shares)
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
