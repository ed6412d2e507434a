"""All plans side by side, and the plane of two criteria: the page “Criteria”."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from app.analyses.chart_export import ChartExport
from app.process.background import Background, Run
from app.skeleton.actions import ActionRow
from app.skeleton.document_window import DocumentWindow
from app.skeleton.page import PagePlace
from app.skeleton.part import AnswerPart
from solver.analyses.criteria.league import League, league
from solver.analyses.criteria.plane import Plane, plane
from solver.analysis_words.charts.criteria_charts import league_names
from solver.document.model import Document
from solver.errors import NotSolvable, QuandaryError
from solver.explain.case import Case
from solver.solution import Plan
from solver.words.names import Names
from widgets.answers.numbers.criteria_page import CriteriaPage

PAUSE: Final = 120  # milliseconds without a change before the work begins
NOTHING: Final = "Open or build a tree; all its plans stand here side by side."


@dataclass(frozen=True)
class _Asked:
    document: Document
    rule: str
    criteria: tuple[str, str] | None


@dataclass(frozen=True)
class _Found:
    league: League
    plane: Plane | None
    remark: str
    called: tuple[str, ...]


class CriteriaPart(AnswerPart):
    """Keeps the page “Criteria” in line with the document and the rule, while it is in front."""

    title = "Criteria"
    place = PagePlace.FURTHER
    page: CriteriaPage
    rows = (
        ActionRow("solve.page_criteria", "answers", "&League of plans, criteria", ("Ctrl+Alt+G",),
            tip="All plans side by side; the plane of two criteria, extended dominance, ratios."),
    )  # fmt: skip

    def __init__(self, window: DocumentWindow) -> None:
        super().__init__(window)
        self.page = CriteriaPage()
        self._asking = Background(window)
        self._asking.answered.connect(self._show)
        self._asking.failed.connect(self._show_failure)
        self._asking.busy.connect(self.page.show_busy)
        self._asked: _Asked | None = None
        self._criteria: tuple[str, str] | None = None
        self.page.criteria_wanted.connect(self._set_criteria)
        self.page.plan_chosen.connect(self._show_plan)
        self.page.cancel_requested.connect(self._cancel)
        self._export = ChartExport(window, self)
        self._export.serve(self.page.chart)
        self.page.table.csv_wanted.connect(lambda table: self._export.save_table(table, "League"))
        self.page.show_problem(NOTHING)

    def does(self) -> Mapping[str, Callable[[], object]]:
        return {"solve.page_criteria": self.show}

    def follow_document(self) -> None:
        self._follow()

    def follow_rule(self) -> None:
        self._follow()

    def follow_page(self) -> None:
        self._follow()

    def _follow(self) -> None:
        if not self.is_in_front:
            return
        document = self._session.reading
        if self._criteria is not None and not set(self._criteria) <= set(document.criterion_ids):
            self._criteria = None
        asked = _Asked(document, self._verdict.rule, self._criteria)
        if asked == self._asked:
            return
        if not self._session.is_open or not document.nodes:
            self._asking.cancel()
            self._asked = None
            self.page.show_problem(NOTHING)
            return
        self._asked = asked
        self._asking.ask(asked, lambda run: _study(asked, run), PAUSE)

    def _cancel(self) -> None:
        self._asking.cancel()
        self.page.show_problem("Cancelled. It is asked again when the tree changes.")

    def _show(self, asked: _Asked, found: _Found) -> None:
        if asked == self._asked:
            names = self._session.names
            self.page.show_league(names, found.league, found.plane, found.remark, found.called)

    def _show_failure(self, asked: _Asked, problem: QuandaryError) -> None:
        if asked == self._asked:
            self.page.show_problem(problem.message)

    def _set_criteria(self, x: str, y: str) -> None:
        self._criteria = x, y
        self._follow()

    def _show_plan(self, plan: Plan) -> None:
        self._canvas.show_solution(self._verdict.solution, plan)


def _study(asked: _Asked, run: Run) -> _Found:
    case = Case.of(asked.document, run.cancelled)
    found = league(case, asked.rule, run.cancelled, run.tell)
    called = league_names(Names(case.document), found)
    if len(case.document.criterion_ids) < 2:
        return _Found(found, None, "", called)
    prospects = [row.plan.prospect for row in found.rows]
    try:
        return _Found(found, plane(case.document, prospects, *(asked.criteria or ())), "", called)
    except NotSolvable as problem:
        return _Found(found, None, problem.findings[0].message, called)
