"""Text can be read: contrast, and colours that differ in lightness too."""

import pytest
from PySide6.QtGui import QColor

from widgets.basics.theme import DARK, LIGHT, SCALE_HUES, Theme


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
    for text in (theme.text, theme.muted, theme.accent, theme.error, theme.warning):
        for ground in (theme.window, theme.base, theme.canvas):
            assert contrast(text, ground) >= 4.5, (text, ground)
    assert contrast(theme.on_accent, theme.accent) >= 4.5
    assert contrast(theme.ink, theme.canvas) >= 7


def test_hues_of_scales_are_all_different() -> None:
    assert len(set(SCALE_HUES)) == len(SCALE_HUES)
