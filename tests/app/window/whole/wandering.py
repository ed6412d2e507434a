"""Random gestures, keys, undos and redos through the real window: what nobody would think of."""

from collections import Counter
from collections.abc import Callable
from random import Random

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QDropEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.window.main_window import MainWindow
from solver.document.elements import Kind
from widgets.canvas.scene.scene import TreeScene
from widgets.canvas.view.dropping import MIME

NONE = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key

#: Keys that are pressed where the focus is, and how often compared with each other.
KEYS = (
    (Key.Key_Tab, NONE, 6), (Key.Key_Return, NONE, 6), (Key.Key_Return, SHIFT, 2),
    (Key.Key_Escape, NONE, 4), (Key.Key_Space, NONE, 2), (Key.Key_F2, NONE, 2),
    (Key.Key_1, NONE, 2), (Key.Key_2, NONE, 2), (Key.Key_3, NONE, 2),
    (Key.Key_Left, NONE, 3), (Key.Key_Right, NONE, 3), (Key.Key_Up, NONE, 3),
    (Key.Key_Down, NONE, 3), (Key.Key_Up, ALT, 1), (Key.Key_Down, ALT, 1),
    (Key.Key_Delete, NONE, 2), (Key.Key_Delete, SHIFT, 1), (Key.Key_Backspace, NONE, 1),
    (Key.Key_A, CTRL, 1), (Key.Key_C, CTRL, 2), (Key.Key_V, CTRL, 1), (Key.Key_X, CTRL, 1),
    (Key.Key_D, CTRL, 1), (Key.Key_T, CTRL, 1), (Key.Key_0, CTRL, 1),
)  # fmt: skip
TEXTS = ("a", "Lucky?", "1/2", "90%", "#", "1/0", "x: y (1/3)", "-5", "two steps")
MOST_NODES = 40
NEAR = 1e-6  # pixels


def near(a: QRectF, b: QRectF) -> bool:
    """Whether two rectangles are the same but for rounding."""
    corners = a.topLeft() - b.topLeft(), a.bottomRight() - b.bottomRight()
    return all(corner.manhattanLength() < NEAR for corner in corners)


