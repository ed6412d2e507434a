"""Lines that are read from right to left: which parts of them go which way."""

import pytest

from solver.formats.exporting.tex_scripts import is_leftward, mirrored, pieces

HELLO, WORLD, ARABIC = "שלום", "עולם", "مرحبا"


@pytest.mark.parametrize(
    ("text", "leftward"),
    [(HELLO, True), (ARABIC, True), (f"12 {HELLO} a", True), (f"a {HELLO}", False), ("12", False), ("", False)],
)  # fmt: skip
def test_a_text_goes_as_its_first_letter(text: str, leftward: bool) -> None:
    assert is_leftward(text) is leftward


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (f"{HELLO} {WORLD}", [("R", f"{HELLO} {WORLD}")]),
        (f"{HELLO} abc", [("R", HELLO), ("N", " "), ("L", "abc")]),
        (f"abc {HELLO}", [("L", "abc"), ("N", " "), ("R", HELLO)]),
        (f"{HELLO} abc de {WORLD}", [("R", HELLO), ("N", " "), ("L", "abc de"), ("N", " "), ("R", WORLD)]),
        (f"– {HELLO} –", [("N", "– "), ("R", HELLO), ("N", " –")]),
        (f"{HELLO} 12%", [("R", HELLO), ("N", " "), ("E", "12%")]),
        (f"{HELLO} -1.5", [("R", HELLO), ("N", " "), ("E", "-1.5")]),
        (f"{HELLO} 1.", [("R", HELLO), ("N", " "), ("E", "1.")]),
        (f"{HELLO}.", [("R", HELLO), ("N", ".")]),
        ("abc 12%", [("L", "abc 12%")]),
        (f"{HELLO} (abc)", [("R", HELLO), ("N", " "), ("B", "("), ("L", "abc"), ("B", ")")]),
        (f"abc (de) {HELLO}", [("L", "abc (de)"), ("N", " "), ("R", HELLO)]),
        (f"abc (de {HELLO}) f", [("L", "abc (de"), ("N", " "), ("R", HELLO), ("L", ") f")]),
        (f"{HELLO})", [("R", HELLO), ("B", ")")]),
        (f"{HELLO} ((a))", [("R", HELLO), ("N", " "), ("B", "(("), ("L", "a"), ("B", "))")]),
        ("א\u05b0ב", [("R", "א\u05b0ב")]),
        ("", []),
    ],
)  # fmt: skip
def test_the_parts_of_a_line(text: str, parts: list[tuple[str, str]]) -> None:
    assert [tuple(piece) for piece in pieces(text)] == parts


def test_what_is_seen_from_the_other_side() -> None:
    assert mirrored("([ –") == "– ])"
    assert mirrored("«a» <") == "> «a»"
