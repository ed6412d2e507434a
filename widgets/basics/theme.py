"""Colours, fonts and measures: one place for how everything looks, light and dark."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from solver.document.style import PRINT_HUES, SCALE_HUES


@dataclass(frozen=True)
class Theme:
    """One look.  Colours are names that QColor reads; the font family is the system's own."""

    name: str
    window: str  # behind panels
    base: str  # behind fields and lists
    canvas: str
    text: str
    muted: str  # less important text
    line: str  # hairlines and borders
    ink: str  # nodes and branches
    node: str  # inside of nodes
    accent: str  # permitted, selected
    on_accent: str
    warning: str
    error: str
    # How trees are drawn; sizes in pixels at 100 %.
    hues: tuple[str, ...] = SCALE_HUES
    family: str = ""
    text_pixels: int = 14
    small_pixels: int = 12
    strength: float = 1.0  # of all lines
    shapes: str = "convention"  # one of solver.document.style.SHAPES

    @property
    def is_dark(self) -> bool:
        return QColor(self.window).lightness() < 128


LIGHT: Final = Theme(
    name="light",
    window="#F4F5F7",
    base="#FFFFFF",
    canvas="#FFFFFF",
    text="#1D2229",
    muted="#5A6472",
    line="#CBD1D9",
    ink="#2B323B",
    node="#FFFFFF",
    accent="#0B62A8",
    on_accent="#FFFFFF",
    warning="#8A5A00",
    error="#B3261E",
)

DARK: Final = Theme(
    name="dark",
    window="#23272E",
    base="#1A1D22",
    canvas="#1A1D22",
    text="#E8EBEF",
    muted="#A4AEBB",
    line="#454C57",
    ink="#D3D9E1",
    node="#1A1D22",
    accent="#6CB4F0",
    on_accent="#10151B",
    warning="#F0B849",
    error="#FF8A80",
)

PANEL_PIXELS: Final = 13
CANVAS_PIXELS: Final = 14
SMALL_PIXELS: Final = 12


PRINT: Final = replace(
    LIGHT,
    name="print",
    text="#000000",
    muted="#3A3A3A",
    ink="#000000",
    accent="#000000",
    hues=PRINT_HUES,
)

SLIDES: Final = replace(
    DARK,
    name="slides",
    canvas="#14171C",
    node="#14171C",
    text="#FFFFFF",
    muted="#C3CBD6",
    ink="#F0F3F7",
    accent="#7CC4FF",
    text_pixels=17,
    small_pixels=15,
    strength=1.3,
)


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


def qt_palette(theme: Theme) -> QPalette:
    """The palette of all panels."""
    palette = QPalette()
    role = QPalette.ColorRole
    for key, colour in (
        (role.Window, theme.window),
        (role.WindowText, theme.text),
        (role.Base, theme.base),
        (role.AlternateBase, theme.window),
        (role.Text, theme.text),
        (role.PlaceholderText, theme.muted),
        (role.Button, theme.window),
        (role.ButtonText, theme.text),
        (role.BrightText, theme.error),
        (role.ToolTipBase, theme.base),
        (role.ToolTipText, theme.text),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.on_accent),
        (role.Link, theme.accent),
        (role.Accent, theme.accent),
    ):
        palette.setColor(key, QColor(colour))
    disabled = QPalette.ColorGroup.Disabled
    for key in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(disabled, key, QColor(theme.muted))
    palette.setColor(disabled, role.Highlight, QColor(theme.line))
    return palette


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Give the whole program one look."""
    if app.style().objectName().lower() != "fusion":
        app.setStyle(QStyleFactory.create("Fusion"))
    font = app.font()
    if font.pixelSize() != PANEL_PIXELS:
        font.setPixelSize(PANEL_PIXELS)
        app.setFont(font)
    app.setPalette(qt_palette(theme))
