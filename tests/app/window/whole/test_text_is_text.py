"""Whatever a document holds is shown as text: no label, tip, list or message takes it for markup."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.window.main_window import MainWindow
from widgets.basics.tips import plain_tip
from widgets.canvas.items.item import TreeItem

MARK = "<b>x</b><img>"
ROLES = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.StatusTipRole, Qt.ItemDataRole.WhatsThisRole)


def hostile() -> str:
    """A tree in which every text is markup."""
    outcomes = [
        {"id": f"{MARK}{i}", "label": f"{MARK}{i}", "scale": MARK, "value": i, "notes": MARK}
        for i in range(2)
    ]
    outcomes.append({"id": f"{MARK}S", "label": MARK})
    nodes = [{"id": f"{MARK}r", "kind": "chance", "label": MARK, "notes": MARK}]
    branches = []
    for i in range(2):
        nodes.append({"id": f"{MARK}c{i}", "kind": "choice", "label": f"{MARK}{i}", "notes": MARK})
        branches.append(
            {"id": f"{MARK}b{i}", "from": f"{MARK}r", "to": f"{MARK}c{i}", "label": MARK,
             "probability": "1/3" if i else "p"}
        )  # fmt: skip
        for j, outcome in enumerate((f"{MARK}{i}", f"{MARK}S")):
            nodes.append({"id": f"{MARK}l{i}{j}", "kind": "outcome", "outcome": outcome})
            branches.append(
                {"id": f"{MARK}e{i}{j}", "from": f"{MARK}c{i}", "to": f"{MARK}l{i}{j}",
                 "label": f"{MARK}{j}", "policy": "1/2"}
            )  # fmt: skip
    return json.dumps(
        {
            "format": "quandary", "version": 1, "title": MARK, "notes": MARK,
            "parameters": [{"id": "p", "value": "2/3", "min": 0, "max": 1, "label": MARK}],
            "criteria": [{"id": "value", "label": MARK}],
            "outcomes": outcomes, "nodes": nodes, "branches": branches, "root": f"{MARK}r",
            "preferences": {"better": [[f"{MARK}1", f"{MARK}S"]]},
            "view": {"annotations": [{"x": 0, "y": 0, "text": MARK}]},
        }
    )  # fmt: skip


def dangerous(text: object) -> bool:
    """Whether Qt would take this text for markup, with a tag that came from the document."""
    return isinstance(text, str) and GuiQt.mightBeRichText(text) and "<img" in text


def tips(window: QWidget) -> Iterator[tuple[str, object]]:
    for widget in window.findChildren(QWidget):
        name = f"{type(widget).__name__} {widget.objectName() or widget.accessibleName()}"
        yield f"tool tip of {name}", widget.toolTip()
        yield f"status tip of {name}", widget.statusTip()
        if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText:
            yield f"label {name}", widget.text()
        if isinstance(widget, QTextBrowser):
            yield f"page {name}", widget.toHtml()
        if isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
            yield from _items(model, QModelIndex(), name)


def _items(
    model: QAbstractItemModel, parent: QModelIndex, name: str
) -> Iterator[tuple[str, object]]:
    for row in range(min(50, model.rowCount(parent))):
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
        for column in range(columns):
            index = model.index(row, column, parent)
            for role in ROLES:
                yield f"{role.name} of {name} {row}, {column}", model.data(index, role)
        yield from _items(model, model.index(row, 0, parent), name)


@pytest.mark.parametrize("broken", [False, True])
def test_text_is_text_everywhere(
    window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    wait_solved: Callable[[], None],
    broken: bool,
) -> None:
    path = tmp_path / "hostile.quandary.json"
    text = hostile()
    path.write_text(text.replace('"2/3"', '"1/4"') if broken else text, encoding="utf-8")
    window.documents.open_path(str(path))
    qtbot.waitUntil(lambda: bool(window.session.document.nodes), timeout=10_000)
    wait_solved()
    found: dict[str, object] = {}

    def look() -> None:
        QApplication.processEvents()
        found.update((place, said) for place, said in tips(window) if dangerous(said))
        tree = window.canvas.tree
        for item in tree.items():
            if isinstance(item, TreeItem):  # as the canvas tells it
                tip = plain_tip(window.canvas._hover.text(tree.expanded, item, *tree.answer))
                if dangerous(tip):
                    found[f"item {type(item).__name__}"] = tip

    look()
    rules = window.findChild(QComboBox, "rule")
    assert isinstance(rules, QComboBox)
    for rule in range(rules.count()):
        rules.setCurrentIndex(rule)
        wait_solved()
        look()
    for page in window.panels.drawer.pages:
        window.show_page(page)
        wait_solved()
        look()
    for place in reversed(range(len(window.panels.places))):
        window.panels.show_place(place)
        wait_solved()
        look()
    items = [*window.canvas.tree._nodes.values(), *window.canvas.tree._branches.values()]
    for item in items[:6]:
        window.canvas.scene().clearSelection()
        item.setSelected(True)
        wait_solved()
        look()
    assert found == {}
    window.session.stack.setClean()
