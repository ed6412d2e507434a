"""What thresholds cover: choices that the policy settles, curves that a rule does not look at; the rest says why."""

from dataclasses import replace

import msgspec
import pytest

from solver.document.elements import ByCompletion, ScaleEntry, UtilityCurve
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.errors import QuandaryError
from solver.formats.quandary import loads
from solver.sensitivity.grid import verdict_map
from solver.sensitivity.simulation import simulate
from solver.sensitivity.thresholds import thresholds
from tests.documents.wildcatter import wildcatter
from tests.solver.sensitivity.test_thresholds import said, with_parameter

CONTRACT = """{"format": "quandary", "version": 1, "parameters": [{"id": "x", "value": "1/2", "min": 0, "max": 1}],
 "outcomes": [{"id": "A", "scale": "a", "value": 1}, {"id": "B", "scale": "a", "value": 3}, {"id": "C", "scale": "a", "value": 2}],
 "nodes": [{"id": "n", "kind": "choice"}, {"id": "later", "kind": "choice"%s},
  {"id": "1", "kind": "outcome", "outcome": "A"}, {"id": "2", "kind": "outcome", "outcome": "B"}, {"id": "3", "kind": "outcome", "outcome": "C"}],
 "branches": [{"id": "go", "from": "n", "to": "later"}, {"id": "stop", "from": "n", "to": "3"},
  {"id": "low", "from": "later", "to": "1", "policy": "1-x^2"}, {"id": "high", "from": "later", "to": "2", "policy": "x^2"}]}"""


def test_where_the_policy_settles_the_later_choice() -> None:
    """Going on is worth 1 + 2x², stopping 2: at x² = 1/2 they tie."""
    found = thresholds(loads(CONTRACT % ', "conduct": "policy"'), "x", "dsm")
    ends = [(p.low.value, p.high.value) for p in found.pieces]
    assert any(abs(float(low) - 0.5**0.5) < 1e-9 for low, _ in ends)
    flags = [
        "".join(b for b, ok in p.answer.branches.items() if ok)
        for p in found.pieces
        if p.answer is not None
    ]
    assert flags == ["stop", "gostop", "go"]
    assert found.is_complete
    free = thresholds(loads(CONTRACT % ""), "x", "dsm")
    assert free.is_complete
    assert len(free.pieces) == 1  # what one chooses oneself does not depend on a policy


def test_a_completion_that_settles_choices_is_not_followed() -> None:
    made = loads(CONTRACT % "")
    completion = loads(
        """{"format": "quandary", "version": 1, "outcomes": [{"id": "A", "scale": "a", "value": 1}],
        "completions": [{"id": "k", "scales": {"a": {"weight": 1}}}], "nodes": [], "branches": []}"""
    ).completions
    nodes = dict(made.nodes)
    nodes["later"] = msgspec.structs.replace(nodes["later"], conduct=ByCompletion(completion="k"))
    outcomes = dict(made.outcomes)
    outcomes["B"] = msgspec.structs.replace(outcomes["B"], value=Numeral("3*x"))
    settled_by = replace(made, nodes=nodes, outcomes=outcomes, completions=completion)
    found = thresholds(settled_by, "x", "dsm")
    assert (
        found.incomplete
        == "A completion settles some choices, and what is best there may change anywhere."
    )


def with_curve(document: Document) -> Document:
    entry = ScaleEntry(
        id="default",
        utility=UtilityCurve(kind="exponential", risk_tolerance=Numeral("100000")),
    )
    return replace(document, scales={"default": entry})


def test_a_curve_counts_only_for_who_goes_by_it() -> None:
    """Worst net values are compared themselves; expected utility along a curve is sampled, and says so."""
    plain = thresholds(wildcatter(), "c", "maximin")
    curved = thresholds(with_curve(wildcatter()), "c", "maximin")
    assert curved.is_complete
    assert said(curved) == said(plain)
    sampled = thresholds(with_curve(wildcatter()), "c", "eu")
    assert sampled.incomplete == (
        "The scale “default” has a utility curve, by which utilities are no fractions of polynomials."
    )
    assert len(sampled.pieces) > 1


def test_a_map_or_draws_of_what_nothing_uses() -> None:
    made = with_parameter(wildcatter(), "u", "1/2", min="0", max="1")
    with pytest.raises(QuandaryError, match="Nothing uses “u”: no number"):
        list(verdict_map(made, "c", "u", "eu", 5))
    entry = msgspec.structs.replace(
        made.parameters["u"], distribution=made.parameters["w"].distribution
    )
    others = {
        id_: msgspec.structs.replace(own, distribution=None) for id_, own in made.parameters.items()
    }
    only = replace(made, parameters={**others, "u": entry})
    with pytest.raises(QuandaryError, match="Nothing uses “u”"):
        simulate(only, "eu", 10, 0)


def test_a_map_of_a_tree_that_is_not_valid_says_what_is_wrong() -> None:
    made = wildcatter()
    branches = dict(made.branches)
    branches["dry now"] = msgspec.structs.replace(branches["dry now"], probability=Numeral("0.6"))
    with pytest.raises(QuandaryError, match="sum"):
        list(verdict_map(replace(made, branches=branches), "c", "w", "eu", 3))
