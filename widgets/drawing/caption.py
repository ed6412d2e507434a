"""The title above a tree, the legend below it, and the bands behind what conduct settles."""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from operator import attrgetter

from solver.document.elements import Kind
from solver.document.model import Document
from solver.document.style import Style
from solver.page.geometry import Point, Rect
from solver.page.scale_shades import Shade
from solver.translation import mark, tr
from solver.words.tree_texts import KIND_WORDS
from widgets.basics.theme import Theme
from widgets.drawing.branch_figure import BranchFigure
from widgets.drawing.columns import Columns
from widgets.drawing.gap_arc import draw_gap
from widgets.drawing.looks.look import BranchLook, Mark, NodeLook
from widgets.drawing.node_extent import BAND_AIR, sizes
from widgets.drawing.node_figure import NodeFigure
from widgets.drawing.surfaces.surface import DASHED, Surface, stroke
from widgets.drawing.texts.label import Label, label

# In sizes of type, but for how much wider than the tree a legend may be:
_SAMPLE = 3.2  # a line in the legend
_AIR = 1.3  # between the tree and what is around it, and between columns of the legend
_BESIDE = 0.6  # between a sign and what it means
_WIDER = 1.2  # rather than higher
_LEAST = 30.0  # the width that a title and a legend may have at least

#: How branches are marked, and whether they are faded though they are permitted.
_MARKS = {
    (Mark.PERMITTED, False): mark("permitted"),
    (Mark.PERMITTED, True): mark("permitted off the plan"),
    (Mark.DOMINATED, False): mark("not permitted"),
    (Mark.UNDECIDED, False): mark("undecided"),
}

#: How wide a sign in a legend is, what it means, and how it is drawn.
Sample = tuple[float, str, Callable[[Point, Surface], None]]


