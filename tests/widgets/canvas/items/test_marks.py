"""What marks a selected branch, or what conduct settles, keeps clear of texts."""

import pytest
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

import assets
from solver.document.model import Document
from solver.edits import OfferCommitment, SetBranch, SetOutcome, SetView
from solver.formats.quandary import loads
from widgets.canvas.items.branch_item import BranchItem
from widgets.canvas.items.item import FRAME, TreeItem
from widgets.canvas.items.node_item import NodeItem
from widgets.canvas.items.painter_surface import qt_rect
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
    parts = [qt_rect(box).translated(item.pos()) for box in item.figure.text_boxes()]
    return [part.adjusted(0.5, 1, -0.5, -1) for part in parts]


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
        (band,) = map(qt_rect, scene._bands._rects)
        for box in boxes:
            assert band.contains(box) or not band.intersects(box), box


def with_mathematics(**view: str) -> TreeScene:
    """The shutdown tree with formulas as the labels of outcomes and branches."""
    document: Document = loads(assets.example_text("shutdown"))
    for number, id_ in enumerate(document.outcomes):
        label = ("$A^+$", "$A^-$", r"no $\frac{1}{2}$ of $B_{12}^{n+1}$")[number % 3]
        document = SetOutcome(id_, {"label": label}).apply(document)
    for id_ in document.branches:
        document = SetBranch(id_, {"label": "$x^2$"}).apply(document)
    for key, value in view.items():
        document = SetView(key, value).apply(document)
    scene = TreeScene()
    scene.show_document(document)
    return scene


@pytest.mark.parametrize("direction", ["right", "down"])
@pytest.mark.parametrize("branches", ["angled", "curved", "straight"])
@pytest.mark.parametrize("mathematics", [False, True])
def test_what_is_repainted_of_an_item_has_all_that_marks_it(
    direction: str, branches: str, mathematics: bool, qtbot: QtBot
) -> None:
    """Else an edge of the frame is missing, or stays behind when the selection goes on."""
    view = {"direction": direction, "branches": branches}
    scene = with_mathematics(**view) if mathematics else shown("shutdown", **view)
    half = FRAME / 2
    for item in scene.items():
        if isinstance(item, TreeItem):
            frame = item.selection_path().boundingRect().adjusted(-half, -half, half, half)
            assert item.boundingRect().contains(frame), item.id
            assert item.boundingRect().contains(item.shape().boundingRect()), item.id
