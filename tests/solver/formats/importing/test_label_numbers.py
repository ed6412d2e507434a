"""Probabilities and values within labels: read where they can be nothing else."""

import pytest

from solver.formats.importing.foreign_numbers import Spelling
from solver.formats.importing.label_numbers import LONGEST, shares, value

Read = list[tuple[str, str]]


def said(*texts: str) -> Read:
    found = shares(texts, Spelling.of(texts))
    return [(r.label, r.number.text if r.number else "") for r in found]


@pytest.mark.parametrize(
    "spelling",
    [
        "{} {}", "{1} {0}", "{} - {}", "{0}\n{1}", "{1}\n{0}", "P({}) = {}", "{} ({})", "{}: {}", "{}, p = {}",
        "{} (P: {})", "{} prob. {}", "{}\nProb = {}", "Pr({})={}", "{} [{}]", "({1}) {0}", "{} – {}",
        "{} probability is {}", "{1}: {0}", "{} = {}",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "numbers",
    [("0.2", "0.3", "0.5"), ("20%", "30 %", "50%"), ("1/5", "3/10", "1/2"), (".2", ".3", ".5")],
)
def test_spellings_of_probabilities(spelling: str, numbers: tuple[str, ...]) -> None:
    found = said(
        *(spelling.format(n, p) for n, p in zip(("win", "draw", "lose"), numbers, strict=True))
    )
    assert found == list(
        zip(("win", "draw", "lose"), (n.replace(" ", "") for n in numbers), strict=True)
    )


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["Stage 1", "Stage 0"], ["", ""]),  # whole numbers beside words are names
        (["way 1/2", ""], ["", ""]), (["way 1/2", "or 1/2"], ["1/2", "1/2"]),
        (["version 0.5", "version 1.0"], ["", ""]),  # together no probabilities
        (["win 0.2", "lose"], ["0.2", ""]), (["rain 2", "x"], ["", ""]), (["risk < 0.1", "x"], ["", ""]),
        (["~0.1", "x"], ["", ""]), (["0.2-0.3", "x"], ["", ""]), (["1 - 0.2", "x"], ["", ""]),
        (["p = 1 - 0.2", "x"], ["", ""]), (["p = 2", "x"], ["", ""]), (["1-p", "p"], ["", ""]),
        (["pay $0.50", "x"], ["", ""]), (["lose 1 - 0.2", "x"], ["", ""]), (["p=1/0", "x"], ["", ""]),
        (["rain 0,5", "sun 0,5"], ["0.5", "0.5"]), (["a 0.33", "b 0.33", "c 0.33"], ["0.33"] * 3),
        (["x" * LONGEST + " p=0.5", "y"], ["", ""]), (["", ""], ["", ""]), (["a 0.1 b 0.2", "c"], ["", ""]),
    ],
)  # fmt: skip
def test_what_is_a_probability(texts: list[str], found: list[str]) -> None:
    assert [number for _, number in said(*texts)] == found


def test_noise_of_floating_points_becomes_what_is_left() -> None:
    found = said("P=0.68", "P=0.26", "P=0.05999999999999994")
    assert [number for _, number in found] == ["0.68", "0.26", "#"]


@pytest.mark.parametrize(
    ("text", "label", "number"),
    [
        ("Sell: $100", "Sell", "100"), ("Keep\n$1,000", "Keep", "1000"), ("Lose\n-300", "Lose", "-300"),
        ("Value: 100.0", "", "100.0"), ("High\nValue: 2800.00", "High", "2800.00"), ("100\nwin", "win", "100"),
        ("mse = 0.5\nn = 3\nvalue = 21.35", "mse = 0.5 n = 3", "21.35"), ("EMV = 3", "", "3"),
        ("x: 1.2M", "x", "1200000"), ("lose (−3.5%)", "lose", "-3.5%"), ("Year 2020: 50", "Year 2020", "50"),
        ("G/L=-94", "G/L", "-94"), ("win = 1/3", "win", "1/3"),
    ],
)  # fmt: skip
def test_values(text: str, label: str, number: str) -> None:
    found = value(text, Spelling())
    assert (found.label, found.number and found.number.text) == (label, number)


@pytest.mark.parametrize(
    "text",
    [
        "value = [50, 0, 0]", "gini = 0.0\nsamples = 50", "x: 10, 20", "1:2", "100-200", "win 100", "x: ~100",
        "Lose ($300)", "Lose\n(300)", "x: 100 points", "7\n100", "Lose - 300", "x: 5 * 3", "x: 2 + 3", "plan B",
        "value = [1,2]", "(3, 4)", "value: 3\nvalue: 4", "", "x: 1/0", "x: {1, 2}",
    ],
)  # fmt: skip
def test_what_is_no_value(text: str) -> None:
    found = value(text, Spelling())
    assert found.number is None
    assert found.label == " ".join(text.split())
