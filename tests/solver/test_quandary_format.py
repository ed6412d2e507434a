"""Documents survive reading and writing word for word; what is no document is refused."""

import json

import pytest

import assets
from solver.document import Document, Kind
from solver.edits import AddNode, SetBranch, SetNode
from solver.errors import DocumentError
from solver.formats.quandary import dumps, loads
from solver.numerals import Numeral

NAMES = [example.name for example in assets.EXAMPLES]
HEAD = '{"format":"quandary","version":1'


@pytest.mark.parametrize("name", NAMES)
def test_examples_round_trip_to_the_letter(name: str) -> None:
    text = assets.example_text(name)
    assert dumps(loads(text)) == text


def test_spellings_order_and_unknown_keys_are_kept() -> None:
    text = json.dumps(
        json.loads(
            HEAD + ',"extensions":{"z":[1.50,{"a":null}],"é":true},"hue":"red",'
            '"nodes":[{"kind":"chance","id":"a","x":1.50,"y":-0,"flag":[]},'
            '{"id":"o","kind":"outcome","outcome":"s","label":""}],'
            '"branches":[{"to":"o","id":"b","from":"a","probability":1e0,"note":1.10}],'
            '"outcomes":[{"id":"s","value":{"value":" 1/2 "}}],"notes":"",'
            '"parameters":[{"id":"p","value":"9/10","max":1}],'
            '"preferences":{"equal":[],"better":[]},"completion":{"scales":{},"x":1},"title":"t"}',
            parse_float=lambda s: f"number {s}",
            parse_int=lambda s: f"number {s}",
        ),
        indent=1,
        ensure_ascii=False,
    )
    import re

    text = re.sub(r'"number ([^"]*)"', r"\1", text)
    assert dumps(loads(text)).strip() == text


def test_new_elements_are_written_without_empty_keys() -> None:
    document = AddNode(Kind.CHOICE, (10.4, -3.0)).apply(Document())
    document = AddNode(Kind.OUTCOME, parent="n1").apply(document)
    written = json.loads(dumps(document))
    assert written["nodes"][0] == {"id": "n1", "kind": "choice", "x": 10, "y": -3}
    assert written["branches"] == [{"id": "b1", "from": "n1", "to": "n2"}]
    assert written["root"] == "n1"


def test_a_key_that_came_later_stands_where_it_belongs() -> None:
    document = loads(assets.example_text("shutdown"))
    document = SetNode("if lucky", {"label": ""}).apply(document)
    document = SetBranch("lucky", {"payoff": Numeral("2")}).apply(document)
    branch = json.loads(dumps(document))["branches"][0]
    assert list(branch) == ["id", "from", "to", "label", "probability", "payoff"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        ("{", "line 1, column 2"),
        ("[]", "one JSON object"),
        ('{"format":"other","version":1}', "not a Quandary document"),
        ('{"format":"quandary"}', "version"),
        ('{"format":"quandary","version":2}', "newer Quandary"),
        ('{"format":"quandary","version":1.5}', "whole number"),
        (HEAD + ',"title":"a","title":"b"}', "“title” stands there twice"),
        (HEAD + ',"view":{"a":[{"b":1,"b":2}]}}', "view.a[0]"),
        (HEAD + ',"nodes":[{"id":"n","kind":"choice"},{"id":"n","kind":"choice"}]}', "nodes[1].id"),
        (HEAD + ',"nodes":[{"id":"n","kind":"triangle"}]}', "nodes[0].kind"),
        (HEAD + ',"nodes":[{"kind":"choice"}]}', "needs an id"),
        (HEAD + ',"nodes":[],"branches":[{"id":"b","from":"x","to":"y"}]}', "branches[0].from"),
        (HEAD + ',"root":"x"}', "no node"),
        (HEAD + ',"title":7}', "title"),
        (HEAD + ',"criteria":[{"id":"c","better":"most"}]}', "criteria[0].better"),
        (HEAD + ',"preferences":{"better":[["a"]]}}', "preferences.better[0]"),
        (HEAD + ',"outcomes":[{"id":"o","value":NaN}]}', "NaN"),
        (HEAD + ',"outcomes":[{"id":"o","value":Infinity}]}', "Infinity"),
        (HEAD + ',"outcomes":[{"id":"o","value":[1]}]}', "outcomes[0].value"),
        (HEAD + ',"title":"\\ud800"}', "lone surrogate"),
        ("[" * 100_000, "nest too deeply"),
        (HEAD + ',"view":' + '{"a":' * 300 + "1" + "}" * 300 + "}", "nest too deeply"),
    ],
)
def test_what_is_no_document_is_refused_with_its_place(text: str, says: str) -> None:
    with pytest.raises(DocumentError) as caught:
        loads(text)
    assert says in str(caught.value)


def test_all_reasons_are_given_at_once() -> None:
    text = HEAD + ',"title":7,"nodes":[{"id":"n","kind":"x"}],"root":"y"}'
    with pytest.raises(DocumentError) as caught:
        loads(text)
    assert len(str(caught.value).splitlines()) == 3


def test_not_utf8_is_refused() -> None:
    with pytest.raises(DocumentError, match="UTF-8"):
        loads(b"\xff\xfe")
