"""Text for a paper: on the clipboard, as LaTeX or Markdown."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from app.documents.session import Session
from app.process.background import Background
from app.skeleton.panels import Panels
from solver.document.model import Document
from solver.errors import QuandaryError
from solver.formats.exporting.markup import LATEX, MARKDOWN, Markup
from solver.formats.exporting.paper import PLANS, paper
from solver.rules import RULES, solve


class Paper(QObject):
    """Writes up the tree, its preferences, the rule and its verdict."""

    told = Signal(str)

    def __init__(self, session: Session, panels: Panels, window: QObject) -> None:
        super().__init__(window)
        self._session, self._panels = session, panels
        self._asking = Background(window)
        self._asking.answered.connect(self._copied)
        self._asking.failed.connect(self._failed)

    def table(self) -> Mapping[str, Callable[[], object]]:
        """What each action does, by the name of the action."""
        return {
            "edit.copy_latex": lambda: self._copy(LATEX),
            "edit.copy_markdown": lambda: self._copy(MARKDOWN),
        }

    def _copy(self, markup: Markup) -> None:
        document, rule = self._session.document, self._panels.solver_panel.current_rule()
        self._asking.ask(
            document,
            lambda run: paper(
                document,
                markup,
                RULES[rule],
                solve(document, rule, limit=PLANS, cancelled=run.cancelled),
            ),
        )

    def _copied(self, document: Document, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.told.emit("Copied the tree, its preferences, the rule and its verdict as text.")

    def _failed(self, document: Document, problem: QuandaryError) -> None:
        self.told.emit(f"There is no text to copy. {problem.message}")
