"""Where the maximal (or the acceptable) plans at some node change, along a parameter.

Backward induction over the pieces of the range: at every node the sets of prospects as polynomials,
each over the open interval on which it is the set.  At a choice node the sets of the branches are
united, at a chance node all combinations are formed; then only what is maximal stays.  Two vectors
of polynomials compare in one way as long as no coordinate of their difference has a root: these
roots are the events, and a root is kept where the set at it, or on one side of it, is another one.
So nothing is missed: between the roots that are kept, all sets at all nodes stay what they are.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

from solver.budget import Budget
from solver.document.elements import Kind
from solver.errors import QuandaryError
from solver.sensitivity.along.roots import ZERO, Key, Poly, Root, Roots, between, key_of, sign_at
from solver.sensitivity.along.tree_along import TreeAlong
from solver.translation import tr


class TooMany(QuandaryError):
    """There are too many prospects to find all thresholds within the budget."""


@dataclass(frozen=True)
class Vec:
    """The coordinates of a prospect along the parameter, times something positive."""

    entries: tuple[Poly, ...]
    key: tuple[Key, ...]

    @classmethod
    def of(cls, entries: Iterable[Poly]) -> "Vec":
        found = tuple(entries)
        return cls(found, tuple([key_of(entry) for entry in found]))

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Vec) and self.key == other.key


Set = tuple[Vec, ...]


@dataclass(frozen=True)
class Along:
    """The sets of a node over an interval: one more than there are roots between them."""

    breaks: tuple[Root, ...]
    sets: tuple[Set, ...]


@dataclass
class NodeSets:
    """The induction over one piece, from ``low`` to ``high``.

    ``leaves`` are the coordinates of each leaf; the first ``equal`` of them must be equal for
    prospects to compare.  ``admit`` is asked of the maximal ones which stay (all, by default), and
    where that changes: see `solver.sensitivity.along.acceptable`.
    """

    along: TreeAlong
    leaves: dict[int, Vec]
    equal: int
    roots: Roots
    low: Root
    high: Root
    budget: Budget
    admit: "Callable[[Set, Root, Root], Along] | None" = None
    breaks: set[Root] = field(default_factory=set)
    most: int = 400  # vectors that are compared with each other
    _known: dict[tuple[object, Root, Root], Along] = field(default_factory=dict)

    def run(self) -> Along:
        """All breaks are in ``breaks`` afterwards; the sets at the root are returned."""
        tree = self.along.tree
        found: dict[int, Along] = {}
        for node in range(len(tree) - 1, -1, -1):
            self.budget.look()
            if self.budget.is_late:
                raise TooMany(tr("There was not enough time to find all thresholds."))
            below = [found.pop(child) for child in tree.children[node]]
            if not below:
                found[node] = Along((), ((self.leaves[node],),))
                continue
            if tree.kinds[node] is Kind.CHOICE:
                found[node] = self._choice(node, below)
            else:
                found[node] = self._chance(node, below)
            self.breaks.update(found[node].breaks)
        return found[0]

    # ---------------------------------------------------------------------------- nodes

    def _choice(self, node: int, below: Sequence[Along]) -> Along:
        step = self.along.steps[self.along.depths[node]]

        def united(parts: Sequence[Set]) -> Set:
            return _distinct(vec for part in parts for vec in _times(part, step))

        return self._each(below, united)

    def _chance(self, node: int, below: Sequence[Along]) -> Along:
        weights = self.along.weights(node)
        total = Along((), ((Vec.of([ZERO] * len(next(iter(self.leaves.values())).entries)),),))
        for weight, child in zip(weights, below, strict=True):

            def added(parts: Sequence[Set], weight: Poly = weight) -> Set:
                so_far, more = parts
                if len(so_far) * len(more) > 40 * self.most:
                    raise TooMany(tr("There are too many plans to find all thresholds."))
                weighted = _times(more, weight)
                return _distinct(
                    Vec.of(a + b for a, b in zip(one.entries, other.entries, strict=True))
                    for one in so_far
                    for other in weighted
                )

            total = self._each([total, child], added)
        return total

    def _each(self, parts: Sequence[Along], join: Callable[[Sequence[Set]], Set]) -> Along:
        """Join the sets on each interval on which none of them changes, and keep what is admitted."""
        inner = sorted({root for part in parts for root in part.breaks})
        ends = [self.low, *inner, self.high]
        places = [0] * len(parts)
        breaks: list[Root] = []
        sets: list[Set] = []
        for low, high in pairwise(ends):
            for i, part in enumerate(parts):
                if places[i] < len(part.breaks) and part.breaks[places[i]] == low:
                    places[i] += 1
            joined = join([part.sets[place] for part, place in zip(parts, places, strict=True)])
            piece = self._admitted(joined, low, high)
            if sets:
                breaks.append(low)  # a set below changes here
            sets += piece.sets
            breaks += piece.breaks
        return Along(tuple(breaks), tuple(sets))

    # ----------------------------------------------------------------------- comparing

    def _admitted(self, candidates: Set, low: Root, high: Root) -> Along:
        if len(candidates) < 2:
            return Along((), (candidates,))
        key = frozenset(candidates), low, high
        if key not in self._known:
            found = self._maximal(candidates, low, high)
            if self.admit is not None:
                found = self._further(found, low, high)
            self._known[key] = found
        return self._known[key]

    def _further(self, found: Along, low: Root, high: Root) -> Along:
        assert self.admit is not None
        breaks: list[Root] = []
        sets: list[Set] = []
        for number, (a, b) in enumerate(pairwise([low, *found.breaks, high])):
            own = self.admit(found.sets[number], a, b)
            if sets:
                breaks.append(a)
            sets += own.sets
            breaks += own.breaks
        return Along(tuple(breaks), tuple(sets))

    def _maximal(self, candidates: Set, low: Root, high: Root) -> Along:
        """What is maximal among some vectors, between two roots; see the module."""
        count = len(candidates)
        if count > self.most:
            raise TooMany(tr("There are too many plans to find all thresholds."))
        self.budget.spend(count * count)
        beaten = [0] * count  # by how many others, on the first interval
        events: dict[Root, list[tuple[int, int, int]]] = {}
        sample = between(low, high)
        for i in range(count):
            for j in range(i + 1, count):
                for root, who, at_it, after in self._compared(
                    candidates[i], candidates[j], low, high, sample
                ):
                    loser = j if who > 0 else i
                    if root is None:
                        beaten[loser] += after
                    else:
                        events.setdefault(root, []).append((loser, at_it, after))
        kept = frozenset(i for i in range(count) if not beaten[i])
        breaks: list[Root] = []
        sets = [kept]
        for root in sorted(events):
            here = list(beaten)
            for loser, at_it, after in events[root]:
                here[loser] += at_it
                beaten[loser] += after
            there = frozenset(i for i in range(count) if not here[i])
            now = frozenset(i for i in range(count) if not beaten[i])
            if there != kept or now != kept:
                breaks.append(root)
                sets.append(now)
                kept = now
        return Along(
            tuple(breaks), tuple(tuple([candidates[i] for i in sorted(own)]) for own in sets)
        )

    def _compared(
        self, one: Vec, other: Vec, low: Root, high: Root, sample: Fraction
    ) -> list[tuple[Root | None, int, int, int]]:
        """How often which of two beats the other: (root, 1 or -1, change at it, change after it).

        Without a root it is how things stand on the first interval.
        """
        equal, found = self.equal, list[tuple[Root | None, int, int, int]]()
        differences = [
            a - b if p != q else None
            for a, b, p, q in zip(one.entries, other.entries, one.key, other.key, strict=True)
        ]
        free = [d for d in differences[:equal] if d is not None]
        rays = [d for d in differences[equal:] if d is not None]
        if free:  # they compare at most where all of these have a common root
            common = free[0]
            for d in free[1:]:
                common = common.gcd(d)
            for root in self.roots.within(common, low, high):
                signs = [root.sign(ray) for ray in rays]
                if any(signs) and (min(signs) >= 0 or max(signs) <= 0):
                    found.append((root, max(signs) or -1, 1, 0))
            return found
        changing = [(ray, self.roots.within(ray, low, high)) for ray in rays]
        inner = sorted({root for _, own in changing for root in own})
        before = self._stands([sign_at(ray, sample) for ray in rays]) if not inner else None
        if before is not None:
            return [(None, before, 0, 1)] if before else []
        stands: list[int] = []  # on each interval
        for a, b in pairwise([low, *inner, high]):
            place = between(a, b)
            stands.append(self._stands([sign_at(ray, place) for ray in rays]))
        if stands[0]:
            found.append((None, stands[0], 0, 1))
        for root, left, right in zip(inner, stands, stands[1:], strict=False):
            here = self._stands([0 if root in own else root.sign(ray) for ray, own in changing])
            for who in (1, -1):
                was, is_, will = (int(x == who) for x in (left, here, right))
                if was != is_ or was != will:
                    found.append((root, who, is_ - was, will - was))
        return found

    @staticmethod
    def _stands(signs: Sequence[int]) -> int:
        """1 where the first beats the other, -1 where it is beaten, else 0."""
        least, most = min(signs, default=0), max(signs, default=0)
        return 1 if least >= 0 < most else -1 if least < 0 >= most else 0


def _times(vectors: Set, factor: Poly) -> Set:
    if factor.degree() == 0 and int(factor[0]) == 1:
        return vectors
    return tuple([Vec.of(entry * factor for entry in vec.entries) for vec in vectors])


def _distinct(vectors: Iterable[Vec]) -> Set:
    return tuple(dict.fromkeys(vectors))
