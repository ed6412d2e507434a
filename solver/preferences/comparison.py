"""How two outcomes or two prospects compare."""

from enum import StrEnum

import msgspec


class Relation(StrEnum):
    """``GAP`` is a preferential gap: neither is better, and they are not equally good."""

    BETTER = "better"
    WORSE = "worse"
    EQUAL = "equal"
    GAP = "gap"

    @property
    def sign(self) -> str:
        """The sign of the relation: ≻ ≺ ~ ∥."""
        return {"better": "≻", "worse": "≺", "equal": "~", "gap": "∥"}[self.value]

    @property
    def converse(self) -> "Relation":
        """The relation read from the other side."""
        return {Relation.BETTER: Relation.WORSE, Relation.WORSE: Relation.BETTER}.get(self, self)


class Comparison(msgspec.Struct, frozen=True):
    """A relation between two outcomes and where it comes from.

    ``origin`` is ``"stated"`` (outright), ``"scale"`` (both stand on one scale), ``"implied"``
    (it follows from several of these), or ``""`` for a gap and for an outcome with itself.
    """

    relation: Relation
    origin: str = ""
