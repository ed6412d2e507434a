"""Edits of opinions: what parameters are in each, and intervals in the place of numbers."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Final

import msgspec

from solver.checks.opinions import MOST_OPINIONS
from solver.document.elements import Branch, Kind, Opinion, Parameter
from solver.document.model import Document
from solver.document.numerals import Numeral, is_name, plain_numeral
from solver.edits.base import changed, fresh_id, put, without
from solver.errors import EditError
from solver.translation import mark, tr

#: How the corners of intervals are told, at the beginning of a label and further on.
_LOW: Final = (mark("Low: {about} {number}"), mark("low: {about} {number}"))
_HIGH: Final = (mark("High: {about} {number}"), mark("high: {about} {number}"))
_BETWEEN: Final = ("{about} {number}", "{about} {number}")


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
        opinions = put(document.opinions, Opinion(id=id_, label=label))
        return told_anew(document, replace(document, opinions=opinions))


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
        opinions = changed(document.opinions, self.opinion, {"parameters": stated})
        if opinions is not document.opinions:
            document = told_anew(document, replace(document, opinions=opinions))
        label = {} if self.label is None else {"label": self.label}
        opinions = changed(document.opinions, self.opinion, label)
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
        return _between(document, self.parameter, self.low, self.high)


class RemoveOpinion(msgspec.Struct, frozen=True):
    """Remove an opinion."""

    opinion: str
    name = mark("remove opinion")

    def apply(self, document: Document) -> Document:
        if self.opinion not in document.opinions:
            return document
        left = without(document.opinions, [self.opinion])
        return told_anew(document, replace(document, opinions=left))


def with_interval(document: Document, branch: Branch, low: Numeral, high: Numeral) -> Document:
    """The document in which opinions differ about a probability, from one number to another.

    It becomes a parameter, if it is none yet, and every opinion becomes two: as many as the intervals
    have corners.  The same interval of a branch with the same label is the same event: one parameter.
    The other branch of two gets the rest.  Raises `EditError` where there would be more
    than `MOST_OPINIONS`.
    """
    own = branch.probability
    known = own.text if own is not None and own.text in document.parameters else None
    if known is None and (same := _same_event(document, branch, low, high)) is not None:
        return _with_parameter(document, branch, same)
    if known is None:
        document, known = _as_parameter(document, branch, low)
    return _between(document, known, low, high)


def _between(document: Document, parameter: str, low: Numeral, high: Numeral) -> Document:
    """The document in which opinions differ about a parameter, and its own value is in the middle."""
    known = _values(document, parameter)
    ends = sorted(set(known.values()))
    everywhere = all(parameter in opinion.parameters for opinion in document.opinions.values())
    if everywhere and len(known) == len(document.opinions) and len(ends) == 2:
        moved = {
            id_: _stating(opinion, parameter, low if known[id_] == ends[0] else high)
            for id_, opinion in document.opinions.items()
        }
        after = told_anew(document, replace(document, opinions=moved))
    else:
        _make_sure_of_room(document)
        after = _doubled(document, parameter, low, high)
    middle = {"value": _middle(low, high)}
    return replace(after, parameters=changed(after.parameters, parameter, middle))


def _make_sure_of_room(document: Document) -> None:
    """Raise `EditError` where one more interval would make more than `MOST_OPINIONS`."""
    value = 2 * max(1, len(document.opinions))
    if value > MOST_OPINIONS:
        raise EditError(
            tr(
                "One more interval would make {value} opinions (each interval doubles them), and there can be at most {most_opinions}: give fewer intervals, or list the opinions that you mean."
            ).format(value=value, most_opinions=MOST_OPINIONS)
        )


def _doubled(document: Document, parameter: str, low: Numeral, high: Numeral) -> Document:
    """The document in which every opinion is two: a parameter is one number in one, another in the other."""
    found: dict[str, Opinion] = {}
    origins: dict[str, str] = {}
    for opinion in (document.opinions or {"": Opinion(id="")}).values():
        for ending, numeral in (("low", low), ("high", high)):
            id_ = fresh_id(found, f"{opinion.id}-{ending}") if opinion.id else ending
            one = msgspec.structs.replace(opinion, id=id_, label=opinion.label or opinion.id)
            found[id_], origins[id_] = _stating(one, parameter, numeral), opinion.id
    return told_anew(document, replace(document, opinions=found), origins, parameter)


def _stating(opinion: Opinion, parameter: str, numeral: Numeral) -> Opinion:
    return msgspec.structs.replace(opinion, parameters={**opinion.parameters, parameter: numeral})


def _values(document: Document, parameter: str) -> dict[str, Fraction]:
    """What a parameter is in each opinion; left out where that cannot be computed."""
    known = (reading.parameter_values.get(parameter) for reading in document.readings)
    return {
        id_: value
        for id_, value in zip(document.opinions, known, strict=False)
        if value is not None
    }


class _Told(msgspec.Struct, frozen=True):
    """What the label of an opinion tells of a parameter."""

    forms: tuple[str, str]
    about: str
    number: str

    def text(self, say: Callable[[str], str], at: int) -> str:
        """In words, at the beginning of a label or further on."""
        return say(self.forms[at > 0]).format(about=self.about, number=self.number)


def _told(document: Document) -> dict[str, dict[str, _Told]]:
    """What labels tell, by opinion and parameter: the number of each about which any opinion says something."""
    every = document.opinions.values()
    found: dict[str, dict[str, _Told]] = {opinion.id: {} for opinion in every}
    for parameter in document.parameters.values():
        if not any(parameter.id in opinion.parameters for opinion in every):
            continue
        known = _values(document, parameter.id)
        ends = {min(known.values()): _LOW, max(known.values()): _HIGH} if known else {}
        for opinion in every:
            value = known.get(opinion.id)
            forms = _BETWEEN if value is None or len(ends) < 2 else ends.get(value, _BETWEEN)
            number = opinion.parameters.get(parameter.id, parameter.value).text
            about = parameter.label or parameter.id
            found[opinion.id][parameter.id] = _Told(forms, about, number)
    return found


def told_anew(
    before: Document,
    after: Document,
    origins: Mapping[str, str] | None = None,
    new: str = "",
    called: Mapping[str, str] | None = None,
) -> Document:
    """The document after a change, with labels of opinions that tell the numbers that there are now.

    What somebody called an opinion stays.  ``origins`` says of which opinion each was made, ``new``
    which parameter all labels are to tell, ``called`` what parameters are called that had another id.
    """
    if not after.opinions:
        return after
    was, now = _told(before), _told(after)
    labels: dict[str, str] = {}
    for id_, opinion in after.opinions.items():
        origin = id_ if origins is None else origins[id_]
        earlier = was.get(origin, {})
        if called:
            earlier = {called.get(key, key): told for key, told in earlier.items()}
        if (label := _label(opinion.label, earlier, now[id_], new)) != opinion.label:
            labels[id_] = label
    return replace(after, opinions=_relabelled(after.opinions, labels)) if labels else after


def _relabelled(opinions: Mapping[str, Opinion], labels: Mapping[str, str]) -> dict[str, Opinion]:
    return {
        id_: msgspec.structs.replace(opinion, label=labels.get(id_, opinion.label))
        for id_, opinion in opinions.items()
    }


def _label(label: str, was: Mapping[str, _Told], now: Mapping[str, _Told], new: str) -> str:
    """A label that tells numbers as they are now, if it told them as they were."""
    if label == "" and not new:
        return label
    for say in (tr, str):  # as it is said now, or in English
        if label == _text(was.values(), say, 0):
            return _text(now.values(), tr, 0)
        own, told = label, {new}
        for key, each in reversed([*was.items()]):  # it may tell only some of them
            if own.endswith(ending := ", " + each.text(say, 1)):
                own = own.removesuffix(ending)
                told.add(key)
        if own != label:
            return ", ".join((own, *(now[key].text(tr, 1) for key in now if key in told)))
    return label if not new else f"{label}, {now[new].text(tr, 1)}"


def _text(told: Iterable[_Told], say: Callable[[str], str], at: int) -> str:
    return ", ".join(each.text(say, place) for place, each in enumerate(told, at))


def _as_parameter(document: Document, branch: Branch, value: Numeral) -> tuple[Document, str]:
    """The document in which a probability is a parameter, and the name of that."""
    word = "".join(c if c.isalnum() else "_" for c in branch.label.strip().lower())
    stem = word if is_name(word) and len(word) <= 16 else "p"
    name = stem if stem not in document.parameters else fresh_id(document.parameters, stem)
    parameter = Parameter(
        id=name,
        value=value,
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
    wanted = {low.value({}), high.value({})}
    for id_, parameter in document.parameters.items():
        if not branch.label or parameter.label != branch.label:
            continue
        stated = all(id_ in opinion.parameters for opinion in document.opinions.values())
        if stated and set(_values(document, id_).values()) == wanted:
            return id_
    return None
