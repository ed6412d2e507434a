"""What the solver says in words, question by question: the one place that knows how it is asked.

Each function gives the answers to all questions of one topic about one document.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from fractions import Fraction
from itertools import islice
from types import ModuleType
from typing import Final
from unittest.mock import patch

import solver.analyses.rule_comparison as rules_side_by_side
import solver.explain.case as analysed_case
from solver.analyses import walk_through
from solver.analyses.money_pump import Pump, pump
from solver.analyses.policies import improve
from solver.analyses.policy_faces.fixed_total import forced, probability_of
from solver.analyses.policy_faces.undominated_policies import Policies, Total
from solver.analyses.rule_comparison import SideBySide, side_by_side
from solver.analyses.walk_through import Walk, position, result, walked_tree
from solver.analysis_words import compare_words, money_pump_words, policy_words, walk_words
from solver.budget import Budget
from solver.document.elements import Kind
from solver.document.model import Document
from solver.errors import NotSolvable
from solver.explain import witnesses
from solver.explain.case import Case
from solver.explain.explanation import Explanation
from solver.explain.outcome_pair import reason
from solver.rules import RULES, caprice, e_admissible, naive, resolute, solve
from solver.rules.why import said, why_branch, why_plan
from solver.words import contrast_words, outcome_pair_words, plan_names
from solver.words.contrast_words import completion_words
from solver.words.explanation_words import seen
from solver.words.names import Names as Called
from solver.words.outcome_pair_words import heading, sentences
from solver.words.plan_names import plan_name
from tests.kept.phrases import Answer, Names, each
from tests.reference.all_plans import Reference
from tests.reference.opinions import plain
from tests.reference.rules import BY_INTERVALS

PLANS: Final = 4  # of a document are asked about
WALKS: Final = 12
PAIRS: Final = 30
#: How much is gone through or shown at most.
LIMITS: Final[tuple[tuple[ModuleType, str], ...]] = (
    (witnesses, "MOST SHOWN"),
    (caprice, "MOST SHOWN"),
    (e_admissible, "SHOWN"),
    (resolute, "MOST"),
    (naive, "MOST"),
    (contrast_words, "SHOWN"),
    (outcome_pair_words, "SHOWN"),
    (plan_names, "TOLD"),
    (walk_through, "MOST_PLANS MOST_OFFERS MOST_NODES MOST_TOLD"),
    (rules_side_by_side, "MOST_PLANS MOST_LOOKED_AT"),
)


#: Rules of which all sentences are kept; those on intervals and credences have tests of their own.
KEPT_RULES: Final = tuple(rule for rule in RULES if rule not in (*BY_INTERVALS, "credence"))


@contextmanager
def little() -> Iterator[None]:
    """Everything that is gone through or shown is limited to two."""
    with ExitStack() as limits:
        for module, names in LIMITS:
            for name in names.split():
                limits.enter_context(patch.object(module, name, 2))
        limits.enter_context(patch.object(rules_side_by_side, "MOST_SECONDS", 1000.0))
        yield


@contextmanager
def in_part(left: int) -> Iterator[None]:
    """The budget does not suffice for all sets of plans."""

    def scarce(cancelled: object) -> Budget:
        return Budget(None, left=left)

    with patch.object(analysed_case, "Budget", scarce):
        yield


# ------------------------------------------------------------------------ explanations


def asked_why(name: str, document: Document) -> Iterator[tuple[str, Explanation]]:
    """Every branch and some plans under every rule that applies."""
    on = Case.of(document)
    plans = some_plans(on.document)
    for rule in KEPT_RULES:
        if problem(on, rule):
            continue
        for number, node in enumerate(on.tree.ids):
            if on.tree.kinds[number] is Kind.CHOICE:
                for branch in on.tree.branches[number]:
                    yield f"{name}, {rule}: {branch} at {node}", why_branch(on, rule, branch)
        for plan in plans:
            steps = ", ".join(plan.values()) or "nothing"
            yield f"{name}, {rule}: the plan {steps}", why_plan(on, rule, plan)


def explanations(name: str, document: Document) -> Iterator[tuple[str, Answer]]:
    """By topic: what is said, by which clause, and how plans, prospects and utilities are told."""
    names = Names.of(document)
    called = Called(document)
    for asked, found in asked_why(name, document):
        words = said(called, found)
        assert words.clause == found.clause.text
        yield "explanations", Answer(asked, words.sentences, names)
        clause = f"{found.rule}: {found.clause.name}"
        if found.clause.text:
            yield "clauses", Answer(clause, each(found.clause.text), fine=True)
        for text in _parts(called, found):
            yield "plans", Answer(asked, (text,), names, fine=True)


def _parts(called: Called, found: Explanation) -> Iterator[str]:
    for witness in found.witnesses:
        for part in filter(None, (witness.part, witness.other)):
            yield seen(called, part)
        if witness.completion is not None:
            yield completion_words(called, witness.completion, witness.completion.utility)


def problem(on: Case, rule: str) -> str:
    """Why a rule cannot be applied."""
    try:
        RULES[rule].require(on)
    except NotSolvable as error:
        return error.message
    return ""


def problems(name: str, document: Document) -> Iterator[Answer]:
    on = Case.of(document)
    for rule in KEPT_RULES:
        if why := problem(on, rule):
            yield Answer(f"{name}, {rule}", each(why), Names.of(document))


def some_plans(document: Document) -> list[Mapping[str, str]]:
    """Some plans, from the first to the last."""
    reference = Reference(plain(document))
    every = [dict(plan.choices) for plan in islice(reference.plans(reference.root), 2000)]
    return every[:: max(1, -(-len(every) // PLANS))]


# --------------------------------------------------------------------- pairs and pumps


def reasons(name: str, document: Document) -> Iterator[Answer]:
    """Why outcomes compare as they do."""
    outcomes, called = list(document.outcomes), Called(document)
    every = [(x, y) for x in outcomes for y in outcomes if x != y]
    for x, y in every[:: max(1, -(-len(every) // PAIRS))]:
        found = reason(document, x, y)
        asked = f"{name}: {heading(called, found)}"
        yield Answer(asked, sentences(called, found), Names.of(document))


def pumps(name: str, found: SideBySide) -> Iterator[tuple[str, Pump]]:
    """The money pumps of all rules."""
    for rule, one in found.rules.items():
        if one.solution is not None and one.dominated is not None:
            yield f"{name}, {rule}", pump(found.tree, one.solution, one.dominated)


def pumped(name: str, document: Document) -> Iterator[Answer]:
    document = document.expanded
    names, called, found = Names.of(document), Called(document), side_by_side(document)
    for asked, one_pump in pumps(name, found):
        words = money_pump_words
        texts = (
            words.pump_text(called, one_pump, "The rule"),
            *(words.step_text(called, step) for step in one_pump.steps),
            words.ending_text(called, one_pump),
            words.turn_text(one_pump),
        )
        told = [sentence for text in filter(None, texts) for sentence in each(text)]
        yield Answer(asked, told, names)
    yield Answer(name, compare_words.silent(found), names)


# ------------------------------------------------------------------------------- walks


def some_walks(document: Document, most: int = WALKS) -> list[Walk]:
    document = document.expanded
    assert document.root_id is not None
    every: list[Walk] = []
    stack: list[tuple[str, Walk]] = [(document.root_id, ())]
    while stack:
        node, walk = stack.pop()
        every.append(walk)
        stack += [(b.target, (*walk, b.id)) for b in reversed(document.children(node))]
    return every[:: max(1, -(-len(every) // most))]


def walked(name: str, document: Document) -> Iterator[Answer]:
    """What is said on the way, and at the end."""
    document = document.expanded
    words, names, called = walk_words, Names.of(document), Called(document)
    case = Case.of(document)
    for rule in ("naive", "caprice", "dsm"):
        on = walked_tree(case, rule)
        for walk in some_walks(document):
            here = position(on, walk)
            texts = [
                words.place_text(called, here),
                words.verdict_text(called, here, RULES[rule]),
                words.off_plan_text(called, here, RULES[rule]),
                *(words.step_text(called, step) for step in here.steps),
                *(text for down in here.turned_down for text in words.turned_down_texts(called, down)),
            ]  # fmt: skip
            if here.kind is Kind.OUTCOME:
                texts.append(words.result_text(called, result(on, walk), RULES[rule]))
            asked = f"{name}, {rule}: walk {', '.join(walk) or 'at the root'}"
            told = [sentence for text in filter(None, texts) for sentence in each(text)]
            yield from (Answer(asked, (sentence,), names) for sentence in told)


# ---------------------------------------------------------------------------- policies


def policies(name: str, document: Document) -> Iterator[Answer]:
    """Plans, policies and what is forced, as the pages list them."""
    document = document.expanded
    words = policy_words
    names, called = Names.of(document), Called(document)
    case = Case.of(document)
    found = Policies.of(case)
    shares = found.stated(document)
    assert shares is not None
    shown = {n: document.children(n)[0].id for n in document.tree if len(document.children(n)) > 1
             and document.nodes[n].kind is Kind.CHOICE}  # fmt: skip
    now = found.policy(shares)
    yield Answer(
        f"{name}: its policy", (words.policy_text(called, now.policy, shown),), names, fine=True
    )
    better = improve(case).better
    if better is not None:
        moved = words.moved_text(called, now.prospect, better.prospect)
        yield Answer(f"{name}: a better policy", (moved,), names)
    regions = words.regions_text(called, found.regions())
    yield Answer(f"{name}: undominated policies", (regions,), names)
    for total in map(Total, found.tree.used_outcomes[:2]):
        for held in (probability_of(found, total, shares), Fraction(1, 3)):
            answer = forced(found, total, held)
            ranges = words.ranges_text(called, answer.ranges, shown, answer.avoidable)
            asked = f"{name}: {total.name} held at {held}"
            yield Answer(asked, (ranges,) if ranges else (), names, fine=True)
    for entry in solve(case, "naive").plans[:3]:
        plan = entry.plan
        asked = f"{name}: a plan"
        yield Answer(asked, (plan_name(called, plan.choices),), names, fine=True)
        yield Answer(asked, (called.prospect(plan.prospect),), names, fine=True)
        whole = called.whole_prospect(plan.prospect).replace("\n", " | ")
        yield Answer(asked, (whole,), names, fine=True)
