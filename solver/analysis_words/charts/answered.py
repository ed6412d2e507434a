"""What a chart question comes to for a document and a rule: the same chart that its page shows."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from solver.analyses.criteria.league import League, league
from solver.analyses.criteria.plane import Plane, plane, sides_of
from solver.analyses.information.prices import InformationValues, information_values
from solver.analyses.risk.distribution import ranked
from solver.analysis_words.charts.criteria_charts import league_table, plane_chart
from solver.analysis_words.charts.information_charts import price_chart
from solver.analysis_words.charts.preference_charts import order_chart, rule_chart, scale_chart
from solver.analysis_words.charts.risk_charts import (
    MOST_SHOWN,
    Profile,
    cumulative_chart,
    distribution_chart,
    profiles_of,
    risk_table,
)
from solver.analysis_words.charts.sensitivity_charts import (
    scenario_table,
    spider,
    value_lines,
    value_tornado,
    verdict_grid,
    verdict_tornado,
)
from solver.analysis_words.charts.threshold_ruler import ruler
from solver.analysis_words.information_words import price_sentences
from solver.analysis_words.simulation_words import acceptability_lines, share_bars
from solver.charts.chart import Chart
from solver.charts.question import ChartQuestion
from solver.charts.table import ChartTable
from solver.document.model import Document
from solver.errors import NotSolvable, QuandaryError
from solver.explain.case import Case
from solver.rules import solve
from solver.sensitivity.asked_together import SwingsFound, drawn, mapped, ruled, swung, valued
from solver.sensitivity.price_pieces import with_pieces
from solver.sensitivity.ranges import require_used
from solver.sensitivity.scenario_table import asked_scenarios
from solver.translation import tr
from solver.words.names import Names

DRAWS: Final = 2_000  # of a simulation; the seed is 0
LOSS: Final = Fraction(0)  # less than that is told as a risk


def priced(
    case: Case,
    rule: str,
    *,
    criterion: str | None = None,
    control: bool = False,
    cancelled: Callable[[], bool] | None = None,
    progress: Callable[[float], None] | None = None,
) -> InformationValues:
    """The prices of all events, in pieces where they are not one stretch."""
    found = information_values(
        case, rule, criterion=criterion, control=control, cancelled=cancelled, progress=progress
    )
    if any(price.by_pieces for price in found.events):
        found = with_pieces(case.tree, found, cancelled)
    return found


def answered_chart(
    document: Document,
    question: ChartQuestion,
    rule: str,
    cancelled: Callable[[], bool] | None = None,
) -> Chart:
    """The chart.  Raises `QuandaryError` with a sentence where there is none to be had."""
    if question.kind.is_table:
        raise QuandaryError(tr("“{id}” is a table, and no chart.").format(id=question.kind.id))
    found = _answered(document, question, rule, cancelled)
    assert isinstance(found, Chart)
    return found


def answered_table(
    document: Document,
    question: ChartQuestion,
    rule: str,
    cancelled: Callable[[], bool] | None = None,
) -> ChartTable:
    """The table, or the numbers of the chart, likewise."""
    found = _answered(document, question, rule, cancelled)
    return found.table() if isinstance(found, Chart) else found


@dataclass(frozen=True)
class _Asked:
    question: ChartQuestion
    document: Document
    rule: str
    cancelled: Callable[[], bool] | None
    case: Case
    names: Names


def _answered(
    document: Document,
    question: ChartQuestion,
    rule: str,
    cancelled: Callable[[], bool] | None,
) -> Chart | ChartTable:
    case = Case.of(document)  # which says what is wrong, if anything is
    for parameter in question.parameters:
        if parameter not in document.parameters:
            raise QuandaryError(
                tr("There is no parameter “{parameter}” in this document.").format(
                    parameter=parameter
                )
            )
        if question.kind.id != "acceptability":  # where it need not be used
            require_used(document, parameter)
    asked = _Asked(question, document, rule, cancelled, case, Names(case.document))
    made: Chart | ChartTable = _MADE[question.kind.id](asked, *question.parameters)
    return made


# ------------------------------------------------------------------------------ sensitivity


def _thresholds(asked: _Asked, parameter: str) -> Chart:
    found = ruled(asked.document, parameter, asked.rule, asked.cancelled)
    here = asked.document.parameter_values.get(parameter)
    return ruler(asked.names, found.found, here, found.judged)


def _values(asked: _Asked, parameter: str) -> Chart:
    found = valued(asked.document, parameter, asked.cancelled)
    if found is None:
        raise QuandaryError(
            tr(
                "There are no values of alternatives here: preferences have gaps, opinions differ, or "
                "nothing is chosen first."
            )
        )
    return value_lines(asked.names, found, asked.document.parameter_values.get(parameter))


def _map(asked: _Asked, across: str, up: str) -> Chart:
    if across == up:
        raise QuandaryError(tr("A map needs two different parameters."))
    found = mapped(asked.document, across, up, asked.rule, asked.cancelled)
    values = asked.document.parameter_values
    return verdict_grid(asked.names, found, (values[across], values[up]))


def _swings(asked: _Asked) -> SwingsFound:
    if not asked.document.parameters:
        raise QuandaryError(tr("There is no parameter in this document."))
    found = swung(asked.document, asked.rule, asked.cancelled)
    refused = [swing.refused for swing in found.swings if swing.refused]
    if len(refused) == len(found.swings):
        raise QuandaryError(refused[0])
    return found


def _verdicts(asked: _Asked) -> Chart:
    return verdict_tornado(asked.names, _swings(asked).swings)


_NO_VALUE: Final = (
    "There is no one value to move: preferences have gaps, and no completion is stated."
)


def _tornado(asked: _Asked) -> Chart:
    found = _swings(asked)
    if found.base is None:
        raise QuandaryError(_NO_VALUE)
    return value_tornado(asked.names, found.base, found.swings)


def _spider(asked: _Asked) -> Chart:
    found = _swings(asked)
    if found.base is None:
        raise QuandaryError(_NO_VALUE)
    return spider(asked.names, found.lines, found.base)


def _shares(asked: _Asked) -> Chart:
    first = next(iter(asked.document.parameters), "")
    found = drawn(asked.document, asked.rule, first, DRAWS, 0, asked.cancelled, curve=False)
    return share_bars(asked.document, found.found)


def _acceptability(asked: _Asked, parameter: str) -> Chart:
    found = drawn(asked.document, asked.rule, parameter, DRAWS, 0, asked.cancelled)
    if not found.curve:
        raise QuandaryError(
            tr("An acceptability curve needs a distribution of another parameter than its own.")
        )
    return acceptability_lines(asked.document, parameter, found.curve)


# ----------------------------------------------------------------- information, risk, criteria


def _prices(asked: _Asked, *, control: bool = False) -> Chart:
    criterion = asked.question.at or None
    if criterion is not None and asked.case.document.criterion(criterion) is None:
        raise QuandaryError(tr("There is no criterion “{criterion}”.").format(criterion=criterion))
    found = priced(
        asked.case, asked.rule, criterion=criterion, control=control, cancelled=asked.cancelled
    )
    chart = price_chart(asked.names, found)
    if chart is None:
        said = [price_sentences(asked.names, found, price)[0] for price in found.events]
        raise QuandaryError(
            said[0]
            if said
            else tr("There is no chance node in this tree: nothing could be known first.")
        )
    return chart


def _control(asked: _Asked) -> Chart:
    return _prices(asked, control=True)


def place_word(scale: str, criterion: str) -> str:
    """A scale and criterion as a chart question names them."""
    return f"{scale}/{criterion}"


def _profiles(asked: _Asked) -> tuple[str, str, tuple[Profile, ...]]:
    """Of the plans that are permitted, on the scale and criterion that is asked for."""
    solution = solve(asked.case, asked.rule, limit=MOST_SHOWN)
    plans = [entry.plan for entry in solution.plans]
    places = ranked(asked.case.document, [plan.prospect for plan in plans])
    if not places:
        raise QuandaryError(tr("Nothing that the permitted plans lead to has a value."))
    named = {place_word(*place): place for place in reversed(places)}
    wanted = asked.question.at or place_word(*places[0])
    if wanted not in named:
        raise QuandaryError(
            tr("There is no “{wanted}” here: there are {named}.").format(
                wanted=wanted, named=", ".join(named)
            )
        )
    scale, criterion = named[wanted]
    return scale, criterion, profiles_of(asked.case, plans, scale, criterion)


def _cumulative(asked: _Asked) -> Chart:
    return cumulative_chart(asked.names, *_profiles(asked)[1:])


def _distribution(asked: _Asked) -> Chart:
    return distribution_chart(asked.names, *_profiles(asked)[1:])


def _risk(asked: _Asked) -> ChartTable:
    scale, criterion, profiles = _profiles(asked)
    return risk_table(asked.names, scale, criterion, profiles, LOSS)


def _league_and_plane(asked: _Asked) -> tuple[League, Plane | None, str]:
    """The league; its plane, or why there is none."""
    found = league(asked.case, asked.rule, asked.cancelled)
    wanted = [part for part in asked.question.at.split("/") if part]
    document = asked.case.document
    for side in wanted:
        if document.opinions and side not in document.opinions:
            raise QuandaryError(tr("There is no opinion “{opinion}”.").format(opinion=side))
        if not document.opinions and document.criterion(side) is None:
            raise QuandaryError(tr("There is no criterion “{criterion}”.").format(criterion=side))
    if len(sides_of(document)) < 2 and not document.opinions:
        return found, None, tr("A plane needs two criteria: this document has one.")
    try:
        made = plane(asked.case.document, [row.plan.prospect for row in found.rows], *wanted)
    except NotSolvable as problem:
        return found, None, problem.findings[0].message
    return found, made, ""


def _plane(asked: _Asked) -> Chart:
    found, made, why_not = _league_and_plane(asked)
    if made is None:
        raise QuandaryError(why_not)
    return plane_chart(asked.names, found, made)


def _league(asked: _Asked) -> ChartTable:
    found, made, _ = _league_and_plane(asked)
    return league_table(asked.names, found, made)


def _scenarios(asked: _Asked) -> ChartTable:
    if not asked.document.scenarios:
        raise QuandaryError(tr("There is no scenario in this document."))
    return scenario_table(asked.names, asked_scenarios(asked.document, asked.cancelled))


# ------------------------------------------------------------------------ preferences, rules


def _preferences(asked: _Asked) -> Chart:
    return order_chart(asked.case.document, asked.cancelled)


def _scales(asked: _Asked) -> Chart:
    return scale_chart(asked.names)


def _rule(asked: _Asked) -> Chart:
    return rule_chart(asked.case, solve(asked.case, asked.rule), asked.names)


_MADE: Final[dict[str, Callable[..., Chart | ChartTable]]] = {
    "thresholds": _thresholds,
    "values": _values,
    "map": _map,
    "verdicts": _verdicts,
    "tornado": _tornado,
    "spider": _spider,
    "shares": _shares,
    "acceptability": _acceptability,
    "prices": _prices,
    "control": _control,
    "cumulative": _cumulative,
    "distribution": _distribution,
    "plane": _plane,
    "preferences": _preferences,
    "scales": _scales,
    "rule": _rule,
    "league": _league,
    "risk": _risk,
    "scenarios": _scenarios,
}
