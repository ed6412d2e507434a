"""Where the nodes of the tree that is shown stand, and what room each of them takes."""

from collections.abc import Collection, Iterable

from solver.document.model import Document
from solver.page.tree_layout import Arranger, Extent, Layout
from widgets.basics.theme import LIGHT, Theme
from widgets.drawing.looks.look import Looks
from widgets.drawing.node_extent import extent, sizes


class TreePlacing:
    """Lays out one tree after the other; of what looks as it did before the room is known."""

    def __init__(self) -> None:
        self._arranger = Arranger()
        self._document = Document()
        self._shown = Looks()
        self._theme = LIGHT
        self._extents = _Extents(self)
        self.drawn = False, "angled"  # down, and the shape of branches

    def follow(self, document: Document, shown: Looks, theme: Theme) -> None:
        """From now on of this document, its live copies written out, which shows this."""
        last, before = self._shown, self._document
        drawn = document.direction == "down", document.branch_shape
        if (drawn, theme) != (self.drawn, self._theme) or not document.enters_once:
            self._extents.clear()
        elif shown is not last:
            others = {
                id_ for id_, look in shown.branches.items() if last.branches.get(id_) is not look
            }
            others |= last.branches.keys() - shown.branches.keys()
            self.forget(id_ for id_, look in shown.nodes.items() if last.nodes.get(id_) is not look)
            for known in (before.branches, document.branches):
                self.forget(known[id_].target for id_ in others if id_ in known)
        self._document, self._shown, self._theme, self.drawn = document, shown, theme, drawn

    def forget(self, ids: Iterable[str]) -> None:
        """These nodes look otherwise now, or the branches that lead to them."""
        for id_ in ids:
            self._extents.pop(id_, None)

    def grown(self, ids: Collection[str]) -> set[str]:
        """Which of these nodes, which look otherwise now, take another room than in the layout."""
        self.forget(ids)
        return {id_ for id_ in ids if self._extents[id_] != self._arranger.room(id_)}

    def room(self, id_: str) -> Extent:
        """The room that a node takes with the branch that leads to it."""
        return self._extents[id_]

    def arranged(self, laid_out: Document, changed: Collection[str] | None = None) -> Layout:
        """The layout; ``changed`` are the only nodes that take another room than last, if known."""
        measures = sizes(self._theme)
        return self._arranger.arrange(laid_out, self._extents.__getitem__, changed, measures)

    def measure(self, id_: str) -> Extent:
        """Find out what room a node takes."""
        entering = self._document.incoming(id_)
        branch = self._shown.branches.get(entering[0].id) if entering else None
        down, shape = self.drawn
        return extent(self._shown.nodes[id_], branch, self._theme, down=down, shape=shape)


class _Extents(dict[str, Extent]):
    """The room of each node, measured when somebody asks for the first time."""

    def __init__(self, placing: TreePlacing) -> None:
        super().__init__()
        self._placing = placing

    def __missing__(self, id_: str) -> Extent:
        found = self[id_] = self._placing.measure(id_)
        return found
