"""Edits of settled choices and of named completions, and the offer to commit to either."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import msgspec

from solver.document.elements import (
    BY_POLICY,
    Branch,
    ByCompletion,
    Completion,
    Conduct,
    Kind,
    NamedCompletion,
    Node,
)
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits.base import changed, fresh_id, node_kind, put, state_root, without
from solver.edits.tree import InsertNode, require_inner
from solver.errors import EditError
from solver.translation import mark, tr


class SetConduct(msgspec.Struct, frozen=True):
    """Say how the choices at a node and below are settled; None: they are the agent's."""

    node: str
    conduct: Conduct | None

    @property
    def name(self) -> str:
        return tr("free choices") if self.conduct is None else tr("settle choices")

    def apply(self, document: Document) -> Document:
        kind = node_kind(document, self.node)
        if self.conduct is not None and kind is Kind.OUTCOME:
            raise EditError(tr("An outcome node ends the tree: there is nothing to choose there."))
        _require(document, self.conduct)
        nodes = changed(document.nodes, self.node, {"conduct": self.conduct})
        return document if nodes is document.nodes else replace(document, nodes=nodes)


class AddCompletion(msgspec.Struct, frozen=True):
    """A further named completion; without a label it is counted: C1, C2, C3, …"""

    completion: Completion
    label: str = ""
    name = mark("name a completion")

    def apply(self, document: Document) -> Document:
        given = self.completion
        named = NamedCompletion(
            id=free_id(document),
            label=self.label,
            scales=given.scales,
            alone=given.alone,
            opinions=given.opinions,
        )
        return replace(document, completions=put(document.completions, named))


class SetNamedCompletion(msgspec.Struct, frozen=True):
    """Change fields of a named completion: its label, scales, outcomes alone."""

    completion: str
    changes: Mapping[str, Any] = msgspec.field(default_factory=dict)
    name = mark("change a named completion")

    def apply(self, document: Document) -> Document:
        completions = changed(document.completions, self.completion, self.changes)
        if completions is document.completions:
            return document
        return replace(document, completions=completions)


class RemoveCompletion(msgspec.Struct, frozen=True):
    """Remove a named completion that holds nowhere."""

    completion: str
    name = mark("remove a named completion")

    def apply(self, document: Document) -> Document:
        if self.completion not in document.completions:
            return document
        using = [
            node.label or node.id
            for node in document.nodes.values()
            if isinstance(node.conduct, ByCompletion) and node.conduct.completion == self.completion
        ]
        if using:
            name = document.completions[self.completion].name
            more = tr(" and at {using} more").format(using=len(using) - 1) if len(using) > 1 else ""
            raise EditError(
                tr(
                    "The completion “{name}” holds at “{using}”{more}: free the choices there first."
                ).format(name=name, using=using[0], more=more)
            )
        completions = without(document.completions, [self.completion])
        return replace(document, completions=completions)


class OfferCommitment(msgspec.Struct, frozen=True):
    """Offer the agent to commit before a node: a branch to a live copy of it with this conduct.

    Where a choice node above offers just this node, or this node and such copies of it, the branch is
    added there; else a new choice node before it has two branches, to the node itself and to the copy.
    ``completion`` is named first where the conduct is to be a completion that has no name yet.
    """

    node: str
    conduct: Conduct = BY_POLICY
    completion: Completion | None = None

    @property
    def name(self) -> str:
        to_policy = self.completion is None and self.conduct == BY_POLICY
        return tr("offer to commit") if to_policy else tr("offer to complete")

    def apply(self, document: Document) -> Document:
        require_inner(document, self.node)
        conduct = self.conduct
        if self.completion is not None:
            conduct = ByCompletion(completion=free_id(document))
            document = AddCompletion(self.completion).apply(document)
        _require(document, conduct)
        at, original = offered_at(document, self.node)
        if at is None:
            label = "Commit?" if conduct == BY_POLICY else "Complete?"
            document, at = _before(document, original, label)
        copy = Node(
            id=fresh_id(document.nodes, "n"),
            kind=node_kind(document, original),
            copy_of=original,
            conduct=conduct,
        )
        siblings = document.children(at)
        stated = any(branch.policy is not None for branch in siblings)
        branch = Branch(
            id=fresh_id(document.branches, "b"),
            source=at,
            target=copy.id,
            label=_offer(document, conduct),
            policy=Numeral.of(0) if stated else None,
        )
        return replace(
            document,
            nodes=put(document.nodes, copy),
            branches=put(document.branches, branch),
        )


def offered_at(document: Document, node: str) -> tuple[str | None, str]:
    """The choice node that offers a node (or what this node itself offers), if any; and what is offered.

    A choice node offers a node if all its branches lead to it or to live copies of it.
    """
    if (own := document.nodes[node].copy_of) is not None and own in document.nodes:
        node = own
    below = {_original(document, branch.target) for branch in document.children(node)}
    if document.nodes[node].kind is Kind.CHOICE and len(below) == 1:
        (original,) = below
        if document.nodes[original].kind is not Kind.OUTCOME:
            return node, original
    above = document.parent(node)
    if above is None or document.nodes[above].kind is not Kind.CHOICE:
        return None, node
    beside = {_original(document, branch.target) for branch in document.children(above)}
    return (above if beside == {node} else None), node


def free_id(document: Document) -> str:
    """The first of C1, C2, C3, … that names no completion yet, nor an outcome.

    Regions of completions in which one plan is best are I, II, III, …: these are others.
    """
    labels = {named.label for named in document.completions.values()}
    taken = labels | document.completions.keys() | document.outcomes.keys()
    taken |= {outcome.label for outcome in document.outcomes.values()}
    number = 1
    while (id_ := f"C{number}") in taken:
        number += 1
    return id_


def _original(document: Document, node: str) -> str:
    return document.nodes[node].copy_of or node


def _require(document: Document, conduct: Conduct | None) -> None:
    if isinstance(conduct, ByCompletion) and conduct.completion not in document.completions:
        raise EditError(
            tr("There is no completion “{completion}” any more.").format(
                completion=conduct.completion
            )
        )


def _before(document: Document, node: str, label: str) -> tuple[Document, str]:
    """The document with a new choice node of this label before a node, and that node."""
    entering = document.incoming(node)
    if entering:
        document = InsertNode(Kind.CHOICE, entering[0].id).apply(document)
        (lower,) = document.incoming(node)
    else:
        document = state_root(document)
        top = Node(id=fresh_id(document.nodes, "n"), kind=Kind.CHOICE)
        lower = Branch(id=fresh_id(document.branches, "b"), source=top.id, target=node)
        document = replace(
            document,
            nodes=put(document.nodes, top),
            branches=put(document.branches, lower),
            root=top.id if document.root in (node, None) else document.root,
        )
    lower = msgspec.structs.replace(lower, label=tr("stay free"))
    nodes = changed(document.nodes, lower.source, {"label": label})
    return replace(document, nodes=nodes, branches=put(document.branches, lower)), lower.source


def _offer(document: Document, conduct: Conduct) -> str:
    if isinstance(conduct, ByCompletion):
        return tr("complete as {name}").format(name=document.completions[conduct.completion].name)
    return tr("commit to the policy")
