"""Slanted heads are painted whole, and then at rest."""

import pytest
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QScrollArea, QTableWidget
from pytestqt.qtbot import QtBot

from widgets.basics.table_parts.slanted_header import SlantedHeader


class Counted(SlantedHeader):
    """Notes how wide a part each paint was of."""

    def __init__(self) -> None:
        super().__init__()
        self.painted: list[int] = []

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted.append(event.rect().width())
        super().paintEvent(event)


def rest(qtbot: QtBot, header: Counted) -> None:
    """Wait until nothing is painted any more, at most five seconds."""
    for _ in range(50):
        before = len(header.painted)
        qtbot.wait(100)
        if len(header.painted) == before:
            return


@pytest.mark.parametrize("room", [300, 900])
def test_a_part_is_painted_with_all_that_is_seen_and_no_more_follows(
    qtbot: QtBot, room: int
) -> None:
    """Where the head is clipped its whole is never painted: it must not be waited for."""
    header, table, area = Counted(), QTableWidget(3, 6), QScrollArea()
    table.setHorizontalHeader(header)
    table.setFixedSize(700, 200)
    qtbot.addWidget(area)
    area.setWidget(table)
    area.resize(room, 300)
    with qtbot.waitExposed(area):
        area.show()
    qtbot.waitUntil(lambda: bool(header.painted))
    rest(qtbot, header)
    seen = header.viewport().visibleRegion().boundingRect().width()
    header.painted.clear()
    header.viewport().update(10, 10, 5, 5)
    rest(qtbot, header)
    assert header.painted == [5, seen]
