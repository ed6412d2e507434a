"""Expected utility by a curve where there are several opinions, against every plan under every opinion."""

from dataclasses import replace

import pytest

from solver.analyses.risk.certainty import certainty_equivalents
from solver.document.elements import DEFAULT_RELATION, Completion, UtilityCurve
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import SetScale
from solver.errors import NotSolvable
from solver.rules import solve
from solver.rules.why import said, why_branch, why_plan
from solver.words.names import Names
from tests.documents.trees import chance, choice, document, outcome
from tests.reference.agreement import Checks
from tests.reference.curves_under_opinions import curve_agrees, curves_reference


@pytest.mark.parametrize("block", range(3))
def test_what_is_permitted_agrees_with_every_plan(block: int) -> None:
    checks = Checks()
    for seed in range(100 * block, 100 * (block + 1)):
        relation = DEFAULT_RELATION if seed % 4 else "timestep-dominance"
        try:
            curve_agrees(curves_reference(seed, relation), checks)
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {error}") from error
    assert checks.found > 100


def bet(curve: UtilityCurve, **more: str) -> Document:
    """Win 100 with a chance about which two opinions differ, or 30 for sure."""
    made = document(
        choice("n", ("bet", chance("c", ("wet", "win", {"probability": "p"}), ("dry", "lose", {"probability": "#"}))), ("keep", "sure")),
        [outcome("win", "s", 100), outcome("lose", "s", 0), outcome("sure", "s", 30)],
        parameters=[{"id": "p", "value": "1/2"}, {"id": "r", "value": "100"}],
        opinions=[{"id": "low", "parameters": {"p": "1/4", **more}}, {"id": "high", "parameters": {"p": "3/4"}}],
        completion={"opinions": {"low": 1, "high": 1}},
    )  # fmt: skip
    return SetScale("s", {"utility": curve}).apply(made)


AVERSE = UtilityCurve(kind="exponential", risk_tolerance=Numeral("r"))


def test_opinions_count_by_their_shares() -> None:
    """By halves the chance is 1/2: for sure the bet is worth 37.99; by three to one for the lower it is 3/8, and 27.06."""
    even = bet(AVERSE)
    assert solve(even, "eu").branches["bet"].permitted
    low, high = certainty_equivalents(even).nodes["c"].equivalent
    assert round(float(low), 2) == round(float(high), 2) == 37.99
    shares = {"low": Numeral("3"), "high": Numeral("1")}
    tilted = replace(even, completion=Completion(opinions=shares))
    assert not solve(tilted, "eu").branches["bet"].permitted
    assert round(float(certainty_equivalents(tilted).nodes["c"].equivalent[0]), 2) == 27.06
    names = Names(tilted)
    assert "certainty equivalent" in str(said(names, why_branch(tilted, "eu", "bet")))
    assert "27.1" in str(said(names, why_plan(tilted, "eu", {"n": "bet"})))


def test_what_is_missing_or_not_one_curve_is_told() -> None:
    unweighed = replace(bet(AVERSE), completion=None)
    with pytest.raises(NotSolvable, match="give the opinions shares"):
        solve(unweighed, "eu")
    with pytest.raises(NotSolvable, match="Opinions differ about the utility curve"):
        solve(bet(AVERSE, r="50"), "eu")
