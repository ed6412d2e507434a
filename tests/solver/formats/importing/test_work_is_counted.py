"""Small files that ask for much: it is counted before it is done."""

import struct
import zlib

import pytest

from solver.errors import DocumentError
from solver.formats.importing import embedded_document
from solver.formats.importing.dot import dot_syntax, dot_tree
from solver.formats.importing.dot.dot_syntax import read_graph
from solver.formats.importing.dot.dot_tree import read_dot
from solver.formats.importing.embedded_document import carried, png_with

NAMES = " ".join(f"a{number}" for number in range(1_000))


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


EMPTY_PICTURE = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", bytes(13)) + chunk(b"IEND", b"")


def test_a_product_of_nodes_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    monkeypatch.setattr(dot_syntax, "GraphEdge", lambda *all_: made.append(all_))
    with pytest.raises(DocumentError, match="more than 200,000 edges"):
        read_graph(f"digraph {{ {{{NAMES}}} -> {{{NAMES}}} }}")
    assert made == []


@pytest.mark.parametrize(
    "inside",
    [
        f"node [{NAMES}] " + ";".join(f"b{number}" for number in range(6_000)),
        f"node [{NAMES}] " + "{}" * 6_000,
        f"edge [{NAMES}] " + ";".join(f"b{n}->c" for n in range(6_000)),
        "{" * 99 + NAMES + "}" * 99 + ";" + "{" * 99 + NAMES + " x" * 60_000 + "}" * 99,
    ],
    ids=["nodes", "braces", "edges", "members"],
)
def test_what_is_set_for_all_is_not_copied_without_end(
    inside: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "x x" in inside:
        monkeypatch.setattr(dot_syntax, "MAX_COPIED", 150_000)
    with pytest.raises(DocumentError, match="repeats itself too often"):
        read_graph(f"digraph {{ {inside} }}")


def test_a_tree_that_would_be_too_large_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dot_tree, "MAX_NODES", 500)
    stacked: list[int] = []
    add = dot_tree._Reader._add_node

    def counting(self: dot_tree._Reader, *all_: object, **more: object) -> str:
        stacked.append(1)
        return add(self, *all_, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(dot_tree._Reader, "_add_node", counting)
    with pytest.raises(DocumentError, match="more than 500 nodes"):
        read_dot("digraph { a -> b; b -> {" + " ".join(f"c{n}" for n in range(600)) + "} }")
    assert len(stacked) <= 2


def test_quoted_texts_that_are_added_up_are_joined_once() -> None:
    graph = read_graph('digraph { a [label="x"' + ' + "y"' * 1_000 + "] }")
    assert graph.nodes["a"]["label"] == "x" + "y" * 1_000


def test_a_small_picture_does_not_unpack_to_a_large_tree() -> None:
    text = '{"format": "quandary", "x": "' + " " * 20_000_000 + '"}'
    with pytest.raises(DocumentError, match="too large"):
        carried(png_with(EMPTY_PICTURE, text))
    assert carried(png_with(EMPTY_PICTURE, text[:3_000_000])) == text[:3_000_000]


def test_attachments_of_a_pdf_are_unpacked_only_if_they_begin_as_a_tree(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[int] = []
    inflated = embedded_document._inflated
    monkeypatch.setattr(
        embedded_document, "_inflated", lambda *all_: asked.append(1) or inflated(*all_)
    )
    bomb = zlib.compress(b" " * 10_000_000)
    tree = zlib.compress(b'{"format": "quandary"}')
    objects = b"".join(
        b"%d 0 obj\n<</FlateDecode>>\nstream\n%s\nendstream\n" % (number, body)
        for number, body in enumerate((bomb, bomb, tree))
    )
    named = b"".join(b"<</EF << /F %d 0 R >>>>\n" % number for number in range(3))
    assert carried(b"%PDF-1.7\n" + objects + named) == '{"format": "quandary"}'
    assert asked == [1]


def test_a_carriage_return_in_a_tree_comes_back_from_an_svg() -> None:
    text = '{"format": "quandary", "title": "a & b < c"}\r\n'
    picture = f"<svg>{embedded_document.svg_metadata(text)}</svg>"
    assert carried(picture.encode()) == text
