"""Asking for a rule's answer and showing it: on the canvas, in the card beside it, as a list of plans."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtWidgets import QMenu, QWidget

from app.analyses.preferences import PreferencesPart
from app.analyses.solving import Solver
from app.analyses.verdict_found import PlansFound, SummaryFound, summed
from app.analyses.why import WhyPart
from app.process.background import DELAY, Background
from app.skeleton.actions import ActionRow
from app.skeleton.document_window import DocumentWindow
from app.skeleton.page import PagePlace, PartPage
from app.skeleton.part import AnswerPart
from solver.analyses.verdict_summary import Mixtures
from solver.analysis_words.plan_proof_words import plan_proof
from solver.analysis_words.selected_words import branch_statements, node_statements
from solver.analysis_words.verdict.headline import (
    Headline,
    Offer,
    headline,
    is_anything_stated,
    refused,
    unsolvable,
    verdict_line,
)
from solver.analysis_words.verdict.statement import Proof, Statement
from solver.document.model import Document
from solver.edits import SetView
from solver.errors import NotSolvable, QuandaryError
from solver.findings import Finding
from solver.preferences.named_relations import names as relation_names
from solver.rules import DEFAULT_RULE, RULES, that_answer
from solver.rules.rule import Rule
from solver.solution import Plan, Solution
from solver.translation import mark, tr
from solver.words.names import Names
from solver.words.tree_texts import CREDENCE
from widgets.answers.pinned import PINNED
from widgets.answers.plans_page import PlansPage
from widgets.answers.verdict_card import VerdictCard

PAUSE: Final = 120  # ms without a change before what a verdict comes to is worked out
#: Rules that permit no plan that is dominated by a plan; or none that a mixture beats.
STRICTER_THAN_NAIVE, ONLY_RATIONALISABLE = "dsm", "e-admissible"
#: How findings begin that say what a rule needs and the document does not have.
OF_THE_RULE: Final = ("completion.", "curve.rule", "rule.")
SOLVE = mark("Solve (F5)")


class VerdictPart(AnswerPart):
    """Asks what the rule says of the session's document, and shows it."""

    title = mark("Plans")
    page: PlansPage
    rows = (
        ActionRow("solve.run", "rule", "&Solve", ("F5", "Ctrl+Return"), "solve", "Apply the rule."),
        ActionRow("solve.live", "rule", "&Live", checkable=True, tip="Solve again after every change."),
        ActionRow("solve.clear", "rule", "&Clear the marks", ("Ctrl+Shift+F5",),
            tip="Show the tree without a verdict."),
        ActionRow("solve.rules", "rule", "Choose the &rule", ("Alt+0",), tip="The list of all rules."),
        ActionRow("solve.page_verdict", "verdict", "&Verdict", ("Ctrl+Alt+1",),
            tip="What the rule permits, and what that comes to."),
        ActionRow("solve.page_plans", "verdict", "&Plans", ("Ctrl+Alt+P",),
            tip="All permitted plans, and what beats them or makes them best."),
    )  # fmt: skip

    def __init__(self, window: DocumentWindow) -> None:
        super().__init__(window)
        self.card, self.page = VerdictCard(), PlansPage()
        self.plans = self.page.plans
        self._switch = window.rule_switch
        self._switch.show_rules(list(RULES.values()), self._verdict.rule)
        self._solver = Solver(self._session.case, self)
        self._listing, self._summing, self._others = (Background(self) for _ in range(3))
        self._listed: PlansFound | None = None  # what the card shows
        self._found: SummaryFound | None = None
        self._headline = Headline("")
        self._action: Callable[[], object] | None = None
        self._open: str | None = None  # the statement whose proof is looked at
        self._rule_is_chosen = False  # by a person, since the document was opened
        self._is_carried_over = False  # the rule, from the document before, and not yet applied
        self._live = window.actions_table["solve.live"]
        self._live.setChecked(True)
        self._connect()
        self._list_rules()

    def _connect(self) -> None:
        self._solver.answered.connect(self._show_solution)
        self._solver.failed.connect(self._show_failure)
        self._solver.busy.connect(self.card.show_busy)
        self._listing.answered.connect(self._show_listed)
        self._summing.answered.connect(self._show_summary)
        self._summing.failed.connect(lambda _, problem: self.told.emit(problem.message))
        self._others.answered.connect(self._show_others)
        self._switch.rule_changed.connect(self._choose_rule)
        self._window.documents.writing.connect(self._keep_rule)
        self._window.inspector.proof_wanted.connect(self._open_proof)
        card = self.card
        card.explain_wanted.connect(self._explain)
        card.action_wanted.connect(self._act)
        card.cancel_wanted.connect(self._cancel)
        card.proof_wanted.connect(self._open_proof)
        card.plan_wanted.connect(self._choose_plan)
        card.plan_opened.connect(self._open_plan)
        card.plans_wanted.connect(self.show)
        self.plans.plan_selected.connect(self._show_plan)
        self.page.rule_wanted.connect(self._choose_rule)
        self.page.why_wanted.connect(lambda: self._window.part(WhyPart).show())

    def _list_rules(self) -> None:
        """Each rule in the menu; the first ones with a key of their own."""
        solve = self._window.actions_table.menus["&Solve"]
        menu = QMenu(tr("R&ules"), solve)
        solve.insertMenu(self._window.actions_table["solve.run"], menu)
        self._rule_actions = {}
        for number, rule in enumerate(RULES.values(), start=1):
            action = self._rule_actions[rule.id] = menu.addAction(rule.title)
            action.setObjectName(f"solve.rule.{rule.id}")
            action.setCheckable(True)
            if number <= PINNED:
                action.setShortcut(f"Alt+{number}")
            action.setStatusTip(tr(rule.summary))
            action.triggered.connect(partial(self._choose, rule.id))
        self._check_rule()

    def _check_rule(self) -> None:
        """The menu marks the rule that is applied."""
        for id_, action in self._rule_actions.items():
            action.setChecked(id_ == self._verdict.rule)

    def _choose(self, rule: str, _checked: bool = False) -> None:
        self._check_rule()
        self._choose_rule(rule)

    def pages(self) -> tuple[PartPage, ...]:
        return (PartPage(self.card, PagePlace.SIDE, tr("Verdict")), *super().pages())

    def does(self) -> Mapping[str, Callable[[], object]]:
        return {
            "solve.run": self.solve,
            "solve.live": self._set_live,
            "solve.clear": self.clear,
            "solve.rules": self._switch.show_list,
            "solve.page_verdict": lambda: self._window.show_page(self.card),
            "solve.page_plans": self.show,
        }

    def named_widgets(self) -> Mapping[str, QWidget]:
        return {"verdict": self.card, "plans": self.card.plans, "canvas": self._canvas}

    # ------------------------------------------------------------------------ the rule

    def _choose_rule(self, rule: str) -> None:
        """A person, or a program in their place, chooses a rule."""
        self._rule_is_chosen = True
        self.told.emit("")  # what was said of the rule before
        self._verdict.set_rule(rule)
        if CREDENCE in (rule, self._session.document.view.get("rule")):
            self._keep_rule()  # the tree shows credences

    def follow_rule(self) -> None:
        self._is_carried_over = False
        self._switch.choose(self._verdict.rule)
        self._check_rule()
        if not self.is_live and self._verdict.solution is not None:
            self._say_stale()
        else:
            self.solve()

    def _keep_rule(self) -> None:
        """The document that is about to be written says under which rule it was looked at.

        Choosing a rule is no change of the tree: it is no step of the history, and nobody is asked
        about it.
        """
        document, rule = self._session.document, self._verdict.rule
        if self._rule_is_chosen or "rule" in document.view:
            self._session.restate(SetView("rule", rule).apply(document))

    def follow_opening(self) -> None:
        """A document that says under which rule it was looked at is looked at under that one.

        Others are looked at under the one used last, if that has an answer for them.
        """
        self._rule_is_chosen = False
        said = self._session.reading.view.get("rule")
        if isinstance(said, str) and said in RULES:
            self._verdict.set_rule(said)
            self._is_carried_over = False
        else:
            self._is_carried_over = True

    def _explain(self) -> None:
        self._verdict.explain_wanted.emit(self._verdict.rule)

    # --------------------------------------------------------------------------- solving

    @property
    def is_live(self) -> bool:
        """Whether the tree is solved again after every change."""
        return self._live.isChecked()

    def set_live(self, live: bool) -> None:
        """Solve again after every change, or only when asked to."""
        self._live.setChecked(live)
        self._set_live()

    def _set_live(self) -> None:
        if self.is_live:
            self.solve()

    def solve(self) -> None:
        """Ask for the rule's answer; it comes when it is there."""
        if self._session.is_open:
            self.card.set_stale()
            self._solver.request(self._session.reading, self._verdict.rule)

    def follow_document(self) -> None:
        known = self._verdict.solution is not None
        self._verdict.forget()  # what was said of the last
        if self._session.is_open and self.is_live:
            self.solve()
        else:
            self.clear()
            if self._session.is_open and known:
                self._say_stale()

    def _say_stale(self) -> None:
        self.clear()
        self._say(Headline(tr("Changed since it was solved"), action=tr(SOLVE)), self.solve)

    def clear(self) -> None:
        """Show the tree without a verdict."""
        self._solver.cancel()
        known = self._verdict.solution is not None
        self._verdict.forget()
        self._canvas.show_solution(None)
        self.follow_selection()
        self._forget(
            "" if self.is_live else tr("Not solved yet"), "" if self.is_live else tr(SOLVE)
        )
        if known:
            self._verdict.changed.emit()

    def _forget(self, text: str, action: str = "") -> None:
        """Nothing is known of what the rule permits."""
        for asking in (self._listing, self._summing, self._others):
            asking.cancel()
        self._found = self._listed = None
        self.plans.show_plans(Names(Document()), None)
        self.page.show_proof(Document(), None)
        self.card.show_statements(())
        self.card.show_plans(Document(), (), "", 0)
        self._say(Headline(text, action=action), self.solve)

    def _say(self, found: Headline, action: Callable[[], object] | None = None) -> None:
        self._headline, self._action = found, action
        rule, relations = RULES[self._verdict.rule].title, relation_names(self._session.document)
        self.card.show_headline(rule, found, relations[0] if relations else "")
        self._say_line()

    def _say_line(self) -> None:
        rule = RULES[self._verdict.rule]
        said = self._found.statements if self._found is not None else ()
        if not self._session.is_open:
            return  # the start screen has something else to say
        shown = self._headline if self._headline.title else Headline(tr("not solved"))
        self._window.tell_verdict(verdict_line(rule.head, shown, said))

    def _act(self) -> None:
        if self._headline.edit is not None:
            self.intended.emit(self._headline.edit)
        elif self._action is not None:
            self._action()

    def _cancel(self) -> None:
        self.clear()
        self._say(Headline(tr("Cancelled"), action=tr(SOLVE)), self.solve)

    # ----------------------------------------------------------------------------- answers

    def _show_solution(self, document: Document, solution: Solution) -> None:
        if document is not self._session.reading:
            return
        self._is_carried_over = False
        names = self._session.names
        if self._listed is None or self._listed.solution is not solution or self.card.is_busy:
            state = self._window.actions_table["view.preferences"].trigger
            self._say(headline(document.expanded, solution), state)  # if that is offered
        self.plans.show_plans(names, solution)
        self._show(solution, self.plans.chosen_plan)
        self._list_plans(document, names, solution)
        case = self._session.case
        self._summing.ask(
            document, lambda run: summed(names, case.of(document, run), solution, run), PAUSE
        )

    def _list_plans(self, document: Document, names: Names, solution: Solution) -> None:
        """The first plans in the card: at once, or when nothing has changed for a moment."""
        last = self._listed
        if last is None or last.solution is not solution:
            delay = PAUSE if last is not None else DELAY
            self._listing.ask(document, lambda _: PlansFound.of(names, solution), delay)
        elif last.names is not names:  # the same plans are called something else
            self._show_listed(document, PlansFound.of(names, solution))

    def _show_listed(self, document: Document, found: PlansFound) -> None:
        if document is not self._session.reading or found.solution is not self._verdict.solution:
            return
        self._listed = found
        self.card.show_plans(found.names.document, found.plans, found.shared, found.others)
        self.card.show_chosen(self.plans.chosen)
        self._show_signs()

    def _show_signs(self) -> None:
        """Beside the plans in the card, which of them are beaten."""
        if self._found is not None and self._found.summary.solution is self._verdict.solution:
            summary = self._found.summary
            self.card.show_signs(summary.beaten, summary.dominated_ranks)

    def _show_summary(self, document: Document, found: SummaryFound) -> None:
        if document is not self._session.reading or found.summary.solution is not (
            self._verdict.solution
        ):
            return
        self._found = found
        self.card.show_statements(found.statements)
        self._show_signs()
        self._mark_open()
        self._say_line()
        self._show_proof()

    def _show(self, solution: Solution | None, plan: Plan | None) -> None:
        self._verdict.solution, self._verdict.plan = solution, plan
        self._canvas.show_solution(solution, plan)
        self.card.show_chosen(self.plans.chosen)
        self.follow_selection()
        self._show_proof()
        self._verdict.changed.emit()

    def _show_failure(self, document: Document, problem: QuandaryError) -> None:
        if document is not self._session.reading:
            return
        self.clear()
        findings = problem.findings if isinstance(problem, NotSolvable) else ()
        first = findings[0] if findings else None
        of_rule = first is not None and first.code.startswith(OF_THE_RULE)
        if self._is_carried_over and of_rule and is_anything_stated(document):
            before, after = RULES[self._verdict.rule], RULES[DEFAULT_RULE]
            self._verdict.set_rule(after.id)
            self.told.emit(
                tr("{rule} has no answer here: {other} is applied.").format(
                    rule=tr(before.name), other=tr(after.name)
                )
            )
            return
        if not document.nodes:
            self._say(
                Headline(tr("Nothing to solve yet"), tr("build a tree; the verdict appears here"))
            )
        elif first is None:
            self._say(Headline(tr("The tree cannot be solved"), problem.message))
        elif first.code.startswith(OF_THE_RULE):
            self._say_refused(document, first, ())
            self._ask_others(document, first)
        else:
            go = partial(self._window.show_finding, first)
            self._say(unsolvable(document, first), go)
            self._ask_others(document, first)

    def _ask_others(self, document: Document, why: Finding) -> None:
        """Which rules have an answer where the chosen one has none; nobody, where none can have one."""
        case = self._session.case
        self._others.ask((document, why), lambda run: that_answer(case.of(document, run)))

    def _show_others(self, asked: tuple[Document, Finding], others: tuple[Rule, ...]) -> None:
        document, why = asked
        if document is self._session.reading and self._verdict.solution is None:
            self._say_refused(document, why, others)

    def _say_refused(self, document: Document, why: Finding, others: Sequence[Rule]) -> None:
        said = refused(RULES[self._verdict.rule], document.expanded, why, others)
        act: Callable[[], object] = self._switch.show_list
        if said.leads is Offer.VALUES:
            act = self._window.part(PreferencesPart).enter_values
        elif said.leads in (Offer.UTILITIES, Offer.SHARES):
            act = self._window.actions_table["solve.page_utilities"].trigger
        self._say(said, act)

    def _show_plan(self, plan: Plan | None) -> None:
        self._show(self._verdict.solution, plan)
        self._verdict.plan_selected.emit(plan)

    # ------------------------------------------------------------------------------ proofs

    def _show_proof(self) -> None:
        """The proof of the chosen plan."""
        rank, solution = self.plans.chosen, self._verdict.solution
        if rank is None or solution is None:
            has_plans = solution is not None and bool(solution.plans)
            self.page.show_proof(Document(), None, solved=has_plans)
            return
        rationale, beaten = None, None
        if self._found is not None and isinstance(self._found.summary.mixtures, Mixtures):
            known = self._found.summary.mixtures
            rationale = known.rationales[rank] if rank < len(known.rationales) else None
            beaten = known.beaten[rank] if rank < len(known.beaten) else None
        names = self._session.names
        entry = solution.plans[rank]
        proof = plan_proof(names, entry, rationale, beaten=beaten)
        other = None
        if entry.dominated_by is not None:
            other = STRICTER_THAN_NAIVE
        elif rationale is not None and rationale.mixture is not None:
            other = ONLY_RATIONALISABLE
        called = None if other is None else (other, RULES[other].title)
        self.page.show_proof(names.document, proof, called)

    def _choose_plan(self, rank: int) -> None:
        """Show a plan of the card on the tree, or no longer."""
        if self._listed is not None and self._listed.solution is self._verdict.solution:
            self.plans.choose(rank)

    def _open_plan(self, rank: int) -> None:
        if self.plans.chosen != rank:
            self.plans.choose(rank)
        self.show()
        self.plans.setFocus()

    def _open_proof(self, said: Statement) -> None:
        """Open the page that proves a statement, at what the statement is about."""
        actions = self._window.actions_table
        if said.plan is not None and said.proof is Proof.PLANS and self.plans.chosen != said.plan:
            self.plans.choose(said.plan)
        if said.node is not None:
            self._canvas.reveal((said.node,))
        self._open = said.about
        if said.excluded is not None:
            self._window.part(WhyPart).ask_of(said.excluded)
        else:
            actions[f"solve.page_{said.proof}"].trigger()
        self._mark_open()

    def _mark_open(self) -> None:
        self.card.show_open(self._open, self._found.statements if self._found else ())

    def follow_selection(self) -> None:
        """What the rule says of what is selected, beside its fields."""
        solution = self._verdict.solution
        said: tuple[Statement, ...] = ()
        nodes, branches = self._canvas.selection()
        if solution is not None and len(nodes) + len(branches) == 1:
            said = self._of_selected(solution, nodes, branches)
        self._window.inspector.show_statements(said)

    def _of_selected(
        self, solution: Solution, nodes: Sequence[str], branches: Sequence[str]
    ) -> tuple[Statement, ...]:
        document = self._session.reading.expanded
        names = self._session.names
        if nodes and nodes[0] in document.nodes:
            return node_statements(solution, names, nodes[0])
        if branches and branches[0] in document.branches:
            return branch_statements(solution, names, branches[0])
        return ()

    def follow_page(self) -> None:
        if not self._window.is_drawer_open:
            self._open = None
        self._mark_open()
