"""A writer of SVG that takes the few drawing commands of a tree: small files with named groups.

It stands beside QPainter (see `widgets.canvas.items.surface`), so that the items are drawn by the same
code onto the screen, into pixels, into PDF and into SVG.  Text is text, or outlines where the font
may be missing on the other side.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QPainterPath, QPen, QPolygonF

_NOT_IN_IDS: Final = re.compile(r"[^A-Za-z0-9_.-]+")
#: Lengths of strokes and gaps in widths of the line, as Qt has them.
_DASHES: Final = {Qt.PenStyle.DashLine: (4, 2), Qt.PenStyle.DotLine: (1, 2)}
_ELEMENT: Final = QPainterPath.ElementType


class SvgSurface:
    """Collects a drawing as SVG.

    Large trees are drawn with a few pens, colours, fonts and shapes, again and again the same
    objects (`widgets.canvas.items.surface` keeps them): what is written for each is made once.
    """

    def __init__(self, *, outlines: bool = False) -> None:
        self._outlines = outlines
        self._parts: list[str] = []
        self._ids: dict[str, int] = {}
        self._pen = self._fill = ""
        self._colour = "#000000"
        self._font: QFont | None = None
        self._groups: list[tuple[int, list[str]]] = []
        self._pens: dict[int, tuple[QPen, str, str]] = {}  # the pen is kept, else its id is not its
        self._fills: dict[int, tuple[QColor, str]] = {}
        self._polygons: dict[int, tuple[QPolygonF, str]] = {}
        self._faces: dict[tuple[int, str], tuple[QFont, str]] = {}

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
        place: QPointF | None = None,
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

    # ------------------------------------------------------------ as QPainter has them

    def save(self) -> None:
        """What `translate` and `scale` say next holds until `restore`."""
        self._parts.append("")
        self._groups.append((len(self._parts) - 1, [""]))

    def translate(self, x: float, y: float) -> None:
        self._groups[-1][1][0] += f"translate({number(x)} {number(y)})"

    def scale(self, x: float, y: float) -> None:
        self._groups[-1][1][0] += (
            f"scale({number(x)})" if x == y else f"scale({number(x)} {number(y)})"
        )

    def restore(self) -> None:
        place, (moved,) = self._groups.pop()
        if moved:
            self._parts[place] = f'<g transform="{moved}">\n'
            self._parts.append("</g>\n")

    def setPen(self, pen: QPen | QColor | Qt.PenStyle) -> None:
        if isinstance(pen, QColor):
            self._colour = self._filling(pen)
            self._pen = f' stroke="{self._colour}"'
        elif isinstance(pen, QPen):
            if (known := self._pens.get(id(pen))) is None:
                known = self._pens[id(pen)] = (pen, pen.color().name(), _stroke(pen))
            _, self._colour, self._pen = known
        else:
            self._pen = ""

    def setBrush(self, brush: QColor | Qt.BrushStyle) -> None:
        self._fill = self._filling(brush) if isinstance(brush, QColor) else "none"

    def setFont(self, font: QFont) -> None:
        self._font = font

    def fillRect(self, rect: QRectF, colour: QColor) -> None:
        self._parts.append(f'<rect{_box(rect)} fill="{colour.name()}"/>\n')

    def drawPath(self, path: QPainterPath) -> None:
        self._shape(f'path d="{path_data(path)}"')

    def drawLine(self, start: QPointF, end: QPointF) -> None:
        self._parts.append(f'<path d="M{_at(start)}L{_at(end)}" fill="none"{self._pen}/>\n')

    def drawPolyline(self, points: Sequence[QPointF]) -> None:
        way = "L".join([_at(point) for point in points])
        self._parts.append(f'<path d="M{way}" fill="none"{self._pen}/>\n')

    def drawRect(self, rect: QRectF) -> None:
        self._shape(f"rect{_box(rect)}")

    def drawRoundedRect(self, rect: QRectF, x: float, y: float) -> None:
        self._shape(f'rect{_box(rect)} rx="{number(x)}" ry="{number(y)}"')

    def drawEllipse(self, centre: QPointF, rx: float, ry: float) -> None:
        place = f'cx="{number(centre.x())}" cy="{number(centre.y())}"'
        if rx == ry:
            self._shape(f'circle {place} r="{number(rx)}"')
        else:
            self._shape(f'ellipse {place} rx="{number(rx)}" ry="{number(ry)}"')

    def drawPolygon(self, polygon: QPolygonF) -> None:
        if (known := self._polygons.get(id(polygon))) is None:
            points = " ".join(f"{number(p.x())},{number(p.y())}" for p in polygon.toList())
            known = self._polygons[id(polygon)] = (polygon, f'polygon points="{points}"')
        self._shape(known[1])

    def drawText(self, at: QPointF, text: str) -> None:
        font = self._font
        if font is None or not text:
            return
        if self._outlines:
            path = QPainterPath()
            path.addText(at, font, text)
            self._parts.append(f'<path d="{path_data(path)}" fill="{self._colour}"/>\n')
            return
        key = id(font), self._colour
        if (known := self._faces.get(key)) is None:
            known = self._faces[key] = (font, f' fill="{self._colour}"{_face(font)}')
        self._parts.append(
            f'<text x="{number(at.x())}" y="{number(at.y())}"{known[1]}>{printable(text)}</text>\n'
        )

    def _filling(self, colour: QColor) -> str:
        if (known := self._fills.get(id(colour))) is None:
            known = self._fills[id(colour)] = (colour, colour.name())
        return known[1]

    def _shape(self, what: str) -> None:
        self._parts.append(f'<{what} fill="{self._fill}"{self._pen}/>\n')


def group_id(name: str) -> str:
    """The id of a group of this name, where no other has the same."""
    return name if name.isalnum() else _NOT_IN_IDS.sub("_", name)


def _stroke(pen: QPen) -> str:
    """How a line is drawn."""
    width = pen.widthF()
    text = f' stroke="{pen.color().name()}" stroke-width="{number(width)}"'
    if (parts := _DASHES.get(pen.style())) is not None:
        text += f' stroke-dasharray="{" ".join(number(part * width) for part in parts)}"'
    if pen.joinStyle() == Qt.PenJoinStyle.RoundJoin:
        text += ' stroke-linejoin="round"'
    return text


def _face(font: QFont) -> str:
    """Which letters a text is set in."""
    bold = ' font-weight="bold"' if font.bold() else ""
    family = _quoted(_family(font.family()))
    return f' font-family={family} font-size="{font.pixelSize()}"{bold}'


@lru_cache(maxsize=8192)
def number(value: float) -> str:
    """A coordinate with what precision can be seen."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@lru_cache(maxsize=8192)
