"""How the net values of plans are distributed, as charts and as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from solver.analyses.risk.certainty import Certain, curves_under, of_prospect
from solver.analyses.risk.distribution import NetDistribution, distributions, under_each
from solver.charts.chart import Axis, Bar, BarChart, BarPart, ChartLine, LineChart, letters
from solver.charts.table import ChartTable, Number
from solver.document.model import Document
from solver.explain.case import Case
from solver.preferences.curves.curve import Enclosure
from solver.solution import Plan
from solver.translation import tr
from solver.words.names import Names, quoted
from solver.words.numbers import decimal
from solver.words.plan_names import plan_names

MOST_SHOWN: Final = 6  # plans, that can be told apart in one chart
MOST_LINES: Final = 8  # under all opinions together


@dataclass(frozen=True)
class Profile:
    """A plan by its name with the distribution of its net values, and what it is worth for sure.

    Where a document lists opinions it is so under one of them, which the name tells.
    """

    letter: str
    name: str
    spread: NetDistribution
    certain: Certain | None = None


def profiles_of(
    case: Case, plans: Sequence[Plan], scale: str, criterion: str
) -> tuple[Profile, ...]:
    """The plans that have net values there, with letters and names; under each opinion, by its number."""
    document = case.document
    names, shown = Names(document), shown_plans(document, plans)
    called = plan_names(names, [plan.choices for plan in plans]).names
    stated = curves_under(case)
    found = []
    for letter, name, plan in zip(letters(len(shown)), called, shown, strict=False):
        for number, (id_, prospect) in enumerate(under_each(plan.prospect).items(), 1):
            spread = distributions(document, prospect).get(scale, {}).get(criterion)
            if spread is None:
                continue
            curve = stated[id_]
            own = None if curve is None else of_prospect(curve, prospect)
            if not id_:
                found.append(Profile(letter, name, spread, own))
                continue
            told = tr("{plan}, under {opinion}").format(
                plan=name, opinion=quoted(names.opinion(id_))
            )
            found.append(Profile(f"{letter}{number}", told, spread, own))
    return tuple(found)


def shown_plans(document: Document, plans: Sequence[Plan]) -> Sequence[Plan]:
    """The plans that a chart has room for: fewer where each is shown under several opinions."""
    return plans[: max(1, MOST_LINES // max(1, len(document.opinions)))]


def cumulative_chart(names: Names, criterion: str, profiles: Sequence[Profile]) -> LineChart:
    """The chance of at most so much, plans over each other."""
    values = [value for profile in profiles for value in profile.spread.values]
    low, high = min(values), max(values)
    room = (high - low) / 20 or Fraction(1)
    lines = tuple(
        ChartLine(
            profile.letter,
            tuple(zip(profile.spread.values, profile.spread.cumulative, strict=True)),
            place,
        )
        for place, profile in enumerate(profiles)
    )
    return LineChart(
        tr("Chance of at most this much"),
        Axis(tr("net {criterion}").format(criterion=names.criterion(criterion)), low - room, high + room, names.document.criterion(criterion), names.format),
        Axis(tr("chance"), Fraction(0), Fraction(1), None, names.format),
        lines,
        steps=True,
        called=_called(profiles),
    )  # fmt: skip


def distribution_chart(names: Names, criterion: str, profiles: Sequence[Profile]) -> BarChart:
    """How likely each net value is, a bar for each plan."""
    values = sorted({value for profile in profiles for value in profile.spread.values})
    told = {value: names.values([(criterion, value)]) for value in values}
    bars = []
    for value in values:
        first = True
        for style, profile in enumerate(profiles):
            chances = dict(zip(profile.spread.values, profile.spread.chances, strict=True))
            if (chance := chances.get(value)) is None:
                continue
            text = names.format.number(chance)
            words = tr("{name}: {told} with probability {text}").format(
                name=profile.name, told=told[value], text=text
            )
            bars.append(
                Bar(
                    told[value] if first else "",
                    (BarPart(Fraction(0), chance, words, text, style),),
                    (value, style),
                )
            )
            first = False
    return BarChart(
        tr("Distribution"),
        Axis(tr("chance"), Fraction(0), Fraction(1), None, names.format),
        tuple(bars),
        Fraction(0),
        tuple(profile.letter for profile in profiles),
        called=_called(profiles),
    )


def _called(profiles: Sequence[Profile]) -> tuple[tuple[str, str], ...]:
    return tuple((profile.letter, profile.name) for profile in profiles)


def risk_table(
    names: Names, scale: str, criterion: str, profiles: Sequence[Profile], less: Fraction
) -> ChartTable:
    """The plans in numbers: the mean, the chance of less than so much, and what each is worth for sure.

    The mean is of what it is on the scale, and says so where a plan may lead elsewhere.
    Certainty equivalents and premiums that are not rational are estimates.
    """
    limit = names.values([(criterion, less)])
    always = all(profile.spread.cumulative[-1] == 1 for profile in profiles)
    mean = tr("Mean") if always else tr("Mean given {scale}").format(scale=scale)
    heads = ["", mean, tr("P(less than {limit})").format(limit=limit)]
    has_certain = any(profile.certain is not None for profile in profiles)
    if has_certain:
        heads += [tr("Certainty equivalent"), tr("Risk premium")]
    heads += [tr("Least"), tr("Greatest"), tr("Plan")]
    rows: list[list[str | Number | None]] = []
    for profile in profiles:
        spread, own = profile.spread, profile.certain
        row: list[str | Number | None] = [profile.letter, spread.mean, spread.below(less)]
        if has_certain:
            row += [None, None] if own is None else [about(own.equivalent), about(own.premium)]
        rows.append([*row, spread.values[0], spread.values[-1], profile.name])
    found = names.document.criterion(criterion)
    return ChartTable.of(heads, rows, {k: found for k in range(1, len(heads) - 1) if k != 2})


def about(bounds: Enclosure) -> Number:
    """A number that is known exactly, or an estimate of what lies between two close to each other."""
    low, high = bounds
    return low if low == high else float((low + high) / 2)


def about_text(names: Names, criterion: str, bounds: Enclosure) -> str:
    """The same in words; what is rounded says so."""
    low, high = bounds
    return names.values([(criterion, low)]) if low == high else decimal((low + high) / 2)
