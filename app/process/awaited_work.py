"""What somebody asked for and waits for: off the GUI thread, with how far it is and a way to stop it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QProgressDialog, QWidget

from app.process.background import Background, Work
from solver.errors import QuandaryError
from solver.translation import tr

MOMENT: Final = 400  # ms; shorter work needs no dialog


@dataclass(frozen=True, kw_only=True)
class Order:
    """One piece of work, and what is done with what comes of it, on the GUI thread."""

    said: str  # while it goes on
    work: Work
    then: Callable[[Any], object]
    failed: Callable[[QuandaryError], object]
    stopped: Callable[[], object]


class AwaitedWork(QObject):
    """Does one thing at a time for a window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._dialog: QProgressDialog | None = None
        self._background = background = Background(self)
        background.busy.connect(self._tell)
        background.ended.connect(self._close)
        background.answered.connect(lambda order, answer: order.then(answer))
        background.failed.connect(lambda order, problem: order.failed(problem))
        background.stopped.connect(lambda order: order.stopped())

    def do(self, order: Order) -> None:
        """Begin; what was under way is dropped."""
        self._close()
        self._background.ask(order, order.work, delay=0)
        self._dialog = dialog = QProgressDialog(order.said, tr("Cancel"), 0, 100, self._window)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.setMinimumDuration(MOMENT)
        dialog.setAutoReset(False)
        dialog.canceled.connect(self.stop)

    def stop(self) -> None:
        """Stop what is under way; where it is as good as done, it is done."""
        self._background.stop()

    def _tell(self, done: float) -> None:
        if self._dialog is not None and not self._dialog.wasCanceled():
            self._dialog.setValue(min(99, round(100 * done)))

    def _close(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.canceled.disconnect(self.stop)  # closing is no wish to stop
            dialog.close()
            dialog.deleteLater()
