"""A tree laid out level by level, in arrays: what the fast computations walk over.

Nodes are numbered breadth first, so that the children of a level's nodes are the next level, in
order, and the children of one node lie side by side.  Numbers are scaled to whole ones: on level l
everything is a multiple of ``1 / scales[l]``, and nothing is ever rounded.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import chain
from math import lcm
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from solver.document.elements import Kind
from solver.errors import NotSolvable
from solver.findings import Finding
from solver.translation import tr
from solver.whole_numbers import SAFE, Ints, Whole

MAX_DIGITS: Final = 60_000  # of the common denominator of what the tree's probabilities multiply to
_MAX_BITS: Final = MAX_DIGITS * 10 // 3
MAX_MEMORY: Final = 500 * 2**20  # bytes of such numbers, one for every node


@dataclass(frozen=True)
class Level:
    """The nodes of one depth.

    ``inner`` are the places in the level of nodes that have children, ``first`` where their
    children begin in the next level (one entry more than there are), ``chance`` tells for each of
    them whether it is a chance node.
    """

    start: int  # of the level, in level order
    size: int
    inner: Ints
    first: Ints
    chance: npt.NDArray[np.bool_]

    @property
    def stop(self) -> int:
        return self.start + self.size

    @cached_property
    def has_chance(self) -> bool:
        return bool(self.chance.any())

    @cached_property
    def has_choice(self) -> bool:
        return not self.chance.all()

    @cached_property
    def counts(self) -> Ints:
        """How many children each inner node has."""
        return np.diff(self.first)

    @cached_property
    def width(self) -> int:
        """How many children every inner node has, or 0 where they differ."""
        return (
            int(self.counts[0])
            if len(self.counts) and self.counts.min() == self.counts.max()
            else 0
        )

    def spread(self, numbers: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Numbers of the inner nodes, repeated for each of their children."""
        return np.repeat(numbers, self.width or self.counts)

    @cached_property
    def under_chance(self) -> npt.NDArray[np.bool_]:
        """Which of the next level's nodes hang under chance nodes."""
        return np.repeat(self.chance, self.counts)

    def filled(self, values: npt.NDArray[Any], rolled: npt.NDArray[Any] | None) -> npt.NDArray[Any]:
        """The level's values with those of its inner nodes in place."""
        if rolled is None or len(rolled) == self.size:
            return values if rolled is None else rolled
        result = values.copy()
        result[self.inner] = rolled
        return result


