"""A part of the window: its pages, its actions, and what it does when something changes.

A window is composed of a list of parts (`app.window.parts`) and knows nothing else about them.
"""

from collections.abc import Callable, Mapping
from typing import ClassVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.skeleton.actions import ActionRow
from app.skeleton.document_window import DocumentWindow
from app.skeleton.page import PagePlace, PartPage
from solver.findings import Finding
from solver.translation import tr
from widgets.basics.theme import Theme


class WindowPart(QObject):
    """The base of all parts; each overrides what concerns it.

    What follows something is called in the order of the list.  When `follow_document` is called
    the tree on the canvas is the new one already.
    """

    #: Its actions.  `does` has what each of them does.
    rows: ClassVar[tuple[ActionRow, ...]] = ()

    intended = Signal(object)  # an Edit
    told = Signal(str)  # one line for the status bar

    def __init__(self, window: DocumentWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session, self._verdict, self._canvas = window.session, window.verdict, window.canvas

    def pages(self) -> tuple[PartPage, ...]:
        """What it shows, and where."""
        return ()

    def does(self) -> Mapping[str, Callable[[], object]]:
        """What each of its actions does, by the name of the action."""
        return {}

    def named_widgets(self) -> Mapping[str, QWidget]:
        """Widgets of it that a tour may point at."""
        return {}

    def follow_document(self) -> None:
        """The document is another one."""

    def follow_opening(self) -> None:
        """Another document was begun, opened or closed; what it is was followed already."""

    def follow_selection(self) -> None:
        """Something else is selected on the canvas."""

    def follow_rule(self) -> None:
        """The rule is another one."""

    def follow_verdict(self) -> None:
        """Another solution is shown or none, or another plan of it."""

    def follow_page(self) -> None:
        """Another page of answers, or another place, is in front."""

    def follow_theme(self, theme: Theme) -> None:
        """The colours are other ones."""

    def put_back(self) -> None:
        """An edit was refused: show again what the document holds."""

    def show_finding(self, finding: Finding) -> bool:
        """Bring what a finding is about to the front; whether it is here."""
        return False

    def shut_down(self) -> None:
        """The window closes.  What runs in the background is stopped by the window."""


class AnswerPart(WindowPart):
    """A part with a page in the drawer; set ``page`` before anything can change."""

    title: ClassVar[str]
    place: ClassVar[PagePlace] = PagePlace.ANSWER
    page: QWidget

    def pages(self) -> tuple[PartPage, ...]:
        return (PartPage(self.page, self.place, tr(self.title)),)

    @property
    def is_in_front(self) -> bool:
        """Whether somebody can look at the page."""
        return self._window.is_in_front(self.page)

    def show(self) -> None:
        """Bring the page to the front."""
        self._window.show_page(self.page)


class FollowingPart(AnswerPart):
    """One whose page follows document and rule alike, once it is in front."""

    def follow(self) -> None:
        """Bring the page in line, if somebody looks."""
        raise NotImplementedError

    def follow_document(self) -> None:
        self.follow()

    def follow_rule(self) -> None:
        self.follow()

    def follow_page(self) -> None:
        self.follow()
