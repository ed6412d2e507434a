"""Trees of other programs: what could be read, and a list of what could not be carried over."""

import re
from collections.abc import Container
from dataclasses import dataclass
from typing import Final

from msgspec.structs import replace

from solver.document.elements import Branch, Kind, Node, Outcome
from solver.document.model import Document


@dataclass(frozen=True)
class Imported:
    """A document, and in plain sentences what of its source it lacks.

    ``is_own`` where the source was a document of Quandary's, so that it can be saved there.
    """

    document: Document
    lost: tuple[str, ...] = ()
    is_own: bool = False


#: Words for what is better the less of it there is, and the sentence where they name a value.
LESS: Final = re.compile(r"\b(?:costs?|loss|losses|expenses?)\b", re.IGNORECASE)
SAY_LESS: Final = (
    "What is called a cost or a loss was read as a value of which more is better: if less is, say so "
    "in the criterion."
)

MOST_PLACES: Final = 4  # that a sentence names
_LONGEST_NAME: Final = 60


class Losses:
    """Sentences about what is not carried over, each once, with the places that it is about."""

    def __init__(self) -> None:
        self._places: dict[str, dict[str, None]] = {}

    def say(self, sentence: str, place: str = "") -> None:
        """Say that something is not carried over, and where: ``place`` is what stands there."""
        places = self._places.setdefault(sentence, {})
        if place:
            places[shortened(" ".join(place.split()))] = None

    def sentences(self) -> tuple[str, ...]:
        """All of it, in order."""
        return tuple(f"{s}{_listed(list(places))}" for s, places in self._places.items())


def _listed(places: list[str]) -> str:
    if not places:
        return ""
    named = ", ".join(f"“{place}”" for place in places[:MOST_PLACES])
    more = len(places) - MOST_PLACES
    return f" See {named}{f' and {more} more' if more > 0 else ''}."


def shortened(text: str) -> str:
    """A text as a sentence quotes it."""
    return text if len(text) <= _LONGEST_NAME else f"{text[: _LONGEST_NAME - 1]}…"


def readable_id(label: str, taken: Container[str], otherwise: str = "o") -> str:
    """An id that says what an outcome is, as results name outcomes by their ids."""
    words = shortened(" ".join(label.split()))
    id_, count = words or f"{otherwise}1", 1
    while id_ in taken:
        count += 1
        id_ = f"{words} {count}" if words else f"{otherwise}{count}"
    return id_


class Builder:
    """Collects the elements of a tree that is being read."""

    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}
        self.branches: dict[str, Branch] = {}
        self.outcomes: dict[str, Outcome] = {}
        self.losses = Losses()

    def lose(self, sentence: str, place: str = "") -> None:
        """Say once that something is not carried over."""
        self.losses.say(sentence, place)

    def add_outcome(self, label: str, **fields: object) -> str:
        """A new outcome; its id."""
        id_ = readable_id(label, self.outcomes)
        self.outcomes[id_] = Outcome(id=id_, label=label, **fields)  # type: ignore[arg-type]
        return id_

    def add_node(self, kind: Kind, **fields: object) -> str:
        """A new node; its id."""
        id_ = f"n{len(self.nodes) + 1}"
        self.nodes[id_] = Node(id=id_, kind=kind, **fields)  # type: ignore[arg-type]
        return id_

    def add_branch(self, source: str, target: str, **fields: object) -> str:
        """A new branch; its id."""
        id_ = f"b{len(self.branches) + 1}"
        self.branches[id_] = Branch(id=id_, source=source, target=target, **fields)  # type: ignore[arg-type]
        return id_

    def finished(self, title: str, notes: str = "", **more: object) -> Imported:
        """All of it as a document; laid out anew where nodes would lie on one another."""
        placed = [(n.x, n.y) for n in self.nodes.values() if n.x is not None and n.y is not None]
        nodes = self.nodes
        if len({(x.text, y.text) for x, y in placed}) < len(placed):
            nodes = {id_: replace(node, x=None, y=None) for id_, node in nodes.items()}
        document = Document(
            title=title,
            notes=notes,
            nodes=nodes,
            branches=self.branches,
            outcomes=self.outcomes,
            root="n1" if self.nodes else None,
            **more,  # type: ignore[arg-type]
        )
        return Imported(document, self.losses.sentences())
