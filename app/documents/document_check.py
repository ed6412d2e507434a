"""Looking a document over: its findings, and how its outcomes compare.

Small documents are looked over at once.  Large ones off the GUI thread, so that the window never
waits; what was found is shown only if the document is still the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QObject, Signal

from app.process.background import Background, Run
from solver.checks import check
from solver.document.changes import moved_parameters, uses
from solver.document.model import Document
from solver.findings import Finding
from solver.preferences.comparison import Comparison
from solver.preferences.hasse_covers import Covers, covers
from solver.preferences.hasse_layout import Laid, lay_out
from solver.preferences.outcome_matrix import matrix
from widgets.preferences.hasse_painting import place_widths
from widgets.preferences.stating import short_names

MOST_NODES: Final = 300
MOST_OUTCOMES: Final = 60
MOST_STATED: Final = 20  # where comparisons are stated: each pair may need a linear program


@dataclass(frozen=True)
class Found:
    """What there is to say about a document before any rule is applied."""

    findings: tuple[Finding, ...]
    matrix: Mapping[tuple[str, str], Comparison]
    diagram: tuple[Covers, Laid] | None  # None where the statements clash


def survey(
    document: Document, before: tuple[Document, Found] | None = None, run: Run | None = None
) -> Found:
    """Look a document over; what was found ``before`` of another serves where it still holds.

    Raises `Cancelled` once the ``run`` is stopped, and tells it how far it is.
    """
    run = Run() if run is None else run
    findings = check(document, run.cancelled)
    if before is not None and _compare_alike(document, before[0]):
        return replace(before[1], findings=findings)
    compared = matrix(document, run.cancelled, run.tell)
    clash = any(finding.code == "preferences.clash" for finding in findings)
    found = None if clash else covers(tuple(document.outcomes), compared)
    diagram = (
        None
        if found is None
        else (found, lay_out(found, place_widths(found, short_names(document))))
    )
    return Found(findings, compared, diagram)


def _compare_alike(a: Document, b: Document) -> bool:
    """Whether nothing differs that tells how outcomes compare."""
    if any(getattr(a, p) is not getattr(b, p) for p in ("outcomes", "preferences", "criteria")):
        return False
    moved = moved_parameters(a, b)
    return not moved or not any(uses(outcome.value, moved) for outcome in b.outcomes.values())


class DocumentChecker(QObject):
    """Emits what was found about the newest document that was asked for."""

    surveyed = Signal(object, object)  # document, Found
    busy = Signal(float)  # how far it is, from 0 to 1, while it takes long

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asking = Background(self)
        self._asking.answered.connect(self._show)
        self._asking.busy.connect(self.busy)
        self._found: tuple[Document, Found] | None = None  # the last

    def request(self, document: Document) -> None:
        """Look over this document; whatever an older one is asked for is dropped."""
        if _is_small(document):
            self._asking.cancel()
            self._show(document, survey(document, self._found))
        else:
            before = self._found
            self._asking.ask(document, lambda run: survey(document, before, run), delay=0)

    def _show(self, document: Document, found: Found) -> None:
        self._found = (document, found)
        self.surveyed.emit(document, found)


def _is_small(document: Document) -> bool:
    stated = document.preferences.better or document.preferences.equal
    most = MOST_STATED if stated else MOST_OUTCOMES
    return len(document.nodes) <= MOST_NODES and len(document.outcomes) <= most
