"""Dragging a slider: is a tree of 200 nodes solved again and repainted 30 times a second?

    python -m tests.bench.sliding [NODES]

In the real window, drawn off the screen.  Each frame moves a slider to another place: the edit is
applied, the lottery, the verdict on the policy and the rule's answer are there for the new
document, and what has changed is painted.  The baseline, in the same run, paints the whole tree
and the page without any change.  Milliseconds a frame: 33 are 30 frames a second.  On a machine that
does other things as well, the GUI thread’s own time tells more.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from app.analyses.policy import PolicyPart

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import msgspec
from PySide6.QtWidgets import QApplication

from app.main import create_window
from app.process.background import Background
from app.window.main_window import MainWindow
from solver.document.elements import Kind, Parameter
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import SetParameter
from tests.bench.large.open_document import balanced
from widgets.basics.bars.share_slider import ShareSlider

FRAMES = 60
WANTED = 1000 / 30


def with_gaps(size: int) -> Document:
    """A balanced tree whose outcomes stand on two scales, with a parameter in its first chances."""
    document = balanced(size)
    outcomes = {
        id_: msgspec.structs.replace(outcome, scale="s" if i % 4 else "t")
        for i, (id_, outcome) in enumerate(document.outcomes.items())
    }
    branches = dict(document.branches)
    for node in document.nodes.values():
        if node.kind is Kind.CHANCE:
            first, second, _ = document.children(node.id)
            for branch, text in ((first, "p"), (second, "2/3 - p")):
                branches[branch.id] = msgspec.structs.replace(branch, probability=Numeral(text))
            break
    p = Parameter(id="p", value=Numeral("1/4"), min=Numeral("0"), max=Numeral("1/2"))
    return replace(document, outcomes=outcomes, branches=branches, parameters={"p": p})


def binary(size: int) -> Document:
    """The same with two branches at each choice node, so that sliders stand for them."""
    document = with_gaps(size * 8 // 3)
    gone: set[str] = set()
    for node in document.nodes.values():
        if node.kind is Kind.CHOICE:
            gone |= set(document.below(document.children(node.id)[2].target))
    kept = {id_: node for id_, node in document.nodes.items() if id_ not in gone}
    branches = {id_: b for id_, b in document.branches.items() if b.target not in gone}
    return replace(document, nodes=kept, branches=branches)


def settle(window: MainWindow) -> None:
    """Let everything be answered that was asked."""
    app = QApplication.instance()
    assert app is not None
    until = time.perf_counter() + 30
    while time.perf_counter() < until:
        app.processEvents()
        if all(b.is_idle for b in window.findChildren(Background)):
            app.processEvents()
            return
        time.sleep(0.002)
    raise SystemExit("The window does not come to rest.")


def paint(window: MainWindow) -> None:
    """Ask for all of the tree and the page to be painted."""
    window.canvas.viewport().update()
    window.part(PolicyPart).page.viewport().update()


def timed(window: MainWindow, move: Callable[[int], object], complete: Callable[[], bool]) -> None:
    """Milliseconds a frame."""
    app = QApplication.instance()
    assert app is not None
    times, own, whole = [], [], 0
    for step in range(FRAMES):
        started, worked = time.perf_counter(), time.thread_time()
        move(step)
        app.processEvents()
        times.append((time.perf_counter() - started) * 1000)
        own.append((time.thread_time() - worked) * 1000)
        whole += complete()
        left = WANTED - times[-1]
        if left > 0:  # as a hand would: the next move comes with the next frame
            until = time.perf_counter() + left / 1000
            while time.perf_counter() < until:
                app.processEvents()
                time.sleep(0.001)
    slow = sorted(times)[-3]
    print(
        f"  {statistics.median(times):6.1f} ms median, {slow:6.1f} ms the slowest but two "
        f"({statistics.median(own):.1f} ms of the GUI thread’s own time); "
        f"{whole} of {FRAMES} frames show the answer for their own document"
    )


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    app = QApplication([])
    window = create_window()
    assert isinstance(window, MainWindow)
    window.resize(1280, 800)
    window.show()
    document = binary(size)
    window.session.open(document, None)
    window.documents.opened.emit()
    window.actions_table["solve.page_policy"].trigger()
    settle(window)
    print(f"{len(document.nodes)} nodes, rule {window.verdict.rule}")
    page = window.part(PolicyPart).page

    def answered() -> bool:
        return window.verdict.solution is not None

    def solved() -> bool:
        return answered() and window.part(PolicyPart).is_shown

    print("Painting alone (baseline):")
    timed(window, lambda step: paint(window), solved)
    slider = page.findChildren(ShareSlider)[0]
    print("A slider of the policy:")
    slider.setSliderDown(True)
    timed(window, lambda step: slider._go(Fraction(step + 1, FRAMES + 2)), solved)
    slider.setSliderDown(False)
    settle(window)
    print("A slider of a parameter (a probability):")

    def turn(step: int) -> None:
        value = Numeral(str(Fraction(step + 1, 2 * FRAMES + 2)))
        window.perform(SetParameter("p", {"value": value}, "drag"))

    timed(window, turn, answered)
    settle(window)
    window.session.stack.setClean()
    window.close()
    app.processEvents()


if __name__ == "__main__":
    main()
