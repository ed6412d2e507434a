"""Rules that judge plans by the interval of their expectations over the opinions, in normal form.

Shared by gamma-maximin, gamma-maximax, Hurwicz's rule and interval dominance; see
`solver.induction.opinions.interval_sets`.
"""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

import numpy as np

from solver.budget import Budget
from solver.document.elements import Kind
from solver.explain import witnesses
from solver.explain.case import Case
from solver.explain.explanation import Explanation, Part, Witness
from solver.explain.witnesses import SHOWN, dominated_by
from solver.induction.dominance import Dominance
from solver.induction.opinions.interval_sets import Expected, expectations_of
from solver.induction.prospect_sets import Sets, maximal_sets
from solver.induction.stepwise_plans import Stepwise
from solver.induction.table_plans import Followed, Ways, first_branches, gaps, opened
from solver.induction.tree.compiled_tree import Compiled
from solver.rules.resolute import Resolute
from solver.rules.rule import UNDECIDED, Answer, DependsOn, Group, Marks
from solver.solution import Gaps
from solver.translation import mark, tr
from solver.words.explanation_words import seen
from solver.words.names import Names

#: What all of them say of how trees are solved.
HOW: Final = (
    "It is for trees whose outcomes stand on one scale with one criterion. With a single opinion it "
    "maximises expected value.\n\n"
    "At each choice node a branch is permitted if it belongs to such a plan from the root that comes "
    "there. Where no such plan comes, plans count from the earliest later node on the way that leaves "
    "any, and the agent is said to be off its plan. Plans are judged as wholes, so that at a node alone "
    "the rule might choose otherwise, as it does where learning makes opinions spread (dilation): such "
    "nodes are named."
)
OUR_READING: Final = (
    "Our reading: that trees are solved by whole plans, in normal form; that parts of a plan where "
    "every opinion gives the way probability zero are judged from there; and that nodes are named at "
    "which the rule, asked there alone, would not permit a branch that it permits."
)


class ByIntervals(Resolute):
    """What such rules share; one of them says which plans it admits, and how that is called."""

    group = Group.INTERVALS
    depends_on = DependsOn.INTERVALS
    among_maximal = True  # plans to which no other is strictly preferred
    #: That no other plan stands in its way, with the one that comes nearest to it.
    beside = mark(
        "Of the other maximal plans none does better by this; the best of them is {other}: {told}."
    )

    @abstractmethod
    def find(self, case: Case, tree: Compiled, budget: Budget) -> Sets:
        """The plans that it admits at every node."""

    @abstractmethod
    def number(self, case: Case, expected: Sequence[Fraction]) -> Fraction:
        """What a plan is worth, of which the opinions expect so much."""

    def require(self, case: Case) -> None:
        super().require(case)
        case.once(Expected.of_tree)

    def sets(self, case: Case, budget: Budget | None = None) -> Sets:
        return case.kept(
            (self.id, self.key(case)), lambda: self.find(case, case.tree, budget or case.budget())
        )

    def key(self, case: Case) -> object:
        """What else the sets depend on."""
        return None

    def gaps(self, case: Case, budget: Budget) -> Gaps:
        return gaps(case.tree, case.within(maximal_sets, budget.anew()))

    def answer(self, case: Case, budget: Budget) -> Answer:
        tree, sets = case.tree, self.sets(case, budget)
        if opened(sets).any():
            return _nothing_sure(tree)
        found = super().answer(case, budget)
        dominance = Dominance(tree, case.within(maximal_sets, budget))
        found = replace(found, value=self._value(case, sets))
        if self.among_maximal:
            return found
        return replace(
            found,
            dominating=dominance.of_plan,
            dominated=dominance.among(Ways.of(tree, sets), budget),
        )

    def _value(self, case: Case, sets: Sets) -> Fraction | None:
        """What the plans that it permits are worth, in the document's terms."""
        part = case.part_of(sets, 0, case.rows(sets, 0)[0])
        sign = case.once(Expected.of_tree).values.sign
        return sign * self.number(case, expectations_of(part.prospect, sign))

    def clashes(self, case: Case, sets: Sets, followed: Followed) -> frozenset[str]:
        tree = case.tree
        alone = first_branches(tree, sets)
        found = followed.permitted & ~alone
        parents = tree.levels.parents[np.flatnonzero(found)]
        return frozenset(tree.ids[i] for i in tree.levels.order[parents].tolist())

    def clash(self, case: Case, number: int, place: int, rest: Part) -> Witness | None:
        sets, tree = self.sets(case), case.tree
        if first_branches(tree, sets)[int(tree.levels.places[tree.children[number][place]])]:
            return None
        return Witness(rest, case.part_of(sets, number, case.rows(sets, number)[0]))

    # ------------------------------------------------------------------------- explanation

    def speaks_for(
        self, case: Case, number: int, plan: Part, beside: Sequence[int] = ()
    ) -> tuple[Witness, ...]:
        return (Witness(plan, self._rival(case, number, plan)),)

    def held_to(self, case: Case, expected: Sequence[Fraction]) -> Fraction:
        """By how much of another plan a plan is measured, of which the opinions expect so much."""
        return self.number(case, expected)

    def _rival(self, case: Case, number: int, plan: Part) -> Part | None:
        """Of the other plans that count, the one by which a plan is measured; None if all lead to the same."""
        sets = case.maximal if self.among_maximal else self.sets(case)
        rows = [
            row
            for row in case.rows(sets, number, judged=self.among_maximal)
            if case.point(sets, number, row) != plan.point and case.is_of_a_plan(sets, number, row)
        ]
        if not rows:
            return None
        depth, _ = case.spot(number)
        numbers = case.once(Expected.of_tree).rows(depth, sets.tables[depth].vectors[rows])
        worth = [self.held_to(case, expected) for expected in numbers.tolist()]
        return case.part_of(sets, number, rows[worth.index(max(worth))])

    def against(
        self, case: Case, number: int, parts: Sequence[Part]
    ) -> tuple[tuple[Witness, ...], Sequence[Part]]:
        """A plan that is admitted, beside each; or what is strictly preferred to it."""
        sets = self.sets(case)
        best = case.part_of(sets, number, case.rows(sets, number)[0])
        found, left = [], list(parts)
        if self.among_maximal:
            preferred, rest = witnesses.against(case, number, parts)
            found, left = list(preferred), list(rest)
        room = max(SHOWN - len(found), 0)
        found += [Witness(part, best) for part in left[:room]]
        return tuple(found), left[room:]

    def why_plan(self, case: Case, whole: Part) -> Explanation:
        found = super().why_plan(case, whole)
        if not found.permitted:
            return found
        return replace(found, dominated_by=dominated_by(case, case.maximal, whole))

    def followed(self, names: Names, found: Explanation, start: str) -> list[str]:
        where = names.node_in_sentence(found.start)
        own, rival = self.told(names, found.witnesses[0].part), found.witnesses[0].other
        first = tr("{start} is what the rule admits at {where}: {own}.").format(
            start=start, where=where, own=own
        )
        if rival is None:
            alone = tr("No other plan there leads to anything else.")
            if self.among_maximal:
                alone = tr("No other plan that is maximal there leads to anything else.")
            return [first, alone]
        said = tr(self.beside).format(other=seen(names, rival), told=self.told(names, rival))
        return [first, said]

    @abstractmethod
    def told(self, names: Names, part: Part) -> str:
        """What the opinions expect of a plan, and what the rule makes of it."""

    def reasons(self, names: Names, found: Explanation) -> list[str]:
        clash = found.clash
        result = super().reasons(names, replace(found, clash=None, witnesses=found.witnesses))
        if found.permitted and clash is not None and clash.other is not None:
            here = names.node_in_sentence(found.node)
            result.append(
                tr(
                    "Seen from {here} alone the rule would choose otherwise: {other}, {other2}; what the plan does there: {part}. The plan counts as a whole."
                ).format(
                    here=here,
                    other=seen(names, clash.other),
                    other2=self.told(names, clash.other),
                    part=self.told(names, clash.part),
                )
            )
        if not found.permitted:
            for witness in found.witnesses:
                if witness.other is not None and witness.contrast is None:
                    result.append(
                        tr("{part}: {part2}. Beside it {other}: {other2}.").format(
                            part=seen(names, witness.part),
                            part2=self.told(names, witness.part),
                            other=seen(names, witness.other),
                            other2=self.told(names, witness.other),
                        )
                    )
        return result


