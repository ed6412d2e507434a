"""The tree of an agent who knows an event, or decides it, before anything else.

The event comes first, with the chances that it has there; behind each of its branches stands a copy
of the tree, conditioned on it: a branch of chance from n to c has its probability times how likely the
event's branch is at c, over how likely it is at n (its probability as it is where that is 0/0).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import msgspec

from solver.analyses.information.event_chances import Chances, EventChances, event_name
from solver.document.elements import Branch, Json, Kind, Node
from solver.document.events import Event
from solver.document.formulas import ONE, LiveFormula
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.errors import EditError
from solver.translation import tr
from solver.words.names import Names

#: More nodes than this are not written out.
MOST_NODES: Final = 20_000
#: What a further document keeps of how its tree is drawn: what depends on ids is left out.
_KEPT: Final = ("direction", "branches", "leaves", "numbers", "rule", "style")


@dataclass
class _Writing:
    """A document that is being written: fresh ids, and whether formulas stay formulas."""

    source: Document
    live: bool
    nodes: dict[str, Node] = field(default_factory=dict)
    branches: dict[str, Branch] = field(default_factory=dict)

    def fresh(self, id_: str, taken: Mapping[str, object]) -> str:
        while id_ in taken or id_ in self.source.nodes or id_ in self.source.branches:
            id_ += "′"
        return id_

    def numeral(self, formula: LiveFormula) -> Numeral:
        return formula.numeral if self.live else LiveFormula(formula.value).numeral

    def event(self, known: EventChances, top: str, *, control: bool, above: str = "") -> str:
        """Write the event before a node, with a conditioned copy behind each branch; its id."""
        document, event = self.source, known.event
        label = event_name(Names(document), event)
        id_ = self.fresh(f"{above}{label}, first", self.nodes)
        kind = Kind.CHOICE if control else Kind.CHANCE
        said = f"{label}: which?" if control else f"{label}, known first"
        self.nodes[id_] = Node(id=id_, kind=kind, label=said)
        first = document.branches
        own = event.branches[event.nodes[0]]
        for place, (word, branch) in enumerate(zip(event.labels, own, strict=True)):
            word = word or Names(document).branch(branch)
            target = self.copy(known, top, place, f"{above}{word}")
            written = self.fresh(f"{id_}: {word}", self.branches)
            self.branches[written] = Branch(
                id=written,
                source=id_,
                target=target,
                label=word,
                probability=None if control else self.numeral(known.of[top][place]),
                extra=first[branch].extra,
            )
        return id_

    def copy(self, known: EventChances | None, top: str, place: int, stem: str) -> str:
        """Write a copy of the subtree at a node, conditioned on a branch of the event; its new id."""
        document = self.source
        start = self.fresh(f"{top} | {stem}", self.nodes)
        stack = [(top, start)]
        while stack:
            id_, new = stack.pop()
            self.nodes[new] = msgspec.structs.replace(document.nodes[id_], id=new, x=None, y=None)
            leaving = document.children(id_)
            chances = None
            if known is not None and document.nodes[id_].kind is Kind.CHANCE:
                chances = self.conditioned(known, id_, place)
            for at, branch in enumerate(leaving):
                target = self.fresh(f"{branch.target} | {stem}", self.nodes)
                written = self.fresh(f"{branch.id} | {stem}", self.branches)
                changes: dict[str, Any] = {"id": written, "source": new, "target": target}
                if chances is not None:
                    changes["probability"] = self.numeral(chances[at])
                self.branches[written] = msgspec.structs.replace(branch, **changes)
                self.nodes[target] = document.nodes[branch.target]  # its place in the order
                stack.append((branch.target, target))
        return start

    def conditioned(self, known: EventChances, node: str, place: int) -> list[LiveFormula]:
        """The probabilities of a chance node's branches, given a branch of the event."""
        shares, own = known.shares[node], known.of.get(node)
        leaving = self.source.children(node)
        if node in known.together:
            here = known.together[node].event[place]
            both: Sequence[LiveFormula] = known.together[node].both[place]
        elif own is None:
            return list(shares)
        else:
            here = own[place]
            after = (self._after(known, node, branch, place) for branch in leaving)
            both = [share * chance for share, chance in zip(shares, after, strict=True)]
        if self.live:
            return [part.over(here, share) for part, share in zip(both, shares, strict=True)]
        return [part / here for part in both] if here.value else list(shares)

    @staticmethod
    def _after(known: EventChances, node: str, branch: Branch, place: int) -> LiveFormula:
        """How likely the event's branch is after a branch of chance."""
        if node in known.event.branches:
            happens = known.event.branches[node][place] == branch.id
            return ONE if happens else LiveFormula(ONE.value - 1)
        chances: Chances = known.of[branch.target]
        return chances[place]

    def document(self, root: str, title: str) -> Document:
        view: Mapping[str, Json] = {k: v for k, v in self.source.view.items() if k in _KEPT}
        return replace(
            self.source,
            title=title,
            nodes=self.nodes,
            branches=self.branches,
            root=root,
            view=view,
            present=(),
        )


def informed(known: EventChances, document: Document, *, control: bool = False) -> Document:
    """The tree with the event first, as a document: chance decides it there, or the agent (``control``).

    Probabilities are formulas in the parameters' names where they were.  Control conditions on what is
    decided, as knowing does; it does not intervene.  Raises `EditError` where it would be too large.
    """
    writing = _begun(document, known.event, live=True)
    root = writing.event(known, document.tree[0], control=control)
    name = event_name(Names(document), known.event)
    what = f"deciding {name}" if control else f"knowing {name} first"
    return writing.document(root, f"{document.title}, {what}".removeprefix(", "))


def offered(known: EventChances, document: Document, criterion: str, price: Numeral) -> Document:
    """The tree with a new first choice: to buy the event for a price on a criterion, or not.

    The branches are called ``buy`` and ``do not buy``, and have these as their ids.
    """
    return _offered(known, document, criterion, price, control=False)


def offered_control(
    known: EventChances, document: Document, criterion: str, price: Numeral
) -> Document:
    """The same for deciding the event."""
    return _offered(known, document, criterion, price, control=True)


BUY: Final = "buy"
DO_NOT_BUY: Final = "do not buy"


def _offered(
    known: EventChances, document: Document, criterion: str, price: Numeral, *, control: bool
) -> Document:
    writing = _begun(document, known.event, live=bool(document.opinions))
    root, top = writing.fresh("buy?", {}), document.tree[0]
    writing.nodes[root] = Node(id=root, kind=Kind.CHOICE, label="Buy?")
    found = document.criterion(criterion)
    less = found is not None and found.better == "less"
    cost = Numeral(price.text if less else f"-({price.text})")
    bought = writing.event(known, top, control=control)
    plain = writing.copy(None, top, 0, "not bought")
    for id_, target, payoff in ((BUY, bought, {criterion: cost}), (DO_NOT_BUY, plain, None)):
        writing.branches[id_] = Branch(id=id_, source=root, target=target, label=id_, payoff=payoff)
    return writing.document(root, document.title)


def _begun(document: Document, event: Event, *, live: bool) -> _Writing:
    size = len(document.tree) * (len(event.labels) + 1)
    if size > MOST_NODES:
        raise EditError(
            tr(
                "With a copy of the tree for each of {branches} branches there would be about {size} nodes: at most {most} are written out."
            ).format(branches=len(event.labels), size=size, most=MOST_NODES)
        )
    return _Writing(document, live)
