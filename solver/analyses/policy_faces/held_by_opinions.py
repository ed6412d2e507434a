"""Holding a total under several opinions: what giving it one probability under each of them forces.

Let g_i(w), linear in realisation weights w, be the probability that opinion i gives the total, and c what it
is held at.  The policies of a closed face with g_i(w) = c for all i form a polytope, so that what is least and
greatest there is found by exact linear programs:

- c itself, as one more variable;
- the share w(child) / w(node) at a node that is reached: with weights scaled so that the node's is 1 (Charnes
  and Cooper 1962).  A policy of the polytope is a mixture of its corners, and its share there an average of the
  shares of those corners that reach the node, so that both ends are attained;
- a policy inside the face: the least of its weights, as great as can be.

Weights are those of the agent's sequences of choices alone: chance takes part in g_i.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Final

from solver.analyses.policy_faces.faces_of_policies import Face
from solver.analyses.policy_faces.undominated_policies import Policies, Shares, Total
from solver.document.elements import Kind
from solver.errors import CertificateError
from solver.preferences.exact_simplex import Infeasible, Optimum, maximise

ZERO: Final = Fraction(0)
ONE: Final = Fraction(1)

#: A row of a linear program: by variable what it counts, and what the row comes to.
Row = tuple[Mapping[int, Fraction], Fraction]


class HeldByOpinions:
    """The policies of one closed face that give a total the same probability under every opinion."""

    def __init__(
        self,
        policies: Policies,
        total: Total,
        face: Face,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        self._policies, self._face, self._cancelled = policies, face, cancelled
        #: The choice nodes that the face comes to, with the children to which it goes on.
        self._kept: dict[int, list[int]] = {}
        #: The variable of each node's weight, that of the last choice on the way; none out of the face.
        self._of: list[int | None] = [0] * len(policies.tree)
        self._size = 1
        self._walk()
        counted = policies.counted(total)
        self._given = [self._gives(chances, counted) for chances in policies.chances_by_opinion]
        self.least, self.greatest = self._extent()

    def _walk(self) -> None:
        tree = self._policies.tree
        for node, kind in enumerate(tree.kinds):
            come = self._of[node]
            for child in tree.children[node]:
                if kind is not Kind.CHOICE:
                    self._of[child] = come
                elif come is None or child not in self._face:
                    self._of[child] = None
                else:
                    self._kept.setdefault(node, []).append(child)
                    self._of[child] = self._size
                    self._size += 1

    def _at(self, node: int) -> int:
        at = self._of[node]
        assert at is not None
        return at

    def _gives(self, chances: Sequence[Fraction], counted: Sequence[bool]) -> dict[int, Fraction]:
        """By variable how likely the total is under one opinion."""
        tree, result = self._policies.tree, dict[int, Fraction]()
        for node, kind in enumerate(tree.leaf_kinds.tolist()):
            at = self._of[node]
            if kind >= 0 and counted[kind] and at is not None and chances[node]:
                result[at] = result.get(at, ZERO) + chances[node]
        return result

    def _flow(self) -> list[Row]:
        """What goes on at a choice node sums to what comes there."""
        rows: list[Row] = []
        for node, kept in self._kept.items():
            rows.append(({**{self._at(c): ONE for c in kept}, self._at(node): -ONE}, ZERO))
        return rows

    def _best(
        self, rows: Sequence[Row], more: int, aim: Mapping[int, Fraction]
    ) -> tuple[Fraction, ...] | None:
        """Weights, and so many ``more`` variables, at which an aim is greatest; None if there are none."""
        size = self._size + more
        columns = [tuple(row.get(i, ZERO) for row, _ in rows) for i in range(size)]
        gains = [aim.get(i, ZERO) for i in range(size)]
        answer = maximise(columns, tuple(right for _, right in rows), gains, self._cancelled)
        if isinstance(answer, Infeasible):
            return None
        if not isinstance(answer, Optimum):
            raise CertificateError("Weights, and what they are scaled by, are bounded.")
        return tuple(answer.x)

    def _held(self, probability: Fraction) -> list[Row]:
        return [
            ({**given, 0: given.get(0, ZERO) - probability}, ZERO) for given in self._given
        ]  # the weight of the root is what probabilities are parts of

    def _extent(self) -> tuple[Fraction, Fraction]:
        """The least and the greatest probability that all opinions can be made to give; 1 and 0 if none."""
        at = self._size
        rows = [*self._flow(), ({0: ONE}, ONE), *(({**g, at: -ONE}, ZERO) for g in self._given)]
        ends = [self._best(rows, 1, {at: sign}) for sign in (-ONE, ONE)]
        if ends[0] is None or ends[1] is None:
            return ONE, ZERO
        return ends[0][at], ends[1][at]

    def ranges(self, probability: Fraction) -> dict[str, tuple[Fraction, Fraction] | None]:
        """By branch the least and greatest share of policies of the face that meet the total."""
        tree, result = self._policies.tree, dict[str, tuple[Fraction, Fraction] | None]()
        for node in self._policies.choice_nodes:
            kept = self._kept.get(node)
            if kept is None:
                result |= dict.fromkeys(tree.branches[node])
                continue
            rows = [*self._flow(), *self._held(probability), ({self._at(node): ONE}, ONE)]
            for branch, child in zip(tree.branches[node], tree.children[node], strict=True):
                if child not in kept:
                    result[branch] = (ZERO, ZERO)
                    continue
                at = self._at(child)
                low, high = (self._best(rows, 0, {at: sign}) for sign in (-ONE, ONE))
                if low is None or high is None:  # no policy that meets it comes here
                    result |= dict.fromkeys(tree.branches[node])
                    break
                result[branch] = (low[at], high[at])
        return result

    def inside(self, probability: Fraction) -> Shares | None:
        """A policy that takes every branch of the face and meets the total, if there is one."""
        own = [self._at(child) for kept in self._kept.values() for child in kept]
        first = self._size  # the least weight, then by how much each is more than that
        rows = [*self._flow(), *self._held(probability), ({0: ONE}, ONE)]
        rows += [
            ({at: ONE, first: -ONE, first + 1 + place: -ONE}, ZERO) for place, at in enumerate(own)
        ]
        if not own:
            rows.append(({first: ONE}, ONE))
        weights = self._best(rows, 1 + len(own), {first: ONE})
        if weights is None or not weights[first]:
            return None
        result = dict(self._policies.evenly(self._face))
        tree = self._policies.tree
        for node, kept in self._kept.items():
            for branch, child in zip(tree.branches[node], tree.children[node], strict=True):
                part = weights[self._at(child)] if child in kept else ZERO
                result[branch] = part / weights[self._at(node)]
        return result
