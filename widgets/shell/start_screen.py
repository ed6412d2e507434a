"""The start screen: examples, an empty tree, recent documents."""

from collections.abc import Sequence
from functools import partial
from pathlib import PurePath
from typing import Final, Protocol

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QIcon, QPixmap
from PySide6.QtWidgets import (
    QCommandLinkButton,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from widgets.basics.fields import caption, heading, sentence
from widgets.basics.tips import plain_tip

MOST_RECENTS: Final = 8
THUMBNAIL: Final = QSize(112, 64)  # pixels of a small picture of a tree


class ExampleText(Protocol):
    """What the start screen shows of an example."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def summary(self) -> str: ...


class StartScreen(QScrollArea):
    """What one sees before anything is open."""

    new_wanted = Signal()
    open_wanted = Signal()
    tour_wanted = Signal()
    rules_wanted = Signal()
    example_wanted = Signal(object)  # its name
    recent_wanted = Signal(object)  # a path

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("start")
        self.setAccessibleName("Start")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        inside = QWidget()
        outer = QHBoxLayout(inside)
        outer.addStretch(1)
        column = QVBoxLayout()
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(10)
        outer.addLayout(column, 6)
        outer.addStretch(1)
        title = caption("Quandary")
        font = QFont(title.font())
        font.setPixelSize(30)
        title.setFont(font)
        column.addWidget(title)
        column.addWidget(
            sentence("Build decision trees and solve them, also where preferences have gaps.")
        )
        buttons = QHBoxLayout()
        new = QPushButton("New empty tree")
        new.setObjectName("start.new")
        new.clicked.connect(self.new_wanted)
        open_ = QPushButton("Open a document…")
        open_.setObjectName("start.open")
        open_.clicked.connect(self.open_wanted)
        tour = QPushButton("Guided tour (ten minutes)")
        tour.setObjectName("start.tour")
        tour.clicked.connect(self.tour_wanted)
        rules = QPushButton("About the rules")
        rules.setObjectName("start.rules")
        rules.clicked.connect(self.rules_wanted)
        for button in (new, open_, tour, rules):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addSpacing(8)
        column.addWidget(heading("Examples"))
        self._cards: dict[str, QCommandLinkButton] = {}
        self._recent_paths: list[str] | None = None
        self._examples = QGridLayout()
        self._examples.setSpacing(6)
        column.addLayout(self._examples)
        column.addSpacing(8)
        self._recent_title = heading("Recent documents")
        column.addWidget(self._recent_title)
        self._recents = QGridLayout()
        self._recents.setSpacing(6)
        column.addLayout(self._recents)
        column.addStretch(1)
        self.setWidget(inside)
        self.show_recents(())

    def show_examples(self, examples: Sequence[ExampleText]) -> None:
        for place, example in enumerate(examples):
            card = self._card(example.name, example.title, example.summary)
            card.setObjectName(f"start.example.{example.name}")
            card.setAccessibleName(f"Example: {example.title}")
            card.clicked.connect(partial(self._example, example.name))
            self._examples.addWidget(card, place // 2, place % 2)

    def show_recents(self, paths: Sequence[str]) -> None:
        if list(paths[:MOST_RECENTS]) == self._recent_paths:
            return
        for path in self._recent_paths or ():
            del self._cards[path]
        self._recent_paths = list(paths[:MOST_RECENTS])
        while (item := self._recents.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for place, path in enumerate(self._recent_paths):
            name, folder = PurePath(path).name, str(PurePath(path).parent)
            shown = self.fontMetrics().elidedText(folder, Qt.TextElideMode.ElideMiddle, 260)
            card = self._card(path, name, shown)
            card.setToolTip(plain_tip(path))
            card.setAccessibleName(f"Recent document: {path}")
            card.clicked.connect(partial(self._recent, path))
            self._recents.addWidget(card, place // 2, place % 2)
        self._recent_title.setVisible(bool(paths))

    def show_thumbnail(self, key: str, picture: QPixmap) -> None:
        """The small picture of an example (by its name) or of a recent document (by its path)."""
        if (card := self._cards.get(key)) is not None:
            card.setIcon(QIcon(picture))

    def _card(self, key: str, title: str, text: str) -> QCommandLinkButton:
        card = QCommandLinkButton(title.replace("&", "&&"), text)
        empty = QPixmap(THUMBNAIL)
        empty.fill(Qt.GlobalColor.transparent)
        card.setIcon(QIcon(empty))
        card.setIconSize(THUMBNAIL)
        card.setFixedHeight(THUMBNAIL.height() + 8)
        self._cards[key] = card
        return card

    def _example(self, name: str) -> None:
        self.example_wanted.emit(name)

    def _recent(self, path: str) -> None:
        self.recent_wanted.emit(path)
