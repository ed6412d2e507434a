"""What the dialog of an export shows of the picture before it is written, worked out on other threads."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtGui import QColor, QImage, QPainter

from app.export.chart_subject import ChartSubject
from app.export.frame_sequence import FrameSequence
from app.export.noticed import noticed, other_ink, texts_aside
from app.export.options import ExportOptions
from app.export.subject import Subject
from app.process.background import Run
from solver.edits import MoveTexts
from widgets.canvas.items.painter_surface import PainterSurface
from widgets.drawing.picture import Picture


class Seen(NamedTuple):
    """The picture, and how it looks; of steps which one, of how many, and what it is called."""

    picture: Picture
    image: QImage
    step: int = 0
    steps: int = 0
    name: str = ""


def _sequence(subject: Subject, options: ExportOptions, run: Run, step: int = 0) -> FrameSequence:
    """The steps, with the one of that number shown: else the last, which may ask a rule."""
    sequence = FrameSequence(subject, options, run.go_on, cancelled=run.cancelled)
    sequence.show((step if 0 < step <= len(sequence) else len(sequence)) - 1)
    return sequence


def seen(
    subject: Subject, options: ExportOptions, room: int, run: Run, *, step: int | None
) -> Seen:
    """What is previewed, within so many pixels."""
    sequence = None if step is None else _sequence(subject, options, run, step)
    picture = subject.picture(options, run.go_on) if sequence is None else sequence.picture
    size = picture.size
    scale = min(room / max(size.width, 1), room / max(size.height, 1), 2.0)
    image = QImage(
        max(1, round(size.width * scale)), max(1, round(size.height * scale)),
        QImage.Format.Format_RGB32,
    )  # fmt: skip
    painter = QPainter(image)
    try:
        _chequered(painter, image)
        painter.scale(scale, scale)
        ground = options.ground(picture.theme.canvas)
        picture.paint(PainterSurface.smooth(painter), ground, run.go_on)
    finally:
        painter.end()
    if sequence is None:
        return Seen(picture, image)
    return Seen(picture, image, sequence.number + 1, len(sequence), sequence.title(sequence.number))


class Noticed(NamedTuple):
    """What is to be said of the picture, and what is to be offered: an ink, and clear places."""

    sentences: Sequence[str] = ()
    ink: str = ""
    aside: MoveTexts | None = None


def noticed_in(subject: Subject, options: ExportOptions, run: Run, *, steps: bool) -> Noticed:
    picture = (
        _sequence(subject, options, run).picture if steps else subject.picture(options, run.go_on)
    )
    said, ink = noticed(picture, options), other_ink(picture, options)
    if steps:  # of which the last may look at a part of the page
        picture.show(picture.drawing.shown)
    is_tree = not isinstance(subject, ChartSubject)
    return Noticed(said, ink, texts_aside(picture, options) if is_tree else None)


def _chequered(painter: QPainter, image: QImage) -> None:
    """What shines through where the picture is transparent."""
    painter.fillRect(image.rect(), QColor("#FFFFFF"))
    for x in range(0, image.width(), 8):
        for y in range(x % 16, image.height(), 16):
            painter.fillRect(x, y, 8, 8, QColor("#E4E7EB"))
