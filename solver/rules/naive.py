"""Naive choice: at each node what looks best from there, without memory and without commitment."""

from dataclasses import replace
from typing import Final

import numpy as np

from solver.budget import Budget
from solver.explain.case import Case
from solver.explain.explanation import NOT_DECIDED, Clause, Explanation, Part, Witness
from solver.explain.lottery_contrast import contrast
from solver.explain.witnesses import MOST, against, why_followed
from solver.induction.partial_answers import Best, best_plans, surely_beaten
from solver.induction.prospect_sets import maximal_sets
from solver.induction.prospect_tables import Mask
from solver.induction.table_plans import first_branches, opened
from solver.induction.tree.compiled_tree import Compiled
from solver.rules.rule import UNDECIDED, Answer, DependsOn, Marks, Rule, marks
from solver.rules.step_by_step import stepwise_answer
from solver.translation import mark, tr
from solver.words.explanation_words import compared, each_witness, seen
from solver.words.names import Names, quoted

MAXIMAL: Final = Clause(
    "maximal",
    "Naive choice: begin any plan that is maximal seen from where you stand, "
    "whatever was planned before (Gustafsson 2022).",
)
DOMINATED: Final = Clause(
    "dominated",
    "Naive choice: do not begin a plan to which an available plan is strictly "
    "preferred, seen from where you stand (Gustafsson 2022).",
)


class NaiveChoice(Rule):
    """Begin any plan that is maximal seen from where one stands."""

    id = "naive"
    depends_on = DependsOn.MAXIMAL_SETS
    name = "Naive"
    summary = mark(
        "At each node begin any plan that is maximal from there, whatever was planned before."
    )
    explanation = (
        "At each choice node the permitted branches are the first branches of the plans that are "
        "maximal there: no plan available at the node is strictly preferred to them. There is no "
        "memory and no commitment, so the permitted plans are whatever these choices add up to.\n\n"
        "This is the foil: with preferential gaps it can be led step by step to a plan that is "
        "dominated by a plan, which is what a money pump does.\n\n"
        "Source: Gustafsson, Money-pump arguments (2022), on naive choice."
    )
    examples = (
        (
            "single-souring",
            "It permits going on and then taking A−, although A was available: a sure loss.",
        ),
        (
            "pizza",
            "It permits keeping every slice, which is dominated by a plan, but only as a prospect.",
        ),
    )

    def answer(self, case: Case, budget: Budget) -> Answer:
        tree, maximal = case.tree, case.within(maximal_sets, budget)
        permitted = marks(first_branches(tree, maximal))
        open_nodes = opened(maximal)
        if open_nodes.any():
            _decide(tree, permitted, open_nodes, budget)
        return stepwise_answer(case, permitted, budget)

    def why_branch(self, case: Case, number: int, place: int) -> Explanation:
        sets, tree = case.maximal, case.tree
        node, id_ = tree.ids[number], tree.branches[number][place]
        said = Explanation(self.id, None, NOT_DECIDED, node, id_, start=node, seen_from=node)
        child = tree.children[number][place]
        if case.is_open(sets, number):
            return said
        own = [
            case.part(number, {**case.choices_of(sets, child, row), number: place})
            for row in case.rows(sets, child, judged=False)[: MOST + 1]
        ]
        best = {case.point(sets, number, row): row for row in case.rows(sets, number)}
        kept = next((part for part in own if part.point in best), None)
        if kept is None and len(own) > MOST:  # look at all of them before anything is said
            rows = case.rows(sets, child, judged=False)
            found = next((row for row in rows if case.point(sets, child, row) in best), None)
            if found is not None:
                kept = case.part(number, {**case.choices_of(sets, child, found), number: place})
        if kept is not None:
            others = [row for point, row in best.items() if point != kept.point]
            other = case.part_of(sets, number, others[0]) if others else None
            compares = None if other is None else contrast(case, other, kept)
            witness = Witness(kept, other, compares)
            return replace(said, permitted=True, clause=MAXIMAL, witnesses=(witness,))
        witnesses, left = against(case, number, own[:MOST])
        return replace(
            said,
            permitted=False,
            clause=DOMINATED,
            witnesses=witnesses,
            every=not left and len(own) <= MOST,
        )

    def why_plan(self, case: Case, whole: Part) -> Explanation:
        return why_followed(
            self.id, MAXIMAL, case, whole, lambda n, place: self.why_branch(case, n, place)
        )

    def reasons(self, names: Names, found: Explanation) -> list[str]:
        where = names.node_in_sentence(found.node)
        if found.branch is None and found.permitted:
            return [
                tr("Each of its steps begins a plan that is maximal seen from where it is taken.")
            ]
        result = []
        if found.branch is None and found.step is not None:
            step = quoted(names.branch(found.step))
            result.append(
                tr("Its step {step} at {where} is not permitted.").format(step=step, where=where)
            )
        if found.permitted:
            witness = found.witnesses[0]
            result.append(
                tr(
                    "{part} is maximal there: no plan available at {where} is strictly preferred to it."
                ).format(part=seen(names, witness.part), where=where)
            )
            return result + compared(names, witness)
        result.append(
            tr("Whatever plan begins so, a plan available at {where} is strictly better.").format(
                where=where
            )
        )
        return result + each_witness(
            names,
            found,
            together=tr("Together these are strictly preferred to all plans that begin so."),
        )


NAIVE: Final = NaiveChoice()


def _decide(tree: Compiled, permitted: Marks, open_nodes: Mask, budget: Budget) -> None:
    """What is sure at nodes whose sets went past the budget.

    What is best under a completion is maximal, so that its first branches are permitted, whether
    or not a plan leads to the node.
    """
    open_branches = open_nodes[tree.levels.parents]
    permitted[open_branches] = UNDECIDED
    found: list[Best] = []
    # Where completions stand behind the relation, what is best under one is maximal.
    for entry in best_plans(tree, budget) if tree.relation.has_completions else ():
        found.append(entry)
        permitted[open_branches & entry.best] = 1
        if not (permitted == UNDECIDED).any():
            return
    undecided = np.flatnonzero(permitted == UNDECIDED).tolist()
    permitted[surely_beaten(tree, found, undecided)] = 0
