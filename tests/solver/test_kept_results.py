"""Placing, maps and policies against the texts that were read and found good."""

import pytest

from tests.solver.kept_results import FOLDER, TEXTS


@pytest.mark.parametrize("name", TEXTS)
def test_results_are_those_that_were_kept(name: str) -> None:
    kept = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    found = list(TEXTS[name]())
    for number, (ours, theirs) in enumerate(zip(found, kept, strict=False), start=1):
        assert ours == theirs, f"line {number} of {name}.txt"
    assert len(found) == len(kept)
