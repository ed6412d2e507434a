"""Hundreds of random gestures end with the view equal to the document, and undo takes all back."""

import pytest
from PySide6.QtWidgets import QApplication

from app.window.main_window import MainWindow
from solver.formats.quandary import dumps
from tests.app.window.whole.wandering import Wanderer

STEPS = 150  # `tests.bench.random_input.wandering` makes as many as one likes


@pytest.mark.parametrize(("seed", "example"), [(0, ""), (1, "shutdown"), (2, "oil"), (3, "")])
def test_wandering(window: MainWindow, seed: int, example: str) -> None:
    window.activateWindow()
    if example:
        window.documents.open_example(example)
    else:
        window.documents.new()
    QApplication.clipboard().setText("a\n  b: c\n  d: e\n")
    first = dumps(window.session.document)
    wanderer = Wanderer(window, seed)
    for step in range(STEPS):
        wanderer.step()
        if step % 25 == 0:
            wanderer.check()
    window.canvas.close_editor()
    wanderer.check()
    assert len(wanderer.counts) >= 9
    window.session.stack.setIndex(0)
    assert dumps(window.session.document) == first
    wanderer.check()
