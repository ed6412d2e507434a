"""``quandary thresholds``: at which values of a parameter a rule says something else, exactly."""

import argparse
from fractions import Fraction
from typing import TYPE_CHECKING

from app.cli.output import as_json
from app.cli.reading import add_document, add_json, add_relation, guarded, number
from app.cli.verb import Verb

if TYPE_CHECKING:
    from solver.document.model import Document
    from solver.sensitivity.policy_along import PolicyPiece
    from solver.sensitivity.thresholds import ThresholdPiece, Thresholds


def _arguments(part: argparse.ArgumentParser) -> None:
    from solver.rules import RULES

    add_document(part)
    part.add_argument("--parameter", required=True, metavar="P", help="which parameter varies")
    part.add_argument("--rule", choices=list(RULES), required=True)
    part.add_argument("--from", dest="low", type=number, metavar="A", help="where its range begins")
    part.add_argument("--to", dest="high", type=number, metavar="B", help="where its range ends")
    part.add_argument(
        "--policy", action="store_true",
        help="also where the stated policy is dominated by another policy",
    )  # fmt: skip
    add_relation(part)
    add_json(part)


def _thresholds(options: argparse.Namespace) -> int:
    def show(document: "Document") -> None:
        from solver.sensitivity.policy_along import policy_along
        from solver.sensitivity.thresholds import thresholds

        bounds: tuple[Fraction | None, Fraction | None] = options.low, options.high
        found = thresholds(document, options.parameter, options.rule, *bounds)
        policy = policy_along(document, options.parameter, *bounds) if options.policy else None
        if options.json:
            pieces = None if policy is None else [policy_json(p) for p in policy.pieces]
            more = (
                {} if policy is None else {"policy": pieces, "policy_complete": policy.is_complete}
            )
            print(as_json({**thresholds_json(found), **more}))
            return
        from solver.analysis_words.threshold_words import policy_lines, threshold_lines

        for line in threshold_lines(document, found):
            print(line)
        for line in policy_lines(document, policy) if policy is not None else ():
            print(line)

    return guarded(options.file, options, show)


def thresholds_json(found: "Thresholds") -> dict[str, object]:
    """What was found, with exact bounds."""
    return {
        "parameter": found.parameter,
        "rule": found.rule,
        "pieces": [piece_json(piece) for piece in found.pieces],
        "complete": found.is_complete,
    }


def piece_json(piece: "ThresholdPiece") -> dict[str, object]:
    """A piece; ``includes`` tells which of its ends belong to it, ``refused`` why there is no answer."""
    answer = piece.answer
    return {
        **_ends_json(piece),
        "branches": None if answer is None else dict(answer.branches),
        "plans_total": None if answer is None else answer.plans_total,
        "refused": piece.refused or None,
    }


def policy_json(piece: "PolicyPiece") -> dict[str, object]:
    """Whether the stated policy is dominated all over a piece."""
    return {**_ends_json(piece), "dominated": piece.dominated, "refused": piece.refused or None}


def _ends_json(piece: "ThresholdPiece | PolicyPiece") -> dict[str, object]:
    from solver.sensitivity.bounds import bound_json

    return {
        "from": bound_json(piece.low),
        "to": bound_json(piece.high),
        "point": piece.is_point,
        "includes": [piece.is_point or piece.with_low, piece.is_point or piece.with_high],
    }


VERB = Verb(_thresholds, "at which values of a parameter a rule says something else", _arguments)
