"""Small fields that commit a whole value: on Enter or on leaving; Escape takes back."""

import math
import re
import unicodedata
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QCompleter,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from solver.words.plain_mathematics import plain_text
from widgets.basics.theme import SMALL_PIXELS
from widgets.basics.tips import plain_tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView as _View
    from PySide6.QtWidgets import QTableView
else:
    _View = object

LEAST_NOTES = 64  # pixels


class CommitsOnce(_View):
    """For a view whose cells are edited, before its class of Qt’s.

    After Enter Qt takes over what was typed a moment later.  Who clicks elsewhere within that moment has it
    taken over at once, and the editor closed; Qt then warns of an editor that belongs to nobody.
    """

    def commitData(self, editor: QWidget) -> None:
        if not editor.isHidden():
            super().commitData(editor)


class TextField(QLineEdit):
    """One line of text.  `committed` carries it when it has changed."""

    committed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._shown = ""
        self.editingFinished.connect(self._commit)

    def show_value(self, text: str) -> None:
        """Show a value; unsaved typing stays while the field has the focus."""
        changed = text != self._shown
        self._shown = text
        if (changed or not self.hasFocus()) and self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self._shown:
            self.setText(self._shown)
            return
        super().keyPressEvent(event)

    def _commit(self) -> None:
        if self.text() != self._shown:
            self._shown = self.text()
            self.committed.emit(self._value())

    def _value(self) -> object:
        return self.text()


class NotesField(QPlainTextEdit):
    """Several lines of text; commits on leaving.  Tab moves on."""

    committed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._shown = ""
        self._grows = False

    def grow(self) -> None:
        """Be as high as the text, so that what is around it scrolls."""
        self._grows = True
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())
        self._fit()

    def _fit(self) -> None:
        text, block = 0.0, self.document().begin()
        while block.isValid():
            text += self.blockBoundingRect(block).height()
            block = block.next()
        margin = self.document().documentMargin()
        high = max(LEAST_NOTES, math.ceil(text + 2 * margin) + 2 * self.frameWidth() + 2)
        if high != self.height():
            self.setFixedHeight(high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._grows and event.size().width() != event.oldSize().width():
            self._fit()  # other lines

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._grows:
            event.ignore()  # there is nothing to scroll here
        else:
            super().wheelEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(200, self.minimumHeight())

    def show_value(self, text: str) -> None:
        changed = text != self._shown
        self._shown = text
        if (changed or not self.hasFocus()) and self.toPlainText() != text:
            self.setPlainText(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()

    def commit(self) -> None:
        """Emit what was typed, if it is new."""
        if self.toPlainText() != self._shown:
            self._shown = self.toPlainText()
            self.committed.emit(self._shown)


class DropDown(QComboBox):
    """A list to choose from.  The wheel passes it by: who scrolls past it changes nothing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class TypedChoice(DropDown):
    """A field with a list: what is typed stands as typed; entries are offered, and taken if chosen.

    While somebody types, the entries with a word that begins so stand below, however written: “a+” finds “A⁺”.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._offered = QStringListModel(self)
        offering = QCompleter(self._offered, self)
        offering.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        offering.setCaseSensitivity(
            Qt.CaseSensitivity.CaseSensitive
        )  # else “a” becomes “A” on leaving
        self.setCompleter(offering)
        self.typing.textEdited.connect(self._offer)
        popup = offering.popup()
        assert popup is not None
        self.popup = popup
        self.popup.installEventFilter(self)

    @property
    def typing(self) -> QLineEdit:
        """Where it is typed."""
        line = self.lineEdit()
        assert line is not None
        return line

    def _offer(self, typed: str) -> None:
        sought = _loosely(typed)
        begins = re.compile(rf"(?<!\w){re.escape(sought)}")
        entries = dict.fromkeys(self.itemText(row) for row in range(self.count()))
        found = [entry for entry in entries if sought and begins.search(_loosely(entry))]
        self._offered.setStringList([] if found == [typed] else found)
        if self._offered.rowCount() == 0:
            self.popup.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Tab over the list are for the field: an entry that is chosen stands there already."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if isinstance(event, QKeyEvent) and event.key() in keys and watched is self.popup:
            if event.type() == QEvent.Type.KeyPress:
                self.popup.hide()
                QApplication.sendEvent(self.typing, event)
            return True
        return super().eventFilter(watched, event)


def _loosely(text: str) -> str:
    """A text as somebody may type it who looks for it."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


class Words(QLabel):
    """Text as text, formulas in plain signs: “A⁺” for “$A^+$”."""

    def __init__(self, text: str) -> None:
        super().__init__(plain_text(text))
        self.setTextFormat(Qt.TextFormat.PlainText)

    def setText(self, text: str) -> None:
        super().setText(plain_text(text))


class Elided(Words):
    """One line that ends in “…” where there is no room; the tip has the whole."""

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(plain_tip(text))
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        return QSize(2 * self.fontMetrics().averageCharWidth(), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, room = QPainter(self), self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        role, enabled = self.foregroundRole(), self.isEnabled()
        line = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.style().drawItemText(painter, room, line, self.palette(), enabled, text, role)


def caption(text: str, buddy: QWidget | None = None) -> QLabel:
    """A label above or beside a field."""
    label = Words(text)
    if buddy is not None:
        label.setBuddy(buddy)
    return label


def heading(text: str) -> QLabel:
    """The title of a part of a panel."""
    label = caption(text)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label


def title(text: str = "", pixels: int = 16) -> QLabel:
    """What a page is about, in larger type."""
    label = sentence(text)
    font = label.font()
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold)
    label.setFont(font)
    return label


def sentence(text: str = "", *, muted: bool = False) -> QLabel:
    """Running text that wraps; ``muted`` where it only adds to something else."""
    label = caption(text)
    label.setWordWrap(True)
    if muted:
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        font = label.font()
        font.setPixelSize(SMALL_PIXELS)
        label.setFont(font)
    return label


def fit_height(table: "QTableView", most: int) -> None:
    """Make a table as high as what it holds, within reason."""
    heads = table.horizontalHeader()
    header = max(heads.sizeHint().height(), heads.minimumHeight())
    rows = sum(table.rowHeight(row) for row in range(min(table.model().rowCount(), 200)))
    table.setFixedHeight(min(most, header + rows + 2 * table.frameWidth() + 2))


def size_for_screen(window: QWidget, width: int, height: int) -> None:
    """As large as it usually is, or as there is room; the frame around it needs some, too."""
    room = window.screen().availableSize()
    window.resize(min(width, room.width() - 16), min(height, room.height() - 48))


def keep_on_screen(window: QWidget) -> None:
    """Move a window that is about to be shown so that all of it is seen."""
    room = window.screen().availableGeometry()
    size = window.size() + QSize(16, 40)  # with what the frame needs
    x = max(room.left(), min(window.x(), room.right() - size.width()))
    y = max(room.top(), min(window.y(), room.bottom() - size.height()))
    window.move(x, y)
