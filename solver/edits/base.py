"""What an edit is, and the few operations on documents that the edits share."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final, Protocol, TypeVar

import msgspec

from solver.document.changes import Changed
from solver.document.elements import Element, Kind
from solver.document.model import Document
from solver.errors import EditError
from solver.translation import mark, tr

E = TypeVar("E", bound=Element)


class Edit(Protocol):
    """A change that somebody wants: a value with a name for the undo menu.

    Widgets emit edits; only the editor applies them.  ``apply`` is pure: document in, document
    out.  It raises `EditError` with a sentence where the edit does not fit the document, and
    returns the very same document where there is nothing to change.
    """

    @property
    def name(self) -> str:
        """What the undo menu calls it, for example “add chance node”."""

    def apply(self, document: Document) -> Document:
        """The document with the change made."""


def fresh_id(taken: Iterable[str], stem: str) -> str:
    """The first of stem1, stem2, … that is not taken."""
    taken = set(taken)
    number = 1
    while f"{stem}{number}" in taken:
        number += 1
    return f"{stem}{number}"


def put(elements: Mapping[str, E], element: E) -> Mapping[str, E]:
    """The mapping with one element added or replaced; the order stays."""
    return Changed(elements, element)


def without(elements: Mapping[str, E], ids: Iterable[str]) -> Mapping[str, E]:
    """The mapping without these ids."""
    drop = set(ids)
    return {id_: element for id_, element in elements.items() if id_ not in drop}


def changed(elements: Mapping[str, E], id_: str, changes: Mapping[str, Any]) -> Mapping[str, E]:
    """The mapping with some fields of one element replaced; itself if nothing is different."""
    element = elements.get(id_)
    if element is None:
        raise EditError(tr("There is no “{id}” any more.").format(id=id_))
    unknown = set(changes) - set(element.__struct_fields__)
    if unknown or "id" in changes:
        raise TypeError(f"not fields of {type(element).__name__}: {sorted(unknown) or ['id']}")
    if all(getattr(element, key) == value for key, value in changes.items()):
        return elements
    return put(elements, msgspec.structs.replace(element, **changes))


#: What fields are called in the names of edits.
_FIELDS: Final = {
    "branch": mark("branch"),
    "collapsed": mark("folding"),
    "kind": mark("kind of node"),
    "label": mark("label"),
    "notes": mark("notes"),
    "outcome": mark("outcome"),
    "payoff": mark("payoff"),
    "policy": mark("policy"),
    "probability": mark("probability"),
    "scale": mark("scale"),
    "value": mark("value"),
}


def field_word(key: str) -> str:
    """What a field is called in the name of an edit."""
    return tr(_FIELDS.get(key, key))


#: What is said of each kind of thing: it is gone, its id would be empty, there is one of that id.
_RENAMING: Final = {
    "outcome": (
        mark("There is no outcome “{old}” any more."),
        mark("An id of an outcome cannot be empty."),
        mark("There is already an outcome “{new}”."),
    ),
    "parameter": (
        mark("There is no parameter “{old}” any more."),
        mark("An id of a parameter cannot be empty."),
        mark("There is already a parameter “{new}”."),
    ),
    "node": (
        mark("There is no node “{old}” any more."),
        mark("An id of a node cannot be empty."),
        mark("There is already a node “{new}”."),
    ),
    "branch": (
        mark("There is no branch “{old}” any more."),
        mark("An id of a branch cannot be empty."),
        mark("There is already a branch “{new}”."),
    ),
}


def renamed(elements: Mapping[str, E], old: str, new: str, noun: str) -> Mapping[str, E]:
    """The mapping with one id changed; the order stays."""
    gone, empty, taken = (tr(text) for text in _RENAMING[noun])
    if old not in elements:
        raise EditError(gone.format(old=old))
    if not new:
        raise EditError(empty)
    if new != old and new in elements:
        raise EditError(taken.format(new=new))
    return {
        (new if id_ == old else id_): (
            msgspec.structs.replace(element, id=new) if id_ == old else element
        )
        for id_, element in elements.items()
    }


def moved(elements: Mapping[str, E], id_: str, to: int, among: Callable[[E], bool]) -> dict[str, E]:
    """The mapping with one element at place ``to`` among those that ``among`` picks out."""
    peers = [key for key, element in elements.items() if among(element)]
    order = [key for key in peers if key != id_]
    order.insert(max(0, min(to, len(order))), id_)
    places = iter(order)
    picked = set(peers)
    return {
        place: elements[place]
        for place in (next(places) if key in picked else key for key in elements)
    }


def node_kind(document: Document, node: str) -> Kind:
    """The kind of a node that must exist."""
    if node not in document.nodes:
        raise EditError(tr("There is no node “{node}” any more.").format(node=node))
    return document.nodes[node].kind


def state_root(document: Document) -> Document:
    """Name the root outright if so far it was just the only node without an incoming branch.

    Adding a loose node beside it would otherwise make the document ambiguous.
    """
    if document.root is None and document.root_id is not None:
        return replace(document, root=document.root_id)
    return document
