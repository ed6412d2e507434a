"""What the menus do with what is selected on the canvas."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from app.documents import clipboard
from app.documents.session import Session
from solver.document.elements import Kind
from solver.edits import (
    Delete,
    DeleteKeepingChildren,
    Edit,
    MoveNodes,
    Rescale,
    SetRoot,
    SetView,
    ShareEqually,
    Tidy,
    Unlink,
)
from solver.errors import DocumentError
from widgets.canvas import Canvas


class Commands(QObject):
    """The commands of one window that need to know the selection; they intend, they do not edit."""

    intended = Signal(object)  # an Edit
    told = Signal(str)

    def __init__(self, session: Session, canvas: Canvas) -> None:
        super().__init__()
        self._session = session
        self._canvas = canvas

    def table(self) -> Mapping[str, Callable[[], object]]:
        """What each action does, by the name of the action."""
        canvas = self._canvas
        return {
            "edit.cut": self._cut,
            "edit.copy": self._copy,
            "edit.paste": self._paste,
            "edit.paste_linked": self._paste_linked,
            "edit.unlink": self._unlink,
            "edit.duplicate": self._duplicate,
            "edit.earlier": lambda: canvas.reorder(-1),
            "edit.later": lambda: canvas.reorder(1),
            "edit.equal": lambda: self._at_node(ShareEqually),
            "edit.rescale": lambda: self._at_node(Rescale),
            "edit.rename": canvas.start_inline_edit,
            "edit.delete": self._delete,
            "edit.delete_keep_children": self._delete_keeping_children,
            "edit.set_root": self._set_root,
            "edit.select_all": canvas.select_all,
            "add.choice": lambda: canvas.add_child(Kind.CHOICE),
            "add.chance": lambda: canvas.add_child(Kind.CHANCE),
            "add.outcome": lambda: canvas.add_child(Kind.OUTCOME),
            "add.text": canvas.write_text,
            "layout.tidy": lambda: self._laid_out(Tidy()),
            "layout.right": lambda: self._laid_out(SetView("direction", "right")),
            "layout.down": lambda: self._laid_out(SetView("direction", "down")),
            "layout.angled": lambda: self._laid_out(SetView("branches", "angled")),
            "layout.curved": lambda: self._laid_out(SetView("branches", "curved")),
            "layout.straight": lambda: self._laid_out(SetView("branches", "straight")),
            "layout.leaves": self._align_leaves,
            "layout.column": lambda: self._arrange(aligned, 0),
            "layout.row": lambda: self._arrange(aligned, 1),
            "layout.distribute_right": lambda: self._arrange(distributed, 0),
            "layout.distribute_down": lambda: self._arrange(distributed, 1),
            "view.zoom_in": canvas.zoom_in,
            "view.zoom_out": canvas.zoom_out,
            "view.zoom_reset": canvas.zoom_reset,
            "view.fit": canvas.fit,
            "view.zoom_selection": canvas.zoom_to_selection,
        }

    def _nodes(self) -> tuple[str, ...]:
        return self._canvas.selection()[0]

    def _copy(self) -> None:
        if nodes := self._nodes():
            clipboard.copy(self._session.document, nodes)
            self.told.emit("Copied.")

    def _cut(self) -> None:
        if nodes := self._nodes():
            clipboard.copy(self._session.document, nodes)
            self.intended.emit(Delete(nodes))

    def _paste(self) -> None:
        if len(self._nodes()) > 1:
            self.told.emit("Select the one node below which to paste, or nothing.")
            return
        try:
            self.intended.emit(clipboard.paste_edit(*self._canvas.place_for_paste()))
        except DocumentError as error:
            self.told.emit(f"That cannot be pasted. {error}")

    def _paste_linked(self) -> None:
        if len(self._nodes()) > 1:
            self.told.emit("Select the one node below which to paste, or nothing.")
            return
        try:
            place = self._canvas.place_for_paste()
            self.intended.emit(clipboard.linked_edit(self._session.document, *place))
        except DocumentError as error:
            self.told.emit(f"That cannot be pasted as a live copy. {error}")

    def _unlink(self) -> None:
        if nodes := self._nodes():
            self.intended.emit(Unlink(nodes[0]))

    def _duplicate(self) -> None:
        nodes = self._nodes()
        if len(nodes) == 1:
            self.intended.emit(clipboard.duplicate_edit(self._session.document, nodes[0]))

    def _at_node(self, edit: type[ShareEqually] | type[Rescale]) -> None:
        nodes, branches = self._canvas.selection()
        document = self._session.document
        if nodes or branches:
            node = nodes[0] if nodes else document.branches[branches[0]].source
            self.intended.emit(edit(node))

    def _delete(self) -> None:
        edit = self._canvas.delete_edit()
        if edit is not None:
            self.intended.emit(edit)

    def _delete_keeping_children(self) -> None:
        if nodes := self._nodes():
            self.intended.emit(DeleteKeepingChildren(nodes[0]))

    def _set_root(self) -> None:
        if nodes := self._nodes():
            self.intended.emit(SetRoot(nodes[0]))

    def _arrange(self, how: Callable[[Sequence[float]], Sequence[float]], axis: int) -> None:
        """Place the selected nodes by hand, changed along one axis: 0 is across the page, 1 down."""
        places = {id_: list(self._canvas.tree.positions[id_]) for id_ in self._nodes()}
        coordinates = how([place[axis] for place in places.values()])
        for place, coordinate in zip(places.values(), coordinates, strict=True):
            place[axis] = coordinate
        if places:
            self.intended.emit(MoveNodes({id_: (x, y) for id_, (x, y) in places.items()}))

    def _align_leaves(self) -> None:
        aligned = self._session.document.leaves_aligned
        self._laid_out(SetView("leaves", "free" if aligned else "aligned"))

    def _laid_out(self, edit: Edit) -> None:
        self.intended.emit(edit)
        self._canvas.fit()


def aligned(places: Sequence[float]) -> Sequence[float]:
    """All at the place of the first."""
    return [places[0]] * len(places) if places else []


def distributed(places: Sequence[float]) -> Sequence[float]:
    """In the same order from the first to the last, with the same space between them."""
    if len(places) < 3:
        return places
    low, high = min(places), max(places)
    step = (high - low) / (len(places) - 1)
    order = sorted(range(len(places)), key=places.__getitem__)
    new = dict(zip(order, (low + step * i for i in range(len(places))), strict=True))
    return [new[i] for i in range(len(places))]
