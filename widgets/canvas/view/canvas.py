"""The canvas: where the tree is seen, moved, and built by drag and drop.

It shows documents and solutions and emits what the person intends; it changes nothing itself.
"""

from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QGraphicsView, QMenu, QToolTip, QWidget

from solver.document.elements import Kind
from solver.document.model import Document
from solver.document.style import Style
from solver.edits import AddNode
from solver.findings import Finding
from solver.page.geometry import Point
from solver.solution import Plan, Solution
from solver.translation import tr
from widgets.basics.theme import LIGHT, Theme
from widgets.basics.tips import plain_tip
from widgets.canvas.items.branch_item import BranchItem
from widgets.canvas.items.item import TreeItem
from widgets.canvas.items.node_item import NodeItem
from widgets.canvas.items.text_item import TextItem
from widgets.canvas.scene.motion import Motion
from widgets.canvas.view.building import ARROWS, BuildingView
from widgets.canvas.view.corners.overview import Overview
from widgets.canvas.view.corners.sign_legend import SignLegend
from widgets.canvas.view.gestures import (
    DrawBranchGesture,
    Gesture,
    MoveNodesGesture,
    MoveTextsGesture,
)
from widgets.canvas.view.guides import Snapping
from widgets.canvas.view.hover import Hover
from widgets.canvas.view.inline_editor import Begin
from widgets.canvas.view.keyboard import (
    WAYS,
    folded,
    unfolding,
)

_NO_SHIFT: Final = ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
_BY_KEYS: Final = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
CLICK: Final = 4  # pixels that a press may wander and still be a click


class Pressed(NamedTuple):
    """What was pressed: a node, a branch or a text.

    ``numbers`` if on the numbers of a branch, ``handle`` if on the plus of a node.
    """

    element: str
    id: str
    numbers: bool = False
    handle: bool = False


