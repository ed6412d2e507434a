"""What stated comparisons between outcomes add up to by going from one to the next.

A path x → … → y of stated comparisons says that x is at least as good as y, strictly so if one of
them is strict.  Reachability is kept in bits of whole numbers, one number for each outcome.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Closure:
    """The paths between ``names``: bit j of ``below[i]`` tells that one leads from i to j.

    Every name reaches itself.  ``strict`` has the paths with a strict step.
    """

    names: tuple[str, ...]
    below: tuple[int, ...]
    strict: tuple[int, ...]

    @classmethod
    def of(
        cls,
        names: Sequence[str],
        better: Iterable[tuple[str, str]],
        equal: Iterable[tuple[str, str]],
    ) -> "Closure":
        """All paths of steps (x, y) downwards in ``better`` and both ways in ``equal``."""
        index = {name: i for i, name in enumerate(names)}
        below = [1 << i for i in range(len(names))]
        strict = [0] * len(names)
        for x, y in better:
            below[index[x]] |= 1 << index[y]
            strict[index[x]] |= 1 << index[y]
        for x, y in equal:
            below[index[x]] |= 1 << index[y]
            below[index[y]] |= 1 << index[x]
        for via in range(len(names)):  # Warshall 1962
            bit, own, own_strict = 1 << via, below[via], strict[via]
            for i, reached in enumerate(below):
                if reached & bit:
                    strict[i] |= own if strict[i] & bit else own_strict
                    below[i] = reached | own
        return cls(tuple(names), tuple(below), tuple(strict))

    @cached_property
    def index(self) -> Mapping[str, int]:
        """The place of each name."""
        return {name: i for i, name in enumerate(self.names)}

    @property
    def is_circular(self) -> bool:
        """Whether a path with a strict step leads back to where it began."""
        return any(strict >> i & 1 for i, strict in enumerate(self.strict))

    def leads(self, x: str, y: str) -> bool:
        """Whether a path leads from x to y."""
        i, j = self.index.get(x), self.index.get(y)
        return x == y if i is None or j is None else bool(self.below[i] >> j & 1)

    def among(self, kept: Iterable[str]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """As few comparisons of some names as say all that the paths say of these names.

        Strict ones and equal ones.  Only for a closure that is not circular.
        """
        places = [self.index[name] for name in kept if name in self.index]
        first: dict[int, int] = {}  # of each class of equals, by what it reaches
        equal = []
        for i in places:
            j = first.setdefault(self.below[i], i)
            if j != i:
                equal.append((self.names[j], self.names[i]))
        heads = list(first.values())
        mask = sum(1 << i for i in heads)
        better = []
        for i in heads:
            candidates = self.below[i] & mask & ~(1 << i)
            further = 0  # what is reached by way of others needs no comparison of its own
            for j in heads:
                if candidates >> j & 1:
                    further |= self.below[j] & ~(1 << j)
            better += [
                (self.names[i], self.names[j]) for j in heads if (candidates & ~further) >> j & 1
            ]
        return better, equal


def moves_down(surplus: Sequence[int], steps: Iterable[tuple[int, int]]) -> frozenset[int] | None:
    """Whether masses can be brought to zero by moving them along steps downwards.

    ``surplus`` sums to zero.  None if they can; else places that only such above them lead to,
    whose surplus is negative: what proves that they cannot.  (A maximum flow and a minimum cut,
    Ford and Fulkerson 1956.)
    """
    import networkx as nx  # a quarter of a second, and hardly ever needed

    graph = nx.DiGraph()
    graph.add_nodes_from(["source", "sink"])
    for i, mass in enumerate(surplus):
        if mass > 0:
            graph.add_edge("source", i, capacity=mass)
        elif mass < 0:
            graph.add_edge(i, "sink", capacity=-mass)
    graph.add_edges_from(steps)  # without a capacity: any mass may pass
    value, (reached, _) = nx.minimum_cut(graph, "source", "sink")
    if value == sum(mass for mass in surplus if mass > 0):
        return None
    return frozenset(i for i in range(len(surplus)) if i not in reached)
