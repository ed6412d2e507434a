"""How the parts of the window lie beside each other."""

from time import monotonic
from typing import Final

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.skeleton.drawer import LEAST_PAGE, MOST, OPENED, STRIP, USUAL, Drawer
from app.skeleton.page import PagePlace, PartPage
from app.skeleton.side_panel import LEAST, SidePanel, usual_width
from solver.translation import tr
from widgets.basics.layouts import widgets_in
from widgets.basics.theme import Theme
from widgets.canvas import Canvas
from widgets.canvas.scene.way_marks import WayMarks
from widgets.canvas.spoken.reader import CanvasReader
from widgets.inspector.document_page import DocumentPanel
from widgets.inspector.inspector import Inspector
from widgets.shell.findings_list import FindingsList
from widgets.shell.key_hints import KeyHints
from widgets.shell.message_bar import MessageBar
from widgets.shell.palette import EmptyTree, Palette
from widgets.shell.waiting_bar import WaitingBar

MOMENT: Final = 0.3  # seconds; a tree that is drawn in less is not waited for
LOW: Final = 720  # pixels; in a window as high as that statements keep their second line


class Panels(QWidget):
    """Everything between the tool bar and the status bar.

    The start screen; or a place (the tree with the panel beside it, or another one that takes the
    whole width) above the drawer, which goes over the whole width.
    """

    page_changed = Signal()  # another page of the drawer or the panel is in front, or another place
    compact_changed = Signal(bool)  # there is little room above the drawer

    def __init__(self) -> None:
        super().__init__()
        self.message = MessageBar()
        self.waiting = WaitingBar()
        self.canvas = Canvas()
        self.canvas.draw_gradually()
        CanvasReader(self.canvas)
        self.canvas.drawn.connect(self.show_drawing)
        self.palette_panel = Palette()
        self.empty = EmptyTree(self.canvas)
        self.inspector = Inspector()
        self.document = DocumentPanel()
        self.way = WayMarks(self.canvas.tree)
        self.findings = FindingsList()
        self.hints = KeyHints(self)  # until it is in its place
        self.drawer = Drawer()
        self.tabs = SidePanel()
        self.tabs.addTab(self.inspector, tr("Selected"))
        self.tabs.addTab(self.document, tr("Document"))
        self._only_tree = self.is_compact = False
        self._panel_width = 0  # as somebody made it; 0 for the usual one
        self._panel_wanted = True
        self._drawing_since = 0.0
        self._height = 0  # of the drawer while it is open; 0 while it is the usual one
        self.places: list[tuple[QWidget, str]] = []
        self._editing = self._start = self._around_the_canvas()
        self._stack = QStackedWidget()
        self._stack.setMinimumSize(320, 200)
        self._stack.addWidget(self._editing)
        self._column = _column(self)
        self._column.addWidget(self.message)
        self._column.addWidget(self.waiting)
        self._column.addWidget(self._stack, 1)
        self._connect()

    def _around_the_canvas(self) -> QWidget:
        tree = QWidget()
        self._below = _column(tree)
        self._below.addWidget(self.canvas, 1)
        self._below.addWidget(self.findings)
        self._places = QStackedWidget()
        self._places.setMinimumSize(240, 120)  # each place sees to it that it has room
        self._places.addWidget(tree)
        self.places.append((tree, tr("Tree")))
        self._upper = _splitter(Qt.Orientation.Horizontal, self._places, self.tabs)
        self._lower = _splitter(Qt.Orientation.Vertical, self._upper, self.drawer)
        return self._lower

    def _connect(self) -> None:
        self.canvas.editing.connect(self.hints.show_editing)
        self._upper.splitterMoved.connect(self._moved_by_hand)
        self._lower.splitterMoved.connect(self._drawer_moved)
        self.tabs.close_wanted.connect(lambda: self.show_panel(False))
        self.tabs.currentChanged.connect(self.page_changed)
        self.drawer.changed.connect(self._drawer_changed)
        self.drawer.left.connect(self._focus_place)
        self.drawer.full_wanted.connect(self._show_full)

    @property
    def areas(self) -> tuple[QWidget, ...]:
        """Everything that may take the focus, area by area, as they lie from the top on."""
        above = [each for each in widgets_in(self._column) if each is not self._stack]
        if self._stack.currentWidget() is self._start is not self._editing:
            return (*above, self._start)
        place = widgets_in(self._below) if self.is_on_tree else [self._places.currentWidget()]
        return (*above, *place, self.tabs, *self.drawer.areas)

    def place(self, page: PartPage) -> None:
        """Take in what a part shows; of several in one place the last stands last."""
        match page.place:
            case PagePlace.START:
                self._start = page.widget
                self._stack.insertWidget(0, page.widget)
            case PagePlace.WHOLE:
                self._places.addWidget(page.widget)
                self.places.append((page.widget, page.title))
            case PagePlace.SIDE:  # before what is selected and the document
                self.tabs.insertTab(self.tabs.count() - 2, page.widget, page.title)
            case PagePlace.ANSWER | PagePlace.FURTHER:
                further = page.place is PagePlace.FURTHER
                self.drawer.add_page(page.widget, page.title, further=further)
            case PagePlace.ABOVE_TREE:
                self._below.insertWidget(self._below.indexOf(self.canvas), page.widget)
            case PagePlace.BELOW_TREE:
                self._below.insertWidget(self._below.indexOf(self.findings), page.widget)
            case PagePlace.ABOVE_ALL:
                self._column.insertWidget(self._column.indexOf(self.message), page.widget)

    # ---------------------------------------------------------------- what is in front

    def show_start(self, start: bool) -> None:
        """The start screen, or the document."""
        self._stack.setCurrentWidget(self._start if start else self._editing)

    @property
    def is_on_tree(self) -> bool:
        """Whether the place of the tree is in front."""
        return self._places.currentIndex() == 0

    @property
    def is_tree_shown(self) -> bool:
        """Whether the tree is to be seen: no other place, and no page over the whole height."""
        return self.is_on_tree and not self.drawer.is_full

    @property
    def place_number(self) -> int:
        """Which place is in front; 0 is the tree."""
        return self._places.currentIndex()

    def show_place(self, number: int) -> None:
        """Go to a place: 0 is the tree.  The drawer closes, to give it all the room."""
        self.drawer.set_full(False)
        if number != self._places.currentIndex():
            if number:
                self.canvas.close_editor()  # what is typed there counts, as after a click elsewhere
                self.drawer.close_page()
            self._places.setCurrentIndex(number)
            self._show_panel()
            self.page_changed.emit()

    def show_tree(self) -> None:
        """Go to the tree."""
        self.show_place(0)

    def show_first_tab(self) -> None:
        """The verdict, beside the tree."""
        self.tabs.setCurrentIndex(0)

    def show_inspector(self) -> None:
        """What is selected, beside the tree."""
        self.show_page(self.inspector)

    def show_page(self, page: QWidget) -> None:
        """Bring a page to the front, wherever it is."""
        if page in self.drawer.pages:
            self.drawer.show_page(page)
        elif self.tabs.indexOf(page) >= 0:
            self.show_tree()
            self.show_panel(True)
            self.tabs.setCurrentWidget(page)
        else:
            self.show_place(self._places.indexOf(page))

    def is_in_front(self, page: QWidget) -> bool:
        """Whether a page is the one that is shown in its place."""
        if page is self.drawer.current or page is self._places.currentWidget():
            return True
        return self.tabs.currentWidget() is page and self._panel_wanted and self.is_on_tree

    def show_panel(self, wanted: bool) -> None:
        """Put the panel beside the tree away, or bring it back."""
        if wanted != self._panel_wanted:
            inside = self.tabs.isAncestorOf(QApplication.focusWidget() or self)
            self._panel_wanted = wanted
            self._show_panel()
            if inside and not wanted:
                self.canvas.setFocus()
            self.page_changed.emit()

    @property
    def is_panel_wanted(self) -> bool:
        """Whether the panel stands beside the tree."""
        return self._panel_wanted

    def show_only_tree(self, only_tree: bool) -> None:
        """Put everything around the tree away, or bring it back."""
        self._only_tree = only_tree
        if only_tree:
            self.drawer.close_page()
            self.show_tree()
        self.drawer.setVisible(not only_tree)
        self._show_panel()

    def _show_panel(self) -> None:
        shown = self._panel_wanted and self.is_on_tree and not self._only_tree
        self.tabs.setVisible(shown)
        if shown:
            self._size_panel()

    def show_drawing(self, done: float) -> None:
        """How far the canvas is with a large tree; what takes a moment only needs no sign."""
        if done in (0.0, 1.0):
            self._drawing_since = monotonic()
        is_long = done < 1 and monotonic() - self._drawing_since > MOMENT
        self.waiting.show_waiting(
            tr("Drawing the tree …") if is_long else "", done, may_cancel=False
        )

    def set_theme(self, theme: Theme) -> None:
        """The same colours for everything that draws with its own."""
        self.canvas.set_theme(theme)
        self.palette_panel.set_theme(theme)
        self.empty.set_theme(theme)
        self.drawer.show_icons()
        self.tabs.show_icons()

    def free_corner(self) -> QPoint:
        """The top right corner, on the screen, of a place that a small window may cover."""
        if self.tabs.isVisible():
            return self.tabs.mapToGlobal(self.tabs.rect().topRight())
        return self.window().mapToGlobal(QPoint(self.window().width(), 110))

    # ------------------------------------------------------------------------ sizes

    @property
    def sizes(self) -> tuple[int, int]:
        """How wide the panel and how high the open drawer were made, 0 if by nobody."""
        return self._panel_width, self._height

    def set_sizes(self, panel: int, drawer: int) -> None:
        """As they were the last time; what is not sensible is as it usually is."""
        if panel >= LEAST:
            self._panel_width = panel
            self._size_panel()
        if drawer > STRIP + LEAST_PAGE:
            self._height = drawer

    def _moved_by_hand(self) -> None:
        self._panel_width = self.tabs.width()

    def _size_panel(self) -> None:
        """As wide as somebody made it, but at most half of the window; else as it usually is."""
        own = min(self._panel_width, self.width() // 2) or usual_width(self.width())
        self._upper.setSizes([self.width() - own, own])

    def _drawer_moved(self) -> None:
        if self.drawer.is_open and not self.drawer.is_full:
            self._height = min(self.drawer.height(), round(MOST * self.height()))
            if self.drawer.height() > self._height:
                self._size_drawer()

    def _size_drawer(self) -> None:
        whole = self._lower.height()
        usual = max(OPENED, round(USUAL * whole)) + STRIP
        own = min(self._height or usual, round(MOST * whole)) if self.drawer.is_open else STRIP
        self._lower.setSizes([whole - own, own])

    def _drawer_changed(self) -> None:
        self._size_drawer()
        self._show_compact()
        self.page_changed.emit()

    def _show_full(self, full: bool) -> None:
        if full:
            self.canvas.close_editor()
        self._upper.setVisible(not full)
        if not full:
            self._size_drawer()
        self._show_compact()
        self.page_changed.emit()  # the tree is out of sight, or seen again

    def _focus_place(self) -> None:
        """To the tree, or whatever takes its place."""
        place = self.canvas if self.is_on_tree else self._places.currentWidget()
        if place is not None:
            place.setFocus()

    def _show_compact(self) -> None:
        compact = self.window().height() < LOW or self.drawer.is_open
        if compact != self.is_compact:
            self.is_compact = compact
            self.compact_changed.emit(compact)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_panel()
        QTimer.singleShot(0, self, self._fit_in)

    def _fit_in(self) -> None:
        """Once the window has its size: how much of it goes to the drawer."""
        self._show_compact()
        if self.drawer.is_open and not self.drawer.is_full:
            self._size_drawer()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape that nobody else wants closes the drawer, leads back to the tree, closes the panel."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.drawer.is_open:
            self.drawer.close_page()
        elif not self.is_on_tree:
            self.show_tree()
            self.canvas.setFocus()
        elif self.tabs.isAncestorOf(QApplication.focusWidget() or self):
            self.show_panel(False)


def _column(parent: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column


def _splitter(way: Qt.Orientation, first: QWidget, second: QWidget) -> QSplitter:
    """Two parts with a thin line between them; the first one takes what room there is."""
    splitter = QSplitter(way)
    splitter.addWidget(first)
    splitter.addWidget(second)
    splitter.setStretchFactor(0, 1)
    splitter.setStretchFactor(1, 0)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(1)
    return splitter
