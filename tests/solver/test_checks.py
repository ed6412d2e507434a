"""Every fault of a document is found, with the ids concerned, all at once."""

import json
from typing import Any

import pytest

from solver.checks import check
from solver.findings import Severity
from solver.formats.quandary import loads

BASE: dict[str, Any] = {
    "format": "quandary",
    "version": 1,
    "outcomes": [{"id": "x", "value": 1}, {"id": "y", "value": 2}, {"id": "z"}],
    "nodes": [
        {"id": "c", "kind": "chance"},
        {"id": "l", "kind": "outcome", "outcome": "x"},
        {"id": "r", "kind": "outcome", "outcome": "z"},
    ],
    "branches": [
        {"id": "b1", "from": "c", "to": "l", "probability": "1/2"},
        {"id": "b2", "from": "c", "to": "r", "probability": "#"},
    ],
    "root": "c",
}


def found(**changes: Any) -> dict[str, Any]:
    document = json.loads(json.dumps(BASE))
    document.update(changes)
    return {finding.code: finding for finding in check(loads(json.dumps(document)))}


def branches(**changes: Any) -> list[dict[str, Any]]:
    first, second = json.loads(json.dumps(BASE["branches"]))
    first.update(changes)
    return [first, second]


def test_a_valid_document_has_no_findings() -> None:
    assert found() == {}


@pytest.mark.parametrize(
    ("changes", "code", "ids"),
    [
        ({"branches": branches(probability="1.2")}, "probability.range", {"b1"}),
        ({"branches": branches(probability="1/0")}, "probability.number", {"b1"}),
        ({"branches": branches(probability="q")}, "probability.number", {"b1"}),
        ({"branches": branches(policy=1)}, "policy.misplaced", {"b1"}),
        ({"branches": branches(payoff=1)}, "", set()),
        ({"root": None} | {"nodes": [*BASE["nodes"], {"id": "d", "kind": "choice"}]}, "root.ambiguous", {"c", "d"}),
        ({"nodes": [], "branches": [], "root": None}, "root.missing", set()),
        ({"outcomes": [{"id": "x", "value": "1/0"}, {"id": "z"}]}, "outcome.value", {"x"}),
        ({"outcomes": [{"id": "x", "value": "1e400"}, {"id": "z"}]}, "outcome.value", {"x"}),
        ({"outcomes": [{"id": "x", "value": 1}]}, "outcome.unknown", {"r", "z"}),
        ({"preferences": {"better": [["x", "q"]]}}, "preferences.unknown", {"q"}),
        ({"preferences": {"better": [["x", "y"]]}}, "preferences.clash", {"x", "y"}),
        ({"parameters": [{"id": "p", "value": "p+1"}]}, "parameter.value", {"p"}),
        ({"parameters": [{"id": "1p", "value": "1"}]}, "parameter.value", {"1p"}),
        ({"colour": 1}, "key.unknown", set()),
    ],
)  # fmt: skip
def test_faults_are_found(changes: dict[str, Any], code: str, ids: set[str]) -> None:
    document = json.loads(json.dumps(BASE)) | changes
    if changes.get("root", "") is None:
        del document["root"]
    findings = {finding.code: finding for finding in check(loads(json.dumps(document)))}
    if not code:
        assert findings == {}
        return
    finding = findings[code]
    named = {*finding.nodes, *finding.branches, *finding.outcomes, *finding.parameters}
    assert ids <= named
    assert finding.message.endswith((".", "?"))


def test_a_cycle_is_named() -> None:
    findings = found(
        nodes=[{"id": "a", "kind": "choice"}, {"id": "b", "kind": "choice"}],
        branches=[{"id": "1", "from": "a", "to": "b"}, {"id": "2", "from": "b", "to": "a"}],
        root="a",
    )
    assert "“a” → “b” → “a”" in findings["tree.cycle"].message


def test_sums_say_what_was_found() -> None:
    rows = branches(probability="0.4")
    rows[1]["probability"] = "0.5"
    assert "9/10" in found(branches=rows)["probability.sum"].message


def test_remainder_below_zero_is_an_error() -> None:
    rows = [*branches(probability="0.7"), {"id": "b3", "from": "c", "to": "d", "probability": 0.7}]
    nodes = [*BASE["nodes"], {"id": "d", "kind": "outcome", "outcome": "x"}]
    assert "7/5" in found(branches=rows, nodes=nodes)["probability.sum"].message


def test_thirds_sum_to_exactly_one() -> None:
    nodes = [{"id": "c", "kind": "chance"}]
    rows = []
    for i in range(3):
        nodes.append({"id": f"l{i}", "kind": "outcome", "outcome": "x"})
        rows.append({"id": f"b{i}", "from": "c", "to": f"l{i}", "probability": "1/3"})
    assert found(nodes=nodes, branches=rows) == {}
    rows[0]["probability"] = 0.3333333333333333
    assert "probability.sum" in found(nodes=nodes, branches=rows)


def test_payoffs_need_values_below() -> None:
    rows = branches()
    rows[1]["payoff"] = 3
    finding = found(branches=rows)["payoff.criterion"]
    assert (finding.branches, finding.outcomes) == (("b2",), ("z",))


def test_several_faults_are_found_at_once() -> None:
    findings = found(
        branches=branches(probability="1.2"),
        outcomes=[{"id": "x", "value": "?"}, {"id": "z"}],
        parameters=[{"id": "p", "value": "1/0"}],
    )
    assert {"probability.range", "outcome.value", "parameter.value"} <= set(findings)


def test_drafts_are_never_errors() -> None:
    nodes = [*BASE["nodes"], {"id": "draft", "kind": "chance"}]
    findings = found(nodes=nodes)
    assert all(finding.severity is not Severity.ERROR for finding in findings.values())


def test_scales_must_share_their_criteria() -> None:
    findings = found(
        criteria=[{"id": "a"}, {"id": "b"}],
        outcomes=[{"id": "x", "value": {"a": 1}}, {"id": "y", "value": {"b": 1}}, {"id": "z"}],
    )
    assert set(findings["scale.criteria"].outcomes) == {"x", "y"}


def test_a_contradiction_names_its_circle() -> None:
    outcomes = [{"id": "a"}, {"id": "b"}, {"id": "c"}, {"id": "x", "value": 1}, {"id": "z"}]
    preferences = {"better": [["a", "b"], ["b", "c"]], "equal": [["c", "a"]]}
    finding = found(outcomes=outcomes, preferences=preferences)["preferences.clash"]
    assert "a ≻ b ≻ c ~ a" in finding.message


def test_an_arithmetic_contradiction_is_found() -> None:
    """x − w doubled is y − w on one scale, yet the stated order says otherwise."""
    outcomes = [
        {"id": "s0", "scale": "s", "value": 0},
        {"id": "s1", "scale": "s", "value": 1},
        {"id": "s2", "scale": "s", "value": 2},
        {"id": "t0", "scale": "t", "value": 0},
        {"id": "t1", "scale": "t", "value": 1},
        {"id": "t2", "scale": "t", "value": 2},
    ]
    preferences = {"equal": [["s0", "t0"], ["s1", "t2"]], "better": [["t1", "s2"]]}
    nodes = [{"id": "n", "kind": "outcome", "outcome": "s0"}]
    findings = found(outcomes=outcomes, preferences=preferences, nodes=nodes, branches=[], root="n")
    assert "preferences.clash" in findings
