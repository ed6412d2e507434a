"""JSON to the letter, styles and free texts as the file states them, what pictures carry."""

import json
import struct
import zlib
from dataclasses import replace
from typing import Any

import pytest

from solver.document.annotations import FAR, Annotation, annotations
from solver.document.elements import (
    Branch,
    Completion,
    Criterion,
    Kind,
    Node,
    Outcome,
    Parameter,
    Preferences,
    Relations,
    ScaleUtility,
    Standing,
    StoredRelation,
)
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.document.style import KEY, USUAL, Style, read_style, style_entry, style_of
from solver.errors import QuandaryError
from solver.formats.importing.embedded_document import png_with, svg_metadata
from solver.formats.quandary import dumps, loads
from solver.formats.quandary.exact_json import Ready, parse, render, rendered
from solver.preferences.named_relations import completed, has_one_scale
from tests.documents.edited import WHOLE


def bare(text: str) -> Numeral:
    return Numeral(text, quoted=False)


VALUE = {
    "text": 'a "b" \\ \n é 😀',
    "list": [1, [], [[]], {}, (True, False), None],
    "object": {"x": {"y": bare("1.50")}, "é": Numeral("1/2")},
}


def plain(value: Any) -> Any:
    if isinstance(value, Numeral):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return bare(str(value))
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value


def test_json_is_written_to_the_letter() -> None:
    value = plain(VALUE)
    assert render(value) == (
        '{"text": "a \\"b\\" \\\\ \\n é 😀", "list": [1, [], [[]], {}, [true, false], null], '
        '"object": {"x": {"y": 1.50}, "é": "1/2"}}'
    )
    assert render(value, indent=1) == (
        '{\n "text": "a \\"b\\" \\\\ \\n é 😀",\n "list": [\n  1,\n  [],\n  [\n   []\n  ],\n  {},\n'
        "  [\n   true,\n   false\n  ],\n  null\n ],\n"
        ' "object": {\n  "x": {\n   "y": 1.50\n  },\n  "é": "1/2"\n }\n}'
    )
    assert render(value, indent=0).count("\n") == render(value, indent=1).count("\n")
    assert parse(render(value)) == parse(render(value, indent=1))
    items: list[Any] = [None, True, False, "", [], {}, "x"]
    for item in items:
        assert json.loads(render(item)) == item


def test_numbers_that_json_has_not_are_written_as_texts() -> None:
    assert render(bare("01")) == '"01"'
    assert render(bare("1/2")) == '"1/2"'
    assert render(bare("-0.5e3")) == "-0.5e3"
    assert render(Numeral("1")) == '"1"'


def test_half_characters_are_replaced_where_they_are_written() -> None:
    assert render("a\ud800b") == '"a\ufffdb"'
    assert render({"\udfff": "é"}) == '{"\ufffd": "é"}'


def test_what_is_no_json_is_a_fault_of_the_program() -> None:
    for value in (object(), 1.5, {1, 2}):
        with pytest.raises(TypeError, match="not part of a document"):
            render([value])


def test_a_text_that_is_ready_stands_as_it_is() -> None:
    entry = plain({"a": "x", "b": 1, "c": Numeral("1"), "d": [1, {"e": []}], "f": None})
    for depth in range(3):
        made = rendered(entry, depth)
        assert isinstance(made, Ready)
        around: Any = made
        full: Any = entry
        for _ in range(depth):
            around, full = [around], [full]
        assert render(around, indent=1) == render(full, indent=1)
    assert rendered({}, 2) == "{}"


