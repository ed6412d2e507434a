"""The page “Opinions”: what each parameter is in each opinion, and what they expect of plans."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import AddOpinion, RemoveOpinion, SetOpinion, SetView
from solver.translation import mark, tr
from solver.words.names import Names
from solver.words.plain_mathematics import plain_text
from widgets.basics.fields import CommitsOnce, DropDown, caption, heading, sentence
from widgets.basics.layouts import nest
from widgets.basics.number_field import NumberField
from widgets.basics.table_parts.wrapped_heads import fit_heads, wrap_heads
from widgets.basics.tips import plain_tip

ALL: Final = mark("All opinions")


NAMES: Final = 160  # pixels of the names of parameters at most; their tips have the whole


class _EditedTable(CommitsOnce, QTableWidget):
    """The numbers of opinions, typed in place; nothing is to the right of what is seen."""

    def __init__(self) -> None:
        super().__init__()
        names = self.verticalHeader()
        names.setMaximumWidth(NAMES)
        names.setTextElideMode(Qt.TextElideMode.ElideRight)
        wrap_heads(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Columns as wide as their texts, or where these have no room all alike and in several lines."""
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        if header.length() > self.viewport().width():
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        fit_heads(self)
        self.resizeRowsToContents()


class OpinionsPage(QWidget):
    """A table of parameters by opinions, and the range of what they expect of each plan."""

    intended = Signal(object)  # an Edit
    look_wanted = Signal(object)  # the id of an opinion, or None for all

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("opinions")
        self.setAccessibleName(tr("Opinions"))
        self._document = Document()
        self._showing = False
        self._words = sentence()
        self._words.setObjectName("opinions words")
        self.look = DropDown()
        self.look.setAccessibleName(tr("The opinion that is looked at"))
        self.look.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.look.activated.connect(lambda _: self.look_wanted.emit(self.look.currentData()))
        self.table = _EditedTable()
        self.table.setAccessibleName(tr("Parameters in each opinion"))
        self.table.setObjectName("opinions table")
        self.table.itemChanged.connect(self._changed)
        add, self._first = (QPushButton(tr("&Add an opinion")) for _ in range(2))
        for button in (add, self._first):
            button.clicked.connect(lambda: self.intended.emit(AddOpinion()))
        self._remove = QPushButton(tr("&Remove this opinion"))
        self._remove.clicked.connect(self._remove_current)
        self.table.currentCellChanged.connect(lambda *_: self._offer())
        self.plans = QTableWidget(0, 2)
        self.plans.setAccessibleName(tr("What the opinions expect of each permitted plan"))
        self.plans.setHorizontalHeaderLabels([tr("Permitted plan"), tr("Least to greatest")])
        self.plans.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.plans.verticalHeader().hide()
        wrap_heads(self.plans)
        header = self.plans.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.sectionResized.connect(lambda *_: self.plans.resizeRowsToContents())
        left, right = QVBoxLayout(), QVBoxLayout()
        for side in (left, right):
            side.setSpacing(6)  # else that of the columns
        top = QHBoxLayout()
        top.addWidget(heading(tr("Parameters in each opinion")))
        top.addStretch(1)
        label = QLabel(tr("&Look at"))
        label.setBuddy(self.look)
        top.addWidget(label)
        top.addWidget(self.look)
        nest(left, top)
        left.addWidget(self.table, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(add)
        buttons.addWidget(self._remove)
        buttons.addStretch(1)
        nest(left, buttons)
        expect = heading(tr("What they expect"))
        expect.setMinimumHeight(self.look.sizeHint().height())  # in line with the other
        right.addWidget(expect)
        right.addWidget(self.plans, 1)
        nest(right, self._for_hurwicz())
        self._body = QWidget()
        columns = QHBoxLayout(self._body)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(20)
        nest(columns, left, 3)
        nest(columns, right, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 20, 10)
        column.addWidget(self._words)
        column.addWidget(self._first, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._body, 1)
        column.addStretch(0)  # where there are no opinions the words stay above

    def _for_hurwicz(self) -> QHBoxLayout:
        """How much the least expectation counts."""
        self.alpha = NumberField(tr("α of Hurwicz’s rule"))
        self.alpha.setObjectName("opinions alpha")
        self.alpha.setPlaceholderText("1/2")
        self.alpha.setFixedWidth(70)
        self.alpha.committed.connect(lambda value: self.intended.emit(SetView("alpha", value)))
        row = QHBoxLayout()
        row.addWidget(caption(tr("&α of Hurwicz’s rule"), self.alpha))
        row.addWidget(self.alpha)
        row.addWidget(
            sentence(
                tr("weight of the least expectation (1: gamma-maximin, 0: gamma-maximax)"),
                muted=True,
            ),
            1,
        )
        return row

    # --------------------------------------------------------------------------- showing

    def show_document(self, document: Document, looked_at: str | None, about: str) -> None:
        """The opinions of a document, and which of them is looked at alone."""
        self._document = document
        self._showing = True
        self._words.setText(about)
        has_any, pressed = bool(document.opinions), self._first.hasFocus()
        self._body.setVisible(has_any)
        self._first.setVisible(not has_any and bool(document.nodes))
        self.look.clear()
        self.look.addItem(tr(ALL), None)
        for id_, opinion in document.opinions.items():
            self.look.addItem(plain_text(opinion.label or id_), id_)
        self.look.setCurrentIndex(max(self.look.findData(looked_at), 0))
        self.look.setEnabled(bool(document.opinions))
        stated = document.view.get("alpha")
        alpha = stated if stated is None or isinstance(stated, Numeral) else Numeral(str(stated))
        self.alpha.show_number(alpha, document.parameter_values)
        parameters, opinions = list(document.parameters), list(document.opinions.values())
        self.table.setColumnCount(1 + len(opinions))
        self.table.setRowCount(1 + len(parameters))
        heads = [tr("Own value"), *(plain_text(o.label or o.id) for o in opinions)]
        for column, text in enumerate(heads):
            self.table.setHorizontalHeaderItem(column, _told(text))
        for row, text in enumerate([tr("Name of the opinion"), *map(self._called, parameters)]):
            self.table.setVerticalHeaderItem(row, _told(text))
        self._put(0, 0, "", fixed=True)
        for column, opinion in enumerate(opinions, start=1):
            self._put(0, column, opinion.label or opinion.id)
        for row, id_ in enumerate(parameters, start=1):
            own = document.parameters[id_].value.text
            self._put(row, 0, self._own_value(id_), fixed=True)
            for column, opinion in enumerate(opinions, start=1):
                stated = opinion.parameters.get(id_)
                self._put(row, column, own if stated is None else stated.text, faint=stated is None)
        self.table.fit_columns()
        self._showing = False
        if has_any and pressed:
            self.table.setFocus()
        self._offer()

    def _own_value(self, id_: str) -> str:
        """What a parameter is itself; the interval of which it is but the middle, where one was typed."""
        document = self._document
        text, middle = document.parameters[id_].value.text, document.parameter_values.get(id_)
        values = [own.parameter_values.get(id_) for own in document.readings]
        known = [value for value in values if value is not None]
        if id_ in document.free_parameters or len(known) < len(values):
            return text
        low, high = min(known), max(known)
        return (
            text if middle is None or 2 * middle != low + high else Names(document).range(low, high)
        )

    def _called(self, id_: str) -> str:
        label = self._document.parameters[id_].label
        return f"{id_}: {plain_text(label)}" if label and label != id_ else id_

    def _put(
        self, row: int, column: int, text: str, *, fixed: bool = False, faint: bool = False
    ) -> None:
        item = QTableWidgetItem(text)
        if fixed:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
        if faint or fixed:
            item.setForeground(self.palette().placeholderText())
            item.setToolTip(tr("The parameter’s own value; type another for this opinion."))
        self.table.setItem(row, column, item)

    def show_plans(self, names: Names, rows: Sequence[tuple[str, str]]) -> None:
        """What is expected of each permitted plan."""
        self.plans.setRowCount(len(rows))
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                item = QTableWidgetItem(plain_text(text))
                item.setToolTip(plain_text(text))
                self.plans.setItem(row, column, item)
        self.plans.resizeRowsToContents()

    # --------------------------------------------------------------------------- editing

    def _offer(self) -> None:
        self._remove.setEnabled(0 < self.table.currentColumn() <= len(self._document.opinions))

    def _opinion(self, column: int) -> str:
        return list(self._document.opinions)[column - 1]

    def _changed(self, item: QTableWidgetItem) -> None:
        if self._showing or item.column() == 0:
            return
        opinion, text = self._opinion(item.column()), item.text().strip()
        if item.row() == 0:
            self.intended.emit(SetOpinion(opinion, label=text))
            return
        parameter = list(self._document.parameters)[item.row() - 1]
        numeral = Numeral.typed(text) if text else None
        self.intended.emit(SetOpinion(opinion, values={parameter: numeral}))

    def _remove_current(self) -> None:
        column = self.table.currentColumn()
        if 0 < column <= len(self._document.opinions):
            self.intended.emit(RemoveOpinion(self._opinion(column)))


def _told(text: str) -> QTableWidgetItem:
    """A head whose tip has the whole of it."""
    item = QTableWidgetItem(text)
    item.setToolTip(plain_tip(text))
    return item
