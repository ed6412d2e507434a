"""The sketch of a large tree: what is in view is drawn, all of it, and not much else."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from solver.edits import SetView
from tests.bench.large.open_document import balanced
from widgets.canvas.scene.overview_strokes import TreeSketch
from widgets.canvas.scene.scene import TreeScene

TREE = balanced(600)


def sketched(sketch: TreeSketch, part: QRectF, seen: QRectF) -> QImage:
    """A part of the scene, drawn for a view that sees this much."""
    image = QImage(round(part.width()), round(part.height()), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.translate(-part.topLeft())
    sketch.paint(painter, (), seen)
    painter.end()
    return image


@pytest.mark.parametrize("direction", ["right", "down"])
def test_a_part_is_drawn_as_in_the_whole(qtbot: QtBot, direction: str) -> None:
    scene = TreeScene()
    scene.show_document(SetView("direction", direction).apply(TREE))
    sketch, whole = scene.sketch(), scene.content_rect()
    assert len(sketch._strips) > 5
    down = direction == "down"
    drawn: list[int] = []
    for step in range(4):
        offset = step * (whole.width() if down else whole.height()) / 4
        part = QRectF(whole.left(), whole.top(), 600, 600).translated(
            offset if down else 0, 0 if down else offset
        )
        assert sketched(sketch, part, part) == sketched(sketch, part, whole)
        assert sketched(sketch, part, part) != sketched(sketch, part, QRectF())
        drawn.append(sum(strip.room.intersects(part) for strip in sketch._strips))
    assert max(drawn) < len(sketch._strips) / 2
