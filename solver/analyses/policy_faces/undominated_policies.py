"""Which policies are undominated: exactly, for whole regions of policies at once.

A policy is **dominated** iff some policy's lottery is strictly preferred to its own.

*Only what a policy takes matters.*  Let the **face** of a policy be the set of branches that it
takes with positive probability at the choice nodes that it reaches.  Policies with the same face are
all dominated or all undominated.

Proof.  Realisation weights w of policies form a polytope Q (von Stengel 1996): each choice node's
weight is the sum of its branches' and a chance node's children inherit it.  The inequalities are
w ≥ 0, so two policies lie in the relative interior of the same face of Q iff the same weights
are positive, that is, iff they have the same face as defined above.  Prospects f(w) are affine in w,
and q is strictly preferred to p iff f(q) - f(p) is in C but not in -C, where C is the cone of
differences that all completions value at no less than nothing.  Let q be strictly preferred to p,
and p' be another point of the relative interior of p's face.  Then p' = e p + (1 - e) r for some
e > 0 and some r of that face.  Put q' = e q + (1 - e) r, in Q.  Now f(q') - f(p') =
e (f(q) - f(p)), so that q' is strictly preferred to p'.  ∎

So one linear program decides for a whole face, and a unit square of two probabilities has nine
cells (four corners, four sides, the inside).  By the same argument (with p' in the relative
interior of a face and p in a smaller face of it) every face of an undominated face is undominated:
the undominated policies are the union of the largest undominated faces, each closed.

*Holding a total fixed.*  Among policies that give an outcome (or a scale) the same probability
g(w) = c, q is better than p iff f(q) - f(p) is in C but not in -C, and g(q) = g(p).  This is
preference again, with one more coordinate in which prospects must be equal.  All of the above holds
of it, so that which faces are undominated given the total does not depend on c.

*Under several opinions* prospects stand side by side and are as affine in w, so that all of this holds.
A total is held where each opinion gives it the same probability, with one coordinate more for each of them.

*Where independence fails* (Timestep Dominance) the verdict may change within a face; then the face is
**open**, and each policy is judged by itself (`solver.analyses.policy_faces.faces_by_expectations`).  And a face of
an undominated face may be dominated, so that regions need not be closed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import Final

from solver.analyses.policies import (
    Policy,
    better_weights,
    policy_of,
    require_no_ties,
    require_one_policy,
)
from solver.analyses.policy_faces.faces_by_expectations import face_is_undominated
from solver.analyses.policy_faces.faces_of_policies import Face, count_faces, faces_of
from solver.document.changes import only_policies
from solver.document.elements import Kind
from solver.document.model import Document
from solver.document.shares import shares as shares_at
from solver.explain.case import Case
from solver.induction.curved.by_order import require_sure_mixtures
from solver.induction.tree.compiled_tree import Compiled
from solver.induction.tree.prospect_order import ByExpectations, Order
from solver.preferences.features import scale_of
from solver.prospect import Prospect
from solver.solution import Lottery

ZERO, ONE = Fraction(0), Fraction(1)

#: So many faces are gone through where all the undominated ones are wanted.
MOST_FACES: Final = 400
#: With more branches of choice nodes than these no total is held under several opinions.
MOST_HELD: Final = 120
#: So many policies of open faces are remembered.
MOST_JUDGED: Final = 1000

#: The probability of every branch of a choice node, by its id.
Shares = Mapping[str, Fraction]
Share = tuple[str, Fraction]
#: The least and the greatest.
Ends = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Total:
    """What may be held fixed: the probability of an outcome, or of a scale (``is_scale``)."""

    name: str
    is_scale: bool = False


@dataclass(frozen=True)
class PolicyRegion:
    """A closed face of policies: at these choice nodes, where a policy comes there, only these branches.

    ``only`` has the choice nodes that the face reaches and at which it leaves out a branch.  A policy
    of the face may leave those of them unreached that are ``avoidable``, and then state anything
    there.  ``every`` are branches that must have a positive share where the region is not closed.
    If it is ``open_`` some of its policies may be undominated, each judged by itself.
    """

    only: Mapping[str, tuple[str, ...]]
    avoidable: frozenset[str] = frozenset()
    every: tuple[str, ...] = ()
    open_: bool = False


@dataclass(frozen=True)
class Square:
    """The policies in which the branches ``across`` and ``up`` get x and y, the rest as it was.

    ``undominated`` has the nine cells: 0 for a probability of 0, 2 for 1, 1 for what is between.
    None: it may depend on the policy (see `Policies.is_undominated`).
    """

    across: str
    up: str
    undominated: Mapping[tuple[int, int], bool | None]

    def at(self, x: Fraction, y: Fraction) -> bool | None:
        """Whether the policy is undominated, as far as its cell tells."""
        return self.undominated[_cell(x), _cell(y)]


def _cell(share: Fraction) -> int:
    return 0 if share == 0 else 2 if share == 1 else 1


class Policies:
    """All policies of one tree: their lotteries, and which of them are undominated.

    What has been found of a face is kept.
    """

    def __init__(self, tree: Compiled) -> None:
        self.tree = tree
        self._known: dict[tuple[Total | None, Face], bool | None] = {}
        self._judged: dict[tuple[Total | None, Face, frozenset[Share]], bool] = {}
        self._orders: dict[Total | None, Order] = {None: tree.order}
        self._choice_nodes = tuple(tree.choice_nodes())
        self._last: tuple[Shares, list[Fraction]] = ({}, [])
        self._led: tuple[Shares, Policy] | None = None  # whose prospect was found last

    @classmethod
    def of(cls, asked: Document | Case) -> "Policies":
        """The policies of a document that is valid to solve; raises `NotSolvable` otherwise."""
        tree = Case.of(asked).tree
        require_no_ties(tree)
        require_sure_mixtures(tree)
        require_one_policy(tree)
        return cls(tree)

    def fits(self, document: Document) -> bool:
        """Whether a document differs from this one's in the stated policy at most."""
        if not only_policies(self.tree.stated, document.expanded):
            return False
        own = self.stated(document) if document.opinions else None
        return own is None or all(self.stated(reading) == own for reading in document.readings)

    @property
    def choice_nodes(self) -> tuple[int, ...]:
        """The choice nodes in preorder."""
        return self._choice_nodes

    # ------------------------------------------------------------------------ policies

    def stated(self, document: Document) -> Shares | None:
        """The stated policy of a document that fits; None if the numbers of a node are no shares."""
        document = document.expanded
        result: dict[str, Fraction] = {}
        for node in self._choice_nodes:
            id_ = self.tree.ids[node]
            branches = [document.branches[branch] for branch in self.tree.branches[node]]
            if not self.tree.chooses(node):
                result |= {branch.id: ONE for branch in branches}  # a completion leaves just one
                continue
            if all(branch.policy is None for branch in branches):
                result |= {branch.id: Fraction(1, len(branches)) for branch in branches}
                continue
            found = shares_at(document.nodes[id_], branches, document.parameter_values)
            if not found.is_valid:
                return None
            result.update(found.values)
        return result

    def weights(self, shares: Shares) -> list[Fraction]:
        """The realisation weight of every node: how often the agent does its part on the way."""
        last, found = self._last
        if shares is last:
            return found
        tree = self.tree
        result = [ONE] * len(tree)
        for node, kind in enumerate(tree.kinds):
            weight = result[node]
            if kind is Kind.CHANCE:
                for child in tree.children[node]:
                    result[child] = weight
            elif kind is Kind.CHOICE:
                for branch, child in zip(tree.branches[node], tree.children[node], strict=True):
                    share = shares[branch]
                    result[child] = share if weight is ONE else weight * share
        self._last = (shares, result)
        return result

    @property
    def chances_by_opinion(self) -> list[tuple[Fraction, ...]]:
        """How likely chance does its part on the way to each node, under each opinion."""
        return [tree.chances for tree in self.tree.readings]

    @cached_property
    def _leaves(self) -> list[tuple[Compiled, list[tuple[int, Fraction]]]]:
        """The leaves that chance may come to, and their chances: of the tree, then under each opinion."""
        result = []
        for tree in (self.tree, *self.tree.opinions.values()):
            rows = enumerate(zip(tree.outcomes, tree.chances, strict=True))
            result.append(
                (tree, [(node, chance) for node, (id_, chance) in rows if id_ and chance])
            )
        return result

    def policy(self, shares: Shares) -> Policy:
        """The policy with its prospect; that of the shares that were asked about last is kept."""
        if self._led is None or self._led[0] is not shares:
            self._led = shares, self._policy(shares)
        return self._led[1]

    def _policy(self, shares: Shares) -> Policy:
        weights = self.weights(shares)
        found = [
            tree.prospect((node, p * weights[node]) for node, p in leaves if weights[node])
            for tree, leaves in self._leaves
        ]
        under = dict(zip(self.tree.opinions, found[1:], strict=True))
        return Policy(dict(shares), Prospect(found[0], under) if under else found[0])

    def better(self, shares: Shares, cancelled: Callable[[], bool] | None = None) -> Policy | None:
        """An undominated policy that is strictly preferred to this one; None if there is none."""
        found = better_weights(self.tree, self.weights(shares), cancelled=cancelled)
        return None if found is None else policy_of(self._stating(shares), found)

    def _stating(self, shares: Shares) -> Compiled:
        """The tree with this policy as the stated one."""
        tree = self.tree
        own = tuple(
            tuple(shares[branch] for branch in branches) if kind is Kind.CHOICE else given
            for kind, branches, given in zip(tree.kinds, tree.branches, tree.shares, strict=True)
        )
        return replace(tree, shares=own)

    # ----------------------------------------------------------------------- dominance

    def face(self, shares: Shares) -> Face:
        """The face of a policy: where it goes at the choice nodes that it reaches."""
        weights, children = self.weights(shares), self.tree.children
        below = (child for node in self._choice_nodes for child in children[node])
        return frozenset(child for child in below if weights[child])

    def known(self, shares: Shares, total: Total | None = None) -> bool | None:
        """Whether a policy is undominated, if something like it was asked before."""
        face = self.face(shares)
        known = self._known.get((total, face))
        return self._judged.get((total, face, self._inside(face, shares)), known)

    def is_undominated(
        self,
        shares: Shares,
        total: Total | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> bool:
        """Whether no policy is strictly preferred to this one (among those with the same total)."""
        face = self.face(shares)
        found = self._face_is(face, total, cancelled)
        if found is None:
            own = total, face, self._inside(face, shares)
            if own not in self._judged:
                if len(self._judged) > MOST_JUDGED:
                    self._judged.clear()
                weights = self.weights(shares)
                better = better_weights(self.tree, weights, self.order(total), cancelled)
                self._judged[own] = better is None
            found = self._judged[own]
        return found

    def _inside(self, face: Face, shares: Shares) -> frozenset[Share]:
        """What tells policies of one face apart: the shares of the branches that it takes."""
        rows = (row for node in self._choice_nodes for row in self._branches(node))
        return frozenset((branch, shares[branch]) for branch, child in rows if child in face)

    def alike(
        self,
        shares: Shares,
        total: Total | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> bool | None:
        """Whether all policies that take the same branches are undominated; None: it depends."""
        return self._face_is(self.face(shares), total, cancelled)

    def is_decided(self, shares: Shares, total: Total | None = None) -> bool:
        """Whether all policies that take the same branches were found to be alike."""
        return self._known.get((total, self.face(shares))) is not None

    def square(
        self,
        across: str,
        up: str,
        shares: Shares,
        total: Total | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Square:
        """The map of two branches of nodes with two branches each; the other nodes as they are."""
        cells = {}
        for i, j in product(range(3), repeat=2):
            moved = self.moved(shares, {across: Fraction(i, 2), up: Fraction(j, 2)})
            cells[i, j] = self.alike(moved, total, cancelled)
        return Square(across, up, cells)

    def moved(self, shares: Shares, new: Shares) -> Shares:
        """The policy with some branches given other shares; the only sibling gets the rest."""
        result = dict(shares)
        for branch, share in new.items():
            result[branch] = share
            source = self.tree.document.branches[branch].source
            (other,) = (b.id for b in self.tree.document.children(source) if b.id != branch)
            result[other] = ONE - share
        return result

    def regions(
        self, total: Total | None = None, cancelled: Callable[[], bool] | None = None
    ) -> tuple[PolicyRegion, ...] | None:
        """The undominated faces, as few regions as can be; None where there are too many faces."""
        faces = self.undominated_faces(total, cancelled)
        return None if faces is None else self.as_regions(faces)

    def as_regions(self, faces: Mapping[Face, bool | None]) -> tuple[PolicyRegion, ...]:
        """Faces that are undominated (True) or open (None) as few regions, the largest of each."""
        closed = self.closed(faces)
        largest = [
            face
            for face, found in faces.items()
            if not any(face < other and (other in closed or found is faces[other] is None)
                       for other in faces)
        ]  # fmt: skip
        return tuple(self.region(face, face in closed, faces[face] is None) for face in largest)

    def closed(self, faces: Mapping[Face, bool | None]) -> set[Face]:
        """The undominated faces whose own faces are all undominated, too."""
        sure = [face for face, found in faces.items() if found]
        if self.tree.relation.keeps_independence:
            return set(sure)
        others = [face for face in self.faces() if not faces.get(face)]
        return {face for face in sure if not any(other < face for other in others)}

    def region(self, face: Face, is_closed: bool = True, is_open: bool = False) -> PolicyRegion:
        """A face in terms of what it leaves out."""
        tree, only, every = self.tree, dict[str, tuple[str, ...]](), list[str]()
        for node in self._choice_nodes:
            kept = [b for b, c in self._branches(node) if c in face]
            if kept and len(kept) < len(tree.children[node]):
                only[tree.ids[node]] = tuple(kept)
            every += kept if len(kept) > 1 else []
        if is_closed or is_open:
            return PolicyRegion(only, self.avoidable(face) & only.keys(), open_=is_open)
        return PolicyRegion(only, every=tuple(every))

    def avoidable(self, face: Face | None = None) -> frozenset[str]:
        """The choice nodes that some policy of a closed face (or of all) does not reach.

        Those below a branch of a choice node that also takes another.
        """
        tree, sure = self.tree, [True] * len(self.tree)
        for node, children in enumerate(tree.children):
            taken = [c for c in children if face is None or c in face]
            forks = tree.kinds[node] is Kind.CHOICE and len(taken) > 1
            for child in children:
                sure[child] = sure[node] and not forks
        return frozenset(tree.ids[node] for node in self._choice_nodes if not sure[node])

    def undominated_faces(
        self, total: Total | None = None, cancelled: Callable[[], bool] | None = None
    ) -> Mapping[Face, bool | None] | None:
        """The faces that are undominated (True) or open (None), small ones first.

        None where there are too many faces.
        """
        if self.count_faces() > MOST_FACES:
            return None
        kept: dict[Face, bool | None] = {}
        beaten: list[Face] = []
        independent = self.tree.relation.keeps_independence
        for face in sorted(self.faces(), key=lambda face: (len(face), sorted(face))):
            if independent and any(small <= face for small in beaten):
                continue
            found = self._face_is(face, total, cancelled)
            if found is False:
                beaten.append(face)
            else:
                kept[face] = found
        return kept

    def count_faces(self) -> int:
        """How many faces there are."""
        return count_faces(self.tree)

    def faces(self) -> Iterator[Face]:
        """Every face; to be asked for where they are few."""
        return faces_of(self.tree)

    def evenly(self, face: Face, shares: Shares | None = None) -> Shares:
        """A policy of the inside of a face: even among the branches it takes."""
        result = dict(shares or {})
        for node in self._choice_nodes:
            rows = self._branches(node)
            kept = [branch for branch, child in rows if child in face] or [b for b, _ in rows]
            result |= {branch: ZERO for branch, _ in rows}
            result |= dict.fromkeys(kept, Fraction(1, len(kept)))
        return result

    def _branches(self, node: int) -> Sequence[tuple[str, int]]:
        return list(zip(self.tree.branches[node], self.tree.children[node], strict=True))

    def _face_is(
        self, face: Face, total: Total | None, cancelled: Callable[[], bool] | None
    ) -> bool | None:
        if (total, face) not in self._known:
            weights, order = self.weights(self.evenly(face)), self.order(total)
            found: bool | None
            if isinstance(order, ByExpectations) and self.tree.opinions:
                found = None  # what all policies of a face have in common is told under one opinion only
            elif isinstance(order, ByExpectations):
                counted = None if total is None else self.counted(total)
                found = face_is_undominated(self.tree, order, face, weights, counted, cancelled)
            else:
                found = better_weights(self.tree, weights, order, cancelled) is None
            self._known[total, face] = found
        return self._known[total, face]

    # -------------------------------------------------------------------------- totals

    @property
    def totals(self) -> tuple[Total, ...]:
        """What may be held: each outcome of the tree, and each scale with several of them."""
        document, used = self.tree.document, self.tree.used_outcomes
        if self.tree.opinions and len(self.tree.choice_branches) > MOST_HELD:
            return ()
        scales = [document.outcomes[id_].scale_name for id_ in used]
        several = dict.fromkeys(name for name in scales if name and scales.count(name) > 1)
        return (*map(Total, used), *(Total(name, is_scale=True) for name in several))

    def counted(self, total: Total) -> list[bool]:
        """Which kinds of leaves belong to the total."""
        tree, result = self.tree, [False] * len(self.tree.features)
        for outcome, kind in zip(tree.outcomes, tree.leaf_kinds.tolist(), strict=True):
            if outcome is not None:
                scale = scale_of(tree.document.outcomes[outcome])
                in_scale = total.is_scale and scale == ("scale", total.name)
                result[kind] = in_scale or (not total.is_scale and outcome == total.name)
        return result

    def totals_of(self, prospect: Prospect) -> Mapping[Total, Ends]:
        """What a prospect gives each outcome and each scale: at least and at most in the opinions."""
        several = prospect.opinions.values() or (prospect,)
        found = [self._totals_of(own.lottery) for own in several]
        return {
            total: (min(own[total] for own in found), max(own[total] for own in found))
            for total in found[0]
        }

    def given_by_each(self, total: Total, shares: Shares) -> tuple[Fraction, ...]:
        """What a policy gives a total under each opinion."""
        prospect = self.policy(shares).prospect
        several = prospect.opinions.values() or (prospect,)
        return tuple(self._totals_of(own.lottery).get(total, ZERO) for own in several)

    def _totals_of(self, lottery: Lottery) -> Mapping[Total, Fraction]:
        result: dict[Total, Fraction] = {}
        for id_ in self.tree.used_outcomes:
            chance = lottery.get(id_, ZERO)
            result[Total(id_)] = chance
            if (name := self.tree.document.outcomes[id_].scale_name) is not None:
                scale = Total(name, is_scale=True)
                result[scale] = result.get(scale, ZERO) + chance
        return result

    def order(self, total: Total | None) -> Order:
        """How prospects compare; with a total, only those that have the same of it do."""
        found = self._orders.get(total)
        if found is None and total is not None:
            found = self._orders[total] = self.tree.order.holding(
                self.counted(total), len(self.tree.readings)
            )
        assert found is not None
        return found
