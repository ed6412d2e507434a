"""Edits of the probabilities, or policy numbers, of all branches of a node at once."""

from dataclasses import replace
from fractions import Fraction

import msgspec

from solver.document.elements import Kind
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.document.shares import Shares, shares
from solver.edits.base import node_kind
from solver.errors import EditError, NumberError
from solver.translation import mark, tr
from solver.words.numbers import Format


def _shares(document: Document, node: str) -> Shares:
    if node_kind(document, node) is Kind.OUTCOME or not document.children(node):
        raise EditError(tr("No branches leave this node."))
    return shares(document.nodes[node], document.children(node), document.parameter_values)


def _with(document: Document, node: str, numerals: dict[str, Numeral]) -> Document:
    key = "probability" if node_kind(document, node) is Kind.CHANCE else "policy"
    branches = dict(document.branches)
    for id_, numeral in numerals.items():
        branches[id_] = msgspec.structs.replace(branches[id_], **{key: numeral})
    return document if branches == document.branches else replace(document, branches=branches)


class ShareEqually(msgspec.Struct, frozen=True):
    """Give all branches of a node the same probability, or the same part of the policy."""

    node: str
    name = mark("make branches equally likely")

    def apply(self, document: Document) -> Document:
        _shares(document, self.node)
        children = document.children(self.node)
        part = Numeral(str(Fraction(1, len(children))))
        return _with(document, self.node, {branch.id: part for branch in children})


class Rescale(msgspec.Struct, frozen=True):
    """Multiply the numbers of a node's branches so that they sum to one; what is `#` becomes one."""

    node: str
    name = mark("rescale to sum 1")

    def apply(self, document: Document) -> Document:
        found = _shares(document, self.node)
        if found.problems:
            raise EditError(next(iter(found.problems.values())))
        if any(value < 0 for value in found.values.values()):
            raise EditError(tr("A number is negative: only numbers of at least 0 can be rescaled."))
        if not found.total:
            raise EditError(tr("All numbers are zero: make them equal instead."))
        if found.total == 1:
            return document
        return _with(
            document,
            self.node,
            {id_: Numeral(str(value / found.total)) for id_, value in found.values.items()},
        )


class SplitShares(msgspec.Struct, frozen=True):
    """Move the line between two neighbouring branches: one gets ``share``, the other what is left.

    Together they have as much as before.  ``gesture`` is the same for all steps of one drag.
    """

    first: str
    second: str
    share: Numeral
    gesture: str = ""
    name = mark("split between branches")

    def apply(self, document: Document) -> Document:
        for id_ in (self.first, self.second):
            if id_ not in document.branches:
                raise EditError(tr("There is no branch “{id}” any more.").format(id=id_))
        if self.first == self.second:
            raise EditError(tr("A branch has no share to exchange with itself."))
        node = document.branches[self.first].source
        if document.branches[self.second].source != node:
            raise EditError(tr("The two branches leave different nodes."))
        found = _shares(document, node)
        if not found.is_valid:
            raise EditError(
                tr("The numbers of the node’s branches do not sum to 1, so none is moved.")
            )
        both = found.values[self.first] + found.values[self.second]
        try:
            share = self.share.value(document.parameter_values)
        except NumberError as error:
            raise EditError(error.message) from error
        if not 0 <= share <= both:
            raise EditError(tr("A branch cannot get a negative share."))
        if share == found.values[self.first]:
            return document
        second = Format.of(document).typed(both - share)
        return _with(document, node, {self.first: self.share, self.second: second})


class StatePolicy(msgspec.Struct, frozen=True):
    """State how often the agent takes some branches of choice nodes: several nodes in one step.

    ``shares`` are pairs of a branch's id and its number.  The siblings left out keep theirs.
    ``gesture`` is the same for all steps of one drag.  Numbers that make no policy are refused.
    """

    shares: tuple[tuple[str, Numeral], ...]
    gesture: str = ""
    name = mark("state the policy")

    def apply(self, document: Document) -> Document:
        by_node: dict[str, dict[str, Numeral]] = {}
        for id_, numeral in self.shares:
            if id_ not in document.branches:
                raise EditError(
                    tr("There is no branch “{id}” to state a policy of.").format(id=id_)
                )
            by_node.setdefault(document.branches[id_].source, {})[id_] = numeral
        branches, known = dict(document.branches), document.parameter_values
        for node, numerals in by_node.items():
            if node_kind(document, node) is not Kind.CHOICE:
                raise EditError(tr("Only branches of choice nodes have a policy."))
            if all(branches[id_].policy == n for id_, n in numerals.items()):
                continue
            for id_, numeral in numerals.items():
                branches[id_] = msgspec.structs.replace(branches[id_], policy=numeral)
            leaving = tuple(branches[branch.id] for branch in document.children(node))
            found = shares(document.nodes[node], leaving, known)
            if found.problems:
                raise EditError(next(iter(found.problems.values())))
            if not found.is_valid:
                raise EditError(
                    tr("How often the branches are taken must be from 0 to 1 each, and 1 together.")
                )
        return document if branches == document.branches else replace(document, branches=branches)
