"""The words of trees and the frames in which they are shown, as lines that are kept and compared."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

import msgspec

from solver.document.elements import Kind
from solver.document.model import Document
from solver.document.shares import shares
from solver.document.style import PROBABILITIES, Style
from solver.errors import NotSolvable
from solver.page.reached import reached
from solver.page.talk_steps import Step, Where, frames, generated
from solver.rules import solve
from solver.solution import Solution
from solver.words.names import Names
from solver.words.tree_texts import (
    Payoffs,
    branch_detail,
    outcome_detail,
    outcome_title,
    prospect_text,
)
from tests.documents.told_documents import told_of
from tests.documents.trees import chance, choice, document, outcome
from tests.kept.telling import shown

STYLES: Final = {form: Style(probabilities=form) for form in PROBABILITIES} | {
    "bare": Style(payoffs=False, values=False)
}


def labelled() -> Document:
    """Labels, remainders, parameters, policies, payoffs on one criterion, several scales, drafts."""
    lot = chance(
        "lot",
        ("one", "A", {"probability": "p", "payoff": -2}),
        ("two", "B", {"probability": "1/6", "payoff": "+3"}),
        ("rest", "C"),
    )
    pick = choice(
        "pick", ("first", "D", {"policy": "2/3", "payoff": 4}), ("second", "E"), ("third", "F")
    )
    tree = choice("top", ("try", lot, {"payoff": "(1 + 1)/7"}), ("leave", pick))
    outcomes = [
        {**outcome("A", "s", 1), "label": "Apple"},
        outcome("B", "s", "-1/3"),
        {**outcome("C", "t", "0.25"), "label": "Cherry"},
        outcome("D"),
        outcome("E", "t", 2),
        outcome("F", "u", 2),
    ]
    made = document(tree, outcomes, parameters=[{"id": "p", "value": "1/3"}], root="top")
    node = made.nodes[next(id_ for id_, n in made.nodes.items() if n.outcome == "F")]
    spare = msgspec.structs.replace(node, id="loose", outcome=None)
    gone = msgspec.structs.replace(node, id="gone", outcome="G")
    return replace(made, nodes={**made.nodes, "loose": spare, "gone": gone})


#: Of these only what stands at nodes and branches, of the others the frames, too.
WORDS_ONLY: Final = ("paid", "costs", "timesteps")
WHOLE: Final = ("same-names",)


def all_documents() -> Iterator[tuple[str, Document]]:
    """Some of those that are told of, and one more."""
    every = told_of()
    yield from ((name, every[name]) for name in (*WORDS_ONLY, *WHOLE))
    yield "labelled", labelled()


def words(of: Document) -> Iterator[str]:
    """All that stands at nodes and branches, in every style."""
    of = of.expanded
    payoffs = Payoffs(of)
    for id_, node in of.nodes.items():
        if node.kind is Kind.OUTCOME:
            details = {n: outcome_detail(of, node, payoffs, s) for n, s in STYLES.items()}
            yield f"{id_}: {outcome_title(of, node)} | {_different(details)} | {shown(payoffs.above(id_))}"
        branches = of.children(id_)
        known = shares(node, branches, of.parameter_values).values if branches else {}
        for branch in branches:
            share = known.get(branch.id)
            details = {
                n: branch_detail(payoffs.names, node, branch, share, s) for n, s in STYLES.items()
            }
            yield f"{branch.id}: {_different(details)}"


def _different(details: Mapping[str, str]) -> str:
    usual = details["typed"]
    return "; ".join([usual, *(f"{n}: {t}" for n, t in details.items() if t != usual)])


def answers(of: Document) -> Iterator[str]:
    """What each rule's plans lead to, and the frames that show what it says."""
    yield from _frames(of, None, _pieces(of.expanded))
    for rule in ("eu", "dsm"):
        try:
            found = solve(of, rule)
        except NotSolvable:
            continue
        yield f"== {rule}"
        yield f"reached: {shown(reached(of.expanded, found, None))}"
        for one in found.plans[:2]:
            yield f"reached by {shown(one.plan.choices)}: {shown(reached(of.expanded, found, one.plan))}"
            for name in ("typed", "decimal", "percent", "none"):
                yield f"  {prospect_text(Names(of), one.plan.prospect, STYLES[name])}"
        yield from _frames(of, found)


def _pieces(of: Document) -> tuple[Step, ...]:
    """Steps made by hand, each about a part of the tree."""
    nodes, branches = of.tree, list(of.branches)
    first, last = nodes[1 % len(nodes)], nodes[-1]
    part, other = Where((last,), (branches[0],), (first,)), Where((), (branches[-1],))
    return (
        Step("structure", where=Where(subtrees=(first, "gone"))),
        Step("values", where=Where((last, "gone"))),
        Step("probabilities", where=part, highlight=other),
        Step("structure", zoom=first),
        Step("nothing", highlight=part, where=Where((first,))),
        Step("rollback", where=part, stage=1, rule="eu"),
        Step("rollback", stage=2, rule="eu"),
        Step("verdict", rule="dsm", where=other),
        Step("verdict", rule="dsm", where=part),
        Step("probabilities"),
        Step("values"),
        Step("plan", plan={nodes[0]: branches[0]}, rule="dsm"),
        Step("verdict"),
    )


def _frames(
    of: Document, found: Solution | None, steps: tuple[Step, ...] | None = None
) -> Iterator[str]:
    steps = generated(of, found) if steps is None else steps
    for frame in frames(of, steps):
        yield f"-- {shown(frame.step)}"
        for name in frame.__dataclass_fields__:
            value = getattr(frame, name)
            if name != "step" and value is not None and (value or not isinstance(value, frozenset)):
                yield f"  {name}: {shown(value)}"


def drawn() -> Iterator[str]:
    """All of it in one text."""
    for name, of in all_documents():
        yield f"=== {name}"
        yield from words(of)
        if name not in WORDS_ONLY:
            yield from answers(of)
