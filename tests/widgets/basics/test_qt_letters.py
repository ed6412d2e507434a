"""Fonts and outlines are no two threads’: Qt changes them where they are used."""

from concurrent.futures import ThreadPoolExecutor

from pytestqt.qtbot import QtBot

from solver.page.geometry import Point
from solver.page.path import LINE, MOVE, Path, PathStep
from widgets.basics.qt_letters import canvas_font, metrics
from widgets.canvas.items.painter_surface import qt_path


def test_each_thread_has_its_own(qtbot: QtBot) -> None:
    path = Path([PathStep(MOVE, (Point(0, 0),)), PathStep(LINE, (Point(3, 4),))])
    for make in (canvas_font, metrics, lambda: qt_path(path)):
        assert make() is make()
        with ThreadPoolExecutor(1) as other:
            assert other.submit(make).result() is not make()
