"""What a tree shows: the texts and measures of its nodes and branches, and how a verdict marks them.

Plain values computed from the document and the solution, so that items only paint.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from operator import is_
from typing import Final, NamedTuple

from PySide6.QtCore import Qt

from solver.document import Branch, Document, Kind, Node, Outcome, Values
from solver.errors import NumberError
from solver.findings import Finding
from solver.layout import LEAD, SPACE, Extent
from solver.numerals import Numeral
from solver.shares import shares
from solver.solution import Plan, Solution
from solver.values import criterion_values
from widgets.theme import SMALL_PIXELS, line_height, metrics, text_width

HALF: Final = 12.0  # half the size of a node
TEXT_GAP: Final = 5.0  # between a line and its text
STRAIGHT: Final = "straight"  # the shape of branches that have their texts in the line
LONGEST: Final = 260.0  # pixels; longer texts are elided, the tool tip has all of it


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


@dataclass(frozen=True)
class NodeLook:
    """What a node shows; ``hue`` numbers the outcome's scale, None if it stands alone."""

    kind: Kind
    label: str = ""
    title: str = ""  # the outcome's label
    detail: str = ""  # the outcome's value and scale
    tip: str = ""
    hue: int | None = None
    has_gap: bool = False
    faded: bool = False
    draft: bool = False
    hidden: int = 0
    problem: str = ""
    copied: bool = False  # belongs to a live copy
    copy_top: bool = False  # is one


@dataclass(frozen=True)
class Looks:
    """What the whole tree shows, by id."""

    nodes: Mapping[str, NodeLook] = field(default_factory=dict)
    branches: Mapping[str, BranchLook] = field(default_factory=dict)


@lru_cache(maxsize=100_000)
def elided(text: str, pixels: int | None = None) -> str:
    """One line of a label, cut where it is very long."""
    line = " ".join(text.split())[:400]
    measure = metrics() if pixels is None else metrics(pixels)
    return measure.elidedText(line, Qt.TextElideMode.ElideRight, LONGEST)


def _shown(numeral: Numeral) -> str:
    return numeral.text.strip().replace("-", "−")


def _plain(value: Fraction) -> str:
    return str(value).replace("-", "−")


def _values_text(document: Document, values: Values) -> str:
    if isinstance(values, Numeral):
        return _shown(values)
    return ", ".join(f"{_criterion_label(document, c)} {_shown(n)}" for c, n in values.items())


def _criterion_label(document: Document, id_: str) -> str:
    criterion = document.criterion(id_)
    return (criterion.label or id_) if criterion else id_


def outcome_title(document: Document, node: Node) -> str:
    """What an outcome node is called: its outcome's label, or what is missing."""
    if node.outcome is None:
        return "choose an outcome"
    outcome = document.outcomes.get(node.outcome)
    return node.outcome if outcome is None else (outcome.label or outcome.id)


