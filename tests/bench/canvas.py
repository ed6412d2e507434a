"""How the canvas bears large trees, against a bare QGraphicsScene with as many items.

    python -m tests.bench.canvas [NODES …]

10,000 nodes by default.  Both sides run in this process: showing everything at first, one frame
after another while panning and zooming; and for the canvas alone an edit of one label and of the
shape, until it is painted.  Medians; memory is what the canvas took for each node.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsLineItem,
    QGraphicsRectItem,
    QGraphicsScene,
    QGraphicsSimpleTextItem,
    QGraphicsView,
)

from solver.document.elements import Kind
from solver.document.model import Document
from solver.edits import AddNode, Edit, SetNode
from tests import memory
from tests.bench.large.open_document import balanced
from widgets.canvas import Canvas


def bare(document: Document) -> QGraphicsView:
    """A square, a text and two lines for every node, nothing clever."""
    scene = QGraphicsScene()
    view = QGraphicsView(scene)
    for i, id_ in enumerate(document.nodes):
        x, y = 160.0 * (i % 8), 40.0 * (i // 8)
        scene.addItem(QGraphicsRectItem(QRectF(x, y, 24, 24)))
        scene.addItem(QGraphicsLineItem(x - 100, y, x, y))
        scene.addItem(QGraphicsLineItem(x - 120, y + 12, x - 100, y))
        text = QGraphicsSimpleTextItem(id_)
        text.setPos(x + 30, y)
        scene.addItem(text)
    view.scene_kept = scene  # type: ignore[attr-defined]  # the view does not own it
    return view


def timed(do: Callable[[], object]) -> float:
    started = time.perf_counter()
    do()
    return time.perf_counter() - started


def shown(make: Callable[[], QGraphicsView]) -> tuple[QGraphicsView, float]:
    started = time.perf_counter()
    view = make()
    view.resize(1200, 800)
    view.show()
    view.grab()
    return view, time.perf_counter() - started


def frames(view: QGraphicsView) -> tuple[float, float]:
    """Seconds a frame while panning at 100 %, and while zooming from all of it."""
    view.resetTransform()
    bar = view.verticalScrollBar()
    pans, zooms = [], []
    for step in range(20):
        bar.setValue(bar.minimum() + (bar.maximum() - bar.minimum()) * step // 20)
        pans.append(timed(view.grab))
    view.fitInView(view.sceneRect())
    for _ in range(10):
        view.scale(1.3, 1.3)
        zooms.append(timed(view.grab))
    return statistics.median(pans), statistics.median(zooms)


def measure(document: Document) -> None:
    """Print the table for one document."""
    plain, plain_opened = shown(lambda: bare(document))
    before = memory.peak()

    def make() -> Canvas:
        canvas = Canvas()
        canvas.show_document(document)
        return canvas

    canvas, opened = shown(make)
    assert isinstance(canvas, Canvas)
    taken = (memory.peak() - before) * 1024 / len(document.nodes)
    print(f"{len(document.nodes):,} nodes{'':<8} {'canvas':>10} {'bare scene':>11} {'ratio':>6}")
    (pan, zoom), (plain_pan, plain_zoom) = frames(canvas), frames(plain)
    for name, ours, theirs in (
        ("open", opened, plain_opened),
        ("a frame, panning", pan, plain_pan),
        ("a frame, zooming", zoom, plain_zoom),
    ):
        print(f"{name:<20} {ours * 1000:>7.1f} ms {theirs * 1000:>8.1f} ms {ours / theirs:>6.2f}")
    inner = next(id_ for id_ in reversed(document.nodes) if document.children(id_))

    def edited(edit: Edit) -> float:
        nonlocal document
        document = edit.apply(document)
        return timed(lambda: (canvas.show_document(document), canvas.viewport().grab()))

    labels, shapes = [], []
    for i in range(9):
        labels.append(edited(SetNode("n5", {"label": f"Label {i}"})))
        shapes.append(edited(AddNode(Kind.OUTCOME, parent=inner)))
    print(f"{'edit of a label':<20} {statistics.median(labels) * 1000:>7.1f} ms")
    print(f"{'a node more':<20} {statistics.median(shapes) * 1000:>7.1f} ms")
    print(f"{'memory per node':<20} {taken:>7.1f} kB")
    for view in (canvas, plain):
        view.close()
        view.deleteLater()


def main() -> None:
    application = QApplication([])
    for size in [int(word) for word in sys.argv[1:]] or [10_000]:
        measure(balanced(size))
        application.processEvents()


if __name__ == "__main__":
    main()
