"""Documents that this format's versions wrote open, and are written again bit for bit.

A file here is never changed: a version of the program that writes it otherwise has a fault.  A new
version of the format leaves the files of the older ones here, with what they are migrated to.
"""

import json
from pathlib import Path
from typing import Any

import pytest

import assets
from solver.checks import check, errors
from solver.document.elements import VERSION
from solver.errors import DocumentError
from solver.formats.quandary import dumps, loads

KEPT = sorted((Path(__file__).parent / "files").glob("*.json"))


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_a_saved_document_is_written_again_bit_for_bit(path: Path) -> None:
    data = path.read_bytes()
    document = loads(data)
    assert dumps(document).encode() == data
    assert errors(check(document)) == ()


def test_the_kept_files_cover_every_key_of_the_schema() -> None:
    schema = json.loads(assets.schema_text())
    wanted: set[str] = set()

    def collect(part: Any) -> None:
        if isinstance(part, dict):
            properties = part.get("properties")
            if isinstance(properties, dict):
                wanted.update(properties)
            for value in part.values():
                collect(value)

    collect(schema)
    text = "".join(path.read_text(encoding="utf-8") for path in KEPT)
    missing = {key for key in wanted if f'"{key}":' not in text}
    assert not missing, missing


def test_there_is_a_file_for_every_version() -> None:
    versions = {json.loads(path.read_text(encoding="utf-8"))["version"] for path in KEPT}
    assert versions == set(range(1, VERSION + 1))


def test_versions_that_there_are_not() -> None:
    def with_version(version: object) -> str:
        return json.dumps({"format": "quandary", "version": version})

    for lower in (0, -1, 0.5, "1", None, True):
        with pytest.raises(DocumentError, match="whole number, 1 or more"):
            loads(with_version(lower))
    for higher in (VERSION + 1, 99, 10**30):
        with pytest.raises(
            DocumentError, match=r"newer Quandary .*Please update Quandary"
        ) as error:
            loads(with_version(higher))
        assert str(error.value).count("\n") == 0


def test_an_edit_leaves_what_it_does_not_know() -> None:
    from solver.edits import SetNode

    document = loads((Path(__file__).parent / "files" / "odd-spellings.json").read_bytes())
    edited = loads(dumps(SetNode("r", {"label": "new"}).apply(document)))
    assert edited.extra == document.extra
    assert edited.extensions == document.extensions
    for kind in ("nodes", "branches", "outcomes"):
        for id_, element in getattr(document, kind).items():
            assert getattr(edited, kind)[id_].extra == element.extra
    assert edited.completion == document.completion
    assert edited.preferences == document.preferences
