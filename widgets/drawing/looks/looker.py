"""What a tree shows: the texts of its nodes and branches, and how a verdict marks them.

Plain values computed from the document and the solution.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from fractions import Fraction
from operator import attrgetter
from typing import Final, NamedTuple

from solver.analyses.expectations import Expectations, expectations
from solver.document.elements import Kind, Node
from solver.document.model import Document
from solver.document.style import USUAL, Style
from solver.findings import Finding, Severity
from solver.page.reached import reached
from solver.page.scale_shades import Shade, shades
from solver.solution import Plan, Solution, Verdict
from solver.translation import tr
from solver.words.names import Names
from solver.words.numbers import Format
from solver.words.tree_texts import (
    READABLE,
    Payoffs,
    as_typed,
    column_heads,
    conduct_text,
    gives_credences,
    has_columns,
    outcome_columns,
    outcome_detail,
    outcome_title,
    policy_word,
    prospect_text,
)
from widgets.drawing.looks.branch_looks import branch_looks, branch_state, set_numbers
from widgets.drawing.looks.look import BranchLook, Gap, Looks, NodeLook
from widgets.drawing.looks.look_memory import LookMemory

MOST_HIDDEN: Final = 4  # problems of what is folded that a tip tells


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
        self._node_problems, self._branch_problems = _problems(document, findings)
        self._has_problems = bool(self._node_problems or self._branch_problems)
        self._rolled = _Rolled(document, style, solution, plan)
        if not style.highlighting:
            solution = plan = None
        self._solution, self._plan = solution, plan
        self._drafts = set(document.drafts)
        self._reached = reached(document, solution, plan)
        self._shades = shades(document)
        self._payoffs = Payoffs(document)
        self._memory.begin(self._context)
        self._gaps = solution.gaps if solution is not None and plan is None else {}
        self._hidden = hidden or {}

    @property
    def _tells_of_single_nodes(self) -> bool:
        """Whether no node shows what is worked out from others below it, or belongs to a live copy."""
        return not (self._copied or self._style.rolled_back or self._style.lotteries)

    @property
    def _context(self) -> object:
        """What all looks depend on."""
        document, form = self._document, self._payoffs.names.format
        # In what conduct and scales are called, and whether they are told at all.
        named = document.completions, document.scales, self._payoffs.has_several_scales
        return document.parameters, document.opinions, document.criteria, named, self._style, form

    def writes_alike(self, document: Document) -> bool:
        """Whether numbers are written in a document as they are now; if not, all looks may differ."""
        return Format.of(document) == self._payoffs.names.format

    def follow(self, document: Document, outcomes: Iterable[str]) -> set[str]:
        """From now on of a document of which `looks_changed` says that only single looks differ.

        ``outcomes`` are those that differ; gives them with those that have another shade now.
        """
        touched = set(outcomes)
        self._own, self._document = document.nodes, document
        self._payoffs.follow(document)
        if touched:
            known, self._shades = self._shades, shades(document)
            touched |= {i for i, shade in self._shades.items() if known.get(i) != shade}
        return touched

    def forget(self, touched: Iterable[str]) -> None:
        """What is remembered of these nodes: they show something else now."""
        self._memory.follow(self._context, touched)

    def all(self) -> Looks:
        """What everything shows."""
        shown = self.nothing()
        for _ in self.into(shown, self._document.nodes):
            pass
        return shown

    def after(self, last: "Looker", known: Looks) -> tuple[Looks, Set[str]] | None:
        """What has stayed as ``last`` knew it, and the nodes to be added; None where all may differ."""
        few = self._differing(last)
        if few is None:
            return None
        document, shown = self._document, self.nothing()
        shown.nodes.update(known.nodes)
        shown.branches.update(known.branches)
        for gone in shown.nodes.keys() - document.nodes.keys():
            del shown.nodes[gone]
        for gone in shown.branches.keys() - document.branches.keys():
            del shown.branches[gone]
        return shown, few & document.nodes.keys()

    def _differing(self, last: "Looker") -> set[str] | None:
        """The nodes that may look otherwise now, they or the branches that leave them; None: perhaps all."""
        if not self._tells_of_single_nodes or not last._tells_of_single_nodes:
            return None
        before, after = last._document, self._document
        alike = (
            self._context == last._context
            and self._plan == last._plan
            and before.view == after.view
            and before.conducts == after.conducts
        )
        if not alike:
            return None
        problems = differing(last._node_problems, self._node_problems)
        at_branches = differing(last._branch_problems, self._branch_problems)
        if (problems or at_branches) and (self._hidden or last._hidden):
            return None  # what is folded tells of it, too
        outcomes = differing(last._shades, self._shades)
        outcomes |= differing(before.outcomes, after.outcomes)
        nodes = differing(before.nodes, after.nodes) | problems
        nodes |= differing(last._hidden, self._hidden) | differing(last._gaps, self._gaps)
        nodes |= differing(last._payoffs.paid, self._payoffs.paid)
        order = attrgetter("id")  # the arc of a gap goes from the first branch to the last
        nodes.update(
            id_
            for id_ in self._gaps
            if [*map(order, before.children(id_))] != [*map(order, after.children(id_))]
        )
        if outcomes:
            nodes.update(n.id for n in after.nodes.values() if n.outcome in outcomes)
        entered = (last._reached ^ self._reached) | (last._drafts ^ self._drafts)
        nodes |= entered
        branches = differing(before.branches, after.branches) | at_branches
        if self._solution is not last._solution:
            branches |= differing(_verdicts(last._solution), _verdicts(self._solution))
        for document in (before, after):
            nodes.update(b.source for id_ in entered for b in document.incoming(id_))
            known = document.branches
            nodes.update(known[id_].source for id_ in branches if id_ in known)
        return nodes

    def nothing(self) -> Looks:
        """Looks to which those of nodes and branches are added."""
        in_columns = has_columns(self._document, self._style)
        return Looks(heads=column_heads(self._document, self._payoffs) if in_columns else ())

    def into(self, shown: Looks, nodes: Iterable[str]) -> Iterator[None]:
        """Add what these show, node by node."""
        for id_ in nodes:
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
            gap=self._gap(id_) if self._gaps else (),
            faded=id_ not in self._reached and not draft,
            draft=draft,
            hidden=self._hidden.get(id_, 0),
            problem=self._problem(id_) if self._has_problems else "",
            paid=self._payoffs.paid.get(id_),
            rolled=self._rolled.at(node),
            copied=id_ in self._copied,
            copy_of=self._own[id_].copy_of if id_ in self._own else None,
            hue=self._shades.get(node.outcome or ""),
        )
        return self._memory.node(node, outcome, state) or self._memory.keep_node(
            node,
            outcome,
            state,
            _node_look(document, node, state, self._payoffs, self._style),
        )

    def _problem(self, id_: str) -> str:
        """What is wrong with a node, or with anything that is folded into it."""
        own, hidden = self._node_problems.get(id_, ""), ""
        if id_ in self._hidden:
            document = self._document
            below = [n for n in document.below(id_) if n != id_]
            found = [self._node_problems.get(n, "") for n in below]
            found += [
                self._branch_problems.get(branch.id, "")
                for n in (id_, *below)
                for branch in document.children(n)
            ]
            lines = list(dict.fromkeys(line for text in found if text for line in text.split("\n")))
            hidden = "\n".join(
                tr("Folded in: {line}").format(line=line) for line in lines[:MOST_HIDDEN]
            )
        return "\n".join(filter(None, (own, hidden)))

    def _gap(self, id_: str) -> Gap:
        between = self._gaps.get(id_, ())
        if not between or self._solution is None:
            return ()
        verdicts = self._solution.branches
        return tuple(
            (b.id, verdicts[b.id].permitted is not False if b.id in between else None)
            for b in self._document.children(id_)
        )

    def leaving(self, id_: str) -> Mapping[str, BranchLook]:
        """What the branches show that leave a node."""
        document = self._document
        leaving = document.children(id_)
        if not leaving:
            return {}
        node = document.nodes[id_]
        stated = gives_credences(document) or any(map(attrgetter("policy"), leaving))
        policy = policy_word(document, id_) if stated else ""
        states = [
            branch_state(
                branch,
                self._reached,
                self._solution,
                self._plan,
                self._branch_problems,
                self._drafts,
                self._style,
                copied=branch.id in self._copied,
                held=(policy, conduct_text(document, branch.target)),
            )
            for branch in leaving
        ]
        return self._memory.branches(node, leaving, states) or self._memory.keep_branches(
            node,
            leaving,
            states,
            branch_looks(self._payoffs.names, node, leaving, states, self._style),
        )


class _NodeState(NamedTuple):
    """What a node shows besides its own words."""

    gap: Gap
    faded: bool
    draft: bool
    hidden: int
    problem: str
    paid: Mapping[str, Fraction] | None
    rolled: str
    copied: bool
    copy_of: str | None
    hue: Shade | None


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


def _node_look(
    document: Document,
    node: Node,
    state: _NodeState,
    payoffs: Payoffs,
    style: Style,
) -> NodeLook:
    title, detail = "", ""
    columns: tuple[str, ...] = ()
    is_outcome = node.kind is Kind.OUTCOME  # asked once: an enumeration takes its time
    if is_outcome:
        title = outcome_title(document, node)
        if has_columns(document, style):
            columns = outcome_columns(document, node, payoffs)
        else:
            detail = outcome_detail(document, node, payoffs, style)
    copy = tr("A live copy of “{copy_of}”.").format(copy_of=state.copy_of) if state.copy_of else ""
    said = detail
    if is_outcome and (columns or not (style.values and style.payoffs)):
        said = outcome_detail(document, node, payoffs)
    tip = [copy, node.label, node.notes, title, said, *_exactly(node, document), state.rolled]
    return NodeLook(
        kind=node.kind,
        label=node.label if style.names else "",
        title=title,
        detail=set_numbers(detail, style),
        columns=tuple(set_numbers(cell, style) for cell in columns),
        rolled=set_numbers(state.rolled, style),
        tip="\n".join(part for part in tip if part),
        hue=state.hue if is_outcome else None,
        gap=state.gap,
        faded=state.faded,
        draft=state.draft,
        hidden=state.hidden,
        problem=state.problem,
        copied=state.copied,
        copy_top=state.copy_of is not None,
        banded=node.conduct is not None,
    )


def _exactly(node: Node, document: Document) -> list[str]:
    """A value as typed, where it is too long for the tree."""
    outcome = document.outcomes.get(node.outcome or "")
    values = outcome.value if outcome is not None else None
    numbers = values.values() if isinstance(values, Mapping) else [values] if values else []
    return [as_typed(n) for n in numbers if len(n.text) > READABLE]


def _verdicts(solution: Solution | None) -> Mapping[str, Verdict]:
    return {} if solution is None else solution.branches


def differing(before: Mapping[str, object], after: Mapping[str, object]) -> set[str]:
    """The ids for which two mappings have not the same."""
    if before is after:
        return set()
    found = {
        id_
        for id_, entry in after.items()
        if (known := before.get(id_)) is not entry and known != entry
    }
    return found | (before.keys() - after.keys())


def _problems(
    document: Document, findings: tuple[Finding, ...]
) -> tuple[dict[str, str], dict[str, str]]:
    """What is to be said at nodes and branches; of an outcome that cannot be counted, where it stands."""
    nodes: dict[str, str] = {}
    branches: dict[str, str] = {}
    for finding in findings:
        at_nodes, at_branches = finding.nodes, finding.branches if not finding.nodes else ()
        if not at_nodes and not at_branches and finding.severity is Severity.ERROR:
            own = set(finding.outcomes)
            at_nodes = tuple(n.id for n in document.nodes.values() if own and n.outcome in own)
        for ids, problems in ((at_nodes, nodes), (at_branches, branches)):
            for id_ in ids:
                problems[id_] = "\n".join(filter(None, (problems.get(id_), finding.message)))
    return nodes, branches
