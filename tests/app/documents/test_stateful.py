"""A share of `tests.bench.random_input.stateful`: documents through whatever order of edits, undo and files."""

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from PySide6.QtWidgets import QApplication

from tests.app.documents.document_machine import DocumentMachine


def test_a_document_stays_whole_whatever_is_done_to_it(qapp: QApplication) -> None:
    run_state_machine_as_test(
        DocumentMachine,
        settings=settings(
            max_examples=12,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
