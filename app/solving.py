"""Solving off the GUI thread, from what was solved last."""

import threading

from PySide6.QtCore import QObject

from app.background import Background, Run
from solver.document import Document
from solver.live import Live
from solver.solution import Solution

LISTED = 1_000_000  # plans; each is worked out when somebody scrolls to it


class Solver(Background):
    """Answers of rules for documents; `answered` brings the document and its `Solution`.

    What was solved last is kept, for one worker at a time.  A worker that was cancelled may still
    hold it for a moment; who comes meanwhile does without.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._live = Live()
        self._lock = threading.Lock()

    def request(self, document: Document, rule: str) -> None:
        """Ask what a rule says of a document."""
        self.ask(document, lambda run: self._solve(document, rule, run))

    def _solve(self, document: Document, rule: str, run: Run) -> Solution:
        mine = self._lock.acquire(blocking=False)
        try:
            found = (self._live if mine else Live()).solve(
                document, rule, limit=LISTED, cancelled=run.cancelled, progress=run.tell
            )
            _ = (
                found.gaps,
                found.off_plan,
            )  # worked out when first read: here, not on the GUI thread
            return found
        finally:
            if mine:
                self._lock.release()
