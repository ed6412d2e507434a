"""How long a document takes from text to painted window.

    python -m tests.bench.large.open_document [NODES]

Times reading, checking, and showing (layout and first paint, offscreen or on the screen) a
balanced tree of about NODES nodes (2,000 by default), median of five.
"""

import os
import statistics
import sys
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from app.main import create_window
from solver.document.elements import Branch, Kind, Node, Outcome
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.formats.quandary import dumps


def balanced(size: int) -> Document:
    """Alternating choice and chance nodes with three branches each."""
    nodes: dict[str, Node] = {}
    branches: dict[str, Branch] = {}
    outcomes = {
        f"o{i}": Outcome(id=f"o{i}", label=f"Outcome {i}", scale="s", value=Numeral.of(i))
        for i in range(20)
    }
    inner = (size - 1) // 3
    for i in range(inner * 3 + 1):
        depth, j = 0, i
        while j:
            depth, j = depth + 1, (j - 1) // 3
        kind = Kind.OUTCOME if i >= inner else (Kind.CHOICE, Kind.CHANCE)[depth % 2]
        outcome = f"o{i % 20}" if kind is Kind.OUTCOME else None
        nodes[f"n{i}"] = Node(id=f"n{i}", kind=kind, outcome=outcome)
        if i:
            parent = nodes[f"n{(i - 1) // 3}"]
            share = Numeral("1/3") if parent.kind is Kind.CHANCE else None
            branches[f"b{i}"] = Branch(
                id=f"b{i}", source=parent.id, target=f"n{i}", label=f"way {i}", probability=share
            )
    return Document(nodes=nodes, branches=branches, outcomes=outcomes, root="n0")


def main() -> None:
    import tempfile
    from pathlib import Path

    size = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    app = QApplication([])
    document = balanced(size)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.quandary.json"
        path.write_text(dumps(document), encoding="utf-8")
        times = []
        for _ in range(5):
            started = time.perf_counter()
            window = create_window(str(path))
            window.resize(1280, 800)
            window.show()
            window.grab()
            times.append(time.perf_counter() - started)
            app.processEvents()
            window.close()
            window.deleteLater()
            app.processEvents()
    print(f"{len(document.nodes)} nodes: {statistics.median(times) * 1000:.0f} ms, median of five")


if __name__ == "__main__":
    main()
