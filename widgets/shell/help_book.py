"""A window with pages of help: contents at the left, links between pages, and ways back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QAction, QImage, QKeySequence, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from solver.translation import tr
from widgets.basics.fields import size_for_screen
from widgets.basics.layouts import nest


@dataclass(frozen=True)
class HelpPage:
    """One page; links in it are ``page:ID``, or anything else that `HelpBook.wanted` passes on."""

    id: str
    title: str
    html: str
    indented: bool = False


class _PictureBrowser(QTextBrowser):
    """Asks for each picture once, by its address; whatever nobody has is left out."""

    def __init__(self, picture: Callable[[str], QImage | None]) -> None:
        super().__init__()
        self._picture = picture
        self._known: dict[str, QImage | None] = {}

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        address = name if isinstance(name, str) else name.toString()
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        if address not in self._known:
            self._known[address] = self._picture(address)
        return self._known[address]


class HelpBook(QDialog):
    """Stays open beside the work; nothing in it comes from the network.

    ``picture`` makes the picture of an address that a page names.
    """

    wanted = Signal(object)  # a link that is not to a page

    def __init__(
        self,
        title: str,
        pages: Sequence[HelpPage],
        parent: QWidget | None = None,
        picture: Callable[[str], QImage | None] = lambda _: None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("help")
        self.setWindowTitle(title)
        size_for_screen(self, 820, 620)
        self._pages = {page.id: page for page in pages}
        self._been: list[str] = []  # pages behind this one
        self._ahead: list[str] = []
        self._here = ""
        self.contents = QListWidget()
        self.contents.setObjectName("help contents")
        self.contents.setAccessibleName(tr("Contents"))
        for page in pages:
            self.contents.addItem(f"    {page.title}" if page.indented else page.title)
        self.contents.currentRowChanged.connect(self._chosen)
        self.text = _PictureBrowser(picture)
        self.text.setObjectName("help page")
        self.text.setAccessibleName(tr("Page"))
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(14)
        self.text.anchorClicked.connect(self._follow)
        self._back = self._button(tr("&Back"), "Alt+Left", self.back)
        self._forward = self._button(tr("&Forward"), "Alt+Right", self.forward)
        close = QPushButton(tr("&Close"))
        close.clicked.connect(self.close)
        self._lay_out(close)
        self._show(next(iter(self._pages)))

    def _button(self, text: str, keys: str, do: object) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.setToolTip(f"{text.replace('&', '')} ({keys})")
        action = QAction(self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(do)
        self.addAction(action)
        button.clicked.connect(do)
        return button

    def _lay_out(self, close: QPushButton) -> None:
        close.setAutoDefault(False)
        column = QVBoxLayout(self)
        bar = QHBoxLayout()
        bar.addWidget(self._back)
        bar.addWidget(self._forward)
        bar.addStretch(1)
        bar.addWidget(close)
        nest(column, bar)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setChildrenCollapsible(False)
        both.addWidget(self.contents)
        both.addWidget(self.text)
        both.setSizes([230, 590])
        both.setStretchFactor(1, 1)
        column.addWidget(both, 1)

    # ---------------------------------------------------------------------- pages

    @property
    def here(self) -> str:
        """The id of the page that is shown."""
        return self._here

    def open_at(self, id_: str) -> None:
        """Show a page, in front of the other windows."""
        self.go(id_)
        self.show()
        self.activateWindow()
        self.text.setFocus()

    def go(self, id_: str) -> None:
        """Another page; `back` leads back to this one."""
        if id_ == self._here:
            return
        self._been.append(self._here)
        self._ahead.clear()
        self._show(id_)

    def back(self) -> None:
        """The page before."""
        if self._been:
            self._ahead.append(self._here)
            self._show(self._been.pop())

    def forward(self) -> None:
        """The page from which one went back."""
        if self._ahead:
            self._been.append(self._here)
            self._show(self._ahead.pop())

    def _show(self, id_: str) -> None:
        self._here = id_
        self.text.setHtml(self._pages[id_].html)
        self.contents.blockSignals(True)
        self.contents.setCurrentRow(list(self._pages).index(id_))
        self.contents.blockSignals(False)
        self._back.setEnabled(bool(self._been))
        self._forward.setEnabled(bool(self._ahead))

    def _chosen(self, row: int) -> None:
        if row >= 0:
            self.go(list(self._pages)[row])

    def _follow(self, link: QUrl) -> None:
        if link.scheme() == "page":
            self.go(link.path())
        elif link.scheme() == "" and link.hasFragment():
            self.text.scrollToAnchor(link.fragment())
        else:
            self.wanted.emit(link.toString())
