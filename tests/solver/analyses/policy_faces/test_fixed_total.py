"""What holding a total forces, and the curve of policies that meet it, against plain fractions."""

import random
from fractions import Fraction
from itertools import product

import pytest

from solver.analyses.policy_faces import undominated_policies as module
from solver.analyses.policy_faces.faces_of_policies import Face
from solver.analyses.policy_faces.fixed_total import TotalCurve, forced, probability_of
from solver.analyses.policy_faces.undominated_policies import Policies, PolicyRegion, Square, Total
from solver.document.elements import Kind
from solver.document.model import Document
from solver.errors import Cancelled
from solver.prospect import End, Prospect
from tests.documents import worked
from tests.documents.at_random.random_documents import random_document
from tests.documents.trees import choice, document, outcome

ZERO, ONE = Fraction(0), Fraction(1)
HALF = Fraction(1, 2)


def curve(a: object, b: object, c: object, d: object) -> TotalCurve:
    return TotalCurve(*(Fraction(str(part)) for part in (a, b, c, d)))


def ratio(draw: random.Random) -> Fraction:
    return Fraction(draw.randint(-3, 3), draw.choice((1, 2)))


def test_where_curves_meet_the_sides() -> None:
    assert curve(-1, 1, 1, 0).on_sides == ((0, 1), (1, 0))
    assert curve("-1/2", 1, 0, 0).on_sides == ((HALF, 0), (HALF, 1))
    assert curve("-1/2", 0, 1, 0).on_sides == ((0, HALF), (1, HALF))
    assert curve("-1/4", 0, 0, 1).on_sides == ((1, Fraction(1, 4)), (Fraction(1, 4), 1))
    assert curve(1, 1, 1, 1).on_sides == ()
    assert curve(0, 1, 1, 0).on_sides == ((0, 0),)
    draw = random.Random(4)
    for _ in range(400):
        own = curve(*(ratio(draw) for _ in range(4)))

        def at(x: Fraction, y: Fraction, own: TotalCurve = own) -> Fraction:
            return own.a + own.b * x + own.c * y + own.d * x * y

        for x, y in own.on_sides:
            assert at(x, y) == 0
            assert 0 <= x <= 1
            assert 0 <= y <= 1
            assert x in (0, 1) or y in (0, 1)
        assert len(set(own.on_sides)) == len(own.on_sides)
        # On each side: a point on it is found iff the ends differ in sign, or one of them is 0.
        for p, q in (((0, 0), (1, 0)), ((0, 0), (0, 1)), ((1, 0), (1, 1)), ((0, 1), (1, 1))):
            ends = [at(Fraction(x), Fraction(y)) for x, y in (p, q)]
            fixed = 0 if p[0] == q[0] else 1
            found = [point for point in own.on_sides if point[fixed] == p[fixed]]
            if ends[0] != ends[1]:
                assert bool(found) == (ends[0] * ends[1] <= 0)