@dataclass(frozen=True)
class Levels:
    """The tree in level order: ``order[i]`` is the preorder number of the i-th node.

    ``shares[entered[i]]`` is the probability with which the i-th node is entered: 1 under a choice
    node.  (Fractions are slow to compare and to hash, and most trees use few of them.)

    ``opinions`` are the same tree under each opinion about these probabilities, where there are
    several: then numbers are whole on all of them, and ``weights`` have a column for each.
    """

    order: Ints
    parents: Ints  # in level order; -1 at the root
    levels: tuple[Level, ...]
    entered: Ints
    shares: tuple[Fraction, ...]
    opinions: "tuple[Levels, ...]" = ()

    @classmethod
    def of(
        cls,
        kinds: Sequence[Kind],
        children: Sequence[Sequence[int]],
        shares: Sequence[Sequence[Fraction]],
    ) -> "Levels":
        """The level order of a tree given in preorder."""
        known: dict[int, list[int]] = {}  # equal lists of shares are mostly one and the same object
        codes: dict[Fraction, int] = {Fraction(1): 0}
        order: list[int] = []
        parents: list[int] = [-1]
        entered: list[int] = [0]
        levels: list[Level] = []
        row: Sequence[int] = (0,)
        while row:
            start = len(order)
            inner = [i for i, node in enumerate(row) if children[node]]
            counts = [len(children[row[i]]) for i in inner]
            chance = [kinds[row[i]] is Kind.CHANCE for i in inner]
            first = np.zeros(len(inner) + 1, dtype=np.int64)
            np.cumsum(counts, out=first[1:])
            places = np.array(inner, dtype=np.int64)
            levels.append(Level(start, len(row), places, first, np.array(chance, dtype=bool)))
            order += row
            for i, is_chance, count in zip(inner, chance, counts, strict=True):
                parents += [start + i] * count
                if not is_chance:
                    entered += [0] * count
                    continue
                own = shares[row[i]]
                if (found := known.get(id(own))) is None:
                    found = known[id(own)] = [codes.setdefault(p, len(codes)) for p in own]
                entered += found
            row = list(chain.from_iterable(children[row[i]] for i in inner))
        return cls(
            np.array(order, dtype=np.int64),
            np.array(parents, dtype=np.int64),
            tuple(levels),
            np.array(entered, dtype=np.int64),
            tuple(codes),
        )

    def entered_by(self, kinds: Sequence[Kind], shares: Sequence[Sequence[Fraction]]) -> "Levels":
        """The same levels where nodes are entered with other probabilities."""
        codes: dict[Fraction, int] = {Fraction(1): 0}
        known: dict[int, list[int]] = {}
        entered = [0]
        for node in self.order.tolist():  # breadth first, so that children come in this order
            own = shares[node]
            if not own:
                continue
            if kinds[node] is not Kind.CHANCE:
                entered += [0] * len(own)
                continue
            if (found := known.get(id(own))) is None:
                found = known[id(own)] = [codes.setdefault(p, len(codes)) for p in own]
            entered += found
        return replace(
            self, entered=np.array(entered, dtype=np.int64), shares=tuple(codes), opinions=()
        )

    def __len__(self) -> int:
        return len(self.order)

    @cached_property
    def places(self) -> Ints:
        """Where each node of the preorder stands in level order."""
        result = np.empty(len(self.order), dtype=np.int64)
        result[self.order] = np.arange(len(self.order))
        return result

    def below(self, level: Level) -> slice:
        """Where the children of a level's nodes stand in level order."""
        return slice(level.stop, level.stop + int(level.first[-1]))

    @cached_property
    def denominators(self) -> tuple[int, ...]:
        """For each level a common denominator of the probabilities at its chance nodes."""
        result = []
        for level in self.levels:
            common = 1
            for own in self.opinions or (self,):
                for i in set(own.entered[self.below(level)].tolist()):
                    common = _small(lcm(common, own.shares[i].denominator))
            result.append(common)
        return tuple(result)

    @cached_property
    def scales(self) -> tuple[int, ...]:
        """What numbers are multiplied with on each level so that they are whole on all above."""
        result = [1] * len(self.levels)
        room = 8 * MAX_MEMORY
        for depth in range(len(self.levels) - 2, -1, -1):
            result[depth] = _small(result[depth + 1] * self.denominators[depth])
            room -= result[depth].bit_length() * self.levels[depth].size
        if room < 0:
            raise _too_long()
        return tuple(result)

    @cached_property
    def widest(self) -> list[int]:
        """For each level the most branches of a node there, or 0 where no node is a chance node."""
        return [int(level.counts.max()) if level.has_chance else 0 for level in self.levels]

    @cached_property
    def weights(self) -> tuple[Whole, ...]:
        """By how much each node of a level counts above: its probability times the denominator.

        The entry of level l belongs to the nodes of level l + 1.
        """
        if self.opinions:
            columns = [own._weights(self.denominators) for own in self.opinions]
            return tuple(np.stack(level, axis=1) for level in zip(*columns, strict=True))
        return tuple(self._weights(self.denominators))

    def _weights(self, denominators: Sequence[int]) -> list[Whole]:
        result = []
        for level, denominator in zip(self.levels, denominators, strict=True):
            entered = self.entered[self.below(level)]
            table = np.zeros(len(self.shares), dtype=np.int64 if denominator < SAFE else object)
            for i in set(entered.tolist()):
                table[i] = int(self.shares[i] * denominator)
            result.append(table[entered])
        return result

    def weighted(
        self, depth: int, vectors: Whole, opinion: Ints, children: Ints | None = None
    ) -> Whole:
        """Vectors of the next level's nodes (of these, one for each), as they count above.

        ``opinion`` says of each coordinate in whose opinion it counts.
        """
        weights = self.weights[depth] if children is None else self.weights[depth][children]
        weights = weights.astype(vectors.dtype, copy=False)
        result: Whole = vectors * (weights[:, opinion] if self.opinions else weights[:, None])
        return result

    @cached_property
    def never(self) -> tuple[npt.NDArray[np.bool_], ...]:
        """Which nodes of the next level every opinion gives probability zero, seen from just above."""
        none = [weights == 0 for weights in self.weights]
        return tuple(
            each.all(axis=1).astype(bool) if self.opinions else each.astype(bool) for each in none
        )

    @cached_property
    def real_weights(self) -> tuple[npt.NDArray[np.float64], ...]:
        """The probabilities with which the nodes of the next level are entered, rounded."""
        table = np.array([float(share) for share in self.shares])
        return tuple(table[self.entered[self.below(level)]] for level in self.levels)

    @cached_property
    def residue_weights(self) -> tuple[npt.NDArray[np.uint64], ...]:
        """The weights modulo 2^64."""
        result = []
        for level, denominator in zip(self.levels, self.denominators, strict=True):
            entered = self.entered[self.below(level)]
            table = np.zeros(len(self.shares), dtype=np.uint64)
            for i in set(entered.tolist()):
                table[i] = int(self.shares[i] * denominator) & (2**64 - 1)
            result.append(table[entered])
        return tuple(result)

    # ------------------------------------------------------------------ node by node

    def share(self, node: int) -> Fraction:
        """The probability with which a node is entered."""
        return self.shares[int(self.entered[node])]

    @cached_property
    def whole_weights(self) -> list[int]:
        """The weight of each node, in level order."""
        return [1, *chain.from_iterable(weights.tolist() for weights in self.weights)]

    @cached_property
    def float_weights(self) -> list[float]:
        """The probability with which each node is entered, rounded, in level order."""
        return [1.0, *chain.from_iterable(weights.tolist() for weights in self.real_weights)]

    @cached_property
    def _spans(self) -> tuple[list[int], list[int], list[bool]]:
        starts, stops, chance = [0] * len(self), [0] * len(self), [False] * len(self)
        for level in self.levels:
            for i, first, last, is_chance in zip(
                (level.inner + level.start).tolist(),
                (level.first[:-1] + level.stop).tolist(),
                (level.first[1:] + level.stop).tolist(),
                level.chance.tolist(),
                strict=True,
            ):
                starts[i], stops[i], chance[i] = first, last, is_chance
        return starts, stops, chance

    def span(self, node: int) -> tuple[int, int, bool]:
        """Where the children of a node begin and end, and whether it is a chance node."""
        starts, stops, chance = self._spans
        return starts[node], stops[node], chance[node]

    @cached_property
    def steps(self) -> list[tuple[int, int, int, int, bool]]:
        """The inner nodes from the deepest level up: node, level, where its children begin and
        end, and whether it is a chance node."""
        starts, stops, chance = self._spans
        return [
            (i, depth, starts[i], stops[i], chance[i])
            for depth in range(len(self.levels) - 1, -1, -1)
            for i in (self.levels[depth].inner + self.levels[depth].start).tolist()
        ]


def _small(denominator: int) -> int:
    """The number, if it is one that can be computed with."""
    if denominator.bit_length() > _MAX_BITS:
        raise _too_long()
    return denominator


def _too_long() -> NotSolvable:
    message = tr(
        "What the probabilities of this tree multiply to has too many digits to be computed exactly (about {max_digits:,} are possible): give them with fewer digits."
    ).format(max_digits=MAX_DIGITS)
    return NotSolvable([Finding(code="probability.digits", message=message)])
