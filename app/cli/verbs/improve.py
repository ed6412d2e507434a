"""``quandary improve``: whether another policy is better whatever the completion."""

import argparse
from typing import TYPE_CHECKING

from app.cli.output import as_json, branches_text, exact, lottery_text, policy_words
from app.cli.reading import add_document, add_json, add_relation, guarded
from app.cli.verb import Verb

if TYPE_CHECKING:
    from solver.document.model import Document


def _arguments(part: argparse.ArgumentParser) -> None:
    add_document(part)
    add_relation(part)
    add_json(part)


def _improve(options: argparse.Namespace) -> int:
    def show(document: "Document") -> None:
        from solver.analyses.policies import improve

        found = improve(document)
        better = found.better
        if options.json:
            result = {
                "dominated": better is not None,
                "lottery": exact(found.stated.lottery),
                "better": better
                and {"policy": exact(better.policy), "lottery": exact(better.lottery)},
            }
            print(as_json(result))
            return
        print(f"{policy_words(document)} leads to {lottery_text(found.stated.lottery)}.")
        if better is None:
            print("It is not dominated.")
        else:
            print(f"It is dominated: another policy leads to {lottery_text(better.lottery)}.")
            names = branches_text(document, better.policy)
            for name, share in zip(names, better.policy.values(), strict=True):
                print(f"  {name}: {share}")

    return guarded(options.file, options, show)


VERB = Verb(_improve, "a policy that dominates the stated one, if any", _arguments)
