"""What Qt is told of a theme: its palette, and the fonts of what is drawn."""

from functools import lru_cache

from PySide6.QtCore import QTextBoundaryFinder
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPainterPath, QPalette
from PySide6.QtWidgets import QApplication

from solver.page.geometry import Point
from solver.page.path import CURVE, LINE, MOVE, Path, PathStep
from widgets.basics.theme import CANVAS_PIXELS, Theme


def canvas_font(pixels: int = CANVAS_PIXELS, *, bold: bool = False, family: str = "") -> QFont:
    """The font of the tree: pixel sizes and no hinting, so that pictures equal the screen."""
    return _font(family or QApplication.font().family(), pixels, bold)


@lru_cache(maxsize=64)
def _font(family: str, pixels: int, bold: bool) -> QFont:
    font = QFont(family)
    font.setPixelSize(pixels)
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@lru_cache(maxsize=64)
def _metrics(family: str, pixels: int, bold: bool) -> QFontMetricsF:
    return QFontMetricsF(_font(family, pixels, bold))


def metrics(pixels: int = CANVAS_PIXELS, *, bold: bool = False, family: str = "") -> QFontMetricsF:
    """The measures of `canvas_font`."""
    return _metrics(family or QApplication.font().family(), pixels, bold)


class QtFace:
    """A typeface of the system, measured by Qt."""

    def __init__(self, family: str) -> None:
        self._family = family

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

    def outline(self, text: str, pixels: int, *, bold: bool = False, italic: bool = False) -> Path:
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


def qt_faces(family: str) -> QtFace:
    """The face of a family; of none, that of the application."""
    return _face(family or QApplication.font().family())


@lru_cache(maxsize=64)
def _face(family: str) -> QtFace:
    return QtFace(family)


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


def _plain(path: QPainterPath) -> Path:
    """A path of Qt's as ours."""
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


def qt_palette(theme: Theme) -> QPalette:
    """The palette of all panels: every role, so that nothing is left to the platform."""
    palette = QPalette()
    role = QPalette.ColorRole
    for key, colour in (
        (role.Window, theme.window),
        (role.WindowText, theme.text),
        (role.Base, theme.base),
        (role.AlternateBase, theme.shade),
        (role.Text, theme.text),
        (role.PlaceholderText, theme.muted),
        (role.Button, theme.base),
        (role.ButtonText, theme.text),
        (role.BrightText, theme.error),
        (role.ToolTipBase, theme.base),
        (role.ToolTipText, theme.text),
        (role.Highlight, theme.tint),
        (role.HighlightedText, theme.text),
        (role.Link, theme.accent),
        (role.LinkVisited, theme.accent),
        (role.Accent, theme.accent),
        (role.Light, theme.base),
        (role.Midlight, theme.line),
        (role.Mid, theme.line),
        (role.Dark, theme.edge),
        (role.Shadow, theme.edge),
    ):
        palette.setColor(key, QColor(colour))
    disabled = QPalette.ColorGroup.Disabled
    for key in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(disabled, key, QColor(theme.disabled))
    palette.setColor(disabled, role.Highlight, QColor(theme.hover))
    return palette
