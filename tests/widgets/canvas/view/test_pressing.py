"""What is pressed is what is meant: with an editor open, on numbers, with the right button."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

import assets
from app.window.main_window import MainWindow
from solver.analysis_words.element_words import ElementWords
from solver.document.numerals import Numeral
from solver.edits import SetBranch, SetNode
from solver.formats.quandary import loads
from solver.page.drawing_list import DrawnWay
from widgets.canvas import Canvas
from widgets.canvas.items.branch_item import BranchItem
from widgets.canvas.items.painter_surface import qt_point
from widgets.canvas.view.inline_editor import Begin
from widgets.drawing.figure import LEGIBLE
from widgets.drawing.surfaces.list_surface import ListSurface
from widgets.drawing.surfaces.svg_surface import SvgSurface

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
LONG = "a label that is so long that everything behind it has to move, and in several lines"


@pytest.fixture
def shutdown(window: MainWindow, qtbot: QtBot) -> MainWindow:
    window.documents.open_example("shutdown")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.canvas.setFocus()
    return window


def place(window: MainWindow, id_: str) -> QPoint:
    item = window.canvas.tree.node_item(id_)
    assert item is not None
    return window.canvas.mapFromScene(item.scenePos())


def on_label(window: MainWindow, id_: str, *, detail: bool = False) -> QPoint:
    item = window.canvas.tree.branch_item(id_)
    assert item is not None
    rect = item.figure.detail_rect if detail else item.figure.label_rect
    return window.canvas.mapFromScene(item.pos() + qt_point(rect.centre))


def field(name: str) -> QLineEdit:
    found = QApplication.focusWidget()
    assert isinstance(found, QLineEdit)
    assert found.accessibleName() == name
    return found


def test_the_first_click_beside_an_editor_reaches_what_is_seen_there(shutdown: MainWindow) -> None:
    canvas, viewport = shutdown.canvas, shutdown.canvas.viewport()
    first, last = (b.id for b in shutdown.session.document.children("if lucky"))
    other = shutdown.session.document.children("if unlucky")[0]
    there = on_label(shutdown, other.id)
    QTest.mouseDClick(viewport, LEFT, pos=on_label(shutdown, first))
    field("Branch").setText(LONG)
    QTest.mouseClick(viewport, LEFT, pos=there)
    assert canvas._editor is None
    document = shutdown.session.document
    assert document.branches[first].label == LONG
    assert canvas.selection() == ((), (other.id,))
    # What is typed now, or by a second click at the same place, is for that one alone.
    QTest.mouseDClick(viewport, LEFT, pos=there)
    field("Branch").setText("new")
    QTest.keyClick(field("Branch"), Key.Key_Return)
    after = shutdown.session.document.branches
    assert after[canvas.selection()[1][0]].label == "new"
    assert [id_ for id_ in after if after[id_] != document.branches[id_]] == [
        canvas.selection()[1][0]
    ]
    assert after[last].label == "continue"


def test_a_click_on_nothing_ends_editing_and_selects_nothing(shutdown: MainWindow) -> None:
    viewport = shutdown.canvas.viewport()
    QTest.mouseDClick(viewport, LEFT, pos=place(shutdown, "if lucky"))
    QTest.mouseClick(viewport, LEFT, pos=QPoint(3, 3))
    assert shutdown.canvas._editor is None
    assert shutdown.canvas.selection() == ((), ())


def test_a_double_click_on_a_probability_edits_it(shutdown: MainWindow) -> None:
    (branch,) = shutdown.session.document.incoming("if lucky")
    QTest.mouseDClick(
        shutdown.canvas.viewport(), LEFT, pos=on_label(shutdown, branch.id, detail=True)
    )
    QTest.keyClicks(field("Probability"), "0.8")
    QTest.keyClick(field("Probability"), Key.Key_Tab)
    QTest.keyClick(field("Payoff"), Key.Key_Escape)
    QTest.mouseDClick(
        shutdown.canvas.viewport(), LEFT, pos=on_label(shutdown, branch.id, detail=False)
    )
    field("Branch")


@pytest.mark.parametrize("at", ["branch", "node"])
def test_tab_goes_from_label_to_number_to_payoff_from_the_first_payoff_on(
    shutdown: MainWindow, at: str
) -> None:
    before = shutdown.session.document
    assert all(branch.payoff is None for branch in before.branches.values())
    (branch,) = before.incoming("if lucky")
    if at == "branch":
        shutdown.canvas.select((), (branch.id,))
        shutdown.canvas.start_inline_edit()
    else:
        shutdown.canvas.select(("if lucky",))
        shutdown.canvas.start_inline_edit(begin=Begin.BRANCH)
    for name in ("Branch", "Probability"):
        QTest.keyClick(field(name), Key.Key_Tab)
    field("Payoff").setText("-3")
    QTest.keyClick(field("Payoff"), Key.Key_Return)
    payoff = shutdown.session.document.branches[branch.id].payoff
    assert isinstance(payoff, Numeral)
    assert payoff.text == "-3"


def test_a_payoff_is_offered_where_the_agent_chooses(shutdown: MainWindow) -> None:
    (choice, _) = shutdown.session.document.children("if lucky")
    shutdown.canvas.select((choice.target,))
    shutdown.canvas.start_inline_edit(begin=Begin.BRANCH)
    QTest.keyClick(field("Branch"), Key.Key_Tab)
    for name in ("Outcome", "Value", "Scale"):  # every end has one
        focus = QApplication.focusWidget()
        assert focus is not None
        assert focus.accessibleName() == name
        QTest.keyClick(focus, Key.Key_Tab)
    QTest.keyClick(field("Payoff"), Key.Key_Escape)


def test_what_is_told_of_an_edit_in_place_is_what_was_changed(shutdown: MainWindow) -> None:
    (choice, _) = shutdown.session.document.children("if lucky")
    shutdown.canvas.select((), (choice.id,))
    shutdown.canvas.start_inline_edit()
    QTest.keyClicks(field("Branch"), "stop")
    QTest.keyClick(field("Branch"), Key.Key_Return)
    assert shutdown.session.stack.undoText() == "change label"
    count = shutdown.session.stack.count()
    shutdown.canvas.start_inline_edit()
    QTest.keyClick(field("Branch"), Key.Key_Return)
    assert shutdown.session.stack.count() == count
    assert SetBranch("b", {"label": "x", "policy": None, "payoff": None}).name == (
        "change label, policy and payoff"
    )


def test_home_goes_to_the_root_and_ctrl_tab_leaves(shutdown: MainWindow) -> None:
    canvas = shutdown.canvas
    canvas.select(("if lucky",))
    QTest.keyClick(canvas, Key.Key_Home)
    assert canvas.selection()[0] == (shutdown.session.document.root_id,)
    nodes = len(shutdown.session.document.nodes)
    QTest.keyClick(canvas, Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert not canvas.hasFocus()
    assert len(shutdown.session.document.nodes) == nodes


def offered(window: MainWindow, at: QPoint) -> set[str]:
    """What the menu offers that a right click there opens."""
    texts: set[str] = set()

    def read() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        for action in menu.actions():
            if action.isVisible() and not action.isSeparator():
                texts.add(action.text().replace("&", "") + ("" if action.isEnabled() else " (off)"))
        menu.close()

    QTimer.singleShot(0, read)
    viewport = window.canvas.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.RightButton, pos=at)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, viewport.mapToGlobal(at))
    QApplication.sendEvent(viewport, event)
    QTest.mouseRelease(viewport, Qt.MouseButton.RightButton, pos=at)
    assert not any(text.endswith("(off)") for text in texts)
    return texts


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_right_button_selects_and_offers_what_is_possible(shutdown: MainWindow) -> None:
    canvas = shutdown.canvas
    root = shutdown.session.document.root_id
    assert root is not None
    at_root = offered(shutdown, place(shutdown, root))
    assert canvas.selection() == ((root,), ())
    assert not {"Move earlier", "Move later", "Make it the root"} & at_root
    leaf = shutdown.session.document.children("if lucky")[0].target
    at_leaf = offered(shutdown, place(shutdown, leaf))
    assert canvas.selection() == ((leaf,), ())
    assert "Move later" in at_leaf
    assert not {"Add below", "Make branches equal", "Move earlier"} & at_leaf
    beside = offered(shutdown, QPoint(3, 3))
    assert canvas.selection() == ((), ())
    assert {"Free text", "Paste"} <= beside


def test_undo_keeps_what_is_selected_and_says_what_it_took_back(shutdown: MainWindow) -> None:
    canvas, table = shutdown.canvas, shutdown.actions_table
    canvas.select(("if lucky",))
    shutdown.perform(SetNode("if lucky", {"label": "Now?"}))
    canvas.select(("if unlucky",))
    table["edit.undo"].trigger()
    assert canvas.selection() == (("if unlucky",), ())
    assert shutdown.statusBar().currentMessage().startswith("Undone: ")
    canvas.select(("if lucky",))
    edit = canvas.delete_edit()
    assert edit is not None
    shutdown.perform(edit)
    table["edit.undo"].trigger()
    assert canvas.selection() == (("if lucky",), ())  # it is back
    table["edit.redo"].trigger()
    assert canvas.selection() == ((shutdown.session.document.root_id,), ())
    assert shutdown.statusBar().currentMessage().startswith("Redone: ")


def test_a_fault_that_is_folded_in_is_seen_and_reached(shutdown: MainWindow) -> None:
    root = shutdown.session.document.root_id
    assert root is not None
    shutdown.perform(SetNode(root, {"collapsed": True}))
    branch = shutdown.session.document.children("if lucky")[0]
    shutdown.perform(SetBranch(branch.id, {"policy": Numeral("7")}))
    item = shutdown.canvas.tree.node_item(root)
    assert item is not None
    assert "Folded in: " in item.look.problem
    shutdown.canvas.reveal((), (branch.id,))
    assert not shutdown.session.document.nodes[root].collapsed
    assert shutdown.canvas.selection() == ((), (branch.id,))


def test_the_chance_of_being_reached_is_exact(shutdown: MainWindow) -> None:
    document = shutdown.session.document
    leaf = document.children("if lucky")[0].target
    words = ElementWords(document, None, None)
    assert words.chance(leaf) == "Reached with probability 0.9, if the choices lead here."
    assert words.chance("if lucky") == "Reached with probability 0.9."
    assert document.root_id is not None
    assert words.chance(document.root_id) == ""


def test_nothing_moves_when_something_is_selected(qtbot: QtBot) -> None:
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.resize(900, 600)
    canvas.show_document(loads(assets.example_text("shutdown")))
    canvas.show()
    canvas.fit()
    before, content = canvas.viewportTransform(), canvas.tree.content_rect()
    for id_ in ("if lucky", "if unlucky"):
        item = canvas.tree.node_item(id_)
        assert item is not None
        QTest.mouseClick(canvas.viewport(), LEFT, pos=canvas.mapFromScene(item.pos()))
        assert canvas.selection() == ((id_,), ())
        canvas.reveal((id_,))
        assert canvas.viewportTransform() == before
        assert canvas.tree.content_rect() == content


def test_type_is_legible_or_not_drawn(qtbot: QtBot) -> None:
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.resize(300, 200)
    canvas.show_document(loads(assets.example_text("oil")))
    canvas.fit()
    assert canvas.zoom * canvas.tree.theme.small_pixels >= LEGIBLE
    assert canvas.tree.document.root_id is not None
    root = canvas.tree.node_item(canvas.tree.document.root_id)
    assert root is not None
    assert canvas.viewport().rect().contains(canvas.mapFromScene(root.pos()))
    item = next(i for i in canvas.tree.items() if isinstance(i, BranchItem) and i.look.label)
    for scale, drawn in ((1.0, True), (0.66, True), (0.6, False)):
        surface = SvgSurface()
        item.figure.draw(surface, scale)
        assert (f">{item.look.label}<" in surface.document(9, 9, "")) is drawn


def test_the_sign_of_a_gap_has_a_tip(shutdown: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: shutdown.canvas.tree.answer[0] is not None)
    canvas = shutdown.canvas
    node = canvas.tree.node_item("if lucky")
    assert node is not None
    found = node.figure._gap()
    assert found is not None
    fork, reach, _ = found
    place = canvas.mapFromScene(node.mapToScene(QPointF(fork.x + reach, fork.y)))
    assert canvas._with_gap(place) is node
    told = canvas._hover.text(canvas.tree.expanded, node, *canvas.tree.answer)
    assert "A gap between “shut down” and “continue”: none is better than another" in told
    assert canvas._with_gap(canvas.mapFromScene(node.mapToScene(QPointF(-40, 0)))) is None


def test_the_sign_of_a_gap_is_drawn_whole_or_not_at_all(shutdown: MainWindow, qtbot: QtBot) -> None:
    """Two bars without their arc would say that the branches are equally good."""
    qtbot.waitUntil(lambda: shutdown.canvas.tree.answer[0] is not None)
    node = shutdown.canvas.tree.node_item("if lucky")
    assert node is not None
    drawn = []
    for scale in (1.0, 0.5, 0.4, 0.2):
        surface = ListSurface()
        node.figure.draw(surface, scale)
        marks = [mark for group in surface.listed(9, 9).groups for mark in group.marks]
        ways = [mark for mark in marks if isinstance(mark, DrawnWay)]
        arcs = sum(any(step[0] == "C" for step in way.steps) for way in ways)
        drawn.append((arcs, len(ways) - arcs))
    assert drawn == [(2, 2), (2, 2), (2, 2), (0, 0)]
