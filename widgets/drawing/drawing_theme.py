"""What a document's style means for drawing: colours, sizes, weights."""

from functools import lru_cache

from solver.document.style import Style
from solver.page.face import Faces
from solver.page.measures import type_pixels
from solver.page.shipped_face import shipped_faces
from widgets.basics.theme import LIGHT, PRINT, SLIDES, Theme


@lru_cache(maxsize=64)
def drawing_theme(
    style: Style,
    window: Theme = LIGHT,
    faces: Faces = shipped_faces,
    ink: str = "",
    *,
    see_through: bool = False,
) -> Theme:
    """The colours and measures in which a tree is drawn.

    ``window`` is what the colour and large-type themes are drawn in: light or dark; ``faces`` know how
    wide texts are.  ``ink`` is "", or "dark" or "light" for a theme’s other half; nothing is filled with
    the ground where the picture is ``see_through``.
    """
    base = {"print": PRINT, "slides": SLIDES}.get(style.theme, window)
    if ink and base.is_dark is (ink == "dark"):
        half = LIGHT if ink == "dark" else SLIDES
        base = half._replace(text_pixels=base.text_pixels, small_pixels=base.small_pixels)
    if see_through:
        base = base._replace(node="")
    size = type_pixels(style)
    return base._replace(
        face=faces(style.family, style.mathematics),
        text_pixels=size,
        small_pixels=max(6, round(base.small_pixels * size / base.text_pixels)),
        strength=style.line_weight / 100,
        shapes=style.shapes,
        label_width=LIGHT.label_width * style.label_width / 100,
    )
