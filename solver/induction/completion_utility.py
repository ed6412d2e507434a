"""The utility that expected utility goes by: the value itself, or the document's completion, checked."""

from fractions import Fraction

from solver.errors import NotSolvable
from solver.induction.compiled_tree import Compiled
from solver.preferences.exact_simplex import Vector
from solver.preferences.features import Feature, Scale
from solver.preferences.stated_completion import stated_utility

ZERO = Fraction(0)
ONE = Fraction(1)


def utility_of(tree: Compiled) -> tuple[Vector, int]:
    """The utility of each feature, and the sign that turns it back into the document's units.

    Complete preferences (the tree's outcomes on one scale with one criterion) need no completion:
    utility is the value itself.  Raises `NotSolvable` where a completion is needed and is missing,
    incomplete, or at odds with the preferences.
    """
    own = value_itself(tree)
    if own is None:
        return _from_completion(tree, _used_scales(tree)), 1
    criterion = tree.document.criterion(own[1] or "")
    unit = tuple(ONE if name == own else ZERO for name in tree.preference.features.names)
    return unit, -1 if criterion is not None and criterion.better == "less" else 1


def value_itself(tree: Compiled) -> Feature | None:
    """The scale and the criterion whose value is the utility, where preferences are complete."""
    scales = _used_scales(tree)
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
