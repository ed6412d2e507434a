"""Timestep Dominance (Thornley 2024): prospects compare scale by scale, masses play no part."""

import dataclasses
from collections.abc import Sequence
from fractions import Fraction

import pytest

from solver.analyses.rationales import rationalise
from solver.document.elements import Kind, Preferences
from solver.document.model import Document
from solver.errors import NotSolvable
from solver.preferences.relations.timestep_dominance import TIMESTEP_DOMINANCE
from solver.rules import solve
from tests.documents.random_documents import random_document
from tests.documents.trees import chance, choice, document, outcome
from tests.reference.all_plans import Reference, RefPlan, Vector
from tests.reference.rules import Expected, expected

BLOCKS, SIZE = 2, 40
RULES = ("naive", "caprice", "dsm")


def by_scale(tree: Document) -> Document:
    return dataclasses.replace(tree, preferences=Preferences(relation=TIMESTEP_DOMINANCE.id))


class ByScale(Reference):
    """The reference with another relation: at least as good given each possible scale."""

    def at_least(self, p: Vector, q: Vector) -> bool:
        masses = [i for i, key in enumerate(self._keys) if key[0] == "mass"]
        if any(bool(p[i]) != bool(q[i]) for i in masses):
            return False
        for i in masses:
            _, kind, name = self._keys[i]
            own = [
                j
                for j, key in enumerate(self._keys)
                if key[0] != "mass" and key[1:] == (kind, name)
            ]
            if p[i] and any(p[j] / p[i] < q[j] / q[i] for j in own):
                return False
        return True


def wanted(reference: Reference, rule: str) -> Expected:
    answer = expected(reference, rule, {})
    if rule != "dsm":
        return answer
    plans = frozenset(plan.choices for plan in permitted_plans(reference))
    return Expected(answer.permitted, plans, answer.off)


def permitted_plans(reference: Reference) -> list[RefPlan]:
    """Those maximal from the root, with maximal parts where they are entered with probability 0."""
    document = reference.document
    never = {
        branch.target
        for node in document.tree
        if document.nodes[node].kind is Kind.CHANCE
        for branch, p in zip(document.children(node), reference.probabilities(node), strict=True)
        if p == 0
    }
    return [
        plan
        for plan in reference.maximal(reference.root)
        if all(
            reference.part(plan, node).choices in {p.choices for p in reference.maximal(node)}
            for node in reference.reached(plan, reference.root)
            if node in never
        )
    ]


def clashes(reference: Reference) -> set[str]:
    found = set()
    for plan in permitted_plans(reference):
        for node in reference.reached(plan, reference.root):
            part = reference.part(plan, node)
            if part.choices not in {other.choices for other in reference.maximal(node)}:
                found.add(node)
    return found


@pytest.mark.parametrize("block", range(BLOCKS))
def test_rules_agree_with_their_definitions(block: int) -> None:
    for seed in range(block * SIZE, (block + 1) * SIZE):
        tree = by_scale(random_document(seed))
        reference = ByScale(tree)
        for rule in RULES:
            solution = solve(tree, rule, limit=10**6)
            answer = wanted(reference, rule)
            plans = [tuple(sorted(entry.plan.choices.items())) for entry in solution.plans]
            assert len(plans) == len(set(plans)) == solution.plans_total
            assert set(plans) == answer.plans, (seed, rule)
            taken = {branch for plan in plans for _, branch in plan}
            for node in reference.choice_nodes:
                for branch in tree.children(node):
                    verdict = solution.branches[branch.id]
                    assert verdict.permitted == (branch.id in answer.permitted[node]), (seed, rule)
                    assert verdict.reachable == (branch.id in taken), (seed, rule)
            assert solution.off_plan == answer.off, (seed, rule)
            _dominance(reference, solution.plans)
            assert {n: frozenset(b) for n, b in solution.gaps.items()} == reference.gaps()
        assert solution.clashes == clashes(reference), seed


def _dominance(reference: Reference, plans: Sequence[object]) -> None:
    available = {plan.choices: plan for plan in reference.plans(reference.root)}
    for entry in plans:
        own = available[tuple(sorted(entry.plan.choices.items()))]  # type: ignore[attr-defined]
        better = entry.dominated_by  # type: ignore[attr-defined]
        if better is None:
            assert not any(reference.prefers(q.features, own.features) for q in available.values())
        else:
            witness = available[tuple(sorted(better.choices.items()))]
            assert reference.prefers(witness.features, own.features)


SCALES = [outcome("L", "long", 2), outcome("l", "long", 1), outcome("S", "short", 1)]


def test_how_likely_a_scale_is_plays_no_part() -> None:
    half, third = {"probability": "1/2"}, {"probability": "1/3"}
    tree = choice(
        "n",
        ("x", chance("c", ("c1", "L", half), ("c2", "S", half))),
        ("y", chance("d", ("d1", "l", third), ("d2", "S", {"probability": "2/3"}))),
    )
    plain, other = document(tree, SCALES), by_scale(document(tree, SCALES))
    assert all(v.permitted for v in solve(plain, "dsm").branches.values())  # masses differ: a gap
    permitted = {b: v.permitted for b, v in solve(other, "dsm").branches.items()}
    assert permitted == {"x": True, "y": False}


def test_what_is_best_locally_may_clash_with_what_is_best_from_the_root() -> None:
    outcomes = [outcome("bad", "long", -10), *SCALES]
    inner = choice(
        "n",
        ("x", chance("c", ("c1", "L", {"probability": "1/2"}), ("c2", "S", {"probability": "#"}))),
        ("y", chance("d", ("d1", "l", {"probability": "9/10"}), ("d2", "S", {"probability": "#"}))),
    )
    half = {"probability": "1/2"}
    tree = by_scale(document(chance("root", ("r1", "bad", half), ("r2", inner, half)), outcomes))
    # At n: 2 against 1 given long.  From the root: -6 against -4.55/0.95 given long.
    assert {b: v.permitted for b, v in solve(tree, "naive").branches.items()} == {
        "x": True,
        "y": False,
    }
    resolute = solve(tree, "dsm")
    assert [entry.plan.choices for entry in resolute.plans] == [{"n": "y"}]
    assert resolute.clashes == {"n"} == resolute.off_plan
    assert resolute.branches["x"].permitted
    assert resolute.branches["y"].reachable
    (naive,) = solve(tree, "naive").plans
    assert naive.dominated_by is not None


def test_possible_scales_must_be_the_same() -> None:
    never = {"probability": 0}
    sure = {"probability": 1}
    tree = choice(
        "n", ("x", chance("c", ("c1", "L", sure), ("c2", "S", never))), ("y", "l"), ("z", "S")
    )
    permitted = {
        b: v.permitted for b, v in solve(by_scale(document(tree, SCALES)), "dsm").branches.items()
    }
    assert permitted == {"x": True, "y": False, "z": True}


def test_questions_about_completions_are_refused() -> None:
    tree = by_scale(random_document(1))
    assert any(tree.nodes[node].kind is Kind.CHOICE for node in tree.tree)
    for ask in (
        lambda: solve(tree, "e-admissible"),
        lambda: rationalise(tree, "dsm"),
    ):
        with pytest.raises(NotSolvable, match="Timestep Dominance"):
            ask()


def test_complete_preferences_have_no_clashes() -> None:
    for seed in range(50):
        tree = by_scale(random_document(seed, complete=True))
        solution = solve(tree, "dsm", limit=10**6)
        assert not solution.clashes
        assert Fraction(solution.plans_total or 0) >= 1
