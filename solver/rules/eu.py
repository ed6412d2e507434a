"""Expected utility: rollback with one completion of the preferences; ties are all permitted."""

from dataclasses import replace
from fractions import Fraction
from typing import Final

import numpy as np

from solver.budget import Budget
from solver.checks.opinion_shares import shares_by_opinion
from solver.document.elements import DEFAULT_RELATION, Kind
from solver.explain.case import Case
from solver.explain.explanation import Clause, Completed, Explanation, Part, Witness
from solver.explain.witnesses import dominated_by, first_failing_step
from solver.induction.completion_utility import value_itself, weighed_utility
from solver.induction.curved.by_order import compares
from solver.induction.curved.rollback import (
    CurvedRollback,
    certainty,
    compare,
    curved,
    roll_back,
    spread_of,
)
from solver.induction.dominance import Dominance
from solver.induction.prospect_sets import maximal_sets
from solver.induction.prospect_tables import Mask
from solver.induction.stepwise_plans import Stepwise, reached
from solver.induction.table_plans import opened
from solver.induction.tree.compiled_tree import Compiled
from solver.preferences.curves.curve import Enclosure
from solver.preferences.exact_simplex import dot
from solver.preferences.relations.first_order import FIRST_ORDER
from solver.rules.rule import UNDECIDED, Answer, DependsOn, Group, Rule, marks
from solver.translation import mark, tr
from solver.words.contrast_words import completion_words
from solver.words.explanation_words import branches, seen
from solver.words.names import Names, quoted

ZERO = Fraction(0)

BEST: Final = Clause(
    "best", "Expected utility: all that attains the best value is permitted, ties included."
)
WORSE: Final = Clause("worse", "Expected utility: only what attains the best value is permitted.")


