"""Text for a paper: on the clipboard, as LaTeX or Markdown."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtGui import QGuiApplication

from app.process.background import Background, Run
from app.skeleton.actions import ActionRow
from app.skeleton.document_window import DocumentWindow
from app.skeleton.part import WindowPart
from solver.document.model import Document
from solver.errors import QuandaryError
from solver.explain.case import Case
from solver.formats.exporting.captions import alt_text, caption
from solver.formats.exporting.markup import LATEX, MARKDOWN, Markup
from solver.formats.exporting.paper import PLANS, paper
from solver.rules import RULES, solve
from solver.rules.rule import Rule
from solver.solution import Solution
from solver.translation import english, mark, tr

#: Writes what is to be copied.
Write = Callable[[Case, Rule, Solution], str]
_TEXT: Final = mark("the tree, its preferences, the rule and its verdict as text")


def _text(markup: Markup, case: Case, rule: Rule, solution: Solution) -> str:
    return paper(case, markup, rule, solution)


def _caption(case: Case, rule: Rule, solution: Solution) -> str:
    return caption(case, LATEX, rule, solution)


def _alt(case: Case, rule: Rule, solution: Solution) -> str:
    return alt_text(case, rule, solution)


class Paper(WindowPart):
    """Writes up the tree, its preferences, the rule and its verdict."""

    rows = (
        ActionRow("edit.copy_latex", "paper", "Copy text as LaTe&X", ("Ctrl+Alt+L",),
            tip="The tree, its preferences, the rule and its verdict in words, for a paper."),
        ActionRow("edit.copy_markdown", "paper", "Copy text as &Markdown", ("Ctrl+Alt+K",),
            tip="The same for notes and web pages."),
        ActionRow("edit.copy_caption", "paper", "Copy captio&n",
            tip="Three lines for below the picture, in LaTeX: the tree, its signs, the verdict."),
        ActionRow("edit.copy_alt", "paper", "Copy &alt text",
            tip="The tree and its verdict in plain words, for those who cannot see the picture."),
    )  # fmt: skip

    def __init__(self, window: DocumentWindow) -> None:
        super().__init__(window)
        self._said = ""
        self._asking = Background(window)
        self._asking.answered.connect(self._copied)
        self._asking.failed.connect(self._failed)

    def does(self) -> Mapping[str, Callable[[], object]]:
        return {
            "edit.copy_latex": lambda: self._copy(partial(_text, LATEX), tr(_TEXT)),
            "edit.copy_markdown": lambda: self._copy(partial(_text, MARKDOWN), tr(_TEXT)),
            "edit.copy_caption": lambda: self._copy(_caption, tr("a caption in three lines")),
            "edit.copy_alt": lambda: self._copy(
                _alt, tr("the tree and its verdict in plain words")
            ),
        }

    def _copy(self, write: Write, said: str) -> None:
        document, rule = self._session.reading, self._verdict.rule
        cases = self._session.case

        def work(run: Run) -> str:
            case = cases.of(document, run)
            with english():
                return write(case, RULES[rule], solve(case, rule, limit=PLANS))

        self._said = said

        self._asking.ask(document, work)

    def _copied(self, document: Document, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.told.emit(tr("Copied {said}.").format(said=self._said))

    def _failed(self, document: Document, problem: QuandaryError) -> None:
        self.told.emit(tr("There is no text to copy. {message}").format(message=problem.message))
