"""The recipe of `ARCHITECTURE.md` tried: an attribute and a row, and a key is known everywhere."""

import json
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from solver.checks.keys import unknown_keys
from solver.document.elements import EMPTY, Criterion, Element, Node
from solver.document.field_forms import Field, FieldTable, Form, Kept, ListOf, MapOf, OneOf
from solver.document.fields import CRITERION, DOCUMENT, NODE
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.errors import DocumentError
from solver.formats.quandary import dumps, loads
from solver.formats.quandary.exact_json import parse
from solver.formats.quandary.fast_reader import FastReader
from solver.formats.quandary.schema import schema
from solver.formats.quandary.tolerant_reader import Reader
from solver.formats.quandary.writer import Writer
from solver.words.difference_words import differences, listed


class Coloured(Node, frozen=True, kw_only=True, gc=False):
    """A node with a toy attribute of every form that a key of an entry may have."""

    colour: str = ""
    weight: Numeral | None = None
    shape: str = "round"
    open: bool = True
    custom: Any = EMPTY


class Written(Criterion, frozen=True, kw_only=True, gc=False):
    spelling: Any = EMPTY


class Origin(Element, frozen=True, kw_only=True, gc=False):
    label: str = ""
    parameters: Any = EMPTY


@dataclass(frozen=True, eq=True)
class Wider(Document):
    sources: Any = field(default_factory=dict)


ORIGIN = FieldTable(
    "source",
    Origin,
    "What the parameters are in someone's source.",
    (
        Field("id", Form.ID, required=True),
        Field("label", Form.TEXT),
        Field("parameters", MapOf(Form.NUMBER)),
    ),
)
COLOURED = replace(
    NODE,
    type=Coloured,
    fields=(
        *NODE.fields,
        Field("colour", Form.TEXT, "A toy.", word="hue"),
        Field("weight", Form.NUMBER),
        Field("shape", OneOf({"round": "round", "square": "square"})),
        Field("open", Form.FLAG),
        Field("custom", Kept()),
    ),
)
WRITTEN = replace(CRITERION, type=Written, fields=(*CRITERION.fields, Field("spelling", Kept())))
FORMS: dict[str, Any] = {"nodes": ListOf(COLOURED), "criteria": ListOf(WRITTEN)}
WIDER = replace(
    DOCUMENT,
    type=Wider,
    fields=(
        *(replace(row, form=FORMS.get(row.key, row.form)) for row in DOCUMENT.fields),
        Field("sources", ListOf(ORIGIN), "Imprecise probabilities."),
    ),
)

PARTS: dict[str, Any] = {
    "colour": "blue",
    "weight": "1/2",
    "shape": "square",
    "open": False,
    "custom": {"completion": "k", "n": 1},
}
RAW: dict[str, Any] = {
    "format": "quandary",
    "version": 1,
    "criteria": [{"id": "value", "spelling": {"prefix": "$"}}],
    "nodes": [
        {"id": "a", "kind": "choice"},
        {"id": "b", "kind": "choice", "label": "B", **PARTS},
    ],
    "branches": [],
    "sources": [{"id": "low", "label": "Low", "parameters": {"p": "1/10"}}],
}
PLAIN = {
    **RAW,
    "nodes": [{"id": "a", "kind": "choice"}, {"id": "b", "kind": "choice", "label": "B"}],
}
TEXT = json.dumps(RAW)


def read(raw: Any) -> Document:
    return Reader(table=WIDER).document(parse(json.dumps(raw)))


def test_both_readers_read_it() -> None:
    careful, quick = read(RAW), FastReader(WIDER).read(TEXT)
    assert quick == careful
    node = careful.nodes["b"]
    assert isinstance(node, Coloured)
    assert (node.colour, node.weight, node.shape, node.open) == (
        "blue", Numeral("1/2"), "square", False
    )  # fmt: skip
    assert node.custom["completion"] == "k"
    assert isinstance(careful, Wider)
    assert careful.sources["low"].parameters == {"p": Numeral("1/10")}
    assert node.extra == careful.extra == {}
    assert careful.nodes["a"] == Coloured(id="a", kind=node.kind, present=("id", "kind"))


@pytest.mark.parametrize("key", PARTS)
def test_the_quick_reader_reads_each_alone_and_refuses_what_is_wrong(key: str) -> None:
    one = {**RAW, "nodes": [{"id": "a", "kind": "choice", key: PARTS[key]}]}
    assert FastReader(WIDER).read(json.dumps(one)) == read(one)
    one["nodes"][0][key] = [1]
    assert FastReader(WIDER).read(json.dumps(one)) is None
    with pytest.raises(DocumentError, match=rf"^nodes\[0\]\.{key}: "):
        read(one)
    assert list(Draft202012Validator(schema(WIDER)).iter_errors(one))


def test_it_is_written_where_it_belongs() -> None:
    document = read(RAW)
    assert json.loads(Writer(WIDER).text(document)) == RAW
    new = Coloured(id="c", kind=document.nodes["a"].kind, open=False, shape="square", notes="n")
    written = Writer(WIDER).text(Wider(nodes={"c": new}))
    assert json.loads(written)["nodes"] == [
        {"id": "c", "kind": "choice", "notes": "n", "shape": "square", "open": False}
    ]
    assert FastReader(WIDER).read(written) is not None


def test_it_is_in_the_schema() -> None:
    made = schema(WIDER)
    Draft202012Validator.check_schema(made)
    node = made["$defs"]["node"]["properties"]
    assert node["colour"] == {"description": "A toy.", "type": "string"}
    assert node["shape"] == {"enum": ["round", "square"]}
    assert made["properties"]["sources"]["items"] == {"$ref": "#/$defs/source"}
    assert set(made["$defs"]["source"]["properties"]) == {"id", "label", "parameters"}
    assert list(Draft202012Validator(made).iter_errors(RAW)) == []


def test_it_is_told() -> None:
    before, after = read(PLAIN), read(RAW)
    assert list(listed(before, after, WIDER)) == [
        "Choice node “B”: hue none → “blue”; weight none → 1/2; shape “round” → “square”; "
        "open yes → no; custom none → completion: “k”, n: 1."
    ]
    assert differences(before, after, WIDER) == "1 node changed"
    low, none = RAW["sources"][0], {**RAW, "sources": []}
    other = {**RAW, "sources": [{**low, "parameters": {"p": "1/5"}}]}
    assert list(listed(after, read(other), WIDER)) == ["Source “Low”: parameters p: 1/10 → p: 1/5."]
    assert list(listed(after, read(none), WIDER)) == ["Source “Low” deleted."]
    assert differences(after, read(none), WIDER) == "other things changed"


def test_keys_beside_it_are_unknown() -> None:
    slips = read({**RAW, "sources": [{"id": "low", "lable": "x"}]})
    assert [finding.message for finding in unknown_keys(slips, WIDER)] == [
        "The key “lable” of source “low” means nothing to this version; it is kept as it is. "
        "Did you mean “label”?"
    ]


def test_without_the_rows_it_is_unknown_and_kept() -> None:
    document = loads(TEXT)
    assert set(document.extra) == {"sources"}
    assert set(document.nodes["b"].extra) == set(PARTS)
    assert type(document.nodes["b"]) is Node
    assert json.loads(dumps(document)) == RAW
    assert "colour" not in schema()["$defs"]["node"]["properties"]
