"""The window in another language: what is shown went through `tr`, and what is known is translated."""

import json
import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from html import unescape

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

import assets
from app.main import create_window
from app.manual.gallery_page import gallery_page
from app.manual.guide_pages import GUIDE, guide_pages
from app.manual.rule_pages import rule_page
from app.manual.topics import comparing
from app.packaging.catalogues import texts
from app.process.language import ENGLISH, VARIABLE, language_of, languages, speak_language
from app.window.languages import Languages
from app.window.main_window import MainWindow
from solver.charts.table import cell
from solver.document.elements import Parameter
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.formats.quandary import dumps, loads
from solver.preferences.named_relations import names as relation_names
from solver.preferences.relations import RELATIONS
from solver.rules import RULES
from solver.translation import speak, tr, trn
from solver.words.numbers import Format, NumberForm, decimal
from solver.words.tree_texts import as_typed
from widgets.basics.statement_row import StatementRow
from widgets.shell.start_cards import ExampleCard

LEFT, RIGHT = "⟦", "⟧"


class Pseudo:
    """A language in which every text stands in brackets."""

    def gettext(self, message: str, /) -> str:
        return message if message.startswith(LEFT) else f"{LEFT}{message}{RIGHT}"

    def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@pytest.fixture
def english_after(qapp: QApplication) -> Iterator[None]:
    yield
    speak_language(qapp, ENGLISH)


def shown(window: MainWindow) -> Iterator[tuple[str, str]]:
    """All texts of controls, with where they stand."""
    for action in window.findChildren(QAction):
        yield "action", action.text()
        yield "tip", action.statusTip()
    for widget in window.findChildren(QWidget):
        where = f"{type(widget).__name__} {widget.objectName()}"
        yield where, widget.toolTip()
        yield where, widget.accessibleName()
        if isinstance(widget, QLabel | QAbstractButton):
            yield where, widget.text()
        if isinstance(widget, QLineEdit):
            yield where, widget.placeholderText()
        if isinstance(widget, QTabWidget):
            yield from ((where, widget.tabText(at)) for at in range(widget.count()))
        if isinstance(widget, QComboBox):
            yield from ((where, widget.itemText(at)) for at in range(widget.count()))


def opened(qtbot: QtBot, example: str) -> MainWindow:
    made = create_window()
    assert isinstance(made, MainWindow)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    if example:
        made.documents.open_example(example)
    return made


#: What is called the same in every language: relations have the names of their sources.
def names(window: MainWindow) -> set[str]:
    document = window.session.document
    found = {"Quandary", document.title, *languages().values(), *document.criterion_ids}
    found |= {*document.outcomes, *relation_names(document)}
    found |= {str(each.scale_name) for each in document.outcomes.values()}
    for relation in RELATIONS.values():
        found |= {relation.listed_name, relation.name}
    for part in (document.nodes, document.branches, document.outcomes, document.scales):
        found |= {each.label for each in part.values()}
    return found | {"Scroll Left", "Scroll Right"}  # which Qt says


def test_everything_that_is_shown_went_through_tr(
    qtbot: QtBot, qapp: QApplication, english_after: None
) -> None:
    speak(Pseudo())
    window = opened(qtbot, "shutdown")
    known = names(window)
    bare = {
        text for _, text in shown(window) if LEFT not in text and re.search("[A-Za-z]{3}", text)
    }
    assert bare - known == set()


@pytest.mark.parametrize("example", ["", "shutdown"])
def test_the_german_window_shows_nothing_in_english(
    qtbot: QtBot, qapp: QApplication, english_after: None, example: str
) -> None:
    speak_language(qapp, "de")
    known = {m.id for m in texts() if isinstance(m.id, str) and m.id and tr(m.id) != m.id}
    assert len(known) > 500
    window = opened(qtbot, example)
    known -= names(window)
    assert [each for each in shown(window) if each[1] in known] == []
    assert "&Datei" in {text for _, text in shown(window)}


