"""A document made ready for the rules: the tree as arrays, exact numbers, features at the leaves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from solver.checks import check, errors
from solver.document import Document, Kind
from solver.errors import NotSolvable
from solver.linear import Vector
from solver.preferences import Preference, preference_of, scale_of, signed
from solver.shares import shares
from solver.values import criterion_values


@dataclass(frozen=True)
class Compiled:
    """The tree under the root in preorder: node 0 is the root, children come after parents.

    ``shares`` are the probabilities at chance nodes and the stated policy at choice nodes.
    ``vectors`` has the features of each leaf, payoffs on the way from the root included; other
    nodes have None.
    """

    document: Document
    ids: tuple[str, ...]
    kinds: tuple[Kind, ...]
    parents: tuple[int, ...]  # -1 at the root
    children: tuple[tuple[int, ...], ...]
    branches: tuple[tuple[str, ...], ...]
    shares: tuple[tuple[Fraction, ...], ...]
    outcomes: tuple[str | None, ...]
    vectors: tuple[Vector | None, ...]
    preference: Preference

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def bottom_up(self) -> range:
        """All nodes, children before their parents."""
        return range(len(self.ids) - 1, -1, -1)

    def leaf_vector(self, node: int) -> Vector:
        vector = self.vectors[node]
        assert vector is not None, "only leaves have features of their own"
        return vector

    @cached_property
    def used_outcomes(self) -> tuple[str, ...]:
        """The outcomes at leaves of the tree, in the document's order."""
        used = {outcome for outcome in self.outcomes if outcome is not None}
        return tuple(id_ for id_ in self.document.outcomes if id_ in used)

    def choice_nodes(self) -> Iterator[int]:
        """The choice nodes in preorder."""
        return (node for node, kind in enumerate(self.kinds) if kind is Kind.CHOICE)

    def path(self, node: int) -> list[int]:
        """The nodes from the root to this node, both included."""
        way = [node]
        while (node := self.parents[node]) >= 0:
            way.append(node)
        return way[::-1]


def compile_tree(document: Document) -> Compiled:
    """The arrays of a document that is valid to solve.

    Raises `NotSolvable` with all errors that `solver.checks.check` finds, if there are any.
    """
    if found := errors(check(document)):
        raise NotSolvable(found)
    ids = document.tree
    number = {id_: i for i, id_ in enumerate(ids)}
    nodes = [document.nodes[id_] for id_ in ids]
    leaving = [document.children(id_) for id_ in ids]
    parents = [-1] * len(ids)
    for i, branches in enumerate(leaving):
        for branch in branches:
            parents[number[branch.target]] = i
    names = document.parameter_values
    all_shares = tuple(
        tuple(shares(node, branches, names).values.values()) if branches else ()
        for node, branches in zip(nodes, leaving, strict=True)
    )
    preference = preference_of(document, (node.outcome for node in nodes if node.outcome))
    values = {
        id_: criterion_values(document, document.outcomes[id_].value)
        for id_ in {node.outcome for node in nodes if node.outcome}
    }
    # What the payoffs on the way from the root add up to; most trees have none.
    paid: list[Mapping[str, Fraction]] = [{} for _ in ids]
    for i, branches in enumerate(leaving):
        for branch in branches:
            payoff = criterion_values(document, branch.payoff)
            paid[number[branch.target]] = _added(paid[i], payoff) if payoff else paid[i]
    vectors: list[Vector | None] = []
    for i, node in enumerate(nodes):
        if node.outcome is None:
            vectors.append(None)
            continue
        total = _added(values[node.outcome], paid[i]) if paid[i] else values[node.outcome]
        outcome = document.outcomes[node.outcome]
        vectors.append(preference.features.vector(scale_of(outcome), signed(document, total)))
    return Compiled(
        document=document,
        ids=ids,
        kinds=tuple(node.kind for node in nodes),
        parents=tuple(parents),
        children=tuple(tuple(number[branch.target] for branch in branches) for branches in leaving),
        branches=tuple(tuple(branch.id for branch in branches) for branches in leaving),
        shares=all_shares,
        outcomes=tuple(node.outcome for node in nodes),
        vectors=tuple(vectors),
        preference=preference,
    )


def _added(values: Mapping[str, Fraction], more: Mapping[str, Fraction]) -> Mapping[str, Fraction]:
    result = dict(values)
    for criterion, value in more.items():
        result[criterion] = result.get(criterion, Fraction(0)) + value
    return result
