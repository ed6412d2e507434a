"""The drawer below the tree, and how the tree is fitted beside it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QTransform
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QWidget,
)

from app.analyses.verdict import VerdictPart
from app.analyses.why import WhyPart
from app.window.main_window import MainWindow

Wait = Callable[[], None]
LONG = Path(__file__).parents[2] / "documents" / "cases" / "long40.json"
ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def test_one_key_a_page(shown: MainWindow) -> None:
    drawer = shown.panels.drawer
    assert not drawer.is_open
    assert drawer.titles == [
        "Plans",
        "Why?",
        "Utilities",
        "Compare",
        "Policy",
        "Sensitivity",
        "Information",
        "Risk",
        "Criteria",
        "Opinions",
    ]
    for key, page in (
        (Qt.Key.Key_P, "Plans"),
        (Qt.Key.Key_2, "Why?"),
        (Qt.Key.Key_3, "Compare"),
        (Qt.Key.Key_4, "Policy"),
        (Qt.Key.Key_5, "Utilities"),
    ):
        QTest.keyClick(shown.canvas, key, ALT)
        assert drawer.current is not None
        assert drawer.titles[drawer.pages.index(drawer.current)] == page
    shown.show_panel(False)
    QTest.keyClick(shown.canvas, Qt.Key.Key_1, ALT)
    assert shown.panels.tabs.isVisible()
    assert shown.panels.tabs.currentWidget() is shown.part(VerdictPart).card


def test_the_drawer_goes_over_the_whole_width_and_escape_closes_it(shown: MainWindow) -> None:
    drawer = shown.panels.drawer
    tall = shown.canvas.height()
    shown.canvas.setFocus()
    shown.part(WhyPart).show()
    QApplication.processEvents()
    assert drawer.width() == shown.panels.width()
    assert drawer.height() <= 0.6 * shown.panels.height() + 1
    assert shown.canvas.height() < tall - 200
    assert shown.part(VerdictPart).card.statements.rows[0].toolTip() != ""  # one line each
    drawer.tabs[1].setFocus()
    QTest.keyClick(drawer.tabs[1], Qt.Key.Key_Escape)
    assert not drawer.is_open
    assert shown.canvas.hasFocus()
    QApplication.processEvents()
    assert shown.canvas.height() == tall
    shown.canvas.clearFocus()  # then nothing opened it that could have the focus again
    drawer.show_page(drawer.pages[0])
    drawer.tabs[1].setFocus()
    drawer.close_page()
    assert shown.canvas.hasFocus()


def test_over_the_whole_middle_and_back(shown: MainWindow) -> None:
    drawer = shown.panels.drawer
    strip = shown.findChild(QWidget, "drawer.strip")
    assert strip is not None
    QTest.mouseDClick(strip, Qt.MouseButton.LeftButton, pos=strip.rect().center())
    QApplication.processEvents()
    assert drawer.is_full
    assert not shown.canvas.isVisible()
    drawer.close_page()
    assert not drawer.is_full
    assert shown.canvas.isVisible()


def test_fit_follows_the_drawer_until_somebody_zooms(shown: MainWindow) -> None:
    canvas, fit = shown.canvas, shown.findChild(QAbstractButton, "zoom.fit")
    assert fit is not None
    before = canvas.zoom
    shown.panels.drawer.show_page(shown.panels.drawer.pages[0])
    shown.panels.drawer.set_full(False)
    shown.resize(1280, 620)
    QApplication.processEvents()
    assert canvas.zoom < before
    assert (canvas.follows_size, fit.text()) == (True, "✓ Fit")
    canvas.zoom_in()
    kept = canvas.zoom
    assert (canvas.follows_size, fit.text()) == (False, "Fit")
    shown.panels.drawer.close_page()
    QApplication.processEvents()
    assert canvas.zoom == kept
    fit.click()
    assert (canvas.follows_size, fit.text()) == (True, "✓ Fit")


def test_fit_says_where_there_is_room_for_a_part_and_the_map_stands_aside(
    shown: MainWindow, wait_solved: Wait
) -> None:
    canvas, fit = shown.canvas, shown.findChild(QAbstractButton, "zoom.fit")
    assert fit is not None
    assert not canvas.overview.isVisible()
    shown.documents.open_path(str(LONG), wait=True)
    wait_solved()
    canvas.finish_drawing()
    QApplication.processEvents()
    assert (canvas.follows_size, fit.text()) == (True, "Fit: a part")

    def covers() -> bool:
        canvas.overview.place()
        seen = canvas.mapToScene(canvas.overview.geometry()).boundingRect()
        return not canvas.tree.is_free(seen)

    assert canvas.overview.isVisible()
    assert not covers()
    whole = canvas.overview.size()
    for node in list(canvas.tree.positions)[::9]:
        canvas.reveal((node,))
        assert not covers() or canvas.overview.width() < whole.width() / 4
    canvas.zoom_out()
    assert fit.text() == "Fit"
    shown.documents.open_example("shutdown")
    assert fit.text() == "✓ Fit"


def test_the_marks_of_a_verdict_are_explained_where_there_is_room(
    shown: MainWindow, wait_solved: Wait
) -> None:
    legend = shown.canvas.legend
    legend.place()
    assert legend.isVisible()
    assert legend.accessibleDescription() == "permitted, preferential gap"
    map_ = shown.canvas.overview
    map_.setGeometry(legend.geometry().adjusted(0, -40, -legend.width() // 2, 0))
    map_.show()
    legend.place()
    assert legend.geometry().left() > map_.geometry().right()  # beside it, not across
    map_.hide()
    legend.place()
    shown.verdict.set_rule("eu")  # which has no answer
    wait_solved()
    legend.place()
    assert not legend.isVisible()
    shown.verdict.set_rule("e-admissible")
    wait_solved()
    shown.canvas.zoom_in()
    below = shown.canvas.mapToScene(legend.geometry().center())
    node = shown.canvas.tree.node_item(shown.session.document.root_id or "")
    assert node is not None
    shown.canvas.centerOn(node.pos() + shown.canvas.mapToScene(
        shown.canvas.viewport().rect().center()) - below)  # fmt: skip
    legend.place()
    assert not legend.isVisible()


def test_fit_follows_the_tree(shown: MainWindow) -> None:
    canvas, document = shown.canvas, shown.session.document

    def stands_fitted() -> bool:
        QApplication.processEvents()
        seen = canvas.mapToScene(canvas.viewport().rect()).boundingRect()
        shown_now = canvas.viewportTransform()
        canvas.fit()
        near = abs(canvas.zoom / shown_now.m11() - 1) < 0.06
        canvas.setTransform(QTransform.fromScale(shown_now.m11(), shown_now.m22()))
        canvas.centerOn(seen.center())
        return seen.contains(canvas.tree.content_rect()) and near and canvas.follows_size

    assert document.root_id is not None
    canvas.select((document.root_id,))
    before = canvas.zoom
    shown.actions_table["edit.offer_commit"].trigger()
    assert canvas.zoom < before
    assert stands_fitted()
    shown.actions_table["edit.undo"].trigger()
    assert canvas.zoom > 0.95 * before
    assert stands_fitted()
    shown.actions_table["edit.redo"].trigger()
    assert stands_fitted()
    canvas.zoom_in()
    kept = canvas.zoom
    shown.actions_table["edit.undo"].trigger()
    assert (canvas.zoom, canvas.follows_size) == (kept, False)
