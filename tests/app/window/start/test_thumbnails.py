"""The start screen shows small pictures of the examples and of recent documents."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from app.window.main_window import MainWindow
from app.window.start import thumbnails
from app.window.start.start_part import StartPart
from widgets.shell.start_cards import THUMBNAIL


def picture(window: MainWindow, name: str) -> QImage:
    card = window.part(StartPart).screen.findChild(QAbstractButton, name)
    assert card is not None
    return card.icon().pixmap(THUMBNAIL).toImage()


def colours(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha()
    }


def test_every_example_gets_its_picture_in_the_theme(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(colours(picture(window, "start.example.oil"))) > 5)
    light = picture(window, "start.example.oil")
    shutdown = picture(window, "start.example.shutdown")
    assert shutdown != picture(window, "start.example.oil")
    window.actions_table["view.dark"].trigger()
    qtbot.waitUntil(lambda: picture(window, "start.example.oil") != light)


def test_recent_documents_get_theirs_and_bad_files_none(
    window: MainWindow, qtbot: QtBot, example_file: Callable[[str], str], tmp_path: Path
) -> None:
    good, bad = example_file("oil"), tmp_path / "bad.json"
    bad.write_text("{", encoding="utf-8")
    for path in (str(bad), good, str(tmp_path / "gone.json")):
        window.settings.remember(path)
    window.documents.opened.emit()

    def card(path: str) -> QAbstractButton:
        return window.part(StartPart).screen._cards[path]

    qtbot.waitUntil(lambda: len(colours(card(good).icon().pixmap(THUMBNAIL).toImage())) > 5)
    assert colours(card(str(bad)).icon().pixmap(THUMBNAIL).toImage()) == set()
    card(good).click()
    assert window.session.path == good


def test_pictures_are_made_once_and_only_while_they_are_seen(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thumbnails, "_KNOWN", {})
    maker = window.part(StartPart)._thumbnails
    maker.want((), window.theme)
    assert maker._waiting
    window.documents.open_example("oil")
    assert not maker._waiting
    window.session.stack.setClean()
    window.documents.close()
    assert window.start_screen.isVisible()
    assert maker._waiting
    while maker._waiting:
        maker._make_one()
    maker.want((), window.theme)
    assert not maker._waiting
