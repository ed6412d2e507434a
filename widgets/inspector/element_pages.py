"""The pages of the inspector for a node, a branch, and several things."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
)

from solver.document.elements import BY_POLICY, DEFAULT_SCALE, Branch, ByCompletion, Kind
from solver.document.model import Document
from solver.edits import (
    AddNode,
    AddOutcome,
    Delete,
    MoveBranch,
    RenameBranch,
    RenameNode,
    SetBranch,
    SetConduct,
    SetNode,
    SetOutcome,
    Tidy,
    Unlink,
)
from solver.translation import mark, tr, trn
from solver.tree_names import by_kind
from solver.words.names import Names, quoted
from solver.words.share_sum_words import sum_sentence
from solver.words.tree_texts import outcome_choices
from widgets.basics.assistive import show_checked
from widgets.basics.bars.share_bar import ShareBar
from widgets.basics.fields import DropDown, caption, heading, sentence, title
from widgets.basics.layouts import nest
from widgets.inspector.field_page import Page, to_the_left

NEW = mark("New outcome…")


class NodePage(Page):
    """A node: kind, label, outcome or branches, the branch above, notes."""

    def __init__(self, document: Document, id_: str) -> None:
        super().__init__()
        self._id = id_
        node = document.nodes[id_]
        if node.copy_of is not None:
            self._live_copy(document, node.copy_of)
            return
        self._head(
            by_kind(node.kind, "Choice node", "Chance node", "Outcome node"),
            lambda d: Names(d).node(id_),
        )
        self._kinds(node.kind)
        label = self.text(
            tr("Label of the node"),
            lambda d: d.nodes[id_].label,
            lambda text: SetNode(id_, {"label": text}),
        )
        self.captioned(tr("Label"), label)
        if node.kind is Kind.OUTCOME:
            add_outcome(self, document, id_)
        else:
            self._branches(document)
        if entering := document.incoming(id_):
            self.add(heading(tr("The branch that leads here")))
            _branch_fields(self, document, entering[0])
        if node.kind is not Kind.OUTCOME:
            self._conduct()
        notes = self.notes(
            tr("Notes on the node"),
            lambda d: d.nodes[id_].notes,
            lambda text: SetNode(id_, {"notes": text}),
        )
        self.captioned(tr("Notes on the node"), notes)
        if node.kind is not Kind.OUTCOME:
            fold = QCheckBox(tr("Fold what is below"))
            fold.toggled.connect(lambda on: self._emit(SetNode(id_, {"collapsed": on})))
            self._showing.append(lambda d: show_checked(fold, d.nodes[id_].collapsed))
            self.add(fold)
        identity = self.text(
            tr("Id of the node"), lambda d: id_, lambda text: RenameNode(id_, text)
        )
        self.captioned(tr("Id (for scripts)"), identity)
        self._column.addStretch(1)

    def _live_copy(self, document: Document, original: str) -> None:
        """A live copy: only what leads to it is its own."""
        node = document.nodes.get(original)
        name = (node.label if node else "") or original
        self.add(heading(tr("A live copy")))
        self.add(
            sentence(
                tr(
                    "It shows what hangs from “{name}”. Changes are made there and follow here."
                ).format(name=name)
            )
        )
        self._conduct()
        own = self.button(
            tr("Make it a copy of its own"), lambda: Unlink(self._id), tr("It no longer follows.")
        )
        self.add(to_the_left(own))
        if entering := document.incoming(self._id):
            self.add(heading(tr("The branch that leads here")))
            _branch_fields(self, document, entering[0])
        self._column.addStretch(1)

    def _conduct(self) -> None:
        """What holds from the node on."""
        box = DropDown()
        box.setAccessibleName(tr("What holds from here on"))
        box.setToolTip(
            tr(
                "Who settles the choices at this node and below: the agent, the stated policy, or a "
                "completion of the preferences under which expected utility is maximised."
            )
        )
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.activated.connect(lambda: self._emit(SetConduct(self._id, box.currentData())))

        def show(document: Document) -> None:
            box.clear()
            box.addItem(tr("the agent chooses"), None)
            box.addItem(tr("the policy holds"), BY_POLICY)
            for id_, named in document.completions.items():
                box.addItem(
                    tr("completion {name} holds").format(name=named.name),
                    ByCompletion(completion=id_),
                )
            now = document.nodes[self._id].conduct
            if isinstance(now, ByCompletion):
                known = list(document.completions)
                if now.completion in known:
                    box.setCurrentIndex(2 + known.index(now.completion))
                else:
                    box.addItem(
                        tr("completion {completion} holds (there is none)").format(
                            completion=now.completion
                        ),
                        now,
                    )
                    box.setCurrentIndex(box.count() - 1)
            else:
                box.setCurrentIndex(0 if now is None else 1)

        self._showing.append(show)
        self.captioned(tr("From here on"), box)

    def _kinds(self, current: Kind) -> None:
        row = QHBoxLayout()
        row.setSpacing(0)
        group = QButtonGroup(self)
        for kind, sign in ((Kind.CHOICE, "◻"), (Kind.CHANCE, "○"), (Kind.OUTCOME, "◁")):
            name = by_kind(kind, "Choice", "Chance", "Outcome")
            button = QPushButton(f"{sign} {name}")
            button.setCheckable(True)
            button.setChecked(kind is current)
            button.setAccessibleName(
                by_kind(
                    kind,
                    "Make it a choice node",
                    "Make it a chance node",
                    "Make it an outcome node",
                )
            )
            button.toggled.connect(partial(self._set_kind, kind))
            group.addButton(button)
            row.addWidget(button, 1)
            self._showing.append(partial(self._show_kind, kind, button))
        self.add(row)

    def _show_kind(self, kind: Kind, button: QPushButton, document: Document) -> None:
        show_checked(button, document.nodes[self._id].kind is kind)

    def _set_kind(self, kind: Kind, on: bool) -> None:
        if on:
            self._emit(SetNode(self._id, {"kind": kind}))

    def _branches(self, document: Document) -> None:
        node = document.nodes[self._id]
        branches = document.children(self._id)
        chance = node.kind is Kind.CHANCE
        self.add(heading(tr("Branches")))
        grid = QGridLayout()
        grid.setSpacing(4)
        for column, text in enumerate(
            (tr("Label"), tr("Probability") if chance else tr("Policy"), tr("Payoff"))
        ):
            if branches:
                grid.addWidget(caption(text), 0, column)
        for row, branch in enumerate(branches, start=1):
            self._branch_row(grid, row, branch.id, chance, document.criterion_ids)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(2, 1)
        grid.setColumnMinimumWidth(2, 66)  # numbers are not cut
        self.add(grid)
        if branches:
            self._sum()
        row_of_buttons = QHBoxLayout()
        row_of_buttons.setSpacing(4)
        row_of_buttons.addWidget(caption(tr("Add")))
        for kind, sign in ((Kind.CHOICE, "◻"), (Kind.CHANCE, "○"), (Kind.OUTCOME, "◁")):
            button = self.button(
                sign,
                partial(AddNode, kind, None, self._id),
                by_kind(kind, "Add a choice node", "Add a chance node", "Add an outcome node"),
            )
            button.setAccessibleName(
                by_kind(
                    kind,
                    "Add a choice node below",
                    "Add a chance node below",
                    "Add an outcome node below",
                )
            )
            row_of_buttons.addWidget(button, 1)
        self.add(row_of_buttons)

    def _branch_row(
        self, grid: QGridLayout, row: int, id_: str, chance: bool, criteria: tuple[str, ...]
    ) -> None:
        key = "probability" if chance else "policy"
        label = self.text(
            tr("Label of branch {row}").format(row=row),
            lambda d: d.branches[id_].label,
            lambda text: SetBranch(id_, {"label": text}),
        )
        share = self.number(
            (tr("Probability of branch {row}") if chance else tr("Policy of branch {row}")).format(
                row=row
            ),
            lambda d: getattr(d.branches[id_], key),
            lambda numeral: SetBranch(id_, {key: numeral}),
        )
        share.takes_intervals = chance
        share.setMaximumWidth(84)
        grid.addWidget(label, row, 0)
        grid.addWidget(share, row, 1)
        if len(criteria) == 1:
            payoff = self.values(
                tr("Payoff of branch {row}").format(row=row),
                criteria,
                lambda d: d.branches[id_].payoff,
                lambda values: SetBranch(id_, {"payoff": values}),
            )
            nest(grid, payoff, row, 2)
        up = self.small(
            "↑", tr("Move branch {row} up").format(row=row), partial(MoveBranch, id_, row - 2)
        )
        up.setEnabled(row > 1)
        grid.addWidget(up, row, 3)

    def _sum(self) -> None:
        label = sentence()

        def show(document: Document) -> None:
            if self._id in document.nodes:
                children = document.children(self._id)
                label.setText(sum_sentence(document, self._id, children))

        self._showing.append(show)
        self.add(label)
        bar = ShareBar(self._id)
        bar.intended.connect(self._emit)
        self._showing.append(bar.show_document)
        self.add(bar)


def _at(names: Names, id_: str) -> str:
    """A branch with its label in quotation marks: “continue” if lucky."""
    own = names.branch(id_)
    return quoted(own) + names.branch_at(id_).removeprefix(own)


def add_outcome(page: Page, document: Document, id_: str) -> None:
    """Which outcome a node shows, and the fields of that."""
    box = DropDown()
    box.setAccessibleName(tr("Outcome"))
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.activated.connect(lambda: _choose_outcome(page, id_, box))

    def show(document: Document) -> None:
        box.clear()
        for own, text in outcome_choices(document).items():
            box.addItem(text, own)
        box.addItem(tr(NEW), None)
        current = document.nodes[id_].outcome
        box.setCurrentIndex(box.findData(current) if current in document.outcomes else -1)

    page.follow(show)
    box.setPlaceholderText(tr("Choose an outcome"))
    page.captioned(tr("Outcome"), box)
    if document.nodes[id_].outcome in document.outcomes:
        _outcome_fields(page, document, id_)


def _choose_outcome(page: Page, id_: str, box: QComboBox) -> None:
    if box.currentData() is None:
        page.intended.emit(AddOutcome(use_at=id_))
    else:
        page.intended.emit(SetNode(id_, {"outcome": box.currentData()}))


def _outcome_fields(page: Page, document: Document, id_: str) -> None:
    """The fields of whatever outcome the node names at the moment."""

    def current(d: Document) -> str:
        return d.nodes[id_].outcome or ""

    state = {"outcome": current(document)}

    def follow(d: Document) -> None:
        state["outcome"] = current(d)

    page.follow(follow)
    grid = QGridLayout()
    grid.setSpacing(6)
    label = page.text(
        tr("Label of the outcome"),
        lambda d: d.outcomes[current(d)].label if current(d) in d.outcomes else "",
        lambda text: SetOutcome(state["outcome"], {"label": text}),
    )
    scale = page.text(
        tr("Scale of the outcome"),
        lambda d: (d.outcomes[current(d)].scale or "") if current(d) in d.outcomes else "",
        lambda text: SetOutcome(state["outcome"], {"scale": text.strip() or None}),
    )
    scale.setPlaceholderText(DEFAULT_SCALE)
    values = page.values(
        tr("Value of the outcome"),
        document.criterion_ids,
        lambda d: d.outcomes[current(d)].value if current(d) in d.outcomes else None,
        lambda value: SetOutcome(state["outcome"], {"value": value}),
    )
    grid.addWidget(caption(tr("Its label"), label), 0, 0)
    grid.addWidget(label, 0, 1)
    grid.addWidget(caption(tr("Scale"), scale), 1, 0)
    grid.addWidget(scale, 1, 1)
    grid.addWidget(caption(tr("Value")), 2, 0, _beside_numbers(document))
    nest(grid, values, 2, 1)
    page.add(grid)
    notes = page.notes(
        tr("Notes on the outcome"),
        lambda d: d.outcomes[current(d)].notes if current(d) in d.outcomes else "",
        lambda text: SetOutcome(state["outcome"], {"notes": text}),
    )
    page.captioned(tr("Notes on the outcome"), notes)


class BranchPage(Page):
    """A branch: label, probability or policy, payoff."""

    def __init__(self, document: Document, id_: str) -> None:
        super().__init__()
        branch = document.branches[id_]
        self._head(tr("Branch"), lambda d: _at(Names(d), id_))
        _branch_fields(self, document, branch)
        end = document.nodes[branch.target]
        if end.kind is Kind.OUTCOME and end.copy_of is None:
            add_outcome(self, document, end.id)
        identity = self.text(
            tr("Id of the branch"), lambda d: id_, lambda text: RenameBranch(id_, text)
        )
        self.captioned(tr("Id (for scripts)"), identity)
        self._column.addStretch(1)


def _branch_fields(page: Page, document: Document, branch: Branch) -> None:
    id_ = branch.id
    chance = document.nodes[branch.source].kind is Kind.CHANCE
    key = "probability" if chance else "policy"
    label = page.text(
        tr("Label of the branch"),
        lambda d: d.branches[id_].label,
        lambda text: SetBranch(id_, {"label": text}),
    )
    share = page.number(
        tr("Probability of the branch") if chance else tr("Policy of the branch"),
        lambda d: getattr(d.branches[id_], key),
        lambda numeral: SetBranch(id_, {key: numeral}),
    )
    share.takes_intervals = chance
    share.setPlaceholderText(tr("# (the rest)") if chance else tr("not stated"))
    payoff = page.values(
        tr("Payoff of the branch"),
        document.criterion_ids,
        lambda d: d.branches[id_].payoff,
        lambda values: SetBranch(id_, {"payoff": values}),
    )
    grid = QGridLayout()
    grid.setSpacing(6)
    grid.addWidget(caption(tr("Label"), label), 0, 0)
    grid.addWidget(label, 0, 1)
    grid.addWidget(caption(tr("Probability") if chance else tr("Policy"), share), 1, 0)
    grid.addWidget(share, 1, 1)
    grid.addWidget(caption(tr("Payoff")), 2, 0, _beside_numbers(document))
    nest(grid, payoff, 2, 1)
    page.add(grid)


def _beside_numbers(document: Document) -> Qt.AlignmentFlag:
    """Where a caption stands beside the numbers on all criteria: at the first, or at the only one."""
    top, middle = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignVCenter
    return top if len(document.criterion_ids) > 1 else middle


class ManyPage(Page):
    """Several things: how many, and what can be done with them."""

    def __init__(self, nodes: tuple[str, ...], branches: tuple[str, ...]) -> None:
        super().__init__()
        parts = []
        if nodes:
            parts.append(trn("{count} node", "{count} nodes", len(nodes)).format(count=len(nodes)))
        if branches:
            parts.append(
                trn("{count} branch", "{count} branches", len(branches)).format(count=len(branches))
            )
        self.add(sentence(tr("Several are selected"), muted=True))
        self.add(title(tr(" and ").join(parts)))
        self.add(sentence(tr("Drag them to place them by hand, or:")))
        if nodes:
            self.add(to_the_left(self.button(tr("Place automatically"), lambda: Tidy(nodes))))
        self.add(to_the_left(self.button("Delete", lambda: Delete(nodes, branches))))
        self._column.addStretch(1)
