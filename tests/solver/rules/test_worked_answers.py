"""Every row of the worked answers: flags, plans, lotteries, dominated plans and policies, exactly."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from solver.analyses.policies import improve, stated_policy
from solver.analyses.rationales import rationalise
from solver.document.model import Document
from solver.rules import RULES, solve
from tests.documents import worked

ALL_BUT_EU = tuple(rule for rule in RULES if rule != "eu")
Maker = Callable[[], Document]


@pytest.mark.parametrize(
    ("make", "rules", "plans", "dominated"),
    [
        (
            worked.single_souring,
            "naive",
            "take A|go on,take B|go on,take A-",
            "go on,take A-<take A",
        ),
        (worked.single_souring, "caprice e-admissible dsm", "take A|go on,take B", ""),
        (
            worked.single_sweetening,
            "caprice",
            "take A|go on,take B|go on,take A+",
            "take A<go on,take A+",
        ),
        (worked.single_sweetening, "naive e-admissible dsm", "go on,take B|go on,take A+", ""),
        (worked.shutdown, "naive caprice dsm", "sl,su|sl,cu|cl,su|cl,cu", ""),
        (worked.shutdown, "e-admissible", "sl,su|cl,su|cl,cu", ""),
        (
            worked.chance_pump,
            "naive caprice e-admissible dsm",
            "keep A|trade,take A+|trade,keep B",
            "",
        ),
        (worked.marble_bets, "naive caprice dsm", "red|black|sure", ""),
        (worked.marble_bets, "e-admissible", "red|black", ""),
        (worked.opaque_sweetening, "naive caprice e-admissible dsm", "larger", ""),
        (worked.corrigibility, "naive caprice e-admissible dsm", "watch|arm", ""),
    ],
)
def test_plans(make: Maker, rules: str, plans: str, dominated: str) -> None:
    document = make()
    for rule in rules.split():
        solution = solve(document, rule)
        listed = [",".join(entry.plan.choices.values()) for entry in solution.plans]
        assert listed == plans.split("|"), rule
        assert (solution.plans_total, solution.complete) == (len(listed), True)
        found = [
            f"{text}<{','.join(entry.dominated_by.choices.values())}"
            for text, entry in zip(listed, solution.plans, strict=True)
            if entry.dominated_by is not None
        ]
        assert found == ([dominated] if dominated else []), rule
        taken = set(plans.replace("|", ",").split(","))
        for branch, verdict in solution.branches.items():  # in these trees the two coincide
            assert verdict.permitted == verdict.reachable == (branch in taken), (rule, branch)


def test_lotteries_of_the_shutdown_example() -> None:
    lotteries = [entry.plan.lottery for entry in solve(worked.shutdown(), "dsm").plans]
    tenth = Fraction(1, 10)
    assert lotteries == [
        {"S": 1},
        {"U": tenth, "S": 9 * tenth},
        {"L": 9 * tenth, "S": tenth},
        {"L": 9 * tenth, "U": tenth},
    ]
    assert list(lotteries[1]) == ["U", "S"]  # in the document's order


def test_gaps_are_where_options_do_not_compare() -> None:
    assert solve(worked.single_souring(), "dsm").gaps.keys() == {"n1", "n2"}
    assert solve(worked.opaque_sweetening(), "dsm").gaps == {}


def test_the_stated_policy_of_the_shutdown_example_can_be_improved() -> None:
    stated = stated_policy(worked.shutdown())
    assert stated.lottery == {"L": Fraction(9, 20), "U": Fraction(1, 20), "S": Fraction(1, 2)}
    better = improve(worked.shutdown()).better
    assert better is not None
    assert better.policy == {"sl": Fraction(4, 9), "cl": Fraction(5, 9), "su": 1, "cu": 0}
    assert better.lottery == {"L": Fraction(1, 2), "S": Fraction(1, 2)}


def test_pizza_policies() -> None:
    better = improve(worked.pizza()).better
    assert better is not None
    assert better.policy == {"keep m": 0, "to a": 1, "keep a": 0, "to p": 1}
    for x in (0, "1/3", 1):
        for y in (0, "1/2", 1):
            undominated = improve(worked.pizza(x, y)).better is None
            assert undominated == (x == 1 or y == 1), (x, y)


def test_three_of_the_four_shutdown_plans_can_be_rationalised() -> None:
    plans = {
        ",".join(entry.plan.choices.values()): entry
        for entry in rationalise(worked.shutdown(), "dsm").plans
    }
    assert [key for key, entry in plans.items() if entry.completion is None] == ["sl,cu"]
    mixture = plans["sl,cu"].mixture
    assert mixture is not None
    assert {tuple(p.choices.values()): w for w, p in mixture} == {
        ("sl", "su"): Fraction(8, 9),
        ("cl", "su"): Fraction(1, 9),
    }


def test_the_third_marble_bet_is_beaten_by_a_mixture() -> None:
    sure = rationalise(worked.marble_bets(), "dsm").plans[2]
    assert sure.mixture is not None
    assert sum(weight for weight, _ in sure.mixture) == 1
    assert {plan.choices["bet"] for _, plan in sure.mixture} == {"red", "black"}
