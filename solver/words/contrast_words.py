"""How two prospects compare, in sentences made from the proof."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from solver.document.elements import Completion
from solver.document.numerals import Numeral
from solver.explain.explanation import Completed, Contrast, Given, Move
from solver.explain.outcome_pair import Term
from solver.preferences.comparison import Relation
from solver.preferences.relations import relation_of
from solver.prospect import End
from solver.translation import mark, tr, trn
from solver.words.amount_words import amounts_sentence
from solver.words.names import Names, quoted

ZERO: Final = Fraction(0)
SHOWN: Final = 6  # ends, moves or terms that are told one by one
_HOW: Final = {
    Relation.BETTER: mark("better"),
    Relation.WORSE: mark("worse"),
    Relation.EQUAL: mark("equally good"),
    Relation.GAP: mark("in a gap with it"),
}

_UNDER: Final = {**_HOW, Relation.GAP: mark("neither better nor worse")}


def contrast_sentences(names: Names, found: Contrast) -> tuple[str, ...]:
    """Why the first prospect compares with the second as it does."""
    if found.first == found.second:
        return (tr("The two prospects are the same."),)
    if found.opinions:
        return _under_each(names, found)
    if found.given:
        return _expected(names, found)
    if found.relation is Relation.GAP:
        return _gap(names, found)
    goes = (found.relation, Relation.EQUAL)
    if all(move.relation in goes for move in found.moves) and len(found.moves) <= SHOWN:
        steps = "; ".join(_move(names, move) for move in found.moves)
        return (tr("From the second prospect to the first, {steps}.").format(steps=steps),)
    return _sum(names, found)


def _under_each(names: Names, found: Contrast) -> tuple[str, ...]:
    """How they compare under each opinion; those that say the same are told together."""
    told: dict[tuple[Relation, tuple[str, ...]], list[str]] = {}
    for id_, own in found.opinions.items():
        how = contrast_sentences(names, own)
        told.setdefault((own.relation, how), []).append(quoted(names.opinion(id_)))
    result = []
    for (relation, how), opinions in told.items():
        under = tr(" and ").join(
            [", ".join(opinions[:-1]), opinions[-1]] if opinions[1:] else opinions
        )
        result.append(
            tr("Under {under} it is {under2}. {how}").format(
                under=under, under2=tr(_UNDER[relation]), how=" ".join(how)
            )
        )
    return tuple(result)


def _move(names: Names, move: Move) -> str:
    mass = tr("everything") if move.mass == 1 else names.format.number(move.mass)
    source, target = (quoted(names.end(end)) for end in (move.source, move.target))
    return tr("{mass} moves from {source} to {target}, which is {how}").format(
        mass=mass, source=source, target=target, how=tr(_HOW[move.relation])
    )


# ------------------------------------------------------------------------------- completions


def completion_words(names: Names, completed: Completed, ends: Iterable[End]) -> str:
    """A completion by what it makes of these ends.

    The utility of each; where there are several criteria, the weights that make it up.
    """
    if completed.opinions:
        return _weighed_words(names, completed, ends)
    concerned = list(dict.fromkeys(end for end in ends if end in completed.utility))
    if len(names.document.criterion_ids) > 1:
        return weights_words(names, completed.completion, concerned)
    return utilities_words(names, completed, concerned)


def _weighed_words(names: Names, completed: Completed, ends: Iterable[End]) -> str:
    """The weights of the opinions, and the utility, or that of each."""
    shares = ", ".join(
        f"{quoted(names.opinion(id_))} {names.format.number(share)}"
        for id_, (share, _) in completed.opinions.items()
    )
    known = [utility for _, utility in completed.opinions.values()]
    told = [
        [(end, utility[end]) for end in dict.fromkeys(ends) if end in utility] for utility in known
    ]

    def utilities(of: list[tuple[End, Fraction]]) -> str:
        return _few([utility(names, names.end(end), number) for end, number in of], ", ")

    if all(of == told[0] for of in told):
        return tr("weights of the opinions {shares}; {utilities}").format(
            shares=shares, utilities=utilities(told[0])
        )
    parts = [
        tr("in {quoted} {of}").format(quoted=quoted(names.opinion(id_)), of=utilities(of))
        for id_, of in zip(completed.opinions, told, strict=True)
    ]
    return tr("weights of the opinions {shares}; {parts}").format(
        shares=shares, parts="; ".join(parts)
    )


def utilities_words(names: Names, completed: Completed, ends: Iterable[End]) -> str:
    """A utility function by what it gives to each of these ends."""
    of = completed.utility
    return _few([utility(names, names.end(end), of[end]) for end in ends], ", ")


def utility(names: Names, of: str, value: Fraction) -> str:
    """What utility something has: “u(A) = 2”."""
    return f"u({of}) {names.format.equals(value)}"


def weights_words(names: Names, completion: Completion, ends: Iterable[End]) -> str:
    """A completion by its weights, and the offsets where there is more than one scale.

    “weights money 2, health 1”; with several scales each says its own.
    """
    outcomes, known = names.document.outcomes, names.document.parameter_values
    scales: dict[str, tuple[str, ...]] = {}  # with their criteria
    alone: dict[str, None] = {}
    for end in ends:
        scale = outcomes[end.outcome].scale_name
        if scale is None:
            alone[end.outcome] = None
        else:
            scales[scale] = tuple(criterion for criterion, _ in end.values)
    several = len(scales) + len(alone) > 1
    parts = []
    for scale, criteria in scales.items():
        if scale not in completion.scales:  # any increasing utility: it has no weights
            parts.append(tr("an increasing utility of the net value"))
            continue
        of, given = completion.scales[scale], completion.scales[scale].weight
        weights = dict.fromkeys(criteria, given) if isinstance(given, Numeral) else given or {}
        told = ", ".join(
            f"{names.criterion(c)} {names.format.number(w.value(known))}"
            for c, w in weights.items()
        )
        text = trn("weight {told}", "weights {told}", len(weights)).format(told=told)
        offset = ZERO if of.offset is None else of.offset.value(known)
        if several or offset:
            text += tr(", offset {offset}").format(offset=names.format.number(offset))
        parts.append(
            tr("{text} on the scale {scale}").format(text=text, scale=quoted(scale))
            if several
            else text
        )
    parts += [
        utility(names, names.outcome(id_), completion.alone[id_].value(known)) for id_ in alone
    ]
    return "; ".join(parts)


# -------------------------------------------------------------------------------------- gaps


def _gap(names: Names, found: Contrast) -> tuple[str, ...]:
    assert found.completions is not None
    result = [tr("A preferential gap: two completions disagree.")]
    number = names.format.number
    for completed in found.completions:
        words = completion_words(names, completed, (*found.first, *found.second))
        first, second = completed.value(found.first), completed.value(found.second)
        result.append(
            tr("With {words} the first has expected utility {first}, the second {second}.").format(
                words=words, first=number(first), second=number(second)
            )
        )
    return tuple(result)


# -------------------------------------------------------------------------------------- sums


def _sum(names: Names, found: Contrast) -> tuple[str, ...]:
    """The difference of expected utility as a sum of what is stated and of weights of scales."""
    if (by_amounts := amounts_sentence(names, found)) is not None:
        return (by_amounts,)
    if (by_value := _by_value(names, found)) is not None:
        return (by_value,)
    total = terms_words(names, found.terms)
    if found.relation is Relation.EQUAL:
        return (
            tr(
                "Equally good: under every completion u the first exceeds the second by {total}, which is zero, since these are stated as equally good."
            ).format(total=total),
        )
    why = []
    if any(t.link is not None and t.link.relation is Relation.BETTER for t in found.terms):
        why.append(tr("what is stated as better has more utility"))
    if any(t.weight is not None for t in found.terms):
        why.append(tr("every weight w is positive"))
    said = tr(
        "Under every completion u the expected utility of the second exceeds that of the first by "
        "{total}, which is positive: {why}."
    )
    if found.relation is Relation.BETTER:
        said = tr(
            "Under every completion u the expected utility of the first exceeds that of the second by "
            "{total}, which is positive: {why}."
        )
    return (said.format(total=total, why=tr(" and ").join(why)),)


def _by_value(names: Names, found: Contrast) -> str | None:
    """By expected values, where there is one scale with one criterion; None where more counts."""
    ends = {*found.first, *found.second}
    criteria = {tuple(criterion for criterion, _ in end.values) for end in ends}
    if len(found.terms) != 1 or len(criteria) != 1 or names.has_several_scales:
        return None
    (term,), (of,) = found.terms, criteria
    if term.weight is None or len(of) != 1:
        return None
    first, second = (
        sum((chance * end.values[0][1] for end, chance in own.items()), ZERO)
        for own in (found.first, found.second)
    )
    if abs(first - second) != term.times:
        return None  # by a curve, say
    said = tr("The expected value of the second exceeds that of the first by {number}{less}.")
    if first > second:
        said = tr("The expected value of the first exceeds that of the second by {number}{less}.")
    criterion = names.document.criterion(of[0])
    is_less = criterion is not None and criterion.better == "less"
    number = names.format.value(criterion, term.times)
    return said.format(number=number, less=tr(" (less is better)") if is_less else "")


def terms_words(names: Names, terms: Iterable[Term]) -> str:
    """A sum of differences of utility and of weights."""
    return _few([_term(names, term) for term in terms], " + ")


def _term(names: Names, term: Term) -> str:
    times = "" if term.times == 1 else f"{names.format.number(term.times)} · "
    if term.link is not None:
        above, below = (names.outcome(id_) for id_ in (term.link.above, term.link.below))
        return f"{times}[u({above}) − u({below})]"
    assert term.weight is not None
    scale, criterion = term.weight
    return f"{times}w({weight_of(names, scale, criterion)})"


def weight_of(names: Names, scale: str, criterion: str) -> str:
    """Whose weight it is: a criterion's, a scale's, or a criterion's on a scale."""
    if len(names.document.criterion_ids) < 2:
        return quoted(scale)
    if names.has_several_scales:
        return tr("{criterion} on {scale}").format(
            criterion=names.criterion(criterion), scale=quoted(scale)
        )
    return names.criterion(criterion)


