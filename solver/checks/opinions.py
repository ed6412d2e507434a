"""Under each opinion the whole document must be as valid as it is itself."""

from collections.abc import Callable, Container, Iterable, Iterator
from typing import Final

import msgspec

from solver.checks.words import did_you_mean
from solver.document.elements import Opinion
from solver.document.model import Document
from solver.errors import NotSolvable
from solver.findings import Finding

#: Every opinion is as much work as a document of its own.
MOST_OPINIONS: Final = 64

#: What checks something of a document.
Part = Callable[[Document], Iterable[Finding]]


def called_opinion(opinion: Opinion) -> str:
    """An opinion inside a sentence."""
    return f"“{opinion.label or opinion.id}”"


def opinions(
    document: Document, parts: Iterable[Part], known: Container[Finding]
) -> Iterator[Finding]:
    """Opinions name parameters, and what ``parts`` find under one that is not ``known`` without."""
    if not document.opinions:
        return
    if len(document.opinions) > MOST_OPINIONS:
        yield Finding(
            code="opinions.many",
            message=f"There are {len(document.opinions)} opinions, and at most {MOST_OPINIONS} can be "
            "held beside each other.",
        )
        return
    for opinion in document.opinions.values():
        for name in opinion.parameters:
            if name not in document.parameters:
                yield Finding(
                    code="opinion.parameter",
                    message=f"The opinion {called_opinion(opinion)} gives a value to “{name}”, and "
                    f"there is no such parameter.{did_you_mean(name, document.parameters)}",
                )
    parts = tuple(parts)
    for opinion, reading in zip(document.opinions.values(), document.readings, strict=True):
        for part in parts:
            for finding in part(reading):
                if finding not in known:
                    message = f"Under the opinion {called_opinion(opinion)}: {finding.message}"
                    yield msgspec.structs.replace(finding, message=message)


def require_one_opinion(document: Document, what: str) -> None:
    """Refuse what is found out under one opinion at a time; ``what`` begins the sentence.

    Raises `NotSolvable` where a document lists opinions.
    """
    if document.opinions:
        message = f"{what} under one opinion at a time: look at one of the opinions alone."
        raise NotSolvable([Finding(code="opinions.one", message=message)])
