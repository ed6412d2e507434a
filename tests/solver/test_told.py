"""All that is said of a few documents is what was read and found right.

After a change that is meant: ``python -m tests.solver.told``, and read the difference.
"""

import pytest

from tests.solver.told import FOLDER, everything

TEXTS = dict(everything())


@pytest.mark.parametrize("name", TEXTS)
def test_what_is_said_of_a_document(name: str) -> None:
    kept = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    now = TEXTS[name]().splitlines()
    for number, (before, after) in enumerate(zip(kept, now, strict=False), start=1):
        assert after == before, f"line {number} of {name}.txt"
    assert len(now) == len(kept)


def test_no_text_is_left_over() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(TEXTS)
