"""The quick reader gives what the careful one gives, or nothing at all."""

import json
import random
import re
from typing import Any

import pytest
from hypothesis import given, settings

import assets
from solver.document.model import Document
from solver.errors import DocumentError
from solver.formats.quandary import dumps, loads
from solver.formats.quandary.exact_json import parse
from solver.formats.quandary.fast_reader import read_quickly
from solver.formats.quandary.tolerant_reader import Reader
from tests.documents.at_random.random_documents import random_document
from tests.solver.formats.quandary.test_quandary_format import documents, spelled

HEAD = '{"format":"quandary","version":1'
NODE = HEAD + ',"nodes":[{"id":"a","kind":"choice"%s}]}'
BRANCH = (
    HEAD + ',"nodes":[{"id":"a","kind":"chance"},{"id":"b","kind":"outcome"}],'
    '"branches":[{"id":"x","from":"a","to":"b"%s}]}'
)


def careful(text: str | bytes) -> Document | str:
    try:
        return Reader().document(parse(text))
    except DocumentError as error:
        return str(error)


def with_any(text: str | bytes) -> Document | str:
    try:
        return loads(text)
    except DocumentError as error:
        return str(error)


def assert_same(text: str) -> bool:
    """Compare the readers on a text; whether the quick one read it."""
    wanted = careful(text)
    quick = read_quickly(text)
    if quick is not None:
        assert isinstance(wanted, Document), wanted
        assert quick == wanted
        for part in ("parameters", "criteria", "outcomes", "nodes", "branches", "view", "extra"):
            assert list(getattr(quick, part)) == list(getattr(wanted, part))
        assert dumps(quick) == dumps(wanted)
    assert with_any(text) == wanted
    return quick is not None


def generated(seed: int) -> str:
    """A random document with labels, notes and places here and there."""
    draw = random.Random(seed)
    raw = json.loads(dumps(random_document(seed)))
    for node in raw["nodes"]:
        if draw.random() < 0.3:
            node["label"] = draw.choice(("", "A", "“ä” ∥", 'a "b" \\ \n', "\x1f\x7f"))
        if draw.random() < 0.2:
            node["x"], node["y"] = draw.choice(((1, -2.5), (-0, 10**30), (1e22, 0.1)))
        if draw.random() < 0.1:
            node["notes"] = "n"
        if draw.random() < 0.1:
            node["collapsed"] = draw.random() < 0.5
    for branch in raw["branches"]:
        if draw.random() < 0.3:
            branch.setdefault("label", draw.choice(("", "b")))
    return dumps(loads(json.dumps(_sorted(raw), ensure_ascii=False)))


def _sorted(raw: dict[str, Any]) -> dict[str, Any]:
    """The same with the keys of nodes and branches in the program's order."""
    orders = {
        "nodes": ("id", "kind", "label", "outcome", "x", "y", "notes", "collapsed"),
        "branches": ("id", "from", "to", "label", "probability", "payoff", "policy"),
    }
    for section, order in orders.items():
        raw[section] = [{key: e[key] for key in order if key in e} for e in raw[section]]
    return raw


# ------------------------------------------------------------------------------ mutations

#: An object as a list of pairs, so that a key can stand there twice.
Pairs = list[tuple[str, Any]]


class Object(Pairs):
    pass


class Spelled(str):
    """Stands in the text as it is."""


