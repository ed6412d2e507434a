"""Placing, maps and policies against the texts that were read and found good."""

import pytest

from tests.kept import kept_places, kept_results
from tests.kept.kept import compare

TEXTS = {**kept_places.TEXTS, **kept_results.TEXTS}


@pytest.mark.parametrize("name", TEXTS)
def test_results_are_those_that_were_kept(name: str) -> None:
    compare(f"{name}.txt", kept_places.text(TEXTS[name]))
