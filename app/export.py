"""Pictures of a tree: PNG, SVG and PDF through the one paint path that the canvas uses.

TikZ and DOT are texts, made in `solver.formats`.
"""

import os
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication

from app.export_options import AS_USUAL, FORMATS, ExportOptions
from app.files import write_bytes
from solver.document import Document
from solver.errors import QuandaryError
from solver.formats.dot import dot_text
from solver.formats.tikz import tikz_text
from solver.solution import Plan, Solution
from widgets.canvas.picture import Picture
from widgets.theme import DARK, LIGHT, apply_theme

MAX_PIXELS: Final = 100_000_000  # of a PNG: 400 MB of memory while it is made
MAX_SIDE: Final = 30_000
DPI: Final = 96.0  # what one pixel at 100 % means on paper


def export_file(
    document: Document,
    path: str,
    solution: Solution | None = None,
    plan: Plan | None = None,
    options: ExportOptions = AS_USUAL,
) -> None:
    """Write a picture whose kind the suffix of ``path`` says.

    Works without a window and without a screen.  Raises `QuandaryError` with a sentence where the
    kind is unknown, the picture would be too large, or the file cannot be written.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in FORMATS:
        known = ", ".join(FORMATS)
        raise QuandaryError(f"Pictures are written as {known}, and “{suffix}” is none of them.")
    if suffix == ".dot":
        write_bytes(path, dot_text(document, solution).encode("utf-8"))
        return
    _ensure_application()
    picture = Picture(document, solution, plan, DARK if options.dark else LIGHT)
    title = document.title or "Decision tree"
    if suffix == ".png":
        data = _encoded(image(picture, options))
    elif suffix == ".tex":
        data = tikz_text(document, picture.positions, solution).encode("utf-8")
    elif suffix == ".svg":
        data = svg(picture, title, options)
    else:
        data = pdf(picture, title, options)
    write_bytes(path, data)


def _ensure_application() -> None:
    if QApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        application = QApplication([])
        apply_theme(application, LIGHT)
        _kept.append(application)


_kept: list[QApplication] = []  # Qt needs it as long as the process draws


def _background(options: ExportOptions) -> str | None:
    if options.transparent:
        return None
    return DARK.canvas if options.dark else LIGHT.canvas


def image(picture: Picture, options: ExportOptions) -> QImage:
    """The picture in pixels.  Raises `QuandaryError` before memory is spent on an absurd size."""
    width = round(picture.size.width() * options.scale)
    height = round(picture.size.height() * options.scale)
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise QuandaryError(
            f"The picture would have {width:,} × {height:,} pixels, which is too many. "
            "Choose a smaller scale, or export SVG or PDF."
        )
    result = QImage(max(width, 1), max(height, 1), QImage.Format.Format_ARGB32_Premultiplied)
    result.setDotsPerMeterX(round(DPI * options.scale / 0.0254))
    result.setDotsPerMeterY(round(DPI * options.scale / 0.0254))
    result.fill(0)
    painter = QPainter(result)
    painter.scale(options.scale, options.scale)
    picture.paint(painter, _background(options))
    painter.end()
    return result


def _encoded(picture: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not picture.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise QuandaryError("The picture could not be encoded as PNG.")
    return bytes(buffer.data().data())


def svg(picture: Picture, title: str, options: ExportOptions) -> bytes:
    """The picture as SVG with real text."""
    size = picture.size
    buffer = QBuffer()
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    generator.setResolution(round(DPI))
    generator.setSize(QSize(round(size.width()), round(size.height())))
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    generator.setTitle(_printable(title))
    generator.setDescription("Made with Quandary")
    painter = QPainter(generator)
    picture.paint(painter, _background(options))
    painter.end()
    return bytes(buffer.data().data())


def pdf(picture: Picture, title: str, options: ExportOptions) -> bytes:
    """The picture as a PDF of one tightly cropped page, fonts embedded."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(_printable(title))
    writer.setCreator("Quandary")
    writer.setResolution(1200)
    points = QSizeF(picture.size.width() * 72 / DPI, picture.size.height() * 72 / DPI)
    if max(points.width(), points.height()) > 14_400:  # the format's own limit
        raise QuandaryError("The tree is too large for a page of a PDF. Export SVG instead.")
    page = QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    painter = QPainter(writer)
    factor = 1200 / DPI
    painter.scale(factor, factor)
    picture.paint(painter, _background(options))
    painter.end()
    return bytes(data.data())


def _printable(text: str) -> str:
    """A text without the control characters that XML and PDF do not allow."""
    return "".join(sign if sign.isprintable() else " " for sign in text)[:200]