def test_a_fresh_document_is_written_without_what_is_as_usual() -> None:
    document = Document(
        parameters={"p": Parameter(id="p", value=Numeral("1"), label="P", extra={"k": True})},
        criteria={"c": Criterion(id="c"), "d": Criterion(id="d", better="less")},
        outcomes={"o": Outcome(id="o"), "s": Outcome(id="s", scale="", value={})},
        preferences=Preferences(equal=(("o", "s"),)),
        nodes={"n": Node(id="n", kind=Kind.CHOICE, label="", notes="", copy_of="m")},
        branches={"b": Branch(id="b", source="n", target="n", payoff=Numeral(""))},
        completion=Completion(scales={"t": ScaleUtility(offset=bare("0"))}),
        relations=Relations(
            active="",
            others=(StoredRelation(name="x", outcomes={"o": Standing(scale="t")}),),
            extra={"k": "v"},
        ),
        root="n",
        view={"a": None},
        extensions={},
        extra={"last": [bare("1.0")]},
    )
    assert json.loads(dumps(document)) == {
        "format": "quandary",
        "version": 1,
        "parameters": [{"id": "p", "value": "1", "label": "P", "k": True}],
        "criteria": [{"id": "c"}, {"id": "d", "better": "less"}],
        "outcomes": [{"id": "o"}, {"id": "s", "value": {}}],
        "preferences": {"equal": [["o", "s"]]},
        "nodes": [{"id": "n", "kind": "choice", "copy_of": "m"}],
        "branches": [{"id": "b", "from": "n", "to": "n", "payoff": ""}],
        "completion": {"scales": {"t": {"offset": 0}}},
        "relations": {
            "active": "",
            "others": [{"name": "x", "outcomes": {"o": {"scale": "t"}}}],
            "k": "v",
        },
        "root": "n",
        "view": {"a": None},
        "last": [1.0],
    }
    order = list(json.loads(dumps(document)))
    assert order[:2] == ["format", "version"]
    assert order[-1] == "last"
    assert json.loads(dumps(Document())) == {
        "format": "quandary", "version": 1, "nodes": [], "branches": []
    }  # fmt: skip
    read = loads('{"version": 1, "format": "quandary"}')
    assert list(json.loads(dumps(read))) == ["version", "format"]


# --------------------------------------------------------------------------------------- style


@pytest.mark.parametrize(
    ("stated", "style"),
    [
        ({}, USUAL),
        ({"theme": "slides"}, Style(theme="slides")),
        ({"theme": "other"}, USUAL),
        ({"theme": 1}, USUAL),
        ({"family": "Any"}, Style(family="Any")),
        ({"family": bare("1")}, USUAL),
        ({"legend": True, "values": False}, Style(legend=True, values=False)),
        ({"legend": "true", "title": bare("1")}, USUAL),
        ({"type_size": bare("50")}, Style(type_size=50)),
        ({"type_size": bare("300"), "line_weight": bare("120")}, Style(type_size=300, line_weight=120)),
        ({"type_size": bare("49")}, USUAL),
        ({"type_size": bare("301")}, USUAL),
        ({"type_size": bare("120.5")}, USUAL),
        ({"type_size": bare("00000120")}, Style(type_size=120)),
        ({"type_size": bare("000000120")}, USUAL),
        ({"type_size": True}, USUAL),
        ({"type_size": "120"}, USUAL),
        ({"shapes": "dots", "dominated": "folded", "probabilities": "none", "new": "dots"}, Style(shapes="dots", dominated="folded", probabilities="none")),
        ({"shapes": "folded"}, USUAL),
    ],
)  # fmt: skip
def test_styles_are_read(stated: dict[str, Any], style: Style) -> None:
    assert read_style(stated) == style
    document = replace(WHOLE, view={KEY: stated})
    assert style_of(document, Style(theme="large")) == style
    again = style_entry(style)
    assert read_style(parse(render(again))) == style
    assert set(again) == {
        k for k in Style.__struct_fields__ if getattr(style, k) != getattr(USUAL, k)
    }


def test_a_style_that_is_none_is_the_default() -> None:
    large = Style(theme="large")
    assert style_of(WHOLE, large) == large
    assert style_of(WHOLE) == USUAL
    assert style_of(replace(WHOLE, view={KEY: "large"}), large) == large


