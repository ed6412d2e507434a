"""Which plan is best under which completion, against all plans and the numbers of completions."""

import random
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import product

import pytest

from solver.analyses import completion_map as module
from solver.analyses import free_weights
from solver.analyses.completion_map import CompletionMap, completion_map
from solver.analyses.free_weights import Point
from solver.document.elements import Completion, ScaleUtility
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import SetCompletion, SetRelation
from solver.errors import Cancelled, CertificateError, NotSolvable
from solver.preferences.preference_cone import Preference
from solver.rules import solve
from tests.documents import worked
from tests.documents.at_random.random_documents import random_document
from tests.documents.mapped import alone, examples
from tests.documents.trees import choice, document, outcome
from tests.reference.agreement import leaf_utilities
from tests.reference.all_plans import Reference
from tests.reference.rules import value_of

ZERO = Fraction(0)
Choices = tuple[tuple[str, str], ...]


def best_plans(reference: Reference, found: CompletionMap, at: Point) -> set[Choices]:
    """The plans that maximise expected utility under the completion with these weights."""
    utilities = leaf_utilities(reference, found.completion(at))
    plans = reference.plans(reference.root)
    values = [value_of(reference, plan, reference.root, utilities) for plan in plans]
    return {p.choices for p, v in zip(plans, values, strict=True) if v == max(values)}


def points(draw: random.Random, found: CompletionMap) -> list[Point]:
    """Points inside: at random, in the middle of regions and on their edges."""
    result = [
        tuple(Fraction(draw.randint(-30, 30), draw.randint(1, 8)) for _ in range(found.free))
        for _ in range(12)
    ]
    for region in found.regions or ():
        result.append(region.middle)
        for a, b in zip(region.corners, region.corners[1:], strict=False):
            result.append(tuple((x + y) / 2 for x, y in zip(a, b, strict=True)))
        result += region.corners
    return [point for point in dict.fromkeys(result) if found.inside(point)]


def test_regions_on_random_trees() -> None:
    seen = {1: 0, 2: 0}
    compared = several = 0
    for seed in range(140):
        tree = random_document(seed)
        found = completion_map(tree)
        if found.free not in seen or found.regions is None or seen[found.free] == 25:
            continue
        seen[found.free] += 1
        reference = Reference(tree)
        several += len(found.regions) > 2
        for region in found.regions:
            stating = SetCompletion(found.completion(region.middle)).apply(tree)
            permitted = [entry.plan.choices for entry in solve(stating, "eu", limit=99).plans]
            assert region.count == len(permitted), seed
            assert region.plan.choices in permitted, seed
        for point in points(random.Random(seed), found)[:14]:
            best = best_plans(reference, found, point)
            there = found.regions_at(point)
            assert there, (seed, point)
            for region in there:  # what is best inside is best up to the edge
                assert tuple(sorted(region.plan.choices.items())) in best, (seed, point)
            compared += 1
            stating = SetCompletion(found.completion(point)).apply(tree)
            assert found.place_of(stating) == point, (seed, point)
    assert min(seen.values()) > 12
    assert compared > 300
    assert several > 5


def test_outside_of_the_bounds_there_is_no_completion() -> None:
    tried = 0
    for seed in range(200):
        found = completion_map(random_document(seed))
        if found.free not in (1, 2) or found.weights is None or not found.weights.bounds:
            continue
        tried += 1
        draw = random.Random(seed)
        for _ in range(6):
            at = tuple(Fraction(draw.randint(-9, 9), 2) for _ in range(found.free))
            if not found.inside(at):
                with pytest.raises(CertificateError):
                    found.completion(at)
    assert tried > 10


def three_in_a_plane() -> Document:
    return document(choice("n", ("a", "A"), ("b", "B"), ("c", "C")), [outcome(x) for x in "ABC"])


def named(found: CompletionMap) -> list[list[str]]:
    return [list(region.plan.choices.values()) for region in found.regions or ()]


def test_the_worked_strips() -> None:
    found = completion_map(worked.shutdown())
    assert found.weights is not None
    assert found.weights.names == ("u(S)",)
    assert found.weights.fixed == {"u(U)": 0, "u(L)": 1}
    assert found.edges == (0, 1)
    assert named(found) == [["cl", "cu"], ["cl", "su"], ["sl", "su"]]
    at_one = SetCompletion(found.completion((Fraction(1),))).apply(worked.shutdown())
    assert solve(at_one, "eu").plans_total == 2  # a tie on the edge
    assert completion_map(worked.pizza()).edges == (0, 1)
    assert completion_map(worked.chance_pump()).edges == (-1, 1)
    marbles = completion_map(worked.marble_bets())
    assert marbles.weights is not None
    assert marbles.weights.names == ("weight of r",)
    assert marbles.edges == (Fraction(1, 2),)
    assert named(marbles) == [["black"], ["red"]]  # never the sure one
    opaque = completion_map(worked.opaque_sweetening())
    assert opaque.free == 2
    assert named(opaque) == [["larger"]]


