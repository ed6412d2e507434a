"""Under each opinion the whole document must be as valid as it is itself."""

from collections.abc import Callable, Container, Iterable, Iterator
from typing import Final

import msgspec

from solver.checks.words import did_you_mean
from solver.document.elements import Opinion
from solver.document.model import Document
from solver.findings import Finding
from solver.translation import tr

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
            message=tr(
                "There are {opinions} opinions, and at most {most_opinions} can be held beside each other."
            ).format(opinions=len(document.opinions), most_opinions=MOST_OPINIONS),
        )
        return
    for opinion in document.opinions.values():
        for name in opinion.parameters:
            if name not in document.parameters:
                yield Finding(
                    code="opinion.parameter",
                    message=tr(
                        "The opinion {opinion} gives a value to “{name}”, and there is no such parameter.{parameters}"
                    ).format(
                        opinion=called_opinion(opinion),
                        name=name,
                        parameters=did_you_mean(name, document.parameters),
                    ),
                )
    parts = tuple(parts)
    for opinion, reading in zip(document.opinions.values(), document.readings, strict=True):
        for part in parts:
            for finding in part(reading):
                if finding not in known:
                    message = tr("Under the opinion {opinion}: {message}").format(
                        opinion=called_opinion(opinion), message=finding.message
                    )
                    yield msgspec.structs.replace(finding, message=message)
