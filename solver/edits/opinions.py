"""Edits of opinions: what parameters are in each, and intervals in the place of numbers."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import msgspec

from solver.checks.opinions import MOST_OPINIONS
from solver.document.elements import Branch, Kind, Opinion, Parameter
from solver.document.model import Document
from solver.document.numerals import Numeral, is_name, plain_numeral
from solver.edits.base import changed, fresh_id, put, without
from solver.errors import EditError
from solver.translation import mark, tr

#: What the corners of an interval are called.
_ENDS: Final = (("low", "Low"), ("high", "High"))


class AddOpinion(msgspec.Struct, frozen=True):
    """One more opinion, in which all parameters have their value."""

    name = mark("add opinion")

    def apply(self, document: Document) -> Document:
        if len(document.opinions) >= MOST_OPINIONS:
            raise EditError(
                tr("There are {most_opinions} opinions, and there can be no more.").format(
                    most_opinions=MOST_OPINIONS
                )
            )
        id_ = fresh_id(document.opinions, "opinion ")
        label = tr("Opinion {opinions}").format(opinions=len(document.opinions) + 1)
        return replace(document, opinions=put(document.opinions, Opinion(id=id_, label=label)))


class SetOpinion(msgspec.Struct, frozen=True):
    """Change the label of an opinion, or what parameters are in it; None: the parameter’s own value."""

    opinion: str
    label: str | None = None
    values: Mapping[str, Numeral | None] = msgspec.field(default_factory=dict)
    name = mark("change opinion")

    def apply(self, document: Document) -> Document:
        if self.opinion not in document.opinions:
            raise EditError(
                tr("There is no opinion “{opinion}” any more.").format(opinion=self.opinion)
            )
        stated = dict(document.opinions[self.opinion].parameters)
        for parameter, numeral in self.values.items():
            if parameter not in document.parameters:
                raise EditError(
                    tr("There is no parameter “{parameter}” any more.").format(parameter=parameter)
                )
            if numeral is None:
                stated.pop(parameter, None)
            else:
                stated[parameter] = numeral
        changes: dict[str, Any] = {"parameters": stated}
        if self.label is not None:
            changes["label"] = self.label
        opinions = changed(document.opinions, self.opinion, changes)
        return document if opinions is document.opinions else replace(document, opinions=opinions)


class SetParameterInterval(msgspec.Struct, frozen=True):
    """Let opinions differ about a parameter, from one number to another; its own value is between.

    Every opinion becomes two, unless they differ about it by two values already: those are moved.
    Raises `EditError` where there would be more than `MOST_OPINIONS`.
    """

    parameter: str
    low: Numeral
    high: Numeral
    name = mark("change parameter")

    def apply(self, document: Document) -> Document:
        if self.parameter not in document.parameters:
            raise EditError(
                tr("There is no parameter “{parameter}” any more.").format(parameter=self.parameter)
            )
        own = document.parameters[self.parameter]
        moved = _moved(document, self.parameter, self.low, self.high)
        if moved is None:
            _make_sure_of_room(document)
            about = own.label or own.id
            moved = _doubled(document, own.id, self.low, self.high, about)
        between = {"value": _middle(self.low, self.high)}
        return replace(moved, parameters=changed(moved.parameters, own.id, between))


class RemoveOpinion(msgspec.Struct, frozen=True):
    """Remove an opinion."""

    opinion: str
    name = mark("remove opinion")

    def apply(self, document: Document) -> Document:
        if self.opinion not in document.opinions:
            return document
        return replace(document, opinions=without(document.opinions, [self.opinion]))


def with_interval(document: Document, branch: Branch, low: Numeral, high: Numeral) -> Document:
    """The document in which opinions differ about a probability, from one number to another.

    It becomes a parameter, if it is none yet, and every opinion becomes two: as many as the intervals
    have corners.  The same interval of a branch with the same label is the same event: one parameter.
    The other branch of two gets the rest.  Raises `EditError` where there would be more
    than `MOST_OPINIONS`.
    """
    own = branch.probability
    known = own.text if own is not None and own.text in document.parameters else None
    if known is not None and (moved := _moved(document, known, low, high)) is not None:
        return moved
    if known is None and (same := _same_event(document, branch, low, high)) is not None:
        return _with_parameter(document, branch, same)
    _make_sure_of_room(document)
    if known is None:
        document, known = _as_parameter(document, branch, low, high)
    return _doubled(document, known, low, high, branch.label or known)


def _make_sure_of_room(document: Document) -> None:
    """Raise `EditError` where one more interval would make more than `MOST_OPINIONS`."""
    value = 2 * max(1, len(document.opinions))
    if value > MOST_OPINIONS:
        raise EditError(
            tr(
                "One more interval would make {value} opinions (each interval doubles them), and there can be {most_opinions}: give fewer intervals, or list the opinions that you mean."
            ).format(value=value, most_opinions=MOST_OPINIONS)
        )


def _doubled(
    document: Document, parameter: str, low: Numeral, high: Numeral, about: str
) -> Document:
    """The document in which every opinion is two: a parameter is one number in one, another in the other."""
    found: dict[str, Opinion] = {}
    for opinion in (document.opinions or {"": Opinion(id="", label="")}).values():
        for (ending, word), numeral in zip(_ENDS, (low, high), strict=True):
            id_ = fresh_id(found, f"{opinion.id}-{ending}") if opinion.id else ending
            called = f"{word}: {about} {numeral.text}"
            label = f"{opinion.label or opinion.id}, {called.lower()}" if opinion.id else called
            stated = {**opinion.parameters, parameter: numeral}
            found[id_] = msgspec.structs.replace(opinion, id=id_, label=label, parameters=stated)
    return replace(document, opinions=found)


def _moved(document: Document, parameter: str, low: Numeral, high: Numeral) -> Document | None:
    """Where opinions differ about a parameter by two values already, these are the new two."""
    names = document.parameter_values
    stated = {id_: o.parameters.get(parameter) for id_, o in document.opinions.items()}
    values = {id_: n.value(names) for id_, n in stated.items() if n is not None}
    ends = sorted(set(values.values()))
    if len(values) < len(stated) or len(ends) != 2:
        return None
    own = document.parameters[parameter]
    opinions = {}
    for id_, opinion in document.opinions.items():
        was, now = opinion.parameters[parameter], low if values[id_] == ends[0] else high
        opinions[id_] = msgspec.structs.replace(
            opinion,
            label=_told_again(opinion.label, own.label or own.id, was, now),
            parameters={**opinion.parameters, parameter: now},
        )
    return replace(document, opinions=opinions)


def _told_again(label: str, about: str, was: Numeral, now: Numeral) -> str:
    """The label of an opinion, with the number that it tells of something as it is now."""
    parts = label.split(", ")
    told = f"{about} {was.text}"
    return ", ".join(
        part.removesuffix(told) + f"{about} {now.text}" if part.endswith(f": {told}") else part
        for part in parts
    )


def _as_parameter(
    document: Document, branch: Branch, low: Numeral, high: Numeral
) -> tuple[Document, str]:
    """The document in which a probability is a parameter, and the name of that."""
    word = "".join(c if c.isalnum() else "_" for c in branch.label.strip().lower())
    stem = word if is_name(word) and len(word) <= 16 else "p"
    name = stem if stem not in document.parameters else fresh_id(document.parameters, stem)
    parameter = Parameter(
        id=name,
        value=_middle(low, high),
        min=Numeral("0", quoted=False),
        max=Numeral("1", quoted=False),
        label=branch.label,
    )
    document = replace(document, parameters=put(document.parameters, parameter))
    return _with_parameter(document, branch, name), name


def _middle(low: Numeral, high: Numeral) -> Numeral:
    """The number between two, a fraction where they are fractions."""
    middle = (low.value({}) + high.value({})) / 2
    return Numeral.of(middle) if "/" in low.text + high.text else plain_numeral(middle)


def _with_parameter(document: Document, branch: Branch, name: str) -> Document:
    """The document in which a probability is a parameter; the other branch of two gets the rest."""
    branches = dict(document.branches)
    branches[branch.id] = msgspec.structs.replace(branch, probability=Numeral(name))
    others = [other for other in document.children(branch.source) if other.id != branch.id]
    if len(others) == 1 and document.nodes[branch.source].kind is Kind.CHANCE:
        branches[others[0].id] = msgspec.structs.replace(others[0], probability=Numeral("#"))
    return replace(document, branches=branches)


def _same_event(document: Document, branch: Branch, low: Numeral, high: Numeral) -> str | None:
    """A parameter that stands for a branch of this label, and lies between these numbers already."""
    names = document.parameter_values
    wanted = {low.value({}), high.value({})}
    for id_, parameter in document.parameters.items():
        if not branch.label or parameter.label != branch.label:
            continue
        stated = [opinion.parameters.get(id_) for opinion in document.opinions.values()]
        values = {numeral.value(names) for numeral in stated if numeral is not None}
        if stated and None not in stated and values == wanted:
            return id_
    return None
