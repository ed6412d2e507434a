"""A rule at many points: made ready once, on cores, on a cluster, by draws; always as if asked alone."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import msgspec
import numpy as np
import pytest

from solver.analysis_words.charts.sensitivity_charts import value_tornado
from solver.analysis_words.charts.threshold_ruler import ruler
from solver.document.elements import Distribution, Parameter
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import AddScenario, SetParameter, UseScenario
from solver.errors import Cancelled, QuandaryError
from solver.rules import solve
from solver.sensitivity.asked_together import swung
from solver.sensitivity.draws import draws, exactly
from solver.sensitivity.expected_values import many_best
from solver.sensitivity.grid import verdict_map
from solver.sensitivity.points import Points, spaced
from solver.sensitivity.simulation import acceptability, simulate
from solver.sensitivity.thresholds import thresholds
from solver.sensitivity.values_along import first_choice, swings, values_along
from solver.words.names import Names
from tests.documents.one_parameter import one_parameter, plain_at
from tests.documents.trees import chance, choice, document, outcome


def oil() -> Document:
    """Drill at a cost c, or not; a chance p of oil worth v."""
    made = document(
        choice("n", ("drill", chance("o", ("wet", "w", {"probability": "p"}), ("dry", "d", {})), {"payoff": "-c"}), ("stop", "s")),
        [outcome("w", "m", "v"), outcome("d", "m", 0), outcome("s", "m", 0)],
    )  # fmt: skip
    parameters = {
        "p": Parameter(id="p", value=Numeral("1/2"), min=Numeral("0"), max=Numeral("1")),
        "c": Parameter(id="c", value=Numeral("30"), min=Numeral("0"), max=Numeral("100")),
        "v": Parameter(id="v", value=Numeral("100"), min=Numeral("50"), max=Numeral("150")),
    }
    return replace(made, parameters=parameters)


def with_distribution(made: Document, id_: str, **own: Any) -> Document:
    stated = {key: Numeral(v) if key not in ("kind", "points") else v for key, v in own.items()}
    entry = msgspec.structs.replace(made.parameters[id_], distribution=Distribution(**stated))
    return replace(made, parameters={**made.parameters, id_: entry})


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("rule", ["dsm", "caprice"])
def test_a_tree_made_ready_once_says_what_one_made_anew_says(seed: int, rule: str) -> None:
    made = one_parameter(seed, piecewise=True)
    points = Points(made, rule)
    for value in spaced(Fraction(0), Fraction(1), 5):
        asked = points.at({"t": value})
        anew = solve(plain_at(made, value), rule)
        assert asked.answer is not None
        assert asked.answer.plans_total == anew.plans_total
        assert dict(asked.answer.branches) == {b: v.permitted for b, v in anew.branches.items()}


def test_where_there_is_no_answer_it_says_why() -> None:
    asked = Points(oil(), "eu").at({"p": Fraction(3, 2)})
    assert asked.answer is None
    assert "p" in asked.refused or "probabilit" in asked.refused


def test_a_map_fills_in_and_ends_whole() -> None:
    seen = list(verdict_map(oil(), "p", "c", "eu", 9, every=10))
    assert not any(seen[0].shown(c, r) is None for c in range(9) for r in range(9))  # a coarse one
    assert {seen[0].shown(c, r) for c in range(8) for r in range(8)} < seen[0].answers.keys()
    assert [each.done for each in seen] == sorted(each.done for each in seen)
    whole = seen[-1]
    assert len(whole.answers) == 81
    for (column, row), asked in whole.answers.items():
        gain = whole.columns[column] * 100 - whole.rows[row]
        assert asked.answer is not None
        assert asked.answer.branches["drill"] is (gain >= 0)
        assert asked.answer.branches["stop"] is (gain <= 0)
    with pytest.raises(Cancelled):
        list(verdict_map(oil(), "p", "c", "eu", 9, cancelled=lambda: True))


# ------------------------------------------------------------------------------ draws


def test_the_same_seed_draws_the_same() -> None:
    made = with_distribution(oil(), "p", kind="beta", alpha="2", beta="3")
    one, again, other = (draws(made, 50, seed)["p"] for seed in (1, 1, 2))
    assert (one == again).all()
    assert (one != other).any()
    assert float(exactly({"p": one}, 7)["p"]) == one[7]


@pytest.mark.parametrize(
    ("own", "mean"),
    [
        ({"kind": "uniform", "min": "0", "max": "4"}, 2),
        ({"kind": "triangular", "min": "0", "mode": "3", "max": "3"}, 2),
        ({"kind": "normal", "mean": "5", "sd": "1"}, 5),
        ({"kind": "lognormal", "mean": "0", "sd": "1/10"}, 1.005),
        ({"kind": "beta", "alpha": "1", "beta": "3", "min": "0", "max": "8"}, 2),
        ({"kind": "gamma", "shape": "2", "scale": "3"}, 6),
        ({"kind": "discrete", "points": ((Numeral("1"), Numeral("1/4")), (Numeral("5"), Numeral("3/4")))}, 4),
    ],
)  # fmt: skip
def test_means_of_distributions(own: dict[str, Any], mean: float) -> None:
    found = draws(with_distribution(oil(), "v", **own), 20_000, 3)["v"]
    assert abs(found.mean() - mean) < 0.05 * mean


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(QuandaryError, match="nothing to draw"):
        simulate(oil(), "eu", 10, 0)
    with pytest.raises(QuandaryError, match="needs a “sd”"):
        simulate(with_distribution(oil(), "v", kind="normal", mean="1"), "eu", 10, 0)
    with pytest.raises(QuandaryError, match="that sum to 1"):
        simulate(with_distribution(oil(), "v", kind="discrete", points=((Numeral("1"), Numeral("1/2")),)), "eu", 10, 0)  # fmt: skip


def test_draws_at_once_are_as_if_each_were_asked() -> None:
    made = with_distribution(oil(), "p", kind="uniform", min="0", max="1")
    found = simulate(made, "eu", 400, 5)
    values = draws(made, 400, 5)
    assert many_best(made, values) is not None
    points = Points(made, "eu")
    counts = {"drill": 0, "stop": 0}
    worth = []
    for k in range(400):
        asked = points.at(exactly(values, k))
        assert asked.answer is not None
        for branch, permitted in asked.answer.branches.items():
            counts[branch] += bool(permitted)
        worth.append(float(asked.value or 0))
    assert dict(found.branches) == {b: n for b, n in counts.items() if n}
    assert found.done == 400
    assert found.values is not None
    assert np.allclose(sorted(found.values), sorted(worth))
    assert abs(float(found.share(found.branches["drill"])) - 0.7) < 0.08


def test_ties_are_asked_one_by_one() -> None:
    made = with_distribution(oil(), "v", kind="discrete", points=((Numeral("60"), Numeral("1/2")), (Numeral("80"), Numeral("1/2"))))  # fmt: skip
    found = simulate(made, "eu", 200, 1)
    tied = sum(draws(made, 200, 1)["v"] == 60)
    assert found.branches["stop"] == tied  # at v = 60 both are worth 0
    assert found.branches["drill"] == 200


def test_the_acceptability_curve() -> None:
    made = with_distribution(oil(), "p", kind="uniform", min="0", max="1")
    shares = [
        float(found.share(found.branches.get("drill", 0)))
        for _, found in acceptability(
            made, "eu", "c", spaced(Fraction(0), Fraction(100), 3), 200, 1
        )
    ]
    assert shares[0] == 1
    assert abs(shares[1] - 0.5) < 0.1
    assert shares[2] < 0.02


# ------------------------------------------------------------------- values, scenarios


def test_values_along_a_parameter_and_where_they_cross() -> None:
    node = first_choice(oil())
    assert node == "n"
    found = values_along(oil(), "p", node)
    assert [(x, y, set(who)) for x, y, who, _ in found.crossings] == [
        (Fraction(3, 10), Fraction(0), {"drill", "stop"})
    ]
    ends = {line.name: (line.points[0], line.points[-1]) for line in found.lines}
    assert ends["drill"] == ((Fraction(0), Fraction(-30)), (Fraction(1), Fraction(70)))


def test_swings_of_values_and_verdicts() -> None:
    base, found = swings(oil(), "eu")
    assert base == 20
    by_name = {swing.parameter: swing for swing in found}
    assert (by_name["p"].at_low, by_name["p"].at_high) == (0, 70)
    assert by_name["p"].nearest == Fraction(1, 5)  # 3/10 is 2/10 away
    assert by_name["v"].nearest is not None


def partly_valid() -> Document:
    """Beyond p = 4/5 what is left for the third branch is less than nothing."""
    ends = [
        outcome("A", "s", 0),
        outcome("B", "s", 50),
        outcome("C", "s", 200),
        outcome("D", "s", 60),
    ]
    shares = (("a", "A", "p"), ("b", "B", "1/5"), ("c", "C", "#"))
    bet = chance("oil", *((name, end, {"probability": share}) for name, end, share in shares))
    return document(
        choice("n", ("drill", bet), ("stop", "D")),
        ends,
        parameters=[{"id": "p", "value": "1/2", "min": 0, "max": 1}],
    )


def test_where_the_document_stops_to_be_valid_no_verdict_changes() -> None:
    found = swung(partly_valid(), "eu")
    (swing,) = found.swings
    assert swing.first_change == Fraction(11, 20)  # 200·(4/5 − p) + 10 = 60
    assert swing.ends == (0, Fraction(4, 5))
    assert (swing.at_low, swing.at_high) == (170, 60)
    ((bar, *more),) = [
        value_tornado(Names(partly_valid()), found.base or Fraction(0), found.swings).bars
    ]
    assert not more
    assert [part.label for part in bar.parts] == ["0", "0.8"]
    # the line has its kink where another branch becomes best, and not beside it
    assert (Fraction(11, 20), Fraction(60)) in found.lines["p"]
    unlike = swung(SetParameter("p", {"value": Numeral("3/5")}).apply(partly_valid()), "maximin")
    assert (Fraction(11, 20), Fraction(60)) in unlike.lines["p"]


def test_the_ruler_tells_where_there_is_no_answer_from_where_the_verdict_changes() -> None:
    made = partly_valid()
    chart = ruler(Names(made), thresholds(made, "p", "eu"), Fraction(1, 2))
    assert chart.description == "1 threshold of p. No answer: 4/5 < p ≤ 1."
    last = chart.rows[0].stretches[-1]
    assert (last.label, last.low, last.high) == ("no answer", Fraction(4, 5), 1)


def test_a_scenario_is_used_and_undone_by_another() -> None:
    first = AddScenario("now").apply(oil())
    moved = SetParameter("c", {"value": Numeral("80")}).apply(first)
    assert UseScenario("scenario1").apply(moved).parameters["c"].value == Numeral("30")
