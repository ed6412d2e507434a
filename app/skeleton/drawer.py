"""The drawer below the tree: a strip with a word a page, and the page that is looked at."""

from typing import Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from solver.translation import tr
from widgets.basics.assistive import show_checked
from widgets.basics.icons import icon
from widgets.basics.style import LINE, theme_now
from widgets.basics.word_button import WordButton, arrow_step

STRIP: Final = 32
OPENED: Final = 248  # pixels of a page, at first and at least
USUAL: Final = 0.36  # of the height there is, where that is more
LEAST_PAGE: Final = 96  # pixels of a page, however small it is made
MOST: Final = 0.6  # of the height there is


class _Tab(WordButton):
    """The word of one page."""

    def __init__(self, title: str) -> None:
        super().__init__(title, tr("Page {title}").format(title=title), height=STRIP, around=10)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, chosen = theme_now(), QPainter(self), self.isChecked()
        if chosen:
            painter.fillRect(self.rect(), QColor(theme.base))
            painter.fillRect(QRect(0, 0, self.width(), LINE), QColor(theme.accent))
        elif self.underMouse():
            painter.fillRect(self.rect(), QColor(theme.hover))
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        self._write(painter, QColor(theme.text if chosen else theme.muted))


class _Strip(QWidget):
    """The words of all pages, and what there is to do with the drawer."""

    def __init__(self, drawer: "Drawer") -> None:
        super().__init__(drawer)
        self._drawer = drawer
        self.setObjectName("drawer.strip")
        self.setAccessibleName(tr("Pages of answers"))
        self.setFixedHeight(STRIP)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(8, 0, 8, 0)
        self.row.setSpacing(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_now(), QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.chrome))
        line = QColor(theme.line)
        painter.fillRect(QRect(0, 0, self.width(), 1), line)
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), line)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._drawer.set_full(not self._drawer.is_full)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go from word to word."""
        tabs = self._drawer.tabs
        here = next((n for n, tab in enumerate(tabs) if tab.hasFocus()), None)
        step = arrow_step(event)
        if here is None or not step or not 0 <= here + step < len(tabs):
            super().keyPressEvent(event)
            return
        tabs[here + step].setFocus(Qt.FocusReason.TabFocusReason)


class Drawer(QWidget):
    """Closed, only the strip is seen; one page at a time, over the whole width of the window."""

    changed = Signal()  # another page is in front, or none
    left = Signal()  # the focus was in it, and what opened it is gone
    full_wanted = Signal(bool)  # the drawer is to take the place of the tree, or leave it

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("answers")
        self.setAccessibleName(tr("Answers"))
        self._pages = QStackedWidget()
        self._pages.setFrameShape(QFrame.Shape.NoFrame)
        self._pages.setMinimumSize(200, 60)
        self._pages.setAutoFillBackground(True)
        self._pages.setBackgroundRole(QPalette.ColorRole.Base)
        self._tabs: dict[QWidget, _Tab] = {}
        self._order: list[QWidget] = []
        self._came_from: QWidget | None = None
        self.is_full = False
        self._strip = _Strip(self)
        self._line = _Divider()
        self._larger = self._tool("larger", tr("Over the whole window"), self._turn_full)
        self._fold = self._tool("up", tr("Open the page that was open last"), self._toggle)
        row = self._strip.row
        row.addWidget(self._line)
        row.addStretch(1)
        row.addWidget(self._larger)
        row.addWidget(self._fold)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._strip)
        column.addWidget(self._pages, 1)
        self._pages.hide()
        self._show_state()

    def _tool(self, name: str, tip: str, do: object) -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        button.setObjectName(f"drawer.{name}")
        button.setAccessibleName(tip)
        button.setToolTip(tip)
        button.setFixedSize(30, 26)
        button.clicked.connect(do)
        return button

    # ------------------------------------------------------------------------------ pages

    def add_page(self, page: QWidget, title: str, *, further: bool = False) -> None:
        """One more page; ``further`` ones stand behind the line."""
        tab = self._tabs[page] = _Tab(title)
        tab.toggled.connect(lambda _: self._clicked(page))
        line = self._strip.row.indexOf(self._line)
        if further:
            self._order.append(page)
            behind = sum(self._strip.row.indexOf(self._tabs[p]) > line for p in self._order[:-1])
            self._strip.row.insertWidget(line + 1 + behind, tab)
        else:
            self._strip.row.insertWidget(line, tab)
            self._order.insert(line, page)
        self._pages.addWidget(page)
        page.setBackgroundRole(QPalette.ColorRole.Base)
        self._line.setVisible(0 < self._strip.row.indexOf(self._line) < len(self._order))

    @property
    def tabs(self) -> list[QAbstractButton]:
        """The words of the pages, from left to right."""
        return [self._tabs[page] for page in self._order]

    @property
    def pages(self) -> list[QWidget]:
        """The pages, from left to right."""
        return list(self._order)

    @property
    def areas(self) -> tuple[QWidget, QWidget]:
        """The strip, and the page."""
        return self._strip, self._pages

    @property
    def titles(self) -> list[str]:
        """What stands in the strip."""
        return [self._tabs[page].text() for page in self._order]

    @property
    def is_open(self) -> bool:
        """Whether a page is shown."""
        return not self._pages.isHidden()

    @property
    def current(self) -> QWidget | None:
        """The page that is shown; None while the drawer is closed."""
        return self._pages.currentWidget() if self.is_open else None

    def show_page(self, page: QWidget) -> None:
        """Open the drawer at this page."""
        if page is self.current:
            return
        if not self.is_open:
            self._came_from = QApplication.focusWidget()
        self._pages.setCurrentWidget(page)
        self._pages.show()
        self._show_state()
        self.changed.emit()

    def close_page(self) -> None:
        """Close the drawer, and give the focus back to what opened it."""
        if not self.is_open:
            return
        inside = self.isAncestorOf(QApplication.focusWidget() or self.window())
        self.set_full(False)
        self._pages.hide()
        self._show_state()
        came_from, self._came_from = self._came_from, None
        self.changed.emit()  # first, so that the room is given back whatever happens below
        # What opened it may be gone by now: statements are made anew with every verdict.
        if not inside:
            return
        if came_from is not None and isValid(came_from) and came_from.isVisible():
            came_from.setFocus()
        else:
            self.left.emit()

    def set_full(self, full: bool) -> None:
        """Take the place of the tree, or leave it."""
        if full == self.is_full:
            return
        if full and not self.is_open:
            self._toggle()
        self.is_full = full
        self._show_state()
        self.full_wanted.emit(full)

    def _clicked(self, page: QWidget) -> None:
        if page is self.current:
            self.close_page()
        else:
            self.show_page(page)

    def _toggle(self) -> None:
        if self.is_open:
            self.close_page()
        elif self._order:
            page = self._pages.currentWidget()
            self.show_page(page if page in self._tabs else self._order[0])

    def _turn_full(self) -> None:
        self.set_full(not self.is_full)

    def _show_state(self) -> None:
        for page, tab in self._tabs.items():
            show_checked(tab, page is self.current)
        tip = tr("Close the drawer (Escape)") if self.is_open else tr("Open the drawer")
        self._fold.setToolTip(tip)
        self._fold.setAccessibleName(tip)
        self._larger.setVisible(self.is_open)
        larger = tr("Show the tree again") if self.is_full else tr("Over the whole window")
        self._larger.setToolTip(larger)
        self._larger.setAccessibleName(larger)
        if self.is_open:
            self.setMaximumHeight(16_777_215)
            self.setMinimumHeight(STRIP + LEAST_PAGE)
        else:
            self.setMinimumHeight(STRIP)
            self.setMaximumHeight(STRIP)
        self.show_icons()

    def show_icons(self) -> None:
        """The signs in the colours of the theme."""
        ink = theme_now().ink
        self._fold.setIcon(icon("chevron-down" if self.is_open else "chevron-up", ink))
        self._larger.setIcon(icon("smaller" if self.is_full else "larger", ink))


class _Divider(QWidget):
    """A line between the two groups of pages."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(21, STRIP)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(QRect(10, 6, 1, STRIP - 12), QColor(theme_now().line))
