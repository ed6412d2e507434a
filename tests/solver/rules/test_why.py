"""Asking why: what cannot be asked is said in a sentence; whoever asked can stop it."""

import random
from fractions import Fraction

import networkx as nx
import pytest

from solver.document.elements import Completion
from solver.errors import Cancelled, CertificateError, EditError
from solver.explain.case import Case
from solver.explain.explanation import Completed, Part
from solver.explain.lottery_contrast import _check, _flow, mixed
from solver.preferences.comparison import Relation
from solver.prospect import End, Prospect
from solver.rules import solve
from solver.rules.why import missing_choices, whole_plan, why_branch, why_plan
from tests.documents.trees import chance, choice, document, outcome
from tests.kept import parts
from tests.kept.kept import compare


def tree() -> Case:
    """A choice above chance above two choices, with a branch of probability zero."""
    made = choice(
        "first",
        ("stop", "A"),
        (
            "go",
            chance(
                "toss",
                ("heads", choice("one", ("x", "A"), ("y", "B")), {"probability": "1/2"}),
                ("tails", choice("two", ("z", "C"), ("w", "A")), {"probability": "1/2"}),
                ("never", choice("three", ("v", "B"), ("u", "C")), {"probability": "0"}),
            ),
        ),
    )
    return Case.of(document(made, [outcome("A", "s", 1), outcome("B", "s", 0), outcome("C")]))


def test_a_branch_that_is_none_of_a_choice_node() -> None:
    on = tree()
    assert on.end("y") == (on.tree.numbers["one"], 1)
    for id_ in ("heads", "no such branch", "first"):
        with pytest.raises(EditError) as error:
            why_branch(on.document, "naive", id_)
        assert str(error.value) == f"“{id_}” is not a branch of a choice node in the tree."


def test_a_plan_names_a_branch_wherever_it_comes() -> None:
    on = tree()
    with pytest.raises(EditError) as error:
        why_plan(on.document, "dsm", {"first": "go", "two": "z"})
    assert str(error.value) == (
        "This is not a whole plan yet: it also comes to the choice after the unnamed branch (1) and the "
        "choice after the unnamed branch (3)."
    )
    assert missing_choices(on, {}) == ["first"]
    assert missing_choices(on, on.numbered({"first": "go"})) == ["one", "two", "three"]
    assert missing_choices(on, on.numbered({"first": "stop"})) == []


def test_what_a_plan_does_not_reach_is_left_out() -> None:
    on = tree()
    given = {"first": "go", "one": "y", "two": "z", "three": "u", "gone": "x"}
    plan = whole_plan(on, given)
    assert dict(plan.choices) == {n: b for n, b in given.items() if n != "gone"}
    half = Fraction(1, 2)
    assert [end.outcome for end in plan.prospect] == ["B", "C"]
    assert plan.prospect.lottery == {"B": half, "C": half}
    assert plan.node == "first"
    stop = whole_plan(on, {**given, "first": "stop"})
    assert dict(stop.choices) == {"first": "stop"}
    assert on.numbered({"first": "x", "one": "x"}) == {on.tree.numbers["one"]: 0}


def test_a_plan_of_a_solution_can_be_asked_about() -> None:
    on = tree()
    for permitted in solve(on.document, "dsm").plans:
        found = whole_plan(on, permitted.plan)
        assert dict(found.choices) == dict(permitted.plan.choices)
        assert found.prospect == permitted.plan.prospect
        assert why_plan(on.document, "dsm", permitted.plan.choices).permitted


@pytest.mark.parametrize("rule", ["naive", "caprice", "e-admissible", "dsm"])
def test_asking_can_be_stopped(rule: str) -> None:
    on = tree()
    with pytest.raises(Cancelled):
        why_branch(on.document, rule, "go", lambda: True)
    with pytest.raises(Cancelled):
        why_plan(on.document, rule, {"first": "stop"}, lambda: True)


