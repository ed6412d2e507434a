"""All rules on the session's document side by side, and the money pump played on the tree."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.process.background import Background, Run
from app.skeleton.actions import ActionRow
from app.skeleton.document_window import DocumentWindow
from app.skeleton.part import AnswerPart
from solver.analyses.money_pump import Pump, pump
from solver.analyses.rule_comparison import OneRule, SideBySide, side_by_side
from solver.document.model import Document
from solver.errors import QuandaryError
from solver.explain.case import Case
from solver.rules import RULES
from solver.translation import mark, tr
from widgets.answers.compare_page import ComparePage
from widgets.answers.rules_table import Row
from widgets.canvas.scene.way_marks import MarkedWay, Option


@dataclass(frozen=True)
class RulesCompared:
    """All rules on a tree, and the pump of each that is exploitable there."""

    found: SideBySide
    pumps: Mapping[str, Pump]


class ComparePart(AnswerPart):
    """Keeps the page “Compare” in line with the document while it is looked at."""

    title = mark("Compare")
    page: ComparePage
    rows = (
        ActionRow("solve.page_compare", "answers", "Co&mpare the rules", ("Ctrl+Alt+3",),
            tip="All rules on this tree side by side, and the money pump where one is exploitable."),
    )  # fmt: skip

    def __init__(self, window: DocumentWindow) -> None:
        super().__init__(window)
        self.page = ComparePage(list(RULES.values()))
        self._way = window.way
        self._asking = Background(window)
        self._asking.answered.connect(self._show)
        self._asking.failed.connect(self._show_failure)
        self._asking.busy.connect(self.page.show_busy)
        self._asked: Document | None = None  # what the page is about, or will be
        self._compared: RulesCompared | None = None
        self._way.taken.connect(self._taken)
        self.page.rule_chosen.connect(self._verdict.set_rule)
        self.page.place_wanted.connect(self._show_place)
        self.page.cancel_requested.connect(self._cancel)
        self.page.pump.step_wanted.connect(self._show_step)
        self.follow_rule()

    def does(self) -> Mapping[str, Callable[[], object]]:
        return {"solve.page_compare": self.show}

    def named_widgets(self) -> Mapping[str, QWidget]:
        return {"compare": self.page, "pump": self.page.pump, "table": self.page.table}

    # ------------------------------------------------------------------------ following

    def follow_document(self) -> None:
        self._follow()

    def follow_page(self) -> None:
        self._follow()

    def _follow(self) -> None:
        """Ask about the document, if it is another one and somebody looks."""
        document = self._session.reading
        if document is self._asked:
            return
        self._forget()
        if not self._session.is_open or not document.nodes:
            self.page.show_problem(tr("Open or build a tree; the rules are compared here."))
        elif self.is_in_front:
            self._asked = document
            case = self._session.case
            self._asking.ask(document, lambda run: _study(case.of(document, run), run))

    def _forget(self) -> None:
        self._asking.cancel()
        self._way.clear(self)
        self._asked = self._compared = None

    def _cancel(self) -> None:
        document = self._session.reading
        self._forget()
        self._asked = document
        self.page.show_problem(tr("Cancelled. It is asked again when the tree changes."))

    def _show(self, document: Document, study: RulesCompared) -> None:
        if document is self._session.reading:
            self._compared = study
            self.page.show_answers(self._session.names, study.found)
            self.follow_rule()

    def _show_failure(self, document: Document, problem: QuandaryError) -> None:
        if document is self._session.reading:
            self.page.show_problem(problem.message)

    # -------------------------------------------------------------------------- the pump

    def follow_rule(self) -> None:
        """The rule that the tree is marked by: its column, its pump."""
        rule = self._verdict.rule
        self.page.show_current(rule)
        self._way.clear(self)
        if self._compared is None:
            return
        found, name = self._compared.found, RULES[rule].title
        pump_of_it = self._compared.pumps.get(rule)
        words = name if pump_of_it is not None else _no_pump(name, found.rules[rule], found)
        self.page.pump.show_pump(self._session.names, pump_of_it, words)

    def _show_step(self, number: int | None) -> None:
        """Mark one step of the pump on the tree."""
        rule = self._verdict.rule
        if number is None or self._compared is None or rule not in self._compared.pumps:
            self._way.clear(self)
            return
        document = self._compared.found.tree.document
        self._way.show(_way(document, self._compared.pumps[rule], number), self)

    def _taken(self, owner: object) -> None:
        if owner is not self:
            self.page.pump.end()

    def _show_place(self, row: Row) -> None:
        """Show a choice node or a branch on the canvas."""
        tree = self._canvas.tree
        node = row.node
        if row.branch is not None and not tree.is_copied(row.branch):
            self._canvas.reveal((), (row.branch,))
        elif node is not None:
            self._canvas.reveal((tree.owner(node),))


def _study(case: Case, run: Run) -> RulesCompared:
    found = side_by_side(case, cancelled=run.cancelled, progress=run.tell)
    _ = found.differing  # worked out when first read: here, not on the GUI thread
    pumps = {
        id_: pump(found.tree, one.solution, one.dominated)
        for id_, one in found.rules.items()
        if one.solution is not None and one.dominated is not None
    }
    return RulesCompared(found, pumps)


def _no_pump(name: str, one: OneRule, found: SideBySide) -> str:
    """Why there is nothing to be played for this rule, and for which there is."""
    if one.solution is None:
        text = tr("{name} has no answer on this tree.").format(name=name)
    elif one.is_exploitable is False:
        text = tr(
            "{name} is not exploitable here: no plan that it permits is dominated by a plan."
        ).format(name=name)
    else:
        text = tr(
            "None of the plans that {name} permits was found to be dominated by a plan, but not all of them could be checked."
        ).format(name=name)
    others = [RULES[id_].title for id_, other in found.rules.items() if other.is_exploitable]
    if others:
        text += tr(" Exploitable here: {others}. Choose the rule to see its pump.").format(
            others=", ".join(others)
        )
    return text


def _way(document: Document, pump: Pump, number: int) -> MarkedWay:
    """The marks of one step; behind the last one, of all of it with the better plan."""
    if number >= len(pump.steps):
        ends = {document.branches[b].target for b in pump.taken}
        here = frozenset(id_ for id_ in ends if not document.children(id_))
        lit = _ends_of(document, pump.taken | pump.better_way)
        return MarkedWay(here=here, walked=pump.taken, better=pump.better_way, lit=lit)
    step = pump.steps[number]
    options = tuple(
        Option(branch.id, place, branch.id in step.permitted)
        for place, branch in enumerate(document.children(step.node), start=1)
        if step.branch is not None
    )
    lit = _ends_of(document, step.way) | set(document.below(step.node))
    walked = frozenset(step.way)
    if step.branch is not None:
        walked |= {step.branch}
    return MarkedWay(frozenset({step.node}), walked, frozenset(), options, lit)


def _ends_of(document: Document, branches: tuple[str, ...] | frozenset[str]) -> frozenset[str]:
    found = {document.branches[id_].source for id_ in branches}
    return frozenset(found | {document.branches[id_].target for id_ in branches})
