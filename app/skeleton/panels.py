"""How the parts of the window lie beside each other."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.skeleton.page import PagePlace, PartPage
from widgets.answers.verdict_page import SolverPanel
from widgets.basics.theme import Theme
from widgets.canvas import Canvas
from widgets.canvas.scene.trail_marks import WayMarks
from widgets.inspector.inspector import Inspector
from widgets.shell.findings_list import FindingsList
from widgets.shell.key_hints import KeyHints
from widgets.shell.message_bar import MessageBar
from widgets.shell.palette import Palette
from widgets.shell.waiting_bar import WaitingBar


class Panels(QWidget):
    """Everything inside the window: the start screen, or the canvas with its panels around it."""

    def __init__(self) -> None:
        super().__init__()
        self.message = MessageBar()
        self.waiting = WaitingBar()
        self.canvas = Canvas()
        self.canvas.draw_gradually()
        self.canvas.drawn.connect(self.show_drawing)
        self.palette_panel = Palette()
        self.inspector = Inspector()
        self.solver_panel = SolverPanel()
        self.way = WayMarks(self.canvas.tree)
        self.findings = FindingsList()
        self.hints = KeyHints()
        self._side = self._side_panels()
        self._editing = self._start = self._around_the_canvas()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._editing)
        self._column = _column(self)
        self._column.addWidget(self.message)
        self._column.addWidget(self.waiting)
        self._column.addWidget(self._stack, 1)

    def place(self, page: PartPage) -> None:
        """Take in what a part shows; of several in one place the last stands last."""
        match page.place:
            case PagePlace.START:
                self._start = page.widget
                self._stack.insertWidget(0, page.widget)
            case PagePlace.SIDE:
                self.tabs.addTab(page.widget, page.title)
            case PagePlace.ANSWER:
                self.answers.addTab(page.widget, page.title)
            case PagePlace.NOTE:
                self.solver_panel.add_note(page.widget)
            case PagePlace.BELOW_TREE:
                self._below.insertWidget(self._below.indexOf(self.hints), page.widget)
            case PagePlace.ABOVE_ALL:
                self._column.insertWidget(self._column.indexOf(self.message), page.widget)

    def show_start(self, start: bool) -> None:
        """The start screen, or the tree."""
        self._stack.setCurrentWidget(self._start if start else self._editing)

    def show_drawing(self, done: float) -> None:
        """How far the canvas is with a large tree."""
        self.waiting.show_waiting("Drawing the tree …" if done < 1 else "", done, may_cancel=False)

    def show_only_tree(self, only_tree: bool) -> None:
        """Put the panels away, or bring them back."""
        self.palette_panel.setVisible(not only_tree)
        self._side.setVisible(not only_tree)

    def set_theme(self, theme: Theme) -> None:
        """The same colours for everything that draws with its own."""
        self.canvas.set_theme(theme)
        self.palette_panel.set_theme(theme)

    def show_inspector(self) -> None:
        self.tabs.setCurrentIndex(0)

    def show_page(self, page: QWidget) -> None:
        """Bring a tab to the front."""
        for tabs in (self.answers, self.tabs):
            if tabs.indexOf(page) >= 0:
                tabs.setCurrentWidget(page)

    def free_corner(self) -> QPoint:
        """The top right corner, on the screen, of a place that a small window may cover."""
        if self.tabs.isVisible():
            return self.tabs.mapToGlobal(self.tabs.rect().topRight())
        return self.window().mapToGlobal(QPoint(self.window().width(), 110))

    def _around_the_canvas(self) -> QWidget:
        middle = QWidget()
        self._below = _column(middle)
        self._below.addWidget(self.canvas, 1)
        self._below.addWidget(self.hints)
        self._below.addWidget(self.findings)
        row = QSplitter(Qt.Orientation.Horizontal)
        row.addWidget(self.palette_panel)
        row.addWidget(middle)
        row.addWidget(self._side)
        row.setStretchFactor(1, 1)
        row.setChildrenCollapsible(False)
        row.setSizes([92, 776, 412])
        return row

    def _side_panels(self) -> QWidget:
        tabs = QTabWidget()
        tabs.setObjectName("tabs")
        tabs.setDocumentMode(True)
        tabs.addTab(self.inspector, "&Inspector")
        self.tabs = tabs
        side = QSplitter(Qt.Orientation.Vertical)
        side.setChildrenCollapsible(False)
        side.addWidget(tabs)
        side.addWidget(self._answer_tabs())
        side.setSizes([360, 340])
        side.setStretchFactor(0, 3)
        side.setStretchFactor(1, 2)
        side.setMinimumWidth(330)
        return side

    def _answer_tabs(self) -> QTabWidget:
        """What is asked about the tree, a page a question."""
        self.answers = QTabWidget()
        self.answers.setObjectName("answers")
        self.answers.setDocumentMode(True)
        self.answers.addTab(self.solver_panel, "Verdict")
        return self.answers


def _column(parent: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column
