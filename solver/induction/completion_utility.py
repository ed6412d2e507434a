"""The utility that expected utility goes by: the value itself, or the document's completion, checked."""

from dataclasses import replace
from fractions import Fraction

import msgspec

from solver.document.elements import DEFAULT_RELATION, NOTHING_STATED
from solver.errors import NotSolvable
from solver.induction.compiled_tree import Compiled, compile_tree
from solver.preferences.exact_simplex import Vector
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


def value_itself(tree: Compiled) -> Feature | None:
    """The scale and the criterion whose value is the utility, where preferences are complete."""
    scales = _used_scales(tree)
    if not tree.preference.features.are_of_criteria:
        (criterion,) = tree.document.criterion_ids
        (scale,) = scales if len(scales) == 1 else (None,)
        return None if scale is None or scale[0] == "alone" else (scale, criterion)
    found = [
        (scale, criterion)
        for scale, criterion in tree.preference.features.names
        if scale in scales and criterion is not None
    ]
    return found[0] if len(scales) == len(found) == 1 else None


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
