"""Layouts in layouts, and what is in them, without objects of Python's that outlive what they stand for.

PySide before 6.12 makes an object for every item of a layout that is put into another one, and for each that is asked for
(`itemAt`); the layout keeps it.  Once Qt has deleted the item, something else may come to lie at its address: where
Qt deletes that in its turn, PySide takes it for both, and the program ends.
"""

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLayout, QWidget
from shiboken6 import Shiboken


def nest(outer: QBoxLayout | QGridLayout, inner: QLayout, *place: int) -> None:
    """Put a layout into another: its stretch, or its row and column and how many it takes."""
    add: Callable[..., None] = outer.addLayout
    add(inner, *place)
    for _ in _widgets(inner):  # what was made is let go of
        pass


def widgets_in(layout: QLayout) -> list[QWidget]:
    """The widgets of a layout, in its order, and of those in it."""
    return list(_widgets(layout))


def _widgets(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if isinstance(item, QLayout):
            yield from _widgets(item)
        elif item is not None:
            widget = item.widget()
            Shiboken.invalidate(item)
            if widget is not None:
                yield widget


def empty(layout: QLayout) -> None:
    """Take everything out of a layout; its widgets are gone soon."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
