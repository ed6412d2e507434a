"""Policies under Timestep Dominance: dominated or not, and by which policy."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest

from solver.analyses.policies import improve
from solver.document.elements import Kind, Preferences
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import StatePolicy
from solver.preferences.relations.timestep_dominance import TIMESTEP_DOMINANCE
from tests.documents import worked
from tests.documents.random_documents import random_document
from tests.documents.trees import chance, choice, document, outcome
from tests.reference.agreement import Checks, followed
from tests.reference.all_plans import Reference

ZERO, ONE = Fraction(0), Fraction(1)
BLOCKS, SIZE = 4, 30


def by_scale(tree: Document, policy: Mapping[str, Fraction] | None = None) -> Document:
    stated = replace(tree, preferences=Preferences(relation=TIMESTEP_DOMINANCE.id))
    shares = tuple((id_, Numeral.of(share)) for id_, share in (policy or {}).items())
    return StatePolicy(shares).apply(stated) if shares else stated


def pure(tree: Document, seed: int) -> Mapping[str, Fraction]:
    """A policy without chance: many scales are out of its reach."""
    policy: dict[str, Fraction] = {}
    for place, node in enumerate(tree.tree):
        if tree.nodes[node].kind is Kind.CHOICE:
            branches = tree.children(node)
            taken = (seed + place) % len(branches)
            policy |= {b.id: Fraction(i == taken) for i, b in enumerate(branches)}
    return policy


@pytest.mark.parametrize("block", range(BLOCKS))
def test_dominated_iff_a_mixture_is_better_given_each_scale(block: int) -> None:
    dominated = 0
    for seed in range(block * SIZE, (block + 1) * SIZE):
        tree = random_document(seed)
        for stated in (by_scale(tree), by_scale(tree, pure(tree, seed))):
            reference, checks = Reference(stated), Checks()
            found = improve(stated)
            own = followed(reference, found.stated, checks)
            assert (found.better is not None) == reference.dominated(own), seed
            if found.better is not None:
                dominated += 1
                assert reference.prefers(followed(reference, found.better, checks), own), seed
    assert dominated > SIZE / 4


@pytest.mark.parametrize(("x", "y"), list(product(("0", "1/3", "4/9", "1/2", "1"), repeat=2)))
def test_managing_the_news_is_forced_unless_the_agent_never_shuts_down(x: str, y: str) -> None:
    if_lucky, if_unlucky = Fraction(x), Fraction(y)
    policy = {"sl": if_lucky, "cl": 1 - if_lucky, "su": if_unlucky, "cu": 1 - if_unlucky}
    better = improve(by_scale(worked.shutdown(), policy)).better
    assert (better is None) == (if_unlucky == 1 or if_lucky == if_unlucky == 0)
    if better is not None:
        assert better.policy["su"] == 1  # given the longer length nothing less is as good
        assert better.lottery["L"] > 0


def test_what_is_possible_stays_possible() -> None:
    """The greatest gain is 10 for sure, but the stated policy makes the other scale possible, too."""
    outcomes = [outcome("ten", "long", 10), outcome("none", "long", 0), outcome("S")]
    tree = document(
        choice(
            "n",
            ("sure", "ten"),
            (
                "bet",
                chance(
                    "c", ("c1", "none", {"probability": "1/2"}), ("c2", "S", {"probability": "#"})
                ),
            ),
        ),
        outcomes,
    )
    half = Fraction(1, 2)
    found = improve(by_scale(tree, {"sure": half, "bet": half}))
    assert found.better is not None
    assert found.better.policy == {"sure": Fraction(3, 4), "bet": Fraction(1, 4)}
    assert found.better.lottery["S"] > 0
    assert improve(by_scale(tree, {"sure": ZERO, "bet": ONE})).better is not None
    assert improve(by_scale(tree, {"sure": ONE, "bet": ZERO})).better is None
