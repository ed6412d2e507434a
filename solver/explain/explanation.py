"""What an explanation consists of: plain values, each with the witness that the computation found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

import msgspec

from solver.document.elements import Completion
from solver.explain.outcome_pair import Term
from solver.induction.tree.prospect_order import Point
from solver.preferences.comparison import Relation
from solver.prospect import End, Prospect

ZERO = Fraction(0)


@dataclass(frozen=True)
class Part:
    """A plan as it stands at a node: a branch at every choice node that it can reach from there.

    ``prospect`` is what it leads to seen from there, payoffs on the way from the root included.
    """

    node: str
    choices: Mapping[str, str]  # choice node → branch
    prospect: Prospect
    point: Point = field(compare=False, repr=False)  # as the rows of the root are scaled


#: A plan drawn by lot: weights that sum to 1.
Mixture = tuple[tuple[Fraction, Part], ...]


class Completed(msgspec.Struct, frozen=True):
    """A completion of the preferences (all strict ones strict), and what it makes of the ends."""

    completion: Completion
    utility: Mapping[End, Fraction]
    #: By opinion its share (they sum to 1) and its utility, where the document lists opinions.
    opinions: Mapping[str, tuple[Fraction, Mapping[End, Fraction]]] = msgspec.field(
        default_factory=dict
    )

    def value(self, prospect: Prospect) -> Fraction:
        """The expected utility of a prospect."""
        if self.opinions:
            return sum(
                (
                    share * chance * utility[end]
                    for id_, (share, utility) in self.opinions.items()
                    for end, chance in prospect.opinions[id_].items()
                ),
                ZERO,
            )
        return sum((chance * self.utility[end] for end, chance in prospect.items()), ZERO)


class Move(msgspec.Struct, frozen=True):
    """So much probability goes from one end to another, which compares with it like this."""

    mass: Fraction
    source: End
    target: End
    relation: Relation  # of the target to the source


class Given(msgspec.Struct, frozen=True):
    """Where a relation compares that: what is expected on a criterion, given a scale (its name).

    None where the prospect gives that scale no probability.
    """

    scale: str
    criterion: str | None  # None where outcomes of the scale have no values
    first: Fraction | None
    second: Fraction | None


class Contrast(msgspec.Struct, frozen=True):
    """How one prospect compares with another, with the proof.

    ``moves`` make the first out of the second.  ``terms`` add up to the difference of expected
    utility under every completion, for what is better or equal (first minus second; second minus
    first if it is worse).  For a gap ``completions`` disagree: the first puts the first prospect
    higher, the second the second.  ``given`` stands in for both where a relation compares expectations.
    """

    first: Prospect
    second: Prospect
    relation: Relation
    moves: tuple[Move, ...] = ()
    terms: tuple[Term, ...] = ()
    completions: tuple[Completed, Completed] | None = None
    given: tuple[Given, ...] = ()
    #: By opinion how the prospects compare under it, where the document lists opinions.
    opinions: "Mapping[str, Contrast]" = msgspec.field(default_factory=dict)


class Witness(msgspec.Struct, frozen=True):
    """A plan, and what it is held against.

    ``other`` is a plan available at the same node or, if ``turned_down`` is a choice node, one
    that was turned down there; ``contrast`` says how it compares with ``part``.  ``mixture`` is
    strictly preferred to ``part``; ``completion`` makes ``part`` best of all at its node.  ``state``
    is what chance does, node by node, where the two are compared in one state of the world.
    """

    part: Part
    other: Part | None = None
    contrast: Contrast | None = None
    turned_down: str | None = None
    mixture: Mixture = ()
    completion: Completed | None = None
    state: tuple[tuple[str, str], ...] = ()  # chance node → branch


class Clause(msgspec.Struct, frozen=True):
    """A part of a rule by which something is permitted, or is not.

    ``text`` says it in the rule's own words, with where it comes from.
    """

    name: str
    text: str


#: The budget did not suffice, whatever the rule.
NOT_DECIDED: Final = Clause("undecided", "")


@dataclass(frozen=True)
class Explanation:
    """Why a rule permits something, or does not; None: undecided within the budget.

    About the branch ``branch`` of the choice node ``node``; or, if that is None, about the plan
    ``plan`` from the root, which then fails at ``node``, if it does (it may be the root, a chance
    node on the way, or a choice node of which ``step`` is the plan's branch).  ``start`` is the
    node from which plans count: the root unless the agent is off its plan.  ``seen_from`` is the
    node on the way at which the witnesses stand: since it, what is asked about is ruled out.
    ``every`` tells that the witnesses cover all plans in question, else they are examples.
    ``values`` are the expected values of the branches of ``node``, or of the plan and the best
    plan, for expected utility and for rules that look at ends; ``dominated_by`` is a plan strictly
    preferred to a permitted plan;
    ``clash`` holds against what ``plan`` does at ``node`` something that is strictly preferred to
    it there, seen from ``node`` alone (see `solver.rules.clashes`).
    """

    rule: str
    permitted: bool | None
    clause: Clause
    node: str
    branch: str | None = None
    plan: Part | None = None
    step: str | None = None
    start: str = ""
    seen_from: str = ""
    witnesses: tuple[Witness, ...] = ()
    every: bool = True
    values: Mapping[str, Fraction] = field(default_factory=dict)
    dominated_by: Witness | None = None
    off_plan: bool = False  # no permitted plan comes to the node
    clash: Witness | None = None
