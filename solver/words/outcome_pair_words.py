"""Reasons for comparisons of outcomes in sentences: each made from the reason's own parts."""

from collections.abc import Mapping
from fractions import Fraction
from math import gcd, lcm
from typing import Final

from solver.document.model import Document
from solver.explain.outcome_pair import Link, Reason, Term, side_by_side
from solver.page.tree_texts import criterion_label, plain
from solver.preferences.comparison import Relation
from solver.preferences.relations import relation_of

SHOWN: Final = 6  # utilities that are shown of a completion at most


def heading(reason: Reason) -> str:
    """The question in a line: which sign stands between the two."""
    return f"{reason.x} {reason.relation.sign} {reason.y}"


def sentences(document: Document, reason: Reason) -> tuple[str, ...]:
    """Why the comparison holds, a sentence or a step each."""
    if reason.problem:
        return (reason.problem, "Until that is mended, only single statements and scales count.")
    if reason.chain:
        return _chain(document, reason)
    if reason.terms:
        return _sum(document, reason)
    return _gap(document, reason)


# ------------------------------------------------------------------------------- chains


def _chain(document: Document, reason: Reason) -> tuple[str, ...]:
    steps = [_step(document, link) for link in reason.chain]
    if len(steps) == 1:
        return (f"{steps[0]}.",)
    return (
        *(f"{step}{';' if i < len(steps) - 1 else '.'}" for i, step in enumerate(steps)),
        f"Together, since preferences are transitive: {heading(reason)}.",
    )


def _step(document: Document, link: Link) -> str:
    claim = f"{link.above} {link.relation.sign} {link.below}"
    if link.scale is None:
        return f"{claim} is stated outright"
    return f"{claim} by the scale “{link.scale}”: {_values(document, link.values)}"


def _values(document: Document, values: tuple[tuple[str, Fraction, Fraction], ...]) -> str:
    """The numbers of two outcomes against each other, criterion by criterion."""
    parts = []
    for id_, a, b in values:
        sign = ">" if a > b else "<" if a < b else "="
        criterion = document.criterion(id_)
        name = f"{criterion_label(document, id_)} " if len(values) > 1 else ""
        less = criterion is not None and criterion.better == "less" and a != b
        note = " (less is better)" if less else ""
        parts.append(f"{name}{plain(a)} {sign} {plain(b)}{note}")
    return ", ".join(parts)


# --------------------------------------------------------------------------------- sums


def _sum(document: Document, reason: Reason) -> tuple[str, ...]:
    above, below = reason.x, reason.y
    if reason.relation is Relation.WORSE:
        above, below = below, above
    total = " + ".join(_term(document, term) for term in reason.terms)
    facts = [f"{_step(document, t.link)}" for t in reason.terms if t.link is not None]
    result = [
        "No chain of comparisons leads from one to the other, but differences add up. For every "
        "completion u:",
        f"u({above}) − u({below}) = {total}.",
    ]
    if facts:
        result.append(f"{'; '.join(facts)}.")
    if any(term.weight for term in reason.terms):
        result.append("The weight w of a scale is positive.")
    sign = "zero" if reason.relation is Relation.EQUAL else "positive"
    return (*result, f"So the difference is {sign} under every completion: {heading(reason)}.")


def _term(document: Document, term: Term) -> str:
    times = "" if term.times == 1 else f"{plain(term.times)} · "
    if term.link is not None:
        return f"{times}[u({term.link.above}) − u({term.link.below})]"
    assert term.weight is not None
    scale, criterion = term.weight
    of = f"“{scale}”"
    if len(document.criterion_ids) > 1:
        of += f", {criterion_label(document, criterion)}"
    return f"{times}w({of})"


# --------------------------------------------------------------------------------- gaps


def _gap(document: Document, reason: Reason) -> tuple[str, ...]:
    x, y = reason.x, reason.y
    result = [_standing(document, x, y)]
    stated = document.preferences
    if reason.completions is None:
        if silence := relation_of(document).silence:
            result.append(silence)
        return tuple(result)
    if stated.better or stated.equal:
        result.append("What is stated does not settle it either.")
    result.append("Two completions that satisfy everything stated disagree:")
    for utilities in reason.completions:
        sign = ">" if utilities[x] > utilities[y] else "<"
        shown = _tidy(document, utilities, x, y)
        others = ", ".join(f"{id_} {plain(u)}" for id_, u in shown.items() if id_ not in (x, y))
        result.append(
            f"u({x}) = {plain(shown[x])} {sign} u({y}) = {plain(shown[y])}"
            + (f", with {others};" if others else ";")
        )
    result[-1] = f"{result[-1][:-1]}."
    result.append(
        f"So any of {x} ≻ {y}, {x} ~ {y} and {x} ≺ {y} could be stated and would agree with the rest."
    )
    return tuple(result)


def _standing(document: Document, x: str, y: str) -> str:
    """On which scales the two stand, or that they stand alone."""
    own, other = document.outcomes[x].scale_name, document.outcomes[y].scale_name
    if own is None and other is None:
        return f"{x} and {y} stand alone: no scale compares them."
    if own is None or other is None:
        alone, placed, scale = (x, y, other) if own is None else (y, x, own)
        return f"{alone} stands alone; {placed} stands on the scale “{scale}”: they share no scale."
    if own != other:
        return f"{x} stands on the scale “{own}”, {y} on “{other}”: they share no scale."
    values = _values(document, side_by_side(document, x, y))
    return f"On the scale “{own}” each is better in something: {values}."


def _tidy(
    document: Document, utilities: Mapping[str, Fraction], x: str, y: str
) -> dict[str, Fraction]:
    """The utilities that matter for two outcomes, as small whole numbers from 0 up."""
    shown = {id_: utilities[id_] for id_ in _concerned(document, x, y) if id_ in utilities}
    low = min(shown.values())
    shifted = {id_: u - low for id_, u in shown.items()}
    scale = lcm(*(u.denominator for u in shifted.values()))
    divisor = gcd(*(int(u * scale) for u in shifted.values())) or 1
    return {id_: u * scale / divisor for id_, u in shifted.items()}


def _concerned(document: Document, x: str, y: str) -> list[str]:
    """The two outcomes, then those on their scales and those that are stated to compare with them."""
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
