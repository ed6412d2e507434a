"""Totals that are held under several opinions, against mixtures of all plans."""

import random
from dataclasses import replace
from fractions import Fraction

import pytest

from solver.analyses.policy_faces import undominated_policies as module
from solver.analyses.policy_faces.fixed_total import TotalCurve, forced
from solver.analyses.policy_faces.undominated_policies import Policies, Shares, Total
from solver.document.elements import Opinion, Parameter
from solver.document.numerals import Numeral
from solver.errors import Cancelled
from tests.documents import worked
from tests.documents.at_random.random_opinions import random_opinions
from tests.documents.at_random.random_policies import random_shares
from tests.documents.trees import chance, choice, document, outcome
from tests.reference.held_totals import range_given_by_each, undominated_given_by_each
from tests.reference.opinions import Together
from tests.reference.opinions_agreement import followed
from tests.solver.analyses.policy_faces.test_policies_under_opinions import with_luck

ZERO, ONE, HALF = Fraction(0), Fraction(1), Fraction(1, 2)


def gives(policies: Policies, total: Total, shares: Shares) -> tuple[Fraction, ...]:
    return policies.given_by_each(total, shares)


@pytest.mark.parametrize("relation", ["expected-multi-utility", "timestep-dominance"])
def test_a_policy_is_judged_among_those_with_the_same_total_under_each_opinion(
    relation: str,
) -> None:
    verdicts = []
    for seed in range(24):
        found = random_opinions(seed, relation=relation)
        policies, reference, draw = Policies.of(found), Together(found), random.Random(seed)
        outcome = draw.choice(policies.tree.used_outcomes)
        for _ in range(2):
            shares = random_shares(draw, found)
            held = gives(policies, Total(outcome), shares)
            wanted = undominated_given_by_each(
                reference, followed(reference, shares), held, outcome
            )
            assert policies.is_undominated(shares, Total(outcome)) == wanted, (seed, outcome)
            verdicts.append((wanted, policies.is_undominated(shares)))
    assert {(True, True), (True, False), (False, False)} <= set(verdicts)
    assert (False, True) not in verdicts  # there are fewer rivals


def test_what_a_total_forces_under_all_opinions() -> None:
    possible = forcing = unreached = pieces = 0
    for seed in range(36):
        found = random_opinions(seed)
        policies, reference, draw = Policies.of(found), Together(found), random.Random(seed)
        total = Total(draw.choice(policies.tree.used_outcomes))
        ends = set(gives(policies, total, random_shares(draw, found)))
        probability = ends.pop() if len(ends) == 1 else draw.choice((ZERO, Fraction(1, 3), HALF))
        answer = forced(policies, total, probability)
        assert answer.under_all == (len(found.opinions) > 1)
        possible += answer.is_possible
        for node in policies.choice_nodes:
            for branch in policies.tree.branches[node]:
                wanted = tuple(
                    range_given_by_each(reference, total.name, probability, branch, sign)
                    for sign in (-1, 1)
                )
                ours = answer.ranges.get(branch)
                assert (ours or (None, None)) == wanted, (seed, branch)
                unreached += answer.is_possible and ours is None
                forcing += ours is not None and ours not in ((ZERO, ONE), (ONE, ONE))
        for piece in answer.pieces or ():
            pieces += 1
            shares = piece.policy.policy
            assert set(gives(policies, total, shares)) == {probability}
            assert policies.is_undominated(shares, total), seed
            for branch, held in piece.ranges.items():
                assert held is None or held[0] <= shares[branch] <= held[1]
            for id_, kept in piece.region.only.items():
                out = {branch.id for branch in found.children(id_)} - set(kept)
                assert all(shares[branch] == 0 for branch in out)
    assert possible > 15
    assert forcing > 15
    assert unreached > 3
    assert pieces > 12


def test_shutting_down_half_of_the_time_whatever_luck_is() -> None:
    policies = Policies.of(with_luck("9/10", "1/2"))
    answer = forced(policies, Total("S"), HALF)
    assert answer.ranges["sl"] == answer.ranges["su"] == (HALF, HALF)
    assert (answer.least, answer.greatest) == (0, 1)
    lucky = forced(policies, Total("L"), HALF)
    assert not lucky.is_possible  # where luck differs only never to be lucky is the same for all
    assert (lucky.least, lucky.greatest) == (0, 0)
    square = policies.square("sl", "su", policies.stated(with_luck("9/10", "1/2")) or {})
    shares = policies.stated(with_luck("9/10", "1/2")) or {}
    curves = TotalCurve.of(policies, square, shares, Total("S"), HALF)
    assert len(curves) == 2
    for x, y in ((HALF, HALF), (ZERO, ONE)):
        met = [c.a + c.b * x + c.c * y + c.d * x * y == 0 for c in curves]
        assert all(met) == (x == y)
    assert policies.totals_of(policies.policy({**shares, "sl": ZERO, "su": ONE}).prospect)[
        Total("S")
    ] == (Fraction(1, 10), HALF)


def test_what_no_policy_gives_alike() -> None:
    """S comes for sure with the chance that opinions differ about."""
    tree = chance(
        "c", ("a", "S", {"probability": "p"}), ("b", choice("n", ("l", "L"), ("u", "U")), {})
    )
    found = document(tree, [outcome("S"), outcome("L", "s", 1), outcome("U", "s", 0)])
    p = Parameter(id="p", value=Numeral("1/2"))
    opinions = {
        id_: Opinion(id=id_, parameters={"p": Numeral(value)})
        for id_, value in (("low", "1/4"), ("high", "1/2"))
    }
    policies = Policies.of(replace(found, parameters={"p": p}, opinions=opinions))
    answer = forced(policies, Total("S"), HALF)
    assert answer.least > answer.greatest
    assert not answer.is_possible
    assert answer.pieces == ()
    with pytest.raises(Cancelled):
        forced(policies, Total("L"), ZERO, lambda: True)


def test_where_there_are_too_many_choices_nothing_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_HELD", 3)
    assert Policies.of(with_luck("9/10", "1/2")).totals == ()
    assert Policies.of(worked.shutdown()).totals


def test_each_outcome_and_each_scale_with_several_of_them_may_be_held() -> None:
    tree = choice("n", ("a", "x"), ("b", "y"), ("c", "z"), ("d", "w"), ("e", "x"))
    ends = [
        outcome("x", "s", 1),
        outcome("y", "s", 2),
        outcome("z", "t", 1),
        outcome("w"),
        outcome("u", "t", 1),
    ]
    found = Policies.of(
        document(tree, ends)
    ).totals  # “u” is not in the tree, so that “t” has only one
    assert found == (*map(Total, "xyzw"), Total("s", is_scale=True))
