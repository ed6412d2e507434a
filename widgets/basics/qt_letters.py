"""Letters as Qt has them: the fonts of what is drawn, and how wide its texts are.

Each thread has fonts of its own: what Qt remembers in a font is no two threads’ to change.
"""

from functools import lru_cache
from threading import get_ident
from typing import TYPE_CHECKING

from PySide6.QtCore import QTextBoundaryFinder
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QPainterPath
from PySide6.QtWidgets import QApplication

from widgets.basics.theme import CANVAS_PIXELS

if TYPE_CHECKING:
    from solver.page.path import Path


def canvas_font(pixels: int = CANVAS_PIXELS, *, bold: bool = False, family: str = "") -> QFont:
    """The font of the tree: pixel sizes and no hinting, so that pictures equal the screen."""
    return _font(family or QApplication.font().family(), pixels, bold)


def _font(family: str, pixels: int, bold: bool) -> QFont:
    return _font_of(get_ident(), family, pixels, bold)


@lru_cache(maxsize=256)
def _font_of(_thread: int, family: str, pixels: int, bold: bool) -> QFont:
    font = QFont(family)
    font.setPixelSize(pixels)
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _metrics(family: str, pixels: int, bold: bool) -> QFontMetricsF:
    return _metrics_of(get_ident(), family, pixels, bold)


@lru_cache(maxsize=256)
def _metrics_of(_thread: int, family: str, pixels: int, bold: bool) -> QFontMetricsF:
    return QFontMetricsF(_font(family, pixels, bold))


def metrics(pixels: int = CANVAS_PIXELS, *, bold: bool = False, family: str = "") -> QFontMetricsF:
    """The measures of `canvas_font`."""
    return _metrics(family or QApplication.font().family(), pixels, bold)


class QtFace:
    """A typeface of the system, measured by Qt."""

    def __init__(self, family: str, mathematics: str = "text") -> None:
        self._family = family
        self.mathematics = mathematics

    @property
    def name(self) -> str:
        return _resolved(self._family)

    def advance(self, text: str, pixels: int, *, bold: bool = False, italic: bool = False) -> float:
        if not italic:
            return _metrics(self._family, pixels, bold).horizontalAdvance(text)
        return QFontMetricsF(self._font(pixels, bold=bold, italic=True)).horizontalAdvance(text)

    def ascent(self, pixels: int) -> float:
        return _metrics(self._family, pixels, False).ascent()

    def descent(self, pixels: int) -> float:
        return _metrics(self._family, pixels, False).descent()

    def outline(
        self, text: str, pixels: int, *, bold: bool = False, italic: bool = False
    ) -> "Path":
        path = QPainterPath()
        path.addText(0.0, 0.0, self._font(pixels, bold=bold, italic=italic), text)
        return _plain(path)

    def pieces(self, text: str) -> list[str]:
        return _parted(text, QTextBoundaryFinder.BoundaryType.Line)

    def signs(self, text: str) -> list[str]:
        return _parted(text, QTextBoundaryFinder.BoundaryType.Grapheme)

    def _font(self, pixels: int, *, bold: bool, italic: bool) -> QFont:
        font = QFont(_font(self._family, pixels, bold))
        font.setItalic(italic)
        return font


def qt_faces(family: str, mathematics: str = "text") -> QtFace:
    """The face of a family; of none, that of the application."""
    return _face(family or QApplication.font().family(), mathematics)


@lru_cache(maxsize=64)
def _face(family: str, mathematics: str) -> QtFace:
    return QtFace(family, mathematics)


@lru_cache(maxsize=64)
def _resolved(family: str) -> str:
    return QFontInfo(QFont(family)).family()


def _parted(text: str, where: QTextBoundaryFinder.BoundaryType) -> list[str]:
    finder = QTextBoundaryFinder(where, text)
    units, begin, found = text.encode("utf-16-le"), 0, []  # the finder counts these
    while (end := finder.toNextBoundary()) >= 0:
        if end > begin:
            found.append(units[2 * begin : 2 * end].decode("utf-16-le", "replace"))
        begin = end
    return found


def _plain(path: QPainterPath) -> "Path":
    """A path of Qt’s as ours."""
    from solver.page.geometry import Point
    from solver.page.path import CURVE, LINE, MOVE, Path, PathStep

    kinds = {
        QPainterPath.ElementType.MoveToElement: MOVE,
        QPainterPath.ElementType.LineToElement: LINE,
    }
    elements = [path.elementAt(i) for i in range(path.elementCount())]
    places = [Point(element.x, element.y) for element in elements]
    steps: list[PathStep] = []
    for at, element in enumerate(elements):
        if (kind := kinds.get(element.type)) is not None:
            steps.append(PathStep(kind, (places[at],)))
        elif element.type == QPainterPath.ElementType.CurveToElement:
            steps.append(PathStep(CURVE, (places[at], places[at + 1], places[at + 2])))
    return Path(steps)
