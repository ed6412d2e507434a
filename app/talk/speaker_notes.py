"""What a speaker sees: the notes, this frame and the next one, and how long it has gone on."""

from typing import Final

from PySide6.QtCore import QElapsedTimer, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app.export.frame_sequence import FrameSequence
from app.talk.frame_view import FrameView
from app.talk.presenter import Presenter
from solver.translation import tr
from widgets.basics.fields import caption
from widgets.basics.layouts import nest

TICK: Final = 500  # ms
NOTES_PIXELS: Final = 20


class NotesWindow(QWidget):
    """Follows a presenter, and gives it the keys that are pressed here."""

    def __init__(self, sequence: FrameSequence, presenter: Presenter) -> None:
        super().__init__(presenter.parentWidget(), Qt.WindowType.Window)
        self.setObjectName("notes")
        self.setAccessibleName(tr("Speaker’s notes"))
        self.setWindowTitle(tr("Speaker’s notes"))
        self._sequence, self._presenter = sequence, presenter
        self._since = QElapsedTimer()
        self._since.start()
        self._now, self._next = FrameView(sequence), FrameView(sequence)
        self._name, self._next_name = caption(""), caption("")
        self._clock = QLabel()
        self._clock.setAccessibleName(tr("Time since the beginning"))
        self._again = QPushButton(tr("Start the &time again"))
        self._again.clicked.connect(self.restart_time)
        self._notes = QTextBrowser()
        self._notes.setAccessibleName(tr("Notes"))
        self._notes.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys go on with the talk
        self._again.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out()
        self._ticking = QTimer(self)
        self._ticking.setInterval(TICK)
        self._ticking.timeout.connect(self._tick)
        self._ticking.start()
        presenter.went.connect(self.show_step)
        presenter.time_wanted.connect(self.restart_time)
        self.show_step(presenter.number - 1)
        self._tick()

    def sizeHint(self) -> QSize:
        return QSize(960, 620)

    def _lay_out(self) -> None:
        for label, pixels in (
            (self._name, 17), (self._next_name, 17), (self._clock, 28), (self._notes, NOTES_PIXELS)
        ):  # fmt: skip
            font = label.font()
            font.setPixelSize(pixels)
            label.setFont(font)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self._name)
        left.addWidget(self._now, 1)
        right.addWidget(self._next_name)
        right.addWidget(self._next, 1)
        shown = QHBoxLayout()
        shown.setSpacing(16)
        nest(shown, left, 3)
        nest(shown, right, 2)
        time = QHBoxLayout()
        time.addWidget(self._clock)
        time.addStretch(1)
        time.addWidget(self._again)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        nest(column, shown, 3)
        column.addWidget(self._notes, 2)
        nest(column, time)

    # -------------------------------------------------------------------- showing

    def show_step(self, number: int) -> None:
        """Show what belongs to the step of this number, from 0."""
        sequence, last = self._sequence, len(self._sequence) - 1
        self._name.setText(
            tr("{number} of {last}: {number2}").format(
                number=number + 1, last=last + 1, number2=sequence.title(number)
            )
        )
        following = None if number == last else number + 1
        self._next_name.setText(
            tr("This is the last step.")
            if following is None
            else tr("Next: {following}").format(following=sequence.title(following))
        )
        self._now.show_frame(number)
        self._next.show_frame(following)
        self._notes.setPlainText(sequence.steps[number].notes or tr("No notes for this step."))

    @property
    def notes(self) -> str:
        """What stands there for the speaker."""
        return self._notes.toPlainText()

    @property
    def next_name(self) -> str:
        return self._next_name.text()

    def restart_time(self) -> None:
        self._since.restart()
        self._tick()

    def shut_down(self) -> None:
        """The talk is over."""
        self._now.shut_down()
        self._next.shut_down()
        self.hide()
        self.deleteLater()

    def _tick(self) -> None:
        self._clock.setText(duration(self._since.elapsed()))

    # ----------------------------------------------------------------------- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Every key is the talk’s, except those that close this window only."""
        if event.key() == Qt.Key.Key_N:
            self.close()
        else:
            QApplication.sendEvent(self._presenter, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.hide()  # the time goes on
        event.accept()


def duration(milliseconds: int) -> str:
    """A time as hours, minutes and seconds; minutes and seconds below an hour."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"
