"""What holds for all tests: no screen, no settings of the person who runs them, no stray logs."""

import gc
import logging
import os
import tempfile
from collections.abc import Iterator

import pytest

#: Unsaved work is kept in a folder of the test run's own.
os.environ["XDG_DATA_HOME"] = tempfile.mkdtemp(prefix="quandary-tests-")
os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_DATA_HOME"]
os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is imported; the X11 tests start a process


class _Records(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


def pytest_collection_finish() -> None:
    """What was imported stays to the end: the collector need not look at it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


def pytest_sessionfinish() -> None:
    """What plugins import for their summaries may look for who holds their objects."""
    gc.unfreeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Iterator[None]:
    """A log record that no test asked for is a failure."""
    handler = _Records()
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        result = yield
    finally:
        root.removeHandler(handler)
    if handler.records:
        lines = [record.getMessage() for record in handler.records]
        pytest.fail("stray log records:\n" + "\n".join(lines))
    return result


@pytest.fixture(autouse=True, scope="session")
def _own_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Settings and recent files go to a folder of the test run's own; nothing glides there."""
    from app.storage.settings import Settings

    Settings().set("motion", False)


@pytest.fixture(autouse=True)
def _settings_as_they_were() -> Iterator[None]:
    """What a test changes of the settings does not hold for the next one in this process."""
    from app.storage.data_folder import settings_file
    from app.storage.kept_values import kept_values

    kept = kept_values(settings_file())
    before = dict(kept._values)
    yield
    kept._values = before
