"""A tree step by step as files: the pages of a PDF, or numbered PNG and SVG.  Nothing moves."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QPainter, QPdfWriter

from app.export import Subject, begin_pdf, image, paint_page, png, svg
from app.export_options import AS_USUAL, ExportOptions
from app.files import write_bytes
from solver.document import Document
from solver.errors import QuandaryError
from solver.formats.quandary import dumps
from solver.reveal import generated
from solver.solution import Solution
from solver.style import style_of
from widgets.canvas.frames import frame_looks
from widgets.canvas.picture import Picture


def write_frames(
    document: Document,
    path: str,
    solution: Solution | None = None,
    options: ExportOptions = AS_USUAL,
) -> tuple[str, ...]:
    """Write the steps of a tree; the files that were written."""
    picture = Subject(document, solution).picture(options)
    suffix = Path(path).suffix.lower()
    title = document.title or "Decision tree"
    if suffix == ".pdf":
        write_bytes(path, _pages(document, solution, picture, title, options))
        return (path,)
    if suffix not in (".png", ".svg"):
        raise QuandaryError("Steps are written as .pdf, .png or .svg.")
    written = []
    for number, _ in enumerate(_frames(document, solution, picture, options), start=1):
        target = str(Path(path).with_name(f"{Path(path).stem}-{number:02}{suffix}"))
        data = png(image(picture, options)) if suffix == ".png" else svg(picture, title, options)
        write_bytes(target, data)
        written.append(target)
    return tuple(written)


def _frames(
    document: Document, solution: Solution | None, picture: Picture, options: ExportOptions
) -> Iterator[None]:
    """Let the picture show one step after the other."""
    style = options.style or style_of(document)
    steps = generated(document, solution)
    hidden = dict(picture.drawing.layout.hidden)
    for number in range(1, len(steps) + 1):
        picture.show(frame_looks(document, solution, style, steps[:number], hidden))
        yield


def _pages(
    document: Document,
    solution: Solution | None,
    picture: Picture,
    title: str,
    options: ExportOptions,
) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    begin_pdf(writer, picture, title, options, dumps(document) if options.carry else None)
    painter = QPainter(writer)
    try:
        for number, _ in enumerate(_frames(document, solution, picture, options)):
            if number:
                writer.newPage()
            paint_page(painter, picture, options)
    finally:
        painter.end()
    return bytes(data.data())
