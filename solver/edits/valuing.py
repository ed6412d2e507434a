"""Edits that give outcomes values: what they are called, or 0 where payoffs on branches count."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import msgspec

from solver.document.elements import Kind, Outcome, Values
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.document.values import criterion_numerals
from solver.edits.base import fresh_id
from solver.edits.outcomes import AddOutcome, SetOutcome
from solver.edits.tree import SetNode
from solver.errors import EditError, NumberError
from solver.translation import mark, tr
from solver.words.plain_mathematics import plain_text

ZERO: Final = Numeral.of(0)
_END: Final = mark("end")  # what an outcome is called that is nothing but the end of payoffs
_CURRENCY: Final = re.compile(r"^([-−]?)\s*[$€£¥]\s*")


def number_in(label: str) -> Numeral | None:
    """The number that a label is, perhaps behind a currency's sign; None where it is a name."""
    numeral = Numeral.typed(_CURRENCY.sub(r"\1", plain_text(label).strip()).replace("−", "-"))
    try:
        numeral.value()
    except NumberError:
        return None
    return numeral


def called_by_numbers(document: Document) -> dict[str, Numeral]:
    """Outcomes without a value that are called by a number, and of which nothing else is stated."""
    if len(document.criterion_ids) != 1:
        return {}
    stated = document.preferences
    compared = {id_ for pair in (*stated.better, *stated.equal) for id_ in pair}
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


class CountFromZero(msgspec.Struct, frozen=True):
    """Every outcome below a branch that has no value on a criterion gets the value 0 there.

    One that stood alone gets a scale of its own, so that it stays in a gap with all others.
    """

    branch: str
    criterion: str
    name = mark("set outcomes to 0")
    offer = mark("Give every outcome below that has no value the value 0, on a scale of its own")

    def apply(self, document: Document) -> Document:
        expanded = document.expanded
        if self.branch not in expanded.branches:
            raise EditError(
                tr("There is no branch “{branch}” any more.").format(branch=self.branch)
            )
        below = expanded.below(expanded.branches[self.branch].target)
        used = {expanded.nodes[id_].outcome for id_ in below}
        scales = {outcome.scale or "" for outcome in document.outcomes.values()}
        changes: dict[str, Outcome] = {}
        for id_, outcome in document.outcomes.items():
            had = criterion_numerals(document, outcome.value)
            if id_ not in used or self.criterion in had:
                continue
            value = ZERO if len(document.criterion_ids) == 1 else {**had, self.criterion: ZERO}
            scale = outcome.scale
            if outcome.scale_name is None and scale is None:
                label = outcome.label or id_
                scale = label if label not in scales else fresh_id(scales, label)
                scales.add(scale)
            changes[id_] = msgspec.structs.replace(outcome, value=value, scale=scale)
        return replace(document, outcomes={**document.outcomes, **changes}) if changes else document


class PayoffsAlone(msgspec.Struct, frozen=True):
    """Payoffs on branches alone count: ends without an outcome get one that is worth 0, the others’ get that value."""

    name = mark("let payoffs alone count")
    offer = mark("Let payoffs alone count: outcomes are worth 0")

    def apply(self, document: Document) -> Document:
        for id_ in document.tree:
            node = document.nodes[id_]
            if node.kind is Kind.OUTCOME and node.outcome is None and node.copy_of is None:
                document = EndHere(id_).apply(document)
        used = {document.nodes[id_].outcome for id_ in document.tree}
        for id_, outcome in document.outcomes.items():
            if id_ in used and outcome.value is None:
                changes = {"value": _nothing(document)}
                document = SetOutcome(id_, changes).apply(document)
        return document


class EndHere(msgspec.Struct, frozen=True):
    """An outcome node gets an outcome that is worth 0: the payoffs on the way there are all there is."""

    node: str
    name = mark("end here")

    def apply(self, document: Document) -> Document:
        label = tr(_END)
        changes: Mapping[str, Any] = {"value": _nothing(document)}
        for id_, outcome in document.outcomes.items():
            if outcome.label == label and outcome.value == changes["value"]:
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
