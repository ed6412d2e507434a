"""The utility that expected utility goes by: the value itself, or the document's completion, checked."""

from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm

import msgspec

from solver.checks.opinion_shares import (
    own_completion,
    shares_by_opinion,
    states_own_utilities,
    with_completion,
)
from solver.document.elements import DEFAULT_RELATION, NOTHING_STATED, Completion
from solver.errors import NotSolvable
from solver.induction.tree.compiled_tree import Compiled
from solver.induction.tree.compiling import compile_tree
from solver.induction.tree.rollback import Rollback
from solver.induction.tree.weighed_rollback import WeighedRollback
from solver.preferences.exact_simplex import Vector, dot
from solver.preferences.features import Feature, Scale
from solver.preferences.relations.net_value_functions import FunctionFeatures
from solver.preferences.stated_completion import stated_utility

ZERO = Fraction(0)
ONE = Fraction(1)


def utility_of(tree: Compiled) -> tuple[Vector, int]:
    """The utility of each feature, and the sign that turns it back into the document's units.

    Complete preferences (the tree's outcomes on one scale with one criterion) need no completion:
    utility is the value itself.  Raises `NotSolvable` where a completion is needed and is missing,
    incomplete, or at odds with the preferences.
    """
    if isinstance(features := tree.preference.features, FunctionFeatures):
        return _of_functions(tree, features)
    own = value_itself(tree)
    if own is None:
        return _from_completion(tree, _used_scales(tree)), 1
    criterion = tree.document.criterion(own[1] or "")
    unit = tuple(ONE if name == own else ZERO for name in tree.preference.features.names)
    return unit, -1 if criterion is not None and criterion.better == "less" else 1


def _of_functions(tree: Compiled, features: FunctionFeatures) -> tuple[Vector, int]:
    """Under stochastic dominance: what expected multi-utility makes of it, in these features."""
    plain = msgspec.structs.replace(NOTHING_STATED, relation=DEFAULT_RELATION)
    base = compile_tree(replace(tree.document, preferences=plain))
    utility, sign = utility_of(base)
    own = dict(zip(base.preference.features.names, utility, strict=True))
    result: dict[Feature, Fraction] = {}
    for scale, _ in features.names[: features.values_from]:
        slope = next((u for (s, c), u in own.items() if s == scale and c is not None), ZERO)
        result |= features.line(scale, slope, own.get((scale, None), ZERO))
    return tuple(result.get(name, ZERO) for name in features.names), sign


@dataclass(frozen=True)
class Weighed:
    """The utility of each feature under each opinion, and the share of each (they sum to 1).

    ``sign`` turns it back into the document's units.  Where there is only one opinion it has all.
    """

    shares: tuple[Fraction, ...]
    utilities: tuple[Vector, ...]
    sign: int

    def rolled_back(self, tree: Compiled) -> tuple[Rollback | WeighedRollback, list[Fraction]]:
        """The tree with these utilities; they are also given for each kind of leaf, weighed, in order."""
        values = self.of_leaves(tree)
        unit = lcm(*(value.denominator for own in values for value in own))
        whole = [[v.numerator * (unit // v.denominator) for v in own] for own in values]
        if not tree.opinions:
            return Rollback(tree.levels, tree.leaves, whole[0], unit), values[0]
        return WeighedRollback(tree.levels, tree.leaves, whole, tree.never_from(0), unit), []

    def of_leaves(self, tree: Compiled) -> list[list[Fraction]]:
        """By opinion the utility of each kind of leaf of the tree, times the opinion's share."""
        values = []
        for share, utility, reading in zip(self.shares, self.utilities, tree.readings, strict=True):
            weights = [share * weight for weight in utility]
            values.append([dot(weights, leaf) for leaf in reading.features])
        if not tree.opinions:
            return values
        return [
            [own[kinds[i]] for kinds in tree.leaf_kinds_by_opinion] for i, own in enumerate(values)
        ]


def weighed_utility(tree: Compiled) -> Weighed:
    """What expected utility goes by: the utility under each opinion, and how much each counts.

    Several opinions need a completion, which weighs them, even where each by itself is complete.
    Raises `NotSolvable` as `utility_of` does.
    """
    if not tree.opinions:
        utility, sign = utility_of(tree)
        return Weighed((ONE,), (utility,), sign)
    document = tree.document
    shares = shares_by_opinion(document)
    completion = document.completion or Completion()
    plain = value_itself(tree) is not None
    found = []
    for id_, reading in tree.opinions.items():
        own = own_completion(completion, id_)
        asked = replace(reading, document=with_completion(reading.document, own))
        if plain or isinstance(asked.preference.features, FunctionFeatures):
            found.append(utility_of(asked))
        else:
            found.append((_from_completion(asked, _used_scales(asked)), 1))
    return Weighed(shares, tuple(utility for utility, _ in found), found[0][1])


def value_itself(tree: Compiled) -> Feature | None:
    """The scale and the criterion whose value is the utility, where preferences are complete.

    With several opinions: where they are so under each, and none has a utility of its own.
    """
    if tree.opinions:
        completion = tree.document.completion
        if completion is not None and states_own_utilities(completion):
            return None
        found = {value_itself(reading) for reading in tree.readings}
        return found.pop() if len(found) == 1 else None
    scales = _used_scales(tree)
    if not tree.preference.features.are_of_criteria:
        (criterion,) = tree.document.criterion_ids
        (scale,) = scales if len(scales) == 1 else (None,)
        return None if scale is None or scale[0] == "alone" else (scale, criterion)
    named = [
        (scale, criterion)
        for scale, criterion in tree.preference.features.names
        if scale in scales and criterion is not None
    ]
    return named[0] if len(scales) == len(named) == 1 else None


def _used_scales(tree: Compiled) -> set[Scale]:
    return {tree.preference.features.names[i][0] for i in _used_masses(tree)}


def _used_masses(tree: Compiled) -> set[int]:
    first = tree.preference.features.values_from
    return {i for leaf in tree.features for i, mass in enumerate(leaf[:first]) if mass}


def _from_completion(tree: Compiled, used: set[Scale]) -> Vector:
    statements = tree.statements
    found = stated_utility(tree.document, tree.document.completion, statements, used)
    if found.findings:
        raise NotSolvable(found.findings)
    return found.of(statements, tree.preference.features.names)
