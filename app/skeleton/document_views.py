"""What a window shows of its document, its selection and what was found: one place keeps all of it in line."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, QPoint, QTimer

from app.documents.document_check import Found
from app.documents.editor import Editor
from app.process.release_memory import give_back_soon
from app.skeleton.bars import Bars
from app.skeleton.document_window import DocumentWindow
from app.skeleton.panels import Panels
from app.skeleton.part import WindowPart
from solver.document.elements import Kind
from solver.document.model import Document
from solver.edits import Edit, RenameBranch, RenameNode
from solver.edits.valuing import compared_without_value
from solver.findings import Finding
from solver.translation import tr
from solver.words.done_words import done
from solver.words.numbers import Format
from widgets.canvas.view.refusals import impossible
from widgets.shell.breadcrumbs import way_to

LATE: Final = 150  # ms without a change before what nobody sees is brought in line


class DocumentViews(QObject):
    """The views of one window, and the edits that they intend."""

    def __init__(
        self,
        window: DocumentWindow,
        panels: Panels,
        bars: Bars,
        editor: Editor,
        parts: Sequence[WindowPart],
    ) -> None:
        super().__init__(window)
        self._window, self._panels, self._bars, self._parts = window, panels, bars, parts
        self._session, self._canvas, self._editor = window.session, window.canvas, editor
        self.findings: tuple[Finding, ...] = ()
        self._shown: Document | None = None
        self._surveyed: Document | None = None
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(LATE)
        self._late.timeout.connect(self._show_panel)
        self._connect()

    def _connect(self) -> None:
        window, panels, canvas = self._window, self._panels, self._canvas
        palettes = panels.palette_panel, panels.empty.palette_panel
        for source in (canvas, panels.inspector, panels.document):
            source.intended.connect(self.perform)
        for palette in palettes:
            palette.intended.connect(canvas.add)
        panels.inspector.root_wanted.connect(self._select_root)
        panels.inspector.document_wanted.connect(lambda: panels.show_page(panels.document))
        panels.page_changed.connect(lambda: self._show_panel() if self._late.isActive() else None)
        panels.page_changed.connect(self._follow_place)
        for teller in (canvas, self._editor):
            teller.refused.connect(window.tell)
        self._editor.performed.connect(lambda name: window.tell(done(name)))
        self._editor.added.connect(self._select_new)
        self._place = 0  # that is in front
        canvas.editing.connect(lambda keys: self._say_nothing() if keys else None)
        self._session.changed.connect(self.show_document)
        self._session.place_changed.connect(self._show_place)
        documents = window.documents
        documents.opened.connect(self._opened)
        documents.opener.waiting.connect(panels.waiting.show_waiting)
        panels.waiting.cancelled.connect(documents.opener.cancel)
        canvas.selection_changed.connect(self._show_selection)
        canvas.context_menu_wanted.connect(self._show_context_menu)
        panels.findings.jump.connect(self.show_finding)
        panels.findings.intended.connect(self.perform)
        self._bars.line.crumbs.chosen.connect(self._go_back_to)
        window.surveyor.surveyed.connect(self._show_found)
        window.surveyor.busy.connect(
            lambda done: (
                window.tell(tr("Comparing the outcomes: {done:.0%} done.").format(done=done))
                if done
                else None
            )
        )
        for part in self._parts:
            part.intended.connect(self.perform)
            panels.page_changed.connect(part.follow_page)
            window.verdict.rule_changed.connect(part.follow_rule)
            window.verdict.changed.connect(part.follow_verdict)

    # ------------------------------------------------------------------ the document

    def show_all(self) -> None:
        """For the first time."""
        self._show_start_or_document()
        self.show_document()
        self._show_place()

    def perform(self, edit: Edit) -> None:
        """What a widget intends."""
        document = self._session.document
        if not self._editor.perform(edit):  # what was typed in vain is put back
            self._panels.inspector.show_document(document, self.findings)
            self._panels.document.show_document(document)
            for part in self._parts:
                part.put_back()
        elif isinstance(edit, RenameNode):
            self._canvas.select((edit.new,))
        elif isinstance(edit, RenameBranch):
            self._canvas.select((), (edit.new,))

    def show_document(self) -> None:
        """The document is another one, or another reading of it is looked at."""
        document, reading = self._session.document, self._session.reading
        if document is self._shown and reading is not self._canvas.tree.document:
            self._canvas.show_document(reading, self.findings)  # another opinion is looked at
        if document is not self._shown:
            self._shown = document
            self._window.surveyor.request(document)
            if self._surveyed is not document:  # a large one: what is found comes later
                self._canvas.show_document(reading, self.findings)
                self._panels.inspector.show_document(document, self.findings)
            self._show_panel()
            self._bars.bar.numbers.choose(Format.of(document).form)
            self._show_way()
            self._offer_what_is_possible()
        for part in self._parts:
            part.follow_document()

    def _show_panel(self) -> None:
        """The panel of the document; while something is dragged and nobody sees it, when that rests."""
        panel = self._panels.document
        if self._session.gesture and not panel.isVisible():
            self._late.start()
        else:
            self._late.stop()
            panel.show_document(self._session.document)

    def _show_found(self, document: Document, found: Found) -> None:
        self._surveyed = document
        findings = found.findings if document.nodes else ()
        shown = self._session.reading if document is self._session.document else document
        if findings != self.findings or self._canvas.tree.document is not shown:
            self.findings = findings
            self._canvas.show_document(shown, findings)
            self._panels.inspector.show_document(document, findings)
        self._panels.findings.show_findings(self.findings, not compared_without_value(shown))
        self._bars.line.show_findings(self.findings)

    def _opened(self) -> None:
        self._panels.message.dismiss()
        self._say_nothing()
        give_back_soon(self)  # what the document before needed
        self._show_start_or_document()
        self._canvas.select()
        self._canvas.fit()
        self._panels.show_first_tab()
        if self._session.is_open:
            self._canvas.setFocus()
        self._show_place()
        self._offer_what_is_possible()
        for part in self._parts:
            part.follow_opening()

    def _show_start_or_document(self) -> None:
        start = not self._session.is_open
        self._panels.drawer.close_page()
        self._panels.show_tree()
        self._panels.show_start(start)
        only_tree = self._window.actions_table["view.only_tree"].isChecked()
        self._bars.show_start(start, only_tree=only_tree)

    def _show_place(self) -> None:
        window, session = self._window, self._session
        if session.is_open:
            window.setWindowTitle(tr("{name}[*] — Quandary").format(name=window.documents.name))
            window.setWindowModified(session.is_dirty)
            window.setWindowFilePath(session.path or "")
        else:
            window.setWindowModified(False)
            window.setWindowTitle("Quandary")

    def _say_nothing(self) -> None:
        """What was told is told of something else than what is looked at now."""
        self._window.statusBar().clearMessage()

    def _follow_place(self) -> None:
        """Another place or page is in front."""
        if self._place != self._panels.place_number:
            self._place = self._panels.place_number
            self._say_nothing()
        self._bars.show_place(is_open=self._session.is_open)
        self._offer_what_is_possible()

    def _offer_what_is_possible(self) -> None:
        nodes, branches = self._canvas.selection()
        self._window.actions_table.enable(
            document=self._session.is_open,
            tree=self._session.is_open and self._panels.is_tree_shown,
            selected=len(nodes) + len(branches) + len(self._canvas.selected_texts()),
        )

    # -------------------------------------------------------------------- selection

    def _show_selection(self, selection: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
        nodes, branches = selection
        self._panels.inspector.show_selection(nodes, branches)
        only = nodes[0] if len(nodes) == 1 and not branches else None
        document = self._session.document
        may = only is not None and document.nodes[only].kind is not Kind.OUTCOME
        self._panels.palette_panel.set_parent_node(only if may else None)
        self._show_way()
        self._offer_what_is_possible()
        for part in self._parts:
            part.follow_selection()

    def _show_way(self) -> None:
        """The way to what is selected, and the keys that do something with it."""
        (nodes, branches), document = self._canvas.selection(), self._session.document
        if set(nodes) - document.nodes.keys() or set(branches) - document.branches.keys():
            return  # the canvas shows another document in a moment
        known = len(nodes) + len(branches) == 1
        here = nodes[0] if nodes else document.branches[branches[0]].target if branches else ""
        self._bars.line.show_steps(way_to(document, here) if known else [])
        self._panels.hints.show_selection(document, nodes, branches)

    def _go_back_to(self, node: str) -> None:
        self._panels.show_tree()
        self._canvas.reveal((node,))
        self._canvas.setFocus()

    def _select_new(self, nodes: tuple[str, ...]) -> None:
        new, document = set(nodes), self._session.document
        self._canvas.reveal(tuple(id_ for id_ in nodes if document.parent(id_) not in new))

    def _select_root(self) -> None:
        if (root := self._session.document.root_id) is not None:
            self._go_back_to(root)

    def show_finding(self, finding: Finding) -> None:
        """Go to what a finding is about."""
        if finding.nodes or finding.branches:
            known = self._session.document
            nodes = tuple(id_ for id_ in finding.nodes[:1] if id_ in known.nodes)
            branches = () if nodes else tuple(b for b in finding.branches if b in known.branches)
            self._panels.show_inspector()
            self._canvas.reveal(nodes, branches)
            self._canvas.setFocus()
        elif not any(part.show_finding(finding) for part in self._parts):
            self._canvas.select()
            self._panels.show_page(self._panels.document)

    def _show_context_menu(self, place: QPoint) -> None:
        nodes, branches = self._canvas.selection()
        menu = self._window.actions_table.context_menu(
            self._window,
            len(nodes) + len(branches),
            is_node=bool(nodes),
            without=impossible(self._session.document, nodes, branches),
        )
        menu.exec(place)
        menu.deleteLater()  # it would stay with the window
