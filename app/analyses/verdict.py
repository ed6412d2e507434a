"""Asking for a rule's answer and showing it: on the canvas, and in the solver panel."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from app.analyses.solving import Solver
from app.skeleton.actions import ActionRow
from app.skeleton.document_window import DocumentWindow
from app.skeleton.part import WindowPart
from solver.document.model import Document
from solver.errors import NotSolvable, QuandaryError
from solver.rules import RULES
from solver.solution import Plan, Solution


class VerdictPart(WindowPart):
    """Asks what the rule says of the session's document, and shows it."""

    rows = (
        ActionRow("solve.run", "rule", "&Solve", ("F5", "Ctrl+Return"), "solve", "Apply the rule.",
            in_tool_bar=True),
        ActionRow("solve.live", "rule", "&Live", checkable=True, tip="Solve again after every change."),
        ActionRow("solve.clear", "rule", "&Clear the marks", ("Ctrl+Shift+F5",),
            tip="Show the tree without a verdict."),
        ActionRow("solve.page_verdict", "verdict", "&Verdict", ("Ctrl+Alt+1",),
            tip="The rule, its verdict, and the permitted plans."),
    )  # fmt: skip

    def __init__(self, window: DocumentWindow) -> None:
        super().__init__(window)
        self._panel = panel = window.solver_panel
        panel.show_rules(list(RULES.values()), self._verdict.rule)
        self._solver = solver = Solver(self)
        solver.answered.connect(self._show_solution)
        solver.failed.connect(self._show_failure)
        solver.busy.connect(panel.show_busy)
        panel.rule_changed.connect(self._verdict.set_rule)
        panel.solve_requested.connect(self.solve)
        panel.live_changed.connect(self._set_live)
        panel.cancel_requested.connect(self._cancel)
        panel.plan_selected.connect(self._show_plan)
        self._live = window.actions_table["solve.live"]
        self._live.setChecked(True)
        self._list_rules()

    def _list_rules(self) -> None:
        """Each rule in the menu, with a key of its own."""
        menu = self._window.actions_table.menus["&Solve"]
        menu.addSeparator()
        for number, rule in enumerate(RULES.values(), start=1):
            action = menu.addAction(rule.name)
            action.setObjectName(f"solve.rule.{rule.id}")
            action.setShortcut(f"Alt+{number}")
            action.setStatusTip(rule.summary)
            action.triggered.connect(partial(self._choose, rule.id))

    def _choose(self, rule: str, _checked: bool = False) -> None:
        self._verdict.set_rule(rule)

    def does(self) -> Mapping[str, Callable[[], object]]:
        return {
            "solve.run": self.solve,
            "solve.live": lambda: self._panel.set_live(self._live.isChecked()),
            "solve.clear": self.clear,
            "solve.page_verdict": lambda: self._window.show_page(self._panel),
        }

    def named_widgets(self) -> Mapping[str, QWidget]:
        panel = self._panel
        return {"verdict": panel, "plans": panel.plans, "canvas": self._canvas}

    def solve(self) -> None:
        """Ask for the rule's answer; it comes when it is there."""
        if self._session.is_open:
            self._solver.request(self._session.document, self._verdict.rule)

    def follow_rule(self) -> None:
        self._panel.set_rule(self._verdict.rule)
        self.solve()

    def follow_document(self) -> None:
        self._verdict.forget()  # what was said of the last
        if self._session.is_open and self._panel.is_live:
            self.solve()
        else:
            self.clear()

    def clear(self) -> None:
        """Show the tree without a verdict."""
        self._solver.cancel()
        self._verdict.forget()
        self._canvas.show_solution(None)
        self._panel.show_problem("" if self._panel.is_live else "Not solved yet.")

    def _cancel(self) -> None:
        self.clear()
        self._panel.show_problem("Cancelled.")

    def _show_solution(self, document: Document, solution: Solution) -> None:
        if document is not self._session.document:
            return
        self._panel.show_solution(self._session.names, solution)
        self._show(solution, self._panel.selected_plan())

    def _show(self, solution: Solution | None, plan: Plan | None) -> None:
        self._verdict.solution, self._verdict.plan = solution, plan
        self._canvas.show_solution(solution, plan)
        self._verdict.changed.emit()

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
        self._show(self._verdict.solution, plan)
        self._verdict.plan_selected.emit(plan)

    def _set_live(self, live: bool) -> None:
        self._live.setChecked(live)
        if live:
            self.solve()
