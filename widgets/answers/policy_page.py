"""The page “Policy”: the stated policy, its prospect, whether a policy dominates it, and all others."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from solver.analyses.policies import Policy
from solver.analyses.undominated_policies import PolicyRegion
from solver.analysis_words.policy_words import (
    moved_text,
    places,
    policy_text,
    policy_tip,
    regions_text,
)
from solver.document.model import Document
from solver.prospect import End, Prospect
from solver.words.names import Names
from widgets.answers.fixed_total_part import HoldingPart
from widgets.answers.policy_map import PolicyMap
from widgets.answers.policy_rows import PolicyRow
from widgets.answers.prospect_bars import ProspectBars
from widgets.basics.fields import heading, sentence
from widgets.basics.tips import plain_tip

MOST_ROWS: Final = 60
WIDE: Final = 800  # pixels, from which on sliders, map and prospects stand beside each other

LEGEND: Final = (
    "Heavy, filled: not dominated by a policy. Thin, hollow, hatched: dominated by a policy."
)
UNSURE: Final = " Dashed, plain: it depends on the shares; point at a policy to see."


class PolicyPage(QScrollArea):
    """Sliders, the prospect, the verdict with the better policy, the map, totals."""

    intended = Signal(object)  # an Edit
    improve_wanted = Signal()
    node_wanted = Signal(object)
    turned = Signal(object, object)  # the node, and the branch that it is now shown by

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("policy")
        self.setAccessibleName("Policy")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._names = Names(Document())
        self._shown: dict[str, str] = {}
        self._rows: dict[str, PolicyRow] = {}
        self._key: object = None  # what the rows are called
        self.verdict = heading("")
        self.verdict.setObjectName("policy verdict")
        self.verdict.setAccessibleName("Verdict on the policy")
        self.improve = QPushButton("Improve")
        self.improve.setToolTip("State the policy that is strictly preferred to this one.")
        self.improve.clicked.connect(self.improve_wanted)
        self.words = sentence()
        self.words.setObjectName("policy words")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bars = ProspectBars()
        self.moved = sentence()
        self.regions = sentence()
        self.regions.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.map = PolicyMap()
        self._legend = sentence(LEGEND)
        self._legend.setEnabled(False)
        self.reading = sentence()
        self.reading.setObjectName("policy reading")
        self.holding = HoldingPart()
        self._lay_out()
        self.show_problem("Open or build a tree.")

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        top = QHBoxLayout()
        top.addWidget(self.verdict, 1)
        top.addWidget(self.improve)
        column.addLayout(top)
        column.addWidget(self.words)
        self._body = QWidget()
        self._parts = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._body)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(16)
        self._sliders = QVBoxLayout()
        self._sliders.setSpacing(4)
        self._map_heading = heading("All policies")
        for stretch, heads in (
            (4, (self._sliders, self.holding)),
            (3, (self._map_heading, self.map, self._legend, self.reading, self.regions)),
            (3, (heading("Its prospect"), self.bars, self.moved)),
        ):
            part = QVBoxLayout()
            part.setSpacing(6)
            for each in heads:
                if isinstance(each, QWidget):
                    part.addWidget(each)
                else:
                    part.addLayout(each)
            part.addStretch(1)
            self._parts.addLayout(part, stretch)
        column.addWidget(self._body)
        column.addStretch(1)
        self.setWidget(inside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other where there is room, else one below the other."""
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        self._parts.setDirection(way.LeftToRight if self.width() >= WIDE else way.TopToBottom)

    # ------------------------------------------------------------------------ showing

    def show_problem(self, text: str) -> None:
        """Why there is no policy to show."""
        self.verdict.setText("")
        self.improve.hide()
        self.words.setText(text)
        self._body.hide()

    def show_policy(
        self,
        document: Document,
        names: Names,
        shown: Mapping[str, str],
        policy: Policy,
        ends: Sequence[End],
        before: Prospect | None,
    ) -> None:
        """The stated policy; ``shown`` has a branch for each choice node to be moved."""
        self._body.show()
        if names is not self._names or dict(shown) != self._shown:
            children = document.children
            key = [
                (node, names.node(node), *(names.branch(b.id) for b in children(node)))
                for node in shown
            ]
            anew = key != self._key or dict(shown) != self._shown
            self._key, self._names, self._shown = key, names, dict(shown)
            if anew:
                self._build(document)
        for row in self._rows.values():
            row.show_shares(document, policy.policy)
        self.bars.show_prospect(names, ends, policy.prospect, before)
        self.moved.setVisible(before is not None)
        if before is not None:
            self.moved.setText(moved_text(names, before, policy.prospect))

    def _build(self, document: Document) -> None:
        while (item := self._sliders.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._rows = {}
        where = places(self._names, self._shown)
        for node, branch in list(self._shown.items())[:MOST_ROWS]:
            row = PolicyRow(document, self._names, node, branch, where[node])
            self._rows[node] = row
            row.intended.connect(self.intended)
            row.turned.connect(self.turned)
            row.node_wanted.connect(self.node_wanted)
            self._sliders.addWidget(row)
        if len(self._shown) > MOST_ROWS:
            more = len(self._shown) - MOST_ROWS
            self._sliders.addWidget(
                sentence(f"{more} more choice nodes: select one in the tree to state its policy.")
            )

    def show_verdict(
        self, undominated: bool | None, better: Policy | None, *, is_stated: bool
    ) -> None:
        """Whether the policy is dominated by a policy, and by which."""
        one = "the stated one" if is_stated else "choosing evenly (no policy is stated)"
        self.words.setToolTip("")
        self.improve.setVisible(undominated is False)
        self.improve.setEnabled(better is not None)
        if undominated is None:
            self.verdict.setText("…")
            self.words.setText("Looking for a better policy.")
        elif undominated:
            self.verdict.setText("✓ Not dominated by a policy")
            self.words.setText(f"No policy is strictly preferred to {one}.")
        else:
            self.verdict.setText("✕ Dominated by a policy")
            if better is None:
                return
            told = policy_text(self._names, better.policy, self._shown)
            which = f": {told}" if told else ""
            self.words.setText(
                f"Another policy is strictly preferred to {one}{which}. "
                f"Its prospect is {self._names.prospect(better.prospect)}."
            )
            tip = policy_tip(self._names, better.policy, self._shown)
            whole = self._names.whole_prospect(better.prospect)
            self.words.setToolTip(plain_tip(f"{tip}\n\n{whole}"))

    def show_regions(self, regions: Sequence[PolicyRegion] | None) -> None:
        """Which policies no policy dominates, in words."""
        self.regions.setText(regions_text(self._names, regions))

    def show_map(self, shown: bool, unsure: bool = False) -> None:
        """The map is there where two probabilities are free; ``unsure``: some of it is open."""
        self._legend.setText(LEGEND + UNSURE * unsure)
        for part in (self._map_heading, self.map, self._legend, self.reading):
            part.setVisible(shown)

    def select_node(self, node: str) -> None:
        """A choice node is selected in the tree: bring its slider into view."""
        row = self._rows.get(node)
        if row is not None and self.isVisible():
            self.ensureWidgetVisible(row)
