"""A page for each rule: its definition, its source, our reading marked, and links that lead on."""

import re
from html import unescape

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest

import assets
from app.analyses.verdict import VerdictPart
from app.documents.questions import UnsavedAnswer
from app.manual.book import book_pages
from app.manual.rule_pages import rule_page
from app.window.main_window import MainWindow
from app.window.manual import ManualPart
from solver.edits import SetNode
from solver.rules import DEFAULT_RULE, RULES, rule_of
from tests.app.conftest import Answers
from widgets.basics.link import LinkLabel
from widgets.shell.help_book import HelpBook


def book_of(window: MainWindow) -> HelpBook:
    book = window.part(ManualPart).book
    assert book is not None
    return book


def test_every_rule_names_its_source() -> None:
    for rule in RULES.values():
        starts = [text.partition(":")[0] for text in rule.explanation.split("\n\n")]
        assert {"Source", "Sources"} & set(starts), rule.name


def test_every_link_leads_somewhere() -> None:
    pages = {page.id: page for page in book_pages()}
    examples = {example.name for example in assets.EXAMPLES}
    for page in pages.values():
        links = re.findall(r'href="([^"]*)"', page.html)
        assert links or page.id not in RULES
        for link in links:
            kind, _, what = link.partition(":")
            if kind == "page":
                assert what in pages
            elif kind == "example":
                name, _, rule = what.partition("/")
                assert name in examples
                assert rule == (DEFAULT_RULE if page.id == "gallery" else page.id)
            elif link.startswith("#"):
                assert f'<a name="{link[1:]}">' in page.html
            else:
                assert link == "do:tour"


@pytest.mark.parametrize("rule", list(RULES))
def test_a_page_has_all_of_the_explanation(rule: str) -> None:
    html = rule_page(rule_of(rule))
    text = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", html)))
    squeezed = re.sub(r"[^\w]", "", text).lower()
    for paragraph in rule_of(rule).explanation.split("\n\n"):
        said = re.sub(r"^Sources?:", "", paragraph)
        assert re.sub(r"[^\w]", "", said).lower() in squeezed
    assert ("Our reading" in html) is ("Our reading" in rule_of(rule).explanation)
    assert html.count("<table") == html.count("<b>Our reading")


def test_what_a_page_says_of_an_example_is_on_its_tree() -> None:
    examples = {example.name for example in assets.EXAMPLES}
    for rule in RULES.values():
        assert {name for name, _ in rule.examples} <= examples
        assert rule.examples


def test_f1_opens_the_contents_and_links_lead_on(window: MainWindow) -> None:
    window.actions_table["help.rules"].trigger()
    book = book_of(window)
    assert book.isVisible()
    assert not book.isModal()
    assert book.here == "rules"
    book.text.anchorClicked.emit(QUrl("page:dsm"))
    assert book.here == "dsm"
    assert "Petersen" in book.text.toPlainText()
    book.back()
    assert book.here == "rules"
    book.forward()
    assert book.here == "dsm"
    book.contents.setFocus()
    QTest.keyClick(book.contents, Qt.Key.Key_Up)
    assert book.here == "e-admissible"
    book.close()


def test_what_is_this_opens_the_rule(window: MainWindow) -> None:
    window.documents.open_example("shutdown")
    window.verdict.set_rule("caprice")
    buttons = window.part(VerdictPart).card.findChildren(LinkLabel)
    next(button for button in buttons if button.text() == "What is this?").click()
    assert book_of(window).here == "caprice"
    book_of(window).close()


def test_an_example_of_a_page_opens_under_its_rule(window: MainWindow, answers: Answers) -> None:
    window.part(ManualPart).open("naive")
    book_of(window).text.anchorClicked.emit(QUrl("example:single-souring/naive"))
    assert window.documents.name == "single-souring"
    assert window.verdict.rule == "naive"
    window.perform(SetNode("n1", {"label": "mine"}))
    answers.unsaved = UnsavedAnswer.CANCEL
    book_of(window).text.anchorClicked.emit(QUrl("example:pizza/naive"))
    assert window.documents.name == "single-souring"
    assert window.session.document.nodes["n1"].label == "mine"
    book_of(window).close()
