"""Rules that judge plans by the ends that they may come to, in normal form.

Shared by maximin, maximax and minimax regret; see `solver.induction.end_scores`.
"""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

import numpy as np

from solver.budget import Budget
from solver.document.elements import Kind
from solver.explain.case import Case, Choices
from solver.explain.explanation import NOT_DECIDED, Clause, Explanation, Part, Witness
from solver.explain.witnesses import dominated_by
from solver.induction.completion_utility import utility_of
from solver.induction.curved.by_order import compares
from solver.induction.dominance import Dominance
from solver.induction.end_scores import (
    UNKNOWN,
    Judged,
    NetValues,
    Rolled,
    Scores,
    SomeEnd,
    judge,
    net_values,
)
from solver.induction.prospect_sets import maximal_sets
from solver.induction.stepwise_plans import Stepwise
from solver.induction.table_plans import gaps, opened
from solver.induction.tree.compiled_tree import Compiled
from solver.induction.tree.rollback import Rollback
from solver.preferences.exact_simplex import dot
from solver.rules.rule import UNDECIDED, Answer, Group, Marks, Rule
from solver.translation import mark, tr
from solver.words.explanation_words import beside, seen
from solver.words.names import Names

#: Plans that are gone through one by one to count those that are dominated.
MOST: Final = 1000


@dataclass(frozen=True)
class Ends:
    """What such a rule has found out about a tree; ``root`` is missing past the budget."""

    values: NetValues
    judged: Judged
    root: Rolled | None


