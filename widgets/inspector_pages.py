"""The pages of the inspector: one for the document, a node, a branch, and several things."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from solver.document import Branch, Document, Kind, Values
from solver.edits import (
    AddCriterion,
    AddNode,
    AddOutcome,
    AddParameter,
    Delete,
    Edit,
    MoveBranch,
    RemoveCriterion,
    RemoveParameter,
    RenameBranch,
    RenameNode,
    RenameParameter,
    SetBranch,
    SetCriterion,
    SetDocument,
    SetNode,
    SetOutcome,
    SetParameter,
    SetView,
    Tidy,
)
from solver.errors import NumberError
from solver.numerals import Numeral
from solver.values import criterion_numerals
from widgets.fields import NotesField, NumberField, TextField, caption, heading, sentence
from widgets.slider import ParameterSlider
from widgets.sums import sum_sentence

NEW = "New outcome…"


class Page(QWidget):
    """One page: `show_document` brings its fields in line with a document."""

    intended = Signal(object)  # an Edit

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._showing: list[Callable[[Document], None]] = []

    def show_document(self, document: Document) -> None:
        for show in self._showing:
            show(document)

    def _emit(self, edit: Edit) -> None:
        self.intended.emit(edit)

    # ------------------------------------------------------------ parts of pages

    def _add(self, part: QWidget | QLayout, stretch: int = 0) -> None:
        if isinstance(part, QWidget):
            self._column.addWidget(part, stretch)
        else:
            self._column.addLayout(part, stretch)

    def _text(
        self, name: str, read: Callable[[Document], str], edit: Callable[[str], Edit]
    ) -> TextField:
        field = TextField(name)
        field.committed.connect(lambda text: self._emit(edit(text)))
        self._showing.append(lambda document: field.show_value(read(document)))
        return field

    def _number(
        self,
        name: str,
        read: Callable[[Document], Numeral | None],
        edit: Callable[[Numeral | None], Edit],
    ) -> NumberField:
        field = NumberField(name)
        field.committed.connect(lambda numeral: self._emit(edit(numeral)))
        self._showing.append(
            lambda document: field.show_number(read(document), document.parameter_values)
        )
        return field

    def _notes(
        self, name: str, read: Callable[[Document], str], edit: Callable[[str], Edit]
    ) -> NotesField:
        field = NotesField(name)
        field.setMinimumHeight(64)
        field.committed.connect(lambda text: self._emit(edit(text)))
        self._showing.append(lambda document: field.show_value(read(document)))
        return field

    def _captioned(self, text: str, field: QWidget, stretch: int = 0) -> None:
        self._add(caption(text, field))
        self._add(field, stretch)

    def _button(self, text: str, edit: Callable[[], Edit], tip: str = "") -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        button.clicked.connect(lambda: self._emit(edit()))
        return button

    def _small(self, text: str, name: str, edit: Callable[[], Edit]) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setAutoRaise(True)
        button.clicked.connect(lambda: self._emit(edit()))
        return button

    def _values(
        self,
        name: str,
        criteria: tuple[str, ...],
        read: Callable[[Document], Values | None],
        edit: Callable[[Values | None], Edit],
    ) -> QLayout:
        """One field per criterion for an outcome's value or a branch's payoff."""
        row = QGridLayout()
        row.setSpacing(6)
        fields: dict[str, NumberField] = {}

        def values() -> Values | None:
            numbers = {
                id_: Numeral.typed(field.text())
                for id_, field in fields.items()
                if field.text().strip()
            }
            if not numbers:
                return None
            return numbers[criteria[0]] if len(criteria) == 1 else numbers

        for place, id_ in enumerate(criteria):
            field = fields[id_] = NumberField(name if len(criteria) == 1 else f"{name} on {id_}")
            field.committed.connect(lambda _: self._emit(edit(values())))
            if len(criteria) > 1:
                row.addWidget(caption(id_, field), place, 0)
            row.addWidget(field, place, 1)

        def show(document: Document) -> None:
            numerals = _by_criterion(document, read(document))
            for id_, field in fields.items():
                field.show_number(numerals.get(id_), document.parameter_values)

        self._showing.append(show)
        return row


def _by_criterion(document: Document, values: Values | None) -> Mapping[str, Numeral]:
    try:
        return criterion_numerals(document, values)
    except NumberError:  # ambiguous: the findings say so; the first field shows the number
        return {document.criterion_ids[0]: values} if isinstance(values, Numeral) else {}


class DocumentPage(Page):
    """Title, notes, direction, criteria and parameters."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        title = self._text("Title", lambda d: d.title, lambda text: SetDocument(title=text))
        title.setPlaceholderText("Untitled tree")
        self._captioned("Title", title)
        notes = self._notes("Notes", lambda d: d.notes, lambda text: SetDocument(notes=text))
        notes.setMinimumHeight(110)
        self._captioned("Notes", notes, 1)
        direction = QComboBox()
        direction.setAccessibleName("Direction of the tree")
        direction.addItem("Left to right", "right")
        direction.addItem("Top down", "down")
        direction.activated.connect(
            lambda: self._emit(SetView("direction", direction.currentData()))
        )
        self._showing.append(lambda d: direction.setCurrentIndex(direction.findData(d.direction)))
        row = QHBoxLayout()
        row.addWidget(caption("Direction", direction))
        row.addWidget(direction, 1)
        self._add(row)
        self._criteria(document)
        self._parameters(document)

    def _criteria(self, document: Document) -> None:
        self._add(heading("Criteria"))
        if not document.criteria:
            self._add(sentence("One criterion: value, more is better."))
        grid = QGridLayout()
        grid.setSpacing(6)
        for row, id_ in enumerate(document.criteria):
            self._criterion(grid, row, id_)
        self._add(grid)
        add = self._button("Add criterion", AddCriterion, "Outcomes get a value on each criterion.")
        self._add(_left(add))

    def _criterion(self, grid: QGridLayout, row: int, id_: str) -> None:
        label = self._text(
            f"Label of criterion {id_}",
            lambda d: d.criteria[id_].label,
            lambda text: SetCriterion(id_, {"label": text}),
        )
        label.setPlaceholderText(id_)
        better = QComboBox()
        better.setAccessibleName(f"Which way criterion {id_} is better")
        better.addItem("more is better", "more")
        better.addItem("less is better", "less")
        better.activated.connect(partial(self._set_better, id_, better))
        self._showing.append(partial(self._show_better, id_, better))
        grid.addWidget(label, row, 0)
        grid.addWidget(better, row, 1)
        remove = self._small("✕", f"Remove criterion {id_}", partial(RemoveCriterion, id_))
        grid.addWidget(remove, row, 2)

    def _set_better(self, id_: str, box: QComboBox) -> None:
        self._emit(SetCriterion(id_, {"better": box.currentData()}))

    @staticmethod
    def _show_better(id_: str, box: QComboBox, document: Document) -> None:
        box.setCurrentIndex(box.findData(document.criteria[id_].better))

    def _parameters(self, document: Document) -> None:
        self._add(heading("Parameters"))
        if not document.parameters:
            self._add(sentence("Names for numbers, to be used in expressions such as 1 - p."))
        grid = QGridLayout()
        grid.setSpacing(6)
        for row, id_ in enumerate(document.parameters):
            self._parameter(grid, 3 * row, id_)
        self._add(grid)
        self._add(_left(self._button("Add parameter", AddParameter)))

    def _parameter(self, grid: QGridLayout, row: int, id_: str) -> None:
        def change(key: str, value: Numeral | None) -> Edit:
            if key == "value" and value is None:
                value = Numeral("0", quoted=False)
            return SetParameter(id_, {key: value})

        name = self._text(
            f"Name of parameter {id_}", lambda _: id_, lambda text: RenameParameter(id_, text)
        )
        name.setMaximumWidth(80)
        grid.addWidget(name, row, 0)
        for column, key in enumerate(("value", "min", "max"), start=1):
            field = self._number(
                f"{key.capitalize()} of parameter {id_}",
                partial(_parameter_number, id_, key),
                partial(change, key),
            )
            field.setPlaceholderText(key)
            grid.addWidget(field, row, column)
        remove = self._small("✕", f"Remove parameter {id_}", partial(RemoveParameter, id_))
        grid.addWidget(remove, row, 4)
        label = self._text(
            f"Label of parameter {id_}",
            lambda d: d.parameters[id_].label,
            lambda text: SetParameter(id_, {"label": text}),
        )
        label.setPlaceholderText("what it stands for")
        grid.addWidget(label, row + 1, 1, 1, 3)
        slider = ParameterSlider(id_)
        slider.moved.connect(
            lambda value, gesture: self._emit(SetParameter(id_, {"value": value}, gesture))
        )
        self._showing.append(slider.show_document)
        grid.addWidget(slider, row + 2, 1, 1, 3)


