"""Why one prospect dominates another stochastically: what each promises, amount by amount."""

from fractions import Fraction
from typing import Final

from solver.explain.explanation import Contrast
from solver.explain.outcome_pair import Term
from solver.preferences.comparison import Relation
from solver.preferences.relations import relation_of
from solver.preferences.relations.first_order import FIRST_ORDER
from solver.preferences.relations.second_order import SECOND_ORDER
from solver.translation import mark, tr
from solver.words.names import Names, quoted

SHOWN: Final = 4  # amounts that are told one by one

#: What is said by (the relation, which of the two is better): the sentence and its parts.
_SAID: Final = {
    (FIRST_ORDER.id, Relation.BETTER): mark(
        "Whatever the amount, the first is at least as likely to be worth that or better; it is likelier for these: {parts}."
    ),
    (FIRST_ORDER.id, Relation.WORSE): mark(
        "Whatever the amount, the second is at least as likely to be worth that or better; it is likelier for these: {parts}."
    ),
    (SECOND_ORDER.id, Relation.BETTER): mark(
        "If nothing counted as better than a certain amount, the first would be expected to be worth at least as much, whatever that amount is; with these it is more: {parts}."
    ),
    (SECOND_ORDER.id, Relation.WORSE): mark(
        "If nothing counted as better than a certain amount, the second would be expected to be worth at least as much, whatever that amount is; with these it is more: {parts}."
    ),
}  # fmt: skip
_PART: Final = {
    FIRST_ORDER.id: mark("by {times} for {amount}"),
    SECOND_ORDER.id: mark("by {times} with {amount}"),
}


def amounts_sentence(names: Names, found: Contrast) -> str | None:
    """By the amounts of which a relation of stochastic dominance asks; None under any other."""
    relation = relation_of(names.document).id
    said = _SAID.get((relation, found.relation))
    if said is None or any(term.weight is None for term in found.terms):
        return None
    parts = [_part(names, relation, term) for term in found.terms]
    told = "; ".join(parts[:SHOWN]) + ("; …" if len(parts) > SHOWN else "")
    return tr(said).format(parts=told)


def _part(names: Names, relation: str, term: Term) -> str:
    assert term.weight is not None
    scale, amount = term.weight
    criterion = names.document.criterion(next(iter(names.document.criterion_ids), ""))
    value = Fraction(amount)
    if criterion is not None and criterion.better == "less":
        value = -value
    told = names.format.value(criterion, value)
    if names.has_several_scales:
        told = tr("{amount} on the scale {scale}").format(amount=told, scale=quoted(scale))
    return tr(_PART[relation]).format(times=names.format.number(term.times), amount=told)
