"""Unsaved work survives: every change reaches a file beside the settings within a second.

One file for each window: a line of JSON that says what it is, then the document's own text.  A
lock beside it tells whether the window is still there; work whose lock is free was left behind by
a program that did not end properly, and is offered at the next start.  No clock is asked.
"""

import contextlib
import json
import os
import stat
import threading
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from app.documents.saving import SMALL, Speller
from app.documents.session import Session
from app.documents.watched_file import Place
from app.process.background import Background
from app.storage.atomic_write import digest, in_words, replace_file
from app.storage.data_folder import data_folder
from app.storage.file_lock import Lock
from app.storage.ordinary_file import read_ordinary
from app.storage.read_file import held, read_document
from solver.document.model import Document
from solver.errors import Cancelled, DocumentError, QuandaryError
from solver.formats.quandary import loads
from solver.formats.quandary.exact_json import MAX_SIZE, parse
from solver.translation import tr
from solver.words.difference_words import differences, listed

SUFFIX: Final = ".unsaved"
DELAY: Final = 150  # ms from a change until it is written: time is left for a slow disk
AFTER_OPENING: Final = 1_000  # ms for which a large document has the processor to be drawn
MOST: Final = 1_000  # files that are looked at, the newest
LONGEST_HEAD: Final = 64_000  # bytes of what says what a file is
MOMENT: Final = 0.1  # seconds for which the window waits until a file is gone


def folder() -> Path:
    """Where unsaved work is kept."""
    return data_folder() / "unsaved"


@dataclass(frozen=True)
class Abandoned:
    """Work that was not saved when the program ended: where it lies, and what it is.

    It is held by whoever looks at it, so that two programs do not offer the same.
    """

    file: Path
    document: Document
    path: str | None  # where the document was saved last, if it ever was
    name: str
    digest: str = ""  # of the text that is kept
    known: str | None = None  # of what that file held when the work began
    lock: Lock | None = None

    @property
    def difference(self) -> str:
        """What would be lost: how it differs from what is saved."""
        try:
            return differences(self._saved(), self.document)
        except QuandaryError:
            return tr("the saved file is gone, or cannot be read")

    @property
    def lines(self) -> Iterator[str]:
        """The same one by one.  Raises `QuandaryError` where what is saved cannot be read."""
        return listed(self._saved(), self.document)

    @property
    def is_saved(self) -> bool:
        """Whether the document's own file holds the same: the program ended just after saving."""
        return self.path is not None and held(self.path) == self.digest

    def _saved(self) -> Document:
        return Document() if self.path is None else read_document(self.path)

    def let_go(self) -> None:
        """Leave it where it is, for another start."""
        if self.lock is not None:
            self.lock.release()

    def discard(self) -> None:
        """Remove it for good.  Raises `OSError` where that is not possible."""
        self.file.unlink(missing_ok=True)
        if self.lock is not None:
            self.lock.release(remove=True)


@dataclass(frozen=True)
class _State:
    """What is to be kept; nothing where there is no document."""

    head: dict[str, str | None]
    document: Document | None


class _Keeper(QObject):
    """One file that holds the newest state, written by a thread of its own; older ones are skipped."""

    failed = Signal(str)

    def __init__(self, file: Path, speller: Speller) -> None:
        super().__init__()
        self.file = file
        self.is_kept = False  # the newest state that was tried
        self._speller = speller
        self._held: Lock | None = None
        self._guard = threading.Lock()
        self._wanted: _State | None = None
        self._is_working = False
        self._thread: threading.Thread | None = None

    def want(self, state: _State) -> None:
        with self._guard:
            self._wanted = state
            if self._is_working:
                return
            self._is_working = True
        self.wait()  # it has nothing to do any more, and is at its end in a moment
        self._thread = threading.Thread(target=self._work, name="keep")
        self._thread.start()

    def wait(self, moment: float | None = None) -> None:
        """Until it is done; so many seconds at most."""
        if self._thread is not None:
            self._thread.join(moment)

    def _work(self) -> None:
        while True:
            with self._guard:
                state, self._wanted = self._wanted, None
                if state is None:
                    self._is_working = False
                    return
            try:
                self._keep(state)
            except OSError as error:
                self._fail(in_words(error))
            except DocumentError as error:
                self._fail(error.message)
            except BaseException:  # a bug: said elsewhere, and the next state is tried all the same
                with self._guard:
                    self._is_working = self.is_kept = False
                raise

    def let_go(self) -> None:
        """Leave the file behind, to be offered at the next start."""
        self.wait()
        if self._held is not None:
            self._held.release()
            self._held = None

    def _keep(self, state: _State) -> None:
        if state.document is None:
            self.is_kept = False
            self.file.unlink(missing_ok=True)
            if self._held is not None:
                self._held.release(remove=True)
                self._held = None
            return
        self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self._held is None:
            with contextlib.suppress(OSError):  # a disk that knows no locks
                self._held = Lock.take(lock_file(self.file))
        text = f"{json.dumps(state.head)}\n{self._speller.text(state.document)}"
        replace_file(str(self.file), text.encode("utf-8"))
        self.is_kept = True

    def _fail(self, reason: str) -> None:
        self.is_kept = False
        self.failed.emit(reason)


