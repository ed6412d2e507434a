"""What a rule says about a tree: frozen values beside the document, never stored in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

#: Outcome id → probability; only outcomes with positive probability, in the document's order.
Lottery = Mapping[str, Fraction]


@dataclass(frozen=True)
class Verdict:
    """What a rule says of one branch of a choice node.

    ``permitted``: the agent may take it if it stands there.  ``reachable``: some permitted plan
    takes it.  None means undecided within the budget.
    """

    permitted: bool | None
    reachable: bool | None


@dataclass(frozen=True)
class Plan:
    """One branch at every choice node that the plan itself can reach, and its lottery."""

    choices: Mapping[str, str]  # choice node → branch
    lottery: Lottery


@dataclass(frozen=True)
class PermittedPlan:
    """A plan that a rule permits, with an available plan strictly preferred to it, if any."""

    plan: Plan
    dominated_by: Plan | None = None


@dataclass(frozen=True)
class Solution:
    """The answer of a rule.

    ``branches`` has every branch that leaves a choice node under the root.  ``plans`` are at most
    as many as were asked for; ``plans_total`` is the exact number.  ``complete`` is False where
    the list was cut.  ``value`` is the expected value at the root, for expected utility only.
    ``gaps`` are the choice nodes at which two maximal options are in a preferential gap;
    ``off_plan`` the choice nodes that no permitted plan reaches, so that the rule starts afresh
    below the root to say what is permitted there.
    """

    rule: str
    branches: Mapping[str, Verdict]
    plans: tuple[PermittedPlan, ...]
    plans_total: int
    complete: bool
    value: Fraction | None = None
    gaps: frozenset[str] = field(default_factory=frozenset)
    off_plan: frozenset[str] = field(default_factory=frozenset)
