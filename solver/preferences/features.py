"""The coordinates of prospects: the mass on each scale, and the mass-weighted value of each criterion there."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from solver.document.elements import Outcome
from solver.preferences.exact_simplex import Vector

ZERO = Fraction(0)


ONE = Fraction(1)


#: (scale, None) is the mass on a scale, (scale, criterion) the mass-weighted value there.
#: The scale of an outcome alone is ("alone", id), that of the others ("scale", name); beside those
#: of other opinions, the opinion follows.
Scale = tuple[str, ...]


Feature = tuple[Scale, str | None]


#: An outcome with its net values, the sign turned where less is better.
ValuedOutcome = tuple[Outcome, Mapping[str, Fraction]]


def scale_of(outcome: Outcome) -> Scale:
    """The scale of an outcome: one of its own if it stands alone."""
    name = outcome.scale_name
    return ("alone", outcome.id) if name is None else ("scale", name)


@dataclass(frozen=True)
class Features:
    """The coordinates of prospects: all masses, then all values."""

    names: tuple[Feature, ...]
    values_from: int  # the values begin here; before it are the masses
    index: Mapping[Feature, int]

    @property
    def are_of_criteria(self) -> bool:
        """Whether the values are those on criteria, which a document's completion gives weights."""
        return True

    @classmethod
    def of(cls, ends: Iterable[ValuedOutcome]) -> "Features":
        """The features of these outcomes, with the criteria of their values."""
        scales: dict[Scale, dict[str, None]] = {}
        for outcome, values in ends:
            scales.setdefault(scale_of(outcome), {}).update(dict.fromkeys(values))
        names: list[Feature] = [(scale, None) for scale in scales]
        names += [(scale, criterion) for scale, ids in scales.items() for criterion in ids]
        return cls(tuple(names), len(scales), {name: i for i, name in enumerate(names)})

    def on(self, scales: Container[Scale]) -> "Features":
        """Those of some scales only."""
        names = tuple(name for name in self.names if name[0] in scales)
        masses = sum(name[0] in scales for name in self.names[: self.values_from])
        return replace(
            self, names=names, values_from=masses, index={name: i for i, name in enumerate(names)}
        )

    def vector(self, scale: Scale, values: Mapping[str, Fraction]) -> Vector:
        """The features of a sure end on a scale with these net values."""
        vector = [ZERO] * len(self.names)
        vector[self.index[scale, None]] = ONE
        for criterion, value in values.items():
            vector[self.index[scale, criterion]] = value
        return tuple(vector)
