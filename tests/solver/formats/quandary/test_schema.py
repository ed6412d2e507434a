"""The schema that is shipped says of a text what the reader says, as far as a schema can."""

import json
import os
import re
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import assets
from app.cli.command_line import run
from solver.document.field_forms import ListOf
from solver.document.fields import DOCUMENT
from solver.errors import DocumentError
from solver.formats.quandary import loads
from solver.formats.quandary.schema import schema_text
from tests.documents.at_random.mutators import FULL, mutated_json, parsed

SCHEMA = json.loads(assets.schema_text())
VALIDATOR = Draft202012Validator(SCHEMA)

#: What no schema can say of a text, in the reader's words.
BEYOND = re.compile(
    r"stands? (there )?twice|and there is none|is no node of this document|nest too deeply|"
    r"half a character|out of range|whole number, 1 or more, and it is 1\.0|must be finite|^… and \d+ more\.$"
)


def refusal(text: str) -> str:
    """Why the reader refuses a text; empty if it does not."""
    try:
        loads(text)
    except DocumentError as error:
        return str(error)
    return ""


def agreement(value: Any, text: str) -> str:
    """Make sure that both say the same; who refused."""
    reason = refusal(text)
    faults = [error.message for error in VALIDATOR.iter_errors(value)]
    if not reason:
        assert faults == [], text
        return "nobody"
    if faults:
        return "both"
    beyond = [line for line in reason.splitlines() if BEYOND.search(line)]
    assert len(beyond) == len(reason.splitlines()), (reason, text)
    return "reader"


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", [example.name for example in assets.EXAMPLES])
def test_examples_are_valid(name: str) -> None:
    assert agreement(json.loads(assets.example_text(name)), assets.example_text(name)) == "nobody"


def test_the_file_is_what_the_table_of_fields_gives() -> None:
    """After a change of the table: ``KEEP_TEXTS=1 python -m pytest`` with this file."""
    if os.environ.get("KEEP_TEXTS"):
        file = Path(assets.__file__).parent / "schema" / "quandary-1.schema.json"
        file.write_text(schema_text(), encoding="utf-8", newline="\n")
    assert assets.schema_text() == schema_text()


def test_every_key_of_a_document_that_has_them_all_is_in_the_schema() -> None:
    """So that mutations of it, below, try the schema on every key."""
    text = json.dumps(FULL)
    document = loads(text)
    assert set(DOCUMENT.keys) - set(document.present) == {"relations"}
    for field in DOCUMENT.fields:
        if isinstance(field.form, ListOf):
            elements = getattr(document, field.name).values()
            stated = {key for element in elements for key in element.present}
            assert stated == set(SCHEMA["$defs"][field.form.table.name]["properties"])


def test_schema_and_reader_agree_on_mutated_documents() -> None:
    draw = Random(7)
    seen: Counter[str] = Counter()
    for _ in range(300):
        text = mutated_json(draw, draw.choice(parsed()))
        try:
            value = json.loads(text)
        except json.JSONDecodeError:
            assert "not JSON" in refusal(text)
            continue
        seen[agreement(value, text)] += 1
    assert min(seen["nobody"], seen["both"], seen["reader"]) > 30, seen


WRONG: dict[str, list[Any]] = {
    "text": [1, None, True, [], {}],
    "number": [None, True, [], {}],
    "list": [None, True, "x", {}, 1],
    "object": [None, True, "x", [], 1],
}


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("title", "text"), ("notes", "text"), ("root", "text"), ("view", "object"),
        ("extensions", "object"), ("preferences", "object"), ("completion", "object"),
        ("parameters", "list"), ("criteria", "list"), ("outcomes", "list"), ("nodes", "list"),
        ("branches", "list"), ("preferences.better", "list"), ("preferences.relation", "text"),
        ("parameters.0", "object"), ("parameters.0.id", "text"), ("parameters.0.value", "number"),
        ("parameters.0.min", "number"), ("parameters.0.label", "text"), ("criteria.0.label", "text"),
        ("criteria.0.better", "text"), ("outcomes.0.scale", "text"), ("outcomes.0.value.c", "number"),
        ("nodes.0.kind", "text"), ("nodes.0.x", "number"), ("nodes.0.label", "text"),
        ("nodes.2.outcome", "text"), ("nodes.4.copy_of", "text"), ("branches.0.from", "text"),
        ("branches.0.to", "text"), ("branches.0.probability", "number"),
        ("branches.2.payoff.c", "number"), ("branches.2.policy", "number"),
        ("completion.scales", "object"), ("completion.scales.two", "object"),
        ("completion.scales.two.offset", "number"), ("completion.alone.S", "number"),
        ("preferences.better.0", "list"), ("preferences.better.0.0", "text"),
    ],
)  # fmt: skip
def test_a_wrong_type_is_refused_by_both(path: str, kind: str) -> None:
    for wrong in WRONG[kind]:
        value = json.loads(json.dumps(FULL))
        holder = value
        *way, last = [int(key) if key.isdigit() else key for key in path.split(".")]
        for key in way:
            holder = holder[key]
        holder[last] = wrong
        assert agreement(value, json.dumps(value)) == "both", (path, wrong)


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == SCHEMA
