"""Everything can be read and every control seen, measured from what is painted, light and dark."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF

from app.window.main_window import MainWindow
from solver.page.geometry import Rect
from tests.bench.looks.window_sheets import pages, settle
from tests.contrast import LEAST_TEXT, faults, picture, text_contrast
from widgets.basics.theme import DARK, LIGHT, Theme
from widgets.canvas.items.painter_surface import qt_rect
from widgets.drawing.figure import LEGIBLE

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
def test_all_type_on_the_tree_can_be_read_at_every_zoom(
    window: MainWindow, theme: Theme, wait_solved: Wait
) -> None:
    window.set_theme(theme)
    window.documents.open_example("oil")
    window.resize(1920, 1080)
    window.rule_switch.choose("eu")
    wait_solved()
    for zoom in (0.7, 0.75, 0.8, 0.9, 1.0, 1.25):
        window.canvas.zoom_by(zoom / window.canvas.zoom)
        assert measured_faint(window, zoom) > 3


def measured_faint(window: MainWindow, zoom: float) -> int:
    """Of all that is read on the tree, how much is faint; all of it has the least contrast."""
    canvas, faint, legible = window.canvas, 0, zoom * LIGHT.small_pixels >= LEGIBLE
    image = picture(canvas.viewport())

    def measure(rect: Rect, place: QPointF, said: str) -> bool:
        seen = canvas.mapFromScene(qt_rect(rect).translated(place)).boundingRect()
        if rect.is_null or not image.rect().contains(seen):
            return False
        measured = text_contrast(image, seen)
        assert measured is not None
        assert measured >= LEAST_TEXT, (zoom, said)
        return True

    for id_ in window.session.document.branches:
        item = canvas.tree.branch_item(id_)
        assert item is not None
        seen = measure(item.figure.label_rect, item.pos(), item.look.label)
        faint += seen and item.figure.is_faint
        if legible:
            measure(item.figure.detail_rect, item.pos(), item.look.detail)
    for id_ in window.session.document.nodes:
        node = canvas.tree.node_item(id_)
        assert node is not None
        for name, _, rect, _ in node.figure._texts():
            if legible or name == "title":
                measure(rect, node.pos(), node.look.tip)
    return faint
