"""Credences in one's own choices: later choices are events, and what is foreseen is one prospect.

Whatever may be chosen later is chosen as the stated policy says.  So a branch is worth one prospect,
or several where a completion that settles choices leaves ties; a branch is dropped if all that
another is worth is strictly preferred to all that it is worth.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from solver.budget import Budget
from solver.document.elements import Kind
from solver.explain.case import Case
from solver.explain.explanation import NOT_DECIDED, Clause, Explanation, Part
from solver.explain.witnesses import why_followed
from solver.induction.prospect_sets import Sets
from solver.induction.prospect_tables import Everywhere, induce
from solver.induction.tree.compiled_tree import Compiled
from solver.induction.tree.tree_levels import Levels
from solver.induction.tree.vector_maxima import distinct
from solver.rules.rule import UNDECIDED, Answer, DependsOn, Marks, Rule
from solver.rules.step_by_step import all_against_all, stepwise_answer
from solver.translation import mark, tr
from solver.words.explanation_words import against
from solver.words.names import Names, quoted

LEFT: Final = Clause(
    "left",
    "Credences: take any branch unless what another is expected to lead to is strictly preferred to "
    "what it is expected to lead to, later choices being events (Gillen 2024; our reading).",
)
DROPPED: Final = Clause(
    "dropped",
    "Credences: drop a branch if what another is expected to lead to is strictly preferred to what it "
    "is expected to lead to, later choices being events (Gillen 2024; our reading).",
)


class CredenceRule(Rule):
    """Give one's own later choices credences, and compare what then is expected of each branch."""

    id = "credence"
    name = "Credence"
    short = "Cred."
    summary = mark("Treat your later choices as events with the stated policy’s probabilities.")
    explanation = (
        "An agent that can say how likely each of its own later choices is can compare what it "
        "expects of its options now. At each choice node every branch is worth one prospect: the one "
        "that comes about if all later choices are made as the stated policy says (evenly, where none is "
        "stated). A branch is dropped if the prospect of another is strictly preferred to its own. "
        "The branches that are left are permitted, and the permitted plans are those made of such "
        "branches.\n\n"
        "Where a completion settles later choices and leaves a tie, a branch is worth several "
        "prospects; then all of the one must be strictly preferred to all of the other. Where a "
        "document says that the policy holds from a node on, "
        "every rule foresees the choices there so. This rule foresees all later choices so, and says "
        "nothing about how they are then made.\n\n"
        "The credences need not be those of anything that the rule permits. The rule may permit a plan "
        "that is dominated, and may forbid one that is not.\n\n"
        "Source: Gillen’s exchange with xuan on Beyond preferences in AI alignment (2024), where future "
        "decisions are events.\n\n"
        "Our reading: that the credences are the stated policy, that the present choice gets none, and "
        "that a branch goes only if its prospect is strictly dispreferred to another’s."
    )
    examples = (
        (
            "contract",
            "It requires signing the contract if both credences are the same number below 1.",
        ),
        (
            "pizza",
            "What it permits at each slice does not depend on the credences: nothing comes later.",
        ),
    )
    looks_at_policy = True
    depends_on = DependsOn.FORESEEN

    def answer(self, case: Case, budget: Budget) -> Answer:
        return stepwise_answer(case, case.within(expected, budget).permitted, budget)

    def why_branch(self, case: Case, number: int, place: int) -> Explanation:
        tree, found = case.tree, case.within(expected)
        node, branches = tree.ids[number], tree.branches[number]
        said = Explanation(
            self.id, None, NOT_DECIDED, node, branches[place], start=node, seen_from=node
        )
        inner = Case(found.events, case.cancelled)
        children = tree.children[number]
        if any(inner.is_open(found.sets, child) for child in children):
            return said

        def parts(at: int) -> list[Part]:
            """What a branch is worth: each prospect, told by the branch alone."""
            child = children[at]
            rows = inner.rows(found.sets, child)
            own = [inner.part_of(found.sets, child, row) for row in rows]
            return [replace(part, node=node, choices={node: branches[at]}) for part in own]

        worth = [parts(at) for at in range(len(children))]
        return all_against_all(
            case, said, place, worth,
            prefers=inner.prefers, part=lambda _, offered: offered, left=LEFT, dropped=DROPPED,
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
                    "At each of its steps no other branch is expected to lead to something strictly "
                    "preferred, with the credences that the stated policy gives."
                )
            ]
        result = []
        if found.branch is None and found.step is not None:
            step = quoted(names.branch(found.step))
            result.append(
                tr("Its step {step} at {where} is not permitted.").format(step=step, where=where)
            )
        result.append(tr("Later choices count as events, as likely as the stated policy says."))
        if found.witnesses[0].other is None:
            return [*result, tr("There is no other branch.")]
        if found.permitted:
            result.append(tr("No other branch then leads to something strictly preferred."))
        else:
            result.append(tr("What another branch then leads to is strictly preferred."))
        if not found.every:
            result.append(tr("For example:"))
        for witness in found.witnesses:
            result += against(names, witness)
        return result


CREDENCE: Final = CredenceRule()


# ------------------------------------------------------------------------------ foreseeing


@dataclass(frozen=True)
class ExpectedBranches:
    """What every branch is worth, and which are left.

    ``events`` is the tree in which the agent's choices are events, ``sets`` the prospects there.
    """

    events: Compiled
    sets: Sets
    permitted: Marks


def expected(tree: Compiled, budget: Budget) -> ExpectedBranches:
    """What every branch is worth where later choices fall as the stated policy says."""
    events = _as_events(tree)
    sets = Sets.all_of(induce(events, Everywhere(distinct), budget, everywhere=True))
    permitted: Marks = np.ones(len(tree), dtype=np.int8)
    prefers = tree.order.prefers
    for depth, level in enumerate(tree.levels.levels[:-1]):
        after = sets.tables[depth + 1]
        for i, chance in zip(level.inner.tolist(), level.chance.tolist(), strict=True):
            budget.look()
            if chance or (tree.held is not None and tree.held[level.start + i]):
                continue
            start, stop, _ = tree.levels.span(level.start + i)
            places = range(start - level.stop, stop - level.stop)
            worth = {
                place: after.vectors[after.first[place] : after.first[place + 1]].tolist()
                for place in places
                if not after.open[place]
            }
            for place in places:
                beaten = place in worth and any(
                    all(prefers(p, q) for p in other for q in worth[place])
                    for rival, other in worth.items()
                    if rival != place
                )
                if beaten:
                    permitted[level.stop + place] = 0
                elif len(worth) < len(places):
                    permitted[level.stop + place] = UNDECIDED
    return ExpectedBranches(events, sets, permitted)


def _as_events(tree: Compiled) -> Compiled:
    """The tree in which what the agent chooses is chosen as the stated policy says."""
    kinds = tuple(
        Kind.CHANCE if tree.chooses(node) else kind for node, kind in enumerate(tree.kinds)
    )
    levels = Levels.of(kinds, tree.children, tree.shares)
    readings = {id_: _as_events(reading) for id_, reading in tree.opinions.items()}
    if readings:
        levels = replace(levels, opinions=tuple(r.levels for r in readings.values()))
    return replace(tree, kinds=kinds, levels=levels, opinions=readings, choice_branches={})