def test_curves_are_drawn_where_they_are() -> None:
    """Every point drawn lies on the curve, and from side to side nothing is left out."""
    assert curve(0, 0, 0, 0).is_everything
    assert not any(curve(*parts).is_everything for parts in ((1, 0, 0, 0), (0, 0, 0, 1)))
    assert curve(0, 0, 0, 0).drawn(8) == []
    assert curve(1, 0, 0, 0).drawn(8) == []
    assert curve("-1/4", 0, 1, 0).drawn(8) == [[(0.0, 0.25), (1.0, 0.25)]]
    assert curve(-1, 0, 1, 0).drawn(8) == [[(0.0, 1.0), (1.0, 1.0)]]
    assert curve(0, 0, 1, 0).drawn(8) == [[(0.0, 0.0), (1.0, 0.0)]]
    assert curve(2, 0, 1, 0).drawn(8) == curve(-2, 0, 1, 0).drawn(8) == []
    assert curve("-1/2", 1, 0, 0).drawn(2) == [[(0.5, 0.0), (0.5, 0.5), (0.5, 1.0)]]
    assert curve(-1, 1, 1, 0).drawn(2) == [[(1.0, 0.0), (0.5, 0.5), (0.0, 1.0)]]
    assert curve("-3/4", 1, 1, 0).drawn(2) == [[(0.75, 0.0), (0.25, 0.5), (0.0, 0.75)]]
    # x·y = 1/4: one branch of a hyperbola; the other lies outside.
    (line,) = curve("-1/4", 0, 0, 1).drawn(4)
    assert line == [(1.0, 0.25), (0.5, 0.5), (pytest.approx(1 / 3), 0.75), (0.25, 1.0)]
    # (x - 1/2)·(y - 1/2) = 0: a cross.
    upright, level = curve("1/4", "-1/2", "-1/2", 1).drawn(4)[-2:]
    assert level == [(0.0, 0.5), (1.0, 0.5)]
    assert all(x == 0.5 for x, _ in upright)
    # (x - 1/2)·(y - 1/2) = 1/16: two branches, one to either side.
    both = curve("3/16", "-1/2", "-1/2", 1).drawn(40)
    assert len(both) == 2
    assert [line[0][1] for line in both] == [0.0, 0.625]
    assert [line[-1][1] for line in both] == [0.375, 1.0]
    # x·y = 0 and (1 - x)·(1 - y) = 0 run along the sides.
    assert curve(0, 0, 0, 1).drawn(2)[-1] == [(0.0, 0.0), (1.0, 0.0)]
    assert curve(1, -1, -1, 1).drawn(2)[-1] == [(0.0, 1.0), (1.0, 1.0)]
    draw = random.Random(5)
    for _ in range(300):
        own = curve(*(ratio(draw) for _ in range(4)))
        a, b, c, d = map(float, (own.a, own.b, own.c, own.d))
        lines = own.drawn(16)
        for x, y in (point for line in lines for point in line):
            assert a + b * x + c * y + d * x * y == pytest.approx(0, abs=1e-9)
            assert 0 <= x <= 1
            assert 0 <= y <= 1
        assert all(len(line) > 1 for line in lines)
        if len(own.on_sides) == 2 and d == 0:  # straight, from one end to the other
            (line,) = lines
            ends = sorted((line[0], line[-1]))
            for end, wanted in zip(ends, sorted(own.on_sides), strict=True):
                assert end == pytest.approx(tuple(map(float, wanted)))


def two_by_two() -> list[tuple[Document, str, str]]:
    """Random documents with two choice nodes that leave a choice."""
    found = []
    for seed in range(400):
        given = random_document(seed)
        free = [
            n
            for n in given.tree
            if len(given.children(n)) > 1 and given.nodes[n].kind is Kind.CHOICE
        ]
        if len(free) == 2 and all(len(given.children(n)) == 2 for n in free):
            across, up = (given.children(n)[0].id for n in free)
            found.append((given, across, up))
    return found[:8]


def test_curves_of_policies() -> None:
    curved = 0
    for given, across, up in two_by_two():
        policies = Policies.of(given)
        shares = policies.stated(given)
        assert shares is not None
        square = Square(across, up, {})
        for name in policies.tree.used_outcomes:
            (own,) = TotalCurve.of(policies, square, shares, Total(name), Fraction(1, 3))
            curved += own.d != 0
            for x, y in product((ZERO, Fraction(2, 5), ONE), repeat=2):
                there = policies.moved(shares, {across: x, up: y})
                gives = probability_of(policies, Total(name), there)
                assert own.a + own.b * x + own.c * y + own.d * x * y == gives - Fraction(1, 3)
    assert curved > 3


# ------------------------------------------------------------------------------- faces


def brute_faces(policies: Policies) -> set[Face]:
    """All sets of branches that some policy takes at the nodes it reaches."""
    tree = policies.tree
    found = set()
    below = [c for n in policies.choice_nodes for c in tree.children[n]]
    for bits in product((False, True), repeat=len(below)):
        taken = {child for child, bit in zip(below, bits, strict=True) if bit}
        reached, stack = [], [0]
        while stack:
            node = stack.pop()
            reached.append(node)
            choice = tree.kinds[node] is Kind.CHOICE
            stack += [c for c in tree.children[node] if not choice or c in taken]
        nodes = [n for n in reached if tree.kinds[n] is Kind.CHOICE]
        if all(taken & set(tree.children[n]) for n in nodes) and taken <= set(reached):
            found.add(frozenset(taken))
    return found


