"""Edits that give outcomes values: what they are called, or 0 where payoffs on branches count."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import msgspec

from solver.checks.words import called_outcome, listed
from solver.document.elements import DEFAULT_SCALE, Kind, Outcome, Values
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.document.values import criterion_numerals
from solver.edits.base import fresh_id
from solver.edits.outcomes import AddOutcome
from solver.edits.tree import SetNode
from solver.errors import EditError, NumberError
from solver.translation import mark, tr
from solver.words.numbers import number_in

ZERO: Final = Numeral.of(0)
_END: Final = mark("end")  # what an outcome is called that is nothing but the end of payoffs


def called_by_numbers(document: Document) -> dict[str, Numeral]:
    """Outcomes without a value that are called by a number, and of which nothing else is stated."""
    if len(document.criterion_ids) != 1:
        return {}
    compared = _compared(document)
    return {
        id_: numeral
        for id_, outcome in document.outcomes.items()
        if outcome.value is None and id_ not in compared
        if (numeral := number_in(outcome.label or id_)) is not None
    }


class UseNumbers(msgspec.Struct, frozen=True):
    """Outcomes that are called by numbers get these as values, on the scale that the others share."""

    name = mark("use the numbers as values")
    offer = mark("Use the numbers as values")

    def apply(self, document: Document) -> Document:
        scales = Counter(o.scale for o in document.outcomes.values() if o.value is not None)
        shared = next(iter(scales)) if len(scales) == 1 else None
        changes = {
            id_: _valued(document.outcomes[id_], numeral, shared)
            for id_, numeral in called_by_numbers(document).items()
        }
        return replace(document, outcomes={**document.outcomes, **changes}) if changes else document


def _compared(document: Document) -> set[str]:
    """The outcomes of which a preference is stated."""
    stated = document.preferences
    return {id_ for pair in (*stated.better, *stated.equal) for id_ in pair}


class CountFromZero(msgspec.Struct, frozen=True):
    """Every outcome below a branch that has no value on a criterion gets the value 0 there.

    One that stood alone gets a scale of its own, so that it stays in a gap with all others.
    """

    branch: str
    criterion: str
    name = mark("set outcomes to 0")
    offer = mark("Let outcomes below count from 0; what stands alone gets a scale of its own")

    def apply(self, document: Document) -> Document:
        expanded = document.expanded
        if self.branch not in expanded.branches:
            raise EditError(
                tr("There is no branch “{branch}” any more.").format(branch=self.branch)
            )
        below = expanded.below(expanded.branches[self.branch].target)
        used = {expanded.nodes[id_].outcome for id_ in below}
        scales = Counter(outcome.scale or DEFAULT_SCALE for outcome in document.outcomes.values())
        counted: dict[str, str] = {}
        for id_, outcome in document.outcomes.items():
            had = _numerals(document, outcome)
            if id_ not in used or had is None or self.criterion in had:
                continue
            scale = outcome.scale_name or outcome.scale
            if scale is None or (outcome.value is None and scales[scale] > 1):
                label = outcome.label or id_
                scale = label if label not in scales else fresh_id(scales, label)
                scales[scale] += 1
            counted[id_] = scale
        return _counting(document, counted, [self.criterion])


class PayoffsAlone(msgspec.Struct, frozen=True):
    """Payoffs on branches alone count: ends without an outcome get one that is worth 0, the others’ get that value.

    Raises `EditError` where preferences are stated of outcomes that would get it: these would not hold any more.
    """

    name = mark("let payoffs alone count")
    offer = mark("Let payoffs alone count: outcomes are worth 0")

    def apply(self, document: Document) -> Document:
        if compared := compared_without_value(document):
            raise EditError(
                tr(
                    "Preferences are stated about outcomes that would be worth 0 ({outcomes}): enter values, or remove the statements."
                ).format(outcomes=listed([called_outcome(document, id_) for id_ in compared]))
            )
        for id_ in document.tree:
            node = document.nodes[id_]
            if node.kind is Kind.OUTCOME and node.outcome is None and node.copy_of is None:
                document = EndHere(id_).apply(document)
        used = {document.nodes[id_].outcome for id_ in document.tree}
        counted = {
            id_: outcome.scale or DEFAULT_SCALE
            for id_, outcome in document.outcomes.items()
            if id_ in used
        }
        return _counting(document, counted, document.criterion_ids)


def compared_without_value(document: Document) -> list[str]:
    """The outcomes of the tree that have no value, and of which a preference is stated."""
    compared = _compared(document)
    found = [
        id_ for id_, each in document.outcomes.items() if each.value is None and id_ in compared
    ]
    used = {document.nodes[id_].outcome for id_ in document.tree} if found else set()
    return [id_ for id_ in found if id_ in used]


def _counting(document: Document, counted: Mapping[str, str], criteria: Sequence[str]) -> Document:
    """The document in which outcomes have values on criteria, each on a scale: 0 where it has none.

    So have those that share these scales: all outcomes on a scale have values on the same criteria.
    """
    placed: dict[str, dict[str, Mapping[str, Numeral]]] = {}
    for id_, outcome in document.outcomes.items():
        scale = counted.get(id_, outcome.scale_name)
        had = _numerals(document, outcome)
        if scale is not None and scale in counted.values() and had is not None:
            placed.setdefault(scale, {})[id_] = had
    changes: dict[str, Outcome] = {}
    for scale, members in placed.items():
        named = {*criteria, *(c for had in members.values() for c in had)}
        wanted = [c for c in document.criterion_ids if c in named]
        for id_, had in members.items():
            if lacking := [c for c in wanted if c not in had]:
                outcome = document.outcomes[id_]
                whole = len(document.criterion_ids) == 1
                changes[id_] = msgspec.structs.replace(
                    outcome,
                    value=ZERO if whole else {**had, **dict.fromkeys(lacking, ZERO)},
                    scale=outcome.scale if scale == DEFAULT_SCALE else scale,
                )
    return replace(document, outcomes={**document.outcomes, **changes}) if changes else document


def _numerals(document: Document, outcome: Outcome) -> Mapping[str, Numeral] | None:
    """The values of an outcome by criterion; None where that cannot be told, which a finding says."""
    try:
        return criterion_numerals(document, outcome.value)
    except NumberError:
        return None


class EndHere(msgspec.Struct, frozen=True):
    """An outcome node gets an outcome that is worth 0: the payoffs on the way there are all there is."""

    node: str
    name = mark("end here")

    def apply(self, document: Document) -> Document:
        label = tr(_END)
        changes: Mapping[str, Any] = {"value": _nothing(document)}
        for id_, outcome in document.outcomes.items():
            alike = (label, None, changes["value"])
            if (outcome.label, outcome.scale, outcome.value) == alike:
                return SetNode(self.node, {"outcome": id_}).apply(document)
        return AddOutcome(label, self.node, changes).apply(document)


def end_words() -> str:
    """What an end gets that says nothing but a payoff."""
    return f"{tr(_END)} = 0"


def _nothing(document: Document) -> Values:
    """0 on each criterion."""
    criteria = document.criterion_ids
    return ZERO if len(criteria) == 1 else dict.fromkeys(criteria, ZERO)


def _valued(outcome: Outcome, value: Numeral, scale: str | None) -> Outcome:
    return msgspec.structs.replace(outcome, value=value, scale=outcome.scale or scale)
