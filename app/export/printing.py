"""A picture on paper: as large as there is room, dark on white whatever the theme."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter

from app.export.noticed import other_ink
from app.export.options import ExportOptions
from app.export.subject import Subject, unheard
from widgets.canvas.items.painter_surface import PainterSurface

if TYPE_CHECKING:
    from widgets.drawing.drawing import Progress
    from widgets.drawing.picture import Picture

PAPER = ExportOptions(background="white", margin=0.0)
LARGEST = 2.0  # times the size at 100 %, which small trees are not blown up beyond
BORDER = 12.0  # millimetres that stay free on each side


def picture_on_paper(subject: Subject, progress: "Progress" = unheard) -> "Picture":
    """The picture in ink that is read on paper."""
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


def paint_on(printer: QPrinter, picture: "Picture") -> None:
    """Paint it onto the sheet, in the middle at the top."""
    painter = QPainter(printer)
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
        picture.paint(PainterSurface.smooth(painter))
    finally:
        painter.end()
