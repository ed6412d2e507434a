"""Which items of layouts Python has objects for."""

from PySide6.QtWidgets import QLayout, QLayoutItem
from shiboken6 import Shiboken


def items_of_layouts() -> list[str]:
    """The kinds of these objects, in the order in which they are known."""
    return [
        type(each).__name__
        for each in Shiboken.getAllValidWrappers()
        if isinstance(each, QLayoutItem) and not isinstance(each, QLayout)
    ]
