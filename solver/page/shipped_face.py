"""The usual typeface as it is measured where there is no window: DejaVu Sans, which ziafont brings along.

HarfBuzz sets the letters, as it does within Qt, which has every advance cut to a 64th of a pixel; so do
we, so that a tree takes the same room here and there.  It stands in for every family: of other fonts
nothing is known without asking the system.  Bold letters are those of the regular face, made wider.
"""

import importlib.util
import re
import unicodedata
from functools import cached_property, lru_cache
from math import floor
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from solver.page.geometry import Point
    from solver.page.path import Path

GRAIN: Final = 64  # parts of a pixel
BOLDER: Final = 1.1  # how much wider DejaVu Sans Bold runs
SLANT: Final = 0.196  # of italic letters, as those of DejaVu Sans Oblique are slanted …
BACK: Final = 0.061  # … and set to the left, in sizes of type
#: Where a line may end: behind blanks and dashes, and between ideographs, not before what closes.
_PIECE: Final = re.compile(
    r"(?:\S|\s+(?=/))*?(?:\s+(?!/)|[^\W\d_][-‐](?=[^\W\d_])|/(?=[^\W\d_])|[–—](?=\w))|\S(?:\S|\s+(?=/))*"
)
_CLOSING: Final = frozenset("、。，．・：；？！」』）】〕〉》ー々…")
_OPENING: Final = frozenset("「『（【〔〈《")
_JOINER: Final = "\u200d"
_WITHOUT_WIDTH: Final = frozenset(("Mn", "Me", "Cf", "Cc"))


class _Glyph(NamedTuple):
    """One of the font, how far it goes on in pixels, and where it is drawn in units of the font."""

    number: int
    wide: float
    right: int
    up: int


@lru_cache(maxsize=1)
def _read() -> Any:
    import uharfbuzz

    found = importlib.util.find_spec("ziafont")  # it is not imported: only its font is wanted
    assert found is not None
    folder = FilePath((found.submodule_search_locations or [""])[0])
    blob = uharfbuzz.Blob.from_file_path(folder / "fonts" / "DejaVuSans.ttf")
    return uharfbuzz.Font(uharfbuzz.Face(blob))


class ShippedFace:
    """DejaVu Sans, read when something is first measured."""

    name = "DejaVu Sans"

    def __init__(self, mathematics: str = "text") -> None:
        self.mathematics = mathematics

    @cached_property
    def _font(self) -> Any:
        return _read()

    def ascent(self, pixels: int) -> float:
        return self._cut(self._font.get_font_extents("ltr").ascender, pixels)

    def descent(self, pixels: int) -> float:
        return self._cut(-self._font.get_font_extents("ltr").descender, pixels)

    @lru_cache(maxsize=50_000)  # noqa: B019 - there are three faces, and they stay
    def advance(self, text: str, pixels: int, *, bold: bool = False, italic: bool = False) -> float:
        found = sum(glyph.wide for glyph in self._glyphs(text, pixels))
        return found * BOLDER if bold else found

    def outline(
        self, text: str, pixels: int, *, bold: bool = False, italic: bool = False
    ) -> "Path":
        from solver.page.path import Path

        path, x = Path(), 0.0
        scale = pixels / self._font.face.upem
        for glyph in self._glyphs(text, pixels):
            outline = _Outline(path, x + glyph.right * scale, -glyph.up * scale, scale)
            self._font.draw_glyph(glyph.number, _drawing(), outline)
            x += glyph.wide
        return path.slanted(SLANT).moved(-BACK * pixels, 0.0) if italic else path

    def pieces(self, text: str) -> list[str]:
        found: list[str] = []
        for piece in _PIECE.findall(text):
            begin = 0
            for at in range(1, len(piece)):
                if _may_part(piece[at - 1], piece[at]):
                    found.append(piece[begin:at])
                    begin = at
            found.append(piece[begin:])
        return found

    def signs(self, text: str) -> list[str]:
        found: list[str] = []
        for sign in text:
            joins = unicodedata.category(sign) in ("Mn", "Me", "Mc") or sign == _JOINER
            if found and (joins or found[-1].endswith(_JOINER)):
                found[-1] += sign
            else:
                found.append(sign)
        return found

    def _glyphs(self, text: str, pixels: int) -> list[_Glyph]:
        if not text:
            return []
        import uharfbuzz

        buffer = uharfbuzz.Buffer()
        buffer.add_codepoints([ord(sign) for sign in text])
        buffer.guess_segment_properties()
        uharfbuzz.shape(self._font, buffer)
        return [
            _Glyph(
                info.codepoint,
                self._cut(place.x_advance, pixels)
                if info.codepoint
                else _guessed(text[info.cluster], pixels),
                place.x_offset,
                place.y_offset,
            )
            for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]

    def _cut(self, units: int, pixels: int) -> float:
        per_em: int = self._font.face.upem
        return floor(units * pixels * GRAIN / per_em) / GRAIN


def _may_part(one: str, other: str) -> bool:
    """Whether a line may end between two signs that no blank parts."""
    if one.isascii() and other.isascii():
        return False
    wide = any(unicodedata.east_asian_width(sign) in "WF" for sign in (one, other))
    return wide and one not in _OPENING and other not in _CLOSING and not other.isspace()


def _guessed(sign: str, pixels: int) -> float:
    """About how wide a sign is that another font will show."""
    if unicodedata.category(sign) in _WITHOUT_WIDTH:
        return 0.0
    return pixels * (1.0 if unicodedata.east_asian_width(sign) in "WF" else 0.6)


class _Outline(NamedTuple):
    """Where the outline of a glyph goes."""

    path: "Path"
    x: float
    y: float
    scale: float

    def at(self, x: float, y: float) -> "Point":
        from solver.page.geometry import Point

        return Point(self.x + x * self.scale, self.y - y * self.scale)


@lru_cache(maxsize=1)
def _drawing() -> Any:
    """What HarfBuzz calls with the steps of an outline."""
    import uharfbuzz

    calls = uharfbuzz.DrawFuncs()
    calls.set_move_to_func(lambda x, y, to: to.path.move_to(to.at(x, y)))
    calls.set_line_to_func(lambda x, y, to: to.path.line_to(to.at(x, y)))
    calls.set_quadratic_to_func(lambda a, b, x, y, to: to.path.bend_to(to.at(a, b), to.at(x, y)))
    calls.set_cubic_to_func(
        lambda a, b, c, d, x, y, to: to.path.curve_to(to.at(a, b), to.at(c, d), to.at(x, y))
    )
    calls.set_close_path_func(lambda to: to.path.close())
    return calls


SHIPPED: Final = ShippedFace()


def shipped_faces(family: str, mathematics: str = "text") -> ShippedFace:
    """The face of any family."""
    return SHIPPED if mathematics == "text" else _with(mathematics)


@lru_cache(maxsize=4)
def _with(mathematics: str) -> ShippedFace:
    return ShippedFace(mathematics)
