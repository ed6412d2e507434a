"""Numbers at their limits, and the sentences about those that cannot be computed."""

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.checks.plain_numbers import is_plain, plain_value
from solver.document.elements import Branch, Kind, Node
from solver.document.model import Document
from solver.document.numerals import (
    Numeral,
    evaluate,
    is_json_number,
    is_name,
    names_in,
    plain_numeral,
    simplest,
)
from solver.document.parameters import resolve
from solver.document.shares import Shares, share_of, shares
from solver.document.values import criterion_numerals, criterion_values
from solver.errors import NumberError
from solver.formats.quandary import loads

F = Fraction
HALF = {"p": F(1, 2), "q_2": F(-3)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3 - 4 / 8", F(13, 2)),
        ("1 - 2 - 3", F(-4)),
        ("2 * 3 / 4 * 2", F(3)),
        ("1/2 + 1/2", F(1)),
        ("1/2 - 1/3", F(1, 6)),
        ("1/-2", F(-1, 2)),
        ("-1/-2/-4", F(-1, 8)),
        ("--1", F(1)),
        ("+-+2", F(-2)),
        ("-50%", F(-1, 2)),
        ("50%%", F(1, 200)),
        ("(1 + 1)%", F(1, 50)),
        ("2 * (p + q_2)", F(-5)),
        ("p/q_2", F(-1, 6)),
        ("1.50", F(3, 2)),
        ("12.", F(12)),
        ("1.5e1", F(15)),
        ("1.5E-1", F(3, 20)),
        ("15e+1", F(150)),
        ("1e308", F(10**308)),
        ("1e-308", F(1, 10**308)),
        ("1e000308", F(10**308)),
        ("1e308 * 1%", F(10**306)),
        ("9e308 / 1", F(9 * 10**308)),
        ("9e308 / -1", F(-9 * 10**308)),
        ("9" * 309, F(int("9" * 309))),
        ("0e308 * 1e308", F(0)),
        (" 1 / 2 ", F(1, 2)),
        ("1−2", F(-1)),
        ("(" * 49 + "1" + ")" * 49, F(1)),
        ("-" * 49 + "1", F(-1)),
        ("1" + " " * 999, F(1)),
        ("1/1e300 + 1/1e308", F(1, 10**300) + F(1, 10**308)),
    ],
)  # fmt: skip
def test_expressions(text: str, value: Fraction) -> None:
    assert evaluate(text, HALF) == value
    assert Numeral(text).value(HALF) == value


OUT = "“{}” is out of range: it is larger than 1e308."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "A number is missing."),
        ("  ", "A number is missing."),
        ("1" * 1001, "A number of 1001 characters is too long: at most 1000 are read."),
        ("1e309", "“1e309” is out of range: powers of ten go from -308 to 308."),
        ("1e-309", "“1e-309” is out of range: powers of ten go from -308 to 308."),
        ("1e0000308", "“1e0000308” is out of range: powers of ten go from -308 to 308."),
        ("1" + "0" * 309, OUT.format("1" + "0" * 36 + "…")),
        ("10e308", OUT.format("10e308")),
        ("-10e308", OUT.format("10e308")),
        ("9e308 + 1e308", OUT.format("9e308 + 1e308")),
        ("-9e308 - 1e308", OUT.format("-9e308 - 1e308")),
        ("1e308 * 10", OUT.format("1e308 * 10")),
        ("1e-308 * 1e-308 * 1e-308 * 1e-308", "“1e-308 * 1e-308 * 1e-308 * 1e-308” is out of range: as an exact fraction it has more than 1000 digits."),
        ("1/0", "“1/0” divides by zero."),
        ("1/(p-p) + " + "1" * 40, "“1/(p-p) + 111111111111111111111111111…” divides by zero."),
        ("x", "There is no parameter “x”."),
        ("1 + " + "x" * 41, "“1 + " + "x" * 33 + "…” uses “" + "x" * 37 + "…”, which is not a parameter."),
        ("1 + " + "x" * 36, "“1 + " + "x" * 36 + "” uses “" + "x" * 36 + "”, which is not a parameter."),
        ("1 $ 2", "“1 $ 2” is not a number: “$” is not part of a number."),
        ("1 2", "“1 2” is not a number: “2” is not expected at character 3."),
        ("1)", "“1)” is not a number: “)” is not expected at character 2."),
        ("*2", "“*2” is not a number: “*” is not expected at character 1."),
        ("(1", "“(1” is not a number: a closing parenthesis is missing."),
        ("(1 2", "“(1 2” is not a number: a closing parenthesis is missing."),
        ("1 +", "“1 +” is not a number: something is missing at its end."),
        ("(" * 50 + "1" + ")" * 50, "“" + "(" * 37 + "…” is not a number: it is nested too deeply."),
        ("-" * 50 + "1", "“" + "-" * 37 + "…” is not a number: it is nested too deeply."),
    ],
)  # fmt: skip
def test_sentences(text: str, sentence: str) -> None:
    with pytest.raises(NumberError) as error:
        evaluate(text, HALF)
    assert str(error.value) == sentence


