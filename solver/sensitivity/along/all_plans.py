"""All plans of a small tree as polynomials: for what must be compared each with each."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from solver.budget import Budget
from solver.document.elements import Kind
from solver.sensitivity.along.node_sets import TooMany, Vec
from solver.sensitivity.along.roots import ZERO, Poly
from solver.sensitivity.along.tree_along import TreeAlong
from solver.translation import tr

MOST_PLANS: Final = 1_000  # of a node, by their prospects


@dataclass(frozen=True)
class Block:
    """Coordinates of prospects in one reading of the document: the places where they stand in vectors."""

    along: TreeAlong
    leaves: dict[int, Vec]


def all_plans(blocks: Sequence[Block], budget: Budget) -> list[list[Vec]]:
    """The prospects of all plans from every node as polynomials: those of all readings side by side.

    Each is scaled like those of the root in its reading.
    """
    tree = blocks[0].along.tree
    found: list[list[Vec]] = [[] for _ in range(len(tree))]
    sizes = [len(next(iter(block.leaves.values())).entries) for block in blocks]
    owner = [block for block, size in zip(blocks, sizes, strict=True) for _ in range(size)]

    def each(node: int, entries: Sequence[Poly], name: str) -> list[Poly]:
        """Entries times what their reading has for the depth of a node."""
        return [
            entry * getattr(block.along, name)[block.along.depths[node]]
            for entry, block in zip(entries, owner, strict=True)
        ]

    for node in range(len(tree) - 1, -1, -1):
        budget.look()
        below = tree.children[node]
        if not below:
            entries = [entry for block in blocks for entry in block.leaves[node].entries]
            found[node] = [Vec.of(each(node, entries, "scales"))]
        elif tree.kinds[node] is Kind.CHOICE:
            every = (
                Vec.of(each(node, vec.entries, "steps")) for child in below for vec in found[child]
            )
            found[node] = list(dict.fromkeys(every))
        else:
            own = {id(block): block.along.weights(node) for block in blocks}
            weights = [[own[id(block)][k] for block in owner] for k in range(len(below))]
            count = 1
            for child in below:
                count *= len(found[child])
            if count > 20 * MOST_PLANS:
                raise TooMany(tr("There are too many plans to compare each with each."))
            sums = (
                Vec.of(
                    sum(
                        (w[k] * part.entries[k] for w, part in zip(weights, parts, strict=True)),
                        ZERO,
                    )
                    for k in range(len(owner))
                )
                for parts in product(*(found[child] for child in below))
            )
            found[node] = list(dict.fromkeys(sums))
        if len(found[node]) > MOST_PLANS:
            raise TooMany(tr("There are too many plans to compare each with each."))
    return [
        [
            Vec.of(
                entry * (block.along.scales[0] // block.along.scales[block.along.depths[node]])
                for entry, block in zip(vec.entries, owner, strict=True)
            )
            for vec in plans
        ]
        for node, plans in enumerate(found)
    ]
