"""Labels go on in the next line; numbers and line breaks stay whole."""

import pytest
from pytestqt.qtbot import QtBot

from widgets.basics.theme import metrics
from widgets.canvas.items.label import ALL, NOTHING, Label, label

WIDE = 182.0  # pixels: 13 of 14


def said(made: Label) -> list[str]:
    return [" ".join(run for _, run in line.runs if isinstance(run, str)) for line in made.lines]


@pytest.mark.usefixtures("qtbot")
class TestLines:
    def test_a_short_label_is_one_line(self) -> None:
        assert said(label("shut  down", 14, "", WIDE)) == ["shut down"]
        assert label(" \n\t ", 14, "", WIDE) is NOTHING

    def test_what_is_too_wide_goes_on_between_words(self) -> None:
        text = "Invest a million in a branch with a long label"
        made = label(text, 14, "", WIDE)
        assert 1 < len(made.lines) <= 3
        assert " ".join(said(made)) == text
        assert made.width <= WIDE
        assert [line.baseline for line in made.lines] == sorted(
            line.baseline for line in made.lines
        )

    def test_it_ends_in_dots_behind_the_third_line(self) -> None:
        made = label("words and more words " * 20, 14, "", WIDE)
        assert len(made.lines) == 3
        assert said(made)[-1].endswith("…")
        assert made.width <= WIDE

    def test_lines_stay_as_typed(self) -> None:
        assert said(label("Line one\nLine two\n\nLine three", 14, "", WIDE)) == [
            "Line one", "Line two", "Line three",
        ]  # fmt: skip
        assert said(label("a\nb\nc\nd", 14, "", WIDE)) == ["a", "b", "c…"]

    def test_a_word_wider_than_a_line_is_broken(self) -> None:
        made = label("x" * 60, 14, "", WIDE)
        assert len(made.lines) == 3
        assert "".join(said(made)) == "x" * 60
        assert made.width <= WIDE
        signs = label("日本語のラベル" * 5, 14, "", WIDE)  # where no blanks are, between signs
        assert "".join(said(signs)) == "日本語のラベル" * 5

    def test_numbers_are_never_cut(self) -> None:
        number = "1" * 119
        made = label(f"policy {number} · payoff 5", 12, "", WIDE, ALL)
        assert "".join(said(made)).count("1") == 119
        assert number in said(made)
        assert made.width >= metrics(12).horizontalAdvance(number)

    def test_a_formula_is_not_broken(self) -> None:
        made = label("take $A^+$ now and for all times to come", 14, "", WIDE)
        formulas = [run for line in made.lines for _, run in line.runs if not isinstance(run, str)]
        assert len(formulas) == 1


def test_widths_are_the_documents(qtbot: QtBot) -> None:
    text = "the overseer presses the button without hesitation"
    assert len(label(text, 14, "", WIDE).lines) > len(label(text, 14, "", 2 * WIDE).lines)
