"""``quandary trammelling``: what the path to each choice rules out, and which gaps it settles."""

import argparse
from typing import TYPE_CHECKING

from app.cli.output import as_json
from app.cli.reading import add_document, add_json, add_relation, guarded
from app.cli.verb import Verb

if TYPE_CHECKING:
    from solver.analyses.trammelling import Interval, Trammelled
    from solver.document.model import Document


def _arguments(part: argparse.ArgumentParser) -> None:
    add_document(part)
    add_relation(part)
    add_json(part)


def _trammelling(options: argparse.Namespace) -> int:
    def show(document: "Document") -> None:
        from solver.analyses.trammelling import trammelling
        from solver.analysis_words.trammelling_words import trammelling_texts
        from solver.words.names import Names

        found = trammelling(document)
        if options.json:
            nodes = {id_: _node_json(own, found.free_weight) for id_, own in found.nodes.items()}
            untold = {"untold": found.untold} if found.untold else {}
            print(as_json({"nodes": nodes, "complete": found.complete} | untold))
            return
        for line in trammelling_texts(Names(document), found):
            print(line)

    return guarded(options.file, options, show)


def _node_json(found: "Trammelled", free_weight: str | None) -> dict[str, object]:
    result: dict[str, object] = {
        "removed": list(found.removed),
        "settled": [list(pair) for pair in found.settled],
        "explained": found.explained,
    }
    if free_weight is not None and found.remaining is not None:
        result["remaining"] = {"of": free_weight, "intervals": [*map(_interval, found.remaining)]}
    return result


def _interval(part: "Interval") -> dict[str, object]:
    return {
        "from": None if part.low is None else str(part.low),
        "to": None if part.high is None else str(part.high),
        "from_included": part.low_included,
        "to_included": part.high_included,
    }


VERB = Verb(
    _trammelling, "what the path to each choice rules out, and which gaps it settles", _arguments
)