class Recovery(QObject):
    """Keeps what a session has not saved; its file goes when nothing is unsaved any more."""

    failed = Signal(str)  # why it cannot be kept; once

    def __init__(self, session: Session, place: Place) -> None:
        super().__init__(session)  # and goes with it
        self._session = session
        self._place = place
        self._complained = False
        self._keeper = _Keeper(folder() / f"{uuid.uuid4().hex}{SUFFIX}", session.speller)
        self._keeper.failed.connect(self._complain)
        self._is_wanted = False
        self._prepared: Document | None = None
        self._ahead = Background(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(DELAY)
        self._soon.timeout.connect(self.keep)
        session.changed.connect(self._follow)
        session.place_changed.connect(self._follow)

    @property
    def is_kept(self) -> bool:
        """Whether what is unsaved is in the file, as far as it was tried."""
        return self._keeper.is_kept

    def _follow(self) -> None:
        if not self._session.is_dirty:
            self._soon.stop()
            self.forget()
            self._prepare()
        elif not self._soon.isActive():  # not put off by further changes
            self._soon.start()

    def _prepare(self) -> None:
        """Spell a large document ahead, so that its first change is kept as quickly as the others."""
        document = self._session.document
        if document is not self._prepared and len(document.nodes) > SMALL:
            self._prepared = document
            speller = self._session.speller
            self._ahead.ask(document, partial(speller.prepare, document), delay=AFTER_OPENING)

    def keep(self) -> None:
        """Write what is unsaved now, off the GUI thread."""
        if not self._session.is_dirty:
            return
        self._is_wanted = True
        document = self._session.document
        head = {"path": self._session.path, "name": document.title, "known": self._place.digest}
        self._keeper.want(_State(head, document))

    def forget(self) -> None:
        """Nothing is unsaved: the file goes."""
        if self._is_wanted:
            self._is_wanted = False
            self._keeper.want(_State({}, None))
            self._keeper.wait(MOMENT)

    def flush(self) -> None:
        """Write at once, and wait until it is written: something went wrong."""
        self.keep()
        self._keeper.wait()

    def leave_behind(self) -> None:
        """Write at once, and let the next start have it: the program restarts."""
        self._soon.stop()
        self.flush()
        self._is_wanted = False
        self._keeper.let_go()

    def shut_down(self) -> None:
        """The window closes: nothing is left to be kept."""
        self._soon.stop()
        self.forget()
        self._keeper.wait()

    def _complain(self, reason: str) -> None:
        if not self._complained:
            self._complained = True
            self.failed.emit(reason)


def lock_file(file: Path) -> Path:
    """What is held as long as the window is there whose work a file keeps."""
    return Path(f"{file}.lock")


def abandoned(cancelled: Callable[[], bool] = lambda: False) -> list[Abandoned]:
    """What earlier runs left unsaved, the last first, held from now on."""
    return look_for_work(cancelled)[0]


def look_for_work(
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[list[Abandoned], list[Path]]:
    """What earlier runs left unsaved, the last first, held from now on; and what cannot be read.

    Work of windows that are there is neither, nor what another program is looking at.  What its
    own document holds already is removed.  Each file is looked at by itself: whatever one of them
    may be, the others are found.
    """
    found: list[Abandoned] = []
    files, broken = _files()
    for file in files:
        if cancelled():
            for held_work in found:
                held_work.let_go()
            raise Cancelled
        try:
            lock = Lock.take(lock_file(file))
            if lock is None:
                continue
        except OSError:  # nothing can be held here: better offered twice than never
            lock = None
        work = _read(file, lock)
        if work is not None and work.is_saved:
            with contextlib.suppress(OSError):  # it will be tried again
                work.discard()
        elif work is not None:
            found.append(work)
        else:
            if os.path.lexists(file):  # else its window has ended meanwhile
                broken.append(file)
            if lock is not None:
                lock.release(remove=True)
    return found, broken


def _files() -> tuple[list[Path], list[Path]]:
    """The files of unsaved work, the newest first, and what cannot be looked at.

    Links, pipes and the like are none of ours.
    """
    dated, broken = [], []
    try:
        names = os.listdir(folder())
    except (FileNotFoundError, NotADirectoryError):
        return [], []
    except OSError:
        return [], [folder()]
    for file in (folder() / name for name in names if name.endswith(SUFFIX)):
        try:
            status = file.lstat()
        except FileNotFoundError:  # gone meanwhile
            continue
        except OSError:
            broken.append(file)
            continue
        if stat.S_ISREG(status.st_mode):
            dated.append((status.st_mtime_ns, file))
    return [file for _, file in sorted(dated, reverse=True)[:MOST]], broken


def _read(file: Path, lock: Lock | None) -> Abandoned | None:
    """What a file keeps; None where it cannot be read, and then it stays where it is."""
    try:
        head, _, text = read_ordinary(str(file), MAX_SIZE, follow=False).partition(b"\n")
        if len(head) > LONGEST_HEAD:
            return None
        said = parse(head.decode("utf-8"))
        document = loads(text)
    except (OSError, ValueError, QuandaryError):
        return None
    if not isinstance(said, dict):
        return None
    path, name, known = (
        value if isinstance(value := said.get(key), str) and value else None
        for key in ("path", "name", "known")
    )
    if path is not None and not _can_be_a_place(path):
        path = None  # the work is offered all the same; saving asks for a place
    name = name or (Path(path).name if path else tr("Untitled"))
    return Abandoned(file, document, path, name, digest(text), known, lock)


def _can_be_a_place(path: str) -> bool:
    """Whether a document could ever have been saved there."""
    try:
        return b"\0" not in os.fsencode(path) and os.path.isabs(path)
    except UnicodeEncodeError:  # half of a character
        return False
