"""The sketch of the tree that is shown; that of a large tree serves until another is made."""

from collections.abc import Mapping

from PySide6.QtCore import QObject

from solver.memory import collector_at_rest
from widgets.basics.theme import Theme
from widgets.canvas.items.branch_item import BranchItem
from widgets.canvas.items.node_item import NodeItem
from widgets.canvas.scene.gradual import Gradual, Steps, share
from widgets.canvas.scene.overview_strokes import TreeSketch
from widgets.drawing.branch_figure import Place


class Sketching(Gradual):
    """Makes the sketch of these items a little at a time.  It is stopped before any comes or goes."""

    def __init__(
        self,
        nodes: Mapping[str, NodeItem],
        branches: Mapping[str, BranchItem],
        places: Mapping[str, Place],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._items = nodes, branches, places
        self._sketch: TreeSketch | None = None

    def made(self, theme: Theme) -> TreeSketch:
        """The sketch, made at one stroke where there is none."""
        if self._sketch is None:
            with collector_at_rest():
                for _ in self.steps(theme, 0.0):
                    pass
        assert self._sketch is not None
        return self._sketch

    def anew(self, theme: Theme, *, gradually: bool) -> None:
        """It is of the tree as it was."""
        if self._sketch is not None and gradually:
            self.begin(self.steps(theme, 0.0))
        else:
            self._sketch = None  # it is made once it is seen

    def steps(self, theme: Theme, start: float) -> Steps:
        """Make it, which is the whole work from this part on."""
        sketch, (nodes, branches, places) = TreeSketch(theme), self._items
        collected = sketch.collect(nodes, branches, places)
        yield from share(start, 1.0, collected, len(nodes) + len(branches))
        self._sketch = sketch
