"""The title above a tree, the legend below it, and the bands behind what conduct settles."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from operator import attrgetter

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from solver.document.elements import Kind
from solver.document.model import Document
from solver.document.style import Style
from solver.page.scale_shades import Shade
from solver.words.tree_texts import KIND_WORDS
from widgets.basics.theme import Theme
from widgets.canvas.items.branch_item import BranchItem
from widgets.canvas.items.columns import Columns
from widgets.canvas.items.gap_arc import draw_gap
from widgets.canvas.items.label import Label, label
from widgets.canvas.items.look import BranchLook, Looks, Mark, NodeLook
from widgets.canvas.items.node_extent import BAND_AIR, sizes
from widgets.canvas.items.node_item import NodeItem
from widgets.canvas.items.surface import Surface, paint, stroke

_SAMPLE = 44.0  # pixels of a line in the legend
_AIR = 18.0  # between the tree and what is around it

_MARKS = {
    Mark.PERMITTED: "permitted",
    Mark.DOMINATED: "not permitted",
    Mark.UNDECIDED: "undecided",
}


class CaptionItem(QGraphicsItem):
    """Shows the title and the legend around the tree, where the style asks for them, and bands behind it."""

    def __init__(self) -> None:
        super().__init__()
        self._rect = QRectF()
        self._title: tuple[Label, QRectF] | None = None
        self._entries: list[tuple[Callable[[Surface], None], Label, QRectF]] = []
        self._theme: Theme | None = None
        self._columns: Columns | None = None
        self.setZValue(0)

    def show_around(
        self,
        content: QRectF,
        document: Document,
        shown: Looks,
        style: Style,
        theme: Theme,
        columns: Columns | None = None,
    ) -> QRectF:
        """Arrange around this; the room that the tree takes with it."""
        self.prepareGeometryChange()
        self._theme, self._columns = theme, columns
        if columns is not None:
            content = content.united(columns.rect)
        self._title, self._entries = None, []
        rect = QRectF(content)
        if style.title and document.title:
            wide = max(content.width(), 30.0 * theme.text_pixels)
            text = label(document.title, round(theme.text_pixels * 1.4), theme.family, wide)
            place = text.at(content.left(), content.top() - _AIR - text.height)
            self._title = text, place
            rect = rect.united(place)
        if style.legend and shown.nodes:
            rect = rect.united(self._place_legend(content, document, shown, theme))
        self._rect = rect
        return rect

    def boundingRect(self) -> QRectF:
        return self._rect

    def shape(self) -> QPainterPath:
        return QPainterPath()  # never in the way of a click

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        self.draw(painter, float(option.levelOfDetailFromTransform(painter.worldTransform())))

    def draw(self, surface: Surface, scale: float = 0.0) -> None:
        """Draw both onto anything."""
        if self._theme is None:
            return
        if self._columns is not None:
            self._columns.draw(surface, self._theme, scale)
        if self._title is not None:
            self._title[0].draw(surface, self._title[1], self._theme.text)
        for sample, text, place in self._entries:
            sample(surface)
            text.draw(surface, place, self._theme.text)

    # --------------------------------------------------------------------- legend

    def _place_legend(
        self, content: QRectF, document: Document, shown: Looks, theme: Theme
    ) -> QRectF:
        row = (
            max(2 * sizes(theme).half, label("x", theme.small_pixels, theme.family).height)
            + sizes(theme).space
        )
        top = content.bottom() + _AIR
        left, right = content.left(), max(content.right(), content.left() + 420)
        x, y = left, top
        used = QRectF(left, top, 1, row)
        for width, words, draw in self._samples(document, shown, theme):
            text = label(words, theme.small_pixels, theme.family)
            if x > left and x + width + text.width + 10 > right:
                x, y = left, y + row
            middle = y + row / 2
            place = text.at(x + width + 8, middle - text.height / 2)
            self._entries.append((partial(draw, QPointF(x, middle)), text, place))
            used = used.united(QRectF(x, y, width, row)).united(place)
            x = place.right() + _AIR
        return used

    @staticmethod
    def _samples(
        document: Document, shown: Looks, theme: Theme
    ) -> list[tuple[float, str, Callable[[QPointF, Surface], None]]]:
        """What the tree uses: its width, what it means, and how it is drawn."""
        nodes, branches = shown.nodes.values(), shown.branches.values()
        result: list[tuple[float, str, Callable[[QPointF, Surface], None]]] = []
        scales = list(dict.fromkeys(o.scale_name for o in document.outcomes.values()))
        several = len([scale for scale in scales if scale is not None]) > 1
        kinds = {node.kind for node in nodes}
        for kind, words in KIND_WORDS.items():
            if kind in kinds and not (kind is Kind.OUTCOME and several):
                look = NodeLook(kind=kind, hue=_only_hue(shown) if kind is Kind.OUTCOME else None)
                result.append((2 * sizes(theme).half, words, partial(_draw_node, look, theme)))
        if several:
            hues = sorted({node.hue.scale for node in nodes if node.hue is not None})
            names = [scale for scale in scales if scale is not None]
            for hue in hues:
                look = NodeLook(kind=Kind.OUTCOME, hue=Shade(hue, 0))
                words = f"outcome on the scale “{names[hue]}”"
                result.append((2 * sizes(theme).half, words, partial(_draw_node, look, theme)))
        marks = {branch.mark for branch in branches}
        for mark, words in _MARKS.items():
            if mark in marks:
                draw = partial(_draw_branch, BranchLook(mark=mark), theme)
                result.append((_SAMPLE, words, draw))
        if any(node.has_gap for node in nodes):
            result.append(_gap_sample("preferential gap", theme, (True, True)))
        if any(len({permitted for _, permitted in node.gap}) > 1 for node in nodes):
            result.append(_gap_sample("gap, settled", theme, (False, True)))
        return result


def _only_hue(shown: Looks) -> Shade | None:
    """The hue of the only scale, if there is but one and everything stands on it."""
    hues = {node.hue for node in shown.nodes.values() if node.kind is Kind.OUTCOME}
    scales = {None if hue is None else hue.scale for hue in hues}
    only = scales.pop() if len(scales) == 1 else None
    return None if only is None else Shade(only, 0)


def _gap_sample(
    words: str, theme: Theme, permitted: tuple[bool, bool]
) -> tuple[float, str, Callable[[QPointF, Surface], None]]:
    """The arc over the upper and the lower option of a fork."""
    m = sizes(theme)
    reach = m.z

    def draw(at: QPointF, surface: Surface) -> None:
        options = [(-60.0, permitted[0]), (60.0, permitted[1])]
        fork = at - QPointF(reach / 4, 0)
        draw_gap(surface, fork, reach, options, m, theme.ink, theme.strength)

    return reach, words, draw


def _draw_node(look: NodeLook, theme: Theme, at: QPointF, surface: Surface) -> None:
    item = NodeItem("", theme, down=False, for_picture=True)
    item.show_look(look, theme, down=False)
    item.draw_at(surface, at + QPointF(sizes(theme).half, 0))


def _draw_branch(look: BranchLook, theme: Theme, at: QPointF, surface: Surface) -> None:
    item = BranchItem("", theme, for_picture=True)
    item.show_look(look, theme)
    half, y = sizes(theme).half, at.y()
    end = at.x() + _SAMPLE + half
    item.connect((at.x() - half, y), (end, y), down=False, shape="angled", back=half)
    item.draw_at(surface, item.pos())


# ----------------------------------------------------------------------------- bands


def bands(
    document: Document, bounds: Callable[[frozenset[str]], QRectF], theme: Theme
) -> list[QRectF]:
    """The box around each subtree from which a conduct holds; those around others come first.

    ``bounds`` gives the box around some nodes and branches, by their ids.
    """
    if not any(map(attrgetter("conduct"), document.nodes.values())):
        return []
    air = BAND_AIR * theme.text_pixels
    found = []
    for top in document.tree:
        if document.nodes[top].conduct is None:
            continue
        rect = bounds(frozenset(_below(document, top)))
        if not rect.isNull():
            found.append(rect.adjusted(-air, -air, air, air))
    return found


def _below(document: Document, top: str) -> Iterator[str]:
    for node in document.below(top):
        yield node
        for branch in document.children(node):
            yield branch.id


class BandsItem(QGraphicsItem):
    """The bands, behind all else that is drawn."""

    def __init__(self) -> None:
        super().__init__()
        self._rects: Sequence[QRectF] = ()
        self._theme: Theme | None = None
        self.setZValue(-10)

    def show_bands(self, rects: Sequence[QRectF], theme: Theme) -> QRectF:
        """Show these; the room that they take."""
        self.prepareGeometryChange()
        self._rects, self._theme = rects, theme
        return self.boundingRect()

    def boundingRect(self) -> QRectF:
        around = QRectF()
        for rect in self._rects:
            around = around.united(rect)
        return around

    def shape(self) -> QPainterPath:
        return QPainterPath()  # never in the way of a click

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        self.draw(painter)

    def draw(self, surface: Surface) -> None:
        """Draw them onto anything; the outer ones first."""
        if not self._rects or self._theme is None:
            return
        surface.setPen(stroke(self._theme.edge, 1.0, Qt.PenStyle.DashLine))
        surface.setBrush(paint(self._theme.shade))
        for rect in self._rects:
            surface.drawRoundedRect(rect, 4.0, 4.0)
        surface.setBrush(Qt.BrushStyle.NoBrush)
