"""Which policies are undominated, cell by cell, and what holding a total fixed forces."""

import random
from collections.abc import Iterator
from fractions import Fraction
from itertools import product

import pytest

from solver.analyses.policies import improve, stated_policy
from solver.analyses.policy_faces import undominated_policies
from solver.analyses.policy_faces.fixed_total import TotalCurve, forced, probability_of
from solver.analyses.policy_faces.undominated_policies import (
    Policies,
    PolicyRegion,
    Shares,
    Square,
    Total,
)
from solver.analyses.rationales import rationalise
from solver.analysis_words.policy_words import regions_text
from solver.document.elements import Kind
from solver.document.model import Document
from solver.document.numerals import Numeral, simplest
from solver.edits import SetBranch, StatePolicy
from solver.errors import Cancelled, EditError, NotSolvable
from solver.preferences.completion_values import completion_of, tidy
from solver.preferences.features import Features
from solver.words.names import Names
from tests.documents import worked
from tests.documents.at_random.random_documents import random_document
from tests.documents.at_random.random_policies import random_shares
from tests.documents.trees import chance, choice, document, outcome
from tests.reference.all_plans import Reference
from tests.reference.held_totals import features, reference_range, undominated_given

ZERO, ONE = Fraction(0), Fraction(1)
GRID = [Fraction(i, 6) for i in range(7)]


def stating(document: Document, shares: Shares) -> Document:
    return StatePolicy(tuple((id_, Numeral.of(p)) for id_, p in shares.items())).apply(document)


def squares() -> Iterator[tuple[int, Document, Policies, str, str]]:
    """Random documents with just two choice nodes that leave a choice, both with two branches."""
    for seed in range(4000):
        found = random_document(seed)
        free = [n for n in found.tree if len(found.children(n)) > 1
                and found.nodes[n].kind is Kind.CHOICE]  # fmt: skip
        if len(free) == 2 and all(len(found.children(n)) == 2 for n in free):
            across, up = (found.children(n)[0].id for n in free)
            yield seed, found, Policies.of(found), across, up


def test_the_map_says_what_improving_each_policy_of_a_grid_says() -> None:
    maps = below = mixed = 0
    for seed, found, policies, across, up in squares():
        if maps == 15:
            break
        maps += 1
        shares = policies.stated(found)
        assert shares is not None
        square = policies.square(across, up, shares)
        nodes = [found.branches[id_].source for id_ in (across, up)]
        below += nodes[1] in list(found.below(nodes[0]))
        mixed += 0 < sum(square.undominated.values()) < 9
        for x, y in product(GRID, repeat=2):
            moved = policies.moved(shares, {across: x, up: y})
            answer = improve(stating(found, moved))
            assert square.at(x, y) == (answer.better is None), (seed, x, y)
    assert maps == 15
    assert below > 2  # the second node stands below the first
    assert mixed > 7


def test_the_worked_maps() -> None:
    policies = Policies.of(worked.shutdown())
    shares = policies.stated(worked.shutdown())
    assert shares == dict.fromkeys(("sl", "cl", "su", "cu"), Fraction(1, 2))
    square = policies.square("sl", "su", shares)
    assert {cell for cell, kept in square.undominated.items() if kept} == {
        (i, j) for i, j in product(range(3), repeat=2) if i == 0 or j == 2
    }
    assert policies.regions() == (
        PolicyRegion({"if unlucky": ("su",)}),
        PolicyRegion({"if lucky": ("cl",)}),
    )
    better = policies.better(shares)
    assert better is not None
    assert better.policy["sl"] == Fraction(4, 9)
    assert better.policy["su"] == 1
    assert better.lottery == {"L": Fraction(1, 2), "S": Fraction(1, 2)}
    pizza = Policies.of(worked.pizza())
    stated = pizza.stated(worked.pizza())
    assert stated is not None
    square = pizza.square("to a", "to p", stated)
    assert {cell for cell, kept in square.undominated.items() if kept} == {
        (i, j) for i, j in product(range(3), repeat=2) if i == 2 or j == 2
    }
    assert Policies.of(worked.marble_bets()).regions() == (PolicyRegion({"bet": ("red", "black")}),)


