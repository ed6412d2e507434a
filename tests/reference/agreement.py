"""Do the rules, improved policies and rationales agree with the naive reference on one tree?

The one place where they are compared: tests do it for a thousand trees, `tests.bench.agreement`
for as many as one likes.  Every claim is checked from what `tests.reference.all_plans` lists and
from the numbers in the document; of the solver only the answers are used.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache, partial
from itertools import pairwise

from solver.analyses.policies import Policy, better_weights, improve, plan_weights, stated_policy
from solver.analyses.rationales import Rationale, rationalise
from solver.analyses.trammelling import trammelling
from solver.document.elements import DEFAULT_RELATION, Completion, Kind, Preferences, ScaleUtility
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.document.values import criterion_values
from solver.errors import NotSolvable
from solver.explain.case import Case
from solver.prospect import End
from solver.rules import RULES, solve
from solver.solution import Plan
from tests.documents.at_random.random_documents import random_document
from tests.reference.all_plans import BY_FUNCTIONS, Reference, Vector, difference, feasible
from tests.reference.rules import BY_INTERVALS, expected, value_of
from tests.reference.trammelling import expected_trammelling
from tests.reference.without_probabilities import (
    BY_ENDS,
    comes_twice,
    expected_by_ends,
    has_one_criterion,
)

ZERO = Fraction(0)
LIMIT = 10**6  # all plans are listed


@lru_cache(maxsize=32)
def case_of(reference: Reference) -> Case:
    """The one case of a tree with which the solver is asked all questions about it."""
    return Case.of(reference.document)


class Disagreement(AssertionError):
    """The solver says something else than the reference."""


@dataclass
class Checks:
    """Counts what is compared; the first comparison that fails raises `Disagreement`.

    ``found`` counts answers of the rarer kind: policies improved, plans beaten by a mixture.
    """

    made: int = 0
    found: int = 0

    def equal(self, what: str, ours: object, theirs: object) -> None:
        self.made += 1
        if ours != theirs:
            raise Disagreement(f"{what}: the solver says {ours}, the reference {theirs}")

    def true(self, what: str, holds: bool) -> None:
        self.made += 1
        if not holds:
            raise Disagreement(f"this does not hold: {what}")


# ------------------------------------------------------------------------------- utility


def sign_of(document: Document, id_: str) -> int:
    """-1 where less of a criterion is better."""
    criterion = document.criterion(id_)
    return -1 if criterion is not None and criterion.better == "less" else 1


def utility_of(
    document: Document, completion: Completion, id_: str, paid: Mapping[str, Fraction]
) -> Fraction:
    """The utility of an outcome after these payoffs, straight from the completion's numbers."""
    outcome = document.outcomes[id_]
    if outcome.value is None:
        return completion.alone[id_].value()
    scale = completion.scales[str(outcome.scale_name)]
    assert scale.offset is not None
    assert scale.weight is not None
    total = scale.offset.value()
    for criterion, value in criterion_values(document, outcome.value).items():
        weight = scale.weight if isinstance(scale.weight, Numeral) else scale.weight[criterion]
        total += sign_of(document, criterion) * weight.value() * (value + paid.get(criterion, ZERO))
    return total


def leaf_utilities(reference: Reference, completion: Completion) -> dict[str, Fraction]:
    """The utility at each leaf, by node."""
    document = reference.document
    return {
        node: utility_of(
            document, completion, str(document.nodes[node].outcome), reference.paid[node]
        )
        for node in reference.seen
        if document.nodes[node].kind is Kind.OUTCOME
    }


def scales_of(reference: Reference) -> set[str | None]:
    document = reference.document
    nodes = [document.nodes[node] for node in reference.seen]
    return {document.outcomes[str(n.outcome)].scale_name for n in nodes if n.outcome}


def is_complete(reference: Reference) -> bool:
    """Whether all outcomes are on one scale with one criterion."""
    scales = scales_of(reference)
    return len(scales) == len(reference.document.criterion_ids) == 1 and None not in scales