def test_what_cannot_be_drawn() -> None:
    one = document(
        choice("n", ("a", "A"), ("b", "B")), [outcome("A", "s", 1), outcome("B", "s", 2)]
    )
    found = completion_map(one)
    assert found.free == 0
    assert named(found) == [["b"]]
    alone = document(choice("n", ("a", "A"), ("b", "B")), [outcome("A"), outcome("B")])
    found = completion_map(alone)
    assert found.weights is not None
    assert found.weights.fixed == {"u(A)": 0}
    assert found.edges == (0,)
    many = document(
        choice("n", *((f"b{i}", f"O{i}") for i in range(5))), [outcome(f"O{i}") for i in range(5)]
    )
    found = completion_map(many)
    assert found.free == 4
    assert found.regions is None
    with pytest.raises(NotSolvable):
        completion_map(Document())
    assert completion_map(one).place_of(replace(one, title="x")) is None


def test_by_timestep_dominance_the_completions_are_those_of_the_scales() -> None:
    by_scale = SetRelation("timestep-dominance").apply(worked.shutdown())
    found, usual = completion_map(by_scale), completion_map(worked.shutdown())
    assert (found.edges, named(found)) == (usual.edges, named(usual))
    for seed in range(30):
        tree = random_document(seed, relation="timestep-dominance")
        found, reference = completion_map(tree), Reference(tree)
        if found.free not in (1, 2) or found.regions is None:
            continue
        for point in points(random.Random(seed), found)[:6]:
            best = best_plans(reference, found, point)
            for region in found.regions_at(point):
                assert tuple(sorted(region.plan.choices.items())) in best, (seed, point)


def test_a_map_can_be_cancelled() -> None:
    for tree in (worked.shutdown(), three_in_a_plane()):
        with pytest.raises(Cancelled):
            completion_map(tree, lambda: True)
        asked: list[None] = []
        with pytest.raises(Cancelled):
            completion_map(tree, partial(_at_last, asked))
        assert len(asked) == 6


def _at_last(asked: list[None]) -> bool:
    asked.append(None)
    return len(asked) == 6


def test_completions_of_other_documents_have_a_place_only_where_they_count() -> None:
    tree = worked.shutdown()
    found = completion_map(tree)

    def place(weight: str, offset: str, alone: str) -> Point | None:
        scales = {
            "two": ScaleUtility(weight=Numeral(weight), offset=Numeral(offset)),
            "one": ScaleUtility(weight=Numeral("1"), offset=Numeral(alone)),
        }
        return found.place_of(replace(tree, completion=Completion(scales=scales)))

    assert place("1", "0", "1/3") == (Fraction(1, 3),)
    assert place("4", "2", "8") == (Fraction(3, 2),)  # (8 - 2) / 4
    assert place("1/2", "-1", "-1") == (ZERO,)
    assert place("-1", "0", "1/3") is None
    assert place("0", "0", "1/3") is None


def test_without_bounds_everything_is_inside() -> None:
    found = completion_map(worked.shutdown())
    assert found.inside((Fraction(-(10**9)),))
    assert not replace(found, weights=None).inside((ZERO,))
    with pytest.raises(CertificateError):
        replace(found, weights=None).completion((ZERO,))
    marbles = completion_map(worked.marble_bets())
    assert [marbles.inside((Fraction(i, 4),)) for i in range(-1, 6)] == [
        False, False, True, True, True, False, False,
    ]  # fmt: skip


F = Fraction


def test_inside_a_region_it_is_the_only_one() -> None:
    compared = 0
    for name, given in examples():
        found = completion_map(given)
        for region in found.regions or ():
            assert found.regions_at(region.middle) == [region], name
            compared += 1
    assert compared > 40


def square(low: int, high: int) -> tuple[tuple[Fraction, Fraction], ...]:
    return tuple((F(x), F(y)) for x, y in ((low, low), (high, low), (high, high), (low, high)))


