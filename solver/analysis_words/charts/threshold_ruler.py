"""The ruler of a parameter: its stretches by permitted set, and a lane for each plan."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Final

from solver.analysis_words.threshold_words import (
    Lettered,
    off_the_plan,
    parameter_name,
    piece_words,
    range_words,
    sameness,
)
from solver.charts.chart import Axis, Stretch, StretchChart, StretchRow
from solver.rules import RULES
from solver.sensitivity.along.roots import Root
from solver.sensitivity.answers import Answered, Choices
from solver.sensitivity.bounds import bound_words
from solver.sensitivity.judged import Fault, Judged
from solver.sensitivity.thresholds import ThresholdPiece, Thresholds, plans_of
from solver.translation import tr, trn
from solver.words.names import Names
from solver.words.numbers import Format, about_equal, exact
from solver.words.plain_mathematics import plain_text

MOST_LANES: Final = 12
MOST_APART: Final = 4  # single points that are named


def ruler(
    names: Names,
    found: Thresholds,
    here: Fraction | None,
    judged: Mapping[Choices, Sequence[Judged]] | None = None,
) -> StretchChart:
    """The stretches of a parameter by permitted set, and a lane for each plan.

    Where a plan is permitted although it is dominated, or best under no completion (``judged``), it is hatched.
    """
    form = names.format
    lettered = Lettered(names, plans_of(found))
    name = parameter_name(names.document, found.parameter)
    kinds: dict[object, int] = {}
    stretches = []
    shown = with_gaps_joined(found.pieces)
    for piece in shown:
        fill: int | str = "unknown"
        label = lettered.of(piece.answer)
        if piece.answer is not None:
            fill = kinds.setdefault(permitted_set(piece.answer), len(kinds))
        elif piece.refused:
            fill, label = "empty", tr("no answer")
        words = f"{range_words(piece, name, form)}: {piece_words(piece, lettered)}"
        stretches.append(as_stretch(piece, fill, label, words))
    rows = [StretchRow(tr("permitted"), tuple(stretches))]
    lanes: dict[str, list[Judged | ThresholdPiece]] = {}
    for plan, called in list(zip(lettered.plans, lettered.called.names, strict=True))[:MOST_LANES]:
        key = tuple(plan.items())
        letter = lettered.letters[key]
        lanes[letter] = lane = _lane(found, key, (judged or {}).get(key))
        row = tuple(_of_lane(part, f"{letter}, {called}", name, form) for part in lane)
        rows.append(StretchRow(f"{letter}  {plain_text(called)}", row, key=dict(plan)))
    bounds = {piece.low.value: piece.low for piece in shown[1:]}
    changes: dict[Fraction, bool] = {}  # and whether other plans are permitted there
    for before, piece in pairwise(shown):
        if not before.refused and not piece.refused:
            plans = not off_the_plan(names, before, piece)
            changes[piece.low.value] = changes.get(piece.low.value, False) or plans
    alone = {
        piece.low.value: lettered.of(piece.answer)
        for piece in found.pieces
        if piece.is_point and piece.answer is not None
    }
    told = [
        sameness(found, lettered, name, form) or _count(list(changes.values()), name),
        *(
            tr("No answer: {where}.").format(where=range_words(piece, name, form))
            for piece in shown
            if piece.refused
        ),
        tr("It is not sure that these are all.") if not found.is_complete else "",
        tr("{plans} more plans are not shown.").format(plans=len(lettered.plans) - MOST_LANES)
        if len(lettered.plans) > MOST_LANES
        else "",
        *_hatched(lanes, name, form),
    ]
    return StretchChart(
        tr("Where each plan is permitted by {name}").format(name=RULES[found.rule].title),
        tuple(rows),
        Axis(name, found.low, found.high),
        here,
        tuple(
            (value, _at(_bound(root, form), alone.get(value, ""))) for value, root in bounds.items()
        ),
        description=" ".join(filter(None, told)),
    )


def with_gaps_joined(pieces: Sequence[ThresholdPiece]) -> list[ThresholdPiece]:
    """Neighbours without an answer as one, though for other reasons; the first reason stands for all."""
    joined: list[ThresholdPiece] = []
    for piece in pieces:
        if joined and joined[-1].refused and piece.refused:
            last = piece.with_high or piece.is_point
            joined[-1] = replace(joined[-1], high=piece.high, with_high=last)
        else:
            joined.append(piece)
    return joined


def _count(changes: Sequence[bool], name: str) -> str:
    """How many thresholds there are; at some it may be off the plan only that something changes."""
    if not changes:
        return tr("No thresholds of {name}.").format(name=name)
    count, off = sum(changes), len(changes) - sum(changes)
    told = [
        trn("{count} threshold of {name}.", "{count} thresholds of {name}.", count).format(
            count=count, name=name
        )
        if count
        else "",
        trn(
            "{count} threshold of {name} off the plan.",
            "{count} thresholds of {name} off the plan.",
            off,
        ).format(count=off, name=name)
        if off
        else "",
    ]
    return " ".join(filter(None, told))


def _lane(
    found: Thresholds, plan: Choices, judged: Sequence[Judged] | None
) -> list[Judged | ThresholdPiece]:
    """In order: where a plan is permitted, judged; and single points beside at which it is not."""
    permits = [p.answer is not None and plan in (p.answer.choices or ()) for p in found.pieces]
    own = [piece for piece, permitted in zip(found.pieces, permits, strict=True) if permitted]
    parts: list[Judged | ThresholdPiece] = list(map(Judged, own) if judged is None else judged)
    for number, piece in enumerate(found.pieces):
        beside = permits[max(number - 1, 0) : number + 2]
        if piece.is_point and piece.answer is not None and not permits[number] and any(beside):
            parts.append(piece)

    def place(part: Judged | ThresholdPiece) -> tuple[Fraction, Fraction]:
        piece = part.piece if isinstance(part, Judged) else part
        return piece.low.value, piece.high.value

    return sorted(parts, key=place)


def _of_lane(part: Judged | ThresholdPiece, plan: str, name: str, form: Format) -> Stretch:
    if isinstance(part, ThresholdPiece):
        words = tr("{plan}: not permitted {form}")
        piece, fill = part, "empty"
    else:
        piece, fill = part.piece, "full" if part.fault is None else "part"
        words = {
            None: tr("{plan}: permitted for {form}"),
            Fault.DOMINATED: tr("{plan}: permitted for {form}, though dominated by a plan"),
            Fault.NEVER_BEST: tr("{plan}: permitted for {form}, though best under no completion"),
        }[part.fault]
        if piece.is_point:
            words = {
                None: tr("{plan}: permitted {form}"),
                Fault.DOMINATED: tr("{plan}: permitted {form}, though dominated by a plan"),
                Fault.NEVER_BEST: tr("{plan}: permitted {form}, though best under no completion"),
            }[part.fault]
    return as_stretch(piece, fill, "", words.format(plan=plan, form=range_words(piece, name, form)))


def _hatched(
    lanes: Mapping[str, Sequence[Judged | ThresholdPiece]], name: str, form: Format
) -> Iterator[str]:
    """What hatches mean, and at which single points it is otherwise."""
    judged = {
        letter: [part for part in lane if isinstance(part, Judged)]
        for letter, lane in lanes.items()
    }
    faults = {part.fault for lane in judged.values() for part in lane}
    told = {
        Fault.DOMINATED: tr("dominated by a plan"),
        Fault.NEVER_BEST: tr("best under no completion"),
    }
    hatched = [words for fault, words in told.items() if fault in faults]
    if not hatched:
        return
    yield tr("Hatched: permitted, though {hatched}.").format(hatched=tr(" or ").join(hatched))
    apart = [
        about_equal(
            tr("{letter} at {name} = {value}").format(
                letter=letter, name=name, value=bound_words(part.piece.low, form)
            )
        )
        for letter, lane in judged.items()
        for part in lane
        if part.piece.is_point and part.fault is None and _beside(part.piece, lane)
    ]
    if apart:
        points = ", ".join(apart[:MOST_APART]) + (" …" if len(apart) > MOST_APART else "")
        yield tr("Not so at single points: {points}.").format(points=points)


def _beside(point: ThresholdPiece, lane: Sequence[Judged]) -> bool:
    """Whether a stretch with a fault ends at a point."""
    faulty = (part.piece for part in lane if part.fault is not None)
    return any(point.low in (piece.low, piece.high) for piece in faulty)


def _at(bound: str, letters: str) -> str:
    """A bound with the plans that are permitted at it alone: “0.5: a”."""
    return f"{bound}: {letters}" if letters else bound


def _bound(root: Root, form: Format) -> str:
    words = bound_words(root, form)
    if root.is_rational and words.startswith("≈") and len(text := exact(root.low)) <= 12:
        return f"{words} ({text})"
    return words


def permitted_set(answer: Answered) -> object:
    """What tells one permitted set from another."""
    if answer.choices is not None:
        return answer.choices
    return tuple(answer.branches.items()), answer.plans_total


def as_stretch(piece: ThresholdPiece, fill: int | str, label: str, words: str) -> Stretch:
    """A piece as a chart draws it."""
    return Stretch(
        piece.low.value,
        piece.high.value,
        fill,
        label,
        words,
        bound_words(piece.low, Format()),
        bound_words(piece.high, Format()),
        key=piece,
    )