def completion_for(reference: Reference) -> tuple[Completion, int]:
    """The completion that expected utility uses, and the sign of its values in the document.

    Complete preferences (one scale with one criterion) are their own utility.
    """
    document = reference.document
    if is_complete(reference):
        ((scale,), (criterion,)) = scales_of(reference), document.criterion_ids
        itself = ScaleUtility(weight=Numeral.of(1), offset=Numeral.of(0))
        return Completion(scales={str(scale): itself}), sign_of(document, criterion)
    assert document.completion is not None
    return document.completion, 1


@lru_cache(maxsize=32)
def utilities_for(reference: Reference) -> tuple[int, dict[str, Fraction] | None]:
    """The sign of values in the document, and the utility at each leaf that expected utility uses.

    None where nothing is said of how the gaps are completed.
    """
    if not is_complete(reference) and reference.document.completion is None:
        return 1, None
    completion, sign = completion_for(reference)
    return sign, leaf_utilities(reference, completion)


# --------------------------------------------------------------------------------- rules


def rule_agrees(rule: str, reference: Reference, checks: Checks) -> None:
    """All that a rule says of the tree, by its definition over all plans."""
    document = reference.document
    sign, utilities = utilities_for(reference)
    refused = rule == "eu" and utilities is None
    if rule in BY_INTERVALS and reference.by_functions:
        return  # the reference's features are net values, of which these rules want the mean
    if rule in BY_INTERVALS:
        refused = not has_one_criterion(reference)
    if rule in BY_ENDS:
        refused = not has_one_criterion(reference)
        refused = refused or (rule == "minimax-regret" and comes_twice(reference))
    if refused:
        with suppress(NotSolvable):
            solve(case_of(reference), rule, limit=LIMIT)
            raise Disagreement(f"{rule} has no answer here, and gives one")
        checks.made += 1
        return
    utilities = utilities or {}
    solution = solve(case_of(reference), rule, limit=LIMIT)
    if rule in BY_ENDS:
        wanted = expected_by_ends(reference, rule)
    else:
        wanted = expected(reference, rule, utilities)
    plans = [tuple(sorted(entry.plan.choices.items())) for entry in solution.plans]
    checks.true("the answer is complete", solution.complete and solution.decided)
    checks.equal("number of plans", (len(plans), solution.plans_total), (len(set(plans)),) * 2)
    checks.equal("plans", set(plans), wanted.plans)
    checks.equal("off plan", solution.off_plan, wanted.off)
    checks.equal("clashes", solution.clashes, wanted.clashes)
    available = {plan.choices: plan for plan in reference.plans(reference.root)}
    taken = {branch for plan in plans for _, branch in plan}
    taken |= reference.passed(map(available.__getitem__, plans))
    ours = {b: (v.permitted, v.reachable) for b, v in solution.branches.items()}
    theirs = {
        branch.id: (branch.id in wanted.permitted[node], branch.id in taken)
        for node in reference.choice_nodes
        for branch in document.children(node)
    }
    for branch, permitted in reference.settled().items():
        theirs[branch] = permitted, permitted and branch in taken
    checks.equal("branches spoken of", ours.keys(), theirs.keys())
    for branch, verdict in ours.items():
        checks.equal(f"branch {branch}: permitted, reachable", verdict, theirs[branch])
    if rule == "eu" or (rule in BY_INTERVALS and rule != "interval-dominance"):
        best = max(value_of(reference, p, reference.root, utilities) for p in available.values())
        checks.equal("value", solution.value, sign * best)
    if rule != "eu":
        if rule not in BY_INTERVALS or rule == "interval-dominance":
            value = None if wanted.value is None else sign * wanted.value
            checks.equal("value", solution.value, value)
        gaps = {node: frozenset(branches) for node, branches in solution.gaps.items()}
        checks.equal("gaps", gaps, reference.gaps())
    dominated = 0
    for entry, choices in zip(solution.plans, plans, strict=True):
        plan = available[choices]
        checks.equal(f"lottery of {choices}", entry.plan.lottery, reference.lottery(plan))
        beaten = plan not in reference.maximal(reference.root)
        checks.equal(f"{choices} is dominated", entry.dominated_by is not None, beaten)
        if entry.dominated_by is not None:
            dominated += 1
            witness = planned(reference, entry.dominated_by, checks)
            checks.true("the witness is preferred", reference.prefers(witness, plan.features))
    checks.equal("number of dominated plans", solution.dominated_total, dominated)
    if reference.is_held(reference.root):
        return
    if rule in ("dsm", "e-admissible") or (rule == "eu" and reference.best_is_maximal):
        checks.equal("dominated plans of a rule that permits none", dominated, 0)