class Caption:
    """Shows the title and the legend around the tree, where the style asks for them, and bands behind it."""

    def __init__(self) -> None:
        self.rect = Rect()  # with the tree that it stands around
        self._title: tuple[Label, Rect] | None = None
        self._entries: list[tuple[Callable[[Surface], None], Label, Rect]] = []
        self._theme: Theme | None = None
        self._columns: Columns | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands around the tree."""
        return self._title is None and not self._entries and self._columns is None

    def show_around(
        self,
        content: Rect,
        document: Document,
        nodes: Collection[NodeLook],
        branches: Collection[BranchLook],
        style: Style,
        theme: Theme,
        columns: Columns | None = None,
    ) -> Rect:
        """Arrange around this; the room that the tree takes with it."""
        self._theme, self._columns = theme, columns
        if columns is not None:
            content = content.united(columns.rect)
        self._title, self._entries = None, []
        rect = content
        if style.title and document.title:
            wide = max(content.width, _LEAST * theme.text_pixels)
            text = label(document.title, round(theme.text_pixels * 1.4), theme.face, wide)
            above = content.top - _AIR * theme.text_pixels
            place = text.at(content.left, above - text.height)
            self._title = text, place
            rect = rect.united(place)
        if style.legend and nodes:
            samples = [*_samples(document, nodes, theme), *mark_samples(nodes, branches, theme)]
            rect = rect.united(self._place_legend(content, samples, theme))
        self.rect = rect
        return rect

    def draw(self, surface: Surface, scale: float = 0.0, *, legend: bool = True) -> None:
        """Draw both onto anything, or the title alone."""
        if self._theme is None:
            return
        if self._columns is not None:
            self._columns.draw(surface, self._theme, scale)
        if self._title is not None:
            self._title[0].draw(surface, self._title[1], self._theme.text)
        for sample, text, place in self._entries if legend else ():
            sample(surface)
            text.draw(surface, place, self._theme.text)

    # --------------------------------------------------------------------- legend

    def _place_legend(self, content: Rect, entries: Sequence[Sample], theme: Theme) -> Rect:
        z = theme.text_pixels
        samples = [
            (width, label(words, theme.small_pixels, theme.face), draw)
            for width, words, draw in entries
        ]
        high = max(2 * sizes(theme).half, *(text.height for _, text, _ in samples))
        row = high + sizes(theme).space
        left, top = content.left, content.bottom + _AIR * z
        room = max(_WIDER * content.width, _LEAST * z)
        columns = _columns([(sign, text.width) for sign, text, _ in samples], room, z)
        used = Rect(left, top, 1, row)
        for number, (width, text, draw) in enumerate(samples):
            x, sign = columns[number % len(columns)]
            middle = top + (number // len(columns) + 0.5) * row
            place = text.at(left + x + sign + _BESIDE * z, middle - text.height / 2)
            begin = Point(left + x + (sign - width) / 2, middle)
            self._entries.append((partial(draw, begin), text, place))
            used = used.united(Rect(left + x, middle - row / 2, sign, row)).united(place)
        return used


def _samples(document: Document, nodes: Collection[NodeLook], theme: Theme) -> list[Sample]:
    """What kinds of nodes there are and on which scales, as entries of a legend."""
    result: list[Sample] = []
    scales = list(dict.fromkeys(o.scale_name for o in document.outcomes.values()))
    several = len([scale for scale in scales if scale is not None]) > 1
    kinds = {node.kind for node in nodes}
    for kind, words in KIND_WORDS.items():
        if kind in kinds and not (kind is Kind.OUTCOME and several):
            look = NodeLook(kind=kind, hue=_only_hue(nodes) if kind is Kind.OUTCOME else None)
            result.append((2 * sizes(theme).half, tr(words), partial(_draw_node, look, theme)))
    if several:
        hues = sorted({node.hue.scale for node in nodes if node.hue is not None})
        names = [scale for scale in scales if scale is not None]
        for hue in hues:
            look = NodeLook(kind=Kind.OUTCOME, hue=Shade(hue, 0))
            words = tr("outcome on the scale “{names}”").format(names=names[hue])
            result.append((2 * sizes(theme).half, words, partial(_draw_node, look, theme)))
    return result


def mark_samples(
    nodes: Collection[NodeLook], branches: Collection[BranchLook], theme: Theme
) -> list[Sample]:
    """What marks of a verdict these use, as entries of a legend."""
    result: list[Sample] = []
    marks = {(branch.mark, branch.mark is Mark.PERMITTED and branch.faded) for branch in branches}
    for (own, faded), words in _MARKS.items():
        if (own, faded) in marks:
            draw = partial(_draw_branch, BranchLook(mark=own, faded=faded), theme)
            result.append((_SAMPLE * theme.text_pixels, tr(words), draw))
    if any(branch.doubled for branch in branches):
        draw = partial(_draw_branch, BranchLook(mark=Mark.PERMITTED, doubled=True), theme)
        result.append((_SAMPLE * theme.text_pixels, tr("the chosen plan"), draw))
    if any(node.has_gap for node in nodes):
        result.append(_gap_sample(tr("preferential gap"), theme, (True, True)))
    if any({True, False} <= {permitted for _, permitted in node.gap} for node in nodes):
        result.append(_gap_sample(tr("gap, settled"), theme, (False, True)))
    return result


def _columns(
    entries: Sequence[tuple[float, float]], room: float, z: float
) -> list[tuple[float, float]]:
    """Where as many columns begin as there is room for, and how wide the signs in each are.

    ``entries`` are the widths of signs and of what they mean.
    """
    found: list[tuple[float, float]] = []
    for count in range(len(entries), 0, -1):
        found, x = [], 0.0
        for first in range(count):
            signs, texts = zip(*entries[first::count], strict=True)
            found.append((x, max(signs)))
            x += max(signs) + _BESIDE * z + max(texts) + _AIR * z
        if x - _AIR * z <= room:
            break
    return found


def _only_hue(nodes: Collection[NodeLook]) -> Shade | None:
    """The hue of the only scale, if there is but one and everything stands on it."""
    hues = {node.hue for node in nodes if node.kind is Kind.OUTCOME}
    scales = {None if hue is None else hue.scale for hue in hues}
    only = scales.pop() if len(scales) == 1 else None
    return None if only is None else Shade(only, 0)


def _gap_sample(words: str, theme: Theme, permitted: tuple[bool, bool]) -> Sample:
    """The arc over the upper and the lower option of a fork."""
    m = sizes(theme)
    reach = m.z

    def draw(at: Point, surface: Surface) -> None:
        options = [(-60.0, permitted[0]), (60.0, permitted[1])]
        fork = at - Point(reach / 4, 0)
        draw_gap(surface, fork, reach, options, m, theme.ink, theme.strength)

    return reach, words, draw


def _draw_node(look: NodeLook, theme: Theme, at: Point, surface: Surface) -> None:
    figure = NodeFigure("", theme, down=False)
    figure.show_look(look, theme, down=False)
    figure.place = at + Point(sizes(theme).half, 0)
    figure.draw_in_place(surface)


def _draw_branch(look: BranchLook, theme: Theme, at: Point, surface: Surface) -> None:
    figure, half = BranchFigure("", theme), sizes(theme).half
    figure.show_look(look, theme)
    figure.place = at - Point(half, 0)
    figure.connect(
        Point(_SAMPLE * theme.text_pixels + 2 * half, 0), down=False, shape="angled", back=half
    )
    figure.draw_in_place(surface)


# ----------------------------------------------------------------------------- bands


def bands(document: Document, bounds: Callable[[frozenset[str]], Rect], theme: Theme) -> list[Rect]:
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
        if not rect.is_null:
            found.append(rect.adjusted(-air, -air, air, air))
    return found


def _below(document: Document, top: str) -> Iterator[str]:
    for node in document.below(top):
        yield node
        for branch in document.children(node):
            yield branch.id


class Bands:
    """The bands, behind all else that is drawn."""

    def __init__(self) -> None:
        self._rects: Sequence[Rect] = ()
        self._theme: Theme | None = None
        self.rect = Rect()  # the room that they take

    def show_bands(self, rects: Sequence[Rect], theme: Theme) -> Rect:
        """Show these; the room that they take."""
        self._rects, self._theme, self.rect = rects, theme, Rect()
        for rect in rects:
            self.rect = self.rect.united(rect)
        return self.rect

    @property
    def is_empty(self) -> bool:
        """Whether there are none."""
        return not self._rects

    def draw(self, surface: Surface, scale: float = 0.0) -> None:
        """Draw them onto anything; the outer ones first."""
        if not self._rects or self._theme is None:
            return
        surface.pen(stroke(self._theme.edge, 1.0, DASHED))
        surface.brush(self._theme.shade)
        for rect in self._rects:
            surface.draw_rect(rect, 4)
        surface.brush(None)
