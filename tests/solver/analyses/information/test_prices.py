from fractions import Fraction

import pytest

from assets import example_text
from solver.analyses.information.informed_tree import BUY, DO_NOT_BUY, offered
from solver.analyses.information.other_events import known_event
from solver.analyses.information.price_comparisons import Bound
from solver.analyses.information.prices import information_values, informed_document
from solver.checks import check, errors
from solver.document.elements import UtilityCurve
from solver.document.events import events_of
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import Delete, SetBranch, SetNode, SetScale
from solver.errors import NotSolvable, QuandaryError
from solver.formats.quandary import dumps, loads
from solver.rules import solve
from tests.documents.event_documents import event_document
from tests.documents.trees import chance, choice, document, outcome
from tests.reference.price_search import disagreement, questions, tried

OIL = loads(example_text("oil"))
COMPLETE = ("eu", "naive", "caprice", "e-admissible", "dsm", "sophisticated")


def without_the_test() -> Document:
    return Delete(("result",), ()).apply(OIL)


@pytest.mark.parametrize("rule", COMPLETE)
def test_perfect_information_on_the_oil(rule: str) -> None:
    (found,) = information_values(OIL, rule, event="Oil").events
    assert found.value == 32_500
    assert found.permitted == Bound(Fraction(32_500), included=True)
    assert found.required == Bound(Fraction(32_500), included=False)
    assert found.elsewhere == ()


def test_perfect_information_where_there_is_no_test() -> None:
    (found,) = information_values(without_the_test(), "dsm", event="Oil").events
    assert found.value == 35_000


def test_the_informed_tree_is_a_document_of_that_value() -> None:
    tree = informed_document(OIL, "Oil")
    assert errors(check(tree)) == ()
    assert solve(tree, "eu").value == 55_000
    assert solve(loads(dumps(tree)), "eu").value == 55_000
    assert solve(informed_document(OIL, "Oil", control=True), "eu").value == 200_000


# ------------------------------------------------------------------------- refusals


def test_an_event_that_a_choice_changes_has_no_price() -> None:
    changed = OIL
    for branch, share in (("dry now", "0.6"), ("wet now", "0.2")):
        changed = SetBranch(branch, {"probability": Numeral(share)}).apply(changed)
    (found,) = information_values(changed, "dsm", event="Oil").events
    assert not found.is_known
    assert found.refused is not None
    (finding,) = found.refused.findings
    assert finding.code == "information.choice"
    assert finding.nodes == ("test?",)
    assert "“Test?”" in finding.message


def event(name: str, one: object, two: object) -> object:
    return chance(
        name,
        (f"{name}+", one, {"label": "yes", "probability": "1/3"}),
        (f"{name}-", two, {"label": "no", "probability": "2/3"}),
    )


def labelled(tree: object, outcomes: list[dict[str, object]]) -> Document:
    made = document(tree, outcomes)  # type: ignore[arg-type]
    for id_ in made.nodes:
        if id_.startswith("E"):
            made = SetNode(id_, {"label": "E"}).apply(made)
    return made


ENDS: list[dict[str, object]] = [outcome("A", "s", 1), outcome("B", "s", 2)]


def test_an_event_that_comes_twice_on_one_way_is_refused() -> None:
    tree = choice("root", ("a", event("E1", event("E2", "A", "B"), "A")), ("b", "B"))
    (found,) = information_values(labelled(tree, ENDS), "dsm").events
    assert found.refused is not None
    assert found.refused.findings[0].code == "information.twice"
    assert found.refused.findings[0].nodes == ("E1",)


def test_an_event_that_comes_after_some_branches_of_chance_is_refused() -> None:
    tree = chance(
        "coin",
        ("h", event("E1", "A", "B"), {"probability": "1/2"}),
        ("t", "A", {"probability": "1/2"}),
    )
    coin, found = information_values(labelled(tree, ENDS), "dsm").events
    assert coin.value == 0
    assert found.refused is not None
    assert found.refused.findings[0].code == "information.some"


