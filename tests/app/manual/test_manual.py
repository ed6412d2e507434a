"""The manual says what is so: its code runs, its keys do what is told, its pictures are made."""

import json
import os
import re
import subprocess
import sys
import time
from html import unescape
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import app.library
import assets
from app.manual.book import book_pages
from app.manual.guide_pages import GUIDE
from app.site import build as site
from app.site import window_pictures
from app.storage.data_folder import settings_file
from app.storage.kept_values import KeptValues
from app.storage.settings import Settings
from app.window.main_window import MainWindow
from app.window.manual import ManualPart, help_pages
from solver.formats.importing.outline import read_outline
from solver.formats.quandary import loads
from solver.rules import RULES, solve

CONTROL = Qt.KeyboardModifier.ControlModifier


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", assets.manual_text(page), re.S | re.M)


def test_the_first_tree_is_built_by_the_keys_that_are_told(window: MainWindow) -> None:
    window.actions_table["file.new"].trigger()
    window.show()
    window.activateWindow()
    window.canvas.setFocus()

    def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifier)
        QApplication.processEvents()

    def fill(**fields: str) -> None:
        for _ in range(8):
            focus = QApplication.focusWidget()
            assert focus is not None
            QTest.keyClicks(focus, fields.pop(focus.accessibleName(), ""))
            if not fields:
                break
            press(Qt.Key.Key_Tab)
        assert not fields
        press(Qt.Key.Key_Return)

    press(Qt.Key.Key_1)
    fill(Label="Drill?")
    press(Qt.Key.Key_2, CONTROL)
    fill(Branch="drill", Payoff="-70", Label="Oil?")
    press(Qt.Key.Key_3, CONTROL)
    fill(Branch="wet", Probability="1/5", Outcome="Gusher", Value="400")
    press(Qt.Key.Key_Return)
    fill(Branch="dry", Outcome="Nothing", Value="0")
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_3, CONTROL)
    fill(Branch="do not", Outcome="Nothing")
    assert solve(window.session.document, "eu").value == 10


def test_the_outline_and_the_code_give_what_is_told(tmp_path: Path) -> None:
    (outline,) = blocks("first-tree", "outline")
    assert solve(read_outline(outline), "eu").value == 10
    code = blocks("notebook", "python")
    assert len(code) == 2
    (tmp_path / "quandary").symlink_to(Path(app.library.__file__).parent)
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(code)], cwd=tmp_path, check=False, capture_output=True, text=True,
        timeout=60, env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("Fraction") >= 4


def test_the_pages_of_answers_are_those_of_the_window(window: MainWindow) -> None:
    text = assets.manual_text("pages")
    sections = re.findall(r"^## (.*)\n\n([^.]*)\.", text, re.M)
    drawer = window.panels.drawer
    assert [title for title, _ in sections] == list(drawer.titles)
    for title, begins in sections:
        key = re.search(r"Ctrl\+Alt\+\w", begins)
        assert key is not None
        found = [row for row in window.actions_table.rows if key[0] in row.keys]
        assert len(found) == 1, title
        drawer.close_page()
        window.documents.open_example("two-bets")
        window.actions_table[found[0].name].trigger()
        page = drawer.current
        assert page is not None
        assert drawer.titles[drawer.pages.index(page)] == title
    shown = re.findall(r"\(window:(\w+)\)", text)
    assert shown == [title.strip("?").lower() for title in drawer.titles]


def test_keys_that_are_told_are_keys(window: MainWindow) -> None:
    known = {key for row in window.actions_table.rows for key in row.keys}
    building = {"Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+V"}  # on the canvas, and the system’s own
    for page in GUIDE:
        for key in re.findall(
            r"\b(?:Ctrl\+|Alt\+|Shift\+)+\w+\b|\bF\d+\b", assets.manual_text(page)
        ):
            assert key in known | building | {"Alt+1"}, (page, key)


def test_the_format_page_has_every_key() -> None:
    page = unescape(next(page.html for page in book_pages() if page.id == "format"))
    schema = json.loads(assets.schema_text())
    for entry in (schema, *schema["$defs"].values()):
        for key, form in entry.get("properties", {}).items():
            assert f"<code>{key}</code>" in page
            assert form.get("description", "") in page


def test_the_window_shows_the_manual_with_its_pictures(window: MainWindow) -> None:
    window.actions_table["help.manual"].trigger()
    book = window.part(ManualPart).book
    assert book is not None
    assert book.here == "contents"
    pictures = 0
    for page in help_pages():
        book.go(page.id)
        addresses = re.findall(r'<img src="([^"]*)"', page.html)
        assert not [address for address in addresses if not address.startswith("tree:")]
        for address in addresses:
            kind = QTextDocument.ResourceType.ImageResource.value
            picture = book.text.loadResource(kind, QUrl(address))
            assert picture is not None
            assert picture.width() == 520  # type: ignore[attr-defined]
            assert picture is book.text.loadResource(kind, QUrl(address))  # made once
            pictures += 1
    assert pictures >= 4
    assert book.text.loadResource(kind, QUrl("https://example.org/x.png")) is None
    book.close()


def test_the_site_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every link and every picture is there, and every example can be tried."""
    monkeypatch.setattr(
        "app.site.window_pictures.window_pictures", lambda wanted: ((name, b"") for name in wanted)
    )
    assert site.build(tmp_path) == len(list(tmp_path.glob("*.html")))
    for page in tmp_path.glob("*.html"):
        text = page.read_text("utf-8")
        assert not re.search(
            r"(?:href|src)=\"(?:page|example|do|tree|gallery|window|https?):", text
        )
        for place in re.findall(r'(?:href|src)="([^"#]+)"', text):
            assert (tmp_path / place).exists(), (page.name, place)
        for anchor in re.findall(r'href="#([^"]+)"', text):
            assert f'<a name="{anchor}">' in text
    for rule in RULES:
        assert (tmp_path / f"{rule}.html").exists()
    for example in assets.EXAMPLES:
        assert loads(assets.example_text(example.name)).nodes
        assert (tmp_path / "examples" / f"{example.name}.html").stat().st_size > 10_000
        assert f'<a name="{example.name}">' in (tmp_path / "gallery.html").read_text("utf-8")
    assert "--parameter" in (tmp_path / "command-line.html").read_text("utf-8")


def test_what_is_kept_for_the_pictures_of_the_window_goes_with_its_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Settings are written on a thread of their own, which may be slow."""
    write = KeptValues._replace

    def late(kept: KeptValues, values: dict[str, object]) -> None:
        time.sleep(0.2)
        write(kept, values)

    monkeypatch.setattr(KeptValues, "_replace", late)
    with window_pictures._settings_of_its_own():
        folder = settings_file().parent
        Settings().set("looks", "new")
    time.sleep(0.3)
    assert not folder.exists()
