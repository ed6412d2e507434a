"""What a part of the window shows, and in which place; where that is on the screen, `panels` knows."""

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtWidgets import QWidget


class PagePlace(Enum):
    """Where something is shown."""

    START = auto()  # where there is no document
    WHOLE = auto()  # in the place of the tree and the panel beside it; the tool bar switches
    SIDE = auto()  # a tab of the panel beside the tree
    ANSWER = auto()  # a page in the drawer below: what the rule says, and why
    FURTHER = auto()  # a page in the drawer, behind a line: what else can be asked of the tree
    ABOVE_TREE = auto()  # right above the tree
    BELOW_TREE = auto()  # right below the tree
    ABOVE_ALL = auto()  # a bar above everything else


@dataclass(frozen=True)
class PartPage:
    """A widget of a part; the title stands on its tab."""

    widget: QWidget
    place: PagePlace
    title: str = ""
