"""A writer of SVG that takes the few drawing commands of a tree: small files with named groups.

Text is text, or outlines where the font may be missing on the other side.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape
from typing import Final

from solver.page.drawing_list import Pen, Run
from solver.page.geometry import Point, Rect
from solver.page.path import CURVE, LINE, MOVE, Path
from widgets.drawing.surfaces.surface import (
    DASHED,
    DOTTED,
    END_ISOLATE,
    ISOLATE,
    ROUND,
    Letters,
)

_NOT_IN_IDS: Final = re.compile(r"[^A-Za-z0-9_.-]+")
#: Lengths of strokes and gaps in widths of the line, as Qt has them.
_DASHES: Final = {DASHED: (4, 2), DOTTED: (1, 2)}


class SvgSurface:
    """Collects a drawing as SVG: a `Surface`."""

    takes_lines = False

    def __init__(self, *, outlines: bool = False) -> None:
        self._outlines = outlines
        self._parts: list[str] = []
        self._ids: dict[str, int] = {}
        self._pen = ""
        self._fill = "none"
        self._groups: list[tuple[int, list[str]]] = []

    # ------------------------------------------------------------------- the document

    def document(
        self, width: float, height: float, title: str, metadata: str = "", factor: float = 1.0
    ) -> str:
        """The whole file; ``width`` and ``height`` in pixels at 100 %, shown times ``factor``."""
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{self.element(width, height, title, metadata, factor)}'

    def element(
        self, width: float, height: float, title: str, metadata: str = "", factor: float = 1.0
    ) -> str:
        """The same for another file to hold."""
        size = f'width="{number(width * factor)}" height="{number(height * factor)}"'
        return "".join(
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" {size} '
                f'viewBox="0 0 {number(width)} {number(height)}">\n',
                f"<title>{printable(title)}</title>\n",
                f"<metadata>{metadata}</metadata>\n" if metadata else "",
                *self._parts,
                "</svg>\n",
            )
        )

    def content(self) -> str:
        """What stands within the file’s element, for another file to hold."""
        return "".join(self._parts)

    def begin(
        self,
        name: str,
        kind: str,
        words: str = "",
        place: Point | None = None,
    ) -> None:
        """Open a group whose content is drawn around a place; ``words`` are for who cannot see it."""
        id_ = group_id(name)
        count = self._ids[id_] = self._ids.get(id_, 0) + 1
        id_ = id_ if count == 1 else f"{id_}.{count}"
        label = f" aria-label={_quoted(printable(words))}" if words else ""
        moved = "" if place is None else f' transform="translate({_at(place)})"'
        self._parts.append(f'<g id="{id_}" class="{kind}"{label}{moved}>\n')

    def end(self) -> None:
        self._parts.append("</g>\n")

    # ------------------------------------------------------------------- as a surface

    def save(self) -> None:
        self._parts.append("")
        self._groups.append((len(self._parts) - 1, [""]))

    def translate(self, x: float, y: float) -> None:
        self._groups[-1][1][0] += f"translate({number(x)} {number(y)})"

    def scale(self, times: float) -> None:
        self._groups[-1][1][0] += f"scale({number(times)})"

    def restore(self) -> None:
        place, (moved,) = self._groups.pop()
        if moved:
            self._parts[place] = f'<g transform="{moved}">\n'
            self._parts.append("</g>\n")

    def clip(self, rect: Rect) -> None:
        """A file shows what its own view holds."""

    def pen(self, pen: Pen | None) -> None:
        self._pen = "" if pen is None else _stroke(pen)

    def brush(self, colour: str | None) -> None:
        self._fill = "none" if colour is None else colour.lower()

    def fill_rect(self, rect: Rect, colour: str) -> None:
        self._parts.append(f'<rect{_box(rect)} fill="{colour.lower()}"/>\n')

    def draw_path(self, path: Path, at: Point | None = None) -> None:
        self._shape(f'path d="{path_data(path if at is None else path.moved(at.x, at.y))}"')

    def draw_line(self, start: Point, end: Point) -> None:
        self._parts.append(f'<path d="M{_at(start)}L{_at(end)}" fill="none"{self._pen}/>\n')

    def draw_polyline(self, points: Sequence[Point]) -> None:
        way = "L".join([_at(point) for point in points])
        self._parts.append(f'<path d="M{way}" fill="none"{self._pen}/>\n')

    def draw_rect(self, rect: Rect, rounded: float = 0.0) -> None:
        corners = f' rx="{number(rounded)}" ry="{number(rounded)}"' if rounded else ""
        self._shape(f"rect{_box(rect)}{corners}")

    def draw_ellipse(self, centre: Point, rx: float, ry: float) -> None:
        place = f'cx="{number(centre.x)}" cy="{number(centre.y)}"'
        if rx == ry:
            self._shape(f'circle {place} r="{number(rx)}"')
        else:
            self._shape(f'ellipse {place} rx="{number(rx)}" ry="{number(ry)}"')

    def draw_polygon(self, points: tuple[Point, ...]) -> None:
        self._shape(_polygon(points))

    def draw_line_of_text(
        self,
        at: Point,
        words: tuple[Run, ...],
        room: float,
        colour: str,
        letters: Letters,
        indent: float,
    ) -> None:
        """It is written run by run: see `takes_lines`."""
        raise NotImplementedError

    def draw_text(self, at: Point, text: str, colour: str, letters: Letters) -> None:
        if not text:
            return
        if self._outlines:
            face, pixels, bold = letters
            path = face.outline(text, pixels, bold=bold).moved(at.x, at.y)
            self._parts.append(f'<path d="{path_data(path)}" fill="{colour.lower()}"/>\n')
            return
        x, way = at.x, ""
        if (
            text[0] == ISOLATE
        ):  # in the middle of its room, which every reader finds in either direction
            x += letters.face.advance(text[1:-1], letters.pixels, bold=letters.bold) / 2
            way = ' direction="rtl" text-anchor="middle"'
        self._parts.append(
            f'<text x="{number(x)}" y="{number(at.y)}"{way}{_written(colour, letters)}>'
            f"{printable(text)}</text>\n"
        )

    def _shape(self, what: str) -> None:
        self._parts.append(f'<{what} fill="{self._fill}"{self._pen}/>\n')


def group_id(name: str) -> str:
    """The id of a group of this name, where no other has the same."""
    return name if name.isalnum() else _NOT_IN_IDS.sub("_", name)


@lru_cache(maxsize=256)
def _stroke(pen: Pen) -> str:
    """How a line is drawn."""
    text = f' stroke="{pen.colour.lower()}" stroke-width="{number(pen.width)}"'
    if (parts := _DASHES.get(pen.dash)) is not None:
        text += f' stroke-dasharray="{" ".join(number(part * pen.width) for part in parts)}"'
    if pen.join == ROUND:
        text += ' stroke-linejoin="round"'
    return text


@lru_cache(maxsize=256)
def _polygon(points: tuple[Point, ...]) -> str:
    return f'polygon points="{" ".join(f"{number(p.x)},{number(p.y)}" for p in points)}"'


@lru_cache(maxsize=256)
def _written(colour: str, letters: Letters) -> str:
    """Which letters a text is set in, and their colour."""
    bold = ' font-weight="bold"' if letters.bold else ""
    family = _quoted(f"{letters.face.name}, sans-serif")
    return f' fill="{colour.lower()}" font-family={family} font-size="{letters.pixels}"{bold}'


@lru_cache(maxsize=8192)
def number(value: float) -> str:
    """A coordinate with what precision can be seen."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@lru_cache(maxsize=8192)
