"""A tree step by step as files: pages of a PDF, numbered PNG and SVG, slides of Beamer, a GIF.

Nothing here needs a window or the GUI thread.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QPainter, QPdfWriter

from app.export.encode import Subject, begin_pdf, image, paint_page, png, svg
from app.export.frame_sequence import Film
from app.export.options import AS_USUAL, FRAME_FORMATS, ExportOptions
from app.storage.settings import write_bytes
from solver.errors import QuandaryError
from solver.formats.quandary import dumps
from widgets.canvas.pictures.drawing import Progress, silent

MOST_MOVING: Final = 60_000_000  # pixels of all frames of a GIF, which are made at one time


def write_frames(
    subject: Subject,
    path: str,
    options: ExportOptions = AS_USUAL,
    progress: Progress = silent,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[str, ...]:
    """Write the steps of a tree; the files that were written.

    ``progress`` is told how far it is and may stop it.  Raises `QuandaryError` with a sentence
    where a step cannot be shown, the size is absurd, or a file cannot be written.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in FRAME_FORMATS:
        known = ", ".join(FRAME_FORMATS)
        raise QuandaryError(f"Steps are written as {known}, and “{suffix}” is none of them.")
    film = Film(subject, options, lambda done: progress(0.5 * done), cancelled=cancelled)
    title = subject.document.title or "Decision tree"

    def rest(done: float) -> None:
        progress(0.5 + 0.5 * done)

    if suffix in (".png", ".svg"):
        return tuple(_numbered(film, path, title, options, rest))
    if suffix == ".pdf":
        data = _pages(film, title, options, rest)
    elif suffix == ".gif":
        data = _moving(film, options, rest)
    else:
        data = _slides(film, options).encode("utf-8")
    write_bytes(path, data)
    return (path,)


def _each(film: Film, progress: Progress) -> Iterator[int]:
    """Let the film show one frame after the other."""
    for number in range(len(film)):
        progress(number / len(film))
        film.show(number)
        yield number


def _numbered(
    film: Film, path: str, title: str, options: ExportOptions, progress: Progress
) -> Iterator[str]:
    place = Path(path)
    digits = max(2, len(str(len(film))))
    for number in _each(film, progress):
        if place.suffix.lower() == ".png":
            data = png(image(film.picture, options))
        else:
            data = svg(film.picture, f"{title}: {film.title(number)}", options)
        target = str(place.with_name(f"{place.stem}-{number + 1:0{digits}}{place.suffix}"))
        write_bytes(target, data)
        yield target


def _pages(film: Film, title: str, options: ExportOptions, progress: Progress) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    carried = dumps(film.document) if options.carry else None
    begin_pdf(writer, film.picture, title, options, carried)
    painter = QPainter(writer)
    try:
        for number in _each(film, progress):
            if number:
                writer.newPage()
            paint_page(painter, film.picture, options)
    finally:
        painter.end()
    return bytes(data.data())


def _moving(film: Film, options: ExportOptions, progress: Progress) -> bytes:
    from app.export.gif import gif

    factor = options.factor(film.picture.size.width(), pixels=True)
    size = film.picture.size * factor
    if size.width() * size.height() * len(film) > MOST_MOVING:
        raise QuandaryError(
            f"The GIF would have {len(film)} frames of {size.width():,.0f} × {size.height():,.0f} "
            "pixels, which is too many. Choose a smaller size, or export PDF."
        )

    def images() -> Iterator[QImage]:
        for _ in _each(film, progress):
            yield image(film.picture, options)

    return gif(images(), film.picture.theme.canvas, options.seconds)


def _slides(film: Film, options: ExportOptions) -> str:
    from solver.formats.exporting.beamer import beamer_text

    return beamer_text(
        film.document,
        film.picture.positions,
        film.steps,
        film.answers,
        film.style,
        standalone=options.standalone,
    )