class ByEnds(Rule):
    """What such rules share; one of them says what ends are worth and how that is called.

    ``takes`` and ``leaves`` are its clauses.
    """

    group = Group.WITHOUT_PROBABILITIES
    starts_afresh = True
    goes_by_curves = True
    takes: Clause
    leaves: Clause
    worth: str  # what it looks at in a plan, such as the “worst net value”
    optimum = mark("{start}, the best of any plan from {where}.")  # what of these it looks for

    @abstractmethod
    def scores(self, tree: Compiled, values: NetValues) -> Scores:
        """What ends are worth."""

    def require(self, case: Case) -> None:
        case.once(net_values)

    def found(self, case: Case, budget: Budget | None = None) -> Ends:
        """What has been found out, once a case."""
        return case.within(self.find, budget)

    def find(self, tree: Compiled, budget: Budget) -> Ends:
        """Judge the whole tree."""
        values = net_values(tree)
        scores = self.scores(tree, values)
        judged = judge(tree, scores, budget)
        return Ends(values, judged, scores.rolled(0, budget))

    def told(self, ends: Ends, score: int) -> Fraction:
        """A score as a number that people read."""
        return ends.values.value(score)

    def root_value(self, ends: Ends) -> Fraction | None:
        """What the best plans from the root are worth."""
        return None if ends.root is None else self.told(ends, ends.root[0])

    # ------------------------------------------------------------------------------ answer

    def answer(self, case: Case, budget: Budget) -> Answer:
        tree, ends = case.tree, self.found(case, budget)
        judged, order = ends.judged, tree.levels.order
        permitted: Marks = np.array(judged.permitted, dtype=np.int8)[order]
        start = np.array(judged.start)[order]
        come_from = start[tree.levels.parents]
        reachable: Marks = np.where(come_from == 0, permitted, 0).astype(np.int8)
        reachable[come_from == UNKNOWN] = UNDECIDED
        if judged.whole:  # what no plan from the root comes to is then known
            reachable[come_from != 0] = 0
        reachable[0] = 1
        maximal = case.within(maximal_sets, budget)
        dominance = Dominance(tree, maximal)
        listed: Stepwise | SomeEnd = Stepwise(tree, permitted == 1)
        dominated: int | None = None
        if judged.whole:
            if judged.scores.by_worst:
                if not opened(maximal).any():
                    dominated = dominance.among_stepwise(permitted != 0, budget)
            else:
                listed = SomeEnd(tree, judged)
                dominated = _dominated(case, listed, judged, dominance, budget)
        total = listed.total if judged.whole else None
        sure = case.once(compares)
        return Answer(
            permitted=permitted,
            reachable=reachable,
            plans=listed,
            total=total,
            listed=0 if total is None else total,
            dominating=dominance.of_plan if sure else lambda rank, plan: None,
            dominated=dominated if sure else None,
            value=self.root_value(ends),
            gaps=lambda: gaps(tree, maximal),
            off_plan=lambda: frozenset(
                tree.ids[node] for node in tree.choice_nodes() if judged.start[node] > 0
            ),
            clashes=frozenset(tree.ids[node] for node in judged.clashes(tree)),
            knows_clashes=judged.knows_alone,
        )

    # ------------------------------------------------------------------------- explanation

    def why_branch(self, case: Case, number: int, place: int) -> Explanation:
        tree, ends = case.tree, self.found(case)
        judged, child = ends.judged, tree.children[number][place]
        node, id_ = tree.ids[number], tree.branches[number][place]
        start, seen_from = judged.start[number], judged.seen_from[number]
        rolled = judged.scores.rolled(seen_from) if seen_from != UNKNOWN else None
        if rolled is None:
            return Explanation(self.id, None, NOT_DECIDED, node, id_)
        permitted = judged.permitted[child] == 1
        toward = dict(zip(case.path(number), case.path(number)[1:], strict=False))
        towards = {n: case.step(n, below) for n, below in toward.items() if _chooses(tree, n)}
        own = self._best_part(case, judged, seen_from, {**towards, number: place})
        best = self._best_part(case, judged, seen_from, {})
        values = self._values(case, ends, rolled, own, best)
        if permitted and judged.alone[child] == 0 and (there := judged.scores.rolled(number)):
            values["here"] = self.told(ends, there[child])
            values["alone"] = self.told(ends, there[number])
        return Explanation(
            self.id,
            permitted,
            self.takes if permitted else self.leaves,
            node,
            id_,
            plan=own if permitted else None,
            start=tree.ids[start],
            seen_from=tree.ids[seen_from],
            witnesses=(self._witness(case, ends, rolled, own, best),),
            values=values,
            off_plan=start > 0,
        )

    def why_plan(self, case: Case, whole: Part) -> Explanation:
        tree, ends = case.tree, self.found(case)
        judged = ends.judged
        choices = case.numbered(whole.choices)
        said = Explanation(
            self.id,
            True,
            self.takes,
            whole.node,
            plan=whole,
            start=whole.node,
            seen_from=whole.node,
        )
        for number in [0, *(n for n in case.reached(0, choices) if n and case.is_never(n))]:
            rolled = judged.scores.rolled(number)
            if rolled is None:
                return Explanation(self.id, None, NOT_DECIDED, tree.ids[number], plan=whole)
            part = case.part(number, choices)
            best = self._best_part(case, judged, number, {})
            values = self._values(case, ends, rolled, part, best)
            if number == 0:
                said = replace(
                    said,
                    values=values,
                    witnesses=(self._witness(case, ends, rolled, part, best),),
                )
            if values["plan"] == values["best"]:
                continue
            return replace(
                said,
                permitted=False,
                clause=self.leaves,
                node=tree.ids[number],
                seen_from=tree.ids[number],
                witnesses=(self._witness(case, ends, rolled, part, best),),
                values=values,
            )
        return replace(said, dominated_by=dominated_by(case, case.maximal, whole))

    def _best_part(self, case: Case, judged: Judged, start: int, fixed: Choices) -> Part:
        """A plan from a node that makes these choices, and does what is best at all others."""
        tree, choices = case.tree, dict(fixed)
        regions = [start]
        while regions:
            seen_from = regions.pop()
            rolled = judged.scores.rolled(seen_from)
            _, never = tree.open_from(seen_from)
            stack = [seen_from]
            while stack:
                node = stack.pop()
                children = tree.children[node]
                if not children:
                    continue
                if _chooses(tree, node):
                    if (
                        node not in choices
                    ):  # past the budget anything serves where chance never leads
                        places = range(len(children))
                        best = max(places, key=lambda k: rolled[children[k]] if rolled else 0)
                        choices[node] = best
                    stack.append(children[choices[node]])
                    continue
                for child in children:
                    (regions if never[child] else stack).append(child)
        return case.part(start, choices)

    def end_of(self, case: Case, rolled: Rolled, part: Part) -> int:
        """The end that decides what a plan is worth: its worst, or its best."""
        number = case.tree.numbers[part.node]
        choices = case.numbered(part.choices)
        leaves = {
            leaf
            for reading in case.tree.readings
            for leaf, _ in reading.reached_leaves(choices, number)
        }
        among = min if self._by_worst(case) else max
        return among(sorted(leaves), key=lambda leaf: rolled[leaf])

    def _by_worst(self, case: Case) -> bool:
        return self.found(case).judged.scores.by_worst

    def _values(
        self, case: Case, ends: Ends, rolled: Rolled, own: Part, best: Part
    ) -> dict[str, Fraction]:
        """What a plan is worth, and what the best is, seen from where both start."""
        return {
            "plan": self.told(ends, rolled[self.end_of(case, rolled, own)]),
            "best": self.told(ends, rolled[self.end_of(case, rolled, best)]),
        }

    def _witness(self, case: Case, ends: Ends, rolled: Rolled, own: Part, best: Part) -> Witness:
        """The plan in question, and the best one beside it."""
        return Witness(own, best)

    def reasons(self, names: Names, found: Explanation) -> list[str]:
        where, here = names.node_in_sentence(found.seen_from), names.node_in_sentence(found.node)
        own, best = (self.number(names, found, value) for value in ("plan", "best"))
        worth, witness, result = tr(self.worth), found.witnesses[0], []
        assert witness.other is not None
        if found.off_plan:
            result.append(
                tr(
                    "No permitted plan comes to {here}: here the agent is off its plan. Plans then count from {start}, the earliest node on the path from which any that come here are left."
                ).format(here=here, start=names.node_in_sentence(found.start))
            )
        if found.branch is None:
            if found.plan is not None and found.seen_from != found.plan.node:
                result.append(
                    tr("From {where} on, where chance never leads, it is not what is best.").format(
                        where=where
                    )
                )
            start = tr("Its {worth} is {own}").format(worth=worth, own=own)
            other = seen(names, witness.other)
        elif found.permitted:
            plan = seen(names, witness.part)
            start = tr("It belongs to the plan {plan}, of which the {worth} is {own}").format(
                plan=plan, worth=worth, own=own
            )
        else:
            plan, other = beside(names, (witness.part, witness.other))
            start = tr(
                "Of the plans from {where} that come here and take it, the best is {plan}: its {worth} is {own}"
            ).format(where=where, plan=plan, worth=worth, own=own)
        if found.permitted:
            result.append(tr(self.optimum).format(start=start, where=where))
        else:
            result.append(
                tr("{start}; that of {other} is {best}.").format(
                    start=start, other=other, best=best
                )
            )
        result += self.more(names, found)
        if "alone" in found.values:
            after, had = (self.number(names, found, value) for value in ("here", "alone"))
            result.append(
                tr(
                    "Seen from {here} alone the rule would choose otherwise: after this branch the {worth} would be {after}, and {had} is available. The plan counts as a whole."
                ).format(here=here, worth=worth, after=after, had=had)
            )
        return result

    @staticmethod
    def number(names: Names, found: Explanation, value: str) -> str:
        """One of the values of an explanation, on the one criterion that there is."""
        ((criterion, _),) = next(iter(found.witnesses[0].part.prospect)).values
        return names.format.value(names.document.criterion(criterion), found.values[value])

    def more(self, names: Names, found: Explanation) -> list[str]:
        """What else there is to say."""
        return []