def written(value: Any) -> str:
    if isinstance(value, Spelled):
        return value
    if isinstance(value, Object):
        return "{" + ", ".join(f"{json.dumps(key)}: {written(item)}" for key, item in value) + "}"
    if isinstance(value, list):
        return "[" + ",".join(written(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


ODD = [
    Spelled(text)
    for text in (
        "1E5", "1.50", "-0", "0.10", "1e400", "1" * 60, "01", "+1", ".5", "1.", "NaN", "-Infinity",
        "null", "true", "[]", "{}", '""', '"\\u00e9"', '"\\ud800"', '"a\\/b"', '"#"', '" 1/2 "',
        '"44.4%"', '{"value": 1}', '{"c":1,"c":2}', '{"c": [1]}', '{"c": " 1"}', "[1, 2", "\x07",
        '"\x07"', '"\\u0007"', '"\ud800"', "\ufeff", '{"a":{"b":' * 60 + "1" + "}}" * 60, "chance",
        '"chance"', '"c"', "1 2", "",
    )
]  # fmt: skip
KEYS = (
    "id",
    "kind",
    "label",
    "outcome",
    "from",
    "to",
    "value",
    "hue",
    "nodes",
    "root",
    "collapsed",
)


def objects(value: Any) -> list[Object]:
    found = [value] if isinstance(value, Object) else []
    items = [item for _, item in value] if isinstance(value, Object) else value
    for item in items:
        if isinstance(item, list):
            found += objects(item)
    return found


def mutate(draw: random.Random, document: Object) -> None:
    """Change one thing somewhere."""
    pairs = draw.choice([found for found in objects(document) if found] or [document])
    at = draw.randrange(len(pairs)) if pairs else 0
    match draw.choice(["reorder", "duplicate", "remove", "retype", "extra", "rename", "entry"]):
        case "reorder":
            draw.shuffle(pairs)
        case "duplicate" if pairs:
            pairs.insert(draw.randrange(len(pairs) + 1), pairs[at])
        case "remove" if pairs:
            del pairs[at]
        case "retype" if pairs:
            pairs[at] = (pairs[at][0], draw.choice(ODD))
        case "extra":
            pairs.insert(at, (draw.choice(KEYS), draw.choice(ODD)))
        case "rename" if pairs:
            pairs[at] = (draw.choice(KEYS), pairs[at][1])
        case "entry":  # the same entry twice, or one less
            lists = [item for _, item in document if type(item) is list and item]
            if lists:
                chosen = draw.choice(lists)
                if draw.random() < 0.5:
                    chosen.append(draw.choice(chosen))
                else:
                    del chosen[draw.randrange(len(chosen))]


@pytest.mark.parametrize("block", range(3))
def test_random_documents_and_mutations_are_read_alike(block: int) -> None:
    quickly = 0
    for seed in range(block * 60, block * 60 + 60):
        draw = random.Random(seed)
        text = generated(seed)
        quickly += assert_same(text)
        for _ in range(6):
            mutant = json.loads(text, object_pairs_hook=Object, parse_float=Spelled)
            for _ in range(draw.randint(1, 3)):
                mutate(draw, mutant)
            assert_same(written(mutant))
    assert quickly == 60


@settings(deadline=None, max_examples=25)
@given(documents())
def test_any_document_is_read_alike(value: Any) -> None:
    assert_same(spelled(value))


@pytest.mark.parametrize("name", [example.name for example in assets.EXAMPLES])
def test_the_examples_are_read_quickly(name: str) -> None:
    text = assets.example_text(name)
    assert assert_same(text)
    assert read_quickly(text.encode()) == careful(text)


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize(
    "place",
    [
        HEAD + ',"title":%s}', HEAD + ',"view":{"a":%s}}', HEAD + ',"nodes":%s}',
        HEAD + ',"nodes":[%s]}', HEAD + ',"root":%s}', HEAD + "}%s", HEAD + ',"hue":%s}',
        NODE % ',"label":%s', NODE % ',"x":%s', NODE % ',"collapsed":%s', NODE % ',"outcome":%s',
        BRANCH % ',"probability":%s', BRANCH % ',"payoff":%s', BRANCH % ',"policy":%s',
        HEAD + ',"outcomes":[{"id":"o","value":%s}]}', HEAD + ',"outcomes":[{"id":%s}]}',
        HEAD + ',"parameters":[{"id":"p","value":%s}]}',
    ],
)  # fmt: skip
def test_odd_values_are_read_alike_everywhere(place: str, odd: str) -> None:
    assert_same(place % odd)


def test_spellings_are_kept_by_the_quick_reader() -> None:
    text = BRANCH % ',"probability":1.50,"payoff":{"é":-0,"b":" 1/2 "},"policy":"a\\"b"'
    document = read_quickly(text)
    assert document is not None
    assert re.sub(r"\s+", "", dumps(document)) == re.sub(r"\s+", "", text)


def test_a_key_that_stands_twice_is_never_read_quickly() -> None:
    for text in (
        HEAD + ',"nodes":[],"nodes":[]}',
        HEAD + ',"title":"a","title":"a"}',
        NODE % ',"label":"a","label":"a"',
        BRANCH % ',"payoff":{"a":1,"a":1}',
    ):
        assert read_quickly(text) is None
        assert "stands there twice" in str(careful(text))