class _Payoffs:
    """The sum of the payoffs above each leaf, for documents that have any."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._paid: dict[str, Mapping[str, Fraction]] = {}
        if any(branch.payoff is not None for branch in document.branches.values()):
            for id_ in document.tree:
                self._paid[id_] = self._above(id_)

    def _above(self, id_: str) -> Mapping[str, Fraction]:
        entering = self._document.incoming(id_)
        if not entering or id_ == self._document.root_id:
            return {}
        total = dict(self._paid.get(entering[0].source, {}))
        for criterion, value in _values(self._document, entering[0].payoff).items():
            total[criterion] = total.get(criterion, Fraction(0)) + value
        return total

    def above(self, id_: str) -> Mapping[str, Fraction] | None:
        """What the payoffs on the way to a node sum to, if there are any."""
        return self._paid.get(id_)

    def net(self, id_: str, values: Values) -> str:
        """The value with all payoffs, where there are any."""
        paid = self._paid.get(id_)
        own = _values(self._document, values)
        if not paid or not own:
            return ""
        net = {c: v + paid.get(c, Fraction(0)) for c, v in own.items()}
        if len(net) == 1:
            return f"net {_plain(next(iter(net.values())))}"
        return "net " + ", ".join(
            f"{_criterion_label(self._document, c)} {_plain(v)}" for c, v in net.items()
        )


def _values(document: Document, values: Values | None) -> Mapping[str, Fraction]:
    try:
        return criterion_values(document, values)
    except NumberError:
        return {}  # a finding says so at its place


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
) -> Looks:
    """What every node and branch of a document shows, live copies written out."""
    own, copied = document.nodes, document.expansion.origins
    document = document.expanded
    memory = LookMemory() if memory is None else memory
    node_problems, branch_problems = _problems(findings)
    drafts = set(document.drafts)
    reached = _reached(document, solution, plan)
    scales = list(dict.fromkeys(o.scale_name for o in document.outcomes.values() if o.scale_name))
    payoffs = _Payoffs(document)
    memory.begin((document.parameters, document.criteria, scales))
    gaps = solution.gaps if solution is not None and plan is None else frozenset()
    nodes: dict[str, NodeLook] = {}
    branches: dict[str, BranchLook] = {}
    hidden = hidden or {}
    for id_, node in document.nodes.items():
        outcome = document.outcomes.get(node.outcome or "")
        draft = id_ in drafts
        state = _NodeState(
            has_gap=id_ in gaps,
            faded=id_ not in reached and not draft,
            draft=draft,
            hidden=hidden.get(id_, 0),
            problem=node_problems.get(id_, ""),
            paid=payoffs.above(id_),
            copied=id_ in copied,
            copy_of=own[id_].copy_of if id_ in own else None,
        )
        nodes[id_] = memory.node(node, outcome, state) or memory.keep_node(
            node, outcome, state, _node_look(document, node, state, scales, payoffs)
        )
        leaving = document.children(id_)
        if leaving:
            states = [
                _branch_state(branch, reached, solution, plan, branch_problems, drafts, copied)
                for branch in leaving
            ]
            branches |= memory.branches(node, leaving, states) or memory.keep_branches(
                node, leaving, states, _branch_looks(document, node, leaving, states)
            )
    return Looks(nodes, branches)


class _NodeState(NamedTuple):
    """What a node shows besides its own words."""

    has_gap: bool
    faded: bool
    draft: bool
    hidden: int
    problem: str
    paid: Mapping[str, Fraction] | None
    copied: bool
    copy_of: str | None


class _BranchState(NamedTuple):
    """What a branch shows besides its own words."""

    mark: Mark
    faded: bool
    doubled: bool
    draft: bool
    problem: str
    copied: bool


def _node_look(
    document: Document, node: Node, state: _NodeState, scales: list[str], payoffs: _Payoffs
) -> NodeLook:
    title, detail, hue = "", "", None
    if node.kind is Kind.OUTCOME:
        title = elided(outcome_title(document, node))
        detail, hue = _outcome_detail(document, node, scales, payoffs)
    copy = f"A live copy of “{state.copy_of}”." if state.copy_of else ""
    tip = [copy, node.label, node.notes, title, detail]
    return NodeLook(
        kind=node.kind,
        label=elided(node.label, SMALL_PIXELS),
        title=title,
        detail=detail,
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


def _outcome_detail(
    document: Document, node: Node, scales: list[str], payoffs: _Payoffs
) -> tuple[str, int | None]:
    outcome = document.outcomes.get(node.outcome or "")
    if outcome is None or outcome.value is None:
        return "", None
    parts = [_values_text(document, outcome.value), payoffs.net(node.id, outcome.value)]
    if len(scales) > 1:
        parts.append(outcome.scale_name or "")
    detail = " · ".join(part for part in parts if part)
    return elided(detail, SMALL_PIXELS), scales.index(outcome.scale_name or "")


_MARKS: Final = {True: Mark.PERMITTED, False: Mark.DOMINATED, None: Mark.UNDECIDED}


def _branch_state(
    branch: Branch,
    reached: set[str],
    solution: Solution | None,
    plan: Plan | None,
    problems: Mapping[str, str],
    drafts: set[str],
    copied: Mapping[str, str],
) -> _BranchState:
    verdict = solution.branches.get(branch.id) if solution is not None else None
    mark = Mark.NONE if verdict is None else _MARKS[verdict.permitted]
    faded = branch.target not in reached and branch.target not in drafts
    in_plan = plan is not None and not faded
    if plan is not None:
        mark = Mark.PERMITTED if in_plan and verdict is not None else Mark.NONE
    problem = problems.get(branch.id, "")
    return _BranchState(mark, faded, in_plan, branch.source in drafts, problem, branch.id in copied)


def _branch_looks(
    document: Document, node: Node, branches: tuple[Branch, ...], states: list[_BranchState]
) -> _BranchLooks:
    resolved = shares(node, branches, document.parameter_values).values
    looks: _BranchLooks = {}
    for branch, state in zip(branches, states, strict=True):
        detail = _branch_detail(document, node, branch, resolved.get(branch.id))
        tip = [branch.label, detail]
        looks[branch.id] = BranchLook(
            label=elided(branch.label),
            detail=elided(detail, SMALL_PIXELS),
            tip="\n".join(part for part in tip if part),
            mark=state.mark,
            faded=state.faded,
            doubled=state.doubled,
            draft=state.draft,
            problem=state.problem,
            copied=state.copied,
        )
    return looks


def _branch_detail(document: Document, node: Node, branch: Branch, share: Fraction | None) -> str:
    parts = []
    if node.kind is Kind.CHANCE:
        parts.append(_share_text(branch.probability or Numeral("#"), share))
    elif branch.policy is not None:
        parts.append(f"policy {_share_text(branch.policy, share)}")
    if branch.payoff is not None:
        text = _values_text(document, branch.payoff)
        plus = isinstance(branch.payoff, Numeral) and text[:1] not in "−+("
        parts.append(f"payoff {'+' if plus else ''}{text}")
    return " · ".join(parts)


def _share_text(numeral: Numeral, share: Fraction | None) -> str:
    if not numeral.is_remainder:
        return _shown(numeral)
    return "#" if share is None else f"# = {_plain(share)}"


def _problems(findings: tuple[Finding, ...]) -> tuple[dict[str, str], dict[str, str]]:
    nodes: dict[str, str] = {}
    branches: dict[str, str] = {}
    for finding in findings:
        at_branches = finding.branches if not finding.nodes else ()
        for ids, problems in ((finding.nodes, nodes), (at_branches, branches)):
            for id_ in ids:
                problems[id_] = "\n".join(filter(None, (problems.get(id_), finding.message)))
    return nodes, branches


def _reached(document: Document, solution: Solution | None, plan: Plan | None) -> set[str]:
    """The nodes that the plan reaches, or that some permitted plan reaches; all if unsolved."""
    if solution is None or document.root_id is None:
        return set(document.tree)
    reached: set[str] = set()
    stack = [document.root_id]
    while stack:
        id_ = stack.pop()
        if id_ in reached or id_ not in document.nodes:
            continue
        reached.add(id_)
        for branch in document.children(id_):
            verdict = solution.branches.get(branch.id)
            if verdict is None:
                stack.append(branch.target)
            elif plan is not None:
                if plan.choices.get(id_) == branch.id:
                    stack.append(branch.target)
            elif verdict.reachable is not False:
                stack.append(branch.target)
    return reached


# ------------------------------------------------------------------------------ measures


def extent(node: NodeLook, branch: BranchLook | None, *, down: bool, shape: str) -> Extent:
    """The room that a node needs, with the texts of the branch that leads to it."""
    label = text_width(node.label, SMALL_PIXELS) if node.label else 0.0
    line, small = line_height(), line_height(SMALL_PIXELS)
    leaf = max(text_width(node.title), text_width(node.detail, SMALL_PIXELS))
    fold = 34.0 if node.hidden else 0.0
    on_branch = detail = 0.0
    if branch is not None:
        on_branch = text_width(branch.label) if branch.label else 0.0
        detail = text_width(branch.detail, SMALL_PIXELS) if branch.detail else 0.0
    if down:
        texts = max(on_branch, detail)
        high = (line if on_branch else 0.0) + (small if detail else 0.0)
        left = max(HALF + (TEXT_GAP + label if label else 0), leaf / 2) + 4
        right = max(HALF, leaf / 2, TEXT_GAP + texts + 6)
        if shape == STRAIGHT:
            left = max(left, texts / 2 * spread(high, HALF + 4))
            right = max(HALF, leaf / 2, texts / 2 * spread(high, HALF + 4)) + 4
        return Extent(
            back=HALF + 4,
            forth=HALF + (2 * TEXT_GAP + line + small if leaf else fold and 22.0),
            left=left,
            right=right,
            text=line + small if texts else 0.0,
        )
    above = HALF + (small + 3 if label else 0)
    below = HALF + 2
    back = max(HALF, label - HALF + 8 if label else 0)
    if shape == STRAIGHT:
        high = (line if on_branch else 0.0) + (small if detail else 0.0)
        around = high / 2 * spread(max(on_branch, detail), back)
        above, below = max(above, around), max(below, around)
    else:
        above = max(above, TEXT_GAP + line if on_branch else 0.0)
        below = max(below, TEXT_GAP + small if detail else 0.0)
    if leaf and node.detail:
        above, below = max(above, line), max(below, small + 2)
    return Extent(
        back=back,
        forth=HALF + (2 * TEXT_GAP + leaf + 8 if leaf else fold),
        left=above,
        right=below,
        text=max(on_branch, detail),
    )


def spread(length: float, back: float) -> float:
    """By how much further apart siblings stand where texts of that length are in straight lines.

    At the middle of its text a straight line has gone only a part of the way across to its end,
    and so have its siblings: what must not touch there needs more room at the end.  ``back`` is
    how far the node at the end reaches back.
    """
    middle = LEAD + SPACE + length / 2
    return (middle + SPACE + length / 2 + back) / middle
