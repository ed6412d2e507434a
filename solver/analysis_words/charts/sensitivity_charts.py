"""What is found about parameters, as charts: rulers of verdicts, maps, values, tornados."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from solver.analysis_words.charts.change_words import changes, lettered_of, nearest_first
from solver.analysis_words.charts.threshold_ruler import as_stretch, permitted_set
from solver.analysis_words.threshold_words import Lettered, parameter_name, piece_words, range_words
from solver.charts.chart import (
    Axis,
    Bar,
    BarChart,
    BarPart,
    ChartLine,
    Crossing,
    GridMap,
    LineChart,
    Region,
    StretchChart,
    StretchRow,
)
from solver.charts.table import ChartTable
from solver.document.elements import Criterion
from solver.document.model import Document
from solver.rules import RULES
from solver.sensitivity.answers import Answered
from solver.sensitivity.grid import VerdictMap
from solver.sensitivity.points import Asked
from solver.sensitivity.scenario_table import NOW
from solver.sensitivity.values_along import Swing, ValueLine, ValuesAlong
from solver.translation import mark, tr, trn
from solver.words.names import Names
from solver.words.numbers import Format, NumberForm, exact
from solver.words.plain_mathematics import plain_text

HATCHED = mark("Hatched: some plan there is maximal, but best under no completion.")
DECIMAL = Format(NumberForm.DECIMAL)


# ------------------------------------------------------------------------------------ maps


def verdict_grid(
    names: Names, found: VerdictMap, here: tuple[Fraction, Fraction] | None
) -> GridMap:
    """The permitted set at each point; hatched where a maximal plan is best under no completion."""
    document = names.document
    plans: dict[object, Mapping[str, str]] = {}
    for asked in found.answers.values():
        for plan in (asked.answer.plans or ()) if asked.answer else ():
            plans.setdefault(tuple(plan.items()), plan)
    lettered = Lettered(names, list(plans.values()))
    regions: dict[object, int] = {}
    listed: list[Region] = []
    known: dict[tuple[int, int], int] = {}
    for (column, row), asked in sorted(found.answers.items()):
        less = (column, row) in found.never_best
        kind = (
            None if asked.answer is None else permitted_set(asked.answer),
            asked.refused != "",
            less,
        )
        if kind not in regions:
            regions[kind] = len(listed)
            letters = lettered.of(asked.answer) if asked.answer else "–"
            words = asked.refused or _plans_words(lettered, asked.answer)
            if less:
                words += tr("; not all of these are best under some completion")
            listed.append(Region(letters or "none", words, less))
        known[column, row] = regions[kind]
    cells = tuple(
        tuple(
            None if (at := found.shown(c, r)) is None else known[at]
            for c in range(len(found.columns))
        )
        for r in range(len(found.rows))
    )
    across, up = (parameter_name(document, p) for p in (found.across, found.up))
    half = (found.columns[-1] - found.columns[0]) / (2 * max(1, len(found.columns) - 1))
    tall = (found.rows[-1] - found.rows[0]) / (2 * max(1, len(found.rows) - 1))
    return GridMap(
        tr("What {name} permits over {across} and {up}").format(
            name=RULES[found.rule].title, across=across, up=up
        ),
        Axis(across, found.columns[0] - half, found.columns[-1] + half),
        Axis(up, found.rows[0] - tall, found.rows[-1] + tall),
        found.columns,
        found.rows,
        cells,
        tuple(listed),
        here,
        description=tr("{columns} × {rows} points").format(
            columns=len(found.columns), rows=len(found.rows)
        )
        + (
            "."
            if found.done == 1
            else tr(", {done:.0%} of them asked; the others show what holds nearby.").format(
                done=found.done
            )
        )
        + (f" {tr(HATCHED)}" if any(region.hatched for region in listed) else ""),
        called=lettered.listed,
    )


def _plans_words(lettered: Lettered, answer: Answered | None) -> str:
    if answer is None:
        return ""
    if answer.plans is None:
        return tr("{plans_total} plans").format(plans_total=answer.plans_total)
    names = dict(zip(lettered.letters, lettered.called.names, strict=True))
    return "; ".join(
        f"{lettered.letters[key]}: {plain_text(names[key])}"
        for key in (tuple(plan.items()) for plan in answer.plans)
    )


# ------------------------------------------------------------------------------- scenarios


def scenario_table(names: Names, found: Mapping[str, Sequence[Asked]]) -> ChartTable:
    """A row a scenario, a column a rule: the letters of the plans that it permits, and its value if any.

    A dash where it has no answer.
    """
    plans: dict[object, Mapping[str, str]] = {}
    for own in found.values():
        for asked in own:
            for plan in (asked.answer.plans or ()) if asked.answer else ():
                plans.setdefault(tuple(plan.items()), plan)
    lettered = Lettered(names, list(plans.values()))

    def cell(asked: Asked) -> str:
        if asked.answer is None:
            return "–"
        told = lettered.of(asked.answer)
        if asked.answer.plans is None:
            total = asked.answer.plans_total
            told = tr("undecided")
            if total is not None:
                told = trn("{total} plan", "{total} plans", total).format(total=total)
        if asked.value is None:
            return told
        return f"{told} · {names.format.value(_criterion(names.document), asked.value)}"

    scenarios = names.document.scenarios
    labels = {id_: entry.label or id_ for id_, entry in scenarios.items()}
    return ChartTable(
        (tr("Scenario"), *(rule.head for rule in RULES.values())),
        tuple((labels.get(id_, NOW), *map(cell, own)) for id_, own in found.items()),
        tuple((letter, plain_text(called)) for letter, called in lettered.listed),
    )


# ---------------------------------------------------------------------------------- values


def value_lines(names: Names, found: ValuesAlong, here: Fraction | None) -> LineChart:
    """The best value of each alternative along a parameter; where two of them cross is marked."""
    document = names.document
    name = parameter_name(document, found.parameter)
    worth = [y for line in found.lines for _, y in line.points]
    low, high = (min(worth), max(worth)) if worth else (Fraction(0), Fraction(1))
    crossings: dict[tuple[Fraction, Fraction], Crossing] = {}
    for x, y, branches, opinion in found.crossings:
        words = tr("At {name} = {number} ({exact}) {branches} are equally good").format(
            name=name,
            number=DECIMAL.number(x),
            exact=exact(x),
            branches=tr(" and ").join(plain_text(names.branch(b)) for b in branches),
        )
        if opinion:
            words = f"{words} ({plain_text(names.opinion(opinion))})"
        before = crossings.get((x, y))
        told = words if before is None else f"{before.words}; {words}"
        crossings[x, y] = Crossing(x, y, told, DECIMAL.number(x))
    return LineChart(
        tr("Value of each alternative against {name}").format(name=name),
        Axis(name, found.low, found.high),
        Axis(tr("Expected value"), low, high, _criterion(document)),
        tuple(
            ChartLine(_line_name(names, line), line.points, (line.name, line.opinion))
            for line in found.lines
        ),
        tuple(crossings.values()),
        here,
        description=tr("The best that can be made of each branch of {plain_text}.").format(
            plain_text=plain_text(names.node(found.node))
        ),
    )


def _line_name(names: Names, line: ValueLine) -> str:
    branch = names.branch(line.name)
    return f"{branch} ({names.opinion(line.opinion)})" if line.opinion else branch


def _criterion(document: Document) -> Criterion | None:
    return (
        document.criterion(document.criterion_ids[0]) if len(document.criterion_ids) == 1 else None
    )


def value_tornado(names: Names, base: Fraction, swings: Sequence[Swing]) -> BarChart:
    """How far each parameter by itself moves the best expected value; the widest first."""
    document = names.document
    bars = []
    ends: list[Fraction] = [base]
    for swing in sorted(swings, key=lambda own: own.width, reverse=True):
        known = [
            (worth, value, style)
            for worth, value, style in (
                (swing.at_low, swing.ends[0], 1),
                (swing.at_high, swing.ends[1], 0),
            )
            if worth is not None
        ]
        if not known:
            continue
        ends += [worth for worth, _, _ in known]
        name = parameter_name(document, swing.parameter)
        parts = tuple(
            BarPart(base, worth, tr("{worth} at {name} = {value}").format(worth=DECIMAL.number(worth), name=name, value=DECIMAL.number(value)), DECIMAL.number(value), style)
            for worth, value, style in known
        )  # fmt: skip
        bars.append(Bar(name, parts, swing.parameter))
    air = (max(ends) - min(ends)) / 12
    return BarChart(
        tr("How far each parameter moves the value"),
        Axis(tr("Expected value"), min(ends) - air, max(ends) + air, _criterion(document)),
        tuple(bars),
        base,
        (tr("at the upper end"), tr("at the lower end")),
    )


def spider(
    names: Names, lines: Mapping[str, Sequence[tuple[Fraction, Fraction]]], base: Fraction
) -> LineChart:
    """The best value against how far each parameter is along its range (0 to 1)."""
    worth = [y for points in lines.values() for _, y in points] or [base]
    return LineChart(
        tr("The value as each parameter goes through its range"),
        Axis(tr("How far along its range each parameter is, 0 to 1"), Fraction(0), Fraction(1)),
        Axis(tr("Expected value"), min(worth), max(worth), _criterion(names.document)),
        tuple(
            ChartLine(parameter_name(names.document, p), tuple(points), p)
            for p, points in lines.items()
        ),
    )


def verdict_tornado(names: Names, swings: Sequence[Swing]) -> StretchChart:
    """Each parameter's range in stretches of one permitted set; what changes first comes first."""
    document, form = names.document, Format.of(names.document)
    lettered = lettered_of(names, swings)
    kinds: dict[object, int] = {}
    rows = []
    for swing in nearest_first(swings):
        name = parameter_name(document, swing.parameter)
        if swing.verdicts is None:
            continue
        stretches = []
        changed = changes(names, swing, lettered)
        for place, piece in enumerate(swing.verdicts.pieces):
            fill: int | str = "unknown"
            if piece.answer is not None:
                fill = kinds.setdefault(permitted_set(piece.answer), len(kinds))
            elif piece.refused:
                fill = "empty"
            words = f"{range_words(piece, name, form)}: {piece_words(piece, lettered)}"
            if place in changed:
                words = f"{words}; {changed[place][1]}"
            stretches.append(as_stretch(piece, fill, lettered.of(piece.answer), words))
        change = swing.first_change
        note = tr("no change")
        if change is not None:
            note = tr("first change at {change}").format(change=form.number(change))
        elif swing.changes_off_the_plan_only:
            note = tr("changes off the plan only")
        axis = Axis(name, swing.low, swing.high)
        rows.append(StretchRow(name, tuple(stretches), axis, swing.here, note, swing.parameter))
    return StretchChart(
        tr("What would change the verdict first"),
        tuple(rows),
        description=tr("Each parameter alone, over its range; the bar marks where it is now."),
        called=lettered.listed,
    )
