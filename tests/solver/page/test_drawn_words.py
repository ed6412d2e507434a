"""The words of trees and the frames that show them are what was read and found right."""

import random
from fractions import Fraction

import pytest

from solver.document.numerals import Numeral
from solver.document.shares import shares
from solver.document.style import Style
from solver.findings import Finding
from solver.page.occupied import CELL, Box, Occupied
from solver.prospect import End, Prospect
from solver.words.names import Names
from solver.words.numbers import Format, NumberForm
from solver.words.tree_texts import (
    Payoffs,
    branch_detail,
    criterion_label,
    decimal,
    number_text,
    outcome_detail,
    prospect_text,
    share_text,
)
from tests.documents.trees import chance, choice, document, outcome
from tests.kept.drawn_words import drawn, labelled
from tests.kept.kept import compare


def test_the_words_of_trees_and_their_frames() -> None:
    compare("drawn.txt", "\n".join(drawn()))


# --------------------------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        ("0", 6, "0"),
        ("10", 6, "10"),
        ("-100", 2, "−100"),
        ("1/8", 3, "0.125"),
        ("1/8", 2, "≈\u202f0.12"),
        ("-1/3", 4, "≈\u202f−0.3333"),
        ("2/3", 1, "≈\u202f0.7"),
        ("1/1000000", 6, "0.000001"),
        ("-5/2", 6, "−2.5"),
        ("1/3000", 2, "≈\u202f0"),
        ("1/100", 2, "0.01"),
    ],
)
def test_decimals_are_exact_or_say_that_they_are_rounded(
    value: str, digits: int, text: str
) -> None:
    assert decimal(Fraction(value), digits) == text


def test_shares_in_every_form() -> None:
    third = Fraction(1, 3)
    assert number_text(third, "decimal") == "≈\u202f0.333333"
    assert number_text(third, "percent") == "≈\u202f33.3333%"
    assert number_text(Fraction(1, 8), "percent") == "12.5%"
    assert number_text(third, "fraction") == "1/3"
    assert share_text(Numeral(" -1/4 "), None, "decimal") == "−1/4"
    assert share_text(Numeral("50%"), Fraction(1, 2)) == "50%"
    assert share_text(Numeral("50%"), Fraction(1, 2), "fraction") == "1/2"
    assert share_text(Numeral("#"), None) == "#"
    long = Numeral("17/67 * (1 - p1) + 0")
    assert share_text(long, Fraction(17, 100)) == "17/100"
    assert share_text(long, Fraction(17, 100), numbers=Format(NumberForm.DECIMAL)) == "0.17"
    assert share_text(Numeral("#"), third) == "1/3"


def test_criteria_are_called_by_their_labels() -> None:
    criteria = [{"id": "gain", "label": "Gain"}, {"id": "cost"}]
    made = document(choice("n", ("b", "A")), [outcome("A")], criteria=criteria)
    assert [criterion_label(made, c) for c in ("gain", "cost", "none")] == ["Gain", "cost", "none"]


def test_of_many_outcomes_the_likeliest_are_listed() -> None:
    made = labelled()
    listed = {"A": 1, "B": 4, "C": 2, "D": 3, "E": 5, "gone": 1}
    names = Names(made, Format())
    many = Prospect({End(id_): Fraction(n, 16) for id_, n in listed.items()})
    assert prospect_text(names, many) == "E: 5/16 · B: 1/4 · D: 3/16 · Cherry: 1/8 · …"
    some = {"A": Fraction(1, 4), "B": Fraction(1, 4), "C": Fraction(3, 8), "gone": Fraction(1, 8)}
    four = Prospect({End(id_): chance for id_, chance in some.items()})
    assert prospect_text(names, four) == "Apple: 1/4 · B: 1/4 · Cherry: 3/8 · gone: 1/8"
    assert prospect_text(names, four, Style(probabilities="percent")).startswith("Apple: 25% · ")
    assert prospect_text(names, Prospect({End("A"): Fraction(1)})) == "Apple"


def test_payoffs_follow_to_another_document_and_leave_out_what_cannot_be_computed() -> None:
    tree = choice("n", ("b", choice("m", ("c", "A", {"payoff": "1/0"})), {"payoff": 2}))
    made = document(tree, [outcome("A", "s", 3)])
    payoffs = Payoffs(made)
    leaf = next(id_ for id_, node in made.nodes.items() if node.outcome == "A")
    assert payoffs.above(leaf) == {"value": 2}
    assert payoffs.net(leaf, Numeral("3")) == "net 5"
    assert payoffs.net(leaf, Numeral("1/0")) == ""
    assert payoffs.net("n", Numeral("3")) == ""
    criteria = [{"id": "value", "label": "x"}, {"id": "more"}]
    payoffs.follow(document(tree, [outcome("A", "s", 3)], criteria=criteria))
    assert payoffs.net(leaf, {"value": Numeral("3"), "more": Numeral("1")}) == "net x 5, more 1"
    free = Payoffs(document(choice("n", ("b", "A")), [outcome("A", "s", 1)]))
    assert free.above("n") is None
    assert not free.has_several_scales