def test_back_in_english(qtbot: QtBot, qapp: QApplication, english_after: None) -> None:
    speak_language(qapp, "de")
    german = {text for _, text in shown(opened(qtbot, ""))}
    speak_language(qapp, ENGLISH)
    english = {text for _, text in shown(opened(qtbot, ""))}
    assert "&Datei" in german - english
    assert "&File" in english - german
    assert trn("{n} plan", "{n} plans", 2).format(n=2) == "2 plans"


def test_qt_speaks_german_too(qtbot: QtBot, qapp: QApplication, english_after: None) -> None:
    def close() -> str:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        qtbot.addWidget(box)
        return box.buttons()[0].text().replace("&", "")

    assert close() == "Cancel"
    speak_language(qapp, "de")
    assert close() == "Abbrechen"


def test_numbers_decide_about_the_form(qapp: QApplication, english_after: None) -> None:
    speak_language(qapp, "de")
    said = [trn("{count} branch", "{count} branches", n).format(count=n) for n in (0, 1, 2)]
    assert said == ["0 Äste", "1 Ast", "2 Äste"]
    assert tr("") == ""


def test_documents_do_not_change_with_the_language(qapp: QApplication, english_after: None) -> None:
    document = loads(assets.example_text("shutdown"))
    before = dumps(document)
    speak_language(qapp, "de")
    assert dumps(loads(assets.example_text("shutdown"))) == before
    assert json.loads(before)


