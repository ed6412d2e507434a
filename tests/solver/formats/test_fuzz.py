"""A quick share of the fuzzers: `python -m tests.bench.random_input.fuzz` runs as many as wanted."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.at_random.mutators import READERS, try_case

CASES = 150


@pytest.mark.parametrize("reader", READERS)
def test_every_reader_accepts_or_refuses_with_a_sentence(reader: str) -> None:
    draw = Random(f"{reader} 1")
    accepted = sum(try_case(reader, READERS[reader][0](draw)) for _ in range(CASES))
    assert 0 < accepted < CASES


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(list(READERS)), st.binary(max_size=300) | st.text(max_size=100).map(str.encode)
)
def test_any_bytes(reader: str, data: bytes) -> None:
    try_case(reader, data)
