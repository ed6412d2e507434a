"""The main window: it composes the parts, and shows the document in what lies around the tree."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from app.analyses.verdict import VerdictPart
from app.documents.document_check import DocumentChecker, Found
from app.documents.documents import Documents
from app.documents.editor import Editor
from app.documents.recovery import Recovery
from app.documents.session import Session
from app.process.background import Background
from app.process.release_memory import give_back_soon
from app.skeleton.actions import Actions
from app.skeleton.bars import Bars
from app.skeleton.current_verdict import CurrentVerdict
from app.skeleton.document_window import AnyPart, DocumentWindow
from app.skeleton.panels import Panels
from app.skeleton.part import WindowPart
from app.storage.settings import Settings
from app.window.appearance import Appearance
from app.window.dialogs import Dialogs
from app.window.parts import PARTS
from app.window.windows import Windows
from solver.document.elements import Kind
from solver.document.model import Document
from solver.edits import Edit, RenameBranch, RenameNode
from solver.findings import Finding
from solver.words.numbers import Format
from widgets.answers.rule_switch import RuleSwitch
from widgets.basics.icons import icon
from widgets.basics.style import apply_theme
from widgets.basics.theme import DARK, LIGHT, Theme
from widgets.canvas.view.refusals import impossible
from widgets.shell.breadcrumbs import way_to

DEFAULT_RULE = "dsm"


class MainWindow(DocumentWindow):
    """One window with one document, made of these parts."""

    windows: Windows

    def __init__(
        self, windows: Windows | None = None, parts: Iterable[type[WindowPart]] = PARTS
    ) -> None:
        super().__init__()
        self.setObjectName("window")
        kinds = tuple(parts)
        if windows is None:
            windows = Windows(lambda windows: MainWindow(windows, kinds))
        self.windows = windows
        self.is_retired = self._may_close = False
        self._findings: tuple[Finding, ...] = ()
        self._shown: Document | None = None
        self._surveyed: Document | None = None
        self._make_common()
        self.actions_table = Actions(self, (row for kind in kinds for row in kind.rows))
        self._parts: list[WindowPart] = []
        for kind in kinds:  # a part may ask for those before it
            self._parts.append(kind(self))
        for part in self._parts:
            self._take_in(part)
        self._build()
        self._connect()
        self._show_theme(self.theme)
        self._place_window()
        self._show_start_or_document()
        self._show_document()
        self._show_place()
        windows.add(self)

    def _make_common(self) -> None:
        """What the parts share."""
        self.settings = Settings()
        self.theme = DARK if self.settings.flag("dark", False) else LIGHT
        self.session = Session(self)
        self.editor = Editor(self.session, self)
        self.surveyor = DocumentChecker(self)
        self.verdict = CurrentVerdict(DEFAULT_RULE, self)
        self.panels = panels = Panels()
        self.canvas, self.way, self.hints = panels.canvas, panels.way, panels.hints
        self.inspector, self.rule_switch = panels.inspector, RuleSwitch()
        self.message, self.palette_panel = panels.message, panels.palette_panel
        dialogs = Dialogs(self, self.message, self.settings)
        self.documents = Documents(self.session, dialogs, self.settings)
        self.documents.setParent(self)  # it goes with the window, and so does what it tells
        self.recovery = Recovery(self.session, self.documents.place)

    # ---------------------------------------------------------------------- parts

    def _take_in(self, part: WindowPart) -> None:
        """Place what a part shows, and connect what it does."""
        for page in part.pages():
            self.panels.place(page)
        does = part.does()
        if does.keys() != {row.name for row in part.rows}:
            raise ValueError(f"{type(part).__name__} does not do just what its actions say.")
        self.actions_table.connect(does)
        part.intended.connect(self.perform)
        part.told.connect(self.tell)

    def part(self, kind: type[AnyPart]) -> AnyPart:
        for part in self._parts:
            if isinstance(part, kind):
                return part
        raise LookupError(f"This window has no {kind.__name__}.")

    def named_widget(self, name: str) -> QWidget:
        for part in self._parts:
            if name in (widgets := part.named_widgets()):
                return widgets[name]
        raise LookupError(f"No part has anything with the name {name}.")

    def show_page(self, page: QWidget) -> None:
        self.panels.show_page(page)

    def is_in_front(self, page: QWidget) -> bool:
        return self.panels.is_in_front(page)

    @property
    def is_drawer_open(self) -> bool:
        return self.panels.drawer.is_open

    def tell_verdict(self, text: str) -> None:
        self._line.show_verdict(text)

    def show_tree(self) -> None:
        self.panels.show_tree()

    @property
    def is_panel_wanted(self) -> bool:
        return self.panels.is_panel_wanted

    def show_panel(self, wanted: bool) -> None:
        self.panels.show_panel(wanted)

    def show_only_tree(self, only_tree: bool) -> None:
        self.panels.show_only_tree(only_tree)
        self._bar.setVisible(self.session.is_open and not only_tree)

    def go_to_area(self, step: int) -> None:
        self.canvas.close_editor()  # which lies above all areas
        self._chrome.areas.go(step)

    def free_corner(self) -> QPoint:
        return self.panels.free_corner()

    # ------------------------------------------------------------------- building

    def _build(self) -> None:
        self.setCentralWidget(self.panels)
        self._chrome = Bars(self, self.panels, self.rule_switch, self.actions_table)
        self._line, self._bar = self._chrome.line, self._chrome.bar
        self._crumbs = self._line.crumbs

    def _place_window(self) -> None:
        """As it was the last time, or as large as there is room."""
        self.setAcceptDrops(True)
        room = self.screen().availableSize()
        self.resize(min(1280, room.width() - 20), min(800, room.height() - 60))
        geometry = self.settings.data("geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)
        kept = self.settings.number("panel width", 0), self.settings.number("drawer height", 0)
        self.panels.set_sizes(*map(round, kept))

    def _connect(self) -> None:
        panels, canvas = self.panels, self.canvas
        palettes = panels.palette_panel, panels.empty.palette_panel
        for source in (canvas, *palettes, panels.inspector, panels.document):
            source.intended.connect(self.perform)
        panels.inspector.root_wanted.connect(self._select_root)
        panels.inspector.document_wanted.connect(lambda: panels.show_page(panels.document))
        panels.page_changed.connect(lambda: self._chrome.show_place(is_open=self.session.is_open))
        self._bar.numbers_wanted.connect(lambda form: self.part(Appearance).set_numbers(form))
        panels.compact_changed.connect(self._show_compact)
        for teller in (canvas, self.editor):
            teller.refused.connect(self.tell)
        self.editor.performed.connect(self._tell_done)
        self.editor.added.connect(self._select_new)
        self.session.changed.connect(self._show_document)
        self.session.place_changed.connect(self._show_place)
        self.documents.opened.connect(self._opened)
        self.documents.opener.waiting.connect(panels.waiting.show_waiting)
        panels.waiting.cancelled.connect(self.documents.opener.cancel)
        canvas.selection_changed.connect(self._show_selection)
        canvas.context_menu_wanted.connect(self._show_context_menu)
        panels.findings.jump.connect(self.show_finding)
        panels.findings.intended.connect(self.perform)
        self._crumbs.chosen.connect(self._go_back_to)
        self.surveyor.surveyed.connect(self._show_found)
        self.surveyor.busy.connect(
            lambda done: self.tell(f"Comparing the outcomes: {done:.0%} done.") if done else None
        )
        for part in self._parts:
            panels.page_changed.connect(part.follow_page)
            self.verdict.rule_changed.connect(part.follow_rule)
            self.verdict.changed.connect(part.follow_verdict)
        self.theme_changed.connect(self._show_theme)

    def _show_theme(self, theme: Theme) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, theme)
        self.setWindowIcon(icon("quandary", theme.accent))
        self._chrome.set_theme(theme)
        self.panels.set_theme(theme)
        self.actions_table.set_theme(theme)
        for part in self._parts:
            part.follow_theme(theme)

    # ---------------------------------------------------------- showing the document

    def perform(self, edit: Edit) -> None:
        """What a widget intends."""
        document = self.session.document
        if not self.editor.perform(edit):  # what was typed in vain is put back
            self.inspector.show_document(document, self._findings)
            self.panels.document.show_document(document)
            for part in self._parts:
                part.put_back()
        elif isinstance(edit, RenameNode):
            self.canvas.select((edit.new,))
        elif isinstance(edit, RenameBranch):
            self.canvas.select((), (edit.new,))

    def tell(self, text: str) -> None:
        """One line in the status bar."""
        self.statusBar().showMessage(text, 8000)

    def _tell_done(self, name: str) -> None:
        self.tell(f"{name[:1].upper()}{name[1:]}.")

    def _show_document(self) -> None:
        document, reading = self.session.document, self.session.reading
        if document is self._shown and reading is not self.canvas.tree.document:
            self.canvas.show_document(reading, self._findings)  # another opinion is looked at
        if document is not self._shown:
            self._shown = document
            self.surveyor.request(document)
            if self._surveyed is not document:  # a large one: what is found comes later
                self.canvas.show_document(reading, self._findings)
                self.inspector.show_document(document, self._findings)
            self.panels.document.show_document(document)
            self._bar.numbers.choose(Format.of(document).form)
            self._show_way()
            self._offer_what_is_possible()
        for part in self._parts:
            part.follow_document()

    def _show_found(self, document: Document, found: Found) -> None:
        self._surveyed = document
        findings = found.findings if document.nodes else ()
        shown = self.session.reading if document is self.session.document else document
        if findings != self._findings or self.canvas.tree.document is not shown:
            self._findings = findings
            self.canvas.show_document(shown, findings)
            self.inspector.show_document(document, findings)
        self.panels.findings.show_findings(self._findings)
        self._line.show_findings(self._findings)

    def _opened(self) -> None:
        self.message.dismiss()
        give_back_soon(self)  # what the document before needed
        self._show_start_or_document()
        self.canvas.select()
        self.canvas.fit()
        self.panels.show_first_tab()
        if self.session.is_open:
            self.canvas.setFocus()
        self._show_place()
        self._offer_what_is_possible()
        for part in self._parts:
            part.follow_opening()

    def _show_start_or_document(self) -> None:
        self.panels.drawer.close_page()
        self.panels.show_tree()
        self.panels.show_start(not self.session.is_open)
        only_tree = self.actions_table["view.only_tree"].isChecked()
        self._chrome.show_start(not self.session.is_open, only_tree=only_tree)

    def _show_compact(self, compact: bool) -> None:
        self.part(VerdictPart).card.set_compact(compact)

    def _show_place(self) -> None:
        if self.session.is_open:
            self.setWindowTitle(f"{self.documents.name}[*] — Quandary")
            self.setWindowModified(self.session.is_dirty)
            self.setWindowFilePath(self.session.path or "")
        else:
            self.setWindowModified(False)
            self.setWindowTitle("Quandary")

    def _offer_what_is_possible(self) -> None:
        nodes, branches = self.canvas.selection()
        self.actions_table.enable(
            document=self.session.is_open,
            selected=len(nodes) + len(branches) + len(self.canvas.selected_texts()),
        )

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
        for part in self._parts:
            part.follow_selection()

    def _show_way(self) -> None:
        """The way to what is selected, and the keys that do something with it."""
        (nodes, branches), document = self.canvas.selection(), self.session.document
        if set(nodes) - document.nodes.keys() or set(branches) - document.branches.keys():
            return  # the canvas shows another document in a moment
        known = len(nodes) + len(branches) == 1
        here = nodes[0] if nodes else document.branches[branches[0]].target if branches else ""
        self._line.show_steps(way_to(document, here) if known else [])
        self.panels.hints.show_selection(document, nodes, branches)

    def _go_back_to(self, node: str) -> None:
        self.panels.show_tree()
        self.canvas.reveal((node,))
        self.canvas.setFocus()

    def _select_new(self, nodes: tuple[str, ...]) -> None:
        new, document = set(nodes), self.session.document
        self.canvas.reveal(tuple(id_ for id_ in nodes if document.parent(id_) not in new))

    def show_finding(self, finding: Finding) -> None:
        if finding.nodes or finding.branches:
            known = self.session.document
            nodes = tuple(id_ for id_ in finding.nodes[:1] if id_ in known.nodes)
            branches = () if nodes else tuple(b for b in finding.branches if b in known.branches)
            self.panels.show_inspector()
            self.canvas.reveal(nodes, branches)
            self.canvas.setFocus()
        elif not any(part.show_finding(finding) for part in self._parts):
            self.canvas.select()
            self.panels.show_page(self.panels.document)

    def _select_root(self) -> None:
        if (root := self.session.document.root_id) is not None:
            self._go_back_to(root)

    def _show_context_menu(self, place: object) -> None:
        nodes, branches = self.canvas.selection()
        menu = self.actions_table.context_menu(
            self,
            len(nodes) + len(branches),
            is_node=bool(nodes),
            without=impossible(self.session.document, nodes, branches),
        )
        menu.exec(place)  # type: ignore[call-overload]
        menu.deleteLater()  # it would stay with the window

    # ---------------------------------------------------------------------- window

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.documents.open_path(paths[0])
        for path in paths[1:]:
            self.new_window().documents.open_path(path)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._bar.fold(event.size().width())

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.session.is_dirty and not self._may_close:
            event.ignore()
            self.documents.leave(self._close_anyway)
            return
        self._stop_everything()
        self.recovery.shut_down()
        event.accept()

    def end(self) -> None:
        self._stop_everything()
        if self.session.is_dirty:
            self.recovery.leave_behind()
        else:
            self.recovery.shut_down()

    def _stop_everything(self) -> None:
        self.settings.set("geometry", self.saveGeometry())
        for key, size in zip(("panel width", "drawer height"), self.panels.sizes, strict=True):
            self.settings.set(key, size)
        for part in self._parts:
            part.shut_down()
        for asking in self.findChildren(Background):
            asking.shut_down()
        self.documents.shut_down()
        self.canvas.retire()
        self.is_retired = True

    def _close_anyway(self) -> None:
        self._may_close = True
        QTimer.singleShot(0, self.close)  # the first attempt to close must end before the second
