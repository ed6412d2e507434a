"""Small questions of the page “Sensitivity”: what a click means, what has to be asked again."""

from fractions import Fraction
from typing import Final

from solver.charts.table import Number
from solver.document.model import Document
from solver.document.numerals import simplest
from solver.sensitivity.ranges import range_of

ROUND: Final = 400  # parts of a range to which a click is rounded


def but_value(document: Document, *parameters: str) -> object:
    """What thresholds of parameters depend on: everything but the values of these."""
    others = {id_: entry for id_, entry in document.parameters.items() if id_ not in parameters}
    bounds = [(p, document.parameters[p].min, document.parameters[p].max) for p in parameters]
    return (
        others, bounds, document.outcomes, document.branches, document.preferences, document.root,
        document.completion, document.criteria, document.opinions, document.scales,
        {id_: (n.kind, n.outcome, n.copy_of, n.conduct) for id_, n in document.nodes.items()},
    )  # fmt: skip


def rounded(document: Document, parameter: str, value: float) -> Fraction:
    """A simple number near to where somebody clicked."""
    low, high = range_of(document, parameter)
    near = (high - low) / ROUND
    a, b = max(low, Fraction(value) - near), min(high, Fraction(value) + near)
    shift = a.numerator // a.denominator
    return shift + simplest(a - shift, b - shift) if a < b else a


def exact_number(number: Number) -> Fraction:
    return number if isinstance(number, Fraction) else Fraction(number).limit_denominator(10**9)
