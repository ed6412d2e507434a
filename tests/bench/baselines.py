"""What the rules are measured against: the plain ways to do the same, in floats."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from solver.document.elements import Kind
from solver.induction.tree.compiled_tree import Compiled

Floats = npt.NDArray[np.float64]


# ----------------------------------------------------------------- recursion over node objects


@dataclass(slots=True)
class Plain:
    """A node as one would write it down first."""

    kind: Kind
    value: float = 0.0
    children: list["Plain"] = field(default_factory=list)
    probabilities: list[float] = field(default_factory=list)
    permitted: list[bool] = field(default_factory=list)


def plain_tree(tree: Compiled) -> Plain:
    """The tree as node objects; its leaves have the first value."""
    nodes = [Plain(kind) for kind in tree.kinds]
    first = tree.preference.features.values_from
    values = [float(features[first]) for features in tree.features]
    for i, node in enumerate(nodes):
        node.children = [nodes[child] for child in tree.children[i]]
        node.probabilities = [float(share) for share in tree.shares[i]]
        if node.kind is Kind.OUTCOME:
            node.value = values[int(tree.leaf_kinds[i])]
    return nodes[0]


def recursion(node: Plain) -> float:
    """The value of a node; ``permitted`` tells which branches attain it."""
    if node.kind is Kind.OUTCOME:
        return node.value
    values = [recursion(child) for child in node.children]
    if node.kind is Kind.CHANCE:
        return sum(p * v for p, v in zip(node.probabilities, values, strict=True))
    best = max(values)
    node.permitted = [value == best for value in values]
    return best


# --------------------------------------------------------------------- vectorised, in levels


class Vectorised:
    """Float rollback in arrays, level by level, with an argmax at each choice node.

    Trees whose nodes all have the same number of branches take the quick way with a reshape.
    """

    def __init__(self, tree: Compiled) -> None:
        self.levels = tree.levels
        first = tree.preference.features.values_from
        table = np.array([float(features[first]) for features in tree.features])
        self.leaves = [table[tree.leaves[level.start : level.stop]] for level in self.levels.levels]
        self.weights = self.levels.real_weights

    def __call__(self) -> tuple[Floats, list[npt.NDArray[np.int64]]]:
        taken = []
        below = np.zeros(0)
        for depth in range(len(self.leaves) - 1, -1, -1):
            level = self.levels.levels[depth]
            values = self.leaves[depth]
            if len(level.inner):
                starts = level.first[:-1]
                sums = np.zeros(0)
                if level.has_chance:
                    sums = np.add.reduceat(below * self.weights[depth], starts)
                if level.has_choice:
                    if level.width:
                        best = below.reshape(-1, level.width).argmax(axis=1)
                        top = below[starts + best]
                    else:
                        top = np.maximum.reduceat(below, starts)
                        numbers = np.where(
                            below == np.repeat(top, level.counts), np.arange(len(below)), len(below)
                        )
                        best = np.minimum.reduceat(numbers, starts) - starts
                    taken.append(best)
                    rolled = np.where(level.chance, sums, top) if level.has_chance else top
                else:
                    rolled = sums
                if len(level.inner) == level.size:
                    values = rolled
                else:
                    values = values.copy()
                    values[level.inner] = rolled
            below = values
        return below, taken


# ------------------------------------------------------------------------- sets of prospects


def plain_sets(tree: Compiled) -> npt.NDArray[Any]:
    """Pruned set induction, node by node: the maximal vectors of values at the root.

    Unions at choice nodes, all sums at chance nodes, and after each the vectors that no other
    exceeds, by comparing all with all.
    """
    first = tree.preference.features.values_from
    table = np.array([[float(entry) for entry in f[first:]] for f in tree.features])
    sets: list[Floats] = [np.zeros((0, 0))] * len(tree)
    for node in range(len(tree) - 1, -1, -1):
        below: Sequence[int] = tree.children[node]
        if not below:
            sets[node] = table[[int(tree.leaf_kinds[node])]]
        elif tree.kinds[node] is Kind.CHOICE:
            sets[node] = _maximal(np.concatenate([sets[child] for child in below]))
        else:
            shares = [float(share) for share in tree.shares[node]]
            sums = sets[below[0]] * shares[0]
            for child, share in zip(below[1:], shares[1:], strict=True):
                sums = (sums[:, None] + (sets[child] * share)[None]).reshape(-1, table.shape[1])
                sums = _maximal(sums)
            sets[node] = sums
        for child in below:
            sets[child] = np.zeros((0, 0))
    return sets[0]


def _maximal(vectors: Floats) -> Floats:
    """The vectors that no other exceeds; of equal ones the first."""
    if len(vectors) < 2:
        return vectors
    if len(vectors) > 64:  # for fewer it takes longer than what it saves
        vectors = np.unique(vectors, axis=0)
        at_least = _at_least(vectors)
        np.fill_diagonal(at_least, False)
        beaten = at_least.any(axis=0)
    else:
        at_least = _at_least(vectors)
        equal = at_least & at_least.T
        beaten = ((at_least & ~equal) | np.triu(equal, 1)).any(axis=0)
    kept: Floats = vectors[~beaten]
    return kept


def _at_least(vectors: Floats) -> npt.NDArray[np.bool_]:
    """Whether the first of two vectors is at least as great as the second, for all pairs."""
    result = np.ones((len(vectors), len(vectors)), dtype=bool)
    for column in vectors.T:
        result &= column[:, None] >= column[None]
    return result
