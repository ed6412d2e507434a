"""Texts for people, in the language that they read: every one goes through `tr` or `trn`.

In the code they are English, and English they stay on the command line, in files, and for whoever
imports the solver.  The window asks for another language at its start (`speak`); what is said in it
stands in one catalogue, below assets/locale.

>>> tr("Saved as {path}.").format(path="a.json")  # placeholders have names and are filled in last
'Saved as a.json.'
>>> trn("{n} plan", "{n} plans", 2).format(n=2)
'2 plans'
"""

from typing import Protocol


class Catalogue(Protocol):
    """What is said in one language, as `gettext` reads it."""

    def gettext(self, message: str, /) -> str: ...
    def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str: ...


_spoken: Catalogue | None = None


def speak(catalogue: Catalogue | None) -> None:
    """What is said from now on is said in this language; None is English."""
    global _spoken
    _spoken = catalogue


def tr(text: str) -> str:
    """The text in the language of whoever reads it; what the catalogue lacks is as it stands here."""
    return text if _spoken is None or not text else _spoken.gettext(text)


def trn(one: str, many: str, number: int) -> str:
    """The same where a number decides about the form of the words."""
    if _spoken is None:
        return one if number == 1 else many
    return _spoken.ngettext(one, many, number)


def language() -> str:
    """The code of the language that is spoken, as its catalogue says it."""
    return tr("en")


def decimal_mark() -> str:
    """What stands before the decimals of a number, where people read or type it."""
    return tr("0.5")[1:2]


def mark(text: str) -> str:
    """A text of a table: unchanged here, for the catalogue to have it; it is shown through `tr`."""
    return text
