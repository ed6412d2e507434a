"""The solver panel: a rule, its verdict in a sentence, and the permitted plans."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from solver.document.model import Document
from solver.solution import Plan, Solution
from widgets.answers.plan_list import PlanList
from widgets.basics.fields import caption, sentence


class RuleText(Protocol):
    """What the panel shows of a rule."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def summary(self) -> str: ...


def verdict_text(solution: Solution) -> str:
    """The verdict in plain sentences."""
    total, dominated = solution.plans_total, solution.dominated_total
    if total is None:
        text = (
            "The tree has too many undominated plans to decide everything. What is marked is sure; "
            "dashed branches are undecided."
        )
    else:
        text = f"{total:,} plans are permitted" if total != 1 else "One plan is permitted"
        if dominated and total == 1:
            text += ", and it is dominated: the rule is exploitable here."
        elif dominated:
            verb = "are" if dominated > 1 else "is"
            text += f"; {dominated:,} of them {verb} dominated: the rule is exploitable here."
        else:
            text += "."
        if dominated is None:
            text += " How many of them are dominated is too much to count."
        if not solution.decided and any(v.permitted is None for v in solution.branches.values()):
            text += " Dashed branches are undecided."
    if not solution.complete and solution.plans:
        many = len(solution.plans)
        text += f" The first {many:,} can be listed." if many > 1 else " One can be listed."
    if solution.value is not None:
        text += f" The expected value is {solution.value}."
    if solution.clashes:
        text += " Some plan is maximal seen from the root but not seen from every node on its way."
    if solution.off_plan:
        count = len(solution.off_plan)
        where = "node is" if count == 1 else "nodes are"
        text += (
            f" {count} choice {where} off every permitted plan; "
            "what is marked there starts afresh below the root."
        )
    return text


class SolverPanel(QWidget):
    """Choose a rule, solve, read the verdict."""

    rule_changed = Signal(object)  # the rule's id
    solve_requested = Signal()
    live_changed = Signal(bool)
    cancel_requested = Signal()
    explain_requested = Signal(object)  # the rule's id
    plan_selected = Signal(object)  # a Plan, or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("solver")
        self.setAccessibleName("Solver")
        self._rules: dict[str, RuleText] = {}
        self._notes: list[QWidget] = []
        self._rule = QComboBox()
        self._rule.setObjectName("rule")
        self._rule.setAccessibleName("Decision rule")
        self._summary = sentence()
        self._explain = QPushButton("What is this?")
        self._solve = QPushButton("Solve")
        self._solve.setToolTip("Apply the rule (F5)")
        self._live = QCheckBox("Live")
        self._live.setToolTip("Solve again after every change.")
        self._live.setChecked(True)
        self._cancel = QPushButton("Cancel")
        self._cancel.hide()
        self._verdict = sentence()
        self._verdict.setObjectName("verdict")
        self._verdict.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._verdict.setAccessibleName("Verdict")
        self.plans = PlanList()
        self.setMinimumHeight(330)  # the wrapped sentences ask for less than they need
        self._legend = sentence(
            "Heavy: permitted. Two strokes across: not permitted. Faded: out of reach. ∥: a gap."
        )
        self._legend.setEnabled(False)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(caption("&Rule", self._rule))
        top.addWidget(self._rule, 1)
        column.addLayout(top)
        column.addWidget(self._summary)
        doing = QHBoxLayout()
        doing.setSpacing(8)
        doing.addWidget(self._solve)
        doing.addWidget(self._live)
        doing.addStretch(1)
        doing.addWidget(self._explain)
        column.addLayout(doing)
        result = QHBoxLayout()
        result.addWidget(self._verdict, 1)
        result.addWidget(self._cancel, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(result)
        self._below_verdict = QVBoxLayout()
        column.addLayout(self._below_verdict)
        column.addWidget(self.plans, 1)
        column.addWidget(self._legend)

    def add_note(self, note: QWidget) -> None:
        """Something to be said between the verdict and the plans; it hides while it is silent."""
        self._notes.append(note)
        self._below_verdict.addWidget(note)
        note.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What the marks on the tree mean stands below, unless a note needs the room."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._legend.setVisible(all(note.isHidden() for note in self._notes))
        return super().eventFilter(watched, event)

    def _connect(self) -> None:
        self._rule.currentIndexChanged.connect(self._rule_chosen)
        self._solve.clicked.connect(self.solve_requested)
        self._live.toggled.connect(self.live_changed)
        self._cancel.clicked.connect(self.cancel_requested)
        self._explain.clicked.connect(lambda: self.explain_requested.emit(self.current_rule()))
        self.plans.plan_selected.connect(self.plan_selected)

    # ---------------------------------------------------------------------- rules

    def show_rules(self, rules: Sequence[RuleText], chosen: str) -> None:
        self._rules = {rule.id: rule for rule in rules}
        self._rule.blockSignals(True)
        self._rule.clear()
        for rule in rules:
            self._rule.addItem(rule.name, rule.id)
        self._rule.blockSignals(False)
        self.set_rule(chosen)
        self._show_summary()

    def current_rule(self) -> str:
        return str(self._rule.currentData())

    def set_rule(self, id_: str) -> None:
        self._rule.setCurrentIndex(self._rule.findData(id_))

    @property
    def is_live(self) -> bool:
        return self._live.isChecked()

    def set_live(self, live: bool) -> None:
        self._live.setChecked(live)

    def _rule_chosen(self) -> None:
        self._show_summary()
        self.rule_changed.emit(self.current_rule())

    def _show_summary(self) -> None:
        rule = self._rules.get(self.current_rule())
        self._summary.setText(rule.summary if rule is not None else "")

    # -------------------------------------------------------------------- results

    def show_solution(self, document: Document, solution: Solution) -> None:
        self._cancel.hide()
        self._verdict.setText(verdict_text(solution))
        self.plans.show_plans(document, solution)

    def show_problem(self, message: str) -> None:
        """Why there is no answer."""
        self._cancel.hide()
        self._verdict.setText(message)
        self.plans.show_plans(Document(), None)

    def show_busy(self, done: float) -> None:
        """A computation takes a while and is so far (0 to 1); it can be cancelled."""
        self._verdict.setText(f"Solving… {done:.0%} of the nodes are done." if done else "Solving…")
        self._cancel.show()

    def selected_plan(self) -> Plan | None:
        items = self.plans.selectedItems()
        return items[0].data(0, Qt.ItemDataRole.UserRole) if items else None