class Wanderer:
    """Does random things to a window; `counts` tells how often each kind was done."""

    def __init__(self, window: MainWindow, seed: int) -> None:
        self.window = window
        self.draw = Random(seed)
        self.counts: Counter[str] = Counter()
        self._does: list[tuple[Callable[[], None], int]] = [
            (self.key, 30),
            (self.type, 10),
            (self.click, 12),
            (self.double_click, 3),
            (self.drag, 8),
            (self.drop, 5),
            (self.undo, 10),
            (self.redo, 6),
            (self.wheel, 2),
            (self.command, 5),
        ]

    def step(self) -> None:
        """One random thing."""
        if len(self.window.session.document.nodes) > MOST_NODES:
            self.window.canvas.setFocus()
            self.undo()
            return
        does, weights = zip(*self._does, strict=True)
        (do,) = self.draw.choices(does, weights)
        self.counts[do.__name__] += 1
        do()

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self.window.canvas

    def _point(self) -> QPoint:
        """A node, a branch, or anywhere on the canvas."""
        canvas = self.window.canvas
        items = [*canvas.tree._nodes.values(), *canvas.tree._branches.values()]
        if items and self.draw.random() < 0.85:
            item = self.draw.choice(items)
            return canvas.mapFromScene(item.sceneBoundingRect().center())
        room = canvas.viewport().rect()
        return QPoint(self.draw.randrange(room.width()), self.draw.randrange(room.height()))

    def key(self) -> None:
        keys, modifiers, weights = zip(*KEYS, strict=True)
        (at,) = self.draw.choices(range(len(keys)), weights)
        if self.draw.random() < 0.7 and self.window.canvas._editor is None:
            self.window.canvas.setFocus()
        QTest.keyClick(self._focus(), keys[at], modifiers[at])

    def type(self) -> None:
        if self._focus() is not self.window.canvas:
            QTest.keyClicks(self._focus(), self.draw.choice(TEXTS))

    def click(self) -> None:
        modifiers = self.draw.choice((NONE, NONE, NONE, CTRL))
        QTest.mouseClick(self.window.canvas.viewport(), LEFT, modifiers, self._point())

    def double_click(self) -> None:
        QTest.mouseDClick(self.window.canvas.viewport(), LEFT, NONE, self._point())

    def drag(self) -> None:
        viewport = self.window.canvas.viewport()
        start, end = self._point(), self._point()
        modifiers = self.draw.choice((NONE, NONE, CTRL))
        QTest.mousePress(viewport, LEFT, NONE, start)
        for step in (1, 2, 3):
            here = QPointF(start + (end - start) * step / 3)
            there = QPointF(viewport.mapToGlobal(here.toPoint()))
            button = Qt.MouseButton.NoButton
            event = QMouseEvent(QEvent.Type.MouseMove, here, there, button, LEFT, modifiers)
            QApplication.sendEvent(viewport, event)
        if self.draw.random() < 0.1:
            QTest.keyClick(self.window.canvas, Key.Key_Escape)
        if self.window.canvas._gesture is not None and hasattr(
            self.window.canvas._gesture, "wants_child"
        ):  # letting go in the open would show a menu, which waits for an answer
            QTest.keyClick(self.window.canvas, Key.Key_Escape)
        QTest.mouseRelease(viewport, LEFT, modifiers, end)

    def drop(self) -> None:
        data = QMimeData()
        data.setData(MIME, str(self.draw.choice(list(Kind))).encode())
        event = QDropEvent(
            QPointF(self._point()), Qt.DropAction.CopyAction, data, LEFT, NONE, QEvent.Type.Drop
        )
        self.window.canvas.dropEvent(event)

    def undo(self) -> None:
        for _ in range(self.draw.choice((1, 1, 1, 5))):
            self.window.actions_table["edit.undo"].trigger()

    def redo(self) -> None:
        self.window.actions_table["edit.redo"].trigger()

    def wheel(self) -> None:
        viewport = self.window.canvas.viewport()
        here = QPointF(self._point())
        turn = QPoint(0, self.draw.choice((-120, 120)))
        event = QWheelEvent(
            here, QPointF(viewport.mapToGlobal(here.toPoint())), QPoint(), turn,
            Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(viewport, event)

    def command(self) -> None:
        names = ("edit.equal", "edit.rescale", "edit.set_root", "layout.down", "layout.right",
                 "add.choice", "add.chance", "add.outcome", "edit.earlier", "view.dark", "edit.copy",
                 "edit.paste", "edit.paste_linked", "edit.unlink", "layout.straight",
                 "layout.curved", "layout.leaves", "edit.find_next")  # fmt: skip
        action = self.window.actions_table[self.draw.choice(names)]
        if action.isEnabled():
            action.trigger()

    # --------------------------------------------------------------------- looking

    def check(self) -> None:
        """The canvas shows the document: each node and branch that is not folded away, no other."""
        QApplication.processEvents()
        tree = self.window.canvas.tree
        document = self.window.session.document.expanded
        tree.motion.rest()  # where they are going is what counts
        folded = {
            below for id_ in tree._layout.hidden for below in document.below(id_) if below != id_
        }
        assert set(tree._nodes) == set(document.nodes) - folded
        assert set(tree._branches) == {
            branch.id
            for branch in document.branches.values()
            if branch.source not in folded and branch.target not in folded
        }
        assert tree.expanded is document
        fresh = TreeScene(tree.theme)  # what an edit left as it was is as if made anew
        fresh.show_document(tree.document, tree._findings)
        fresh.show_solution(tree._solution, tree._plan)
        for ours, theirs in ((tree._nodes, fresh._nodes), (tree._branches, fresh._branches)):
            for id_, item in ours.items():
                assert item.look == theirs[id_].look, id_
                # Sums of floats may come in another order.
                apart = item.pos() - theirs[id_].pos()
                assert apart.manhattanLength() < NEAR, id_
                assert near(item.text_rect(), theirs[id_].text_rect()), id_
        assert near(tree.content_rect(), fresh.content_rect())
