"""How outcomes compare, in a place of their own, and why."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QTimer

from app.documents.document_check import Found
from app.process.background import Background, Run
from app.skeleton.actions import ActionRow
from app.skeleton.document_window import DocumentWindow
from app.skeleton.page import PagePlace, PartPage
from app.skeleton.part import WindowPart
from solver.document.model import Document
from solver.edits import AddRelation, SwitchRelation
from solver.explain.outcome_pair import reason
from solver.findings import Finding
from solver.preferences.named_relations import names
from solver.translation import tr
from solver.words.outcome_pair_words import sentences
from widgets.basics.fields import heading
from widgets.basics.theme import Theme
from widgets.preferences.completion_editor import CompletionEditor
from widgets.preferences.lottery_relation import LotteryRelation
from widgets.preferences.outcome_table import OutcomeTable
from widgets.preferences.preference_place import PreferencePlace
from widgets.preferences.preference_view import PreferenceView
from widgets.preferences.relation_switch import RelationSwitch
from widgets.preferences.stated_list import StatedList

Pair = tuple[str, str]
LATE: Final = 150  # ms without a change before what nobody sees is brought in line


class PreferencesPart(WindowPart):
    """Shows the newest relation in all views, and asks why the chosen pair compares as it does."""

    rows = (
        ActionRow("view.preferences", "places", "Prefe&rences", ("Ctrl+Shift+R",),
            tip="The outcomes, what is stated of them, and how they compare; Escape leads back to the tree."),
        ActionRow("relation.next", "relations", "Next &preference relation", ("F4",),
            tip="Go on to the document’s next preference relation."),
        ActionRow("relation.copy", "relations", "Add a relation: a &copy of this one",
            tip="Another relation to be changed, beside the one at hand."),
        ActionRow("relation.complete", "relations", "Add a relation: complete, on &one scale",
            tip="A completion of the preferences at hand, as a relation without gaps."),
    )  # fmt: skip

    def __init__(self, window: DocumentWindow) -> None:
        super().__init__(window)
        self._settings = window.settings
        self.relations = RelationSwitch()
        self.outcomes = OutcomeTable()
        self.view = view = PreferenceView()
        self.relation = LotteryRelation()
        self.completion = CompletionEditor()
        self.stated = StatedList()
        stated = (
            heading(tr("Outcomes")),
            self.outcomes,
            self.stated,
            self.relation,
            self.completion,
        )
        self.place = PreferencePlace(self.relations, stated, view)
        self._shown: tuple[Document, Found] | None = None
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(LATE)
        self._late.timeout.connect(self.follow_document)
        self._asking = Background(window)
        self._asking.answered.connect(self._answer)
        view.pair_chosen.connect(lambda _: self._ask())
        view.order_changed.connect(self._arrange)
        for source in (
            self.relations,
            self.outcomes,
            view,
            self.stated,
            self.relation,
            self.completion,
        ):
            source.intended.connect(self.intended)
        view.refused.connect(self.told)
        self.outcomes.refused.connect(self.told)
        self.outcomes.leaves_wanted.connect(self._show_leaves)
        view.set_order(self._settings.text("preferences_order", "listed"))
        window.surveyor.surveyed.connect(self._show)

    def pages(self) -> tuple[PartPage, ...]:
        return (PartPage(self.place, PagePlace.WHOLE, tr("Preferences")),)

    def does(self) -> Mapping[str, Callable[[], object]]:
        return {
            "view.preferences": self.show,
            "relation.next": self._switch,
            "relation.copy": lambda: self.intended.emit(AddRelation()),
            "relation.complete": lambda: self.intended.emit(AddRelation(complete=True)),
        }

    def _switch(self) -> None:
        """Go on to the next relation.  The document keeps which one is in use: a change like any other."""
        known = names(self._session.document)
        self.intended.emit(SwitchRelation(known[1] if len(known) > 1 else None))
        if len(known) > 1:
            self.told.emit(
                tr(
                    "Rules go by “{relation}” now. The document keeps which relation is in use."
                ).format(relation=known[1])
            )

    def follow_document(self) -> None:
        """While something is dragged and nobody sees the place, it follows when that rests."""
        if self._session.gesture and not self._window.is_in_front(self.place):
            self._late.start()
            return
        self._late.stop()
        document = self._session.document
        for each in (self.outcomes, self.stated, self.relation, self.relations, self.completion):
            each.show_document(document)

    def follow_page(self) -> None:
        if self._late.isActive():
            self.follow_document()

    def put_back(self) -> None:
        self.outcomes.show_document(self._session.document)

    def show_finding(self, finding: Finding) -> bool:
        if not finding.outcomes and not finding.criteria:
            return False
        self.show()
        self.outcomes.setFocus()
        return True

    def follow_theme(self, theme: Theme) -> None:
        self.view.set_theme(theme)

    def show(self) -> None:
        """Go to the preferences."""
        self._window.show_page(self.place)

    def enter_values(self) -> None:
        """Go to where the first outcome without a value gets one."""
        self.show()
        self.place.show_part("table")
        QTimer.singleShot(0, self.outcomes, self.outcomes.enter_values)  # once it is shown

    def _show_leaves(self, leaves: tuple[str, ...]) -> None:
        """Go to the outcome nodes that show some outcomes."""
        self._window.show_tree()
        self._canvas.reveal(leaves)
        self._canvas.setFocus()

    def _arrange(self, order: str) -> None:
        self._settings.set("preferences_order", order)
        self.view.set_order(order)

    def _show(self, document: Document, found: Found) -> None:
        last, self._shown = self._shown, (document, found)
        if last is not None and (
            last[1].matrix is found.matrix
            and last[0].outcomes is document.outcomes
            and last[0].view is document.view
        ):
            return  # the same outcomes compare the same way
        self.view.show_relation(document, found.matrix, found.diagram)
        self._ask()

    def _ask(self) -> None:
        """Find out why, unless nothing is chosen."""
        pair = self.view.pair
        if pair is None or self._shown is None:
            self._asking.cancel()
            self._say(())
            return
        document, names = self._shown[0], self._session.names

        def work(run: Run) -> tuple[str, ...]:
            return sentences(names, reason(document, *pair, cancelled=run.cancelled))

        self._asking.ask((document, pair), work)

    def _answer(self, subject: tuple[Document, Pair], said: tuple[str, ...]) -> None:
        document, pair = subject
        if self._shown is not None and document is self._shown[0] and pair == self.view.pair:
            self._say(said)

    def _say(self, said: tuple[str, ...]) -> None:
        self.view.show_why(said)
