"""Bayes's theorem as an edit: two chance nodes that follow each other change places.

Where A is decided first and then B, with chances that may depend on A, afterwards B is decided first and
then A given B.  Every way keeps its probability, its payoffs and what hangs at its end.  Probabilities
are written as formulas in the parameters' names where they were, so that the tree follows priors and
likelihoods from then on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import msgspec

from solver.document.elements import Branch, Kind, Node, Values
from solver.document.formulas import LiveFormula, share_formulas, total
from solver.document.model import Document
from solver.document.shares import shares
from solver.document.values import criterion_numerals
from solver.edits.base import fresh_id, node_kind
from solver.errors import EditError, NumberError
from solver.translation import mark, tr
from solver.words.numbers import Format


class FlipChances(msgspec.Struct, frozen=True):
    """Let what the chance nodes right below a chance node decide be decided before it.

    Its branches have to lead to chance nodes with the same branch labels.
    """

    node: str
    name = mark("flip chances (Bayes)")

    def apply(self, document: Document) -> Document:
        lower = _lower(document, self.node)
        upper = document.children(self.node)
        names = document.parameter_values
        first = share_formulas(upper, names)
        given = [share_formulas(row, names) for row in lower]
        rows = [_in_order(lower[0], row) for row in lower]
        nodes, branches = dict(document.nodes), dict(document.branches)
        old = [branch.target for branch in upper]
        top, below = nodes[self.node], nodes[old[0]]
        nodes[self.node] = msgspec.structs.replace(top, label=below.label, notes=below.notes)
        written: list[Branch] = []
        free = list(old)  # ids of nodes that are to be used again
        for place, sample in enumerate(lower[0]):
            joint = [prior * given[i][rows[i][place]] for i, prior in enumerate(first)]
            chance = total(joint)
            own = [lower[i][rows[i][place]] for i in range(len(upper))]
            target = free.pop(0) if free else fresh_id({*nodes}, "n")
            nodes[target] = Node(id=target, kind=Kind.CHANCE, label=top.label, notes=top.notes)
            shared = own[0].payoff if all(b.payoff == own[0].payoff for b in own) else None
            leading = fresh_id({*branches, *(b.id for b in written)}, "b")
            written.append(
                Branch(
                    id=leading,
                    source=self.node,
                    target=target,
                    label=sample.label,
                    probability=chance.numeral,
                    payoff=shared,
                )
            )
            for branch, part, prior, ended in zip(upper, joint, first, own, strict=True):
                posterior = part / chance if chance.value else prior
                paid = branch.payoff
                if shared is None and ended.payoff is not None:
                    paid = _together(document, branch.payoff, ended.payoff)
                written.append(
                    msgspec.structs.replace(
                        ended,
                        source=target,
                        label=branch.label,
                        probability=posterior.numeral,
                        payoff=paid,
                    )
                )
        for id_ in free:
            del nodes[id_]
        flipped = _in_place(branches, upper, lower, written)
        return _written_as(document, replace(document, nodes=nodes, branches=flipped))


def _written_as(before: Document, after: Document) -> Document:
    """Numbers stand in the tree as they did, however those that were computed are typed."""
    form = Format.of(before).form
    if Format.of(after).form is form:
        return after
    return replace(after, view={**after.view, "numbers": str(form)})


def _lower(document: Document, node: str) -> list[tuple[Branch, ...]]:
    """The branches of the nodes below, one row each; refuses what cannot be flipped."""
    if node_kind(document, node) is not Kind.CHANCE:
        raise EditError(tr("Only chance nodes can change places."))
    upper = document.children(node)
    if not upper:
        raise EditError(tr("No branches leave this node."))
    rows: list[tuple[Branch, ...]] = []
    copied = {entry.copy_of for entry in document.nodes.values() if entry.copy_of is not None}
    for branch in upper:
        below = document.nodes[branch.target]
        if below.kind is not Kind.CHANCE or below.copy_of is not None:
            raise EditError(
                tr(
                    "“{value}” does not lead to a chance node of its own, with which this one could change places."
                ).format(value=branch.label or branch.id)
            )
        if branch.target in copied or node in copied:
            raise EditError(
                tr("A live copy follows this part of the tree: make it a copy of its own first.")
            )
        rows.append(document.children(branch.target))
    labels = [[branch.label.strip() for branch in row] for row in rows]
    alike = all(sorted(own) == sorted(labels[0]) for own in labels)
    if not rows[0] or not alike or len(set(labels[0])) < len(labels[0]):
        raise EditError(
            tr(
                "The chance nodes below need the same branch labels, each once, to come before this one."
            )
        )
    for id_ in (node, *(branch.target for branch in upper)):
        found = shares(document.nodes[id_], document.children(id_), document.parameter_values)
        if not found.is_valid:
            raise EditError(tr("The probabilities have to be complete and sum to 1 first."))
    return rows


def _in_order(first: Sequence[Branch], row: Sequence[Branch]) -> list[int]:
    """For each branch of the first node the place in a row of the one with its label."""
    places = {branch.label.strip(): place for place, branch in enumerate(row)}
    return [places[branch.label.strip()] for branch in first]


def _in_place(
    branches: Mapping[str, Branch],
    upper: Sequence[Branch],
    lower: Sequence[Sequence[Branch]],
    written: Sequence[Branch],
) -> dict[str, Branch]:
    """The branches of a document with some replaced by others, which stand where the first of them did."""
    gone = {branch.id for branch in upper} | {branch.id for row in lower for branch in row}
    result: dict[str, Branch] = {}
    for id_, branch in branches.items():
        if id_ == upper[0].id:
            result |= {new.id: new for new in written}
        if id_ not in gone:
            result[id_] = branch
    return result


def _together(document: Document, one: Values | None, other: Values) -> Values:
    """Both payoffs of a way, paid at once."""
    if one is None:
        return other
    try:
        first, second = criterion_numerals(document, one), criterion_numerals(document, other)
    except NumberError as error:
        raise EditError(error.message) from None
    result = dict(first)
    for criterion, numeral in second.items():
        parts = [part for part in (result.get(criterion), numeral) if part is not None]
        result[criterion] = total(
            LiveFormula.of(part, document.parameter_values) for part in parts
        ).numeral
    return result