class ExpectedUtility(Rule):
    """Maximise expected utility."""

    id = "eu"
    depends_on = DependsOn.UTILITY
    name = "Expected utility"
    short = "EU"
    group = Group.EXPECTED_UTILITY
    called = "Expected utility"
    summary = mark("Maximise expected utility; ties are all permitted.")
    explanation = (
        "Rollback: the value of a chance node is the average of its branches, weighted with their "
        "probabilities; the value of a choice node is that of its best branch. All branches that "
        "attain it are permitted.\n\n"
        "Where the outcomes of the tree stand on one scale with one criterion, the value itself is "
        "the utility. Otherwise preferences have gaps, and the document must name a completion: a "
        "positive weight and an offset for each scale, and a utility for each outcome alone. It is "
        "checked against the stated preferences.\n\n"
        "Where a scale states a utility curve (exponential, logarithm, power or points), it is the "
        "expected utility by that curve: what has the greatest certainty equivalent is permitted. "
        "Utilities are then mostly irrational; each comparison is decided by bounds that are sure, or "
        "said to be open.\n\n"
        "Under Timestep Dominance, which no utility function obeys, what maximises expected utility may "
        "be dominated. Then it is said by which plan.\n\n"
        "Source: von Neumann and Morgenstern, Theory of games and economic behavior (1944)."
    )
    of_opinions = mark(
        "best as the opinions are weighed: by the completion’s shares, alike where it gives none"
    )
    examples = (
        ("oil", "Complete preferences: all rules that weigh probabilities give the same answer."),
        ("leave-or-block", "It blocks the button, which is dominated given each length."),
    )
    rolls_back = True
    goes_by_curves = True

    def require(self, case: Case) -> None:
        if case.once(curved) is None:
            case.once(weighed_utility)
        elif case.tree.opinions:
            shares_by_opinion(case.tree.document)

    def answer(self, case: Case, budget: Budget) -> Answer:
        if case.once(curved) is not None:
            return _under_curve(case, budget)
        tree, weighed = case.tree, case.once(weighed_utility)
        budget.look()
        rolled, _ = weighed.rolled_back(tree)
        best = rolled.best()
        value = weighed.sign * rolled.value(best)
        for place in tree.unjudged:
            start, stop, _ = tree.levels.span(place)
            best[start:stop] = True
        plans = Stepwise(tree, best)
        found = Answer(
            permitted=marks(best),
            reachable=marks(reached(tree, best)),
            plans=plans,
            total=plans.total,
            listed=plans.total,
            value=value,
        )
        is_strict = all(
            features.are_of_criteria
            or all(weight > 0 for weight in utility[features.values_from :])
            for features, utility in zip(
                (reading.preference.features for reading in tree.readings),
                weighed.utilities,
                strict=True,
            )
        )
        if tree.relation.has_completions and is_strict:
            return found  # what a strict completion permits is never dominated
        return _with_dominated(case, found, best, budget)

    def why_branch(self, case: Case, number: int, place: int) -> Explanation:
        tree = case.tree
        stated = case.once(curved)
        sign = case.once(weighed_utility).sign if stated is None else stated.curve.sign
        values = _values_below(case, number)
        node, id_ = tree.ids[number], tree.branches[number][place]
        own = values[tree.children[number][place]]
        best = own == values[number]
        plans = [_best_plan(case, number, values, place)]
        others = [k for k, child in enumerate(tree.children[number]) if k != place]
        rival = max(others, key=lambda k: values[tree.children[number][k]], default=None)
        if rival is not None:
            plans.append(_best_plan(case, number, values, rival))
        witness = Witness(
            plans[0], plans[1] if len(plans) > 1 else None, completion=_completed(case)
        )
        return Explanation(
            self.id,
            best,
            BEST if best else WORSE,
            node,
            id_,
            start=node,
            seen_from=node,
            witnesses=(witness,),
            values={
                branch: sign * values[child]
                for branch, child in zip(tree.branches[number], tree.children[number], strict=True)
            },
        )

    def why_plan(self, case: Case, whole: Part) -> Explanation:
        failing = first_failing_step(case, whole, lambda n, place: self.why_branch(case, n, place))
        values = _plan_values(case, whole)
        if failing is not None:
            return replace(failing, values=values)
        witness = Witness(whole, completion=_completed(case))
        return Explanation(
            self.id,
            True,
            BEST,
            whole.node,
            plan=whole,
            start=whole.node,
            values=values,
            witnesses=(witness,),
            dominated_by=None
            if case.tree.relation.has_completions and case.tree.preference.features.are_of_criteria
            else dominated_by(case, case.maximal, whole),
        )

    def reasons(self, names: Names, found: Explanation) -> list[str]:
        value = names.format.number
        word = tr("expected utility") if _completion(found) else tr("expected value")
        if names.document.scales and _goes_by_curve(names):
            word = tr("certainty equivalent")
        result = []
        if found.branch is None:
            own, best = found.values["plan"], found.values["best"]
            if found.permitted:
                result.append(
                    tr("Its {word} is {own}, the best that any plan attains.").format(
                        word=word, own=value(own)
                    )
                )
            elif own == best:
                result.append(
                    tr(
                        "Its {word} is {own}, as good as any, but at {node}, where chance never leads, {quoted} is not best."
                    ).format(
                        word=word,
                        own=value(own),
                        node=names.node_in_sentence(found.node),
                        quoted=quoted(names.branch(found.step or "")),
                    )
                )
            else:
                result.append(
                    tr("Its {word} is {own}; the best plan attains {best}.").format(
                        word=word, own=value(own), best=value(best)
                    )
                )
                if found.step is not None:
                    where = names.node_in_sentence(found.node)
                    step = quoted(names.branch(found.step))
                    result.append(
                        tr("The first step that is not best is {step} at {where}.").format(
                            step=step, where=where
                        )
                    )
        else:
            own, best = found.values[found.branch], _best(found)
            ties = [b for b, v in found.values.items() if v == own and b != found.branch]
            others = [b for b, v in found.values.items() if v != own]
            if found.permitted:
                result.append(
                    tr("Its {word} is {own}, the best there.").format(word=word, own=value(own))
                )
                if ties:
                    result.append(f"{branches(names, ties)} attain{'s' * (len(ties) == 1)} the same: "
                                  "a tie, and ties are all permitted.")  # fmt: skip
            else:
                top = [b for b, v in found.values.items() if v == best]
                result.append(
                    tr("Its {word} is {own}; that of {top} is {best}, the best there.").format(
                        word=word, own=value(own), top=branches(names, top), best=value(best)
                    )
                )
                others = [b for b in others if b not in top]
            if others:
                listed = ", ".join(
                    f"{quoted(names.branch(b))} {value(found.values[b])}" for b in others
                )
                result.append(tr("The others: {listed}.").format(listed=listed))
            witness = found.witnesses[0]
            if witness.other is not None:
                result.append(tr("Best after it: {part}.").format(part=seen(names, witness.part)))
        completed = _completion(found)
        if completed is not None:
            words = completion_words(names, completed, completed.utility)
            result.append(tr("Under the document’s completion: {words}.").format(words=words))
        return result


