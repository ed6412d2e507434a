"""Why the rule permits what is selected, or does not: asked off the GUI thread, shown on the page “Why?”."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from app.process.background import Background
from app.skeleton.actions import ActionRow
from app.skeleton.document_window import DocumentWindow
from app.skeleton.part import AnswerPart
from solver.document.elements import Kind
from solver.document.model import Document
from solver.errors import QuandaryError
from solver.explain.case import Case
from solver.explain.explanation import Part, Witness
from solver.rules.why import said, why_branch, why_plan
from solver.solution import Plan
from solver.translation import mark, tr
from solver.words.names import Names
from widgets.answers.why_page import EMPTY, Explained, WhyPage
from widgets.canvas.scene.way_marks import MarkedWay

MOST_BRANCHES: Final = 12  # of a node with more only the selected one is explained


@dataclass(frozen=True)
class Question:
    """What is asked about: a branch of a choice node with its siblings, or a plan."""

    document: Document
    rule: str
    branch: str | None
    plan: Plan | None = None


class WhyPart(AnswerPart):
    """Keeps the page “Why?” in line with what is selected, while it is looked at."""

    title = mark("Why?")
    page: WhyPage
    rows = (
        ActionRow("solve.why", "improving", "Wh&y?", ("F7",),
            tip="Why the rule permits the selected branch or plan, or does not."),
        ActionRow("solve.page_why", "verdict", "The page “Why?”", ("Ctrl+Alt+2",),
            tip="Why the rule permits what is selected, or does not."),
    )  # fmt: skip

    def __init__(self, window: DocumentWindow) -> None:
        super().__init__(window)
        self.page = WhyPage()
        self._way = window.way
        self._asking = Background(window)
        self._asking.answered.connect(self._show)
        self._asking.failed.connect(self._show_failure)
        self._plan: Plan | None = None  # chosen after whatever is selected on the canvas
        self._asked: Question | None = None
        self._shown: Question | None = None
        self._verdict.plan_selected.connect(self._plan_selected)
        self._way.taken.connect(self._taken)
        self.page.witness_wanted.connect(self._show_on_tree)
        self.page.branch_wanted.connect(self._select_branch)

    def does(self) -> Mapping[str, Callable[[], object]]:
        return {"solve.page_why": self.show, "solve.why": self.ask}

    def show(self) -> None:
        super().show()
        self._follow()

    def ask(self) -> None:
        """Ask about what is selected on the tree, or else about the chosen plan."""
        if self._branch() is not None:
            self._plan = None
        self.show()

    def ask_of(self, plan: Plan) -> None:
        """Ask about a plan, permitted or not."""
        self._plan = plan
        self.show()

    # ----------------------------------------------------------------------------- following

    def follow_document(self) -> None:
        self._plan = None
        self._follow()

    def follow_selection(self) -> None:
        if self._canvas.selection() != ((), ()):
            self._plan = None
        self._follow()

    def follow_rule(self) -> None:
        self._follow()

    def follow_page(self) -> None:
        self._follow()

    def _plan_selected(self, plan: Plan | None) -> None:
        self._plan = plan
        self._follow()

    def _branch(self) -> str | None:
        """The branch of a choice node that is selected, or that leads to what is selected."""
        document = self._session.reading.expanded
        nodes, branches = self._canvas.selection()
        if set(nodes) - document.nodes.keys() or set(branches) - document.branches.keys():
            return None  # the canvas shows another document in a moment
        if len(branches) == 1 and not nodes:
            node = document.branches[branches[0]].target
        elif len(nodes) == 1 and not branches:
            node = nodes[0]
            below = document.children(node)
            if document.nodes[node].kind is Kind.CHOICE and below:
                return below[0].id
        else:
            return None
        seen: set[str] = set()
        while entering := document.incoming(node):
            branch = entering[0]
            if document.nodes[branch.source].kind is Kind.CHOICE:
                return branch.id
            node = branch.source
            if node in seen:
                return None  # a cycle: a finding says so
            seen.add(node)
        return None

    def _follow(self) -> None:
        """Ask about what is selected, if it is something else and somebody looks."""
        if not self.is_in_front:
            self.page.on_tree.setChecked(False)  # what is marked belongs to what is explained
            return
        branch = None if self._plan is not None else self._branch()
        rule = self._verdict.rule
        question = Question(self._session.reading, rule, branch, self._plan)
        last = self._asked
        if last is not None and last.document is question.document and last == question:
            return
        self._asking.cancel()
        self.page.on_tree.setChecked(False)
        self._asked = question
        if branch is None and self._plan is None:
            self._shown = None
            self.page.show_problem(tr(EMPTY))
        else:
            names, case = self._session.names, self._session.case
            self._asking.ask(
                question, lambda run: _explained(question, names, case.of(question.document, run))
            )

    def _show(self, question: Question, found: tuple[Explained, ...]) -> None:
        if question is not self._asked:
            return
        self._shown = question
        chosen = next(
            (i for i, each in enumerate(found) if each.found.branch == question.branch), 0
        )
        self.page.show_explained(self._session.names, found, chosen)

    def _show_failure(self, question: Question, problem: QuandaryError) -> None:
        if question is self._asked:
            self._shown = None
            self.page.show_problem(problem.message)

    # --------------------------------------------------------------------------- on the tree

    def _select_branch(self, branch: str) -> None:
        """The branch chosen on the page is selected on the tree, too."""
        if self._asked is not None:  # it is explained already: no need to ask again
            asked = self._asked
            self._asked = self._shown = Question(asked.document, asked.rule, branch)
        if not self._canvas.tree.is_copied(branch):
            self._canvas.select((), (branch,))

    def _show_on_tree(self, witness: Witness | None) -> None:
        if witness is None or self._shown is None:
            self._way.clear(self)
        else:
            self._way.show(_way(self._shown.document.expanded, witness), self)

    def _taken(self, owner: object) -> None:
        if owner is not self:
            self.page.on_tree.setChecked(False)


def _explained(question: Question, names: Names, case: Case) -> tuple[Explained, ...]:
    document = question.document
    if question.plan is not None:
        found = [why_plan(case, question.rule, question.plan.choices)]
    else:
        assert question.branch is not None
        siblings = document.expanded.children(document.expanded.branches[question.branch].source)
        ids = [branch.id for branch in siblings]
        if len(ids) > MOST_BRANCHES:
            ids = [question.branch]
        found = [why_branch(case, question.rule, id_) for id_ in ids]
    return tuple(Explained(each, said(names, each)) for each in found)


def _way(document: Document, witness: Witness) -> MarkedWay:
    """The plan as a band, what it is held against dotted, and the way to where they stand."""
    own = _branches(document, witness.part)
    others = [part for _, part in witness.mixture]
    if witness.other is not None:
        others.append(witness.other)
    held = frozenset(branch for part in others for branch in _branches(document, part))
    way = list(_up(document, witness.part.node))
    ends = {
        end
        for id_ in (*own, *held, *way)
        for end in (document.branches[id_].source, document.branches[id_].target)
    }
    here = frozenset({witness.part.node})
    return MarkedWay(here=here, walked=own, better=held, lit=frozenset(ends) | here)


def _branches(document: Document, part: Part) -> frozenset[str]:
    """The branches along which a plan may lead."""
    found: set[str] = set()
    stack = [part.node]
    while stack:
        node = stack.pop()
        for branch in document.children(node):
            if part.choices.get(node, branch.id) == branch.id:
                found.add(branch.id)
                stack.append(branch.target)
    return frozenset(found)


def _up(document: Document, node: str) -> Iterable[str]:
    while entering := document.incoming(node):
        yield entering[0].id
        node = entering[0].source
