"""Formulas in labels: letters and signs in the face of the text, the rest typeset, hostile ones as typed."""

import pytest
from PySide6.QtGui import QFont, QFontMetricsF
from pytestqt.qtbot import QtBot

from widgets.basics.theme import canvas_font
from widgets.canvas.items.mathematics import LEAST, SCRIPT, formula


def letter_width(text: str, pixels: int, *, italic: bool = True) -> float:
    font = QFont(canvas_font(pixels))
    font.setItalic(italic)
    return QFontMetricsF(font).horizontalAdvance(text)


@pytest.mark.usefixtures("qtbot")
class TestFormulas:
    def test_a_letter_is_that_of_the_text_slanted(self) -> None:
        made = formula("A", 20)
        assert made is not None
        assert made.width == pytest.approx(letter_width("A", 20))

    def test_what_is_raised_is_smaller_and_above(self) -> None:
        made, plain = formula("A^+", 20), formula("A", 20)
        assert made is not None
        assert plain is not None
        small = letter_width("+", round(SCRIPT * 20), italic=False)
        assert made.width == pytest.approx(plain.width + small)
        lowered = formula("A_+", 20)
        assert lowered is not None
        assert lowered.descent > made.descent
        assert formula("x^2_1", 20).width < formula("x^2y_1", 20).width  # type: ignore[union-attr]

    def test_scripts_are_never_less_than_nine_pixels(self) -> None:
        made, plain = formula("A^n", 10), formula("A", 10)
        assert made is not None
        assert plain is not None
        assert made.width == pytest.approx(plain.width + letter_width("n", LEAST))

    def test_relations_have_room_around_them(self) -> None:
        made = formula(r"A \succ B", 20)
        assert made is not None
        parts = letter_width("A", 20) + letter_width("B", 20) + letter_width("≻", 20, italic=False)
        assert made.width > parts + 8

    @pytest.mark.parametrize("source", [r"\frac{1}{2}", r"x^{y^2}", r"\mathrm{S}", r"\sqrt{2}"])
    def test_what_is_more_than_signs_and_scripts_is_typeset(self, source: str) -> None:
        made = formula(source, 20)
        assert made is not None
        assert made.width > 4

    @pytest.mark.parametrize("source", [r"\nosuch", "^", "A^", "A^{", "}", "{", "_" * 50, "\\", ""])
    def test_what_is_no_formula_harms_nobody(self, source: str, qtbot: QtBot) -> None:
        made = formula(source, 20)
        assert made is None or made.width >= 0