def test_the_language_of_the_system_is_spoken_where_there_is_a_catalogue(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert language_of("", ["fr-FR", "fr"]) == ENGLISH
    assert language_of("", ["fr-FR", "de-AT", "de", "en"]) == "de"
    assert language_of("", ["en-GB", "en", "de"]) == ENGLISH
    assert language_of("de", ["en-GB"]) == "de"
    assert language_of("xx", ["de_DE"]) == "de"
    monkeypatch.setenv(VARIABLE, "de_CH.UTF-8")
    assert language_of("en", ["en-GB"]) == "de"


def test_a_language_is_chosen_in_the_menu(window: MainWindow) -> None:
    menu = window.part(Languages).menu
    assert {"Deutsch", "English"} <= set(languages().values())
    names = {action.objectName(): action for action in menu.actions()}
    assert names["language."].isChecked()
    names["language.de"].trigger()
    assert window.settings.text("language", "") == "de"
    names["language."].trigger()
    assert window.settings.text("language", "?") == ""


@pytest.fixture
def from_right(qapp: QApplication) -> Iterator[None]:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_where_one_writes_from_the_right_panels_are_mirrored_and_the_tree_is_not(
    qtbot: QtBot, from_right: None
) -> None:
    window = opened(qtbot, "shutdown")
    window.show()
    window.complete()
    panels = window.panels
    assert panels.tabs.isRightToLeft()
    assert not panels.canvas.isRightToLeft()
    left_of_tree = panels.tabs.mapTo(window, QPoint()).x()
    assert left_of_tree < panels.canvas.mapTo(window, QPoint()).x()
    close = panels.tabs.findChild(QAbstractButton, "panel.close")
    assert close is not None
    bar = panels.tabs.tabBar()
    tabs = [bar.tabRect(at).translated(bar.pos()) for at in range(bar.count())]
    assert not any(tab.intersects(close.geometry()) for tab in tabs)


def made(row: QWidget, size: QSize, direction: Qt.LayoutDirection) -> QImage:
    row.setLayoutDirection(direction)
    row.resize(size)
    return row.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


@pytest.mark.parametrize(
    "make",
    [lambda: StatementRow("good", "", ""), lambda: ExampleCard("", "")],
    ids=["statement", "card"],
)
def test_what_paints_itself_is_mirrored(qtbot: QtBot, make: Callable[[], QWidget]) -> None:
    row = make()
    qtbot.addWidget(row)
    size = QSize(301, 124)
    there = made(row, size, Qt.LayoutDirection.LeftToRight)
    back = made(row, size, Qt.LayoutDirection.RightToLeft)
    assert there != back
    turned = there.flipped(Qt.Orientation.Horizontal)
    differing = sum(
        turned.pixel(x, y) != back.pixel(x, y) for x in range(301) for y in range(0, 124, 3)
    )
    assert differing < 300  # the sign in its ring is as it is read


def test_decimals_stand_behind_a_comma_where_people_read_and_type_them(
    qapp: QApplication, english_after: None
) -> None:
    half, third = Fraction(-1, 2), Fraction(1, 3)
    assert (decimal(half), as_typed(Numeral("0.5"))) == ("−0.5", "0.5")
    assert Numeral.typed("0,5").text == "0,5"  # which is no number in English
    speak_language(qapp, "de")
    assert decimal(half) == "−0,5"
    assert decimal(third).endswith("0,333")
    assert Format(NumberForm.DECIMAL).value(None, half) == "−0,5"
    assert as_typed(Numeral("0.5 - p")) == "0,5 − p"
    assert as_typed(Numeral("max(0.5, p)")) == "max(0.5, p)"  # where a comma is something else
    for typed in ("0,5", "0.5"):
        assert Numeral.typed(typed).text == "0.5"
    assert Numeral.typed("0,1 – 0,8").text == "0.1 – 0.8"
    assert Numeral.typed("max(1,2)").value({}) == 2
    assert Format(NumberForm.DECIMAL).typed(half).text == "-0.5"
    assert cell(half) == "-1/2"  # what leaves as CSV


def test_a_document_that_is_written_has_points(qapp: QApplication, english_after: None) -> None:
    speak_language(qapp, "de")
    half = Parameter(id="p", value=Numeral.typed("0,5"))
    written = dumps(Document(parameters={"p": half}))
    assert '"0.5"' in written
    assert "0,5" not in written


@pytest.mark.parametrize("page", GUIDE)
def test_every_page_of_the_manual_is_there_in_german(page: str) -> None:
    def parts(text: str) -> list[str]:
        links = re.findall(r"\]\(([^)]*)\)", text)
        return links + re.findall(
            r"[-+]?\d+(?:/\d+)?", "".join(re.findall("```.*?```", text, re.S))
        )

    german = assets.manual_text(page, "de")
    assert german != assets.manual_text(page)
    assert parts(german) == parts(assets.manual_text(page))
    assert assets.manual_text(page, "fr") == assets.manual_text(page)


def test_the_manual_is_german(qapp: QApplication, english_after: None) -> None:
    english = [page.title for page in guide_pages()]
    speak_language(qapp, "de")
    german = [page.title for page in guide_pages()]
    assert german[:2] == ["Ihr erster Baum", "Präferenzen und ihre Lücken"]
    assert not set(german) & set(english)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_explains_itself_in_german(
    qapp: QApplication, english_after: None, rule: str
) -> None:
    """Its definition, its sources and our reading each stand where they stand in English."""
    english = rule_page(RULES[rule])
    speak_language(qapp, "de")
    german = rule_page(RULES[rule])
    for tag in ("<h2>", "<h3>", "<p>", "<li>", "<table"):
        assert german.count(tag) == english.count(tag), tag
    assert ("Unsere Lesart" in german) is ("Our reading" in english)
    assert not re.search(r"<a [^>]*>[^<]*<a ", german)  # no link within a link
    assert not [part for part in RULES[rule].explanation.split("\n\n") if part in unescape(german)]


def test_examples_and_topics_are_explained_in_german(
    qapp: QApplication, english_after: None
) -> None:
    english = {part for _, text in comparing() for part in text.split("\n\n")}
    speak_language(qapp, "de")
    assert not english & {part for _, text in comparing() for part in text.split("\n\n")}
    html = unescape(gallery_page().html)
    for example in assets.EXAMPLES:
        for part in loads(assets.example_text(example.name)).notes.split("\n\n"):
            assert part not in html
            assert tr(part) in html


def test_texts_for_papers_stay_english(
    window: MainWindow, english_after: None, qapp: QApplication, wait_solved: Callable[[], None]
) -> None:
    """They would be in two languages otherwise."""
    window.documents.open_example("shutdown")
    copied = []
    for language in (ENGLISH, "de"):
        speak_language(qapp, language)
        wait_solved()
        window.actions_table["edit.copy_markdown"].trigger()
        wait_solved()
        copied.append(QGuiApplication.clipboard().text())
    assert copied[0] == copied[1]
    assert "Dynamic Strong Maximality" in copied[0]
