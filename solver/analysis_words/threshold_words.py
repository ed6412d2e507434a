"""Sentences about thresholds of a parameter: the same in the window and on the command line."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from solver.charts.chart import letters
from solver.document.model import Document
from solver.rules import RULES
from solver.sensitivity.answers import Answered, Choices
from solver.sensitivity.bounds import bound_words
from solver.sensitivity.policy_along import PolicyAlong, PolicyPiece
from solver.sensitivity.thresholds import ThresholdPiece, Thresholds, plans_of
from solver.translation import tr
from solver.words.explanation_words import listed, some_listed
from solver.words.names import Names
from solver.words.numbers import Format, about_equal
from solver.words.plan_names import PlanNames, plan_names

MOST_POINTS: Final = 3  # that differ from all else and are named
MOST_NODES: Final = 3  # off the plan, likewise


def parameter_name(document: Document, parameter: str) -> str:
    """The label of a parameter, or what expressions call it."""
    entry = document.parameters.get(parameter)
    return (entry.label if entry is not None else "") or parameter


class Lettered:
    """The plans that are permitted somewhere, with their letters and names."""

    def __init__(self, names: Names, plans: list[Mapping[str, str]]) -> None:
        self.plans = plans
        self.called: PlanNames = plan_names(names, plans)
        self.letters = dict(zip(map(_key, plans), letters(len(plans)), strict=True))

    @property
    def listed(self) -> tuple[tuple[str, str], ...]:
        """Each letter with the name of its plan; what all of them do comes first."""
        shared = ((tr("all"), self.called.shared),) if self.called.shared else ()
        told = zip(map(_key, self.plans), self.called.names, strict=True)
        return (*shared, *((self.letters[key], name) for key, name in told))

    def of(self, answer: Answered | None) -> str:
        """The letters of the permitted plans, as “bcd”; how many where they are too many."""
        if answer is None:
            return ""
        if answer.plans is None:
            return "?" if answer.plans_total is None else str(answer.plans_total)
        return self.letters_of(map(_key, answer.plans))

    def letters_of(self, plans: Iterable[Choices]) -> str:
        """The letters of some plans."""
        found = sorted((self.letters[plan] for plan in plans), key=lambda s: (len(s), s))
        return "".join(found) if all(len(s) == 1 for s in found) else " ".join(found)


def _key(plan: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(plan.items())


def range_words(piece: ThresholdPiece | PolicyPiece, name: str, form: Format) -> str:
    """Where a piece is: “at p = 1/2”, “0 ≤ p < 1/2”."""
    low, high = bound_words(piece.low, form), bound_words(piece.high, form)
    if piece.is_point:
        return about_equal(tr("at {name} = {low}").format(name=name, low=low))
    first, last = ("≤" if piece.with_low else "<"), ("≤" if piece.with_high else "<")
    return f"{low} {first} {name} {last} {high}"


def threshold_lines(document: Document, found: Thresholds) -> Iterator[str]:
    """Everything that was found, line by line."""
    names, form = Names(document), replace(Format.of(document), both=True)
    lettered = Lettered(names, plans_of(found))
    name = parameter_name(document, found.parameter)
    yield tr("{name}, by {name2}:").format(name=RULES[found.rule].title, name2=name)
    for before, piece in zip((None, *found.pieces), found.pieces, strict=False):
        only = off_the_plan(names, before, piece) if before is not None else ""
        told = "; ".join(filter(None, (piece_words(piece, lettered), only)))
        yield f"  {range_words(piece, name, form)}: {told}"
    if lettered.plans:
        yield tr("where")
        if lettered.called.shared:
            yield tr("  all: {shared}").format(shared=lettered.called.shared)
        for letter, text in zip(letters(len(lettered.plans)), lettered.called.names, strict=True):
            yield f"  {letter}  {text}"
    if not found.is_complete:
        yield tr("It is not sure that these are all thresholds. {incomplete}").format(
            incomplete=found.incomplete
        )


def piece_words(piece: ThresholdPiece, lettered: Lettered) -> str:
    """What holds on a piece."""
    answer = piece.answer
    if answer is None:
        return piece.refused or tr("not known")
    if answer.plans is not None:
        return tr("{plans} permitted").format(plans=lettered.of(answer) or tr("no plan"))
    return (
        tr("not decided")
        if answer.plans_total is None
        else tr("{plans_total} plans permitted").format(plans_total=answer.plans_total)
    )


def off_the_plan(names: Names, before: ThresholdPiece, after: ThresholdPiece) -> str:
    """That the same plans are permitted on two pieces, and where it is off the plan that they differ; else nothing."""
    one, other = before.answer, after.answer
    if one is None or other is None or not one.same_plans(other):
        return ""
    nodes = dict.fromkeys(
        names.document.branches[id_].source
        for id_, permitted in one.branches.items()
        if None not in (permitted, other.branches[id_]) and permitted != other.branches[id_]
    )
    if not nodes:
        return ""
    where = some_listed(map(names.node_in_sentence, nodes), MOST_NODES)
    return tr("only what is permitted off the plan changes, at {where}").format(where=where)


def sameness(found: Thresholds, lettered: Lettered, name: str, form: Format) -> str | None:
    """That the same plans are permitted for all values but some single ones; None where they are not.

    Only said where everything is known, with what is different there.
    """
    stretches = [piece for piece in found.pieces if not piece.is_point]
    points = [piece for piece in found.pieces if piece.is_point]
    usual = stretches[0].answer if stretches else None
    if (
        not found.is_complete
        or usual is None
        or usual.choices is None
        or not 1 <= len(points) <= MOST_POINTS
        or any(piece.answer != usual for piece in stretches)
    ):
        return None
    told: dict[tuple[str, str], list[str]] = {}
    for piece in points:
        if piece.answer is None or piece.answer.choices is None:
            return None
        less = lettered.letters_of(usual.choices - piece.answer.choices)
        more = lettered.letters_of(piece.answer.choices - usual.choices)
        if not less and not more:
            return None  # it is another branch that is permitted, and the same plans
        told.setdefault((less, more), []).append(bound_words(piece.low, form))
    return tr(
        "The same plans are permitted for every value of {name}, except that {points}."
    ).format(name=name, points="; ".join(_exception(*own) for own in told.items()))


def _exception(plans: tuple[str, str], values: list[str]) -> str:
    """At which values some plans are not permitted, and others are."""
    less, more = plans
    words = tr("at {value} {more} is in place of {less}")
    if not more:
        words = tr("at {value} {less} is not")
    elif not less:
        words = tr("at {value} {more} is, too")
    return words.format(value=listed(values), less=less, more=more)


def policy_lines(document: Document, found: PolicyAlong) -> Iterator[str]:
    """Where the stated policy is dominated."""
    form, name = replace(Format.of(document), both=True), parameter_name(document, found.parameter)
    yield tr("The stated policy:")
    for piece in found.pieces:
        words = piece.refused or tr("not known")
        if piece.dominated is not None:
            words = tr("dominated by a policy") if piece.dominated else tr("undominated")
        yield f"  {range_words(piece, name, form)}: {words}"
    if not found.is_complete:
        yield tr("It is not sure that these are all thresholds. {incomplete}").format(
            incomplete=found.incomplete
        )
