"""An animated GIF of the steps.  Qt reads GIF but does not write it; Pillow does, with wheels for
every platform and no dependencies of its own."""

import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from app.export.export_format import PAINTED, StepsFormat
from app.export.measures import in_pixels
from app.export.options import ExportOptions
from solver.errors import QuandaryError
from solver.translation import tr

if TYPE_CHECKING:
    from PIL import Image
    from PySide6.QtGui import QImage

    from app.export.frame_sequence import FrameSequence
    from widgets.drawing.drawing import Progress

MOST_MOVING: Final = 60_000_000  # pixels of all frames, which are made at one time
SAMPLE: Final = 1_000_000  # pixels from which the common colours are chosen


def _moving(
    sequence: "FrameSequence", options: ExportOptions, progress: "Progress"
) -> Iterator[bytes]:
    """The steps one after the other; refused where they would have too many pixels."""
    from app.export.pixels import image

    size = sequence.picture.size * options.factor(sequence.picture.size.width, pixels=True)
    if size.width * size.height * len(sequence) > MOST_MOVING:
        raise QuandaryError(
            tr(
                "The GIF would have {frames} frames of {width:,.0f} × {height:,.0f} pixels, which is too many. Choose a smaller size, or export PDF."
            ).format(frames=len(sequence), width=size.width, height=size.height)
        )
    images = (image(sequence.picture, options) for _ in sequence.each(progress))
    yield gif(images, sequence.picture.theme.canvas, options.seconds)


def gif(pictures: "Iterable[QImage]", ground: str, seconds: float) -> bytes:
    """Pictures of one size one after the other, for ever; the last stays twice as long.

    All frames share one palette and nothing is dithered, so that what does not change is the same
    to the pixel.
    """
    from PIL import Image

    frames = [_flat(picture, ground) for picture in pictures]
    palette = _palette(frames)
    drawn = [frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in frames]
    duration = max(20, round(seconds * 1000))
    data = io.BytesIO()
    drawn[0].save(
        data,
        "GIF",
        save_all=True,
        append_images=drawn[1:],
        duration=[duration] * (len(drawn) - 1) + [2 * duration],
        loop=0,
        optimize=False,
        disposal=1,
    )
    return data.getvalue()


def _flat(picture: "QImage", ground: str) -> "Image.Image":
    """The picture on its ground: GIF knows no half transparent pixels."""
    from PIL import Image
    from PySide6.QtGui import QColor, QImage, QPainter

    flat = QImage(picture.size(), QImage.Format.Format_RGB888)
    flat.fill(QColor(ground))
    painter = QPainter(flat)
    painter.drawImage(0, 0, picture)
    painter.end()
    size = flat.width(), flat.height()
    return Image.frombytes(
        "RGB", size, bytes(flat.constBits()), "raw", "RGB", flat.bytesPerLine(), 1
    )


def _palette(frames: "list[Image.Image]") -> "Image.Image":
    """The colours that serve all frames best."""
    from PIL import Image

    width, height = frames[0].size
    shrink = max(1.0, (width * height * len(frames) / SAMPLE) ** 0.5)
    small = max(1, round(width / shrink)), max(1, round(height / shrink))
    sheet = Image.new("RGB", (small[0], small[1] * len(frames)))
    for number, frame in enumerate(frames):
        sheet.paste(frame.resize(small, Image.Resampling.NEAREST), (0, small[1] * number))
    return sheet.quantize(256, method=Image.Quantize.MEDIANCUT)


STEPS: Final = StepsFormat(
    suffix=".gif",
    label="GIF (animated)",
    uses=PAINTED | {"seconds"},
    measure=in_pixels,
    encode=_moving,
    said=".gif",
)
