"""What an event tells of other events, on ways on which it never comes itself.

Who leaves out the test still meets what it would have told of.  How likely both are together is taken from
where the tree has both: at a node of the one, its probabilities times those of the other after its branches; at other
chance nodes the mean; at choices what it is after each branch, which must agree.  Chance nodes of the other
event are then conditioned by Bayes' rule.  *Our reading*: what is chosen changes nothing about it.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Final

from solver.analyses.information.event_chances import (
    Chances,
    EventChances,
    Together,
    event_chances,
    event_name,
)
from solver.document.elements import Branch, Kind
from solver.document.events import Event, events_of
from solver.document.formulas import share_formulas, total
from solver.document.model import Document
from solver.errors import NotSolvable
from solver.findings import Finding
from solver.translation import mark, tr
from solver.words.names import Names, quoted

#: For each branch of an event, the probability that it and each branch of another one are taken.
_Joint = tuple[Chances, ...]
_REFUSALS: Final = {
    "unsaid": mark(
        "{what} never comes after {branch}, and how {other} depends on it is not said there, so that knowing it has no price. (If it does not depend on it, give {other} another name there.)"
    ),
    "differs": mark(
        "{what} never comes after {branch}, and how {other} depends on it differs from place to place, so that knowing it has no price."
    ),
    "prior": mark(
        "{what} never comes after {branch}, and {other} is not as likely there as where it depends on it, so that knowing it has no price."
    ),
    "several": mark(
        "{what} never comes after {branch}, and how {other} and what follows it depend on it together is not said there, so that knowing it has no price."
    ),
}


def known_event(document: Document, event: Event, names: Names | None = None) -> EventChances:
    """The chances of an event, and what it tells of others where it never comes itself.

    The document is valid and has no live copies.  Raises `NotSolvable` as `event_chances` does, and where
    another event that depends on this one comes without it and the tree does not say how it depends on it there.
    """
    told = names or Names(document)
    known = event_chances(document, event, told)
    near = set(known.of).union(*(document.below(node) for node in event.nodes))
    ways = list(_without(document, known))
    together: dict[str, Together] = {}
    elsewhere: list[tuple[str, Event]] = []
    for other in events_of(document) if ways else ():
        met = [(branch, beyond & set(other.nodes)) for branch, beyond in ways]
        if other == event or near.isdisjoint(other.nodes) or not any(own for _, own in met):
            continue
        readings = [_Pair(one, event_chances(one, event, told), other) for one in document.readings]
        pair = _Pair(document, known, other) if document.opinions else readings[0]
        for branch, own in met:
            if not own or not any(one.depends(branch, own) for one in readings):
                continue
            why = next(filter(None, (one.lack(branch, own) for one in readings)), "")
            if why:
                raise _refused(told, event, branch, other, why)
            elsewhere.append((branch.id, other))
            for node in own:
                if _is_on_a_way_of(document, node, together):
                    raise _refused(told, event, branch, other, "several")
            together |= {node: pair.at(branch, node) for node in own}
    return replace(known, together=together, elsewhere=tuple(elsewhere))


def _without(document: Document, known: EventChances) -> Iterator[tuple[Branch, set[str]]]:
    """The branches after which the event never comes though it may before, with what is below them."""
    for id_ in document.tree:
        if id_ in known.of and id_ not in known.event.branches:
            for branch in document.children(id_):
                if branch.target not in known.of:
                    yield branch, set(document.below(branch.target))


def _is_on_a_way_of(document: Document, node: str, others: Collection[str]) -> bool:
    above, at = set(), document.parent(node)
    while at is not None:
        above.add(at)
        at = document.parent(at)
    return not (above | set(document.below(node))).isdisjoint(others)


class _Pair:
    """Two events of a document: how likely every two branches of them are together, by node."""

    def __init__(self, document: Document, known: EventChances, other: Event) -> None:
        self.document, self.known, self.other = document, known, other
        self.differs = False
        self._shares = {
            node: share_formulas(document.children(node), document.parameter_values)
            for node in other.nodes
        }
        self._chances = event_chances(document, other, partly=True).of
        self._joint: dict[str, _Joint] = {}
        for id_ in reversed(document.tree):
            joint = self._joint_at(id_)
            if joint is not None:
                self._joint[id_] = joint

    def _joint_at(self, id_: str) -> _Joint | None:
        event, other = self.known.event, self.other
        leaving = {branch.id: branch.target for branch in self.document.children(id_)}
        below = [self._joint.get(target) for target in leaving.values()]
        if id_ in event.branches:
            after = [self._chances.get(leaving[branch]) for branch in event.branches[id_]]
            if None in after:
                return None
            rows = zip(self.known.of[id_], filter(None, after), strict=True)
            return tuple(tuple(share * chance for chance in own) for share, own in rows)
        if id_ in other.branches:
            told = [self.known.of.get(leaving[branch]) for branch in other.branches[id_]]
            if None in told:
                return None
            columns = zip(self._of(id_), filter(None, told), strict=True)
            return tuple(zip(*([share * c for c in own] for share, own in columns), strict=True))
        known = [joint for joint in below if joint is not None]
        if not known:
            return None
        if self.document.nodes[id_].kind is Kind.CHANCE:
            if len(known) < len(below):
                return None
            pairs = list(zip(self.known.shares[id_], known, strict=True))
            return tuple(
                tuple(total(s * j[e][o] for s, j in pairs) for o in range(len(other.labels)))
                for e in range(len(event.labels))
            )
        if not self.document.opinions and any(_values(j) != _values(known[0]) for j in known):
            self.differs = True
            return None
        return known[0]

    def _of(self, node: str) -> Chances:
        """The probabilities at a node of the other event, in its order."""
        ids = [branch.id for branch in self.document.children(node)]
        return tuple(self._shares[node][ids.index(b)] for b in self.other.branches[node])

    def _place(self, branch: Branch) -> str | None:
        """The node, of those that only choices part from a branch, at which both are told."""
        at: str | None = branch.source
        while at is not None and self.document.nodes[at].kind is Kind.CHOICE:
            if at in self._joint:
                return at
            at = self.document.parent(at)
        return at if at in self._joint else None

    def depends(self, branch: Branch, own: Collection[str]) -> bool:
        """Whether the tree has the other event depend on the event, as far as concerns a branch."""
        at = self._place(branch)
        if at is None:
            return self.differs or self._is_told_elsewhere(own)
        rows = _values(self._joint[at])
        likely = [sum(row) for row in rows]
        return any(
            value != chance * sum(column)
            for column in zip(*rows, strict=True)
            for value, chance in zip(column, likely, strict=True)
        )

    def _is_told_elsewhere(self, own: Collection[str]) -> bool:
        """Whether the event's branches tell of the other event, at one of its nodes."""
        stated = {_values((self._of(node),)) for node in own}
        for node in self.known.event.nodes:
            told = set()
            for branch in self.document.children(node):
                below = set(self.document.below(branch.target)).intersection(self.other.nodes)
                if branch.target in self._chances:
                    told.add(_values((self._chances[branch.target],)))
                else:
                    told |= {_values((self._of(one),)) for one in below}
            if len(told | stated) > 1 and told:
                return True
        return False

    def lack(self, branch: Branch, own: Collection[str]) -> str:
        """Why it is not said how the other event depends on the event after a branch, where it does."""
        at = self._place(branch)
        if at is None:
            return "differs" if self.differs else "unsaid"
        likely = tuple(sum(column) for column in zip(*_values(self._joint[at]), strict=True))
        return "" if all(_values((self._of(n),)) == (likely,) for n in own) else "prior"

    def at(self, branch: Branch, node: str) -> Together:
        """What conditions the branches of a node of the other event."""
        at = self._place(branch)
        assert at is not None
        places = {b: place for place, b in enumerate(self.other.branches[node])}
        order = [places[b.id] for b in self.document.children(node)]
        both = tuple(tuple(row[place] for place in order) for row in self._joint[at])
        return Together(self.known.of[at], both)


def _values(rows: _Joint) -> tuple[tuple[Fraction, ...], ...]:
    return tuple(tuple(part.value for part in row) for row in rows)


def _refused(names: Names, event: Event, branch: Branch, other: Event, why: str) -> NotSolvable:
    message = tr(_REFUSALS[why]).format(
        branch=quoted(names.branch_at(branch.id)),
        what=quoted(event_name(names, event)),
        other=quoted(event_name(names, other)),
    )
    return NotSolvable(
        [Finding(code=f"information.{why}", message=message, nodes=(branch.target,))]
    )
