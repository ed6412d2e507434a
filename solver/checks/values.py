"""Can all numbers of parameters and outcomes be computed, and do statements and scales agree?"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from solver.checks.criteria import Criteria
from solver.checks.words import (
    MAX_SHOWN,
    called_criterion,
    called_outcome,
    did_you_mean,
    listed,
    shown,
)
from solver.document.distributions import read_distribution
from solver.document.elements import Completion, Values
from solver.document.model import Document
from solver.document.parameters import resolve, unknown_names
from solver.errors import NumberError, QuandaryError
from solver.findings import Finding, Severity
from solver.preferences.contradictions import clash
from solver.preferences.relations import RELATIONS
from solver.translation import capital, tr

WARNING: Final = Severity.WARNING


def parameters(document: Document) -> Iterator[Finding]:
    """Every parameter has a value that can be computed, within its bounds, and can be drawn if it is to be."""
    numerals = {id_: parameter.value for id_, parameter in document.parameters.items()}
    for id_, problem in resolve(numerals).problems.items():
        unknown = unknown_names(numerals[id_], document.parameters)
        yield Finding(code="parameter.value", message=problem, parameters=(id_,), unknown=unknown)
    names = document.parameter_values
    for parameter in document.parameters.values():
        bounds: dict[str, Fraction] = {}
        for key in ("min", "max"):
            numeral = getattr(parameter, key)
            if numeral is None:
                continue
            try:
                bounds[key] = numeral.value(names)
            except NumberError as error:
                yield Finding(
                    code="parameter.bounds",
                    message=tr("The {key} of parameter “{id}”: {message}").format(
                        key=key, id=parameter.id, message=error.message
                    ),
                    severity=WARNING,
                    parameters=(parameter.id,),
                    unknown=unknown_names(numeral, document.parameters),
                )
        value = names.get(parameter.id)
        if value is not None and (where := _out_of_bounds(value, bounds)):
            yield Finding(
                code="parameter.bounds",
                message=tr("The parameter “{id}” is {value}, {where}.").format(
                    id=parameter.id, value=shown(value), where=where
                ),
                severity=WARNING,
                parameters=(parameter.id,),
            )
        if parameter.distribution is not None:
            try:
                read_distribution(document, parameter.id)
            except QuandaryError as error:
                yield Finding(
                    code="parameter.distribution",
                    message=error.message,
                    severity=WARNING,
                    parameters=(parameter.id,),
                )


def _out_of_bounds(value: Fraction, bounds: Mapping[str, Fraction]) -> str:
    """Where a value lies that lies outside of the bounds there are; empty if it does not."""
    low, high = bounds.get("min", value), bounds.get("max", value)
    if low <= value <= high:
        return ""
    if len(bounds) == 2:
        return tr("outside of {low} to {high}").format(low=shown(low), high=shown(high))
    return (
        tr("less than its min {low}").format(low=shown(low))
        if value < low
        else tr("more than its max {high}").format(high=shown(high))
    )


def outcomes(document: Document) -> Iterator[Finding]:
    """Every value of an outcome can be computed, and all on one scale have the same criteria."""
    criteria_of = Criteria(document)
    scales: dict[str, dict[frozenset[str], list[str]]] = defaultdict(lambda: defaultdict(list))
    for outcome in document.outcomes.values():
        if outcome.value is None:
            if outcome.scale is not None:
                yield Finding(
                    code="scale.no_value",
                    message=tr(
                        "The outcome “{name}” names the scale “{scale}” but has no value there, so it stands alone."
                    ).format(name=outcome.label or outcome.id, scale=outcome.scale),
                    severity=WARNING,
                    outcomes=(outcome.id,),
                )
            continue
        try:
            criteria = criteria_of.named(outcome.value)
        except NumberError as error:
            yield Finding(
                code="outcome.value",
                message=tr("The value of outcome “{name}”: {message}").format(
                    name=outcome.label or outcome.id, message=error.message
                ),
                outcomes=(outcome.id,),
                unknown=unknown_names(outcome.value, document.parameters),
            )
            continue
        if not criteria:
            yield Finding(
                code="outcome.value",
                message=tr(
                    "The outcome “{name}” has an empty value: give it a number, or leave the value out so that it stands alone."
                ).format(name=outcome.label or outcome.id),
                outcomes=(outcome.id,),
            )
            continue
        scales[outcome.scale_name or ""][criteria].append(outcome.id)
    for scale, groups in scales.items():
        if len(groups) > 1:
            parts = "; ".join(
                tr("{ids} on {criteria}").format(
                    ids=listed([called_outcome(document, id_) for id_ in ids[: MAX_SHOWN + 1]]),
                    criteria=", ".join(called_criterion(document, c) for c in sorted(criteria)),
                )
                for criteria, ids in groups.items()
            )
            yield Finding(
                code="scale.criteria",
                message=tr(
                    "All outcomes on the scale “{scale}” must have values on the same criteria, but there is {parts}."
                ).format(scale=scale, parts=parts),
                outcomes=tuple(id_ for ids in groups.values() for id_ in ids),
            )


def relation(document: Document) -> Iterator[Finding]:
    """The relation between prospects is known, and can do with what the document holds."""
    id_ = document.preferences.relation
    if id_ not in RELATIONS:
        known = tr(" or ").join(tr("“{name}”").format(name=word) for word in RELATIONS)
        yield Finding(
            code="preferences.relation",
            message=tr(
                "Prospects are said to compare by “{id}”, which is not known here; it can be {known}."
            ).format(id=id_, known=known),
        )
        return
    yield from RELATIONS[id_].findings(document)


def statements(document: Document) -> Iterator[Finding]:
    """Statements name outcomes, and some utility function satisfies them all."""
    stated = document.preferences
    if not stated.better and not stated.equal:
        return
    for x, y in (*stated.better, *stated.equal):
        unknown = tuple(id_ for id_ in dict.fromkeys((x, y)) if id_ not in document.outcomes)
        if unknown:
            names = tr(" and ").join(tr("“{name}”").format(name=id_) for id_ in unknown)
            yield Finding(
                code="preferences.unknown",
                message=tr(
                    "A stated comparison of “{x}” and “{y}” names {names}, and there is no such outcome.{outcomes}"
                ).format(
                    x=called_outcome(document, x),
                    y=called_outcome(document, y),
                    names=names,
                    outcomes=did_you_mean(unknown[0], document.outcomes),
                ),
                outcomes=unknown,
            )
    if (contradiction := clash(document)) is not None:
        yield Finding(
            code="preferences.clash",
            message=contradiction.message,
            outcomes=contradiction.outcomes,
        )


def completion(document: Document) -> Iterator[Finding]:
    """What completions say is read only where one of them is used, strictly; here are warnings."""
    if document.completion is not None:
        yield from _completion(document, document.completion, tr("the completion"))
    for named in document.completions.values():
        yield from _completion(
            document, named.completion, tr("the completion “{name}”").format(name=named.name)
        )


def _completion(document: Document, given: Completion, called: str) -> Iterator[Finding]:
    every = document.outcomes.values()
    scales = {outcome.scale_name for outcome in every if outcome.scale_name is not None}
    alone = {outcome.id for outcome in every if outcome.scale_name is None}
    for noun, named, known in (
        (tr("scale"), given.scales, scales),
        (tr("outcome standing alone"), given.alone, alone),
    ):
        for name in named:
            if name not in known:
                yield Finding(
                    code="completion.unknown",
                    message=tr(
                        "{called} names “{name}”, and there is no such {noun}.{known}"
                    ).format(
                        called=capital(called),
                        name=name,
                        noun=noun,
                        known=did_you_mean(name, known),
                    ),
                    severity=WARNING,
                )
    numerals: list[tuple[str, Values | None]] = [
        *(
            (tr("the utility of “{name}”").format(name=name), numeral)
            for name, numeral in given.alone.items()
        ),
        *(
            (tr("the weight of “{name}”").format(name=name), entry.weight)
            for name, entry in given.scales.items()
        ),
        *(
            (tr("the offset of “{name}”").format(name=name), entry.offset)
            for name, entry in given.scales.items()
        ),
    ]
    for place, values in numerals:
        for numeral in values.values() if isinstance(values, Mapping) else (values,):
            try:
                if numeral is not None:
                    numeral.value(document.parameter_values)
            except NumberError as error:
                yield Finding(
                    code="completion.number",
                    message=tr("In {called}, {place}: {message}").format(
                        called=called, place=place, message=error.message
                    ),
                    severity=WARNING,
                    unknown=unknown_names(numeral, document.parameters),
                )
