"""Solving off the GUI thread, from what was solved last."""

from time import perf_counter, thread_time
from typing import Final

from PySide6.QtCore import QObject

from app.documents.current_case import CurrentCase
from app.process.background import Background, Run
from solver.document.changes import changes, only_policies
from solver.document.model import Document
from solver.document.shares import shares
from solver.errors import QuandaryError
from solver.rules import rule_of
from solver.solution import Solution

AT_ONCE: Final = 0.02  # seconds in which an answer is awaited while something is dragged
MOST_NODES: Final = 300  # of trees that are followed frame by frame
LISTED = 1_000_000  # plans; each is worked out when somebody scrolls to it


class _Deadline(Run):
    """A run that nobody waits for any longer than a frame."""

    def __init__(self) -> None:
        super().__init__()
        self._until = perf_counter() + AT_ONCE

    def cancelled(self) -> bool:
        return perf_counter() > self._until


def _policies_hold(before: Document, after: Document) -> bool:
    """Whether the policies that differ are shares: each from 0 to 1, together 1."""
    found = changes(before, after)
    nodes = {after.branches[id_].source for id_ in found.branches} if found is not None else set()
    names = after.parameter_values
    return all(shares(after.nodes[id_], after.children(id_), names).is_valid for id_ in nodes)


class Solver(Background):
    """Answers of rules for documents; `answered` brings the document and its `Solution`.

    What was made ready of the document serves all questions about it (`CurrentCase`).
    """

    def __init__(self, case: CurrentCase, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._case = case
        self._last: tuple[Document, str, Solution] | None = None
        self._took = 0.0  # seconds of its own thread that the last answer took

    def request(self, document: Document, rule: str) -> None:
        """Ask what a rule says of a document; the answer comes soon, or at once if it is near."""
        self.cancel()
        found = self._near(document, rule)
        if found is not None:
            self._last = (document, rule, found)
            self.answered.emit(document, found)
            return
        self.ask(document, lambda run: self._solve(document, rule, run))

    def _near(self, document: Document, rule: str) -> Solution | None:
        """The answer, if it is the last one, or a small change away from it.

        Few rules look at the stated policy.  Something else that is dragged changes the answer, and
        is followed frame by frame as long as that takes no longer than a frame has.
        """
        if self._last is None or len(document.nodes) > MOST_NODES:
            return None
        before, last_rule, solution = self._last
        if rule != last_rule:
            return None
        if not rule_of(rule).looks_at_policy and only_policies(before, document):
            return solution if _policies_hold(before, document) else None
        if self._took > AT_ONCE or before.nodes is not document.nodes:
            return None
        if self._case.is_busy:
            return None
        try:
            return self._solve(document, rule, _Deadline())
        except QuandaryError:  # too slow, or not solvable: the usual way says so
            self._took = 2 * AT_ONCE
            return None

    def _solve(self, document: Document, rule: str, run: Run) -> Solution:
        started = thread_time()
        found = self._case.solve(document, rule, LISTED, run)
        _ = found.gaps, found.off_plan  # worked out when first read: here, not on the GUI thread
        self._last, self._took = (document, rule, found), thread_time() - started
        return found
