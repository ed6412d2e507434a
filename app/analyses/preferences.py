"""How outcomes compare, in the panel and in a window of its own, and why."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

from app.documents.survey import Found
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
from solver.words.outcome_pair_words import sentences
from widgets.basics.fields import heading
from widgets.basics.theme import Theme
from widgets.preferences.completion_editor import CompletionEditor
from widgets.preferences.lottery_relation import LotteryRelation
from widgets.preferences.outcome_table import OutcomeTable
from widgets.preferences.preference_view import PreferenceView
from widgets.preferences.relation_switch import RelationSwitch

Pair = tuple[str, str]


class PreferencesPart(WindowPart):
    """Shows the newest relation in all views, and asks why the chosen pair compares as it does."""

    rows = (
        ActionRow("view.preferences", "preferences", "Prefe&rences in a window", ("Ctrl+Shift+R",),
            tip="How outcomes compare, as a matrix and a diagram beside each other."),
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
        self._page = self._lay_out()
        self._larger: QDialog | None = None
        self._views = [view]
        self._shown: tuple[Document, Found] | None = None
        self._asking = Background(window)
        self._asking.answered.connect(self._answer)
        self._listen(view)
        for source in (self.relations, self.outcomes, view, self.relation, self.completion):
            source.intended.connect(self.intended)
        view.refused.connect(self.told)
        view.larger_wanted.connect(self.open_larger)
        view.set_order(self._settings.text("preferences_order", "listed"))
        window.surveyor.surveyed.connect(self._show)

    def _lay_out(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        column.addWidget(self.relations)  # above all that it changes
        column.addWidget(heading("Outcomes"))
        column.addWidget(self.outcomes)
        column.addWidget(heading("How they compare (row against column)"))
        column.addWidget(self.view)
        column.addWidget(self.relation)
        column.addWidget(self.completion)
        column.addStretch(1)
        scrolled = QScrollArea()
        scrolled.setWidget(page)
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return scrolled

    def pages(self) -> tuple[PartPage, ...]:
        return (PartPage(self._page, PagePlace.SIDE, "&Outcomes and preferences"),)

    def does(self) -> Mapping[str, Callable[[], object]]:
        return {
            "view.preferences": self.open_larger,
            "relation.next": lambda: self.intended.emit(SwitchRelation(self._next())),
            "relation.copy": lambda: self.intended.emit(AddRelation()),
            "relation.complete": lambda: self.intended.emit(AddRelation(complete=True)),
        }

    def _next(self) -> str | None:
        """The relation that comes next, for the undo menu to name."""
        known = names(self._session.document)
        return known[1] if len(known) > 1 else None

    def follow_document(self) -> None:
        document = self._session.document
        for each in (self.outcomes, self.relation, self.relations, self.completion):
            each.show_document(document)

    def put_back(self) -> None:
        self.outcomes.show_document(self._session.document)

    def show_finding(self, finding: Finding) -> bool:
        if not finding.outcomes and not finding.criteria:
            return False
        self._window.show_page(self._page)
        self.outcomes.setFocus()
        return True

    def follow_theme(self, theme: Theme) -> None:
        for view in self._views:
            view.set_theme(theme)

    def open_larger(self) -> None:
        """Matrix and diagram in a window of their own, beside the tree."""
        if self._larger is None:
            self._larger = self._dialog()
        self._larger.show()
        self._larger.activateWindow()

    def _dialog(self) -> QDialog:
        dialog = QDialog(self._window)
        dialog.setObjectName("preferences.window")
        dialog.setWindowTitle("Preferences")
        dialog.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        room = self._window.screen().availableSize()
        dialog.resize(min(1100, room.width() - 80), min(720, room.height() - 80))
        view = PreferenceView(large=True)
        column = QVBoxLayout(dialog)
        column.addWidget(view)
        self._listen(view)
        view.intended.connect(self.intended)
        view.refused.connect(self.told)
        view.set_theme(self.view.theme)
        view.set_order(self.view.order)
        self._views.append(view)
        for name in (
            "edit.undo",
            "edit.redo",
            "relation.next",
        ):  # their keys hold in this window, too
            dialog.addAction(self._window.actions_table[name])
        if self._shown is not None:
            document, found = self._shown
            view.show_relation(document, found.matrix, found.diagram)
        view.show_pair(self.view.pair)
        self._ask()
        return dialog

    def _listen(self, view: PreferenceView) -> None:
        view.pair_chosen.connect(self._choose)
        view.order_changed.connect(self._arrange)

    def _arrange(self, order: str) -> None:
        self._settings.set("preferences_order", order)
        for view in self._views:
            view.set_order(order)

    def _show(self, document: Document, found: Found) -> None:
        self._shown = (document, found)
        for view in self._views:
            view.show_relation(document, found.matrix, found.diagram)
        self._ask()

    def _choose(self, pair: Pair | None) -> None:
        for view in self._views:
            view.show_pair(pair)
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
        for view in self._views:
            view.show_why(said)
