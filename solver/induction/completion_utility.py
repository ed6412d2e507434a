"""The utility that expected utility goes by: the value itself, or the document's completion, checked."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from solver.document.elements import Completion, Values
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.document.values import criterion_values
from solver.errors import NotSolvable, NumberError
from solver.findings import Finding
from solver.induction.compiled_tree import Compiled
from solver.preferences.exact_simplex import Optimum, Vector, dot, maximise
from solver.preferences.features import Feature, Scale
from solver.preferences.statements import Statements

ZERO = Fraction(0)
ONE = Fraction(1)


def utility_of(tree: Compiled) -> tuple[Vector, int]:
    """The utility of each feature, and the sign that turns it back into the document's units.

    Complete preferences (the tree's outcomes on one scale with one criterion) need no completion:
    utility is the value itself.  Raises `NotSolvable` where a completion is needed and is missing,
    incomplete, or at odds with the preferences.
    """
    own = value_itself(tree)
    if own is None:
        return _from_completion(tree, _used_scales(tree)), 1
    criterion = tree.document.criterion(own[1] or "")
    unit = tuple(ONE if name == own else ZERO for name in tree.preference.features.names)
    return unit, -1 if criterion is not None and criterion.better == "less" else 1


def value_itself(tree: Compiled) -> Feature | None:
    """The scale and the criterion whose value is the utility, where preferences are complete."""
    scales = _used_scales(tree)
    found = [
        (scale, criterion)
        for scale, criterion in tree.preference.features.names
        if scale in scales and criterion is not None
    ]
    return found[0] if len(scales) == len(found) == 1 else None


def _used_scales(tree: Compiled) -> set[Scale]:
    return {tree.preference.features.names[i][0] for i in _used_masses(tree)}


def _used_masses(tree: Compiled) -> set[int]:
    first = tree.preference.features.values_from
    return {i for leaf in tree.features for i, mass in enumerate(leaf[:first]) if mass}


def _from_completion(tree: Compiled, used: set[tuple[str, str]]) -> Vector:
    document, names = tree.document, tree.preference.features.names
    completion = document.completion or Completion()
    # Statements may bind the tree's outcomes through others: look at them as they are made.
    statements = tree.statements
    names_of = document.parameter_values
    findings: list[Finding] = []
    missing: list[str] = []
    utility: list[Fraction | None] = []
    weights: dict[tuple[str, str], Mapping[str, Fraction]] = {}
    for scale, criterion in statements.features.names:
        kind, name = scale
        number: Fraction | None = None
        try:
            if kind == "alone":
                numeral = completion.alone.get(name)
                if numeral is not None:
                    number = numeral.value(names_of)
                wanted = f"a utility of “{document.outcomes[name].label or name}”"
            elif criterion is None:
                entry = completion.scales.get(name)
                if entry is not None:  # an offset left out is zero
                    number = entry.offset.value(names_of) if entry.offset else ZERO
                    if entry.weight is not None:
                        weights[scale] = _weights(tree, scale, entry.weight)
                wanted = ""  # the weight below asks for the scale
            else:
                number = weights.get(scale, {}).get(criterion)
                wanted = f"a weight of the scale “{name}”"
                if len(document.criterion_ids) > 1:
                    wanted += f" on “{_called(document, criterion)}”"
        except NumberError as error:
            findings.append(
                Finding(code="completion.number", message=f"The completion: {error.message}")
            )
            wanted = ""
        if number is None and wanted and scale in used:
            missing.append(wanted)
        if criterion is not None and number is not None and number <= 0:
            findings.append(
                Finding(
                    code="completion.weight",
                    message=f"The completion’s weight of the scale “{name}” on "
                    f"“{_called(document, criterion)}” is "
                    f"{number}; it must be positive.",
                )
            )
        utility.append(number)
    if missing:
        findings.insert(0, _missing(missing, document.completion is None))
    elif not findings:
        findings += _violated(statements, utility)
    if findings:
        raise NotSolvable(findings)
    index = statements.features.index
    return tuple(utility[index[name]] or ZERO for name in names)


def _called(document: Document, criterion: str) -> str:
    """A criterion by its label."""
    known = document.criterion(criterion)
    return (known.label or criterion) if known is not None else criterion


def _weights(tree: Compiled, scale: tuple[str, str], weight: Values) -> Mapping[str, Fraction]:
    document = tree.document
    criteria = [c for of, c in tree.preference.features.names if of == scale and c is not None]
    if isinstance(weight, Numeral):  # serves the scale's only criterion, or all of them alike
        return dict.fromkeys(criteria, weight.value(document.parameter_values))
    return criterion_values(document, weight)


def _missing(missing: Sequence[str], none_at_all: bool) -> Finding:
    listed = ", ".join(missing[:-1]) + (" and " if len(missing) > 1 else "") + missing[-1]
    start = (
        "The preferences have gaps, so expected utility needs a completion (a utility function)"
        if none_at_all
        else "The completion is not complete"
    )
    return Finding(code="completion.missing", message=f"{start}: please give {listed}.")


def _violated(statements: Statements, utility: Sequence[Fraction | None]) -> list[Finding]:
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
                        message=f"The completion goes against the stated {x} {sign} {y}: their "
                        f"utilities differ by {gain}.",
                        outcomes=(x, y),
                    )
                )
    return findings or _unextendable(statements, utility)


def _unextendable(stated: Statements, utility: Sequence[Fraction | None]) -> list[Finding]:
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
            message=f"The completion goes against what is stated, taken together: {listed}.",
            outcomes=tuple(dict.fromkeys(id_ for pair, _ in used for id_ in pair)),
        )
    ]
