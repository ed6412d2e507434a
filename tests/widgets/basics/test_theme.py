"""Text can be read: contrast, and colours that differ in lightness too."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPushButton,
    QSlider,
    QWidget,
)
from pytestqt.qtbot import QtBot

from solver.page.hues import SCALE_HUES
from widgets.basics.style import apply_theme
from widgets.basics.theme import DARK, LIGHT, Theme


def luminance(colour: str) -> float:
    parts = []
    for value in QColor(colour).getRgbF()[:3]:
        parts.append(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(a: str, b: str) -> float:
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_text_has_contrast(theme: Theme) -> None:
    grounds = (theme.window, theme.chrome, theme.shade, theme.base, theme.canvas)
    for text in (theme.text, theme.muted, theme.accent, theme.error, theme.warning, theme.good):
        for ground in grounds:
            assert contrast(text, ground) >= 4.5, (text, ground)
    for text in (theme.text, theme.muted):
        for ground in (theme.tint, theme.hover, theme.pressed):
            assert contrast(text, ground) >= 4.5, (text, ground)
    for ground in (theme.canvas, theme.base):
        assert contrast(theme.faint, ground) >= 4.5, (theme.faint, ground)
    assert contrast(theme.on_accent, theme.accent) >= 4.5
    assert contrast(theme.ink, theme.canvas) >= 7


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_what_can_be_used_has_an_edge_that_is_seen(theme: Theme) -> None:
    for ground in (theme.window, theme.chrome, theme.base, theme.canvas):
        assert contrast(theme.edge, ground) >= 3, ground
        assert contrast(theme.accent, ground) >= 3, ground
    assert contrast(theme.fade, theme.canvas) >= 3


def drawn(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    return {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_fields_buttons_and_boxes_are_drawn_with_the_edge(theme: Theme, qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, theme)
    for made in (QLineEdit, QPushButton, QComboBox, QCheckBox, QSlider):
        widget = made()
        qtbot.addWidget(widget)
        widget.resize(120, 32)
        widget.show()
        widget.clearFocus()
        assert QColor(theme.edge).name() in drawn(widget), made.__name__
    apply_theme(app, LIGHT)


def test_the_focus_is_a_line_in_the_accent(qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, LIGHT)
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    assert QColor(LIGHT.accent).name() in drawn(field)
    field.clearFocus()
    assert QColor(LIGHT.accent).name() not in drawn(field)


def test_hues_of_scales_are_all_different() -> None:
    assert len(set(SCALE_HUES)) == len(SCALE_HUES)
