"""The items of the tree that is shown, by their ids: which is where, and which are selected."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene

from solver.document.elements import Kind
from solver.document.model import Document
from widgets.basics.theme import Theme
from widgets.canvas.items.branch_item import BranchItem
from widgets.canvas.items.item import FRAME, TreeItem
from widgets.canvas.items.node_item import NodeItem
from widgets.canvas.items.painter_surface import qt_rect
from widgets.canvas.items.text_item import TextItem
from widgets.drawing.looks.look import BranchLook, NodeLook


class ItemScene(QGraphicsScene):
    """Holds the items of one document and answers for them; `TreeScene` brings them in line."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._document = Document()
        self._nodes: dict[str, NodeItem] = {}
        self._branches: dict[str, BranchItem] = {}
        self._texts: list[TextItem] = []

    @property
    def document(self) -> Document:
        return self._document

    @property
    def expanded(self) -> Document:
        """The document with its live copies written out, as it is drawn."""
        return self._document.expanded

    def owner(self, id_: str) -> str:
        """The node of the document that an id on the page belongs to: a live copy, or itself."""
        nodes, expanded = self._document.nodes, self.expanded
        if id_ in expanded.branches and id_ not in self._document.branches:
            id_ = expanded.branches[id_].source
        while id_ not in nodes:
            id_ = expanded.incoming(id_)[0].source
        return id_

    def is_copied(self, id_: str) -> bool:
        """Whether a node or branch on the page is there only because a live copy shows it."""
        return id_ in self._document.expansion.origins

    @property
    def theme(self) -> Theme:
        """The colours and measures in which the tree is drawn."""
        return self._theme

    def node_item(self, id_: str) -> NodeItem | None:
        return self._nodes.get(id_)

    def branch_item(self, id_: str) -> BranchItem | None:
        return self._branches.get(id_)

    def looks(self) -> tuple[list[NodeLook], list[BranchLook]]:
        """How all nodes and branches look that are shown."""
        nodes, branches = self._nodes.values(), self._branches.values()
        return [item.look for item in nodes], [item.look for item in branches]

    def text_item(self, index: int) -> TextItem | None:
        """The item of a free text, by its place in the document’s list."""
        return next((item for item in self._texts if item.index == index), None)

    @property
    def text_indices(self) -> tuple[int, ...]:
        return tuple(item.index for item in self._texts)

    def element_at(self, point: QPointF) -> QGraphicsItem | None:
        """The node, branch or free text at a point of the scene; nodes before others."""
        found = [item for item in self.items(point) if isinstance(item, TreeItem)]
        found.sort(key=lambda item: not isinstance(item, NodeItem))
        return found[0] if found else None

    def is_free(self, rect: QRectF) -> bool:
        """Whether no node and no text of a branch stands there; lines may."""
        for item in self.items(rect, Qt.ItemSelectionMode.IntersectsItemBoundingRect):
            boxes = []
            if isinstance(item, BranchItem):
                boxes = [qt_rect(box).translated(item.pos()) for box in item.figure.text_boxes()]
            elif isinstance(item, TreeItem):
                boxes = [item.text_rect().translated(item.pos())]
            if any(box.intersects(rect) for box in boxes):
                return False
        return True

    def target_at(self, point: QPointF, without: set[str]) -> NodeItem | BranchItem | None:
        """The node or branch at a point that is none of these nodes and leads to none of them."""
        branches = self.expanded.branches
        found: NodeItem | BranchItem | None = None
        for item in self.items(point):
            if isinstance(item, NodeItem) and item.id not in without:
                return item
            if isinstance(item, BranchItem) and found is None:
                branch = branches[item.id]
                if branch.target not in without and branch.source not in without:
                    found = item
        return found

    def selected_ids(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The ids of the selected nodes and branches, in the document's order."""
        chosen = self.selectedItems()
        nodes = {item.id for item in chosen if isinstance(item, NodeItem)}
        branches = {item.id for item in chosen if isinstance(item, BranchItem)}
        return _in_order(nodes, self._nodes), _in_order(branches, self._branches)

    def selected_texts(self) -> tuple[int, ...]:
        """The free texts that are selected."""
        return tuple(item.index for item in self._texts if item.isSelected())

    def select(
        self,
        nodes: tuple[str, ...] = (),
        branches: tuple[str, ...] = (),
        texts: tuple[int, ...] = (),
    ) -> None:
        """Select exactly these."""
        for item in self.selectedItems():
            item.setSelected(False)
        for ids, items in ((nodes, self._nodes), (branches, self._branches)):
            for id_ in ids:
                if id_ in items:
                    items[id_].setSelected(True)
        for item in self._texts:
            if item.index in texts:
                item.setSelected(True)

    def is_outcome(self, id_: str) -> bool:
        return self.expanded.nodes[id_].kind is Kind.OUTCOME

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """What is selected stands on a tint, behind all ink."""
        super().drawBackground(painter, rect)
        chosen = self.selectedItems()
        if not chosen:
            return
        painter.setPen(QPen(QColor(self._theme.accent), FRAME))
        painter.setBrush(QColor(self._theme.tint))
        for item in chosen:
            if isinstance(item, TreeItem) and item.sceneBoundingRect().intersects(QRectF(rect)):
                painter.drawPath(item.selection_path().translated(item.pos()))


def _in_order(ids: set[str], items: Mapping[str, object]) -> tuple[str, ...]:
    """Some ids in the order of the document."""
    return tuple(ids) if len(ids) < 2 else tuple(id_ for id_ in items if id_ in ids)
