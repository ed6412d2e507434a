"""A whole tree laid out as figures: what pictures are drawn from.

It needs no window and may be made on any thread.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from solver.document.annotations import Annotation, annotations
from solver.document.model import Document
from solver.document.style import Style
from solver.page.geometry import Point, Rect
from solver.page.measures import text_scale
from solver.page.tree_layout import Extent, Layout, arrange
from solver.solution import Plan, Solution
from widgets.basics.theme import Theme
from widgets.drawing.branch_figure import BranchFigure
from widgets.drawing.caption import Bands, Caption, bands
from widgets.drawing.columns import arrange_columns
from widgets.drawing.figure import Figure
from widgets.drawing.folding import folded
from widgets.drawing.looks.frame_looks import Frames
from widgets.drawing.looks.look import BranchLook, Looks, NodeLook
from widgets.drawing.looks.looker import looks
from widgets.drawing.node_extent import extent, sizes
from widgets.drawing.node_figure import LIGHT, NodeFigure
from widgets.drawing.surfaces.surface import Surface
from widgets.drawing.text_figure import TextFigure

#: Called now and then with how far it is, from 0 to 1; raises `Cancelled` to stop.
Progress = Callable[[float], None]

EVERY = 200  # figures between two calls


def silent(done: float) -> None:
    """For who does not want to know how far it is."""


class Drawing:
    """The figures of a document in the order in which they are drawn."""

    def __init__(
        self,
        document: Document,
        solution: Solution | None,
        plan: Plan | None,
        style: Style,
        theme: Theme,
        progress: Progress = silent,
        frames: Frames | None = None,
    ) -> None:
        self._document, self._style, self._theme = document.expanded, style, theme
        self._down, self._shape = document.direction == "down", document.branch_shape
        self._extents: dict[str, Extent] = {}
        self._frames = frames  # of a reveal: whatever one of them shows has its room
        self.layout = Layout({}, {})
        drawn = folded(document.expanded, solution, style)
        self.shown = looks(document, (), solution, plan, style=style)
        progress(0.1)
        self.layout = self._arranged(drawn)
        if self.layout.hidden:  # the marks of folded nodes need room of their own
            self.shown = looks(document, (), solution, plan, self.layout.hidden, style=style)
            self.layout = self._arranged(drawn)
        progress(0.25)
        texts = annotations(document)
        self.far = (
            text_scale(document, style) if texts else 1.0
        )  # times as far out as typed stand texts
        self.texts = [self._text(text) for text in texts]
        self.nodes: dict[str, NodeFigure] = {}
        self.branches: dict[str, BranchFigure] = {}
        self._make(progress)
        self._caption = Caption()
        standing = [(node, node.place.x) for node in self.nodes.values()]
        columns = arrange_columns(self.shown.heads, standing, self.bounds().top, theme)
        self._bands = Bands()
        around = self._bands.show_bands(bands(self._document, self.bounds, theme), theme)
        everything = self._all_frames().united(around)
        self.rect = self._caption.show_around(
            everything, document, *self._ever_shown(), style, theme, columns
        )

    def _rooms(self) -> Sequence[Looks]:
        return [] if self._frames is None else self._frames.rooms(self.layout.hidden)

    def _ever_shown(self) -> tuple[list[NodeLook], list[BranchLook]]:
        """What nodes and branches show on any frame: the legend is one for all of them."""
        shown = [self.shown]
        if self._frames is not None and self._style.legend:
            shown += self._frames.fully_drawn(self.layout.hidden)
        nodes = [look for own in shown for look in own.nodes.values()]
        return nodes, [look for own in shown for look in own.branches.values()]

    def _all_frames(self) -> Rect:
        """The box around all that one of the frames shows."""
        shown, rect = self.shown, self.bounds()
        for room in self._rooms():
            self.show(room)
            rect = rect.united(self.bounds())
        self.show(shown)
        around = 2 * LIGHT if self._frames is not None and self._frames.has_marks else 0.0
        return rect.adjusted(-around, -around, around, around)

    def _arranged(self, drawn: Document) -> Layout:
        rooms = self._rooms()

        def measure(id_: str) -> Extent:
            entering = drawn.incoming(id_)
            branch = self.shown.branches.get(entering[0].id) if entering else None
            node = self.shown.nodes[id_]
            texts = {node.rolled, *(room.nodes[id_].rolled for room in rooms)}
            needed = [
                extent(
                    msgspec.structs.replace(node, rolled=rolled),
                    branch, self._theme, down=self._down, shape=self._shape,
                )
                for rolled in texts
            ]  # fmt: skip
            found = needed[0] if len(needed) == 1 else Extent(*map(max, zip(*needed, strict=True)))
            self._extents[id_] = found
            return found

        return arrange(drawn, measure, sizes(self._theme))

    def _text(self, text: Annotation) -> TextFigure:
        figure = TextFigure(text.index, self._theme)
        figure.show_text(text.text, self._theme)
        figure.place = Point(text.x, text.y) * self.far
        return figure

    def _make(self, progress: Progress) -> None:
        positions, hidden = self.layout.positions, self.layout.hidden
        total = 4 * len(positions) + 1
        for id_, place in positions.items():
            node = NodeFigure(id_, self._theme, down=self._down)
            node.show_look(self.shown.nodes[id_], self._theme, down=self._down)
            node.place = Point(*place)
            self.nodes[id_] = node
            if len(self.nodes) % EVERY == 0:
                progress(0.25 + len(self.nodes) / total)
        for branch in self._document.branches.values():
            if branch.source in hidden or not {branch.source, branch.target} <= positions.keys():
                continue
            line = BranchFigure(branch.id, self._theme)
            line.show_look(self.shown.branches[branch.id], self._theme)
            line.place = self.nodes[branch.source].place
            line.connect(
                self.nodes[branch.target].place - line.place,
                down=self._down,
                shape=self._shape,
                back=self._extents[branch.target].back,
            )
            self.branches[branch.id] = line
            self.nodes[branch.target].stand_at(line)
            if len(self.branches) % EVERY == 0:
                progress(0.5 + len(self.branches) / total)
        for node in self.nodes.values():
            node.fork = self.branches

    @property
    def document(self) -> Document:
        """What is drawn, live copies written out."""
        return self._document

    @property
    def positions(self) -> Mapping[str, tuple[float, float]]:
        """Where every visible node stands, in pixels at 100 %."""
        return self.layout.positions

    def bounds(self, only: frozenset[str] | None = None) -> Rect:
        """The tight box around these nodes and branches, or around all."""
        rects = [
            figure.room
            for figure in self._figures()
            if only is None or (figure.id in only and not isinstance(figure, TextFigure))
        ]
        if not rects:
            return Rect()
        return Rect.between(
            Point(min(r.left for r in rects), min(r.top for r in rects)),
            Point(max(r.right for r in rects), max(r.bottom for r in rects)),
        )

    def _figures(self) -> Iterator[Figure]:
        yield from self.texts
        yield from self.branches.values()
        yield from self.nodes.values()

    def show(self, shown: Looks) -> None:
        """Show other looks in the same places: nothing moves."""
        for id_, node in self.nodes.items():
            node.show_look(shown.nodes[id_], self._theme, down=self._down)
        for id_, branch in self.branches.items():
            branch.show_look(shown.branches[id_], self._theme)
        self.shown = shown

    def draw(
        self,
        surface: Surface,
        only: frozenset[str] | None = None,
        progress: Progress = silent,
        *,
        legend: bool = True,
    ) -> None:
        """Draw these nodes and branches, or all with title and legend; only a part of a page has none."""
        total = len(self.nodes) + len(self.branches) + len(self.texts)
        if only is None:
            self._bands.draw(surface)
        for number, figure in enumerate(self._figures()):
            if number % EVERY == 0:
                progress(number / total)
            if only is not None and (figure.id not in only or isinstance(figure, TextFigure)):
                continue
            name = f"{figure.element}-{figure.id}"
            surface.begin(name, figure.kind, figure.words, figure.place)
            figure.draw(surface)
            surface.end()
        if only is None:
            surface.begin("caption", "caption")
            self._caption.draw(surface, legend=legend)
            surface.end()
