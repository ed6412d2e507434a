"""What speaks against permitted plans along a parameter: at every point, at the ends of the range, too."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest

import assets
from solver.analysis_words.charts.threshold_ruler import ruler
from solver.charts.chart import StretchChart
from solver.document.elements import Parameter
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import MakeParameter
from solver.formats.quandary import loads
from solver.sensitivity.along.roots import Root
from solver.sensitivity.answers import Choices
from solver.sensitivity.asked_together import RulerFound, ruled
from solver.sensitivity.judged import Fault
from solver.sensitivity.points import with_values
from solver.words.names import Names
from tests.documents.one_parameter import one_parameter
from tests.documents.trees import chance, choice, document, outcome
from tests.reference.all_plans import Reference
from tests.reference.along import Along, places
from tests.reference.opinions import Together


def shutdown() -> Document:
    """Lucky with a probability that is a parameter."""
    made = loads(assets.example_text("shutdown"))
    lucky = next(b for b in made.branches.values() if b.label == "lucky")
    return MakeParameter(lucky.id).apply(made)


def chart_of(made: Document, found: RulerFound) -> StretchChart:
    return ruler(Names(made), found.found, None, found.judged)


def fault(reference: Reference, choices: Choices) -> Fault | None:
    """What speaks against a plan as seen from the root, word for word."""
    plans = reference.plans(reference.root)
    (own,) = [plan for plan in plans if plan.choices == tuple(sorted(choices))]
    if any(reference.prefers(plan.features, own.features) for plan in plans):
        return Fault.DOMINATED
    return None if reference.optimal(own.features, plans) else Fault.NEVER_BEST


def test_shutting_down_if_lucky_is_best_under_some_completion_only_at_the_ends() -> None:
    made = replace(made := shutdown(), view={**made.view, "numbers": "fraction"})
    (parameter,) = made.parameters
    found = ruled(made, parameter, "dsm")
    chart = chart_of(made, found)
    lane = [(str(s.low), str(s.high), s.fill) for s in chart.rows[2].stretches]
    assert lane == [
        ("0", "0", "full"),
        ("0", "1/2", "part"),
        ("1/2", "1/2", "empty"),
        ("1/2", "1", "part"),
        ("1", "1", "full"),
    ]
    assert chart.bounds == ((Fraction(1, 2), "1/2: acd"),)
    assert chart.description == (
        "The same plans are permitted for every value of lucky, except that at 1/2 b is not."
        " Hatched: permitted, though best under no completion."
        " Not so at single points: b at lucky = 0, b at lucky = 1."
    )


def test_a_part_to_which_chance_never_leads_makes_no_plan_a_bad_one() -> None:
    """The sure 2/5 each are best under no weights, and E-admissibility has none of it at t = 0, either.

    But there the plan that takes it is as good as every other.
    """
    made = document(
        chance(
            "c",
            (
                "go",
                choice("n", ("X", "x", {}), ("Y", "y", {}), ("Z", "z", {})),
                {"probability": "t"},
            ),
            ("stay", "x", {"probability": "#"}),
        ),
        [
            outcome("x", "s", {"a": 1, "b": 0}),
            outcome("y", "s", {"a": 0, "b": 1}),
            outcome("z", "s", {"a": "2/5", "b": "2/5"}),
        ],
        criteria=[{"id": "a"}, {"id": "b"}],
    )
    t = Parameter(id="t", value=Numeral("1/2"), min=Numeral("0"), max=Numeral("1"))
    made = replace(made, parameters={"t": t})
    judged = ruled(made, "t", "dsm").judged
    third = judged[(("n", "Z"),)]
    assert [(str(j.piece.low), str(j.piece.high), j.fault) for j in third] == [
        ("0", "0", None),
        ("0", "1", Fault.NEVER_BEST),
    ]


@pytest.mark.parametrize("seed", [0, 3, 4, 7, 8])  # of 5 nothing depends on t
def test_random_trees_against_the_naive_way(seed: int) -> None:
    relation = "timestep-dominance" if seed % 4 == 3 else "expected-multi-utility"
    made = one_parameter(seed, relation)
    rule = ("naive", "dsm", "sophisticated")[seed % 3]
    found = ruled(made, "t", rule)
    along = Along(made)
    faults = Counter[Fault | None]()
    for value in places(along.critical(across=False, mixtures=True), grid=6):
        reference = along.at(value)
        at = found.found.at(value)
        assert at is not None
        assert at.answer is not None
        for plan in at.answer.choices or ():
            place = Root.rational(value)
            (judged,) = [j.fault for j in found.judged[plan] if j.piece.holds(place)]
            assert judged is fault(reference, plan), f"{plan} at {value}"
            faults[judged] += 1
    assert faults


def test_faults_under_opinions_of_which_one_closes_the_way() -> None:
    """A part that must be good by the word of an opinion that never comes there makes no plan a bad one."""
    made = document(
        chance(
            "c",
            ("go", choice("n", ("X", "x", {}), ("Y", "y", {}), ("Z", "z", {})), {"probability": "p"}),
            ("stay", "x", {"probability": "#"}),
        ),
        [
            outcome("x", "s", {"a": 1, "b": 0}),
            outcome("y", "s", {"a": 0, "b": 1}),
            outcome("z", "s", {"a": "z", "b": "z"}),
        ],
        criteria=[{"id": "a"}, {"id": "b"}],
        parameters=[{"id": "p", "value": "1/2"}, {"id": "z", "value": "1/2", "min": 0, "max": 1}],
        opinions=[{"id": "never", "parameters": {"p": 0, "z": "2/5"}}, {"id": "half"}],
    )  # fmt: skip
    judged = ruled(made, "z", "dsm").judged[(("n", "Z"),)]
    found = set()
    for value in (Fraction(k, 20) for k in range(1, 20)):
        at = with_values(made, {"z": value})
        here = [j.fault for j in judged if j.piece.holds(Root.rational(value))]
        assert here == [fault(Together(at), (("n", "Z"),))], value
        found |= set(here)
    assert found == {None, Fault.NEVER_BEST}
