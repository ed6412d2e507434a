"""What the solver says in words, question by question: the one place that knows how it is asked.

Each function gives the answers to all questions of one topic about one document.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from fractions import Fraction
from itertools import islice
from types import ModuleType
from typing import Final
from unittest.mock import patch

import solver.analyses.rule_comparison as rules_side_by_side
import solver.explain.case as analysed_case
import solver.words.names as why_names
from solver.analyses import walk_through
from solver.analyses.fixed_total import forced, probability_of
from solver.analyses.money_pump import Pump, pump
from solver.analyses.policies import improve
from solver.analyses.rule_comparison import side_by_side
from solver.analyses.undominated_policies import Policies, Total
from solver.analyses.walk_through import Walk, position, result, walked_tree
from solver.analysis_words import money_pump_words, policy_words, walk_words
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
from solver.words import contrast_words, outcome_pair_words
from solver.words.contrast_words import lottery_words, utilities_words
from solver.words.names import plan_words
from solver.words.outcome_pair_words import heading, sentences
from solver.words.plan_words import lottery_text, lottery_tip, plan_text
from tests.kept.phrases import Answer, Names, each
from tests.reference.all_plans import Reference

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
    (why_names, "LISTED"),
    (walk_through, "MOST_PLANS MOST_PROSPECTS MOST_NODES MOST_LOTTERIES"),
    (rules_side_by_side, "MOST_PLANS MOST_LOOKED_AT"),
)


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
    for rule in RULES:
        if problem(document, rule):
            continue
        for number, node in enumerate(on.tree.ids):
            if on.tree.kinds[number] is Kind.CHOICE:
                for branch in on.tree.branches[number]:
                    yield f"{name}, {rule}: {branch} at {node}", why_branch(on, rule, branch)
        for plan in plans:
            steps = ", ".join(plan.values()) or "nothing"
            yield f"{name}, {rule}: the plan {steps}", why_plan(on, rule, plan)


def explanations(name: str, document: Document) -> Iterator[tuple[str, Answer]]:
    """By topic: what is said, and how plans, lotteries and utilities are told."""
    names = Names.of(document)
    for asked, found in asked_why(name, document):
        words = said(document, found)
        assert words.clause == found.clause.text
        yield "explanations", Answer(asked, words.sentences, names)
        for text in _parts(document.expanded, found):
            yield "plans", Answer(asked, (text,), names, fine=True)


def _parts(document: Document, found: Explanation) -> Iterator[str]:
    for witness in found.witnesses:
        for part in filter(None, (witness.part, witness.other)):
            yield f"{plan_words(document, part)} ({lottery_words(part.prizes)})"
        if witness.completion is not None:
            yield utilities_words(witness.completion.utility)


def clauses(name: str, document: Document) -> Iterator[Answer]:
    """What each clause of a rule says, of those that are come to."""
    for _, found in asked_why(name, document):
        yield Answer(f"{found.rule}: {found.clause.name}", each(found.clause.text), fine=True)


def problem(document: Document, rule: str) -> str:
    """Why a rule cannot be applied."""
    try:
        solve(document, rule)
    except NotSolvable as error:
        return error.message
    return ""


def problems(name: str, document: Document) -> Iterator[Answer]:
    for rule in RULES:
        if why := problem(document, rule):
            yield Answer(f"{name}, {rule}", each(why), Names.of(document))


def some_plans(document: Document) -> list[Mapping[str, str]]:
    """Some plans, from the first to the last."""
    reference = Reference(document)
    every = [dict(plan.choices) for plan in islice(reference.plans(reference.root), 2000)]
    return every[:: max(1, -(-len(every) // PLANS))]


# --------------------------------------------------------------------- pairs and pumps


def reasons(name: str, document: Document) -> Iterator[Answer]:
    """Why outcomes compare as they do."""
    outcomes = list(document.outcomes)
    every = [(x, y) for x in outcomes for y in outcomes if x != y]
    for x, y in every[:: max(1, -(-len(every) // PAIRS))]:
        found = reason(document, x, y)
        asked = f"{name}: {heading(found)}"
        yield Answer(asked, sentences(document, found), Names.of(document))


def pumps(name: str, document: Document) -> Iterator[tuple[str, Pump]]:
    """The money pumps of all rules."""
    found = side_by_side(document)
    for rule, one in found.rules.items():
        if one.solution is not None and one.dominated is not None:
            yield f"{name}, {rule}", pump(found.tree, one.solution, one.dominated)


def pumped(name: str, document: Document) -> Iterator[Answer]:
    document = document.expanded
    names = Names.of(document)
    for asked, found in pumps(name, document):
        words = money_pump_words
        texts = (
            words.pump_text(document, found, "The rule"),
            *(words.step_text(document, step) for step in found.steps),
            words.ending_text(document, found),
            words.turn_text(found),
        )
        told = [sentence for text in filter(None, texts) for sentence in each(text)]
        yield Answer(asked, told, names)
    for rule, one in side_by_side(document).rules.items():
        if one.not_rationalised:
            yield Answer(f"{name}, {rule}", each(one.not_rationalised), names)


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
    words, names = walk_words, Names.of(document)
    for rule in ("naive", "caprice", "dsm"):
        on = walked_tree(document, rule)
        for walk in some_walks(document):
            here = position(on, walk)
            texts = [
                words.place_text(document, here),
                words.verdict_text(document, here, RULES[rule]),
                words.off_plan_text(document, here, RULES[rule]),
                *(words.step_text(document, step) for step in here.steps),
                *(text for down in here.turned_down for text in words.turned_down_texts(document, down)),
            ]  # fmt: skip
            if here.kind is Kind.OUTCOME:
                texts.append(words.result_text(document, result(on, walk), RULES[rule]))
            asked = f"{name}, {rule}: walk {', '.join(walk) or 'at the root'}"
            told = [sentence for text in filter(None, texts) for sentence in each(text)]
            yield from (Answer(asked, (sentence,), names) for sentence in told)


# ---------------------------------------------------------------------------- policies


def policies(name: str, document: Document) -> Iterator[Answer]:
    """Plans, policies and what is forced, as the pages list them."""
    document = document.expanded
    words = policy_words
    names = _with_branches(document)
    found = Policies.of(document)
    shares = found.stated(document)
    assert shares is not None
    shown = {n: document.children(n)[0].id for n in document.tree if len(document.children(n)) > 1
             and document.nodes[n].kind is Kind.CHOICE}  # fmt: skip
    now = found.policy(shares)
    yield Answer(
        f"{name}: its policy", (words.policy_text(document, now.policy, shown),), names, fine=True
    )
    better = improve(document).better
    if better is not None:
        moved = words.moved_text(now.lottery, better.lottery)
        yield Answer(f"{name}: a better policy", (moved,), names)
    regions = words.regions_text(document, found.regions())
    yield Answer(f"{name}: undominated policies", (regions,), names)
    for total in map(Total, found.tree.used_outcomes[:2]):
        for held in (probability_of(found, total, shares), Fraction(1, 3)):
            ranges = words.ranges_text(document, forced(found, total, held).ranges, shown)
            asked = f"{name}: {total.name} held at {held}"
            yield Answer(asked, (ranges,) if ranges else (), names, fine=True)
    for entry in solve(document, "naive").plans[:3]:
        plan = entry.plan
        asked = f"{name}: a plan"
        yield Answer(asked, (plan_text(document, plan),), names, fine=True)
        yield Answer(asked, (lottery_text(plan.lottery),), names, fine=True)
        yield Answer(
            asked, (lottery_tip(document, plan.lottery).replace("\n", " | "),), names, fine=True
        )


def _with_branches(document: Document) -> Names:
    """Here names of nodes and branches stand without quotation marks, too."""
    elements = (*document.nodes.values(), *document.branches.values())
    more = {each.id for each in elements} | {each.label or each.id for each in elements}
    return replace(names := Names.of(document), every=names.every | more)
