"""Powers, comparisons and functions in expressions, against Python's own exact fractions."""

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from solver.document.numerals import FUNCTIONS, Numeral, evaluate, names_in
from solver.document.parameters import resolve
from solver.errors import NumberError

F = Fraction
NAMES = {"p": F(1, 3), "q": F(-5, 2), "min": F(7), "whole": F(3)}

#: An expression of ours, and the same one for Python.
Pair = tuple[str, str]


def _binary(sign: str) -> st.SearchStrategy[Pair]:
    return st.just((sign, "**" if sign == "^" else sign))


def _numbers() -> st.SearchStrategy[Pair]:
    literals = st.sampled_from(["0", "1", "2", "0.5", ".25", "12", "3.10", "1e2", "2.5e-1", "7"])
    names = st.sampled_from(sorted(NAMES))
    return (
        literals.map(lambda text: (text, f"F('{text}')"))
        | literals.map(lambda text: (f"{text}%", f"(F('{text}') / 100)"))
        | names.map(lambda name: (name, f"NAMES['{name}']"))
    )


def _exponents() -> st.SearchStrategy[Pair]:
    return st.integers(-4, 4).map(lambda n: (str(n), f"F({n})"))


def _larger(inner: st.SearchStrategy[Pair]) -> st.SearchStrategy[Pair]:
    signs = st.sampled_from(["+", "-", "*", "/"]).flatmap(_binary)
    compared = st.sampled_from([("<", "<"), ("<=", "<="), ("=", "=="), (">=", ">="), (">", ">")])
    several = st.lists(inner, min_size=2, max_size=4)
    return st.one_of(
        st.tuples(inner, signs, inner).map(
            lambda t: (f"{t[0][0]} {t[1][0]} {t[2][0]}", f"{t[0][1]} {t[1][1]} {t[2][1]}")
        ),
        inner.map(lambda a: (f"-{a[0]}", f"-{a[1]}")),
        inner.map(lambda a: (f"({a[0]})", f"({a[1]})")),
        inner.map(lambda a: (f"({a[0]})%", f"(({a[1]}) / 100)")),
        st.tuples(inner, _exponents()).map(
            lambda t: (f"({t[0][0]})^{t[1][0]}", f"({t[0][1]}) ** {t[1][1]}")
        ),
        st.tuples(_numbers(), _exponents()).map(
            lambda t: (f"{t[0][0]}^{t[1][0]}", f"{t[0][1]} ** {t[1][1]}")
        ),
        inner.map(lambda a: (f"abs({a[0]})", f"abs({a[1]})")),
        st.tuples(st.sampled_from(["min", "max"]), several).map(
            lambda t: (
                f"{t[0]}({', '.join(a for a, _ in t[1])})",
                f"{t[0]}({', '.join(b for _, b in t[1])})",
            )
        ),
        st.tuples(inner, compared, inner, inner, inner).map(
            lambda t: (
                f"if({t[0][0]} {t[1][0]} {t[2][0]}, {t[3][0]}, {t[4][0]})",
                f"(({t[3][1]}) if {t[0][1]} {t[1][1]} {t[2][1]} else ({t[4][1]}))",
            )
        ),
    )


