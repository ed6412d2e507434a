"""Looking a document over: its findings, and how its outcomes compare.

Small documents are looked over at once.  Large ones off the GUI thread, so that the window never
waits; what was found is shown only if the document is still the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QObject, QThread, Signal

from solver.checks import check
from solver.comparison import Comparison
from solver.covers import Covers, covers
from solver.document import Document
from solver.findings import Finding
from solver.layers import Laid, lay_out
from solver.pairs import matrix
from widgets.hasse_sketch import place_widths

MOST_NODES: Final = 300
MOST_OUTCOMES: Final = 60
MOST_STATED: Final = 20  # where comparisons are stated: each pair may need a linear program


@dataclass(frozen=True)
class Found:
    """What there is to say about a document before any rule is applied."""

    findings: tuple[Finding, ...]
    matrix: Mapping[tuple[str, str], Comparison]
    diagram: tuple[Covers, Laid] | None  # None where the statements clash


def survey(document: Document, before: tuple[Document, Found] | None = None) -> Found:
    """Look a document over; what was found ``before`` of another serves where it still holds."""
    findings = check(document)
    if before is not None and _compare_alike(document, before[0]):
        return replace(before[1], findings=findings)
    compared = matrix(document)
    clash = any(finding.code == "preferences.clash" for finding in findings)
    found = None if clash else covers(tuple(document.outcomes), compared)
    diagram = None if found is None else (found, lay_out(found, place_widths(found)))
    return Found(findings, compared, diagram)


def _compare_alike(a: Document, b: Document) -> bool:
    """Whether nothing differs that tells how outcomes compare."""
    return all(
        getattr(a, part) is getattr(b, part)
        for part in ("outcomes", "preferences", "criteria", "parameters")
    )


class _Worker(QThread):
    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self.document = document
        self.found: Found | None = None
        self.bug: BaseException | None = None

    def run(self) -> None:
        _work(self)


def _work(worker: _Worker) -> None:
    try:
        worker.found = survey(worker.document)
    except BaseException as error:
        worker.bug = error


class Surveyor(QObject):
    """Emits what was found about the newest document that was asked for."""

    surveyed = Signal(object, object)  # document, Found

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted: Document | None = None
        self._running: _Worker | None = None
        self._found: tuple[Document, Found] | None = None  # of the last small document

    @property
    def is_idle(self) -> bool:
        return self._running is None

    def request(self, document: Document) -> None:
        """Look over this document; an older one that is still waiting is dropped."""
        self._wanted = document
        if _is_small(document):
            found = survey(document, self._found)
            self._found = (document, found)
            self.surveyed.emit(document, found)
        elif self._running is None:
            self._start(document)

    def shut_down(self) -> None:
        """Wait until nothing runs: the window closes."""
        self._wanted = None
        if self._running is not None:
            self._running.wait()

    def _start(self, document: Document) -> None:
        self._running = _Worker(document, self)
        self._running.finished.connect(self._finished)
        self._running.start()

    def _finished(self) -> None:
        worker, self._running = self._running, None
        if worker is None:
            return
        worker.deleteLater()
        if worker.bug is not None:
            raise worker.bug
        if worker.document is self._wanted and worker.found is not None:
            self.surveyed.emit(worker.document, worker.found)
        elif self._wanted is not None and not _is_small(self._wanted):
            self._start(self._wanted)


def _is_small(document: Document) -> bool:
    stated = document.preferences.better or document.preferences.equal
    most = MOST_STATED if stated else MOST_OUTCOMES
    return len(document.nodes) <= MOST_NODES and len(document.outcomes) <= most
