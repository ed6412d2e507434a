"""``quandary rationalise``: completions behind the plans that a rule permits."""

import argparse
from typing import TYPE_CHECKING, Any

from app.cli.output import as_json, exact, plan_json, plan_lines
from app.cli.reading import add_alpha, add_document, add_json, add_limit, add_relation, guarded
from app.cli.verb import Verb

if TYPE_CHECKING:
    from solver.document.elements import Completion
    from solver.document.model import Document


def _arguments(part: argparse.ArgumentParser) -> None:
    from solver.rules import DEFAULT_RULE, RULES

    add_document(part)
    part.add_argument("--rule", choices=list(RULES), default=DEFAULT_RULE)
    add_relation(part)
    add_alpha(part)
    add_json(part)
    add_limit(part)


def _rationalise(options: argparse.Namespace) -> int:
    def show(document: "Document") -> None:
        from solver.analyses.rationales import rationalise
        from solver.analysis_words.completion_words import of_the_scales, rationale_sentences
        from solver.preferences.relations import relation_of
        from solver.translation import capital
        from solver.words.names import Names

        found = rationalise(document, options.rule, options.limit)
        if options.json:
            print(as_json({"plans": [_rationale_json(r) for r in found.plans],
                         "complete": found.complete, "obeyed": found.obeyed}))  # fmt: skip
            return
        names = Names(document)
        shared, lines = plan_lines(names, [rationale.plan for rationale in found.plans])
        if shared:
            print(f"All of them: {shared}.")
        for rationale, line in zip(found.plans, lines, strict=True):
            print(line)
            for sentence in rationale_sentences(names, rationale):
                print(f"  {sentence}")
        if words := of_the_scales(relation_of(document)):
            print(capital(words))
        if not found.complete:
            print("… and there are more (see --limit).")

    return guarded(options.file, options, show)


def _rationale_json(rationale: Any) -> dict[str, object]:
    return plan_json(
        rationale.plan,
        representable=rationale.completion is not None,
        completion=rationale.completion and _completion_json(rationale.completion),
        utility=rationale.utility and exact(rationale.utility),
        beaten_by=rationale.mixture
        and [
            {"weight": str(weight), "choices": dict(plan.choices)}
            for weight, plan in rationale.mixture
        ],
    ) | {"everywhere": rationale.everywhere}


def _completion_json(completion: "Completion") -> dict[str, object]:
    from solver.document.elements import Completion
    from solver.document.numerals import Numeral

    def weight(value: Any) -> object:
        return value.text if isinstance(value, Numeral) else {c: n.text for c, n in value.items()}

    result: dict[str, object] = {
        "scales": {
            scale: {"weight": weight(entry.weight), "offset": entry.offset and entry.offset.text}
            for scale, entry in completion.scales.items()
        },
        "alone": {id_: number.text for id_, number in completion.alone.items()},
    }
    if completion.opinions:
        result["opinions"] = {
            id_: own.text
            if isinstance(own, Numeral)
            else {
                "share": own.share and own.share.text,
                **_completion_json(Completion(scales=own.scales, alone=own.alone)),
            }
            for id_, own in completion.opinions.items()
        }
    return result


VERB = Verb(_rationalise, "completions behind the plans that a rule permits", _arguments)