def _parameter_number(id_: str, key: str, document: Document) -> Numeral | None:
    number: Numeral | None = getattr(document.parameters[id_], key)
    return number


class NodePage(Page):
    """A node: kind, label, outcome or branches, the branch above, notes."""

    def __init__(self, document: Document, id_: str) -> None:
        super().__init__()
        self._id = id_
        node = document.nodes[id_]
        self._kinds(node.kind)
        label = self._text(
            "Label of the node",
            lambda d: d.nodes[id_].label,
            lambda text: SetNode(id_, {"label": text}),
        )
        self._captioned("Label", label)
        if node.kind is Kind.OUTCOME:
            self._outcome(document)
        else:
            self._branches(document)
        if entering := document.incoming(id_):
            self._add(heading("The branch that leads here"))
            _branch_fields(self, document, entering[0])
        notes = self._notes(
            "Notes on the node",
            lambda d: d.nodes[id_].notes,
            lambda text: SetNode(id_, {"notes": text}),
        )
        self._captioned("Notes on the node", notes, 1)
        if node.kind is not Kind.OUTCOME:
            fold = QCheckBox("Fold what is below")
            fold.clicked.connect(lambda on: self._emit(SetNode(id_, {"collapsed": on})))
            self._showing.append(lambda d: fold.setChecked(d.nodes[id_].collapsed))
            self._add(fold)
        identity = self._text("Id of the node", lambda d: id_, lambda text: RenameNode(id_, text))
        self._captioned("Id (for scripts)", identity)

    def _kinds(self, current: Kind) -> None:
        row = QHBoxLayout()
        row.setSpacing(0)
        group = QButtonGroup(self)
        for kind, sign in ((Kind.CHOICE, "◻"), (Kind.CHANCE, "○"), (Kind.OUTCOME, "◁")):
            button = QPushButton(f"{sign} {kind.capitalize()}")
            button.setCheckable(True)
            button.setChecked(kind is current)
            button.setAccessibleName(f"Make it a {kind} node")
            button.clicked.connect(partial(self._set_kind, kind, group))
            group.addButton(button)
            row.addWidget(button, 1)
            self._showing.append(partial(self._show_kind, kind, button))
        self._add(row)

    def _show_kind(self, kind: Kind, button: QPushButton, document: Document) -> None:
        button.setChecked(document.nodes[self._id].kind is kind)

    def _set_kind(self, kind: Kind, group: QButtonGroup) -> None:
        self._emit(SetNode(self._id, {"kind": kind}))

    def _outcome(self, document: Document) -> None:
        id_ = self._id
        box = QComboBox()
        box.setAccessibleName("Outcome")
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.activated.connect(lambda: self._choose_outcome(box))

        def show(document: Document) -> None:
            box.clear()
            for outcome in document.outcomes.values():
                text = outcome.label or outcome.id
                box.addItem(text if text == outcome.id else f"{text} ({outcome.id})", outcome.id)
            box.addItem(NEW, None)
            current = document.nodes[id_].outcome
            box.setCurrentIndex(box.findData(current) if current in document.outcomes else -1)

        self._showing.append(show)
        box.setPlaceholderText("Choose an outcome")
        self._captioned("Outcome", box)
        outcome_id = document.nodes[id_].outcome
        if outcome_id in document.outcomes:
            self._outcome_fields(document)

    def _choose_outcome(self, box: QComboBox) -> None:
        if box.currentData() is None:
            self._emit(AddOutcome(use_at=self._id))
        else:
            self._emit(SetNode(self._id, {"outcome": box.currentData()}))

    def _outcome_fields(self, document: Document) -> None:
        """The fields of whatever outcome the node names at the moment."""
        id_ = self._id

        def current(d: Document) -> str:
            return d.nodes[id_].outcome or ""

        state = {"outcome": current(document)}

        def follow(d: Document) -> None:
            state["outcome"] = current(d)

        self._showing.append(follow)
        grid = QGridLayout()
        grid.setSpacing(6)
        label = self._text(
            "Label of the outcome",
            lambda d: d.outcomes[current(d)].label if current(d) in d.outcomes else "",
            lambda text: SetOutcome(state["outcome"], {"label": text}),
        )
        scale = self._text(
            "Scale of the outcome",
            lambda d: (d.outcomes[current(d)].scale or "") if current(d) in d.outcomes else "",
            lambda text: SetOutcome(state["outcome"], {"scale": text.strip() or None}),
        )
        scale.setPlaceholderText("default")
        values = self._values(
            "Value of the outcome",
            document.criterion_ids,
            lambda d: d.outcomes[current(d)].value if current(d) in d.outcomes else None,
            lambda value: SetOutcome(state["outcome"], {"value": value}),
        )
        grid.addWidget(caption("Its label", label), 0, 0)
        grid.addWidget(label, 0, 1)
        grid.addWidget(caption("Scale", scale), 1, 0)
        grid.addWidget(scale, 1, 1)
        grid.addWidget(caption("Value"), 2, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(values, 2, 1)
        self._add(grid)
        notes = self._notes(
            "Notes on the outcome",
            lambda d: d.outcomes[current(d)].notes if current(d) in d.outcomes else "",
            lambda text: SetOutcome(state["outcome"], {"notes": text}),
        )
        self._captioned("Notes on the outcome", notes)

    def _branches(self, document: Document) -> None:
        node = document.nodes[self._id]
        branches = document.children(self._id)
        chance = node.kind is Kind.CHANCE
        self._add(heading("Branches"))
        grid = QGridLayout()
        grid.setSpacing(4)
        for column, text in enumerate(("Label", "Probability" if chance else "Policy", "Payoff")):
            if branches:
                grid.addWidget(caption(text), 0, column)
        for row, branch in enumerate(branches, start=1):
            self._branch_row(grid, row, branch.id, chance, document.criterion_ids)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(2, 1)
        self._add(grid)
        if branches:
            self._sum()
        row_of_buttons = QHBoxLayout()
        row_of_buttons.setSpacing(4)
        row_of_buttons.addWidget(caption("Add"))
        for kind, sign in ((Kind.CHOICE, "◻"), (Kind.CHANCE, "○"), (Kind.OUTCOME, "◁")):
            button = self._button(
                sign, partial(AddNode, kind, None, self._id), f"Add a {kind} node"
            )
            button.setAccessibleName(f"Add a {kind} node below")
            row_of_buttons.addWidget(button, 1)
        self._add(row_of_buttons)

    def _branch_row(
        self, grid: QGridLayout, row: int, id_: str, chance: bool, criteria: tuple[str, ...]
    ) -> None:
        key = "probability" if chance else "policy"
        label = self._text(
            f"Label of branch {row}",
            lambda d: d.branches[id_].label,
            lambda text: SetBranch(id_, {"label": text}),
        )
        share = self._number(
            f"{key.capitalize()} of branch {row}",
            lambda d: getattr(d.branches[id_], key),
            lambda numeral: SetBranch(id_, {key: numeral}),
        )
        share.setMaximumWidth(84)
        grid.addWidget(label, row, 0)
        grid.addWidget(share, row, 1)
        if len(criteria) == 1:
            payoff = self._values(
                f"Payoff of branch {row}",
                criteria,
                lambda d: d.branches[id_].payoff,
                lambda values: SetBranch(id_, {"payoff": values}),
            )
            grid.addLayout(payoff, row, 2)
        up = self._small("↑", f"Move branch {row} up", partial(MoveBranch, id_, row - 2))
        up.setEnabled(row > 1)
        grid.addWidget(up, row, 3)

    def _sum(self) -> None:
        label = sentence()

        def show(document: Document) -> None:
            if self._id in document.nodes:
                children = document.children(self._id)
                label.setText(sum_sentence(document, self._id, children))

        self._showing.append(show)
        self._add(label)


class BranchPage(Page):
    """A branch: label, probability or policy, payoff."""

    def __init__(self, document: Document, id_: str) -> None:
        super().__init__()
        branch = document.branches[id_]
        self._add(heading("Branch"))
        self._add(sentence(f"From “{branch.source}” to “{branch.target}”."))
        _branch_fields(self, document, branch)
        identity = self._text(
            "Id of the branch", lambda d: id_, lambda text: RenameBranch(id_, text)
        )
        self._captioned("Id (for scripts)", identity)
        self._column.addStretch(1)


def _branch_fields(page: Page, document: Document, branch: Branch) -> None:
    id_ = branch.id
    chance = document.nodes[branch.source].kind is Kind.CHANCE
    key = "probability" if chance else "policy"
    label = page._text(
        "Label of the branch",
        lambda d: d.branches[id_].label,
        lambda text: SetBranch(id_, {"label": text}),
    )
    share = page._number(
        f"{key.capitalize()} of the branch",
        lambda d: getattr(d.branches[id_], key),
        lambda numeral: SetBranch(id_, {key: numeral}),
    )
    share.setPlaceholderText("# (the rest)" if chance else "not stated")
    payoff = page._values(
        "Payoff of the branch",
        document.criterion_ids,
        lambda d: d.branches[id_].payoff,
        lambda values: SetBranch(id_, {"payoff": values}),
    )
    grid = QGridLayout()
    grid.setSpacing(6)
    grid.addWidget(caption("Label", label), 0, 0)
    grid.addWidget(label, 0, 1)
    grid.addWidget(caption(key.capitalize(), share), 1, 0)
    grid.addWidget(share, 1, 1)
    grid.addWidget(caption("Payoff"), 2, 0, Qt.AlignmentFlag.AlignTop)
    grid.addLayout(payoff, 2, 1)
    page._add(grid)


class ManyPage(Page):
    """Several things: how many, and what can be done with them."""

    def __init__(self, nodes: tuple[str, ...], branches: tuple[str, ...]) -> None:
        super().__init__()
        parts = []
        if nodes:
            parts.append(f"{len(nodes)} node{'s' if len(nodes) > 1 else ''}")
        if branches:
            parts.append(f"{len(branches)} branch{'es' if len(branches) > 1 else ''}")
        self._add(heading(" and ".join(parts) + " selected"))
        self._add(sentence("Drag them to place them by hand, or:"))
        if nodes:
            self._add(_left(self._button("Place automatically", lambda: Tidy(nodes))))
        self._add(_left(self._button("Delete", lambda: Delete(nodes, branches))))
        self._column.addStretch(1)


def _left(widget: QWidget) -> QLayout:
    row = QHBoxLayout()
    row.addWidget(widget)
    row.addStretch(1)
    return row
