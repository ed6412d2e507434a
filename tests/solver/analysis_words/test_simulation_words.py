"""Charts of draws say of how many plans they show the most frequent."""

from dataclasses import replace
from fractions import Fraction

import pytest

from solver.analysis_words.simulation_words import acceptability_lines, share_bars
from solver.document.elements import Parameter
from solver.document.numerals import Numeral
from solver.sensitivity.simulation import Simulation
from tests.documents.trees import choice, document, outcome

MANY = 30
TREE = replace(
    document(choice("n", *((f"b{number}", "o") for number in range(MANY))), [outcome("o", "m", 0)]),
    parameters={"p": Parameter(id="p", value=Numeral("0"))},
)


def drawn(times: dict[int, int]) -> Simulation:
    """A hundred draws that permit each option, by its number, so many times."""
    made = TREE.children("n")
    return Simulation(
        "dsm", 100, 1, 100, {(("n", made[number].id),): often for number, often in times.items()}
    )


@pytest.mark.parametrize("plans", [8, 12])
def test_of_many_plans_the_most_frequent_are_lines_and_it_is_said(plans: int) -> None:
    found = [
        (Fraction(0), drawn(dict.fromkeys(range(plans), 1))),
        (Fraction(1), drawn({plans - 1: 90})),
    ]
    chart = acceptability_lines(TREE, "p", found)
    names = [line.name for line in chart.lines]
    assert names == [f"→ o ({n})" for n in (*range(1, 8), plans)]
    left = "" if plans == 8 else " (8 of 12 plans: those permitted most often)"
    assert chart.y.title == f"Part of the draws{left}"


def test_bars_say_it_too() -> None:
    chart = share_bars(TREE, drawn({number: 50 - number for number in range(MANY)}))
    assert len(chart.bars) == 24
    assert chart.x.title == "Part of the draws (24 of 30 plans: those permitted most often)"
