"""SilverDecisions' engine and ours say the same of the same files.

The rows were made by its own engine (npm package sd-computations 0.6.1) from the files that our documents
are exported to, by ``python -m tests.bench.foreign.silver_decisions --keep``; that command also compares its demo trees.
"""

import json

import pytest

from solver.formats.exporting.interchange.silver_decisions import silver_text
from solver.formats.importing.any_format import read_any
from tests.bench.foreign.silver_decisions import DOCUMENTS, KEPT, OURS

ROWS = json.loads(KEPT.read_text())


@pytest.mark.parametrize("number", range(len(OURS)))
def test_the_engine_says_the_same(number: int) -> None:
    name, question = OURS[number]
    assert question.check(DOCUMENTS[name](), ROWS[number]) > 0


def test_a_difference_would_be_noticed() -> None:
    name, question = OURS[0]
    head, first, *others = ROWS[0]
    changed = [head, [*first[:-1], first[-1] + 1], *others]
    with pytest.raises(AssertionError):
        question.check(DOCUMENTS[name](), changed)


def test_the_exported_file_comes_back_with_the_same_answers() -> None:
    """What the engine was given is what we have."""
    back = read_any(silver_text(DOCUMENTS["wildcatter"]()).encode()).document
    assert OURS[0][1].check(back, ROWS[0]) == 12
