"""Completions: which plan is best under which, and pinning one for expected utility."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal

from app.analyses.verdict import Answers
from app.documents.session import Session
from app.process.background import Background, Run
from app.skeleton.panels import Panels
from solver.analyses.completion_map import CompletionMap, Point, completion_map
from solver.analyses.policies import Rationalisation, rationalise
from solver.document.elements import Completion
from solver.document.model import Document
from solver.edits import SetCompletion
from solver.errors import CertificateError, NotSolvable, QuandaryError
from solver.rules import RULES
from solver.rules.eu import EU
from solver.solution import Plan

#: So many plans get their completion; each may need several linear programs.
LISTED: Final = 40
PAUSE: Final = 120  # milliseconds without a change before the work begins


@dataclass(frozen=True)
class Study:
    """What there is to say: the map, the document's own place on it, and the rule's plans."""

    rule: str
    found: CompletionMap
    pin: Point | None
    rationales: Rationalisation | None
    problem: str


class UtilitiesPart(QObject):
    """Keeps the page “Utilities” in line with the document and the rule, while it is in front."""

    intended = Signal(object)  # an Edit
    told = Signal(str)

    def __init__(self, session: Session, panels: Panels, answers: Answers, window: QObject) -> None:
        super().__init__(window)
        self._session, self._panels, self._answers = session, panels, answers
        self._page = page = panels.utilities_page
        self._asking = Background(window)
        self._asking.answered.connect(self._show_study)
        self._asking.failed.connect(self._show_failure)
        self.found: CompletionMap | None = None  # what is shown
        self.pin: Point | None = None  # where the document's own completion is on it
        self._asked: tuple[Document, str] | None = None
        session.changed.connect(self.follow)
        panels.solver_panel.rule_changed.connect(lambda _: self.follow())
        panels.answers.currentChanged.connect(lambda _: self.follow())
        page.pinned.connect(self._pin)
        page.completion_wanted.connect(self._state)
        page.unpinned.connect(lambda: self.intended.emit(SetCompletion(None)))
        page.plan_selected.connect(self._show_plan)
        page.show_problem("Open or build a tree; its completions appear here.")

    def table(self) -> Mapping[str, Callable[[], object]]:
        """What each action does, by the name of the action."""
        return {"solve.page_utilities": self.show}

    def show(self) -> None:
        """Bring the page to the front."""
        self._panels.show_answer(self._page)

    def follow(self) -> None:
        """The document or the rule is another one, or the page has come to the front."""
        if self._panels.answers.currentWidget() is not self._page:
            return  # nobody looks: nothing is worked out
        document, rule = self._session.document, self._panels.solver_panel.current_rule()
        if (document, rule) == self._asked:
            return
        if not self._session.is_open or not document.nodes:
            self._asking.cancel()
            self._asked = self.found = None
            self._page.show_problem("Open or build a tree; its completions appear here.")
            return
        self._asked = (document, rule)
        self._asking.ask(document, lambda run: _study(document, rule, run), PAUSE)

    def _show_study(self, document: Document, study: Study) -> None:
        if document is not self._session.document:
            return
        self.found, self.pin = study.found, study.pin
        self._page.show_map(document.expanded, study.found, study.pin)
        name = RULES[study.rule].name
        self._page.show_rationales(document.expanded, name, study.rationales, study.problem)

    def _show_failure(self, document: Document, problem: QuandaryError) -> None:
        if document is self._session.document:
            self.found = None
            self._page.show_problem(problem.message)

    def _pin(self, at: Point) -> None:
        if self.found is None:
            return
        try:
            completion = self.found.completion(at)
        except CertificateError:
            self.told.emit("These weights go against the preferences.")
            return
        self._state(completion)

    def _state(self, completion: Completion) -> None:
        """State a completion, and see what expected utility permits."""
        self.intended.emit(SetCompletion(completion))
        self._panels.solver_panel.set_rule(EU.id)
        self.told.emit(f"Stated the completion; the rule is now {EU.name} under it.")

    def _show_plan(self, plan: Plan | None) -> None:
        self._panels.canvas.show_solution(self._answers.solution, plan)


def _study(document: Document, rule: str, run: Run) -> Study:
    found = completion_map(document, run.cancelled)
    pin = found.place_of(document)
    try:
        rationales = rationalise(document, rule, LISTED, run.cancelled)
    except NotSolvable as error:  # expected utility without a completion, say
        return Study(rule, found, pin, None, error.message)
    return Study(rule, found, pin, rationales, "")