# --------------------------------------------------------------------------------- findings


def test_a_finding_says_where_it_is() -> None:
    assert Finding(code="c", message="m").place == "document"
    everything = Finding(
        code="c", message="m", nodes=("n", "o"), branches=("b",), outcomes=("x",),
        parameters=("p",), criteria=("k", "l"),
    )  # fmt: skip
    assert everything.place == (
        "node “n”, “o”, branch “b”, outcome “x”, parameter “p”, criterion “k”, “l”"
    )


# ------------------------------------------------------------------------------- the page


def test_boxes_are_met_where_they_overlap_and_nowhere_else() -> None:
    draw = random.Random(5)

    def box() -> Box:
        left, top = (draw.choice([-CELL, 0.0, CELL, draw.uniform(-900, 900)]) for _ in "xy")
        width, height = (draw.choice([CELL, 1.0, draw.uniform(0, 700)]) for _ in "xy")
        return Box(left, top, left + width, top + height)

    page, boxes = Occupied(), list[Box]()
    assert page.all == Box(0, 0, 0, 0)
    for _ in range(60):
        new = box()
        inner = {
            other
            for other in boxes
            if max(new.left, other.left) < min(new.right, other.right)
            and max(new.top, other.top) < min(new.bottom, other.bottom)
        }
        assert set(page.met_by(new)) == inner
        page.add(new)
        boxes.append(new)
        assert page.all == Box(
            min(0.0, *(b.left for b in boxes)),
            min(0.0, *(b.top for b in boxes)),
            max(0.0, *(b.right for b in boxes)),
            max(0.0, *(b.bottom for b in boxes)),
        )


def test_boxes_side_by_side_do_not_meet() -> None:
    here = Box(0, 0, 10, 10)
    assert here.moved(3, -4) == Box(3, -4, 13, 6)
    for dx, dy in ((10, 0), (-10, 0), (0, 10), (0, -10)):
        assert not here.meets(here.moved(dx, dy))
        assert here.meets(here.moved(dx * 0.9, dy * 0.9))
    page = Occupied()
    page.add(Box(0, 0, CELL, CELL))
    assert list(page.met_by(Box(CELL, 0, CELL + 1, 1))) == []
    assert set(page.met_by(Box(CELL - 1, CELL - 1, CELL + 1, CELL + 1))) == {Box(0, 0, CELL, CELL)}


@pytest.mark.parametrize(
    ("label", "value", "detail"),
    [
        ("70000", "70000", ""), ("70000", "7e4", ""), ("$70000", "70000", ""), ("-1/2", "-0.5", ""),
        ("p", "p", ""), ("70000", "p", "p"), ("A", "70000", "70\u202f000"),
    ],
)  # fmt: skip
def test_an_outcome_that_is_called_by_its_value_does_not_repeat_it(
    label: str, value: str, detail: str
) -> None:
    end = {"id": "o", "label": label, "value": value}
    doc = document("o", [end], parameters=[{"id": "p", "value": 70000}])
    (node,) = doc.nodes.values()
    assert outcome_detail(doc, node, Payoffs(doc)) == detail


def test_remainders_and_criteria_are_written_as_the_document_writes_numbers() -> None:
    numbers = [outcome("x", "s", "22.5"), outcome("y", "s", "0.1")]
    tree = chance(
        "n",
        ("a", "x", {"probability": "0.3", "payoff": 1000}),
        ("b", "y", {"probability": "#", "payoff": 0}),
    )
    criteria = [{"id": "c", "format": {"prefix": "$", "decimals": 2, "thousands": True}}]
    doc = document(tree, numbers, criteria=criteria)
    names, payoffs = Names(doc), Payoffs(doc)
    node = doc.nodes["n"]
    known = shares(node, doc.children("n"), {}).values
    told = [branch_detail(names, node, b, known[b.id]) for b in doc.children("n")]
    assert told == ["0.3 · payoff +$1\u202f000.00", "0.7 · payoff $0.00"]
    (end,) = (n for n in doc.nodes.values() if n.outcome == "x")
    assert outcome_detail(doc, end, payoffs) == "$22.50 · net $1\u202f022.50"
    assert (
        share_text(Numeral("#"), Fraction(1, 3), numbers=Format(NumberForm.DECIMAL))
        == "≈\u202f0.333"
    )
