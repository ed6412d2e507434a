"""The guided tour: two money pumps and the shutdown example, in about ten minutes.

It opens built-in examples, chooses rules and brings pages to the front; it edits nothing.  Where
the window holds work that is not saved, the tour takes place in a window of its own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QScrollArea, QWidget

from app.analyses.walk import WalkPart
from app.skeleton.actions import ActionRow
from app.skeleton.document_window import DocumentWindow
from app.skeleton.part import WindowPart
from solver.translation import tr
from widgets.shell.highlight_frame import HighlightFrame
from widgets.shell.tour_window import TourWindow


@dataclass(frozen=True)
class Stop:
    """One step of the tour: an example under a rule, a page of answers, a part to look at."""

    title: str
    text: str
    do: str = ""
    example: str = ""
    rule: str = ""
    page: str = ""  # one of the pages of answers
    look_at: str = ""
    begin: str = ""  # a button that begins what there is to try
    action: str = ""  # the action that it triggers


STOPS: Final = (
    Stop(
        "Decision trees for preferences with gaps",
        "An agent has a preferential gap between two outcomes where neither is better and they are "
        "not equally good: a small improvement of one does not settle it. What should such an agent "
        "choose, and can it be exploited? In about ten minutes you see two money pumps and the "
        "shutdown example.<br><br>You can go on working while this window is open.",
    ),
    Stop(
        "A money pump: single souring",
        "The square nodes are the agent’s to decide. It may take A at once, or go on and then choose "
        "between B and A−. A is better than A−: they stand on one scale. B stands alone, in a gap "
        "with both. The arc over a fork, broken by two bars (∥), says that its options are in a gap.",
        example="single-souring",
        rule="naive",
        page="verdict",
        look_at="canvas",
    ),
    Stop(
        "Naive choice pays for nothing",
        "Naive choice looks only ahead: at each node it permits whatever begins a plan to which no "
        "plan available there is strictly preferred. So it permits going on, and then it permits A−, "
        "because A is gone. Of its three permitted plans one is dominated by a plan, marked ✕: A was "
        "available.",
        "Click a plan in the list; it is shown on the tree. Another click takes it away.",
        "single-souring",
        "naive",
        "verdict",
        "plans",
    ),
    Stop(
        "The pump, step by step",
        "All rules side by side. Naive choice is exploitable on this tree, the others that have an "
        "answer are not. Below the table the pump is played: the choices that end in a sure loss.",
        "Press Next under “Money pump” and watch the tree.",
        "single-souring",
        "naive",
        "compare",
        "pump",
    ),
    Stop(
        "Caprice remembers",
        "The Caprice rule never settles on an option strictly dispreferred to one that was turned "
        "down. Standing where B and A− are offered, it has turned A down, so A− is not permitted.",
        "Walk through the tree as the agent (Ctrl+F5): press 2, or click the branch, to go on. The list "
        "“Turned down” remembers A. Escape ends the walk.",
        "single-souring",
        "caprice",
        "verdict",
        "canvas",
        "&Walk",
        "solve.walk",
    ),
    Stop(
        "Another pump: single sweetening",
        "Now going on leads to B or to A+, which is better than A. Caprice looks back, not ahead. At "
        "the first node nothing was turned down yet, so it permits A; yet the plan of going on to A+ "
        "is strictly preferred to it. It is no loss of what one had, but a sure gain passed up.",
        "Press Next under “Money pump”.",
        "single-sweetening",
        "caprice",
        "compare",
        "pump",
    ),
    Stop(
        "Choosing whole plans",
        "Dynamic Strong Maximality follows a plan to which no available plan was ever strictly "
        "preferred. It permits going on to B and going on to A+, and never A. No plan that it "
        "permits is dominated by a plan, on any tree. “What is this?” has its definition, its source, and "
        "where they leave something open, our reading.",
        "",
        "single-sweetening",
        "dsm",
        "verdict",
        "plans",
    ),
    Stop(
        "The shutdown example",
        "Chance decides whether the agent is lucky (9/10) or not. Either way it may shut down (S) or "
        "continue, to L if lucky and to U if not. L is better than U; S has another trajectory "
        "length, so it is in a gap with both. Dynamic Strong Maximality permits all four plans, "
        "including those that make shutdown depend on the news.",
        example="shutdown",
        rule="dsm",
        page="verdict",
        look_at="canvas",
    ),
    Stop(
        "The 50/50 policy is dominated by a policy",
        "The stated policy shuts down half of the time, whatever the news. It leads to L 9/20, U 1/20 "
        "and S 1/2. Shutting down 4/9 of the time if lucky, and always if unlucky, leads to L 1/2 and "
        "S 1/2: the same probability of shutdown, and L in place of U.",
        "Press Improve and see which mass moves. Undo (Ctrl+Z) brings the stated policy back.",
        "shutdown",
        "dsm",
        "policy",
        "improve",
    ),
    Stop(
        "All policies at once",
        "Every point of the map is a policy: across, how often to shut down if lucky, upwards, if "
        "unlucky. Exactly those on two edges are not dominated by a policy: never shut down if lucky, "
        "or always shut down if unlucky.",
        "Move over the map to read, click to set a policy.",
        "shutdown",
        "dsm",
        "policy",
        "map",
    ),
    Stop(
        "Permitted, not forced",
        "So managing the news is permitted, and it is not forced: shutting down always, or never, is "
        "not dominated by a policy either. It is forced where the probability of shutdown is held at 1/2: "
        "then the policy of 4/9 and always is the only one that none of the others dominates. By "
        "Timestep Dominance it is forced anyway, unless the agent never shuts down.",
        "Hold the probability of S at 1/2 and see what that leaves. F4 turns to Timestep Dominance.",
        "shutdown",
        "dsm",
        "policy",
        "holding",
    ),
    Stop(
        "Like an expected-utility maximiser?",
        "Three of the four plans are optimal under some completion of the preferences. One is not: "
        "shutting down only if lucky. A mixture of two other plans is strictly preferred to it, and "
        "E-admissibility, which asks for a completion, excludes it.",
        "Compare the row “Rationalisable”, and the column E-adm.",
        "shutdown",
        "e-admissible",
        "compare",
        "table",
    ),
    Stop(
        "What a history settles",
        "Whoever passes up A may go on to B only: Dynamic Strong Maximality rules A− out there. And "
        "whoever acts so acts as if B were worth at least as much as A. This is how far the conduct of "
        "an agent with gaps has settled them (trammelling), and it is measured: of all completions "
        "those remain that put B at A or higher.",
        "Walk through the tree (Ctrl+F5) and go on: what the path so far has ruled out and settled is "
        "said there. Escape ends the walk.",
        "single-souring",
        "dsm",
        "verdict",
        "canvas",
        "&Walk",
        "solve.walk",
    ),
    Stop(
        "Offered to commit, or to complete",
        "Before the news the agent may commit to a policy, or complete its preferences. Where a branch "
        "says so, what is done below it is settled, and every rule foresees it. All three are "
        "permitted, and none is required: an agent with gaps may take such an offer, or decline it.",
        "F4 turns to Timestep Dominance. To ask it of a tree of your own: select a node, Edit, Offer to "
        "commit.",
        "button-commit",
        "dsm",
        "verdict",
        "canvas",
    ),
    Stop(
        "Are my own later choices events?",
        "Whoever has credences in its own later choices can compare what it expects of signing and of "
        "not signing. Here both credences are 1/2, and signing is required. It is so just if both are "
        "the same number below 1. Free the later choices, and only the rule Credence goes on requiring it: "
        "the sources dispute whether one’s own choices are events or options.",
        "Move x or y in the tab Document and watch the verdict.",
        "contract",
        "credence",
        "verdict",
        "canvas",
    ),
    Stop(
        "Two bets, and nobody knows the chances",
        "Rain has a probability from 0.1 to 0.8: two opinions, held side by side, and one plan is better "
        "than another only if it is so under each. Either bet may be refused; both together win 5 for "
        "sure. Naive choice forgets that A was refused, and so permits refusing both, which is dominated "
        "by taking both. DSM, Caprice and E-admissibility do not permit that.",
        "F11 looks at one opinion alone, then at the other. To make opinions of your own, type an interval "
        "such as 0.1 – 0.8 where a probability stands.",
        "two-bets",
        "naive",
        "verdict",
        "canvas",
    ),
    Stop(
        "Planned, and not what one would choose there",
        "Rules on intervals go by the least and the greatest expectation of the opinions. Gamma-maximin "
        "plans to bet on black, which wins with probability 2/3 whatever the urn holds. But once yellow is "
        "ruled out, betting on red would look safer at that node alone. The plan counts as a whole, and the card "
        "names the node: the rule would choose otherwise there.",
        "Click the branch “red” and read why it is not permitted.",
        "ellsberg-learning",
        "gamma-maximin",
        "verdict",
        "canvas",
    ),
    Stop(
        "Your own trees",
        "Nodes are dragged in from the tool bar, or typed: Tab adds a child, Enter a sibling. The verdict "
        "follows every change. More examples are in the File menu, a page for each rule under F1, "
        "all commands under Ctrl+Shift+P.",
    ),
)


class Tour(WindowPart):
    """The tour of one window."""

    rows = (
        ActionRow("help.tour", "help", "Guided &tour", needs="",
            tip="Two money pumps and the shutdown example, in about ten minutes."),
    )  # fmt: skip

    def __init__(self, window: DocumentWindow) -> None:
        super().__init__(window)
        self._documents = window.documents
        self._small: TourWindow | None = None
        self._highlight: HighlightFrame | None = None
        self._number = 0
        self._shown_example = ""  # that this tour has opened, while it is still there

    def does(self) -> Mapping[str, Callable[[], object]]:
        return {"help.tour": self.start}

    @property
    def number(self) -> int | None:
        """Which step is shown, from 0; None while there is no tour."""
        return None if self._small is None else self._number

    @property
    def small_window(self) -> TourWindow | None:
        """The window with the words."""
        return self._small

    @property
    def highlight(self) -> HighlightFrame | None:
        """The frame around what there is to see."""
        return self._highlight

    def start(self) -> None:
        """Begin; beside unsaved work in a window of its own."""
        if self._session.is_dirty:
            self._window.new_window().part(Tour).start()
            return
        if self._small is None:
            self._small = TourWindow(self._window)
            self._small.moved_on.connect(self._move_on)
            self._small.begin_wanted.connect(self._begin)
            self._small.ended.connect(self._end)
            self._highlight = HighlightFrame(self._window)
            self._highlight.resized.connect(self._scroll_to)
        self._number = 0
        self._shown_example = ""
        self._place_window()
        self._small.show()
        self._show()

    def _place_window(self) -> None:
        """Over the inspector, which the tour does not need."""
        if self._small is not None:
            self._small.move(self._window.free_corner() - QPoint(self._small.width(), 0))

    def _end(self) -> None:
        if self._highlight is not None:
            self._highlight.point_at(None)
            self._highlight.setParent(None)
            self._highlight.deleteLater()
        if self._small is not None:
            self._small.deleteLater()
        self._small = self._highlight = None

    def _move_on(self, by: int) -> None:
        if self._number + by >= len(STOPS):
            if self._small is not None:
                self._small.close()
            return
        self._number = max(0, self._number + by)
        self._show()

    def _begin(self) -> None:
        """Do what there is to try; keys go to the window from now on."""
        self._window.activateWindow()
        self._canvas.setFocus()
        self._window.actions_table[STOPS[self._number].action].trigger()

    # ------------------------------------------------------------------------ one step

    def _show(self) -> None:
        """Say it, and bring the window there; another example may have to wait for an answer."""
        if self._small is None:
            return
        stop = STOPS[self._number]
        number, of = self._number + 1, len(STOPS)
        self._small.show_step(
            tr(stop.title), tr(stop.text), tr(stop.do), number, of, tr(stop.begin)
        )
        if stop.example and stop.example != self._shown_example:
            self._point_at("")
            self._documents.open_example(stop.example)  # asks where something would be lost
        else:
            self._bring()

    def follow_opening(self) -> None:
        """It is the example of this step, or what somebody else opened."""
        if self._small is None:
            return
        stop = STOPS[self._number]
        if self._session.path is None and self._documents.name == stop.example:
            self._shown_example = stop.example
            self._bring()
        else:
            self._shown_example = ""

    def _bring(self) -> None:
        """The rule, the page and the frame of this step."""
        stop = STOPS[self._number]
        self._window.part(WalkPart).end()
        if stop.rule:
            self._verdict.set_rule(stop.rule)
        if stop.page:
            self._window.show_page(self._window.named_widget(stop.page))
        self._point_at(stop.look_at)

    def _point_at(self, what: str) -> None:
        if self._highlight is not None:
            self._highlight.point_at(self._window.named_widget(what) if what else None)

    def _scroll_to(self, target: QWidget) -> None:
        around = target.parentWidget()
        while around is not None and around is not self._window:
            if isinstance(around, QScrollArea):
                around.ensureWidgetVisible(target, 0, 20)
            around = around.parentWidget()
