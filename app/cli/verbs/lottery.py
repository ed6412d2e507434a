"""``quandary lottery``: the prospect that the stated policy leads to."""

import argparse
from typing import TYPE_CHECKING

from app.cli.output import as_json, exact, opinions_json, policy_words, prospects_json
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
        from solver.words.names import Names

        stated = stated_policy(document)
        if options.json:
            result = {
                "lottery": exact(stated.lottery),
                "policy": exact(stated.policy),
                "prospects": prospects_json(stated.prospect),
                **opinions_json(stated.prospect),
            }
            print(as_json(result))
        else:
            prospect = Names(document).prospect(stated.prospect)
            print(f"{policy_words(document)} leads to {prospect}.")

    return guarded(options.file, options, show)


VERB = Verb(_lottery, "the prospect that the stated policy leads to", _arguments)
