"""What the opinions expect of plans: the least and the greatest, scale by scale."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from solver.analyses.expectations import by_scale
from solver.document.model import Document
from solver.prospect import Prospect

ZERO = Fraction(0)
#: The least and the greatest number in the opinions.
Range = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class ScaleRange:
    """How likely a scale is in the opinions, and what they expect on each criterion given it.

    A criterion is left out where some opinion gives the scale probability zero.
    """

    probability: Range
    values: Mapping[str, Range]


def ranges(document: Document, prospect: Prospect) -> Mapping[str, ScaleRange]:
    """By scale, as `solver.analyses.expectations.by_scale` names them.

    >>> from assets import example_text
    >>> from solver.formats.quandary import loads
    >>> from solver.rules import solve
    >>> bets = loads(example_text("two-bets"))
    >>> only = solve(bets, "gamma-maximax").plans[0].plan.prospect
    >>> [str(end) for end in ranges(bets, only)["default"].values["value"]]
    ['-5', '25/2']
    """
    several: Sequence[Prospect] = tuple(prospect.opinions.values()) or (prospect,)
    found = [by_scale(document, own) for own in several]
    result = {}
    for scale in dict.fromkeys(name for own in found for name in own):
        known = [own.get(scale) for own in found]
        there = [own for own in known if own is not None]
        chances = [ZERO if own is None else own.probability for own in known]
        values = {}
        if len(there) == len(known):
            for criterion in there[0].values:
                numbers = [own.values[criterion] for own in there]
                values[criterion] = min(numbers), max(numbers)
        result[scale] = ScaleRange((min(chances), max(chances)), values)
    return result
