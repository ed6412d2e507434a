"""The Caprice rule in its history form (Thornley, *There are no coherence theorems*, 2023).

Having turned an option down, never settle on one strictly dispreferred to it.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

import numpy as np

from solver.budget import Budget
from solver.document.elements import Kind
from solver.explain.case import Case
from solver.explain.explanation import NOT_DECIDED, Clause, Explanation, Part, Witness
from solver.explain.lottery_contrast import contrast
from solver.explain.witnesses import MOST, SHOWN, dominated_by
from solver.induction.dominance import Dominance
from solver.induction.partial_answers import under_chance
from solver.induction.prospect_tables import Mask
from solver.induction.stepwise_plans import Stepwise, reached
from solver.induction.table_plans import Ways, first_branches, follow, gaps
from solver.induction.tree.compiled_tree import Compiled
from solver.induction.turned_down import history
from solver.rules.kept_plans import KeptPlans, kept_at
from solver.rules.rule import UNDECIDED, Answer, DependsOn, Marks, Rule, marks
from solver.solution import Gaps
from solver.translation import mark, tr
from solver.words.explanation_words import against, each_witness, seen
from solver.words.names import Names, quoted

NOT_TURNED_DOWN: Final = Clause(
    "not turned down",
    "Caprice: keep what nothing turned down is strictly preferred to "
    "(Thornley 2023; history form, our reading).",
)
UNDONE: Final = Clause(  # that would leave nothing, so everything is kept
    "undone",
    "Caprice: if something turned down is strictly preferred to everything that is "
    "left, keep it all (our reading of Thornley 2023).",
)
TURNED_DOWN: Final = Clause(
    "turned down",
    "Caprice: having turned an option down, never settle on one strictly "
    "dispreferred to it (Thornley 2023; history form, our reading).",
)
PASSED_UP: Final = Clause(
    "passed up",
    "Caprice: turn down nothing strictly better than what you plan, if you will still "
    "choose on the way (our reading of Thornley 2023).",
)
NOTHING_ELSE: Final = Clause(  # every branch would turn down something better
    "nothing else",
    "Caprice: where every plan would turn down something strictly better, nothing turned down "
    "counts from there on (our reading of Thornley 2023).",
)
DROPPED: Final = Clause(
    "dropped",
    "Caprice: drop a branch if all plans of another are strictly preferred to all "
    "plans of it (our reading of Thornley 2023).",
)


class CapriceRule(Rule):
    """Having turned an option down, never settle on one strictly dispreferred to it."""

    id = "caprice"
    depends_on = DependsOn.PLANS
    name = "Caprice"
    summary = mark("Having turned an option down, never settle on one strictly dispreferred to it.")
    explanation = (
        "The history form: having turned an option down, never settle on one strictly dispreferred to "
        "it. At a node all plans of the branches that were not taken on the way there count as turned "
        "down, as they stood where they were turned down.\n\n"
        "It works from the last choice nodes up, in three steps. First, a branch keeps the plans that "
        "the rule leaves below it, except those that still leave one a choice and to which a plan of "
        "another branch is strictly preferred: while one will still choose, nothing strictly better is "
        "turned down. (If no branch keeps any, nothing turned down counts below.) Second, plans go to "
        "which something turned down is strictly preferred, unless that would be all. Third, a branch "
        "goes if some other has only plans that are strictly preferred to all of its own. What remains "
        "is permitted.\n\n"
        "The rule looks back, not ahead: it may pass up a sure gain. And it may exclude a plan to which "
        "no other is strictly preferred, since whole plans were turned down and only a part of them is "
        "left to compare.\n\n"
        "Source: Thornley, There are no coherence theorems (2023).\n\n"
        "Our reading: that plans of branches not taken count as turned down; that nothing strictly "
        "better is turned down where one still chooses on the way; how a branch with several plans "
        "is compared; and that plans below a branch are judged by what was turned down on the way to "
        "them, unless chance has left nothing else. Thornley’s plan form (no sequence of trades that "
        "another available sequence beats) permits exactly the maximal plans: choose Dynamic Strong "
        "Maximality for it. By Caprice Weatherson (2008) means E-admissibility.\n\n"
        "We had no access to the context of the plan form, nor to Gillen’s comment on money pumps."
    )
    examples = (
        ("single-souring", "Once A was turned down, A− is not permitted any more."),
        ("single-sweetening", "It permits taking A at once, although A+ was available."),
    )
    remembers = True

    def answer(self, case: Case, budget: Budget) -> Answer:
        tree, found = case.tree, case.within(history, budget)
        maximal, sets, unsure = found.maximal, found.sets, found.unsure
        ways = Ways.of(tree, sets)
        permitted = marks(first_branches(tree, sets))
        if unsure.any():
            return _partial(tree, permitted, unsure, lambda: gaps(tree, maximal))
        dominance = Dominance(tree, maximal)
        followed = follow(tree, sets)
        total = ways.total
        return Answer(
            permitted=permitted,
            reachable=marks(followed.permitted & ~followed.off[tree.levels.parents]),
            plans=ways,
            total=total,
            listed=total,
            dominating=lambda rank, plan: dominance.of_point(ways.point(ways.row_of(rank))),
            dominated=dominance.among(ways, budget),
            gaps=lambda: gaps(tree, maximal),
        )

    def why_branch(self, case: Case, number: int, place: int) -> Explanation:
        tree = case.tree
        node, id_ = tree.ids[number], tree.branches[number][place]
        said = Explanation(self.id, None, NOT_DECIDED, node, id_, start=node, seen_from=node)
        if case.within(history).unsure[int(tree.levels.places[number])]:
            return said
        found = kept_at(case, number)

        def part(row: int, at: int = place) -> Part:
            child = tree.children[number][at]
            choices = case.choices_of(case.within(history).sets, child, row)
            return case.part(number, {**choices, number: at})

        if not found.kept[place]:
            rows = found.offered[place]
            parts = [part(row) for row in rows[:MOST]]
            witnesses = _covering(case, number, place, parts)
            every = len(rows) <= MOST and len(witnesses) <= SHOWN
            passed_up = any(w.turned_down is None for w in witnesses)
            return replace(
                said, permitted=False, clause=PASSED_UP if passed_up else TURNED_DOWN,
                witnesses=witnesses[:SHOWN], every=every,
            )  # fmt: skip
        rival = found.dropped_by[place]
        if rival is not None:
            strong, weak = part(found.kept[rival][0], rival), part(found.kept[place][0])
            every = len(found.kept[rival]) == len(found.kept[place]) == 1
            return replace(
                said,
                permitted=False,
                clause=DROPPED,
                step=tree.branches[number][rival],
                witnesses=(Witness(weak, strong, contrast(case, strong, weak)),),
                every=every,
            )
        kept = part(found.kept[place][0])
        if found.spared:
            better = _better_beside(case, number, place, kept)
            clause, witnesses = NOTHING_ELSE, () if better is None else (better,)
        elif found.undone:
            clause, witnesses = UNDONE, _covering(case, number, place, [kept])
        else:
            clause, witnesses = NOT_TURNED_DOWN, _turned_down_beside(case, number, kept)
        return replace(
            said, permitted=True, clause=clause, plan=kept, witnesses=witnesses or (Witness(kept),)
        )

    def why_plan(self, case: Case, whole: Part) -> Explanation:
        """A plan is permitted iff at every choice node that it reaches, from the last to the first, its part
        is kept and its branch is not dropped.
        """
        tree, choices = case.tree, case.numbered(whole.choices)
        said = Explanation(self.id, None, NOT_DECIDED, whole.node, plan=whole, start=whole.node)
        nodes = [n for n in case.reached(0, choices) if tree.chooses(n)]
        if any(case.within(history).unsure[int(tree.levels.places[n])] for n in nodes):
            return said
        undone: Witness | None = None
        spared: Witness | None = None
        for number in reversed(nodes):
            found, part = kept_at(case, number), case.part(number, choices)
            failing = _failing(case, number, choices[number], part, found)
            if failing is not None:
                return replace(failing, plan=whole, start=whole.node)
            if found.spared:
                spared = _better_beside(case, number, choices[number], part)
            elif found.undone:
                undone = _better_turned_down(case, number, part)
        return replace(
            said,
            permitted=True,
            clause=NOTHING_ELSE if spared else (UNDONE if undone else NOT_TURNED_DOWN),
            seen_from=whole.node,
            witnesses=tuple(filter(None, (spared or undone,))),
            dominated_by=dominated_by(case, case.within(history).maximal, whole),
        )

    def reasons(self, names: Names, found: Explanation) -> list[str]:
        where = names.node_in_sentence(found.node)
        result = []
        step = found.branch or found.step
        if found.branch is None and not found.permitted and step is not None:
            result.append(
                tr("At {where} its step {quoted} is ruled out.").format(
                    where=where, quoted=quoted(names.branch(step))
                )
            )
        if found.clause == TURNED_DOWN:
            if found.branch is not None:
                result.append(
                    tr(
                        "Whatever remaining plan begins so, something turned down on the way is strictly better."
                    )
                )
            return result + each_witness(
                names,
                found,
                together=tr("Together these rule out all plans that remain and begin so."),
            )
        if found.clause == PASSED_UP:
            if found.branch is not None:
                beside = all(witness.turned_down is None for witness in found.witnesses)
                result.append(
                    tr(
                        "Every plan that remains and begins so would turn down something strictly "
                        "better while there is still a choice to come"
                    )
                    + ("." if beside else tr(", or settle for less than what was turned down."))
                )
            return result + each_witness(
                names,
                found,
                together=tr("Together these rule out all plans that remain and begin so."),
            )
        if found.clause == NOTHING_ELSE:
            result.append(
                "Whatever is chosen at "
                f"{where if found.branch else 'a node on the way'} turns down something strictly "
                "better and leaves a choice to come. Then nothing turned down counts from there on."
            )
            for witness in found.witnesses:
                result += against(names, witness)
            return result
        if found.clause == DROPPED:
            witness = found.witnesses[0]
            assert witness.other is not None
            rival = quoted(names.branch(witness.other.choices[witness.other.node]))
            result.append(
                tr(
                    "Every plan that remains and begins with {rival} is strictly preferred to every one that begins so."
                ).format(rival=rival)
            )
            return result + each_witness(names, found, together="")
        if found.clause == UNDONE:
            result.append(
                "To every plan that remained at "
                f"{where if found.branch else 'a node on the way'}, something turned down is "
                "strictly preferred. Then the rule keeps them all."
            )
            for witness in found.witnesses:
                result += against(names, witness)
            return result
        if found.branch is None:
            return [
                tr(
                    "At each of its steps nothing that was turned down before is strictly preferred to what "
                    "remains of it, and no other branch is better throughout."
                )
            ]
        turned = [witness for witness in found.witnesses if witness.turned_down is not None]
        if not turned:
            result.append(tr("Nothing has been turned down on the way here."))
        else:
            part = seen(names, turned[0].part)
            result.append(
                tr("Nothing turned down on the way is strictly preferred to {part}.").format(
                    part=part
                )
            )
            for witness in turned:
                result += against(names, witness)
        if len(names.document.children(found.node)) > 1:
            result.append(
                tr("No other branch has all its plans strictly preferred to all plans of it.")
            )
        return result


CAPRICE: Final = CapriceRule()


def _partial(
    tree: Compiled, permitted: Marks, unsure: Mask, with_gaps: Callable[[], Gaps]
) -> Answer:
    """What is sure although some sets went past the budget: the nodes that need none of them."""
    permitted[unsure[tree.levels.parents] & ~under_chance(tree)] = UNDECIDED
    reachable = np.where(reached(tree, permitted != 0), UNDECIDED, 0).astype(np.int8)
    return Answer(
        permitted=permitted,
        reachable=reachable,
        plans=Stepwise(tree, permitted == 1),
        total=None,
        listed=0,
        dominated=None,
        gaps=with_gaps,
    )


def _turned_down(case: Case, number: int) -> Iterator[tuple[int, int, int]]:
    """What was turned down on the way to a node: choice node, place of a branch, row of its child."""
    found, way = case.within(history), case.path(number)
    if found.free[int(case.tree.levels.places[number])]:
        return
    for above, below in pairwise(way):
        if case.tree.kinds[above] is Kind.CHOICE:
            for place, child in enumerate(case.tree.children[above]):
                if child != below:
                    for row in case.rows(case.within(history).maximal, child):
                        yield above, place, row


def _as_it_stood(case: Case, above: int, place: int, row: int) -> Part:
    child = case.tree.children[above][place]
    choices = case.choices_of(case.within(history).maximal, child, row)
    return case.part(above, {**choices, above: place})


def _better_turned_down(case: Case, number: int, part: Part) -> Witness | None:
    """The earliest option turned down that is strictly preferred to a part, if any."""
    prefers = case.tree.order.prefers
    for above, place, row in _turned_down(case, number):
        child = case.tree.children[above][place]
        if prefers(case.point(case.within(history).maximal, child, row), part.point):
            other = _as_it_stood(case, above, place, row)
            at = case.tree.ids[above]
            return Witness(part, other, contrast(case, other, part), turned_down=at)
    return None


def _better_beside(case: Case, number: int, place: int, part: Part) -> Witness | None:
    """A plan of another branch that is strictly preferred to a part which leaves a choice to come."""
    tree, found = case.tree, case.within(history)
    if not found.chooses_on[int(tree.levels.places[tree.children[number][place]])]:
        return None
    for other, child in enumerate(tree.children[number]):
        for row in case.rows(found.maximal, child) if other != place else ():
            if tree.order.prefers(case.point(found.maximal, child, row), part.point):
                strong = _as_it_stood(case, number, other, row)
                return Witness(part, strong, contrast(case, strong, part))
    return None


def _covering(case: Case, number: int, place: int, parts: list[Part]) -> tuple[Witness, ...]:
    """For each of these plans something strictly preferred that it turns down; each thing once."""
    witnesses: list[Witness] = []
    for part in parts:
        if any(w.other is not None and case.prefers(w.other, part) for w in witnesses):
            continue
        found = _better_beside(case, number, place, part)
        found = found or _better_turned_down(case, number, part)
        if found is not None:
            witnesses.append(found)
    return tuple(witnesses)


def _turned_down_beside(case: Case, number: int, part: Part) -> tuple[Witness, ...]:
    """What was turned down at each node of the way, held against a part that is kept all the same."""
    seen: dict[int, Witness] = {}
    for above, place, row in _turned_down(case, number):
        if above not in seen:
            other = _as_it_stood(case, above, place, row)
            at = case.tree.ids[above]
            seen[above] = Witness(part, other, contrast(case, other, part), turned_down=at)
    return tuple(seen.values())[:SHOWN]


def _failing(
    case: Case, number: int, place: int, part: Part, found: KeptPlans
) -> Explanation | None:
    """Why a part is not kept at a choice node; None if it is."""
    tree = case.tree
    said = Explanation(CAPRICE.id, False, TURNED_DOWN, tree.ids[number], seen_from=tree.ids[number])
    said = replace(said, step=tree.branches[number][place])
    if not found.spared:
        witness = _better_beside(case, number, place, part)
        if witness is not None:
            return replace(said, clause=PASSED_UP, witnesses=(witness,))
    if not found.undone:
        witness = _better_turned_down(case, number, part)
        if witness is not None:
            return replace(said, witnesses=(witness,))
    rival = found.dropped_by[place]
    if rival is None:
        return None
    child = tree.children[number][rival]
    choices = case.choices_of(case.within(history).sets, child, found.kept[rival][0])
    strong = case.part(number, {**choices, number: rival})
    return replace(
        said,
        clause=DROPPED,
        witnesses=(Witness(part, strong, contrast(case, strong, part)),),
        every=len(found.kept[rival]) == len(found.kept[place]) == 1,
    )
