"""Which plan is best under which completion of several opinions, against all plans."""

import random
from fractions import Fraction

import pytest

from assets import example_text
from solver.analyses.completion_map import CompletionMap, completion_map
from solver.analyses.free_weights import Point, affine_value
from solver.document.elements import Completion
from solver.edits import SetCompletion
from solver.errors import CertificateError
from solver.explain.case import Case
from solver.formats.quandary import loads
from solver.rules import solve
from tests.documents.at_random.random_opinions import random_opinions
from tests.reference.agreement import leaf_utilities
from tests.reference.opinions import Together, Weighed, expected_utility
from tests.reference.opinions_agreement import own_completion, shares_of


def weighed(reference: Together, completion: Completion) -> Weighed:
    """What expected utility permits, and of every plan from the root what it is worth, by its choices."""
    utilities = [
        leaf_utilities(own, own_completion(completion, id_))
        for id_, own in zip(reference.whole_document.opinions, reference.readings, strict=True)
    ]
    return expected_utility(reference, shares_of(reference.whole_document, completion), utilities)


def points(found: CompletionMap, draw: random.Random) -> list[Point]:
    """Points inside of regions, and some that they share."""
    chosen = [region.middle for region in found.regions or ()]
    corners = [c for region in found.regions or () for c in region.corners]
    return [*chosen, *(c for c in draw.sample(corners, min(4, len(corners))) if found.inside(c))]


@pytest.mark.parametrize("relation", ["expected-multi-utility", "timestep-dominance"])
def test_the_map_agrees_with_every_plan(relation: str) -> None:
    maps = asked = regions = 0
    for seed in range(70):
        made = random_opinions(seed, complete=seed % 2 == 0, relation=relation)
        found = completion_map(Case.of(made))
        if found.weights is None or found.regions is None:
            assert found.weights is None or found.free > 2
            continue
        maps, regions = maps + 1, regions + len(found.regions)
        reference = Together(made)
        for at in points(found, random.Random(seed)):
            completion = found.completion(at)
            wanted = weighed(reference, completion)
            worths = wanted.worths
            best = max(worths.values())
            there = {tuple(sorted(region.plan.choices.items())) for region in found.regions_at(at)}
            assert there
            assert all(worths[plan] == best for plan in there), (seed, at)
            values = [affine_value(region.value, at) for region in found.regions]
            assert len(found.regions_at(at)) == values.count(max(values))
            counted = [r.count for r in found.regions_at(at) if r.middle == at]
            if counted:
                assert counted == [len(wanted.plans)]
            pinned = SetCompletion(completion).apply(made)
            place = found.place_of(pinned)
            assert place is not None
            if 1 in found.weights.fixed.values() or not at:
                assert place == at, seed
            else:  # nothing is better than anything: only the zero is chosen, and utilities may be multiplied
                assert all(a * b >= 0 for a, b in zip(place, at, strict=True))
                assert [a * place[0] for a in at] == [b * at[0] for b in place]
            asked += 1
    assert maps > 15
    assert asked > 50
    assert regions > maps


def test_two_bets_by_the_share_of_rain_unlikely() -> None:
    bets = loads(example_text("two-bets"))
    found = completion_map(Case.of(bets))
    assert found.weights is not None
    assert found.weights.names == ("share of “Rain unlikely”",)
    # both: 5; only A: 25/2 · s − 5 · (1 − s); only B: −15/2 · s + 10 · (1 − s)
    assert found.edges == (Fraction(2, 7), Fraction(4, 7))
    chosen = [sorted(region.plan.choices.values()) for region in found.regions or ()]
    assert len(chosen) == 3
    assert found.completion((Fraction(1, 3),)).opinions.keys() == bets.opinions.keys()
    for share, total in ((Fraction(1, 7), 1), (Fraction(2, 7), 2), (Fraction(1, 2), 1)):
        stated = SetCompletion(found.completion((share,))).apply(bets)
        assert solve(stated, "eu").plans_total == total
    with pytest.raises(CertificateError):
        found.completion((Fraction(1),))


def test_where_gaps_and_opinions_are_many_there_is_no_map() -> None:
    ellsberg = loads(example_text("ellsberg"))
    assert completion_map(Case.of(ellsberg)).free == 1
    several = next(
        found
        for found in (completion_map(Case.of(random_opinions(seed))) for seed in range(50))
        if found.free > 2
    )
    assert several.regions is None
