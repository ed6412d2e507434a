"""PNG: pixels."""

from typing import Final

from app.export.export_format import PAINTED, PictureFormat, StepsFormat, each_alone
from app.export.measures import in_pixels
from app.export.subject import Drawn


def encode(drawn: Drawn) -> bytes:
    """A picture as PNG, with the document in it where it is to carry it."""
    from app.export.pixels import image, png
    from solver.formats.importing.embedded_document import png_with

    data = png(image(drawn.picture, drawn.options, drawn.progress))
    return data if drawn.carried is None else png_with(data, drawn.carried)


PICTURE: Final = PictureFormat(
    suffix=".png",
    label="PNG (pixels)",
    uses=PAINTED | {"part", "carry"},
    measure=in_pixels,
    encode=encode,
)
STEPS: Final = StepsFormat(
    suffix=".png",
    label="PNG (a file for every step)",
    uses=PAINTED,
    measure=in_pixels,
    encode=each_alone(encode),
    said=".png",
    numbered=True,
)
