"""What the menus do with what is selected on the canvas."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtGui import QActionGroup

from app.documents import clipboard
from app.skeleton.actions import ActionRow
from app.skeleton.document_window import DocumentWindow
from app.skeleton.part import WindowPart
from solver.document.elements import Kind
from solver.edits import (
    Delete,
    DeleteKeepingChildren,
    Edit,
    FlipChances,
    MakeParameter,
    MoveNodes,
    Rescale,
    SetRoot,
    SetView,
    ShareEqually,
    Tidy,
    Unlink,
)
from solver.errors import DocumentError
from solver.translation import tr

#: What the menu Layout offers to choose among.
DIRECTIONS: Final = ("right", "down")
SHAPES: Final = ("angled", "curved", "straight")


class Commands(WindowPart):
    """The commands of one window that need to know the selection; they intend, they do not edit."""

    rows = (
        ActionRow("edit.cut", "clipboard", "Cu&t", ("Ctrl+X",), needs="selection",
            tip="Put the subtree on the clipboard and delete it here."),
        ActionRow("edit.copy", "clipboard", "&Copy", ("Ctrl+C",), needs="selection",
            tip="Put the subtree on the clipboard, as the text of a document."),
        ActionRow("edit.paste", "clipboard", "&Paste", ("Ctrl+V",),
            tip="Hang a subtree, another program’s tree, a table or an outline from the selected node.", needs="tree"),
        ActionRow("edit.paste_linked", "clipboard", "Paste as a li&ve copy", ("Ctrl+Shift+V",),
            tip="Hang what was copied in this tree here too; it follows every change of the original.", needs="tree"),
        ActionRow("edit.unlink", "clipboard", "Make it a copy of its o&wn", needs="one",
            tip="The live copy no longer follows its original."),
        ActionRow("edit.duplicate", "clipboard", "D&uplicate", ("Ctrl+D",), needs="one",
            tip="A copy of the subtree beside it."),
        ActionRow("edit.rename", "deleting", "Edit in &place", ("F2",), needs="one",
            tip="Edit the selected node or branch where it stands."),
        ActionRow("edit.delete", "deleting", "&Delete", ("Del",), "delete",
            "Delete what is selected, with everything below it.", "selection"),
        ActionRow("edit.delete_keep_children", "deleting", "Delete, &keep children", ("Shift+Del",), needs="one",
            tip="Delete the node and hang its children from its parent."),
        ActionRow("edit.earlier", "changing", "Move &earlier", ("Alt+Up",), needs="one",
            tip="Before the sibling that comes before it."),
        ActionRow("edit.later", "changing", "Move &later", ("Alt+Down",), needs="one",
            tip="After the sibling that comes next."),
        ActionRow("edit.equal", "changing", "Make branches e&qual", needs="one",
            tip="The same probability, or part of the policy, for every branch of the node."),
        ActionRow("edit.rescale", "changing", "Rescale to &sum 1", needs="one",
            tip="Multiply the probabilities of the node’s branches so that they sum to 1."),
        ActionRow("edit.flip", "changing", "&Flip with the chances below (Bayes)", needs="one",
            tip="What chance decides right below comes first: prior and likelihoods become posteriors, as formulas."),
        ActionRow("edit.set_root", "changing", "Make it the &root", needs="one",
            tip="Solve the tree below this node."),
        ActionRow("edit.select_all", "selecting", "Select &all", ("Ctrl+A",), needs="tree"),
        ActionRow("add.choice", "nodes", "&Choice node", ("Ctrl+1",), "choice",
            "Add a choice node below the selected node.", needs="tree"),
        ActionRow("add.chance", "nodes", "C&hance node", ("Ctrl+2",), "chance",
            "Add a chance node below the selected node.", needs="tree"),
        ActionRow("add.outcome", "nodes", "&Outcome node", ("Ctrl+3",), "outcome",
            "Add an outcome node below the selected node.", needs="tree"),
        ActionRow("add.text", "texts", "Free &text", ("Ctrl+4",),
            tip="Write on the page; what is written there is no part of the tree.", needs="tree"),
        ActionRow("edit.make_parameter", "texts", "Make the probability a para&meter", needs="one",
            tip="Of the selected branch: a parameter can vary, and the other branches share the rest."),
        ActionRow("layout.tidy", "tidying", "&Tidy layout", ("Ctrl+T",), "tidy",
            "Place all nodes automatically; hand-made positions are forgotten.", in_tool_bar=True),
        ActionRow("layout.right", "direction", "Grow to the &right", checkable=True, tip="The tree grows from left to right."),
        ActionRow("layout.down", "direction", "Grow &downwards", checkable=True, tip="The tree grows from the top down."),
        ActionRow("layout.angled", "branches", "&Angled branches", checkable=True,
            tip="Branches begin slanted and go on level, with their texts above and below."),
        ActionRow("layout.curved", "branches", "&Curved branches", checkable=True,
            tip="Branches begin with a bend and go on level."),
        ActionRow("layout.straight", "branches", "&Straight branches", checkable=True,
            tip="Branches run straight, with their texts in the line."),
        ActionRow("layout.leaves", "leaves", "&Leaves in one column", checkable=True,
            tip="All outcome nodes are in line, however short the path to them."),
        ActionRow("layout.column", "aligning", "Align in a c&olumn", needs="several",
            tip="Put the selected nodes below each other."),
        ActionRow("layout.row", "aligning", "Align in a ro&w", needs="several",
            tip="Put the selected nodes beside each other."),
        ActionRow("layout.distribute_down", "aligning", "Distribute d&own", needs="several",
            tip="The same space between the selected nodes, from the top down."),
        ActionRow("layout.distribute_right", "aligning", "Distribute ac&ross", needs="several",
            tip="The same space between the selected nodes, from left to right."),
        ActionRow("view.zoom_in", "zoom", "Zoom &in", ("Ctrl++", "Ctrl+="), "zoom-in", tip="Show the tree larger.", needs="tree"),
        ActionRow("view.zoom_out", "zoom", "Zoom &out", ("Ctrl+-",), "zoom-out",
            tip="Show the tree smaller.", needs="tree"),
        ActionRow("view.fit", "zoom", "&Fit the tree", ("Ctrl+0",), "fit", "Show the whole tree.", needs="tree"),
        ActionRow("view.zoom_selection", "zoom", "Zoom to the &selection", ("Ctrl+Shift+0",), needs="selection",
            tip="Show what is selected, with everything below it, as large as there is room."),
        ActionRow("view.zoom_reset", "zoom", "&100 %", ("Ctrl+Alt+0",), tip="Show the tree at its own size.", needs="tree"),
    )  # fmt: skip

    def __init__(self, window: DocumentWindow) -> None:
        super().__init__(window)
        self._actions = window.actions_table
        for ways in (DIRECTIONS, SHAPES):
            group = QActionGroup(self)
            for way in ways:
                group.addAction(self._actions[f"layout.{way}"])

    def follow_document(self) -> None:
        """The menu marks how the tree is laid out."""
        document = self._session.document
        self._actions["layout.leaves"].setChecked(document.leaves_aligned)
        for way in (document.direction, document.branch_shape):
            self._actions[f"layout.{way}"].setChecked(True)

    def does(self) -> Mapping[str, Callable[[], object]]:
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
            "edit.make_parameter": self._make_parameter,
            "edit.flip": lambda: self._at_node(FlipChances),
            "edit.rename": canvas.edit_in_place,
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
            self.told.emit(tr("Copied."))

    def _cut(self) -> None:
        if nodes := self._nodes():
            clipboard.copy(self._session.document, nodes)
            self.intended.emit(Delete(nodes))

    def _paste(self) -> None:
        if len(self._nodes()) > 1:
            self.told.emit(tr("Select the one node below which to paste, or nothing."))
            return
        try:
            edit, lost = clipboard.paste_edit(*self._canvas.place_for_paste())
        except DocumentError as error:
            self._window.documents.dialogs.complain(tr("That cannot be pasted."), str(error))
            return
        self.intended.emit(edit)
        if lost:
            title = tr("Not everything could be carried over.")
            self._window.documents.dialogs.complain(title, " ".join(lost))

    def _paste_linked(self) -> None:
        if len(self._nodes()) > 1:
            self.told.emit(tr("Select the one node below which to paste, or nothing."))
            return
        try:
            place = self._canvas.place_for_paste()
            self.intended.emit(clipboard.linked_edit(self._session.document, *place))
        except DocumentError as error:
            self.told.emit(tr("That cannot be pasted as a live copy. {error}").format(error=error))

    def _unlink(self) -> None:
        if nodes := self._nodes():
            self.intended.emit(Unlink(nodes[0]))

    def _duplicate(self) -> None:
        nodes = self._nodes()
        if len(nodes) == 1:
            self.intended.emit(clipboard.duplicate_edit(self._session.document, nodes[0]))

    def _at_node(self, edit: type[ShareEqually] | type[Rescale] | type[FlipChances]) -> None:
        nodes, branches = self._canvas.selection()
        document = self._session.document
        if nodes or branches:
            node = nodes[0] if nodes else document.branches[branches[0]].source
            self.intended.emit(edit(node))

    def _make_parameter(self) -> None:
        _, branches = self._canvas.selection()
        if len(branches) == 1:
            self.intended.emit(MakeParameter(branches[0]))
        else:
            self.told.emit(
                tr("Select a branch of a chance node: its probability becomes a parameter.")
            )

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
