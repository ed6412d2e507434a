"""A tree made ready for the rules and mended in the places where a document changes."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from solver.document.changes import Changes, changes, moved_parameters, uses
from solver.document.elements import Kind
from solver.document.model import Document
from solver.document.shares import shares
from solver.document.values import criterion_values
from solver.errors import NumberError
from solver.induction.tree.compiled_tree import Compiled
from solver.induction.tree.tree_levels import Levels
from solver.preferences.exact_simplex import Vector
from solver.preferences.features import scale_of
from solver.preferences.statements import signed


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


class MendedTree:
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
            return False  # what statements amount to depends on the values
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
            shares=with_shares(base.shares, self.shares),
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


def with_shares(
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
