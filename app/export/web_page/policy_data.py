"""What the page needs to work out by itself what a policy leads to, exactly, and whether it is dominated.

What a policy leads to is worked out in the page, in whole-numbered fractions.  Whether it is dominated
depends, under expected multi-utility, only on which branches it takes at all at the nodes that it reaches; so
that a table of these patterns, made here, answers for every policy.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain, combinations, product
from typing import Any, Final

from solver.analyses.policies import better_weights
from solver.document.elements import Kind
from solver.explain.case import Case
from solver.induction.tree.compiled_tree import Compiled
from solver.words.names import Names

MOST_SLIDERS: Final = 12
MOST_PATTERNS: Final = 256
MOST_LEAVES: Final = 300


def policy_data(case: Case, names: Names) -> dict[str, Any] | None:
    """Sliders, ways to the ends and the table; None where the page cannot answer for policies."""
    tree = case.tree
    nodes = [node for node in tree.choice_nodes() if len(tree.children[node]) > 1]
    leaves = [node for node in range(len(tree)) if tree.outcomes[node] is not None]
    plain = tree.settled is None and not tree.opinions
    if not plain or not 0 < len(nodes) <= MOST_SLIDERS or len(leaves) > MOST_LEAVES:
        return None
    ends = list(tree.ends)
    return {
        "nodes": [
            {
                "name": names.node(tree.ids[node]),
                "branches": [names.branch(branch) for branch in tree.branches[node]],
                "shares": [str(share) for share in tree.shares[node]],
            }
            for node in nodes
        ],
        "ends": [names.end(end) for end in ends],
        "ways": [[*_way(tree, nodes, leaf), ends.index(tree.end(leaf))] for leaf in leaves],
        "dominated": _table(tree, nodes),
    }


def _way(tree: Compiled, nodes: list[int], leaf: int) -> tuple[str, list[list[int]]]:
    """The chance of a leaf as far as the tree gives it, and the choices on the way: slider and branch."""
    chance, choices, node = Fraction(1), [], leaf
    while (above := tree.parents[node]) >= 0:
        place = tree.children[above].index(node)
        if above in nodes:
            choices.append([nodes.index(above), place])
        elif tree.kinds[above] is Kind.CHANCE:
            chance *= tree.shares[above][place]
        node = above
    return str(chance), choices[::-1]


def _table(tree: Compiled, nodes: list[int]) -> dict[str, bool] | None:
    """For each pattern of branches that are taken whether such policies are dominated; None where unknown."""
    patterns = [_parts(len(tree.children[node])) for node in nodes]
    number = 1
    for parts in patterns:
        number *= len(parts)
    if number > MOST_PATTERNS or not tree.relation.keeps_independence:
        return None
    return {
        "|".join(",".join(map(str, part)) for part in pattern): better_weights(
            tree, _weights(tree, dict(zip(nodes, pattern, strict=True)))
        )
        is not None
        for pattern in product(*patterns)
    }


def _parts(count: int) -> list[tuple[int, ...]]:
    """The sets of branches that may be taken at a node: all but the empty one."""
    every: Iterator[tuple[int, ...]] = chain.from_iterable(
        combinations(range(count), size) for size in range(1, count + 1)
    )
    return list(every)


def _weights(tree: Compiled, taken: dict[int, tuple[int, ...]]) -> list[Fraction]:
    """How likely a policy comes to each node that takes these branches, equally often."""
    weights = [Fraction(0)] * len(tree)
    weights[0] = Fraction(1)
    for node in range(len(tree)):  # in preorder: those above come first
        for place, child in enumerate(tree.children[node]):
            weights[child] = weights[node]
            if node in taken:  # what chance does is no part of a policy
                weights[child] *= Fraction(place in taken[node], len(taken[node]))
    return weights
