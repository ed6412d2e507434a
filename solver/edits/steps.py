"""Edits of the steps in which a document is shown."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

import msgspec

from solver.document.model import Document
from solver.errors import EditError
from solver.page.talk_steps import KEY, Step, Where, chart_parameters, entries, step_entry
from solver.translation import mark, tr


class AddStep(msgspec.Struct, frozen=True):
    """A new step before the one that has this number (counted from 0; None: at the end)."""

    step: Step
    at: int | None = None
    name = mark("add step")

    def apply(self, document: Document) -> Document:
        listed, places = _listed(document)
        at = len(listed)
        if self.at is not None and self.at < len(places):
            at = places[max(0, self.at)]
        return _with(document, [*listed[:at], step_entry(self.step), *listed[at:]])


class SetStep(msgspec.Struct, frozen=True):
    """Another content for the step that has this number."""

    number: int
    step: Step
    what: str = "step"

    @property
    def name(self) -> str:
        return tr("change {what}").format(what=self.what)

    def apply(self, document: Document) -> Document:
        listed, places = _listed(document)
        place = _place(places, self.number)
        entry = step_entry(self.step, listed[place])
        if entry == listed[place]:
            return document
        return _with(document, [*listed[:place], entry, *listed[place + 1 :]])


class DeleteSteps(msgspec.Struct, frozen=True):
    """Steps taken away."""

    numbers: Collection[int]

    @property
    def name(self) -> str:
        return tr("delete step") if len(self.numbers) == 1 else tr("delete steps")

    def apply(self, document: Document) -> Document:
        listed, places = _listed(document)
        drop = {_place(places, number) for number in self.numbers}
        if not drop:
            return document
        return _with(document, [entry for at, entry in enumerate(listed) if at not in drop])


class MoveStep(msgspec.Struct, frozen=True):
    """A step at another place of the order: ``to`` is the number that it has afterwards."""

    number: int
    to: int
    name = mark("move step")

    def apply(self, document: Document) -> Document:
        listed, places = _listed(document)
        _place(places, self.number)
        order = list(range(len(places)))
        order.insert(max(0, min(self.to, len(order) - 1)), order.pop(self.number))
        if order == list(range(len(places))):
            return document
        moved = list(listed)
        for place, number in zip(places, order, strict=True):
            moved[place] = listed[places[number]]
        return _with(document, moved)


class ReplaceSteps(msgspec.Struct, frozen=True):
    """Other steps instead of all there are: those that were generated, or none."""

    steps: tuple[Step, ...]

    @property
    def name(self) -> str:
        return tr("generate steps") if self.steps else tr("delete all steps")

    def apply(self, document: Document) -> Document:
        listed, places = _listed(document)
        steps = set(places)
        kept = [entry for at, entry in enumerate(listed) if at not in steps]
        after = [*map(step_entry, self.steps), *kept]
        return document if after == listed else _with(document, after)


def parameter_renamed_in_steps(view: Mapping[str, Any], old: str, new: str) -> Mapping[str, Any]:
    """A document’s view with a parameter named anew in the charts that steps show."""
    if not isinstance(view.get(KEY), list):
        return view
    document = Document(view=view)
    for number, step in enumerate(step for _, step in entries(document)):
        about = chart_parameters(step)
        if old in about:
            named = ",".join(new if id_ == old else id_ for id_ in about)
            word, at, rest = step.chart.partition("@")
            chart = f"{word.partition(':')[0]}:{named}{at}{rest}"
            changed = msgspec.structs.replace(step, chart=chart)
            document = SetStep(number, changed).apply(document)
    return document.view


def renamed_in_steps(
    view: Mapping[str, Any], old: str, new: str, *, node: bool
) -> Mapping[str, Any]:
    """A document’s view with a node or branch named anew wherever a step speaks of it."""
    if not isinstance(view.get(KEY), list):
        return view
    document = Document(view=view)
    for number, step in enumerate(step for _, step in entries(document)):
        document = SetStep(number, _renamed(step, old, new, node=node)).apply(document)
    return document.view


def _renamed(step: Step, old: str, new: str, *, node: bool) -> Step:
    def ids(listed: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(new if id_ == old else id_ for id_ in listed)

    def place(where: Where) -> Where:
        if node:
            return Where(ids(where.nodes), where.branches, ids(where.subtrees))
        return Where(where.nodes, ids(where.branches), where.subtrees)

    choices = step.plan.items()
    return msgspec.structs.replace(
        step,
        where=place(step.where),
        highlight=place(step.highlight),
        zoom=new if node and step.zoom == old else step.zoom,
        plan={
            (new if node and at == old else at): (new if not node and to == old else to)
            for at, to in choices
        },
    )


def _listed(document: Document) -> tuple[list[Any], list[int]]:
    """The document’s list, and where in it the steps are among what is none."""
    listed = document.view.get(KEY, [])
    if not isinstance(listed, list):
        raise EditError(tr("The document’s list of steps is not a list, so it cannot be changed."))
    return listed, [place for place, _ in entries(document)]


def _place(places: list[int], number: int) -> int:
    if not 0 <= number < len(places):
        raise EditError(tr("There is no such step any more."))
    return places[number]


def _with(document: Document, listed: list[Any]) -> Document:
    view = {**document.view, KEY: listed}
    if not listed:
        del view[KEY]
    return replace(document, view=view)