def interval(names: Names, part: Part) -> tuple[list[str], int]:
    """The least and the greatest number that opinions expect of a plan, in words; −1 where less is better."""
    ((criterion, _),) = next(iter(part.prospect.ranges)).values
    entry = names.document.criterion(criterion)
    sign = -1 if entry is not None and entry.better == "less" else 1
    expected = sorted(sign * number for number in expectations_of(part.prospect, sign))
    return [names.format.value(entry, end) for end in (expected[0], expected[-1])], sign


def interval_text(names: Names, part: Part, *, worst: bool | None = None) -> str:
    """What the opinions expect of a plan, and the end that counts: “the opinions expect 1 to 3, at least 1”.

    Of what is the better the more the worst is the least, of costs the most.
    """
    (low, high), sign = interval(names, part)
    if low == high:
        return tr("every opinion expects {low}").format(low=low)
    text = tr("the opinions expect {low} to {high}").format(low=low, high=high)
    if worst is None:
        return text
    if worst == (sign > 0):
        return tr("{text}, at least {low}").format(text=text, low=low)
    return tr("{text}, at most {high}").format(text=text, high=high)


def value_text(names: Names, part: Part, number: Fraction) -> str:
    """A number on the one criterion that there is."""
    ((criterion, _),) = next(iter(part.prospect.ranges)).values
    return names.format.value(names.document.criterion(criterion), number)


def _nothing_sure(tree: Compiled) -> Answer:
    """Past the budget: only that where there is one branch it is permitted."""
    permitted: Marks = np.full(len(tree), UNDECIDED, dtype=np.int8)
    for node in range(len(tree)):
        children = tree.children[node]
        if tree.kinds[node] is not Kind.CHOICE or len(children) == 1:
            for child in children:
                permitted[int(tree.levels.places[child])] = 1
    permitted[0] = 1
    reachable: Marks = np.full(len(tree), UNDECIDED, dtype=np.int8)
    reachable[0] = 1
    none = Stepwise(tree, np.zeros(len(tree), dtype=bool))
    return Answer(permitted=permitted, reachable=reachable, plans=none, total=None, listed=0)