EU: Final = ExpectedUtility()


def _with_dominated(case: Case, found: Answer, best: Mask, budget: Budget) -> Answer:
    """The answer with those of its plans that are dominated, as far as that can be had."""
    if not case.once(compares):
        return replace(found, dominated=None)
    maximal = case.within(maximal_sets, budget)
    if opened(maximal).any():
        return replace(found, dominated=None)
    dominance = Dominance(case.tree, maximal)
    return replace(
        found,
        dominating=dominance.of_plan,
        dominated=dominance.among_stepwise(best, budget),
    )


def _goes_by_curve(names: Names) -> bool:
    """Whether some outcome stands on a scale with a utility curve; then all of the tree do."""
    scales = {outcome.scale_name for outcome in names.document.outcomes.values()}
    return any(entry.utility for id_, entry in names.document.scales.items() if id_ in scales)


def _rolled(tree: Compiled) -> CurvedRollback:
    stated = curved(tree)
    assert stated is not None
    return roll_back(tree, stated)


def _under_curve(case: Case, budget: Budget) -> Answer:
    """What is best under a utility curve; branches of which that cannot be decided stay open."""
    tree = case.tree
    budget.look()
    rolled = case.once(_rolled)
    best = np.ones(len(tree), dtype=bool)
    places = tree.levels.places
    for node, own in rolled.best.items():
        for child in tree.children[node]:
            best[places[child]] = child in own
    plans = Stepwise(tree, best)
    permitted, reachable = marks(best), marks(reached(tree, best))
    for own in rolled.open.values():
        for child in own:
            permitted[places[child]] = UNDECIDED
            for node in range(child, len(tree)):
                if reachable[places[node]] == 0:
                    reachable[places[node]] = UNDECIDED
    found = Answer(
        permitted=permitted,
        reachable=reachable,
        plans=plans,
        total=None if rolled.open else plans.total,
        listed=plans.total,
    )
    if tree.relation.id in (DEFAULT_RELATION, FIRST_ORDER.id):
        return found  # the curve is a completion
    return _with_dominated(case, found, best, budget)


def _completed(case: Case) -> Completed | None:
    """The completion that the document names; None where the value itself is the utility."""
    if case.once(curved) is not None:
        return None
    completion, weighed = case.document.completion, case.once(weighed_utility)
    if completion is None or (value_itself(case.tree) is not None and not case.opinions):
        return None
    several = tuple(case.opinions.values()) or (case,)
    known = [
        {end: dot(utility, own.tree.features[kind]) for kind, end in enumerate(own.ends)}
        for utility, own in zip(weighed.utilities, several, strict=True)
    ]
    if not case.opinions:
        return Completed(completion, known[0])
    together = {end: number for own in known for end, number in own.items()}
    shares = zip(case.opinions, weighed.shares, known, strict=True)
    return Completed(completion, together, {id_: (share, own) for id_, share, own in shares})


