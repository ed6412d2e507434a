"""Trees as lists of kinds, children and shares, rolled back in plain fractions."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np

from solver.document.elements import Kind
from solver.induction.tree.tree_levels import Levels


@dataclass(frozen=True)
class Plain:
    """A tree in preorder: for each node its kind, children and shares; for leaves their utility."""

    kinds: list[Kind]
    children: list[list[int]]
    shares: list[list[Fraction]]
    leaves: list[int]  # the number of the utility; -1 elsewhere

    @cached_property
    def levels(self) -> Levels:
        return Levels.of(self.kinds, self.children, self.shares)

    @property
    def leaf_kinds(self) -> Any:
        return np.array(self.leaves, dtype=np.int64)[self.levels.order]

    def rolled(self, utilities: Sequence[Fraction]) -> tuple[Fraction, list[bool]]:
        """The value of the root, and whether each node is best among its siblings."""
        values = [Fraction(0)] * len(self.kinds)
        best = [True] * len(self.kinds)
        for node in reversed(range(len(self.kinds))):
            below = self.children[node]
            if self.leaves[node] >= 0:
                values[node] = utilities[self.leaves[node]]
            elif self.kinds[node] is Kind.CHANCE:
                pairs = zip(self.shares[node], below, strict=True)
                values[node] = sum((p * values[child] for p, child in pairs), Fraction(0))
            else:
                values[node] = max(values[child] for child in below)
                for child in below:
                    best[child] = values[child] == values[node]
        return values[0], best


def grown(draw: random.Random, size: int, depth: float, denominator: int, kinds: int) -> Plain:
    """A random tree of about ``size`` nodes; the greater ``depth`` (0 to 1), the deeper."""
    below: list[list[int]] = [[]]
    open_nodes = [0]
    while len(below) < size:
        node = open_nodes.pop(-1 if draw.random() < depth else draw.randrange(len(open_nodes)))
        count = draw.choice((1, 2, 2, 3, 4, 6))
        below[node] = list(range(len(below), len(below) + count))
        below.extend([] for _ in range(count))
        open_nodes += below[node]
    order, stack = [], [0]
    while stack:
        order.append(stack.pop())
        stack.extend(reversed(below[order[-1]]))
    number = {node: i for i, node in enumerate(order)}
    tree = Plain([], [[number[child] for child in below[node]] for node in order], [], [])
    for children in tree.children:
        kind = draw.choice((Kind.CHOICE, Kind.CHANCE)) if children else Kind.OUTCOME
        weights = [1] * len(children)
        if kind is Kind.CHANCE:
            weights = [draw.choice((0, 1, draw.randint(0, denominator))) for _ in children]
            weights[0] += not any(weights)
        tree.kinds.append(kind)
        tree.shares.append([Fraction(weight, sum(weights)) for weight in weights])
        tree.leaves.append(-1 if children else draw.randrange(kinds))
    return tree
