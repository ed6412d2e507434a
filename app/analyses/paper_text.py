"""Text for a paper: on the clipboard, as LaTeX or Markdown."""

from collections.abc import Callable, Mapping

from PySide6.QtGui import QGuiApplication

from app.process.background import Background, Run
from app.skeleton.actions import ActionRow
from app.skeleton.document_window import DocumentWindow
from app.skeleton.part import WindowPart
from solver.document.model import Document
from solver.errors import QuandaryError
from solver.formats.exporting.markup import LATEX, MARKDOWN, Markup
from solver.formats.exporting.paper import PLANS, paper
from solver.rules import RULES, solve


class Paper(WindowPart):
    """Writes up the tree, its preferences, the rule and its verdict."""

    rows = (
        ActionRow("edit.copy_latex", "paper", "Copy text as LaTe&X", ("Ctrl+Alt+L",),
            tip="The tree, its preferences, the rule and its verdict in words, for a paper."),
        ActionRow("edit.copy_markdown", "paper", "Copy text as &Markdown", ("Ctrl+Alt+K",),
            tip="The same for notes and web pages."),
    )  # fmt: skip

    def __init__(self, window: DocumentWindow) -> None:
        super().__init__(window)
        self._asking = Background(window)
        self._asking.answered.connect(self._copied)
        self._asking.failed.connect(self._failed)

    def does(self) -> Mapping[str, Callable[[], object]]:
        return {
            "edit.copy_latex": lambda: self._copy(LATEX),
            "edit.copy_markdown": lambda: self._copy(MARKDOWN),
        }

    def _copy(self, markup: Markup) -> None:
        document, rule = self._session.reading, self._verdict.rule
        cases = self._session.case

        def work(run: Run) -> str:
            case = cases.of(document, run)
            return paper(case, markup, RULES[rule], solve(case, rule, limit=PLANS))

        self._asking.ask(document, work)

    def _copied(self, document: Document, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.told.emit("Copied the tree, its preferences, the rule and its verdict as text.")

    def _failed(self, document: Document, problem: QuandaryError) -> None:
        self.told.emit(f"There is no text to copy. {problem.message}")
