"""Labels go on in the next line; numbers and line breaks stay whole."""

import pytest
from pytestqt.qtbot import QtBot

from solver.page.face import Face
from solver.page.shipped_face import SHIPPED
from widgets.basics.qt_letters import qt_faces
from widgets.drawing.texts.label import ALL, NOTHING, Label, label

WIDE = 182.0  # pixels: 13 of 14


def said(made: Label) -> list[str]:
    return [" ".join(run for _, run in line.runs if isinstance(run, str)) for line in made.lines]


@pytest.fixture(params=["Qt", "shipped"])
def face(request: pytest.FixtureRequest, qtbot: QtBot) -> Face:
    """Whoever measures."""
    return qt_faces("") if request.param == "Qt" else SHIPPED


class TestLines:
    def test_a_short_label_is_one_line(self, face: Face) -> None:
        assert said(label("shut  down", 14, face, WIDE)) == ["shut down"]
        assert label(" \n\t ", 14, face, WIDE) is NOTHING

    def test_what_is_too_wide_goes_on_between_words(self, face: Face) -> None:
        text = "Invest a million in a branch with a long label"
        made = label(text, 14, face, WIDE)
        assert 1 < len(made.lines) <= 3
        assert " ".join(said(made)) == text
        assert made.width <= WIDE
        assert [line.baseline for line in made.lines] == sorted(
            line.baseline for line in made.lines
        )

    def test_it_ends_in_dots_behind_the_third_line(self, face: Face) -> None:
        made = label("words and more words " * 20, 14, face, WIDE)
        assert len(made.lines) == 3
        assert said(made)[-1].endswith("…")
        assert made.width <= WIDE

    def test_lines_stay_as_typed(self, face: Face) -> None:
        assert said(label("Line one\nLine two\n\nLine three", 14, face, WIDE)) == [
            "Line one", "Line two", "Line three",
        ]  # fmt: skip
        assert said(label("a\nb\nc\nd", 14, face, WIDE)) == ["a", "b", "c…"]

    def test_a_word_wider_than_a_line_is_broken(self, face: Face) -> None:
        made = label("x" * 60, 14, face, WIDE)
        assert len(made.lines) == 3
        assert "".join(said(made)) == "x" * 60
        assert made.width <= WIDE
        signs = label("日本語のラベル" * 5, 14, face, WIDE)  # where no blanks are, between signs
        assert "".join(said(signs)) == "日本語のラベル" * 5

    def test_numbers_are_never_cut(self, face: Face) -> None:
        number = "1" * 119
        made = label(f"policy {number} · payoff 5", 12, face, WIDE, ALL)
        assert "".join(said(made)).count("1") == 119
        assert number in said(made)
        assert made.width >= face.advance(number, 12)

    def test_a_formula_is_not_broken(self, face: Face) -> None:
        made = label("take $A^+$ now and for all times to come", 14, face, WIDE)
        formulas = [run for line in made.lines for _, run in line.runs if not isinstance(run, str)]
        assert len(formulas) == 1


def test_widths_are_the_documents(face: Face) -> None:
    text = "the overseer presses the button without hesitation"
    assert len(label(text, 14, face, WIDE).lines) > len(label(text, 14, face, 2 * WIDE).lines)


def test_a_line_that_reads_to_the_left_begins_at_the_right(face: Face) -> None:
    """Formulas, too; in a text that is read the other way all stays as it is."""
    (line,) = label("לבחור $x$ או", 14, face).lines
    assert [isinstance(run, str) for _, run in line.runs] == [True, False, True]
    places = [place for place, _ in line.runs]
    assert places == sorted(places, reverse=True)
    assert places[-1] == 0
    assert places[0] + face.advance("לבחור", 14) == pytest.approx(line.width)
    assert [run.text for run in line.words] == ["לבחור ", "x", " או"]
    (other,) = label("see $x$ שלום", 14, face).lines
    assert [place for place, _ in other.runs] == sorted(place for place, _ in other.runs)
