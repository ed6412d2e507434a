"""Policies under Timestep Dominance: dominated or not, and by which policy."""

import random
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest

from solver.analyses.policies import improve
from solver.analyses.policy_faces.fixed_total import forced
from solver.analyses.policy_faces.undominated_policies import Policies, PolicyRegion, Total
from solver.analysis_words.policy_words import regions_text
from solver.document.elements import Kind, Preferences
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import StatePolicy
from solver.preferences.relations.timestep_dominance import TIMESTEP_DOMINANCE
from solver.words.names import Names
from tests.documents import worked
from tests.documents.at_random.random_documents import random_document
from tests.documents.trees import chance, choice, document, outcome
from tests.reference.agreement import Checks, followed
from tests.reference.all_plans import Reference

ZERO, ONE = Fraction(0), Fraction(1)
BLOCKS, SIZE = 2, 20


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


# ------------------------------------------------------------------------ all policies


def drawn(policies: Policies, draw: random.Random) -> dict[str, Fraction]:
    """A policy; half of its nodes leave something out."""
    shares: dict[str, Fraction] = {}
    for node in policies.choice_nodes:
        branches = policies.tree.branches[node]
        weights = [draw.choice((0, 0, 1, 2, 5)) for _ in branches]
        weights[draw.randrange(len(weights))] += not any(weights)
        shares |= {b: Fraction(w, sum(weights)) for b, w in zip(branches, weights, strict=True)}
    return shares


def in_region(policies: Policies, region: PolicyRegion, shares: Mapping[str, Fraction]) -> bool:
    """At the nodes to which it comes it takes only what the region allows."""
    weights, tree = policies.weights(shares), policies.tree
    return all(
        not shares[branch] or branch in region.only.get(tree.ids[node], (branch,))
        for node in policies.choice_nodes
        if weights[node]
        for branch in tree.branches[node]
    ) and all(shares[branch] for branch in region.every)


@pytest.mark.parametrize("block", range(BLOCKS))
def test_statements_about_all_policies_hold_of_each(block: int) -> None:
    asked = open_ = sure = 0
    for seed in range(block * SIZE, (block + 1) * SIZE):
        tree, draw = random_document(seed, relation=TIMESTEP_DOMINANCE.id), random.Random(seed)
        policies, reference, checks = Policies.of(tree), Reference(tree), Checks()
        totals = [None, Total(draw.choice(policies.tree.used_outcomes))]
        if policies.count_faces() > 80:
            continue
        for total in totals:
            regions = policies.regions(total)
            assert regions is not None
            for _ in range(3):
                shares = drawn(policies, draw)
                policy = policies.policy(shares)
                own = followed(reference, policy, checks)
                held = None
                if total is not None:
                    now = policy.lottery.get(total.name, ZERO)
                    plans = reference.plans(reference.root)
                    held = [reference.lottery(p).get(total.name, ZERO) - now for p in plans]
                undominated = not reference.dominated(own, held)
                assert policies.is_undominated(shares, total) == undominated, (seed, total)
                asked += 1
                there = [r for r in regions if in_region(policies, r, shares)]
                if any(not region.open_ for region in there):
                    sure += 1
                    assert undominated, (seed, total)
                elif there:
                    open_ += 1
                else:
                    assert not undominated, (seed, total)
    assert asked > 50
    assert sure > asked / 5
    assert open_ < asked / 3  # most can be decided for many at once


def test_the_shutdown_example_says_that_managing_the_news_is_forced() -> None:
    tree = by_scale(worked.shutdown())
    policies = Policies.of(tree)
    shares = policies.stated(tree)
    assert shares is not None
    square = policies.square("sl", "su", shares)
    assert {cell for cell, kept in square.undominated.items() if kept} == {
        (0, 0),
        (0, 2),
        (1, 2),
        (2, 2),
    }
    assert policies.regions() == (
        PolicyRegion({"if lucky": ("cl",), "if unlucky": ("cu",)}),
        PolicyRegion({"if unlucky": ("su",)}),
    )
    answer = forced(policies, Total("S"), Fraction(1, 2))
    assert answer.pieces is not None
    (piece,) = answer.pieces
    assert (piece.ranges["sl"], piece.ranges["su"]) == ((Fraction(4, 9),) * 2, (ONE, ONE))
    assert piece.undominated


def test_where_it_depends_on_the_shares_each_policy_is_judged_by_itself() -> None:
    """Two lengths with values: what mixing A and B loses on each depends on how much of each there is."""

    def plan(name: str, long: str, short: str, share: str) -> tuple[str, object]:
        lots = (f"{name}l", long, {"probability": share}), (f"{name}s", short, {"probability": "#"})
        return name, chance(name, *lots)

    outcomes = [
        outcome(f"{scale}{value}", scale, value) for scale in ("l", "s") for value in range(4)
    ]
    tree = by_scale(
        document(
            choice(
                "n",
                plan("A", "l3", "s0", "1/2"),
                plan("B", "l0", "s3", "1/3"),
                plan("C", "l2", "s1", "1/4"),
            ),
            outcomes,
        )
    )
    policies, reference = Policies.of(tree), Reference(tree)
    seen = set()
    for i in range(1, 12):
        shares = {"A": Fraction(i, 12), "B": 1 - Fraction(i, 12), "C": ZERO}
        own = followed(reference, policies.policy(shares), Checks())
        found = policies.is_undominated(shares)
        assert found == (not reference.dominated(own))
        assert policies.known(shares) == found
        seen.add(found)
    assert seen == {True, False}
    regions = policies.regions()
    assert regions is not None
    assert any(region.open_ for region in regions)
    assert "it depends on the shares" in regions_text(Names(tree), regions)
