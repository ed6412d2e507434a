"""Every fault of a document is found, with the ids concerned, all at once."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.checks import check
from solver.findings import Severity
from solver.formats.quandary import dumps, loads

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
        ({"preferences": {"relation": "majority"}}, "preferences.relation", set()),
        ({"preferences": {"relation": "timestep-dominance"}}, "", set()),
        ({"preferences": {"relation": "timestep-dominance", "equal": [["x", "z"]]}}, "preferences.relation", {"x", "z"}),
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
        nodes=[{"id": "1", "kind": "choice", "label": "a"}, {"id": "b", "kind": "choice"}],
        branches=[
            {"id": "1", "from": "1", "to": "b", "label": "go"},
            {"id": "2", "from": "b", "to": "1"},
        ],
        root="1",
    )
    assert "“a” → the choice after “go” → “a”" in findings["tree.cycle"].message


def test_nodes_and_branches_are_called_as_on_the_tree_and_never_by_an_id() -> None:
    nodes = [
        {"id": "n1", "kind": "choice", "label": "Go?"},
        {"id": "n2", "kind": "chance"},
        {"id": "n3", "kind": "choice"},
        {"id": "n4", "kind": "outcome"},
        {"id": "n5", "kind": "outcome", "outcome": "x"},
        {"id": "n6", "kind": "chance", "label": "Go?"},
    ]
    rows = [
        {"id": "n7", "from": "n1", "to": "n2", "label": "go"},
        {"id": "n8", "from": "n2", "to": "n3", "label": "lucky", "probability": "1/2"},
        {"id": "n9", "from": "n2", "to": "n4", "label": "else", "probability": "1/3"},
        {"id": "n10", "from": "n1", "to": "n5", "probability": "1"},
        {"id": "n11", "from": "n1", "to": "n6", "label": "stay"},
    ]
    document = loads(json.dumps(BASE | {"nodes": nodes, "branches": rows, "root": "n1"}))
    assert [finding.message for finding in check(document)] == [
        "The branch “→ x” has a probability, but only branches of chance nodes have one.",
        "The probabilities at the chance node after “go” sum to 5/6; they must sum to 1.",
        "The choice after “lucky” has no branches yet: every path must end at an outcome.",
        "The outcome after “else” has no outcome yet.",
        "The chance node “Go?” (2) has no branches yet: every path must end at an outcome.",
    ]


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


# ------------------------------------------------------------------- everything at once

CYCLE = [{"id": "1", "from": "d", "to": "e"}, {"id": "2", "from": "e", "to": "d"}]
DRAFTS = [{"id": "d", "kind": "choice"}, {"id": "e", "kind": "chance"}]


def severities(**changes: Any) -> dict[str, Severity]:
    return {code: finding.severity for code, finding in found(**changes).items()}


def test_a_cycle_or_a_wrong_number_in_a_draft_is_a_warning() -> None:
    nodes = [*BASE["nodes"], *DRAFTS]
    rows = [*BASE["branches"], *CYCLE]
    assert severities(nodes=nodes, branches=rows) == {"tree.cycle": Severity.WARNING}
    rows = [*BASE["branches"], CYCLE[0] | {"policy": "1/0", "payoff": "x"}]
    assert severities(nodes=nodes, branches=rows) == {
        "payoff.number": Severity.WARNING,
        "policy.number": Severity.WARNING,
    }


def test_a_cycle_below_the_root_is_an_error_beside_one_in_a_draft() -> None:
    nodes = [*DRAFTS, *BASE["nodes"], {"id": "f", "kind": "choice"}, {"id": "g", "kind": "choice"}]
    rows = [
        *CYCLE,
        {"id": "b1", "from": "c", "to": "f", "probability": 1},
        {"id": "b2", "from": "f", "to": "g"},
        {"id": "b3", "from": "g", "to": "f"},
    ]
    document = BASE | {"nodes": nodes, "branches": rows}
    cycles = [f for f in check(loads(json.dumps(document))) if f.code == "tree.cycle"]
    assert [(set(f.nodes), f.severity) for f in cycles] == [
        ({"f", "g"}, Severity.ERROR),
        ({"d", "e"}, Severity.WARNING),
    ]


def test_a_number_out_of_range_is_found_beside_one_that_cannot_be_computed() -> None:
    rows = branches(probability="1/0")
    rows[1]["probability"] = 1.5
    assert set(found(branches=rows)) == {"probability.number", "probability.range"}


def test_numbers_with_thousands_of_digits_are_reported_shortly() -> None:
    finding = found(branches=branches(probability="5e307 + 4e307"))["probability.range"]
    assert "about 9" in finding.message
    rows = branches(probability="1/3 + 1/1e60")
    rows[1]["probability"] = "1/2"
    assert "sum to about 0.8333333333333" in found(branches=rows)["probability.sum"].message


def test_unknown_keys_are_reported_everywhere_once_a_key_with_a_guess() -> None:
    document = BASE | {
        "nots": "",
        "preferences": {"beter": []},
        "completion": {"scales": {"default": {"wait": 1, "weight": 1}}, "alnoe": {}},
        "branches": [row | {"fro": "c"} for row in BASE["branches"]],
    }
    findings = check(loads(json.dumps(document)))
    assert {finding.code for finding in findings} == {"key.unknown"}
    text = "\n".join(finding.message for finding in findings)
    for guess in ("notes", "better", "alone", "from"):
        assert f"Did you mean “{guess}”?" in text
    assert "branch “b1” and 1 more" in text
    assert len(findings) == 5


def test_a_completion_is_checked_with_warnings() -> None:
    completion = {"scales": {"defalt": {"weight": "1/0"}}, "alone": {"z": 1, "x": 2}}
    findings = check(loads(json.dumps(BASE | {"completion": completion})))
    assert {finding.severity for finding in findings} == {Severity.WARNING}
    codes = ["completion.unknown", "completion.unknown", "completion.number"]
    assert [finding.code for finding in findings] == codes
    assert "Did you mean “default”?" in findings[0].message


def test_every_payoff_above_an_outcome_without_value_is_found_quickly() -> None:
    size = 20_000
    nodes = [{"id": f"n{i}", "kind": "choice"} for i in range(size)]
    nodes.append({"id": f"n{size}", "kind": "outcome", "outcome": "z"})
    rows = [{"id": f"b{i}", "from": f"n{i}", "to": f"n{i + 1}", "payoff": 1} for i in range(size)]
    document = loads(json.dumps(BASE | {"nodes": nodes, "branches": rows, "root": "n0"}))
    findings = check(document)  # in minutes, were it not linear
    assert {finding.code for finding in findings} == {"payoff.criterion"}
    assert len(findings) == size


IDS = st.sampled_from(["a", "b", "c", "d"])
SHARES = st.sampled_from([0, 1, -2, "1/2", "#", "1/0", "p", "", 1e300, "1e400", "("])
NUMBERS = SHARES | st.just({"value": 1})
MUST = {"kind", "from", "to", "value"}  # keys that an entry cannot do without


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_any_structure_is_checked_without_a_fault(data: st.DataObject) -> None:
    def entries(ids: list[str], **keys: st.SearchStrategy[Any]) -> list[dict[str, Any]]:
        chosen: list[str] = data.draw(st.lists(st.sampled_from(ids), unique=True))
        return [
            {"id": id_}
            | {k: data.draw(v) for k, v in keys.items() if k in MUST or data.draw(st.booleans())}
            for id_ in chosen
        ]

    kinds = st.sampled_from(["choice", "chance", "outcome"])
    nodes = entries(["a", "b", "c", "d"], kind=kinds, outcome=IDS)
    document: dict[str, Any] = {
        "format": "quandary",
        "version": 1,
        "parameters": entries(["p", "q"], value=SHARES, min=SHARES),
        "criteria": entries(["value", "other"]),
        "outcomes": entries(["a", "b", "c"], value=NUMBERS, scale=st.sampled_from(["s", "t"])),
        "preferences": {"better": data.draw(st.lists(st.tuples(IDS, IDS), max_size=3))},
        "nodes": nodes,
    }
    if nodes:
        node = st.sampled_from([entry["id"] for entry in nodes])
        document["branches"] = entries(
            [f"b{i}" for i in range(8)],
            **{"from": node, "to": node},
            probability=SHARES,
            policy=SHARES,
            payoff=NUMBERS,
        )
        if data.draw(st.booleans()):
            document["root"] = data.draw(node)
    text = json.dumps(document)
    read = loads(text)
    for finding in check(read):
        assert finding.message.endswith((".", "?"))
    assert json.loads(dumps(read)) == json.loads(text)
