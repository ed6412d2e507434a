"""The page “Policy”: the stated policy, its prospect, whether a policy dominates it, and all others."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHelpEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from solver.analyses.policies import Policy
from solver.analyses.policy_faces.undominated_policies import PolicyRegion
from solver.analysis_words.policy_words import (
    assumed_text,
    moved_text,
    places,
    policy_text,
    policy_tip,
    regions_text,
)
from solver.document.model import Document
from solver.prospect import Prospect
from solver.translation import mark, tr
from solver.words.names import Names
from widgets.answers.policy.fixed_total_part import HoldingPart
from widgets.answers.policy.map_axes import MapAxes
from widgets.answers.policy.policy_map import PolicyMap
from widgets.answers.policy.policy_rows import PolicyRow
from widgets.basics.bars.prospect_bar import ProspectBar
from widgets.basics.fields import heading, sentence
from widgets.basics.layouts import empty, nest
from widgets.basics.tips import plain_tip

MOST_ROWS: Final = 60
AROUND_MAP: Final = 100  # pixels above and below its sides
WIDE: Final = 900  # pixels, from which on sliders, map and prospects stand beside each other

LEGEND: Final = mark(
    "Thick, filled: not dominated by a policy. Hatched, hollow: dominated by a policy."
)
UNSURE: Final = mark(
    " Dashed, plain: it depends on the shares. The dots are policies that were checked; point at any other to check it."
)
OTHERS: Final = mark(" The other choices stay as they are.")
SCORED: Final = mark(
    "Usefulness: the part of the best value within reach, scale by scale, weighed by how likely the policy "
    "makes each scale. Neutrality: how evenly it spreads its chances over the scales (Thornley et al. 2024)."
)


class _Leads(QWidget):
    """What a policy leads to: a caption, a bar, and the same in words."""

    def __init__(self, told: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._bar = ProspectBar()
        self._shown: tuple[Names, Prospect] | None = None
        self._told = sentence(muted=True)
        self.words = sentence()
        self.scores = sentence()
        self.set_caption(told)
        for part in (self._told, self._bar, self.words, self.scores):
            column.addWidget(part)

    def set_caption(self, told: str) -> None:
        """Which policy it is."""
        self._told.setText(told)
        self._bar.setAccessibleName(told)

    def show_prospect(self, names: Names, prospect: Prospect) -> None:
        words = names.prospect(prospect)
        self._shown = names, prospect
        self._bar.show_prospect(names.document, prospect, words)
        self.words.setText(words)

    def show_scores(self, text: str) -> None:
        """How useful and how neutral it is."""
        self.scores.setText(text)
        self.scores.setVisible(bool(text))

    def event(self, event: QEvent) -> bool:
        """In full and with exact numbers, once somebody asks: sliders change it at every frame."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._shown:
            names, prospect = self._shown
            QToolTip.showText(event.globalPos(), plain_tip(names.whole_prospect(prospect)), self)
            return True
        return super().event(event)


