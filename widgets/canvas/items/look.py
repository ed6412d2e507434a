"""What a tree shows: the texts and measures of its nodes and branches, and how a verdict marks them.

Plain values computed from the document and the solution, so that items only paint.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from operator import is_
from typing import Final, NamedTuple

from solver.analyses.expectations import Expectations, expectations
from solver.document.elements import Branch, Kind, Node, Outcome
from solver.document.model import Document
from solver.document.shares import shares
from solver.document.style import USUAL, Style
from solver.findings import Finding
from solver.page.reached import reached
from solver.page.tree_layout import LEAD, SPACE, Extent
from solver.solution import Plan, Solution
from solver.words.names import Names
from solver.words.tree_texts import (
    Payoffs,
    branch_detail,
    outcome_detail,
    outcome_title,
    prospect_text,
)
from widgets.basics.theme import Theme
from widgets.canvas.items.label import Label, label

HALF: Final = 12.0  # half the size of a node
TEXT_GAP: Final = 5.0  # between a line and its text
STRAIGHT: Final = "straight"  # the shape of branches that have their texts in the line
EVERYTHING: Final = "everything"  # veiled: nothing of it is drawn
NOTHING_VEILED: Final[frozenset[str]] = frozenset()


class Mark(Enum):
    """How a branch is marked by a verdict."""

    NONE = "none"
    PERMITTED = "permitted"
    DOMINATED = "dominated"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class BranchLook:
    """What a branch shows."""

    label: str = ""
    detail: str = ""  # probability, policy, payoff
    tip: str = ""
    mark: Mark = Mark.NONE
    faded: bool = False
    doubled: bool = False
    draft: bool = False
    problem: str = ""
    copied: bool = False  # belongs to a live copy
    veiled: frozenset[str] = NOTHING_VEILED  # parts that have their room but are not drawn
    lit: bool = False  # highlighted by a step


@dataclass(frozen=True)
class NodeLook:
    """What a node shows; ``hue`` numbers the outcome's scale, None if it stands alone."""

    kind: Kind
    label: str = ""
    title: str = ""  # the outcome's label
    detail: str = ""  # the outcome's value and scale
    rolled: str = ""  # the expected value or lottery from here on
    tip: str = ""
    hue: int | None = None
    has_gap: bool = False
    faded: bool = False
    draft: bool = False
    hidden: int = 0
    problem: str = ""
    copied: bool = False  # belongs to a live copy
    copy_top: bool = False  # is one
    veiled: frozenset[str] = NOTHING_VEILED  # parts that have their room but are not drawn
    lit: bool = False  # highlighted by a step


@dataclass(frozen=True)
class Looks:
    """What the whole tree shows, by id."""

    nodes: dict[str, NodeLook] = field(default_factory=dict)
    branches: dict[str, BranchLook] = field(default_factory=dict)


class LookMemory:
    """What was shown last, and what it was made of: most of it stays the same.

    Elements of a document are never changed in place, so what is made of the very same ones looks
    the same, if what all depend on (`context`) is the same, too.
    """

    def __init__(self) -> None:
        self._context: object = None
        self._nodes: dict[str, tuple[Node, Outcome | None, object, NodeLook]] = {}
        self._branches: dict[str, tuple[Node, tuple[Branch, ...], object, _BranchLooks]] = {}

    def begin(self, context: object) -> None:
        """Forget everything where what all depends on is different."""
        if context != self._context:
            self._context = context
            self._nodes.clear()
            self._branches.clear()

    def node(self, node: Node, outcome: Outcome | None, state: object) -> NodeLook | None:
        known = self._nodes.get(node.id)
        if known and known[0] is node and known[1] is outcome and known[2] == state:
            return known[3]
        return None

    def keep_node(
        self, node: Node, outcome: Outcome | None, state: object, look: NodeLook
    ) -> NodeLook:
        self._nodes[node.id] = node, outcome, state, look
        return look

    def branches(
        self, node: Node, branches: tuple[Branch, ...], state: object
    ) -> "_BranchLooks | None":
        known = self._branches.get(node.id)
        if known is None or known[0] is not node or known[2] != state:
            return None
        same = len(known[1]) == len(branches) and all(map(is_, known[1], branches))
        return known[3] if same else None

    def keep_branches(
        self, node: Node, branches: tuple[Branch, ...], state: object, looks: "_BranchLooks"
    ) -> "_BranchLooks":
        self._branches[node.id] = node, branches, state, looks
        return looks


