"""``quandary paper``: the tree, the rule and its verdict as text for a paper."""

import argparse
from typing import TYPE_CHECKING

from app.cli.reading import add_document, add_relation, guarded
from app.cli.verb import Verb

if TYPE_CHECKING:
    from solver.document.model import Document


def _arguments(part: argparse.ArgumentParser) -> None:
    from solver.rules import RULES

    add_document(part)
    part.add_argument("--rule", choices=list(RULES), required=True)
    part.add_argument("--format", choices=["latex", "markdown"], default="latex")
    add_relation(part)


def _paper(options: argparse.Namespace) -> int:
    from solver.formats.exporting.markup import MARKUPS
    from solver.formats.exporting.paper import PLANS, paper
    from solver.rules import RULES, solve

    def show(document: "Document") -> None:
        solution = solve(document, options.rule, limit=PLANS)
        print(paper(document, MARKUPS[options.format], RULES[options.rule], solution), end="")

    return guarded(options.file, options, show)


VERB = Verb(_paper, "the tree, the rule and its verdict as text for a paper", _arguments)