def test_faces_are_all_there_and_judged_each_like_by_itself() -> None:
    compared = dominated = 0
    for seed in range(30):
        given = random_document(seed)
        policies = Policies.of(given)
        if sum(len(policies.tree.children[n]) for n in policies.choice_nodes) > 8:
            continue
        faces = list(policies.faces())
        assert len(faces) == len(set(faces)) == policies.count_faces()
        assert set(faces) == brute_faces(policies)
        found = policies.undominated_faces()
        assert found is not None
        assert all(found.values())  # with independence no face is open
        kept = list(found)
        assert kept == sorted(kept, key=lambda face: (len(face), sorted(face)))
        alone = Policies.of(given)
        for face in faces:
            even = alone.evenly(face)
            assert alone.face(even) == face
            assert alone.is_undominated(even) == (face in kept)
            compared, dominated = compared + 1, dominated + (face not in kept)
        largest = [face for face in kept if not any(face < other for other in kept)]
        assert policies.regions() == tuple(map(policies.region, largest))
        for face in largest:
            for node in policies.choice_nodes:
                children = policies.tree.children[node]
                own = tuple(
                    branch
                    for branch, child in zip(policies.tree.branches[node], children, strict=True)
                    if child in face
                )
                named = policies.region(face).only.get(policies.tree.ids[node])
                assert named == (own if 0 < len(own) < len(children) else None)
    assert compared > 60
    assert 15 < dominated < compared


def test_faces_above_a_dominated_one_are_not_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    better = module.better_weights

    def counting(*given: object) -> object:
        asked.append(given)
        return better(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "better_weights", counting)
    tree = choice("n", ("a", "A"), ("b", "B"), ("c", "C"))
    given = document(tree, [outcome("A", "s", 2), outcome("B", "s", 1), outcome("C")])
    policies = Policies.of(given)
    assert policies.count_faces() == 7
    assert policies.regions() == (PolicyRegion({"n": ("a", "c")}),)
    assert len(asked) == 4  # a, b, c and both good ones; none of the three with b and more
    assert policies.regions() == (PolicyRegion({"n": ("a", "c")}),)
    assert len(asked) == 4
    shares = {"a": HALF, "b": ZERO, "c": HALF}
    assert policies.known(shares) is True
    assert policies.known(shares, Total("A")) is None
    assert policies.is_undominated(shares, Total("A"))
    assert policies.known(shares, Total("A")) is True
    assert policies.known({"a": ZERO, "b": ONE, "c": ZERO}) is False
    assert policies.known({"a": HALF, "b": HALF, "c": ZERO}) is None
    assert len(asked) == 5


@pytest.mark.parametrize("more", [0, 1])
def test_as_many_faces_as_are_gone_through(more: int, monkeypatch: pytest.MonkeyPatch) -> None:
    policies = Policies.of(worked.shutdown())
    assert policies.count_faces() == 9
    monkeypatch.setattr(module, "MOST_FACES", 8 + more)
    assert (policies.regions() is None) == (more == 0)


def test_whoever_asks_to_stop_is_heard() -> None:
    policies = Policies.of(worked.shutdown())
    shares = policies.stated(worked.shutdown())
    assert shares is not None
    with pytest.raises(Cancelled):
        policies.is_undominated(shares, None, lambda: True)
    with pytest.raises(Cancelled):
        policies.better(shares, lambda: True)
    with pytest.raises(Cancelled):
        policies.square("sl", "su", shares, None, lambda: True)
    with pytest.raises(Cancelled):
        policies.regions(None, lambda: True)
    with pytest.raises(Cancelled):
        forced(policies, Total("S"), HALF, lambda: True)


def test_what_a_total_counts() -> None:
    policies = Policies.of(worked.shutdown())
    totals = policies.totals_of(Prospect({End("L"): Fraction(1, 4), End("U"): HALF}))
    assert totals == {
        Total("L"): (Fraction(1, 4),) * 2,
        Total("U"): (HALF, HALF),
        Total("S"): (0, 0),
        Total("two", is_scale=True): (Fraction(3, 4),) * 2,
        Total("one", is_scale=True): (0, 0),
    }
    tree = policies.tree
    kinds = {str(tree.outcomes[n]): k for n, k in enumerate(tree.leaf_kinds.tolist()) if k >= 0}

    def counted(total: Total) -> set[str]:
        found = policies.counted(total)
        return {name for name, kind in kinds.items() if found[kind]}

    assert counted(Total("L")) == {"L"}
    assert counted(Total("two", is_scale=True)) == {"L", "U"}
    assert counted(Total("two")) == counted(Total("L", is_scale=True)) == set()
