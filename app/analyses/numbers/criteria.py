"""All plans side by side, and the plane of two criteria: the page “Criteria”."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.analyses.asked_part import AskedPart
from app.analyses.chart_export import ChartExport
from app.process.background import Run
from app.skeleton.actions import ActionRow
from app.skeleton.document_window import DocumentWindow
from app.skeleton.page import PagePlace
from solver.analyses.criteria.league import League, league
from solver.analyses.criteria.plane import Plane, plane, sides_of
from solver.analysis_words.charts.criteria_charts import league_names
from solver.charts.question import ChartQuestion
from solver.document.model import Document
from solver.errors import NotSolvable
from solver.explain.case import Case
from solver.solution import Plan
from solver.translation import mark, tr
from solver.words.names import Names
from widgets.answers.numbers.criteria_page import CriteriaPage


@dataclass(frozen=True)
class _Asked:
    rule: str
    criteria: tuple[str, str] | None


@dataclass(frozen=True)
class _Found:
    league: League
    plane: Plane | None
    remark: str
    called: tuple[str, ...]


class CriteriaPart(AskedPart):
    """Keeps the page “Criteria” in line with the document and the rule, while it is in front."""

    title = mark("Criteria")
    place = PagePlace.FURTHER
    nothing = mark("Open or build a tree; all its plans are shown here side by side.")
    page: CriteriaPage
    rows = (
        ActionRow("solve.page_criteria", "answers", "&League of plans, criteria", ("Ctrl+Alt+G",),
            tip="All plans side by side; the plane of two criteria, extended dominance, ratios."),
    )  # fmt: skip

    def __init__(self, window: DocumentWindow) -> None:
        super().__init__(window, CriteriaPage())
        self._criteria: tuple[str, str] | None = None
        self.page.criteria_wanted.connect(self._set_criteria)
        self.page.plan_chosen.connect(self._show_plan)
        self._export = ChartExport(window, self)
        self._export.serve(
            self.page.chart, lambda: ChartQuestion.of("plane", at="/".join(self._criteria or ()))
        )
        self._export.serve_table(self.page.table, tr("League"))

    def does(self) -> Mapping[str, Callable[[], object]]:
        return {"solve.page_criteria": self.show}

    def wanted(self, document: Document) -> _Asked:
        if self._criteria is not None and not set(self._criteria) <= set(sides_of(document)):
            self._criteria = None
        return _Asked(self._verdict.rule, self._criteria)

    def study(self, case: Case, asked: _Asked, run: Run) -> _Found:
        return _study(case, asked, run)

    def show_found(self, found: _Found) -> None:
        names = self._session.names
        self.page.show_league(names, found.league, found.plane, found.remark, found.called)

    def _set_criteria(self, x: str, y: str) -> None:
        self._criteria = x, y
        self.follow()

    def _show_plan(self, plan: Plan) -> None:
        self._canvas.show_solution(self._verdict.solution, plan)


def _study(case: Case, asked: _Asked, run: Run) -> _Found:
    found = league(case, asked.rule, run.cancelled, run.tell)
    called = league_names(Names(case.document), found)
    if len(sides_of(case.document)) < 2:
        return _Found(found, None, "", called)
    prospects = [row.plan.prospect for row in found.rows]
    try:
        return _Found(found, plane(case.document, prospects, *(asked.criteria or ())), "", called)
    except NotSolvable as problem:
        return _Found(found, None, problem.findings[0].message, called)
