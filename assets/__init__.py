"""What the program carries with it: icons, example documents, and what a document may hold."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parent


@dataclass(frozen=True)
class Example:
    """A built-in document: ``name`` for scripts, ``title`` and ``summary`` for people."""

    name: str
    title: str
    summary: str


EXAMPLES: Final = (
    Example(
        "shutdown",
        "The shutdown example",
        "An agent with gaps manages the news about being shut down.",
    ),
    Example(
        "single-souring",
        "Single souring: a money pump",
        "Naive choice ends with a sure loss.",
    ),
    Example(
        "single-sweetening",
        "Single sweetening: a money pump",
        "Caprice may pass up a sure gain.",
    ),
    Example(
        "no-way-back",
        "No way back: where memory is not enough",
        "Caprice must see what it will turn down.",
    ),
    Example("chance-pump", "A money pump with chance", "The sweetened offer may not come."),
    Example("pizza", "Why not subagents? Pizza", "Two gaps, and a policy that beats both."),
    Example("marble-bets", "Three bets on a marble", "Maximal, but best under no completion."),
    Example("opaque-sweetening", "Take the sugar", "Two opaque boxes, one of them sweetened."),
    Example(
        "corrigibility",
        "Managing the news at the button",
        "An arm that presses the shutdown button.",
    ),
    Example(
        "leave-or-block",
        "Leave or block the shutdown button",
        "Timestep Dominance against expected utility.",
    ),
    Example("oil", "The oil wildcatter", "A classic, with complete preferences."),
)


def example_text(name: str) -> str:
    """The document of an example; raises `KeyError` where there is none of that name."""
    if name not in {example.name for example in EXAMPLES}:
        raise KeyError(name)
    return (_FOLDER / "examples" / f"{name}.json").read_text(encoding="utf-8")


def schema_text() -> str:
    """The JSON Schema of the document format."""
    return (_FOLDER / "schema" / "quandary-1.schema.json").read_text(encoding="utf-8")