def test_what_is_cut_off_a_polygon() -> None:
    clipped, whole = module._clipped, square(0, 2)
    assert clipped(whole, (F(0), F(1), F(0))) == whole  # along a side
    assert clipped(whole, (F(1), F(0), F(0))) == whole
    assert clipped(whole, (F(-1), F(1), F(0))) == ((1, 0), (2, 0), (2, 2), (1, 2))
    assert clipped(whole, (F(0), F(1), F(-1))) == ((0, 0), (2, 0), (2, 2))  # through corners
    assert clipped(whole, (F(-2), F(1), F(0))) == ()  # only a side is left
    assert clipped(whole, (F(-4), F(1), F(1))) == ()  # only a corner is left
    assert clipped(whole, (F(-3), F(1), F(0))) == ()
    assert clipped(whole, (F(0), F(0), F(0))) == ()  # nothing is inside of no half-plane
    assert clipped(whole, (F(-3), F(1), F(1))) == ((2, 1), (2, 2), (1, 2))
    for a, b, c in product(range(-4, 5), range(-2, 3), range(-2, 3)):
        bound = (F(a), F(b), F(c))
        kept = clipped(whole, bound)
        inside = [p for p in whole if a + b * p[0] + c * p[1] > 0]
        assert bool(kept) == bool(inside)
        for point in kept:
            assert a + b * point[0] + c * point[1] >= 0
        assert set(inside) <= set(kept)


@pytest.mark.parametrize("make", [worked.shutdown, lambda: alone(3)])
def test_as_many_regions_as_are_drawn(
    make: Callable[[], Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    regions = completion_map(make()).regions
    assert regions is not None
    most = len(regions)
    monkeypatch.setattr(module, "MOST_REGIONS", most)
    assert completion_map(make()).regions == regions
    monkeypatch.setattr(module, "MOST_REGIONS", most - 1)
    found = completion_map(make())
    assert found.regions is None
    assert found.edges == ()
    assert found.regions_at((F(0),) * found.free) == []


def test_without_coordinates_there_are_no_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the dual of the preference cone has too many rays."""
    monkeypatch.setattr(Preference, "dual", None)
    found = completion_map(worked.shutdown())
    assert (found.weights, found.regions, found.free, found.box) == (None, None, 2, 0)
    assert not found.inside((F(1, 2), F(1, 2)))
    assert found.place_of(worked.shutdown()) is None
    with pytest.raises(CertificateError):
        found.completion((F(1, 2), F(1, 2)))


def test_vectors_as_multiples_of_others() -> None:
    solved = free_weights._solved
    basis = [(F(0), F(1), F(2)), (F(1), F(1), F(0))]
    assert solved(basis, (F(2), F(5), F(6))) == (3, 2)
    assert solved(basis, (F(2), F(5), F(7))) is None
    assert solved([], (F(0), F(0))) == ()
    assert solved([], (F(0), F(1))) is None
    with pytest.raises(CertificateError):
        solved([basis[0], tuple(2 * e for e in basis[0])], basis[1])


def test_criteria_are_weighed_by_a_ratio_or_by_shares() -> None:
    """A cost and a benefit: what a unit of the benefit outweighs; states: their probabilities."""
    criteria = [{"id": "cost", "better": "less"}, {"id": "health", "better": "more"}]
    values = {"new": (2206, "0.42"), "old": (473, "0.2"), "bad": (2500, "0.1")}
    ends = [outcome(x, "s", {"cost": c, "health": h}) for x, (c, h) in values.items()]
    drugs = document(choice("n", *((x, x) for x in values)), ends, criteria=criteria)
    found = completion_map(drugs)
    assert found.weights is not None
    assert (found.weights.names, found.weights.is_ratio) == (("cost per health",), True)
    assert found.edges == (Fraction(1733) / Fraction("0.22"),)
    assert named(found) == [["old"], ["new"]]
    low, high = Fraction(7877), Fraction(7878)  # on either side of 7877.27
    for ratio, best in ((low, "old"), (high, "new")):
        stated = SetCompletion(found.completion((ratio,))).apply(drugs)
        assert [p.plan.choices["n"] for p in solve(stated, "eu").plans] == [best]
        assert found.place_of(stated) == (ratio,)
    assert not found.inside((ZERO,))
    states = completion_map(worked.marble_bets())
    assert states.weights is not None
    assert states.weights.of_all((Fraction(1, 3),)) == (Fraction(1, 3), Fraction(2, 3))
    assert not states.weights.is_ratio
    assert not states.inside((Fraction(1),))


def test_statements_bound_the_weights_of_criteria() -> None:
    criteria = [{"id": "cost", "better": "less"}, {"id": "health", "better": "more"}]
    ends = [outcome(x, "s", {"cost": c, "health": h}) for x, c, h in (("A", 0, 0), ("B", 3, 1))]
    stated = {"better": [["A", "B"]]}
    tree = choice("n", ("a", "A"), ("b", "B"), ("c", "C"))
    ends.append(outcome("C", "s", {"cost": 9, "health": 4}))
    found = completion_map(document(tree, ends, criteria=criteria, preferences=stated))
    assert found.inside((Fraction(5, 2),))
    assert not found.inside((Fraction(3),))
    assert found.edges == (Fraction(9, 4),)
    assert named(found) == [["a"], ["c"]]
    again = SetCompletion(found.completion((Fraction(5, 2),)))
    assert found.place_of(again.apply(found.tree.document)) == (Fraction(5, 2),)
