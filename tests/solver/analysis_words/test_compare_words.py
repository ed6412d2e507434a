"""What each rule answers, in a cell and as a sentence."""

from dataclasses import replace
from typing import Any

import pytest

from solver.analyses.rule_comparison import OneRule, Rationalised, SideBySide, side_by_side
from solver.analysis_words.compare_words import answer_text, many, sign_of, silent, summary
from solver.edits import SetRelation
from solver.explain.case import Case
from solver.rules import RULES, solve
from solver.solution import Verdict
from tests.documents.trees import choice, document, outcome
from tests.documents.worked import single_souring

SOURING = single_souring()
GAP = document(choice("n", ("a", "x"), ("b", "y")), [outcome("x", "s", 1), outcome("y", "t", 1)])
SOLVED = solve(GAP, "dsm")


def one(told: Rationalised | None = None, **changes: Any) -> OneRule:
    return OneRule("dsm", replace(SOLVED, **changes), rationalised=told)


# ----------------------------------------------------------------------------- cells


@pytest.mark.parametrize(
    ("number", "text"),
    [(9999, "9999"), (10_000, "1e4"), (123_456, "1e5"), (5 * 10**12, "5e12"), (10**120, "1e120")],
)
def test_many_plans_in_a_narrow_cell(number: int, text: str) -> None:
    assert many(number) == text


@pytest.mark.parametrize(
    ("question", "found", "cell", "sentence"),
    [
        (0, one(plans_total=2), "2", "2 plans are permitted."),
        (0, one(plans_total=12_345), "1e4", "12,345 plans are permitted."),
        (0, one(plans_total=1), "1", "One plan."),
        (0, one(plans_total=None), "?", "There are too many maximal plans to decide them all."),
        (1, one(dominated_total=0), "0", "0 of the permitted plans are dominated by a plan."),
        (1, one(dominated_total=1), "1", "1 of the permitted plans is dominated by a plan."),
        (1, one(dominated_total=2), "2", "2 of the permitted plans are dominated by a plan."),
        (1, one(dominated_total=None), "?", "There are too many plans to count those that are dominated by a plan."),
        (
            1,
            replace(one(dominated_total=None), dominated=SOLVED.plans[0]),
            "?",
            "There are too many plans to count those that are dominated by a plan. At least one of them is.",
        ),
        (2, one(dominated_total=0), "no", "No plan that it permits is dominated by a plan."),
        (2, one(dominated_total=1), "yes", "It permits a plan to which an available plan is strictly preferred."),
        (2, one(dominated_total=None), "?", "No plan dominated by a plan was found, but not all could be looked at."),
        (3, one(Rationalised(2, 2, True, None)), "all", "Each permitted plan is optimal under some completion."),
        (
            3,
            one(Rationalised(2, 2, True, None, obeyed=False)),
            "all",
            "Each permitted plan is optimal under some completion of the scales.",
        ),
        (
            3,
            one(Rationalised(1, 2, True, None)),
            "1 of 2",
            "1 of 2 are. A mixture of other plans is strictly preferred to each of the others.",
        ),
        (3, one(Rationalised(1, 2, False, None)), "1/2…", "Of the first 2 plans, 1; the others were not looked at."),
        (3, one(Rationalised(0, 0, False, None)), "?", "No plan could be looked at."),
        (3, one(Rationalised(0, 0, True, None)), "all", "Each permitted plan is optimal under some completion."),
        (3, replace(one(), problem="Why not."), "—", "Why not."),
        *((q, OneRule("eu", problem="Why not."), "—", "Why not.") for q in range(4)),
    ],
)  # fmt: skip
def test_answers(question: int, found: OneRule, cell: str, sentence: str) -> None:
    assert answer_text(found, question) == (cell, sentence)


@pytest.mark.parametrize(
    ("permitted", "reachable", "sign"),
    [(None, None, "?"), (False, False, "×"), (True, False, "○"), (True, True, "●"), (True, None, "●")],
)  # fmt: skip
def test_verdicts_in_signs(permitted: bool | None, reachable: bool | None, sign: str) -> None:
    assert sign_of(Verdict(permitted=permitted, reachable=reachable)) == sign


# ------------------------------------------------------------------------- sentences


def test_on_how_many_branches_they_differ() -> None:
    """On taking A−, having turned A down; all of them permit the other three branches."""
    told = summary(side_by_side(SOURING))
    assert told == "The rules differ on 1 of 4 branches, marked ≠."


def test_they_agree_on_branches_and_may_differ_on_plans() -> None:
    tree = Case.of(GAP).tree
    alike = {rule: OneRule(rule, solve(GAP, rule)) for rule in ("dsm", "naive")}
    agree = "All rules that have an answer agree on every branch"
    assert summary(SideBySide(tree, alike)) == f"{agree}."
    assert summary(SideBySide(tree, {**alike, "eu": OneRule("eu", problem="no")})) == f"{agree}."
    unknown = {**alike, "caprice": one(plans_total=None)}
    assert summary(SideBySide(tree, unknown)) == f"{agree}."
    fewer = {**alike, "caprice": one(plans_total=1)}
    assert summary(SideBySide(tree, fewer)).startswith(f"{agree}, but not on the plans: combining")


def test_rules_without_an_answer_are_told_together() -> None:
    tree = Case.of(GAP).tree
    told = {
        "dsm": one(),
        "eu": OneRule("eu", problem="Too much is left open."),
        "naive": OneRule("naive", problem="Too much is left open."),
        "caprice": OneRule("caprice", problem="Another reason."),
    }
    eu, naive, caprice = (RULES[id_].title for id_ in ("eu", "naive", "caprice"))
    assert silent(SideBySide(tree, told)) == [
        f"{eu} and {naive} have no answer here. Too much is left open.",
        f"{caprice} has no answer here. Another reason.",
    ]
    assert silent(SideBySide(tree, {"dsm": one()})) == []


def test_what_a_completion_is_not_for_every_relation() -> None:
    ordered = SetRelation("timestep-dominance").apply(GAP)
    (line,) = silent(SideBySide(Case.of(ordered).tree, {"dsm": one()}))
    assert line.startswith("Rationalisable: completions are of the scales here")
