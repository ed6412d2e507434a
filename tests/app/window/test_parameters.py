"""A parameter is moved with its slider: the tree and the answer follow, one step of undo a drag."""

from collections.abc import Callable
from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.window.main_window import MainWindow
from solver.checks import check
from solver.document.elements import Distribution
from solver.document.numerals import Numeral, plain_numeral
from solver.edits import AddParameter, SetBranch, SetParameter
from solver.rules import solve
from widgets.basics.bars.slider import ParameterSlider
from widgets.basics.number_field import NumberField
from widgets.canvas.view.refusals import impossible
from widgets.inspector.distribution_fields import DistributionFields

Wait = Callable[[], None]


def slider_of(window: MainWindow) -> ParameterSlider:
    window.show_page(window.panels.document)
    (slider,) = window.panels.document.findChildren(ParameterSlider)
    return slider


def prepared(window: MainWindow) -> str:
    """The oil example with a parameter for its first probability; the parameter's id."""
    window.documents.open_example("oil")
    window.perform(AddParameter())
    (id_,) = window.session.document.parameters
    bounds = {"value": Numeral("0.5"), "min": Numeral("0"), "max": Numeral("1")}
    window.perform(SetParameter(id_, bounds))
    document = window.session.document
    branches = next(
        document.children(id_) for id_ in document.tree if document.nodes[id_].kind == "chance"
    )
    for branch in branches:
        window.perform(SetBranch(branch.id, {"probability": Numeral("#")}))
    window.perform(SetBranch(branches[0].id, {"probability": Numeral(f"{id_} / 2")}))
    window.canvas.select()
    window.session.stack.setClean()
    return id_


def test_dragging_is_one_step_and_the_answer_follows(
    window: MainWindow, wait_solved: Wait, qtbot: QtBot
) -> None:
    id_ = prepared(window)
    window.verdict.set_rule("eu")
    wait_solved()
    assert window.verdict.solution is not None
    before, steps = window.verdict.solution.value, window.session.stack.count()
    slider = slider_of(window)
    assert slider.isVisible()
    assert slider.value() == 50
    slider.setSliderDown(True)
    for step in (60, 75, 90):
        slider.setSliderPosition(step)
    assert window.session.document.parameters[id_].value.text == "9/10"
    slider.setSliderDown(False)
    assert window.session.stack.count() == steps + 1
    wait_solved()
    assert window.verdict.solution is not None
    assert window.verdict.solution.value != before
    window.session.stack.undo()
    assert window.session.document.parameters[id_].value.text == "0.5"
    assert slider_of(window).value() == 50
    slider = slider_of(window)
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Right)
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert window.session.document.parameters[id_].value.text == "13/25"
    window.session.stack.undo()
    assert window.session.document.parameters[id_].value.text == "51/100"


def test_without_bounds_there_is_no_slider(window: MainWindow) -> None:
    id_ = prepared(window)
    window.perform(SetParameter(id_, {"max": None}))
    assert not slider_of(window).isVisible()


def test_positions_are_spelled_plainly_and_exactly() -> None:
    assert plain_numeral(Fraction(1, 2)).text == "0.5"
    assert plain_numeral(Fraction(-37, 100)).text == "-0.37"
    assert plain_numeral(Fraction(3)).text == "3"
    assert plain_numeral(Fraction(1, 3)).text == "1/3"
    assert plain_numeral(Fraction(10**20 + 1, 10)).text == f"{10**19}.1"


def test_a_distribution_is_given_changed_and_taken_away(
    window: MainWindow, wait_solved: Wait, qtbot: QtBot
) -> None:
    id_ = prepared(window)
    window.show_page(window.panels.document)
    (fields,) = window.panels.document.findChildren(DistributionFields)
    assert [name for name, field in fields.numbers.items() if field.isVisible()] == []

    def choose(kind: str) -> None:
        fields.kind.setCurrentIndex(fields.kind.findData(kind))
        fields.kind.activated.emit(fields.kind.currentIndex())

    def own() -> Distribution | None:
        return window.session.document.parameters[id_].distribution

    choose("triangular")
    assert own() == Distribution(
        kind="triangular", min=Numeral.of(0), mode=Numeral.of(Fraction(1, 2)), max=Numeral.of(1)
    )
    shown = [name for name, field in fields.numbers.items() if field.isVisible()]
    assert sorted(shown) == ["max", "min", "mode"]
    fields.numbers["mode"].setText("3/4")
    fields.numbers["mode"].editingFinished.emit()
    distribution = own()
    assert distribution is not None
    assert distribution.mode is not None
    assert distribution.mode.value() == Fraction(3, 4)
    fields.numbers["mode"].setText("2")  # wrong: said, and kept
    fields.numbers["mode"].editingFinished.emit()
    wait_solved()
    assert any("needs a “mode” between" in f.message for f in check(window.session.document))
    choose("discrete")
    fields.points.setText("0: 1/4; 1: 3/4")
    fields.points.editingFinished.emit()
    distribution = own()
    assert distribution is not None
    assert [(x.text, p.text) for x, p in distribution.points] == [("0", "1/4"), ("1", "3/4")]
    choose("")
    assert own() is None
    for _ in range(6):
        window.session.stack.undo()
    assert own() is None
    wait_solved()


def test_what_nobody_sees_follows_a_drag_once_it_rests(window: MainWindow, qtbot: QtBot) -> None:
    id_ = prepared(window)
    window.panels.show_first_tab()
    (field,) = (
        each
        for each in window.panels.document.findChildren(NumberField)
        if each.accessibleName() == f"Value of parameter {id_}"
    )
    for number in ("0.6", "0.7"):
        window.perform(SetParameter(id_, {"value": Numeral(number)}, "drag"))
    assert field.text() == "0.5"
    qtbot.waitUntil(lambda: field.text() == "0.7")
    window.perform(SetParameter(id_, {"value": Numeral("0.8")}, "another drag"))
    window.show_page(window.panels.document)
    assert field.text() == "0.8"


def test_a_probability_becomes_a_parameter_from_the_menu_of_its_branch(window: MainWindow) -> None:
    """Of three branches the others share the rest as they did."""
    window.documents.open_example("oil")
    before = window.session.document
    chances = before.children("oil")
    assert "edit.make_parameter" not in impossible(before, (), (chances[0].id,))
    assert "edit.make_parameter" in impossible(before, (), ("seismic test",))
    assert "edit.make_parameter" in impossible(before, ("oil",), ())
    window.canvas.select((), (chances[0].id,))
    window.actions_table["edit.make_parameter"].trigger()
    after = window.session.document
    texts = [b.probability.text for b in after.children("oil") if b.probability]
    assert texts == ["p1", "0.6 * (1 - p1)", "0.4 * (1 - p1)"]
    assert not check(after)
    assert solve(after, "eu").value == solve(before, "eu").value
