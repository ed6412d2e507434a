"""Formulas in labels: letters and signs in the face of the text, the rest typeset, hostile ones as typed."""

import pytest
from pytestqt.qtbot import QtBot

from solver.page.face import Face
from solver.page.shipped_face import SHIPPED, ShippedFace, shipped_faces
from widgets.basics.qt_letters import qt_faces
from widgets.drawing.texts.mathematics import LEAST, SCRIPT, formula


@pytest.fixture(params=["Qt", "shipped"])
def face(request: pytest.FixtureRequest, qtbot: QtBot) -> Face:
    """Whoever measures."""
    return qt_faces("") if request.param == "Qt" else SHIPPED


class TestFormulas:
    def test_a_letter_is_that_of_the_text_slanted(self, face: Face) -> None:
        made = formula("A", 20, face)
        assert made is not None
        assert made.width == pytest.approx(face.advance("A", 20, italic=True))

    def test_what_is_raised_is_smaller_and_above(self, face: Face) -> None:
        made, plain = formula("A^+", 20, face), formula("A", 20, face)
        assert made is not None
        assert plain is not None
        small = face.advance("+", round(SCRIPT * 20))
        assert made.width == pytest.approx(plain.width + small)
        lowered = formula("A_+", 20, face)
        assert lowered is not None
        assert lowered.descent > made.descent
        assert formula("x^2_1", 20, face).width < formula("x^2y_1", 20, face).width  # type: ignore[union-attr]

    def test_scripts_are_never_less_than_nine_pixels(self, face: Face) -> None:
        made, plain = formula("A^n", 10, face), formula("A", 10, face)
        assert made is not None
        assert plain is not None
        assert made.width == pytest.approx(plain.width + face.advance("n", LEAST, italic=True))

    def test_relations_have_room_around_them(self, face: Face) -> None:
        made = formula(r"A \succ B", 20, face)
        assert made is not None
        parts = (
            face.advance("A", 20, italic=True)
            + face.advance("B", 20, italic=True)
            + face.advance("≻", 20)
        )
        assert made.width > parts + 8

    @pytest.mark.parametrize(
        "source", [r"x^{\frac{1}{2}}", r"\frac{x^{y^2}}{2}", r"x^{y^2}", r"\mathrm{S}", r"\sqrt{2}"]
    )
    def test_what_is_more_than_signs_and_scripts_is_typeset(self, source: str, face: Face) -> None:
        made = formula(source, 20, face)
        assert made is not None
        assert made.width > 4

    def test_a_fraction_is_in_the_face_of_the_text_above_and_below_a_line(self, face: Face) -> None:
        made, small = formula(r"\tfrac{4}{19}", 20, face), round(SCRIPT * 20)
        assert made is not None
        wide = face.advance("19", small)
        assert wide < made.width < wide + 8
        assert made.ascent > 12
        assert made.descent > 4
        beside = formula(r"p = \frac{a^2}{b}x", 20, face)
        assert beside is not None
        assert beside.width > made.width + face.advance("x", 20, italic=True)
        with_private = formula("\ue000", 20, face)
        assert with_private is None or with_private.width >= 0

    @pytest.mark.parametrize("source", [r"\nosuch", "^", "A^", "A^{", "}", "{", "_" * 50, "\\", ""])
    def test_what_is_no_formula_harms_nobody(self, source: str, face: Face) -> None:
        made = formula(source, 20, face)
        assert made is None or made.width >= 0


class Roman(ShippedFace):
    """A face that is called so."""

    name = "Roman"


class TestLetters:
    """With serifs or without, whatever the text is in."""

    def test_formulas_go_with_the_text_unless_told(self) -> None:
        for source in ("A^+", r"\sum_{i} p_i \geq \sqrt{2}"):
            usual, sans, serif = (
                drawn(source, shipped_faces("", letters)) for letters in ("text", "sans", "serif")
            )
            assert usual == sans != serif
            assert drawn(source, Roman("sans")) == sans
            assert (drawn(source, Roman()) == serif) is ("sum" in source)

    def test_brackets_are_as_tall_as_what_they_hold(self) -> None:
        inside = r"\frac{\sqrt{a}}{\sqrt{b}}"
        made, bare = formula(rf"\left({inside}\right)", 20, SHIPPED), formula(inside, 20, SHIPPED)
        assert made is not None
        assert bare is not None
        first = made.path.steps[: len(made.path.steps) // 4]
        reach = [point.y for step in first for point in step.points]
        assert min(reach) <= -bare.ascent + 3
        assert max(reach) >= bare.descent - 3

    def test_a_sign_that_has_none_without_serifs_has_them(self) -> None:
        assert drawn(r"\mathcal{A}", SHIPPED) == drawn(r"\mathcal{A}", shipped_faces("", "serif"))


def drawn(source: str, face: Face) -> list[tuple[str, list[tuple[float, float]]]]:
    """The outline of a formula."""
    made = formula(source, 20, face)
    assert made is not None
    return [(step.kind, [(point.x, point.y) for point in step.points]) for step in made.path.steps]
