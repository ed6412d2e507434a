"""The main window: it puts the parts together and says who listens to whom."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QToolBar

from app.analyses.compare import Comparing
from app.analyses.paper_text import Paper
from app.analyses.policy import PolicyPart
from app.analyses.preferences import Preferences
from app.analyses.solving import Solver
from app.analyses.survey import Found, Surveyor
from app.analyses.utilities import UtilitiesPart
from app.analyses.verdict import Answers
from app.analyses.walk import Walking
from app.analyses.why import Explaining
from app.documents.documents import Documents
from app.documents.editor import Editor
from app.documents.recovery import Recovery
from app.documents.session import Session
from app.process.background import Background
from app.process.release_memory import give_back_soon
from app.skeleton.actions import Actions
from app.skeleton.panels import Panels
from app.storage.settings import Settings
from app.talk.export_actions import Pictures
from app.talk.talk import Talk
from app.window.appearance import Appearance
from app.window.dialogs import Dialogs
from app.window.finding import Finder
from app.window.help import about_page, keys_page
from app.window.menus import Menus
from app.window.restoring import Restoring
from app.window.rule_lessons import Lessons
from app.window.selection_commands import Commands
from app.window.thumbnails import Thumbnails
from app.window.tour import Tour
from app.window.windows import Windows
from solver.document.elements import Kind
from solver.document.model import Document
from solver.edits import Edit, RenameBranch, RenameNode
from solver.findings import Finding
from widgets.basics.chooser import Chooser
from widgets.basics.tips import plain_tip
from widgets.shell.breadcrumbs import Breadcrumbs, way_to
from widgets.shell.start_screen import MOST_RECENTS


class MainWindow(QMainWindow):
    """One window with one document."""

    def __init__(self, windows: Windows | None = None) -> None:
        super().__init__()
        self.setObjectName("window")
        self.windows = Windows() if windows is None else windows
        self.settings = Settings()
        self.session = Session(self)
        self.editor = Editor(self.session, self)
        self.surveyor = Surveyor(self)
        self.solver = Solver(self)
        self.panels = panels = Panels()
        self.message, self.findings, self.start = panels.message, panels.findings, panels.start
        self.canvas, self.palette_panel = panels.canvas, panels.palette_panel
        self.inspector, self.solver_panel = panels.inspector, panels.solver_panel
        self.outcomes, self.preferences = panels.outcomes, panels.preferences
        self.relation, self.completion = panels.relation, panels.completion
        dialogs = Dialogs(self, self.message, self.settings)
        self.documents = Documents(self.session, dialogs, self.settings)
        self.recovery = Recovery(self.session, self.documents.place)
        self.restoring = Restoring(self)
        self.thumbnails = Thumbnails(self)
        self.answers = Answers(self.session, self.solver, self.canvas, self.solver_panel)
        self.pictures = Pictures(self.documents, self.session, self.answers, self.canvas)
        self.commands = Commands(self.session, self.canvas)
        self.finder = Finder(self, self.session, self.canvas)
        self.policies = PolicyPart(self.session, panels, self)
        self.paper = Paper(self.session, panels, self)
        self.explaining = Explaining(self.session, panels, self)
        self.utilities = UtilitiesPart(self.session, panels, self.answers, self)
        self.comparing = Preferences(
            self, self.session, self.surveyor, panels.preference_view, self.settings
        )
        self.side_by_side = Comparing(self.session, panels, self)
        self.walking = Walking(self.session, panels, self)
        self.tour = Tour(self)
        self.lessons = Lessons(self.documents, self.solver_panel, self)
        self._findings: tuple[Finding, ...] = ()
        self._shown: Document | None = None
        self._surveyed: Document | None = None
        self._may_close = False
        self.is_retired = False  # closed for good
        self._build()
        self.actions_table = Actions(self)
        self.appearance = Appearance(self, self.session, panels, self.actions_table, self.settings)
        self.talk = Talk(
            self, self.session, self.documents, self.answers, self.pictures, self.canvas,
            self.actions_table,
        )  # fmt: skip
        self._menus = Menus(self.actions_table, self.documents, self.solver_panel, self.settings)
        for part in (
            self.documents, self.answers, self.pictures, self.commands, self.finder, self.comparing,
            self.appearance, self._menus,
        ):  # fmt: skip
            part.setParent(self)  # it goes with the window, and so does what is connected to it
        self._connect()
        self.setAcceptDrops(True)
        room = self.screen().availableSize()
        self.resize(min(1280, room.width() - 20), min(800, room.height() - 60))
        self.command_chooser = Chooser(self, "commands", "Find a command")
        self.command_chooser.chosen.connect(lambda action: action.trigger())
        self._restore()
        self._show_document()
        self._show_place()
        self.windows.add(self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._want_thumbnails()

    def _want_thumbnails(self) -> None:
        if not self.session.is_open:
            recents = tuple(self.settings.recents[:MOST_RECENTS])
            self.thumbnails.want(recents, self.appearance.theme)

    # ------------------------------------------------------------------- building

    def _build(self) -> None:
        self.setCentralWidget(self.panels)
        self._crumbs = Breadcrumbs()
        self._zoom = QLabel()
        self._said = QLabel()  # the crumbs leave no room for what the bar itself would show
        self._said.setObjectName("said")
        self._said.setMinimumWidth(1)
        self.statusBar().messageChanged.connect(self._show_said)
        self.statusBar().addPermanentWidget(self._crumbs, 1)
        self.statusBar().addPermanentWidget(self._said)
        self.statusBar().addPermanentWidget(self._zoom)
        self._bar = QToolBar("Tool bar")
        self._bar.setObjectName("toolbar")
        self._bar.setMovable(False)
        self.addToolBar(self._bar)

    def _connect(self) -> None:
        self.actions_table.fill_tool_bar(self._bar)
        for source in (
            self.canvas,
            self.palette_panel,
            self.inspector,
            self.outcomes,
            self.panels.preference_view,
            self.panels.relations,
            self.relation,
            self.completion,
            self.commands,
            self.talk,
            self.comparing,
            self.appearance,
            self.policies,
            self.utilities,
        ):
            source.intended.connect(self.perform)
        for teller in (self.canvas, self.panels.preference_view, self.editor):
            teller.refused.connect(self.tell)
        self.editor.performed.connect(self._tell_done)
        self.editor.added.connect(self._select_new)
        self.session.changed.connect(self._show_document)
        self.session.place_changed.connect(self._show_place)
        self.documents.opened.connect(self._opened)
        self.documents.told.connect(self.tell)
        self.documents.opener.waiting.connect(self.panels.waiting.show_waiting)
        self.panels.waiting.cancelled.connect(self.documents.opener.cancel)
        # The parts of the window that do what some of the actions say.
        parts = (
            self.commands,
            self.answers,
            self.finder,
            self.pictures,
            self.talk,
            self.appearance,
            self.policies,
            self.utilities,
            self.explaining,
            self.paper,
            self.restoring,
            self.comparing,
            self.side_by_side,
            self.walking,
            self.tour,
            self.lessons,
        )
        for part in parts:
            part.told.connect(self.tell)
            self.actions_table.connect(part.table())
        self.appearance.theme_changed.connect(self._show_theme)
        self.appearance.theme_changed.connect(self.comparing.set_theme)
        self.canvas.selection_changed.connect(self._show_selection)
        self.canvas.zoom_changed.connect(self._show_zoom)
        self.canvas.context_menu_wanted.connect(self._show_context_menu)
        self.findings.jump.connect(self._jump)
        self._crumbs.chosen.connect(self._go_back_to)
        self.surveyor.surveyed.connect(self._show_found)
        self.surveyor.busy.connect(
            lambda done: self.tell(f"Comparing the outcomes: {done:.0%} done.") if done else None
        )
        panels, panel = self.panels, self.solver_panel
        self.walking.walks.connect(self.actions_table["solve.walk"].setChecked)
        self.answers.live_changed.connect(self.actions_table["solve.live"].setChecked)
        self.start.tour_wanted.connect(self.tour.start)
        self.lessons.tour_wanted.connect(self.tour.start)
        self.start.rules_wanted.connect(lambda: self.lessons.open("contents"))
        self.start.new_wanted.connect(self.documents.new)
        self.start.open_wanted.connect(self.documents.open)
        self.start.example_wanted.connect(self.documents.open_example)
        self.start.recent_wanted.connect(self.documents.open_path)
        self.thumbnails.made.connect(self.start.show_thumbnail)
        stack, actions = self.session.stack, self.actions_table
        stack.canUndoChanged.connect(actions["edit.undo"].setEnabled)
        stack.canRedoChanged.connect(actions["edit.redo"].setEnabled)
        stack.undoTextChanged.connect(self._name_history)
        stack.redoTextChanged.connect(self._name_history)
        actions.connect(
            {
                "file.new": self.documents.new,
                "file.open": self.documents.open,
                "file.save": self.documents.save,
                "file.save_as": self.documents.save_as,
                "file.close": self.documents.close,
                "file.new_window": lambda: self.windows.new(self),
                "file.open_in_window": self._open_in_window,
                "file.quit": self.windows.quit,
                "view.message": self.message.take_focus,
                "window.next": lambda: self.windows.next_after(self),
                "edit.undo": stack.undo,
                "edit.redo": stack.redo,
                "solve.page_verdict": lambda: panels.show_answer(panel),
                "solve.live": lambda: panel.set_live(actions["solve.live"].isChecked()),
                "help.commands": lambda: self.command_chooser.open(actions.entries()),
                "help.keys": lambda: self._help("Keys", keys_page()),
                "help.about": lambda: self._help("About Quandary", about_page()),
            }
        )
        actions["solve.live"].setChecked(True)
        menu = actions.menus["&Window"]
        menu.aboutToShow.connect(lambda: self.windows.fill_menu(menu, self))

    # ---------------------------------------------------------- showing the document

    def perform(self, edit: Edit) -> None:
        """What a widget intends."""
        document = self.session.document
        if not self.editor.perform(edit):  # what was typed in vain is put back
            self.inspector.show_document(document, self._findings)
            self.outcomes.show_document(document)
        elif isinstance(edit, RenameNode):
            self.canvas.select((edit.new,))
        elif isinstance(edit, RenameBranch):
            self.canvas.select((), (edit.new,))

    def tell(self, text: str) -> None:
        """One line in the status bar."""
        self.statusBar().showMessage(text, 8000)

    def _show_said(self, text: str) -> None:
        self._said.setText(text)
        self._said.setToolTip(plain_tip(text) if text else "")

    def _tell_done(self, name: str) -> None:
        self.tell(f"{name[:1].upper()}{name[1:]}.")

    def _show_document(self) -> None:
        document = self.session.document
        if document is self._shown:
            return
        self._shown = document
        self.surveyor.request(document)
        if self._surveyed is not document:  # a large one: what is found comes later
            self.canvas.show_document(document, self._findings)
            self.inspector.show_document(document, self._findings)
        self.outcomes.show_document(document)
        self.relation.show_document(document)
        self.panels.relations.show_document(document)
        self.completion.show_document(document)
        self._show_way()
        self._offer_what_is_possible()
        self.answers.follow()

    def _show_found(self, document: Document, found: Found) -> None:
        self._surveyed = document
        findings = found.findings if document.nodes else ()
        if findings != self._findings or self.canvas.tree.document is not document:
            self._findings = findings
            self.canvas.show_document(document, findings)
            self.inspector.show_document(document, findings)
        self.findings.show_findings(self._findings)

    def _opened(self) -> None:
        self.message.dismiss()
        give_back_soon(self)  # what the document before needed
        self.panels.show_start(not self.session.is_open)
        self.start.show_recents(self.settings.recents)
        self._want_thumbnails()
        self.canvas.select()
        self.canvas.fit()
        self.panels.show_inspector()
        if self.session.is_open:
            self.canvas.setFocus()
        self._show_place()
        self._offer_what_is_possible()

    def _show_place(self) -> None:
        if self.session.is_open:
            self.setWindowTitle(f"{self.documents.name}[*] — Quandary")
            self.setWindowModified(self.session.is_dirty)
            self.setWindowFilePath(self.session.path or "")
        else:
            self.setWindowModified(False)
            self.setWindowTitle("Quandary")
            self.start.show_recents(self.settings.recents)

    def _offer_what_is_possible(self) -> None:
        self.actions_table["layout.leaves"].setChecked(self.session.document.leaves_aligned)
        nodes, branches = self.canvas.selection()
        self.actions_table.enable(
            document=self.session.is_open,
            selected=len(nodes) + len(branches) + len(self.canvas.selected_texts()),
        )
        self.actions_table["edit.undo"].setEnabled(self.session.stack.canUndo())
        self.actions_table["edit.redo"].setEnabled(self.session.stack.canRedo())

    def _name_history(self) -> None:
        stack = self.session.stack
        for name, word, what in (
            ("edit.undo", "&Undo", stack.undoText()),
            ("edit.redo", "&Redo", stack.redoText()),
        ):
            self.actions_table[name].setText(f"{word} {what}".strip())

    # -------------------------------------------------------------------- selection

    def _show_selection(self, selection: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
        nodes, branches = selection
        self.inspector.show_selection(nodes, branches)
        only = nodes[0] if len(nodes) == 1 and not branches else None
        document = self.session.document
        may = only is not None and document.nodes[only].kind is not Kind.OUTCOME
        self.palette_panel.set_parent_node(only if may else None)
        self._show_way()
        self._offer_what_is_possible()

    def _show_way(self) -> None:
        """The way to what is selected, and the keys that do something with it."""
        (nodes, branches), document = self.canvas.selection(), self.session.document
        if set(nodes) - document.nodes.keys() or set(branches) - document.branches.keys():
            return  # the canvas shows another document in a moment
        known = len(nodes) + len(branches) == 1
        here = nodes[0] if nodes else document.branches[branches[0]].target if branches else ""
        self._crumbs.show_steps(way_to(document, here) if known else [])
        self.panels.hints.show_selection(document, nodes, branches)

    def _go_back_to(self, node: str) -> None:
        self.canvas.reveal((node,))
        self.canvas.setFocus()

    def _select_new(self, nodes: tuple[str, ...]) -> None:
        new, document = set(nodes), self.session.document
        self.canvas.reveal(tuple(id_ for id_ in nodes if document.parent(id_) not in new))

    def _jump(self, finding: Finding) -> None:
        if finding.nodes or finding.branches:
            known = self.session.document
            nodes = tuple(id_ for id_ in finding.nodes[:1] if id_ in known.nodes)
            branches = () if nodes else tuple(b for b in finding.branches if b in known.branches)
            self.panels.show_inspector()
            self.canvas.reveal(nodes, branches)
            self.canvas.setFocus()
        elif finding.outcomes or finding.criteria:
            self.panels.show_preferences()
            self.outcomes.setFocus()
        else:
            self.canvas.select()
            self.panels.show_inspector()

    def _show_context_menu(self, place: object) -> None:
        nodes, branches = self.canvas.selection()
        menu = self.actions_table.context_menu(
            self, len(nodes) + len(branches), is_node=bool(nodes)
        )
        menu.exec(place)  # type: ignore[call-overload]
        menu.deleteLater()  # it would stay with the window

    def _show_zoom(self, zoom: float) -> None:
        self._zoom.setText(f"{zoom:.0%}")

    # ---------------------------------------------------------------------- window

    def _show_theme(self) -> None:
        if self.isVisible():
            self._want_thumbnails()

    def _help(self, title: str, html: str) -> None:
        self.documents.dialogs.show_text(title, html)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.documents.open_path(paths[0])
        for path in paths[1:]:
            self.windows.new(self).documents.open_path(path)

    def _open_in_window(self) -> None:
        """Open a document without leaving the one that is here."""
        if path := self.documents.dialogs.ask_open():
            room = self.windows.new(self) if self.session.is_open else self
            room.documents.open_path(path)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.session.is_dirty and not self._may_close:
            event.ignore()
            self.documents.leave(self._close_anyway)
            return
        self.settings.set("geometry", self.saveGeometry())
        self.walking.end()
        for asking in self.findChildren(Background):
            asking.shut_down()
        self.surveyor.shut_down()
        self.thumbnails.stop()
        self.documents.shut_down()
        self.recovery.shut_down()
        self.restoring.let_go()
        self.canvas.retire()
        self.is_retired = True
        event.accept()

    def _close_anyway(self) -> None:
        self._may_close = True
        QTimer.singleShot(0, self.close)  # the first attempt to close must end before the second

    def _restore(self) -> None:
        geometry = self.settings.data("geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)
