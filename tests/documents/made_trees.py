"""Large trees for benchmarks, made ready for the rules without going through a document."""

import random
from collections.abc import Callable, Sequence
from fractions import Fraction

import numpy as np

from solver.document.elements import Branch, Criterion, Kind, Node, Outcome
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.induction.tree.compiled_tree import Compiled
from solver.induction.tree.compiling import choice_branches
from solver.induction.tree.tree_levels import Levels
from solver.preferences.features import Feature, Features
from solver.preferences.preference_cone import Preference

#: Probabilities at chance nodes with 2 and with 3 branches.
SHARES = {
    2: [
        (Fraction(1, 2),) * 2,
        (Fraction(3, 10), Fraction(7, 10)),
        (Fraction(1, 4), Fraction(3, 4)),
    ],
    3: [
        (Fraction(3, 10), Fraction(3, 10), Fraction(2, 5)),
        (Fraction(1, 5),) * 2 + (Fraction(3, 5),),
    ],
}
Values = Callable[[random.Random, Sequence[int]], Sequence[int]]


def independent(criteria: int) -> Values:
    """Payoffs that have nothing to do with each other."""
    return lambda draw, path: [draw.randint(0, 1000) for _ in range(criteria)]


def correlated(criteria: int) -> Values:
    """Payoffs that mostly agree about what is good."""

    def values(draw: random.Random, path: Sequence[int]) -> Sequence[int]:
        common = draw.randint(0, 1000)
        return [common + draw.randint(0, 100) for _ in range(criteria)]

    return values


def balanced(size: int, values: Values, widths: Sequence[int] = (2, 3), seed: int = 0) -> Compiled:
    """Levels of choice and chance nodes in turn, of about this many nodes."""
    draw = random.Random(seed)
    children: list[list[int]] = [[]]
    depths = [0]
    at = 0
    while len(children) < size:
        count = draw.choice(widths)
        children[at] = list(range(len(children), len(children) + count))
        children += ([] for _ in range(count))
        depths += [depths[at] + 1] * count
        at += 1
    return _made(draw, children, depths, values)


def chain(length: int, values: Values, seed: int = 0) -> Compiled:
    """A choice to stop, then a chance of stopping, and so on: one long path."""
    draw = random.Random(seed)
    children: list[list[int]] = []
    for i in range(length):
        children += [[2 * i + 1, 2 * i + 2], []]
    children.append([])
    depths = [(i + 1) // 2 for i in range(2 * length + 1)]
    return _made(draw, children, depths, values)


def star(leaves: int, values: Values, seed: int = 0) -> Compiled:
    """One choice among many leaves."""
    children: list[list[int]] = [list(range(1, leaves + 1)), *([] for _ in range(leaves))]
    return _made(random.Random(seed), children, [0] + [1] * leaves, values)


def as_document(tree: Compiled) -> Document:
    """The same tree as a document, for what begins with one."""
    first = tree.preference.features.values_from
    criteria = [criterion for _, criterion in tree.preference.features.names[first:]]
    outcomes = {
        f"o{i}": Outcome(
            id=f"o{i}",
            value={str(c): Numeral.of(v) for c, v in zip(criteria, own[first:], strict=True)},
        )
        for i, own in enumerate(tree.features)
    }
    nodes = {
        id_: Node(id=id_, kind=kind, outcome=f"o{leaf}" if kind is Kind.OUTCOME else None)
        for id_, kind, leaf in zip(tree.ids, tree.kinds, tree.leaf_kinds.tolist(), strict=True)
    }
    branches = {
        id_: Branch(
            id=id_,
            source=tree.ids[node],
            target=tree.ids[child],
            probability=Numeral(str(share)) if tree.kinds[node] is Kind.CHANCE else None,
        )
        for node in range(len(tree))
        for id_, child, share in zip(
            tree.branches[node], tree.children[node], tree.shares[node], strict=True
        )
    }
    return Document(
        criteria={str(c): Criterion(id=str(c)) for c in criteria},
        outcomes=outcomes,
        nodes=nodes,
        branches=branches,
        root=tree.ids[0],
    )


def _made(
    draw: random.Random, children: list[list[int]], depths: list[int], values: Values
) -> Compiled:
    """The tree in preorder, with leaves drawn by ``values``."""
    order: list[int] = []
    stack = [0]
    while stack:
        node = stack.pop()
        order.append(node)
        stack.extend(reversed(children[node]))
    number = [0] * len(order)
    for i, node in enumerate(order):
        number[node] = i
    size = len(order)
    below = [tuple([number[child] for child in children[node]]) for node in order]
    kinds = [
        Kind.OUTCOME if not children[node] else (Kind.CHOICE, Kind.CHANCE)[depths[node] % 2]
        for node in order
    ]
    parents = [-1] * size
    for i, own in enumerate(below):
        for child in own:
            parents[child] = i
    shares: list[tuple[Fraction, ...]] = []
    even: dict[int, tuple[Fraction, ...]] = {}
    for kind, own in zip(kinds, below, strict=True):
        if kind is Kind.CHANCE and len(own) in SHARES:
            shares.append(draw.choice(SHARES[len(own)]))
        else:
            part = Fraction(1, max(1, len(own)))
            shares.append(even.setdefault(len(own), (part,) * len(own)))
    drawn: dict[tuple[int, ...], int] = {}
    leaf_kinds = [
        drawn.setdefault(tuple(values(draw, ())), len(drawn)) if kind is Kind.OUTCOME else -1
        for kind in kinds
    ]
    criteria = len(next(iter(drawn)))
    scale = ("scale", "s")
    names: tuple[Feature, ...] = ((scale, None), *((scale, f"c{i}") for i in range(criteria)))
    features = Features(names, 1, {name: i for i, name in enumerate(names)})
    ones = (Fraction(0), *(Fraction(1) for _ in range(criteria)))
    ids = [f"n{i}" for i in range(size)]
    branches = [tuple([f"b{child}" for child in own]) for own in below]
    levels = Levels.of(kinds, below, shares)
    return Compiled(
        document=Document(),
        ids=tuple(ids),
        kinds=tuple(kinds),
        parents=tuple(parents),
        children=tuple(below),
        branches=tuple(branches),
        shares=tuple(shares),
        outcomes=tuple(["o" if kind is Kind.OUTCOME else None for kind in kinds]),
        leaf_kinds=np.array(leaf_kinds, dtype=np.int64),
        features=tuple((Fraction(1), *map(Fraction, point)) for point in drawn),
        preference=Preference(features, (), (), ones),
        numbers={id_: i for i, id_ in enumerate(ids)},
        levels=levels,
        choice_branches=choice_branches(kinds, below, branches, levels),
    )
