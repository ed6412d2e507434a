"""What a rule says about a tree: values beside the document, never stored in it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import overload

import msgspec

from solver.document.model import Document
from solver.notebook import Shown
from solver.prospect import Prospect

#: Outcome id → probability; only outcomes with positive probability, in the document's order.
#: What was paid on the way is forgotten: see `solver.prospect.Prospect`.
Lottery = Mapping[str, Fraction]
#: Choice node → its branches that begin maximal plans in a preferential gap, in their order.
Gaps = Mapping[str, tuple[str, ...]]


class Verdict(msgspec.Struct, frozen=True):
    """What a rule says of one branch of a choice node.

    ``permitted``: the agent may take it if it stands there.  ``reachable``: some permitted plan
    takes it.  None means undecided within the budget.
    """

    permitted: bool | None
    reachable: bool | None


@dataclass(frozen=True)
class Plan:
    """One branch at every choice node that the plan itself can reach, and what it leads to."""

    choices: Mapping[str, str]  # choice node → branch
    prospect: Prospect

    @property
    def lottery(self) -> Lottery:
        """The probability of each outcome."""
        return self.prospect.lottery


@dataclass(frozen=True)
class PermittedPlan:
    """A plan that a rule permits, with an available plan strictly preferred to it, if any."""

    plan: Plan
    dominated_by: Plan | None = None


class PlanList(Sequence[PermittedPlan]):
    """The permitted plans, each worked out when it is asked for.

    ``length`` is how many there are to ask for, ``at`` works out one of them.
    """

    def __init__(self, length: int, at: Callable[[int], PermittedPlan]) -> None:
        self._length = length
        self._at = at
        self._known: dict[int, PermittedPlan] = {}

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> PermittedPlan: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[PermittedPlan]: ...
    def __getitem__(self, index: int | slice) -> PermittedPlan | Sequence[PermittedPlan]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(self._length))]
        place = index + self._length if index < 0 else index
        if not 0 <= place < self._length:
            raise IndexError(f"there are {self._length} plans")
        if place not in self._known:
            self._known[place] = self._at(place)
        return self._known[place]

    def __iter__(self) -> Iterator[PermittedPlan]:
        return (self[i] for i in range(self._length))


@dataclass(frozen=True)
class Solution(Shown):
    """The answer of a rule.

    ``branches`` has every branch that leaves a choice node under the root.  ``plans`` are at most
    as many as were asked for, each worked out when it is read; ``plans_total`` is the exact
    number, or None where it could not be had within the budget.  ``decided`` is False where the
    budget did not suffice to decide every branch and every plan; what is said is then still
    right, and the plans listed are permitted.  ``complete`` is False where the list was cut, too.
    ``dominated_total`` is how many of the permitted plans are dominated, None where that is not
    known.  ``value`` is that of the best plans from the root, of rules that go by one number, and
    ``value_name`` what it is: the expected value, the worst or the best net value.  ``clashes`` are
    nodes at which a plan that counts as a whole goes on in a way that the rule would not choose
    seen from there alone.  ``rolls_back`` tells that the verdict comes about stage by stage from
    the leaves, by rollback of one number.  ``document`` is what the rule was asked about.

    >>> import quandary
    >>> solution = quandary.solve(quandary.example("shutdown"), "e-admissible")
    >>> solution.plans_total, [str(chance) for chance in solution.plans[1].plan.lottery.values()]
    (3, ['9/10', '1/10'])
    """

    rule: str
    branches: Mapping[str, Verdict]
    plans: Sequence[PermittedPlan]
    plans_total: int | None
    complete: bool
    decided: bool = True
    dominated_total: int | None = 0
    value: Fraction | None = None
    value_name: str = "expected value"
    find_gaps: Callable[[], Gaps] = field(default=dict, repr=False)
    find_off_plan: Callable[[], frozenset[str]] = field(default=frozenset, repr=False)
    clashes: frozenset[str] = field(default_factory=frozenset)
    rolls_back: bool = False
    document: Document | None = field(default=None, repr=False, compare=False)

    @cached_property
    def gaps(self) -> Gaps:
        """The choice nodes at which two maximal options are in a preferential gap, with these.

        A gap is settled where the rule permits only some of them.
        """
        return self.find_gaps()

    @cached_property
    def off_plan(self) -> frozenset[str]:
        """The choice nodes that no permitted plan reaches.

        What is permitted there is what the rule says when it starts afresh below the root.
        """
        return self.find_off_plan()


def marked_alike(one: Solution | None, other: Solution | None) -> bool:
    """Whether two answers mark the branches of a tree the same way."""
    if one is None or other is None:
        return one is other
    return one.branches == other.branches and one.gaps == other.gaps
