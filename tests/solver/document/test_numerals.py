"""Numbers are exact, and what is no number says why."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.document import numerals
from solver.document.numerals import Numeral, evaluate
from solver.document.parameters import resolve
from solver.errors import NumberError


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.1", Fraction(1, 10)),
        ("9/10", Fraction(9, 10)),
        ("44.4%", Fraction(111, 250)),
        ("1 - (1/3 + 1/3)", Fraction(1, 3)),
        ("-2*-3", Fraction(6)),
        ("−1/2", Fraction(-1, 2)),
        (".5", Fraction(1, 2)),
        ("5.", Fraction(5)),
        ("1e-3", Fraction(1, 1000)),
        ("2/3/4", Fraction(1, 6)),
        ("p*2", Fraction(1)),
    ],
)
def test_values_are_exact(text: str, value: Fraction) -> None:
    assert evaluate(text, {"p": Fraction(1, 2)}) == value


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1/0", "divides by zero"),
        ("1/(1-1)", "divides by zero"),
        ("1e400", "out of range"),
        ("1e99999999999", "out of range"),
        ("9" * 400, "out of range"),
        ("9" * 2000, "too long"),
        ("(" * 200 + "1" + ")" * 200, "nested too deeply"),
        ("9**9", "not expected"),
        ("", "missing"),
        ("1 2", "not expected"),
        ("(1", "closing parenthesis"),
        ("q", "no parameter"),
        ("NaN", "no parameter"),
        ("__import__('os')", "not part of a number"),
    ],
)
def test_what_is_no_number_says_why(text: str, says: str) -> None:
    with pytest.raises(NumberError, match=says):
        evaluate(text, {})


@given(st.fractions(max_denominator=10**6))
def test_the_plainest_spelling_means_the_same(value: Fraction) -> None:
    assert Numeral.of(value).value() == value


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_says_why(text: str) -> None:
    problem = "."
    try:
        evaluate(text, {})
    except NumberError as error:
        problem = error.message
    assert problem.endswith(".")


def test_parameters_may_depend_on_each_other_but_not_in_a_circle() -> None:
    found = resolve(
        {"a": Numeral("b/2"), "b": Numeral("1/3"), "c": Numeral("d"), "d": Numeral("c")}
    )
    assert found.values == {"a": Fraction(1, 6), "b": Fraction(1, 3)}
    assert set(found.problems) == {"c", "d"}


def test_a_name_alone_is_looked_up_and_not_read_as_an_expression(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Documents with opinions about values hold hardly anything else."""
    monkeypatch.setattr(numerals, "Expression", None)
    assert Numeral("p").value({"p": Fraction(1, 3)}) == Fraction(1, 3)
    with pytest.raises(TypeError):
        Numeral("p ").value({"p": Fraction(1, 3)})
