"""``quandary improve``: whether another policy is strictly preferred to the stated one, and which."""

import argparse
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from app.cli.output import as_json, exact, opinions_json, policy_words, prospects_json
from app.cli.reading import add_document, add_json, add_relation, guarded
from app.cli.verb import Verb

if TYPE_CHECKING:
    from solver.analyses.usefulness import Usefulness
    from solver.document.model import Document


def _arguments(part: argparse.ArgumentParser) -> None:
    add_document(part)
    add_relation(part)
    add_json(part)


def _improve(options: argparse.Namespace) -> int:
    def show(document: "Document") -> None:
        from solver.analyses.policies import improve
        from solver.analyses.usefulness import scores_of
        from solver.analysis_words.policy_words import scores_lines
        from solver.explain.case import Case
        from solver.words.names import Names

        case = Case.of(document)
        found, scorer = improve(case), scores_of(case.tree)
        scores = None if scorer is None else scorer.of(found.stated.prospect)
        better = found.better
        if options.json:
            result: dict[str, Any] = {
                "dominated": better is not None,
                "lottery": exact(found.stated.lottery),
                "better": better
                and {
                    "policy": exact(better.policy),
                    "lottery": exact(better.lottery),
                    "prospects": prospects_json(better.prospect),
                    **opinions_json(better.prospect),
                },
                "prospects": prospects_json(found.stated.prospect),
                **opinions_json(found.stated.prospect),
            }
            for opinion, own in (scores or {}).items():
                told = result["opinions"][opinion] if opinion else result
                told |= _scores_json(own)
            print(as_json(result))
            return
        names = Names(document)
        print(f"{policy_words(document)} leads to {names.prospect(found.stated.prospect)}.")
        if better is None:
            print("It is not dominated by another policy.")
        else:
            print(f"It is dominated by a policy that leads to {names.prospect(better.prospect)}:")
            for branch, share in better.policy.items():
                print(f"  {names.branch_at(branch)}: {names.format.number(share)}")
        if scores is not None:
            for line in scores_lines(names, scores):
                print(line)

    return guarded(options.file, options, show)


def _lengths(scores: "Usefulness") -> dict[str, Fraction]:
    """How likely each length is, by the name of the scale or the id of the outcome alone."""
    scales = {length.name for length in scores.lengths if not length.is_alone}
    return {
        f"{e.name} (alone)" if e.is_alone and e.name in scales else e.name: e.mass
        for e in scores.lengths
    }


def _scores_json(scores: "Usefulness") -> dict[str, object]:
    return {
        "usefulness": str(scores.usefulness),
        "neutrality": {
            "lengths": exact(_lengths(scores)),
            "uniform": scores.uniform,
            "entropy": scores.entropy,
        },
    }


VERB = Verb(_improve, "a policy that dominates the stated one, if any", _arguments)
