"""Comparing outcomes, and statements that clash."""

import random
from fractions import Fraction

import pytest

from solver.document.model import Document
from solver.preferences.comparison import Comparison, Relation
from solver.preferences.contradictions import clash
from solver.preferences.outcome_matrix import matrix
from tests.documents.at_random.random_documents import random_document
from tests.documents.trees import choice, document, outcome
from tests.reference.all_plans import Reference, feasible, minus, whole


def stating(outcomes: list[dict[str, object]], **statements: object) -> Document:
    tree = choice("n", ("b", str(outcomes[0]["id"])))
    return document(tree, outcomes, preferences=statements)


ALONE = [outcome(id_) for id_ in "ABCD"]


def test_where_a_comparison_comes_from() -> None:
    outcomes = [outcome("a1", "a", 1), outcome("a2", "a", 2), *ALONE]
    found = matrix(stating(outcomes, better=[["A", "a2"], ["a1", "B"]], equal=[["B", "C"]]))
    assert found["A", "a2"] == Comparison(Relation.BETTER, "stated")
    assert found["a2", "A"] == Comparison(Relation.WORSE, "stated")
    assert found["a2", "a1"] == Comparison(Relation.BETTER, "scale")
    assert found["A", "C"] == Comparison(Relation.BETTER, "implied")
    assert found["C", "B"] == Comparison(Relation.EQUAL, "stated")
    assert found["A", "D"] == Comparison(Relation.GAP)


@pytest.mark.parametrize("block", range(3))
def test_the_matrix_agrees_with_what_all_completions_say(block: int) -> None:
    for seed in range(block * 200, (block + 1) * 200):
        tree = random_document(seed)
        reference = Reference(tree)
        found = matrix(tree)
        for x in tree.outcomes:
            for y in tree.outcomes:
                p, q = reference._vector(x, {}), reference._vector(y, {})
                up, down = reference.at_least(p, q), reference.at_least(q, p)
                relation = found[x, y].relation
                assert (up, down) == {
                    Relation.BETTER: (True, False),
                    Relation.WORSE: (False, True),
                    Relation.EQUAL: (True, True),
                    Relation.GAP: (False, False),
                }[relation], (seed, x, y)


def test_statements_clash_iff_no_completion_satisfies_them() -> None:
    clashes = 0
    for seed in range(400):
        draw = random.Random(seed)
        outcomes = [outcome(f"s{i}", "s", draw.choice((0, 1, 2, "1/2"))) for i in range(3)]
        outcomes += [outcome("t0", "t", 0), outcome("t1", "t", 1), outcome("X")]
        ids = [str(entry["id"]) for entry in outcomes]
        pairs = [draw.sample(ids, 2) for _ in range(draw.randint(1, 5))]
        cut = draw.randint(0, len(pairs))
        tree = stating(outcomes, better=pairs[:cut], equal=pairs[cut:])
        reference = Reference(tree)
        consistent = feasible(reference.strict, [], reference.equal)
        found = clash(tree)
        assert (found is None) == consistent, seed
        if found is not None:
            clashes += 1
            assert found.message.endswith(".")
            assert set(found.outcomes) <= set(ids)
    assert 50 < clashes < 350


def test_a_cycle_is_named() -> None:
    found = clash(stating(ALONE, better=[["A", "B"], ["B", "C"], ["C", "A"]]))
    assert found is not None
    assert "A ≻ B ≻ C ≻ A" in found.message
    assert found.outcomes == ("A", "B", "C")


def test_a_cycle_through_a_scale_is_named() -> None:
    outcomes = [outcome("hi", "s", 1), outcome("lo", "s", 0), *ALONE]
    found = clash(stating(outcomes, better=[["A", "hi"], ["lo", "A"]]))
    assert found is not None
    assert set(found.outcomes) == {"A", "hi", "lo"}


def test_differences_on_one_scale_can_clash_without_any_cycle() -> None:
    outcomes = [outcome(f"s{i}", "s", i) for i in (0, 1, 2, 3)] + [
        outcome(f"t{i}", "t", i) for i in (0, 1)
    ]
    # t1 lies within one step of t0 by the equalities at both ends, yet two steps away.
    found = clash(stating(outcomes, equal=[["s0", "t0"], ["s1", "t1"]], better=[["t1", "s2"]]))
    assert found is not None
    affine = stating(outcomes, equal=[["s0", "t0"], ["s1", "t1"]], better=[["s2", "t1"]])
    assert clash(affine) is None


def test_outcomes_with_faulty_numbers_are_left_out() -> None:
    outcomes = [outcome("bad", "s", "1/0"), *ALONE]
    tree = stating(outcomes, better=[["A", "bad"], ["bad", "A"], ["A", "B"]])
    assert clash(tree) is None
    assert matrix(tree)["A", "B"].relation is Relation.BETTER
    both = stating(outcomes, better=[["A", "bad"], ["A", "B"], ["B", "A"]])
    found = clash(both)
    assert found is not None
    assert set(found.outcomes) == {"A", "B"}


def test_the_reference_is_no_yes_man() -> None:
    assert feasible([(1, 0), (0, 1)], [(-1, 1)], [])
    assert not feasible([(1, 0), (0, 1)], [(-1, -1)], [])
    assert not feasible([(1, -1)], [], [(1, -1)])
    assert whole(minus((Fraction(1, 2), Fraction(1)), (Fraction(0), Fraction(0)))) == (1, 2)