def test_only_the_branches_taken_matter_and_totals_are_one_more_equality() -> None:
    undominated_policies = given = 0
    for seed in range(150):
        found = random_document(seed)
        reference, policies = Reference(found), Policies.of(found)
        shares = random_shares(random.Random(seed), found)
        name = next(iter(policies.tree.used_outcomes))
        plain = policies.is_undominated(shares)
        held = policies.is_undominated(shares, Total(name))
        point = features(reference, shares, name)
        assert plain == reference.optimal(point[0], reference.plans(reference.root)), seed
        assert held == undominated_given(reference, shares, name), seed
        assert probability_of(policies, Total(name), shares) == point[1]
        assert held or not plain  # fewer rivals
        undominated_policies, given = undominated_policies + plain, given + held
        better = policies.better(shares)
        assert (better is None) == plain
    assert 30 < undominated_policies < given < 140


def test_what_a_total_forces_is_what_a_linear_program_says() -> None:
    forcing = unreached = pieces = 0
    for seed in range(25):
        found = random_document(seed)
        policies, draw = Policies.of(found), random.Random(seed)
        total = Total(draw.choice(policies.tree.used_outcomes))
        if draw.random() < 0.3:
            total = Total("s", is_scale=True)
        probability = probability_of(policies, total, random_shares(draw, found))
        answer = forced(policies, total, probability)
        assert answer.is_possible
        for node in policies.choice_nodes:
            rows = zip(policies.tree.branches[node], policies.tree.children[node], strict=True)
            for branch, child in rows:
                ends = tuple(
                    reference_range(policies, total, probability, node, child, sign)
                    for sign in (-1, 1)
                )
                ours = answer.ranges[branch]
                assert (ours or (None, None)) == ends, (seed, branch)
                unreached += ours is None
                forcing += ours is not None and ours not in ((ZERO, ONE), (ONE, ONE))
        if answer.pieces is None:  # too many faces
            continue
        assert answer.pieces  # something is best among those that meet it
        for piece in answer.pieces:
            pieces += 1
            shares = piece.policy.policy
            assert probability_of(policies, total, shares) == probability
            assert policies.is_undominated(shares, total)
            for branch, ends in piece.ranges.items():
                assert ends is None or ends[0] <= shares[branch] <= ends[1]
            for node, kept in piece.region.only.items():
                ids = {branch.id for branch in found.children(node)}
                assert all(shares[id_] == 0 for id_ in ids - set(kept))
    assert forcing > 25
    assert unreached > 3
    assert pieces > 12


def test_holding_shutdown_at_one_half_forces_managing_the_news() -> None:
    answer = forced(Policies.of(worked.shutdown()), Total("S"), Fraction(1, 2))
    assert answer.ranges["sl"] == (Fraction(4, 9), Fraction(5, 9))
    assert answer.ranges["su"] == (0, 1)
    assert answer.pieces is not None
    (piece,) = answer.pieces
    assert piece.ranges["sl"] == (Fraction(4, 9), Fraction(4, 9))
    assert piece.ranges["su"] == (1, 1)
    assert piece.policy.lottery == {"L": Fraction(1, 2), "S": Fraction(1, 2)}
    assert piece.undominated
    by_scale = forced(Policies.of(worked.shutdown()), Total("two", True), Fraction(1, 2))
    assert by_scale.ranges == answer.ranges
    impossible = forced(Policies.of(worked.shutdown()), Total("L"), Fraction(19, 20))
    assert not impossible.is_possible
    assert impossible.greatest == Fraction(9, 10)
    assert impossible.pieces == ()


def test_many_faces_are_not_gone_through() -> None:
    tree = choice("n", *((f"b{i}", "A" if i else "B") for i in range(9)))
    policies = Policies.of(document(tree, [outcome("A"), outcome("B")]))
    assert policies.count_faces() == 511
    assert policies.regions() is None
    answer = forced(policies, Total("A"), Fraction(1, 2))
    assert answer.pieces is None
    assert answer.ranges["b0"] == (Fraction(1, 2), Fraction(1, 2))


