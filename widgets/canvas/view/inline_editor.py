"""Editing in place: small fields over the canvas, at the node or branch itself."""

from collections.abc import Callable, Container, Mapping, Sequence
from enum import Enum
from typing import Final

import msgspec
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QLineEdit,
    QWidget,
)

from solver.document.elements import Branch, Kind, Outcome
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.document.parameters import unknown_names
from solver.edits import (
    AddOutcome,
    CreateParameter,
    Edit,
    EndHere,
    NameOutcome,
    SetBranch,
    SetNode,
    SetOutcome,
    Together,
)
from solver.edits.valuing import called_by_numbers, end_words
from solver.translation import mark, tr
from solver.words.numbers import number_in
from solver.words.plain_mathematics import plain_text
from solver.words.share_sum_words import sum_sentence
from solver.words.tree_texts import criterion_label, outcome_choices
from widgets.basics.fields import TypedChoice, sentence
from widgets.canvas.view.text_editor import NOTHING, pressed_on_canvas, stand_whole
from widgets.canvas.view.typed_fields import (
    is_no_number,
    numeral_of,
    only_a_name,
    optional_numeral,
    outcome_changes,
    outcome_in,
    value_text,
)

NARROWEST, WIDEST = 140, 380  # pixels of a field
TYPED: Final = mark("A number, or an interval such as 0.1 – 0.8.")
_SHARES: Final = {"probability": mark("Probability"), "policy": mark("Policy")}
EXPECTED: Final = mark("A number is expected here, such as −2.5 or 1/3.")
SHARED: Final = mark("#, or nothing: what the others leave; several share it equally.")
FORMULAS: Final = mark("words, or $A^+$")
ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Begin(Enum):
    """The field in which editing begins."""

    BRANCH = "branch"  # the label of the branch
    NUMBER = "number"  # its probability or policy; its payoff where that is all there is
    NODE = "node"  # the first field of the node itself