_BranchLooks = dict[str, BranchLook]


def looks(
    document: Document,
    findings: tuple[Finding, ...] = (),
    solution: Solution | None = None,
    plan: Plan | None = None,
    hidden: Mapping[str, int] | None = None,
    memory: LookMemory | None = None,
    style: Style = USUAL,
) -> Looks:
    """What every node and branch of a document shows, live copies written out."""
    return Looker(document, findings, solution, plan, hidden, memory, style).all()


class Looker:
    """Knows what the looks of a document depend on besides the single nodes and branches."""

    def __init__(
        self,
        document: Document,
        findings: tuple[Finding, ...] = (),
        solution: Solution | None = None,
        plan: Plan | None = None,
        hidden: Mapping[str, int] | None = None,
        memory: LookMemory | None = None,
        style: Style = USUAL,
    ) -> None:
        self._own, self._copied = document.nodes, document.expansion.origins
        self._document = document = document.expanded
        self._style = style
        self._memory = LookMemory() if memory is None else memory
        self._node_problems, self._branch_problems = _problems(findings)
        self._rolled = _Rolled(document, style, solution, plan)
        if not style.highlighting:
            solution = plan = None
        self._solution, self._plan = solution, plan
        self._drafts = set(document.drafts)
        self._reached = reached(document, solution, plan)
        scales = [o.scale_name for o in document.outcomes.values() if o.scale_name]
        self._scales = list(dict.fromkeys(scales))
        self._payoffs = Payoffs(document)
        self._memory.begin((document.parameters, document.criteria, self._scales, style))
        no_gaps: frozenset[str] = frozenset()
        self._gaps = solution.gaps if solution is not None and plan is None else no_gaps
        self._hidden = hidden or {}

    def follow(self, document: Document) -> None:
        """From now on of a document of which `looks_changed` says that only single looks differ."""
        self._own, self._document = document.nodes, document
        self._payoffs.follow(document)

    def all(self) -> Looks:
        """What everything shows."""
        shown = Looks()
        for _ in self.into(shown):
            pass
        return shown

    def into(self, shown: Looks) -> Iterator[None]:
        """The same, node by node."""
        for id_ in self._document.nodes:
            shown.nodes[id_] = self.node(id_)
            shown.branches.update(self.leaving(id_))
            yield

    def node(self, id_: str) -> NodeLook:
        """What a node shows."""
        document = self._document
        node = document.nodes[id_]
        outcome = document.outcomes.get(node.outcome or "")
        draft = id_ in self._drafts
        state = _NodeState(
            has_gap=id_ in self._gaps,
            faded=id_ not in self._reached and not draft,
            draft=draft,
            hidden=self._hidden.get(id_, 0),
            problem=self._node_problems.get(id_, ""),
            paid=self._payoffs.above(id_),
            rolled=self._rolled.at(node),
            copied=id_ in self._copied,
            copy_of=self._own[id_].copy_of if id_ in self._own else None,
        )
        return self._memory.node(node, outcome, state) or self._memory.keep_node(
            node,
            outcome,
            state,
            _node_look(document, node, state, self._scales, self._payoffs, self._style),
        )

    def leaving(self, id_: str) -> Mapping[str, BranchLook]:
        """What the branches show that leave a node."""
        document = self._document
        leaving = document.children(id_)
        if not leaving:
            return {}
        node = document.nodes[id_]
        states = [
            _branch_state(
                branch,
                self._reached,
                self._solution,
                self._plan,
                self._branch_problems,
                self._drafts,
                self._style,
                copied=branch.id in self._copied,
            )
            for branch in leaving
        ]
        return self._memory.branches(node, leaving, states) or self._memory.keep_branches(
            node, leaving, states, _branch_looks(document, node, leaving, states, self._style)
        )


