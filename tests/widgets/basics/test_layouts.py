"""What PySide makes for the items of layouts does not stay."""

from collections.abc import Iterator
from pathlib import Path

import PySide6
import pytest
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

import app
import widgets
from tests.widgets.items_of_layouts import items_of_layouts
from widgets.basics.layouts import empty, nest, widgets_in


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[QWidget]:
    page = QWidget()
    QVBoxLayout(page)
    yield page
    Shiboken.delete(page)


def column(page: QWidget) -> QVBoxLayout:
    layout = page.layout()
    assert isinstance(layout, QVBoxLayout)
    return layout


def row(*texts: str) -> QHBoxLayout:
    row = QHBoxLayout()
    for text in texts:
        row.addWidget(QLabel(text))
    row.addStretch(1)
    return row


def texts(page: QWidget) -> list[str]:
    return [each.text() for each in widgets_in(column(page)) if isinstance(each, QLabel)]


def test_pyside_itself_keeps_an_object_for_each_item_before_6_12(page: QWidget) -> None:
    """What the module is for: 6.12 does so no longer, so with the last 6.11 it can go."""
    column(page).addLayout(row("a", "b"))
    assert bool(items_of_layouts()) is (PySide6.__version_info__ < (6, 12))


def test_what_is_nested_has_no_objects_and_is_shown(page: QWidget) -> None:
    grid = QGridLayout()
    grid.addWidget(QLabel("g"), 0, 0)
    inner = row("a", "b")
    nest(inner, grid)
    nest(column(page), inner, 2)
    assert items_of_layouts() == []
    assert texts(page) == ["a", "b", "g"]
    assert items_of_layouts() == []
    assert column(page).stretch(0) == 2


def test_in_a_grid(page: QWidget) -> None:
    grid = QGridLayout()
    nest(column(page), grid)
    nest(grid, row("a"), 1, 0, 1, 3)
    assert grid.getItemPosition(0) == (1, 0, 1, 3)
    assert items_of_layouts() == []


def test_what_is_emptied_has_nothing(page: QWidget) -> None:
    inner = row("a", "b")
    nest(column(page), inner)
    first, _ = widgets_in(inner)
    empty(inner)
    assert inner.count() == 0
    assert first.isHidden()
    assert items_of_layouts() == []


def test_nobody_goes_another_way() -> None:
    """Dialogs, too, put layouts into layouts by `nest`."""
    rooms = [Path(package.__file__ or "").parent for package in (app, widgets)]
    files = [file for room in rooms for file in room.rglob("*.py") if file.name != "layouts.py"]
    ways = (".addLayout(", ".itemAt(")
    assert [f.name for f in files if any(w in f.read_text(encoding="utf-8") for w in ways)] == []
