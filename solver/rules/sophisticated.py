"""Sophisticated choice: foresee one's later choices, and take them as given.

S(n) are the plans that the rule leaves at a node.  S of an outcome is itself; S of a chance node
are all combinations of what its children leave.  At a choice node a branch is dropped if another
has every plan in its S strictly preferred to every plan in the S of this one; S is what the
branches that are left have together, and these are permitted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from solver.budget import Budget
from solver.explain.case import Case
from solver.explain.explanation import NOT_DECIDED, Clause, Explanation, Part
from solver.explain.witnesses import why_followed
from solver.induction.partial_answers import only_ones
from solver.induction.prospect_sets import Sets
from solver.induction.prospect_tables import induce
from solver.induction.table_plans import opened
from solver.induction.tree.compiled_tree import Compiled
from solver.induction.tree.prospect_order import Order
from solver.induction.tree.vector_maxima import distinct
from solver.rules.rule import UNDECIDED, Answer, DependsOn, Marks, Rule
from solver.rules.step_by_step import all_against_all, stepwise_answer
from solver.translation import mark, tr
from solver.whole_numbers import Ints, Whole
from solver.words.explanation_words import against
from solver.words.names import Names, quoted

LEFT: Final = Clause(
    "left",
    "Sophisticated choice: take any branch unless every plan foreseen on another is strictly "
    "preferred to every plan foreseen on it (our reading of Gustafsson 2022).",
)
DROPPED: Final = Clause(
    "dropped",
    "Sophisticated choice: drop a branch if every plan foreseen on another is strictly preferred "
    "to every plan foreseen on it (our reading of Gustafsson 2022).",
)


class SophisticatedChoice(Rule):
    """Choose in the light of what one will choose later."""

    id = "sophisticated"
    depends_on = DependsOn.PLANS
    name = "Sophisticated"
    short = "Soph."
    summary = mark("Foresee what you may choose later, and choose now in the light of it.")
    explanation = (
        "From the last choice nodes up, the rule asks which plans one may still follow from each "
        "node, given what one will choose there. At a choice node a branch is dropped if another "
        "branch has every plan that one may follow on it strictly preferred to every plan that one "
        "may follow on this one. The branches that are left are permitted, and what one may follow "
        "at the node are the plans of all of them; at a chance node these are all combinations. "
        "The permitted plans are those that one may follow from the root.\n\n"
        "With complete preferences this is rollback. With preferential gaps one may foresee several "
        "plans on a branch, and a branch goes only if all that may come of it is worse: so the rule "
        "may permit a plan that is dominated.\n\n"
        "Source: Gustafsson, Money-pump arguments (2022), on sophisticated choice; Petersen, "
        "Invulnerable incomplete preferences (2023), section 2.\n\n"
        "Our reading: that all plans foreseen on one branch must be strictly preferred to all "
        "foreseen on another before that one is dropped, and that choices foreseen at nodes of "
        "probability zero count like others."
    )
    examples = (
        (
            "single-souring",
            "It permits going on and then taking A−: going on may also end in B, so it stays.",
        ),
        ("single-sweetening", "It permits taking A at once, although going on may end in A+."),
    )

    def answer(self, case: Case, budget: Budget) -> Answer:
        found = case.within(foreseen, budget)
        is_open = bool(opened(found.sets).any())
        return stepwise_answer(case, found.permitted, budget, is_open=is_open)

    def why_branch(self, case: Case, number: int, place: int) -> Explanation:
        tree, sets = case.tree, case.within(foreseen).sets
        node, branches = tree.ids[number], tree.branches[number]
        said = Explanation(
            self.id, None, NOT_DECIDED, node, branches[place], start=node, seen_from=node
        )
        children = tree.children[number]
        if any(case.is_open(sets, child) for child in children):
            return said
        offers = [list(_points(case, sets, child).items()) for child in children]
        prefers = tree.order.prefers

        def part(at: int, offered: tuple[int, Sequence[int]]) -> Part:
            choices = case.choices_of(sets, children[at], offered[0])
            return case.part(number, {**choices, number: at})

        return all_against_all(
            case, said, place, offers,
            prefers=lambda p, q: prefers(p[1], q[1]), part=part, left=LEFT, dropped=DROPPED,
        )  # fmt: skip

    def why_plan(self, case: Case, whole: Part) -> Explanation:
        return why_followed(
            self.id, LEFT, case, whole, lambda n, place: self.why_branch(case, n, place)
        )

    def reasons(self, names: Names, found: Explanation) -> list[str]:
        where = names.node_in_sentence(found.node)
        if found.branch is None and found.permitted:
            return [
                tr(
                    "At each of its steps no other branch has every plan that one may follow on it "
                    "strictly preferred to every one that begins as this plan goes on."
                )
            ]
        result = []
        if not found.permitted:
            witness = found.witnesses[0]
            assert witness.other is not None
            rival = quoted(names.branch(witness.other.choices[found.node]))
            weak = "it"
            if found.step is not None:
                weak = quoted(names.branch(found.step))
                result.append(
                    tr("Its step {weak} at {where} is not permitted.").format(
                        weak=weak, where=where
                    )
                )
            result.append(
                tr(
                    "Every plan that one may follow after {rival} is strictly preferred to every plan that one may follow after {weak}."
                ).format(rival=rival, weak=weak)
            )
            if not found.every:
                result.append(tr("For example:"))
            return result + against(names, witness)
        if found.witnesses[0].other is None:
            return [tr("There is no other branch.")]
        result.append(
            tr(
                "No other branch has every plan that one may follow on it strictly preferred to every "
                "plan that one may follow on this one."
            )
        )
        if not found.every:
            result.append(tr("For example:"))
        for witness in found.witnesses:
            result += against(names, witness)
        return result


SOPHISTICATED: Final = SophisticatedChoice()


def _points(case: Case, sets: Sets, number: int) -> dict[int, Sequence[int]]:
    """What is foreseen at a node, by row."""
    return {row: case.point(sets, number, row) for row in case.rows(sets, number)}


# ------------------------------------------------------------------------------ foreseeing


@dataclass(frozen=True)
class Foreseen:
    """S(n) at every node, as far as comparing needs it, and what is permitted of each branch.

    Where mixing keeps preferences as they are, the sets are kept by their best and their worst
    prospects: all plans of one are strictly preferred to all of another iff each of the worst of the
    one is to each of the best of the other.
    """

    sets: Sets
    permitted: Marks


def foreseen(tree: Compiled, budget: Budget) -> Foreseen:
    """S(n) at every node of a tree, and which branches are left."""
    foresight = _Foresight(tree, budget)
    sets = Sets.all_of(induce(tree, foresight, budget))
    permitted = foresight.permitted
    open_nodes = opened(sets)
    if open_nodes.any():
        permitted[open_nodes[tree.levels.parents]] = UNDECIDED
        permitted[0] = 1
        for level in tree.levels.levels:
            below = permitted[tree.levels.below(level)]
            below[level.under_chance] = 1
            permitted[tree.levels.below(level)] = below
        _drop_known(tree, sets, permitted, budget)
        only_ones(tree, permitted)
    return Foreseen(sets, permitted)


def _drop_known(tree: Compiled, sets: Sets, permitted: Marks, budget: Budget) -> None:
    """Where not all branches are known, those that a known one drops are surely not permitted."""
    budget.extend(budget.seconds / 4)
    for depth, level in enumerate(tree.levels.levels[:-1]):
        table, after = sets.tables[depth], sets.tables[depth + 1]
        for i, chance in zip(level.inner.tolist(), level.chance.tolist(), strict=True):
            if chance or not table.open[i]:
                continue
            if budget.is_late:
                return
            budget.look()
            start, stop, _ = tree.levels.span(level.start + i)
            known = {}
            for child in range(start - level.stop, stop - level.stop):
                if not after.open[child]:
                    rows = after.vectors[after.first[child] : after.first[child + 1]].tolist()
                    known[child] = rows
            kept = _unbeaten(tree.order, known)
            for child in known.keys() - kept:
                permitted[level.stop + child] = 0


class _Foresight:
    """Drop a branch if another has all its plans strictly preferred to all plans of it."""

    def __init__(self, tree: Compiled, budget: Budget) -> None:
        self._tree = tree
        self._budget = budget
        self.permitted: Marks = np.ones(len(tree), dtype=np.int8)

    def at_chance(self, depth: int, nodes: Ints, first: Ints, vectors: Whole) -> Ints:
        return self._distinct(first, vectors)

    def _distinct(self, first: Ints, vectors: Whole) -> Ints:
        if not self._tree.relation.keeps_independence:
            return distinct(first, vectors)
        order = self._tree.order  # representatives are the same in both, where a row has both
        best, worst = order.maximal(first, vectors), order.maximal(first, -vectors)
        return np.asarray(np.maximum(best, worst))

    def at_choice(
        self, depth: int, nodes: Ints, first: Ints, vectors: Whole, children: Ints
    ) -> Ints:
        level, order = self._tree.levels.levels[depth], self._tree.order
        allowed = np.zeros(len(vectors), dtype=bool)
        bounds = first.tolist()
        for begin, end in pairwise(bounds):
            if begin == end:
                continue
            self._budget.look()
            if self._budget.is_late:
                break  # the sets stay open
            branches: dict[int, list[list[int]]] = {}
            own = children[begin:end].tolist()
            for child, row in zip(own, vectors[begin:end].tolist(), strict=True):
                branches.setdefault(child, []).append(row)
            kept = _unbeaten(order, branches)
            for child in branches.keys() - kept:
                self.permitted[level.stop + child] = 0
            allowed[begin:end] = [child in kept for child in own]
        rows = np.flatnonzero(allowed)
        position = np.zeros(len(allowed) + 1, dtype=np.int64)
        np.cumsum(allowed, out=position[1:])
        admitted = self._distinct(position[first], vectors[rows])
        result = np.full(len(allowed), -1)
        result[rows] = np.where(admitted >= 0, rows[admitted], -1)
        return result


def _unbeaten(order: Order, branches: dict[int, list[list[int]]]) -> set[int]:
    """The branches that no other one drops, by their prospects."""
    prefers = order.prefers

    def drops(strong: list[list[int]], weak: list[list[int]]) -> bool:
        return all(prefers(p, q) for p in strong for q in weak)

    # What drops a branch drops all that this one drops: those found unbeaten are enough.
    unbeaten: dict[int, list[list[int]]] = {}
    for child, rows in branches.items():
        if not any(drops(other, rows) for other in unbeaten.values()):
            unbeaten = {c: other for c, other in unbeaten.items() if not drops(rows, other)}
            unbeaten[child] = rows
    return set(unbeaten)
