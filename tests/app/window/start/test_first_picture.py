"""The first picture comes before everything else, and whoever does something with it loses nothing."""

import json
import sys

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.main import first_picture
from app.window.main_window import LATEST, MainWindow
from app.window.start import loading
from tests.app.conftest import run_program
from widgets.shell.start_cards import BigButton

#: What is imported until the first picture is painted, in a process of its own.
IMPORTED = """
import json, sys
from PySide6 import QtWidgets
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication([])
before = set(sys.modules)
from app.main import first_picture
window = first_picture()
window.show()
while not window._next.isActive():  # which begins once it is painted
    application.processEvents()
    assert window.start_screen.isVisible()
first = set(sys.modules) - before
classes = sorted(name for name in vars(QtWidgets) if name.startswith("Q"))
pieces = []
while window._pieces is not None:
    known = len(sys.modules)
    window._go_on()
    pieces.append(len(sys.modules) - known)
print(json.dumps([sorted(first), pieces, classes]))
window.close()
"""

#: Of our own modules so many are loaded for the first picture; each costs about a millisecond.
OURS = 38
#: And none of these, which all take longer than the picture.
NEVER = (
    "numpy", "networkx", "msgspec", "flint", "PIL", "pydot", "ziamath", "latex2mathml", "ctypes",
    "uuid", "hashlib", "dataclasses", "copy", "importlib.metadata", "email", "http", "urllib", "zipfile", "xml",
    "solver.document", "solver.rules", "solver.formats", "solver.checks", "solver.edits",
    "solver.analyses", "widgets.canvas", "widgets.answers", "widgets.inspector", "widgets.charts",
    "app.documents", "app.analyses", "app.export", "app.talk",
)  # fmt: skip
#: PySide makes a class of Qt’s when it is first named, with all its enumerations; all that derive from it where
#: Qt hands over an object that no Python made.  None of these is needed.
NO_CLASSES = {"QMdiArea", "QWizard", "QAbstractItemView", "QListView", "QHeaderView", "QTableView"}
#: A piece of what follows loads at most so many modules, so that it is not felt.
A_PIECE = 120


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], list[int], list[str]]:
    done = run_program(IMPORTED, tmp_path_factory.mktemp("start"))
    assert done.returncode == 0, done.stderr
    first, pieces, classes = json.loads(done.stdout)
    return first, pieces, classes


def test_only_what_it_needs_is_loaded_for_the_first_picture(
    imported: tuple[list[str], list[int], list[str]],
) -> None:
    first, *_ = imported
    for name in NEVER:
        assert not [each for each in first if each == name or each.startswith(f"{name}.")]
    ours = [each for each in first if each.partition(".")[0] in ("app", "solver", "widgets")]
    assert len(ours) <= OURS, ours


def test_only_what_it_shows_is_made_of_qt(imported: tuple[list[str], list[int], list[str]]) -> None:
    *_, classes = imported
    assert "QScrollArea" in classes
    assert not NO_CLASSES.intersection(classes)


def test_what_follows_is_loaded_in_short_pieces(
    imported: tuple[list[str], list[int], list[str]],
) -> None:
    _, pieces, _ = imported
    assert max(pieces) <= A_PIECE, pieces
    assert sum(pieces) > 300  # most of the program


def test_all_that_is_loaded_ahead_is_there() -> None:
    for _ in loading.load():
        pass
    assert set(loading.AHEAD) <= sys.modules.keys()


@pytest.fixture
def first(qtbot: QtBot) -> MainWindow:
    made = first_picture()
    qtbot.addWidget(made)
    return made


def test_the_window_completes_itself_once_it_is_painted(first: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(first.completed, timeout=20_000):
        first.show()
        assert not first.windows.all  # it is none that anybody could ask yet
    assert first.windows.all == (first,)
    assert first.start_screen.isVisible()
    assert first.centralWidget() is first.panels
    assert first.menuBar().isVisible()
    assert not first._next.isActive()


def test_what_is_opened_at_once_is_named_in_place_of_the_start_screen(qtbot: QtBot) -> None:
    made = first_picture("“The shutdown example”")
    qtbot.addWidget(made)
    made.show()
    screen = made.start_screen
    inside = screen.widget()
    assert inside is not None
    assert not inside.isVisible()
    screen.show_opening("")  # it could not be opened
    assert inside.isVisible()


class _Shown(QObject):
    """Which windows are shown."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            self.windows += [watched] if watched.isWindow() else []
        return False


def test_nothing_else_is_shown_on_the_way(
    first: MainWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    """No part of it as a window of its own for a moment, which would also take the focus."""
    shown = _Shown()
    qapp.installEventFilter(shown)
    with qtbot.waitSignal(first.completed, timeout=20_000):
        first.show()
    qapp.removeEventFilter(shown)
    assert shown.windows == [first]


def test_a_window_that_nobody_sees_completes_itself_too(first: MainWindow, qtbot: QtBot) -> None:
    """Such as one that starts minimised: nothing of it is ever painted."""
    with qtbot.waitSignal(first.completed, timeout=LATEST + 20_000):
        first.start_screen.hide()
        first.show()


def test_a_click_on_the_first_picture_counts(first: MainWindow, qtbot: QtBot) -> None:
    first.show()
    qtbot.waitUntil(first._next.isActive)
    new = first.start_screen.findChild(BigButton, "start.new")
    assert new is not None
    place = new.mapTo(first, new.rect().center())
    QTest.mouseClick(
        first.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
    )
    QApplication.processEvents()
    assert first.session.is_open


def test_a_key_in_the_first_picture_counts(first: MainWindow, qtbot: QtBot) -> None:
    first.show()
    first.activateWindow()
    qtbot.waitUntil(lambda: first.isActiveWindow() and first._next.isActive())
    QTest.keyClick(first.start_screen, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert first.session.is_open


def test_the_first_picture_can_be_closed(first: MainWindow, qtbot: QtBot) -> None:
    first.show()
    first.close()
    assert first.is_retired
    assert not first.windows.all


def test_a_fault_behind_the_first_picture_is_told_once(
    first: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "AHEAD", ("no_such_module",))
    with pytest.raises(ModuleNotFoundError):
        first._go_on()
    assert not first._next.isActive()
    first._pieces = first._rest()
    monkeypatch.undo()
    first.complete()


def test_the_start_screen_stays_where_it_is(first: MainWindow, qtbot: QtBot) -> None:
    first.show()
    card = first.start_screen._cards["shutdown"]
    card.setFocus()
    qtbot.waitUntil(first._next.isActive)
    before = first.start_screen.size()
    place = first.start_screen.mapTo(first, QPoint())
    first.complete()
    assert first.start_screen.isVisible()
    assert first.start_screen.mapTo(first, QPoint()) == place
    assert first.start_screen.size() == before
    assert first.focusWidget() is card
