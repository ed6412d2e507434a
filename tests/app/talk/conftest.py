"""The shutdown example with its steps."""

from collections.abc import Callable

import pytest

from app.talk.talk import Talk
from app.window.main_window import MainWindow


@pytest.fixture
def talk(window: MainWindow, wait_solved: Callable[[], None]) -> MainWindow:
    window.documents.open_example("shutdown")
    wait_solved()
    window.actions_table["talk.steps"].trigger()
    return window


@pytest.fixture
def generated(talk: MainWindow, wait_solved: Callable[[], None]) -> MainWindow:
    talk.part(Talk).panel.generate.click()
    wait_solved()
    return talk
