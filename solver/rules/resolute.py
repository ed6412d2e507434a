"""Resolute choice: follow a plan that was admitted from the start and at every node on the way.

Shared by Dynamic Strong Maximality and E-admissibility, which differ in what they admit.  Under a
relation that breaks independence parts of admitted plans need not be admitted; there the rule is
in **normal form**: a plan is admitted as a whole where it starts, and its parts only where chance
never leads.  Where at a node alone another branch would be strictly preferred to what a plan that
counts there does, the node is a **clash**.
"""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from solver.budget import Budget
from solver.document.elements import Kind
from solver.explain import witnesses
from solver.explain.case import Case
from solver.explain.explanation import NOT_DECIDED, Clause, Explanation, Part, Witness
from solver.explain.plans_through_branches import RowsOnWay, rows_on_way
from solver.explain.witnesses import MOST
from solver.induction.partial_answers import (
    Best,
    best_plans,
    listed,
    only_ones,
    surely_beaten,
    under_chance,
)
from solver.induction.prospect_sets import Sets
from solver.induction.prospect_tables import Mask
from solver.induction.stepwise_plans import Stepwise, reached
from solver.induction.table_plans import Followed, Ways, follow, gaps, opened
from solver.induction.tree.compiled_tree import Compiled
from solver.rules.clashes import clash, clashes
from solver.rules.rule import UNDECIDED, Answer, Marks, Rule, marks, names_of
from solver.solution import Gaps
from solver.translation import tr
from solver.words.explanation_words import each_witness, seen
from solver.words.names import Names


