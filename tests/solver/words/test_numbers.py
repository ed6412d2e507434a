"""Numbers in front: exact where no ≈ says otherwise, never cut, and readable."""

import gc
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets import example_text
from solver.document.elements import Kind
from solver.document.numerals import Numeral
from solver.edits import AddNode, SetBranch, SetOutcome
from solver.formats.quandary import dumps, loads
from solver.words import numbers
from solver.words.numbers import THIN, Format, NumberForm, decimal, exact, number_in, stretch
from tests.documents.trees import chance, choice, document, outcome

BACK = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "-0123456789-", THIN)


def read(text: str) -> Fraction:
    """What a written number says."""
    plain = text.replace("≈", "").translate(BACK)
    figures, _, power = plain.partition("·10")
    return Fraction(figures) * Fraction(10) ** int(power or 0)


@pytest.mark.parametrize(
    ("value", "as_decimal", "as_fraction"),
    [
        ("9/20", "0.45", "9/20"),
        ("11587/2500", "4.6348", "11587/2500"),
        ("1/3", "≈\u202f0.333", "1/3"),
        ("-9/8", "−1.125", "−9/8"),
        ("22500", "22\u202f500", "22\u202f500"),
        ("1000", "1000", "1000"),
        ("191707/3", "≈\u202f63\u202f902", "191707/3"),
        ("999999/1000003", "≈\u202f0.999996", "≈\u202f0.999996"),
        ("1/1000000000", "1\u202f·\u202f10⁻⁹", "1/1000000000"),
        ("0", "0", "0"),
    ],
)
def test_how_numbers_are_written(value: str, as_decimal: str, as_fraction: str) -> None:
    number = Fraction(value)
    assert Format(NumberForm.DECIMAL).number(number) == as_decimal
    assert Format(NumberForm.FRACTION).number(number) == as_fraction


@given(
    st.fractions()
    | st.fractions(min_value=0, max_value=1)
    | st.integers(-(10**40), 10**40).map(Fraction)
)
def test_what_is_rounded_says_so_and_is_close(value: Fraction) -> None:
    text = decimal(value)
    said = read(text)
    assert text.startswith("≈") == (said != value)
    assert abs(said - value) <= abs(value) / 100
    assert Fraction(exact(value).translate(BACK)) == value


@given(st.fractions())
def test_one_of_both_forms_is_exact(value: Fraction) -> None:
    for form in NumberForm:
        shown, other = Format(form).number(value), Format(form).other(value)
        exactly = {text for text in (shown, other) if not text.startswith("≈")}
        assert exactly
        assert all(
            ("/" in text and Fraction(text.translate(BACK)) == value) or read(text) == value
            for text in exactly
        )


def test_a_dash_never_stands_beside_a_minus() -> None:
    assert stretch("0.1", "0.8") == "0.1 – 0.8"
    assert stretch("−5", "25/2") == "−5 to 25/2"
    assert stretch("−5", "−5") == "−5"


def test_the_form_is_the_documents_own() -> None:
    assert Format.of(loads(example_text("single-souring"))).form is NumberForm.DECIMAL
    assert Format.of(loads(example_text("chance-pump"))).form is NumberForm.FRACTION
    stated = replace(loads(example_text("single-souring")), view={"numbers": "fraction"})
    assert Format.of(stated).form is NumberForm.FRACTION


@pytest.mark.parametrize(
    ("stated", "value", "text"),
    [
        ({"prefix": "$", "decimals": 2, "thousands": True}, "12345/2", "$6\u202f172.50"),
        ({"prefix": "$", "decimals": 0}, "-12345/2", "≈\u202f−$6172"),
        ({"suffix": " QALY"}, "1/3", "≈\u202f0.333 QALY"),
        ({"decimals": 99}, "3/2", "1.5"),
        ({"decimals": 12}, "1/3", "≈\u202f0.333333333333"),
    ],
)
def test_a_criterion_may_say_how_its_numbers_are_written(
    stated: dict[str, object], value: str, text: str
) -> None:
    doc = document("x", [outcome("x", "s", 1)], criteria=[{"id": "c", "format": stated}])
    again = loads(dumps(doc))
    assert Format().value(again.criterion("c"), Fraction(value)) == text


