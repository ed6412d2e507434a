"""Completions of a tree under several opinions: a share of each, and a utility, as they are written.

Weights of the features of all opinions side by side are, for each opinion, a multiple of a utility
function: the multiple is its share.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from solver.document.elements import Completion, OpinionShare
from solver.document.numerals import Numeral
from solver.induction.tree.compiled_tree import Compiled
from solver.preferences.completion_values import completion_of, tidied
from solver.preferences.exact_simplex import Vector, dot
from solver.preferences.features import Feature, Features
from solver.preferences.statements import Statements
from solver.prospect import End

#: Makes a utility of all features that are mentioned of one of those in the tree.
Extend = Callable[[Statements, Features, Vector], Vector]


@dataclass(frozen=True)
class WeighedCompletion:
    """A completion, and by opinion its share (they sum to 1) and its utility of each feature."""

    completion: Completion
    shares: Mapping[str, Fraction]
    utilities: Mapping[str, Mapping[Feature, Fraction]]


def weighed_completion(tree: Compiled, weights: Vector, extend: Extend) -> WeighedCompletion:
    """What weights of the features of all opinions amount to, in small whole numbers."""
    assert tree.beside is not None
    utilities: dict[str, Mapping[Feature, Fraction]] = {}
    written: dict[str, Completion] = {}
    raw: dict[str, Fraction] = {}
    for (id_, reading), own in zip(tree.opinions.items(), tree.beside.apart(weights), strict=True):
        stated = reading.statements
        full, factor = tidied(stated.features, extend(stated, reading.preference.features, own))
        utilities[id_] = dict(zip(stated.features.names, full, strict=True))
        written[id_] = completion_of(stated.features, full)
        raw[id_] = 1 / factor
    total = sum(raw.values(), Fraction(0))
    shares = {id_: share / total for id_, share in raw.items()}
    first, *others = utilities
    if all(utilities[id_] == utilities[first] for id_ in others):
        of = written[first]
        numerals = {id_: Numeral.of(share) for id_, share in shares.items()}
        completion = Completion(scales=of.scales, alone=of.alone, opinions=numerals)
    else:
        completion = Completion(
            opinions={
                id_: OpinionShare(
                    share=Numeral.of(share), scales=written[id_].scales, alone=written[id_].alone
                )
                for id_, share in shares.items()
            }
        )
    return WeighedCompletion(completion, shares, utilities)


def utilities_of_ends(
    tree: Compiled, utilities: Mapping[str, Mapping[Feature, Fraction]]
) -> dict[str, dict[End, Fraction]]:
    """What each opinion's utility makes of each end of the tree, as it reads it."""
    result = {}
    for id_, reading in tree.opinions.items():
        names = reading.preference.features.names
        row = [utilities[id_][name] for name in names]
        of_kind = [dot(row, features) for features in reading.features]
        leaves = enumerate(reading.leaf_kinds.tolist())
        result[id_] = {reading.end(leaf): of_kind[kind] for leaf, kind in leaves if kind >= 0}
    return result
