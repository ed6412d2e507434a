"""Pictures of a tree: PNG, SVG and PDF through the one paint path that the canvas uses.

TikZ and DOT are texts, made in `solver.formats`.  Nothing here needs a window or the GUI thread.
"""

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication

from app.export.options import AS_USUAL, DPI, FORMATS, RATIOS, ExportOptions
from app.storage.settings import write_bytes
from solver.document.model import Document
from solver.document.style import Style, style_of
from solver.errors import QuandaryError
from solver.formats.exporting.dot import dot_text
from solver.formats.exporting.tikz import tikz_text
from solver.formats.importing.embedded_document import ATTACHMENT, png_with, svg_metadata
from solver.formats.quandary import dumps
from solver.memory import collector_at_rest
from solver.solution import Plan, Solution
from widgets.basics.theme import LIGHT, apply_theme
from widgets.canvas.items.svg_surface import SvgSurface
from widgets.canvas.pictures.drawing import Progress, silent
from widgets.canvas.pictures.picture import Picture

MAX_PIXELS: Final = 100_000_000  # of a PNG: 400 MB of memory while it is made
MAX_SIDE: Final = 30_000
MAX_POINTS: Final = 14_400  # of a side of a page: PDF's own limit
RESOLUTION: Final = 1200  # of a PDF: how finely it is measured


@dataclass(frozen=True)
class Subject:
    """What a picture shows: a document, what a rule says of it, and which part is wanted."""

    document: Document
    solution: Solution | None = None
    plan: Plan | None = None
    only: frozenset[str] | None = None  # the selected nodes and branches
    view: QRectF | None = None  # what is in view, in the tree's own coordinates
    style: Style | None = None  # the window's, where the document states none

    def unsolved(self) -> "Subject":
        """The same without what a rule says of it."""
        return replace(self, solution=None, plan=None)

    def picture(self, options: ExportOptions = AS_USUAL, progress: Progress = silent) -> Picture:
        """The picture of it, laid out and ready to be painted."""
        ensure_application()
        return Picture(
            self.document,
            self.solution,
            self.plan,
            options.style or self.style or style_of(self.document),
            margin=options.margin,
            only=self.only if options.part == "selection" else None,
            view=self.view if options.part == "view" else None,
            ratio=RATIOS[options.ratio],
            progress=progress,
        )


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
    write_picture(Subject(document, solution, plan), path, options)


def write_picture(
    subject: Subject, path: str, options: ExportOptions = AS_USUAL, progress: Progress = silent
) -> None:
    """The same for a part of a tree; ``progress`` is told how far it is and may stop it."""
    write_bytes(path, encoded(subject, Path(path).suffix.lower(), options, progress))


def encoded(
    subject: Subject, suffix: str, options: ExportOptions, progress: Progress = silent
) -> bytes:
    """What a file of this kind holds."""
    with collector_at_rest():
        return _encoded(subject, suffix, options, progress)


def _encoded(subject: Subject, suffix: str, options: ExportOptions, progress: Progress) -> bytes:
    document, solution = subject.document, subject.solution
    if suffix not in FORMATS:
        known = ", ".join(FORMATS)
        raise QuandaryError(f"Pictures are written as {known}, and “{suffix}” is none of them.")
    style = options.style or subject.style or style_of(document)
    if suffix == ".dot":
        return dot_text(document, solution, style).encode("utf-8")
    picture = subject.picture(options, _part(progress, 0.0, 0.6))
    rest = _part(progress, 0.6, 1.0)
    carried = dumps(document) if options.carry else None
    if suffix == ".tex":
        text = tikz_text(
            document,
            picture.positions,
            solution,
            style,
            plan=subject.plan,
            standalone=options.standalone,
        )
        return text.encode("utf-8")
    if suffix == ".png":
        data = png(image(picture, options, rest))
        return data if carried is None else png_with(data, carried)
    title = document.title or "Decision tree"
    if suffix == ".svg":
        return svg(picture, title, options, carried, rest)
    return pdf([picture], title, options, carried, rest)


def _part(progress: Progress, start: float, end: float) -> Progress:
    return lambda done: progress(start + (end - start) * done)


def ensure_application() -> None:
    """Qt needs an application to draw, also where there is no screen."""
    if QApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        application = QApplication([])
        apply_theme(application, LIGHT)
        _kept.append(application)


_kept: list[QApplication] = []  # Qt needs it as long as the process draws


def background(picture: Picture, options: ExportOptions) -> str | None:
    """The colour behind the tree; None leaves it transparent."""
    if options.background == "transparent":
        return None
    return "#FFFFFF" if options.background == "white" else picture.theme.canvas