class _NodeState(NamedTuple):
    """What a node shows besides its own words."""

    has_gap: bool
    faded: bool
    draft: bool
    hidden: int
    problem: str
    paid: Mapping[str, Fraction] | None
    rolled: str
    copied: bool
    copy_of: str | None


class _Rolled:
    """What is written at choice and chance nodes about what may be expected from there."""

    def __init__(
        self, document: Document, style: Style, solution: Solution | None, plan: Plan | None
    ) -> None:
        self._document = document
        self._style = style
        self._found: Expectations | None = None
        if style.rolled_back or style.lotteries:
            self._found = expectations(document, solution, plan)
        self._names = Names(document)

    def at(self, node: Node) -> str:
        if self._found is None or node.kind is Kind.OUTCOME:
            return ""
        parts = []
        if self._style.rolled_back:
            parts.append(self._found.value_text(self._names, node.id))
        if self._style.lotteries and (prospect := self._found.prospects.get(node.id)) is not None:
            parts.append(prospect_text(self._names, prospect, self._style))
        return " · ".join(part for part in parts if part)


class _BranchState(NamedTuple):
    """What a branch shows besides its own words."""

    mark: Mark
    faded: bool
    doubled: bool
    draft: bool
    problem: str
    copied: bool


def _node_look(
    document: Document,
    node: Node,
    state: _NodeState,
    scales: list[str],
    payoffs: Payoffs,
    style: Style,
) -> NodeLook:
    title, detail, hue = "", "", None
    if node.kind is Kind.OUTCOME:
        title = outcome_title(document, node)
        detail = outcome_detail(document, node, payoffs, style)
        outcome = document.outcomes.get(node.outcome or "")
        if outcome is not None and outcome.scale_name is not None:
            hue = scales.index(outcome.scale_name)
    copy = f"A live copy of “{state.copy_of}”." if state.copy_of else ""
    tip = [copy, node.label, node.notes, title, detail, state.rolled]
    return NodeLook(
        kind=node.kind,
        label=node.label if style.names else "",
        title=title,
        detail=detail,
        rolled=state.rolled,
        tip="\n".join(part for part in tip if part),
        hue=hue,
        has_gap=state.has_gap,
        faded=state.faded,
        draft=state.draft,
        hidden=state.hidden,
        problem=state.problem,
        copied=state.copied,
        copy_top=state.copy_of is not None,
    )


_MARKS: Final = {True: Mark.PERMITTED, False: Mark.DOMINATED, None: Mark.UNDECIDED}


def _branch_state(
    branch: Branch,
    reached: set[str],
    solution: Solution | None,
    plan: Plan | None,
    problems: Mapping[str, str],
    drafts: set[str],
    style: Style,
    *,
    copied: bool,
) -> _BranchState:
    verdict = solution.branches.get(branch.id) if solution is not None else None
    mark = Mark.NONE if verdict is None else _MARKS[verdict.permitted]
    faded = branch.target not in reached and branch.target not in drafts
    in_plan = plan is not None and not faded
    if plan is not None:
        mark = Mark.PERMITTED if in_plan and verdict is not None else Mark.NONE
    problem = problems.get(branch.id, "")
    if mark is Mark.DOMINATED and style.dominated == "faded":
        faded = True
    return _BranchState(mark, faded, in_plan, branch.source in drafts, problem, copied)