def test_depth_is_counted_on_the_way_only() -> None:
    assert evaluate(" + ".join(["-(1)"] * 60), {}) == -60


def test_digits_are_counted_in_lowest_terms() -> None:
    text = " * ".join(["(1e200/1e200)"] * 8)
    assert evaluate(text, {}) == 1
    many = {"p": F(10**999 - 1, 10**999)}
    assert evaluate("p * 1", many) == many["p"]
    assert evaluate("p * 10/10", many) == many["p"]
    with pytest.raises(NumberError, match="more than 1000 digits"):
        evaluate("p / 10", many)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("0", False), ("-0", False), ("12", False), (" 7 ", False), ("007", True), ("1.0", True),
        ("9" * 15, False), ("9" * 16, True), ("-" + "9" * 15, False), ("x", True), ("", True),
        ("١", True),
    ],
)  # fmt: skip
def test_what_is_typed_is_a_number_of_the_file_where_it_is_whole(text: str, quoted: bool) -> None:
    assert Numeral.typed(text) == Numeral(text.strip(), quoted=quoted)


def test_what_is_left() -> None:
    assert Numeral("#").is_remainder
    assert Numeral(" # ").is_remainder
    assert not Numeral("#", quoted=False).is_remainder
    assert not Numeral("##").is_remainder


@pytest.mark.parametrize(
    ("value", "text", "quoted"),
    [
        (F(3), "3", False), (F(-3), "-3", False), (F(1, 2), "0.5", True), (F(0), "0", False),
        (F(1, 8), "0.125", True), (F(1, 16), "0.0625", True), (F(1, 32), "1/32", True),
        (F(1, 3), "1/3", True), (F(-5, 4), "-1.25", True), (F(100), "100", False),
        (F(1, 10000), "0.0001", True),
    ],
)  # fmt: skip
def test_a_short_decimal_is_plainer_than_a_fraction(value: F, text: str, quoted: bool) -> None:
    assert plain_numeral(value) == Numeral(text, quoted=quoted)
    assert Numeral.of(value).text == str(value)


