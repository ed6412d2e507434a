"""A rule that is none of ours, in one module: what somebody writes who adds one."""

from typing import Final

import numpy as np

from solver.budget import Budget
from solver.document.elements import Kind
from solver.explain.case import Case
from solver.explain.explanation import Clause, Explanation, Part, Witness
from solver.explain.lottery_contrast import contrast
from solver.explain.witnesses import dominated_by, first_failing_step
from solver.induction.dominance import Dominance
from solver.induction.stepwise_plans import Stepwise, reached
from solver.rules.rule import Answer, Rule, marks
from solver.words.explanation_words import compared, seen
from solver.words.names import Names, quoted

LAST: Final = Clause("last", "Last branch: take what is drawn last, whatever it is worth.")
NOT_LAST: Final = Clause("not last", "Last branch: leave what is not drawn last.")


class LastBranch(Rule):
    """Take the branch that is drawn last at every choice node."""

    id = "last"
    name = "Last branch"
    short = "Last"
    called = "the rule of the last branch"
    summary = "Take whatever is drawn last."
    explanation = (
        "At each choice node the last branch is permitted.\n\n"
        "Source: the tests of this program.\n\n"
        "Our reading: the last one is the one that is drawn lowest."
    )
    examples = (("single-souring", "It goes on and takes A−."),)
    remembers = True

    def answer(self, case: Case, budget: Budget) -> Answer:
        tree = case.tree
        mask = np.ones(len(tree), dtype=bool)
        for node in tree.choice_nodes():
            for child in tree.children[node][:-1]:
                mask[tree.levels.places[child]] = False
        plans = Stepwise(tree, mask)
        dominance = Dominance(tree, case.maximal)
        return Answer(
            permitted=marks(mask),
            reachable=marks(reached(tree, mask)),
            plans=plans,
            total=plans.total,
            listed=plans.total,
            dominating=dominance.of_plan,
            dominated=dominance.among_stepwise(mask, budget),
        )

    def why_branch(self, case: Case, number: int, place: int) -> Explanation:
        tree = case.tree
        node, branches = tree.ids[number], tree.branches[number]
        last = len(branches) - 1

        def part(at: int) -> Part:
            choices = {n: len(tree.children[n]) - 1 for n in tree.choice_nodes()}
            return case.part(number, {**choices, number: at})

        own, other = part(place), part(0 if place == last else last)
        return Explanation(
            self.id,
            place == last,
            LAST if place == last else NOT_LAST,
            node,
            branches[place],
            start=node,
            seen_from=node,
            witnesses=(Witness(own, other, contrast(case, other, own)),),
        )

    def why_plan(self, case: Case, whole: Part) -> Explanation:
        failing = first_failing_step(case, whole, lambda n, place: self.why_branch(case, n, place))
        if failing is not None:
            return failing
        assert case.tree.kinds[0] is Kind.CHOICE
        beaten = dominated_by(case, case.maximal, whole)
        return Explanation(self.id, True, LAST, whole.node, plan=whole, dominated_by=beaten)

    def reasons(self, names: Names, found: Explanation) -> list[str]:
        if found.branch is None and found.permitted:
            return ["Each of its steps is drawn last."]
        step = quoted(names.branch(found.branch or found.step or ""))
        where, witness = names.node_in_sentence(found.node), found.witnesses[0]
        is_ = "is" if found.permitted else "is not"
        first = f"{step} {is_} drawn last at {where}; it leads to {seen(names, witness.part)}."
        return [first, *compared(names, witness)]
