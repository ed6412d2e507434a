"""A large tree is drawn a little at a time, and ends as if it had been drawn at one stroke."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from app.window.main_window import MainWindow
from solver.document.elements import Kind
from solver.document.style import KEY, Style, style_entry
from solver.edits import AddNode, SetDocument, SetNode, SetView
from tests.bench.large.open_document import balanced
from widgets.canvas import Canvas
from widgets.canvas.scene.overview_strokes import TreeSketch
from widgets.canvas.scene.scene import TreeScene

SIZE = 400


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every document is a large one here, and each piece a short one."""
    monkeypatch.setattr("widgets.canvas.scene.scene.MANY", 100)
    monkeypatch.setattr("widgets.canvas.scene.gradual.PIECE", 0.002)
    monkeypatch.setattr("app.skeleton.panels.MOMENT", -1.0)


def scene(window: MainWindow) -> TreeScene:
    return window.canvas.tree


def at_one_stroke(window: MainWindow, qtbot: QtBot) -> dict[str, tuple[float, float]]:
    """Where the nodes of the window's document stand on a canvas that is not patient."""
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.show_document(window.session.document)
    return dict(canvas.tree.positions)


def check(window: MainWindow, qtbot: QtBot) -> None:
    """Everything is there, in its place, and can be used."""
    document, tree = window.session.document, scene(window)
    places = at_one_stroke(window, qtbot)
    assert dict(tree.positions) == places
    for id_ in document.nodes:
        item = tree.node_item(id_)
        assert item is not None
        assert (item.x(), item.y()) == places[id_]
    assert all(tree.branch_item(id_) is not None for id_ in document.branches)
    assert window.canvas.isEnabled()
    assert window.canvas.viewport().updatesEnabled()
    assert window.panels.waiting.isHidden()
    assert not tree.content_rect().isEmpty()


def done(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not scene(window).gradual.is_running, timeout=30_000)


def test_the_window_goes_on_meanwhile(window: MainWindow, qtbot: QtBot) -> None:
    window.documents.open_example("shutdown")
    told: list[float] = []
    window.canvas.drawn.connect(told.append)
    window.documents._begin(balanced(SIZE), None)
    assert scene(window).gradual.is_running
    assert not window.canvas.isEnabled()
    assert window.panels.waiting.isVisible()
    done(window, qtbot)
    check(window, qtbot)
    assert told[-1] == 1.0
    assert len(set(told)) > 3


def test_what_is_drawn_in_a_moment_has_no_sign(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.skeleton.panels.MOMENT", 600.0)
    window.documents.open_example("shutdown")
    window.documents._begin(balanced(SIZE), None)
    assert scene(window).gradual.is_running
    while scene(window).gradual.is_running:
        assert not window.panels.waiting.isVisible()
        qtbot.wait(1)
    check(window, qtbot)


def test_the_sketch_of_a_large_tree_is_collected_with_the_rest(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.documents._begin(balanced(SIZE), None)
    done(window, qtbot)
    monkeypatch.setattr(TreeSketch, "collect", lambda *_: pytest.fail("once more"))
    scene(window).sketch()


def test_edits_meanwhile_end_it_at_one_stroke(window: MainWindow, qtbot: QtBot) -> None:
    window.documents._begin(balanced(SIZE), None)
    root = window.session.document.root_id or ""
    window.perform(SetNode(root, {"label": "Go?"}))
    window.perform(AddNode(Kind.OUTCOME, parent=root))
    assert not scene(window).gradual.is_running
    check(window, qtbot)


def test_another_style_is_drawn_in_pieces_and_all_else_stays(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.skeleton.panels.MOMENT", 600.0)
    window.documents._begin(balanced(SIZE), None)
    done(window, qtbot)
    canvas = window.canvas
    window.activateWindow()
    canvas.setFocus()
    qtbot.waitUntil(canvas.hasFocus)
    canvas.reveal((max(scene(window).positions, key=lambda id_: scene(window).positions[id_][1]),))
    canvas.select()  # where nothing is selected Tab leads away
    centre = canvas.mapToScene(canvas.viewport().rect().center())
    window.perform(SetView(KEY, style_entry(Style(policies=False))))
    assert scene(window).gradual.is_running
    assert not canvas.isEnabled()
    assert window.focusWidget() is None
    done(window, qtbot)
    check(window, qtbot)
    assert window.focusWidget() is canvas
    assert canvas.mapToScene(canvas.viewport().rect().center()) == centre
    window.session.stack.undo()
    window.perform(AddNode(Kind.OUTCOME, parent=window.session.document.root_id))
    check(window, qtbot)


def test_a_verdict_that_comes_meanwhile_is_drawn_with_the_rest(
    window: MainWindow, qtbot: QtBot, wait_solved: Callable[[], None]
) -> None:
    window.documents._begin(balanced(SIZE), None)
    wait_solved()
    done(window, qtbot)
    assert window.verdict.solution is not None
    check(window, qtbot)


def test_what_is_only_looked_at_otherwise_waits_for_nobody_and_the_keys_stay(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.documents._begin(balanced(SIZE), None)
    done(window, qtbot)
    window.show()
    window.canvas.setFocus()
    places = dict(scene(window).positions)
    for edit in (SetView("direction", "down"), SetDocument(title="T")):
        window.perform(edit)
        assert scene(window).gradual.is_running
        assert window.focusWidget() is None
        done(window, qtbot)
        check(window, qtbot)
        assert scene(window).positions != places
        assert window.focusWidget() is window.canvas
    window.session.stack.undo()
    window.session.stack.undo()  # while the tree is still drawn
    done(window, qtbot)
    check(window, qtbot)
    assert scene(window).positions == places


def test_an_edit_leaves_the_sketch_until_another_is_made(window: MainWindow, qtbot: QtBot) -> None:
    window.documents._begin(balanced(SIZE), None)
    done(window, qtbot)
    before = scene(window).sketch()
    window.perform(AddNode(Kind.OUTCOME, parent="n1"))
    assert scene(window).sketch() is before
    qtbot.waitUntil(lambda: not scene(window).sketching.is_running)
    done(window, qtbot)
    assert scene(window).sketch() is not before
    check(window, qtbot)


def test_another_document_or_the_end_meanwhile(window: MainWindow, qtbot: QtBot) -> None:
    window.documents._begin(balanced(SIZE), None)
    window.documents._begin(balanced(SIZE + 100), None)
    done(window, qtbot)
    check(window, qtbot)
    window.documents.open_example("shutdown")
    check(window, qtbot)
    window.documents._begin(balanced(SIZE), None)
    window.close()
    assert window.is_retired