@given(st.fractions(0, 20, max_denominator=60), st.fractions(0, 20, max_denominator=60))
def test_the_simplest_fraction_has_the_smallest_denominator(one: Fraction, other: Fraction) -> None:
    low, high = sorted((one, other))
    found = simplest(low, high)
    assert low <= found <= high
    for denominator in range(1, found.denominator):
        assert -(-low * denominator // 1) > high * denominator // 1
    if found.denominator == 1:
        assert found == -(-low // 1)


def test_names() -> None:
    for name in ("p", "_1", "λ2", "a_b"):
        assert is_name(name)
    for name in ("", "1p", "a b", "a-b", "p\n", "#"):
        assert not is_name(name)
    assert names_in("2*p + q1/p e 1e5 #") == {"p", "q1", "e"}
    assert names_in("p" + " " * 999) == {"p"}
    assert names_in("p" + " " * 1000) == frozenset()


def test_numbers_of_json() -> None:
    for text in ("0", "-1", "1.5", "1e5", "1E+5", "0.10e-2"):
        assert is_json_number(text)
    for text in ("", "01", "+1", ".5", "1.", "1e", "1\n", "١", "NaN", "--1"):
        assert not is_json_number(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", (0, 1)), ("-12", (-12, 1)), ("007", (7, 1)), ("1.50", (150, 100)), ("-0.5", (-5, 10)),
        ("50%", (50, 100)), ("2.5%", (25, 1000)), ("6/4", (6, 4)), ("1.5/3", (15, 30)),
        ("9" * 99, (int("9" * 99), 1)), ("9" * 100, None), ("1/" + "9" * 99, (1, int("9" * 99))),
        ("1/" + "9" * 100, None), ("0." + "1" * 99, (int("1" * 99), 10**99)),
        ("0." + "1" * 100, None), ("1/0", None), ("1/01", None), ("1/2%", None), (".5", None),
        ("5.", None), ("+1", None), ("1e3", None), (" 1", None), ("1 ", None), ("", None),
        ("#", None), ("p", None), ("--1", None), ("١", None), ("1/-2", None),
    ],
)  # fmt: skip
def test_numbers_that_need_no_parser(text: str, value: tuple[int, int] | None) -> None:
    assert plain_value(text) == value
    assert is_plain(text) is (value is not None)
    if value is not None:
        assert Fraction(*value) == evaluate(text, {})


# ---------------------------------------------------------------------------------- parameters


def resolved(**texts: str) -> tuple[dict[str, str], dict[str, str]]:
    found = resolve({name: Numeral(text) for name, text in texts.items()})
    return {name: str(value) for name, value in found.values.items()}, dict(found.problems)


def test_parameters_wait_for_each_other() -> None:
    assert resolved(a="b + c", b="c * 2", c="3", d="d2", d2="a") == (
        {"c": "3", "b": "6", "a": "9", "d2": "9", "d": "9"},
        {},
    )


def test_a_circle_is_shown_from_where_it_was_met() -> None:
    values, problems = resolved(start="a", a="b", b="c + 1", c="a", free="2", after="free + c")
    assert values == {"free": "2"}
    chain = "“a” → “b” → “c” → “a”"
    assert problems == {
        **{name: f"The value of “{name}” depends on itself: {chain}." for name in "abc"},
        "start": "There is no parameter “a”.",
        "after": "“free + c” uses “c”, which is not a parameter.",
    }


@pytest.mark.parametrize("size", [1, 2, 6, 7, 9])
def test_a_long_circle_is_cut(size: int) -> None:
    names = [f"p{i}" for i in range(size)]
    texts = {name: names[(i + 1) % size] for i, name in enumerate(names)}
    values, problems = resolved(**texts)
    assert values == {}
    shown = [f"“{name}”" for name in names[:6]] + ["…"] * (size > 6) + ["“p0”"]
    assert problems == {
        name: f"The value of “{name}” depends on itself: {' → '.join(shown)}." for name in names
    }


def test_two_circles_and_what_hangs_between() -> None:
    values, problems = resolved(a="a + m", m="b", b="c", c="b + x", x="1")
    assert values == {"x": "1"}
    assert {name: text[-20:] for name, text in problems.items()}.keys() == {"a", "m", "b", "c"}
    assert problems["b"] == "The value of “b” depends on itself: “b” → “c” → “b”."
    assert problems["a"] == "The value of “a” depends on itself: “a” → “a”."
    assert problems["m"] == "There is no parameter “b”."


def test_parameters_that_are_too_long_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("solver.document.parameters.MAX_TEXT", 1500)
    long = "1" + " " * 999
    assert resolved(a=long, b="1" * 500)[0].keys() == {"a"}  # the other is out of range
    assert resolved(a=long, b="1" + " " * 499, c=" " * 5000)[0] == {"a": "1", "b": "1"}
    texts = {"a": long, "b": "1" + " " * 500, "1p": "1"}
    found = resolve({name: Numeral(text) for name, text in texts.items()})
    assert found.values == {}
    sentence = "The parameters have more than 1,500 characters: too many to compute."
    assert found.problems == {
        "a": sentence,
        "b": sentence,
        "1p": "“1p” cannot be used in expressions: a name is letters, digits and _, and does not "
        "begin with a digit.",
    }


# -------------------------------------------------------------------------------------- shares


def shared(kind: Kind, *texts: str | None) -> Shares:
    key = "probability" if kind is Kind.CHANCE else "policy"
    branches = []
    for i, text in enumerate(texts):
        stated: dict[str, Any] = {key: text and Numeral(text)}
        branches.append(Branch(id=f"b{i}", source="n", target=f"t{i}", **stated))
    assert [share_of(branch, kind) for branch in branches] == [t and Numeral(t) for t in texts]
    return shares(Node(id="n", kind=kind), branches, HALF)


@pytest.mark.parametrize("kind", [Kind.CHANCE, Kind.CHOICE])
@pytest.mark.parametrize(
    ("texts", "values", "stated", "given", "valid"),
    [
        (("1/4", "3/4"), "1/4 3/4", F(1), "b0 b1", True),
        (("1/4", "#", "#"), "1/4 3/8 3/8", F(1, 4), "b0", True),
        (("p", None, "1/4"), "1/2 1/4 1/4", F(3, 4), "b0 b2", True),
        ((None, None), "1/2 1/2", F(0), "", True),
        (("1", "#"), "1 0", F(1), "b0", True),
        (("2", "#"), "2 -1", F(2), "b0", False),
        (("2", "-1"), "2 -1", F(1), "b0 b1", False),
        (("1/4", "1/4"), "1/4 1/4", F(1, 2), "b0 b1", False),
    ],
)
def test_shares(
    kind: Kind, texts: tuple[str | None, ...], values: str, stated: F, given: str, valid: bool
) -> None:
    found = shared(kind, *texts)
    assert " ".join(str(found.values[f"b{i}"]) for i in range(len(texts))) == values
    assert list(found.values) == [f"b{i}" for i in range(len(texts))]
    assert found.stated == stated
    assert found.given == set(given.split())
    assert found.shared is any(text in (None, "#") for text in texts)
    assert found.problems == {}
    assert found.is_valid is valid
    assert found.total == sum(found.values.values())


def test_shares_that_cannot_be_computed() -> None:
    found = shared(Kind.CHANCE, "1/0", "1/2", "#")
    assert found.problems == {"b0": "“1/0” divides by zero."}
    assert not found.is_valid
    assert found.values["b1"] == F(1, 2)
    assert not shared(Kind.CHANCE, "1/0", "1").is_valid


# -------------------------------------------------------------------------------------- values


def criteria(*rows: dict[str, Any]) -> Document:
    return loads(json.dumps({"format": "quandary", "version": 1, "criteria": list(rows)}))


def test_values_by_criterion() -> None:
    usual, one, two = criteria(), criteria({"id": "m"}), criteria({"id": "m"}, {"id": "h"})
    seven = Numeral("7")
    for document, name in ((usual, "value"), (one, "m")):
        assert criterion_values(document, seven) == {name: 7}
        assert criterion_numerals(document, seven) == {name: seven}
        assert criterion_values(document, {name: seven}) == {name: 7}
        assert criterion_values(document, None) == criterion_numerals(document, None) == {}
        with pytest.raises(NumberError, match=r"There is no criterion “x”\."):
            criterion_values(document, {"x": seven})
    assert criterion_values(two, {"h": seven}) == {"h": 7}
    with pytest.raises(NumberError) as error:
        criterion_values(two, seven)
    assert error.value.message == (
        "“7” does not say which criterion it belongs to: there are “m”, “h”."
    )
