"""Reading files for the window: what is read in a moment at once, the rest while the window goes on."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from app.process.background import Background, Run
from app.storage.atomic_write import digest
from app.storage.read_file import read_bytes
from solver.errors import QuandaryError
from solver.formats.importing.any_format import read_any
from solver.formats.importing.imported import Imported
from solver.translation import tr

LARGE: Final = 2_000_000  # bytes; what is larger is not waited for
PATIENCE: Final = 0.08  # seconds; what takes longer, however small, does not hold the window


@dataclass(frozen=True)
class Opened:
    """What was found in a file."""

    path: str
    found: Imported
    digest: str


@dataclass(frozen=True)
class _Wanted:
    path: str
    then: Callable[[Opened], object]
    failed: Callable[[QuandaryError], object]


class Opener(QObject):
    """Reads one file after the other; the newest counts."""

    waiting = Signal(str, float)  # for what, and how far it is; for nothing any more: ""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._reading = Background(self)
        self._reading.answered.connect(self._answer)
        self._reading.failed.connect(self._fail)
        self._reading.busy.connect(self._tell)
        self._wanted: _Wanted | None = None

    def read(
        self,
        path: str,
        then: Callable[[Opened], object],
        failed: Callable[[QuandaryError], object],
        *,
        wait: bool = False,
    ) -> None:
        """Read a file, then do something with what is in it, or say why it cannot be read."""
        self.cancel()
        if not wait:
            self._wanted = wanted = _Wanted(path, then, failed)
            patience = PATIENCE if _size(path) <= LARGE else 0.0
            self._reading.ask_at_once(wanted, lambda run: _read(path, run), patience)
            return
        try:
            opened = _read(path, Run())
        except QuandaryError as error:
            failed(error)
            return
        then(opened)

    def cancel(self) -> None:
        """Nobody waits any more."""
        self._reading.cancel()
        self._end()

    def _tell(self, done: float) -> None:
        if self._wanted is not None:
            self.waiting.emit(
                tr("Opening “{name}” …").format(name=Path(self._wanted.path).name), done
            )

    def _answer(self, wanted: _Wanted, opened: Opened) -> None:
        self._end()
        wanted.then(opened)

    def _fail(self, wanted: _Wanted, error: QuandaryError) -> None:
        self._end()
        wanted.failed(error)

    def _end(self) -> None:
        if self._wanted is not None:
            self._wanted = None
            self.waiting.emit("", 0.0)


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except (OSError, ValueError):  # reading says why
        return 0


def _read(path: str, run: Run) -> Opened:
    data = read_bytes(path)
    run.go_on(0.1)
    opened = Opened(path, read_any(data), digest(data))
    run.go_on(0.7)
    _ = opened.found.document.tree, opened.found.document.drafts  # here, not on the GUI thread
    run.go_on(1.0)
    return opened
