"""Asking for a rule's answer and showing it: on the canvas, and in the solver panel."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from app.analyses.solving import Solver
from app.documents.session import Session
from solver.document.model import Document
from solver.errors import NotSolvable, QuandaryError
from solver.solution import Plan, Solution
from widgets.answers.verdict_page import SolverPanel
from widgets.canvas import Canvas


class Answers(QObject):
    """What a rule says of the session's document, and the plan of it that is looked at."""

    live_changed = Signal(bool)
    told = Signal(str)  # what was done, for the status bar
    shown = Signal()  # the answer or the plan that is looked at is another

    def __init__(
        self, session: Session, solver: Solver, canvas: Canvas, panel: SolverPanel
    ) -> None:
        super().__init__()
        self._session = session
        self._solver = solver
        self._canvas = canvas
        self._panel = panel
        self.solution: Solution | None = None
        self.plan: Plan | None = None
        solver.answered.connect(self._show_solution)
        solver.failed.connect(self._show_failure)
        solver.busy.connect(panel.show_busy)
        panel.rule_changed.connect(lambda _: self.solve())
        panel.solve_requested.connect(self.solve)
        panel.live_changed.connect(self._set_live)
        panel.cancel_requested.connect(self._cancel)
        panel.plan_selected.connect(self._show_plan)

    def table(self) -> Mapping[str, Callable[[], object]]:
        """What each action does, by the name of the action."""
        return {"solve.run": self.solve, "solve.clear": self.clear}

    def solve(self) -> None:
        """Ask for the rule's answer; it comes when it is there."""
        if self._session.is_open:
            self._solver.request(self._session.document, self._panel.current_rule())

    def follow(self) -> None:
        """The document is another one: what was said of the last does not hold any more."""
        self.solution = self.plan = None
        if self._session.is_open and self._panel.is_live:
            self.solve()
        else:
            self.clear()

    def clear(self) -> None:
        """Show the tree without a verdict."""
        self._solver.cancel()
        self.solution = self.plan = None
        self._canvas.show_solution(None)
        self._panel.show_problem("" if self._panel.is_live else "Not solved yet.")

    def _cancel(self) -> None:
        self.clear()
        self._panel.show_problem("Cancelled.")

    def _show_solution(self, document: Document, solution: Solution) -> None:
        if document is not self._session.document:
            return
        self._panel.show_solution(document.expanded, solution)
        self.shown.emit()
        self.solution, self.plan = solution, self._panel.selected_plan()
        self._canvas.show_solution(solution, self.plan)

    def _show_failure(self, document: Document, problem: QuandaryError) -> None:
        if document is not self._session.document:
            return
        self.clear()
        if not document.nodes:
            self._panel.show_problem("Build a tree; the verdict appears here.")
            return
        where = ""
        findings = problem.findings if isinstance(problem, NotSolvable) else ()
        if any(finding.code.startswith("completion") for finding in findings):
            where = " You find it at the end of “Outcomes and preferences”."
        self._panel.show_problem(problem.message + where)

    def _show_plan(self, plan: Plan | None) -> None:
        self.plan = plan
        self._canvas.show_solution(self.solution, plan)
        self.shown.emit()

    def _set_live(self, live: bool) -> None:
        self.live_changed.emit(live)
        if live:
            self.solve()
