"""Formulas without serifs: typeset by ziamath with DejaVu Sans, which ziafont brings along.

The font has few of the measures that formulas need, no slanted letters and no tall brackets.  Measures are
those of STIX Two Math at the same size, letters are slanted as `solver.page.shipped_face` does, brackets are
drawn out.  A sign that the font lacks raises `LookupError`.
"""

from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Final

import ziafont
from ziafont.fonttypes import BBox
from ziafont.glyph import SimpleGlyph
from ziamath.mathfont import MathFont
from ziamath.mathtable import MathConstants, MathTable
from ziamath.styles import MathVariant
from ziamath.zmath import loadedfonts

from solver.page.shipped_face import SLANT

NAME: Final = "sans mathematics"  # by which ziamath finds it
_TALL: Final = frozenset("()[]{}|‖√⌊⌋⌈⌉⟨⟩")


@lru_cache(maxsize=1)
def sans_font() -> str:
    """What the font is called where formulas are typeset."""
    folder = Path(ziafont.__file__).parent / "fonts"
    loadedfonts[NAME] = _SansFont(folder / "DejaVuSans.ttf")
    return NAME


class _SansFont(MathFont):
    """DejaVu Sans as a font of formulas."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.math = _SansTable(self)

    def findglyph(self, char: str, variant: MathVariant) -> SimpleGlyph:
        if variant.italic and not variant.bold and variant.style == "serif":
            upright = self.glyph(char)
            found = _slanted(upright) if char.isalpha() else upright
        else:
            found = super().findglyph(char, variant)
        if not found.index:
            raise LookupError(char)
        return found


class _SansTable(MathTable):
    """Its measures, and its brackets as tall as they have to be."""

    def __init__(self, font: MathFont) -> None:
        super().__init__(font)
        other = loadedfonts["default"]
        larger = font.info.layout.unitsperem / other.info.layout.unitsperem
        measured = {
            name: value if "Percent" in name else round(value * larger)
            for name, value in asdict(other.math.consts).items()
        }
        self.consts = MathConstants(**measured | {"axisHeight": self.consts.axisHeight})
        self._tall = {font.glyphindex(sign) for sign in _TALL}

    def variant(self, glyphid: int, height: float, vert: bool = True) -> SimpleGlyph:
        glyph = self.font.glyph_fromid(glyphid)
        if not vert or glyphid not in self._tall:
            return super().variant(glyphid, height, vert)
        axis = self.consts.axisHeight
        return _drawn_out(glyph, axis - height / 2, axis + height / 2)

    def variant_minmax(
        self, glyphid: int, ymin: float, ymax: float, vert: bool = True
    ) -> SimpleGlyph:
        glyph = self.font.glyph_fromid(glyphid)
        if not vert or glyphid not in self._tall:
            return super().variant_minmax(glyphid, ymin, ymax, vert)
        return _drawn_out(glyph, ymin, ymax)


def _slanted(glyph: SimpleGlyph) -> SimpleGlyph:
    box = glyph.bbox
    operators = [part.xform(1, 0, SLANT, 1, 0, 0, 1, 1) for part in glyph.operators]
    left, right = box.xmin + SLANT * box.ymin, box.xmax + SLANT * box.ymax
    return SimpleGlyph(glyph.index, operators, BBox(left, right, box.ymin, box.ymax), glyph.font)


def _drawn_out(glyph: SimpleGlyph, low: float, high: float) -> SimpleGlyph:
    """A sign that reaches so far down and up at least."""
    box = glyph.bbox
    low, high = min(low, box.ymin), max(high, box.ymax)
    larger = (high - low) / (box.ymax - box.ymin)
    operators = [
        part.xform(1, 0, 0, larger, 0, low - larger * box.ymin, 1, 1) for part in glyph.operators
    ]
    return SimpleGlyph(glyph.index, operators, BBox(box.xmin, box.xmax, low, high), glyph.font)
