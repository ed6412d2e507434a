"""What the solver says in words and parts, held to kept texts: explanations, reasons, pumps, walks, steps.

Other tests hold the same to the rules' definitions; these hold every word and every part of it.
"""

import json
from collections.abc import Iterator
from itertools import combinations, islice
from typing import Final

import pytest

import assets
from solver.analyses.money_pump import pump
from solver.analyses.rule_comparison import side_by_side
from solver.analyses.walk_through import Walk, position, result, walked_tree
from solver.document.model import Document
from solver.edits import SetRelation
from solver.errors import EditError, NotSolvable
from solver.explain.case import Case
from solver.explain.outcome_pair import reason
from solver.formats.quandary import loads
from solver.page.reached import reached
from solver.page.talk_steps import frames, generated, heights, rules_asked, saved, step_entry
from solver.preferences.comparison import Relation
from solver.rules import RULES, solve
from solver.rules.why import missing_choices, said, why_branch, why_plan
from solver.words.outcome_pair_words import heading, sentences
from tests.documents.random_documents import random_document
from tests.documents.trees import chance, choice, document, outcome
from tests.kept.kept import compare
from tests.kept.telling import digest, shown

PLANS: Final = 3  # of each rule that are explained

#: Several criteria of which less of one is better, payoffs, a parameter, a chance of zero.
CRITERIA: Final = loads(
    json.dumps({
        "format": "quandary", "version": 1,
        "parameters": [{"id": "p", "value": "1/3"}],
        "criteria": [{"id": "gain", "label": "Gain"}, {"id": "cost", "better": "less"}],
        "outcomes": [
            {"id": "x", "label": "Ex", "value": {"gain": 3, "cost": 2}},
            {"id": "y", "value": {"gain": 1, "cost": 1}},
            {"id": "z", "value": {"gain": "p", "cost": 5}},
            {"id": "v", "value": {"gain": 0, "cost": 2}},
        ],
        "nodes": [
            {"id": "r", "kind": "choice", "label": "Where to?"},
            {"id": "c", "kind": "chance", "label": "Luck"},
            {"id": "s", "kind": "choice"},
            *({"id": f"n{o}{i}", "kind": "outcome", "outcome": o} for i, o in enumerate("xyzvx")),
        ],
        "branches": [
            {"id": "to c", "from": "r", "to": "c", "label": "try", "payoff": {"cost": 1}},
            {"id": "to y", "from": "r", "to": "ny1", "label": "stay"},
            {"id": "up", "from": "c", "to": "s", "probability": "p"},
            {"id": "down", "from": "c", "to": "nz2", "probability": "#"},
            {"id": "never", "from": "c", "to": "nv3", "probability": 0},
            {"id": "left", "from": "s", "to": "nx0", "payoff": {"gain": "1/2"}},
            {"id": "right", "from": "s", "to": "nx4", "label": "away"},
        ],
    })
)  # fmt: skip

#: Two scales that statements tie together, an equality, and an outcome that stands alone.
STATED: Final = document(
    choice(
        "r",
        ("one", choice("m", ("a", "A2"), ("b", "B1"), ("x", "X"))),
        ("two", chance("c", ("h", "A1", {"probability": "1/2"}), ("t", "B2", {"probability": "#"}))),
        ("three", choice("k", ("y", "Y"), ("low", "A0"))),
    ),
    [
        outcome("A0", "a", 0), outcome("A1", "a", 1), outcome("A2", "a", 2),
        outcome("B1", "b", 1), outcome("B2", "b", 2), outcome("X"), outcome("Y"),
    ],
    preferences={
        "better": [["A1", "B1"], ["B2", "A2"], ["X", "A0"]], "equal": [["Y", "B1"]]
    },
)  # fmt: skip

EXAMPLES: Final = (
    "shutdown", "oil", "single-souring", "single-sweetening", "opaque-sweetening", "chance-pump",
    "marble-bets", "pizza", "corrigibility",
)  # fmt: skip


def documents() -> Iterator[tuple[str, Document]]:
    """The examples, two documents that hold everything, and a dozen drawn ones."""
    for name in EXAMPLES:
        yield name, loads(assets.example_text(name))
    yield "criteria", CRITERIA
    yield "stated", STATED
    for seed in (3, 8, 11, 14, 20, 31):
        yield f"drawn {seed}", random_document(seed)


def _lines(found: Iterator[str]) -> str:
    return "".join(f"{line}\n" for line in found)


# ------------------------------------------------------------------------- explanations


def _asked(name: str, given: Document) -> Iterator[str]:
    known = Case.of(given)
    for rule in RULES:
        try:
            solution = solve(given, rule)
        except NotSolvable as problem:
            yield f"== {name}, {rule}: {problem.message}"
            continue
        yield f"== {name}, {rule}"
        for branch in solution.branches:
            found = why_branch(known, rule, branch)
            yield f"{branch}: {' '.join(said(given, found).sentences)}"
            yield f"    parts {digest(found)}"
        for entry in islice(solution.plans, PLANS):
            found = why_plan(known, rule, entry.plan.choices)
            yield f"{dict(entry.plan.choices)}: {' '.join(said(given, found).sentences)}"
            yield f"    parts {digest(found)}"


