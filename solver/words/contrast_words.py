"""How two lotteries compare, in sentences made from the proof."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from solver.document.model import Document
from solver.explain.explanation import Contrast, Given, Move, Prize
from solver.explain.outcome_pair import Term
from solver.page.tree_texts import criterion_label, plain
from solver.preferences.comparison import Relation
from solver.preferences.relations import relation_of

SHOWN: Final = 6  # outcomes, moves or terms that are told one by one


def lottery_words(prizes: Mapping[Prize, Fraction]) -> str:
    """A lottery in a few signs: L 9/10, S 1/10."""
    if len(prizes) == 1:
        return f"{next(iter(prizes))} for sure"
    parts = [f"{prize} {plain(chance)}" for prize, chance in prizes.items()]
    return _cut(parts, ", ")


def utilities_words(utility: Mapping[Prize, Fraction]) -> str:
    """A utility function by what it gives to each prize."""
    return _cut([f"u({prize}) = {plain(u)}" for prize, u in utility.items()], ", ")


def contrast_sentences(document: Document, found: Contrast) -> tuple[str, ...]:
    """Why the first lottery compares with the second as it does."""
    if found.first == found.second:
        return ("The two lotteries are the same.",)
    if found.given:
        return _expected(document, found)
    if found.relation is Relation.GAP:
        return _gap(found)
    goes = (found.relation, Relation.EQUAL)
    if all(move.relation in goes for move in found.moves) and len(found.moves) <= SHOWN:
        steps = "; ".join(_move(move) for move in found.moves)
        return (f"What makes the first lottery out of the second: {steps}.",)
    return _sum(document, found)


def _move(move: Move) -> str:
    mass = "everything" if move.mass == 1 else plain(move.mass)
    sign = move.relation.sign
    return f"{mass} moves from {move.source} to {move.target} ({move.target} {sign} {move.source})"


def _gap(found: Contrast) -> tuple[str, ...]:
    assert found.completions is not None
    result = ["A preferential gap: two completions disagree."]
    for completed in found.completions:
        used = {
            prize: u
            for prize, u in completed.utility.items()
            if prize in found.first or prize in found.second
        }
        first, second = completed.value(found.first), completed.value(found.second)
        sign = ">" if first > second else "<"
        result.append(
            f"With {utilities_words(used)} the expected utilities are {plain(first)} {sign} "
            f"{plain(second)}."
        )
    return tuple(result)


def _sum(document: Document, found: Contrast) -> tuple[str, ...]:
    """The difference of expected utility as a sum of what is stated and of weights of scales."""
    total = _cut([_term(document, term) for term in found.terms], " + ")
    if found.relation is Relation.EQUAL:
        return (
            f"Equally good: under every completion u the first exceeds the second by {total}, "
            "which is zero, since these are stated as equally good.",
        )
    one, other = ("first", "second") if found.relation is Relation.BETTER else ("second", "first")
    why = []
    if any(t.link is not None and t.link.relation is Relation.BETTER for t in found.terms):
        why.append("what is stated as better has more utility")
    if any(t.weight is not None for t in found.terms):
        why.append("the weight w of a scale is positive")
    return (
        f"Under every completion u the expected utility of the {one} exceeds that of the {other} "
        f"by {total}, which is positive: {' and '.join(why)}.",
    )


def _term(document: Document, term: Term) -> str:
    times = "" if term.times == 1 else f"{plain(term.times)} · "
    if term.link is not None:
        return f"{times}[u({term.link.above}) − u({term.link.below})]"
    assert term.weight is not None
    scale, criterion = term.weight
    several = len(document.criterion_ids) > 1
    name = f"{scale}, {criterion_label(document, criterion)}" if several else scale
    return f"{times}w(“{name}”)"


def _expected(document: Document, found: Contrast) -> tuple[str, ...]:
    """By what is expected given each scale."""
    differing = [g for g in found.given if (g.first is None) != (g.second is None)]
    if differing:
        names = dict.fromkeys(f"“{g.scale}”" for g in differing)
        return (
            f"Only one of the two gives {', '.join(names)} a positive probability, so "
            f"{relation_of(document).name} does not compare them: a gap.",
        )
    parts = [_given(document, g) for g in found.given if g.criterion is not None]
    word = {
        Relation.BETTER: "never less, and once more",
        Relation.WORSE: "never more, and once less",
        Relation.EQUAL: "the same each time",
        Relation.GAP: "now more, now less: a gap",
    }[found.relation]
    if not parts:
        return ("Both give positive probability to the same outcomes alone: equally good.",)
    return (f"Scale by scale the first expects, against the second: {_cut(parts, '; ')}: {word}.",)


def _given(document: Document, given: Given) -> str:
    assert given.first is not None
    assert given.second is not None
    criterion = document.criterion(given.criterion or "")
    less = criterion is not None and criterion.better == "less"
    first, second = (-given.first, -given.second) if less else (given.first, given.second)
    name = given.scale
    if len(document.criterion_ids) > 1:
        name += f", {criterion_label(document, given.criterion or '')}"
    return f"given “{name}” {plain(first)} against {plain(second)}" + (
        " (less is better)" if less else ""
    )


def _cut(parts: list[str], by: str) -> str:
    return by.join(parts[:SHOWN]) + (f"{by}…" if len(parts) > SHOWN else "")
