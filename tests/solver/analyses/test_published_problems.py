"""Problems that others have published, with the answers that they print.

The inputs are our own; each test names where the numbers and the answer come from.
"""

from fractions import Fraction

import pytest

from solver.analyses.criteria.league import league
from solver.analyses.criteria.plane import Plane, PlanePlace, plane
from solver.analyses.information.prices import information_values
from solver.analyses.risk.certainty import certainty_equivalents
from solver.analyses.risk.distribution import distributions
from solver.document.elements import UtilityCurve
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import FlipChances, SetNode, SetParameter, SetRelation
from solver.preferences.curves.curve import Curve
from solver.rules import solve
from tests.documents.decision_tables import lotteries, options, table
from tests.documents.trees import chance, choice, document, outcome

F = Fraction


def permitted(made: Document, rule: str) -> set[str]:
    found = solve(made, rule).branches
    return {b.id for b in made.children("Which?") if found[b.id].permitted}


def evpi(made: Document) -> Fraction | None:
    (found,) = information_values(made, "eu", event="State").events
    return found.value


# ------------------------------------------------------------- value of information, regret


def test_three_decisions_and_three_states() -> None:
    """solvely.ai, homework 318896182: 9.6 for d2, perfect information worth 2.8."""
    made = table({"d1": (10, 8, 6), "d2": (14, 15, 2), "d3": (7, 8, 9)}, ("0.2", "0.4", "0.4"))
    assert (permitted(made, "eu"), solve(made, "eu").value) == ({"d2"}, F("9.6"))
    assert evpi(made) == F("2.8")


def test_salads() -> None:
    """CIMA, integrated workbook P1, page 178: 50 by expected value (90); 70, 40, 40 without chances."""
    rows = {
        supply: [2 * min(supply, demand) - 8 * max(supply - demand, 0) for demand in (40, 50, 60, 70)]
        for supply in (40, 50, 60, 70)
    }  # fmt: skip
    assert rows[70] == [-160, -60, 40, 140]
    made = table({str(k): v for k, v in rows.items()}, ("0.1", "0.2", "0.4", "0.3"))
    assert (permitted(made, "eu"), solve(made, "eu").value) == ({"50"}, 90)
    assert permitted(made, "maximax") == {"70"}
    assert permitted(made, "maximin") == {"40"}
    assert permitted(made, "minimax-regret") == {"40"}
    assert evpi(made) == 118 - 90


def test_two_alternatives_and_opportunity_loss() -> None:
    """brainmass.com 527785: 2 by maximax (175), by equal chances (150), and by minimax regret (25)."""
    made = table({"1": (100, 150), "2": (175, 125)}, ("1/2", "1/2"))
    assert permitted(made, "maximax") == {"2"}
    assert (permitted(made, "eu"), solve(made, "eu").value) == ({"2"}, 150)
    assert permitted(made, "minimax-regret") == {"2"}


def test_plants() -> None:
    """Heizer and Render, module A (slides A-13 to A-20): 40,000 for the small plant; EVPI 60,000."""
    rows = {"large": (200_000, -180_000), "small": (100_000, -20_000), "nothing": (0, 0)}
    made = table(rows, ("0.5", "0.5"))
    assert (permitted(made, "eu"), solve(made, "eu").value) == ({"small"}, 40_000)
    assert evpi(made) == 60_000
    assert permitted(made, "maximax") == {"large"}
    assert permitted(made, "maximin") == {"nothing"}


def test_plants_in_three_markets() -> None:
    """The same, problem A.1: large, nothing, small (83,333 on average)."""
    rows = {
        "large": (275_000, 100_000, -150_000),
        "small": (200_000, 60_000, -10_000),
        "overtime": (100_000, 40_000, -1_000),
        "nothing": (0, 0, 0),
    }
    made = table(rows, ("1/3", "1/3", "1/3"))
    assert permitted(made, "maximax") == {"large"}
    assert permitted(made, "maximin") == {"nothing"}
    assert (permitted(made, "eu"), solve(made, "eu").value) == ({"small"}, F(250_000, 3))


