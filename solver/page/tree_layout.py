"""Where the nodes stand on the page: a tidy tree, with hand-made positions kept.

Columns (rows, if the tree grows downwards) are aligned by depth and wide enough for the texts on
the branches between them; subtrees are packed by their contours (Reingold and Tilford 1981) in
time linear in the number of nodes; parents are centred on their children.  A node that somebody
placed by hand stays exactly there, and what is below it moves along.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.errors import NumberError
from solver.page.measures import USUAL, Measures
from solver.page.occupied import Box, Occupied

LOW: Final = 100  # levels; outlines of higher subtrees are not kept, which would cost too much
TRIES: Final = 16  # places looked at for what lies loose, before it goes behind everything
DRAFT_GAP: Final = 60.0  # between the tree and what is not connected to it


class Extent(NamedTuple):
    """How far a node with its texts reaches from its centre, in pixels at 100 %.

    ``back`` and ``forth`` are along the direction in which the tree grows, ``left`` and ``right``
    across it (in the order of the branches).  ``text`` is the length of the text on the branch
    that leads to the node.  ``band`` is how much room is around all that is below, where a box is
    drawn around it, into which nothing else may reach.
    """

    back: float
    forth: float
    left: float
    right: float
    text: float = 0.0
    band: float = 0.0


@dataclass(frozen=True)
class Layout:
    """The centre of every visible node; nodes below a folded one are not there."""

    positions: Mapping[str, tuple[float, float]]
    hidden: Mapping[str, int]  # folded node → how many nodes it hides


def arrange(
    document: Document, extent: Callable[[str], Extent], measures: Measures = USUAL
) -> Layout:
    """Place every visible node of a document; the root is at (0, 0) unless placed by hand."""
    return Arranger().arrange(document, extent, measures=measures)


class Arranger:
    """Places one document after the other, and packs again only the subtrees that changed."""

    def __init__(self) -> None:
        self._last: _Arrangement | None = None

    def arrange(
        self,
        document: Document,
        extent: Callable[[str], Extent],
        changed: Collection[str] | None = None,
        measures: Measures = USUAL,
    ) -> Layout:
        """As the function `arrange`.

        With ``changed`` the tree is as it was and stands where it did, but for the extents of
        these nodes.
        """
        arrangement = _Arrangement(document, extent, measures, self._last, changed)
        layout = arrangement.result()
        arrangement.forget_the_last()
        self._last = arrangement
        return layout

    def room(self, id_: str) -> Extent | None:
        """What a node took in the last layout, if it was there."""
        return None if self._last is None else self._last.extents.get(id_)


#: What is below a leaf.
_NOTHING: Final[list[str]] = []


class _Contour:
    """The outline of a subtree: how far it reaches to both sides, level by level.

    The lists end with the subtree's own level, so that a parent is appended.  ``shift`` applies to
    all entries: moving a subtree costs nothing.
    """

    __slots__ = ("left", "right", "shift")

    def __init__(self, left: list[float], right: list[float], shift: float = 0.0) -> None:
        self.left = left
        self.right = right
        self.shift = shift


class _Arrangement:
    """One layout.  What it knows of subtrees that are the same in the next is taken over there."""

    def __init__(
        self,
        document: Document,
        extent: Callable[[str], Extent],
        measures: Measures,
        last: "_Arrangement | None",
        changed: Collection[str] | None = None,
    ) -> None:
        self._document, self._measures = document, measures
        self._down = document.direction == "down"
        self._aligned = document.leaves_aligned
        self._children: dict[str, list[str]] = {}
        self._parent: dict[str, str] = {}
        self._depth: dict[str, int] = {}
        self._order: list[str] = []  # preorder, component after component
        self._tops: list[str] = []
        self._hidden: dict[str, int] = {}
        self.extents: dict[str, Extent]
        if last is not None and changed is not None:
            self._take_over(last)
            self.extents = {**last.extents, **{id_: extent(id_) for id_ in changed}}
        else:
            self._walk()
            self.extents = {id_: extent(id_) for id_ in self._order}
        self._last_level = max(self._depth.values(), default=0)
        self._columns = self._column_starts()
        self._offset: dict[str, float] = {}  # across, from the parent
        self._reach: dict[str, tuple[float, float]] = {}  # of the components, by their top
        self._outlines: dict[str, tuple[list[float], list[float]]] = {}  # of low subtrees
        # What a text of a leaf reaches over depends on where all columns are.
        self._last = last if last is not None and last._levels() == self._levels() else None
        self._dirty: set[str] | None = None
        if self._last is not None:
            self._dirty = self._above(self._others(self._last) if changed is None else changed)

    def _levels(self) -> tuple[list[float], bool, Measures]:
        return self._columns, self._aligned, self._measures

    def forget_the_last(self) -> None:
        """Let go of what this was compared with."""
        self._last = None

    def _take_over(self, last: "_Arrangement") -> None:
        """The tree is the same as in the last layout."""
        self._children, self._parent, self._depth = last._children, last._parent, last._depth
        self._order, self._tops, self._hidden = last._order, last._tops, last._hidden

    def _others(self, last: "_Arrangement") -> set[str]:
        """The nodes that take other room than in the last layout, or stand elsewhere in the tree, or are new."""
        extents, children, depths = last.extents, last._children, last._depth
        return {
            id_
            for id_, below in self._children.items()
            if extents.get(id_) != self.extents[id_]
            or children[id_] != below
            or depths[id_] != self._depth[id_]
        } | (self._hidden.keys() ^ last._hidden.keys()) & self._children.keys()

    def _above(self, ids: Collection[str]) -> set[str]:
        """These nodes, and all above them."""
        found: set[str] = set()
        for id_ in ids:
            here: str | None = id_
            while here is not None and here not in found:
                found.add(here)
                here = self._parent.get(here)
        return found

    def result(self) -> Layout:
        if self._last is not None and self._dirty is not None:
            self._repack(self._last, self._dirty)
        else:
            for id_ in self._tops:
                self._reach[id_] = self._pack(id_)
        return Layout(self._place(), self._hidden)

    def _walk(self) -> None:
        """Find what is visible, its levels, and the tops; each node once, whatever the document."""
        document, leaving = self._document, self._document.leaving
        first = [document.root_id] if document.root_id is not None else []
        seen: set[str] = set()
        for top in (*first, *document.tops, *document.nodes):
            if top in seen:
                continue
            self._tops.append(top)
            seen.add(top)
            self._depth[top] = 0
            stack = [top]
            while stack:
                id_ = stack.pop()
                self._order.append(id_)
                if id_ not in leaving:
                    self._children[id_] = _NOTHING
                    continue
                targets = dict.fromkeys(branch.target for branch in leaving[id_])
                below = [target for target in targets if target not in seen]
                seen.update(below)
                if below and document.nodes[id_].collapsed:
                    hidden = [node for child in below for node in document.below(child)]
                    seen.update(hidden)
                    self._hidden[id_] = len(set(hidden))
                    below = _NOTHING
                self._children[id_] = below
                self._depth.update(dict.fromkeys(below, self._depth[id_] + 1))
                self._parent.update(dict.fromkeys(below, id_))
                stack += reversed(below)

    def _column_starts(self) -> list[float]:
        """Where each level stands along the direction of growth."""
        measures, depths = self._measures, max(self._depth.values(), default=0) + 1
        back, forth, text = [0.0] * depths, [0.0] * depths, [0.0] * depths
        for id_ in self._order:
            extent, depth = self.extents[id_], self._level(id_)
            if extent.back > back[depth]:
                back[depth] = extent.back
            if extent.text > text[depth]:
                text[depth] = extent.text
            # What a leaf needs is kept free by its contour.
            if extent.forth > forth[depth] and self._children[id_]:
                forth[depth] = extent.forth
        starts = [0.0]
        for depth in range(1, depths):
            length = max(text[depth] + 2 * measures.space, measures.level)
            starts.append(starts[-1] + forth[depth - 1] + measures.lead + length + back[depth])
        return starts

    def _level(self, id_: str) -> int:
        """The column in which a node stands: its depth, or the last where leaves are aligned."""
        depth = self._depth[id_]
        if not self._aligned or not depth or self._children[id_] or id_ in self._hidden:
            return depth
        return self._last_level

    def _pack(self, top: str) -> tuple[float, float]:
        """Place a component's nodes across, relative to their parents; its reach to both sides."""
        contours: dict[str, _Contour] = {}
        for id_ in reversed(self._component(top)):
            parts = [contours.pop(child) for child in self._children[id_]]
            contours[id_] = contour = self._contour(id_, parts)
            self._keep_outline(id_, contour)
        outline = contours[top]
        return min(outline.left) + outline.shift, max(outline.right) + outline.shift

    def _repack(self, last: "_Arrangement", dirty: set[str]) -> None:
        """Pack again only what is above a change; everything else lies as it did."""
        self._offset, self._reach = dict(last._offset), dict(last._reach)
        self._outlines = dict(last._outlines)
        for id_ in dirty | (last._children.keys() - self._children.keys()):
            for known in (self._offset, self._reach, self._outlines):
                known.pop(id_, None)
        for top in [top for top in self._tops if top in dirty]:
            low = [id_ for id_ in self._component(top) if id_ in dirty]
            contours: dict[str, _Contour] = {}
            for id_ in reversed(low):
                parts = [self._part(child, contours) for child in self._children[id_]]
                if None in parts:  # too high for its outline to be kept
                    self._reach[top] = self._pack(top)
                    break
                contour = self._contour(id_, [part for part in parts if part is not None])
                contours[id_] = contour
                self._keep_outline(id_, contour)
            else:
                outline = contours[top]
                self._reach[top] = (
                    min(outline.left) + outline.shift,
                    max(outline.right) + outline.shift,
                )

    def _part(self, id_: str, contours: "dict[str, _Contour]") -> "_Contour | None":
        """The contour of a subtree, of which its parent's may be made."""
        if id_ in contours:
            return contours.pop(id_)
        known = self._outlines.get(id_)
        return None if known is None else _Contour(list(known[0]), list(known[1]))

    def _keep_outline(self, id_: str, contour: "_Contour") -> None:
        if len(contour.left) <= LOW:
            self._outlines[id_] = (
                [entry + contour.shift for entry in contour.left],
                [entry + contour.shift for entry in contour.right],
            )

    def _contour(self, id_: str, parts: list[_Contour]) -> _Contour:
        extent = self.extents[id_]
        if not parts:
            levels = self._levels_covered(id_)
            return _Contour([-extent.left] * levels, [extent.right] * levels)
        children = self._children[id_]
        whole, places = parts[0], [0.0]
        for part in parts[1:]:
            place = self._beside(whole, part)
            places.append(place)
            part.shift += place
            whole = self._joined(whole, part)
        centre = (places[0] + places[-1]) / 2
        for child, place in zip(children, places, strict=True):
            self._offset[child] = place - centre
        whole.shift -= centre
        whole.left.append(-extent.left - whole.shift)
        whole.right.append(extent.right - whole.shift)
        if extent.band:
            left, right = min(whole.left) - extent.band, max(whole.right) + extent.band
            levels = len(whole.left)
            return _Contour([left] * levels, [right] * levels, whole.shift)
        return whole

    def _levels_covered(self, leaf: str) -> int:
        """How many columns the text of a leaf reaches into."""
        depth = self._depth[leaf]
        end = self._columns[self._level(leaf)] + self.extents[leaf].forth
        levels = 1
        while depth + levels < len(self._columns) and self._columns[depth + levels - 1] < end:
            levels += 1
        return levels

    def _beside(self, whole: _Contour, part: _Contour) -> float:
        levels, gap = min(len(whole.right), len(part.left)), self._measures.gap
        return max(
            whole.right[-i] + whole.shift + gap - part.left[-i] - part.shift
            for i in range(1, levels + 1)
        )

    @staticmethod
    def _joined(whole: _Contour, part: _Contour) -> _Contour:
        """One contour of two neighbours; only the shallower one's levels are touched."""
        levels = min(len(whole.right), len(part.left))
        if len(whole.right) >= len(part.right):
            difference = part.shift - whole.shift
            for i in range(1, levels + 1):
                whole.right[-i] = part.right[-i] + difference
            return whole
        difference = whole.shift - part.shift
        for i in range(1, levels + 1):
            part.left[-i] = whole.left[-i] + difference
        return part

    def _place(self) -> dict[str, tuple[float, float]]:
        positions: dict[str, tuple[float, float]] = {}
        lowest = 0.0  # across: where the next loose component begins
        for top in self._tops:
            low, high = self._reach[top]
            across = 0.0 if top == self._tops[0] else lowest + DRAFT_GAP - low
            placed = self._by_hand(top)
            positions[top] = placed or self._point(0.0, across)
            if placed is None:
                lowest = max(lowest, across + high)
        nodes, parents, offsets = self._document.nodes, self._parent, self._offset
        for id_ in self._order:
            if id_ in positions:
                continue
            if nodes[id_].x is not None and (placed := self._by_hand(id_)) is not None:
                positions[id_] = placed
                continue
            above = parents[id_]
            along = self._columns[self._level(id_)] - self._columns[self._depth[above]]
            x, y = positions[above]
            across = offsets[id_]
            positions[id_] = (x + across, y + along) if self._down else (x + along, y + across)
        loose = [top for top in self._tops[1:] if self._by_hand(top) is not None]
        if loose:
            self._make_way(positions, loose)
        return positions

    def _make_way(self, positions: dict[str, tuple[float, float]], loose: list[str]) -> None:
        """Move what lies loose aside where it would lie over the tree, or over other loose parts."""
        aside = {id_: top for top in loose for id_ in self._component(top)}
        occupied = Occupied()
        for id_ in positions:
            if id_ not in aside:
                occupied.add(self._box(positions, id_))
        for top in loose:
            members = [id_ for id_, of in aside.items() if of == top]
            boxes = [self._box(positions, id_) for id_ in members]
            shift = self._shift(occupied, boxes)
            for id_, box in zip(members, boxes, strict=True):
                x, y = positions[id_]
                positions[id_] = (x + shift[0], y + shift[1])
                occupied.add(box.moved(*shift))

    def _shift(self, occupied: Occupied, boxes: list[Box]) -> tuple[float, float]:
        """How far boxes have to move across until they meet nothing.

        Each step clears what is met; after a few, all there is.
        """
        across, tries = 0.0, 0
        while True:
            step = 0.0
            for box in boxes:
                here = box.moved(*self._point(0.0, across))
                for other in occupied.met_by(here):
                    taken = occupied.all if tries > TRIES else other
                    past = taken.right - here.left if self._down else taken.bottom - here.top
                    step = max(step, past + self._measures.gap)
            if not step:
                return self._point(0.0, across)
            across += step
            tries += 1

    def _component(self, top: str) -> list[str]:
        order = [top]
        for id_ in order:
            order.extend(self._children[id_])
        return order

    def _box(self, positions: Mapping[str, tuple[float, float]], id_: str) -> Box:
        """What a node with its texts, and the branch that leads to it, take of the page."""
        extent, (x, y) = self.extents[id_], positions[id_]
        back = extent.back
        if (above := self._parent.get(id_)) is not None:
            px, py = positions[above]
            measures = self._measures
            reach = extent.text + 2 * measures.space + measures.lead
            back = max(back, min((y - py) if self._down else (x - px), reach))
        if self._down:
            return Box(x - extent.left, y - back, x + extent.right, y + extent.forth)
        return Box(x - back, y - extent.left, x + extent.forth, y + extent.right)

    def _point(self, along: float, across: float) -> tuple[float, float]:
        return (across, along) if self._down else (along, across)

    def _by_hand(self, id_: str) -> tuple[float, float] | None:
        node = self._document.nodes[id_]
        x, y = _pixels(node.x), _pixels(node.y)
        return None if x is None or y is None else (x, y)


def _pixels(numeral: Numeral | None) -> float | None:
    if numeral is None:
        return None
    try:
        value = float(numeral.value())
    except (NumberError, OverflowError):
        return None
    return max(-1e6, min(1e6, value))  # a scene has an end, and files are hostile