def planned(reference: Reference, plan: Plan, checks: Checks) -> Vector:
    """The features of a plan that is said to be available, with the lottery that it is said to have."""
    choices = tuple(sorted(plan.choices.items()))
    found = [p for p in reference.plans(reference.root) if p.choices == choices]
    checks.equal(f"{choices} is a plan", len(found), 1)
    checks.equal(f"lottery of {choices}", plan.lottery, reference.lottery(found[0]))
    return found[0].features


# ------------------------------------------------------------------------------ policies


def improvement_agrees(reference: Reference, checks: Checks) -> None:
    """The stated policy, and a strictly preferred one iff there is one (`Reference.dominated`)."""
    document = reference.document
    if reference.has_ties:
        with suppress(NotSolvable):
            improve(case_of(reference))
            raise Disagreement("a completion leaves a tie, and a policy is improved")
        checks.made += 1
        return
    answer = improve(case_of(reference))
    checks.equal("the stated policy", answer.stated, stated_policy(case_of(reference)))
    for node in reference.every_choice:
        ids = [branch.id for branch in document.children(node)]
        ours = [answer.stated.policy[id_] for id_ in ids]
        checks.equal(f"stated at {node}", ours, reference.stated_at(node))
    best = followed(reference, answer.stated, checks)
    dominated = reference.dominated(best)
    checks.equal("the stated policy is dominated", answer.better is not None, dominated)
    if answer.better is not None:
        checks.found += 1
        better = followed(reference, answer.better, checks)
        checks.true("the better policy is preferred", reference.prefers(better, best))
        if not reference.by_scale:
            checks.true("nothing beats the better policy", not reference.dominated(better))


def followed(reference: Reference, policy: Policy, checks: Checks) -> Vector:
    """The features of a policy, by walking down; it must be one and lead to its lottery."""
    document = reference.document
    left = dict(policy.policy)
    for node in reference.every_choice:
        shares = [left.pop(branch.id) for branch in document.children(node)]
        checks.true(f"{shares} at {node} are shares", sum(shares) == 1 and min(shares) >= 0)
    checks.equal("branches of no choice node", left, {})
    total: list[Fraction] = []
    lottery: dict[str, Fraction] = {}

    def walk(node: str, weight: Fraction) -> None:
        entry = document.nodes[node]
        if entry.outcome is not None:
            (leaf,) = reference.plans(node)
            own = [weight * part for part in leaf.features]
            total[:] = [a + b for a, b in zip(total, own, strict=True)] if total else own
            lottery[entry.outcome] = lottery.get(entry.outcome, ZERO) + weight
        shares = reference.probabilities(node)
        for branch, share in zip(document.children(node), shares, strict=True):
            own = policy.policy[branch.id] if entry.kind is Kind.CHOICE else share
            if own or not reference.is_held(node):
                walk(branch.target, weight * own)

    walk(reference.root, Fraction(1))
    checks.equal("lottery", policy.lottery, {id_: p for id_, p in lottery.items() if p})
    return tuple(total)


def rationales_agree(rule: str, reference: Reference, checks: Checks) -> None:
    """For each permitted plan a completion that makes it optimal, or a mixture that beats it."""
    answer = rationalise(case_of(reference), rule, limit=LIMIT)
    checks.equal("the completions obey the relation", answer.obeyed, not reference.by_scale)
    solution = solve(case_of(reference), rule, limit=LIMIT)
    tree = case_of(reference).tree
    checks.true("all plans are listed", answer.complete)
    checks.equal("plans", [e.plan for e in answer.plans], [e.plan for e in solution.plans])
    available = reference.plans(reference.root)
    for entry in answer.plans:
        features = planned(reference, entry.plan, checks)
        checks.equal(
            f"some completion makes {entry.plan.choices} optimal",
            entry.completion is not None,
            reference.optimal(features, available),
        )
        beaten = better_weights(tree, plan_weights(tree, entry.plan)) is not None
        checks.equal("a mixture is preferred", beaten, reference.dominated(features))
        if beaten is False:  # undominated among randomised plans: optimal for a completion
            checks.true("a completion is behind it", entry.completion is not None)
        if entry.completion is None:
            checks.found += 1
            _mixture_beats(reference, entry, features, checks)
        else:
            _completion_serves(reference, entry, entry.completion, checks)


