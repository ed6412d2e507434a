"""Comparisons by paths, flows and fixed tests are those that one plain linear program gives."""

import random
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

import pytest

from solver.document.model import Document
from solver.errors import Cancelled
from solver.preferences import preference_cone
from solver.preferences.comparison import Relation
from solver.preferences.contradictions import clash, preference_of
from solver.preferences.exact_simplex import Infeasible, Vector, maximise
from solver.preferences.outcome_matrix import matrix
from solver.preferences.statement_paths import Closure, moves_down
from solver.preferences.statements import Statements
from tests.documents.trees import choice, document, outcome
from tests.kept.kept_results import documents, stating


def drawn(seed: int) -> Document:
    """A document with scales, two criteria, outcomes alone and statements that may clash."""
    draw = random.Random(seed)
    two = draw.random() < 0.3
    criteria = [{"id": "c"}, {"id": "d", "better": "less"}] if two else [{"id": "c"}]
    outcomes = []
    for i in range(draw.randint(2, 9)):
        if draw.random() < 0.5:
            value = {c["id"]: draw.randint(0, 3) for c in criteria}
            outcomes.append(outcome(f"o{i}", f"s{draw.randrange(3)}", value))
        else:
            outcomes.append(outcome(f"o{i}"))
    ids = [entry["id"] for entry in outcomes]
    utility = {id_: draw.randint(0, 6) for id_ in ids}

    def pairs(count: int, equal: bool) -> list[list[str]]:
        found = []
        for _ in range(count):
            x, y = draw.sample(ids, 2)
            if draw.random() < 0.9:  # mostly in line with some order, so that many agree
                if (utility[x] == utility[y]) != equal:
                    continue
                if utility[x] < utility[y]:
                    x, y = y, x
            found.append([x, y])
        return found

    stated = {"better": pairs(draw.randint(0, 8), False), "equal": pairs(draw.randint(0, 4), True)}
    branches = [(f"b{i}", id_) for i, id_ in enumerate(ids)]
    return document(choice("n", *branches), outcomes, criteria=criteria, preferences=stated)


def plainly(statements: Statements, difference: Vector) -> bool:
    """Whether a difference of features lies in the cone, by one program over all statements."""
    return not isinstance(maximise(statements.generators(), difference), Infeasible)


def clashes(statements: Statements) -> bool:
    """Whether the strict generators can cancel out."""
    generators = statements.generators()
    strict = len(generators) - 2 * len(statements.equal)
    columns = [(*g, Fraction(int(i < strict))) for i, g in enumerate(generators)]
    right = (*[Fraction(0)] * len(statements.features.names), Fraction(1))
    return not isinstance(maximise(columns, right), Infeasible)


def minus(p: Sequence[Fraction], q: Sequence[Fraction]) -> Vector:
    return tuple(a - b for a, b in zip(p, q, strict=True))


def consistent(count: int) -> Iterator[tuple[Document, Statements]]:
    for seed in range(count):
        tree = drawn(seed)
        statements = Statements.of(tree)
        if not clashes(statements):
            yield tree, statements


def test_clashes_are_those_of_the_plain_program() -> None:
    found = 0
    for seed in range(300):
        tree = drawn(seed)
        wanted = clashes(Statements.of(tree))
        assert (clash(tree) is not None) == wanted, seed
        found += wanted
    assert 60 < found < 540


def test_the_matrix_is_that_of_the_plain_program() -> None:
    relations = set()
    for tree, statements in consistent(120):
        found = matrix(tree)
        for x, y in combinations(tree.outcomes, 2):
            difference = minus(statements.vectors[x], statements.vectors[y])
            forth = plainly(statements, difference)
            back = plainly(statements, minus(statements.vectors[y], statements.vectors[x]))
            relation = found[x, y].relation
            assert (forth, back) == (
                relation in (Relation.BETTER, Relation.EQUAL),
                relation in (Relation.WORSE, Relation.EQUAL),
            ), (x, y)
            relations.add((relation, found[x, y].origin))
    assert len(relations) == 3 * 3 + 1  # stated, by scale and implied; and gaps


@pytest.mark.parametrize("most", [64, 0])
def test_lotteries_compare_as_by_the_plain_program(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preference_cone, "MOST_TESTS", most)
    draw = random.Random(most)
    yes = 0
    for tree, statements in consistent(80):
        needed = draw.sample(list(tree.outcomes), draw.randint(2, len(tree.outcomes)))
        relation = preference_of(tree, needed)
        places = [statements.features.index[name] for name in relation.features.names]
        for _ in range(12):
            p, q = (lottery(draw, statements, needed) for _ in range(2))
            a, b = (tuple(vector[i] for i in places) for vector in (p, q))
            wanted = plainly(statements, minus(p, q))
            assert relation.at_least(a, b) == wanted
            assert relation.prefers(a, b) == (wanted and not plainly(statements, minus(q, p)))
            yes += wanted
    assert yes > 50


