"""Editing on the canvas itself: small fields at the node, branch or text concerned."""

from typing import Final

from PySide6.QtCore import QPointF, QRect, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from solver.edits import AddText, SetText
from widgets.canvas.items.branch_item import BranchItem
from widgets.canvas.items.node_item import NodeItem
from widgets.canvas.items.text_item import TextItem
from widgets.canvas.view.dropping import DropTarget
from widgets.canvas.view.inline_editor import Begin, InlineEditor
from widgets.canvas.view.text_editor import TextEditor

MOST_BESIDE: Final = 300  # items that an editor stands beside


class EditingView(DropTarget):
    """Opens and closes the editor in place."""

    editing = Signal(object)  # what its keys do, a tuple of hints; empty when it is closed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor: InlineEditor | TextEditor | None = None
        self._menu_place: QPointF | None = None  # where the context menu is open

    def start_inline_edit(self, *, begin: Begin = Begin.NODE, typed: str = "") -> None:
        """Edit the selected node, branch or text where it stands."""
        (nodes, branches), texts = self.selection(), self.selected_texts()
        item: NodeItem | BranchItem | TextItem | None = None
        if len(nodes) + len(branches) + len(texts) != 1:
            return
        if nodes:
            item = self._tree.node_item(nodes[0])
        elif branches:
            item = self._tree.branch_item(branches[0])
        else:
            item = self._tree.text_item(texts[0])
        if item is not None:
            self._edit(item, begin=begin, typed=typed)

    def edit_in_place(self) -> None:
        """Edit what is selected: a node's own field, or first its branch where that says nothing yet.

        Where the editor is open already, it goes on with the node's own field.
        """
        nodes, document = self.selection()[0], self._tree.document
        entering = document.incoming(nodes[0]) if nodes else ()
        unsaid = self._editor is None and any(not branch.label for branch in entering)
        self.start_inline_edit(begin=Begin.BRANCH if unsaid else Begin.NODE)

    def write_text(self) -> None:
        """Begin a free text where the menu was asked for, or in the upper left of what is seen."""
        self.close_editor()
        place = self._menu_place or self.mapToScene(self.viewport().rect().topLeft()) + QPointF(
            24, 24
        )
        far = self._tree.text_scale
        position = (place.x() / far, place.y() / far)
        editor = TextEditor(self.window(), "")
        editor.accepted.connect(lambda text: self.intended.emit(AddText(text, position)))
        self._open(editor, place)

    def close_editor(self) -> None:
        """Accept what is being edited in place."""
        if self._editor is not None:
            self._editor.accept()

    def _edit(self, item: object, *, begin: Begin = Begin.NODE, typed: str = "") -> None:
        self.close_editor()
        self._tree.motion.rest()
        if isinstance(item, TextItem):
            writer = TextEditor(self.window(), item.text)
            index = item.index
            writer.accepted.connect(lambda text: self.intended.emit(SetText(index, text)))
            self._open(writer, item.pos())
            return
        editor, beside = InlineEditor(self.window()), QRect()
        if isinstance(item, NodeItem):
            editor.edit_node(self._tree.document, item.id)
            place = item.mapToScene(QPointF(16, 12))
            around = item.shape().boundingRect().united(item.selection_path().boundingRect())
            beside = self.mapFromScene(item.mapRectToScene(around)).boundingRect()
        elif isinstance(item, BranchItem):
            editor.edit_branch(self._tree.document, item.id)
            place = item.label_start
            texts = item.mapRectToScene(item.text_rect())
            beside = self.mapFromScene(texts).boundingRect()
        else:
            return
        editor.intended.connect(self.intended)
        editor.passed.connect(self._edit_next)
        editor.closed.connect(self._editor_closed)
        self._editor = editor
        others = self._seen_beside(item)
        here, room = self.mapFromScene(place), self.viewport()
        editor.open_at(here, room, beside=beside, others=others, begin=begin, typed=typed)
        self.editing.emit(editor.KEYS)

    def _seen_beside(self, item: NodeItem | BranchItem) -> list[QRect]:
        """Where nodes and the texts of branches are seen; nothing where they are too many to be asked."""
        items = self.items(self.viewport().rect())
        if len(items) > MOST_BESIDE:
            return []
        return [
            self.mapFromScene(each.sceneBoundingRect()).boundingRect()
            for each in items
            if each is not item and isinstance(each, NodeItem)
        ] + [
            self.mapFromScene(each.label_rect).boundingRect()
            for each in items
            if each is not item and isinstance(each, BranchItem)
        ]

    def _open(self, editor: TextEditor, place: QPointF) -> None:
        editor.closed.connect(self._editor_closed)
        self._editor = editor
        editor.open_at(self.mapFromScene(place), self.viewport())
        editor.raise_()
        self.editing.emit(editor.KEYS)

    def hideEvent(self, event: QHideEvent) -> None:
        self.close_editor()  # which is not on the canvas but above it
        super().hideEvent(event)

    def _edit_next(self) -> None:
        """Go on with the next thing to be filled in; the canvas knows which."""

    def _editor_closed(self) -> None:
        editor, self._editor = self._editor, None
        if editor is not None:
            editor.hide()
            editor.deleteLater()
            self.editing.emit(())
            self.setFocus()
