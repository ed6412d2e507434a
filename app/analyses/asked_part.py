"""A part whose page is worked out off the GUI thread while it is in front."""

from abc import abstractmethod
from collections.abc import Hashable
from typing import Any, ClassVar, Final

from app.process.background import Background, Run
from app.skeleton.document_window import DocumentWindow
from app.skeleton.part import FollowingPart
from solver.document.model import Document
from solver.errors import QuandaryError
from solver.explain.case import Case
from solver.translation import tr
from widgets.answers.numbers.asked_page import AskedPage

PAUSE: Final = 120  # milliseconds without a change before the work begins


class AskedPart(FollowingPart):
    """Keeps its page in line with the document and with whatever else it depends on.

    ``nothing`` stands there where there is no tree.  What is asked is a value: where it is the same
    as before nothing is worked out, and an answer to another question is not shown.
    """

    nothing: ClassVar[str]
    page: AskedPage

    def __init__(self, window: DocumentWindow, page: AskedPage) -> None:
        super().__init__(window)
        self.page = page
        self._asking = Background(window)
        self._asking.answered.connect(self._answer)
        self._asking.failed.connect(self._fail)
        self._asking.busy.connect(page.show_busy)
        self._asked: Hashable = None
        page.cancel_requested.connect(self._cancel)
        page.again_requested.connect(self._go_on)
        page.show_problem(tr(self.nothing))

    # ------------------------------------------------------------------ what each says

    @abstractmethod
    def wanted(self, document: Document) -> Hashable:
        """What is to be found out about this document, as things are now."""

    @abstractmethod
    def study(self, case: Case, asked: Any, run: Run) -> Any:
        """Find it out, on a thread of its own."""

    @abstractmethod
    def show_found(self, found: Any) -> None:
        """Show what was found."""

    # ------------------------------------------------------------------------ following

    def follow(self) -> None:
        """Ask, if somebody looks and something else is to be found out than before."""
        if not self.is_in_front:
            return
        document, case = self._session.reading, self._session.case
        if not self._session.is_open or not document.nodes:
            self._asking.cancel()
            self._asked = None
            self.page.show_problem(tr(self.nothing))
            return
        wanted = self.wanted(document)
        if (document, wanted) == self._asked:
            return
        self._asked = asked = (document, wanted)
        if not self.page.has_answer:
            self.page.show_problem("")  # what was said there is no longer so
        self._asking.ask(asked, lambda run: self.study(case.of(document, run), wanted, run), PAUSE)

    def _cancel(self) -> None:
        self._asking.cancel()
        self.page.show_stopped()

    def _go_on(self) -> None:
        """Ask once more what was stopped."""
        self._asked = None
        self.follow()

    def _answer(self, asked: object, found: object) -> None:
        if asked == self._asked:
            self.show_found(found)

    def _fail(self, asked: object, problem: QuandaryError) -> None:
        if asked == self._asked:
            self.page.show_problem(problem.message)