def _branch_looks(
    document: Document,
    node: Node,
    branches: tuple[Branch, ...],
    states: list[_BranchState],
    style: Style,
) -> _BranchLooks:
    resolved = shares(node, branches, document.parameter_values).values
    looks: _BranchLooks = {}
    for branch, state in zip(branches, states, strict=True):
        detail = branch_detail(document, node, branch, resolved.get(branch.id), style)
        tip = [branch.label, detail]
        looks[branch.id] = BranchLook(
            label=branch.label,
            detail=detail,
            tip="\n".join(part for part in tip if part),
            mark=state.mark,
            faded=state.faded,
            doubled=state.doubled,
            draft=state.draft,
            problem=state.problem,
            copied=state.copied,
        )
    return looks


def _problems(findings: tuple[Finding, ...]) -> tuple[dict[str, str], dict[str, str]]:
    nodes: dict[str, str] = {}
    branches: dict[str, str] = {}
    for finding in findings:
        at_branches = finding.branches if not finding.nodes else ()
        for ids, problems in ((finding.nodes, nodes), (at_branches, branches)):
            for id_ in ids:
                problems[id_] = "\n".join(filter(None, (problems.get(id_), finding.message)))
    return nodes, branches


# ------------------------------------------------------------------------------ measures


def large(text: str, theme: Theme) -> Label:
    """A line of text in the tree's own size."""
    return label(text, theme.text_pixels, theme.family)


def small(text: str, theme: Theme) -> Label:
    """A line of less important text."""
    return label(text, theme.small_pixels, theme.family)


def extent(
    node: NodeLook, branch: BranchLook | None, theme: Theme, *, down: bool, shape: str
) -> Extent:
    """The room that a node needs, with the texts of the branch that leads to it."""
    name, rolled = small(node.label, theme), small(node.rolled, theme)
    title, detail = large(node.title, theme), small(node.detail, theme)
    leaf = max(title.width, detail.width)
    beside = max(name.width, rolled.width)
    fold = 34.0 if node.hidden else 0.0
    above_line = large(branch.label if branch else "", theme)
    below_line = small(branch.detail if branch else "", theme)
    texts = max(above_line.width, below_line.width)
    high = above_line.height + below_line.height  # of the texts where they are in the line
    if down:
        left = max(HALF + (TEXT_GAP + beside if beside else 0), leaf / 2) + 4
        right = max(HALF, leaf / 2, TEXT_GAP + texts + 6)
        if shape == STRAIGHT:
            around = texts / 2 * spread(high, HALF + 4)
            left, right = max(left, around), max(HALF, leaf / 2, around) + 4
        return Extent(
            back=HALF + 4,
            forth=HALF + (2 * TEXT_GAP + title.height + detail.height if leaf else fold and 22.0),
            left=left,
            right=right,
            text=max(high, name.height + rolled.height - HALF),
        )
    above = HALF + (name.height + 3 if name else 0)
    below = HALF + 2 + (rolled.height + 2 if rolled else 0)
    back = max(HALF, beside - HALF + 8 if beside else 0)
    if shape == STRAIGHT:
        around = high / 2 * spread(texts, back)
        above, below = max(above, around), max(below, around)
    else:
        above = max(above, TEXT_GAP + above_line.height if above_line else 0.0)
        below = max(below, TEXT_GAP + below_line.height if below_line else 0.0)
    if title and detail:
        above, below = max(above, title.height), max(below, detail.height + 2)
    elif title:
        above, below = max(above, title.height / 2), max(below, title.height / 2)
    return Extent(
        back=back,
        forth=HALF + (2 * TEXT_GAP + leaf + 8 if leaf else fold),
        left=above,
        right=below,
        text=texts,
    )


def spread(length: float, back: float) -> float:
    """By how much further apart siblings stand where texts of that length are in straight lines.

    At the middle of its text a straight line has gone only a part of the way across to its end,
    and so have its siblings: what must not touch there needs more room at the end.  ``back`` is
    how far the node at the end reaches back.
    """
    middle = LEAD + SPACE + length / 2
    return (middle + SPACE + length / 2 + back) / middle
