"""The panel for the document: title, notes, direction, parameters, criteria and scales."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from solver.document.model import Document
from solver.edits import SetDocument, SetView
from solver.translation import tr
from widgets.basics.fields import DropDown, caption
from widgets.inspector.field_page import Page
from widgets.inspector.measures import add_criteria, add_scales, scales_of
from widgets.inspector.parameters import add_parameters


class DocumentPanel(QScrollArea):
    """Shows the page of a document; it emits edits."""

    intended = Signal(object)  # an Edit

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("document")
        self.setAccessibleName(tr("Document"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(12, 12, 12, 12)
        self._column.setSpacing(6)
        self.setWidget(inside)
        self._whole = WholePage()
        self._whole.intended.connect(self.intended)
        self._column.addWidget(self._whole)
        self._key: object = None
        self._lists: ListsPage | None = None
        self.show_document(Document())

    def show_document(self, document: Document) -> None:
        """Show what a document states as a whole; what is being typed there stays."""
        self._whole.show_document(document)
        key = (tuple(document.parameters), document.criterion_ids, scales_of(document))
        if key != self._key or self._lists is None:
            self._key = key
            if self._lists is not None:
                self._column.removeWidget(self._lists)
                self._lists.hide()
                self._lists.deleteLater()
            self._lists = ListsPage(document)
            self._lists.intended.connect(self.intended)
            self._column.addWidget(self._lists, 1)
        self._lists.show_document(document)


class WholePage(Page):
    """Title, notes and direction: there whatever else the document lists."""

    def __init__(self) -> None:
        super().__init__()
        title = self.text(tr("Title"), lambda d: d.title, lambda text: SetDocument(title=text))
        title.setPlaceholderText(tr("Untitled tree"))
        self.captioned(tr("Title"), title)
        notes = self.notes(tr("Notes"), lambda d: d.notes, lambda text: SetDocument(notes=text))
        self.captioned(tr("Notes"), notes)
        direction = DropDown()
        direction.setAccessibleName(tr("Direction of the tree"))
        direction.addItem(tr("Left to right"), "right")
        direction.addItem(tr("Top down"), "down")
        direction.activated.connect(
            lambda: self._emit(SetView("direction", direction.currentData()))
        )
        self._showing.append(lambda d: direction.setCurrentIndex(direction.findData(d.direction)))
        row = QHBoxLayout()
        row.addWidget(caption(tr("Direction"), direction))
        row.addWidget(direction, 1)
        self.add(row)


class ListsPage(Page):
    """Parameters, criteria and scales: other fields where there are others of them."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        add_parameters(self, document)
        add_criteria(self, document)
        add_scales(self, document)
        self._column.addStretch(1)
