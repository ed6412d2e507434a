"""The entries of a document: outcomes, nodes, branches, and what it states of preferences."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

import msgspec

from solver.document.numerals import Numeral

#: A JSON value as read: dict, list, str, bool, None, or an unquoted `Numeral` for a number.
Json = Any


Values = Numeral | Mapping[str, Numeral]  # one number, or {criterion: number}


FORMAT: Final = "quandary"


VERSION: Final = 1


DEFAULT_SCALE: Final = "default"


#: How lotteries compare where a document does not say: see `solver.preferences.relations`.
DEFAULT_RELATION: Final = "expected-multi-utility"


EMPTY: Final[Mapping[str, Any]] = MappingProxyType({})


class Kind(StrEnum):
    """The three kinds of node: the agent decides, chance decides, the tree ends."""

    CHOICE = "choice"
    CHANCE = "chance"
    OUTCOME = "outcome"


class Element(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What every entry of a document shares, so that loading and saving change nothing.

    ``present`` are the keys that the file had, in its order; ``extra`` the keys that this version
    does not know, word for word.

    ``gc=False``: entries hold texts, numbers and JSON values, which never form cycles, so the
    garbage collector need not look through millions of them.
    """

    id: str
    present: tuple[str, ...] = ()
    extra: Mapping[str, Json] = EMPTY


class Parameter(Element, frozen=True, kw_only=True, gc=False):
    """A named number for use in expressions; ``min`` and ``max`` bound its slider."""

    value: Numeral
    min: Numeral | None = None
    max: Numeral | None = None
    label: str = ""
    distribution: "Distribution | None" = None


class Opinion(Element, frozen=True, kw_only=True, gc=False):
    """One reading of a document whose probabilities are imprecise: other values of parameters.

    Parameters that it does not name keep their value.
    """

    label: str = ""
    parameters: Mapping[str, Numeral] = EMPTY


class Scenario(Element, frozen=True, kw_only=True, gc=False):
    """A set of parameters with a name; parameters that it does not name keep their value."""

    label: str = ""
    parameters: Mapping[str, Numeral] = EMPTY


class Distribution(msgspec.Struct, frozen=True, kw_only=True):
    """How a parameter is drawn in a simulation.

    ``kind`` is ``"uniform"`` (min, max), ``"triangular"`` (min, mode, max), ``"normal"`` (mean, sd),
    ``"lognormal"`` (mean and sd of the logarithm), ``"beta"`` (alpha, beta, between min and max or 0 and
    1), ``"gamma"`` (shape, scale) or ``"discrete"`` (points: value and probability of each).
    """

    kind: str
    min: Numeral | None = None
    mode: Numeral | None = None
    max: Numeral | None = None
    mean: Numeral | None = None
    sd: Numeral | None = None
    alpha: Numeral | None = None
    beta: Numeral | None = None
    shape: Numeral | None = None
    scale: Numeral | None = None
    points: tuple[tuple[Numeral, Numeral], ...] = ()
    present: tuple[str, ...] = ()
    extra: Mapping[str, Json] = EMPTY


class NumberFormat(msgspec.Struct, frozen=True, kw_only=True):
    """How the numbers of a criterion are written wherever people read them: “$1 234.50”.

    ``decimals`` are figures behind the point, all of them written; without it as many as are usual.
    """

    prefix: str = ""
    suffix: str = ""
    decimals: Numeral | None = None
    thousands: bool = False
    present: tuple[str, ...] = ()
    extra: Mapping[str, Json] = EMPTY


class Criterion(Element, frozen=True, kw_only=True, gc=False):
    """A dimension along which outcomes have values; ``better`` is ``"more"`` or ``"less"``.

    ``format`` is how its numbers are written, if not as all others are.
    """

    label: str = ""
    better: str = "more"
    format: NumberFormat | None = None


#: The criterion of documents that list none.
DEFAULT_CRITERION: Final = Criterion(id="value")


class UtilityCurve(msgspec.Struct, frozen=True, kw_only=True):
    """A utility of the net values on a scale: what expected utility is taken of.

    ``kind`` is ``"exponential"`` (with a risk tolerance), ``"log"``, ``"power"`` (with an exponent) or
    ``"points"`` (net value and utility of each, straight lines between): see
    `solver.preferences.curves`.
    """

    kind: str
    risk_tolerance: Numeral | None = None
    exponent: Numeral | None = None
    points: tuple[tuple[Numeral, Numeral], ...] = ()
    present: tuple[str, ...] = ()
    extra: Mapping[str, Json] = EMPTY


class ScaleEntry(Element, frozen=True, kw_only=True, gc=False):
    """What a document says of a scale by its name: what it is called, and a utility curve."""

    label: str = ""
    utility: UtilityCurve | None = None


class Outcome(Element, frozen=True, kw_only=True, gc=False):
    """A way in which things may end.  With a ``value`` it stands on a scale, without one alone."""

    label: str = ""
    scale: str | None = None
    value: Values | None = None
    notes: str = ""

    @property
    def scale_name(self) -> str | None:
        """The scale on which the outcome stands, or None if it stands alone."""
        if self.value is None:
            return None
        return DEFAULT_SCALE if self.scale is None else self.scale


