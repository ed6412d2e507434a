"""What values show of themselves in a notebook: a picture without Qt, and words."""

import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import msgspec
import pytest

import app.scripting  # noqa: F401 - says how values are shown
from app.scripting.building import branch, chance, choice, tree
from app.scripting.files import example
from solver.document.model import Document
from solver.edits import SetDocument
from solver.notebook import Shown
from solver.rules import solve
from solver.sensitivity.thresholds import thresholds


@pytest.fixture
def drill() -> Document:
    oil = chance("Oil?", branch("wet", "gusher", probability="p"), branch("dry", "nothing"))
    return tree(
        choice("Drill?", branch("drill", oil, payoff=-70), branch("do | not", "nothing")),
        outcomes={"gusher": 400, "nothing": 0},
        parameters={"p": "1/5"},
    )


def words(value: Shown) -> str:
    """What stands in its picture."""
    svg = value._repr_svg_()
    assert svg is not None
    return " ".join(ElementTree.fromstring(svg).itertext())


def test_a_document_and_a_solution_are_drawn(drill: Document) -> None:
    assert "Drill?" in words(drill)
    solution = solve(drill, "eu")
    assert solution.document is drill
    marked, plain = solution._repr_svg_(), drill._repr_svg_()
    assert marked is not None
    assert plain is not None
    assert marked.count("<path") > plain.count("<path")  # the strokes of what is not permitted
    told = solution._repr_markdown_()
    assert told is not None
    assert told.startswith("**Expected utility: 1 of 2 plans is permitted**")
    assert "| drill | gusher, net 330: 1/5 · nothing, net −70: 4/5 |" in told
    assert "“do \\| not”" in told
    both = solution._repr_html_()
    assert both is not None
    assert marked in both
    assert "<td>drill</td>" in both


def test_prospects_and_thresholds_too(drill: Document) -> None:
    prospect = solve(drill, "eu").plans[0].plan.prospect
    assert "4/5" in words(prospect)
    assert "| nothing, value −70 | 4/5 | 0.8 |" in str(prospect._repr_markdown_()).replace(
        "-70", "−70"
    )
    found = thresholds(drill, "p", "eu")
    assert "drill" in words(found)
    assert "| at p = 7/40 (0.175) | ab permitted |" in str(found._repr_markdown_())


def test_what_is_not_valid_is_drawn_and_says_why(drill: Document) -> None:
    broken = replace(drill, outcomes={})
    assert "Drill?" in words(broken)
    assert "not valid to solve" in str(broken._repr_markdown_())


def test_what_is_too_large_says_so() -> None:
    wide = tree(choice("Which?", *(branch(f"b{n}", "x") for n in range(700))))
    assert wide._repr_svg_() is None
    assert "too large to be drawn" in str(wide._repr_html_())


def test_a_hostile_label_runs_nothing(drill: Document) -> None:
    hostile = SetDocument(title="<script>alert(1)</script>").apply(drill)
    for shown in (hostile._repr_html_(), hostile._repr_svg_()):
        assert "<script" not in str(shown)


def test_nothing_of_it_loads_qt_or_makes_an_application() -> None:
    script = (
        "import sys, app.scripting; from app.scripting.files import example; from solver.rules import solve;"
        "assert '<svg' in solve(example('shutdown'), 'dsm')._repr_html_();"
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
    assert example("shutdown")._repr_svg_() is not None


def test_a_prospect_alone_tells_labels(drill: Document) -> None:
    """With the id where two outcomes are called alike; and what is equal does not depend on it."""
    shutdown = example("shutdown")
    solution = solve(shutdown, "dsm")
    prospect = next(each.plan.prospect for each in solution.plans if len(each.plan.prospect) > 1)
    told = str(prospect._repr_markdown_())
    for end in prospect:
        assert f"| {shutdown.outcomes[end.outcome].label}, value" in told
    alike = {
        id_: msgspec.structs.replace(outcome, label="the same")
        for id_, outcome in shutdown.outcomes.items()
    }
    other = next(
        each.plan.prospect
        for each in solve(replace(shutdown, outcomes=alike), "dsm").plans
        if each.plan.prospect == prospect
    )
    for end in prospect:
        assert f"| the same ({end.outcome}), value" in str(other._repr_markdown_())