def _mixture_beats(
    reference: Reference, entry: Rationale, features: Vector, checks: Checks
) -> None:
    mixture = entry.mixture or ()
    weights = [weight for weight, _ in mixture]
    checks.true(f"{weights} are weights", sum(weights) == 1 and min(weights) > 0)
    parts = [(weight, planned(reference, plan, checks)) for weight, plan in mixture]
    mixed = tuple(sum((w * f[i] for w, f in parts), ZERO) for i in range(len(features)))
    agreed = reference.agreed(mixed, features) and not reference.agreed(features, mixed)
    checks.true("all completions prefer the mixture", agreed)


def _stated_utilities(
    reference: Reference, entry: Rationale, completion: Completion, checks: Checks
) -> dict[str, Fraction]:
    """The utility at each leaf; the completion satisfies every statement."""
    document = reference.document
    utility = partial(utility_of, document, completion, paid={})
    stated = Preferences() if reference.by_scale else document.preferences
    for x, y in stated.better:
        checks.true(f"{x} is above {y}", utility(x) > utility(y))
    for x, y in stated.equal:
        checks.true(f"{x} is equal to {y}", utility(x) == utility(y))
    used = {str(document.nodes[n].outcome) for n in reference.seen if document.nodes[n].outcome}
    checks.equal("utility of outcomes", entry.utility, {id_: utility(id_) for id_ in used})
    return leaf_utilities(reference, completion)


def _end_utilities(reference: Reference, entry: Rationale, checks: Checks) -> dict[str, Fraction]:
    """The same under stochastic dominance: it is increasing, and concave if that is asked for."""
    document = reference.document
    by_node: dict[str, Fraction] = {}
    points: dict[str | None, dict[Fraction, Fraction]] = {}
    for node in reference.seen:
        id_, paid = document.nodes[node].outcome, reference.paid[node]
        if id_ is None:
            continue
        own = criterion_values(document, document.outcomes[id_].value)
        net = {c: value + paid.get(c, ZERO) for c, value in own.items()}
        by_node[node] = entry.ends[End(id_, tuple(net.items()))]
        for c, value in net.items():
            scale = points.setdefault(document.outcomes[id_].scale_name, {})
            before = scale.setdefault(sign_of(document, c) * value, by_node[node])
            checks.equal("one utility for one net value", before, by_node[node])
    for scale in points.values():
        ordered = sorted(scale.items())
        slopes = [(b - a) / (y - x) for (x, a), (y, b) in pairwise(ordered)]
        checks.true("it increases", all(slope > 0 for slope in slopes))
        if document.preferences.relation == "second-order":
            checks.true("it is concave", all(a > b for a, b in pairwise(slopes)))
    return by_node


