"""Numbers as other programs write them: read in the one way in which they can be, or not at all."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.formats.importing.foreign_numbers import LONGEST, Spelling

F = Fraction


def read(text: str, decimal: str = ".") -> Fraction | None:
    numeral = Spelling(decimal).read(text)
    return None if numeral is None else numeral.value()


@pytest.mark.parametrize(
    ("text", "point", "comma", "neither"),
    [
        ("12,000", 12000, 12, None), ("1.500", F(3, 2), 1500, None), ("0,125", F(1, 8), F(1, 8), F(1, 8)),
        ("0,5", F(1, 2), F(1, 2), F(1, 2)), ("2.50", F(5, 2), F(5, 2), F(5, 2)),
        ("1,234,567", 1234567, 1234567, 1234567), ("1.234.567", 1234567, 1234567, 1234567),
        ("1,200.5", F(2401, 2), F(2401, 2), F(2401, 2)), ("1.200,5", F(2401, 2), F(2401, 2), F(2401, 2)),
        ("1234,567", F(1234567, 1000), F(1234567, 1000), F(1234567, 1000)),
    ],
)  # fmt: skip
def test_thousands_and_decimals(
    text: str, point: Fraction, comma: Fraction, neither: Fraction | None
) -> None:
    assert (read(text), read(text, ","), read(text, "")) == (point, comma, neither)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("$100", 100), ("-$1,000", -1000), ("$-5", -5), ("250 €", 250), ("USD 7", 7), ("7.5 EUR", F(15, 2)),
        ("£2k", 2000), ("$1.2M", 1200000), ("3 million", 3000000), ("2bn", 2 * 10**9), ("1 200", 1200),
        ("1’200", 1200), ("1\u202f200", 1200), ("−7", -7), ("–7", -7), ("+7", 7), ("75 %", F(3, 4)),
        ("1/3", F(1, 3)), ("3 1/2", F(7, 2)), ("-3 1/2", F(-7, 2)), ("0.1(6)", F(1, 6)), ("1e3", 1000),
        (".5", F(1, 2)), ("5.", 5), (" 8 ", 8),
    ],
)  # fmt: skip
def test_what_stands_around_numbers(text: str, value: Fraction) -> None:
    assert read(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "", "x", "1,2,3", "1.2.3", "--5", "- 5", "1/0", "(5)", "$5 €", "$", "1 2", "12,00,000", "1 - 2",
        "5%%", "[1]", "1e999", "~5", "5 x", "2 1/0", "1,5 1/2", "9" * (LONGEST + 1),
    ],
)  # fmt: skip
def test_what_is_no_number(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("texts", "decimal"),
    [
        ([], "."), (["1,000", "2,000"], "."), (["rain 0,5"], ","), (["0,5", "0.5"], ""), (["1,000", "0.5"], "."),
        (["1.000", "0,5"], ","), (["1.200.000"], ","), (["1,200,000"], "."), (["1,234.5"], "."),
        (["1.234,5"], ","), (["value = [1,2]", "{3,4}"], "."), (["5, 6 and 7,"], "."), (["a,5 v1,2"], "."),
    ],
)  # fmt: skip
def test_a_file_shows_its_decimal_sign(texts: list[str], decimal: str) -> None:
    assert Spelling.of(texts).decimal == decimal


@given(st.integers(-(10**12), 10**12), st.integers(0, 4), st.booleans())
def test_what_is_written_out_comes_back(whole: int, places: int, is_comma: bool) -> None:
    """Numbers with separators of thousands and decimals, in both ways."""
    value = F(whole, 10**places)
    text = f"{abs(whole) // 10**places:,}"
    if places:
        text += f".{abs(whole) % 10**places:0{places}d}"
    if is_comma:
        text = text.translate(str.maketrans(",.", ".,"))
    text = ("-" if whole < 0 else "") + text
    assert read(text, "," if is_comma else ".") == value
