"""Completions worth having: inside of what makes a plan best, and good at every node where one is."""

from dataclasses import replace
from itertools import product

from solver.analyses.rationales import Rationale, is_beaten, rationalise
from solver.document.elements import Preferences
from solver.document.model import Document
from solver.edits import SetCompletion
from solver.explain.case import Case
from solver.induction.single_plan import plan_of
from solver.rules import solve
from tests.documents.at_random.random_documents import random_document
from tests.documents.trees import chance, choice, document, outcome
from tests.documents.worked import marble_bets, shutdown

CERTAIN = {"probability": 1}
NEVER = {"probability": 0}


def zero_souring() -> Document:
    """A souring behind a chance of zero: “go, A−” is as good as “go, B” from the root."""
    below = choice("n", ("B", "B"), ("A-", "A-"))
    tree = choice("r", ("keep", "A"), ("go", chance("h", ("z", below, NEVER), ("w", "B", CERTAIN))))
    return document(tree, [outcome("A", "s", 1), outcome("A-", "s", 0), outcome("B")])


def zero_gap() -> Document:
    tree = chance("r", ("a", choice("n", ("x", "A"), ("y", "B")), NEVER), ("b", "B", CERTAIN))
    return document(tree, [outcome("A", "s", 1), outcome("B")])


def by_plan(asked: Document) -> dict[tuple[str, ...], Rationale]:
    found = rationalise(asked, "dsm")
    assert found.complete
    return {tuple(entry.plan.choices.values()): entry for entry in found.plans}


def pinned(asked: Document, entry: Rationale) -> set[tuple[str, ...]]:
    """What expected utility permits under the completion of a rationale."""
    assert entry.completion is not None
    solution = solve(SetCompletion(entry.completion).apply(asked), "eu")
    return {tuple(permitted.plan.choices.values()) for permitted in solution.plans}


def test_behind_a_chance_of_zero_a_plan_may_be_best_from_the_root_only() -> None:
    souring = zero_souring()
    found = by_plan(souring)
    told = {plan: entry.everywhere for plan, entry in found.items()}
    assert told == {("keep",): True, ("go", "B"): True, ("go", "A-"): False}
    assert pinned(souring, found["keep",]) == {("keep",)}
    assert pinned(souring, found["go", "B"]) == {("go", "B")}
    assert ("go", "A-") not in pinned(souring, found["go", "A-"])  # eu asks for every part


def test_a_completion_that_is_good_at_a_node_of_chance_zero_is_found() -> None:
    gap = zero_gap()
    found = by_plan(gap)
    assert all(entry.everywhere for entry in found.values())
    assert pinned(gap, found["x",]) == {("x",)}
    assert pinned(gap, found["y",]) == {("y",)}


def test_pinning_a_completion_singles_the_plan_out_where_any_does() -> None:
    for asked in (shutdown(), marble_bets()):
        for plan, entry in by_plan(asked).items():
            if entry.completion is not None:
                assert pinned(asked, entry) == {plan}


def test_what_ties_under_all_of_them_ties() -> None:
    """A third plan that is halfway between two others is best only where they tie."""
    bets = [outcome(*entry) for entry in (
        ("red", None, {"r": 1, "b": 0}), ("black", None, {"r": 0, "b": 1}),
        ("half", None, {"r": "1/2", "b": "1/2"}),
    )]  # fmt: skip
    tree = choice("bet", ("red", "red"), ("black", "black"), ("half", "half"))
    asked = document(tree, bets, criteria=[{"id": "r"}, {"id": "b"}])
    found = by_plan(asked)
    assert pinned(asked, found["red",]) == {("red",)}
    assert pinned(asked, found["half",]) == {("red",), ("black",), ("half",)}


def test_expected_utility_permits_what_is_best_at_every_node() -> None:
    for seed in range(60):
        asked = random_document(seed)
        for plan, entry in by_plan(asked).items():
            if entry.completion is not None and entry.everywhere and not _is_complete(asked):
                assert plan in pinned(asked, entry), seed


def _is_complete(asked: Document) -> bool:
    """Whether expected utility goes by the value itself, whatever completion is stated."""
    ids = {asked.nodes[node].outcome for node in asked.tree} - {None}
    scales = {asked.outcomes[str(id_)].scale_name for id_ in ids}
    return None not in scales and len(scales) == len(asked.criterion_ids) == 1


def test_a_mixture_is_whole() -> None:
    beaten = by_plan(shutdown())["sl", "cu"]
    assert beaten.mixture is not None
    assert {tuple(p.choices.values()): str(w) for w, p in beaten.mixture} == {
        ("sl", "su"): "8/9",
        ("cl", "su"): "1/9",
    }
    assert not beaten.everywhere


def test_mixtures_are_told_under_timestep_dominance_too() -> None:
    """There no completions decide; the linear program over policies does."""
    asked = replace(shutdown(), preferences=Preferences(relation="timestep-dominance"))
    tree = Case.of(asked).tree
    plans = {
        choices: plan_of(tree, dict(zip((1, 4), choices, strict=True)))
        for choices in product((0, 1), repeat=2)  # shut down is the first of both branches
    }
    assert [tree.ids[node] for node in tree.choice_nodes()] == ["if lucky", "if unlucky"]
    beaten = {choices: is_beaten(tree, plan, []) for choices, plan in plans.items()}
    assert beaten == {(0, 0): False, (0, 1): True, (1, 0): False, (1, 1): False}
