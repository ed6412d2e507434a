"""Documents through whatever order of edits, undo, saving and opening again hypothesis finds.

    python -m tests.bench.random_input.stateful [--examples N] [--steps N]

1,000 documents of 80 steps each by default; see `tests.app.documents.document_machine` for what is checked.
A sequence that breaks something is made as short as possible and printed.
"""

import argparse
import os
import time

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test


def main() -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QCoreApplication

    from tests.app.documents.document_machine import DocumentMachine

    parser = argparse.ArgumentParser()
    parser.add_argument("--examples", type=int, default=1000)
    parser.add_argument("--steps", type=int, default=80)
    wanted = parser.parse_args()
    application = QCoreApplication([])
    started = time.monotonic()
    run_state_machine_as_test(
        DocumentMachine,
        settings=settings(
            max_examples=wanted.examples,
            stateful_step_count=wanted.steps,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    print(
        f"{wanted.examples:,} documents of {wanted.steps} steps each: nothing broken, "
        f"{time.monotonic() - started:.0f} s"
    )
    del application


if __name__ == "__main__":
    main()
