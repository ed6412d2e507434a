"""The catalogues of texts below assets/locale, brought in line with what the code says.

    python dev.py translate        every catalogue has just the texts that there are, and is compiled
    python dev.py translate fr     the same, and one for another language is begun

A text is found where `tr`, `trn` or `mark` is called with it, in what is declared with texts (`DECLARED`), and, paragraph by
paragraph, in what rules, relations and examples say of themselves (`paragraphs`).
Needs Babel, which is among what developers install.
"""

import ast
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

import assets
from app.manual.topics import COMPARING, CRITERIA, INFORMATION, LARGE, RISK, SENSITIVITY
from solver.formats.quandary import loads
from solver.preferences.relations import RELATIONS
from solver.rules import RULES

ROOT: Final = Path(__file__).resolve().parents[2]
LOCALE: Final = ROOT / "assets" / "locale"
DOMAIN: Final = "quandary"
ROOMS: Final = ("app", "assets", "solver", "widgets")
#: What is called with texts: their places, and their names where they are named.
DECLARED: Final[Mapping[str, Sequence[tuple[int, str]]]] = {
    "tr": [(0, "text")],
    "mark": [(0, "text")],
    "trn": [(0, "one")],
    "by_kind": [(1, "choice"), (2, "chance"), (3, "outcome")],
    "ActionRow": [(2, "text"), (5, "tip")],
    "Clause": [(1, "text")],
    "PreferenceRelation": [(2, "summary")],
    "ChartKind": [(1, "name")],
    "Example": [(1, "title"), (2, "summary"), (3, "group")],
    "Stop": [(0, "title"), (1, "text"), (2, "do"), (7, "begin")],
}
#: A date in the head would make every change touch it; git knows better.
NO_DATE: Final = datetime(2026, 1, 1, tzinfo=UTC)
_CALLED: Final = re.compile(rf"\b(?:{'|'.join(DECLARED)})\(")
Text = str | tuple[str, str]  # alone, or as one and as many


def texts_in(source: str) -> Iterator[Text]:
    """The texts of a module, as they stand."""
    if not _CALLED.search(source):
        return
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        named = {each.arg: each.value for each in node.keywords}
        for place, name in DECLARED.get(node.func.id, ()):
            given = node.args[place] if place < len(node.args) else named.get(name)
            if not isinstance(given, ast.Constant) or not isinstance(given.value, str):
                continue
            if node.func.id == "trn":
                yield given.value, ast.literal_eval(node.args[1])
            elif given.value:
                yield given.value


def paragraphs() -> Iterator[tuple[str, str]]:
    """What the program knows of itself in longer words, each paragraph with where it stands."""
    for rule in RULES.values():
        file = f"{type(rule).__module__.replace('.', '/')}.py"
        lines = (rule.name, rule.short, rule.called, *(text for _, text in rule.examples))
        for text in (*lines, *rule.explanation.split("\n\n")):
            yield text, file
    for relation in RELATIONS.values():
        for text in relation.explanation.split("\n\n"):
            yield text, "solver/preferences/relations/__init__.py"
    for topic in (COMPARING, LARGE, SENSITIVITY, INFORMATION, RISK, CRITERIA):
        for text in topic.split("\n\n"):
            yield text, "app/manual/topics.py"
    for example in assets.EXAMPLES:
        notes = loads(assets.example_text(example.name)).notes
        for text in notes.split("\n\n"):
            yield text, f"assets/examples/{example.name}.json"


@cache
def texts() -> Catalog:
    """All texts of the program, by the files in which they stand."""
    found = Catalog(project="Quandary")
    for room in ROOMS:
        for file in sorted((ROOT / room).rglob("*.py")):
            for text in texts_in(file.read_text(encoding="utf-8")):
                found.add(text, locations=[(str(file.relative_to(ROOT)), 0)])
    for text, place in paragraphs():
        if text:
            found.add(text, locations=[(place, 0)])
    return found


def file_of(language: str) -> Path:
    """The catalogue of a language."""
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def languages() -> list[str]:
    """The languages that there is a catalogue for."""
    return sorted(file.parts[-3] for file in LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def read(language: str) -> Catalog:
    """A catalogue; a language without one has an empty one."""
    file = file_of(language)
    if not file.exists():
        return Catalog(language)
    with file.open("rb") as stream:
        return read_po(stream, language, DOMAIN)


def update(language: str, found: Catalog) -> int:
    """Bring a catalogue in line with the texts that were found; how many lack a translation."""
    catalog = read(language)
    catalog.update(found, no_fuzzy_matching=True)
    write(language, catalog)
    return sum(not any(_forms(each.string)) for each in catalog if each.id)


def write(language: str, catalog: Catalog) -> None:
    """Keep a catalogue, for people and for the program."""
    catalog.project, catalog.version, catalog.fuzzy = "Quandary", "", False
    catalog.header_comment = "# What Quandary says in another language: see CONTRIBUTING.md."
    catalog.msgid_bugs_address = catalog.last_translator = catalog.language_team = ""
    catalog.creation_date = catalog.revision_date = NO_DATE
    file = file_of(language)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as stream:
        write_po(
            stream, catalog, width=100, sort_by_file=True, ignore_obsolete=True,
            include_lineno=False,
        )  # fmt: skip
    with file.with_suffix(".mo").open("wb") as stream:
        write_mo(stream, catalog)


def _forms(string: str | Sequence[str] | None) -> Sequence[str]:
    return (string,) if isinstance(string, str) else string or ()


def main(more: Sequence[str]) -> None:
    found = texts()
    for language in sorted({*languages(), *more}):
        lacking = update(language, found)
        print(f"{language}: {len(found)} texts, {lacking} of them not translated")


if __name__ == "__main__":
    main(sys.argv[1:])
