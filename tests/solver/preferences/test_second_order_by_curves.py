"""Second-order dominance where a scale states a utility curve: functions of utilities, compared for sure."""

import random
from dataclasses import replace
from fractions import Fraction

import pytest

from solver.analyses.policies import improve
from solver.analyses.rationales import rationalise
from solver.analyses.rule_comparison import side_by_side
from solver.analyses.verdict_summary import Unknown, verdict_summary
from solver.document.elements import UtilityCurve
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import SetBranch, SetRelation
from solver.errors import NotSolvable
from solver.preferences.curves.comparing import sign_of
from solver.preferences.curves.curve import Curve, curve_of
from solver.preferences.curves.stand_ins import stand_ins
from solver.rules import RULES, solve
from solver.rules.rule import Group
from tests.documents.decision_tables import Value, lotteries

F = Fraction
ROOT = UtilityCurve(kind="power", exponent=Numeral("1/2"))
POINTS = UtilityCurve(
    kind="points",
    points=tuple((Numeral(x), Numeral(u)) for x, u in (("0", "0"), ("4", "3"), ("50", "10"))),
)
CURVES = [
    ROOT,
    POINTS,
    UtilityCurve(kind="exponential", risk_tolerance=Numeral("20")),
    UtilityCurve(kind="log"),
    UtilityCurve(kind="power", exponent=Numeral("2")),
    UtilityCurve(kind="power", exponent=Numeral("-1/3")),
]


def by_second_order(of: dict[str, dict[Value, str]], curve: UtilityCurve | None) -> Document:
    return SetRelation("second-order").apply(lotteries(of, curve))


def permitted(made: Document, rule: str = "dsm") -> set[str]:
    found = solve(made, rule).branches
    return {b.id for b in made.children("Which?") if found[b.id].permitted}


def test_a_mean_preserving_spread_of_utilities_is_worse() -> None:
    """Half 0, half 4 has the greater mean, but to a square root it is a spread of 1 for sure."""
    bets: dict[str, dict[Value, str]] = {"bet": {0: "1/2", 4: "1/2"}, "sure": {1: "1"}}
    assert permitted(by_second_order(bets, None)) == {"bet", "sure"}
    for rule in ("naive", "dsm", "caprice", "sophisticated", "credence"):
        assert permitted(by_second_order(bets, ROOT), rule) == {"sure"}
    assert permitted(by_second_order(bets, ROOT), "eu") == {
        "bet",
        "sure",
    }  # to the root itself a tie
    (tied,) = [p for p in solve(by_second_order(bets, ROOT), "eu").plans if p.dominated_by]
    assert tied.plan.choices["Which?"] == "bet"
    more: dict[str, dict[Value, str]] = {"bet": {0: "1/2", "4.001": "1/2"}, "sure": {1: "1"}}
    assert permitted(by_second_order(more, ROOT)) == {"bet", "sure"}


@pytest.mark.parametrize("curve", CURVES, ids=lambda curve: f"{curve.kind}")
@pytest.mark.parametrize("seed", range(4))
def test_random_lotteries_against_the_signs_of_sums(curve: UtilityCurve, seed: int) -> None:
    drawn = random.Random(seed)
    values = [1, 2, 3, 4, 8, 9, 18, 50]

    def lottery() -> dict[Value, str]:
        some = drawn.sample(values, 3)
        parts = [drawn.randint(1, 5) for _ in some]
        return {v: str(F(part, sum(parts))) for v, part in zip(some, parts, strict=True)}

    of = {f"plan {k}": lottery() for k in range(6)}
    made = by_second_order(of, curve)
    stated = curve_of(made, "s", "value")
    assert stated is not None

    def at_least(one: dict[Value, str], other: dict[Value, str]) -> bool:
        for cap in values:
            terms: dict[Fraction, Fraction] = {}
            for sign, own in ((1, one), (-1, other)):
                for value, chance in own.items():
                    capped = F(min(int(value), cap))
                    terms[capped] = terms.get(capped, F(0)) + sign * F(chance)
            if sign_of(stated, terms) == -1:
                return False
        return True

    best = {
        name
        for name, own in of.items()
        if not any(at_least(o, own) and not at_least(own, o) for o in of.values())
    }
    assert permitted(made) == best


def test_rounded_utilities_keep_the_sign_of_sums_that_nearly_cancel() -> None:
    """The best approximations of √2 by fractions are where rounding would show first."""
    curve, p, q = Curve("power", F(1, 2)), 1, 1
    while q < 10**9:
        p, q = p + 2 * q, p + q
        rounded = stand_ins(curve, (F(1), F(2)), 10**10)
        assert rounded is not None
        worth = q * rounded[F(2)] - p * rounded[F(1)]
        assert (worth > 0) - (worth < 0) == sign_of(curve, {F(2): F(q), F(1): F(-p)})


def test_mixtures_are_asked_of_exact_utilities_only() -> None:
    bets: dict[str, dict[Value, str]] = {"bet": {0: "1/2", 4: "1/2"}, "sure": {2: "1"}, "low": {1: "1"}}  # fmt: skip
    made = SetBranch("bet", {"policy": Numeral("1/2")}).apply(by_second_order(bets, ROOT))
    for ask in (lambda: solve(made, "e-admissible"), lambda: improve(made), lambda: rationalise(made, "dsm")):  # fmt: skip
        with pytest.raises(NotSolvable, match="mixtures of plans are not"):
            ask()
    summary = verdict_summary(made, solve(made, "dsm"))
    assert (summary.mixtures, summary.policy) == (Unknown.ROUNDED, Unknown.ROUNDED)
    compared = side_by_side(made).rules["dsm"]
    assert compared.rationalised is None
    assert "mixtures of plans are not" in compared.problem
    exact = SetBranch("bet", {"policy": Numeral("1/2")}).apply(by_second_order(bets, POINTS))
    assert permitted(exact, "e-admissible") == permitted(exact)
    assert improve(exact).dominated
    assert rationalise(exact, "dsm").plans


def test_what_a_curve_does_not_reach_and_what_is_not_proved_is_said() -> None:
    low: dict[str, dict[Value, str]] = {"bet": {0: "1/2", 4: "1/2"}, "sure": {1: "1"}}
    with pytest.raises(NotSolvable, match="only positive net values do"):
        solve(by_second_order(low, UtilityCurve(kind="log")), "dsm")
    many: dict[str, dict[Value, str]] = {f"b{k}": {k + 1: "1/2", 2 * k + 90: "1/2"} for k in range(40)}  # fmt: skip
    averse = by_second_order(many, UtilityCurve(kind="exponential", risk_tolerance=Numeral("50")))
    with pytest.raises(NotSolvable, match="could not be proved"):
        solve(averse, "dsm")
    assert solve(averse, "eu").dominated_total is None
    assert solve(averse, "maximin").dominated_total is None


def test_rules_that_compare_expected_values_still_refuse() -> None:
    bets: dict[str, dict[Value, str]] = {"bet": {0: "1/2", 4: "1/2"}, "sure": {1: "1"}}
    for relation in ("first-order", "second-order"):
        made = SetRelation(relation).apply(lotteries(bets, ROOT))
        for id_, rule in RULES.items():
            if rule.group is Group.INTERVALS:
                with pytest.raises(NotSolvable, match="has a utility curve"):
                    solve(made, id_)
    plain = replace(by_second_order(bets, ROOT), scales={})
    assert permitted(plain) == {"bet", "sure"}
