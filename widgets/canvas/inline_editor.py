"""Editing in place: small fields over the canvas, at the node or branch itself."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFormLayout,
    QFrame,
    QLineEdit,
    QWidget,
)

from solver.document import Document, Kind
from solver.edits import AddOutcome, Edit, SetBranch, SetNode
from solver.numerals import Numeral

NEW_OUTCOME = "\0new"


def optional_numeral(text: str) -> Numeral | None:
    """What was typed into an optional number field; None if it was left empty."""
    return Numeral.typed(text) if text.strip() else None


class InlineEditor(QFrame):
    """Fields for one node or branch.  Enter or leaving accepts, Escape takes back, Tab moves on."""

    intended = Signal(object)  # an Edit
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setAccessibleName("Edit in place")
        self._form = QFormLayout(self)
        self._form.setContentsMargins(8, 8, 8, 8)
        self._form.setSpacing(6)
        self._edits: list[Callable[[], Edit | None]] = []
        self._fields: list[QWidget] = []
        self._done = False

    # ------------------------------------------------------------------- building

    def edit_node(self, document: Document, id_: str) -> None:
        node = document.nodes[id_]
        if node.kind is Kind.OUTCOME:
            box = QComboBox()
            box.setEditable(True)
            box.setAccessibleName("Outcome")
            for outcome in document.outcomes.values():
                box.addItem(outcome.label or outcome.id, outcome.id)
            box.setCurrentIndex(box.findData(node.outcome) if node.outcome else -1)
            self._add("Outcome", box, lambda: self._outcome_edit(document, id_, box))
        label = self._text(node.label)
        self._add("Label", label, lambda: SetNode(id_, {"label": label.text()}))

    def edit_branch(self, document: Document, id_: str) -> None:
        branch = document.branches[id_]
        label = self._text(branch.label)
        self._add("Label", label, lambda: None)
        fields: dict[str, QLineEdit] = {}
        kind = document.nodes[branch.source].kind
        key = "probability" if kind is Kind.CHANCE else "policy"
        numeral = branch.probability if kind is Kind.CHANCE else branch.policy
        fields[key] = self._text(numeral.text if numeral else "")
        self._add(key.capitalize(), fields[key], lambda: None)
        if branch.payoff is None or isinstance(branch.payoff, Numeral):
            payoff = branch.payoff.text if branch.payoff else ""
            fields["payoff"] = self._text(payoff)
            self._add("Payoff", fields["payoff"], lambda: None)

        def edit() -> Edit:
            numbers = {key: optional_numeral(field.text()) for key, field in fields.items()}
            current = {key: getattr(branch, key) for key in fields}
            kept = {  # an untouched spelling stays word for word
                key: current[key]
                if current[key] is not None
                and number is not None
                and current[key].text == number.text
                else number
                for key, number in numbers.items()
            }
            return SetBranch(id_, {"label": label.text(), **kept})

        self._edits.append(edit)

    @staticmethod
    def _text(text: str) -> QLineEdit:
        field = QLineEdit(text)
        field.setMinimumWidth(140)
        return field

    def _add(self, name: str, field: QWidget, edit: Callable[[], Edit | None]) -> None:
        field.setAccessibleName(name)
        self._form.addRow(f"{name}:", field)
        self._fields.append(field)
        self._edits.append(edit)
        for widget in (field, *field.findChildren(QLineEdit)):
            widget.installEventFilter(self)

    @staticmethod
    def _outcome_edit(document: Document, node: str, box: QComboBox) -> Edit | None:
        text = box.currentText().strip()
        for outcome in document.outcomes.values():
            if text in (outcome.label, outcome.id) and text:
                return SetNode(node, {"outcome": outcome.id})
        return AddOutcome(label=text, use_at=node) if text else None

    def open_at(self, place: QPoint, room: QWidget) -> None:
        """Show near a place, inside the widget that the canvas leaves room in."""
        self.adjustSize()
        x = max(0, min(place.x(), room.width() - self.width()))
        y = max(0, min(place.y(), room.height() - self.height()))
        self.move(x, y)
        self.show()
        self.raise_()
        first = self._fields[0]
        first.setFocus(Qt.FocusReason.PopupFocusReason)
        line = first.lineEdit() if isinstance(first, QComboBox) else first
        if isinstance(line, QLineEdit):
            line.selectAll()

    # --------------------------------------------------------------------- ending

    def accept(self) -> None:
        if self._done:
            return
        self._done = True
        edits = [edit for make in self._edits if (edit := make()) is not None]
        self.closed.emit()
        for edit in edits:
            self.intended.emit(edit)

    def cancel(self) -> None:
        if not self._done:
            self._done = True
            self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.cancel()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.accept()
                return True
        if event.type() == QEvent.Type.FocusOut:
            focus = QApplication.focusWidget()
            inside = focus is not None and self.isAncestorOf(focus)
            popup = QApplication.activePopupWidget() is not None
            if not inside and not popup and not self._done and self.isVisible():
                self.accept()
        return super().eventFilter(watched, event)
