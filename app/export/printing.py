"""A picture on paper: as large as there is room, dark on white whatever the theme.

Qt looks at a sheet on the GUI thread, again and again.  A large tree is painted in pixels beforehand for
that; what goes to the printer is painted off the GUI thread, once somebody wants it printed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPaintEngine, QPainter
from PySide6.QtPrintSupport import QPrinter

from app.export.noticed import other_ink
from app.export.options import ExportOptions
from app.export.pixels import image
from app.export.subject import Subject, unheard
from solver.errors import QuandaryError
from solver.translation import tr
from widgets.canvas.items.painter_surface import PainterSurface

if TYPE_CHECKING:
    from widgets.drawing.drawing import Progress
    from widgets.drawing.picture import Picture

PAPER = ExportOptions(background="white", margin=0.0)
LARGEST = 2.0  # times the size at 100 %, which small trees are not blown up beyond
BORDER = 12.0  # millimetres that stay free on each side


LARGE: Final = 400  # nodes; fewer are painted in a moment
PIXELS: Final = 3400.0  # along the longer side, of what is looked at: 300 an inch


@dataclass(frozen=True)
class Sheet:
    """What is printed, and what it looks like in pixels where painting it takes long."""

    picture: "Picture"
    looks: QImage | None = None


def sheet_of(subject: Subject, progress: "Progress" = unheard) -> Sheet:
    """The picture in ink that is read on paper."""
    picture = _in_ink(subject, lambda done: progress(0.7 * done))
    if len(picture.positions) < LARGE:
        return Sheet(picture)
    size = min(PIXELS / max(picture.size.width, picture.size.height, 1.0), LARGEST)
    seen = replace(PAPER, size=size)
    return Sheet(picture, image(picture, seen, lambda done: progress(0.7 + 0.3 * done)))


def _in_ink(subject: Subject, progress: "Progress") -> "Picture":
    picture = subject.picture(PAPER, lambda done: progress(0.5 * done))
    ink = other_ink(picture, PAPER)
    if not ink:
        return picture
    return subject.picture(replace(PAPER, ink=ink), lambda done: progress(0.5 + 0.5 * done))


def printer_for(picture: "Picture", name: str) -> QPrinter:
    """A printer with a sheet that lies as the picture does."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setCreator("Quandary")
    wide = picture.size.width > picture.size.height
    orientation = QPageLayout.Orientation
    printer.setPageOrientation(orientation.Landscape if wide else orientation.Portrait)
    printer.setPageMargins(QMarginsF(BORDER, BORDER, BORDER, BORDER), QPageLayout.Unit.Millimeter)
    return printer


def show_on(printer: QPrinter, sheet: Sheet) -> None:
    """Paint what is looked at; what is to be printed is printed later."""
    if printer.paintEngine().type() is not QPaintEngine.Type.Picture:
        return
    with _fitted(printer, sheet.picture) as painter:
        if sheet.looks is None:
            sheet.picture.paint(PainterSurface.smooth(painter))
        else:
            size = sheet.picture.size
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(0, 0, size.width, size.height), sheet.looks)


def print_on(printer: QPrinter, sheet: Sheet, progress: "Progress" = unheard) -> None:
    """Print it, in any thread."""
    with _fitted(printer, sheet.picture) as painter:
        sheet.picture.paint(PainterSurface.smooth(painter), None, progress)


@contextmanager
def _fitted(printer: QPrinter, picture: "Picture") -> Iterator[QPainter]:
    """Onto the sheet, in the middle at the top."""
    painter = QPainter(printer)
    if not painter.isActive():
        raise QuandaryError(
            tr("It could not be printed: the printer or the file does not take it.")
        )
    try:
        room = printer.pageLayout().paintRectPixels(printer.resolution())
        natural = printer.resolution() / 96  # of a pixel at 100 %
        size = picture.size
        factor = min(
            room.width() / max(size.width, 1.0),
            room.height() / max(size.height, 1.0),
            LARGEST * natural,
        )
        painter.translate((room.width() - factor * size.width) / 2, 0.0)
        painter.scale(factor, factor)
        yield painter
    finally:
        painter.end()
