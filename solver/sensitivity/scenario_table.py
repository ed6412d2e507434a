"""Scenarios and rules: what each rule says under each named set of parameters."""

from collections.abc import Callable

from solver.charts.table import ChartTable, Number
from solver.document.model import Document
from solver.edits.scenarios import under_scenario
from solver.rules import RULES
from solver.sensitivity.points import Asked, Points
from solver.translation import tr, trn

NOW = "now"


def scenario_table(document: Document, cancelled: Callable[[], bool] | None = None) -> ChartTable:
    """A row a scenario (and one for the values as they are), a column a rule.

    A cell has the value where the rule has one, and how many plans it permits; or a dash where it has no
    answer.  Raises `Cancelled` when asked to.
    """
    rows: list[list[Number | str]] = []
    readings = {NOW: document, **{id_: under_scenario(document, id_) for id_ in document.scenarios}}
    for id_, reading in readings.items():
        scenario = document.scenarios.get(id_) if reading is not document else None
        label = NOW if scenario is None else scenario.label or id_
        own: list[Number | str] = [label]
        own += [_cell(Points(reading, rule, cancelled).at({})) for rule in RULES]
        rows.append(own)
    heads = (tr("Scenario"), *(rule.short or rule.name for rule in RULES.values()))
    return ChartTable.of(heads, rows)


def _cell(asked: Asked) -> str:
    if asked.answer is None:
        return "–"
    total = asked.answer.plans_total
    plans = tr("undecided")
    if total is not None:
        plans = trn("{total} plan", "{total} plans", total).format(total=total)
    return plans if asked.value is None else f"{asked.value} ({plans})"
