"""What is selected on the canvas: nodes, branches, free texts."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtWidgets import QWidget

from solver.edits import Delete, DeleteTexts, Edit, Together
from widgets.canvas.view.zooming import ZoomingView

Selection = tuple[tuple[str, ...], tuple[str, ...]]


class SelectingView(ZoomingView):
    """Knows and tells what is selected."""

    selection_changed = Signal(object)  # (nodes, branches): tuples of ids

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told: tuple[object, ...] = (((), ()), ())
        self._changing = False
        self._tree.selectionChanged.connect(self._tell_selection)

    def selection(self) -> Selection:
        return self._tree.selected_ids()

    def selected_texts(self) -> tuple[int, ...]:
        """The free texts that are selected, by their places in the document’s list."""
        return self._tree.selected_texts()

    def select(
        self,
        nodes: tuple[str, ...] = (),
        branches: tuple[str, ...] = (),
        texts: tuple[int, ...] = (),
    ) -> None:
        """Select exactly these."""
        self._tree.blockSignals(True)
        self._tree.select(nodes, branches, texts)
        self._tree.blockSignals(False)
        self._tell_selection()

    def select_all(self) -> None:
        own = tuple(id_ for id_ in self._tree.positions if not self._tree.is_copied(id_))
        self.select(own, (), self._tree.text_indices)

    def reveal(
        self,
        nodes: tuple[str, ...] = (),
        branches: tuple[str, ...] = (),
        texts: tuple[int, ...] = (),
    ) -> None:
        """Select these and scroll so that they are seen."""
        self.select(nodes, branches, texts)
        if not (rect := self.selected_rect()).isEmpty():
            self.ensureVisible(rect, 16, 16)

    def selected_rect(self) -> QRectF:
        """The box around what is selected."""
        rect = QRectF()
        for item in self._tree.selectedItems():
            rect = rect.united(item.sceneBoundingRect())
        return rect

    def zoom_to_selection(self) -> None:
        """Show what is selected, with what is below selected nodes, as large as there is room."""
        rect = self.selected_rect()
        nodes, _ = self.selection()
        for top in nodes:
            for id_ in self._tree.expanded.below(top):
                if (item := self._tree.node_item(id_)) is not None:
                    rect = rect.united(item.sceneBoundingRect())
        if not rect.isEmpty():
            self.show_rect(rect)

    def delete_edit(self) -> Edit | None:
        """What deleting the selection intends."""
        nodes, branches = self.selection()
        texts = self.selected_texts()
        edits: list[Edit] = [Delete(nodes, branches)] if nodes or branches else []
        edits += [DeleteTexts(texts)] if texts else []
        if len(edits) < 2:
            return edits[0] if edits else None
        return Together(tuple(edits), "delete")

    def retire(self) -> None:
        """The window closes: what is selected must not report any more while it is taken apart."""
        self._tree.gradual.stop()
        self._tree.sketching.stop()
        self._tree.selectionChanged.disconnect(self._tell_selection)

    def _tell_selection(self) -> None:
        if self._changing:
            return
        selection = self.selection()
        told = (selection, self.selected_texts())
        if told != self._told:
            self._told = told
            self.selection_changed.emit(selection)
