"""Numbers as functions of a parameter: at every point what the number of the document is there."""

from fractions import Fraction

import pytest

from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.errors import NumberError
from solver.sensitivity.along.expressions import NotCovered, ParametersAlong, Signs
from solver.sensitivity.along.roots import at, sign_at
from tests.documents.trees import choice, document, outcome

F = Fraction
POINTS = [F(-3), F(-1), F(-1, 3), F(1, 7), F(1, 2), F(2), F(17, 4)]


def along(value: Fraction, **others: str) -> ParametersAlong:
    """The parameters p, around this value, and those that depend on it."""
    parameters = [{"id": "p", "value": "1"}, *({"id": i, "value": v} for i, v in others.items())]
    made: Document = document(
        choice("n", ("a", "x"), ("b", "x")), [outcome("x")], parameters=parameters
    )
    return ParametersAlong(made, "p", Signs(lambda poly: sign_at(poly, value)))


@pytest.mark.parametrize(
    "text",
    [
        "p", "-p", "3/4", "p + 1", "1 - p", "2*p - p/3", "p*p - 1", "(p + 1)/(p*p + 1)", "1/p", "1/(2*p - 1/7)",
        "p^2", "p^3 - p", "(1 + p)^-2", "2^3*p", "p^0", "50%*p", "4/p/p", "p/(1/p)", "1/(1/p)", "-1/p", "1/(p - 10)",
        "min(p, 1)", "max(p, 1/p)", "min(p, p^2, 0)", "abs(p)", "abs(p - 1)", "max(2, 1)", "abs(-2)",
        "if(p < 0, 1/p, 2)", "if(p*p > 2, p, -p)", "if(1 < 2, p, 1/0)", "if(2 < 1, 1/0, p)", "if(p > 0, p^2, (0*p)^-1)",
        "if(1 < 2, p, p^p)", "if(1 < 2, p, abs(1/0))",
    ],
)  # fmt: skip
def test_it_is_the_number_of_the_document(text: str) -> None:
    for value in POINTS:
        try:
            known = Numeral(text).value({"p": value})
        except NumberError:
            with pytest.raises(NumberError):
                along(value).of(Numeral(text))
            continue
        found = along(value).of(Numeral(text))
        assert at(found.top, value) / at(found.bottom, value) == known
        assert at(found.bottom, value) > 0


def test_other_parameters_are_functions_of_it_too() -> None:
    for value in POINTS:
        names = along(value, q="1/p", r="q*q - p", s="7/2")
        for name, known in (("q", 1 / value), ("r", value**-2 - value), ("s", F(7, 2))):
            found = names[name]
            assert at(found.top, value) / at(found.bottom, value) == known
        assert names["s"].is_constant
        assert not names["q"].is_constant
        assert not names["r"].is_constant
        assert "q" in names
        assert "z" not in names


def test_sums_and_parts_are_in_lowest_terms() -> None:
    names = along(F(3))
    one, other = names.of(Numeral("1/(p + 1)")), names.of(Numeral("p/(p + 1)"))
    assert (one + other).is_constant
    assert at((one + other).top, F(3)) == at((one + other).bottom, F(3))
    third = names.number(F(1, 2)).over(3)
    assert at(third.top, F(0)) / at(third.bottom, F(0)) == F(1, 6)
    assert at((-other).top, F(3)) / at((-other).bottom, F(3)) == F(-3, 4)
    assert names.number(0) == one + -one


def test_what_was_decided_is_noted_and_nothing_else() -> None:
    names = along(F(3))
    names.of(Numeral("p*p + 2/3"))
    assert not names.signs.asked
    names.of(Numeral("max(p, 2)"))
    assert list(names.signs.asked) in ([(-2, 1)], [(2, -1)])
    names.of(Numeral("1/2 + max(1, 2)"))
    assert len(names.signs.asked) == 1


@pytest.mark.parametrize(
    ("text", "value", "error", "message"),
    [
        ("1/p", F(0), NumberError, "“1/p” divides by zero"),
        ("1/(p - p)", F(1), NumberError, "divides by zero"),
        ("1/0", F(1), NumberError, "divides by zero"),
        ("2^p", F(1), NotCovered, "an exponent depends on the parameter"),
        ("p^(1/2)", F(4), NumberError, "an exponent is not whole"),
        ("p^65", F(1), NotCovered, "too high a degree"),
        ("p^-65", F(1), NotCovered, "too high a degree"),
    ],
)
def test_what_is_no_number_or_not_covered(
    text: str, value: Fraction, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        along(value).of(Numeral(text))


def test_the_highest_degree_that_is_covered() -> None:
    assert at(along(F(1, 2)).of(Numeral("p^64")).top, F(2)) == 2**64
