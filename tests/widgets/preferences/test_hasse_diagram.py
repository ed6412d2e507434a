"""The diagram of preferences by mouse and by keyboard, and beside the matrix."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from solver.document.model import Document
from solver.edits import Edit, StatePreference
from solver.preferences.hasse_covers import covers
from solver.preferences.hasse_layout import lay_out
from solver.preferences.outcome_matrix import matrix
from tests.documents.trees import choice, document, outcome
from widgets.basics.theme import DARK
from widgets.preferences.hasse_diagram import HasseDiagram
from widgets.preferences.hasse_painting import place_widths
from widgets.preferences.outcome_matrix import CELL
from widgets.preferences.preference_view import PreferenceView
from widgets.preferences.stating import outcome_names


def given(**stated: Any) -> Document:
    outcomes = [outcome("s1", "s", 1), outcome("s0", "s", 0), *(outcome(i) for i in "XYZ")]
    return document(choice("n", ("b", "X")), outcomes, preferences=stated)


def show(widget: HasseDiagram | PreferenceView, tree: Document) -> None:
    compared = matrix(tree)
    found = covers(list(tree.outcomes), compared)
    if isinstance(widget, PreferenceView):
        drawn = (
            None
            if found is None
            else (found, lay_out(found, place_widths(found, outcome_names(tree))))
        )
        widget.show_relation(tree, compared, drawn)
    else:
        assert found is not None
        widget.show_relation(
            tree, compared, found, lay_out(found, place_widths(found, outcome_names(tree)))
        )


class Played:
    """A diagram that is played with: what it wanted, said and chose."""

    def __init__(self, qtbot: QtBot, tree: Document) -> None:
        self.diagram = HasseDiagram()
        qtbot.addWidget(self.diagram)
        self.edits: list[Edit] = []
        self.said: list[str] = []
        self.pairs: list[Any] = []
        self.diagram.intended.connect(self.edits.append)
        self.diagram.refused.connect(self.said.append)
        self.diagram.pair_chosen.connect(self.pairs.append)
        show(self.diagram, tree)
        self.diagram.show()

    def at(self, id_: str) -> QPoint:
        return self.diagram._sketch.chips[id_].center().toPoint()

    def click(self, id_: str) -> None:
        QTest.mouseClick(self.diagram, Qt.MouseButton.LeftButton, pos=self.at(id_))

    def drag(self, x: str, to: QPoint, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
        button = Qt.MouseButton.LeftButton
        QTest.mousePress(self.diagram, button, modifier, self.at(x))
        QTest.mouseMove(self.diagram, (self.at(x) + to) / 2)
        QTest.mouseMove(self.diagram, to)
        self.diagram.grab()  # what is painted while it is dragged
        QTest.mouseRelease(self.diagram, button, modifier, to)

    def key(self, key: Any) -> None:
        QTest.keyClick(self.diagram, key)


def test_dragging_states_what_is_better(qtbot: QtBot) -> None:
    played = Played(qtbot, given())
    played.drag("X", played.at("Y"))
    played.drag("X", played.at("Z"), Qt.KeyboardModifier.ShiftModifier)
    played.drag("s0", played.at("s1"))
    played.drag("X", QPoint(2, 2))
    assert played.edits == [StatePreference("X", "Y", "better"), StatePreference("X", "Z", "equal")]
    assert len(played.said) == 1
    assert "their scale settles it" in played.said[0]


def test_two_clicks_choose_a_pair_and_a_third_begins_again(qtbot: QtBot) -> None:
    played = Played(qtbot, given())
    for id_ in "XYZ":
        played.click(id_)
    played.click("s0")
    assert played.pairs == [None, ("X", "Y"), None, ("Z", "s0")]
    assert "gap" in played.diagram.accessibleDescription()


def test_a_line_chooses_its_pair_and_delete_takes_the_statement_back(qtbot: QtBot) -> None:
    played = Played(qtbot, given(better=[["X", "Y"]]))
    middle = (played.at("X") + played.at("Y")) / 2
    QTest.mouseClick(played.diagram, Qt.MouseButton.LeftButton, pos=middle)
    assert played.pairs == [("X", "Y")]
    played.key(Qt.Key.Key_Delete)
    assert played.edits == [StatePreference("X", "Y", "none")]
    texts = [action.text() for action in played.diagram.menu().actions()]
    assert texts[0] == "X ≻ Y: better"
    assert all(action.isEnabled() for action in played.diagram.menu().actions())


def test_by_keyboard(qtbot: QtBot) -> None:
    played = Played(qtbot, given())
    played.key(Qt.Key.Key_Greater)
    assert "Mark an outcome" in played.said[0]
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Right):
        played.key(key)
    played.key(Qt.Key.Key_Less)
    played.key(Qt.Key.Key_Equal)
    x, y = played.pairs[-1]
    assert {x, y} <= {"X", "Y", "Z"}
    assert played.edits == [StatePreference(x, y, "worse"), StatePreference(x, y, "equal")]
    played.key(Qt.Key.Key_Escape)
    assert played.pairs[-1] is None


def test_equally_good_outcomes_share_a_place(qtbot: QtBot) -> None:
    played = Played(qtbot, given(equal=[["X", "s1"]]))
    sketch = played.diagram._sketch
    assert len(sketch.boxes) == len(sketch.signs) == 1
    assert sketch.boxes[0].contains(sketch.chips["X"])
    assert sketch.boxes[0].contains(sketch.chips["s1"])
    assert played.at("X").y() == played.at("s1").y() < played.at("s0").y()


def test_stated_implied_and_scale_differ_in_more_than_colour(qtbot: QtBot) -> None:
    brush = Played(qtbot, given()).diagram._brush
    pens = [
        brush.pen("stated"),
        brush.pen("scale"),
        brush.pen("implied"),
        brush.pen("stated", False),
    ]
    assert len({(pen.widthF(), pen.style()) for pen in pens}) == 4


@pytest.fixture
def view(qtbot: QtBot) -> PreferenceView:
    made = PreferenceView()
    qtbot.addWidget(made)
    made.resize(330, 800)
    show(made, given(better=[["X", "Y"], ["Y", "Z"]]))
    made.show()
    return made


def test_one_choice_in_matrix_and_diagram(view: PreferenceView) -> None:
    chosen: list[Any] = []
    edits: list[Edit] = []
    view.pair_chosen.connect(chosen.append)
    view.intended.connect(edits.append)
    place = view.matrix.visualRect(view.matrix.model().index(2, 3)).center()
    QTest.mouseClick(view.matrix.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen == [("X", "Y")]
    assert (view.diagram._marks.first, view.diagram._marks.second) == ("X", "Y")
    assert not edits  # looking is not stating
    QTest.mouseClick(view.matrix.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert edits == [StatePreference("X", "Y", "worse")]
    view._states["none"].click()
    assert edits[-1] == StatePreference("X", "Y", "none")
    assert view._states["better"].isChecked()  # what is stated, until the document says otherwise
    view.show_pair(("X", "Z"))
    assert not view._states["none"].isEnabled()  # it follows: there is nothing to take back


def test_groups_have_lines_between_them(view: PreferenceView) -> None:
    view.set_order("scale")
    model = view.matrix.model()
    names = [model.headerData(i, Qt.Orientation.Vertical) for i in range(5)]
    assert names == ["s1", "s0", "X", "Y", "Z"]
    assert [view.matrix._model.begins_group(i) for i in range(5)] == [
        False,
        False,
        True,
        False,
        False,
    ]
    view.show_pair(("X", "Y"))
    view.set_order("preference")
    assert view.pair == ("X", "Y")
    assert view.matrix._model.pair(view.matrix.currentIndex()) == ("X", "Y")


def test_one_part_alone_where_there_is_no_room_for_both(view: PreferenceView) -> None:
    view.show_only("matrix")
    assert view.matrix.isVisible()
    assert not view.diagram.isVisible()
    view.show_only("diagram")
    assert not view.matrix.isVisible()
    assert view.diagram.isVisible()
    view.show_only("")
    assert view.matrix.isVisible()
    assert view.diagram.isVisible()


def test_statements_that_clash_have_no_diagram(view: PreferenceView) -> None:
    view.show_pair(("X", "Y"))
    show(view, given(better=[["X", "Y"], ["Y", "Z"], ["Z", "X"]]))
    assert not view.diagram.isVisible()
    assert view._no_diagram.isVisible()
    show(view, given())
    assert view.diagram.isVisible()


def test_hundreds_of_outcomes_are_drawn_in_time(qtbot: QtBot) -> None:
    outcomes = [outcome(f"o{i}", f"scale {i % 9}", i) for i in range(200)]
    tree = document(choice("n", ("b", "o0")), outcomes)
    view = PreferenceView()
    qtbot.addWidget(view)
    view.set_theme(DARK)
    show(view, tree)
    view.show()
    assert len(view.diagram._sketch.chips) == 200
    assert view.diagram.grab().height() >= 500
    assert view.matrix.rowHeight(0) == CELL
