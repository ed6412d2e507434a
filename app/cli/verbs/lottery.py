"""``quandary lottery``: what the stated policy leads to."""

import argparse
from typing import TYPE_CHECKING

from app.cli.output import as_json, exact, lottery_text, policy_words
from app.cli.reading import add_document, add_json, add_relation, guarded
from app.cli.verb import Verb

if TYPE_CHECKING:
    from solver.document.model import Document


def _arguments(part: argparse.ArgumentParser) -> None:
    add_document(part)
    add_relation(part)
    add_json(part)


def _lottery(options: argparse.Namespace) -> int:
    def show(document: "Document") -> None:
        from solver.analyses.policies import stated_policy

        stated = stated_policy(document)
        if options.json:
            print(as_json({"lottery": exact(stated.lottery), "policy": exact(stated.policy)}))
        else:
            print(f"{policy_words(document)} leads to {lottery_text(stated.lottery)}.")

    return guarded(options.file, options, show)


VERB = Verb(_lottery, "the lottery that the stated policy induces", _arguments)