def printable(text: str) -> str:
    """A text as XML may hold it."""
    if not text.isprintable():
        text = "".join(c if c.isprintable() or c in (ISOLATE, END_ISOLATE) else " " for c in text)
    return escape(text, quote=False)


def _quoted(text: str) -> str:
    """A printable text as the value of an attribute: in single quotes where it has double ones."""
    safe = escape(text, quote=False)
    if '"' in safe and "'" not in safe:
        return f"'{safe}'"
    return '"' + safe.replace('"', "&quot;") + '"'


def _at(point: Point) -> str:
    return f"{number(point.x)} {number(point.y)}"


def _box(rect: Rect) -> str:
    return (
        f' x="{number(rect.left)}" y="{number(rect.top)}"'
        f' width="{number(rect.width)}" height="{number(rect.height)}"'
    )


def path_data(path: Path) -> str:
    """A path in SVG's own short language."""
    return "".join(_steps(path))


def _steps(path: Path) -> Iterator[str]:
    steps = path.steps
    start: Point | None = None
    for number, (kind, points) in enumerate(steps, 1):
        if kind == MOVE:
            start = points[0]
        last = number == len(steps) or steps[number].kind == MOVE
        if kind == LINE and last and points[0] == start:
            yield "Z"
        elif kind == CURVE:
            yield "C" + " ".join(map(_at, points))
        else:
            yield f"{kind}{_at(points[0])}"
