"""The map of two choices of a document: which policies are undominated as both shares move.

Live copies follow their original, its policy too.  Where the agent chooses in a copy, a policy of the map
has the same shares there.  Where the policy settles the copy (an offer to commit), the shares are chances
there, so that every policy of the map has a tree of its own: each is judged by itself.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import product
from typing import Final

import msgspec

from solver.analyses.policy_faces.undominated_policies import Policies, Shares, Square, Total
from solver.document.elements import BY_POLICY, Kind
from solver.document.model import Document
from solver.document.numerals import Numeral

ZERO, ONE = Fraction(0), Fraction(1)

#: Policies that are judged one by one, either way; and the largest tree that is made anew for each of them.
SAMPLES: Final = 9
MOST_NODES: Final = 150

Point = tuple[Fraction, Fraction]
Cancelled = Callable[[], bool] | None


def mappable(document: Document, policies: Policies) -> tuple[str, ...]:
    """The choice nodes with two branches whose shares a map can move."""
    tree = policies.tree
    return tuple(
        tree.ids[node]
        for node in tree.agents_choices()
        if len(tree.children[node]) == 2
        and tree.ids[node] in document.nodes
        and document.nodes[tree.ids[node]].copy_of is None
    )


@dataclass(frozen=True)
class Judged:
    """The cells of a map, and policies judged one by one where a cell does not tell."""

    square: Square
    one_by_one: Mapping[Point, bool] = field(default_factory=dict)


class PoliciesOverTwo:
    """The policies of a document in which the branches ``across`` and ``up`` get x and y, the rest as it is."""

    def __init__(
        self, document: Document, policies: Policies, shares: Shares, across: str, up: str
    ) -> None:
        self.across, self.up = across, up
        self._document, self._policies, self._shares = document, policies, shares
        tree = policies.tree
        chosen = {branch for node in tree.agents_choices() for branch in tree.branches[node]}
        origins = document.expansion.origins
        copies = [branch for branch, own in origins.items() if own in (across, up)]
        self._moved = {
            own: [own, *(b for b in copies if origins[b] == own and b in chosen)]
            for own in (across, up)
        }
        stated = tree.stated
        #: Whether the shares are chances somewhere, so that every policy has a tree of its own.
        self.are_chances = any(
            stated.nodes[stated.branches[b].source].kind is Kind.CHOICE
            and stated.conducts.get(stated.branches[b].source) == BY_POLICY
            for b in copies
            if b in stated.branches
        )
        #: Whether each of the two shares counts at one node alone.
        self.is_plain = not self.are_chances and all(len(b) == 1 for b in self._moved.values())
        self._known: dict[Point, tuple[Policies, Shares]] = {}

    @property
    def is_small(self) -> bool:
        """Whether a policy is judged in a moment."""
        return not self.are_chances or len(self._policies.tree) <= MOST_NODES

    def at(self, point: Point) -> tuple[Policies, Shares]:
        """The policy of a point, among the policies of its tree."""
        if not self.are_chances:
            new = {
                branch: share
                for own, share in zip((self.across, self.up), point, strict=True)
                for branch in self._moved[own]
            }
            return self._policies, self._policies.moved(self._shares, new)
        if point not in self._known:
            branches = dict(self._document.branches)
            for id_, share in self.stated_at(point).items():
                policy = Numeral.of(share)
                branches[id_] = msgspec.structs.replace(branches[id_], policy=policy)
            document = replace(self._document, branches=branches)
            policies = Policies.of(document)
            found = policies.stated(document)
            assert found is not None  # they are shares
            self._known[point] = policies, found
        return self._known[point]

    def stated_at(self, point: Point) -> dict[str, Fraction]:
        """What is stated of the two choices at a point."""
        result = {}
        for own, share in zip((self.across, self.up), point, strict=True):
            source = self._document.branches[own].source
            for branch in self._document.children(source):
                result[branch.id] = share if branch.id == own else ONE - share
        return result

    def judged(self, cancelled: Cancelled = None, samples: int = SAMPLES) -> Judged:
        """Which of them no policy dominates; where it depends, so many either way are asked one by one."""
        cells: dict[tuple[int, int], bool | None] = {}
        for i, j in product(range(3), repeat=2):
            if self.are_chances:
                cells[i, j] = None
                continue
            policies, shares = self.at((Fraction(i, 2), Fraction(j, 2)))
            cells[i, j] = policies.alike(shares, None, cancelled)
        points: dict[Point, bool] = {}
        if None in cells.values():
            for x, y in product([Fraction(k, samples - 1) for k in range(samples)], repeat=2):
                if Square(self.across, self.up, cells).at(x, y) is None:
                    policies, shares = self.at((x, y))
                    points[x, y] = policies.is_undominated(shares, None, cancelled)
        for corner in product((ZERO, ONE), repeat=2):
            if corner in points:  # there is but one policy there
                cells[int(2 * corner[0]), int(2 * corner[1])] = points.pop(corner)
        return Judged(Square(self.across, self.up, cells), points)

    def given(self, total: Total, cancelled: Cancelled = None) -> Square:
        """The same among the policies that give a total the same probability."""
        return self._policies.square(self.across, self.up, self._shares, total, cancelled)
