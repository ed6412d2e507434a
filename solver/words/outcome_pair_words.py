"""Reasons for comparisons of outcomes in sentences: each made from the reason's own parts."""

from collections.abc import Mapping
from fractions import Fraction
from math import gcd, lcm
from typing import Final

from solver.explain.outcome_pair import Link, Reason, side_by_side
from solver.preferences.comparison import Relation
from solver.preferences.relations import relation_of
from solver.translation import tr
from solver.words.contrast_words import terms_words, utility
from solver.words.names import Names, quoted

SHOWN: Final = 6  # utilities that are shown of a completion at most


def heading(names: Names, reason: Reason) -> str:
    """The question in a line: which sign stands between the two."""
    return f"{names.outcome(reason.x)} {reason.relation.sign} {names.outcome(reason.y)}"


def sentences(names: Names, reason: Reason) -> tuple[str, ...]:
    """Why the comparison holds, a sentence or a step each."""
    if reason.problem:
        return (
            reason.problem,
            tr("Until that is corrected, only single statements and scales count."),
        )
    if reason.chain:
        return _chain(names, reason)
    if reason.terms:
        return _sum(names, reason)
    return _gap(names, reason)


# ------------------------------------------------------------------------------- chains


def _chain(names: Names, reason: Reason) -> tuple[str, ...]:
    steps = [_step(names, link) for link in reason.chain]
    if len(steps) == 1:
        return (f"{steps[0]}.",)
    return (
        *(f"{step}{';' if i < len(steps) - 1 else '.'}" for i, step in enumerate(steps)),
        tr("Together, since preferences are transitive: {reason}.").format(
            reason=heading(names, reason)
        ),
    )


def _step(names: Names, link: Link) -> str:
    above, below = names.outcome(link.above), names.outcome(link.below)
    claim = f"{above} {link.relation.sign} {below}"
    if link.scale is None:
        return tr("{claim} is stated outright").format(claim=claim)
    return tr("{claim} by the scale “{scale}”: {values}").format(
        claim=claim, scale=link.scale, values=_values(names, link.values)
    )


def _values(names: Names, values: tuple[tuple[str, Fraction, Fraction], ...]) -> str:
    """The numbers of two outcomes against each other, criterion by criterion."""
    parts, several = [], len(names.document.criterion_ids) > 1
    for id_, a, b in values:
        sign = ">" if a > b else "<" if a < b else "="
        criterion = names.document.criterion(id_)
        name = f"{names.criterion(id_)} " if several else ""
        less = criterion is not None and criterion.better == "less" and a != b
        note = tr(" (less is better)") if less else ""
        value = names.format.value
        parts.append(f"{name}{value(criterion, a)} {sign} {value(criterion, b)}{note}")
    return ", ".join(parts)


# --------------------------------------------------------------------------------- sums


def _sum(names: Names, reason: Reason) -> tuple[str, ...]:
    ids = (reason.x, reason.y)
    above, below = map(names.outcome, ids[::-1] if reason.relation is Relation.WORSE else ids)
    facts = [_step(names, t.link) for t in reason.terms if t.link is not None]
    result = [
        tr(
            "No chain of comparisons leads from one to the other, but differences add up. For every "
            "completion u:"
        ),
        f"u({above}) − u({below}) = {terms_words(names, reason.terms)}.",
    ]
    if facts:
        result.append(f"{'; '.join(facts)}.")
    if any(term.weight for term in reason.terms):
        result.append(tr("Every weight w is positive."))
    sign = tr("zero") if reason.relation is Relation.EQUAL else tr("positive")
    claim = heading(names, reason)
    return (
        *result,
        tr("So the difference is {sign} under every completion: {claim}.").format(
            sign=sign, claim=claim
        ),
    )


# --------------------------------------------------------------------------------- gaps


def _gap(names: Names, reason: Reason) -> tuple[str, ...]:
    x, y = reason.x, reason.y
    result = [_standing(names, x, y)]
    stated = names.document.preferences
    if reason.completions is None:
        if silence := relation_of(names.document).silence:
            result.append(tr(silence))
        return tuple(result)
    if stated.better or stated.equal:
        result.append(tr("What is stated does not settle it either."))
    result.append(tr("Two completions that satisfy everything stated disagree:"))
    for utilities in reason.completions:
        sign = ">" if utilities[x] > utilities[y] else "<"
        shown = _tidy(names, utilities, x, y)
        of = {id_: utility(names, names.outcome(id_), u) for id_, u in shown.items()}
        others = ", ".join(text for id_, text in of.items() if id_ not in (x, y))
        result.append(
            f"{of[x]} {sign} {of[y]}"
            + (tr(", with {others};").format(others=others) if others else ";")
        )
    result[-1] = f"{result[-1][:-1]}."
    one, other = names.outcome(x), names.outcome(y)
    result.append(
        tr(
            "So any of {one} ≻ {other}, {one} ~ {other} and {one} ≺ {other} could be stated consistently with the rest."
        ).format(one=one, other=other)
    )
    return tuple(result)


def _standing(names: Names, x: str, y: str) -> str:
    """On which scales the two stand, or that they stand alone."""
    outcomes = names.document.outcomes
    own, other = outcomes[x].scale_name, outcomes[y].scale_name
    one, two = quoted(names.outcome(x)), quoted(names.outcome(y))
    if own is None and other is None:
        return tr("{one} and {two} stand alone: no scale compares them.").format(one=one, two=two)
    if own is None or other is None:
        alone, placed, scale = (one, two, other) if own is None else (two, one, own)
        return tr(
            "{alone} stands alone; {placed} stands on the scale “{scale}”: they share no scale."
        ).format(alone=alone, placed=placed, scale=scale)
    if own != other:
        return tr(
            "{one} stands on the scale “{own}”, {two} on “{other}”: they share no scale."
        ).format(one=one, own=own, two=two, other=other)
    values = _values(names, side_by_side(names.document, x, y))
    return tr("On the scale “{own}” each is better in something: {values}.").format(
        own=own, values=values
    )


def _tidy(names: Names, utilities: Mapping[str, Fraction], x: str, y: str) -> dict[str, Fraction]:
    """The utilities that matter for two outcomes, as small whole numbers from 0 up."""
    shown = {id_: utilities[id_] for id_ in _concerned(names, x, y) if id_ in utilities}
    low = min(shown.values())
    shifted = {id_: u - low for id_, u in shown.items()}
    scale = lcm(*(u.denominator for u in shifted.values()))
    divisor = gcd(*(int(u * scale) for u in shifted.values())) or 1
    return {id_: u * scale / divisor for id_, u in shifted.items()}


def _concerned(names: Names, x: str, y: str) -> list[str]:
    """The two outcomes, then those on their scales and those that are stated to compare with them."""
    document = names.document
    scales = {document.outcomes[id_].scale_name for id_ in (x, y)} - {None}
    found = dict.fromkeys((x, y))
    for pair in (*document.preferences.better, *document.preferences.equal):
        if x in pair or y in pair:
            found.update(dict.fromkeys(id_ for id_ in pair if id_ in document.outcomes))
    found.update(
        (outcome.id, None) for outcome in document.outcomes.values() if outcome.scale_name in scales
    )
    kept = set(list(found)[:SHOWN])
    return [id_ for id_ in document.outcomes if id_ in kept]