def _values_below(case: Case, number: int) -> dict[int, Fraction]:
    """The expected utility of a node and all nodes below it, by rollback.

    Opinions count by their shares times the probability that they give the way to the node; what chance
    never leads to is by a factor too large, which serves to compare what is there.
    """
    if case.once(curved) is not None:
        return _certain_below(case, number)
    tree, weighed = case.tree, case.once(weighed_utility)
    of_kind = [
        [dot(utility, vector) for vector in reading.features]
        for utility, reading in zip(weighed.utilities, tree.readings, strict=True)
    ]
    ways, never = tree.counts_of_opinions(weighed.shares)
    below, stack = list[int](), [number]
    while stack:
        node = stack.pop()
        below.append(node)
        stack.extend(tree.children[node])
    values: dict[int, Fraction] = {}
    for node in reversed(below):
        children = tree.children[node]
        if not children:
            kinds = [int(reading.leaf_kinds[node]) for reading in tree.readings]
            own = zip(ways[node], of_kind, kinds, strict=True)
            values[node] = sum((way * utility[kind] for way, utility, kind in own), ZERO)
        elif tree.kinds[node] is Kind.CHOICE:
            values[node] = max(values[child] for child in children)
        else:
            values[node] = sum((values[child] for child in children if not never[child]), ZERO)
    counted = sum(ways[number], ZERO)
    return {node: value / counted for node, value in values.items()}


def _certain_below(case: Case, number: int) -> dict[int, Fraction]:
    """Certainty equivalents, the more the better; what ties with the best has the same one."""
    tree, rolled = case.tree, case.once(_rolled)
    sign = rolled.curved.curve.sign
    result: dict[int, Fraction] = {}
    stack = [number]
    while stack:
        node = stack.pop()
        stack.extend(tree.children[node])
        if node not in result:
            result[node] = sign * _middle(rolled.certainty(node))
        for child in rolled.best.get(node, ()):
            result[child] = result[node]
    return result


def _middle(bounds: Enclosure) -> Fraction:
    """A number within an enclosure that is narrow enough to be told."""
    low, high = bounds
    return low if low == high else (low + high) / 2


def _best_plan(case: Case, number: int, values: dict[int, Fraction], place: int) -> Part:
    """A plan that begins with this branch and then does what is best."""
    tree, choices, stack = case.tree, {number: place}, [case.tree.children[number][place]]
    while stack:
        node = stack.pop()
        children = tree.children[node]
        if children and tree.kinds[node] is Kind.CHOICE:
            choices[node] = max(range(len(children)), key=lambda k: values[children[k]])
            stack.append(children[choices[node]])
        else:
            stack.extend(children)
    return case.part(number, choices)


def _plan_values(case: Case, whole: Part) -> dict[str, Fraction]:
    """The expected value of a plan and of the best plan."""
    if (stated := case.once(curved)) is not None:
        spread = spread_of(case.tree.document, whole.prospect)
        rolled = case.once(_rolled)
        best = _middle(rolled.certainty(0))
        is_best = compare(stated.curve, spread, rolled.spreads[0]) == 0
        return {"plan": best if is_best else _middle(certainty(stated.curve, spread)), "best": best}
    weighed = case.once(weighed_utility)
    several = tuple(case.opinions.values()) or (case,)
    prospects = tuple(whole.prospect.opinions.values()) or (whole.prospect,)
    own = sum(
        (
            share * p * dot(utility, of.tree.features[of.kind_of[end]])
            for share, utility, of, prospect in zip(
                weighed.shares, weighed.utilities, several, prospects, strict=True
            )
            for end, p in prospect.items()
        ),
        ZERO,
    )
    return {"plan": weighed.sign * own, "best": weighed.sign * _values_below(case, 0)[0]}


def _completion(found: Explanation) -> Completed | None:
    return next((w.completion for w in found.witnesses if w.completion is not None), None)


def _best(found: Explanation) -> Fraction:
    """The best of some expected values: that of the plan beside it where it is not itself."""
    assert found.branch is not None
    other = found.witnesses[0].other
    if found.permitted or other is None:
        return found.values[found.branch]
    return found.values[other.choices[found.node]]
