"""The export dialog offers what the format has a use for, shows it, and remembers."""

import gc
import weakref
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox
from pytestqt.qtbot import QtBot

import assets
from app.export.dialog import KEY, ExportDialog, remembered
from app.export.formats import STEPS
from app.export.options import ExportOptions
from app.export.subject import Subject
from app.storage.settings import Settings
from app.window.main_window import MainWindow
from solver.edits import ReplaceSteps, SetStep
from solver.formats.quandary import loads
from solver.page.talk_steps import Step
from solver.rules import solve


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow) -> ExportDialog:
    Settings().set(KEY, "")
    document = loads(assets.example_text("shutdown"))
    made = ExportDialog(window, Settings(), Subject(document, solve(document, "dsm")))
    qtbot.addWidget(made)
    return made


def chosen(dialog: ExportDialog, name: str, value: str) -> None:
    (box,) = (b for b in dialog.findChildren(QComboBox) if b.accessibleName() == name)
    box.setCurrentIndex(box.findData(value))
    assert box.currentData() == value


def test_it_offers_what_the_format_has_a_use_for(dialog: ExportDialog) -> None:
    (size,) = (b for b in dialog.findChildren(QDoubleSpinBox) if b.accessibleName() == "Size")
    assert size.isEnabled()
    assert not dialog._outlines.isEnabled()
    chosen(dialog, "Format", ".svg")
    assert dialog._outlines.isEnabled()
    chosen(dialog, "Format", ".dot")
    assert not size.isEnabled()
    chosen(dialog, "Format", ".tex")
    assert not size.isEnabled()  # a factor on pixels
    assert size.toolTip()
    chosen(dialog, "Unit of the size", "cm")
    assert size.isEnabled()
    assert not size.toolTip()
    assert dialog._standalone.isEnabled()
    assert dialog._part.findData("selection") < 0  # nothing is selected


def test_the_preview_shows_what_comes_out(dialog: ExportDialog, qtbot: QtBot) -> None:
    def colours() -> set[str]:
        image = dialog._preview.pixmap().toImage()
        return {
            image.pixelColor(x, y).name()
            for x in range(0, image.width(), 2)
            for y in range(image.height())
        }

    accent = QColor("#0B62A8").name()
    qtbot.waitUntil(lambda: accent in colours())
    dialog._highlight.setChecked(False)
    qtbot.waitUntil(lambda: accent not in colours())
    chosen(dialog, "Background", "transparent")
    qtbot.waitUntil(lambda: QColor("#E4E7EB").name() in colours())
    wide = dialog._preview.pixmap().width()
    chosen(dialog, "Shape of the page", "4:3")
    qtbot.waitUntil(
        lambda: (
            abs(dialog._preview.pixmap().height() / dialog._preview.pixmap().width() - 0.75) < 0.02
        )
    )
    assert dialog._preview.pixmap().width() == pytest.approx(wide, abs=4)


def test_what_was_chosen_is_remembered(dialog: ExportDialog) -> None:
    chosen(dialog, "Unit of the size", "cm")
    dialog._size.setValue(12)
    dialog.accept()
    assert remembered(Settings()) == ExportOptions(size=12, unit="cm")
    for damaged in ("{", '{"unit": "parsec"}', '{"size": "x"}'):
        Settings().set(KEY, damaged)
        assert remembered(Settings()) == ExportOptions()


def test_an_absurd_size_cannot_be_exported(dialog: ExportDialog, qtbot: QtBot) -> None:
    chosen(dialog, "Unit of the size", "cm")
    dialog._size.setValue(20_000)
    qtbot.waitUntil(lambda: "too many" in dialog._preview.text())
    assert not dialog._export.isEnabled()
    chosen(dialog, "Format", ".pdf")
    qtbot.waitUntil(lambda: "at most" in dialog._preview.text())
    chosen(dialog, "Format", ".svg")
    qtbot.waitUntil(lambda: dialog._export.isEnabled())


def test_each_step_can_be_previewed(
    qtbot: QtBot, window: MainWindow, wait_solved: Callable[[], None]
) -> None:
    document = ReplaceSteps((Step("structure"), Step("verdict", rule="guess"))).apply(
        loads(assets.example_text("shutdown"))
    )
    made = ExportDialog(window, Settings(), Subject(document), "Export the steps", STEPS)
    qtbot.addWidget(made)
    wait_solved()
    assert "none of" in made._preview.text()
    assert not made._export.isEnabled()
    made._subject = Subject(SetStep(1, Step("verdict", rule="dsm")).apply(document))
    chosen(made, "Format", ".gif")
    assert made._seconds.isEnabled()
    qtbot.waitUntil(lambda: not made._preview.pixmap().isNull())
    assert made._export.isEnabled()
    assert "pixels" in made._size_text.text()
    assert (made._step.value(), made._step_name.text()) == (2, "of 2: Step 2")
    last = made._preview.pixmap().toImage()
    patience = made._soon.interval()
    made._step.setValue(1)
    assert made._soon.interval() == patience  # the number of the step is no time
    qtbot.waitUntil(lambda: made._step_name.text() == "of 2: Step 1")
    assert made._preview.pixmap().toImage() != last
    made._seconds.setValue(3.5)
    made.accept()
    assert made.options.seconds == 3.5
    assert Settings().text("export/frames_format", "") == ".gif"


def test_nothing_is_left_of_a_dialog_that_was_closed(qtbot: QtBot, window: MainWindow) -> None:
    """A part of it that is shown for steps alone held it by what it does when it changes."""
    closed = ExportDialog(window, Settings(), Subject(loads(assets.example_text("shutdown"))))
    left = weakref.ref(closed)
    closed.show()
    closed.reject()
    closed.deleteLater()
    del closed
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert left() is None
