"""What a document's style means for drawing: colours, sizes, weights."""

from dataclasses import replace
from functools import lru_cache
from typing import Final

from solver.document.style import Style
from widgets.basics.theme import LIGHT, PRINT, SLIDES, Theme

_LARGE: Final = 1.45  # times the usual size


@lru_cache(maxsize=64)
def drawing_theme(style: Style, window: Theme = LIGHT) -> Theme:
    """The colours and measures in which a tree is drawn.

    ``window`` is what the colour and large-type themes are drawn in: light or dark.
    """
    base = {"print": PRINT, "slides": SLIDES}.get(style.theme, window)
    size = style.type_size / 100
    strength = base.strength * style.line_weight / 100
    if style.theme == "large":
        size *= _LARGE
        strength *= _LARGE
    return replace(
        base,
        family=style.family,
        text_pixels=max(6, round(base.text_pixels * size)),
        small_pixels=max(6, round(base.small_pixels * size)),
        strength=strength,
        shapes=style.shapes,
    )
