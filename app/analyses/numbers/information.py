"""What it is worth to know an event first, or to decide it: the page “Information”."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.analyses.asked_part import AskedPart
from app.analyses.chart_export import ChartExport
from app.process.background import Run
from app.skeleton.actions import ActionRow
from app.skeleton.document_window import DocumentWindow
from app.skeleton.page import PagePlace
from solver.analyses.information.event_chances import event_name
from solver.analyses.information.informed_tree import informed
from solver.analyses.information.other_events import known_event
from solver.analyses.information.prices import InformationValues, payable
from solver.analysis_words.charts.answered import priced
from solver.charts.question import ChartQuestion
from solver.document.events import Event
from solver.document.model import Document
from solver.errors import QuandaryError
from solver.explain.case import Case
from solver.translation import mark, tr
from solver.words.names import Names
from widgets.answers.numbers.information_page import InformationPage


@dataclass(frozen=True)
class _Asked:
    rule: str
    control: bool
    criterion: str | None
    names: Names = field(compare=False)


class InformationPart(AskedPart):
    """Keeps the page “Information” in line with the document and the rule, while it is in front."""

    title = mark("Information")
    place = PagePlace.FURTHER
    nothing = mark(
        "Open or build a tree with a chance node; what knowing it is worth appears here."
    )
    page: InformationPage
    rows = (
        ActionRow("solve.page_information", "answers", "&Information", ("Ctrl+Alt+7",),
            tip="What it is worth to know an event first, or to decide it."),
    )  # fmt: skip

    def __init__(self, window: DocumentWindow) -> None:
        super().__init__(window, InformationPage())
        self._control, self._criterion = False, None  # type: bool, str | None
        self.page.control_wanted.connect(self._set_control)
        self.page.criterion_wanted.connect(self._set_criterion)
        self.page.tree_wanted.connect(self._open_tree)
        ChartExport(window, self).serve(
            self.page.chart,
            lambda: ChartQuestion.of(
                "control" if self._control else "prices", at=self._criterion or ""
            ),
        )

    def does(self) -> Mapping[str, Callable[[], object]]:
        return {"solve.page_information": self.show}

    def wanted(self, document: Document) -> _Asked:
        if self._criterion is not None and document.criterion(self._criterion) is None:
            self._criterion = None
        return _Asked(self._verdict.rule, self._control, self._criterion, self._session.names)

    def study(self, case: Case, asked: _Asked, run: Run) -> tuple[InformationValues, list[str]]:
        return _study(case, asked, run)

    def show_found(self, found: tuple[InformationValues, list[str]]) -> None:
        values, criteria = found
        if not values.events:
            self.page.show_problem(
                tr("There is no chance node in this tree: nothing could be known first.")
            )
        else:
            self.page.show_values(self._session.names, values, criteria)

    def _set_control(self, control: bool) -> None:
        self._control = control
        self.follow()

    def _set_criterion(self, criterion: str) -> None:
        self._criterion = criterion
        self.follow()

    def _open_tree(self, event: Event) -> None:
        """The tree with the event first, as a new document in a window of its own."""
        document = Case.of(self._session.reading).document
        names = Names(document)
        try:
            made = informed(known_event(document, event, names), document, control=self._control)
        except QuandaryError as error:
            self.told.emit(error.message)
            return
        room = self._window.new_window()
        room.documents.restore(made, None, made.title or event_name(names, event))


def _study(case: Case, asked: _Asked, run: Run) -> tuple[InformationValues, list[str]]:
    found = priced(
        case,
        asked.rule,
        criterion=asked.criterion,
        control=asked.control,
        cancelled=run.cancelled,
        progress=run.tell,
    )
    for price in found.events:  # names keep what they found: telling thousands apart takes a while
        event_name(asked.names, price.event)
    return found, payable(case)
