"""The manual in the window: guide, rules, format and examples, with pictures that are made as they are shown."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtGui import QImage

import assets
from app.manual.book import book_pages
from app.skeleton.actions import ActionRow
from app.skeleton.document_window import DocumentWindow
from app.skeleton.part import WindowPart
from solver.translation import tr
from widgets.shell.help_book import HelpBook, HelpPage

WIDTH: Final = 520  # pixels of a picture
_ELSEWHERE: Final = re.compile(r'<p><img src="(?:window|gallery):[^>]*></p>')


class ManualPart(WindowPart):
    """The book of one window; opened when it is first asked for."""

    rows = (
        ActionRow("help.rules", "help", "About the &rules", ("F1",), "help",
            "What each rule says, its source, and our reading.", ""),
        ActionRow("help.manual", "help", "&Manual", (), "",
            "A first tree, preferences, the pages of answers, talks, the format, the examples.", ""),
    )  # fmt: skip

    def __init__(self, window: DocumentWindow) -> None:
        super().__init__(window)
        self._book: HelpBook | None = None
        self._verdict.explain_wanted.connect(self.open)

    def does(self) -> Mapping[str, Callable[[], object]]:
        return {
            "help.rules": partial(self.open, "rules"),
            "help.manual": partial(self.open, "contents"),
        }

    @property
    def book(self) -> HelpBook | None:
        """The window with the pages, once it was opened."""
        return self._book

    def open(self, page: str) -> None:
        """Show a page of the manual, by its id; a rule’s is the rule’s own."""
        if self._book is None:
            self._book = HelpBook(tr("Manual"), help_pages(), self._window, picture_of)
            self._book.wanted.connect(self._follow)
        self._book.open_at(page)

    def _follow(self, link: str) -> None:
        """A link that leads out of the book: to an example under a rule, or to the tour."""
        kind, _, what = link.partition(":")
        if kind == "example":
            name, _, rule = what.partition("/")
            self._window.documents.open_example(name)  # asks first where something would be lost
            self._verdict.set_rule(rule)
        elif link == "do:tour":
            self._window.actions_table["help.tour"].trigger()


def help_pages() -> list[HelpPage]:
    """The manual without what only a site shows: pictures of this very window, and of all examples at once."""
    return [
        HelpPage(page.id, page.title, _ELSEWHERE.sub("", page.html), page.indented)
        for page in book_pages()
    ]


def picture_of(address: str) -> QImage | None:
    """An example under a rule, for ``tree:NAME/RULE``; None for any other address."""
    from app.export.options import ExportOptions
    from app.export.pixels import image
    from app.export.subject import Subject
    from solver.formats.quandary import loads
    from solver.rules import solve

    kind, _, what = address.partition(":")
    name, _, rule = what.partition("/")
    if kind != "tree":
        return None
    document = loads(assets.example_text(name))
    options = ExportOptions(size=WIDTH, unit="px")
    return image(Subject(document, solve(document, rule)).picture(options), options)