def test_policies_fit_documents_that_state_another_policy() -> None:
    found = worked.shutdown()
    policies = Policies.of(found)
    other = StatePolicy((("sl", Numeral("1/3")), ("cl", Numeral("2/3")))).apply(found)
    assert policies.fits(other)
    shares = policies.stated(other)
    assert shares is not None
    assert shares["cl"] == Fraction(2, 3)
    assert policies.policy(shares).lottery["L"] == Fraction(3, 5)
    assert not policies.fits(worked.pizza())
    assert policies.stated(SetBranch("sl", {"policy": Numeral("3/2")}).apply(found)) is None
    for wrong in ("3/2", "-1", "1/0", "2/3"):
        with pytest.raises(EditError):
            StatePolicy((("sl", Numeral(wrong)), ("cl", Numeral("1/2")))).apply(found)
    assert StatePolicy((("sl", Numeral("1/3")), ("cl", Numeral("2/3")))).apply(other) is other
    with pytest.raises(EditError, match="choice nodes"):
        StatePolicy((("lucky", Numeral("1")),)).apply(found)
    with pytest.raises(NotSolvable):
        Policies.of(Document())


def test_the_simplest_fraction_between_two_numbers() -> None:
    draw = random.Random(5)
    for _ in range(300):
        low, high = sorted(Fraction(draw.randint(0, 400), draw.randint(1, 200)) for _ in range(2))
        found = simplest(low, high)
        assert low <= found <= high
        least = next(d for d in range(1, 400) if -(-low * d // 1) <= high * d // 1)
        assert found.denominator == least
    assert simplest(Fraction(439, 1000), Fraction(449, 1000)) == Fraction(4, 9)


def test_a_square_tells_ends_from_what_lies_between() -> None:
    square = Square("a", "u", {(i, j): (i, j) == (0, 2) for i, j in product(range(3), repeat=2)})
    assert square.at(ZERO, ONE)
    for x, y in ((ZERO, ZERO), (ONE, ONE), (Fraction(1, 9), ONE), (ZERO, Fraction(8, 9))):
        assert not square.at(x, y)
    middle = Square("a", "u", {(i, j): i == j == 1 for i, j in product(range(3), repeat=2)})
    assert middle.at(Fraction(1, 9), Fraction(8, 9))
    assert not middle.at(ONE, Fraction(1, 2))


def test_what_is_known_of_a_face_is_known_of_all_its_policies() -> None:
    policies = Policies.of(worked.shutdown())
    lucky = {"sl": ZERO, "cl": ONE}
    one = {**lucky, "su": Fraction(1, 2), "cu": Fraction(1, 2)}
    other = {**lucky, "su": Fraction(1, 5), "cu": Fraction(4, 5)}
    assert policies.known(one) is policies.known(one, Total("S")) is None
    assert policies.is_undominated(one)
    assert policies.known(other) is True
    assert policies.known(other, Total("S")) is None
    assert policies.is_undominated(one, Total("S"))
    assert policies.known(other, Total("S")) is True
    assert policies.known({**one, "sl": ONE, "cl": ZERO}) is None
    policies.is_undominated({**one, "sl": ONE, "cl": ZERO})
    assert policies.known({**one, "sl": ONE, "cl": ZERO}) is False


def test_weights_follow_the_policy_that_is_asked_about() -> None:
    """The last ones are kept, but only for the same policy."""
    policies = Policies.of(worked.shutdown())
    first = dict.fromkeys(("sl", "cl", "su", "cu"), Fraction(1, 2))
    second = {"sl": ZERO, "cl": ONE, "su": Fraction(1, 4), "cu": Fraction(3, 4)}
    half = Fraction(1, 2)
    assert policies.weights(first) == [ONE, ONE, half, half, ONE, half, half]
    assert policies.weights(second) == [ONE, ONE, ZERO, ONE, ONE, Fraction(1, 4), Fraction(3, 4)]
    assert policies.weights(first) is policies.weights(first)


def test_looking_for_policies_can_be_cancelled() -> None:
    found = worked.shutdown()
    shares = dict.fromkeys(("sl", "cl", "su", "cu"), Fraction(1, 2))
    with pytest.raises(Cancelled):
        Policies.of(found).is_undominated(shares, None, lambda: True)
    with pytest.raises(Cancelled):
        Policies.of(found).square("sl", "su", shares, None, lambda: True)
    with pytest.raises(Cancelled):
        Policies.of(found).regions(None, lambda: True)
    with pytest.raises(Cancelled):
        Policies.of(found).undominated_faces(Total("S"), lambda: True)
    with pytest.raises(Cancelled):
        Policies.of(found).better(shares, lambda: True)
    with pytest.raises(Cancelled):
        forced(Policies.of(found), Total("S"), Fraction(1, 2), lambda: True)
    with pytest.raises(Cancelled):
        improve(found, lambda: True)
    with pytest.raises(Cancelled):
        rationalise(found, "dsm", cancelled=lambda: True)
    policies = Policies.of(found)  # the last question of all can be cancelled, too
    policies.undominated_faces(Total("S"))
    with pytest.raises(Cancelled):
        forced(policies, Total("S"), Fraction(1, 2), lambda: True)


def with_leaves(count: int) -> Policies:
    tree = choice("n", *((f"b{i}", "A" if i else "B") for i in range(count)))
    return Policies.of(document(tree, [outcome("A"), outcome("B")]))


def test_as_many_faces_are_gone_through_as_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undominated_policies, "MOST_FACES", 7)
    assert with_leaves(3).undominated_faces() is not None
    monkeypatch.setattr(undominated_policies, "MOST_FACES", 6)
    assert with_leaves(3).count_faces() == 7
    assert with_leaves(3).undominated_faces() is None
    assert forced(with_leaves(3), Total("A"), Fraction(1, 2)).pieces is None
    assert forced(with_leaves(2), Total("A"), Fraction(1, 2)).pieces is not None


@pytest.mark.parametrize("seed", range(30))
def test_faces_are_counted_and_given_once_each(seed: int) -> None:
    policies = Policies.of(random_document(seed))
    if policies.count_faces() > 3000:
        return
    faces = list(policies.faces())
    assert len(faces) == len(set(faces)) == policies.count_faces()
    for face in faces[:: max(1, len(faces) // 20)]:
        assert policies.face(policies.evenly(face)) == face


CURVES = {
    (0, 0, 0, 0): [],  # everything meets the total
    (-1, 2, 0, 0): [[(0.5, 0), (0.5, 0.5), (0.5, 1)]],
    (-1, 0, 2, 0): [[(0, 0.5), (1, 0.5)]],
    (0, 0, 2, 0): [[(0, 0), (1, 0)]],
    (-2, 0, 2, 0): [[(0, 1), (1, 1)]],
    (1, 0, 2, 0): [],
    (-3, 0, 2, 0): [],
    (1, 0, 0, 0): [],
    (1, 1, 1, 0): [],
    (-1, 1, 1, 0): [[(1, 0), (0.5, 0.5), (0, 1)]],
    (0, 1, -1, 0): [[(0, 0), (0.5, 0.5), (1, 1)]],
    (-2, 1, 1, 0): [],  # a corner alone is no line
    (0, 0, 0, 1): [[(0, 0), (0, 1)], [(0, 0), (1, 0)]],
    (1, -2, -1, 2): [[(0.5, 0), (0.5, 1)], [(0, 1), (1, 1)]],
    (-1, 4, 4, -16): [[(0.25, 0), (0.25, 1)], [(0, 0.25), (1, 0.25)]],
    (-2, 1, 4, -2): [[(0, 0.5), (1, 0.5)]],  # and x = 2, which is outside
    (-2, 4, 1, -2): [[(0.5, 0), (0.5, 1)]],
    (1, 1, 1, 1): [],
    (4, -2, -2, 1): [],
    (-1, 0, 0, 2): [[(1, 0.5), (0.5, 1)]],
    (-1, 4, 0, -6): [[(0.25, 0), (1, 0.5)]],
}


@pytest.mark.parametrize("of", CURVES, ids=str)
def test_curves_are_drawn(of: tuple[int, int, int, int]) -> None:
    curve = TotalCurve(*map(Fraction, of))
    a, b, c, d = of
    assert curve.is_everything == (not any(of))
    for line in curve.drawn(2):
        assert len(line) > 1
        for x, y in line:
            assert a + b * x + c * y + d * x * y == pytest.approx(0, abs=1e-9)
            assert 0 <= x <= 1
            assert 0 <= y <= 1
    for x, y in curve.on_sides:
        assert a + b * x + c * y + d * x * y == 0
        assert {x, y} & {ZERO, ONE}
        assert 0 <= min(x, y) <= max(x, y) <= 1
    assert len(set(curve.on_sides)) == len(curve.on_sides)
    assert curve.drawn(2) == CURVES[of]


def test_where_a_policy_does_not_lead_it_stays_as_stated() -> None:
    half = Fraction(1, 2)
    tree = worked.single_souring()
    sure = stating(tree, {"take A": ONE, "go on": ZERO})
    stated = stated_policy(sure)
    assert stated.policy == {"take A": 1, "go on": 0, "take B": half, "take A-": half}
    assert stated.lottery == {"A": 1}
    assert improve(sure).better is None
    third = {"take B": Fraction(1, 3), "take A-": Fraction(2, 3)}
    assert stated_policy(stating(sure, third)).policy == {"take A": 1, "go on": 0, **third}
    sweet = stating(worked.single_sweetening(), {"take A": ONE, "go on": ZERO})
    better = improve(sweet).better
    assert better is not None
    assert better.policy == {"take A": 0, "go on": 1, "take B": 0, "take A+": 1}
    assert better.lottery == {"A+": 1}
    policies = Policies.of(sweet)
    shares = policies.stated(sweet)
    assert shares is not None
    assert policies.policy(shares) == stated_policy(sweet)
    assert policies.better(shares) == better


def test_completions_are_told_in_small_whole_numbers() -> None:
    names = ((("scale", "s"), None), (("alone", "A"), None), (("alone", "B"), None),
             (("scale", "s"), "c"), (("scale", "s"), "d"))  # fmt: skip
    features = Features(names, 3, {name: i for i, name in enumerate(names)})

    def tidied(*entries: object) -> tuple[Fraction, ...]:
        return tidy(features, tuple(Fraction(str(entry)) for entry in entries))

    assert tidied(0, 1, 2, 1, 1) == (0, 1, 2, 1, 1)
    assert tidied(-1, 1, 3, 2, 4) == (0, 1, 2, 1, 2)  # moved by 1, then halved
    assert tidied(5, 5, 5, "1/2", "1/3") == (0, 0, 0, 3, 2)
    assert tidied("1/2", 0, "-1/4", "1/8", 1) == (6, 2, 0, 1, 8)
    assert tidied(7, 7, 7, 0, 0) == (0, 0, 0, 0, 0)
    told = completion_of(features, tidied(0, 1, 2, 3, 5))
    assert {id_: value.text for id_, value in told.alone.items()} == {"A": "1", "B": "2"}
    (scale,) = told.scales.values()
    assert scale.offset == Numeral.of(ZERO)
    assert scale.weight == {"c": Numeral.of(Fraction(3)), "d": Numeral.of(Fraction(5))}


def test_statements_cover_policies_that_leave_a_node_unreached() -> None:
    """Taking A at once is undominated, whatever is stated for the nodes after waiting."""
    half = {"probability": "1/2"}
    after = (
        ("heads", choice("h", ("keep A+", "A+"), ("swap h", "B")), half),
        ("tails", choice("t", ("swap t", "B"), ("keep A-", "A-")), half),
    )
    tree = document(
        choice("n", ("take A", "A", {"policy": 1}), ("wait", chance("coin", *after))),
        [outcome("A+", "a", 2), outcome("A", "a", 1), outcome("A-", "a", 0), outcome("B")],
    )
    policies = Policies.of(tree)
    shares = policies.stated(tree)
    assert shares is not None
    assert policies.is_undominated(shares)
    regions = policies.regions()
    assert regions is not None
    assert [dict(region.only) for region in regions if "n" not in region.only] == [
        {"h": ("keep A+",)}
    ]
    (first,) = (region for region in regions if "n" not in region.only)
    assert first.avoidable == {"h"}
    assert "that always choose “→ A+” if → a choice (1) (where they come there)" in regions_text(
        Names(tree), regions
    )
