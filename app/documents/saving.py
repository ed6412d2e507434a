"""Writing a document off the GUI thread: the window goes on, and says when it is done.

A small document is waited for, so that Save is over when it returns; a large one, or a slow disk,
is not.  A save that has begun is never given up.
"""

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal

from app.process.background import Run
from app.storage.atomic_write import digest, replace_file
from app.storage.read_file import held
from solver.document.model import Document
from solver.errors import QuandaryError
from solver.formats.quandary.writer import Writer
from solver.translation import tr

SMALL: Final = 2_000  # nodes; so many are written in a moment
PATIENCE: Final = 0.5  # seconds for which a small document is waited for
LITTLE_PATIENCE: Final = 0.02


class Speller:
    """The text of one document after another, quickly; for several threads."""

    def __init__(self) -> None:
        self._writer = Writer()
        self._lock = threading.Lock()

    def text(self, document: Document) -> str:
        with self._lock:
            return self._writer.text(document)

    def prepare(self, document: Document, run: Run) -> None:
        """Spell a document ahead; whoever wants a text meanwhile waits for a moment only."""
        steps = self._writer.prepare(document)
        while not run.cancelled():
            with self._lock:
                if next(steps, self) is self:
                    return


class ChangedOnDisk(QuandaryError):
    """The file does not hold any more what this window has read or written there."""

    def __init__(self) -> None:
        super().__init__(tr("The file was changed on the disk by somebody else."))


@dataclass
class Save:
    """One document on its way to the disk.

    ``expected`` tells what the file must hold to be replaced; None for whatever it holds.
    """

    path: str
    document: Document
    expected: str | None
    then: Callable[[], None]
    digest: str = ""  # of what was written
    other_names: int = 0  # of the file that was replaced, which keep what it held (hard links)
    problem: QuandaryError | None = None
    bug: BaseException | None = None
    ended: threading.Event = field(default_factory=threading.Event)
    is_told: bool = False


class Saver(QObject):
    """Writes one document at a time."""

    saved = Signal(object)  # a Save that has ended, well or not

    _ended = Signal(object)

    def __init__(self, speller: Speller, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._speller = speller
        self._running: Save | None = None
        self._thread: threading.Thread | None = None
        self._ended.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        return self._running is not None

    def start(self, save: Save) -> None:
        """Write; nothing else may be under way."""
        self._running = save
        self._thread = threading.Thread(target=self._run, args=(save,), name="save")
        self._thread.start()
        small = len(save.document.nodes) <= SMALL
        if save.ended.wait(PATIENCE if small else LITTLE_PATIENCE):
            self._tell(save)

    def wait(self) -> None:
        """Until nothing is under way any more."""
        if (save := self._running) is not None:
            save.ended.wait()
            self._tell(save)

    def _run(self, save: Save) -> None:
        try:
            _write(save, self._speller)
        except QuandaryError as error:
            save.problem = error
        except BaseException as error:
            save.bug = error
        save.ended.set()
        self._ended.emit(save)

    def _tell(self, save: Save) -> None:
        if save.is_told:
            return
        save.is_told = True
        self._running = None
        if self._thread is not None:  # it is at its end, and must not speak for what is gone then
            self._thread.join()
        self.saved.emit(save)
        if save.bug is not None:
            raise save.bug


def _write(save: Save, speller: Speller) -> None:
    if save.expected is not None and held(save.path) not in (None, save.expected):
        raise ChangedOnDisk
    save.other_names = _names(save.path) - 1
    data = speller.text(save.document).encode("utf-8")
    replace_file(save.path, data)
    save.digest = digest(data)


def _names(path: str) -> int:
    """How many names a file has."""
    try:
        return max(1, os.stat(path).st_nlink)
    except (OSError, ValueError):  # not there yet
        return 1
