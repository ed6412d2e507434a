"""The main window: first its picture, then everything else, composed of the parts."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

import assets
from app.skeleton.document_window import AnyPart, DocumentWindow
from app.skeleton.frame import add_menus, prepare_status_bar, set_ground
from app.storage.settings import Settings
from app.window.windows import Windows
from widgets.basics.icons import icon
from widgets.basics.style import apply_theme
from widgets.basics.theme import DARK, LIGHT, Theme
from widgets.shell.start_screen import StartScreen

if TYPE_CHECKING:
    from app.documents.editor import Editor
    from app.skeleton.bars import Bars
    from app.skeleton.document_views import DocumentViews
    from app.skeleton.panels import Panels
    from app.skeleton.part import WindowPart
    from solver.edits import Edit
    from solver.findings import Finding

DEFAULT_RULE: Final = "dsm"
LATEST: Final = 500  # ms after the window is shown, where it is not painted at all
#: What a person may do with the first picture.  All that is behind it is there by then.
GESTURES: Final = frozenset(
    (
        QEvent.Type.MouseButtonPress,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.KeyPress,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.DragEnter,
        QEvent.Type.ContextMenu,
    )
)


class MainWindow(DocumentWindow):
    """One window with one document, made of these parts.

    What its first picture needs is there from the start: this module and what it imports at its top
    know nothing of documents.  Everything else is loaded and built at once, or, with ``first_picture``,
    once that has been painted, piece by piece, so that nothing waits; whoever does something before
    has all of it at once (`complete`).
    """

    windows: Windows
    panels: "Panels"
    editor: "Editor"
    bars: "Bars"
    views: "DocumentViews"
    completed = Signal()  # only where the first picture came first

    def __init__(
        self,
        windows: Windows | None = None,
        parts: "Iterable[type[WindowPart]] | None" = None,
        *,
        first_picture: bool = False,
        opening: str = "",
    ) -> None:
        """``opening``: what will be opened at once, so that the start screen is not shown first."""
        super().__init__()
        self.setObjectName("window")
        self._kinds = None if parts is None else tuple(parts)
        if windows is None:
            windows = Windows(lambda windows: MainWindow(windows, self._kinds))
        self.windows = windows
        self.is_retired = self._may_close = False
        self._parts: list[WindowPart] = []
        self.settings = Settings()
        self.theme = DARK if self.settings.flag("dark", False) else LIGHT
        self._application = _application()
        self._pieces: Iterator[None] | None = self._rest()
        self._next = QTimer(self)
        self._next.setInterval(0)
        self._next.timeout.connect(self._go_on)
        self._show_first_picture()
        self.start_screen.show_opening(opening)
        if not first_picture:
            self.complete()

    # -------------------------------------------------------------- the first picture

    def _show_first_picture(self) -> None:
        """As large as the last time, or as there is room, with the start screen."""
        self._show_theme(self.theme)  # before there is anything that would be polished twice
        self._menus = add_menus(self)
        prepare_status_bar(self)
        self.start_screen = StartScreen()
        self.start_screen.show_examples(assets.EXAMPLES)
        self.start_screen.show_recents(self.settings.recents)
        self.setCentralWidget(self.start_screen)
        self.setWindowTitle("Quandary")
        set_ground(self.menuBar(), self.theme)
        set_ground(self.statusBar(), self.theme)
        self.start_screen.show_icons()
        self.setAcceptDrops(True)
        room = self.screen().availableSize()
        self.resize(min(1280, room.width() - 20), min(800, room.height() - 60))
        geometry = self.settings.data("geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._pieces is not None:
            self.start_screen.viewport().installEventFilter(self)
            QTimer.singleShot(LATEST, self, self._begin)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The first picture is painted, or somebody does something with it."""
        if self._pieces is not None:
            if event.type() == QEvent.Type.Paint:
                QTimer.singleShot(0, self, self._begin)
            elif event.type() in GESTURES:
                self.complete()
        return super().eventFilter(watched, event)

    def _begin(self) -> None:
        """The first picture is there: the next pieces, while nobody does anything."""
        if self._pieces is not None and not self._next.isActive():
            self.start_screen.viewport().removeEventFilter(self)
            self._application.installEventFilter(self)
            self._next.start()

    def complete(self) -> None:
        """Have everything at once that comes after the first picture."""
        while self._pieces is not None:
            self._go_on()

    def _go_on(self) -> None:
        """One piece more, while nothing else happens."""
        pieces = self._pieces
        if pieces is None:
            self._next.stop()
            return
        try:
            next(pieces)
        except StopIteration:
            self._pieces = None
            self._next.stop()
            self.start_screen.viewport().removeEventFilter(self)
            self._application.removeEventFilter(self)
            self.completed.emit()
        except BaseException:  # a bug: it is told, and not again and again
            self._next.stop()
            raise

    # ------------------------------------------------------------------ everything else

    def _rest(self) -> Iterator[None]:
        """Everything behind the first picture, in pieces that are not felt."""
        from app.window.start.loading import load

        yield from load()
        self._make_common()
        yield
        yield from self._make_parts()
        self._build()  # what follows is seen, and so is all one piece
        self._show_around(self.theme)
        self._place_panels()
        self.views.show_all()
        self.windows.add(self)
        if (layout := self.layout()) is not None:
            layout.activate()  # everything stands where a click may be about to go
        if self._focus is not None:  # it lost it on the way to its new place
            self._focus.setFocus()

    def _make_common(self) -> None:
        """What the parts share."""
        from app.documents.document_check import DocumentChecker
        from app.documents.documents import Documents
        from app.documents.editor import Editor
        from app.documents.recovery import Recovery
        from app.documents.session import Session
        from app.skeleton.current_verdict import CurrentVerdict
        from app.skeleton.panels import Panels
        from app.window.dialogs import Dialogs
        from widgets.answers.rule_switch import RuleSwitch

        self.session = Session(self)
        self.editor = Editor(self.session, self)
        self.surveyor = DocumentChecker(self)
        self.verdict = CurrentVerdict(DEFAULT_RULE, self)
        self.panels = panels = Panels()
        panels.setParent(self)  # until it is in its place
        self.canvas, self.way, self.hints = panels.canvas, panels.way, panels.hints
        self.inspector, self.rule_switch = panels.inspector, RuleSwitch()
        self.message = panels.message
        dialogs = Dialogs(self, self.message, self.settings)
        self.documents = Documents(self.session, dialogs, self.settings)
        self.documents.setParent(self)  # it goes with the window, and so does what it tells
        self.recovery = Recovery(self.session, self.documents.place)

    def _make_parts(self) -> Iterator[None]:
        """The parts, each with its actions; one may ask for those before it."""
        from app.skeleton.actions import Actions
        from app.window.parts import PARTS

        kinds = PARTS if self._kinds is None else self._kinds
        rows = (row for kind in kinds for row in kind.rows)
        self.actions_table = Actions(self, self._menus, rows)
        yield
        for kind in kinds:
            self._parts.append(kind(self))
            yield
        self._focus = self.focusWidget()
        for part in self._parts:
            self._take_in(part)

    def _take_in(self, part: "WindowPart") -> None:
        """Place what a part shows, and connect what it does."""
        for page in part.pages():
            self.panels.place(page)
        does = part.does()
        if does.keys() != {row.name for row in part.rows}:
            raise ValueError(f"{type(part).__name__} does not do just what its actions say.")
        self.actions_table.connect(does)
        part.told.connect(self.tell)

    def _build(self) -> None:
        """The parts in their places, and everything kept in line."""
        from app.analyses.verdict import VerdictPart
        from app.skeleton.bars import Bars
        from app.skeleton.document_views import DocumentViews
        from app.window.appearance import Appearance

        panels = self.panels
        self.setCentralWidget(panels)
        panels.show()
        self.bars = Bars(self, panels, self.rule_switch, self.actions_table)
        self.views = DocumentViews(self, panels, self.bars, self.editor, self._parts)
        self.bars.bar.numbers_wanted.connect(self.part(Appearance).set_numbers)
        panels.compact_changed.connect(self.part(VerdictPart).card.set_compact)
        self.theme_changed.connect(self._show_theme)
        self.theme_changed.connect(self._show_around)

    def _place_panels(self) -> None:
        """As they were the last time."""
        kept = self.settings.number("panel width", 0), self.settings.number("drawer height", 0)
        self.panels.set_sizes(*map(round, kept))
        self.bars.bar.fold(self.width())

    def _show_theme(self, theme: Theme) -> None:
        apply_theme(self._application, theme)
        self.setWindowIcon(icon("quandary", theme.accent))

    def _show_around(self, theme: Theme) -> None:
        """The same colours for everything that draws with its own."""
        self.bars.set_theme(theme)
        self.panels.set_theme(theme)
        self.actions_table.set_theme(theme)
        for part in self._parts:
            part.follow_theme(theme)

    # ------------------------------------------------------------- as the parts see it

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

    def perform(self, edit: "Edit") -> None:
        """What somebody intends."""
        self.views.perform(edit)

    def tell(self, text: str) -> None:
        self.statusBar().showMessage(text, 8000)

    def tell_verdict(self, text: str) -> None:
        self.bars.line.show_verdict(text)

    def show_finding(self, finding: "Finding") -> None:
        self.views.show_finding(finding)

    def show_tree(self) -> None:
        self.panels.show_tree()

    @property
    def is_panel_wanted(self) -> bool:
        return self.panels.is_panel_wanted

    def show_panel(self, wanted: bool) -> None:
        self.panels.show_panel(wanted)

    def show_only_tree(self, only_tree: bool) -> None:
        self.panels.show_only_tree(only_tree)
        self.bars.bar.setVisible(self.session.is_open and not only_tree)

    def go_to_area(self, step: int) -> None:
        self.canvas.close_editor()  # which lies above all areas
        self.bars.areas.go(step)

    def free_corner(self) -> QPoint:
        return self.panels.free_corner()

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return presses the button that has the focus, as the space bar does."""
        button = self.focusWidget()
        is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_return and isinstance(button, QAbstractButton) and button.isEnabled():
            button.click()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._pieces is None:
            self.bars.bar.fold(event.size().width())

    def closeEvent(self, event: QCloseEvent) -> None:
        self.complete()
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
        from app.process.background import Background

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


def _application() -> QApplication:
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise RuntimeError("A window needs a QApplication.")
    return application