# --------------------------------------------------------------------------- by expectations


def _expected(names: Names, found: Contrast) -> tuple[str, ...]:
    """By what is expected given each scale."""
    differing = [g for g in found.given if (g.first is None) != (g.second is None)]
    if differing:
        scales = dict.fromkeys(_scale(names, g) for g in differing)
        return (
            tr(
                "Only one of the two gives {scales} a positive probability, so {name} does not compare them: a gap."
            ).format(scales=", ".join(scales), name=relation_of(names.document).name),
        )
    parts = [_given(names, g) for g in found.given if g.criterion is not None]
    word = {
        Relation.BETTER: tr("never less, and once more"),
        Relation.WORSE: tr("never more, and once less"),
        Relation.EQUAL: tr("the same each time"),
        Relation.GAP: tr("now more, now less: a gap"),
    }[found.relation]
    if not parts:
        return (tr("Both give positive probability to the same outcomes alone: equally good."),)
    return (
        tr("Scale by scale the first expects, against the second: {few}: {word}.").format(
            few=_few(parts, "; "), word=word
        ),
    )


def _scale(names: Names, given: Given) -> str:
    """A scale by its name; an outcome that stands alone is a scale of its own."""
    if given.criterion is None and given.scale in names.document.outcomes:
        return quoted(names.outcome(given.scale))
    return quoted(given.scale)


def _given(names: Names, given: Given) -> str:
    assert given.first is not None
    assert given.second is not None
    criterion = names.document.criterion(given.criterion or "")
    less = criterion is not None and criterion.better == "less"
    first, second = (-given.first, -given.second) if less else (given.first, given.second)
    name = quoted(given.scale)
    if len(names.document.criterion_ids) > 1:
        name += f", {names.criterion(given.criterion or '')}"
    value = names.format.value
    return tr("given {name} {first} against {second}").format(
        name=name, first=value(criterion, first), second=value(criterion, second)
    ) + (tr(" (less is better)") if less else "")


def _few(parts: list[str], by: str) -> str:
    return by.join(parts[:SHOWN]) + (f"{by}…" if len(parts) > SHOWN else "")
