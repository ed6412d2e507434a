"""The start screen: where to begin at the left, examples at the right."""

from collections.abc import Sequence
from functools import partial
from pathlib import PurePath
from typing import Final, Protocol

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPalette, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from solver.translation import tr
from widgets.basics.fields import caption, heading, sentence, title
from widgets.basics.icons import icon
from widgets.basics.layouts import empty, nest
from widgets.basics.link import LinkLabel
from widgets.basics.style import theme_now
from widgets.basics.tips import keys_text, plain_tip
from widgets.shell.start_cards import THUMBNAIL, BigButton, ExampleCard, RecentCard

MOST_RECENTS: Final = 8
COLUMN: Final = 320  # pixels, at the left
BETWEEN: Final = 48
WIDEST: Final = 1320  # of all
ABOVE: Final = 44
TWO_BELOW, ONE_BELOW = 1200, 900  # pixels of the window under which cards stand in fewer columns
LOGO: Final = 44


class ExampleText(Protocol):
    """What the start screen shows of an example."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def group(self) -> str: ...


class StartScreen(QScrollArea):
    """What one sees before anything is open."""

    new_wanted = Signal()
    open_wanted = Signal()
    paste_wanted = Signal()
    tour_wanted = Signal()
    rules_wanted = Signal()
    example_wanted = Signal(object)  # its name
    recent_wanted = Signal(object)  # a path

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("start")
        self.setAccessibleName(tr("Start"))
        viewport = QWidget()  # of our own: for one of Qt's PySide would make all classes of widgets
        viewport.setBackgroundRole(QPalette.ColorRole.NoRole)
        self.setViewport(viewport)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._cards: dict[str, QAbstractButton] = {}
        self._examples: list[ExampleCard] = []
        self._groups: list[tuple[QLabel, list[ExampleCard]]] = []
        self._recent_paths: list[str] | None = None
        self._columns = 0
        inside = QWidget()
        outer = QHBoxLayout(inside)
        outer.setContentsMargins(24, ABOVE, 24, 24)
        outer.addStretch(1)
        content = QWidget()
        content.setMaximumWidth(WIDEST)
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(BETWEEN)
        row.addWidget(self._left())
        row.addWidget(self._right(), 1)
        outer.addWidget(content, 1000)
        outer.addStretch(1)
        self._opening = sentence(muted=True)  # in place of everything else, for a moment
        self._opening.setParent(self)
        self._opening.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._opening.hide()
        self._inside = inside
        self.setWidget(inside)
        self.show_recents(())

    def _left(self) -> QWidget:
        left = QWidget()
        left.setFixedWidth(COLUMN)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(12)
        self._logo = QLabel()
        self._logo.setFixedSize(LOGO, LOGO)
        name = caption("Quandary")
        font = name.font()
        font.setPixelSize(28)
        name.setFont(font)
        head.addWidget(self._logo)
        head.addWidget(name, 1)
        nest(column, head)
        said = sentence(
            tr("Build decision trees and solve them, also where preferences have gaps.")
        )
        said.setForegroundRole(said.palette().ColorRole.PlaceholderText)
        column.addWidget(said)
        column.addSpacing(8)
        for name_, text, key, sign, wanted in (
            ("new", tr("New tree"), keys_text("Ctrl+N"), "new", self.new_wanted),
            ("open", tr("Open…"), keys_text("Ctrl+O"), "open", self.open_wanted),
            ("paste", tr("Paste an outline"), "", "paste", self.paste_wanted),
            ("tour", tr("Guided tour"), tr("10 min"), "book", self.tour_wanted),
        ):
            button = BigButton(text, key, sign, first=name_ == "new")
            button.setObjectName(f"start.{name_}")
            button.clicked.connect(wanted)
            column.addWidget(button)
        rules = LinkLabel(
            tr("About the rules"), tr("What each rule says, its source, and our reading (F1)")
        )
        rules.setObjectName("start.rules")
        rules.clicked.connect(self.rules_wanted)
        column.addWidget(rules, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(8)
        self._recent_title = heading(tr("Recent"))
        column.addWidget(self._recent_title)
        self._recents = QVBoxLayout()
        self._recents.setSpacing(4)
        nest(column, self._recents)
        column.addStretch(1)
        return left

    def _right(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(title(tr("Open an example"), 19), 1)
        hint = sentence(tr("arrows move · Return opens"), muted=True)
        hint.setWordWrap(False)
        head.addWidget(hint)
        nest(column, head)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        nest(column, self._grid)
        column.addStretch(1)
        return right

    # ------------------------------------------------------------------------- showing

    def show_opening(self, name: str) -> None:
        """Nothing but that a document is being opened; an empty name brings everything back."""
        self._opening.setText(tr("Opening {name}…").format(name=name))
        self._opening.setVisible(bool(name))
        self._inside.setVisible(not name)
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if name else policy.ScrollBarAsNeeded
        )

    def show_icons(self) -> None:
        """The sign of the program in the colours of the theme."""
        self._logo.setPixmap(icon("quandary", theme_now().accent).pixmap(QSize(LOGO, LOGO)))

    def show_examples(self, examples: Sequence[ExampleText]) -> None:
        """Cards by group, the groups in the order of their first members."""
        groups: dict[str, list[ExampleText]] = {}
        for example in examples:
            groups.setdefault(example.group, []).append(example)
        for group, members in groups.items():
            label = heading(tr(group))
            label.setForegroundRole(label.palette().ColorRole.PlaceholderText)
            cards = []
            for example in members:
                card = ExampleCard(tr(example.title), tr(example.summary))
                card.setParent(self._grid.parentWidget())  # it is there before it has its place
                card.setObjectName(f"start.example.{example.name}")
                card.setAccessibleName(tr("Example: {title}").format(title=tr(example.title)))
                card.setAccessibleDescription(tr(example.summary))
                card.clicked.connect(partial(self._example, example.name))
                self._add(example.name, card)
                cards.append(card)
            self._groups.append((label, cards))
            self._examples += cards
        if self._columns:
            self._arrange()

    def _add(self, key: str, card: QAbstractButton) -> None:
        empty = QPixmap(THUMBNAIL)
        empty.fill(Qt.GlobalColor.transparent)
        card.setIcon(QIcon(empty))
        card.setIconSize(THUMBNAIL)
        card.installEventFilter(self)
        self._cards[key] = card

    def show_recents(self, paths: Sequence[str]) -> None:
        if list(paths[:MOST_RECENTS]) == self._recent_paths:
            return
        for path in self._recent_paths or ():
            del self._cards[path]
        self._recent_paths = list(paths[:MOST_RECENTS])
        empty(self._recents)
        for path in self._recent_paths:
            card = RecentCard(PurePath(path).name, str(PurePath(path).parent))
            card.setToolTip(plain_tip(path))
            card.setAccessibleName(tr("Recent document: {path}").format(path=path))
            card.clicked.connect(partial(self._recent, path))
            self._add(path, card)
            self._recents.addWidget(card)
        self._recent_title.setVisible(bool(paths))

    def show_thumbnail(self, key: str, picture: QPixmap) -> None:
        """The small picture of an example (by its name) or of a recent document (by its path)."""
        if (card := self._cards.get(key)) is not None:
            card.setIcon(QIcon(picture))
            card.update()

    # ------------------------------------------------------------------------- placing

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._opening.setGeometry(self.rect())
        if self._columns:
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Only now cards are put in their places: each measures its words for every width it is given."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = self.width()
        columns = 1 if width < ONE_BELOW else 2 if width < TWO_BELOW else 3
        if columns != self._columns:
            self._columns = columns
            self._arrange()

    def _arrange(self) -> None:
        """The cards in their columns, each group below its name."""
        columns = self._columns
        row = 0
        for label, cards in self._groups:
            self._grid.addWidget(label, row, 0, 1, columns)
            for place, card in enumerate(cards):
                self._grid.addWidget(card, row + 1 + place // columns, place % columns)
            row += 1 + (len(cards) + columns - 1) // columns
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows go from card to card."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if isinstance(watched, QAbstractButton):
                    watched.click()
                return True
            if watched in self._examples and self._step(watched, event.key()):
                return True
        return super().eventFilter(watched, event)

    def _step(self, card: QObject, key: int) -> bool:
        here = next(place for place, each in enumerate(self._examples) if each is card)
        across = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        along = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if key in across:
            to = here + across[Qt.Key(key)]
        elif key in along:
            to = self._below(here, along[Qt.Key(key)])
        else:
            return False
        if 0 <= to < len(self._examples):
            self._examples[to].setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(self._examples[to])
        return True

    def _below(self, here: int, way: int) -> int:
        """The next card in that direction that stands nearest to the same column."""
        own = self._examples[here].geometry()
        rest = self._examples[here + 1 :] if way > 0 else self._examples[:here][::-1]
        rows = [each for each in rest if each.y() != own.y()]
        if not rows:
            return here
        line = [each for each in rows if each.y() == rows[0].y()]
        nearest = min(line, key=lambda each: abs(each.x() - own.x()))
        return self._examples.index(nearest)

    def _example(self, name: str) -> None:
        self.example_wanted.emit(name)

    def _recent(self, path: str) -> None:
        self.recent_wanted.emit(path)
