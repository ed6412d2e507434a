"""Contrast measured from what is painted, of all that assistive technology finds in a window."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface, QImage
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSlider,
    QTextEdit,
    QToolButton,
    QWidget,
)

Role = QAccessible.Role
#: What shows words; and what has an edge by which it is seen.
WORDS = {
    Role.StaticText, Role.Button, Role.CheckBox, Role.RadioButton, Role.PageTab, Role.ListItem,
    Role.Cell, Role.ColumnHeader, Role.RowHeader, Role.MenuItem, Role.ComboBox,
    Role.EditableText, Role.SpinBox, Role.Link, Role.ButtonMenu,
}  # fmt: skip
EDGED = (
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QComboBox,
    QAbstractSpinBox,
    QCheckBox,
    QRadioButton,
    QSlider,
    QPushButton,
)
FEW = 3  # pixels that count; fewer are where strokes meet
SCROLLED = {Role.Cell, Role.ListItem}
BAR = 16  # pixels of a scroll bar
DASH = 40  # pixels of ink, fewer than a word has
FLAT = 1.05  # contrast below which there is only ground
LEAST_TEXT, LEAST_EDGE = 4.5, 3.0


@lru_cache(maxsize=65536)
def luminance(colour: int) -> float:
    """Of WCAG 2; of the bits of an RGB colour."""
    parts = []
    for shift in (16, 8, 0):
        value = (colour >> shift & 255) / 255
        parts.append(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: int, other: int) -> float:
    """Between two colours, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@dataclass(frozen=True)
class Seen:
    """Something in a window: where it is painted, and what it says."""

    role: Role
    name: str
    rect: QRect  # in the picture of the window
    has_words: bool  # it shows any
    is_sign: bool  # it shows no words but a sign
    edged: bool


def seen(window: QWidget) -> Iterator[Seen]:
    """Everything in a window that can be seen and used, and where."""
    corner = window.mapToGlobal(QPoint(0, 0))

    def look(here: QAccessibleInterface, room: QRect) -> Iterator[Seen]:
        state = here.state()
        if state.invisible or state.offscreen or state.disabled:
            return
        whole = here.rect().translated(-corner)
        rect = whole & room
        # Words stand in the middle of a cell, so that half of one need not show any.
        part = 1 if here.role() == Role.Cell else 2
        if rect.width() < whole.width() // part or rect.height() < max(3, whole.height() * 2 // 3):
            return  # scrolled out of sight
        if here.role() in SCROLLED and not room.adjusted(0, 0, -BAR, -BAR).contains(whole):
            return  # partly behind a scroll bar
        role, name, widget = here.role(), here.text(QAccessible.Text.Name), here.object()
        shows = role in WORDS and any(sign.isalnum() for sign in name)
        if role == Role.EditableText:
            shows = bool(here.text(QAccessible.Text.Value))
        elif isinstance(widget, QLabel):
            shows = shows and bool(widget.text())
        is_sign = isinstance(widget, QToolButton) and not widget.text()
        is_sign |= isinstance(widget, QToolButton) and not widget.icon().isNull()
        yield Seen(role, name, rect, shows, is_sign, isinstance(widget, EDGED))
        for number in range(here.childCount()):
            child = here.child(number)
            if child is not None and child.isValid():
                yield from look(child, rect)

    yield from look(QAccessible.queryAccessibleInterface(window), window.rect())


def pixels(image: QImage, rect: QRect) -> tuple[list[int], list[int]]:
    """The colours that are there, and how often."""
    part = image.copy(rect)
    values = np.frombuffer(part.constBits(), np.uint32) & 0xFFFFFF
    colours, times = np.unique(values, return_counts=True)
    return colours.tolist(), times.tolist()


def text_contrast(image: QImage, rect: QRect) -> float | None:
    """Of the ink that differs most from its ground; None where there is only ground."""
    colours, times = pixels(image, rect)
    ground = colours[times.index(max(times))]
    inks = sorted(
        ((contrast(colour, ground), many) for colour, many in zip(colours, times, strict=True)),
        reverse=True,
    )
    passed = 0
    for measured, many in inks:
        passed += many
        if passed >= FEW:
            return measured if measured > FLAT else None
    return None


def is_dash(image: QImage, rect: QRect) -> bool:
    """Whether there is less ink than the smallest word has: a dash, a dot."""
    _, times = pixels(image, rect)
    return sum(times) - max(times) < DASH


def edge_contrast(image: QImage, rect: QRect) -> float:
    """Of what is drawn along the border of a control against what lies around it."""
    around = rect.adjusted(-4, -4, 4, 4) & image.rect()
    colours, times = pixels(image, QRect(around.left(), around.top(), around.width(), 2))
    ground = colours[times.index(max(times))]
    middle = rect.center()
    along = [image.pixel(x, middle.y()) for x in range(around.left(), rect.left() + 6)]
    across = [image.pixel(middle.x(), y) for y in range(around.top(), rect.top() + 10)]
    return max(contrast(colour & 0xFFFFFF, ground) for colour in (*along, *across))


def picture(widget: QWidget) -> QImage:
    """What is painted, to be measured."""
    return widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def faults(window: QWidget) -> list[str]:
    """What cannot be read, or whose edge cannot be seen."""
    image, found = picture(window), []
    for each in seen(window):
        if each.has_words:
            measured = text_contrast(image, each.rect)
            is_sign = each.is_sign or is_dash(image, each.rect)
            least = LEAST_EDGE if is_sign else LEAST_TEXT
            if measured is not None and measured < least:
                found.append(f"{measured:.2f} {each.role.name} “{each.name[:60]}”")
        if each.edged and (measured := edge_contrast(image, each.rect)) < LEAST_EDGE:
            found.append(f"{measured:.2f} edge of {each.role.name} “{each.name[:60]}”")
    return found