class Canvas(BuildingView):
    """Shows one document and lets people work on it."""

    context_menu_wanted = Signal(QPoint)  # global position
    restyled = Signal()  # documents that do not say it are drawn in another way
    drawn = Signal(float)  # how far a large tree is, from 0 to 1

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("canvas")
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # the document says where it grows
        self.setAccessibleName(tr("Decision tree"))
        self.setDragMode(QGraphicsView.DragMode.RubberBandDrag)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._gesture: Gesture | None = None
        self._pressed_at = QPoint()
        self._press_item: NodeItem | TextItem | None = None
        self._pressed: Pressed | None = None  # last, with any button
        self._panning: QPoint | None = None
        self._space = False
        self._frames_focus = False
        self._fits_when_drawn = False  # the whole was asked for while a large tree was being drawn
        self._space_used = False  # for panning, so that letting go does not fold
        self._hover = Hover()
        self.snapping = Snapping()
        self.overview = Overview(self, self._tree)
        self.legend = SignLegend(self, self._tree, self.overview)
        self.zoom_changed.connect(lambda _: self.overview.place())
        self._tree.gradual.progressed.connect(self._show_drawing)

    # -------------------------------------------------------------------- showing

    def show_document(self, document: Document, findings: tuple[Finding, ...] = ()) -> None:
        """Bring the canvas in line with a document."""
        self._cancel_gesture()
        self._changing = True  # meanwhile what is selected may be half gone
        self._tree.show_document(document, findings)
        self._changing = False
        if not self._tree.is_moving:  # else when it has been drawn
            self.follow_tree()
        self._tell_selection()

    def show_solution(self, solution: Solution | None, plan: Plan | None = None) -> None:
        """Mark what a rule says, or a single plan of it; None takes all marks away."""
        self._tree.show_solution(solution, plan)
        if not self._tree.is_moving:
            self.follow_tree()

    def draw_gradually(self) -> None:
        """Draw large trees a little at a time from now on, while everything else goes on."""
        self._tree.is_patient = True

    def finish_drawing(self) -> None:
        """Wait until everything is drawn."""
        self._tree.gradual.finish()
        self._tree.sketching.finish()

    def _show_drawing(self, done: float) -> None:
        """While a large tree is drawn a little at a time, nothing can be done with it."""
        drawing = done < 1 and self._tree.is_moving
        if drawing == self.isEnabled():
            self.viewport().setUpdatesEnabled(not drawing)
            if drawing and self.window().focusWidget() is self:
                self.clearFocus()  # else the next widget has it, and keeps it
            self.setEnabled(not drawing)
            if not drawing and self.window().focusWidget() is None:
                self.setFocus()
            if not drawing and self._fits_when_drawn:
                self.fit()
            elif not drawing:
                self.follow_tree()
            self.drawn.emit(done if drawing else 1.0)
        elif drawing:
            self.drawn.emit(done)

    def fit(self) -> None:
        self._fits_when_drawn = self._tree.is_moving
        super().fit()

    def set_theme(self, theme: Theme = LIGHT) -> None:
        self._tree.set_theme(theme)

    def set_default_style(self, style: Style) -> None:
        """How documents are drawn that do not say it themselves."""
        self._tree.set_default_style(style)
        self.restyled.emit()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            item, tree = self._item(self._under(event.pos())), self._tree
            if item is None:  # the sign of a gap belongs to its node
                item = self._with_gap(event.pos())
            text = "" if item is None else self._hover.text(tree.expanded, item, *tree.answer)
            QToolTip.showText(event.globalPos(), plain_tip(text), self.viewport())
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)
        self.overview.place()
        self.legend.place()

    def reveal(
        self,
        nodes: tuple[str, ...] = (),
        branches: tuple[str, ...] = (),
        texts: tuple[int, ...] = (),
    ) -> None:
        """Select these and scroll so that they are seen: not behind the map, nor folded away."""
        if (edit := unfolding(self._tree.document, (*nodes, *branches))) is not None:
            self.intended.emit(edit)
        super().reveal(nodes, branches, texts)
        self.overview.place()

    def _may_sketch(self) -> bool:
        """Not while something is dragged: a sketch does not follow."""
        moving = self._gesture is not None or self._tree.motion.state() == Motion.State.Running
        moving = moving or self._tree.overlaid
        return (
            super()._may_sketch() and not moving and not self._tree.document.view.get("annotations")
        )

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes by keyboard sees where the keys go."""
        by_mouse = event.reason() == Qt.FocusReason.MouseFocusReason
        self._frames_focus = event.reason() in _BY_KEYS or (self._frames_focus and not by_mouse)
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        goes_on = self._tree.is_moving  # the focus is back when it has been drawn
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason and not goes_on:
            self._frames_focus = False
        self.viewport().update()

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """A line around everything while the keys go here and somebody came by them."""
        if self._frames_focus and self.hasFocus():
            painter.save()
            painter.resetTransform()
            painter.setPen(QPen(QColor(self._tree.theme.accent), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
            painter.restore()

    # ---------------------------------------------------------------------- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        here = event.position().toPoint()
        under = self._under(here)  # what is seen there is meant, wherever the tree moves now
        self.close_editor()
        self._tree.motion.rest()
        self._pressed, self._pressed_at = under, here
        left = event.button() == Qt.MouseButton.LeftButton
        if event.button() == Qt.MouseButton.MiddleButton or (left and self._space):
            self._panning = here
            self._space_used = True
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            return
        self._press_item = None
        if event.button() == Qt.MouseButton.RightButton:
            return  # the menu selects what it is for
        if left:
            if under is not None and under.handle:  # wherever it has gone
                source = self._tree.node_item(under.id)
                self._gesture = DrawBranchGesture(self._tree, source) if source else None
                return
            if self._under(here) != under:
                self._press_what_was(under)
                return
            point = self.mapToScene(self._pressed_at)
            element = self._tree.element_at(point)
            if isinstance(element, NodeItem | BranchItem) and self._tree.is_copied(element.id):
                owner = self._tree.owner(element.id)
                self.select((owner,))  # what a live copy shows is taken hold of as a whole
                self._press_item = self._tree.node_item(owner)
                return
            if isinstance(element, NodeItem | TextItem):
                self._press_item = element
        super().mousePressEvent(event)

    def _under(self, here: QPoint) -> Pressed | None:
        """What is seen at a place of the viewport."""
        point = self.mapToScene(here)
        for item in self._tree.items(point):
            if isinstance(item, NodeItem) and item.is_on_handle(point):
                return Pressed("node", item.id, handle=True)
        element = self._tree.element_at(point)
        if not isinstance(element, TreeItem):
            return None
        numbers = isinstance(element, BranchItem) and element.is_detail_at(point)
        return Pressed(element.element, element.id, numbers)

    def _with_gap(self, here: QPoint) -> NodeItem | None:
        """The node whose sign of a gap is seen there."""
        point = self.mapToScene(here)
        for item in self._tree.items(point, Qt.ItemSelectionMode.IntersectsItemBoundingRect):
            if isinstance(item, NodeItem):
                own = item.mapFromScene(point)
                if item.figure.is_on_gap(Point(own.x(), own.y())):
                    return item
        return None

    def _item(self, pressed: Pressed | None) -> TreeItem | None:
        """The item of what was pressed, if it is still there."""
        if pressed is None:
            return None
        if pressed.element == "text":
            return self._tree.text_item(int(pressed.id))
        return (
            self._tree.node_item(pressed.id)
            if pressed.element == "node"
            else self._tree.branch_item(pressed.id)
        )

    def _press_what_was(self, pressed: Pressed | None) -> None:
        """Select what was pressed, which is no longer there: the tree has moved away."""
        item = self._item(pressed)
        self._select_item(item)
        if isinstance(item, NodeItem | TextItem) and item.isSelected():
            self._press_item = item

    def _select_item(self, item: TreeItem | None) -> None:
        """Select a node, a branch or a text; of a live copy the whole; nothing where it is None."""
        if isinstance(item, TextItem):
            self.select((), (), (item.index,))
        elif item is None:
            self.select()
        elif self._tree.is_copied(item.id):
            self.select((self._tree.owner(item.id),))
        else:
            self.select(*(((item.id,), ()) if isinstance(item, NodeItem) else ((), (item.id,))))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        here = event.position().toPoint()
        if self._panning is not None:
            self._pan(here - self._panning)
            self._panning = here
            return
        if self._gesture is None and self._press_item is not None and self._is_drag(here):
            self._gesture = self._drag(self._press_item)
        if self._gesture is not None:
            self._copy_or_move(event)
            self._gesture.move(self.mapToScene(here))
            return
        super().mouseMoveEvent(event)

    def _drag(self, pressed: NodeItem | TextItem) -> Gesture:
        start = self.mapToScene(self._pressed_at)
        if isinstance(pressed, TextItem):
            return MoveTextsGesture(self._tree, self.selected_texts(), start)
        return MoveNodesGesture(self._tree, self.selection()[0], start, self.snapping)

    def _copy_or_move(self, event: QMouseEvent) -> None:
        """Ctrl brings a copy of what is dragged, Alt lets go of guides and grid."""
        if isinstance(self._gesture, MoveNodesGesture):
            self._gesture.copying = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._gesture.freely = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)

    def _is_drag(self, here: QPoint) -> bool:
        return (here - self._pressed_at).manhattanLength() > CLICK

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._panning is not None:
            self._panning = None
            self.viewport().unsetCursor()
            return
        self._press_item = None
        self._copy_or_move(event)
        gesture, self._gesture = self._gesture, None
        if gesture is None:
            super().mouseReleaseEvent(event)
            return
        here = event.position().toPoint()
        if isinstance(gesture, DrawBranchGesture) and not self._is_drag(here):
            gesture.cancel()
            self.add(self._with_child(gesture.source.id))
            return
        edit = gesture.finish(self.mapToScene(here))
        if isinstance(gesture, DrawBranchGesture):
            if gesture.wants_child:
                self._offer_child(gesture, event.globalPosition().toPoint())
        else:
            super().mouseReleaseEvent(event)
        before = self._tree.document
        if edit is not None:
            self.intended.emit(edit)
        if self._tree.document is before:  # nothing came of it: everything goes back
            self._tree.settle()

    def _offer_child(self, gesture: DrawBranchGesture, place: QPoint) -> None:
        parent = gesture.source.id
        menu = QMenu(self)
        for kind, text in (
            (Kind.CHOICE, tr("&Choice node")),
            (Kind.CHANCE, tr("C&hance node")),
            (Kind.OUTCOME, tr("&Outcome node")),
        ):
            action = menu.addAction(text)
            action.setData(AddNode(kind, parent=parent))
        chosen = menu.exec(place)
        menu.deleteLater()  # it would stay with the view
        if chosen is not None:
            self.add(chosen.data())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        here = event.position().toPoint()
        pressed = self._pressed  # by the first click; the tree may have moved since
        if (here - self._pressed_at).manhattanLength() > 2 * CLICK:
            pressed = self._under(here)
        element = self._item(pressed)
        if element is None or pressed is None:
            super().mouseDoubleClickEvent(event)
        elif isinstance(element, NodeItem | BranchItem) and self._leads_to_original(element):
            return
        else:
            self._edit(element, begin=Begin.NUMBER if pressed.numbers else Begin.NODE)

    def _leads_to_original(self, item: NodeItem | BranchItem) -> bool:
        """Go to where a part of a live copy can be edited; False if it is no such part."""
        document = self._tree.document
        origin = document.expansion.origins.get(item.id)
        if origin is None and isinstance(item, NodeItem):
            origin = document.nodes[item.id].copy_of
        if origin is None or origin not in document.nodes.keys() | document.branches.keys():
            return False
        if isinstance(item, NodeItem):
            self.reveal((origin,))
        else:
            self.reveal((), (origin,))
        self.refused.emit(tr("This was part of a live copy; here is the original."))
        return True

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            if not (rect := self.selected_rect()).isEmpty():
                place = self.viewport().mapToGlobal(self.mapFromScene(rect.center()))
        else:
            element = self._item(self._pressed or self._under(event.pos()))
            if element is None or not element.isSelected():
                self._select_item(element)
            self._menu_place = self.mapToScene(event.pos()) if element is None else None
        self.context_menu_wanted.emit(place)  # until the menu is closed again
        self._menu_place = None

    # ------------------------------------------------------------------- keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key == Qt.Key.Key_Escape:
            if self._gesture is not None:
                self._cancel_gesture()
            else:
                self.select()
        elif key == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._space, self._space_used = True, False
                self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and _holds_control(event):
            super().focusNextPrevChild(key == Qt.Key.Key_Tab)
        elif key == Qt.Key.Key_Home and not event.modifiers():
            if (root := self._tree.document.root_id) is not None:
                self.reveal((root,))
        elif key in ARROWS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._walk(ARROWS[key])
        elif shift and key in WAYS and not event.modifiers() & _NO_SHIFT:
            self._walk_branches(WAYS[Qt.Key(key)])
        elif key == Qt.Key.Key_Backspace:
            self._delete_selection()
        elif not self._build(event, shift=shift):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab is a key like others while a node is selected; Shift+Tab always leads away."""
        if forward and self.hasFocus() and self._only_node() is not None:
            return False
        return bool(super().focusNextPrevChild(forward))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            was_held, self._space = self._space, False
            self.viewport().unsetCursor()
            node = self._only_node()
            edit = None if node is None else folded(self._tree.expanded, node)
            if was_held and not self._space_used and edit is not None:
                self.intended.emit(edit)
        super().keyReleaseEvent(event)

    def _cancel_gesture(self) -> None:
        gesture, self._gesture = self._gesture, None
        self._press_item = None
        if gesture is not None:
            gesture.cancel()


def _holds_control(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
