"""Documents survive reading and writing word for word; what is no document is refused."""

import json
import re
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import assets
from solver.document.elements import DEFAULT_RELATION, Kind
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import AddNode, SetBranch, SetNode, SetRelation
from solver.errors import DocumentError
from solver.formats.quandary import dumps, loads
from solver.preferences.relations import RELATIONS
from solver.preferences.relations.timestep_dominance import TIMESTEP_DOMINANCE

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
    text = re.sub(r'"number ([^"]*)"', r"\1", text)
    assert dumps(loads(text)).strip() == text


@pytest.mark.parametrize("relation", [*RELATIONS, "majority"])
def test_the_relation_between_lotteries_is_kept(relation: str) -> None:
    text = HEAD + ',"preferences":{"relation":"' + relation + '"}}'
    document = loads(text)
    assert document.preferences.relation == relation
    assert json.loads(dumps(document)) == json.loads(text)


def test_the_usual_relation_is_written_only_where_it_was_changed_or_read() -> None:
    assert '"relation":' not in dumps(loads(assets.example_text("pizza")))
    other = SetRelation(TIMESTEP_DOMINANCE.id).apply(loads(assets.example_text("pizza")))
    assert json.loads(dumps(other))["preferences"] == {"relation": TIMESTEP_DOMINANCE.id}
    back = SetRelation(DEFAULT_RELATION).apply(other)
    assert '"relation":' not in dumps(back)


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


@pytest.mark.parametrize("value", [[], {}, {"a": []}, None, 5, True])
def test_a_kind_of_any_type_is_refused(value: Any) -> None:
    with pytest.raises(DocumentError, match=r"nodes\[0\]\.kind"):
        loads(HEAD + ',"nodes":[{"id":"n","kind":' + json.dumps(value) + "}]}")


def test_a_byte_order_mark_is_no_harm() -> None:
    text = "\ufeff" + HEAD + ',"title":"é"}'
    assert loads(text).title == loads(text.encode()).title == "é"


def test_half_characters_are_refused_and_never_written() -> None:
    with pytest.raises(DocumentError, match="lone surrogate"):
        loads(HEAD + ',"title":"\ud800"}')
    assert loads(dumps(Document(title="a\ud800b"))).title == "a\ufffdb"


def test_what_is_written_can_be_read_whatever_the_number() -> None:
    document = loads(assets.example_text("shutdown"))
    number = Numeral("9/10", quoted=False)
    branch = msgspec.structs.replace(document.branches["lucky"], probability=number)
    branches = {**document.branches, "lucky": branch}
    written = dumps(Document(nodes=document.nodes, branches=branches, root="observe"))
    assert loads(written).branches["lucky"].probability == Numeral("9/10")


def test_reasons_are_a_line_each_and_at_the_right_place() -> None:
    text = HEAD + (
        ',"nodes":[{"id":"a\\nb","kind":"?"}],'
        '"branches":[{"id":"x"},{"id":"x"},{"id":"y","from":"a\\nb","to":"q"}]}'
    )
    with pytest.raises(DocumentError) as caught:
        loads(text)
    places = [line.partition(": ")[0] for line in str(caught.value).splitlines()]
    assert places == [
        "nodes[0].kind",
        "branches[0].from",
        "branches[0].to",
        "branches[1].id",
        "branches[2].to",
    ]


# ---------------------------------------------------------------- generated documents

TEXT = st.text(st.characters(codec="utf-8"), max_size=8)
SPELLED = st.sampled_from(["0", "-0", "1.50", "1e-3", "1E+2", "120000", "0.1", "-7.0"])
#: A JSON number, spelled in a way that no float keeps: a text until the document is written.
NUMBER = SPELLED.map(lambda text: f"number {text}")
QUOTED = st.sampled_from(["9/10", " 1/2 ", "44.4%", "#", "1/0", "p*2", "", "1e400", "?"])
VALUE = NUMBER | QUOTED
VALUES = VALUE | st.dictionaries(st.sampled_from(["value", "a", "é"]), VALUE, max_size=2)
JSON = st.recursive(
    st.none() | st.booleans() | TEXT | NUMBER,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)
