"""The recipe "to add an import format", tried: one row, and files, clipboard and dialogs know it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.storage.file_names import file_filter
from app.storage.read_file import read_file
from solver.document.elements import Kind
from solver.errors import DocumentError
from solver.formats.importing import all_formats
from solver.formats.importing.all_formats import FORMATS
from solver.formats.importing.any_format import read_any, read_pasted
from solver.formats.importing.import_format import ImportFormat, as_text
from solver.formats.importing.imported import Builder, Imported

KINDS = (
    "Quandary documents (*.quandary.json);;SilverDecisions, other JSON (*.json);;"
    "Tables with tabs (*.tsv *.tab *.txt);;Workbooks of Gambit (*.gbt);;"
    "Pictures with a tree inside (*.png *.svg *.pdf *.html);;"
    "Games of Gambit (*.efg);;Graphs in DOT (*.dot *.gv);;"
)


def _read(data: bytes | str) -> Imported:
    """``TOY a b c``: a choice between outcomes of these names."""
    built = Builder()
    top = built.add_node(Kind.CHOICE)
    for word in as_text(data).split()[1:]:
        built.add_branch(top, built.add_node(Kind.OUTCOME, label=word), label=word)
    built.lose("Nothing else is carried over.")
    return built.finished("Toy")


TOY = ImportFormat(
    "Toys",
    (".toy", ".ty"),
    read=_read,
    begins_file=lambda data: data.startswith(b"TOY "),
    begins_paste=lambda text: text.startswith("TOY "),
    largest=3 * 2**20,
)


@pytest.fixture
def toy() -> Iterator[None]:
    FORMATS.append(TOY)
    yield
    FORMATS.remove(TOY)


def test_it_is_listed_and_read(toy: None, tmp_path: Path) -> None:
    assert file_filter() == f"{KINDS}Toys (*.toy *.ty);;All files (*)"
    path = tmp_path / "tree.toy"
    path.write_bytes(b"TOY left right")
    found = read_file(str(path))
    assert [branch.label for branch in found.document.branches.values()] == ["left", "right"]
    assert found.lost == ("Nothing else is carried over.",)
    assert not found.is_own  # nothing is saved there
    assert len(read_pasted("TOY a b c").document.branches) == 3
    assert read_pasted("Toy").document.outcomes["Toy"].label == "Toy"  # an outline still


def test_what_is_too_large_is_refused_unread(toy: None) -> None:
    assert read_any(b"TOY " + b" " * (3 * 2**20 - 4)).document.nodes
    with pytest.raises(DocumentError, match=r"^The file has 4 MB; at most 3 MB are read\.$"):
        read_any(b"TOY " + b" " * 4 * 2**20)


def test_it_is_gone_with_its_row() -> None:
    assert file_filter() == f"{KINDS}All files (*)"
    with pytest.raises(DocumentError, match="seems to be a text"):
        read_any(b"TOY left right")
    assert read_pasted("TOY a").document.outcomes["TOY a"].label == "TOY a"


@pytest.mark.parametrize(
    "data",
    [
        b'{"format": "quandary", "version": 1}',
        b'EFG 2 R "x" { "a" } t "" 1 "x" { 1 }',
        b"digraph { a -> b }",
        b'{"SilverDecisions": "1", "trees": [{"type": "terminal"}]}',
    ],
)
def test_a_file_is_looked_at_once(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counting(row: ImportFormat) -> ImportFormat:
        def begins(start: bytes) -> bool:
            asked.append(row.label)
            return row.begins_file(start)

        return replace(row, begins_file=begins)

    monkeypatch.setattr(all_formats, "FORMATS", [counting(row) for row in FORMATS])
    assert read_any(data).is_own is (b"quandary" in data)
    assert len(asked) == len(set(asked))
