"""Completions: which plan is best under which, and pinning one for expected utility."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from app.process.background import Background, Run
from app.skeleton.actions import ActionRow
from app.skeleton.document_window import DocumentWindow
from app.skeleton.part import FollowingPart
from solver.analyses.completion_map import CompletionMap, completion_map
from solver.analyses.expectations import Expectations, expectations
from solver.analyses.free_weights import Point
from solver.analyses.rationales import Rationale, Rationalisation, rationalise
from solver.analyses.trammelling import Trammelling, trammelling
from solver.analyses.walk_through import MOST_WAYS
from solver.analysis_words.rolled_back_words import rolled_back_lines
from solver.analysis_words.trammelling_words import completions_texts
from solver.document.elements import Completion, UtilityCurve
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import AddCompletion, SetCompletion, SetScale, free_id
from solver.errors import CertificateError, NotSolvable, QuandaryError
from solver.explain.case import Case
from solver.preferences.stated_completion import fitting_completion
from solver.rules import RULES, solve
from solver.rules.eu import EU
from solver.solution import Plan
from solver.translation import mark, tr
from widgets.answers.utilities_page import UtilitiesPage

#: So many plans get their completion; each may need several linear programs.
LISTED: Final = 40
PAUSE: Final = 120  # milliseconds without a change before the work begins


@dataclass(frozen=True)
class UtilitiesFound:
    """What there is to say: the map, the document's own place on it, and the rule's plans."""

    rule: str
    found: CompletionMap
    pin: Point | None
    rationales: Rationalisation | None
    problem: str
    ways: Trammelling | None = None  # which completions remain along the ways to choices
    rolled: Expectations | None = None  # what is expected at nodes, where preferences are complete
    fitting: Completion | None = None  # one that serves, where the rule lacks it


class UtilitiesPart(FollowingPart):
    """Keeps the page “Utilities” in line with the document and the rule, while it is in front."""

    title = mark("Utilities")
    page: UtilitiesPage
    rows = (
        ActionRow("solve.page_utilities", "answers", "&Utilities", ("Ctrl+Alt+5",),
            tip="Which plan is best under which utility function, and which is under none."),
    )  # fmt: skip

    def __init__(self, window: DocumentWindow) -> None:
        super().__init__(window)
        self.page = page = UtilitiesPage()
        self._asking = Background(window)
        self._asking.answered.connect(self._show_study)
        self._asking.failed.connect(self._show_failure)
        self.found: CompletionMap | None = None  # what is shown
        self.pin: Point | None = None  # where the document's own completion is on it
        self._asked: tuple[Document, str] | None = None
        page.pinned.connect(self._pin)
        page.completion_wanted.connect(self._state)
        page.curve_wanted.connect(self._state_curve)
        page.name_wanted.connect(self._name)
        page.unpinned.connect(lambda: self.intended.emit(SetCompletion(None)))
        page.plan_selected.connect(self._show_plan)
        page.show_problem(tr("Open or build a tree; its completions appear here."))

    def does(self) -> Mapping[str, Callable[[], object]]:
        return {"solve.page_utilities": self.show}

    def follow(self) -> None:
        if not self.is_in_front:
            return  # nobody looks: nothing is worked out
        document, rule = self._session.reading, self._verdict.rule
        if (document, rule) == self._asked:
            return
        if not self._session.is_open or not document.nodes:
            self._asking.cancel()
            self._asked = self.found = None
            self.page.show_problem(tr("Open or build a tree; its completions appear here."))
            return
        self._asked = (document, rule)
        case = self._session.case
        self._asking.ask(
            document, lambda run: _study(document, case.of(document, run), rule, run), PAUSE
        )

    def _show_study(self, document: Document, study: UtilitiesFound) -> None:
        if document is not self._session.reading:
            return
        self.found, self.pin = study.found, study.pin
        names = self._session.names
        self.page.show_map(names, study.found, study.pin)
        self.page.show_values(
            [] if study.rolled is None else rolled_back_lines(names, study.rolled)
        )
        name = RULES[study.rule].title
        self.page.show_rationales(names, name, study.rationales, study.problem, study.fitting)
        self.page.show_ways([] if study.ways is None else completions_texts(names, study.ways))

    def _show_failure(self, document: Document, problem: QuandaryError) -> None:
        if document is self._session.reading:
            self.found = None
            self.page.show_problem(problem.message)

    def _pin(self, at: Point) -> None:
        if self.found is None:
            return
        try:
            completion = self.found.completion(at)
        except CertificateError:
            self.told.emit(tr("These weights go against the preferences."))
            return
        self._state(completion)

    def _state(self, completion: Completion) -> None:
        """State a completion, and see what expected utility permits."""
        self.intended.emit(SetCompletion(completion))
        self._verdict.set_rule(EU.id)
        self.told.emit(
            tr("Stated the completion; the rule is now {name} under it.").format(name=EU.title)
        )

    def _state_curve(self, rationale: Rationale) -> None:
        """State a utility of net values as the curve of their scale, and see what it permits."""
        document = self._session.document
        scales = {document.outcomes[end.outcome].scale_name for end in rationale.ends}
        if len(scales) > 1:
            self.told.emit(tr("A curve says nothing about how several scales compare."))
            return
        points = sorted({end.values[0][1]: u for end, u in rationale.ends.items()}.items())
        curve = UtilityCurve(
            kind="points", points=tuple((Numeral.of(x), Numeral.of(u)) for x, u in points)
        )
        self.intended.emit(SetScale(scales.pop() or "", {"utility": curve}))
        self._verdict.set_rule(EU.id)
        self.told.emit(
            tr("Stated the utility curve; the rule is now {name} by it.").format(name=EU.title)
        )

    def _name(self, completion: Completion) -> None:
        """Keep a completion under a name."""
        name = free_id(self._session.document)
        self.intended.emit(AddCompletion(completion))
        self.told.emit(
            tr("Kept as completion {name}: choices can be settled by it.").format(name=name)
        )

    def _show_plan(self, plan: Plan | None) -> None:
        self._canvas.show_solution(self._verdict.solution, plan)


def _study(document: Document, case: Case, rule: str, run: Run) -> UtilitiesFound:
    found = completion_map(case, run.cancelled)
    pin = found.place_of(document)
    few = sum(1 for _ in case.tree.agents_choices()) <= MOST_WAYS
    ways = trammelling(case, run.cancelled) if few else None
    rolled = None
    try:
        if found.free == 0:
            rolled = expectations(case.document, solve(case, rule, limit=0))
        rationales = rationalise(case, rule, LISTED, run.cancelled)
    except NotSolvable as error:  # expected utility without a completion, say
        lacks = document.completion is None and rule == EU.id
        fitting = fitting_completion(document) if lacks else None
        return UtilitiesFound(rule, found, pin, None, error.message, ways, rolled, fitting)
    return UtilitiesFound(rule, found, pin, rationales, "", ways, rolled)
