"""Texts in a language of a test's own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from solver.translation import speak


class _Changed:
    """A catalogue that has for each English text what is made of it."""

    def __init__(self, change: Callable[[str], str]) -> None:
        self.gettext = change

    def ngettext(self, one: str, many: str, n: int) -> str:
        return self.gettext(one if n == 1 else many)


@contextmanager
def spoken(change: Callable[[str], str]) -> Iterator[None]:
    """What is said meanwhile is made of the English so; then it is English again."""
    speak(_Changed(change))
    try:
        yield
    finally:
        speak(None)
