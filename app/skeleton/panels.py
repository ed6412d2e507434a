"""How the parts of the window lie beside each other."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

import assets
from solver.rules import DEFAULT_RULE, RULES
from widgets.answers.compare_page import ComparePage
from widgets.answers.policy_hint import PolicyHint
from widgets.answers.policy_page import PolicyPage
from widgets.answers.utilities_page import UtilitiesPage
from widgets.answers.verdict_page import SolverPanel
from widgets.answers.walk_panel import WalkPanel
from widgets.answers.why_page import WhyPage
from widgets.basics.fields import heading
from widgets.basics.theme import Theme
from widgets.canvas import Canvas
from widgets.canvas.scene.trail_marks import WayMarks
from widgets.inspector.inspector import Inspector
from widgets.preferences.completion_editor import CompletionEditor
from widgets.preferences.lottery_relation import LotteryRelation
from widgets.preferences.outcome_table import OutcomeTable
from widgets.preferences.preference_view import PreferenceView
from widgets.preferences.relation_switch import RelationSwitch
from widgets.shell.findings_list import FindingsList
from widgets.shell.key_hints import KeyHints
from widgets.shell.message_bar import MessageBar
from widgets.shell.palette import Palette
from widgets.shell.recovery_bar import RecoveryBar
from widgets.shell.start_screen import StartScreen
from widgets.shell.waiting_bar import WaitingBar


class Panels(QWidget):
    """Everything inside the window: the start screen, or the canvas with its panels around it."""

    def __init__(self) -> None:
        super().__init__()
        self.message = MessageBar()
        self.recovery = RecoveryBar()
        self.waiting = WaitingBar()
        self.canvas = Canvas()
        self.canvas.draw_gradually()
        self.canvas.drawn.connect(self.show_drawing)
        self.palette_panel = Palette()
        self.start = StartScreen()
        self.start.show_examples(assets.EXAMPLES)
        self.inspector = Inspector()
        self.outcomes = OutcomeTable()
        self.relations = RelationSwitch()
        self.preference_view = PreferenceView()
        self.preferences = self.preference_view.matrix
        self.relation = LotteryRelation()
        self.completion = CompletionEditor()
        self.solver_panel = SolverPanel()
        self.solver_panel.show_rules(list(RULES.values()), DEFAULT_RULE)
        self.way = WayMarks(self.canvas.tree)
        self.walk_panel = WalkPanel()
        self.why_page = WhyPage()
        self.compare_page = ComparePage(list(RULES.values()))
        self.policy_page = PolicyPage()
        self.policy_hint = PolicyHint()
        self.solver_panel.add_note(self.policy_hint)
        self.utilities_page = UtilitiesPage()
        self.findings = FindingsList()
        self.hints = KeyHints()
        self._side = self._side_panels()
        self._editing = self._around_the_canvas()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start)
        self._stack.addWidget(self._editing)
        column = _column(self)
        column.addWidget(self.recovery)
        column.addWidget(self.message)
        column.addWidget(self.waiting)
        column.addWidget(self._stack, 1)

    def show_start(self, start: bool) -> None:
        """The start screen, or the tree."""
        self._stack.setCurrentWidget(self.start if start else self._editing)

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
        self.preference_view.set_theme(theme)

    def show_inspector(self) -> None:
        self.tabs.setCurrentIndex(0)

    def show_preferences(self) -> None:
        self.tabs.setCurrentIndex(1)

    def show_answer(self, page: QWidget) -> None:
        """Bring one of the pages of answers to the front."""
        self.answers.setCurrentWidget(page)

    def _around_the_canvas(self) -> QWidget:
        middle = QWidget()
        above = _column(middle)
        above.addWidget(self.canvas, 1)
        above.addWidget(self.walk_panel)
        above.addWidget(self.hints)
        above.addWidget(self.findings)
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
        preferences = QWidget()
        column = QVBoxLayout(preferences)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        column.addWidget(self.relations)  # above all that it changes
        column.addWidget(heading("Outcomes"))
        column.addWidget(self.outcomes)
        column.addWidget(heading("How they compare (row against column)"))
        column.addWidget(self.preference_view)
        column.addWidget(self.relation)
        column.addWidget(self.completion)
        column.addStretch(1)
        scrolled = QScrollArea()
        scrolled.setWidget(preferences)
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tabs.addTab(scrolled, "&Outcomes and preferences")
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
        self.answers.addTab(self.why_page, "Why?")
        self.answers.addTab(self.compare_page, "Compare")
        self.answers.addTab(self.policy_page, "Policy")
        self.answers.addTab(self.utilities_page, "Utilities")
        return self.answers


def _column(parent: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column
