"""How likely each branch of an event is, seen from every node of the tree.

At a node of the event these are its probabilities; at another chance node the mean of what they are
after its branches, weighted with their probabilities; at a choice node what they are after each of its
branches, which must agree where the event is still to come at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from solver.document.elements import Kind
from solver.document.events import Event, events_of
from solver.document.formulas import LiveFormula, share_formulas, total
from solver.document.model import Document
from solver.errors import NotSolvable
from solver.findings import Finding
from solver.translation import tr
from solver.words.names import Names, quoted

#: The probability of each branch of an event, in the event's order.
Chances = tuple[LiveFormula, ...]


@dataclass(frozen=True)
class EventChances:
    """The chances of one event, by node; nodes after which it never falls out have none.

    ``shares`` are the probabilities at every chance node, in the order of its branches.
    """

    event: Event
    of: Mapping[str, Chances]
    shares: Mapping[str, Sequence[LiveFormula]]


def event_chances(document: Document, event: Event, names: Names | None = None) -> EventChances:
    """The chances of an event at every node of a document that is valid and has no live copies.

    Where it lists opinions, choices must change nothing under each of them; chances are then formulas
    whose values are the document's own.

    Raises `NotSolvable` with the place where a choice changes how likely the event is, where it falls
    out after some branches of a chance node only, or where it comes twice on one way.
    """
    told = names or Names(document)
    if document.opinions:
        for reading in document.readings:
            event_chances(reading, event, told)
    found: dict[str, Chances] = {}
    shares: dict[str, Sequence[LiveFormula]] = {}
    values = document.parameter_values
    for id_ in reversed(document.tree):
        leaving = document.children(id_)
        kind = document.nodes[id_].kind
        if kind is Kind.CHANCE:
            shares[id_] = share_formulas(leaving, values)
        below = [found.get(branch.target) for branch in leaving]
        known = [chances for chances in below if chances is not None]
        if id_ in event.branches:
            if known:
                raise _refused(event, told, "twice", id_)
            places = {branch.id: place for place, branch in enumerate(leaving)}
            found[id_] = tuple(shares[id_][places[branch]] for branch in event.branches[id_])
        elif not known:
            continue
        elif kind is Kind.CHANCE:
            if len(known) < len(below):
                raise _refused(event, told, "some", id_)
            pairs = list(zip(shares[id_], known, strict=True))
            found[id_] = tuple(
                total(share * chances[place] for share, chances in pairs)
                for place in range(len(event.labels))
            )
        else:
            first = known[0]
            if not document.opinions and any(
                [c.value for c in one] != [c.value for c in first] for one in known
            ):
                raise _refused(event, told, "choice", id_)
            found[id_] = first
    return EventChances(event, found, shares)


def overlooked(document: Document, known: EventChances) -> tuple[tuple[str, Event], ...]:
    """Where knowing an event changes nothing although one might think so.

    Branches of choices after which the event never comes, but another one does that elsewhere depends
    on it: how it hangs on it there is not said, so that it counts as independent.
    """
    others = []
    for other in events_of(document):
        if other == known.event or all(id_ in known.of for id_ in other.nodes):
            continue
        try:
            chances = event_chances(document, other)
        except NotSolvable:
            continue
        told = {
            tuple(chance.value for chance in chances.of[branch.target])
            for id_ in known.event.nodes
            for branch in document.children(id_)
            if branch.target in chances.of
        }
        if len(told) > 1:
            others.append(other)
    result = []
    for id_ in document.tree:
        if document.nodes[id_].kind is not Kind.CHOICE or id_ not in known.of:
            continue
        for branch in document.children(id_):
            if branch.target not in known.of:
                below = set(document.below(branch.target))
                result += [(branch.id, e) for e in others if not below.isdisjoint(e.nodes)]
    return tuple(result)


def event_name(names: Names, event: Event) -> str:
    """An event by its label, else as its node is called."""
    return event.label or names.node(event.nodes[0])


def _refused(event: Event, names: Names, why: str, node: str) -> NotSolvable:
    where, what = names.node_in_sentence(node), quoted(event_name(names, event))
    message = {
        "twice": tr(
            "{what} comes twice on one way, at {where} and below it, so that one cannot know it once and for all."
        ).format(what=what, where=where),
        "some": tr(
            "After {where}, {what} falls out on some branches only, so that it is not said how likely it is on the others."
        ).format(where=where, what=what),
        "choice": tr(
            "What is chosen at {where} changes how likely {what} is, so that knowing it beforehand has no price."
        ).format(where=where, what=what),
    }[why]
    return NotSolvable([Finding(code=f"information.{why}", message=message, nodes=(node,))])
