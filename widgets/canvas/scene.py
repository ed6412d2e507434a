"""The scene: items brought in line with a document, the same way for edits, undo, open and solve."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene

from solver.document import Document, Kind
from solver.findings import Finding
from solver.layout import Extent, Layout, arrange
from solver.solution import Plan, Solution
from widgets.canvas.branch_item import BranchItem
from widgets.canvas.look import Looks, extent, looks
from widgets.canvas.node_item import NodeItem
from widgets.theme import LIGHT, Theme


class TreeScene(QGraphicsScene):
    """Shows one document.  Items are kept by id and only what differs is touched."""

    def __init__(self, theme: Theme = LIGHT, *, for_picture: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._for_picture = for_picture
        self._document = Document()
        self._findings: tuple[Finding, ...] = ()
        self._solution: Solution | None = None
        self._plan: Plan | None = None
        self._nodes: dict[str, NodeItem] = {}
        self._branches: dict[str, BranchItem] = {}
        self._layout = Layout({}, {})
        self._content = QRectF()
        self.setBackgroundBrush(QColor(theme.canvas))
        # Items move often and are few enough to look through; the index costs more than it saves.
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)

    @property
    def document(self) -> Document:
        return self._document

    @property
    def theme(self) -> Theme:
        return self._theme

    def node_item(self, id_: str) -> NodeItem | None:
        return self._nodes.get(id_)

    def branch_item(self, id_: str) -> BranchItem | None:
        return self._branches.get(id_)

    @property
    def positions(self) -> Mapping[str, tuple[float, float]]:
        """Where every visible node stands."""
        return self._layout.positions

    # -------------------------------------------------------------------- showing

    def show_document(self, document: Document, findings: tuple[Finding, ...] = ()) -> None:
        self._document, self._findings = document, findings
        self._refresh(moved=True)

    def show_solution(self, solution: Solution | None, plan: Plan | None = None) -> None:
        """Mark the branches as a rule's answer says, or as one plan goes; None takes it away."""
        if (solution, plan) == (self._solution, self._plan):
            return
        self._solution, self._plan = solution, plan
        self._refresh(moved=False)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.setBackgroundBrush(QColor(theme.canvas))
        self._refresh(moved=False)

    def _refresh(self, *, moved: bool) -> None:
        document = self._document
        hidden = self._layout.hidden
        shown = looks(document, self._findings, self._solution, self._plan, hidden)
        if moved:
            self._layout = self._arranged(shown)
            if self._layout.hidden != hidden:
                shown = looks(
                    document, self._findings, self._solution, self._plan, self._layout.hidden
                )
        self._sync_nodes(shown)
        self._sync_branches(shown)
        if moved:
            self._update_rect()

    def _arranged(self, shown: Looks) -> Layout:
        document = self._document
        down = document.direction == "down"

        def measure(id_: str) -> Extent:
            entering = document.incoming(id_)
            branch = shown.branches.get(entering[0].id) if entering else None
            return extent(shown.nodes[id_], branch, down=down)

        return arrange(document, measure)

    def _sync_nodes(self, shown: Looks) -> None:
        down = self._document.direction == "down"
        positions = self._layout.positions
        for id_ in [id_ for id_ in self._nodes if id_ not in positions]:
            self.removeItem(self._nodes.pop(id_))
        for id_, (x, y) in positions.items():
            item = self._nodes.get(id_)
            if item is None:
                item = NodeItem(id_, self._theme, down=down, for_picture=self._for_picture)
                self._nodes[id_] = item
                item.show_look(shown.nodes[id_], self._theme, down=down)
                item.setPos(x, y)
                self.addItem(item)
            else:
                item.show_look(shown.nodes[id_], self._theme, down=down)
                item.setPos(x, y)

    def _sync_branches(self, shown: Looks) -> None:
        positions = self._layout.positions
        visible = {
            branch.id: branch
            for branch in self._document.branches.values()
            if branch.source in positions
            and branch.target in positions
            and branch.source not in self._layout.hidden
        }
        for id_ in [id_ for id_ in self._branches if id_ not in visible]:
            self.removeItem(self._branches.pop(id_))
        for id_, branch in visible.items():
            item = self._branches.get(id_)
            is_new = item is None
            if item is None:
                item = self._branches[id_] = BranchItem(
                    id_, self._theme, for_picture=self._for_picture
                )
            item.show_look(shown.branches[id_], self._theme)
            self._connect(item, branch.source, branch.target)
            if is_new:
                self.addItem(item)

    def _connect(self, item: BranchItem, source: str, target: str) -> None:
        item.connect(
            self._nodes[source].pos(),
            self._nodes[target].pos(),
            down=self._document.direction == "down",
        )

    def follow(self, moved: set[str]) -> None:
        """Let the branches follow nodes that a gesture moves."""
        for branch in self._document.branches.values():
            if branch.source in moved or branch.target in moved:
                item = self._branches.get(branch.id)
                if item is not None:
                    self._connect(item, branch.source, branch.target)

    def settle(self) -> None:
        """Put every item back to where the document has it: a gesture was cancelled."""
        self._refresh(moved=True)

    # ------------------------------------------------------------------- geometry

    def content_rect(self) -> QRectF:
        """The tight box around everything that is drawn."""
        return self._content

    def _update_rect(self) -> None:
        rect = QRectF()
        for item in self._nodes.values():
            rect = rect.united(item.mapRectToScene(item.text_rect()))
        for branch in self._branches.values():
            rect = rect.united(branch.text_rect())
        self._content = rect
        if not self._for_picture:  # room to drag things to, whatever the size of the window
            rect = rect.adjusted(-2000, -2000, 2000, 2000)
        self.setSceneRect(rect)

    # ------------------------------------------------------------------ finding

    def element_at(self, point: QPointF) -> QGraphicsItem | None:
        """The node or branch at a point of the scene; nodes before branches."""
        found = [item for item in self.items(point) if isinstance(item, NodeItem | BranchItem)]
        nodes = [item for item in found if isinstance(item, NodeItem)]
        return nodes[0] if nodes else (found[0] if found else None)

    def target_at(self, point: QPointF, without: set[str]) -> NodeItem | BranchItem | None:
        """The node or branch at a point that is none of these nodes and leads to none of them."""
        branches = self._document.branches
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
        nodes = tuple(id_ for id_, item in self._nodes.items() if item.isSelected())
        branches = tuple(id_ for id_, item in self._branches.items() if item.isSelected())
        return nodes, branches

    def select(self, nodes: tuple[str, ...] = (), branches: tuple[str, ...] = ()) -> None:
        """Select exactly these."""
        for id_, item in self._nodes.items():
            item.setSelected(id_ in nodes)
        for id_, branch in self._branches.items():
            branch.setSelected(id_ in branches)

    def is_outcome(self, id_: str) -> bool:
        return self._document.nodes[id_].kind is Kind.OUTCOME