def _chooses(tree: Compiled, number: int) -> bool:
    return tree.kinds[number] is Kind.CHOICE


def _dominated(
    case: Case, plans: SomeEnd, judged: Judged, dominance: Dominance, budget: Budget
) -> int | None:
    """How many plans are dominated; None where that is too much to find out."""
    tree = case.tree
    if (
        tree.relation.adds_up and not tree.opinions
    ):  # then preferences are complete: what does not expect most is
        return plans.total - SomeEnd(tree, judged, _expecting_most(case)).total
    if plans.total > MOST or opened(case.maximal).any():
        return None
    count = 0
    for rank in range(plans.total):
        budget.look()
        if budget.is_late:
            return None
        count += dominance.of_plan(rank, plans.plan(rank)) is not None
    return count


def _expecting_most(case: Case) -> Sequence[bool]:
    """Of each node whether plans with the greatest expected value may enter it."""
    tree = case.tree
    utility, _ = case.once(utility_of)
    values = [dot(utility, leaf) for leaf in tree.features]
    unit = np.lcm.reduce([value.denominator for value in values], dtype=object)
    rolled = Rollback(tree.levels, tree.leaves, [int(value * unit) for value in values], int(unit))
    best = rolled.best()[tree.levels.places]
    _, cut = tree.open_from(0)
    never = [False] * len(tree)
    for node in range(1, len(tree)):
        never[node] = never[tree.parents[node]] or cut[node]
    return [bool(b) or n for b, n in zip(best.tolist(), never, strict=True)]