class Resolute(Rule):
    """What such rules share; one of them says what is admitted, why, and how that is called.

    ``follows`` and ``ruled_out`` are its clauses; ``admitted`` says that a plan is (“is maximal”).
    """

    starts_afresh = True
    follows: Clause
    ruled_out: Clause
    admitted: str

    @abstractmethod
    def sets(self, case: Case, budget: Budget | None = None) -> Sets:
        """The plans admitted at every node."""

    def gaps(self, case: Case, budget: Budget) -> Gaps:
        """The choice nodes with a gap, where less than all maximal plans are admitted."""
        return gaps(case.tree, self.sets(case, budget))

    @abstractmethod
    def speaks_for(
        self, case: Case, number: int, plan: Part, beside: Sequence[int] = ()
    ) -> tuple[Witness, ...]:
        """What speaks for a plan that is admitted at a node."""

    def against(
        self, case: Case, number: int, parts: Sequence[Part]
    ) -> tuple[tuple[Witness, ...], Sequence[Part]]:
        """What speaks against plans that are not admitted at a node; those left without a witness."""
        return witnesses.against(case, number, parts)

    @abstractmethod
    def followed(self, names: Names, found: Explanation, start: str) -> list[str]:
        """Why what is permitted is: sentences of which ``start`` begins the first."""

    def clashes(self, case: Case, sets: Sets, followed: Followed) -> frozenset[str]:
        """The choice nodes at which, alone, the rule would not begin what counts there."""
        return clashes(case, sets, followed)

    def clash(self, case: Case, number: int, place: int, rest: Part) -> Witness | None:
        """Why, at a choice node alone, the rule would not begin a plan with this branch."""
        return clash(case, number, place, rest)

    # ------------------------------------------------------------------------------ answer

    def answer(self, case: Case, budget: Budget) -> Answer:
        """Plans that are admitted at the root and on the way (in normal form: as wholes)."""
        tree, sets = case.tree, self.sets(case, budget)
        followed = follow(tree, sets)
        open_nodes = opened(sets)
        if open_nodes.any():
            allowed = followed.permitted
            if sets.whole:
                allowed = np.ones_like(allowed)  # plans from above may do anything
            return _partial(tree, allowed, open_nodes, lambda: self.gaps(case, budget), budget)
        ways = Ways.of(tree, sets)
        total = ways.total
        return Answer(
            permitted=marks(followed.permitted),
            reachable=marks(followed.permitted & ~followed.off[tree.levels.parents]),
            plans=ways,
            total=total,
            listed=total,
            gaps=lambda: self.gaps(case, budget),
            off_plan=lambda: names_of(tree, followed.off & _choices(tree)),
            clashes=self.clashes(case, sets, followed),
        )

    # ------------------------------------------------------------------------- explanation

    def why_branch(self, case: Case, number: int, place: int) -> Explanation:
        sets, tree = self.sets(case), case.tree
        node, id_ = tree.ids[number], tree.branches[number][place]
        way = case.path(number)
        if any(case.is_open(sets, above) for above in way):
            return Explanation(self.id, None, NOT_DECIDED, node, id_)
        everything = rows_on_way(case, sets, number, None)
        start = everything.lowest
        own = rows_on_way(case, sets, number, place)
        said = Explanation(
            self.id,
            own.lowest <= start,
            self.follows,
            node,
            id_,
            start=tree.ids[way[start]],
            off_plan=start > 0,
        )
        if said.permitted:
            row = own.kept[start][0]
            plan = case.part(way[start], own.choices(start, row))
            beside = [row for row in everything.kept[start] if row not in own.kept[start]]
            witness = self.speaks_for(case, way[start], plan, beside)
            rest = case.part(number, case.numbered(plan.choices))
            against = self.clash(case, number, place, rest)
            return replace(said, plan=plan, seen_from=said.start, witnesses=witness, clash=against)
        seen_from = min(own.lowest, len(way)) - 1
        if sets.whole:
            # None of the plans from the start counts, unless what chance never leads to fails first.
            made = next((i for i, rows in enumerate(own.made) if rows), len(way))
            seen_from = max(start, made - 1)
        parts, every = _ruled_out(case, own, seen_from, place)
        shown, left = self.against(case, way[seen_from], parts)
        return replace(
            said,
            clause=self.ruled_out,
            seen_from=tree.ids[way[seen_from]],
            witnesses=shown,
            every=every and not left,
        )

    def why_plan(self, case: Case, whole: Part) -> Explanation:
        sets, tree = self.sets(case), case.tree
        choices = case.numbered(whole.choices)
        passed = case.reached(0, choices)
        if any(case.is_open(sets, number) for number in passed):
            return Explanation(self.id, None, NOT_DECIDED, whole.node, plan=whole)
        for number in passed:
            if number and sets.whole and not case.is_never(number):
                continue
            part = case.part(number, choices)
            if _admitted(case, sets, number, part):
                continue
            shown, _ = self.against(case, number, [part])
            return Explanation(
                self.id,
                False,
                self.ruled_out,
                tree.ids[number],
                plan=whole,
                start=whole.node,
                seen_from=tree.ids[number],
                witnesses=shown,
            )
        return Explanation(
            self.id,
            True,
            self.follows,
            whole.node,
            plan=whole,
            start=whole.node,
            seen_from=whole.node,
            witnesses=self.speaks_for(case, 0, whole),
        )

    def reasons(self, names: Names, found: Explanation) -> list[str]:
        result = []
        if found.off_plan:
            result.append(
                tr(
                    "No permitted plan comes to {node}: here the agent is off its plan. Plans then count from {start}, the earliest node on the path from which any that come here are left."
                ).format(
                    node=names.node_in_sentence(found.node),
                    start=names.node_in_sentence(found.start),
                )
            )
        if found.permitted:
            plan = seen(names, found.witnesses[0].part)
            start = (
                tr("It")
                if found.branch is None
                else tr("It belongs to the plan {plan}, which").format(plan=plan)
            )
            result += self.followed(names, found, start)
            if found.clash is not None:
                result.append(
                    tr(
                        "Seen from {node} alone another branch is strictly preferred to what this plan does there; the plan counts as a whole."
                    ).format(node=names.node_in_sentence(found.node))
                )
                result += each_witness(names, replace(found, witnesses=(found.clash,)), together="")
            return result
        where = names.node_in_sentence(found.seen_from)
        if found.branch is None:
            if found.plan is not None and found.seen_from != found.plan.node:
                result.append(
                    tr("From {where} on it is not what the rule admits there.").format(where=where)
                )
            return result + each_witness(names, found, together="")
        if found.seen_from == found.node:
            result.append(
                tr("Seen from here, no plan that begins with it {admitted}.").format(
                    admitted=tr(self.admitted)
                )
            )
        else:
            result.append(
                tr(
                    "It is already ruled out at {where}: seen from there, no plan that comes here and takes it {admitted}."
                ).format(where=where, admitted=tr(self.admitted))
            )
        return result + each_witness(
            names, found, together=tr("Together these rule out all plans that do so.")
        )


