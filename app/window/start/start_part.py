"""The start screen: examples and recent documents with their pictures, and where to begin."""

from PySide6.QtCore import QEvent, QObject

from app.skeleton.document_window import DocumentWindow
from app.skeleton.page import PagePlace, PartPage
from app.skeleton.part import WindowPart
from app.window.start.thumbnails import Thumbnails
from widgets.basics.theme import Theme
from widgets.shell.start_screen import MOST_RECENTS


class StartPart(WindowPart):
    """What stands in the place of a tree while there is none."""

    def __init__(self, window: DocumentWindow) -> None:
        super().__init__(window)
        self._settings = window.settings
        self.screen = screen = window.start_screen
        self._thumbnails = Thumbnails(self)
        self._thumbnails.made.connect(screen.show_thumbnail)
        documents, actions = window.documents, window.actions_table
        screen.new_wanted.connect(documents.new)
        screen.open_wanted.connect(documents.open)
        screen.example_wanted.connect(documents.open_example)
        screen.recent_wanted.connect(documents.open_path)
        screen.paste_wanted.connect(self._paste)
        screen.tour_wanted.connect(actions["help.tour"].trigger)
        screen.rules_wanted.connect(actions["help.rules"].trigger)
        self._session.place_changed.connect(self._show_recents)
        self._show_recents()
        screen.installEventFilter(self)

    def pages(self) -> tuple[PartPage, ...]:
        return (PartPage(self.screen, PagePlace.START),)

    def follow_opening(self) -> None:
        self._show_recents()
        if self.screen.isVisible():
            self._want_thumbnails()

    def _paste(self) -> None:
        """An outline from the clipboard becomes a tree of its own."""
        self._window.documents.new()
        self._window.actions_table["edit.paste"].trigger()

    def follow_theme(self, theme: Theme) -> None:
        self.screen.show_icons()
        if self.screen.isVisible():
            self._want_thumbnails()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pictures are made while they can be seen."""
        if watched is self.screen and event.type() == QEvent.Type.Show:
            self._want_thumbnails()
        elif watched is self.screen and event.type() == QEvent.Type.Hide:
            self._thumbnails.pause()
        return super().eventFilter(watched, event)

    def shut_down(self) -> None:
        self._thumbnails.stop()

    def _show_recents(self) -> None:
        if not self._session.is_open:
            self.screen.show_recents(self._settings.recents)

    def _want_thumbnails(self) -> None:
        recents = tuple(self._settings.recents[:MOST_RECENTS])
        self._thumbnails.want(recents, self._window.theme)
