"""The preference relations between prospects: one file each, one row each in the table `RELATIONS`."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from solver.document.elements import DEFAULT_RELATION
from solver.document.model import Document
from solver.preferences.relations.first_order import FIRST_ORDER
from solver.preferences.relations.multi_utility import MULTI_UTILITY
from solver.preferences.relations.relation import PreferenceRelation
from solver.preferences.relations.second_order import SECOND_ORDER
from solver.preferences.relations.timestep_dominance import TIMESTEP_DOMINANCE

__all__ = ["RELATIONS", "PreferenceRelation", "relation_of"]

_ROWS: Final = {
    relation.id: relation
    for relation in (MULTI_UTILITY, TIMESTEP_DOMINANCE, FIRST_ORDER, SECOND_ORDER)
}

#: By id, in the order in which they are listed; the first is the default.
RELATIONS: Final[Mapping[str, PreferenceRelation]] = MappingProxyType(_ROWS)


def relation_of(document: Document) -> PreferenceRelation:
    """The relation that a document names.

    One that is not known stands as the default until `solver.checks`, which refuses it, is heeded.
    """
    return RELATIONS.get(document.preferences.relation, RELATIONS[DEFAULT_RELATION])