def _completion_serves(
    reference: Reference, entry: Rationale, completion: Completion, checks: Checks
) -> None:
    """It has positive weights, satisfies every statement, and puts no plan above this one.

    It does so at every node that the plan passes if that is said, and where it is not said no
    completion does; and what is as good under it is so under all completions that do the same.
    """
    for scale in completion.scales.values():
        weights = [scale.weight] if isinstance(scale.weight, Numeral) else scale.weight or {}
        given = weights if isinstance(weights, list) else [*weights.values()]
        checks.true("weights are positive", all(w.value() > 0 for w in given))
    if reference.by_functions:
        utilities = _end_utilities(reference, entry, checks)
    else:
        utilities = _stated_utilities(reference, entry, completion, checks)
    own = next(
        plan
        for plan in reference.plans(reference.root)
        if plan.choices == tuple(sorted(entry.plan.choices.items()))
    )
    reached = reference.reached(own, reference.root)
    passed = [n for n in reached if n == reference.root or not reference.is_held(n)]
    parts = {node: reference.part(own, node) for node in passed}
    for node in passed if entry.everywhere else [reference.root]:
        values = [value_of(reference, p, node, utilities) for p in reference.plans(node)]
        best = value_of(reference, parts[node], node, utilities)
        checks.equal(f"the best value at {node}", best, max(values))
    everywhere = {
        difference(parts[node].features, other.features)
        for node in passed
        for other in reference.plans(node)
    }
    from_root = {difference(own.features, p.features) for p in reference.plans(reference.root)}
    if not entry.everywhere:
        checks.found += 1
        some = feasible(reference.strict, everywhere, reference.equal)
        checks.true("no completion makes it best at every node", not some)
    best = value_of(reference, own, reference.root, utilities)
    for other in reference.plans(reference.root):
        if value_of(reference, other, reference.root, utilities) == best:
            strict = [*reference.strict, difference(own.features, other.features)]
            weak = everywhere if entry.everywhere else from_root
            apart = feasible(strict, weak, reference.equal)
            checks.true(f"{other.choices} ties under all of them", not apart)


# ------------------------------------------------------------------------------ a tree

# -------------------------------------------------------------------------- trammelling


def trammelling_agrees(reference: Reference, checks: Checks) -> None:
    """What the way to each node removes, and which gaps the completions that explain it settle."""
    if reference.by_functions:
        return  # what stochastic dominance settles is not said to be all

    document = reference.document
    found = trammelling(document)
    naive, dsm = (solve(document, rule, limit=LIMIT).branches for rule in ("naive", "dsm"))
    checks.equal("nodes", list(found.nodes), reference.choice_nodes)
    checks.true("everything was found", found.complete)
    for node, told in found.nodes.items():
        ids = [branch.id for branch in document.children(node)]
        removed = {id_ for id_ in ids if naive[id_].permitted and not dsm[id_].permitted}
        checks.equal(f"removed at {node}", set(told.removed), removed)
        wanted = expected_trammelling(reference, node)
        if wanted is None:
            continue
        checks.found += bool(wanted.settled) or not wanted.explained
        checks.equal(f"the way to {node} is explained", told.explained, wanted.explained)
        checks.equal(f"settled at {node}", set(told.settled), wanted.settled)


Agreement = Callable[[Reference, Checks], None]

#: What is compared on each tree.  What naive permits is rationalised: that includes what all rules
#: permit that look for maximal plans, and dominated plans, which no completion is behind.
RULE_SUBJECTS: Mapping[str, Agreement] = {rule: partial(rule_agrees, rule) for rule in RULES}
OTHER_SUBJECTS: Mapping[str, Agreement] = {"trammelling": trammelling_agrees}
POLICY_SUBJECTS: Mapping[str, Agreement] = {
    "improve": improvement_agrees,
    "rationalise": partial(rationales_agree, "naive"),
}
SUBJECTS: Mapping[str, Agreement] = {**RULE_SUBJECTS, **POLICY_SUBJECTS, **OTHER_SUBJECTS}


def is_silent(subject: str, relation: str) -> bool:
    """Whether nothing is compared of a subject under a relation."""
    return relation in BY_FUNCTIONS and subject in {*BY_INTERVALS, "trammelling"}


def random_reference(seed: int, relation: str) -> Reference:
    """The reference of a random tree."""
    return Reference(random_document(seed, relation=relation))


def all_agree(
    seeds: range,
    subjects: Mapping[str, Agreement],
    relation: str = DEFAULT_RELATION,
    make: Callable[[int, str], Reference] = random_reference,
    each: int | None = None,
) -> dict[str, Checks]:
    """Compare on the trees of these seeds; what disagrees is raised with its seed.

    ``each``: a tree is about so many subjects, in turn, rather than about all.
    """
    counted = {subject: Checks() for subject in subjects}
    for seed in seeds:
        reference = make(seed, relation)
        for place, (subject, compare) in enumerate(subjects.items()):
            if each is not None and (place - seed * each) % len(subjects) >= each:
                continue
            try:
                compare(reference, counted[subject])
            except AssertionError as error:
                raise Disagreement(f"seed {seed}, {subject}: {error}") from error
    return counted
