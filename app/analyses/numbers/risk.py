"""How the net values of the permitted plans are distributed, and what curves make of them: “Risk”."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.analyses.asked_part import AskedPart
from app.analyses.chart_export import ChartExport
from app.process.background import Run
from app.skeleton.actions import ActionRow
from app.skeleton.document_window import DocumentWindow
from app.skeleton.page import PagePlace
from solver.analyses.risk.distribution import ranked
from solver.analyses.risk.family import family
from solver.analysis_words.charts.answered import place_word
from solver.analysis_words.charts.risk_charts import MOST_SHOWN, profiles_of, shown_plans
from solver.analysis_words.risk_words import family_sentences, order_sentences
from solver.charts.question import ChartQuestion
from solver.document.model import Document
from solver.errors import NotSolvable, QuandaryError
from solver.explain.case import Case
from solver.rules import solve
from solver.solution import Plan
from solver.translation import mark, tr
from solver.words.names import Names
from solver.words.plan_names import plan_names
from widgets.answers.numbers.risk_page import RiskPage, RiskShown


@dataclass(frozen=True)
class _Asked:
    document: Document  # as it stands, with its copies not written out
    rule: str
    place: int
    low: Fraction | None
    high: Fraction | None


@dataclass(frozen=True)
class _Found:
    shown: RiskShown | None
    family: tuple[str, ...]


class RiskPart(AskedPart):
    """Keeps the page “Risk” in line with the document and the rule, while it is in front."""

    title = mark("Risk")
    place = PagePlace.FURTHER
    nothing = mark(
        "Open or build a tree; how the net values of its plans are distributed appears here."
    )
    page: RiskPage
    rows = (
        ActionRow("solve.page_risk", "answers", "&Risk", ("Ctrl+Alt+8",),
            tip="How the net values of plans are distributed, certainty equivalents, stochastic dominance."),
    )  # fmt: skip

    def __init__(self, window: DocumentWindow) -> None:
        super().__init__(window, RiskPage())
        self._place = 0
        self._range: tuple[Fraction | None, Fraction | None] = (None, None)
        self.page.intended.connect(self.intended)
        self.page.place_wanted.connect(self._set_place)
        self.page.family_wanted.connect(self._set_range)
        self._export = ChartExport(window, self)
        self._export.serve(self.page.cumulative, lambda: self._question("cumulative"))
        self._export.serve(self.page.bars, lambda: self._question("distribution"))
        self._export.serve_table(self.page.table, tr("Risk"))

    def _question(self, kind: str) -> ChartQuestion:
        shown = self.page.shown
        place = "" if shown is None else place_word(*shown.places[shown.place])
        return ChartQuestion.of(kind, at=place)

    def does(self) -> Mapping[str, Callable[[], object]]:
        return {"solve.page_risk": self.show}

    def wanted(self, document: Document) -> _Asked:
        return _Asked(document, self._verdict.rule, self._place, *self._range)

    def study(self, case: Case, asked: _Asked, run: Run) -> _Found:
        return _study(case, asked, run)

    def show_found(self, found: _Found) -> None:
        if found.shown is None:
            self.page.show_problem(tr("Nothing that the permitted plans lead to has a value."))
            return
        self.page.show_risk(self._session.names, found.shown)
        self.page.show_family(found.family)

    def _set_place(self, place: int) -> None:
        self._place = place
        self.follow()

    def _set_range(self, low: object, high: object) -> None:
        self._range = (
            low if isinstance(low, Fraction) else None,
            high if isinstance(high, Fraction) else None,
        )
        self.follow()


def _study(case: Case, asked: _Asked, run: Run) -> _Found:
    solution = solve(case, asked.rule, limit=MOST_SHOWN)
    plans = [entry.plan for entry in solution.plans]
    document, names = case.document, Names(case.document)
    places = ranked(document, [plan.prospect for plan in plans])
    if not places:
        return _Found(None, ())
    place = asked.place if asked.place < len(places) else 0
    scale, criterion = places[place]
    called = plan_names(names, [plan.choices for plan in plans]).names
    profiles = profiles_of(case, plans, scale, criterion)
    remarks = [*order_sentences(names, called, plans, document)]
    total = solution.plans_total
    shown_of = len(shown_plans(document, plans))
    if total is None or total > shown_of:
        told = tr("many") if total is None else str(total)
        remarks.insert(
            0,
            tr("The first {plans} of {told} permitted plans are shown.").format(
                plans=shown_of, told=told
            ),
        )
    shown = RiskShown(asked.document, tuple(places), place, profiles, tuple(remarks))
    return _Found(shown, tuple(_family(asked, case, names, called, plans, run)))


def _family(
    asked: _Asked, case: Case, names: Names, called: tuple[str, ...], plans: list[Plan], run: Run
) -> list[str]:
    """What holds for the risk tolerances that are asked about, of the plans that are shown."""
    if asked.low is None or asked.high is None:
        return []
    try:
        found = family(case, [p.prospect for p in plans], asked.low, asked.high, run.cancelled)
    except NotSolvable as problem:
        return [problem.findings[0].message]
    except QuandaryError as problem:
        return [problem.message]
    return family_sentences(names, called, found)
