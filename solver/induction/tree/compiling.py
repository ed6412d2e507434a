"""How a document is made ready for the rules: one tree, or one for each opinion side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from solver.checks import check, errors
from solver.checks.opinion_shares import opinion_shares, own_completion
from solver.document.elements import Completion, Kind
from solver.document.model import Document
from solver.document.shares import shares_of_all
from solver.errors import NotSolvable
from solver.induction.tree.compiled_tree import Compiled
from solver.induction.tree.joined_opinions import Beside, together
from solver.induction.tree.leaf_worth import leaf_kinds_of, net_values
from solver.induction.tree.settled_choices import Settling, Shape, is_settled
from solver.induction.tree.tree_levels import Levels
from solver.preferences.contradictions import preference_of
from solver.preferences.features import scale_of
from solver.preferences.stated_completion import utilities_under


def compile_tree(document: Document) -> Compiled:
    """The arrays of a document that is valid to solve, settled choices as rules see them.

    Raises `NotSolvable` with all errors that `solver.checks.check` finds, if there are any.
    """
    if found := errors(check(document)):
        raise NotSolvable(found)
    document = document.expanded
    settling = _settling(document) if is_settled(document) else None
    if not document.opinions:
        return _read(document, None, settling)
    first, *others = document.readings
    shape = _read(first, None, settling)
    trees = [shape, *(_read(reading, shape, settling) for reading in others)]
    own = _read(document, shape, settling, compares=False)
    return _joined(own, dict(zip(document.opinions, trees, strict=True)))


def _settling(document: Document) -> Settling:
    """Which choices conduct settles how, under all opinions."""
    readings = document.readings
    names = tuple(document.opinions)

    def utilities(name: str) -> list[Mapping[int, Fraction]]:
        stated = document.completions[name].completion
        owns = [own_completion(stated, id_) for id_ in names] or [stated]
        return [_leaf_utilities(*each) for each in zip(readings, owns, strict=True)]

    def shares(name: str) -> tuple[Fraction, ...]:
        return tuple(opinion_shares(document, document.completions[name].completion).values())

    return Settling([(reading, _shape(reading)) for reading in readings], utilities, shares)


def _read(
    document: Document,
    like: Compiled | None,
    settling: Settling | None,
    *,
    compares: bool = True,
) -> Compiled:
    """The arrays of a document as it reads without its opinions; another tree may have its shape.

    Where it does not compare, as its opinions do, features and preference stay those of the other tree.
    """
    if settling is None:
        return _compiled(document, like, compares)
    settled = settling.settled(document, _shape(document))
    return replace(_compiled(settled.document, like, compares), settled=settled)


def _shape(document: Document) -> Shape:
    """The tree of a document, its live copies written out, in preorder."""
    ids = document.tree
    nodes = [document.nodes[id_] for id_ in ids]
    leaving = [document.children(id_) for id_ in ids]
    number = {id_: i for i, id_ in enumerate(ids)}
    return Shape(
        ids=ids,
        kinds=tuple([node.kind for node in nodes]),
        children=tuple(tuple([number[branch.target] for branch in row]) for row in leaving),
        branches=tuple(tuple([branch.id for branch in row]) for row in leaving),
        shares=shares_of_all(document.parameter_values, nodes, leaving),
    )


def _leaf_utilities(document: Document, completion: Completion) -> Mapping[int, Fraction]:
    """The utility of each leaf under a completion."""
    leaf_kinds, kinds = leaf_kinds_of(document, _shape(document).children)
    found = utilities_under(document, completion, net_values(document, kinds))
    return {leaf: found[kind] for leaf, kind in enumerate(leaf_kinds) if kind >= 0}


def _compiled(document: Document, like: Compiled | None, compares: bool) -> Compiled:
    """The arrays of a document that is in order, its live copies written out: see `_read`."""
    if like is None:
        shape = _shape(document)
        children, shares = shape.children, shape.shares
    else:
        nodes = [document.nodes[id_] for id_ in like.ids]
        children = like.children
        shares = shares_of_all(
            document.parameter_values, nodes, [document.children(id_) for id_ in like.ids]
        )
    leaf_kinds, kinds = leaf_kinds_of(document, children)
    of_leaves = np.array(leaf_kinds, dtype=np.int64)
    if like is not None:
        like = replace(
            like,
            document=document,
            shares=shares,
            leaf_kinds=of_leaves,
            levels=like.levels.entered_by(like.kinds, shares),
        )
        if not compares:
            return like
    preference = preference_of(
        document, {outcome for outcome, _ in kinds}, lambda: net_values(document, kinds)
    )
    features = tuple(
        preference.features.vector(scale_of(outcome), values)
        for outcome, values in net_values(document, kinds)
    )
    if like is not None:
        return replace(like, features=features, preference=preference)
    ids = shape.ids
    parents = [-1] * len(ids)
    for i, below in enumerate(children):
        for child in below:
            parents[child] = i
    levels = Levels.of(shape.kinds, children, shares)
    return Compiled(
        document=document,
        ids=ids,
        kinds=shape.kinds,
        parents=tuple(parents),
        children=children,
        branches=shape.branches,
        shares=shares,
        outcomes=tuple([document.nodes[id_].outcome for id_ in ids]),
        leaf_kinds=of_leaves,
        features=features,
        preference=preference,
        numbers={id_: i for i, id_ in enumerate(ids)},
        levels=levels,
        choice_branches=choice_branches(shape.kinds, children, shape.branches, levels),
    )


def _joined(own: Compiled, readings: Mapping[str, Compiled]) -> Compiled:
    """The trees of several opinions as one."""
    trees = list(readings.values())
    beside = Beside.of(list(readings), [tree.preference for tree in trees])
    kinds: dict[tuple[int, ...], int] = {}
    by_leaf = zip(*(tree.leaf_kinds.tolist() for tree in (own, *trees)), strict=True)
    leaf_kinds = [-1 if row[0] < 0 else kinds.setdefault(row, len(kinds)) for row in by_leaf]
    by_opinion = tuple(row[1:] for row in kinds)
    settled = own.settled
    if settled is not None:  # what the policy takes with positive probability in some opinion
        known = [tree.settled.permitted for tree in trees if tree.settled is not None]
        permitted = {branch: any(each[branch] for each in known) for branch in settled.permitted}
        settled = replace(settled, permitted=permitted)
    return replace(
        own,
        settled=settled,
        leaf_kinds=np.array(leaf_kinds, dtype=np.int64),
        features=tuple(
            together([t.features[k] for t, k in zip(trees, row, strict=True)], beside.places)
            for row in by_opinion
        ),
        preference=beside.preference,
        levels=replace(own.levels, opinions=tuple(tree.levels for tree in trees)),
        opinions=readings,
        beside=beside,
        leaf_kinds_by_opinion=by_opinion,
    )


def choice_branches(
    kinds: Sequence[Kind],
    children: Sequence[Sequence[int]],
    branches: Sequence[Sequence[str]],
    levels: Levels,
) -> dict[str, int]:
    """For each branch of a choice node where the node that it leads to stands in level order."""
    places = levels.places.tolist()
    return {
        branch: places[child]
        for kind, below, leaving in zip(kinds, children, branches, strict=True)
        if kind is Kind.CHOICE
        for branch, child in zip(leaving, below, strict=True)
    }
