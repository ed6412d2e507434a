"""Prices that rules say in ways of their own: under a completion, on intervals, by a curve, past the bounds."""

from dataclasses import replace
from fractions import Fraction
from math import exp, log

import msgspec
import pytest

from assets import example_text
from solver.analyses.information import offer_prices
from solver.analyses.information.price_comparisons import Bound
from solver.analyses.information.prices import information_values
from solver.document.elements import Completion, ScaleUtility, UtilityCurve
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import SetCompletion, SetScale
from solver.errors import NotSolvable
from solver.explain.case import Case
from solver.formats.quandary import loads
from solver.rules import RULES
from tests.documents.event_documents import event_document
from tests.documents.trees import chance, choice, document, labelled, outcome
from tests.reference.price_search import disagreement

F = Fraction


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("criteria", [1, 2])
def test_under_a_completion_it_is_where_both_are_worth_the_same(seed: int, criteria: int) -> None:
    made = event_document(seed, scales=2, criteria=criteria)
    weights = {c: Numeral(str(seed % 3 + n + 1)) for n, c in enumerate(made.criterion_ids)}
    utilities = {
        "s": ScaleUtility(weight=weights, offset=Numeral("1/2")),
        "t": ScaleUtility(weight={c: Numeral("2") for c in weights}),
    }
    completed = SetCompletion(Completion(scales=utilities)).apply(made)
    assert disagreement(completed, "eu", control=bool(seed % 2)) == ""


@pytest.mark.parametrize("seed", range(2))
def test_on_intervals_of_several_opinions(seed: int) -> None:
    made = event_document(seed, scales=1, opinions=True)
    assert disagreement(made, "interval-dominance", control=False) == ""


# ------------------------------------------------------------------------------- curves


def bet(*, sure: int = 3) -> Document:
    """A bet on an event that wins 4 or 1, beside a sure amount."""
    coin = chance(
        "E", ("yes", "won", {"probability": "1/2"}), ("no", "lost", {"probability": "1/2"})
    )
    ends = [outcome("won", "s", 4), outcome("lost", "s", 1), outcome("kept", "s", sure)]
    return labelled(document(choice("n", ("bet", coin), ("keep", "kept")), ends))


def curved(made: Document, **curve: object) -> Document:
    return SetScale("s", {"utility": UtilityCurve(**curve)}).apply(made)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "curve",
    [
        {"kind": "log"},
        {"kind": "power", "exponent": Numeral("2")},
        {"kind": "points", "points": ((Numeral("0"), Numeral("0")), (Numeral("9"), Numeral("1")))},
    ],
)
def test_only_exponential_utilities_have_a_price(curve: dict[str, object]) -> None:
    (found,) = information_values(curved(bet(), **curve), "eu").events
    assert found.open.startswith("What an event is worth is worked out under exponential utilities")
    assert not found.is_known
    assert (found.value, found.permitted, found.required) == (None, None, None)


def test_what_changes_nothing_is_worth_exactly_nothing() -> None:
    """Five for sure are more than both; knowing which it would have been is worth 0, to the point."""
    averse = curved(bet(sure=5), kind="exponential", risk_tolerance=Numeral("2"))
    (found,) = information_values(averse, "eu").events
    assert (found.value, found.between) == (0, None)
    assert (found.permitted, found.required) == (Bound(F(0), True), Bound(F(0), False))


def test_risk_averse_by_hand() -> None:
    """With tolerance 1: known, half get 4 and half 3; unknown, 3 for sure are more than the bet."""
    averse = curved(bet(), kind="exponential", risk_tolerance=Numeral("1"))
    (found,) = information_values(averse, "eu").events
    worth = -log((exp(-4) + exp(-3)) / 2) - 3
    assert found.value is None
    assert found.between is not None
    assert [float(end) for end in found.between] == pytest.approx([worth, worth])
    assert found.between[0] < found.between[1]
    assert found.permitted is not None
    assert found.required is not None
    assert found.permitted.at == found.required.at == sum(found.between) / 2
    assert (found.permitted.included, found.required.included) == (True, False)


# ------------------------------------------------------------------------- past the bounds


@pytest.mark.parametrize("rule", ["dsm", "e-admissible"])
def test_too_many_to_compare(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    gap = document(
        choice("n", ("bet", chance("E", ("yes", "won"), ("no", "lost"))), ("keep", "kept")),
        [outcome("won", "s", 4), outcome("lost", "s", 1), outcome("kept", "t", 3)],
    )
    (known,) = information_values(labelled(gap), rule).events
    assert known.is_known
    monkeypatch.setattr(offer_prices, "MOST_PAIRS", 1)
    (found,) = information_values(Case.of(labelled(gap)), rule).events
    assert found.open.endswith("too many plans to compare them all within the budget.")
    assert found.permitted is None


@pytest.mark.parametrize(("example", "how"), [("two-bets", "with several opinions"), ("oil", "")])
def test_a_rule_without_a_price_names_all_rules_that_give_one(example: str, how: str) -> None:
    made, prices = loads(example_text(example)), {}
    for id_, rule in RULES.items():
        try:
            found = information_values(made, id_).events[0]
        except NotSolvable:
            prices[rule.name] = ""
        else:
            prices[rule.name] = found.open or found
    refusals = [told for told in prices.values() if isinstance(told, str) and told]
    giving = ", ".join(name for name, told in prices.items() if not isinstance(told, str))
    assert refusals
    assert all(told.endswith(f"Rules that give one: {giving}.") for told in refusals)
    assert all(how in told for told in refusals)


def test_rules_that_refuse_the_offer_are_not_named() -> None:
    """A curve beside another scale has no expected utility; stochastic dominance asks for none."""
    made = curved(event_document(1, scales=2), kind="exponential", risk_tolerance=Numeral("5"))
    ordered = msgspec.structs.replace(made.preferences, relation="first-order")
    found = information_values(replace(made, preferences=ordered), "caprice").events[0]
    assert found.refused is None
    assert found.open.endswith("Rules that give one: Naive, Dynamic Strong Maximality.")


def test_expected_utility_is_not_named_where_its_curve_has_no_price() -> None:
    log = curved(bet(), kind="log")
    (told,) = {
        information_values(log, rule).events[0].open.partition("Rules that give one: ")[2]
        for rule in ("eu", "minimax-regret")
    }
    assert told == "Maximin, Maximax."
