"""Maps of two parameters: what they show at each point is what every plan listed says, and what a rule says alone."""

import json
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest

from solver.budget import Budget
from solver.document.elements import DEFAULT_RELATION, Kind, Parameter
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.errors import QuandaryError
from solver.formats.quandary import loads
from solver.rules import solve
from solver.sensitivity import many_points
from solver.sensitivity.grid import VerdictMap, verdict_map
from solver.sensitivity.judged import never_best
from solver.sensitivity.many_points import ManyPoints
from solver.sensitivity.points import Points, with_values
from tests.documents.at_random.random_opinions import random_opinions
from tests.documents.trees import chance, choice, document, outcome
from tests.documents.two_parameters import two_parameters
from tests.reference.all_plans import Reference
from tests.reference.opinions import Together, plain
from tests.reference.rules import expected


def mapped(made: Document, across: str, up: str, rule: str, count: int) -> VerdictMap:
    *_, last = verdict_map(made, across, up, rule, count, every=4)
    return last


def is_hatched(reference: Reference) -> bool:
    """Whether some plan that is permitted is, seen from the root, best under no completion; word for word."""
    permitted = expected(reference, "dsm", {}).plans
    plans = reference.plans(reference.root)
    return any(
        not reference.optimal(plan.features, plans) for plan in plans if plan.choices in permitted
    )


def uses_both(made: Document) -> bool:
    try:
        list(verdict_map(made, "s", "t", "dsm", 1))
    except QuandaryError:
        return False
    return True


@pytest.mark.parametrize("relation", [DEFAULT_RELATION, "timestep-dominance"])
def test_hatched_is_where_a_permitted_plan_is_never_best(relation: str) -> None:
    asked = hatched = closed = misled = 0
    for seed in (*range(24), 333, 490):  # the last two are such that a part is to blame
        made = two_parameters(seed, relation)
        if not uses_both(made):
            continue
        found = mapped(made, "s", "t", "dsm", 3)
        for (column, row), own in found.answers.items():
            at = plain(with_values(made, {"s": found.columns[column], "t": found.rows[row]}))
            reference = Reference(at)
            assert own.answer is not None
            if own.answer.choices is not None:
                plans = {tuple(sorted(plan)) for plan in own.answer.choices}
                assert plans == expected(reference, "dsm", {}).plans, seed
            is_there = is_hatched(reference)
            assert ((column, row) in found.never_best) is is_there, f"{seed} at {column}, {row}"
            fewer = solve(at, "e-admissible").plans_total != own.answer.plans_total
            asked, hatched = asked + 1, hatched + is_there
            misled += fewer is not is_there
            closed += any(
                0 in reference.probabilities(n) for n in at.tree if at.nodes[n].kind is Kind.CHANCE
            )
    assert asked > 80
    assert hatched > 5
    assert closed > 30
    assert misled  # that E-admissibility permits less says less than that


def test_a_part_to_which_chance_never_leads_makes_no_plan_a_bad_one() -> None:
    """Where chance never leads to n its third branch is as good as any, though no completion makes it best there."""
    go = choice("n", ("X", "x", {}), ("Y", "y", {}), ("Z", "z", {}))
    made = document(
        chance(
            "c",
            ("go", go, {"probability": "max(0, s - t)"}),
            ("stay", "x", {"probability": "#"}),
        ),
        [
            outcome("x", "s", {"a": 1, "b": 0}),
            outcome("y", "s", {"a": 0, "b": 1}),
            outcome("z", "s", {"a": "2/5", "b": "2/5"}),
        ],
        criteria=[{"id": "a"}, {"id": "b"}],
        parameters=[{"id": id_, "value": "1/2", "min": 0, "max": 1} for id_ in "st"],
    )
    found = mapped(made, "s", "t", "dsm", 4)
    assert found.never_best == {(c, r) for c in range(4) for r in range(4) if c > r}
    assert all(own.answer and own.answer.plans_total == 3 for own in found.answers.values())


@pytest.mark.parametrize("rule", ["dsm", "naive", "e-admissible", "caprice"])
def test_many_points_are_as_if_each_were_asked_alone(rule: str) -> None:
    many = alike = 0
    for seed in (0, 1, 2, 3, 5, 9, 19):
        made = two_parameters(seed, "first-order" if seed % 10 == 9 else DEFAULT_RELATION)
        points = Points(made, rule)
        thirds = [Fraction(k, 3) for k in range(-1, 4)]  # at −1/3 it is not valid
        asked = [{"s": s, "t": t} for s in thirds for t in thirds]
        at_once = ManyPoints(points)
        for values, here in zip(asked, at_once.at(asked), strict=True):
            assert here.asked == points.at(values), f"{seed} at {values}"
        many, alike = many + len(asked), alike + len(at_once._known)
    assert (0 < alike < many / 3) is (rule != "caprice")


