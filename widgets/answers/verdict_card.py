"""The verdict beside the tree: a headline, statements that open their proofs, the permitted plans."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from solver.analysis_words.verdict.headline import Headline
from solver.analysis_words.verdict.statement import Statement
from solver.document.model import Document
from solver.translation import tr
from widgets.answers.plan_rows import PlanRow, ShownPlan, signed
from widgets.basics.fields import heading, sentence, title
from widgets.basics.layouts import nest
from widgets.basics.link import LinkLabel
from widgets.basics.statement_row import RowCard, StatementRow

MOST_PLANS: Final = 8  # of all that are permitted; the Plans page has the others


class VerdictCard(QScrollArea):
    """What is said first about a tree."""

    explain_wanted = Signal()  # what the rule says
    action_wanted = Signal()  # what the headline offers
    cancel_wanted = Signal()
    proof_wanted = Signal(object)  # a Statement
    plan_wanted = Signal(int)  # its rank: to be shown on the tree, or not any more
    plan_opened = Signal(int)  # its rank: with its proof
    plans_wanted = Signal()  # the page of all plans

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("verdict.card")
        self.setAccessibleName(tr("Verdict"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._compact = False
        self._rule = sentence(muted=True)
        self._relation = sentence(muted=True)
        self._relation.setObjectName("verdict.relation")
        self._explain = LinkLabel(
            tr("What is this?"), tr("What the rule says, its source, and our reading (F1)")
        )
        self._headline = title(pixels=19)
        self._headline.setObjectName("verdict")
        self._headline.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._sub = sentence(muted=True)
        self._sub.setObjectName("verdict.sub")
        self._action = QPushButton()
        self._action.setObjectName("verdict.action")
        self._cancel = QPushButton(tr("Cancel"))
        self._cancel.setObjectName("verdict.cancel")
        self.statements = RowCard(tr("What it comes to"))
        self._plans_title = heading(tr("Permitted plans"))
        self._plans_link = LinkLabel(
            tr("Plans page"), tr("All permitted plans and their proofs (Ctrl+Alt+P)")
        )
        self._shared = sentence(muted=True)
        self.plans = RowCard(tr("Permitted plans"))
        self._more = LinkLabel("")
        self._lay_out()
        self._explain.clicked.connect(self.explain_wanted)
        self._action.clicked.connect(self.action_wanted)
        self._cancel.clicked.connect(self.cancel_wanted)
        self._plans_link.clicked.connect(self.plans_wanted)
        self._more.clicked.connect(self.plans_wanted)
        self.show_headline("", Headline(""))
        self.show_statements(())
        self.show_plans(Document(), (), "", 0)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(4)
        top = QHBoxLayout()
        top.addWidget(self._rule, 1)
        top.addWidget(self._explain)
        nest(column, top)
        column.addWidget(self._relation)
        column.addWidget(self._headline)
        column.addWidget(self._sub)
        doing = QHBoxLayout()
        doing.setSpacing(8)
        doing.addWidget(self._action)
        doing.addWidget(self._cancel)
        doing.addStretch(1)
        nest(column, doing)
        column.addSpacing(4)
        column.addWidget(self.statements)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self._plans_title, 1)
        row.addWidget(self._plans_link)
        nest(column, row)
        column.addWidget(self._shared)
        column.addWidget(self.plans)
        column.addWidget(self._more)
        column.addStretch(1)
        self.setWidget(inside)

    # ---------------------------------------------------------------------- showing

    def show_headline(self, rule: str, found: Headline, relation: str = "") -> None:
        """The verdict of a rule in one line, or why there is none; ``relation`` is the active one of several."""
        self._cancel.hide()
        self._rule.setText(rule)
        self._explain.setVisible(bool(rule))
        self._relation.setText(
            tr("Preference relation “{relation}” (F4: next)").format(relation=relation)
        )
        self._relation.setVisible(bool(relation))
        self._headline.setText(found.title)
        self._headline.setVisible(bool(found.title))
        self._sub.setText(found.sub)
        self._sub.setVisible(bool(found.sub))
        self._action.setText(found.action)
        self._action.setVisible(bool(found.action))

    def show_busy(self, done: float) -> None:
        """A computation takes a while and is so far (0 to 1); what was there stays, muted."""
        self._sub.setText(tr("Solving… {done:.0%}").format(done=done) if done else tr("Solving…"))
        self._sub.show()
        self._action.hide()
        self._cancel.show()
        self.set_stale()

    @property
    def is_busy(self) -> bool:
        """Whether it says that something is being computed."""
        return not self._cancel.isHidden()

    def set_stale(self) -> None:
        """What is shown may not hold any more."""
        for row in self.statements.rows:
            row.setEnabled(False)

    def show_statements(self, statements: Sequence[Statement]) -> None:
        """What the verdict comes to."""
        rows = []
        for each in statements:
            row = StatementRow(each.sign, each.title, each.detail)
            row.set_compact(self._compact)
            row.clicked.connect(lambda _=False, said=each: self.proof_wanted.emit(said))
            rows.append(row)
        self.statements.show_rows(rows)

    def show_open(self, about: str | None, statements: Sequence[Statement]) -> None:
        """Mark the statement whose proof is open."""
        for row, each in zip(self.statements.rows, statements, strict=False):
            if isinstance(row, StatementRow):
                row.is_chosen = each.about == about
                row.update()

    def show_plans(
        self, document: Document, plans: Sequence[ShownPlan], shared: str, others: int
    ) -> None:
        """The first permitted plans, what all have in common, and how many more there are."""
        rows = []
        for plan in plans[:MOST_PLANS]:
            row = PlanRow(document, plan)
            row.wanted.connect(self.plan_wanted)
            row.open_wanted.connect(self.plan_opened)
            rows.append(row)
        self.plans.show_rows(rows)
        for part in (self._plans_title, self._plans_link):
            part.setVisible(bool(rows))
        self._shared.setText(tr("All: {shared}").format(shared=shared))
        self._shared.setVisible(bool(rows) and bool(shared))
        self._more.setText(
            tr("{others:,} more on the Plans page").format(others=others).replace(",", "\u202f")
        )
        self._more.setAccessibleName(self._more.text())
        self._more.setVisible(others > 0)
        self._more.updateGeometry()

    def show_signs(self, beaten: Sequence[int], dominated: frozenset[int]) -> None:
        """Which plans a mixture beats, and which a plan dominates."""
        signed(self.plan_rows, beaten, dominated)

    @property
    def plan_rows(self) -> list[PlanRow]:
        """The rows of the plans."""
        return [row for row in self.plans.rows if isinstance(row, PlanRow)]

    def show_chosen(self, rank: int | None) -> None:
        """Which plan is shown on the tree."""
        for row in self.plan_rows:
            row.choose(row.plan.rank == rank)

    def set_compact(self, compact: bool) -> None:
        """One line a statement, or two."""
        self._compact = compact
        for row in self.statements.rows:
            if isinstance(row, StatementRow):
                row.set_compact(compact)
        self.statements.place()
