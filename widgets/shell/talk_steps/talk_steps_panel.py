"""The steps in which a document is shown: a list, what the chosen one shows, and how that looks."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from solver.document.model import Document
from solver.edits import DeleteSteps, MoveStep, SetStep
from solver.page.talk_steps import ANSWERS, SHOWS, UNSAID, Step, Where, is_named_by_itself
from solver.translation import capital, mark, tr
from solver.words.names import Names, quoted
from solver.words.plain_mathematics import plain_text
from solver.words.step_names import step_names
from widgets.basics.fields import (
    DropDown,
    Elided,
    NotesField,
    TextField,
    caption,
    heading,
    sentence,
)
from widgets.basics.layouts import nest
from widgets.shell.talk_steps.chart_fields import ChartFields
from widgets.shell.talk_steps.talk_step_list import StepList

MOST_STAGES: Final = 999
LIST: Final = 240  # pixels of the list
FIELDS: Final = 372  # of what the step consists of
_CHOOSE: Final = mark("Choose…")
#: What is changed of a step, for undo, by the field.
_CHANGED: Final = {
    "where": mark("part of the tree that a step shows"),
    "highlight": mark("what a step highlights"),
    "zoom": mark("what a step zooms to"),
    "name": mark("name of a step"),
    "notes": mark("notes of a step"),
    "stage": mark("stage of a step"),
    "plan": mark("plan of a step"),
    "show": mark("what a step shows"),
    "rule": mark("rule of a step"),
    "chart": mark("chart of a step"),
}


class StepsPanel(QWidget):
    """Shows the steps of a document and emits what is to be done with them."""

    intended = Signal(object)  # an Edit
    chosen = Signal(object)  # the number of the step that is chosen, -1 for none
    tree_wanted = Signal(object)  # clicks there fill a field: “where”, “highlight” or “zoom”
    generate_wanted = Signal()
    add_wanted = Signal()
    build_wanted = Signal(object)  # whether clicks on the canvas go into the step

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("steps.panel")
        self._names = Names(Document())
        self._steps: tuple[Step, ...] = ()
        self.list = StepList()
        self.name = TextField(tr("Name of the step"))
        self.show_what = DropDown()
        self.show_what.setAccessibleName(tr("What the step shows"))
        for show, text in SHOWS.items():
            self.show_what.addItem(tr(text), show)
        self.rule = DropDown()
        self.rule.setAccessibleName(tr("The rule that is asked"))
        for box in (self.show_what, self.rule):  # the names of rules are long, the panel is not
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(8)
        self.stage = QSpinBox()
        self.stage.setRange(0, MOST_STAGES)
        self.stage.setSpecialValueText(tr("all stages"))
        self.stage.setPrefix(tr("up to stage "))
        self.stage.setAccessibleName(tr("How far up the rollback goes"))
        self.stage.setKeyboardTracking(False)
        self.chart = ChartFields()
        self.notes = NotesField(tr("Notes for the speaker"))
        self.notes.setMinimumSize(110, 44)
        self.preview = Preview()
        self.places: dict[str, QLabel] = {}
        self._places: dict[str, QWidget] = {}
        self.build = _button(
            tr("&Build by clicking"), tr("Clicks on the tree go into the chosen step.")
        )
        self.build.setCheckable(True)
        self._lay_out()
        self._connect()

    # ------------------------------------------------------------------- building

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(12)
        left = self._left()
        left.setFixedWidth(LIST)
        row.addWidget(left)
        row.addWidget(self.preview, 1)
        right = QWidget()
        right.setFixedWidth(FIELDS)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(heading(tr("This step")))
        column.addWidget(self._middle(), 2)
        column.addWidget(heading(tr("Notes for the speaker")))
        column.addWidget(self.notes, 1)
        row.addWidget(right)

    def _left(self) -> QWidget:
        self._none = sentence(
            tr(
                "No steps yet. Generate them from the tree and the verdict, or add one and say what it "
                "shows. What no step uncovers is there from the beginning."
            )
        )
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._none.setMargin(6)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._stack = QStackedLayout()
        nest(column, self._stack, 1)
        self._stack.addWidget(self._none)
        self._stack.addWidget(self.list)
        self.generate = _button(
            tr("&Generate"), tr("Steps for the structure, numbers, values and verdict.")
        )
        self.add = _button(tr("A&dd"), tr("A step after the chosen one; then say what it shows."))
        self.delete = _button(tr("Delete"), tr("Take the chosen step away (Del)."))
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        for button in (self.generate, self.add, self.delete):
            buttons.addWidget(button)
        nest(column, buttons)
        self.list.setMinimumHeight(44)
        return left

    def _middle(self) -> QWidget:
        """The fields, to be scrolled where the window is low."""
        self._fields = QWidget()
        scrolled = QScrollArea()
        scrolled.setWidget(self._fields)
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled.setMinimumSize(300, 60)
        form = QFormLayout(self._fields)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(5)
        named = QHBoxLayout()
        named.setSpacing(4)
        named.addWidget(self.name, 1)
        named.addWidget(self.build)
        form.addRow(caption(tr("&Name"), self.name), named)
        what = QHBoxLayout()
        what.setSpacing(4)
        for widget in (self.show_what, self.stage):
            what.addWidget(widget, 1)
        form.addRow(caption(tr("&Shows"), self.show_what), what)
        form.addRow(caption(tr("&Rule"), self.rule), self.rule)  # whose names are long
        self._form = form
        form.addRow(tr("Chart"), self.chart)
        for field, title, none in (
            ("where", tr("Where"), tr("everywhere")),
            ("highlight", tr("Highlights"), tr("nothing")),
            ("zoom", tr("Zooms to"), tr("the whole tree")),
        ):
            self._places[field] = place = self._place(field, title, none)
            form.addRow(title, place)
        return scrolled

    def _place(self, field: str, title: str, none: str) -> QWidget:
        """What a field names, and two buttons: to choose it on the tree, or none of it."""
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        label = self.places[field] = Elided("")
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(label, 1)
        take = _button(
            tr(_CHOOSE), tr("{title}: click it on the tree; Escape leads back.").format(title=title)
        )
        take.setAccessibleName(tr("{title}: choose on the tree").format(title=title))
        take.clicked.connect(lambda: self.tree_wanted.emit(field))
        clear = _button("✕", f"{title}: {none}.")
        clear.setFixedWidth(clear.sizeHint().height())
        clear.setAccessibleName(f"{title}: {none}")
        empty = "" if field == "zoom" else UNSAID
        clear.clicked.connect(lambda: self.change({field: empty}, field))
        row.addWidget(take)
        row.addWidget(clear)
        return place

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._choose)
        self.list.moved.connect(self._move)
        self.list.renamed.connect(self._rename)
        self.list.deleted.connect(lambda numbers: self.intended.emit(DeleteSteps(numbers)))
        self.generate.clicked.connect(self.generate_wanted)
        self.add.clicked.connect(self.add_wanted)
        self.delete.clicked.connect(self._delete)
        self.build.toggled.connect(lambda on: self.build_wanted.emit(on))
        self.name.committed.connect(lambda text: self.change({"name": text.strip()}, "name"))
        self.notes.committed.connect(lambda text: self.change({"notes": text}, "notes"))
        self.show_what.activated.connect(self._show_another)
        self.rule.activated.connect(
            lambda: self._change_unnamed({"rule": self.rule.currentData()}, "rule")
        )
        self.chart.wanted.connect(lambda chart: self.change({"chart": chart}, "chart"))
        self.stage.valueChanged.connect(lambda stage: self.change({"stage": stage}, "stage"))

    def show_rules(self, rules: Mapping[str, str]) -> None:
        """The rules that a step can ask, by id."""
        for rule, name in {"": tr("The chosen rule"), **rules}.items():
            self.rule.addItem(name, rule)
        self.list.rules = rules

    # -------------------------------------------------------------------- showing

    @property
    def number(self) -> int:
        """Which step is chosen, from 0; -1 if there is none."""
        return self.list.currentRow()

    @property
    def step(self) -> Step | None:
        """The step that is chosen."""
        return self._steps[self.number] if 0 <= self.number < len(self._steps) else None

    def called(self, number: int) -> str:
        """A step by its number, and what it is about, without where: that is seen while it is built."""
        name, shows = self._steps[number].name, tr(SHOWS[self._steps[number].show])
        return tr("Step {number}: {shows}").format(number=number + 1, shows=name or shows)

    def show_steps(self, names: Names, steps: Sequence[Step], chosen: int) -> None:
        """Show the steps of a document, with one of them chosen."""
        self._names, self._steps = names, tuple(steps)
        self._stack.setCurrentWidget(self.list if steps else self._none)
        places = [place_text(names, step.where or step.highlight) for step in steps]
        called = [plain_text(name) for name in step_names(names, steps)]
        self.list.show_steps(steps, min(chosen, len(steps) - 1), places, called)
        self._show_fields()

    def _choose(self, number: int) -> None:
        self.notes.commit()
        self._show_fields()
        self.chosen.emit(number)

    def _show_fields(self) -> None:
        step = self.step
        for widget in (self._fields, self.notes, self.delete):
            widget.setEnabled(step is not None)
        step = step or Step("nothing")
        self.name.show_value(step.name)
        self.notes.show_value(step.notes)
        self.show_what.setCurrentIndex(self.show_what.findData(step.show))
        is_chart = step.show == "chart"
        self._form.setRowVisible(self.chart, is_chart)
        if is_chart:
            self.chart.show_chart(self._names.document, step.chart)
        for place in self._places.values():  # a chart takes the place of the whole tree
            self._form.setRowVisible(place, not is_chart)
        self._form.setRowVisible(self.rule, step.show in ANSWERS or is_chart)
        self.rule.setCurrentIndex(max(0, self.rule.findData(step.rule)))
        self.stage.setVisible(step.show == "rollback")
        self.stage.blockSignals(True)
        self.stage.setValue(min(step.stage, MOST_STAGES))
        self.stage.blockSignals(False)
        for field, words in (
            ("where", place_text(self._names, step.where) or tr("Everywhere")),
            ("highlight", place_text(self._names, step.highlight) or tr("Nothing")),
            ("zoom", _zoom_text(self._names, step.zoom)),
        ):
            self.places[field].setText(words)

    # ------------------------------------------------------------------- changing

    def change(self, changes: Mapping[str, Any], field: str) -> None:
        """Intend other fields of the chosen step, that is called by one of them."""
        if (step := self.step) is not None:
            changed = msgspec.structs.replace(step, **changes)
            if changed != step:
                self.intended.emit(SetStep(self.number, changed, tr(_CHANGED[field])))

    def _show_another(self) -> None:
        self._change_unnamed({"show": self.show_what.currentData()}, "show")

    def _change_unnamed(self, changes: Mapping[str, Any], field: str) -> None:
        """The same, without a name that nobody typed: it says what the step showed before."""
        if self.step is not None and is_named_by_itself(self.step):
            changes = {**changes, "name": ""}
        self.change(changes, field)

    def _move(self, way: tuple[int, int]) -> None:
        number, to = way
        to = max(0, min(to, len(self._steps) - 1))
        if number != to:
            self.list.blockSignals(True)
            self.list.setCurrentRow(to)  # what is chosen goes along
            self.list.blockSignals(False)
            self.intended.emit(MoveStep(number, to))

    def _rename(self, way: tuple[int, str]) -> None:
        number, name = way
        step = msgspec.structs.replace(self._steps[number], name=name)
        self.intended.emit(SetStep(number, step, tr(_CHANGED["name"])))

    def _delete(self) -> None:
        if self.step is not None:
            self.intended.emit(DeleteSteps(self.list.selected or (self.number,)))


class Preview(QLabel):
    """The frame of the chosen step, as the audience will see it."""

    resized = Signal()
    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Preview of the step"))
        self.setToolTip(tr("Click to choose on the tree what the step shows."))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFrameShape(QLabel.Shape.StyledPanel)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMinimumSize(160, 60)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def sizeHint(self) -> QSize:
        return QSize(260, 160)

    def show_image(self, image: QImage) -> None:
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self.setPixmap(pixmap)

    def resizeEvent(self, event: object) -> None:
        self.resized.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()


def place_text(names: Names, where: Where) -> str:
    """A part of the tree in a few words: by name where one node, branch or subtree is meant."""
    parts = []
    if where.nodes:
        many = tr("{nodes} nodes").format(nodes=len(where.nodes))
        parts.append(_node(names, where.nodes[0]) if len(where.nodes) == 1 else many)
    if where.branches:
        many = tr("{branches} branches").format(branches=len(where.branches))
        parts.append(_branch(names, where.branches[0]) if len(where.branches) == 1 else many)
    if where.subtrees:
        many = tr("{subtrees} subtrees").format(subtrees=len(where.subtrees))
        one = len(where.subtrees) == 1
        parts.append(
            tr("the subtree of {node}").format(node=_node(names, where.subtrees[0]))
            if one
            else many
        )
    return capital(", ".join(parts))


def _zoom_text(names: Names, zoom: str) -> str:
    return (
        tr("The subtree of {zoom}").format(zoom=_node(names, zoom))
        if zoom
        else tr("The whole tree")
    )


def _node(names: Names, id_: str) -> str:
    known = id_ in names.document.nodes
    return plain_text(names.node_in_sentence(id_)) if known else tr("a node that is gone")


def _branch(names: Names, id_: str) -> str:
    known = id_ in names.document.branches
    return (
        tr("branch {plain_text}").format(plain_text=plain_text(quoted(names.branch(id_))))
        if known
        else tr("a branch that is gone")
    )


def _button(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip)
    button.setAutoDefault(False)
    return button