def lottery(draw: random.Random, statements: Statements, ids: Sequence[str]) -> Vector:
    """A mixture of a few outcomes; often of the same ones with nearly the same weights."""
    chosen = draw.choices(ids, k=draw.randint(1, 3))
    weights = [draw.randint(1, 2) for _ in chosen]
    total = sum(weights)
    vectors = [statements.vectors[id_] for id_ in chosen]
    return tuple(
        sum((Fraction(w, total) * e for w, e in zip(weights, entries, strict=True)), Fraction(0))
        for entries in zip(*vectors, strict=True)
    )


def test_paths_are_kept_by_as_few_comparisons_as_say_them() -> None:
    closure = Closure.of(
        "abcdef", [("a", "b"), ("b", "c"), ("a", "c"), ("d", "b")], [("c", "e"), ("e", "f")]
    )
    assert not closure.is_circular
    better, equal = closure.among("acdf")
    assert set(better) == {("a", "c"), ("d", "c")}
    assert equal == [("c", "f")]
    assert closure.leads("a", "f")
    assert not closure.leads("f", "a")
    assert Closure.of("ab", [("a", "b")], [("a", "b")]).is_circular


def test_masses_move_down_or_a_cut_proves_that_they_cannot() -> None:
    assert moves_down([1, 1, -2], [(0, 1), (1, 2)]) is None
    assert moves_down([2, -1, -1], [(0, 1), (0, 2)]) is None
    cut = moves_down([1, -1, 0], [(1, 0), (0, 2)])
    assert cut is not None
    assert sum([1, -1, 0][i] for i in cut) < 0


def large(size: int, scales: int, statements: int) -> Document:
    draw = random.Random(1)
    outcomes, utility = [], {}
    for i in range(size):
        value, id_ = draw.randint(0, 50), f"o{i}"
        on_scale = scales and draw.random() < 0.7
        scale = draw.randrange(scales) if on_scale else 0
        outcomes.append(outcome(id_, f"s{scale}", value) if on_scale else outcome(id_))
        utility[id_] = value + 3 * scale
    better = []
    while len(better) < statements:
        x, y = draw.sample(list(utility), 2)
        if utility[x] != utility[y]:
            better.append([x, y] if utility[x] > utility[y] else [y, x])
    tree = choice("n", *((f"b{i}", id_) for i, id_ in enumerate(utility)))
    return document(tree, outcomes, preferences={"better": better})


@pytest.mark.parametrize(
    ("size", "scales", "statements"), [(120, 0, 120), (120, 6, 40), (200, 3, 200)]
)
def test_two_hundred_outcomes_are_no_trouble(size: int, scales: int, statements: int) -> None:
    tree = large(size, scales, statements)
    found = matrix(tree)
    assert len(found) == size * size
    relation = preference_of(tree)
    stated = Statements.of(tree)
    for x, y in stated.better:
        assert found[x, y].relation is Relation.BETTER
    draw = random.Random(2)
    for _ in range(30):  # sure outcomes compare as the matrix says
        x, y = draw.sample(list(tree.outcomes), 2)
        at_least = relation.at_least(stated.vectors[x], stated.vectors[y])
        assert at_least == (found[x, y].relation in (Relation.BETTER, Relation.EQUAL))


AGREEING = {
    name: given
    for name, given in (*stating(), *documents())
    if clash(given) is None and len(given.outcomes) > 2
}


