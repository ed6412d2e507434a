"""The room that a node takes on the page, with the texts of the branch that leads to it."""

from typing import Final

from solver.page.measures import Measures, measures
from solver.page.tree_layout import Extent
from widgets.basics.theme import Theme, mixed
from widgets.drawing.looks.look import BranchLook, NodeLook
from widgets.drawing.texts.label import ALL, NOTHING, Label, label

BAND_AIR: Final = 0.55  # around what a band covers, in sizes of type
COPY_SIGN: Final = 7.0  # pixels that the sign of a live copy reaches out at the left
STRAIGHT: Final = "straight"  # the shape of branches that have their texts in the line


def sizes(theme: Theme) -> Measures:
    """The measures of a tree in this theme."""
    return measures(theme.text_pixels)


def radius(theme: Theme) -> float:
    """How far a node is drawn from its centre, where a branch begins and ends."""
    half = sizes(theme).half
    return half / 3 if theme.shapes == "dots" else half


def light(theme: Theme) -> str:
    """What lies below what is highlighted: the accent, so thin that every text reads on it."""
    return mixed(theme.accent, theme.canvas, 78)


def large(text: str, theme: Theme) -> Label:
    """A text in the tree's own size, in as many lines as a label may have."""
    if not text:
        return NOTHING
    z = theme.text_pixels
    return label(text, z, theme.face, theme.label_width * z)


def small(text: str, theme: Theme) -> Label:
    """A less important text."""
    if not text:
        return NOTHING
    return label(text, theme.small_pixels, theme.face, theme.label_width * theme.text_pixels)


def numbers(text: str, theme: Theme) -> Label:
    """Numbers with a few words: none of it is cut."""
    if not text:
        return NOTHING
    width = theme.label_width * theme.text_pixels
    return label(text, theme.small_pixels, theme.face, width, ALL)


def texts_of(node: NodeLook, theme: Theme) -> tuple[Label, Label, Label, Label]:
    """The texts of a node: its name, what is rolled back, the name of its outcome, and its numbers."""
    return (
        small(node.label, theme) if node.label else NOTHING,
        numbers(node.rolled, theme) if node.rolled else NOTHING,
        large(node.title, theme) if node.title else NOTHING,
        numbers(node.detail, theme) if node.detail else NOTHING,
    )


def edge(m: Measures) -> float:
    """Where a text at the upper or lower left of a node ends: clear of steep branches that leave it."""
    return m.half - 0.6 * m.heavy


def beside(text: Label, theme: Theme) -> float:
    """How far a text at the upper or lower left of a node reaches over its branch."""
    if text is NOTHING:
        return 0.0
    m = sizes(theme)
    return max(0.0, text.width - m.half - edge(m)) + m.space


def extent(
    node: NodeLook, branch: BranchLook | None, theme: Theme, *, down: bool, shape: str
) -> Extent:
    """The room that a node needs, with the texts of the branch that leads to it."""
    m = sizes(theme)
    name, rolled, title, detail = texts_of(node, theme)
    above_line = below_line = NOTHING
    if branch is not None:
        above_line, below_line = large(branch.label, theme), numbers(branch.detail, theme)
    sign = COPY_SIGN if node.copy_top else 0.0
    if down:
        return _downwards(node, name, rolled, title, detail, above_line, below_line, m, shape, sign)
    leaf = max(title.width, detail.width)
    above = m.half + (name.height + m.text_gap if name is not NOTHING else 0)
    below = m.half + (rolled.height + m.text_gap if rolled is not NOTHING else 0)
    back, texts = m.half, max(above_line.width, below_line.width)
    if shape == STRAIGHT:
        back = max(m.half + sign, max(name.width, rolled.width) - edge(m) + m.space)
        around = (above_line.height + below_line.height) / 2 * spread(texts, back, m)
        both = m.half + m.text_gap + name.height + rolled.height
        above, below = max(above, around, both), max(below, around, both)
    else:
        above = max(above, m.text_gap + above_line.height if above_line else 0.0)
        below = max(below, m.text_gap + below_line.height if below_line else 0.0)
        over_name, over_rolled = beside(name, theme), max(beside(rolled, theme), sign)
        name_above = max(above_line.width + over_name, below_line.width + over_rolled)
        name_below = max(above_line.width, below_line.width + max(over_name, over_rolled))
        apart = texts + max(over_name, over_rolled)  # where the edge of a band is between them
        texts = apart if node.banded else max(texts, min(name_above, name_below))
        if name_above > max(texts, m.level - 2 * m.space):  # the name may have to go below
            below = max(below, m.half + m.text_gap + name.height + rolled.height)
    if title and detail:
        above, below = max(above, title.height), max(below, detail.height + 2)
    elif title:
        above, below = max(above, title.height / 2), max(below, title.height / 2)
    if branch is not None:
        least = (m.row - m.gap) / 2
        above, below = max(above, least), max(below, least)
    fold = 2.5 * m.z if node.hidden else 0.0
    band = BAND_AIR * m.z if node.banded else 0.0
    return Extent(
        back=back,
        forth=m.half + (m.z + leaf + m.space if leaf else fold),
        left=above,
        right=below,
        text=texts + band,
        band=band,
    )


def _downwards(
    node: NodeLook,
    name: Label,
    rolled: Label,
    title: Label,
    detail: Label,
    above_line: Label,
    below_line: Label,
    m: Measures,
    shape: str,
    sign: float,
) -> Extent:
    leaf, aside = max(title.width, detail.width), max(name.width, rolled.width)
    texts = max(above_line.width, below_line.width)
    high = above_line.height + below_line.height  # of the texts where they are in the line
    left = max(m.half + (m.text_gap + sign + aside if aside else sign), leaf / 2) + m.text_gap
    back = m.half
    right = max(m.half, leaf / 2, m.space + texts + m.text_gap)
    if shape == STRAIGHT:
        around = texts / 2 * spread(high, m.half + m.text_gap, m)
        left = max(left, around)  # texts stand on the side from which the branch does not come
        right = max(left, max(m.half, leaf / 2, around) + m.text_gap)
        back = max(back, name.height + rolled.height - m.half)
    fold = 1.6 * m.z if node.hidden else 0.0
    band = BAND_AIR * m.z if node.banded else 0.0
    return Extent(
        back=back + m.text_gap,
        forth=m.half + (2 * m.text_gap + title.height + detail.height if leaf else fold),
        left=left,
        right=right,
        text=max(high, name.height + rolled.height - m.half) + band,
        band=band,
    )


def spread(length: float, back: float, m: Measures) -> float:
    """By how much further apart siblings stand where texts of that length are in straight lines.

    At the middle of its text a straight line has gone only a part of the way across to its end,
    and so have its siblings: what must not touch there needs more room at the end.  ``back`` is
    how far the node at the end reaches back.
    """
    middle = m.lead + m.space + length / 2
    return (middle + m.space + length / 2 + back) / middle
