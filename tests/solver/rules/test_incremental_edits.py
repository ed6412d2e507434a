"""Which edits an answer is mended for, and which need all anew; the answers are the same."""

from dataclasses import replace
from fractions import Fraction

import msgspec
import pytest

from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import SetBranch, SetOutcome
from solver.edits.base import Edit
from solver.rules import RULES, solve
from solver.rules.incremental import Live
from tests.documents.trees import chance, choice, document, outcome
from tests.solver.rules.test_incremental import spelled


def example(**keys: object) -> Document:
    """A choice between a coin, a choice below it, and what is sure; one outcome stands aside."""
    coin = chance(
        "c",
        ("p", choice("m", ("x", "A"), ("y", "B", {"payoff": {"q": 1}})), {"probability": "1/2"}),
        ("r", chance("d", ("e", "A", {"probability": "1"}), ("f", "C", {"probability": "0"})),
         {"probability": "1/2"}),
    )  # fmt: skip
    tree = choice("n", ("a", coin), ("s", "C"))
    outcomes = [outcome(id_, "s", {"q": i}) for i, id_ in enumerate("ABCD")]
    return document(tree, outcomes, criteria=[{"id": "q"}], **keys)


def number(text: str) -> dict[str, Numeral]:
    return {"q": Numeral(text)}


def share(id_: str, text: str) -> Edit:
    return SetBranch(id_, {"probability": Numeral(text)})


def mended(before: Document, after: Document, rule: str) -> bool:
    """Whether what was made ready is used again; what is said must be what solving anew says."""
    live = Live()
    spelled(live.solve, before, rule)
    tree = live._mended
    for at in (after, before, after):
        assert spelled(live.solve, at, rule) == spelled(solve, at, rule)
    return tree is not None and live._mended is tree


@pytest.mark.parametrize("rule", RULES)
def test_numbers_are_mended(rule: str) -> None:
    before = example()
    for edit in (
        SetOutcome("A", {"value": number("5")}),
        SetOutcome("A", {"value": number("-5/3")}),
        SetOutcome("D", {"value": number("9")}),  # of no leaf
        SetBranch("y", {"payoff": number("4")}),
        SetBranch("y", {"payoff": None}),
        SetBranch("x", {"payoff": number("1/2")}),
        SetBranch("a", {"payoff": number("-1")}),
        SetBranch("x", {"policy": Numeral("1/3")}),
        SetBranch("x", {"label": "a word"}),
        share("p", "#"),
    ):
        after = edit.apply(before)
        if isinstance(edit, SetBranch) and edit.changes.get("policy") is not None:
            after = SetBranch("y", {"policy": Numeral("2/3")}).apply(after)
        assert mended(before, after, rule), edit
    both = share("r", "3/4").apply(share("p", "1/4").apply(before))
    assert mended(before, both, rule)
    never = share("f", "1").apply(share("e", "0").apply(before))
    assert mended(before, never, rule)
    several = SetOutcome("C", {"value": number("2/7")}).apply(both)
    assert mended(before, several, rule)


def test_what_is_of_another_kind_is_made_anew() -> None:
    before = example()
    for edit in (
        SetOutcome("A", {"value": None}),
        SetOutcome("A", {"scale": "t"}),
        SetOutcome("A", {"value": number("1/0")}),
        SetBranch("y", {"payoff": number("1/0")}),
        share("p", "2/3"),  # the two are no shares any more
        share("p", "-1"),
    ):
        assert not mended(before, edit.apply(before), "dsm"), edit
    for id_, field in (("x", "probability"), ("p", "policy")):  # which no edit would write there
        wrong = msgspec.structs.replace(before.branches[id_], **{field: Numeral("1/2")})
        after = replace(before, branches={**before.branches, id_: wrong})
        assert not mended(before, after, "dsm"), id_
    stating = example(preferences={"better": [["C", "A"]]})
    assert not mended(stating, SetOutcome("A", {"value": number("1")}).apply(stating), "dsm")
    equal = example(preferences={"equal": [["A", "A"]]})
    assert not mended(equal, SetOutcome("B", {"value": number("3")}).apply(equal), "dsm")
    assert mended(stating, share("p", "#").apply(stating), "dsm")


def test_values_are_exact_after_thousands_of_edits() -> None:
    at, live = example(), Live()
    for i in range(1, 400):
        at = SetOutcome("A", {"value": number(f"{i % 7}/{1 + i % 5}")}).apply(at)
        p = Fraction(i % 4, 3)
        at = share("r", str(1 - p)).apply(share("p", str(p)).apply(at))
        if p > 1:
            continue
        found = live.solve(at, "eu")
        if i % 20 == 0:
            assert spelled(live.solve, at, "eu") == spelled(solve, at, "eu")
        a = Fraction(i % 7, 1 + i % 5)
        assert found.value == max(p * max(a, Fraction(2)) + (1 - p) * a, Fraction(2))


def test_the_same_document_is_not_looked_at_again() -> None:
    before, live = example(), Live()
    live.solve(before, "eu")
    kept = live._values
    live.solve(before, "eu")
    assert live._values is kept
    live.solve(replace(before, title="another"), "eu")
    assert live._values is kept
    live.solve(before, "dsm")
    live.solve(before, "eu")
    assert live._values is kept
