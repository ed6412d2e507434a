"""What changes at the thresholds of a parameter: which plans become permitted, and which no longer are."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from solver.analysis_words.threshold_words import (
    Lettered,
    off_the_plan,
    parameter_name,
    piece_words,
)
from solver.sensitivity.bounds import bound_words
from solver.sensitivity.thresholds import ThresholdPiece, plans_of
from solver.sensitivity.values_along import Swing
from solver.translation import tr, trn
from solver.words.names import Names, quoted
from solver.words.numbers import Format, about_equal
from solver.words.plain_mathematics import plain_text

MOST_PLANS: Final = 2  # that are named in a change; of more the letters are told
MOST_CHANGES: Final = 4  # of a parameter that are listed


def nearest_first(swings: Sequence[Swing]) -> list[Swing]:
    """In the order in which other plans would be permitted; last where the same ones are all along."""
    return sorted(swings, key=lambda own: (own.nearest is None, own.nearest or 0))


def lettered_of(names: Names, swings: Sequence[Swing]) -> Lettered:
    """The plans that are permitted anywhere along any of the parameters."""
    plans: dict[object, Mapping[str, str]] = {}
    for swing in swings:
        for plan in plans_of(swing.verdicts) if swing.verdicts is not None else ():
            plans.setdefault(tuple(plan.items()), plan)
    return Lettered(names, list(plans.values()))


def change_lines(names: Names, swings: Sequence[Swing]) -> tuple[str, ...]:
    """Where the verdict changes and to what: a line for each threshold, the nearest first.

    The way is from where each parameter stands to both ends of its range.
    """
    lettered = lettered_of(names, swings)
    lines: list[str] = []
    for swing in nearest_first(swings):
        told = [f"{where}: {what}" for where, what in changes(names, swing, lettered).values()]
        lines += told[:MOST_CHANGES]
        if (left := len(told) - MOST_CHANGES) > 0:
            name = parameter_name(names.document, swing.parameter)
            more = trn("{left} more change along {name}", "{left} more changes along {name}", left)
            lines.append(more.format(left=left, name=name))
    return tuple(map(plain_text, lines))


def changes(names: Names, swing: Swing, lettered: Lettered) -> dict[int, tuple[str, str]]:
    """For each piece of the range but the one in which the parameter stands where it begins, and what changes.

    It is held against the piece before it on the way from where the parameter stands; the keys are
    places among the pieces, the nearest threshold first.
    """
    if swing.verdicts is None or (own := swing.verdicts.at(swing.here)) is None:
        return {}
    pieces, form = swing.verdicts.pieces, Format.of(names.document)
    name = parameter_name(names.document, swing.parameter)
    here = next(place for place, piece in enumerate(pieces) if piece is own)
    found: list[tuple[float, int, tuple[str, str]]] = []
    for way in (range(here, len(pieces)), range(here, -1, -1)):
        for before, after in pairwise(way):
            up = after > before
            bound = pieces[after].low if up else pieces[after].high
            where = _where(pieces[after], name, form, up=up)
            told = _change(pieces[before], pieces[after], lettered)
            what = "; ".join(told) or off_the_plan(names, pieces[before], pieces[after])
            what = what or piece_words(pieces[after], lettered)
            found.append((abs(float(bound.value) - float(swing.here)), after, (where, what)))
    return {place: said for _, place, said in sorted(found, key=lambda each: each[0])}


def _where(piece: ThresholdPiece, name: str, form: Format, *, up: bool) -> str:
    """Where one comes to a piece: “at p = 1/2”, “above p = 1/2”."""
    if piece.is_point:
        said = tr("at {name} = {bound}")
    elif up:
        said = (
            tr("at {name} = {bound} and above") if piece.with_low else tr("above {name} = {bound}")
        )
    else:
        said = (
            tr("at {name} = {bound} and below") if piece.with_high else tr("below {name} = {bound}")
        )
    bound = bound_words(piece.low if up else piece.high, form)
    return about_equal(said.format(name=name, bound=bound))


def _change(before: ThresholdPiece, after: ThresholdPiece, lettered: Lettered) -> Iterator[str]:
    """What is permitted after and was not before, and the other way round."""
    one = None if before.answer is None else before.answer.choices
    other = None if after.answer is None else after.answer.choices
    if one is None or other is None:
        yield piece_words(after, lettered)
        return
    for plans, said in ((other - one, _becomes), (one - other, _ceases)):
        places = [
            place
            for place, plan in enumerate(lettered.plans)
            if tuple(plan.items()) in plans
        ]  # fmt: skip
        if places:
            yield said(_plans(lettered, places), len(places))


def _becomes(plans: str, count: int) -> str:
    return trn("{plans} becomes permitted", "{plans} become permitted", count).format(plans=plans)


def _ceases(plans: str, count: int) -> str:
    return trn(
        "{plans} is no longer permitted", "{plans} are no longer permitted", count
    ).format(plans=plans)  # fmt: skip


def _plans(lettered: Lettered, places: Sequence[int]) -> str:
    """Plans by name if they are few, else by their letters: “b, c and d”."""
    letters = [lettered.letters[tuple(lettered.plans[place].items())] for place in places]
    if len(places) > MOST_PLANS:
        return tr("{letters} and {last}").format(letters=", ".join(letters[:-1]), last=letters[-1])
    named = [
        f"{letter} {quoted(lettered.called.names[place])}"
        for letter, place in zip(letters, places, strict=True)
    ]
    return tr(" and ").join(named)
