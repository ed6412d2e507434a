"""Several named preference relations in one document.

The active one is the document's own: where its outcomes stand, what is stated, the completion.
Rules and checks know no other.  Those stored beside it take its place by a pure change of the
document.  The relations form a ring, so that going on and on leads through all of them.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Final

import msgspec

from solver.document.elements import (
    Completion,
    Outcome,
    Relations,
    Standing,
    StoredRelation,
    Values,
)
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.document.values import criterion_values
from solver.errors import NumberError, QuandaryError
from solver.preferences.exact_simplex import dot
from solver.preferences.statements import Statements, signed
from solver.translation import tr

COMPLETE: Final = "Complete"
WITH_GAPS: Final = "With gaps"


def names(document: Document) -> tuple[str, ...]:
    """The names of all relations, the active one first; empty where there is only one, unnamed."""
    if document.relations is None:
        return ()
    return (document.relations.active, *(other.name for other in document.relations.others))


def active_relation(document: Document, name: str) -> StoredRelation:
    """The document's own relation, as it is stored under a name."""
    outcomes = {
        id_: Standing(scale=outcome.scale, value=outcome.value)
        for id_, outcome in document.outcomes.items()
        if outcome.scale is not None or outcome.value is not None
    }
    return StoredRelation(
        name=name,
        outcomes=outcomes,
        preferences=document.preferences,
        completion=document.completion,
    )


def with_relation(document: Document, relation: StoredRelation) -> Document:
    """The document with another relation as its own; what is stored beside it stays."""
    alone = Standing()

    def standing(outcome: Outcome) -> Outcome:
        own = relation.outcomes.get(outcome.id, alone)
        if (own.scale, own.value) == (outcome.scale, outcome.value):
            return outcome
        return msgspec.structs.replace(outcome, scale=own.scale, value=own.value)

    return replace(
        document,
        outcomes={id_: standing(outcome) for id_, outcome in document.outcomes.items()},
        preferences=relation.preferences,
        completion=relation.completion,
    )


def switched(document: Document, name: str) -> Document:
    """The document with the relation of this name active.

    Raises `QuandaryError` with the known names where there is none.

    >>> from solver.formats.quandary import loads
    >>> document = loads('{"format": "quandary", "version": 1, "outcomes": [{"id": "A"}],'
    ...     ' "relations": {"active": "one", "others": [{"name": "two",'
    ...     ' "outcomes": {"A": {"value": 3}}}]}}')
    >>> switched(document, "two").outcomes["A"].value.text
    '3'
    >>> switched(switched(document, "two"), "one").outcomes == document.outcomes
    True
    """
    relations = document.relations
    known = names(document)
    if relations is None or name not in known:
        listed = ", ".join(f"“{each}”" for each in known) or tr(
            "it has one relation, without a name"
        )
        raise QuandaryError(
            tr("There is no relation “{name}” in this document: {listed}.").format(
                name=name, listed=listed
            )
        )
    if name == relations.active:
        return document
    ring = (active_relation(document, relations.active), *relations.others)
    at = known.index(name)
    chosen, others = ring[at], (*ring[at + 1 :], *ring[:at])
    now = msgspec.structs.replace(relations, active=name, others=others)
    return replace(with_relation(document, chosen), relations=now)


def stored_changed(
    document: Document, change: Callable[[StoredRelation], StoredRelation]
) -> Relations | None:
    """The relations with every stored one changed; the very same where nothing is different."""
    relations = document.relations
    if relations is None:
        return None
    others = tuple(change(other) for other in relations.others)
    if others == relations.others:
        return relations
    return msgspec.structs.replace(relations, others=others)


def forgetting(relation: StoredRelation, outcome: str) -> StoredRelation:
    """A stored relation without an outcome that is removed."""
    stated, completion = relation.preferences, relation.completion
    if completion is not None:
        completion = msgspec.structs.replace(
            completion, alone={id_: u for id_, u in completion.alone.items() if id_ != outcome}
        )
    return msgspec.structs.replace(
        relation,
        outcomes={id_: own for id_, own in relation.outcomes.items() if id_ != outcome},
        preferences=msgspec.structs.replace(
            stated,
            better=tuple(pair for pair in stated.better if outcome not in pair),
            equal=tuple(pair for pair in stated.equal if outcome not in pair),
        ),
        completion=completion,
    )


