"""The expected failures: every one carries a finished sentence for the user.

Anything else that is raised is a bug and must not be caught on the way.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from solver.findings import Finding


class QuandaryError(Exception):
    """Base of all failures that a user can cause and a user can mend.

    ``place`` says where (a path of keys, a line, an id), ``str(error)`` what is wrong.

    >>> import quandary
    >>> try:
    ...     quandary.solve(quandary.example("shutdown"), "no such rule")
    ... except quandary.QuandaryError as error:
    ...     print(str(error)[:32])
    There is no rule “no such rule”;
    """

    def __init__(self, message: str, place: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class NumberError(QuandaryError):
    """A text is not a number, or the number cannot be computed."""


class DocumentError(QuandaryError):
    """A file is not a Quandary document, so that it cannot be opened at all.

    >>> import quandary
    >>> try:
    ...     quandary.loads("{}")
    ... except quandary.DocumentError as error:
    ...     print(error.place)
    format
    """


class EditError(QuandaryError):
    """An edit does not apply to this document (for example: it would close a cycle)."""


class NotSolvable(QuandaryError):
    """The document is a document, but a rule cannot be applied to it as it stands.

    ``findings`` holds every reason, each with the ids concerned.

    >>> import quandary
    >>> try:
    ...     quandary.solve(quandary.example("shutdown"), "eu")
    ... except quandary.NotSolvable as error:
    ...     print([finding.code for finding in error.findings])
    ['completion.missing']
    """

    def __init__(self, findings: "Sequence[Finding]") -> None:
        self.findings = tuple(findings)
        super().__init__(" ".join(finding.message for finding in self.findings))


class Cancelled(QuandaryError):
    """The caller asked for the computation to stop."""

    def __init__(self) -> None:
        super().__init__("The computation was cancelled.")


class CertificateError(Exception):
    """A certificate failed its own check: a bug in the program, never the user's doing."""
