"""Placing, maps and policies against the texts that were read and found good."""

import pytest

from tests.solver.kept_results import TEXTS, kept

SECTIONS = [(text, name) for text, sections in TEXTS.items() for name in sections]


@pytest.mark.parametrize("text", TEXTS)
def test_everything_is_kept(text: str) -> None:
    assert list(kept(text)) == list(TEXTS[text])


@pytest.mark.parametrize(("text", "name"), SECTIONS, ids=lambda entry: entry.replace(" ", "-"))
def test_results_are_those_that_were_kept(text: str, name: str) -> None:
    assert list(TEXTS[text][name]()) == kept(text)[name]
