"""Placing, maps, policies, pumps and walks against the texts that were read and found good."""

import pytest

from tests.kept import kept_places, kept_results, parts
from tests.kept.kept import compare

TEXTS = {**kept_places.TEXTS, **kept_results.TEXTS}


@pytest.mark.parametrize("name", TEXTS)
def test_results_are_those_that_were_kept(name: str) -> None:
    compare(f"{name}.txt", kept_places.text(TEXTS[name]))


def test_rules_side_by_side_and_their_pumps() -> None:
    compare("compared.txt", "\n".join(parts.compared()))


def test_walks() -> None:
    compare("walked.txt", "\n".join(parts.walked()))
