"""Do rules, improved policies and rationales agree with the reference where there are opinions?

The counterpart of `tests.reference.agreement` for documents that list several.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from fractions import Fraction
from functools import lru_cache, partial

from solver.analyses.policies import improve
from solver.analyses.rationales import Rationale, rationalise
from solver.document.elements import DEFAULT_RELATION, Completion, Kind, OpinionShare
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.errors import NotSolvable
from solver.explain.case import Case
from solver.rules import RULES, solve
from solver.solution import Plan
from tests.documents.at_random.random_opinions import random_opinions
from tests.reference.agreement import Checks, Disagreement, leaf_utilities, sign_of
from tests.reference.all_plans import Vector
from tests.reference.opinions import (
    Together,
    expected_by_best_or_worst,
    expected_by_intervals,
    expected_utility,
    mixture,
)
from tests.reference.rules import BY_INTERVALS, Expected, expected
from tests.reference.without_probabilities import (
    comes_twice,
    expected_by_ends,
    has_one_criterion,
    value_at,
)

ZERO = Fraction(0)
LIMIT = 10**6
ALPHA = Fraction(1, 2)
BY_ENDS = ("maximin", "maximax")


@lru_cache(maxsize=32)
def case_of(reference: Together) -> Case:
    """The one case of a tree with which the solver is asked all questions about it."""
    return Case.of(reference.whole_document)


def own_completion(completion: Completion, opinion: str) -> Completion:
    """The utility that an opinion has in a completion."""
    own = completion.opinions.get(opinion)
    if isinstance(own, OpinionShare) and (own.scales or own.alone):
        return Completion(
            scales={**completion.scales, **own.scales}, alone={**completion.alone, **own.alone}
        )
    return Completion(scales=completion.scales, alone=completion.alone)


def shares_of(document: Document, completion: Completion) -> list[Fraction]:
    """The shares of the opinions, which sum to 1."""
    shares = []
    for id_ in document.opinions:
        own = completion.opinions[id_]
        numeral = own.share if isinstance(own, OpinionShare) else own
        assert numeral is not None
        shares.append(numeral.value())
    return [share / sum(shares) for share in shares]


def wanted_of(reference: Together, rule: str) -> tuple[Expected, int] | None:
    """What a rule permits, and the sign of its values; None where it must refuse."""
    document, readings = reference.whole_document, reference.readings
    sign = sign_of(document, document.criterion_ids[0])
    one = all(map(has_one_criterion, readings))
    if rule in BY_INTERVALS:
        return (expected_by_intervals(reference, rule, ALPHA), sign) if one else None
    if rule in BY_ENDS:
        return (expected_by_best_or_worst(reference, rule), sign) if one else None
    if rule == "minimax-regret":
        if not one or comes_twice(reference) or not _same_states(reference):
            return None
        return expected_by_ends(readings[0], rule), sign
    if rule != "eu":
        return expected(reference, rule, {}), 1
    completion = document.completion
    if completion is None:
        return None
    if one:
        ends = [node for node in reference.seen if not document.children(node)]
        leaves = [{leaf: value_at(own, leaf) for leaf in ends} for own in readings]
    else:
        sign = 1
        leaves = [
            leaf_utilities(own, own_completion(completion, id_))
            for id_, own in zip(document.opinions, readings, strict=True)
        ]
    return expected_utility(reference, shares_of(document, completion), leaves), sign


def _same_states(reference: Together) -> bool:
    """Whether all opinions agree on what is possible and what it is worth."""
    document, readings = reference.document, reference.readings
    for node in document.tree:
        branches = document.children(node)
        if not branches and len({value_at(own, node) for own in readings}) > 1:
            return False
        if document.nodes[node].kind is Kind.CHANCE:
            for place in range(len(branches)):
                if len({own.probabilities(node)[place] > 0 for own in readings}) > 1:
                    return False
    return True


def rule_agrees(rule: str, reference: Together, checks: Checks) -> None:
    """All that a rule says of the tree, by its definition over all plans and opinions."""
    document = reference.whole_document
    wanted = wanted_of(reference, rule)
    if wanted is None:
        with suppress(NotSolvable):
            solve(case_of(reference), rule, limit=LIMIT)
            raise Disagreement(f"{rule} has no answer here, and gives one")
        checks.made += 1
        return
    said, sign = wanted
    solution = solve(case_of(reference), rule, limit=LIMIT)
    plans = [tuple(sorted(entry.plan.choices.items())) for entry in solution.plans]
    checks.true("the answer is complete", solution.complete and solution.decided)
    checks.equal("number of plans", (len(plans), solution.plans_total), (len(set(plans)),) * 2)
    checks.equal("plans", set(plans), said.plans)
    checks.equal("off plan", solution.off_plan, said.off)
    checks.equal("clashes", solution.clashes, said.clashes)
    available = {plan.choices: plan for plan in reference.plans(reference.root)}
    taken = {branch for plan in plans for _, branch in plan}
    taken |= reference.passed(map(available.__getitem__, plans))
    ours = {b: (v.permitted, v.reachable) for b, v in solution.branches.items()}
    theirs = {
        branch.id: (branch.id in said.permitted[node], branch.id in taken)
        for node in reference.choice_nodes
        for branch in document.children(node)
    }
    for branch_id, permitted in reference.settled().items():
        theirs[branch_id] = permitted, permitted and branch_id in taken
    checks.equal("permitted, reachable", ours, theirs)
    checks.equal("value", solution.value, None if said.value is None else sign * said.value)
    if rule != "eu":
        gaps = {node: frozenset(branches) for node, branches in solution.gaps.items()}
        checks.equal("gaps", gaps, reference.gaps())
    dominated = 0
    for entry, choices in zip(solution.plans, plans, strict=True):
        features = planned(reference, entry.plan, checks)
        beaten = any(reference.prefers(q.features, features) for q in available.values())
        checks.equal(f"{choices} is dominated", entry.dominated_by is not None, beaten)
        if entry.dominated_by is not None:
            dominated += 1
            better = planned(reference, entry.dominated_by, checks)
            checks.true("the witness is preferred", reference.prefers(better, features))
    checks.equal("number of dominated plans", solution.dominated_total, dominated)


def planned(reference: Together, plan: Plan, checks: Checks) -> Vector:
    """The features of a plan that is said to be available, and to lead there under each opinion."""
    choices = tuple(sorted(plan.choices.items()))
    (found,) = [p for p in reference.plans(reference.root) if p.choices == choices]
    checks.equal(f"lottery of {choices}", plan.lottery, reference.lottery(found))
    for id_, own in zip(reference.whole_document.opinions, reference.readings, strict=True):
        lottery = plan.prospect.opinions[id_].lottery
        checks.equal(f"lottery of {choices} under {id_}", lottery, own.lottery(found))
    return found.features


# ------------------------------------------------------------------- policies and completions


def improvement_agrees(reference: Together, checks: Checks) -> None:
    """A strictly preferred policy iff there is one; refused where opinions differ about the policy."""
    stated = [
        {node: own.probabilities(node) for node in reference.every_choice if node in reference.seen}
        for own in (reference, *reference.readings)
    ]
    if reference.has_ties or not all(own == stated[0] for own in stated):
        with suppress(NotSolvable):
            improve(case_of(reference))
            raise Disagreement("what a policy leads to is not settled, and one is improved")
        checks.made += 1
        return
    answer = improve(case_of(reference))
    best = followed(reference, answer.stated.policy)
    dominated = reference.dominated(best)
    checks.equal("the stated policy is dominated", answer.better is not None, dominated)
    if answer.better is not None:
        checks.found += 1
        better = followed(reference, answer.better.policy)
        checks.true("the better policy is preferred", reference.prefers(better, best))
        if not reference.by_scale:
            checks.true("nothing beats the better policy", not reference.dominated(better))


def followed(reference: Together, policy: Mapping[str, Fraction]) -> Vector:
    """The features of a policy under all opinions, by walking down."""
    total: list[Fraction] = []
    for own in reference.readings:
        sums = [ZERO] * len(own.plans(own.root)[0].features)
        stack = [(own.root, Fraction(1))]
        while stack:
            node, weight = stack.pop()
            branches = own.document.children(node)
            if not branches:
                (leaf,) = own.plans(node)
                sums = [a + weight * b for a, b in zip(sums, leaf.features, strict=True)]
            is_choice = own.document.nodes[node].kind is Kind.CHOICE
            for branch, share in zip(branches, own.probabilities(node), strict=True):
                part = policy[branch.id] if is_choice else share
                stack.append((branch.target, weight * part))
        total += sums
    return tuple(total)


def rationales_agree(rule: str, reference: Together, checks: Checks) -> None:
    """For each permitted plan a completion that makes it optimal, or a mixture that beats it."""
    answer = rationalise(case_of(reference), rule, limit=LIMIT)
    checks.true("all plans are listed", answer.complete)
    available = reference.plans(reference.root)
    for entry in answer.plans:
        features = planned(reference, entry.plan, checks)
        optimal = reference.optimal(features, available)
        checks.equal("some completion makes it optimal", entry.completion is not None, optimal)
        if entry.completion is None:
            checks.found += 1
            parts = entry.mixture or ()
            checks.equal("weights", sum(weight for weight, _ in parts), 1)
            mixed = mixture((w, planned(reference, plan, checks)) for w, plan in parts)
            agreed = reference.agreed(mixed, features) and not reference.agreed(features, mixed)
            checks.true("all completions prefer the mixture", agreed)
        elif not reference.by_functions:  # of which no completion is written by scales
            _completion_serves(reference, entry, entry.completion, checks)


def _completion_serves(
    reference: Together, entry: Rationale, completion: Completion, checks: Checks
) -> None:
    """It satisfies every statement under every opinion, and puts no plan above this one."""
    document = reference.whole_document
    shares = shares_of(document, completion)
    checks.true("shares are positive", min(shares) > 0)
    leaves = []
    for id_, own in zip(document.opinions, reference.readings, strict=True):
        of = own_completion(completion, id_)
        for scale in of.scales.values():
            given = [scale.weight] if isinstance(scale.weight, Numeral) else scale.weight or {}
            weights = given if isinstance(given, list) else [*given.values()]
            checks.true("weights are positive", all(w.value() > 0 for w in weights))
        leaves.append(leaf_utilities(own, of))
    found = expected_utility(reference, shares, leaves)
    choices = tuple(sorted(entry.plan.choices.items()))
    if entry.everywhere:
        checks.true("it is best at every node", choices in found.plans)
    worths = dict(found.worths)
    checks.equal("it is best", worths[choices], max(worths.values()))


# -------------------------------------------------------------------------------------- a tree

Agreement = Callable[[Together, Checks], None]

SUBJECTS: Mapping[str, Agreement] = {
    **{rule: partial(rule_agrees, rule) for rule in RULES},
    "improve": improvement_agrees,
    "rationalise": partial(rationales_agree, "naive"),
}


#: Of trees some of whose choices conduct settles; regret is compared by its own reference, which knows no conduct.
OF_SETTLED: Mapping[str, Agreement] = {
    subject: agrees for subject, agrees in SUBJECTS.items() if subject != "minimax-regret"
}


def opinions_document(seed: int, relation: str = DEFAULT_RELATION) -> Document:
    """The document of a seed: every third has complete preferences but for its opinions."""
    return random_opinions(seed, complete=seed % 3 == 0, relation=relation)


def opinions_reference(seed: int, relation: str) -> Together:
    """The reference of that document."""
    return Together(opinions_document(seed, relation))


def all_agree(
    seeds: range,
    relation: str,
    subjects: Mapping[str, Agreement] = SUBJECTS,
    make: Callable[[int, str], Together] = opinions_reference,
) -> dict[str, Checks]:
    """Compare on the trees of these seeds; what disagrees is raised with its seed."""
    counted = {subject: Checks() for subject in subjects}
    for seed in seeds:
        reference = make(seed, relation)
        for subject, compare in subjects.items():
            try:
                compare(reference, counted[subject])
            except AssertionError as error:
                raise Disagreement(f"seed {seed}, {subject}: {error}") from error
    return counted
