"""PDF: tightly cropped pages, fonts embedded, with the document attached where it is to be carried."""

import re
import uuid
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from app.export.export_format import PAINTED, PictureFormat, StepsFormat
from app.export.measures import on_page, page_factor
from app.export.options import DPI, ExportOptions
from app.export.subject import Drawn, unheard

if TYPE_CHECKING:
    from PySide6.QtGui import QPdfWriter

    from app.export.frame_sequence import FrameSequence
    from widgets.drawing.drawing import Progress

RESOLUTION: Final = 1200  # how finely a PDF is measured
#: How Qt writes dates, and a date of the same length.
_DATES: Final = (
    (re.compile(rb"(Date \(D:)\d{14}(?=[Z+-])"), rb"\g<1>20000101000000"),
    (re.compile(rb"(Date \(D:\d{14})[+-]\d\d'\d\d'"), rb"\1+00'00'"),
    (re.compile(rb'(Date=")\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d'), rb"\g<1>2000-01-01T00:00:00"),
    (re.compile(rb'(Date="[-\dT:]{19})[+-]\d\d:\d\d'), rb"\1+00:00"),
)


def encode(drawn: Drawn) -> bytes:
    """A picture as a PDF of one page."""
    return _pages(drawn, [drawn.progress])


def _steps(
    sequence: "FrameSequence", options: ExportOptions, progress: "Progress"
) -> Iterator[bytes]:
    """A page for every step."""
    drawn = Drawn(sequence.subject, options, picture=sequence.picture)
    yield _pages(drawn, (unheard for _ in sequence.each(progress)))


def _pages(drawn: Drawn, progresses: "Iterable[Progress]") -> bytes:
    """What the picture shows, page by page: a page for everybody who asks how far it is."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
    from PySide6.QtGui import QColor, QPainter, QPdfWriter

    from widgets.canvas.items.painter_surface import PainterSurface

    picture, options = drawn.picture, drawn.options
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    _begin(writer, drawn)
    painter = QPainter(writer)
    factor = page_factor(picture, options) * RESOLUTION / DPI
    try:
        for number, progress in enumerate(progresses):
            if number:
                writer.newPage()
            painter.resetTransform()
            painter.scale(factor, factor)
            ground, size = options.ground(picture.theme.canvas), picture.size
            if (
                ground is not None
            ):  # pages are whole points: else a line of paper is left at their ends
                painter.fillRect(QRectF(0, 0, size.width + 2, size.height + 2), QColor(ground))
            picture.paint(PainterSurface.smooth(painter), ground, progress)
    finally:
        painter.end()
    return _undated(bytes(data.data()))


def _undated(data: bytes) -> bytes:
    """The same without when, and in which time zone, it was made: one picture is one file, every time.

    Nothing changes its length, so that the places of everything in the file stay true.
    """
    for date, instead in _DATES:
        data = date.sub(instead, data)
    return data


def _begin(writer: "QPdfWriter", drawn: Drawn) -> None:
    """Title, page and attached document."""
    from PySide6.QtCore import QMarginsF, QSizeF, QUuid
    from PySide6.QtGui import QPageLayout, QPageSize

    from solver.formats.importing.embedded_document import ATTACHMENT

    writer.setTitle(drawn.title)
    writer.setCreator("Quandary")
    same = f"{drawn.title}\n{drawn.carried}"  # one picture, one name
    writer.setDocumentId(QUuid(str(uuid.uuid5(uuid.NAMESPACE_URL, same))))
    writer.setResolution(RESOLUTION)
    points = drawn.picture.size * (page_factor(drawn.picture, drawn.options) * 72 / DPI)
    if drawn.carried is not None:
        writer.addFileAttachment(ATTACHMENT, drawn.carried.encode("utf-8"), "application/json")
    size = QSizeF(max(points.width, 3.0), max(points.height, 3.0))
    page = QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))


PICTURE: Final = PictureFormat(
    suffix=".pdf",
    label="PDF (vector)",
    uses=PAINTED | {"part", "carry"},
    measure=on_page,
    encode=encode,
)
STEPS: Final = StepsFormat(
    suffix=".pdf",
    label="PDF (a page for every step)",
    uses=PAINTED | {"carry"},
    measure=on_page,
    encode=_steps,
    said="pages of .pdf",
)
