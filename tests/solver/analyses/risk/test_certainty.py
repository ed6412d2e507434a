"""Utility curves: certainty equivalents, what is best under them, and when that can be decided."""

from dataclasses import replace
from fractions import Fraction
from math import exp, log, sqrt

import pytest

from assets import example_text
from solver.analyses.risk.certainty import certainty_equivalents
from solver.analyses.risk.distribution import distributions
from solver.analyses.risk.family import family
from solver.checks import check, errors
from solver.document.elements import Parameter, UtilityCurve
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import SetBranch, SetRelation, SetScale
from solver.errors import NotSolvable, QuandaryError
from solver.formats.quandary import dumps, loads
from solver.preferences.comparison import Relation
from solver.preferences.curves.comparing import sign_of
from solver.preferences.curves.curve import Curve
from solver.rules import RULES, solve
from solver.rules.incremental import Live
from solver.rules.why import said, why_branch
from solver.sensitivity.thresholds import thresholds
from solver.words.names import Names
from tests.documents.trees import chance, choice, document, outcome

OIL = loads(example_text("oil"))
F = Fraction


def averse(tolerance: str, made: Document = OIL, scale: str = "default") -> Document:
    curve = UtilityCurve(kind="exponential", risk_tolerance=Numeral(tolerance))
    return SetScale(scale, {"utility": curve}).apply(made)


def permitted(made: Document, rule: str = "eu") -> set[str]:
    return {b for b, verdict in solve(made, rule).branches.items() if verdict.permitted}


# ------------------------------------------------------------------------------ curves


@pytest.mark.parametrize(
    ("curve", "value", "worth"),
    [
        (Curve("exponential", F(100)), F(50), 1 - exp(-0.5)),
        (Curve("exponential", F(100), sign=-1), F(50), 1 - exp(0.5)),
        (Curve("log"), F(5, 2), log(2.5)),
        (Curve("power", F(1, 2)), F(2), sqrt(2)),
        (Curve("power", F(-1, 2)), F(2), -1 / sqrt(2)),
        (Curve("power", F(2)), F(3), 9),
        (Curve("points", points=((F(0), F(0)), (F(2), F(3)), (F(4), F(4)))), F(3), 3.5),
    ],
)
def test_utilities_are_enclosed_and_turned_back(
    curve: Curve, value: Fraction, worth: float
) -> None:
    assert curve.problem(value) == ""
    low, high = curve.utility(value, 100)
    assert low <= high <= low + F(1, 2**80)
    assert float(low) == pytest.approx(worth)
    below, above = curve.certain(low, high, 100)
    assert below <= value <= above <= below + F(1, 2**60)


@pytest.mark.parametrize(
    ("curve", "terms", "sign"),
    [
        (Curve("exponential", F(7)), {F(1): F(1), F(2): F(-1)}, -1),
        (Curve("exponential", F(1)), {F(0): F(-1), F(10000): F(1), F(9999): F(-1, 10**9)}, 1),
        (Curve("log"), {F(2): F(2), F(4): F(-1)}, 0),
        (Curve("log"), {F(2): F(1, 2), F(3): F(1, 2), F(6): F(-1, 2)}, 0),
        (Curve("log"), {F(2): F(1, 2), F(3): F(1, 2), F(5, 2): F(-1)}, -1),
        (Curve("power", F(1, 2)), {F(8): F(1), F(2): F(-2)}, 0),
        (Curve("power", F(1, 2)), {F(8): F(1), F(2): F(-2), F(3): F(-1, 10**40)}, -1),
        (Curve("power", F(-1, 3)), {F(1, 8): F(1), F(1): F(-2)}, 0),
        (Curve("power", F(1, 2)), {F(1, 2): F(2), F(2): F(-1)}, 0),
    ],
)
def test_signs_are_decided_ties_included(
    curve: Curve, terms: dict[Fraction, Fraction], sign: int
) -> None:
    assert sign_of(curve, terms) == sign


def test_what_cannot_be_decided_is_said_to_be_open(monkeypatch: pytest.MonkeyPatch) -> None:
    from solver.preferences.curves import comparing

    monkeypatch.setattr(comparing, "MOST_BITS", 100)
    close = {F(1): F(1), F(1) + F(1, 2**400): F(-1)}
    assert sign_of(Curve("log"), close) is None
    ends = [outcome("A", "s", "1"), outcome("B", "s", str(F(1) + F(1, 2**400)))]
    made = document(choice("n", ("a", "A"), ("b", "B")), ends)
    made = SetScale("s", {"utility": UtilityCurve(kind="log")}).apply(made)
    found = solve(made, "eu")
    assert found.branches["b"].permitted is None
    assert not found.decided
    assert certainty_equivalents(made).undecided == ("n",)


# --------------------------------------------------------------------------- documents


def test_who_is_averse_enough_walks_away() -> None:
    assert permitted(averse("100000")) >= {"walk away"}
    assert "walk away" not in permitted(averse("1000000"))
    names = Names(averse("100000"))
    text = " ".join(said(names, why_branch(names.document, "eu", "drill now")).sentences)
    assert "Its certainty equivalent is ≈\u202f−19\u202f549; that of “walk away” is 0" in text


def test_what_follows_a_document_goes_by_its_curve_too() -> None:
    live = Live()
    assert live.solve(OIL, "eu").value == 22_500
    found = live.solve(averse("100000"), "eu")
    assert found.value is None
    assert found.branches["walk away"].permitted
    assert not found.branches["seismic test"].permitted
    assert live.solve(OIL, "eu").value == 22_500


