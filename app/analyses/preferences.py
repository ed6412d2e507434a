"""How outcomes compare, in the panel and in a window of its own, and why."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.analyses.survey import Found, Surveyor
from app.documents.session import Session
from app.process.background import Background, Run
from app.storage.settings import Settings
from solver.document.model import Document
from solver.edits import AddRelation, SwitchRelation
from solver.explain.outcome_pair import reason
from solver.preferences.named_relations import names
from solver.words.outcome_pair_words import sentences
from widgets.basics.theme import Theme
from widgets.preferences.preference_view import PreferenceView

Pair = tuple[str, str]


class Preferences(QObject):
    """Shows the newest relation in all views, and asks why the chosen pair compares as it does."""

    intended = Signal(object)  # an Edit
    told = Signal(str)

    def __init__(
        self,
        window: QWidget,
        session: Session,
        surveyor: Surveyor,
        view: PreferenceView,
        settings: Settings,
    ) -> None:
        super().__init__()
        self._window = window
        self._session = session
        self._settings = settings
        self._view = view
        self._larger: QDialog | None = None
        self._views = [view]
        self._shown: tuple[Document, Found] | None = None
        self._asking = Background(window)
        self._asking.answered.connect(self._answer)
        self._listen(view)
        view.larger_wanted.connect(self.open_larger)
        view.set_order(settings.text("preferences_order", "listed"))
        surveyor.surveyed.connect(self._show)

    def table(self) -> Mapping[str, Callable[[], object]]:
        """What each action does, by the name of the action."""
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

    def set_theme(self, theme: Theme) -> None:
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
        view.set_theme(self._view.theme)
        view.set_order(self._view.order)
        self._views.append(view)
        for name in (
            "edit.undo",
            "edit.redo",
            "relation.next",
        ):  # their keys hold in this window, too
            if (action := self._window.findChild(QAction, name)) is not None:
                dialog.addAction(action)
        if self._shown is not None:
            document, found = self._shown
            view.show_relation(document, found.matrix, found.diagram)
        view.show_pair(self._view.pair)
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
        pair = self._view.pair
        if pair is None or self._shown is None:
            self._asking.cancel()
            self._say(())
            return
        document = self._shown[0]

        def work(run: Run) -> tuple[str, ...]:
            return sentences(document, reason(document, *pair, cancelled=run.cancelled))

        self._asking.ask((document, pair), work)

    def _answer(self, subject: tuple[Document, Pair], said: tuple[str, ...]) -> None:
        document, pair = subject
        if self._shown is not None and document is self._shown[0] and pair == self._view.pair:
            self._say(said)

    def _say(self, said: tuple[str, ...]) -> None:
        for view in self._views:
            view.show_why(said)