def test_whitten_industries() -> None:
    """smartsolve.ai: the small plant, 25,500; perfect information worth 126,000 − 25,500."""
    rows = {"large": (420_000, -300_000), "small": (120_000, -15_000), "none": (0, 0)}
    made = table(rows, ("0.30", "0.70"))
    assert (permitted(made, "eu"), solve(made, "eu").value) == ({"small"}, 25_500)
    assert evpi(made) == 100_500


def test_plant_sizes_and_regret() -> None:
    """Anderson, Sweeney and Williams, as solved at scribd 514818635: large, small, large (regret 100)."""
    made = table({"small": (150, 200, 200), "large": (50, 200, 500)}, ("1/3", "1/3", "1/3"))
    assert permitted(made, "maximax") == {"large"}
    assert permitted(made, "maximin") == {"small"}
    assert permitted(made, "minimax-regret") == {"large"}


def test_thompson_lumber_with_three_demands() -> None:
    """scribd 328234192: 86,000 for the large plant against 48,000 for the small one."""
    rows = {
        "large": (200_000, 100_000, -120_000),
        "small": (90_000, 50_000, -20_000),
        "no": (0, 0, 0),
    }
    made = table(rows, ("0.3", "0.5", "0.2"))
    assert (permitted(made, "eu"), solve(made, "eu").value) == ({"large"}, 86_000)
    small = next(row for row in league(made, "eu").rows if row.plan.choices["Which?"] == "small")
    assert small.values["s"].values["value"] == 48_000


def test_introducing_a_product() -> None:
    """TreePlan's guide, chapter 19: 190,000, and 40,000 for a perfect prediction."""
    rows = {"introduce": (400_000, 100_000, -200_000), "don't": (0, 0, 0)}
    made = table(rows, ("0.5", "0.3", "0.2"))
    assert solve(made, "eu").value == 190_000
    assert evpi(made) == 40_000


# ----------------------------------------------------------------------- break-even, Bayes


def test_a_contract_and_its_break_even_fee() -> None:
    """Radiant's “sign contract”: 955,000 by the movie company's terms; a fee of 60,000 more than that."""
    rows = {"movie": (200_000, 1_000_000, 3_000_000), "TV": (900_000, 900_000, 900_000)}
    made = table(rows, ("0.3", "0.6", "0.1"))
    found = league(made, "eu").rows
    worth = {row.plan.choices["Which?"]: row.values["s"].values["value"] for row in found}
    assert worth == {"movie": 960_000, "TV": 900_000}
    assert worth["movie"] - worth["TV"] == 60_000  # the fee at which both are alike
    assert worth["movie"] - 5_000 == 955_000


def test_a_seismic_test_and_what_it_tells() -> None:
    """Samuelson and Marks, Managerial economics, chapter 13: P(good) 0.5, wet 0.6 if good, 0.2 if bad."""
    tree = chance(
        "site",
        ("wet", chance("w", ("wg", "A", {"label": "good", "probability": "0.75"}), ("wb", "B", {"label": "bad", "probability": "#"})), {"label": "wet", "probability": "prior"}),
        ("dry", chance("d", ("dg", "C", {"label": "good", "probability": "1/3"}), ("db", "D", {"label": "bad", "probability": "#"})), {"label": "dry", "probability": "#"}),
    )  # fmt: skip
    ends = [outcome(id_, "s", value) for value, id_ in enumerate("ABCD")]
    made = document(tree, ends, parameters=[{"id": "prior", "value": "0.4"}])
    for id_, label in (("site", "Site"), ("w", "Test"), ("d", "Test")):
        made = SetNode(id_, {"label": label}).apply(made)

    def told(flipped: Document) -> list[Fraction]:
        names = flipped.parameter_values
        tests = flipped.children("site")
        wet = [flipped.children(branch.target)[0] for branch in tests]
        shown = [branch.probability for branch in (tests[0], *wet)]
        return [number.value(names) for number in shown if number is not None]

    flipped = FlipChances("site").apply(made)
    assert told(flipped) == [F("0.5"), F("0.6"), F("0.2")]
    # Check station 1: with a prior of 0.28 it is 0.21/0.45 and 0.07/0.55.
    less = SetParameter("prior", {"value": Numeral("0.28")}).apply(flipped)
    assert told(less) == [F("0.45"), F(21, 45), F(7, 55)]