def test_every_explanation() -> None:
    text = "".join(_lines(_asked(*each)) for each in documents())
    compare("explanations.txt", text)


def test_explanations_under_timestep_dominance() -> None:
    def asked() -> Iterator[str]:
        for name in ("shutdown", "corrigibility"):
            given = loads(assets.example_text(name))
            yield from _asked(name, SetRelation("timestep-dominance").apply(given))

    compare("explanations-timestep.txt", _lines(asked()))


def test_a_plan_that_is_not_whole_is_asked_back() -> None:
    known = Case.of(loads(assets.example_text("shutdown")))
    assert missing_choices(known, {}) == ["if lucky", "if unlucky"]
    with pytest.raises(EditError, match="it also comes to “if unlucky”"):
        why_plan(known, "dsm", {"if lucky": "continue | lucky"})


# ------------------------------------------------------------- pairs, rules and pumps


def test_every_reason_of_a_pair() -> None:
    def asked() -> Iterator[str]:
        for name, given in documents():
            if len(given.outcomes) > 8:
                continue
            yield f"== {name}"
            for x, y in combinations(given.outcomes, 2):
                found = reason(given, x, y)
                yield f"{heading(found)}: {' '.join(sentences(given, found))}"
                yield f"    {shown(found)}"

    compare("pairs.txt", _lines(asked()))


def test_a_clash_is_the_reason_of_every_pair() -> None:
    given = document(
        "A", [outcome("A"), outcome("B")], preferences={"better": [["A", "B"], ["B", "A"]]}
    )
    found = reason(given, "A", "B")
    assert sentences(given, found) == (
        found.problem, "Until that is mended, only single statements and scales count.",
    )  # fmt: skip
    assert found.problem


def test_relations_and_their_converses() -> None:
    told_ = [(r.value, r.sign, r.converse.value) for r in Relation]
    assert told_ == [
        ("better", "≻", "worse"), ("worse", "≺", "better"), ("equal", "~", "equal"), ("gap", "∥", "gap"),
    ]  # fmt: skip


def test_rules_side_by_side_and_their_pumps() -> None:
    def asked() -> Iterator[str]:
        for name, given in documents():
            found = side_by_side(given)
            yield f"== {name}: they differ on {sorted(found.differing)}"
            for one in found.rules.values():
                plans = None if one.solution is None else one.solution.plans_total
                yield f"{one.rule}: {one.problem or plans}; exploitable: {one.is_exploitable}"
                yield f"    {shown(one.rationalised)} {one.not_rationalised!r}"
                if one.solution is not None and one.dominated is not None:
                    yield f"    {shown(pump(found.tree, one.solution, one.dominated))}"

    compare("side-by-side.txt", _lines(asked()))


# ----------------------------------------------------------------------- walks and steps


def _walks(given: Document) -> Iterator[Walk]:
    stack: list[tuple[str, Walk]] = [(given.root_id or "", ())]
    while stack:
        node, walk = stack.pop()
        yield walk
        stack += [(b.target, (*walk, b.id)) for b in reversed(given.children(node))]


def test_every_walk() -> None:
    def asked() -> Iterator[str]:
        for name, given in documents():
            for rule in ("naive", "caprice", "dsm"):
                if name in ("oil", "drawn 20") and rule != "dsm":
                    continue
                on = walked_tree(given, rule)
                yield f"== {name}, {rule}"
                for walk in _walks(given):
                    here = position(on, walk)
                    left = "" if here.left_at is None else f", left at {here.left_at.node}"
                    yield f"{walk}: {shown(here.options)}{shown(here.chances)} off: {here.off_plan}{left}"
                    yield f"    beaten: {list(here.beaten)}, parts {digest(here)}"
                    if given.nodes[here.node].outcome is not None:
                        yield f"    {shown(result(on, walk))}"

    compare("walks.txt", _lines(asked()))


def test_steps_and_their_frames() -> None:
    def asked() -> Iterator[str]:
        for name, given in documents():
            yield f"== {name}: heights {shown(heights(given))}, saved {shown(saved(given))}"
            for rule in ("", *RULES):
                try:
                    solution = solve(given, rule) if rule else None
                except NotSolvable:
                    continue
                steps = generated(given, solution)
                yield f"{rule or 'no rule'}: asks {rules_asked(steps)}"
                yield from (f"    {shown(step)} {step_entry(step)}" for step in steps)
                if rule in ("", "dsm"):
                    yield from (f"    > {shown(frame)}" for frame in frames(given, steps))

    compare("steps.txt", _lines(asked()))


def test_what_a_plan_reaches() -> None:
    def asked() -> Iterator[str]:
        for name, given in documents():
            solution = solve(given, "dsm")
            yield f"== {name}: {sorted(reached(given, solution, None))}"
            yield f"    {sorted(reached(given, None, None))}"
            for entry in islice(solution.plans, PLANS):
                yield f"    {dict(entry.plan.choices)}: {sorted(reached(given, solution, entry.plan))}"

    compare("reached.txt", _lines(asked()))
