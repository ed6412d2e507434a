"""The tree as assistive technology sees it: an object for every node and branch that is shown.

Nothing of this exists before somebody asks for it, and what is shown no longer is given back.
"""

from collections.abc import Sequence
from functools import partial
from weakref import ref

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface, QWindow
from PySide6.QtWidgets import QAccessibleWidget

from solver.analysis_words.element_words import ElementWords
from solver.translation import tr, trn
from widgets.basics.assistive import spoken
from widgets.canvas.items.item import TreeItem
from widgets.canvas.view.canvas import Canvas

Key = tuple[str, str]  # "node" or "branch", and its id


class SpokenTree:
    """What is said of the elements on a canvas, in the order of the tree: each branch, then its end."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = ref(canvas)  # Qt may keep what it was given longer than the canvas
        self._words: ElementWords | None = None

    @property
    def canvas(self) -> Canvas:
        """The canvas; asked only while there is one."""
        canvas = self._canvas()
        assert canvas is not None
        return canvas

    @property
    def words(self) -> ElementWords:
        """The words for what is shown now."""
        now = self.canvas.tree.expanded, *self.canvas.tree.answer
        if self._words is None or not self._words.is_of(*now):
            self._words = ElementWords(*now)
        return self._words

    def forget(self) -> None:
        """The canvas is no more: what is kept longer than it holds no document."""
        self._words = None

    def keys(self) -> Sequence[Key]:
        """All that is shown."""
        tree, keys = self.canvas.tree, list[Key]()
        document, known = tree.expanded, set[str]()
        for id_ in (*document.tree, *document.nodes):
            if id_ in known or tree.node_item(id_) is None:
                continue
            known.add(id_)
            for branch in document.incoming(id_):
                if tree.branch_item(branch.id) is not None:
                    keys.append(("branch", branch.id))
            keys.append(("node", id_))
        return keys

    def item(self, key: Key) -> TreeItem | None:
        """What draws an element, if it is still there."""
        tree, (element, id_) = self.canvas.tree, key
        return tree.node_item(id_) if element == "node" else tree.branch_item(id_)

    def name(self, key: Key) -> str:
        """What an element is called, with its kind."""
        element, id_ = key
        name = self.words.node_name if element == "node" else self.words.branch_name
        return spoken(name(id_))

    def about(self, key: Key) -> str:
        """What is said of it: first what is wrong, then values, verdict and probability."""
        (element, id_), tree = key, self.canvas.tree
        if element == "node":
            node = tree.node_item(id_)
            problem = "" if node is None else node.look.problem
            folded = 0 if node is None else node.look.hidden
            lines = self.words.about_node(id_)
        else:
            branch = tree.branch_item(id_)
            problem = "" if branch is None else branch.look.problem
            folded, lines = 0, self.words.about_branch(id_)
        hidden = (
            trn("Folded: {folded} node below.", "Folded: {folded} nodes below.", folded).format(
                folded=folded
            )
            if folded
            else ""
        )
        return spoken(" ".join(filter(None, (*problem.split("\n"), *lines, hidden))))

    def selected(self) -> str:
        """What is said of what is selected."""
        nodes, branches = self.canvas.selection()
        keys = [*(("node", id_) for id_ in nodes), *(("branch", id_) for id_ in branches)]
        keys = [key for key in keys if self.item(key) is not None]
        if len(keys) != 1:
            return (
                tr("{keys} elements selected").format(keys=len(keys))
                if keys
                else tr("Nothing selected")
            )
        return f"{self.name(keys[0])}. {self.about(keys[0])}"


class ElementInterface(QAccessibleInterface):
    """One node or branch."""

    def __init__(self, spoken: SpokenTree, key: Key) -> None:
        super().__init__()
        self._spoken, self.key = spoken, key

    def isValid(self) -> bool:
        return self._spoken.item(self.key) is not None

    def object(self) -> QObject | None:  # type: ignore[override]
        return None

    def window(self) -> QWindow | None:  # type: ignore[override]
        return self._spoken.canvas.window().windowHandle()

    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self._spoken.canvas)

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.TreeItem

    def rect(self) -> QRect:
        canvas, item = self._spoken.canvas, self._spoken.item(self.key)
        if item is None:
            return QRect()
        seen = canvas.mapFromScene(item.sceneBoundingRect()).boundingRect()
        return QRect(canvas.viewport().mapToGlobal(seen.topLeft()), seen.size())

    def state(self) -> QAccessible.State:
        state, item = QAccessible.State(), self._spoken.item(self.key)
        if item is None:
            state.invalid = True
        else:
            state.selectable = bool(item.flags() & item.GraphicsItemFlag.ItemIsSelectable)
            state.selected = item.isSelected()
        return state

    def text(self, what: QAccessible.Text) -> str:
        if self._spoken.item(self.key) is None:
            return ""
        if what == QAccessible.Text.Name:
            return self._spoken.name(self.key)
        return self._spoken.about(self.key) if what == QAccessible.Text.Description else ""

    def setText(self, what: QAccessible.Text, text: str) -> None:
        """Labels are changed by editing."""


class TreeInterface(QAccessibleWidget):
    """The canvas: first its elements, then the widgets on it, as the form for typing in place."""

    def __init__(self, spoken: SpokenTree) -> None:
        canvas = spoken.canvas
        super().__init__(canvas, QAccessible.Role.Tree, canvas.accessibleName())
        self._spoken = spoken
        self._keys: Sequence[Key] | None = None  # None: to be looked up
        self._elements: dict[Key, ElementInterface] = {}
        canvas.tree.refreshed.connect(self._refresh)
        canvas.destroyed.connect(partial(_give_back, spoken, self._elements))

    def _refresh(self) -> None:
        """Something else may be shown."""
        self._keys = None
        gone = [key for key in self._elements if self._spoken.item(key) is None]
        for key in gone:
            _delete(self._elements.pop(key))

    def _shown(self) -> Sequence[Key]:
        if self._keys is None:
            self._keys = self._spoken.keys()
        return self._keys

    def childCount(self) -> int:
        return len(self._shown()) + super().childCount()

    def child(self, index: int) -> QAccessibleInterface:
        keys = self._shown()
        return self._element(keys[index]) if index < len(keys) else super().child(index - len(keys))

    def _element(self, key: Key) -> ElementInterface:
        if key not in self._elements:
            self._elements[key] = ElementInterface(self._spoken, key)
            QAccessible.registerAccessibleInterface(self._elements[key])
        return self._elements[key]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        keys = self._shown()
        if isinstance(child, ElementInterface):
            return keys.index(child.key) if child.key in keys else -1
        index = super().indexOfChild(child)
        return index if index < 0 else len(keys) + index

    def text(self, what: QAccessible.Text) -> str:
        if what == QAccessible.Text.Description:
            return self._spoken.selected()
        return super().text(what)


def _delete(element: ElementInterface) -> None:
    QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(element))


def _give_back(spoken: SpokenTree, elements: dict[Key, ElementInterface]) -> None:
    """The canvas is no more; Qt deletes what is known of it, but not of its elements."""
    spoken.forget()
    while elements:
        _delete(elements.popitem()[1])
