"""The typeface that comes along: its own numbers (2048 units for the size), pieces of texts, single signs."""

import pytest

from solver.page.shipped_face import BACK, SHIPPED, SLANT, shipped_faces

UNITS = 2048  # at this size a pixel is a unit of the font


@pytest.mark.parametrize(
    ("text", "units"), [("", 0), ("A", 1401), ("V", 1401), ("AV", 2671), ("l", 569), ("ll", 1138)]
)
def test_letters_are_as_wide_as_the_font_says_and_pairs_are_kerned(text: str, units: int) -> None:
    assert SHIPPED.advance(text, UNITS) == units
    assert SHIPPED.advance(text, UNITS, italic=True) == units
    assert SHIPPED.advance(text, UNITS, bold=True) == pytest.approx(1.1 * units)


def test_widths_are_cut_to_a_64th_of_a_pixel() -> None:
    """1401 · 16 / 2048 = 10.9453… and 483 · 16 / 2048 = 3.7734…"""
    assert SHIPPED.advance("A", 16) == 700 / 64
    assert (SHIPPED.ascent(UNITS), SHIPPED.descent(UNITS)) == (1901, 483)
    assert (SHIPPED.ascent(16), SHIPPED.descent(16)) == (950 / 64, 241 / 64)


@pytest.mark.parametrize(("sign", "wide"), [("中", 16.0), ("𐎀", 0.6 * 16), ("\u200d", 0.0)])
def test_what_another_font_will_show_is_guessed(sign: str, wide: float) -> None:
    assert SHIPPED.advance(sign, 16) == wide


def test_outlines_are_the_fonts_own() -> None:
    """An “l” is a box from 193 to 377 and 1556 high; the second stands 569 to the right."""
    corners = [(s.kind, s.end.x, s.end.y) for s in SHIPPED.outline("ll", UNITS).steps]
    assert corners == [
        (kind, x + right, y)
        for right in (0, 569)
        for kind, x, y in (
            ("M", 193, -1556), ("L", 377, -1556), ("L", 377, 0), ("L", 193, 0), ("L", 193, -1556),
        )
    ]  # fmt: skip
    half = SHIPPED.outline("l", UNITS // 2).box()
    assert (half.left, half.top, half.right, half.bottom) == (96.5, -778, 188.5, 0)
    round_ = SHIPPED.outline("o", UNITS).box()
    assert (round_.left, round_.top, round_.right, round_.bottom) == (113, -1147, 1141, 29)


def test_italic_letters_are_slanted_and_set_back() -> None:
    slanted, back = SHIPPED.outline("l", UNITS, italic=True).box(), BACK * UNITS
    assert slanted.left == pytest.approx(193 - back)
    assert slanted.right == pytest.approx(377 + SLANT * 1556 - back)


def test_marks_over_a_letter_are_where_the_font_puts_them() -> None:
    alone, marked = (SHIPPED.outline(text, UNITS).box() for text in ("x", "x\u0301"))
    assert (marked.left, marked.right, marked.bottom) == (alone.left, alone.right, alone.bottom)
    assert marked.top < alone.top
    assert SHIPPED.advance("x\u0301", UNITS) == SHIPPED.advance("x", UNITS)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("one two", ["one ", "two"]),
        ("a  b ", ["a  ", "b "]),
        (" a", [" ", "a"]),
        ("well-known", ["well-", "known"]),
        ("x-1", ["x-1"]),
        ("1–2", ["1–", "2"]),
        ("and/or 1/2", ["and/", "or ", "1/2"]),
        ("中文字", ["中", "文", "字"]),
        ("中文, a", ["中", "文", ", ", "a"]),
        ("中「文」字", ["中", "「文」", "字"]),
        ("(中文)", ["(", "中", "文", ")"]),
    ],
)
def test_where_a_line_may_end(text: str, pieces: list[str]) -> None:
    assert SHIPPED.pieces(text) == pieces


def test_signs_that_belong_together() -> None:
    assert SHIPPED.signs("abc") == ["a", "b", "c"]
    assert SHIPPED.signs("e\u0301a") == ["e\u0301", "a"]
    assert SHIPPED.signs("👨\u200d👩x") == ["👨\u200d👩", "x"]
    assert SHIPPED.signs("\u0301a") == ["\u0301", "a"]


def test_every_family_has_this_face_with_its_way_of_setting_mathematics() -> None:
    assert shipped_faces("Any") is shipped_faces("Other") is SHIPPED
    other = shipped_faces("Any", "stix")
    assert (other.mathematics, other.name) == ("stix", "DejaVu Sans")
    assert other is shipped_faces("Other", "stix")