# ------------------------------------------------------------------- certainty equivalents


def test_a_square_root_of_wealth() -> None:
    """ameblo.jp, entry 12594257383: expected utility 15, certainty equivalent 225, premium 25."""
    root = UtilityCurve(kind="power", exponent=Numeral("1/2"))
    made = lotteries({"invest": {100: "1/2", 400: "1/2"}, "keep": {224: "1"}}, root)
    at = certainty_equivalents(made).nodes["lottery invest"]
    assert at.mean == 250
    assert at.equivalent[0] <= 225 <= at.equivalent[1]
    assert at.equivalent[1] - at.equivalent[0] < F(1, 10**20)
    assert float(at.premium[0]) == pytest.approx(25)
    assert permitted(made, "eu") == {"invest"}
    equal = lotteries({"invest": {100: "1/2", 400: "1/2"}, "keep": {225: "1"}}, root)
    assert permitted(equal, "eu") == {"invest", "keep"}  # a tie, and known to be one


def test_utilities_of_a_risk_tolerance() -> None:
    """Clemen, Making hard decisions, 13.7 (transtutors.com): 0.56, 0.48, 0 and −1.81."""
    curve = Curve("exponential", F(1210))
    shown = [round(float(curve.utility(F(v), 60)[0]), 2) for v in (1000, 800, 0, -1250)]
    assert shown == [0.56, 0.48, 0.0, -1.81]


def test_a_risk_averse_driller() -> None:
    """SAS/OR, PROC DTREE: with a risk tolerance of 700,000 drilling is worth −13,580; do not drill."""
    averse = UtilityCurve(kind="exponential", risk_tolerance=Numeral("700000"))
    costs = {"low": (150_000, "0.2"), "fair": (300_000, "0.6"), "high": (500_000, "0.2")}
    finds = {"dry": (0, "0.5"), "wet": (700_000, "0.3"), "soaking": (1_200_000, "0.2")}
    spread: dict[int | str, str] = {}
    for cost, p in costs.values():
        for value, q in finds.values():
            net = value - cost
            spread[net] = str(F(spread.get(net, "0")) + F(p) * F(q))
    made = lotteries({"drill": spread, "do not drill": {0: "1"}}, averse)
    at = certainty_equivalents(made).nodes["lottery drill"]
    assert round(float(at.equivalent[0]), -1) == -13_580
    assert permitted(made, "eu") == {"do not drill"}


# -------------------------------------------------------------------- stochastic dominance


def test_second_order_and_not_first() -> None:
    """hackmd.io/@Oblio: half 2, half 3 against a quarter each of 1 to 4."""
    made = lotteries({"F": {2: "1/2", 3: "1/2"}, "G": {1: "1/4", 2: "1/4", 3: "1/4", 4: "1/4"}})
    assert permitted(SetRelation("first-order").apply(made), "dsm") == {"F", "G"}
    assert permitted(SetRelation("second-order").apply(made), "dsm") == {"F"}


def test_a_die_and_first_order() -> None:
    """liquisearch.com, stochastic dominance: gamble C dominates B by first order, and so does A."""
    made = lotteries(
        {
            "A": {3: "1/2", 1: "1/2"},
            "B": {1: "1/2", 2: "1/2"},
            "C": {1: "1/3", 2: "2/3"},
        }
    )
    by_order = SetRelation("first-order").apply(made)
    assert permitted(by_order, "dsm") == {"A", "C"}
    b = next(row for row in league(by_order, "dsm").rows if row.plan.choices["Which?"] == "B")
    assert b.is_dominated


