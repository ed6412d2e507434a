"""The colour of an outcome: one hue for each scale, the paler the less the outcome is worth there."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final, NamedTuple

from solver.document.elements import Outcome
from solver.document.model import Document
from solver.document.values import criterion_values
from solver.errors import NumberError

PALEST: Final = 70  # per cent of the way from the hue to the ground


class Shade(NamedTuple):
    """The number of a scale, from 0, and how far its hue is on the way to the ground, in per cent."""

    scale: int
    pale: int


def shades(document: Document) -> Mapping[str, Shade]:
    """Of every outcome that stands on a scale; scales are numbered as the outcomes name them.

    What an outcome is worth is its value on the first criterion; equal values share a shade.

    >>> from assets import example_text
    >>> from solver.formats.quandary import loads
    >>> shades(loads(example_text("shutdown")))["U"]
    Shade(scale=0, pale=70)
    """
    on: dict[str, list[Outcome]] = {}
    for outcome in document.outcomes.values():
        if outcome.scale_name is not None:
            on.setdefault(outcome.scale_name, []).append(outcome)
    found: dict[str, Shade] = {}
    for scale, own in enumerate(on.values()):
        if len(own) == 1:
            found[own[0].id] = Shade(scale, 0)
            continue
        worth = {outcome.id: _worth(document, outcome) for outcome in own}
        ranks = {
            value: rank for rank, value in enumerate(sorted(set(worth.values()), reverse=True))
        }
        last = max(1, len(ranks) - 1)
        found |= {id_: Shade(scale, PALEST * ranks[value] // last) for id_, value in worth.items()}
    return found


def _worth(document: Document, outcome: Outcome) -> Fraction:
    """What an outcome is worth on the first criterion; 0 while its value cannot be read."""
    try:
        values = criterion_values(document, outcome.value)
    except NumberError:
        return Fraction(0)
    first = document.criterion_ids[0]
    criterion = document.criterion(first)
    value = values.get(first, Fraction(0))
    return -value if criterion is not None and criterion.better == "less" else value
