"""What a plan or a policy leads to: how likely each end of the tree is.

A path ends in an outcome *with its net values*: the outcome's own values and all payoffs on the
whole path from the root.  Two paths to one outcome with different payoffs are different ends.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple


class End(NamedTuple):
    """Where a path ends: an outcome's id, and the net value on each criterion.

    ``values`` are (criterion, net value) in the document's order; an outcome alone has none.
    """

    outcome: str
    values: tuple[tuple[str, Fraction], ...] = ()


class Prospect(Mapping[End, Fraction]):
    """The probability of each end that has one; they sum to 1.

    Ends stand in the document's order of outcomes, then by their net values.

    >>> coin = Prospect({End("A"): Fraction(1, 2), End("B"): Fraction(1, 2)})
    >>> coin.is_sure, dict(coin.lottery)
    (False, {'A': Fraction(1, 2), 'B': Fraction(1, 2)})
    """

    __slots__ = ("_chances",)

    def __init__(self, chances: Mapping[End, Fraction] | None = None) -> None:
        self._chances = dict(chances or {})

    @classmethod
    def of(cls, parts: Iterable[tuple[End, Fraction]], outcomes: Mapping[str, int]) -> "Prospect":
        """What these parts add up to; ``outcomes`` says at which place each outcome stands."""
        total: dict[End, Fraction] = {}
        for end, chance in parts:
            if chance:
                total[end] = total.get(end, Fraction(0)) + chance
        if len(total) < 2:
            return cls(total)
        ordered = sorted(total, key=lambda end: (outcomes[end.outcome], end.values))
        return cls({end: total[end] for end in ordered})

    def __getitem__(self, end: End) -> Fraction:
        return self._chances[end]

    def __iter__(self) -> Iterator[End]:
        return iter(self._chances)

    def __len__(self) -> int:
        return len(self._chances)

    def __hash__(self) -> int:
        return hash(frozenset(self._chances.items()))

    def __repr__(self) -> str:
        return f"Prospect({self._chances!r})"

    @property
    def is_sure(self) -> bool:
        """Whether it leads to one end for sure."""
        return len(self._chances) == 1

    @property
    def lottery(self) -> Mapping[str, Fraction]:
        """The probability of each outcome, whatever was paid on the way."""
        result: dict[str, Fraction] = {}
        for end, chance in self._chances.items():
            result[end.outcome] = result.get(end.outcome, Fraction(0)) + chance
        return result
