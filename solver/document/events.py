"""Events: what chance decides, wherever in the tree it is decided.

Chance nodes with one label and the same branch labels are one **event**.  A chance node without a
label, or whose branches have no labels of their own, is an event by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from solver.document.elements import Kind
from solver.document.model import Document


@dataclass(frozen=True)
class Event:
    """An event: its chance nodes in preorder, and which branch of each stands for what.

    ``label`` is empty where the nodes have none.  ``labels`` say what may happen, as the first node
    orders it (empty texts where its branches have no labels); ``branches`` has, for each node, the
    ids of its branches in this order.
    """

    label: str
    labels: tuple[str, ...]
    branches: Mapping[str, tuple[str, ...]]

    @property
    def nodes(self) -> tuple[str, ...]:
        """The chance nodes at which it is decided."""
        return tuple(self.branches)


def events_of(document: Document) -> tuple[Event, ...]:
    """The events of the tree under the root, in preorder of their first nodes.

    ``document`` has no live copies, or has them written out.
    """
    found: dict[
        tuple[str, frozenset[str]] | str, tuple[tuple[str, ...], dict[str, tuple[str, ...]]]
    ]
    found = {}
    for id_ in document.tree:
        node = document.nodes[id_]
        if node.kind is not Kind.CHANCE:
            continue
        leaving = document.children(id_)
        labels = tuple(branch.label.strip() for branch in leaving)
        is_told = bool(node.label.strip()) and all(labels) and len(set(labels)) == len(labels)
        key = (node.label.strip(), frozenset(labels)) if is_told else id_
        own, branches = found.setdefault(key, (labels, {}))
        by_label = dict(zip(labels, leaving, strict=True)) if is_told else {}
        ordered = [by_label[label] for label in own] if is_told else leaving
        branches[id_] = tuple(branch.id for branch in ordered)
    return tuple(
        Event(document.nodes[next(iter(branches))].label.strip(), labels, branches)
        for labels, branches in found.values()
    )
