"""Many pictures of one tree as pieces of SVG: each piece once, however many pictures show it.

A picture is a list of pieces.  Colours become variables of CSS, with the colour that each has on a dark
page, so that one drawing serves both.
"""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from app.export.subject import unheard

if TYPE_CHECKING:
    from app.export.frame_sequence import FrameSequence

_COLOUR: Final = re.compile(r'(?<==")#[0-9a-fA-F]{6}(?=")')
#: A group of a node or a branch with all in it, or whatever stands by itself.
_PIECE: Final = re.compile(r"<g id=.*?^</g>\n|[^\n]*\n", re.DOTALL | re.MULTILINE)


@dataclass
class Pieces:
    """What all pictures are made of: texts of SVG, and pairs of colours, light and dark."""

    texts: list[str] = field(default_factory=list)
    colours: list[tuple[str, str]] = field(default_factory=list)
    _known: dict[str, int] = field(default_factory=dict)
    _paired: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, light: str, dark: str) -> list[int]:
        """The numbers of the pieces of one picture, which is drawn for either page."""
        return [self._piece(text) for text in _PIECE.findall(self._with_variables(light, dark))]

    def _piece(self, text: str) -> int:
        if text not in self._known:
            self._known[text] = len(self.texts)
            self.texts.append(text)
        return self._known[text]

    def _with_variables(self, light: str, dark: str) -> str:
        """Colours as variables; where the two are not the same but for their colours, the light ones hold."""
        if _COLOUR.sub("", light) != _COLOUR.sub("", dark):
            dark = light
        others = iter(_COLOUR.findall(dark))
        return _COLOUR.sub(lambda match: f"var(--c{self._pair(match[0], next(others))})", light)

    def _pair(self, light: str, dark: str) -> int:
        pair = light.lower(), dark.lower()
        if pair not in self._paired:
            self._paired[pair] = len(self.colours)
            self.colours.append(pair)
        return self._paired[pair]


def painted(sequence: "FrameSequence", number: int) -> str:
    """A frame as the content of an SVG, without a ground of its own."""
    from widgets.drawing.surfaces.svg_surface import SvgSurface

    sequence.show(number)
    surface = SvgSurface()
    sequence.picture.paint(surface, None, unheard)
    return surface.content()
