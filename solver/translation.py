"""Texts for people, in the language that they read: every one goes through `tr` or `trn`.

In the code they are English, and English they stay on the command line, in files, and for whoever
imports the solver.  The window asks for another language at its start (`speak`); what is said in it
stands in one catalogue, below assets/locale.

>>> tr("Saved as {path}.").format(path="a.json")  # placeholders have names and are filled in last
'Saved as a.json.'
>>> trn("{n} plan", "{n} plans", 2).format(n=2)
'2 plans'
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Catalogue(Protocol):
    """What is said in one language, as `gettext` reads it."""

    def gettext(self, message: str, /) -> str: ...
    def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str: ...


class _Here(threading.local):
    """What holds in one thread alone."""

    is_english = False


_spoken: Catalogue | None = None
_here = _Here()


def speak(catalogue: Catalogue | None) -> None:
    """What is said from now on is said in this language; None is English."""
    global _spoken
    _spoken = catalogue


@contextmanager
def english() -> Iterator[None]:
    """What this thread says meanwhile is English, whatever the window speaks: texts for papers are."""
    before, _here.is_english = _here.is_english, True
    try:
        yield
    finally:
        _here.is_english = before


def tr(text: str) -> str:
    """The text in the language of whoever reads it; what the catalogue lacks is as it stands here."""
    if _spoken is None or not text or _here.is_english:
        return text
    return _spoken.gettext(text)


def told(text: str) -> str:
    """A text of several paragraphs, each of which the catalogue has by itself."""
    return "\n\n".join(map(tr, text.split("\n\n")))


def trn(one: str, many: str, number: int) -> str:
    """The same where a number decides about the form of the words."""
    if _spoken is None or _here.is_english:
        return one if number == 1 else many
    return _spoken.ngettext(one, many, number)


def capital(text: str) -> str:
    """With a capital at the beginning; the rest stays as it is (“QALYs”, and nouns in German)."""
    return text[:1].upper() + text[1:]


def language() -> str:
    """The code of the language that is spoken, as its catalogue says it."""
    return tr("en")


def decimal_mark() -> str:
    """What stands before the decimals of a number, where people read or type it."""
    return tr("0.5")[1:2]


def mark(text: str) -> str:
    """A text of a table: unchanged here, for the catalogue to have it; it is shown through `tr`."""
    return text
