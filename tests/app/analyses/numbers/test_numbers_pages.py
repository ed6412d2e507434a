"""The pages “Information”, “Risk” and “Criteria”: asked of the document and the rule, while looked at."""

import json
from collections.abc import Callable
from fractions import Fraction

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.analyses.numbers.criteria import CriteriaPart
from app.analyses.numbers.information import InformationPart
from app.analyses.numbers.risk import RiskPart
from app.analyses.utilities import UtilitiesPart
from app.window.main_window import MainWindow
from solver.edits import SetRelation
from solver.formats.quandary import loads
from solver.rules import solve
from solver.solution import Plan
from tests.app.conftest import Answers

Wait = Callable[[], None]

LEAGUE = {
    "format": "quandary",
    "version": 1,
    "criteria": [{"id": "cost", "label": "Cost", "better": "less"}, {"id": "gain", "label": "Gain"}],
    "outcomes": [
        {"id": id_, "label": id_, "scale": "s", "value": {"cost": cost, "gain": gain}}
        for id_, cost, gain in (("none", 0, 0), ("dear", 9, 1), ("mid", 4, 3), ("odd", 3, 2), ("top", 10, 5))
    ],
    "nodes": [
        {"id": "n", "kind": "choice", "label": "Which?"},
        *({"id": f"leaf {i}", "kind": "outcome", "outcome": id_}
          for i, id_ in enumerate(("none", "dear", "mid", "odd", "top"))),
    ],
    "branches": [
        {"id": id_, "from": "n", "to": f"leaf {i}", "label": id_}
        for i, id_ in enumerate(("none", "dear", "mid", "odd", "top"))
    ],
}  # fmt: skip


def show(window: MainWindow, action: str, wait_solved: Wait) -> None:
    window.actions_table[action].trigger()
    wait_solved()


@pytest.fixture
def oil(window: MainWindow, wait_solved: Wait) -> MainWindow:
    window.documents.open_example("oil")
    wait_solved()
    return window


# ------------------------------------------------------------------------- information


def test_prices_and_the_informed_tree(
    oil: MainWindow, wait_solved: Wait, answers: Answers, qtbot: QtBot
) -> None:
    show(oil, "solve.page_information", wait_solved)
    page = oil.part(InformationPart).page
    chart = page.chart.chart
    assert chart is not None
    rows = [row for row in chart.table().rows if row[0].startswith("Know “Oil”")]
    assert [row[1:3] for row in rows] == [("0", "32500"), ("32500", "40625")]
    page.chart.chosen.emit(1)
    assert page.why.text().startswith("Knowing it is worth 32\u202f500")
    before = oil.windows
    page.show_tree.click()
    (other,) = [room for room in before.all if room is not oil]
    assert solve(other.session.document, "eu").value == 55_000
    assert other.documents.name.endswith("knowing Oil first")
    answers.unsaved = answers.unsaved.DISCARD
    other.documents.dialogs = answers  # type: ignore[assignment]
    other.close()


def test_deciding_in_place_of_knowing(oil: MainWindow, wait_solved: Wait) -> None:
    show(oil, "solve.page_information", wait_solved)
    page = oil.part(InformationPart).page
    page.control.click()
    wait_solved()
    page.chart.chosen.emit(1)
    assert page.why.text().startswith("Deciding it is worth 177\u202f500")
    assert "Decide" in page.chart.chart.rows[0].name  # type: ignore[union-attr]


def test_what_has_no_price_is_said(window: MainWindow, wait_solved: Wait) -> None:
    window.documents.open_example("opaque-sweetening")
    wait_solved()
    show(window, "solve.page_information", wait_solved)
    assert (
        "Nothing can be paid where an outcome has no value"
        in window.part(InformationPart).page.words
    )
    window.documents.open_example("single-souring")
    wait_solved()
    assert not window.part(InformationPart).page.body.isVisible()
    window.documents.open_example("two-bets")
    window.verdict.set_rule("caprice")
    show(window, "solve.page_information", wait_solved)
    page = window.part(InformationPart).page
    assert "No price can be computed for Caprice" in page.refusals.text()
    assert not page.why.isVisible()  # it stands there once


def test_a_rule_without_bounds_is_asked_along_the_price(oil: MainWindow, wait_solved: Wait) -> None:
    oil.verdict.set_rule("minimax-regret")
    show(oil, "solve.page_information", wait_solved)
    page = oil.part(InformationPart).page
    assert page.refusals.text() == ""
    page.chart.chosen.emit(1)
    assert page.why.text() == "Buying is permitted up to 0, and required at none."


# -------------------------------------------------------------------------------- risk


def test_distributions_of_the_permitted_plans(oil: MainWindow, wait_solved: Wait) -> None:
    show(oil, "solve.page_risk", wait_solved)
    page = oil.part(RiskPart).page
    assert page.cumulative.chart is not None
    assert [row[1:] for row in page.cumulative.chart.table().rows] == [
        ("-80000", "1/5"), ("-10000", "61/100"), ("40000", "41/50"), ("190000", "1")
    ]  # fmt: skip
    assert page.table.table.rows[0][:3] == ("a", "22500", "61/100")


def test_what_was_stopped_goes_on(oil: MainWindow, wait_solved: Wait) -> None:
    show(oil, "solve.page_risk", wait_solved)
    page = oil.part(RiskPart).page
    page.cancel_requested.emit()
    assert page.words.startswith("△ Stopped")
    (again,) = [b for b in page.findChildren(QPushButton) if b.text() == "Go on"]
    again.click()
    wait_solved()
    assert page.words == ""
    assert not again.isVisibleTo(page)


