"""Files of other kinds: what they seem to be, and what opens; pasted texts are read as files are."""

import pytest

import assets
from solver.document.elements import Kind
from solver.errors import DocumentError
from solver.formats.importing.any_format import read_any, read_pasted
from tests.solver.formats.importing.test_other_programs import GAME, silver

RADIANT = "name: Buy?\ntype: decision\nBuy:\n    type: chance\n    good:\n        p: 0.3\n"
MERMAID = "%% a tree\nflowchart LR\n    a{ } --> b[Game]\n    b --> |0.25| c{{100}}\n"


@pytest.mark.parametrize(
    ("data", "seems"),
    [
        (RADIANT, "a decision tree of Radiant"), (MERMAID, "a diagram in Mermaid"),
        ("graph TD\n  a --> b", "a diagram in Mermaid"), (b"PK\x03\x04abc", "a packed file"),
        (b"\xd0\xcf\x11\xe0\xa1", "an old document of Excel"), (b"\x1f\x8b\x08", "gzip"),
        (b"\xff\xd8\xff\xe0", "JPEG"), (b"GIF89a", "GIF"), ("NFG 1 R", "strategic form"),
        ("<smile version='1'>", "GeNIe"), ("<html><body>", "a page of the web"),
        ("<?xml version='1.0'?><x/>", "a file in XML"), ("\\begin{tikzpicture}", "LaTeX"),
        ("a,b\n1,2\n", "commas between its columns"), ("a;b\n1;2\n", "semicolons between its columns"),
        ("|--- x <= 1\n|   |--- class: 0", "scikit-learn"), ("just words", "a text"),
        (b"\0\1\2\3", "more than text"), ("@startuml\n@enduml", "PlantUML"),
    ],
)  # fmt: skip
def test_what_a_file_seems_to_be(data: str | bytes, seems: str) -> None:
    with pytest.raises(DocumentError) as error:
        read_any(data if isinstance(data, bytes) else data.encode())
    sentence = str(error.value)
    assert sentence.startswith("This seems to be ")
    assert seems in sentence
    assert "It cannot be opened; these can: Quandary documents (.quandary.json);" in sentence
    assert "Games of Gambit (.efg)" in sentence


def test_an_empty_file_is_empty() -> None:
    for data in (b"", b" \n"):
        with pytest.raises(DocumentError, match="empty"):
            read_any(data)


@pytest.mark.parametrize(
    "text",
    [
        GAME, "\n" + GAME, silver().decode(), 'digraph { a -> b [label="x"] }', "Plan\tValue\na\t1\nb\t2\n",
        assets.example_text("oil"), "  " + assets.example_text("oil"),
        f"<gambit:document><game><efgfile>{GAME}</efgfile></game></gambit:document>",
    ],
)  # fmt: skip
def test_a_pasted_text_is_read_as_a_file(text: str) -> None:
    assert read_pasted(text) == read_any(text.encode())


@pytest.mark.parametrize("text", [RADIANT, MERMAID, "<html></html>", "NFG 1 R"])
def test_a_pasted_text_of_another_kind_is_no_outline(text: str) -> None:
    with pytest.raises(DocumentError, match="This seems to be"):
        read_pasted(text)


@pytest.mark.parametrize(
    "text",
    ["Go?\n    yes: win; or not\n    no, thanks: stay", "just words", "import or make?\n  a\n  b"],
)
def test_other_texts_are_outlines(text: str) -> None:
    document = read_pasted(text).document
    assert [n.label for n in document.nodes.values() if n.kind is not Kind.OUTCOME] in (
        ["Go?"], [], ["import or make?"],
    )  # fmt: skip
