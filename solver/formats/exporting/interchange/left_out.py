"""What a file of another kind has no place for, said in a sentence."""

from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from typing import Final

from solver.document.elements import DEFAULT_RELATION
from solver.document.model import Document
from solver.words.explanation_words import listed


class Part(StrEnum):
    """What a document may hold beside the tree; the words are those of the sentence."""

    TITLE_NOTES = "the document’s notes"
    NOTES = "notes of nodes and outcomes"
    PARAMETERS = "parameters (their numbers are worked out)"
    OPINIONS = "opinions (the document’s own numbers count)"
    SCENARIOS = "scenarios"
    DISTRIBUTIONS = "distributions of parameters"
    STATEMENTS = "stated comparisons"
    RELATION = "the preference relation"
    RELATIONS = "the other preference relations"
    COMPLETION = "the completion"
    COMPLETIONS = "named completions"
    CURVES = "utility curves"
    SCALES = "scales"
    POLICY = "the stated policy"
    CONDUCT = "settled choices"
    COPIES = "live copies (they are written out)"
    DRAFTS = "drafts"
    TEXTS = "free texts"
    STEPS = "the steps of the talk"


def left_out(document: Document, kept: Collection[Part], what: str) -> tuple[str, ...]:
    """The sentence that says which parts of a document ``what`` (“a game of Gambit”) does not hold.

    None where nothing is missing.
    """
    missing = [part for part, there in _THERE.items() if part not in kept and there(document)]
    return (f"Not in {what}: {listed(missing)}.",) if missing else ()


def _has_notes(document: Document) -> bool:
    nodes, outcomes = document.nodes.values(), document.outcomes.values()
    return any(node.notes for node in nodes) or any(outcome.notes for outcome in outcomes)


def _scales(document: Document) -> int:
    return len({outcome.scale_name for outcome in document.outcomes.values()})


_THERE: Final[Mapping[Part, Callable[[Document], bool]]] = {
    Part.TITLE_NOTES: lambda d: bool(d.notes),
    Part.NOTES: _has_notes,
    Part.PARAMETERS: lambda d: bool(d.parameters),
    Part.OPINIONS: lambda d: bool(d.opinions),
    Part.SCENARIOS: lambda d: bool(d.scenarios),
    Part.DISTRIBUTIONS: lambda d: any(p.distribution for p in d.parameters.values()),
    Part.STATEMENTS: lambda d: bool(d.preferences.better or d.preferences.equal),
    Part.RELATION: lambda d: d.preferences.relation != DEFAULT_RELATION,
    Part.RELATIONS: lambda d: d.relations is not None and bool(d.relations.others),
    Part.COMPLETION: lambda d: d.completion is not None,
    Part.COMPLETIONS: lambda d: bool(d.completions),
    Part.CURVES: lambda d: any(scale.utility for scale in d.scales.values()),
    Part.SCALES: lambda d: _scales(d) > 1,
    Part.POLICY: lambda d: any(b.policy is not None for b in d.branches.values()),
    Part.CONDUCT: lambda d: any(node.conduct for node in d.nodes.values()),
    Part.COPIES: lambda d: any(node.copy_of for node in d.nodes.values()),
    Part.DRAFTS: lambda d: bool(d.drafts),
    Part.TEXTS: lambda d: bool(d.view.get("annotations")),
    Part.STEPS: lambda d: bool(d.view.get("steps")),
}