def test_premiums_are_what_is_given_up_of_the_mean() -> None:
    found = certainty_equivalents(averse("1000000"))
    at = found.nodes["oil"]
    assert at.mean == 20_000
    assert float(at.equivalent[0]) == pytest.approx(
        -1e6 * log(0.5 * exp(0.07) + 0.3 * exp(-0.05) + 0.2 * exp(-0.2))
    )
    assert float(at.premium[0]) == pytest.approx(20_000 - float(at.equivalent[0]))
    assert found.best["test?"] == ("seismic test",)


def test_a_curve_of_costs() -> None:
    costs = loads(
        dumps(OIL).replace('"format": "quandary"', '"criteria": [{"id": "value", "better": "less"}], "format": "quandary"')
    )  # fmt: skip
    at = certainty_equivalents(averse("1000000", costs)).nodes["oil"]
    assert float(at.equivalent[0]) > 20_000  # one pays more than the mean to be rid of the risk
    assert at.premium[0] > 0


def test_other_rules_say_that_they_do_not_go_by_curves() -> None:
    for rule in ("naive", "dsm", "sophisticated"):
        with pytest.raises(
            NotSolvable, match="has a utility curve, by which expected utility goes"
        ):
            solve(averse("1000"), rule)
    for rule in RULES:
        if RULES[rule].goes_by_curves:
            assert permitted(averse("1000"), rule)
    assert permitted(SetRelation("first-order").apply(averse("1000")), "dsm")


def test_points_are_exact() -> None:
    ends = [outcome("A", "s", 100), outcome("Z", "s", 0), outcome("B", "s", 40)]
    tree = choice("n", ("bet", chance("c", ("w", "A", {"probability": "1/2"}), ("l", "Z", {"probability": "1/2"}))), ("keep", "B"))  # fmt: skip
    points = tuple((Numeral(x), Numeral(u)) for x, u in (("0", "0"), ("40", "3/5"), ("100", "1")))
    made = SetScale("s", {"utility": UtilityCurve(kind="points", points=points)}).apply(
        document(tree, ends)
    )
    assert permitted(made) == {"keep"}
    low, high = certainty_equivalents(made).nodes["c"].equivalent
    assert low == high == F(100, 3)
    again = loads(dumps(made))
    assert again.scales["s"].utility is not None
    assert again.scales["s"].utility.points == points


@pytest.mark.parametrize(
    ("curve", "said_of_it"),
    [
        (UtilityCurve(kind="exponential"), "needs a risk tolerance"),
        (UtilityCurve(kind="exponential", risk_tolerance=Numeral("-1")), "must be positive"),
        (UtilityCurve(kind="power"), "needs an exponent"),
        (UtilityCurve(kind="power", exponent=Numeral("0")), "must not be zero"),
        (UtilityCurve(kind="points"), "two points at least"),
    ],
)
def test_curves_that_make_no_sense(curve: UtilityCurve, said_of_it: str) -> None:
    found = errors(check(SetScale("default", {"utility": curve}).apply(OIL)))
    assert [finding.code for finding in found] == ["curve.number"]
    assert said_of_it in found[0].message


def test_net_values_that_a_curve_does_not_reach_are_named() -> None:
    made = SetScale("default", {"utility": UtilityCurve(kind="log")}).apply(OIL)
    with pytest.raises(NotSolvable, match="only positive net values do") as refused:
        solve(made, "eu")
    assert refused.value.findings[0].outcomes == ("dry",)


# ------------------------------------------------------------------------------- family


def test_what_holds_for_a_family_of_curves() -> None:
    by_order = SetRelation("first-order").apply(OIL)
    plans = [entry.plan for entry in solve(by_order, "dsm").plans]
    names = ["drill", "walk", "test"]
    found = family(OIL, [plan.prospect for plan in plans], F(50_000), F(500_000))
    assert found.is_decided
    assert names
    first = {
        plan.choices["test?"] for place, plan in enumerate(plans) if place in found.undominated
    }
    assert first == {"seismic test", "walk away"}  # drilling at once is for nobody in between
    for (i, j), pair in found.pairs.items():
        if pair.relation is Relation.GAP:
            assert pair.for_first is not None
            assert pair.for_second is not None
            for tolerance, sign in ((pair.for_first, 1), (pair.for_second, -1)):
                terms: dict[Fraction, Fraction] = {}
                for plan, turn in ((plans[i], 1), (plans[j], -1)):
                    spread = distributions(OIL, plan.prospect)["default"]["value"]
                    for value, p in zip(spread.values, spread.chances, strict=True):
                        terms[value] = terms.get(value, F(0)) + turn * p
                assert sign_of(Curve("exponential", tolerance), terms) == sign


def test_a_family_asks_for_a_range_and_one_scale() -> None:
    with pytest.raises(QuandaryError, match="must be positive"):
        family(OIL, [], F(0), F(1))
    with pytest.raises(NotSolvable):
        family(loads(example_text("shutdown")), [], F(1), F(2))


def test_what_is_found_along_a_parameter_under_a_curve_is_not_said_to_be_all() -> None:
    made = replace(OIL, parameters={"c": Parameter(id="c", value=Numeral("10000"))})
    made = SetBranch("seismic test", {"payoff": Numeral("-c")}).apply(made)
    found = thresholds(averse("200000", made), "c", "eu", F(0), F(30_000))
    assert not found.is_complete
    assert len(found.pieces) == 2
    with pytest.raises(NotSolvable, match="has a utility curve"):
        thresholds(averse("200000", made), "c", "dsm", F(0), F(30_000))
    ordered = thresholds(SetRelation("first-order").apply(made), "c", "eu", F(0), F(30_000))
    assert not ordered.is_complete
