"""Pictures in pixels: for PNG, GIF and the clipboard."""

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QPainter

from app.export.measures import in_pixels
from app.export.options import DPI, ExportOptions
from app.export.subject import unheard
from solver.errors import QuandaryError
from solver.translation import tr
from widgets.canvas.items.painter_surface import PainterSurface
from widgets.drawing.drawing import Progress
from widgets.drawing.picture import Picture


def image(picture: Picture, options: ExportOptions, progress: Progress = unheard) -> QImage:
    """The picture in pixels.  Raises `QuandaryError` before memory is spent on an absurd size."""
    measured = in_pixels(picture, options)
    width, height = max(round(measured.width), 1), max(round(measured.height), 1)
    factor = options.factor(picture.size.width, pixels=True)
    result = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    if result.isNull():
        raise QuandaryError(
            tr("There is not enough memory for this picture. Choose a smaller size.")
        )
    dots = 300 if options.unit == "cm" else DPI * factor
    result.setDotsPerMeterX(round(dots / 0.0254))
    result.setDotsPerMeterY(round(dots / 0.0254))
    result.fill(0)
    painter = QPainter(result)
    try:
        painter.scale(factor, factor)
        picture.paint(
            PainterSurface.smooth(painter), options.ground(picture.theme.canvas), progress
        )
    finally:
        painter.end()
    return result


def png(picture: QImage) -> bytes:
    """An image as a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not picture.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise QuandaryError(tr("The picture could not be encoded as PNG."))
    return bytes(buffer.data().data())
