"""Scenarios and rules: what each rule says under each named set of parameters."""

from collections.abc import Callable, Mapping

from solver.document.model import Document
from solver.edits.scenarios import under_scenario
from solver.rules import RULES
from solver.sensitivity.points import Asked, Points

NOW = "now"


def asked_scenarios(
    document: Document, cancelled: Callable[[], bool] | None = None
) -> Mapping[str, tuple[Asked, ...]]:
    """What each rule says under each scenario, by id, and first with the values as they are (`NOW`).

    Raises `Cancelled` when asked to.
    """
    readings = {NOW: document, **{id_: under_scenario(document, id_) for id_ in document.scenarios}}
    return {
        id_: tuple([Points(reading, rule, cancelled).at({}) for rule in RULES])
        for id_, reading in readings.items()
    }
