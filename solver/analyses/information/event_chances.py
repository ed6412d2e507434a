"""How likely each branch of an event is, seen from every node of the tree.

At a node of the event these are its probabilities; at another chance node the mean of what they are
after its branches, weighted with their probabilities; at a choice node what they are after each of its
branches, which must agree where the event is still to come at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from solver.document.elements import Kind
from solver.document.events import Event
from solver.document.formulas import LiveFormula, share_formulas, total
from solver.document.model import Document
from solver.errors import NotSolvable
from solver.findings import Finding
from solver.translation import tr
from solver.words.names import Names, quoted

#: The probability of each branch of an event, in the event's order.
Chances = tuple[LiveFormula, ...]


@dataclass(frozen=True)
class Together:
    """How likely each branch of an event is, and each of them together with each branch of a chance node."""

    event: Chances
    both: tuple[Chances, ...]


@dataclass(frozen=True)
class EventChances:
    """The chances of one event, by node; nodes after which it is never decided have none.

    ``shares`` are the probabilities at every chance node, in the order of its branches.  ``together`` and ``elsewhere``
    are what it tells of other events where it never comes itself: nodes of theirs, and the branches that
    lead there, each with such an event (`other_events.known_event`).
    """

    event: Event
    of: Mapping[str, Chances]
    shares: Mapping[str, Sequence[LiveFormula]]
    together: Mapping[str, Together] = field(default_factory=dict)
    elsewhere: tuple[tuple[str, Event], ...] = ()


def event_chances(
    document: Document, event: Event, names: Names | None = None, *, partly: bool = False
) -> EventChances:
    """The chances of an event at every node of a document that is valid and has no live copies.

    Where it lists opinions, choices must change nothing under each of them; chances are then formulas
    whose values are the document's own.  ``partly``: nodes at which it is not said have none.

    Raises `NotSolvable` (unless ``partly``) with the place where a choice changes how likely the event is, where it falls
    out after some branches of a chance node only, or where it comes twice on one way.
    """
    told = names or Names(document)
    if document.opinions and not partly:
        for reading in document.readings:
            event_chances(reading, event, told)
    found: dict[str, Chances] = {}
    shares: dict[str, Sequence[LiveFormula]] = {}
    parameters = document.parameter_values
    for id_ in reversed(document.tree):
        leaving = document.children(id_)
        kind = document.nodes[id_].kind
        if kind is Kind.CHANCE:
            shares[id_] = share_formulas(leaving, parameters)
        below = [found.get(branch.target) for branch in leaving]
        known = [chances for chances in below if chances is not None]
        why = ""
        if id_ in event.branches:
            why = "twice" if known else ""
        elif known and kind is Kind.CHANCE:
            why = "some" if len(known) < len(below) else ""
        elif known and not document.opinions:
            values = {tuple(chance.value for chance in chances) for chances in known}
            why = "choice" if len(values) > 1 else ""
        if why and partly:
            continue
        if why:
            raise _refused(event, told, why, id_)
        if id_ in event.branches:
            places = {branch.id: place for place, branch in enumerate(leaving)}
            found[id_] = tuple(shares[id_][places[branch]] for branch in event.branches[id_])
        elif not known:
            continue
        elif kind is Kind.CHANCE:
            pairs = list(zip(shares[id_], known, strict=True))
            found[id_] = tuple(
                total(share * chances[place] for share, chances in pairs)
                for place in range(len(event.labels))
            )
        else:
            found[id_] = known[0]
    return EventChances(event, found, shares)


def event_name(names: Names, event: Event) -> str:
    """An event by its label, else as its node is called."""
    return event.label or names.node(event.nodes[0])


def _refused(event: Event, names: Names, why: str, node: str) -> NotSolvable:
    where, what = names.node_in_sentence(node), quoted(event_name(names, event))
    message = {
        "twice": tr(
            "{what} comes twice on one path, at {where} and below it, so that one cannot know it once and for all."
        ).format(what=what, where=where),
        "some": tr(
            "{what} comes only on some branches after {where}: how likely it is on the others is not said, so that knowing it has no price."
        ).format(where=where, what=what),
        "choice": tr(
            "The choice at {where} changes how likely {what} is, so that knowing it beforehand has no price."
        ).format(where=where, what=what),
    }[why]
    return NotSolvable([Finding(code=f"information.{why}", message=message, nodes=(node,))])