def test_the_prospect_of_a_mixture_and_of_one_outcome_paid_twice() -> None:
    on = tree()
    cheap, dear = End("A", (("value", Fraction(1)),)), End("A", (("value", Fraction(-1)),))
    quarter, half = Fraction(1, 4), Fraction(1, 2)
    one = Part("n", {}, Prospect({cheap: half, dear: quarter, End("B"): quarter}), ())
    assert one.prospect.lottery == {"A": half + quarter, "B": quarter}
    other = Part("n", {}, Prospect({dear: Fraction(1)}), ())
    mixture = mixed(on, [(quarter, one), (1 - quarter, other)])
    assert mixture == {cheap: Fraction(1, 8), dear: Fraction(13, 16), End("B"): Fraction(1, 16)}
    assert list(mixture) == [dear, cheap, End("B")]  # in the order of a prospect


def test_relations_have_signs_and_converses() -> None:
    assert {r.sign: r.converse.sign for r in Relation} == {"≻": "≺", "≺": "≻", "~": "~", "∥": "∥"}


def test_as_much_moves_as_can() -> None:
    draw = random.Random(3)
    for _ in range(150):
        losses = {End(f"l{i}"): Fraction(draw.randint(1, 6), 7) for i in range(draw.randint(1, 4))}
        gains = {End(f"g{i}"): Fraction(draw.randint(1, 6), 7) for i in range(draw.randint(1, 4))}
        pairs = [(a, b) for a in losses for b in gains if draw.random() < 0.6]
        moved = _flow(losses, gains, [*pairs, (End("gone"), End("g0"))])
        net = nx.DiGraph()
        net.add_nodes_from(("from", "to"))
        net.add_edges_from(("from", a, {"capacity": int(m * 7)}) for a, m in losses.items())
        net.add_edges_from((b, "to", {"capacity": int(m * 7)}) for b, m in gains.items())
        net.add_edges_from(pairs)
        assert sum(moved.values()) * 7 == nx.maximum_flow_value(net, "from", "to")
        assert moved.keys() <= set(pairs)
        assert all(mass > 0 for mass in moved.values())
        for a, mass in losses.items():
            assert sum(m for (source, _), m in moved.items() if source == a) <= mass
        for b, mass in gains.items():
            assert sum(m for (_, target), m in moved.items() if target == b) <= mass


def test_completions_that_do_not_disagree_are_no_proof() -> None:
    a, b = End("A"), End("B")
    up, down, same = (Completed(Completion(), {a: Fraction(u), b: Fraction(1)}) for u in (2, 0, 1))
    first, second = Prospect({a: Fraction(1)}), Prospect({b: Fraction(1)})
    _check((up, down), first, second)
    for pair in ((up, up), (down, down), (down, up), (up, same), (same, down)):
        with pytest.raises(CertificateError):
            _check(pair, first, second)


def test_what_explanations_consist_of() -> None:
    compare("explained.txt", "\n".join(parts.explained()))


def test_under_a_curve_plans_are_told_by_certainty_equivalents() -> None:
    """(u(1) + u(4)) / 2 = 5/2 is what 7/4 is worth, between (1, 1) and (2, 3); the other plan has 3/2."""
    half, quarter = {"probability": "1/2"}, {"probability": "1/4"}
    coin = chance("c", ("h", "x", half), ("t", "y", quarter), ("r", "v", quarter))
    points = {"kind": "points", "points": [[0, 0], [1, 1], [2, 3], [4, 4]]}
    made = document(
        choice("n", ("bet", coin), ("sure", "z")),
        [
            outcome("x", "s", 1),
            outcome("y", "s", 4),
            outcome("v", "s", 4),
            outcome("z", "s", "3/2"),
        ],
        scales=[{"id": "s", "utility": points}],
    )
    case = Case.of(made)
    assert why_plan(case, "eu", {"n": "bet"}).values == {
        "plan": Fraction(7, 4),
        "best": Fraction(7, 4),
    }
    assert why_plan(case, "eu", {"n": "sure"}).values == {
        "plan": Fraction(3, 2),
        "best": Fraction(7, 4),
    }
