"""What a plan or a policy leads to: how likely each end of the tree is.

A path ends in an outcome *with its net values*: the outcome's own values and all payoffs on the
whole path from the root.  Two paths to one outcome with different payoffs are different ends.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Final, NamedTuple

from solver.notebook import Shown


class End(NamedTuple):
    """Where a path ends: an outcome's id, and the net value on each criterion.

    ``values`` are (criterion, net value) in the document's order; an outcome alone has none.
    """

    outcome: str
    values: tuple[tuple[str, Fraction], ...] = ()


class Called(NamedTuple):
    """What outcomes and criteria are called, by their ids."""

    outcomes: Mapping[str, str]
    criteria: Mapping[str, str]


UNCALLED: Final = Called({}, {})


class Prospect(Mapping[End, Fraction], Shown):
    """The probability of each end that has one; they sum to 1.

    Ends stand in the document's order of outcomes, then by their net values.  Where the document
    lists opinions, ``opinions`` has the prospect under each of them, by id.  ``called`` is for who shows it
    alone, and has no part in what is equal.

    >>> coin = Prospect({End("A"): Fraction(1, 2), End("B"): Fraction(1, 2)})
    >>> coin.is_sure, dict(coin.lottery)
    (False, {'A': Fraction(1, 2), 'B': Fraction(1, 2)})
    """

    __slots__ = ("_chances", "called", "opinions")

    def __init__(
        self,
        chances: Mapping[End, Fraction] | None = None,
        opinions: "Mapping[str, Prospect] | None" = None,
        called: Called | None = None,
    ) -> None:
        self._chances = dict(chances or {})
        self.called: Called = called or (
            chances.called if isinstance(chances, Prospect) else UNCALLED
        )
        self.opinions: Mapping[str, Prospect] = opinions or {}

    @classmethod
    def of(
        cls,
        parts: Iterable[tuple[End, Fraction]],
        outcomes: Mapping[str, int],
        called: Called | None = None,
    ) -> "Prospect":
        """What these parts add up to; ``outcomes`` says at which place each outcome stands."""
        found: dict[End, list[Fraction]] = {}  # to hash an end costs more than to add
        for end, chance in parts:
            if chance:
                found.setdefault(end, []).append(chance)
        total = {end: sum(chances[1:], chances[0]) for end, chances in found.items()}
        if len(total) < 2:
            return cls(total, called=called)
        ordered = sorted(total, key=lambda end: (outcomes[end.outcome], end.values))
        return cls({end: total[end] for end in ordered}, called=called)

    def __getitem__(self, end: End) -> Fraction:
        return self._chances[end]

    def __iter__(self) -> Iterator[End]:
        return iter(self._chances)

    def __len__(self) -> int:
        return len(self._chances)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Prospect) and (self.opinions or other.opinions):
            return self._chances == other._chances and self.opinions == other.opinions
        return super().__eq__(other)

    def __hash__(self) -> int:
        return hash(frozenset(self._chances.items()))

    def __repr__(self) -> str:
        return f"Prospect({self._chances!r})"

    @property
    def is_sure(self) -> bool:
        """Whether it leads to one end for sure, under every opinion."""
        if self.opinions:
            ends = {end for own in self.opinions.values() for end in own}
            return len(ends) == 1
        return len(self._chances) == 1

    @property
    def ranges(self) -> "Mapping[End, tuple[Fraction, Fraction]]":
        """The least and the greatest probability of each end that has one under some opinion.

        In no particular order; both are the same where there is only one opinion.
        """
        several = tuple(self.opinions.values()) or (self,)
        none = Fraction(0)
        ends = dict.fromkeys(end for own in several for end in own)
        found = {end: [own.get(end, none) for own in several] for end in ends}
        return {end: (min(chances), max(chances)) for end, chances in found.items()}

    @property
    def lottery(self) -> Mapping[str, Fraction]:
        """The probability of each outcome, whatever was paid on the way."""
        result: dict[str, Fraction] = {}
        for end, chance in self._chances.items():
            result[end.outcome] = result.get(end.outcome, Fraction(0)) + chance
        return result
