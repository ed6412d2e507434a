"""Edits of scenarios: sets of parameters by name, kept in the document and switched to.

A scenario that is used writes its values into the parameters, as one step; what they were is kept only
where it is a scenario, too.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import msgspec

from solver.document.elements import Scenario
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits.base import changed, fresh_id, put, without
from solver.errors import EditError
from solver.translation import mark, tr


class AddScenario(msgspec.Struct, frozen=True):
    """Keep the values that all parameters have now, under a name."""

    label: str = ""
    name = mark("add scenario")

    def apply(self, document: Document) -> Document:
        scenario = Scenario(
            id=fresh_id(document.scenarios, "scenario"),
            label=self.label,
            parameters={id_: entry.value for id_, entry in document.parameters.items()},
        )
        return replace(document, scenarios=put(document.scenarios, scenario))


class SetScenario(msgspec.Struct, frozen=True):
    """Change fields of a scenario: label, parameters."""

    scenario: str
    changes: Mapping[str, Any] = msgspec.field(default_factory=dict)
    name = mark("change scenario")

    def apply(self, document: Document) -> Document:
        return replace(document, scenarios=changed(document.scenarios, self.scenario, self.changes))


class RemoveScenario(msgspec.Struct, frozen=True):
    """Remove a scenario; the parameters keep their values."""

    scenario: str
    name = mark("remove scenario")

    def apply(self, document: Document) -> Document:
        if self.scenario not in document.scenarios:
            return document
        return replace(document, scenarios=without(document.scenarios, [self.scenario]))


class UseScenario(msgspec.Struct, frozen=True):
    """Give the parameters the values of a scenario."""

    scenario: str
    name = mark("use scenario")

    def apply(self, document: Document) -> Document:
        if self.scenario not in document.scenarios:
            raise EditError(tr("There is no scenario “{scenario}”.").format(scenario=self.scenario))
        return under_scenario(document, self.scenario)


def under_scenario(document: Document, scenario: str) -> Document:
    """The document with the values of a scenario; names that are no parameters are left out."""
    stated = document.scenarios[scenario].parameters
    parameters = dict(document.parameters)
    for id_, value in stated.items():
        if id_ in parameters and parameters[id_].value != value:
            parameters[id_] = msgspec.structs.replace(parameters[id_], value=value)
    return replace(document, parameters=parameters)


def scenario_now(document: Document) -> str | None:
    """The scenario whose values the parameters have; the first of several, None of none."""

    def fits(stated: Mapping[str, Numeral]) -> bool:
        own = document.parameters
        return all(own[id_].value == value for id_, value in stated.items() if id_ in own)

    return next((id_ for id_, own in document.scenarios.items() if fits(own.parameters)), None)