def test_a_risk_profile() -> None:
    """Clemen, Texaco against Pennzoil: counteroffer, then refuse: 58.5 %, 16.6 % and 24.9 %."""
    court = chance("court", ("high", "10.3", {"probability": "0.2"}), ("medium", "5", {"probability": "0.5"}), ("none", "0", {"probability": "0.3"}))  # fmt: skip
    again = chance("court 2", ("high 2", "10.3", {"probability": "0.2"}), ("medium 2", "5", {"probability": "0.5"}), ("none 2", "0", {"probability": "0.3"}))  # fmt: skip
    tree = choice(
        "offer",
        ("accept", "2"),
        (
            "counteroffer",
            chance(
                "Texaco",
                ("accepts", "5", {"probability": "0.17"}),
                ("refuses", court, {"probability": "0.50"}),
                ("counters", choice("then", ("take 3", "3"), ("refuse", again)), {"probability": "0.33"}),
            ),
        ),
    )  # fmt: skip
    made = document(tree, [outcome(v, "s", v) for v in ("10.3", "5", "3", "2", "0")])
    (best,) = solve(made, "eu").plans
    assert solve(made, "eu").value == F("4.6348")
    found = distributions(made, best.plan.prospect)["s"]["value"]
    assert dict(zip(found.values, found.chances, strict=True)) == {
        F(0): F("0.249"), F(5): F("0.585"), F("10.3"): F("0.166")
    }  # fmt: skip


# ------------------------------------------------------------------------ cost-effectiveness


def placed(of: dict[str, tuple[int | str, int | str]]) -> tuple[list[str], Plane]:
    rows = league(options(of), "dsm").rows
    found = plane(options(of), [row.plan.prospect for row in rows])
    return [row.plan.choices["Which?"] for row in rows], found


def test_screening_for_colorectal_cancer() -> None:
    """Australia and New Zealand Health Policy 2005, 2:10, table 7: the ratios along the frontier."""
    names, found = placed(
        {
            "existing": (0, 0),
            "FOBT2": (140_117_791, 3551),
            "DCBE5": (248_112_291, 6023),
            "DCBE3": (304_301_903, 6720),
            "FOBT1+DCBE5": (370_181_240, 7076),
            "FOBT1+DCBE3": (422_777_702, 7299),
        }
    )
    assert [names[i] for i in found.hull] == names
    ratios = [point.ratio for point in found.points[1:]]
    printed = [39_459, 43_687, 80_616, 185_054, 235_859]
    assert all(r is not None and abs(r - p) <= 1 for r, p in zip(ratios, printed, strict=True))


def test_testing_before_radiation() -> None:
    """JNCI Cancer Spectrum 2020, pkaa004, table 1: 529,366 a unit; testing all is dominated."""
    names, found = placed(
        {
            "no testing, none": ("1695.865", "8.570992"),
            "no testing, all": ("12118.17", "8.590681"),
            "test all": ("12224.17", "8.583273"),
        }
    )
    standing = dict(zip(names, found.points, strict=True))
    assert standing["test all"].standing is PlanePlace.DOMINATED
    ratio = standing["no testing, all"].ratio
    assert ratio is not None
    assert abs(float(ratio) / 529_365.8 - 1) < 1e-4


def test_a_league_with_extended_dominance() -> None:
    """The package dampack, “calculate_icers” on its own example: 4 dominated, 1 extended, 4 left."""
    cost_and_effect = {
        "1": (5, -5), "2": (6, -5), "3": (6, -5), "4": (1, -1), "5": (4, 0), "6": (5, 3), "7": (9, 5),
        "8": (20, 6), "9": (19, 7),
    }  # fmt: skip
    _, found = placed(dict(cost_and_effect))
    counted = [point.standing for point in found.points]
    assert counted.count(PlanePlace.DOMINATED) == 4
    assert counted.count(PlanePlace.EXTENDED) == 1
    assert [point.ratio for point in found.points if point.ratio is not None] == [1, 2, 5]


def test_two_drugs_against_migraine() -> None:
    """Evans and others 1997, as in R's rdecision: 29,366 dollars for a year of full health."""
    names, found = placed(
        {"sumatriptan": ("22.06", "0.41686"), "caffeine and ergotamine": ("4.71497", "0.201276")}
    )
    ratio = found.points[names.index("sumatriptan")].ratio
    assert ratio is not None
    assert abs(float(ratio * 365) - 29_366) < 40
