"""What a part of the window shows, and in which place; where that is on the screen, `panels` knows."""

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtWidgets import QWidget


class PagePlace(Enum):
    """Where something is shown."""

    START = auto()  # in the place of the tree, where there is no document
    SIDE = auto()  # a tab beside the tree, where it is edited
    ANSWER = auto()  # a page among the answers
    NOTE = auto()  # a line in the verdict; hidden while it is silent
    BELOW_TREE = auto()  # right below the tree
    ABOVE_ALL = auto()  # a bar above everything else


@dataclass(frozen=True)
class PartPage:
    """A widget of a part; the title stands on its tab."""

    widget: QWidget
    place: PagePlace
    title: str = ""
