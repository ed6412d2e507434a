"""A chart on a page: hovering, clicking, keys, and what who cannot see it is told."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from solver.charts.table import ChartTable
from tests.documents.charts import CHARTS, STRETCHES
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


def test_the_numbers_are_copied_as_text(qtbot: QtBot) -> None:
    view = shown(qtbot, "stretches")
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == STRETCHES.table().text()


def test_a_table_is_sorted_by_size_not_by_spelling(qtbot: QtBot) -> None:
    view = TableView("League")
    qtbot.addWidget(view)
    view.show_table(
        ChartTable(("plan", "value"), (("a", "1/3"), ("b", "20"), ("c", "3"), ("d", "-1")))
    )
    assert [row[0] for row in view.table.rows] == ["a", "b", "c", "d"]
    view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert [row[0] for row in view.table.rows] == ["d", "a", "c", "b"]