def renaming(relation: StoredRelation, old: str, new: str) -> StoredRelation:
    """A stored relation that calls an outcome by its new id."""

    def now(id_: str) -> str:
        return new if id_ == old else id_

    def pairs(stated: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        return tuple((now(x), now(y)) for x, y in stated)

    stated, completion = relation.preferences, relation.completion
    if completion is not None:
        completion = msgspec.structs.replace(
            completion, alone={now(id_): u for id_, u in completion.alone.items()}
        )
    return msgspec.structs.replace(
        relation,
        outcomes={now(id_): own for id_, own in relation.outcomes.items()},
        preferences=msgspec.structs.replace(
            stated, better=pairs(stated.better), equal=pairs(stated.equal)
        ),
        completion=completion,
    )


def with_values(
    relation: StoredRelation, now: Callable[[Values | None], Values | None]
) -> StoredRelation:
    """A stored relation with the values of its outcomes changed."""
    outcomes = {
        id_: msgspec.structs.replace(own, value=now(own.value))
        for id_, own in relation.outcomes.items()
    }
    return msgspec.structs.replace(relation, outcomes=outcomes)


# ------------------------------------------------------------------------- completing


def has_one_scale(document: Document) -> bool:
    """Whether all outcomes stand on one scale with one criterion, so that preferences are complete."""
    scales = {outcome.scale_name for outcome in document.outcomes.values()}
    return len(scales) == 1 and None not in scales and len(document.criterion_ids) == 1


def completed(document: Document, name: str = COMPLETE) -> StoredRelation:
    """A complete relation: all outcomes on one scale, by a completion of the document's own.

    That is the completion which the document states, if it fits; else one that is found.  Raises
    `QuandaryError` where the statements clash, or where payoffs of branches would change their
    meaning.
    """
    statements = Statements.of(document)
    if statements.weights is None or len(statements.vectors) < len(document.outcomes):
        raise QuandaryError(
            tr("What is stated contradicts itself or has faulty numbers, so it has no completion.")
        )
    found = _stated(document, statements)
    if found is None:
        utility = statements.completed(statements.weights.features, statements.weights.witness)
        first = statements.features.values_from
        found = (
            {id_: dot(utility, vector) for id_, vector in statements.vectors.items()},
            set(utility[first:]),
        )
    utilities, weights = found
    if any(branch.payoff is not None for branch in document.branches.values()):
        if len(weights) > 1 or len(document.criterion_ids) > 1:
            raise QuandaryError(
                tr(
                    "The payoffs on branches belong to scales that one scale for all would weigh "
                    "differently. Copy the relation and change its values by hand instead."
                )
            )
        for weight in weights:
            utilities = {id_: u / weight for id_, u in utilities.items()}
    criterion = document.criterion_ids[0]
    own = document.criterion(criterion)
    sign = -1 if own is not None and own.better == "less" else 1

    def value(utility: Fraction) -> Values:
        numeral = Numeral.of(sign * utility)
        return numeral if len(document.criterion_ids) == 1 else {criterion: numeral}

    outcomes = {id_: Standing(scale="utility", value=value(u)) for id_, u in utilities.items()}
    return StoredRelation(name=name, outcomes=outcomes)


def _stated(
    document: Document, statements: Statements
) -> tuple[dict[str, Fraction], set[Fraction]] | None:
    """The utilities of outcomes under the completion that the document states, and its weights.

    None where it states none, or one that does not cover everything or goes against a statement.
    """
    if document.completion is None:
        return None
    try:
        found = _utilities(document, document.completion)
    except NumberError:
        return None
    if found is None or any(weight <= 0 for weight in found[1]):
        return None
    utilities, _ = found
    if any(utilities[x] <= utilities[y] for x, y in statements.better):
        return None
    if any(utilities[x] != utilities[y] for x, y in statements.equal):
        return None
    return found


def _utilities(
    document: Document, completion: Completion
) -> tuple[dict[str, Fraction], set[Fraction]] | None:
    numbers, utilities = document.parameter_values, {}
    used: set[Fraction] = set()
    for id_, outcome in document.outcomes.items():
        if outcome.scale_name is None:
            if id_ not in completion.alone:
                return None
            utilities[id_] = completion.alone[id_].value(numbers)
            continue
        entry = completion.scales.get(outcome.scale_name)
        values = signed(document, criterion_values(document, outcome.value))
        if entry is None or entry.weight is None:
            return None
        if isinstance(entry.weight, Numeral):
            weights = dict.fromkeys(values, entry.weight.value(numbers))
        else:
            weights = dict(criterion_values(document, entry.weight))
        if not values.keys() <= weights.keys():
            return None
        used.update(weights[c] for c in values)
        offset = entry.offset.value(numbers) if entry.offset is not None else Fraction(0)
        utilities[id_] = offset + sum((weights[c] * v for c, v in values.items()), Fraction(0))
    return utilities, used
