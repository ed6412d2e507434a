"""Everything can be read and every control seen, measured from what is painted, light and dark."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from app.window.main_window import MainWindow
from tests.bench.window_sheets import pages, settle
from tests.contrast import LEAST_TEXT, faults, picture, text_contrast
from widgets.basics.theme import DARK, LIGHT, Theme

Wait = Callable[[], None]
THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


@THEMES
def test_every_page_can_be_read(window: MainWindow, theme: Theme, wait_solved: Wait) -> None:
    window.set_theme(theme)
    settle(window)
    assert faults(window) == []  # the start screen
    window.documents.open_example("shutdown")
    found = []
    for name, go in pages(window):
        window.panels.drawer.close_page()
        window.canvas.select()
        go()
        settle(window)
        found += [f"{name}: {fault}" for fault in faults(window)]
    assert found == []


@THEMES
def test_what_is_not_permitted_can_be_read_on_the_tree(
    window: MainWindow, theme: Theme, wait_solved: Wait, qtbot: QtBot
) -> None:
    window.set_theme(theme)
    window.documents.open_example("oil")
    window.rule_switch.choose("eu")
    wait_solved()
    canvas = window.canvas
    canvas.zoom_reset()
    image, faint = picture(canvas.viewport()), 0
    for id_ in window.session.document.branches:
        item = canvas.tree.branch_item(id_)
        if item is None or not item.is_faint or not item.look.label:
            continue
        rect = canvas.mapFromScene(item.label_rect).boundingRect()
        if not image.rect().contains(rect):
            continue
        measured = text_contrast(image, rect)
        assert measured is not None
        assert measured >= LEAST_TEXT, item.look.label
        faint += 1
    assert faint > 3
