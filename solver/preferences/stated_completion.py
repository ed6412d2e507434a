"""A completion as a document states it: the utility of each feature, checked against the preferences."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction

import msgspec

from solver.document.elements import Completion, ScaleUtility, Values
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.document.values import criterion_values
from solver.errors import NumberError
from solver.findings import Finding
from solver.preferences.completion_values import completion_of, tidy
from solver.preferences.exact_simplex import Optimum, Vector, dot, maximise
from solver.preferences.features import Scale, ValuedOutcome
from solver.preferences.statements import Statements
from solver.translation import capital, tr

ZERO = Fraction(0)
ONE = Fraction(1)


class StatedUtility(msgspec.Struct, frozen=True):
    """What a completion makes of the features of some statements; None where it leaves one open.

    ``findings`` are all reasons why it does not serve.
    """

    utility: tuple[Fraction | None, ...]
    findings: tuple[Finding, ...]

    def of(self, statements: Statements, names: Sequence[tuple[Scale, str | None]]) -> Vector:
        """The utility of these features; what it leaves open counts as zero."""
        index = statements.features.index
        return tuple(self.utility[index[name]] or ZERO for name in names)


def stated_utility(
    document: Document,
    completion: Completion | None,
    statements: Statements,
    used: AbstractSet[Scale],
    called: str = "the completion",
) -> StatedUtility:
    """The utility of each feature under a completion of a document.

    ``used`` are the scales that it has to cover.  A weight left out is 1, an offset left out 0; the
    utility of an outcome alone has to be there.  Where there is no completion at all, what one would
    have to say is a finding.  Statements may bind the outcomes through others: ``statements`` are as
    they are made.
    """
    given, start = completion or Completion(), capital(called)
    names_of = document.parameter_values
    findings: list[Finding] = []
    missing: list[str] = []
    utility: list[Fraction | None] = []
    weights: dict[Scale, Mapping[str, Fraction]] = {}
    for scale, criterion in statements.features.names:
        kind, name = scale
        number: Fraction | None = None
        wanted = ""
        try:
            if kind == "alone":
                numeral = given.alone.get(name)
                if numeral is not None:
                    number = numeral.value(names_of)
                wanted = tr("a utility of “{value}”").format(
                    value=document.outcomes[name].label or name
                )
            elif completion is None:
                if criterion is not None:
                    wanted = tr("a weight of the scale “{name}”").format(name=name)
                    if len(document.criterion_ids) > 1:
                        wanted += tr(" on “{criterion}”").format(
                            criterion=_called(document, criterion)
                        )
            elif criterion is None:
                entry = given.scales.get(name)
                number = ZERO
                if entry is not None and entry.offset is not None:
                    number = entry.offset.value(names_of)
                if entry is not None and entry.weight is not None:
                    weights[scale] = _weights(document, statements, scale, entry.weight)
            else:
                number = weights.get(scale, {}).get(criterion, ONE)
        except NumberError as error:
            findings.append(Finding(code="completion.number", message=f"{start}: {error.message}"))
            wanted = ""
        if number is None and wanted and scale in used:
            missing.append(wanted)
        if criterion is not None and number is not None and number <= 0:
            findings.append(
                Finding(
                    code="completion.weight",
                    message=tr(
                        "{start}’s weight of the scale “{name}” on “{criterion}” is {number}; it must be positive."
                    ).format(
                        start=start,
                        name=name,
                        criterion=_called(document, criterion),
                        number=number,
                    ),
                )
            )
        utility.append(number)
    if missing:
        findings.insert(0, _missing(missing, start, completion is None))
    elif not findings:
        findings += _violated(statements, utility, start)
    return StatedUtility(tuple(utility), tuple(findings))


def fitting_completion(document: Document) -> Completion | None:
    """Some completion that respects all that is stated; None where the statements clash."""
    statements = Statements.of(document)
    if statements.weights is None or not statements.features.names:
        return None
    utility = statements.completed(statements.weights.features, statements.weights.witness)
    if not statements.better and not statements.equal:
        # Nothing binds the scales to each other: set them apart by parts of 1, so that few ends tie.
        first = statements.features.values_from
        utility = tuple(u + Fraction(i, first) if i < first else u for i, u in enumerate(utility))
    return completion_of(statements.features, tidy(statements.features, utility))


def utilities_under(
    document: Document, completion: Completion, ends: Iterable[ValuedOutcome]
) -> list[Fraction]:
    """The utility of ends under a completion that serves (see `stated_utility`)."""
    names = document.parameter_values

    def weight(stated: Values | None, criterion: str) -> Fraction:
        if isinstance(stated, Mapping):
            stated = stated.get(criterion)
        return ONE if stated is None else stated.value(names)

    result = []
    for outcome, values in ends:
        if (scale := outcome.scale_name) is None:
            result.append(completion.alone[outcome.id].value(names))
            continue
        entry = completion.scales.get(scale) or ScaleUtility()
        offset = ZERO if entry.offset is None else entry.offset.value(names)
        parts = (weight(entry.weight, c) * value for c, value in values.items())
        result.append(offset + sum(parts, ZERO))
    return result


def _called(document: Document, criterion: str) -> str:
    """A criterion by its label."""
    known = document.criterion(criterion)
    return (known.label or criterion) if known is not None else criterion


def _weights(
    document: Document, statements: Statements, scale: Scale, weight: Values
) -> Mapping[str, Fraction]:
    criteria = [c for of, c in statements.features.names if of == scale and c is not None]
    if isinstance(weight, Numeral):  # serves the scale's only criterion, or all of them alike
        return dict.fromkeys(criteria, weight.value(document.parameter_values))
    return criterion_values(document, weight)


def _missing(missing: Sequence[str], start: str, none_at_all: bool) -> Finding:
    listed = ", ".join(missing[:-1]) + (tr(" and ") if len(missing) > 1 else "") + missing[-1]
    begin = (
        tr("The preferences have gaps, so expected utility needs a completion (a utility function)")
        if none_at_all
        else tr("{start} is not complete").format(start=start)
    )
    return Finding(
        code="completion.missing",
        message=tr("{begin}: please give {listed}.").format(begin=begin, listed=listed),
    )


def _violated(
    statements: Statements, utility: Sequence[Fraction | None], start: str
) -> list[Finding]:
    """The stated comparisons that the completion does not respect, as far as it covers them."""
    known = [ZERO if number is None else number for number in utility]
    findings = []
    for pairs, sign in ((statements.better, "≻"), (statements.equal, "~")):
        for (x, y), difference in zip(pairs, statements.differences(pairs), strict=True):
            if any(entry and utility[i] is None for i, entry in enumerate(difference)):
                continue
            gain = dot(known, difference)
            if gain < 0 or (gain == 0) == (sign == "≻"):
                findings.append(
                    Finding(
                        code="completion.statement",
                        message=tr(
                            "{start} goes against the stated {x} {sign} {y}: their utilities differ by {gain}."
                        ).format(start=start, x=x, sign=sign, y=y, gain=gain),
                        outcomes=(x, y),
                    )
                )
    return findings or _unextendable(statements, utility, start)


def _unextendable(
    stated: Statements, utility: Sequence[Fraction | None], start: str
) -> list[Finding]:
    """Statements that bind what the completion covers through outcomes that it leaves open.

    With A ≻ X ≻ B stated and X not in the tree, a completion must still put A above B.  Features
    left open stay coordinates, those covered become one number: what the completion makes of them.
    Open utilities exist iff no combination of strict vectors cancels out (as in consistency).
    """
    unknown = [i for i, number in enumerate(utility) if number is None]
    if not unknown:
        return []
    known = [ZERO if number is None else number for number in utility]
    generators = stated.generators()
    strict = len(generators) - 2 * len(stated.equal)
    columns = [
        (*(vector[i] for i in unknown), dot(known, vector), ONE if place < strict else ZERO)
        for place, vector in enumerate(generators)
    ]
    columns.append((ZERO,) * len(unknown) + (ONE, ONE))  # more utility is more utility
    answer = maximise(columns, (ZERO,) * (len(unknown) + 1) + (ONE,))
    if not isinstance(answer, Optimum):
        return []
    used = [(pair, "≻") for pair, part in zip(stated.better, answer.x, strict=False) if part]
    twice = answer.x[strict : strict + 2 * len(stated.equal)]
    used += [(p, "~") for p, part in zip(stated.equal * 2, twice, strict=True) if part]
    listed = ", ".join(dict.fromkeys(f"{x} {sign} {y}" for (x, y), sign in used))
    return [
        Finding(
            code="completion.statement",
            message=tr("{start} goes against what is stated, taken together: {listed}.").format(
                start=start, listed=listed
            ),
            outcomes=tuple(dict.fromkeys(id_ for pair, _ in used for id_ in pair)),
        )
    ]
