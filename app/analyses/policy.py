"""The stated policy: what it leads to, whether a policy dominates it, and playing with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import msgspec
from PySide6.QtWidgets import QWidget

from app.process.background import DELAY, Background, Run
from app.skeleton.actions import ActionRow
from app.skeleton.document_window import DocumentWindow
from app.skeleton.page import PagePlace
from app.skeleton.part import AnswerPart
from solver.analyses.policies import Policy
from solver.analyses.policy_faces.fixed_total import Forced, TotalCurve, forced
from solver.analyses.policy_faces.policies_over_two import Judged, PoliciesOverTwo, mappable
from solver.analyses.policy_faces.undominated_policies import (
    Policies,
    PolicyRegion,
    Shares,
    Square,
    Total,
)
from solver.analyses.usefulness import PolicyScores, scores_of
from solver.analysis_words.policy_words import places, scores_text
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.document.style import KEY, Style, style_entry
from solver.edits import SetView, StatePolicy, Together
from solver.errors import QuandaryError
from solver.prospect import Prospect
from solver.translation import mark, tr
from solver.words.plain_mathematics import plain_text
from widgets.answers.policy.policy_page import PolicyPage, row_names
from widgets.basics.tips import plain_tip

#: In trees of so many nodes a better policy is found within a few milliseconds: at once.
SMALL: Final = 30
#: In trees of more nodes all that follows a change is found off the GUI thread.
LIVE: Final = 2_000
#: Milliseconds without a change before what a drag need not show is looked for.
PAUSE: Final = 120
ONE: Final = Fraction(1)

Held = tuple[Total, Fraction]


@dataclass(frozen=True)
class PolicyFound:
    """What there is to say about a policy."""

    policies: Policies
    shares: Shares | None
    undominated: bool
    better: Policy | None
    regions: tuple[PolicyRegion, ...] | None
    axes: tuple[str, ...]  # the choice nodes that the map can have, in order
    over: PoliciesOverTwo | None
    judged: Judged | None
    given: Square | None  # among the policies that meet the total
    curves: tuple[TotalCurve, ...]  # one where opinions agree about the total
    forced: Forced | None
    scores: PolicyScores | None = None  # where usefulness and neutrality are defined

    @property
    def square(self) -> Square | None:
        """The cells of the map, if there is one."""
        return None if self.judged is None else self.judged.square


class PolicyPart(AnswerPart):
    """Keeps the page “Policy” in line with the document."""

    title = mark("Policy")
    place = PagePlace.FURTHER
    page: PolicyPage
    rows = (
        ActionRow("solve.page_policy", "answers", "The polic&y", ("Ctrl+Alt+4",),
            tip="The stated policy, its prospect, and whether it is dominated by a policy."),
        ActionRow("solve.improve", "improving", "&Improve the policy",
            tip="State the policy that is strictly preferred to the stated one."),
    )  # fmt: skip

    def __init__(self, window: DocumentWindow) -> None:
        super().__init__(window)
        self.page = page = PolicyPage()
        self._asking = Background(window)
        self._asking.answered.connect(self._show_study)
        self._asking.failed.connect(self._show_failure)
        self._policies: Policies | None = None
        self._study: PolicyFound | None = None
        self._shares: Shares | None = None
        self._shown: dict[str, str] = {}  # by choice node the branch that is shown
        self._better: Policy | None = None
        self._before: tuple[Shares, Prospect] | None = None  # improved, from where
        self._held: Held | None = None
        self._axes: tuple[str, str] | None = None  # chosen for the map, by their nodes
        self._pointed: tuple[Fraction, Fraction] | None = None
        page.intended.connect(self._intend)
        page.drawn_wanted.connect(self._draw)
        page.improve_wanted.connect(self.improve)
        page.stating_wanted.connect(self._state_evenly)
        page.turned.connect(self._turn)
        page.node_wanted.connect(self._show_node)
        page.axes_chosen.connect(self._choose_axes)
        page.map.picked.connect(self._pick)
        page.map.hovered.connect(self._hover)
        page.holding.held.connect(self._hold)
        page.holding.policy_wanted.connect(self._state)

    def named_widgets(self) -> Mapping[str, QWidget]:
        page = self.page
        return {
            "policy": page,
            "improve": page.improve,
            "map": page.map,
            "holding": page.holding,
        }

    def does(self) -> Mapping[str, Callable[[], object]]:
        return {"solve.page_policy": self.show, "solve.improve": self.improve}

    @property
    def is_shown(self) -> bool:
        """Whether what is shown is of the document as it is."""
        policies, shares = self._policies, self._shares
        return policies is not None and shares is not None and policies.known(shares) is not None

    # ------------------------------------------------------------------------ following

    def follow_document(self) -> None:
        document = self._session.reading
        if not self._session.is_open or not document.nodes:
            self._forget(tr("Open or build a tree; its policies appear here."))
            return
        if self._policies is None or not self._policies.fits(document):
            if self._policies is not None and self._policies.tree.ids != document.expanded.tree:
                self._shown, self._before, self._axes = {}, None, None
            delay = DELAY if self._study is None else PAUSE
            self._policies = self._study = self._better = None
            self._ask(delay)
            return
        if len(self._policies.tree) > LIVE:
            self._better = None
            self._ask()
            return
        self._shares = self._policies.stated(document)
        self._show_policy()
        if self._shares is None:
            return
        undominated = self._policies.known(self._shares)
        small = len(self._policies.tree) <= SMALL
        self._better = None
        if undominated is False and small:
            self._better = self._policies.better(self._shares)
        if undominated is None or self._study is None or (undominated is False and not small):
            self._ask(DELAY if undominated is None else PAUSE)
        self._show_verdict(undominated)

    def _forget(self, text: str) -> None:
        self._asking.cancel()
        self._policies = self._study = self._better = self._shares = None
        self.page.show_problem(text)

    def _ask(self, delay: int = DELAY) -> None:
        document, policies, held = self._session.reading, self._policies, self._held
        shown = dict(self._shown)
        study, case, axes = self._study, self._session.case, self._axes
        names = self._session.names

        def work(run: Run) -> PolicyFound:
            known = policies or Policies.of(case.of(document, run))
            found = _study(document, known, study, shown, held, axes, run)
            # Asked for once before the page asks on the GUI thread: names keep what they found, and
            # telling nodes apart takes a second in a tree of 100,000.
            row_names(document.expanded, names, _shown(document, known, found.shares, shown))
            return found

        self._asking.ask(document, work, delay)

    def _show_study(self, document: Document, study: PolicyFound) -> None:
        if document is not self._session.reading:
            return
        self._policies, self._study = study.policies, study
        self._shares, self._better = study.shares, study.better
        self._shown = _shown(document, study.policies, study.shares, self._shown)
        self._show_policy()
        if study.shares is None:
            return
        self._show_verdict(study.undominated)
        self.page.show_regions(study.regions)
        self._show_square()
        self.page.holding.show_forced(self._session.names, study.forced, self._shown)

    def _show_failure(self, document: Document, problem: QuandaryError) -> None:
        if document is self._session.reading:
            self._forget(problem.message)

    # ------------------------------------------------------------------------- showing

    def _show_policy(self) -> None:
        document, policies, shares = self._session.reading, self._policies, self._shares
        if policies is None:
            return
        if shares is None:
            self.page.show_problem(
                tr("The policy of some choice node does not sum to 1; the findings say where.")
            )
            return
        policy = policies.policy(shares)
        before = None
        if self._before is not None:
            if self._before[0] == shares:
                before = self._before[1]
            else:
                self._before = None
        names = self._session.names
        self.page.show_policy(document.expanded, names, self._shown, policy, before)
        self.page.holding.show_totals(names, policies.totals, policies.totals_of(policy.prospect))

    def _scored(self, prospect: Prospect) -> str:
        """How useful and how neutral a policy is that leads to this, where that is defined."""
        scores = None if self._study is None else self._study.scores
        return "" if scores is None else scores_text(self._session.names, scores.of(prospect))

    def _show_scores(self) -> None:
        if self._policies is not None and self._shares is not None:
            own = self._policies.policy(self._shares).prospect
            better = "" if self._better is None else self._scored(self._better.prospect)
            self.page.show_scores(self._scored(own), better)

    def _show_verdict(self, undominated: bool | None) -> None:
        self.page.show_verdict(undominated, self._better, self._unstated)
        self._show_scores()
        self.page.show_drawn(self._style.policies)
        self._show_on_map()

    @property
    def _unstated(self) -> tuple[str, ...]:
        """The choices at which no policy is stated."""
        children = self._session.reading.children
        return tuple(
            id_ for id_ in self._shown if all(branch.policy is None for branch in children(id_))
        )

    def _show_square(self) -> None:
        study, called = self._study, self._session.names
        square = study.square if study is not None else None
        unsure = square is not None and None in square.undominated.values()
        more = study is not None and len(self._shown) > 2
        self.page.show_map(square is not None, unsure, others_stay=more)
        if study is None or square is None or study.judged is None:
            return
        where = places(called, self._shown)
        told = {n: f"{called.branch(self._shown[n])} {where[n]}".strip() for n in study.axes}
        source = called.document.branches
        nodes = source[square.across].source, source[square.up].source
        x, y = (told[node] for node in nodes)
        self.page.show_axes({n: plain_text(told[n]) for n in study.axes}, nodes)
        self.page.map.show_square(study.judged, plain_text(f"x = {x}"), plain_text(f"y = {y}"))
        self.page.map.show_curves(study.curves, study.given)
        self._show_on_map()

    def _show_on_map(self) -> None:
        square = self._study.square if self._study is not None else None
        if square is None or self._shares is None:
            return
        better = None
        if self._better is not None:
            policy = self._better.policy
            better = (policy[square.across], policy[square.up])
        self.page.map.show_policy((self._shares[square.across], self._shares[square.up]), better)
        self._read()

    def _hover(self, point: tuple[Fraction, Fraction] | None) -> None:
        self._pointed = point
        self._read()
        self.page.show_pointing(point is not None)

    def _read(self) -> None:
        """Say what the policy of the map that is pointed at, or the stated one, leads to."""
        point = self._pointed
        policies, shares, study = self._policies, self._shares, self._study
        if policies is None or shares is None or study is None or study.square is None:
            return
        square, over = study.square, study.over
        if point is not None and over is not None:
            if not over.is_small:
                self.page.reading.setText("")
                return
            policies, shares = over.at(point)
        x, y = shares[square.across], shares[square.up]
        kept = square.at(x, y)
        if kept is None:  # it is not the same for all policies beside this one
            kept = policies.is_undominated(shares)
        names = self._session.names
        prospect, equals = policies.policy(shares).prospect, names.format.equals
        verdict = tr("✓ not dominated by a policy") if kept else tr("✕ dominated by a policy")
        told = names.prospect(prospect)
        scored = self._scored(prospect).partition("\n")[0]
        self.page.reading.setText(
            f"x {equals(x)}, y {equals(y)}: {told}. {verdict}.{f' {scored}' if scored else ''}"
        )
        self.page.reading.setToolTip(plain_tip(names.whole_prospect(prospect)))

    # -------------------------------------------------------------------------- doing

    def improve(self) -> None:
        """State the better policy."""
        if self._better is None or self._shares is None or self._policies is None:
            self.told.emit(tr("There is no policy that is strictly preferred to this one."))
            return
        before = self._policies.policy(self._shares).prospect
        self._before = (self._better.policy, before)
        self._state(self._better.policy)

    def _state_evenly(self) -> None:
        """State what counts where nothing is stated: all branches alike."""
        if self._shares is not None:
            self._state(self._shares, {})

    def _state(self, policy: Shares, old: Shares | None = None) -> None:
        document = self._session.reading
        old = (self._shares or {}) if old is None else old
        nodes = {
            document.expanded.branches[id_].source
            for id_, share in policy.items()
            if old.get(id_) != share
        }
        if self._policies is not None:  # what conduct settles is not to be stated
            tree = self._policies.tree
            nodes &= {tree.ids[node] for node in tree.agents_choices()}
        if not nodes <= document.nodes.keys():
            self.told.emit(
                tr(
                    "The live copies would need policies of their own; make them copies of their own first."
                )
            )
            return
        shares = tuple(
            (branch.id, Numeral.of(policy[branch.id]))
            for node in document.tree
            if node in nodes
            for branch in document.children(node)
        )
        self._intend(StatePolicy(shares))

    def _pick(self, point: tuple[Fraction, Fraction], gesture: str) -> None:
        shares, study = self._shares, self._study
        if shares is None or study is None or study.over is None:
            return
        typed = self._session.names.format.typed
        moved = study.over.stated_at(point)
        new = tuple((id_, typed(p)) for id_, p in moved.items() if p != shares[id_])
        self._intend(StatePolicy(new, gesture))

    @property
    def _style(self) -> Style:
        return self._canvas.tree.drawn_style

    def _drawn(self, wanted: bool) -> SetView:
        """The policy stands on the tree, or not."""
        style = msgspec.structs.replace(self._style, policies=wanted)
        return SetView(KEY, style_entry(style, self._session.document.view.get(KEY)))

    def _draw(self, wanted: bool) -> None:
        self.intended.emit(self._drawn(wanted))

    def _choose_axes(self, across: str, up: str) -> None:
        """Show the map of two other choices."""
        self._axes = across, up
        self._ask()

    def _intend(self, edit: object) -> None:
        """Where no policy was stated, sliders play with one: it stands on the tree once that is wanted."""
        if isinstance(edit, StatePolicy) and len(self._unstated) == len(self._shown):
            edit = Together((edit, self._drawn(False)), edit.name, edit.gesture)
        before = self._session.reading
        self.intended.emit(edit)
        if self._session.reading is before:
            self._show_policy()  # what was typed in vain is put back

    def _turn(self, node: str, branch: str) -> None:
        """Show the node by its other branch."""
        self._shown[node] = branch
        self._ask()

    def _hold(self, held: Held | None) -> None:
        self._held = held
        self._ask()

    def _show_node(self, node: str) -> None:
        self._canvas.reveal((node,))

    def follow_selection(self) -> None:
        nodes, branches = self._canvas.selection()
        document = self._session.reading
        if len(branches) == 1 and branches[0] in document.branches:
            nodes = (document.branches[branches[0]].source,)
        if len(nodes) == 1:
            self.page.select_node(nodes[0])


def _shown(
    document: Document, policies: Policies, shares: Shares | None, known: Mapping[str, str]
) -> dict[str, str]:
    """By choice node the branch that is shown: the first, or the second if that is never taken."""
    result = {}
    for node in policies.choice_nodes:
        id_ = policies.tree.ids[node]
        branches = policies.tree.branches[node]
        if id_ in document.nodes and len(branches) > 1:
            first = shares is None or len(branches) > 2 or shares[branches[0]] != ONE
            result[id_] = known.get(id_, branches[0] if first else branches[1])
    return result


def _study(
    document: Document,
    policies: Policies,
    study: PolicyFound | None,
    known: Mapping[str, str],
    held: Held | None,
    axes: tuple[str, str] | None,
    run: Run,
) -> PolicyFound:
    """Everything that the page shows; what an earlier study had found of the tree is kept."""
    shares = policies.stated(document)
    if shares is None:
        return PolicyFound(policies, None, True, None, None, (), None, None, None, (), None)
    undominated = policies.is_undominated(shares, None, run.cancelled)
    better = None if undominated else policies.better(shares, run.cancelled)
    regions = study.regions if study is not None else policies.regions(None, run.cancelled)
    over = judged = given = answer = None
    curves: tuple[TotalCurve, ...] = ()
    total = None if held is None else held[0]
    shown = _shown(document, policies, shares, known)
    if total not in policies.totals:
        held = total = None  # no such outcome in this tree any more
    offered = tuple(node for node in mappable(document, policies) if node in shown)
    if len(offered) > 1:
        if axes is None or not set(axes) <= set(offered):
            axes = offered[-2], offered[-1]  # what is offered stands before them
        over = PoliciesOverTwo(document, policies, shares, *(shown[node] for node in axes))
        judged = over.judged(run.cancelled) if over.is_small else None
        if judged is not None and over.is_plain and held is not None and total is not None:
            given = over.given(total, run.cancelled)
            curves = TotalCurve.of(policies, judged.square, shares, *held)
    if held is not None:
        answer = forced(policies, *held, run.cancelled)
    scores = study.scores if study is not None else scores_of(policies.tree)
    stated = policies.policy(shares)  # what takes long is found here, not when it is shown
    if scores is not None:
        scores.of(stated.prospect)
    return PolicyFound(
        policies, shares, undominated, better, regions, offered, over, judged, given, curves, answer,
        scores,
    )  # fmt: skip
