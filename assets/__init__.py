"""What the program carries with it: icons, example documents, and what a document may hold."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

_FOLDER: Final = Path(__file__).parent


class Example(NamedTuple):
    """A built-in document: ``name`` for scripts; ``title``, ``summary`` and ``group`` for people."""

    name: str
    title: str
    summary: str
    group: str


EXAMPLES: Final = (
    Example(
        "shutdown",
        "The shutdown example",
        "May an agent with gaps manage the news about being shut down?",
        "Shutdown",
    ),
    Example(
        "single-souring",
        "Single souring: a money pump",
        "Who ends with a sure loss?",
        "Money pumps",
    ),
    Example(
        "single-sweetening",
        "Single sweetening: a money pump",
        "Who passes up a sure gain?",
        "Money pumps",
    ),
    Example(
        "no-way-back",
        "No way back: where memory is not enough",
        "Must one see what one will turn down?",
        "Money pumps",
    ),
    Example(
        "chance-pump",
        "A money pump with chance",
        "Does it matter that the offer may not come?",
        "Money pumps",
    ),
    Example(
        "pizza",
        "Why not subagents? Pizza",
        "Can a policy beat two gaps?",
        "Gaps and chance",
    ),
    Example(
        "marble-bets",
        "Three bets on a marble",
        "Can a plan be maximal, yet never best?",
        "Gaps and chance",
    ),
    Example(
        "opaque-sweetening",
        "Take the sugar",
        "Two opaque boxes: is one better?",
        "Gaps and chance",
    ),
    Example(
        "corrigibility",
        "Managing the news at the button",
        "Is building it managing the news?",
        "Shutdown",
    ),
    Example(
        "leave-or-block",
        "Leave or block the shutdown button",
        "Does it matter how likely the button is pressed?",
        "Shutdown",
    ),
    Example(
        "two-bets",
        "Two bets",
        "Must imprecise credences leave money on the table?",
        "Imprecise probabilities",
    ),
    Example(
        "three-acts",
        "Three acts",
        "Is hedging ever the best you can do?",
        "Imprecise probabilities",
    ),
    Example(
        "ellsberg",
        "Ellsberg’s urn",
        "Can the usual choices be a plan?",
        "Imprecise probabilities",
    ),
    Example(
        "ellsberg-learning",
        "Ellsberg’s urn, with learning",
        "Does what you learn undo what you planned?",
        "Imprecise probabilities",
    ),
    Example(
        "dilation",
        "Learning that makes opinions spread",
        "Would you pay not to look?",
        "Imprecise probabilities",
    ),
    Example(
        "lake-district",
        "A walk in the Lake District",
        "What may a vague forecast cost?",
        "Imprecise probabilities",
    ),
    Example(
        "subtree",
        "Best as a whole, not in its part",
        "Is the best plan best in its parts?",
        "Imprecise probabilities",
    ),
    Example(
        "pay-to-prevent",
        "Paying against the human at the button",
        "May an agent pay so that it is not shut down?",
        "Shutdown",
    ),
    Example(
        "button-commit",
        "The shutdown example with an offer to commit",
        "Would an agent with gaps commit, or complete?",
        "Commitment",
    ),
    Example(
        "complete-or-not",
        "Offered to complete one’s preferences",
        "Is completing them permitted, or ruled out?",
        "Commitment",
    ),
    Example(
        "contract",
        "The pizza contract: credences in one’s own choices",
        "Are one’s own later choices events?",
        "Commitment",
    ),
    Example("oil", "The oil wildcatter", "What is the test worth?", "Classics"),
    Example(
        "monty-hall",
        "Three doors",
        "Should you stay with your door?",
        "Classics",
    ),
    Example(
        "secretary",
        "Choosing among three who come in turn",
        "When does one stop looking?",
        "Classics",
    ),
    Example(
        "new-product",
        "Whether to introduce a product",
        "What would it be worth to know the sales?",
        "Classics",
    ),
    Example(
        "texaco",
        "Texaco against Pennzoil",
        "Settle, or ask for more?",
        "Classics",
    ),
    Example(
        "lawsuit",
        "Settling a lawsuit",
        "What does the best way to settle cost?",
        "Classics",
    ),
    Example(
        "shale-gas",
        "A plot with shale gas, perhaps",
        "Sell, dig, or test first?",
        "Classics",
    ),
    Example(
        "migraine",
        "Two drugs against migraine",
        "What does more health cost?",
        "Classics",
    ),
)


def icon_text(name: str) -> str:
    """The drawing of an icon, in black."""
    return (_FOLDER / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def example_text(name: str) -> str:
    """The document of an example; raises `KeyError` where there is none of that name."""
    if name not in {example.name for example in EXAMPLES}:
        raise KeyError(name)
    return (_FOLDER / "examples" / f"{name}.json").read_text(encoding="utf-8")


@cache
def example_source(name: str) -> str:
    """Where an example comes from: what its notes say last.

    >>> example_source("two-bets")
    'Source: Elga, Subjective probabilities should be sharp (2010); answers in Bradley (2015).'
    """
    notes = str(json.loads(example_text(name)).get("notes", ""))
    found = re.search(r"\bSources?: .*", notes, re.DOTALL)
    return found[0] if found else notes.rpartition(". ")[2]


def web_text(name: str) -> str:
    """A part of the web page that a tree is exported as: its script or its style."""
    return (_FOLDER / "web" / name).read_text(encoding="utf-8")


def schema_text() -> str:
    """The JSON Schema of the document format."""
    return (_FOLDER / "schema" / "quandary-1.schema.json").read_text(encoding="utf-8")


def desktop_text(name: str) -> str:
    """What desktops are told of the program: an entry, a type of files, an icon."""
    return (_FOLDER / "desktop" / name).read_text(encoding="utf-8")


def languages() -> tuple[str, ...]:
    """The codes of the languages, but English, that there is a catalogue of texts for."""
    return tuple(sorted(file.parts[-3] for file in locale_folder().glob("*/LC_MESSAGES/*.mo")))


def locale_folder() -> Path:
    """Where the catalogues are, as gettext expects them."""
    return _FOLDER / "locale"


def manual_text(name: str, language: str = "") -> str:
    """A page of the manual that is written by hand, as Markdown; in English where it is in no other language."""
    own = _FOLDER / "manual" / language / f"{name}.md"
    file = own if own.exists() else _FOLDER / "manual" / f"{name}.md"
    return file.read_text(encoding="utf-8")
