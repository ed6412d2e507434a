"""The window with the shutdown example, solved."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from app.window.main_window import MainWindow

Wait = Callable[[], None]


@pytest.fixture
def shown(window: MainWindow, wait_solved: Wait, qtbot: QtBot) -> MainWindow:
    window.documents.open_example("shutdown")
    wait_solved()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window