def test_nothing_can_be_paid_where_an_outcome_stands_alone() -> None:
    tree = labelled(choice("root", ("a", event("E1", "A", "C")), ("b", "B")), [*ENDS, outcome("C")])
    with pytest.raises(NotSolvable, match="no value: “C”"):
        information_values(tree, "dsm")


def test_an_event_that_there_is_not() -> None:
    with pytest.raises(QuandaryError, match="no event “Gold” in this tree: “Result”, “Oil”"):
        information_values(OIL, "dsm", event="Gold")
    with pytest.raises(QuandaryError, match="Say which event is meant: “Result”, “Oil”"):
        informed_document(OIL, None)


# ----------------------------------------------------------------------------- gaps


def test_with_gaps_buying_may_be_permitted_at_every_price_and_required_at_none() -> None:
    ends = [outcome("A", "s", 10), outcome("Z", "s", 0), outcome("B", "t", 5)]
    tree = choice("root", ("bet", event("E1", "A", "Z")), ("keep", "B"))
    (found,) = information_values(labelled(tree, ends), "dsm").events
    assert found.value is None
    assert found.permitted is None  # if yes, bet: A 1/3 and B 2/3 compare with nothing
    assert found.required == Bound(Fraction(0), included=False)  # unless one is paid for it


def test_a_criterion_on_which_nothing_differs_does_not_matter() -> None:
    criteria = [{"id": "c"}, {"id": "d"}]
    ends = [
        outcome("A", "s", {"c": 9, "d": 0}),
        outcome("Z", "s", {"c": 0, "d": 0}),
        outcome("B", "s", {"c": 3, "d": 0}),
    ]
    tree = choice("root", ("bet", event("E1", "A", "Z")), ("keep", "B"))
    made = document(tree, ends, criteria=criteria)  # type: ignore[arg-type]
    for rule in ("naive", "dsm", "e-admissible"):
        (found,) = information_values(made, rule).events
        assert found.value == 2  # 1/3·9 + 2/3·3 = 5, against 3: the other criterion never matters


@pytest.mark.parametrize("seed", range(24))
def test_bounds_are_those_that_a_search_over_prices_finds(seed: int) -> None:
    """Of each kind a few: `tests.bench.prices` tries more."""
    asked = list(questions(seed))
    made, rule, control = asked[seed * 7 % len(asked)]
    assert disagreement(made, rule, control=control) == ""


def test_how_far_buying_is_required_may_stay_open_while_how_far_it_is_permitted_is_known() -> None:
    made = event_document(1, scales=2, stated=True)
    (found,) = information_values(made, "e-admissible", event="E").events
    assert not found.is_known
    assert "stated comparisons join several scales" in found.open
    assert found.permitted is not None
    near = Fraction(1, 10**6)
    for price in (found.permitted.at - near, found.permitted.at + near):
        permitted, _ = tried(made, "e-admissible", price, control=False)
        assert permitted == (price < found.permitted.at)


def test_under_an_exponential_utility_it_is_worth_the_difference_of_certainty_equivalents() -> None:
    """At a price just below buying is best, and just above it is not."""
    curve = UtilityCurve(kind="exponential", risk_tolerance=Numeral("200000"))
    averse = SetScale("default", {"utility": curve}).apply(OIL)
    (found,) = information_values(averse, "eu", event="Oil").events
    assert found.between is not None
    low, high = found.between
    assert high - low < Fraction(1, 10**15)
    known = known_event(averse, next(e for e in events_of(averse) if e.label == "Oil"))
    for price, word in ((low - 1, BUY), (high + 1, DO_NOT_BUY)):
        verdicts = solve(offered(known, averse, "value", Numeral.of(price)), "eu").branches
        assert [b for b in (BUY, DO_NOT_BUY) if verdicts[b].permitted] == [word]
    other = SetScale("default", {"utility": UtilityCurve(kind="log")}).apply(OIL)
    with pytest.raises(NotSolvable):
        information_values(other, "eu")