class InlineEditor(QFrame):
    """Fields for one node or branch.

    Enter or leaving accepts, Escape takes back, Tab moves on; behind the last field it accepts and
    asks for the next place that is still empty.  Where numbers use names that are no parameters, Ctrl
    and Enter accept and create these.
    """

    KEYS: Final = (mark("Tab next field"), mark("Enter done"), mark("Esc cancel"))

    intended = Signal(object)  # an Edit
    closed = Signal()
    passed = Signal()  # accepted by Tab behind the last field

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setAccessibleName(tr("Edit in place"))
        self.setFocusPolicy(
            Qt.FocusPolicy.ClickFocus
        )  # a press beside a field is none on the canvas
        self._form = QFormLayout(self)
        self._form.setContentsMargins(8, 8, 8, 8)
        self._form.setSpacing(6)
        self._edits: list[Callable[[], Edit | None]] = []
        self._fields: list[QWidget] = []
        self._own = 0  # the first field of the node itself
        self._number = 0  # the first field with a number
        self._after_outcome: Callable[[], None] | None = None  # adds what comes after that
        self._left: QWidget | None = None  # the field that had the focus last
        self._done = False
        self._number_fields: list[QLineEdit] = []
        self._payoff: QLineEdit | None = None
        self._known: Container[str] = ()  # the names of parameters
        self._offer = sentence()
        self._room: QWidget | None = None  # in which it is opened
        self._beside = NOTHING

    # ------------------------------------------------------------------- building

    def edit_node(self, document: Document, id_: str) -> None:
        """Fields for a node and the branch that leads to it."""
        self._known = document.parameters
        node = document.nodes[id_]
        entering = document.incoming(id_)[:1]
        add_policy = None
        is_end = node.kind is Kind.OUTCOME
        if entering:
            add_policy = self._edit_branch(document, entering[0], policy_last=True, ends=is_end)
        self._own = len(self._fields)
        if is_end:
            self._edit_outcome(document, id_)
        if node.kind is not Kind.OUTCOME or node.label:
            label = self._text(node.label)
            self._add(tr("Label"), label)
            self._edits.append(lambda: SetNode(id_, {"label": label.text()}))
        if add_policy is not None:  # few state a policy while they draw
            add_policy()

    def edit_branch(self, document: Document, id_: str) -> None:
        """Fields for a branch."""
        self._known = document.parameters
        self._edit_branch(document, document.branches[id_])

    def _edit_branch(
        self, document: Document, branch: Branch, *, policy_last: bool = False, ends: bool = False
    ) -> Callable[[], None] | None:
        """Fields for a branch; what adds that for the policy, if this is to come last.

        Where it ``ends`` the tree, the outcome comes before the payoff: every end has one.
        """
        label = self._text(branch.label)
        label.setPlaceholderText(tr(FORMULAS))
        self._add(tr("Branch"), label)
        fields: dict[str, QLineEdit] = {}
        kind = document.nodes[branch.source].kind
        key = "probability" if kind is Kind.CHANCE else "policy"
        numeral = branch.probability if kind is Kind.CHANCE else branch.policy
        fields[key] = self._number_field(numeral.text if numeral else "")

        later = policy_last and kind is not Kind.CHANCE
        pays_alone = numeral is None and branch.payoff is not None and kind is not Kind.CHANCE

        def add() -> None:
            if not pays_alone:
                self._number = len(self._fields)
            self._add(tr(_SHARES[key]), fields[key])
            self._watch_sum(document, branch, key, fields[key])

        if not later:
            add()

        def add_payoff() -> None:
            if pays_alone:  # what is written there is the payoff
                self._number = len(self._fields)
            self._add_payoff(document, branch, fields)

        if ends:
            self._after_outcome = add_payoff
        else:
            add_payoff()
        self._edits.append(lambda: self._branch_edit(branch, label.text(), fields))
        return add if later else None

    def _add_payoff(self, document: Document, branch: Branch, fields: dict[str, QLineEdit]) -> None:
        """Several numbers, one for each criterion, are the inspector's business."""
        payoff = branch.payoff
        if isinstance(payoff, Mapping) or (payoff is None and len(document.criterion_ids) > 1):
            return
        self._payoff = fields["payoff"] = self._number_field(payoff.text if payoff else "")
        self._add(tr("Payoff"), self._payoff)

    def _watch_sum(self, document: Document, branch: Branch, key: str, field: QLineEdit) -> None:
        """Say what may stand there, and once somebody types what the numbers of all branches sum to."""
        label = sentence()
        label.setEnabled(False)
        label.setText(tr(SHARED) if document.opinions else f"{tr(TYPED)} {tr(SHARED)}")
        self._form.addRow(label)  # before it is shown: else it is a window that takes the keys
        number = getattr(branch, key)
        label.setVisible(key == "probability" and (number is None or number.is_remainder))

        def show(text: str) -> None:
            typed = msgspec.structs.replace(branch, **{key: optional_numeral(text)})
            siblings = [typed if b.id == branch.id else b for b in document.children(branch.source)]
            label.setText(sum_sentence(document, branch.source, siblings))
            label.show()
            self.adjustSize()

        field.textEdited.connect(show)

    @staticmethod
    def _branch_edit(branch: Branch, label: str, fields: Mapping[str, QLineEdit]) -> Edit | None:
        """What the fields say differently than the branch does."""
        said: dict[str, object] = {"label": label}
        said |= {
            key: numeral_of(field.text(), getattr(branch, key)) for key, field in fields.items()
        }
        changes = {key: value for key, value in said.items() if value != getattr(branch, key)}
        return SetBranch(branch.id, changes) if changes else None

    def _edit_outcome(self, document: Document, id_: str) -> None:
        """Which outcome it is, and the scale and values of that."""
        outcomes = document.outcomes
        box = TypedChoice()
        for own, words in outcome_choices(document).items():
            box.addItem(words, own)
        current = document.nodes[id_].outcome
        box.setCurrentIndex(box.findData(current) if current else -1)
        box.typing.setPlaceholderText(tr(FORMULAS))
        self._add(tr("Outcome"), box)
        rename = self._add_rename(document, current)
        scale = TypedChoice()
        scale.addItems(list(dict.fromkeys(o.scale for o in outcomes.values() if o.scale)))
        scale.setCurrentText("")
        criteria = document.criterion_ids
        values = {criterion: self._number_field("") for criterion in criteria}
        for criterion, field in values.items():
            name = plain_text(criterion_label(document, criterion))
            self._add(
                tr("Value") if len(criteria) == 1 else tr("Value ({name})").format(name=name), field
            )
        self._add(tr("Scale"), scale)
        if self._after_outcome is not None:
            self._after_outcome()
        names_are_names = bool(called_by_numbers(document))

        def named() -> Outcome | None:
            """The outcome of the fields; None for a new one."""
            found = outcome_in(box, document)
            return document.outcomes[current or ""] if not found and rename.isChecked() else found

        def fill() -> None:
            """The values of the outcome; a new one that is called by a number is worth that."""
            found = named()
            scale.setCurrentText((found.scale or "") if found else "")
            number = None if names_are_names else number_in(box.currentText())
            for criterion, field in values.items():
                if found is not None or not field.isModified():
                    field.setText(value_text(found, criterion))
                    if found is None and number is not None and len(values) == 1:
                        field.setText(number.text)

        def typed_anew(text: str) -> None:
            known = current in outcomes and text.strip() and outcome_in(box, document) is None
            if rename.isHidden() is bool(known):
                rename.setVisible(bool(known))
                rename.setChecked(bool(known) and only_a_name(document, current or ""))
                self.adjustSize()
            fill()

        def ends_here() -> bool:
            """Whether a payoff is all that is said of a node that shows no outcome yet."""
            paid = "" if self._payoff is None else self._payoff.text().strip()
            return current is None and bool(paid) and not is_no_number(paid, self._known)

        def hint() -> None:
            box.typing.setPlaceholderText(end_words() if ends_here() else tr(FORMULAS))

        fill()
        box.currentTextChanged.connect(typed_anew)
        rename.toggled.connect(fill)
        if self._payoff is not None:
            self._payoff.textChanged.connect(hint)

        def edit() -> Edit | None:
            typed = {c: field.text() for c, field in values.items() if field.text().strip()}
            text = box.currentText().strip() or ", ".join(
                typed.values()
            )  # else called by its worth
            if not text:
                return EndHere(id_) if ends_here() else None
            found = named()
            changes = outcome_changes(found, scale.currentText().strip(), typed, criteria)
            if found is None:
                return AddOutcome(label=text, use_at=id_, changes=changes)
            if rename.isChecked():
                return NameOutcome(found.id, text, changes)
            parts: tuple[Edit, ...] = (SetNode(id_, {"outcome": found.id}),)
            if changes:
                parts = (*parts, SetOutcome(found.id, changes))
            return Together(parts, tr("change outcome"))

        self._edits.append(edit)

    def _add_rename(self, document: Document, outcome: str | None) -> QCheckBox:
        """Whether a name that is new is another name of the outcome that stands here, or a new outcome."""
        box = QCheckBox()
        box.setObjectName("rename")
        if (known := document.outcomes.get(outcome or "")) is not None:
            name = plain_text(known.label or known.id)
            box.setText(tr("Rename “{name}” everywhere").format(name=name))
            box.setToolTip(tr("Without the tick it is a new outcome, and the old one stays."))
        box.installEventFilter(self)
        box.hide()
        self._form.addRow("", box)
        return box

    @staticmethod
    def _text(text: str) -> QLineEdit:
        field = QLineEdit(text)
        wanted = field.fontMetrics().horizontalAdvance(text) + 24
        field.setMinimumWidth(max(NARROWEST, min(wanted, WIDEST)))
        return field

    def _number_field(self, text: str) -> QLineEdit:
        field = self._text(text)
        field.textEdited.connect(self._show_offer)
        self._number_fields.append(field)
        return field

    @property
    def _unknown(self) -> tuple[str, ...]:
        """The names that numbers use and that are no parameters."""
        typed = {str(i): Numeral(field.text()) for i, field in enumerate(self._number_fields)}
        return unknown_names(typed, self._known)

    def _refused(self) -> bool:
        """Whether something else was typed where a number is expected: a sentence below says so."""
        for field in self._number_fields:
            if field.isModified() and is_no_number(field.text(), self._known):
                self._show_offer(refused=True)
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def _show_offer(self, _: str = "", *, refused: bool = False) -> None:
        offers = " ".join(f"{CreateParameter(name).offer}:" for name in self._unknown)
        said = tr("{offers} Press Ctrl+Enter.").format(offers=offers)
        parts = [tr(EXPECTED)] * (refused or bool(offers)) + [said] * bool(offers)
        self._offer.setText(" ".join(parts))
        self._offer.setVisible(bool(parts))
        self.adjustSize()

    def _add(self, name: str, field: QWidget) -> None:
        field.setAccessibleName(name)
        self._form.addRow(f"{name}:", field)
        self._fields.append(field)
        for widget in (field, *field.findChildren(QLineEdit)):
            widget.installEventFilter(self)
        if isinstance(field, QComboBox):
            field.view().installEventFilter(self)

    def open_at(
        self,
        place: QPoint,
        room: QWidget,
        *,
        beside: QRect = NOTHING,
        others: Sequence[QRect] = (),
        begin: Begin = Begin.NODE,
        typed: str = "",
    ) -> None:
        """Show near a place in the room of the canvas, not over ``beside`` and little over ``others``.

        ``typed`` comes into the first field.
        """
        self._form.addRow(self._offer)
        self._offer.hide()
        self._room, self._beside = room, beside
        self.adjustSize()
        stand_whole(self, place, room, beside, others)
        self.show()
        self.raise_()
        wanted = {Begin.BRANCH: 0, Begin.NUMBER: self._number, Begin.NODE: self._own}[begin]
        first = self._fields[wanted if wanted < len(self._fields) else 0]
        first.setFocus(Qt.FocusReason.PopupFocusReason)
        line = first.lineEdit() if isinstance(first, QComboBox) else first
        if isinstance(line, QLineEdit):
            line.selectAll()
            if typed:
                line.insert(typed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._room is not None:  # what it says now needs more room
            here = self._room.mapFrom(self._room.window(), self.pos())
            stand_whole(self, here, self._room, self._beside)

    # --------------------------------------------------------------------- ending

    def accept(self, *, creating: bool = False) -> None:
        """Emit what the fields say as one edit; ``creating`` parameters that they use, too."""
        if self._done:
            return
        self._done = True
        edits = tuple(edit for make in self._edits if (edit := make()) is not None)
        if creating:
            edits += tuple(map(CreateParameter, self._unknown))
        self.closed.emit()
        if edits:
            self.intended.emit(
                edits[0] if len(edits) == 1 else Together(edits, tr("edit in place"))
            )

    def cancel(self) -> None:
        if not self._done:
            self._done = True
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that the fields have no use for mean nothing to the canvas below either."""
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press between the fields, or on their names, means nothing to the canvas below."""
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Only fields have a use for the focus."""
        if self._left is not None:
            self._left.setFocus(event.reason())

    def _typed_over_list(self, view: QObject, event: QKeyEvent) -> bool:
        """What is typed while the list of a box is open goes where it would without the list."""
        if not event.text().isprintable() or not event.text():
            return False
        for box in self._fields:
            if isinstance(box, QComboBox) and box.view() is view:
                line = box.lineEdit()
                assert line is not None
                box.hidePopup()
                line.setFocus(Qt.FocusReason.OtherFocusReason)
                QApplication.sendEvent(line, event)
                return True
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QAbstractItemView):
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._typed_over_list(watched, event)
            return False
        key = event.key() if isinstance(event, QKeyEvent) else None
        if event.type() == QEvent.Type.ShortcutOverride and key in ENTER and self._unknown:
            event.accept()  # with Ctrl it is for the offer, and for no action
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.cancel()
                return True
            creating = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if event.key() in ENTER:
                if creating or not self._refused():
                    self.accept(creating=creating)
                return True
            if event.key() == Qt.Key.Key_Tab and self._is_last(watched):
                if not self._refused():
                    self.accept()
                    self.passed.emit()
                return True
        if event.type() == QEvent.Type.FocusOut:
            focus = QApplication.focusWidget()
            inside = focus is not None and (focus is self or self.isAncestorOf(focus))
            self._left = watched if isinstance(watched, QWidget) else None
            popup = QApplication.activePopupWidget() is not None
            if pressed_on_canvas(event, self._room):
                return False  # which closes it, knowing what was pressed
            if not inside and not popup and not self._done and self.isVisible():
                self.accept()
        return super().eventFilter(watched, event)

    def _is_last(self, watched: QObject) -> bool:
        last = self._fields[-1]
        return watched is last or (isinstance(last, QComboBox) and watched is last.lineEdit())
