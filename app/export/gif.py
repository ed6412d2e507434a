"""An animated GIF of pictures.  Qt reads GIF but does not write it; Pillow does, with wheels for
every platform and no dependencies of its own."""

import io
from collections.abc import Iterable
from typing import Final

from PIL import Image
from PySide6.QtGui import QColor, QImage, QPainter

SAMPLE: Final = 1_000_000  # pixels from which the common colours are chosen


def gif(pictures: Iterable[QImage], ground: str, seconds: float) -> bytes:
    """Pictures of one size one after the other, for ever; the last stays twice as long.

    All frames share one palette and nothing is dithered, so that what does not change is the same
    to the pixel.
    """
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


def _flat(picture: QImage, ground: str) -> Image.Image:
    """The picture on its ground: GIF knows no half transparent pixels."""
    flat = QImage(picture.size(), QImage.Format.Format_RGB888)
    flat.fill(QColor(ground))
    painter = QPainter(flat)
    painter.drawImage(0, 0, picture)
    painter.end()
    size = flat.width(), flat.height()
    return Image.frombytes(
        "RGB", size, bytes(flat.constBits()), "raw", "RGB", flat.bytesPerLine(), 1
    )


def _palette(frames: list[Image.Image]) -> Image.Image:
    """The colours that serve all frames best."""
    width, height = frames[0].size
    shrink = max(1.0, (width * height * len(frames) / SAMPLE) ** 0.5)
    small = max(1, round(width / shrink)), max(1, round(height / shrink))
    sheet = Image.new("RGB", (small[0], small[1] * len(frames)))
    for number, frame in enumerate(frames):
        sheet.paste(frame.resize(small, Image.Resampling.NEAREST), (0, small[1] * number))
    return sheet.quantize(256, method=Image.Quantize.MEDIANCUT)