def _choices(tree: Compiled) -> Mask:
    result = np.zeros(len(tree), dtype=bool)
    for level in tree.levels.levels:
        result[level.start + level.inner[~level.chance]] = True
    return result


def _partial(
    tree: Compiled,
    allowed: Mask,
    open_nodes: Mask,
    with_gaps: Callable[[], Gaps],
    budget: Budget,
) -> Answer:
    """What is sure although some sets went past the budget.

    What was followed from nodes below the open ones is no less than what is permitted there: a
    branch without it is surely not permitted, and where just one branch is left it surely is.
    """
    parents = tree.levels.parents
    permitted: Marks = np.where(allowed, UNDECIDED, 0).astype(np.int8)
    permitted[open_nodes[parents]] = UNDECIDED  # nothing was followed from there
    found: list[Best] = []
    reachable = np.full(len(tree), UNDECIDED, dtype=np.int8)
    # Where completions stand behind the relation, what is best under one is maximal.
    for entry in best_plans(tree, budget) if tree.relation.has_completions else ():
        found.append(entry)
        on_plan = reached(tree, entry.best)
        permitted[on_plan] = 1
        reachable[on_plan] = 1
        if not (permitted == UNDECIDED).any():
            break
    permitted[reached(tree, np.ones(len(tree), dtype=bool)) & under_chance(tree)] = 1
    undecided = np.flatnonzero(permitted == UNDECIDED)
    permitted[surely_beaten(tree, found, undecided.tolist())] = 0
    only_ones(tree, permitted)
    # What cannot be reached by branches that may be permitted is reached by no permitted plan.
    possible = reached(tree, permitted != 0)
    reachable[~possible] = 0
    plans, most = listed(tree, found), Stepwise(tree, permitted != 0).total
    return Answer(
        permitted=permitted,
        reachable=reachable,
        plans=plans,
        total=most if plans.total == most else None,
        listed=plans.total,
        gaps=with_gaps,
    )


def _ruled_out(case: Case, own: RowsOnWay, at: int, place: int) -> tuple[list[Part], bool]:
    """The plans from a node of the way that come by it and are admitted at all nodes after it.

    None of them is admitted at the node itself.  (And whether these are all.)
    """
    tree, number = case.tree, own.way[at]
    if at + 1 == len(own.way):
        child = tree.children[number][place]
        rows = case.rows(own.sets, child, judged=False)
        choices = [case.choices_of(own.sets, child, row) for row in rows[: MOST + 1]]
        parts = [case.part(number, {**each, number: place}) for each in choices]
        return parts[:MOST], len(parts) <= MOST
    below = own.way[at + 1]
    options = [own.choices(at + 1, row) for row in list(own.made[at + 1])[: MOST + 1]]
    if tree.kinds[number] is Kind.CHOICE:
        step = case.step(number, below)
        return [case.part(number, {**each, number: step}) for each in options], True
    beside = [
        options
        if child == below
        else [
            case.choices_of(own.sets, child, row)
            for row in case.rows(own.sets, child, judged=case.is_never(child))[: MOST + 1]
        ]
        for child in tree.children[number]
    ]
    return case.products(number, beside, MOST)


def _admitted(case: Case, sets: Sets, number: int, part: Part) -> bool:
    return any(case.point(sets, number, r) == part.point for r in case.rows(sets, number))