class ByCompletion(msgspec.Struct, frozen=True, kw_only=True):
    """Choices are settled by a named completion, whose expected utility is maximised there."""

    completion: str
    present: tuple[str, ...] = ()
    extra: Mapping[str, Json] = EMPTY


#: Choices are settled by the stated policy.
BY_POLICY: Final = "policy"

#: How choices are settled at a node and below it, so that they are none of the agent's.
Conduct = str | ByCompletion


class Node(Element, frozen=True, kw_only=True, gc=False):
    """A node of the tree.  ``x`` and ``y`` are there only where somebody placed it by hand.

    ``copy_of`` makes it a live copy of another node's subtree (see `solver.document.copies`).
    ``conduct`` settles the choices at it and below, those that state none of their own.
    """

    kind: Kind
    label: str = ""
    outcome: str | None = None
    x: Numeral | None = None
    y: Numeral | None = None
    notes: str = ""
    collapsed: bool = False
    copy_of: str | None = None
    conduct: Conduct | None = None


class Branch(Element, frozen=True, kw_only=True, gc=False):
    """A branch from ``source`` to ``target`` (``from`` and ``to`` in the file).

    ``probability`` belongs to branches of chance nodes, ``policy`` (how often the agent takes
    this branch under the stated policy) to those of choice nodes; ``payoff`` is added to the
    value of every outcome below.
    """

    source: str
    target: str
    label: str = ""
    probability: Numeral | None = None
    payoff: Values | None = None
    policy: Numeral | None = None


class Preferences(msgspec.Struct, frozen=True, kw_only=True):
    """The comparisons stated outright: (x, y) in ``better`` says that x is better than y.

    ``relation`` says how lotteries compare: an id in `solver.preferences.relations.RELATIONS`.
    """

    better: tuple[tuple[str, str], ...] = ()
    equal: tuple[tuple[str, str], ...] = ()
    relation: str = DEFAULT_RELATION
    present: tuple[str, ...] = ()
    extra: Mapping[str, Json] = EMPTY


#: The preferences of a document that states none.
NOTHING_STATED: Final = Preferences()


class ScaleUtility(msgspec.Struct, frozen=True, kw_only=True):
    """How a completion maps one scale to utility: weight times value, plus offset."""

    weight: Values | None = None
    offset: Numeral | None = None
    present: tuple[str, ...] = ()
    extra: Mapping[str, Json] = EMPTY


class OpinionShare(msgspec.Struct, frozen=True, kw_only=True):
    """How much an opinion counts in a completion, and its own utility where it has one.

    Scales and outcomes alone that it does not name have the utility that the completion gives them.
    """

    share: Numeral | None = None
    scales: Mapping[str, ScaleUtility] = EMPTY
    alone: Mapping[str, Numeral] = EMPTY
    present: tuple[str, ...] = ()
    extra: Mapping[str, Json] = EMPTY


class Completion(msgspec.Struct, frozen=True, kw_only=True):
    """A utility function that completes the preferences: scales and lone outcomes.

    ``opinions`` gives each opinion its share: a number, or a share with a utility of its own.
    """

    scales: Mapping[str, ScaleUtility] = EMPTY
    alone: Mapping[str, Numeral] = EMPTY
    opinions: Mapping[str, Numeral | OpinionShare] = EMPTY
    present: tuple[str, ...] = ()
    extra: Mapping[str, Json] = EMPTY


class NamedCompletion(Element, frozen=True, kw_only=True, gc=False):
    """A completion with a name, for conduct and for choosing among."""

    label: str = ""
    scales: Mapping[str, ScaleUtility] = EMPTY
    alone: Mapping[str, Numeral] = EMPTY
    opinions: Mapping[str, Numeral | OpinionShare] = EMPTY

    @property
    def name(self) -> str:
        """What it is called: its label, or its id where it has none."""
        return self.label or self.id

    @property
    def completion(self) -> Completion:
        """The utility function without its name."""
        return Completion(scales=self.scales, alone=self.alone, opinions=self.opinions)


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Where an outcome stands in a stored relation: on a scale with a value, or alone."""

    scale: str | None = None
    value: Values | None = None
    present: tuple[str, ...] = ()
    extra: Mapping[str, Json] = EMPTY


class StoredRelation(msgspec.Struct, frozen=True, kw_only=True):
    """A preference relation that is not the active one; outcomes that it does not name stand alone."""

    name: str
    outcomes: Mapping[str, Standing] = EMPTY
    preferences: Preferences = NOTHING_STATED
    completion: Completion | None = None
    present: tuple[str, ...] = ()
    extra: Mapping[str, Json] = EMPTY


class Relations(msgspec.Struct, frozen=True, kw_only=True):
    """The preference relations of a document by name (see `solver.preferences.named_relations`).

    The active one stands in the document's own outcomes, preferences and completion; the others
    are stored here, in the order in which they come after it.
    """

    active: str
    others: tuple[StoredRelation, ...] = ()
    present: tuple[str, ...] = ()
    extra: Mapping[str, Json] = EMPTY