def measured(picture: Picture, suffix: str, options: ExportOptions) -> tuple[float, float]:
    """Width and height in pixels of a PNG, else in units of 1/96 inch.

    Raises `QuandaryError` with a sentence where that is absurd; no memory was spent then.
    """
    width, height = picture.size.width(), picture.size.height()
    factor = (
        _page_factor(picture, options)
        if suffix == ".pdf"
        else options.factor(width, pixels=suffix == ".png")
    )
    width, height = width * factor, height * factor
    if suffix == ".png" and (width * height > MAX_PIXELS or max(width, height) > MAX_SIDE):
        raise QuandaryError(
            f"The picture would have {width:,.0f} × {height:,.0f} pixels, which is too many. "
            "Choose a smaller size, or export SVG or PDF."
        )
    return width, height


def image(picture: Picture, options: ExportOptions, progress: Progress = silent) -> QImage:
    """The picture in pixels.  Raises `QuandaryError` before memory is spent on an absurd size."""
    width, height = (max(round(side), 1) for side in measured(picture, ".png", options))
    factor = options.factor(picture.size.width(), pixels=True)
    result = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    if result.isNull():
        raise QuandaryError("There is not enough memory for this picture. Choose a smaller size.")
    dots = 300 if options.unit == "cm" else DPI * factor
    result.setDotsPerMeterX(round(dots / 0.0254))
    result.setDotsPerMeterY(round(dots / 0.0254))
    result.fill(0)
    painter = QPainter(result)
    try:
        painter.scale(factor, factor)
        picture.paint(painter, background(picture, options), progress)
    finally:
        painter.end()
    return result


def png(picture: QImage) -> bytes:
    """An image as a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not picture.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise QuandaryError("The picture could not be encoded as PNG.")
    return bytes(buffer.data().data())


def svg(
    picture: Picture,
    title: str,
    options: ExportOptions,
    carried: str | None = None,
    progress: Progress = silent,
) -> bytes:
    """The picture as SVG with named groups; text as text, or as outlines."""
    surface = SvgSurface(outlines=options.outlines)
    factor = options.factor(picture.size.width(), pixels=False)
    picture.paint(surface, background(picture, options), progress)
    metadata = svg_metadata(carried) if carried is not None else ""
    size = picture.size
    text = surface.document(size.width(), size.height(), printable(title), metadata, factor)
    return text.encode("utf-8")


def pdf(
    pictures: "list[Picture]",
    title: str,
    options: ExportOptions,
    carried: str | None = None,
    progress: Progress = silent,
) -> bytes:
    """Pictures as a PDF of tightly cropped pages, fonts embedded."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    begin_pdf(writer, pictures[0], title, options, carried)
    painter = QPainter(writer)
    try:
        for number, picture in enumerate(pictures):
            if number:
                writer.newPage()
            paint_page(painter, picture, options, progress)
    finally:
        painter.end()
    return bytes(data.data())


def begin_pdf(
    writer: QPdfWriter,
    picture: Picture,
    title: str,
    options: ExportOptions,
    carried: str | None,
) -> None:
    """Title, page and attached document of a PDF."""
    writer.setTitle(printable(title))
    writer.setCreator("Quandary")
    writer.setResolution(RESOLUTION)
    points = picture.size * (_page_factor(picture, options) * 72 / DPI)
    if carried is not None:
        writer.addFileAttachment(ATTACHMENT, carried.encode("utf-8"), "application/json")
    size = QSizeF(max(points.width(), 3.0), max(points.height(), 3.0))
    page = QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))


def paint_page(
    painter: QPainter, picture: Picture, options: ExportOptions, progress: Progress = silent
) -> None:
    """Paint one page of a PDF."""
    factor = _page_factor(picture, options) * RESOLUTION / DPI
    painter.resetTransform()
    painter.scale(factor, factor)
    picture.paint(painter, background(picture, options), progress)


def _page_factor(picture: Picture, options: ExportOptions) -> float:
    """How much larger than at 100 % a page is.

    A page of a PDF has at most 200 inches a side.  A tree larger than that is made to fit, unless
    its width is said: what is said and cannot be had is refused.
    """
    factor = options.factor(picture.size.width(), pixels=False)
    longest = max(picture.size.width(), picture.size.height()) * factor * 72 / DPI
    if longest <= MAX_POINTS:
        return factor
    if options.unit in ("px", "cm"):
        raise QuandaryError(
            f"The page would have {longest / 72 * 2.54:,.0f} cm on its longer side; a PDF has "
            f"{MAX_POINTS / 72 * 2.54:,.0f} cm at most. Choose a smaller width, or export SVG."
        )
    return factor * MAX_POINTS / longest


def printable(text: str) -> str:
    """A text without the control characters that XML and PDF do not allow."""
    return "".join(sign if sign.isprintable() else " " for sign in text)[:200]
