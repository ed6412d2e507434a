"""Cells of spreadsheets as trees, and what is wrong with them with its row."""

from fractions import Fraction

import pytest

from solver.checks import check, errors
from solver.document.elements import Kind
from solver.errors import DocumentError
from solver.formats.importing.any_format import read_any
from solver.formats.importing.imported import Imported
from solver.formats.importing.table import is_table
from solver.rules import solve


def read(*rows: str) -> Imported:
    text = "\r\n".join(row.replace("|", "\t") for row in rows)
    assert is_table(text)
    found = read_any(text.encode())
    assert not found.is_own
    return found


def solved(found: Imported) -> Fraction | None:
    assert not errors(check(found.document))
    return solve(found.document, "eu").value


def test_a_column_of_probabilities_is_chance() -> None:
    found = read("Option|Probability|Payoff", "Launch|0.6|1,200", "Wait|0.4|-300")
    assert solved(found) == 600
    assert found.lost == ()
    root = found.document.nodes["n1"]
    assert (root.kind, root.label) == (Kind.CHANCE, "Option")


def test_a_table_without_probabilities_is_a_choice() -> None:
    assert solved(read("Plan|Value", "a|1", "b|3", "c|2")) == 3


def test_columns_are_steps_and_empty_cells_the_ones_above() -> None:
    found = read(
        "Option|Demand|P|Payoff", "launch|high|60%|$1,200", "|low|40%|-$300", "wait|||0"
    )  # fmt: skip
    assert solved(found) == 600
    labels = {n.id: n.label for n in found.document.nodes.values() if n.kind is not Kind.OUTCOME}
    assert labels == {"n1": "Option", "n2": "Demand"}
    assert list(found.document.outcomes) == ["high", "low", "wait"]


def test_without_heads_numbers_that_add_up_to_1_are_probabilities() -> None:
    assert solved(read("rain|0,25|2,5", "sun|0,75|10,0")) == Fraction(65, 8)


def test_the_encoding_of_spreadsheets() -> None:
    text = "Plan\tWert\nmüßig\t1,5\nfleißig\t2,5\n"
    for encoding in ("utf-8-sig", "utf-16", "latin-1"):
        assert solved(read_any(text.encode(encoding))) == Fraction(5, 2)


def test_what_is_not_understood_is_said_with_its_row() -> None:
    found = read("Plan|P|Value", "a|0.5|10", "b|?|about 20", "c|0.25|30")
    assert found.lost == (
        "In some cells no probability could be read. See “row 3: ?”.",
        "In some cells no value could be read. See “row 3: about 20”.",
    )
    cost = read("Plan|Cost", "a|1", "b|2")
    assert any("called a cost" in sentence for sentence in cost.lost)
    twice = read("Plan|Next|P|Value", "a||1|1", "b|c|1|2")
    assert any("what is chosen" in sentence for sentence in twice.lost)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (["a|b|c", "1|2|3", "4|5|6"], "no column of words"),
        (["Plan|x|y", "a|1|2", "b|3|4"], "these hold numbers: “x”, “y”"),
        (["Plan|Value", "a|1", "a|2"], "row 3: “a” is there twice"),
        (["Plan|Next|Value", "a||1", "a|b|2"], "row 3: The tree ended before “b”"),
        (["Plan|Next|Value", "a|b|1", "a||2"], "row 3: “a” is there twice"),
        (["Plan|Value", "a|1", "|2"], "row 3: The row has no words"),
        (["A|B|C|Value", "a|b|c|1", "a||c|2"], "row 3: A cell between two others is empty"),
    ],
)  # fmt: skip
def test_what_is_no_tree_is_a_sentence(rows: list[str], reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        read(*rows)


def test_what_is_no_table() -> None:
    for text in ("", "a\tb", "a\n\tb\n\t\tc", "a\tb\nc", "\ta\n\tb"):
        assert not is_table(text)


def test_there_are_limits() -> None:
    with pytest.raises(DocumentError, match="at most 20,000 rows and 50 columns"):
        read_any(b"a\t1\n" * 20_001)
    with pytest.raises(DocumentError, match="at most 20,000 rows and 50 columns"):
        read_any(("a" + "\t1" * 50 + "\n").encode() * 2)
