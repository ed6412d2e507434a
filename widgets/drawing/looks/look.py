"""What nodes and branches show: plain values, so that items only paint."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Final

import msgspec

from solver.document.elements import Kind
from solver.page.scale_shades import Shade

EVERYTHING: Final = "everything"  # undrawn: nothing of it is drawn
ALL_DRAWN: Final[frozenset[str]] = frozenset()

#: The branches of a fork with a preferential gap, and whether the rule permits each; None: it is not in the gap.
Gap = tuple[tuple[str, bool | None], ...]


class Mark(Enum):
    """How a branch is marked by a verdict."""

    NONE = "none"
    PERMITTED = "permitted"
    DOMINATED = "dominated"
    UNDECIDED = "undecided"

    __hash__ = object.__hash__  # asked of all branches; an enumeration's own takes its time


class BranchLook(msgspec.Struct, frozen=True, gc=False):
    """What a branch shows."""

    label: str = ""
    detail: str = ""  # probability, policy, payoff
    tip: str = ""
    mark: Mark = Mark.NONE
    faded: bool = False
    doubled: bool = False
    draft: bool = False
    problem: str = ""
    copied: bool = False  # belongs to a live copy
    undrawn: frozenset[str] = ALL_DRAWN  # parts that have their room but are not drawn
    lit: bool = False  # highlighted by a step


class NodeLook(msgspec.Struct, frozen=True, gc=False):
    """What a node shows; ``hue`` is that of the outcome's scale, None if it stands alone."""

    kind: Kind
    label: str = ""
    title: str = ""  # the outcome's label
    detail: str = ""  # the outcome's value and scale
    columns: tuple[str, ...] = ()  # the scale and values, where these stand in columns
    rolled: str = ""  # the expected value or lottery from here on
    tip: str = ""
    hue: Shade | None = None
    gap: Gap = ()
    faded: bool = False
    draft: bool = False
    hidden: int = 0
    problem: str = ""
    copied: bool = False  # belongs to a live copy
    copy_top: bool = False  # is one
    banded: bool = False  # a conduct holds from here, and a band is around all of it
    undrawn: frozenset[str] = ALL_DRAWN  # parts that have their room but are not drawn
    lit: bool = False  # highlighted by a step

    @property
    def has_gap(self) -> bool:
        return bool(self.gap)


@dataclass(frozen=True)
class Looks:
    """What the whole tree shows, by id; ``heads`` stand above the columns of values."""

    nodes: dict[str, NodeLook] = field(default_factory=dict)
    branches: dict[str, BranchLook] = field(default_factory=dict)
    heads: tuple[str, ...] = ()