def test_a_style_is_written_beside_what_is_unknown() -> None:
    stated = {"new": 1, "theme": "print", "legend": True}
    style = Style(theme="slides", line_weight=150, payoffs=False)
    wanted = {"new": 1, "theme": "slides", "line_weight": bare("150"), "payoffs": False}
    assert style_entry(style, stated) == wanted
    assert list(style_entry(style, stated)) == list(wanted)
    assert style_entry(style, "odd") == {k: v for k, v in wanted.items() if k != "new"}
    assert style_entry(USUAL) == {}


# --------------------------------------------------------------------------------- free texts


def test_free_texts_are_read() -> None:
    listed = [
        {"x": bare("1.5"), "y": bare("-2"), "text": "one"},
        "odd",
        {"x": 1, "y": 2},
        {"text": 3},
        {"x": "1/4", "y": "no", "text": ""},
        {"x": bare("1e300"), "y": bare("-1e300"), "text": "far"},
        {"x": None, "text": "nowhere"},
    ]
    assert annotations(replace(WHOLE, view={"annotations": listed})) == (
        Annotation(0, 1.5, -2.0, "one"),
        Annotation(4, 0.25, 0.0, ""),
        Annotation(5, FAR, -FAR, "far"),
        Annotation(6, 0.0, 0.0, "nowhere"),
    )
    for none in ({}, {"annotations": {"text": "x"}}, {"annotations": None}):
        assert annotations(replace(WHOLE, view=none)) == ()


# ------------------------------------------------------------------------------------ pictures


def test_a_picture_carries_a_chunk_that_any_reader_of_png_knows() -> None:
    """As the standard says: length, kind, keyword, flags, languages, text, check sum."""
    header = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR" + bytes(13) + b"sums"
    made = png_with(header + b"rest", "é")
    assert made.startswith(header)
    assert made.endswith(b"rest")
    chunk = made[len(header) : -4]
    assert struct.unpack(">I", chunk[:4]) == (len(chunk) - 12,)
    assert chunk[4:17] == b"iTXtquandary\0"
    assert chunk[17:21] == b"\x01\0\0\0"
    assert zlib.decompress(chunk[21:-4]) == "é".encode()
    assert struct.unpack(">I", chunk[-4:]) == (zlib.crc32(chunk[4:-4]),)


def test_line_breaks_in_an_svg_survive_its_reader() -> None:
    assert svg_metadata("a<b>&\r\n") == (
        '<q:document xmlns:q="https://quandary.invalid/document">a&lt;b&gt;&amp;&#13;\n'
        "</q:document>"
    )


# --------------------------------------------------------------------------------- completions


def scaled(completion: dict[str, Any] | None, **keys: Any) -> Document:
    """Two scales and an outcome alone; nothing is stated by default."""
    rows = [
        {"id": "a", "scale": "s", "value": 1},
        {"id": "b", "scale": "s", "value": 3},
        {"id": "c", "scale": "t", "value": 2},
        {"id": "d"},
    ]
    stated = {} if completion is None else {"completion": completion}
    document = {"format": "quandary", "version": 1, "outcomes": rows, **stated, **keys}
    return loads(json.dumps(document))


FULL = {"scales": {"s": {"weight": 2}, "t": {"weight": 3, "offset": "-1/2"}}, "alone": {"d": 7}}
ITS = {"a": "2", "b": "6", "c": "11/2", "d": "7"}


def utilities(document: Document) -> dict[str, str]:
    found = completed(document, "name")
    assert found.name == "name"
    assert {own.scale for own in found.outcomes.values()} == {"utility"}
    assert found.preferences == Preferences()
    assert found.completion is None
    return {id_: own.value.text for id_, own in found.outcomes.items()}  # type: ignore[union-attr]


