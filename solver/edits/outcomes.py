"""Edits of outcomes, criteria, stated preferences, and the document's own texts."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

import msgspec

from solver.document.elements import (
    Completion,
    Criterion,
    Kind,
    NamedCompletion,
    Outcome,
    Preferences,
    ScaleEntry,
)
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits.base import changed, field_word, fresh_id, put, renamed, without
from solver.errors import EditError
from solver.preferences.named_relations import forgetting, renaming, stored_changed, with_values
from solver.translation import mark, tr

LONGEST_ID: Final = 20  # signs of a label that becomes the id, too


class AddOutcome(msgspec.Struct, frozen=True):
    """A new outcome at the end of the table; ``use_at`` names an outcome node that takes it.

    ``changes`` are further fields of it, as for `SetOutcome`.
    """

    label: str = ""
    use_at: str | None = None
    changes: Mapping[str, Any] = msgspec.field(default_factory=dict)
    name = mark("add outcome")

    def apply(self, document: Document) -> Document:
        id_ = self.label.strip()
        if not id_ or len(id_) > LONGEST_ID or id_ in document.outcomes:
            id_ = fresh_id(document.outcomes, "o")
        outcome = Outcome(id=id_, label=self.label, **self.changes)
        nodes = document.nodes
        if self.use_at is not None:
            nodes = changed(nodes, self.use_at, {"outcome": id_})
            if nodes[self.use_at].kind is not Kind.OUTCOME:
                raise EditError(tr("Only an outcome node says which outcome it is."))
        return replace(document, outcomes=put(document.outcomes, outcome), nodes=nodes)


class SetOutcome(msgspec.Struct, frozen=True):
    """Change fields of an outcome: label, scale, value, notes."""

    outcome: str
    changes: Mapping[str, Any] = msgspec.field(default_factory=dict)

    @property
    def name(self) -> str:
        return tr("change outcome’s ") + tr(" and ").join(map(field_word, self.changes))

    def apply(self, document: Document) -> Document:
        outcomes = changed(document.outcomes, self.outcome, self.changes)
        return document if outcomes is document.outcomes else replace(document, outcomes=outcomes)


class RemoveOutcome(msgspec.Struct, frozen=True):
    """Remove an outcome with the comparisons that name it; outcome nodes that show it go empty."""

    outcome: str
    name = mark("remove outcome")

    def apply(self, document: Document) -> Document:
        if self.outcome not in document.outcomes:
            return document
        nodes = {
            id_: msgspec.structs.replace(node, outcome=None)
            if node.outcome == self.outcome
            else node
            for id_, node in document.nodes.items()
        }
        stated = document.preferences
        preferences = msgspec.structs.replace(
            stated,
            better=tuple(pair for pair in stated.better if self.outcome not in pair),
            equal=tuple(pair for pair in stated.equal if self.outcome not in pair),
        )
        completion = document.completion
        if completion is not None and self.outcome in completion.alone:
            alone = {id_: u for id_, u in completion.alone.items() if id_ != self.outcome}
            completion = msgspec.structs.replace(completion, alone=alone)
        return replace(
            document,
            outcomes=without(document.outcomes, [self.outcome]),
            nodes=nodes,
            preferences=preferences,
            completion=completion,
            completions=_of_alone(
                document, lambda alone: {i: u for i, u in alone.items() if i != self.outcome}
            ),
            relations=stored_changed(document, lambda own: forgetting(own, self.outcome)),
        )


class RenameOutcome(msgspec.Struct, frozen=True):
    """Give an outcome another id, everywhere that it is named."""

    old: str
    new: str
    name = mark("rename outcome")

    def apply(self, document: Document) -> Document:
        if self.old == self.new:
            return document
        outcomes = renamed(document.outcomes, self.old, self.new, "outcome")

        def pairs(stated: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
            return tuple((self._now(x), self._now(y)) for x, y in stated)

        nodes = {
            id_: msgspec.structs.replace(node, outcome=self.new)
            if node.outcome == self.old
            else node
            for id_, node in document.nodes.items()
        }
        stated = document.preferences
        completion = document.completion
        if completion is not None:
            alone = {self._now(id_): u for id_, u in completion.alone.items()}
            completion = msgspec.structs.replace(completion, alone=alone)
        return replace(
            document,
            outcomes=outcomes,
            nodes=nodes,
            preferences=msgspec.structs.replace(
                stated, better=pairs(stated.better), equal=pairs(stated.equal)
            ),
            completion=completion,
            completions=_of_alone(
                document, lambda alone: {self._now(id_): u for id_, u in alone.items()}
            ),
            relations=stored_changed(document, lambda own: renaming(own, self.old, self.new)),
        )

    def _now(self, id_: str) -> str:
        return self.new if id_ == self.old else id_


class NameOutcome(msgspec.Struct, frozen=True):
    """Give an outcome another label, and an id to match where its label was its id; other fields, too.

    ``changes`` are further fields of it, as for `SetOutcome`.
    """

    outcome: str
    label: str
    changes: Mapping[str, Any] = msgspec.field(default_factory=dict)
    name = mark("rename outcome")

    def apply(self, document: Document) -> Document:
        before = document.outcomes.get(self.outcome)
        new = self.label.strip()
        if (
            before is not None
            and before.label.strip() in ("", before.id)
            and new
            and len(new) <= LONGEST_ID
            and new not in document.outcomes
        ):
            document = RenameOutcome(before.id, new).apply(document)
        else:
            new = self.outcome
        return SetOutcome(new, {"label": self.label, **self.changes}).apply(document)


def leaves_with(document: Document, outcome: str) -> tuple[str, ...]:
    """The outcome nodes that show an outcome."""
    return tuple(id_ for id_, node in document.nodes.items() if node.outcome == outcome)


def is_bare(document: Document, outcome: str) -> bool:
    """Whether nothing is known of an outcome but its name: no value, no statement, no notes."""
    entry = document.outcomes[outcome]
    without_it = RemoveOutcome(outcome).apply(document)
    return (
        entry == Outcome(id=outcome, label=entry.label)
        and without_it.preferences == document.preferences
        and without_it.completion == document.completion
        and without_it.completions == document.completions
        and without_it.relations == document.relations
    )


def _of_alone(
    document: Document, now: Callable[[Mapping[str, Numeral]], Mapping[str, Numeral]]
) -> Mapping[str, NamedCompletion]:
    """The named completions with other utilities of outcomes alone."""
    return {
        id_: msgspec.structs.replace(named, alone=now(named.alone))
        for id_, named in document.completions.items()
    }


class StatePreference(msgspec.Struct, frozen=True):
    """State outright how x compares with y: ``better``, ``worse``, ``equal``, or ``none``.

    ``none`` takes back what was stated.  The editor refuses a statement that contradicts the
    others (see `solver.preferences.contradictions.clash`).
    """

    x: str
    y: str
    relation: str

    @property
    def name(self) -> str:
        if self.relation == "none":
            return tr("unstate {x} and {y}").format(x=self.x, y=self.y)
        mark = {"better": "≻", "worse": "≺", "equal": "~"}[self.relation]
        return tr("state {x} {mark} {y}").format(x=self.x, mark=mark, y=self.y)

    def apply(self, document: Document) -> Document:
        for id_ in (self.x, self.y):
            if id_ not in document.outcomes:
                raise EditError(tr("There is no outcome “{id}” any more.").format(id=id_))
        if self.x == self.y:
            raise EditError(tr("An outcome is equal to itself; nothing else can be stated."))
        pair = {self.x, self.y}
        stated = document.preferences
        better = tuple(entry for entry in stated.better if set(entry) != pair)
        equal = tuple(entry for entry in stated.equal if set(entry) != pair)
        if self.relation == "better":
            better = (*better, (self.x, self.y))
        elif self.relation == "worse":
            better = (*better, (self.y, self.x))
        elif self.relation == "equal":
            equal = (*equal, (self.x, self.y))
        preferences: Preferences = msgspec.structs.replace(stated, better=better, equal=equal)
        return document if preferences == stated else replace(document, preferences=preferences)


class AddCriterion(msgspec.Struct, frozen=True):
    """A new criterion.  The first two replace the built-in ``value``, which stays the first."""

    label: str = ""
    name = mark("add criterion")

    def apply(self, document: Document) -> Document:
        criteria = document.criteria or {"value": Criterion(id="value")}
        criterion = Criterion(id=fresh_id(criteria, "c"), label=self.label)
        changed_document = replace(document, criteria=put(criteria, criterion))
        if len(criteria) > 1:
            return changed_document  # bare numbers were ambiguous before
        return _spelled_out(changed_document, next(iter(criteria)))


def _spelled_out(document: Document, only: str) -> Document:
    """Write bare numbers as {criterion: number}: with several criteria they would be ambiguous."""
    outcomes = {
        id_: msgspec.structs.replace(outcome, value={only: outcome.value})
        if isinstance(outcome.value, Numeral)
        else outcome
        for id_, outcome in document.outcomes.items()
    }
    branches = {
        id_: msgspec.structs.replace(branch, payoff={only: branch.payoff})
        if isinstance(branch.payoff, Numeral)
        else branch
        for id_, branch in document.branches.items()
    }
    relations = stored_changed(
        document,
        lambda own: with_values(own, lambda v: {only: v} if isinstance(v, Numeral) else v),
    )
    return replace(document, outcomes=outcomes, branches=branches, relations=relations)


class SetScale(msgspec.Struct, frozen=True):
    """Say of a scale what it is called, and its utility curve (None: net values themselves)."""

    scale: str
    changes: Mapping[str, Any] = msgspec.field(default_factory=dict)
    name = mark("change scale")

    def apply(self, document: Document) -> Document:
        before = document.scales.get(self.scale, ScaleEntry(id=self.scale))
        after = msgspec.structs.replace(before, **self.changes)
        if after == before:
            return document
        if after.utility is None and not after.label and not after.extra:
            return replace(document, scales=without(document.scales, [self.scale]))
        return replace(document, scales=put(document.scales, after))


class SetCriterion(msgspec.Struct, frozen=True):
    """Change fields of a criterion: label, better (``"more"`` or ``"less"``), format."""

    criterion: str
    changes: Mapping[str, Any] = msgspec.field(default_factory=dict)
    name = mark("change criterion")

    def apply(self, document: Document) -> Document:
        criteria = document.criteria or {"value": Criterion(id="value")}
        criteria_now = changed(criteria, self.criterion, self.changes)
        return document if criteria_now is criteria else replace(document, criteria=criteria_now)


class RemoveCriterion(msgspec.Struct, frozen=True):
    """Remove a criterion with all values on it."""

    criterion: str
    name = mark("remove criterion")

    def apply(self, document: Document) -> Document:
        if self.criterion not in document.criteria:
            return document
        criteria = without(document.criteria, [self.criterion])

        def rest(values: Any) -> Any:
            if values is None or isinstance(values, Numeral):
                return values
            kept = {id_: value for id_, value in values.items() if id_ != self.criterion}
            return kept or None

        outcomes = {
            id_: msgspec.structs.replace(outcome, value=rest(outcome.value))
            for id_, outcome in document.outcomes.items()
        }
        branches = {
            id_: msgspec.structs.replace(branch, payoff=rest(branch.payoff))
            for id_, branch in document.branches.items()
        }
        return replace(
            document,
            criteria=criteria,
            outcomes=outcomes,
            branches=branches,
            relations=stored_changed(document, lambda own: with_values(own, rest)),
        )


class SetDocument(msgspec.Struct, frozen=True):
    """Change the document's title or its notes (None: leave it)."""

    title: str | None = None
    notes: str | None = None

    @property
    def name(self) -> str:
        return tr("change title") if self.notes is None else tr("change notes")

    def apply(self, document: Document) -> Document:
        title = document.title if self.title is None else self.title
        notes = document.notes if self.notes is None else self.notes
        if (title, notes) == (document.title, document.notes):
            return document
        return replace(document, title=title, notes=notes)


class SetView(msgspec.Struct, frozen=True):
    """Change an entry of ``view``, for example the direction in which the tree grows; None: take it away."""

    key: str
    value: Any
    name = mark("change view")

    def apply(self, document: Document) -> Document:
        if document.view.get(self.key) == self.value:
            return document
        if self.value is None:
            rest = {key: entry for key, entry in document.view.items() if key != self.key}
            return replace(document, view=rest)
        return replace(document, view={**document.view, self.key: self.value})


class SetRelation(msgspec.Struct, frozen=True):
    """Say how prospects compare: an id in `solver.preferences.relations.RELATIONS`."""

    relation: str
    name = mark("change how prospects compare")

    def apply(self, document: Document) -> Document:
        stated = document.preferences
        if stated.relation == self.relation:
            return document
        preferences = msgspec.structs.replace(stated, relation=self.relation)
        return replace(document, preferences=preferences)


class SetCompletion(msgspec.Struct, frozen=True):
    """State the utility function that expected utility uses; None takes it away."""

    completion: Completion | None
    name = mark("change completion")

    def apply(self, document: Document) -> Document:
        if document.completion == self.completion:
            return document
        return replace(document, completion=self.completion)