def printable(text: str) -> str:
    """A text as XML may hold it."""
    if not text.isprintable():
        text = "".join(c if c.isprintable() or c in "\u2068\u2069" else " " for c in text)
    return escape(text, quote=False)


def _quoted(text: str) -> str:
    """A printable text as the value of an attribute: in single quotes where it has double ones."""
    safe = escape(text, quote=False)
    if '"' in safe and "'" not in safe:
        return f"'{safe}'"
    return '"' + safe.replace('"', "&quot;") + '"'


@lru_cache(maxsize=16)
def _family(family: str) -> str:
    return f"{QFontInfo(QFont(family)).family()}, sans-serif"


def _at(point: QPointF) -> str:
    return f"{number(point.x())} {number(point.y())}"


def _box(rect: QRectF) -> str:
    return (
        f' x="{number(rect.x())}" y="{number(rect.y())}"'
        f' width="{number(rect.width())}" height="{number(rect.height())}"'
    )


def path_data(path: QPainterPath) -> str:
    """A path in SVG's own short language."""
    return "".join(_steps(path))


def _steps(path: QPainterPath) -> Iterable[str]:
    i, count = 0, path.elementCount()
    start: tuple[float, float] | None = None
    while i < count:
        element = path.elementAt(i)
        here = f"{number(element.x)} {number(element.y)}"
        if element.type == _ELEMENT.MoveToElement:
            start = element.x, element.y
            yield f"M{here}"
        elif element.type == _ELEMENT.LineToElement:
            closes = start == (element.x, element.y)
            last = i + 1 == count or path.elementAt(i + 1).type == _ELEMENT.MoveToElement
            yield "Z" if closes and last else f"L{here}"
        else:  # a curve: two control points and its end
            b, c = path.elementAt(i + 1), path.elementAt(i + 2)
            yield f"C{here} {number(b.x)} {number(b.y)} {number(c.x)} {number(c.y)}"
            i += 2
        i += 1
