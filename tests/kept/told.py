"""Everything that is said of a few documents, in one text for each, to be kept and compared.

Explanations stand there with all their parts, not only in words; then what is said of pairs of
outcomes, of money pumps and of all rules side by side, and the documents walked through.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from functools import partial
from itertools import islice
from types import ModuleType
from typing import Any, Final
from unittest.mock import patch

import assets
import solver.analyses.rule_comparison as rules_side_by_side
import solver.explain.case as analysed_case
import solver.words.names as why_names
from solver.analyses import walk_through
from solver.analyses.money_pump import pump
from solver.analyses.rule_comparison import side_by_side
from solver.analyses.walk_through import Walk, position, result, walked_tree
from solver.budget import Budget
from solver.document.elements import Kind
from solver.document.model import Document
from solver.errors import NotSolvable
from solver.explain import witnesses
from solver.explain.case import Case
from solver.explain.explanation import Explanation
from solver.explain.outcome_pair import reason
from solver.formats.quandary import loads
from solver.rules import RULES, caprice, e_admissible, naive, resolute, solve
from solver.rules.why import said, why_branch, why_plan
from solver.words import contrast_words, outcome_pair_words
from solver.words.outcome_pair_words import heading, sentences
from tests.documents.told_documents import DOCUMENTS
from tests.kept.telling import shown, stated
from tests.reference.all_plans import Reference

PLANS: Final = 4  # of a document are asked about
#: Documents that are also told of with little room, and with so many prospects allowed.
LITTLE: Final = ("many", "off-the-plan", "three-bets", "caprice-clauses", "pizza")
LEFT: Final = {"off-the-plan": 12, "three-bets": 6, "pizza": 4, "same-names": 4, "shutdown": 2}
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
PAIRS: Final = 30
WALKS: Final = 6


def documents() -> Iterator[tuple[str, Document]]:
    """All documents that are told of, by name."""
    for example in assets.EXAMPLES:
        yield example.name, loads(assets.example_text(example.name))
    yield from DOCUMENTS.items()


def told(document: Document) -> str:
    """All that is said of a document."""
    parts = (explanations, pairs, rules, walks)
    return "".join(f"{line}\n" for part in parts for line in part(document))


def told_little(document: Document) -> str:
    """The same where everything that is gone through or shown is limited to two."""
    with ExitStack() as limits:
        for module, names in LIMITS:
            for name in names.split():
                limits.enter_context(patch.object(module, name, 2))
        limits.enter_context(patch.object(rules_side_by_side, "MOST_SECONDS", 1000.0))
        return told(document)


def told_in_part(document: Document, left: int) -> str:
    """Explanations and walks where the budget does not suffice for all sets of plans."""

    def little(cancelled: Callable[[], bool] | None) -> Budget:
        return Budget(cancelled, left=left)

    with patch.object(analysed_case, "Budget", little):
        lines = (*explanations(document), *walks(document))
        return "".join(f"{line}\n" for line in lines)


def everything() -> Iterator[tuple[str, Callable[[], str]]]:
    """The name of each text that is kept, and how it is made."""
    for name, document in documents():
        yield name, partial(told, document)
        if name in LITTLE:
            yield f"{name}-little", partial(told_little, document)
        if name in LEFT:
            yield f"{name}-in-part", partial(told_in_part, document, LEFT[name])


# --------------------------------------------------------------------------------- parts


def explanations(document: Document) -> Iterator[str]:
    """Every branch and some plans under every rule."""
    on = Case.of(document)
    plans = _plans(on)
    for rule in RULES:
        if problem := _problem(document, rule):
            yield f"== {rule}: {problem}"
            continue
        for number, node in enumerate(on.tree.ids):
            for branch in on.tree.branches[number] if on.tree.kinds[number] is Kind.CHOICE else ():
                yield f"== {rule}: {branch} at {node}"
                yield from _explained(document, lambda b=branch, r=rule: why_branch(on, r, b))
        for plan in plans:
            yield f"== {rule}: plan {shown(plan)}"
            yield from _explained(document, lambda p=plan, r=rule: why_plan(on, r, p))


def _explained(document: Document, asked: Any) -> Iterator[str]:
    found: Explanation = asked()
    words = said(document, found)
    yield from words.sentences
    assert words.clause == found.clause.text
    parts = {k: v for k, v in stated(found) if k not in ("rule", "branch")}
    for witness in (*parts.pop("witnesses", ()), parts.pop("dominated_by", None)):
        for name, value in stated(witness) if witness is not None else ():
            yield f"  {name}: {shown(value)}"
            if name == "completion":
                yield f"  {shown(value.completion)}"
    yield f"  {', '.join(f'{name} {shown(value)}' for name, value in parts.items())}"


def _problem(document: Document, rule: str) -> str:
    try:
        solve(document, rule)
    except NotSolvable as problem:
        return problem.message
    return ""


def _plans(on: Case) -> list[Mapping[str, str]]:
    """Some plans, from the first to the last."""
    reference = Reference(on.document)
    every = [dict(plan.choices) for plan in islice(reference.plans(reference.root), 2000)]
    step = max(1, -(-len(every) // PLANS))
    return every[::step]


def pairs(document: Document) -> Iterator[str]:
    """Why outcomes compare as they do."""
    outcomes = list(document.outcomes)
    every = [(x, y) for x in outcomes for y in outcomes if x != y]
    for x, y in every[:: max(1, -(-len(every) // PAIRS))]:
        found = reason(document, x, y)
        yield f"== {heading(found)}"
        yield from sentences(document, found)


def rules(document: Document) -> Iterator[str]:
    """All rules side by side, with the money pumps that there are."""
    found = side_by_side(document)
    yield "== side by side"
    yield f"differing: {shown(sorted(found.differing))}"
    for id_, one in found.rules.items():
        yield f"{id_}: exploitable {one.is_exploitable}, {one.problem}{one.not_rationalised}"
        if one.solution is not None:
            yield f"  plans: {one.solution.plans_total}, dominated {one.solution.dominated_total}"
        if one.rationalised is not None:
            yield f"  rationalised: {shown(one.rationalised)}"
        if one.solution is not None and one.dominated is not None:
            for name, value in stated(pump(found.tree, one.solution, one.dominated)):
                for entry in value if name == "steps" else [value]:
                    yield f"  pump.{name}: {shown(entry)}"


def walks(document: Document) -> Iterator[str]:
    """Where some walks come to under two rules."""
    for rule in ("caprice", "dsm"):
        on = walked_tree(document, rule)
        for walk in _walks(document):
            here = position(on, walk)
            yield f"== {rule}: walk {', '.join(walk) or 'at the root'}"
            for name, value in stated(here):
                yield f"  {name}: {shown(value)}"
            if here.kind is Kind.OUTCOME:
                yield f"  result: {shown(result(on, walk))}"


def _walks(document: Document) -> list[Walk]:
    document = document.expanded
    assert document.root_id is not None
    every: list[Walk] = []
    stack: list[tuple[str, Walk]] = [(document.root_id, ())]
    while stack:
        node, walk = stack.pop()
        every.append(walk)
        stack += [(b.target, (*walk, b.id)) for b in reversed(document.children(node))]
    return every[:: max(1, -(-len(every) // WALKS))]
