"""Answers kept up to date while a document is edited are those that solving anew gives."""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from solver.document.changes import Changes, changes
from solver.document.elements import Kind, Parameter
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import AddNode, Delete, SetBranch, SetNode, SetOutcome
from solver.errors import NotSolvable
from solver.formats.quandary import dumps, loads
from solver.rules import RULES, solve
from solver.rules.incremental import Live
from solver.solution import Solution
from tests.documents.at_random.random_documents import random_document
from tests.documents.trees import chance, choice, document, outcome

NUMBERS = ("0", "1", "1/2", "1/3", "2/3", "#", "-2", "7", "5/4", "0.1", "1/0")


def spelled(solve: Callable[..., Solution], document: Document, rule: str) -> Any:
    """All that an answer says, or why there is none."""
    try:
        found = solve(document, rule)
    except NotSolvable as error:
        return [finding.message for finding in error.findings]
    plans = [
        (
            dict(p.plan.choices),
            dict(p.plan.lottery),
            p.dominated_by and dict(p.dominated_by.choices),
        )
        for p in found.plans
    ]
    return (
        dict(found.branches),
        plans,
        found.plans_total,
        found.complete,
        found.value,
        found.gaps,
        found.off_plan,
    )


def any_edit(draw: random.Random, before: Document) -> Document:
    """One edit of some number; sometimes of several, of the shape, or of nothing that counts."""
    number = Numeral(draw.choice(NUMBERS))
    kind = draw.randrange(12)
    branch = before.branches[draw.choice(list(before.branches))]
    chance_node = before.nodes[branch.source].kind is Kind.CHANCE
    if kind < 4:
        siblings = before.children(branch.source)
        if chance_node and len(siblings) == 2:
            p = draw.randrange(5)
            after = SetBranch(siblings[0].id, {"probability": Numeral(f"{p}/4")}).apply(before)
            return SetBranch(siblings[1].id, {"probability": Numeral("#")}).apply(after)
        field = "probability" if chance_node else "policy"
        return SetBranch(branch.id, {field: number}).apply(before)
    if kind < 6:
        value = {draw.choice(before.criterion_ids): number}
        return SetBranch(branch.id, {"payoff": draw.choice((value, None))}).apply(before)
    if kind < 10:
        having = [o for o in before.outcomes.values() if o.value is not None]
        if not having:
            return before
        chosen = draw.choice(having)
        value = chosen.value
        new = number if isinstance(value, Numeral) else dict.fromkeys(value or {}, number)
        return SetOutcome(chosen.id, {"value": new}).apply(before)
    if kind == 10:
        return SetNode(branch.source, {"label": "another"}).apply(before)
    if draw.random() < 0.5:
        return Delete((branch.target,)).apply(before)
    return AddNode(Kind.OUTCOME, parent=branch.source).apply(before)


@pytest.mark.parametrize("rule", ["eu", "dsm", "caprice"])
def test_edits_one_after_the_other(rule: str) -> None:
    draw = random.Random(rule)
    mended = 0
    for seed in range(18):
        start = random_document(seed, complete=rule == "eu" and seed % 3 > 0)
        if len(start.branches) < 2:
            continue
        live, at, past = Live(), start, [start]
        for _ in range(12):
            at = any_edit(draw, draw.choice(past) if draw.random() < 0.2 else at)
            if not at.branches:
                break
            past.append(at)
            tree = live._mended
            assert spelled(live.solve, at, rule) == spelled(solve, at, rule), dumps(at)
            mended += tree is not None and live._mended is tree
    assert mended > 10  # the quick way was really taken


def with_parameter(before: Document, draw: random.Random) -> Document:
    """Some of its numbers by a parameter, which is between 0 and 1."""
    after = before
    for node in before.nodes.values():
        siblings = before.children(node.id)
        if len(siblings) == 2 and draw.random() < 0.6:
            field = "probability" if node.kind is Kind.CHANCE else "policy"
            for branch, text in zip(
                siblings, draw.choice((("p", "1 - p"), ("p/2", "#"))), strict=True
            ):
                after = SetBranch(branch.id, {field: Numeral(text)}).apply(after)
    for own in before.outcomes.values():
        if own.value is not None and draw.random() < 0.4:
            numbers = Numeral(draw.choice(("p", "3*p - 1", "1/p")))
            value = numbers if isinstance(own.value, Numeral) else dict.fromkeys(own.value, numbers)
            after = SetOutcome(own.id, {"value": value}).apply(after)
    paid = draw.choice(list(before.branches))
    payoff = {before.criterion_ids[0]: Numeral("2*p - 1")}
    after = SetBranch(paid, {"payoff": draw.choice((payoff, None))}).apply(after)
    return moved(after, "1/2")


def moved(document: Document, number: str) -> Document:
    """The parameter has another value."""
    return replace(document, parameters={"p": Parameter(id="p", value=Numeral(number))})


@pytest.mark.parametrize("rule", ["eu", "dsm", "e-admissible"])
def test_a_parameter_moves(rule: str) -> None:
    draw = random.Random(rule)
    mended = 0
    for seed in range(24):
        start = random_document(seed, complete=rule == "eu" and seed % 3 > 0)
        if len(start.branches) < 2:
            continue
        at, live = with_parameter(start, draw), Live()
        for _ in range(6):
            at = moved(at, draw.choice(("0", "1/4", "1/2", "3/4", "1", "2")))
            at = any_edit(draw, at) if draw.random() < 0.2 else at
            if not at.branches:
                break
            tree = live._mended
            assert spelled(live.solve, at, rule) == spelled(solve, at, rule), dumps(at)
            mended += tree is not None and live._mended is tree
    assert mended > 3  # the quick way was really taken


def test_an_answer_is_not_touched_by_later_edits() -> None:
    start = document(
        choice("n", ("a", "x"), ("b", chance("c", ("p", "y", {"probability": "1/2"}), ("q", "x")))),
        [outcome("x", "s", 1), outcome("y", "s", 2)],
    )
    live = Live()
    live.solve(start, "eu")
    half = live.solve(SetOutcome("y", {"value": Numeral("3")}).apply(start), "eu")
    lower = SetBranch("p", {"probability": Numeral("0")}).apply(start)
    live.solve(lower, "eu")
    assert half.value == 2
    assert dict(half.plans[0].plan.lottery) == {"x": half.value / 4, "y": half.value / 4}
    assert half.branches["b"].reachable
    assert not half.branches["a"].permitted


def test_all_rules_take_turns() -> None:
    start = random_document(8, complete=True)
    live = Live()
    for _ in range(2):
        for rule in RULES:
            assert spelled(live.solve, start, rule) == spelled(solve, start, rule)


def test_changes_are_found_with_and_without_a_history() -> None:
    start = random_document(3)
    branch = next(iter(start.branches))
    once = SetBranch(branch, {"label": "new"}).apply(start)
    twice = SetBranch(branch, {"payoff": Numeral("3")}).apply(once)
    back = loads(dumps(twice))
    nothing = Changes((), (), ())
    assert changes(start, start) == nothing
    assert changes(start, once) == nothing  # a label has nothing to do with solving
    for later in (twice, back):
        for a, b in ((start, later), (later, start)):
            assert changes(a, b) == Changes((), (branch,), ())
    assert changes(twice, back) == nothing
    assert changes(start, AddNode(Kind.CHOICE).apply(start)) is None
    assert changes(start, replace(start, completion=None, root="n99")) is None
