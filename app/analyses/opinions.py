"""What parameters are in each opinion, and which opinion is looked at: the page “Opinions”."""

from collections.abc import Callable, Mapping
from typing import Final

from app.skeleton.actions import ActionRow
from app.skeleton.document_window import DocumentWindow
from app.skeleton.page import PagePlace
from app.skeleton.part import AnswerPart
from solver.analysis_words.opinion_words import about_opinions, range_texts
from solver.rules import RULES
from solver.translation import mark, tr
from solver.words.plan_names import plan_names
from widgets.answers.opinions_page import OpinionsPage

SHOWN: Final = 50  # plans


class OpinionsPart(AnswerPart):
    """Keeps the page in line with the document, and goes from one opinion to the next."""

    title = mark("Opinions")
    place = PagePlace.FURTHER
    page: OpinionsPage
    rows = (
        ActionRow("solve.page_opinions", "answers", "&Opinions (imprecise probabilities)",
            ("Ctrl+Alt+9",), tip="What each parameter is in each opinion, and what they expect."),
        ActionRow("solve.next_opinion", "relations", "Look at the ne&xt opinion alone", ("F11",),
            tip="One opinion after the other, then all of them again."),
    )  # fmt: skip

    def __init__(self, window: DocumentWindow) -> None:
        super().__init__(window)
        self.page = OpinionsPage()
        self.page.intended.connect(self.intended)
        self.page.look_wanted.connect(self._look_at)

    def does(self) -> Mapping[str, Callable[[], object]]:
        return {"solve.page_opinions": self.show, "solve.next_opinion": self._next}

    def follow_document(self) -> None:
        self._follow()

    def follow_page(self) -> None:
        self._follow()

    def follow_verdict(self) -> None:
        self._follow()

    def put_back(self) -> None:
        self._follow()

    def _follow(self) -> None:
        if not self.is_in_front:
            return
        session = self._session
        about = about_opinions(session.document, session.opinion, RULES[self._verdict.rule])
        self.page.show_document(session.document, session.opinion, about)
        solution, names = self._verdict.solution, session.names
        plans = [] if solution is None else [e.plan for e in solution.plans[:SHOWN]]
        if plans and session.document.opinions:
            named = plan_names(names, [plan.choices for plan in plans]).names
            document = session.document
            told = ["; ".join(range_texts(names, document, plan.prospect)) for plan in plans]
            self.page.show_plans(names, list(zip(named, told, strict=True)))
        else:
            self.page.show_plans(names, [])

    def _look_at(self, opinion: str | None) -> None:
        session = self._session
        session.look_at(opinion)
        if session.opinion is None:
            self.told.emit(tr("All opinions count."))
        else:
            name = session.names.opinion(session.opinion)
            self.told.emit(tr("Only “{name}” is looked at (F11 for the next).").format(name=name))

    def _next(self) -> None:
        opinions = list(self._session.document.opinions)
        if not opinions:
            self.told.emit(tr("There is one opinion: every chance is one number."))
            return
        now = self._session.opinion
        place = opinions.index(now) + 1 if now in opinions else 0
        self._look_at(opinions[place] if place < len(opinions) else None)
