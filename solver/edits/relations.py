"""Edits of the named preference relations: switch, add, rename, remove."""

from dataclasses import replace

import msgspec

from solver.document.elements import Relations
from solver.document.model import Document
from solver.errors import EditError, QuandaryError
from solver.preferences.named_relations import (
    COMPLETE,
    WITH_GAPS,
    active_relation,
    completed,
    has_one_scale,
    names,
    switched,
    with_relation,
)
from solver.translation import mark, tr


class SwitchRelation(msgspec.Struct, frozen=True):
    """Make another relation the active one; None is the next in the ring."""

    relation: str | None = None

    @property
    def name(self) -> str:
        return (
            tr("switch to “{relation}”").format(relation=self.relation)
            if self.relation
            else tr("switch preference relation")
        )

    def apply(self, document: Document) -> Document:
        known = names(document)
        if self.relation is None and len(known) < 2:
            raise EditError(tr("There is only one preference relation: add another one to switch."))
        try:
            return switched(document, known[1] if self.relation is None else self.relation)
        except QuandaryError as error:
            raise EditError(error.message) from None


class AddRelation(msgspec.Struct, frozen=True):
    """Add a relation and make it active: a copy of the one at hand, or a completion of it."""

    complete: bool = False
    relation: str = ""  # its name; by default one that is free
    name = mark("add preference relation")

    def apply(self, document: Document) -> Document:
        relations = document.relations
        if relations is None:
            relations = Relations(active=COMPLETE if has_one_scale(document) else WITH_GAPS)
        taken = {relations.active, *(other.name for other in relations.others)}
        chosen = self.relation.strip()
        if chosen in taken:
            raise EditError(tr("There is already a relation “{chosen}”.").format(chosen=chosen))
        try:
            new = (
                completed(document, chosen or _free(COMPLETE, taken))
                if self.complete
                else active_relation(
                    document,
                    chosen or _free(tr("{active}, copy").format(active=relations.active), taken),
                )
            )
        except QuandaryError as error:
            raise EditError(error.message) from None
        others = (*relations.others, active_relation(document, relations.active))
        now = msgspec.structs.replace(relations, active=new.name, others=others)
        return replace(with_relation(document, new), relations=now)


class RenameRelation(msgspec.Struct, frozen=True):
    """Give a relation another name."""

    old: str
    new: str
    name = mark("rename preference relation")

    def apply(self, document: Document) -> Document:
        relations, new = document.relations, self.new.strip()
        if relations is None or self.old not in names(document):
            raise EditError(tr("There is no relation “{old}” any more.").format(old=self.old))
        if self.old == new:
            return document
        if not new:
            raise EditError(tr("A relation needs a name."))
        if new in names(document):
            raise EditError(tr("There is already a relation “{new}”.").format(new=new))
        now = msgspec.structs.replace(
            relations,
            active=new if relations.active == self.old else relations.active,
            others=tuple(
                msgspec.structs.replace(other, name=new) if other.name == self.old else other
                for other in relations.others
            ),
        )
        return replace(document, relations=now)


class RemoveRelation(msgspec.Struct, frozen=True):
    """Remove a relation; if it is the active one, the next takes its place."""

    relation: str
    name = mark("remove preference relation")

    def apply(self, document: Document) -> Document:
        known = names(document)
        if self.relation not in known:
            raise EditError(
                tr("There is no relation “{relation}” any more.").format(relation=self.relation)
            )
        if len(known) < 2:
            raise EditError(tr("A document has at least one preference relation."))
        after = switched(document, known[1]) if self.relation == known[0] else document
        assert after.relations is not None
        others = tuple(other for other in after.relations.others if other.name != self.relation)
        now = msgspec.structs.replace(after.relations, others=others)
        return replace(after, relations=now)


def _free(name: str, taken: set[str]) -> str:
    """The name, or the name with the first number that is not taken."""
    number, found = 2, name
    while found in taken:
        found = f"{name} {number}"
        number += 1
    return found
