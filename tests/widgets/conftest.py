"""The window that the tests of the program use, for tests of what is seen in it."""

from tests.app.conftest import (  # noqa: F401 - fixtures
    answers,
    example_file,
    wait_solved,
    window,
)
