"""Small pictures of documents for the start screen, made one at a time while nothing else happens."""

import contextlib
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

import msgspec
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPixmap

import assets
from app.process.background import Background, Run
from app.storage.ordinary_file import read_ordinary
from solver.document.model import Document
from solver.document.style import Style
from solver.errors import Cancelled, QuandaryError
from solver.formats.importing.any_format import read_any
from solver.formats.quandary import loads
from widgets.basics.qt_letters import qt_faces
from widgets.basics.theme import Theme
from widgets.canvas.items.painter_surface import PainterSurface
from widgets.drawing.picture import Picture
from widgets.shell.start_cards import THUMBNAIL

LARGEST_FILE: Final = 200_000  # bytes; larger ones get no picture
MOST_NODES: Final = 120
BARE: Final = Style(names=False, values=False, payoffs=False, probabilities="none")
_EXAMPLES: Final = tuple(example.name for example in assets.EXAMPLES)
#: The pictures of examples, by theme and name: all windows show the same ones.
_KNOWN: Final[dict[tuple[str, str], QImage]] = {}


class Thumbnails(QObject):
    """Makes the pictures that are wanted and tells when one is there."""

    made = Signal(str, object)  # the example's name or the path, a QPixmap

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._theme: Theme | None = None
        self._waiting: deque[tuple[str, Document | None]] = deque()
        self._reading = Background(self)
        self._reading.answered.connect(lambda _, found: self._enqueue_all(found))
        self._next = QTimer(self)
        self._next.setInterval(0)
        self._next.timeout.connect(self._make_one)

    def want(self, paths: tuple[str, ...], theme: Theme) -> None:
        """Ask for the pictures of all examples and of some files; those there are come at once."""
        self._theme = theme
        self._waiting.clear()
        for name in _EXAMPLES:
            known = _KNOWN.get((theme.name, name))
            if known is None:
                self._enqueue(name, None)
            else:
                self.made.emit(name, QPixmap.fromImage(known))
        self._reading.ask(paths, partial(_read, paths))

    def pause(self) -> None:
        """Nobody sees them: the others are made once they are wanted again."""
        self._next.stop()
        self._waiting.clear()
        self._reading.cancel()

    def stop(self) -> None:
        """Make no more of them; what is being read is stopped."""
        self.pause()
        self._reading.shut_down()

    def _enqueue_all(self, found: Mapping[str, Document]) -> None:
        for path, document in found.items():
            self._enqueue(path, document)

    def _enqueue(self, key: str, document: Document | None) -> None:
        self._waiting.append((key, document))
        self._next.start()

    def _make_one(self) -> None:
        if not self._waiting or self._theme is None:
            self._next.stop()
            return
        key, document = self._waiting.popleft()
        if document is None:
            document = loads(assets.example_text(key))
        if 0 < len(document.nodes) <= MOST_NODES:
            image = thumbnail(document, self._theme)
            if key in _EXAMPLES:  # files may be different the next time
                _KNOWN[self._theme.name, key] = image
            self.made.emit(key, QPixmap.fromImage(image))


def _read(paths: Iterable[str], run: Run) -> dict[str, Document]:
    """The documents at these paths; what is too large or cannot be read has no picture."""
    found = {}
    for path in paths:
        if run.cancelled():
            raise Cancelled
        with contextlib.suppress(OSError, ValueError, QuandaryError):  # opening it says why
            found[path] = read_any(read_ordinary(path, LARGEST_FILE)).document
    return found


def _bare(document: Document) -> Document:
    """The tree without words: at this size nobody could read them."""
    branches = {
        id_: msgspec.structs.replace(branch, label="", payoff=None, policy=None)
        for id_, branch in document.branches.items()
    }
    outcomes = {
        id_: msgspec.structs.replace(outcome, label=" ")
        for id_, outcome in document.outcomes.items()
    }
    view = {key: value for key, value in document.view.items() if key == "direction"}
    return replace(document, branches=branches, outcomes=outcomes, view=view, title="")


def thumbnail(document: Document, theme: Theme) -> QImage:
    """The tree, as large as it fits into a thumbnail."""
    ratio = 2  # sharp on dense screens
    picture = Picture(_bare(document), style=BARE, window=theme, faces=qt_faces)
    size = THUMBNAIL * ratio
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)  # what it lies on may be another colour
    scale = min(size.width() / picture.size.width, size.height() / picture.size.height, ratio)
    painter = QPainter(image)
    painter.translate(
        (size.width() - picture.size.width * scale) / 2,
        (size.height() - picture.size.height * scale) / 2,
    )
    painter.scale(scale, scale)
    picture.paint(PainterSurface.smooth(painter))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image
