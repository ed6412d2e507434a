"""The small window of the guided tour: what there is to see, Next and Back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from solver.translation import tr
from widgets.basics.fields import heading, sentence
from widgets.basics.layouts import nest


class TourWindow(QDialog):
    """Stays beside the work and blocks nothing."""

    moved_on = Signal(object)  # by how many steps
    begin_wanted = Signal()  # the button that does for one what there is to try
    ended = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tour")
        self.setWindowTitle(tr("Guided tour"))
        self.setFixedSize(400, 268)  # the same for every step: Next stays under the pointer
        self._title = heading("")
        self._text = sentence()
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._do = sentence()
        self._do.setTextFormat(Qt.TextFormat.RichText)
        self.begin = QPushButton()
        self.begin.setAutoDefault(False)
        self.begin.clicked.connect(self.begin_wanted)
        self._place = QLabel()
        self._place.setEnabled(False)
        self.back, self.next = QPushButton(tr("&Back")), QPushButton(tr("&Next"))
        self.next.setDefault(True)
        self._close = QPushButton(tr("&Close"))
        self.back.clicked.connect(lambda: self.moved_on.emit(-1))
        self.next.clicked.connect(lambda: self.moved_on.emit(1))
        self._close.clicked.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addWidget(self._do)
        column.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(self._place)
        row.addStretch(1)
        for button in (self.back, self.next, self._close):
            button.setAutoDefault(button is self.next)
            row.addWidget(button)
        nest(column, row)

    def show_step(
        self, title: str, text: str, do: str, number: int, of: int, begin: str = ""
    ) -> None:
        """One step; ``do`` is what to try, both as HTML of our own; ``begin`` a button for it."""
        self.begin.setText(begin)
        self.begin.setVisible(bool(begin))
        self._title.setText(title)
        self._text.setText(text)
        self._do.setText(tr("<b>Try it:</b> {do}").format(do=do) if do else "")
        self._do.setVisible(bool(do))
        self._place.setText(tr("{number} of {of}").format(number=number, of=of))
        self.back.setEnabled(number > 1)
        self.next.setText(tr("&Next") if number < of else tr("&Done"))
        self.setAccessibleDescription(
            tr("{title}. {number} of {of}.").format(title=title, number=number, of=of)
        )

    @property
    def words(self) -> tuple[str, str, str]:
        """What is said: the title, the text, and what to try."""
        return self._title.text(), self._text.text(), self._do.text()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.ended.emit()

    def reject(self) -> None:  # Escape closes it like any other way
        self.close()
