"""The catalogues of texts are in line with the program."""

import ast
import gettext
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import export
from app.packaging.catalogues import Text, file_of, languages, read, texts, texts_in

LANGUAGES = pytest.mark.parametrize("language", languages())


def _said(language: str) -> Iterator[tuple[Text, tuple[str, ...]]]:
    """What is said in a language for each text that is translated, form by form."""
    for message in read(language):
        if message.id and message.string and any(message.string):
            forms = (message.string,) if isinstance(message.string, str) else message.string
            yield message.id, tuple(forms)


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_there_is_german() -> None:
    assert "de" in languages()


def test_texts_are_found_where_they_stand() -> None:
    source = (
        'tr("Saved as {path}.").format(path=path)\n'
        'trn("{n} plan", "{n} plans", n)\n'
        'ActionRow("file.new", "documents", "&New", ("Ctrl+N",), tip="Begin.")\n'
        'KINDS = {1: mark("one " "kind")}\n'
        'tr(row.text) + other("no text")\n'
    )
    found = {"Saved as {path}.", ("{n} plan", "{n} plans"), "&New", "Begin.", "one kind"}
    assert set(texts_in(source)) == found


@LANGUAGES
def test_a_catalogue_has_just_the_texts_of_the_program(language: str) -> None:
    """Where this fails: `python dev.py translate`."""
    here = {message.id for message in read(language) if message.id}
    there = {message.id for message in texts() if message.id}
    assert (there - here, here - there) == (set(), set())


@LANGUAGES
def test_what_is_filled_in_is_the_same_in_each_language(language: str) -> None:
    for text, forms in _said(language):
        english = (text,) if isinstance(text, str) else text
        for form in forms:
            names = [_placeholders(each) for each in english]
            assert _placeholders(form) in names, (text, form)
            assert form.startswith(" ") == english[0].startswith(" "), (text, form)
            assert form.endswith(" ") == english[0].endswith(" "), (text, form)


@LANGUAGES
def test_what_is_read_is_what_the_catalogue_says(language: str) -> None:
    with file_of(language).with_suffix(".mo").open("rb") as stream:
        compiled = gettext.GNUTranslations(stream)
    for text, forms in _said(language):
        if isinstance(text, str):
            assert (compiled.gettext(text),) == forms
        else:
            said = {compiled.ngettext(*text, number) for number in range(30)}
            assert said == set(forms)


def test_what_an_export_refuses_is_said_in_the_language_of_the_window() -> None:
    """As a sentence that went through `tr`, also where it is filled in afterwards."""
    plain = [
        f"{file}:{call.lineno}"
        for file in Path(export.__file__).parent.rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "QuandaryError"
        if not any(ast.unparse(said).startswith(("tr(", "_unknown(")) for said in call.args)
    ]
    assert not plain