@given(st.recursive(_numbers(), _larger, max_leaves=10))
@example(("-2^2", "-F(2) ** F(2)"))
@example(("2^-1^2", "F(2) ** -F(1) ** F(2)"))
@example(("-2^-2 / 2^2", "-F(2) ** -F(2) / F(2) ** F(2)"))
def test_an_expression_comes_to_what_python_says(pair: Pair) -> None:
    ours, pythons = pair
    try:
        value = eval(pythons, {"F": F, "NAMES": NAMES})
    except ZeroDivisionError:
        with pytest.raises(NumberError, match="divides by zero"):
            evaluate(ours, NAMES)
        return
    if abs(value) >= 10**300 or max(abs(value.numerator), value.denominator) >= 10**300:
        return  # near the limits, of which other tests tell
    assert evaluate(ours, NAMES) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2^10", 1024), ("2^-2", F(1, 4)), ("(-1/2)^3", F(-1, 8)), ("0^0", 1), ("50%^2", F(1, 4)),
        ("2^3^2", 512), ("2^(1+1)", 4), ("2^whole", 8), ("(-1)^1e300", 1), ("(-1)^(1e300+1)", -1),
        ("0^5", 0), ("1^-7", 1), ("2^1.0", 2), ("2^3320", None), ("max(1)", 1),
        ("min + min(min, 1)", 8), ("min (2, 1)", 1), ("if(p=1/3, 1, 1/0)", 1),
        ("if(1<1, 1/0, 2)", 2), ("if(1>2, 10^1000, 3)", 3), ("if(1>2, 1/(1-1)%, 3)", 3),
        ("if(1>2, 2^(1/2), 3)", 3), ("min(1,200)", 1), ("abs(-2)^2", 4), ("(2)^(2)%", None),
        ("if(2>1, if(1>2, 1/0, 4), 1/0)", 4), ("−2^2", -4),
    ],
)  # fmt: skip
def test_powers_and_functions(text: str, value: Fraction | None) -> None:
    if value is None:
        with pytest.raises(NumberError):
            evaluate(text, NAMES)
    else:
        assert evaluate(text, NAMES) == value


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1,200", "“1,200” is not a number: the comma at character 2 is not expected (thousands are not separated, and decimals follow a point)."),
        ("0,5", "“0,5” is not a number: the comma at character 2 is not expected (thousands are not separated, and decimals follow a point)."),
        ("2^0.5", "“2^0.5” is not a number: the exponent 1/2 is not whole."),
        ("0^-1", "“0^-1” divides by zero."),
        ("2^", "“2^” is not a number: something is missing at its end."),
        ("2^*3", "“2^*3” is not a number: “*” is not expected at character 3."),
        ("min()", "“min()” is not a number: “)” is not expected at character 5."),
        ("min(1, 2", "“min(1, 2” is not a number: the closing parenthesis of “min” is missing."),
        ("abs(1, 2)", "“abs(1, 2)” is not a number: “abs” takes one value, not 2."),
        ("if(1, 2, 3)", "“if(1, 2, 3)” is not a number: “if” compares two values first, with <, <=, =, >= or >."),
        ("if(1 < 2, 3)", "“if(1 < 2, 3)” is not a number: “if” takes a comparison and two values, with commas between them."),
        ("if(1 < 2, 3, 4, 5)", "“if(1 < 2, 3, 4, 5)” is not a number: the closing parenthesis of “if” is missing."),
        ("if(1 < 2, 3, x)", "“if(1 < 2, 3, x)” uses “x”, which is not a parameter."),
        ("1 < 2", "“1 < 2” is not a number: “<” is not expected at character 3."),
        ("if", "There is no parameter “if”."),
        ("sqrt(2)", "“sqrt(2)” is not a number: “sqrt” is none of min, max, abs and if."),
        ("10^400", "“10^400” is out of range: it is larger than 1e308."),
        ("9^1e300", "“9^1e300” is out of range: as an exact fraction it has more than 1000 digits."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(text: str, sentence: str) -> None:
    with pytest.raises(NumberError) as error:
        evaluate(text, NAMES)
    assert str(error.value) == sentence


def test_functions_are_no_parameters_unless_they_stand_alone() -> None:
    assert names_in("min(p, max (q, 1)) + abs") == {"p", "q", "abs"}
    assert names_in("if(a < b, x, y)") == {"a", "b", "x", "y"}
    assert all(names_in(f"{name}(1)") == frozenset() for name in FUNCTIONS)


def test_parameters_use_functions() -> None:
    found = resolve(
        {"a": Numeral("max(b, 2)^2"), "b": Numeral("if(c >= 1, 3, 0)"), "c": Numeral("1")}
    )
    assert found.values == {"a": 9, "b": 3, "c": 1}
    assert not found.problems
