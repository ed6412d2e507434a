"""The editor in place: what is typed stays, wherever within it somebody clicks."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.window.main_window import MainWindow
from solver.document.numerals import Numeral
from solver.edits import AddOutcome, SetBranch, SetNode, SetOutcome, StatePreference
from tests.documents.trees import choice, document, outcome
from widgets.canvas.view.inline_editor import SHARED, TYPED, InlineEditor
from widgets.canvas.view.text_editor import stand_whole
from widgets.canvas.view.typed_fields import is_no_number
from widgets.shell.key_hints import BETWEEN

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def editor(window: MainWindow, qtbot: QtBot) -> InlineEditor:
    """The editor at a leaf without an outcome."""
    window.documents.open_example("shutdown")
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    leaf = next(node.id for node in window.session.document.nodes.values() if node.outcome)
    window.perform(SetNode(leaf, {"outcome": None}))
    window.canvas.select((leaf,))
    window.canvas.start_inline_edit()
    (found,) = window.findChildren(InlineEditor)
    return found


def click(window: MainWindow, widget: QLabel | QLineEdit) -> None:
    """As the mouse does it: the window finds out what is there, and what gets the focus."""
    QTest.mouseClick(window.windowHandle(), LEFT, pos=widget.mapTo(window, widget.rect().center()))


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_a_click_on_the_name_of_a_field_keeps_the_editor_and_what_was_typed(
    window: MainWindow, editor: InlineEditor
) -> None:
    QTest.keyClicks(focused(), "new")
    (name,) = [label for label in editor.findChildren(QLabel) if label.text() == "Value:"]
    click(window, name)
    assert window.canvas._editor is editor
    assert isinstance(focused(), QComboBox)
    (value,) = [f for f in editor.findChildren(QLineEdit) if f.accessibleName() == "Value"]
    click(window, value)
    QTest.keyClicks(focused(), "7")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    (made,) = [o for o in window.session.document.outcomes.values() if o.label == "new"]
    assert made.value == Numeral.of(7)


def test_what_is_typed_while_the_list_of_outcomes_is_open_is_the_outcome(
    window: MainWindow, editor: InlineEditor
) -> None:
    (box,) = [b for b in editor.findChildren(QComboBox) if b.accessibleName() == "Outcome"]
    QTest.mouseClick(box, LEFT, pos=QPoint(box.width() - 8, box.height() // 2))
    assert QApplication.activePopupWidget() is not None
    for sign in "new":
        QTest.keyClicks(focused(), sign)
    assert QApplication.activePopupWidget() is None
    assert window.canvas._editor is editor
    assert box.currentText() == "new"
    window.canvas.close_editor()
    assert "new" in [outcome.label for outcome in window.session.document.outcomes.values()]


def field_of(editor: InlineEditor, name: str) -> QLineEdit:
    (found,) = [f for f in editor.findChildren(QLineEdit) if f.accessibleName() == name]
    return found


def test_a_number_as_name_of_an_outcome_is_its_value_unless_another_is_typed(
    window: MainWindow, editor: InlineEditor
) -> None:
    value = field_of(editor, "Value")
    QTest.keyClicks(focused(), "4.85")
    assert value.text() == "4.85"
    value.setFocus()
    value.selectAll()
    QTest.keyClicks(value, "3")
    (box,) = [b for b in editor.findChildren(QComboBox) if b.accessibleName() == "Outcome"]
    box.setEditText("4.8")
    assert value.text() == "3"
    QTest.keyClick(value, Qt.Key.Key_Return)
    (made,) = [o for o in window.session.document.outcomes.values() if o.label == "4.8"]
    assert made.value == Numeral.of(3)


def test_a_payoff_alone_ends_the_tree_with_an_outcome_that_is_worth_nothing(
    window: MainWindow, editor: InlineEditor
) -> None:
    (leaf,) = window.canvas.selection()[0]
    payoff = field_of(editor, "Payoff")
    payoff.setFocus()
    QTest.keyClicks(payoff, "2")
    (box,) = [b for b in editor.findChildren(QComboBox) if b.accessibleName() == "Outcome"]
    assert box.typing.placeholderText() == "end = 0"
    QTest.keyClick(payoff, Qt.Key.Key_Return)
    document = window.session.document
    made = document.outcomes[document.nodes[leaf].outcome or ""]
    assert (made.label, made.value) == ("end", Numeral.of(0))


def test_a_word_as_payoff_is_told_what_is_expected(editor: InlineEditor) -> None:
    payoff = field_of(editor, "Payoff")
    payoff.setFocus()
    QTest.keyClicks(payoff, "nothing")
    assert editor._offer.isVisibleTo(editor)
    assert editor._offer.text().startswith("A number is expected here, such as −2.5 or 1/3.")
    QTest.keyClick(payoff, Qt.Key.Key_Return)
    assert editor.isVisible()  # and it is refused
    assert focused() is payoff
    payoff.setText("")
    QTest.keyClicks(payoff, "2")
    assert not editor._offer.isVisibleTo(editor)


def test_a_word_as_payoff_makes_no_outcome(window: MainWindow, editor: InlineEditor) -> None:
    (leaf,) = window.canvas.selection()[0]
    payoff = field_of(editor, "Payoff")
    QTest.keyClicks(payoff, "nothing")
    (box,) = [b for b in editor.findChildren(QComboBox) if b.accessibleName() == "Outcome"]
    assert box.typing.placeholderText() != "end = 0"
    window.canvas.close_editor()
    assert window.session.document.nodes[leaf].outcome is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", False), ("-2.5", False), ("1/3", False), ("40%", False), ("#", False), ("p", False),
        ("1 - p", False), ("0.1 – 0.8", False), ("0.1 - ", False), ("q", True), ("two words", True),
        ("1/0", True), ("12,,5", True),
    ],
)  # fmt: skip
def test_what_is_no_number(text: str, said: bool) -> None:
    assert is_no_number(text, {"p", "q2"}) is said


@pytest.mark.parametrize("payoff", [None, "-5"])
def test_the_outcome_comes_before_the_payoff(qtbot: QtBot, payoff: str | None) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    other = {} if payoff is None else {"payoff": payoff}
    made = document(
        choice("c", ("a", "x"), ("b", "y", other)), [outcome("x", "s", 1), outcome("y")]
    )
    opened = InlineEditor(room)
    opened.edit_node(made, made.branches["a"].target)
    names = [field.accessibleName() for field in opened._fields]
    assert names == ["Branch", "Outcome", "Value", "Scale", "Payoff", "Policy"]


def standing(qtbot: QtBot) -> tuple[QWidget, QWidget]:
    """What an editor stands in, and something of the size of one."""
    room = QWidget()
    qtbot.addWidget(room)
    room.resize(800, 600)
    editor = QWidget(room)
    editor.resize(200, 100)
    return room, editor


def test_an_editor_stands_where_it_covers_least_and_not_far_away(qtbot: QtBot) -> None:
    room, editor = standing(qtbot)
    own = QRect(300, 200, 60, 20)

    def stands(*others: QRect) -> QRect:
        stand_whole(editor, QPoint(310, 225), room, own, others)
        return editor.geometry()

    assert stands().topLeft() == QPoint(310, 225)
    below = QRect(310, 230, 200, 60)
    assert stands(below).bottom() < own.top()  # above its own
    above = QRect(310, 110, 200, 60)
    beside = stands(below, above)
    assert not any(beside.intersects(each) for each in (own, below, above))


def test_an_editor_stays_near_where_all_around_is_full(qtbot: QtBot) -> None:
    room, editor = standing(qtbot)
    own = QRect(300, 400, 40, 16)
    others = [QRect(x, y, 60, 20) for x in range(20, 780, 80) for y in range(120, 580, 40)]
    stand_whole(editor, QPoint(310, 420), room, own, others)
    assert not editor.geometry().intersects(own)
    assert editor.geometry().adjusted(-60, -60, 60, 60).intersects(own)  # not above all of them


def test_an_interval_that_is_typed_is_no_wrong_sum(
    window: MainWindow, editor: InlineEditor
) -> None:
    document = window.session.document
    branch = next(b for b in document.branches.values() if b.probability is not None)
    window.canvas.close_editor()
    window.canvas.select((), (branch.id,))
    window.canvas.start_inline_edit()
    (opened,) = [e for e in window.findChildren(InlineEditor) if e.isVisible()]
    (field,) = [f for f in opened.findChildren(QLineEdit) if f.accessibleName() == "Probability"]
    field.setFocus()
    field.selectAll()
    said = []
    for sign in "0.1 - 0.8":
        QTest.keyClicks(field, sign)
        said += [
            label.text() for label in opened.findChildren(QLabel) if "robabilities" in label.text()
        ]
    assert not [text for text in said[4:] if text.startswith("⚠")], said
    assert said[-1] == "Probabilities: an interval becomes a parameter about which opinions differ."


@pytest.mark.parametrize("size", [(1024, 700), (853, 533)])
def test_the_editor_is_whole_wherever_it_is_opened(
    window: MainWindow, qtbot: QtBot, size: tuple[int, int]
) -> None:
    window.documents.open_example("oil")
    window.resize(*size)
    window.panels.drawer.show_page(window.panels.drawer.pages[0])
    QApplication.processEvents()
    canvas, document = window.canvas, window.session.document
    for node in document.nodes:
        canvas.reveal((node,))
        canvas.start_inline_edit()
        (editor,) = [e for e in window.findChildren(InlineEditor) if e.isVisible()]
        assert window.rect().contains(editor.geometry()), node
        for field in editor.findChildren(QLineEdit):
            if field.accessibleName() in ("Probability", "Payoff"):
                field.setFocus()
                QTest.keyClicks(field, "unheard")  # offers to make it a parameter, in a row below
        assert editor.height() >= editor.sizeHint().height()
        assert window.rect().contains(editor.geometry()), node
        editor.cancel()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_while_the_editor_is_open_the_hints_say_what_its_keys_do(
    window: MainWindow, editor: InlineEditor
) -> None:
    hints = window.hints
    assert hints.text().split(BETWEEN) == ["Tab next field", "Enter done", "Esc cancel"]
    window.show_tree()
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert hints.text().startswith("Enter sibling")
    window.canvas.write_text()
    assert hints.text().startswith("Enter done")
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert hints.text().startswith("Enter sibling")


def test_outcomes_are_offered_in_plain_signs_and_found_by_them(
    window: MainWindow, editor: InlineEditor
) -> None:
    editor.cancel()
    (leaf,) = window.canvas.selection()[0]
    first, second, third = list(window.session.document.outcomes)[:3]
    for id_, label in ((first, "$A^+$"), (second, "$B_1$"), (third, "$B_1$")):
        window.perform(SetOutcome(id_, {"label": label}))
    before = dict(window.session.document.outcomes)
    for typed, meant in (("A⁺", first), ("$A^+$", first), (f"B₁ ({third})", third)):
        window.perform(SetNode(leaf, {"outcome": None}))
        window.canvas.select((leaf,))
        window.canvas.start_inline_edit()
        (opened,) = [e for e in window.findChildren(InlineEditor) if e.isVisible()]
        (box,) = [b for b in opened.findChildren(QComboBox) if b.accessibleName() == "Outcome"]
        texts = [box.itemText(number) for number in range(box.count())]
        assert texts[:3] == ["A⁺", f"B₁ ({second})", f"B₁ ({third})"]
        box.setCurrentText(typed)
        window.canvas.close_editor()
        assert window.session.document.nodes[leaf].outcome == meant, typed
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert dict(window.session.document.outcomes) == before  # and none was made


def test_what_was_done_is_told_in_plain_signs(window: MainWindow, editor: InlineEditor) -> None:
    editor.cancel()
    window.perform(AddOutcome("$A^-$"))
    first = next(iter(window.session.document.outcomes))
    window.perform(StatePreference(first, "$A^-$", "better"))
    assert window.statusBar().currentMessage() == f"Stated {first} ≻ A⁻."
    assert window.session.stack.undoText() == f"state {first} ≻ A⁻"


def test_what_may_stand_as_a_probability_is_said_where_no_number_stands(
    window: MainWindow, editor: InlineEditor
) -> None:
    editor.cancel()
    document = window.session.document
    branch = next(b.id for b in document.branches.values() if b.probability is not None)
    for typed, is_said in (("1/3", False), ("0", False), ("#", True), ("", True)):
        number = Numeral.typed(typed) if typed else None
        window.perform(SetBranch(branch, {"probability": number}))
        window.canvas.select((), (branch,))
        window.canvas.start_inline_edit()
        (opened,) = [e for e in window.findChildren(InlineEditor) if e.isVisible()]
        said = [label.text() for label in opened.findChildren(QLabel) if label.isVisible()]
        assert (f"{TYPED} {SHARED}" in said) is is_said, typed
        (field,) = [
            f for f in opened.findChildren(QLineEdit) if f.accessibleName() == "Probability"
        ]
        assert field.text() == typed
        opened.cancel()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def press(*keys: str | Qt.Key) -> None:
    """As somebody types: a list that is open gets the keys first."""
    for key in keys:
        target = QApplication.activePopupWidget() or focused()
        if isinstance(key, str):
            QTest.keyClicks(target, key)
        else:
            QTest.keyClick(target, key)


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        (("A", Qt.Key.Key_Return), "A"),
        (("A", Qt.Key.Key_Tab, Qt.Key.Key_Return), "A"),
        (("a", "+", Qt.Key.Key_Down, Qt.Key.Key_Return), "$A^+$"),  # chosen from the list
        (("b", "e", "r", "m", "u", "d", "a", Qt.Key.Key_Tab, Qt.Key.Key_Return), "bermuda"),
    ],
)
def test_an_outcome_is_what_is_typed_unless_one_of_the_list_is_chosen(
    window: MainWindow, editor: InlineEditor, typed: tuple[str | Qt.Key, ...], label: str
) -> None:
    window.canvas.close_editor()
    for known in ("$A^+$", "Bermuda"):
        window.perform(AddOutcome(label=known))
    ((leaf,), _) = window.canvas.selection()
    window.canvas.start_inline_edit()
    press(*typed)
    assert window.canvas._editor is None
    document = window.session.document
    chosen = document.nodes[leaf].outcome
    assert chosen is not None
    assert document.outcomes[chosen].label == label


def test_escape_closes_the_list_and_then_takes_back(
    window: MainWindow, editor: InlineEditor
) -> None:
    press("s", "h")
    offered = QApplication.activePopupWidget()
    assert isinstance(offered, QAbstractItemView)
    assert offered.model().index(0, 0).data() == "Shut down early"
    press(Qt.Key.Key_Escape)
    assert window.canvas._editor is editor
    press(Qt.Key.Key_Escape)
    assert window.canvas._editor is None


def test_a_new_name_renames_an_outcome_of_which_nothing_else_is_known(
    window: MainWindow, editor: InlineEditor
) -> None:
    """And makes a new one where a value or a statement would go with the name, until one says otherwise."""
    leaf = window.canvas.selection()[0][0]

    def type_in(*names: str, tick: bool | None = None) -> None:
        for name in names:
            window.canvas.close_editor()
            window.canvas.select((leaf,))
            window.canvas.start_inline_edit()
            press(*name)
            assert window.canvas._editor is not None
            (box,) = window.canvas._editor.findChildren(QCheckBox, "rename")
            assert box.isVisible() is (name != names[0] or tick is not None)
            if tick is not None:
                box.setChecked(tick)
            press(Qt.Key.Key_Return)
            window.canvas.close_editor()  # where the list was open, that closed it

    known = set(window.session.document.outcomes)
    type_in("A^+", "$A^+$")
    (made,) = set(window.session.document.outcomes) - known
    assert (made, window.session.document.outcomes[made].label) == ("$A^+$", "$A^+$")
    assert window.session.document.nodes[leaf].outcome == made
    window.perform(StatePreference(made, "S", "better"))
    type_in("B", tick=False)
    assert window.session.document.preferences.better == ((made, "S"),)
    assert set(window.session.document.outcomes) - known == {made, "B"}
    window.session.stack.undo()
    type_in("B", tick=True)
    assert window.session.document.preferences.better == (("B", "S"),)
    assert set(window.session.document.outcomes) - known == {"B"}


def test_the_editor_stands_beside_what_it_edits(window: MainWindow, editor: InlineEditor) -> None:
    canvas = window.canvas
    for id_ in window.session.document.tree:
        canvas.close_editor()
        canvas.select((id_,))
        canvas.start_inline_edit()
        opened, item = canvas._editor, canvas.tree.node_item(id_)
        assert opened is not None
        assert item is not None
        rect = item.mapRectToScene(item.shape().boundingRect())  # with its handle
        seen = canvas.mapFromScene(rect).boundingRect()
        seen.moveTopLeft(canvas.viewport().mapTo(window, seen.topLeft()))
        assert not opened.geometry().intersects(seen), id_


def test_a_value_without_an_outcome_makes_one_that_is_called_by_it(
    window: MainWindow, editor: InlineEditor
) -> None:
    ((leaf,), _) = window.canvas.selection()
    field = next(each for each in editor._fields if each.accessibleName() == "Value")
    field.setFocus()
    QTest.keyClicks(field, "10.3")
    QTest.keyClick(field, Qt.Key.Key_Return)
    document = window.session.document
    outcome = document.outcomes[document.nodes[leaf].outcome or ""]
    assert (outcome.label, outcome.value) == ("10.3", Numeral.typed("10.3"))