@pytest.mark.parametrize("name", AGREEING)
def test_fixed_tests_flows_and_programs_say_the_same(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each on its own, asked again and again, so that what it keeps is used."""
    given = AGREEING[name]
    statements = Statements.of(given)
    ids = list(statements.vectors)
    draw = random.Random(3)
    mixed = [lottery(draw, statements, ids) for _ in range(8)]
    mixed += [statements.vectors[id_] for id_ in ids[:6]]
    found = []
    for most in (preference_cone.MOST_TESTS, 0):
        monkeypatch.setattr(preference_cone, "MOST_TESTS", most)
        relation = statements.preference(ids)
        assert relation is not None
        places = [statements.features.index[name] for name in relation.features.names]
        own = [tuple(vector[i] for i in places) for vector in mixed]
        pairs = [(p, q) for p in own for q in own]
        found.append(
            (
                [relation.at_least(p, q) for p, q in pairs],
                [relation.prefers(p, q) for p, q in pairs],
                relation.maximal(own),
            )
        )
        assert [relation.at_least(p, q) for p, q in pairs] == found[-1][0]
        at_least = dict(zip(pairs, found[-1][0], strict=True))
        assert found[-1][1] == [at_least[p, q] and not at_least[q, p] for p, q in pairs]
        better = {q for (p, q), is_so in zip(pairs, found[-1][1], strict=True) if is_so}
        assert found[-1][2] == [p for p in own if p not in better]
    assert found[0] == found[1]
    assert sum(found[0][0]) > 0


def test_masses_move_down_iff_a_program_moves_them() -> None:
    draw = random.Random(11)
    moved = 0
    for _ in range(150):
        size = draw.randint(2, 6)
        steps = [tuple(draw.sample(range(size), 2)) for _ in range(draw.randint(0, 7))]
        surplus = [draw.randint(-2, 2) for _ in range(size - 1)]
        surplus.append(-sum(surplus))
        columns = [tuple(Fraction((k == i) - (k == j)) for k in range(size)) for i, j in steps]
        possible = not isinstance(maximise(columns, tuple(map(Fraction, surplus))), Infeasible)
        cut = moves_down(surplus, [(i, j) for i, j in steps])
        assert (cut is None) == possible
        moved += possible
        if cut is not None:
            assert sum(surplus[i] for i in cut) < 0
            assert all(i in cut for i, j in steps if j in cut)  # nothing outside leads in
    assert 30 < moved < 120


def test_paths_between_names_that_are_not_there() -> None:
    closure = Closure.of("ab", [("a", "b")], [])
    assert closure.leads("a", "b")
    assert closure.leads("a", "a")
    assert not closure.leads("b", "a")
    assert closure.leads("q", "q")
    assert not closure.leads("q", "a")
    assert not closure.leads("a", "q")
    assert closure.among("qba") == ([("a", "b")], [])
    assert closure.index == {"a": 0, "b": 1}


@pytest.mark.parametrize("seed", range(40))
def test_paths_are_those_that_going_step_by_step_finds(seed: int) -> None:
    draw = random.Random(seed)
    names = "abcdefg"[: draw.randint(1, 7)]
    steps = [(draw.choice(names), draw.choice(names)) for _ in range(draw.randint(0, 8))]
    cut = draw.randint(0, len(steps))
    better, equal = steps[:cut], steps[cut:]
    closure = Closure.of(names, better, equal)
    plain = [(x, y, True) for x, y in better]
    plain += [(x, y, False) for x, y in equal] + [(y, x, False) for x, y in equal]
    reached = {(x, x, False) for x in names}
    while True:
        further = {(x, z, a or b) for x, y, a in reached for w, z, b in plain if w == y}
        if further <= reached:
            break
        reached |= further
    circular = any((x, x, True) in reached for x in names)
    at = {name: i for i, name in enumerate(names)}
    for x in names:
        for y in names:
            leads = (x, y, False) in reached or (x, y, True) in reached
            assert closure.leads(x, y) == leads
            strictly = bool(closure.strict[at[x]] >> at[y] & 1)
            assert strictly == ((x, y, True) in reached) or (circular and not strictly)
    assert closure.is_circular == circular
    if circular:
        return
    kept = draw.sample(names, draw.randint(0, len(names)))
    fewer = Closure.of(kept, *closure.among(kept))
    for x in kept:
        for y in kept:
            assert fewer.leads(x, y) == closure.leads(x, y)
            strictly = fewer.strict[fewer.index[x]] >> fewer.index[y] & 1
            assert bool(strictly) == (closure.leads(x, y) and not closure.leads(y, x))


def test_the_matrix_says_how_far_it_is_and_can_be_cancelled() -> None:
    tree = document(choice("n", ("b", "A")), [outcome(id_) for id_ in "ABCD"])
    told: list[float] = []
    matrix(tree, progress=told.append)
    assert told == [0, 3 / 6, 5 / 6, 1]
    one = document(choice("n", ("b", "A")), [outcome("A")])
    told.clear()
    assert list(matrix(one, progress=told.append)) == [("A", "A")]
    assert told == [0]
    asked: list[None] = []

    def third() -> bool:
        asked.append(None)
        return len(asked) == 3

    with pytest.raises(Cancelled):
        matrix(tree, third)
    with pytest.raises(Cancelled):
        matrix(tree, lambda: True)