def changed(**scales: Any) -> dict[str, Any]:
    return {**FULL, "scales": {**FULL["scales"], **scales}}  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("completion", "keys", "is_taken"),
    [
        (FULL, {}, True),
        (FULL, {"preferences": {"better": [["d", "b"]], "equal": [["d", "d"]]}}, True),
        (FULL, {"preferences": {"better": [["b", "d"]]}}, False),
        (FULL, {"preferences": {"equal": [["c", "d"]]}}, False),
        (None, {}, False),
        ({**FULL, "alone": {}}, {}, False),
        ({**FULL, "alone": {"d": "1/0"}}, {}, False),
        (changed(t={}), {}, False),
        (changed(s={"weight": 0}), {}, False),
        (changed(s={"weight": -1}), {}, False),
        (changed(s={"weight": {"value": 2}}), {}, True),
        (changed(s={"weight": {}}), {}, False),
        (changed(s={"weight": "p"}), {"parameters": [{"id": "p", "value": "4/2"}]}, True),
        (changed(s={"weight": "p"}), {}, False),
        ({"scales": {"s": {"weight": 2}}, "alone": {"d": 7}}, {}, False),
    ],
)
def test_the_stated_completion_is_taken_where_it_fits(
    completion: dict[str, Any] | None, keys: dict[str, Any], is_taken: bool
) -> None:
    found = utilities(scaled(completion, **keys))
    assert (found == ITS) is is_taken
    assert list(found) == list(ITS)


def test_less_is_better_turns_the_sign() -> None:
    less = scaled(FULL, criteria=[{"id": "m", "better": "less"}])
    assert utilities(less) == {"a": "2", "b": "6", "c": "13/2", "d": "-7"}


def test_equal_statements_that_fit() -> None:
    seven = {**FULL, "alone": {"d": "11/2"}}
    fits = scaled(seven, preferences={"equal": [["c", "d"]]})
    assert utilities(fits) == ITS | {"d": "11/2"}
    none = scaled(seven, preferences={"better": [["c", "d"]]})
    assert utilities(none) != ITS | {"d": "11/2"}


def paid(completion: dict[str, Any], **keys: Any) -> Document:
    nodes = [{"id": "r", "kind": "choice"}, {"id": "x", "kind": "outcome", "outcome": "a"}]
    rows = [{"id": "rx", "from": "r", "to": "x", "payoff": 1}]
    return scaled(completion, nodes=nodes, branches=rows, **keys)


def test_payoffs_keep_their_meaning() -> None:
    with pytest.raises(QuandaryError, match="payoffs on branches belong to scales"):
        utilities(paid(FULL))
    equal = changed(s={"weight": 4}, t={"weight": 4, "offset": 2})
    assert utilities(paid(equal)) == {"a": "1", "b": "3", "c": "5/2", "d": "7/4"}


def test_what_cannot_be_completed() -> None:
    for faulty in (
        scaled(FULL, preferences={"better": [["a", "b"]]}),
        scaled(FULL, criteria=[{"id": "m"}, {"id": "h"}]),
    ):
        with pytest.raises(QuandaryError, match="contradicts itself or has faulty numbers"):
            completed(faulty)


def test_preferences_are_complete_on_one_scale_of_one_criterion() -> None:
    def document(*rows: dict[str, Any], **keys: Any) -> Document:
        return loads(json.dumps({"format": "quandary", "version": 1, "outcomes": rows, **keys}))

    one, two, alone = {"id": "a", "value": 1}, {"id": "b", "value": 2}, {"id": "c"}
    assert has_one_scale(document(one, two))
    assert has_one_scale(document(one | {"scale": "default"}, two))
    assert not has_one_scale(document(one | {"scale": "s"}, two))
    assert not has_one_scale(document(one, alone))
    assert not has_one_scale(document(alone))
    assert not has_one_scale(document())
    assert not has_one_scale(document(one, two, criteria=[{"id": "m"}, {"id": "h"}]))