class PolicyPage(QScrollArea):
    """Sliders, the map of all policies, the verdict with the better policy, and totals."""

    intended = Signal(object)  # an Edit
    improve_wanted = Signal()
    stating_wanted = Signal()  # a policy, where none is stated
    drawn_wanted = Signal(bool)  # whether the policy stands on the tree
    node_wanted = Signal(object)
    turned = Signal(object, object)  # the node, and the branch that it is now shown by
    axes_chosen = Signal(str, str)  # the nodes of which the map is

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("policy")
        self.setAccessibleName(tr("Policy"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._names = Names(Document())
        self._shown: dict[str, str] = {}
        self._rows: dict[str, PolicyRow] = {}
        self._key: object = None  # what the rows are called
        self._prospect = Prospect()  # of the stated policy
        self.verdict = heading("")
        self.verdict.setObjectName("policy verdict")
        self.verdict.setAccessibleName(tr("Verdict on the policy"))
        self.improve = QPushButton(tr("Improve"))
        self.improve.setToolTip(tr("State the policy that is strictly preferred to this one."))
        self.improve.clicked.connect(self.improve_wanted)
        self.state = QPushButton(tr("State one"))
        self.state.setToolTip(
            tr("State that every branch is taken equally often; then move the sliders.")
        )
        self.state.clicked.connect(self.stating_wanted)
        self.drawn = QCheckBox(tr("Written on the tree"))
        self.drawn.setToolTip(tr("Whether the policy stands below the branches, in pictures too."))
        self.drawn.clicked.connect(self.drawn_wanted)
        self._unstated = sentence()  # what counts where no policy is stated
        self._unstated.setObjectName("policy unstated")
        self.words = sentence()
        self.words.setObjectName("policy words")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.own, self.better = _Leads(tr("The stated policy")), _Leads(tr("The better policy"))
        self._scored = sentence(tr(SCORED), muted=True)
        self.moved = sentence()
        self.regions = sentence()
        self.regions.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.map = PolicyMap()
        self._axes = MapAxes()
        self._axes.chosen.connect(self.axes_chosen)
        self._legend = sentence(tr(LEGEND), muted=True)
        self.reading = sentence()
        self.reading.setObjectName("policy reading")
        self.holding = HoldingPart()
        self.problem = sentence()
        self._lay_out()
        self.show_problem(tr("Open or build a tree."))

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 10, 20, 10)
        column.addWidget(self.problem)
        self._body = QWidget()
        self._parts = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._body)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(24)
        self._sliders = QVBoxLayout()
        self._sliders.setSpacing(6)
        left = _column(heading(tr("What the agent does")), self._unstated)
        first = QHBoxLayout()
        first.addWidget(self.state)
        first.addStretch(1)
        nest(left, first)
        nest(left, self._sliders)
        left.addWidget(self.drawn)
        left.addWidget(self.holding)
        beside = _column(self._axes, self.reading, self.regions, self._legend)
        beside.addStretch(1)
        mapped = QHBoxLayout()
        mapped.setSpacing(12)
        mapped.addWidget(self.map, 0, Qt.AlignmentFlag.AlignTop)
        nest(mapped, beside, 1)
        middle = _column(heading(tr("All policies")))
        nest(middle, mapped)
        top = QHBoxLayout()
        top.addWidget(self.verdict, 1)
        top.addWidget(self.improve)
        right = QVBoxLayout()
        right.setSpacing(6)
        nest(right, top)
        for part in (self.words, self.moved, self.own, self.better, self._scored):
            right.addWidget(part)
        for stretch, third in ((3, left), (4, middle), (4, right)):
            third.addStretch(1)
            nest(self._parts, third, stretch)
        column.addWidget(self._body)
        column.addStretch(1)
        self.setWidget(inside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other where there is room, else one below the other."""
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        wide = self.width() >= WIDE
        self._parts.setDirection(way.LeftToRight if wide else way.TopToBottom)
        self.map.set_room(min(self.height() - AROUND_MAP, self.width() / 8) if wide else 0)

    # ------------------------------------------------------------------------ showing

    def show_problem(self, text: str) -> None:
        """Why there is no policy to show."""
        self.verdict.setText("")
        self.improve.hide()
        self.words.setText("")
        self.problem.setText(text)
        self.problem.show()
        self._body.hide()

    def show_policy(
        self,
        document: Document,
        names: Names,
        shown: Mapping[str, str],
        policy: Policy,
        before: Prospect | None,
    ) -> None:
        """The stated policy; ``shown`` has a branch for each choice node to be moved."""
        self.problem.hide()
        self._body.show()
        if names is not self._names or dict(shown) != self._shown:
            key = row_names(document, names, shown)
            anew = key != self._key or dict(shown) != self._shown
            self._key, self._names, self._shown = key, names, dict(shown)
            if anew:
                self._build(document)
        for row in self._rows.values():
            row.show_shares(document, policy.policy)
        self._prospect = policy.prospect
        self.own.show_prospect(names, policy.prospect)
        self.moved.setVisible(before is not None)
        if before is not None:
            self.moved.setText(moved_text(names, before, policy.prospect))

    def show_drawn(self, drawn: bool) -> None:
        """Whether the policy stands on the tree."""
        self.drawn.setChecked(drawn)

    def show_scores(self, own: str, better: str) -> None:
        """How useful and how neutral the stated policy is, and a better one; nothing where that is not defined."""
        self.own.show_scores(own)
        self.better.show_scores(better)
        self._scored.setVisible(bool(own))

    def _build(self, document: Document) -> None:
        empty(self._sliders)
        self._rows = {}
        rows = dict(list(self._shown.items())[:MOST_ROWS])
        where = places(self._names, rows)
        for node, branch in rows.items():
            row = PolicyRow(document, self._names, node, branch, where[node])
            self._rows[node] = row
            row.intended.connect(self.intended)
            row.turned.connect(self.turned)
            row.node_wanted.connect(self.node_wanted)
            self._sliders.addWidget(row)
        if len(self._shown) > MOST_ROWS:
            more = len(self._shown) - MOST_ROWS
            self._sliders.addWidget(
                sentence(
                    tr(
                        "{more} more choice nodes: select one in the tree to state its policy."
                    ).format(more=more)
                )
            )

    def show_verdict(
        self, undominated: bool | None, better: Policy | None, unstated: Sequence[str]
    ) -> None:
        """Whether the policy is dominated by a policy, and by which; ``unstated``: choices without one."""
        is_stated = len(unstated) < len(self._shown)
        one = tr("the stated one") if is_stated else tr("choosing evenly (no policy is stated)")
        assumed = assumed_text(self._names, unstated, is_any_stated=is_stated)
        self._unstated.setText(assumed)
        self._unstated.setVisible(bool(assumed))
        self.state.setVisible(bool(unstated) and not is_stated)
        caption = tr("Choosing evenly")
        if is_stated:
            caption = tr("The stated policy")
            if unstated:
                caption = tr("The stated policy, evenly where none is stated")
        self.own.set_caption(caption)
        self.drawn.setVisible(is_stated)
        self.words.setToolTip("")
        self.improve.setVisible(undominated is False)
        self.improve.setEnabled(better is not None)
        self.better.setVisible(better is not None)
        if undominated is None:
            self.verdict.setText("…")
            self.words.setText(tr("Looking for a better policy."))
        elif undominated:
            self.verdict.setText(tr("✓ Not dominated by a policy"))
            self.words.setText(tr("No policy is strictly preferred to {one}.").format(one=one))
        else:
            self.verdict.setText(tr("✕ Dominated by a policy"))
            if better is None:
                return
            told = policy_text(self._names, better.policy, self._shown)
            which = f": {told}" if told else ""
            self.words.setText(
                tr("Another policy is strictly preferred to {one}{which}.").format(
                    one=one, which=which
                )
            )
            tip = policy_tip(self._names, better.policy, self._shown)
            self.words.setToolTip(plain_tip(tip))
            self.better.show_prospect(self._names, better.prospect)
            self.moved.setText(moved_text(self._names, self._prospect, better.prospect))
            self.moved.show()

    def show_regions(self, regions: Sequence[PolicyRegion] | None) -> None:
        """Which policies no policy dominates, in words."""
        self.regions.setText(regions_text(self._names, regions))

    def show_map(self, shown: bool, unsure: bool = False, *, others_stay: bool = False) -> None:
        """The map is there where two probabilities are free; ``unsure``: some of it is open.

        ``others_stay``: there are more choices than the two.
        """
        self._legend.setText(tr(LEGEND) + tr(UNSURE) * unsure + tr(OTHERS) * others_stay)
        self.map.setVisible(shown)
        self._axes.setVisible(shown and self._axes.count > 2)
        self.show_pointing(False)

    def show_axes(self, told: Mapping[str, str], chosen: tuple[str, str]) -> None:
        """The choices that the map can be of, by their nodes, and the two that it is of."""
        self._axes.show_choices(told, chosen)
        self._axes.setVisible(self._axes.count > 2)

    def show_pointing(self, pointing: bool) -> None:
        """What a policy leads to stands beside the map while it is pointed at, else what lines mean."""
        shown = self.map.isVisibleTo(self)
        self._legend.setVisible(shown and not pointing)
        self.reading.setVisible(shown and pointing)

    def select_node(self, node: str) -> None:
        """A choice node is selected in the tree: bring its slider into view."""
        row = self._rows.get(node)
        if row is not None and self.isVisible():
            self.ensureWidgetVisible(row)


def row_names(document: Document, names: Names, shown: Mapping[str, str]) -> list[tuple[str, ...]]:
    """What the choice nodes that have a row are called, and their branches."""
    return [
        (node, names.node(node), *(names.branch(b.id) for b in document.children(node)))
        for node in list(shown)[:MOST_ROWS]
    ]


def _column(*parts: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(6)
    for part in parts:
        column.addWidget(part)
    return column
