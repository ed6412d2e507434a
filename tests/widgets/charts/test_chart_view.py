"""A chart on a page: hovering, clicking, keys, and what who cannot see it is told."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from solver.charts.table import ChartTable
from tests.contrast import LEAST_TEXT, text_contrast
from tests.documents.charts import CHARTS, STRETCHES
from widgets.basics.style import theme_now
from widgets.charts.chart_view import ChartView
from widgets.charts.table_view import TableView


def shown(qtbot: QtBot, kind: str) -> ChartView:
    view = ChartView("Chart")
    qtbot.addWidget(view)
    view.resize(600, 300)
    view.show_chart(CHARTS[kind])
    view.show()
    return view


def test_what_it_says_without_being_seen(qtbot: QtBot) -> None:
    view = shown(qtbot, "stretches")
    assert view.accessibleName() == "Chart"
    assert "permitted, 0, 1/2, from 0 to 1/2: a" in view.accessibleDescription()
    view.show_chart(None)
    assert view.accessibleDescription() == ""


def test_a_click_says_where_on_the_axes_and_on_what(qtbot: QtBot) -> None:
    view = shown(qtbot, "stretches")
    laid = view.layout_now
    assert laid is not None
    plot = laid.plots[0]
    picked: list[tuple[float, float, object]] = []
    chosen: list[object] = []
    view.picked.connect(lambda x, y, key: picked.append((x, y, key)))
    view.chosen.connect(chosen.append)
    at = QPoint(round(plot.across(0.75)), round((plot.top + plot.bottom) / 2))
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=at)
    assert chosen == [2]
    assert abs(picked[0][0] - 0.75) < 0.01


def test_keys_go_through_what_can_be_chosen(qtbot: QtBot) -> None:
    view = shown(qtbot, "stretches")
    heard: list[object] = []
    chosen: list[object] = []
    view.hovered.connect(heard.append)
    view.chosen.connect(chosen.append)
    laid = view.layout_now
    assert laid is not None
    for _ in laid.spots:
        QTest.keyClick(view, Qt.Key.Key_Right)
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert {0, 1, 2} <= set(heard)
    assert {0, 1, 2} <= set(chosen)


def test_words_of_a_muted_chart_can_be_read(qtbot: QtBot) -> None:
    view = shown(qtbot, "stretches")
    plain = view.grab().toImage()
    view.show_muted(True)
    muted = view.grab().toImage()
    assert muted != plain
    laid = view.layout_now
    assert laid is not None
    named = next(spot for spot in laid.spots if spot.right <= laid.plots[0].left)
    place = QRect(
        QPoint(round(named.left), round(named.top)),
        QPoint(round(named.right), round(named.bottom)),
    )
    told = text_contrast(muted, place)
    assert told is not None
    assert told >= LEAST_TEXT


def test_the_numbers_are_copied_as_text(qtbot: QtBot) -> None:
    view = shown(qtbot, "stretches")
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == STRETCHES.table().text()


@pytest.mark.parametrize("short", [-20, 1, 10, 40])
def test_room_that_is_left_goes_to_heads_that_need_it(qtbot: QtBot, short: int) -> None:
    """``short`` are the pixels that are missing for all heads to stand on a line."""
    view = TableView("League")
    qtbot.addWidget(view)
    heads = "", "Cost per year of life that is gained", "Plan"
    view.show_table(ChartTable(heads, (("a", "3", "x"), ("b", "4", "y"))))
    view.show()
    header = view.horizontalHeader()
    columns = range(header.count())
    whole = sum(max(header.sectionSizeHint(c), view.columnWidth(0)) for c in columns)
    view.resize(view.width() - view.viewport().width() + whole - short, 200)
    QApplication.processEvents()
    left = view.viewport().width() - sum(map(view.columnWidth, columns))
    assert left == max(0, -short)


def test_a_table_has_room_for_long_words_and_goes_on_below(qtbot: QtBot) -> None:
    """Nothing of it is to the right of what is seen; what a column cuts is in the tip."""
    view = TableView("League")
    qtbot.addWidget(view)
    view.resize(700, 300)
    view.show()
    plan = "Disclose everything including the calibrated credences; then " * 4
    heads = ("", "Value given trajectories of length one", "Value given them twice", "Plan")
    view.show_table(ChartTable(heads, (("a", "25444/13027", "13/7", plan), ("b", "2", "3", "x"))))
    QApplication.processEvents()
    assert view.horizontalScrollBar().maximum() == 0
    assert view.rowHeight(0) > 2 * view.rowHeight(1)
    header = view.horizontalHeader()
    assert header.height() > 2 * header.fontMetrics().height()
    model = view.model()
    assert plan.strip() in model.index(0, 3).data(Qt.ItemDataRole.ToolTipRole)
    tip = model.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert heads[1] in tip
    view.resize(2400, 300)
    QApplication.processEvents()
    assert view.rowHeight(0) == view.rowHeight(1)
    assert header.height() < 2 * header.fontMetrics().height()


def test_a_table_is_muted_while_something_newer_is_worked_out(qtbot: QtBot) -> None:
    view = TableView("League")
    qtbot.addWidget(view)
    view.show_table(ChartTable(("plan",), (("a",),)))
    assert view.model().index(0, 0).data(Qt.ItemDataRole.ForegroundRole) is None
    view.show_muted(True)
    colour = view.model().index(0, 0).data(Qt.ItemDataRole.ForegroundRole)
    assert colour.name().upper() == theme_now().muted


def test_a_table_is_sorted_by_size_not_by_spelling(qtbot: QtBot) -> None:
    view = TableView("League")
    qtbot.addWidget(view)
    view.show_table(
        ChartTable(("plan", "value"), (("a", "1/3"), ("b", "20"), ("c", "3"), ("d", "-1")))
    )
    assert [row[0] for row in view.table.rows] == ["a", "b", "c", "d"]
    view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert [row[0] for row in view.table.rows] == ["d", "a", "c", "b"]
