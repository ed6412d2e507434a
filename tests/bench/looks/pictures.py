"""How long the pictures of a large tree take, against as many bare items drawn by Qt alone.

    python -m tests.bench.looks.pictures [NODES …]

10,000 nodes by default.  SVG is measured against QSvgGenerator, PDF against QPdfWriter, twice in
the same run: "items" is a bare scene of as many items (a square, two lines and a text for every
node, nothing clever) that is made and rendered; "calls" are the same squares, lines and texts said
to the painter one by one, without any items, which is the least that Qt can be asked.  Ours begins
with the document (texts measured, laid out, looks, items), nothing known beforehand, and ends with
the file's bytes, the document inside.  Medians of some runs taken in turn.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable, Mapping

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, QSize
from PySide6.QtGui import QPaintDevice, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from app.export.encode import encoded
from app.export.options import AS_USUAL
from app.export.subject import Subject, ensure_application
from solver.document.model import Document
from tests.bench.canvas import bare
from tests.bench.large.open_document import balanced
from widgets.drawing.texts.label import label

RUNS = 5


def svg_generator(buffer: QBuffer) -> QPaintDevice:
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(QSize(1280, 50_000))
    return generator


DEVICES: Mapping[str, Callable[[QBuffer], QPaintDevice]] = {
    ".svg": svg_generator,
    ".pdf": QPdfWriter,
}


def items(document: Document, suffix: str) -> int:
    """A bare scene as a file: its size."""
    view = bare(document)
    return drawn(suffix, lambda painter: view.scene().render(painter, QRectF(), view.sceneRect()))


def calls(document: Document, suffix: str) -> int:
    """The same without items."""

    def draw(painter: QPainter) -> None:
        for i, id_ in enumerate(document.nodes):
            x, y = 160.0 * (i % 8), 40.0 * (i // 8)
            painter.drawRect(QRectF(x, y, 24, 24))
            painter.drawLine(QPointF(x - 100, y), QPointF(x, y))
            painter.drawLine(QPointF(x - 120, y + 12), QPointF(x - 100, y))
            painter.drawText(QPointF(x + 30, y), id_)

    return drawn(suffix, draw)


def drawn(suffix: str, draw: Callable[[QPainter], None]) -> int:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    device = DEVICES[suffix](buffer)
    painter = QPainter(device)
    draw(painter)
    painter.end()
    return buffer.size()


def ours(document: Document, suffix: str) -> int:
    label.cache_clear()
    return len(encoded(Subject(document), suffix, AS_USUAL))


def measure(size: int) -> None:
    """Print the table for trees of that size."""
    print(f"{size:,} nodes")
    for suffix in DEVICES:
        times: dict[str, list[float]] = {"ours": [], "items": [], "calls": []}
        sizes: dict[str, int] = {}
        for _ in range(RUNS):
            for name, do in (("ours", ours), ("items", items), ("calls", calls)):
                document = balanced(size)  # a document remembers what was asked of it
                started = time.perf_counter()
                sizes[name] = do(document, suffix)
                times[name].append(time.perf_counter() - started)
        middle = {name: statistics.median(found) for name, found in times.items()}
        for name, seconds in middle.items():
            ratio = f"{middle['ours'] / seconds:>8.2f}" if name != "ours" else ""
            print(
                f"  {suffix[1:].upper()} {name:<8} {seconds * 1000:>7.0f} ms "
                f"{sizes[name] / 1e6:>6.1f} MB{ratio}"
            )


def main() -> None:
    ensure_application()
    for size in [int(word) for word in sys.argv[1:]] or [10_000]:
        measure(size)


if __name__ == "__main__":
    main()
