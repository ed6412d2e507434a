"""The page of plans: all that are permitted, and beside them the proof of the chosen one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from solver.analysis_words.plan_proof_words import PlanProof
from solver.document.model import Document
from solver.translation import mark, tr
from widgets.answers.plan_list import PlanTree
from widgets.basics.bars.prospect_bar import ProspectBar
from widgets.basics.fields import caption, heading, sentence, title
from widgets.basics.layouts import nest
from widgets.basics.style import theme_now
from widgets.basics.two_parts import scrolled, two_parts

EMPTY = mark("Choose a plan to see what beats it, or the completion under which it is best.")
UNSOLVED = mark("Plans appear here once the tree is solved.")


class PlansPage(QWidget):
    """`plans` is the list; `why_wanted` asks for the page “Why?” of the chosen plan."""

    why_wanted = Signal()
    rule_wanted = Signal(str)  # the id of a rule that would not permit the plan

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Plans"))
        self.plans = PlanTree()
        self._proof: PlanProof | None = None
        self._told: object = None  # what is shown at the right
        self._right = scrolled(QWidget(), tr("Proof"))
        self._right.setObjectName("plans.proof")
        left = QWidget()
        beside = QVBoxLayout(left)
        left.setBackgroundRole(QPalette.ColorRole.Base)
        left.setAutoFillBackground(True)
        beside.setContentsMargins(17, 6, 0, 0)  # the words of all pages begin at 20
        beside.setSpacing(0)
        self.plans.shared.setContentsMargins(3, 0, 12, 6)
        beside.addWidget(self.plans.shared)
        beside.addWidget(self.plans, 1)
        two_parts(self, left, self._right, (600, 640))
        self.plans.setFrameShape(QFrame.Shape.NoFrame)
        self.show_proof(Document(), None)

    @property
    def proof(self) -> PlanProof | None:
        """What is shown of the chosen plan."""
        return self._proof

    def show_proof(
        self,
        document: Document,
        proof: PlanProof | None,
        other: tuple[str, str] | None = None,
        *,
        solved: bool = False,
    ) -> None:
        """Show the proof of the chosen plan; None where none is chosen.

        ``other`` is a rule that would not permit the plan: its id, and what it is called.
        """
        told = document, proof, other, solved
        if told == self._told:
            return
        self._told, self._proof = told, proof
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(6)
        if proof is None:
            column.addWidget(sentence(tr(EMPTY if solved else UNSOLVED), muted=True))
        else:
            self._fill(column, document, proof, other)
        column.addStretch(1)
        self._right.setWidget(inside)
        inside.setAutoFillBackground(True)
        inside.setBackgroundRole(QPalette.ColorRole.Base)

    def _fill(
        self,
        column: QVBoxLayout,
        document: Document,
        proof: PlanProof,
        other: tuple[str, str] | None,
    ) -> None:
        column.addWidget(title(proof.title, 15))
        column.addWidget(sentence(proof.sub, muted=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 3)
        for row, line in enumerate(proof.lines):
            factor = heading(line.factor)
            factor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            grid.addWidget(factor, 2 * row, 0)
            name = sentence(line.name)
            name.setAlignment(Qt.AlignmentFlag.AlignTop)
            grid.addWidget(name, 2 * row, 1, 2, 1)
            bar = ProspectBar()
            bar.show_prospect(document, line.prospect, line.words)
            grid.addWidget(bar, 2 * row, 2)
            words = sentence(line.words, muted=True)
            words.setContentsMargins(0, 0, 0, 6)
            grid.addWidget(words, 2 * row + 1, 2)
        nest(column, grid)
        if proof.scales:
            column.addSpacing(6)
            column.addWidget(heading(tr("Scale by scale")))
            nest(column, self._scales(proof))
        if proof.follows:
            column.addSpacing(6)
            column.addWidget(heading(tr("What follows")))
            for text in proof.follows:
                column.addWidget(sentence(text))
        row_ = QHBoxLayout()
        why = QPushButton(tr("Why is it permitted?"))
        why.clicked.connect(self.why_wanted)
        copy = QPushButton(tr("Copy proof"))
        copy.clicked.connect(self._copy)
        if other is not None:
            switch = QPushButton(tr("Switch to {other}").format(other=other[1]))
            switch.setToolTip(tr("It does not permit this plan."))
            switch.clicked.connect(lambda: self.rule_wanted.emit(other[0]))
            row_.addWidget(switch)
        row_.addWidget(why)
        row_.addWidget(copy)
        row_.addStretch(1)
        column.addSpacing(6)
        nest(column, row_)

    def _scales(self, proof: PlanProof) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(0, 2)
        for column in range(1, 5):
            grid.setColumnStretch(column, 1)
        heads = (
            tr("Scale"),
            tr("Chance: plan"),
            proof.rival,
            tr("Weighted value: plan"),
            proof.rival,
        )
        for place, head in enumerate(heads):
            label = sentence(head, muted=True)
            aligned = Qt.AlignmentFlag.AlignBottom
            if place:
                aligned |= Qt.AlignmentFlag.AlignRight
                label.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(label, 0, place, aligned)
        for row, each in enumerate(proof.scales, start=1):
            grid.addWidget(sentence(each.scale), row, 0)
            for place, text in enumerate((*each.chance, *each.value), start=1):
                label = _number(text)
                if place == 4 and each.better:
                    label.setText(f"{text}  ▲")
                    palette = label.palette()
                    palette.setColor(QPalette.ColorRole.WindowText, QColor(theme_now().good))
                    label.setPalette(palette)
                grid.addWidget(label, row, place)
        return grid

    def _copy(self) -> None:
        if self._proof is not None:
            QGuiApplication.clipboard().setText(self._proof.text)


def _number(text: str) -> QLabel:
    label = caption(text)
    label.setAlignment(Qt.AlignmentFlag.AlignRight)
    return label
