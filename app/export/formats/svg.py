"""SVG with named groups; text as text, or as outlines."""

from typing import Final

from app.export.export_format import PAINTED, PictureFormat, StepsFormat, each_alone
from app.export.measures import on_paper
from app.export.subject import Drawn


def encode(drawn: Drawn) -> bytes:
    """A picture as SVG, with the document in its metadata where it is to carry it."""
    from solver.formats.importing.embedded_document import svg_metadata
    from widgets.drawing.surfaces.svg_surface import SvgSurface

    picture, options = drawn.picture, drawn.options
    surface = SvgSurface(outlines=options.outlines)
    picture.paint(surface, options.ground(picture.theme.canvas), drawn.progress)
    metadata = svg_metadata(drawn.carried) if drawn.carried is not None else ""
    size = picture.size
    factor = options.factor(size.width, pixels=False)
    text = surface.document(size.width, size.height, drawn.title, metadata, factor)
    return text.encode("utf-8")


PICTURE: Final = PictureFormat(
    suffix=".svg",
    label="SVG (vector)",
    uses=PAINTED | {"part", "carry", "outlines"},
    measure=on_paper,
    encode=encode,
    needs_qt=False,
)
STEPS: Final = StepsFormat(
    suffix=".svg",
    label="SVG (a file for every step)",
    uses=PAINTED | {"outlines"},
    measure=on_paper,
    encode=each_alone(encode),
    said=".svg",
    numbered=True,
    needs_qt=False,
)