def test_policies_and_one_odd_number_do_not_decide_the_form() -> None:
    """A slider lands on whatever is near; it must not make other numbers of all that is shown."""
    leaves = [outcome("x", "s", "22.5"), outcome("y", "s", "0.1"), outcome("z", "s", 1)]
    tree = choice("n", ("a", "x"), ("b", "y", {"policy": "1/3"}), ("c", "z", {"policy": "2/3"}))
    assert Format.of(document(tree, leaves)).form is NumberForm.DECIMAL
    lone = chance("n", ("a", "x", {"probability": "1/3"}), ("b", "y", {"probability": "2/3"}))
    assert Format.of(document(lone, leaves)).form is NumberForm.FRACTION
    mostly = chance("n", ("a", "x", {"probability": "1/3"}), ("b", "y", {"probability": "#"}))
    assert Format.of(document(mostly, leaves)).form is NumberForm.DECIMAL


def test_the_form_of_a_document_is_found_once_and_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every frame of the window asks for it; a document that is gone leaves nothing behind."""
    text = example_text("chance-pump")
    tree, asked = loads(text), []
    count = numbers._Latest.count
    monkeypatch.setattr(
        numbers._Latest, "count", lambda own, document: asked.append(1) or count(own, document)
    )
    gc.collect()  # of what other tests left behind
    before = len(numbers._KNOWN)
    assert {Format.of(tree).form for _ in range(9)} == {NumberForm.FRACTION}
    assert asked == [1]
    assert len(numbers._KNOWN) == before + 1
    again = loads(text)  # equal, but another one
    assert Format.of(again).form is NumberForm.FRACTION
    assert asked == [1, 1]
    del tree, again
    gc.collect()
    assert len(numbers._KNOWN) == before


def test_after_an_edit_only_what_it_changed_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of ten thousand branches one has another probability: the others are not looked at."""
    looked: list[int] = []
    counted = numbers._counted
    monkeypatch.setattr(
        numbers,
        "_counted",
        lambda elements, fields: looked.append(len(elements)) or counted(elements, fields),
    )
    leaves = [outcome(id_, "s", "1/2") for id_ in "xyz"]
    before = document(
        chance("n", ("a", "x", {"probability": "1/3"}), ("b", "y"), ("c", "z")), leaves
    )
    assert Format.of(before).form is NumberForm.FRACTION
    first = next(iter(before.branches))
    edits = [
        *(SetOutcome(id_, {"value": Numeral("0.25")}) for id_ in "xyz"),
        SetBranch(first, {"probability": Numeral("20%")}),
        AddNode(Kind.OUTCOME, parent=before.root_id),
        SetBranch(first, {"probability": Numeral("1/5")}),
        *(SetOutcome(id_, {"value": Numeral("3/4")}) for id_ in "xyz"),
    ]
    looked.clear()
    made = [before]
    for edit in edits:
        made.append(edit.apply(made[-1]))
    forms = [Format.of(each).form for each in made[1:]]
    assert max(looked) == 1
    afresh = [Format.of(loads(dumps(each))).form for each in made[1:]]
    assert forms == afresh
    assert set(forms) == set(NumberForm)
    looked.clear()
    assert [Format.of(replace(each)).form for each in reversed(made[1:])] == afresh[::-1]  # undone


@pytest.mark.parametrize(
    ("label", "number"),
    [
        ("4.85", "4.85"),
        (" −3 ", "-3"),
        ("$5", "5"),
        ("- € 1/2", "-1/2"),
        ("10%", "10%"),
        (r"$\frac{1}{2}$", "1/2"),
    ],
)
def test_a_label_that_is_a_number(label: str, number: str) -> None:
    assert number_in(label) == Numeral.typed(number)


@pytest.mark.parametrize("label", ["", "A", "A 1", "$A^+$", "1 000 or so", "1/0", "p", "5 $", "#"])
def test_a_label_that_is_a_name(label: str) -> None:
    assert number_in(label) is None
