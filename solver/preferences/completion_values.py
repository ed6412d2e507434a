"""Completions as they are written in a document, made from the utilities that were found."""

from fractions import Fraction
from math import gcd, lcm

from solver.document.elements import Completion, ScaleUtility
from solver.document.numerals import Numeral
from solver.preferences.exact_simplex import Vector
from solver.preferences.features import Features


def tidy(features: Features, utility: Vector) -> Vector:
    """The same completion in small whole numbers, with the smallest mass utility at zero."""
    return tidied(features, utility)[0]


def tidied(features: Features, utility: Vector) -> tuple[Vector, Fraction]:
    """The same, and by which number it was multiplied to be so."""
    first = features.values_from
    low = min(utility[:first])
    shifted = [entry - low if i < first else entry for i, entry in enumerate(utility)]
    scale = lcm(*(entry.denominator for entry in shifted))
    whole = [int(entry * scale) for entry in shifted]
    divisor = gcd(*whole) or 1
    return tuple(Fraction(entry // divisor) for entry in whole), Fraction(scale, divisor)


def completion_of(features: Features, utility: Vector) -> Completion:
    """A utility of features in the form in which documents state completions.

    They have none for a utility of net values that is not even: then only outcomes alone are told.
    """
    scales: dict[str, ScaleUtility] = {}
    alone: dict[str, Numeral] = {}
    for i, (scale, criterion) in enumerate(features.names):
        kind, name = scale
        if criterion is not None:
            continue
        if kind == "alone":
            alone[name] = Numeral.of(utility[i])
            continue
        if not features.are_of_criteria:
            continue
        weights = {
            c: Numeral.of(utility[j])
            for j, (of, c) in enumerate(features.names)
            if of == scale and c
        }
        only = next(iter(weights.values())) if len(weights) == 1 else None
        scales[name] = ScaleUtility(weight=only or weights, offset=Numeral.of(utility[i]))
    return Completion(scales=scales, alone=alone)