UNKNOWN = {"hue": JSON, "source": JSON, "present": JSON}
IDS = st.sampled_from(["a", "b c", "é", "∥", "A+", "\n"])


@st.composite
def shuffled(draw: st.DrawFn, required: dict[str, Any], optional: dict[str, Any]) -> Any:
    """An object with any of the optional keys, in any order."""
    keys = draw(st.permutations([*required, *(k for k in optional if draw(st.booleans()))]))
    return {key: draw((required | optional)[key]) for key in keys}


def several(required: dict[str, Any], optional: dict[str, Any]) -> Any:
    entry = shuffled({"id": IDS} | required, optional | UNKNOWN)
    return st.lists(entry, max_size=3, unique_by=lambda found: found["id"])


@st.composite
def documents(draw: st.DrawFn) -> Any:
    nodes = draw(
        several(
            {"kind": st.sampled_from(["choice", "chance", "outcome"])},
            {"label": TEXT, "outcome": IDS, "x": NUMBER, "y": NUMBER, "notes": TEXT,
             "collapsed": st.booleans()},
        )
    )  # fmt: skip
    pairs = st.lists(st.tuples(IDS, IDS), max_size=2)
    utility = shuffled({}, {"weight": VALUES, "offset": VALUE} | UNKNOWN)
    completion = {
        "scales": st.dictionaries(TEXT, utility, max_size=2),
        "alone": st.dictionaries(TEXT, VALUE, max_size=2),
    }
    optional: dict[str, Any] = {
        "title": TEXT,
        "notes": TEXT,
        "parameters": several({"value": VALUE}, {"min": VALUE, "max": VALUE, "label": TEXT}),
        "criteria": several({}, {"label": TEXT, "better": st.sampled_from(["more", "less"])}),
        "outcomes": several({}, {"label": TEXT, "scale": TEXT, "value": VALUES, "notes": TEXT}),
        "preferences": shuffled({}, {"better": pairs, "equal": pairs} | UNKNOWN),
        "completion": shuffled({}, completion | UNKNOWN),
        "view": st.dictionaries(TEXT, JSON, max_size=3),
        "extensions": st.dictionaries(TEXT, JSON, max_size=3),
        "nodes": st.just(nodes),
    } | UNKNOWN
    required = {"format": st.just("quandary"), "version": st.just("number 1")}
    if nodes:
        node = st.sampled_from([found["id"] for found in nodes])
        required["nodes"] = optional.pop("nodes")
        optional["branches"] = several(
            {"from": node, "to": node},
            {"label": TEXT, "probability": VALUE, "payoff": VALUES, "policy": VALUE},
        )
        optional["root"] = node
    return draw(shuffled(required, optional))


def spelled(value: Any) -> str:
    """The text of a generated document, in the program's own white space."""
    text = json.dumps(value, indent=1, ensure_ascii=False)
    return re.sub(r'"number ([^"]*)"', r"\1", text) + "\n"


@settings(deadline=None, max_examples=50)
@given(documents())
def test_any_document_is_written_as_it_was_read(value: Any) -> None:
    text = spelled(value)
    document = loads(text)
    assert dumps(document) == text
    assert loads(text.encode()) == document


FRAGMENTS = ["{", "}", "[", "]", ",", ":", '"id"', '"a"', "1", "NaN", "null", " ", '"']


@settings(deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join))
def test_any_text_is_a_document_or_refused(text: str) -> None:
    for whole in (text, HEAD + "," + text + "}", HEAD + ',"nodes":[' + text + "]}"):
        try:
            found = dumps(loads(whole))
        except DocumentError as error:
            found = str(error)
        assert found
