"""``quandary voi``: what it is worth to know an event first, or to decide it."""

import argparse
from typing import TYPE_CHECKING

from app.cli.output import as_json
from app.cli.reading import add_document, add_json, add_relation, guarded
from app.cli.verb import Verb

if TYPE_CHECKING:
    from solver.analyses.information.offer_prices import PriceOfEvent, PricePiece
    from solver.analyses.information.prices import InformationValues
    from solver.document.model import Document
    from solver.words.names import Names


def _arguments(part: argparse.ArgumentParser) -> None:
    from solver.rules import DEFAULT_RULE, RULES

    add_document(part)
    part.add_argument("--rule", choices=list(RULES), default=DEFAULT_RULE)
    part.add_argument(
        "--event", metavar="LABEL",
        help="only the chance nodes with this label (all events by default)",
    )  # fmt: skip
    part.add_argument(
        "--criterion", metavar="ID",
        help="on what the price is paid (the first on which all outcomes have values by default)",
    )  # fmt: skip
    part.add_argument(
        "--control", action="store_true", help="what it is worth to decide it, not only to know it"
    )
    part.add_argument(
        "--informed", action="store_true",
        help="print the informed tree of --event as a document, in place of prices",
    )  # fmt: skip
    add_relation(part)
    add_json(part)


def _voi(options: argparse.Namespace) -> int:
    def show(document: "Document") -> None:
        from solver.analyses.information.prices import information_values, informed_document
        from solver.explain.case import Case
        from solver.formats.quandary import dumps
        from solver.words.names import Names

        if options.informed:
            print(dumps(informed_document(document, options.event, control=options.control)))
            return
        case = Case.of(document)
        found = information_values(
            case,
            options.rule,
            event=options.event,
            criterion=options.criterion,
            control=options.control,
        )
        if any(price.by_pieces for price in found.events):
            from solver.sensitivity.price_pieces import with_pieces

            found = with_pieces(case.tree, found)
        names = Names(document)
        if options.json:
            print(as_json({"events": [_json(names, found, price) for price in found.events]}))
            return
        for line in _lines(names, found):
            print(line)

    return guarded(options.file, options, show)


def _json(names: "Names", found: "InformationValues", price: "PriceOfEvent") -> dict[str, object]:
    from solver.analyses.information.event_chances import event_name
    from solver.analysis_words.information_words import price_sentences

    up_to, below = price.permitted, price.required
    permitted: object = "inf" if up_to is None else str(up_to.at)
    required: object = None if below is None else str(below.at)
    value: object = None if price.value is None else str(price.value)
    if price.between is not None:
        value = permitted = required = {"between": [str(end) for end in price.between]}
    return {
        "event": event_name(names, price.event),
        "nodes": list(price.event.nodes),
        "value": value,
        "permitted_up_to": permitted if price.is_known or up_to is not None else None,
        "included": up_to is not None and up_to.included,
        "required_below": required,
        "required_included": below is not None and below.included,
        "pieces": [_piece_json(piece) for piece in price.pieces] or None,
        "refused": None
        if price.is_known or price.pieces
        else " ".join(price_sentences(names, found, price)),
        "notes": price_sentences(names, found, price)[1:],
        "criterion": found.criterion,
    }


def _piece_json(piece: "PricePiece") -> dict[str, object]:
    return {
        "from": piece.low_bound,
        "to": piece.high_bound,
        "point": piece.low == piece.high,
        "includes": [piece.with_low, piece.with_high],
        "permitted": piece.permitted,
        "required": piece.required,
    }


def _lines(names: "Names", found: "InformationValues") -> list[str]:
    from solver.analysis_words.information_words import heading, price_sentences

    if not found.events:
        return ["There is no event in this tree: no chance node."]
    result = []
    for price in found.events:
        result.append(heading(names, found, price))
        result += [f"  {sentence}" for sentence in price_sentences(names, found, price)]
    return result


VERB = Verb(_voi, "what it is worth to know an event first, or to decide it", _arguments)