def test_a_curve_is_stated_and_changes_the_verdict(oil: MainWindow, wait_solved: Wait) -> None:
    oil.verdict.set_rule("eu")
    show(oil, "solve.page_risk", wait_solved)
    page = oil.part(RiskPart).page
    page.curve.kind.setCurrentIndex(page.curve.kind.findData("exponential"))
    page.curve.kind.activated.emit(page.curve.kind.currentIndex())
    wait_solved()
    assert oil.session.document.scales["default"].utility is not None
    page.curve.number.setText("100000")
    page.curve.number.editingFinished.emit()
    wait_solved()
    heads = page.table.table.heads
    row = dict(zip(heads, page.table.table.rows[0], strict=True))
    assert row["Plan"] == "walk away"
    assert (row["Certainty equivalent"], row["Risk premium"]) == ("0", "0")
    oil.session.stack.undo()
    oil.session.stack.undo()
    wait_solved()
    assert not oil.session.document.scales


def test_points_that_make_no_sense_are_refused_with_a_sentence(
    oil: MainWindow, wait_solved: Wait
) -> None:
    show(oil, "solve.page_risk", wait_solved)
    page = oil.part(RiskPart).page
    page.curve.kind.setCurrentIndex(page.curve.kind.findData("points"))
    page.curve.kind.activated.emit(page.curve.kind.currentIndex())
    wait_solved()
    page.curve.points.setText("0: 0; 1: nonsense here; 2")
    page.curve.points.editingFinished.emit()
    wait_solved()
    assert "utility curve of the scale “default”" in page.words


def test_a_family_of_curves(oil: MainWindow, wait_solved: Wait) -> None:
    oil.part(RiskPart).intended.emit(SetRelation("first-order"))
    wait_solved()
    show(oil, "solve.page_risk", wait_solved)
    page = oil.part(RiskPart).page
    page.low.setText("50000")
    page.high.setText("500000")
    page.high.editingFinished.emit()
    wait_solved()
    text = page.family.text()
    assert text.startswith(
        "For all risk tolerances from 50\u202f000 to 500\u202f000: nothing is better than"
    )
    assert "a gap. At 50\u202f000" in text
    page.low.setText("0")
    page.low.editingFinished.emit()
    wait_solved()
    assert "must be positive" in page.family.text()


# ---------------------------------------------------------------------------- criteria


def test_the_league_and_the_plane(
    window: MainWindow, wait_solved: Wait, answers: Answers, tmp_path: object
) -> None:
    window.documents.restore(loads(json.dumps(LEAGUE)), None, "league")
    wait_solved()
    show(window, "solve.page_criteria", wait_solved)
    page = window.part(CriteriaPart).page
    table = page.table.table
    standing = {row[-1]: row[table.heads.index("Standing")] for row in table.rows}
    assert standing == {
        "none": "best under some weights",
        "dear": "dominated by a plan",
        "mid": "best under some weights",
        "odd": "beaten by a mixture",
        "top": "best under some weights",
    }
    ratios = {row[-1]: row[-2] for row in table.rows}
    assert (ratios["mid"], ratios["top"], ratios["none"]) == ("4/3", "3", "")
    assert [row[-1] for row in table.rows] == ["none", "odd", "mid", "dear", "top"]  # by cost
    chosen: list[Plan] = []
    page.plan_chosen.connect(chosen.append)
    page.table.chosen.emit(1)
    assert [plan.choices for plan in chosen] == [{"n": "odd"}]
    page.ratio.setValue(0)
    assert "best is a (“none”)" in page.best.text()
    page.ratio.setValue(100)  # at 3, mid and top tie
    assert page.ratio_now == Fraction(3)
    assert "best is b (“mid”), d (“top”)" in page.best.text()
    answers.path = f"{tmp_path}/league.csv"
    page.table.csv_wanted.emit(table)
    with open(answers.path, encoding="utf-8") as file:
        assert file.readline().startswith(",Cost,Gain,Permitted")


def test_one_criterion_is_a_table_alone(oil: MainWindow, wait_solved: Wait) -> None:
    show(oil, "solve.page_criteria", wait_solved)
    page = oil.part(CriteriaPart).page
    assert len(page.table.table.rows) == 10
    assert sorted(row[1] for row in page.table.table.rows if row[2] == "yes") == ["22500"]
    assert not page.chart.isVisible()


def test_under_stochastic_dominance_completions_are_utilities_of_net_values(
    oil: MainWindow, wait_solved: Wait
) -> None:
    oil.part(RiskPart).intended.emit(SetRelation("first-order"))
    wait_solved()
    for action in (
        "solve.page_utilities",
        "solve.page_compare",
        "solve.page_policy",
        "solve.page_why",
    ):
        show(oil, action, wait_solved)
    assert oil.verdict.solution is not None
    assert oil.verdict.solution.plans_total == 5
    show(oil, "solve.page_utilities", wait_solved)
    page = oil.part(UtilitiesPart).page
    item = page.rationales.topLevelItem(0)
    assert item is not None
    assert "u(Dry, net −80\u202f000) = 0" in item.child(0).text(0)
    page.rationales.setCurrentItem(item)
    page.pin_plan.click()
    wait_solved()
    assert oil.session.document.scales["default"].utility is not None
    assert oil.verdict.rule == "eu"
    assert oil.verdict.solution.plans_total == 1
    assert oil.verdict.solution.plans[0].plan.choices["test?"] == "seismic test"
