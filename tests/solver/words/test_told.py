"""All that is said of a few documents is what was read and found right."""

import pytest

from tests.kept.kept import FOLDER, compare
from tests.kept.told import everything

TEXTS = dict(everything())


@pytest.mark.parametrize("name", TEXTS)
def test_what_is_said_of_a_document(name: str) -> None:
    compare(f"told/{name}.txt", TEXTS[name]())


def test_no_text_is_left_over() -> None:
    assert {path.stem for path in (FOLDER / "told").glob("*.txt")} == set(TEXTS)
