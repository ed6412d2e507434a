"""However the branches run, no text lies over another, and no line runs through a text."""

from itertools import combinations

import pytest
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

import assets
from solver.document.model import Document
from solver.edits import OfferCommitment, SetView
from solver.formats.quandary import loads
from widgets.canvas.items.branch_item import BranchItem
from widgets.canvas.items.node_item import NodeItem
from widgets.canvas.scene.scene import TreeScene


def shown(name: str, **view: str) -> TreeScene:
    document: Document = loads(assets.example_text(name))
    for key, value in view.items():
        document = SetView(key, value).apply(document)
    scene = TreeScene()
    scene.show_document(document)
    return scene


def texts(item: NodeItem | BranchItem) -> list[QRectF]:
    """The boxes of an item's texts in the scene, a hair smaller than they are."""
    if isinstance(item, BranchItem):
        boxes = [item._label_rect, item._detail_rect]
    else:
        boxes = [
            item._label_rect(),
            item._rolled_rect(),
            item._title_rect(),
            item._detail_rect(),
        ]
    parts = [box.translated(item.pos()) for box in boxes if not box.isEmpty()]
    return [part.adjusted(0.5, 1, -0.5, -1) for part in parts]


@pytest.mark.parametrize("leaves", ["free", "aligned"])
@pytest.mark.parametrize("direction", ["right", "down"])
@pytest.mark.parametrize("branches", ["angled", "curved", "straight"])
@pytest.mark.parametrize("name", [example.name for example in assets.EXAMPLES])
def test_texts_stay_clear(
    name: str, branches: str, direction: str, leaves: str, qtbot: QtBot
) -> None:
    scene = shown(name, branches=branches, direction=direction, leaves=leaves)
    items = [item for item in scene.items() if isinstance(item, NodeItem | BranchItem)]
    boxes = [box for item in items for box in texts(item)]
    assert boxes
    for one, other in combinations(boxes, 2):
        assert not one.intersects(other), (one, other)
    for item in items:
        if isinstance(item, BranchItem):
            line = item._line().translated(item.pos())
            points = [line.pointAtPercent(step / 60) for step in range(61)]
            gaps = item._course.shape == "straight"  # a point at a jump belongs to no piece
            for box in boxes:
                own = gaps and box in texts(item)
                assert own or not any(box.contains(point) for point in points), (item.id, box)


@pytest.mark.parametrize("branches", ["angled", "curved"])
@pytest.mark.parametrize("name", [example.name for example in assets.EXAMPLES])
def test_what_marks_a_selected_branch_lies_over_no_text_of_another(
    name: str, branches: str, qtbot: QtBot
) -> None:
    scene = shown(name, branches=branches)
    items = [item for item in scene.items() if isinstance(item, NodeItem | BranchItem)]
    boxes = [(item, box) for item in items for box in texts(item)]
    for item in items:
        if isinstance(item, BranchItem):
            mark = item.selection_path().translated(item.pos())
            for other, box in boxes:
                assert other is item or not mark.intersects(box), (item.id, other.id)
            assert all(mark.contains(box.center()) for box in texts(item)), item.id


@pytest.mark.parametrize("direction", ["right", "down"])
def test_no_line_around_what_conduct_settles_runs_through_a_text(
    direction: str, qtbot: QtBot
) -> None:
    for name in ("shutdown", "oil", "leave-or-block"):
        document = loads(assets.example_text(name))
        assert document.root_id is not None
        document = SetView("direction", direction).apply(document)
        scene = TreeScene()
        scene.show_document(OfferCommitment(document.root_id).apply(document))
        boxes = [
            box
            for item in scene.items()
            if isinstance(item, NodeItem | BranchItem)
            for box in texts(item)
        ]
        (band,) = scene._bands._rects
        for box in boxes:
            assert band.contains(box) or not band.intersects(box), box
