"""The faces of all policies of a tree: which branches they take where they come to choose.

Why these matter is said in `solver.analyses.policy_faces.undominated_policies`.
"""

from collections.abc import Iterator
from itertools import product

from solver.document.elements import Kind
from solver.induction.tree.compiled_tree import Compiled

#: Nodes (in preorder) below choice nodes that are reached with positive probability.
Face = frozenset[int]


def count_faces(tree: Compiled) -> int:
    """How many faces there are."""
    counts = [1] * len(tree)
    for node in range(len(tree) - 1, -1, -1):
        children = tree.children[node]
        if not children:
            continue
        choice = tree.kinds[node] is Kind.CHOICE
        number = 1
        for child in children:
            number *= counts[child] + choice
        counts[node] = number - choice
    return counts[0]


def faces_of(tree: Compiled) -> Iterator[Face]:
    """Every face; to be asked for where they are few."""
    below: dict[int, list[Face]] = {}
    for node in range(len(tree) - 1, -1, -1):
        rows = [(child, below.pop(child)) for child in tree.children[node]]
        if tree.kinds[node] is Kind.CHOICE:
            options = [[frozenset[int](), *(face | {c} for face in own)] for c, own in rows]
            joined = (frozenset[int]().union(*parts) for parts in product(*options))
            below[node] = [face for face in joined if face]
        else:
            parts = product(*(own for _, own in rows))
            below[node] = [frozenset[int]().union(*part) for part in parts]
    yield from below[0]
