"""However the branches run, no text lies over another, and no line runs through a text."""

from itertools import combinations, pairwise

import pytest

import assets
from solver.document.model import Document
from solver.edits import SetView
from solver.formats.quandary import loads
from solver.page.geometry import Point, Rect
from solver.page.path import CURVE, Path, on_curve
from widgets.drawing.branch_figure import BranchFigure
from widgets.drawing.node_figure import NodeFigure
from widgets.drawing.picture import Picture


def drawn(name: str, **view: str) -> list[NodeFigure | BranchFigure]:
    document: Document = loads(assets.example_text(name))
    for key, value in view.items():
        document = SetView(key, value).apply(document)
    drawing = Picture(document).drawing
    return [*drawing.nodes.values(), *drawing.branches.values()]


def texts(figure: NodeFigure | BranchFigure) -> list[Rect]:
    """The boxes of a figure's texts on the page, a hair smaller than they are."""
    at = figure.place
    return [box.moved(at.x, at.y).adjusted(0.5, 1, -0.5, -1) for box in figure.text_boxes()]


def meet(one: Rect, other: Rect) -> bool:
    across = one.left < other.right and other.left < one.right
    return across and one.top < other.bottom and other.top < one.bottom


def along(path: Path) -> list[Point]:
    """Points of all its pieces, close to each other."""
    found = []
    for before, (kind, points) in pairwise(path.steps):
        for part in (step / 30 for step in range(31)):
            if kind == CURVE:
                found.append(on_curve(before.end, *points, part))
            elif kind == "L":
                found.append(before.end + (points[0] - before.end) * part)
    return found


@pytest.mark.parametrize("leaves", ["free", "aligned"])
@pytest.mark.parametrize("direction", ["right", "down"])
@pytest.mark.parametrize("branches", ["angled", "curved", "straight"])
@pytest.mark.parametrize("name", [example.name for example in assets.EXAMPLES])
def test_texts_stay_clear(name: str, branches: str, direction: str, leaves: str) -> None:
    figures = drawn(name, branches=branches, direction=direction, leaves=leaves)
    boxes = [box for figure in figures for box in texts(figure)]
    assert boxes
    for one, other in combinations(boxes, 2):
        assert not meet(one, other), (one, other)
    for figure in figures:
        if isinstance(figure, BranchFigure):
            points = along(figure.line().moved(figure.place.x, figure.place.y))
            across, down = zip(*((point.x, point.y) for point in points), strict=True)
            room = Rect(min(across), min(down), max(across) - min(across), max(down) - min(down))
            for box in boxes:
                inner = box.adjusted(1.5, 1.5, -1.5, -1.5)  # a line may graze a corner
                near = points if meet(inner, room.adjusted(-1, -1, 1, 1)) else ()
                assert not any(inner.has(point) for point in near), (figure.id, box)
