"""Walk-through: one is the agent, chance falls as one clicks or by dice, the rule says what it permits.

The document is never changed, and whoever edits the tree ends the walk.
"""

import random
from collections.abc import Callable, Mapping

from app.process.background import Background, Run
from app.skeleton.actions import ActionRow
from app.skeleton.document_window import DocumentWindow
from app.skeleton.page import PagePlace, PartPage
from app.skeleton.part import WindowPart
from solver.analyses.walk_through import (
    Position,
    Result,
    Walk,
    WalkedTree,
    fall,
    position,
    result,
    walked_tree,
)
from solver.analysis_words.walk_words import (
    history_texts,
    off_plan_text,
    place_text,
    result_text,
    step_text,
    turned_down_texts,
    verdict_text,
)
from solver.document.elements import Kind
from solver.document.model import Document
from solver.errors import QuandaryError
from solver.rules import RULES
from solver.translation import tr
from widgets.answers.walk_panel import WalkPanel
from widgets.canvas.scene.way_marks import MarkedWay, Option
from widgets.canvas.view.walk_input import WalkInput


class WalkPart(WindowPart):
    """One walk through the session's tree, by the current rule."""

    rows = (
        ActionRow("solve.walk", "walk", "&Walk through the tree", ("Ctrl+F5",), checkable=True,
            tip="You are the agent: choose as the rule permits, let chance decide by a click or by dice."),
    )  # fmt: skip

    def __init__(self, window: DocumentWindow) -> None:
        super().__init__(window)
        self.panel = WalkPanel()
        self._way, self._hints = window.way, window.hints
        self._asking = Background(window)
        self._asking.answered.connect(self._answered)
        self._asking.failed.connect(self._failed)
        self._ending = Background(window)
        self._ending.answered.connect(self._show_result)
        self.dice = random.Random()
        self._document: Document | None = None  # that is walked through; None while nobody walks
        self._walked: WalkedTree | None = None
        self._names = self._session.names
        self._walk: Walk = ()
        self._position: Position | None = None
        self._with_hints = False
        self._input = WalkInput(self._canvas)
        for widget in (self.panel.steps, self.panel.turned_down):
            self._input.watch(widget)
        self._connect()

    def _connect(self) -> None:
        panel, asked = self.panel, self._input
        for source in (panel, asked):
            source.dice_wanted.connect(self.throw)
            source.back_wanted.connect(self.back)
            source.end_wanted.connect(self.end)
        panel.again_wanted.connect(lambda: self._go(()))
        asked.root_wanted.connect(lambda: self._go(()))
        asked.branch_wanted.connect(self._clicked)
        asked.number_wanted.connect(self._number)
        self._way.taken.connect(self._taken)

    def does(self) -> Mapping[str, Callable[[], object]]:
        return {"solve.walk": self.toggle}

    def pages(self) -> tuple[PartPage, ...]:
        return (PartPage(self.panel, PagePlace.BELOW_TREE),)

    def _show_whether(self, walks: bool) -> None:
        """Whether somebody walks."""
        self._window.actions_table["solve.walk"].setChecked(walks)

    @property
    def walk(self) -> Walk | None:
        """The branches taken so far; None while nobody walks."""
        return None if self._walked is None else self._walk

    def toggle(self) -> None:
        """Begin at the root, or end."""
        if self._document is None:
            self.start()
        else:
            self.end()

    def start(self) -> None:
        """Begin at the root, once the rule has answered."""
        document = self._session.reading
        if not self._session.is_open or not document.nodes:
            self.told.emit(tr("There is no tree to walk through yet."))
            self._show_whether(False)
            return
        self._document, self._walk = document, ()
        self._ask()

    def end(self) -> None:
        """Nobody walks any more; the tree looks as it did."""
        if self._document is None:
            return
        self._asking.cancel()
        self._ending.cancel()
        if self._walked is not None:
            self._input.stop()
            self.panel.hide()
            self._hints.setVisible(self._with_hints)
        self._document = self._walked = self._position = None
        self._way.clear(self)
        self._show_whether(False)

    # ------------------------------------------------------------------------- answers

    @property
    def _rule(self) -> str:
        return self._verdict.rule

    def _ask(self) -> None:
        document, rule = self._document, self._rule
        if document is not None:
            known, case = document, self._session.case

            def work(run: Run) -> WalkedTree:
                return walked_tree(case.of(known, run), rule, run.cancelled)

            self._asking.ask(document, work)

    def _answered(self, document: Document, found: WalkedTree) -> None:
        if document is not self._document:
            return
        begins = self._walked is None
        self._walked, self._names = found, self._session.names
        if begins:
            self._canvas.close_editor()
            self._canvas.select()
            self._with_hints = not self._hints.isHidden()
            self._hints.hide()
            self.panel.show()
            self._input.start()
            self._canvas.setFocus()
            self._show_whether(True)
        self._go(self._walk)

    def _failed(self, document: Document, problem: QuandaryError) -> None:
        if document is self._document:
            self.end()
            self._show_whether(False)
            self.told.emit(tr("No walk: {message}").format(message=problem.message))

    def follow_rule(self) -> None:
        self._ask()

    def shut_down(self) -> None:
        self.end()

    def follow_document(self) -> None:
        if self._document is not None and self._session.reading is not self._document:
            self.end()
            self.told.emit(tr("The tree has changed, so the walk has ended."))

    def _taken(self, owner: object) -> None:
        if owner is not self:
            self.end()

    # --------------------------------------------------------------------------- steps

    def back(self) -> None:
        """Take the last step back."""
        if self._walk:
            self._go(self._walk[:-1])

    def throw(self) -> None:
        """Let chance fall, with the stated probabilities."""
        here = self._position
        if here is not None and here.kind is Kind.CHANCE:
            self._go((*self._walk, fall(here.chances, self.dice.randrange)))

    def _number(self, number: int) -> None:
        options = self._options()
        if number <= len(options):
            self._go((*self._walk, options[number - 1]))

    def _options(self) -> list[str]:
        here = self._position
        return [] if here is None else [*here.options, *here.chances]

    def _clicked(self, branch: str) -> None:
        """Take a branch, or go back to where one that was taken led."""
        if branch in self._options():
            self._go((*self._walk, branch))
        elif branch in self._walk:
            self._go(self._walk[: self._walk.index(branch) + 1])
        else:
            self.told.emit(tr("From where you stand that branch cannot be taken."))

    def _go(self, walk: Walk) -> None:
        """Stand where these branches lead."""
        if self._walked is None:
            return
        self._walk = walk
        here = self._position = position(self._walked, walk)
        self._ending.cancel()
        self._show()
        if here.kind is Kind.OUTCOME:
            on = self._walked
            self._ending.ask(walk, lambda run: result(on, walk))

    # ------------------------------------------------------------------------- showing

    def _show(self) -> None:
        here, on = self._position, self._walked
        if here is None or on is None:
            return
        names, rule = self._names, RULES[self._rule]
        verdict = " ".join((verdict_text(names, here, rule), *history_texts(names, on, here)))
        off_plan = off_plan_text(names, here, rule)
        self.panel.show_place(place_text(names, here), off_plan, verdict)
        down = [text for each in here.turned_down for text in turned_down_texts(names, each)]
        self.panel.show_way([step_text(names, step) for step in here.steps], down)
        self.panel.offer(dice=here.kind is Kind.CHANCE, back=bool(self._walk))
        self._way.show(_way(on.tree.document, here, self._walk), self)

    def _show_result(self, walk: Walk, found: Result) -> None:
        here, on = self._position, self._walked
        if here is None or on is None or walk != self._walk:
            return
        names, rule = self._names, RULES[self._rule]
        off_plan = off_plan_text(names, here, rule)
        text = result_text(names, found, rule)
        self.panel.show_place(place_text(names, here), off_plan, text)


def _way(document: Document, here: Position, walk: Walk) -> MarkedWay:
    """The marks of a walk: what cannot be reached any more is faded."""
    permitted = {**here.options, **dict.fromkeys(here.chances, True)}
    options = tuple(
        Option(branch, number, permitted[branch])
        for number, branch in enumerate(permitted, start=1)
    )
    lit = {document.branches[id_].source for id_ in walk} | set(document.below(here.node))
    return MarkedWay(frozenset({here.node}), frozenset(walk), frozenset(), options, frozenset(lit))