def test_points_whose_numbers_have_long_denominators_are_each_asked_alone() -> None:
    """Together they would have more digits than can be computed with; by itself each is as quick as any."""
    nodes: list[dict[str, object]] = [{"id": f"c{i}", "kind": "chance"} for i in range(100)]
    nodes += [{"id": f"o{i}", "kind": "outcome", "outcome": "y" if i == 100 else "n"} for i in range(101)]  # fmt: skip
    branches = [{"id": f"b{i}", "from": f"c{i}", "to": f"c{i + 1}" if i < 99 else "o100", "probability": "1/(10^199 + x)"} for i in range(100)]  # fmt: skip
    branches += [{"id": f"r{i}", "from": f"c{i}", "to": f"o{i}", "probability": "#"} for i in range(100)]  # fmt: skip
    made = {
        "format": "quandary", "version": 1, "nodes": nodes, "branches": branches, "root": "c0",
        "outcomes": [{"id": "y", "label": "y", "value": "y"}, {"id": "n", "label": "n", "value": 0}],
        "parameters": [{"id": p, "value": 1, "min": 0, "max": 9} for p in "xy"],
    }  # fmt: skip
    found = mapped(loads(json.dumps(made)), "x", "y", "dsm", 4)
    assert all(own.answer and own.answer.plans_total == 1 for own in found.answers.values())


def test_where_one_plan_is_maximal_it_is_best_under_a_completion() -> None:
    """What a map need not ask of E-admissibility is what it would say, down to the plans."""
    met = 0
    for seed in (8, 12, 13, 25, 30, 33, 34, 35, 43, 46):  # where that is so at most points
        points = Points(made := two_parameters(seed), "dsm")
        for s, t in product((Fraction(0), Fraction(1, 2), Fraction(1)), repeat=2):
            values = {"s": s, "t": t}
            one, other = (Points(made, rule).at(values) for rule in ("dsm", "e-admissible"))
            assert one.answer is not None
            assert other.answer is not None
            if one.answer.plans_total == 1:
                met += 1
                assert one.answer.choices == other.answer.choices
                assert not never_best(points.case(values), one.answer, other.answer)
    assert met > 60


def test_hatched_under_several_opinions() -> None:
    asked = hatched = 0
    for seed in (*range(16), 29, 50, 79, 88, 91):
        made = random_opinions(seed)
        is_there = is_hatched(Together(made))
        assert hatches(made) is is_there, seed
        asked, hatched = asked + 1, hatched + is_there
    assert 3 < hatched < asked


def hatches(made: Document) -> bool:
    maximal, best = (Points(made, rule).at({}).answer for rule in ("dsm", "e-admissible"))
    assert maximal is not None
    assert best is not None
    return never_best(Points(made, "dsm").case({}), maximal, best)


def test_a_way_that_one_opinion_closes_is_none_on_which_a_plan_must_be_best() -> None:
    """What one opinion says of a part to which by its own word nothing leads counts at that part alone."""
    go = choice("n", ("X", "x", {}), ("Y", "y", {}), ("Z", "z", {}))
    made = document(
        chance("c", ("go", go, {"probability": "p"}), ("stay", "x", {"probability": "#"})),
        [
            outcome("x", "s", {"a": 1, "b": 0}),
            outcome("y", "s", {"a": 0, "b": 1}),
            outcome("z", "s", {"a": "z", "b": "z"}),
        ],
        criteria=[{"id": "a"}, {"id": "b"}],
        parameters=[{"id": "p", "value": "1/2"}, {"id": "z", "value": "1/2"}],
        opinions=[
            {"id": "never", "parameters": {"p": 0, "z": "2/5"}},
            {"id": "half", "parameters": {}},
        ],
    )
    assert solve(made, "dsm").plans_total == 3
    assert solve(made, "e-admissible").plans_total == 2
    assert hatches(made) is is_hatched(Together(made)) is False
    parameters = {**made.parameters, "z": Parameter(id="z", value=Numeral("1/3"))}
    lower = replace(made, parameters=parameters)
    assert hatches(lower) is is_hatched(Together(lower)) is True


def test_few_are_side_by_side_where_trees_are_large_and_none_past_the_budget(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = two_parameters(0)
    points = Points(made, "dsm")
    asked = [{"s": Fraction(s, 4), "t": Fraction(t, 4)} for s in range(5) for t in range(5)]
    wanted = [points.at(values) for values in asked]
    monkeypatch.setattr(many_points, "MOST_NODES", 2 * len(points.case({}).tree))
    at_once = ManyPoints(points, judges=True)
    assert [here.asked for here in at_once.at(asked)] == wanted
    assert at_once._known
    monkeypatch.setattr(many_points, "Budget", lambda cancelled: Budget(cancelled, left=1))
    alone = ManyPoints(points, judges=True)
    assert [here.asked for here in alone.at(asked)] == wanted
    assert not alone._known
