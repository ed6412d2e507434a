"""What keeps a document from being solved: every reason at once, with the ids concerned.

A half-built tree is normal, so nothing here is an exception: the findings are data that the
window shows at the place concerned and the command line prints.  Drafts (nodes that are not under
the root) are never errors.

Most of a document is in order, so the checks of what may be there a million times first make sure
of that in one quick pass; what fails it is looked at again, and put into words.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from solver.checks.conducts import conducts
from solver.checks.copies import with_copies
from solver.checks.curves import curves
from solver.checks.keys import unknown_keys
from solver.checks.nodes import drafts, nodes
from solver.checks.opinions import opinions
from solver.checks.payoffs import payoffs
from solver.checks.relations import stored
from solver.checks.steps import check_steps
from solver.checks.structure import root, tree
from solver.checks.values import completion, outcomes, parameters, relation, statements
from solver.document.model import Document
from solver.errors import Cancelled
from solver.findings import Finding, Severity
from solver.memory import collector_at_rest

__all__ = ["check", "errors"]


#: What is checked, in the order in which it is told.
_PARTS: Final[tuple[Callable[[Document], Iterable[Finding]], ...]] = (
    parameters,
    outcomes,
    relation,
    statements,
    completion,
    curves,
    stored,
    root,
    tree,
    nodes,
    payoffs,
    conducts,
    drafts,
    check_steps,
    unknown_keys,
)

#: What numbers have a part in, so that each opinion's are checked.
_OF_NUMBERS: Final = (parameters, outcomes, relation, statements, completion, nodes, payoffs)


def check(document: Document, cancelled: Callable[[], bool] | None = None) -> tuple[Finding, ...]:
    """Everything that a person should look at; it can be solved iff none is an error.

    A finding has a ``severity``, a ``code``, a ``message`` and the ids that it is about.
    Raises `Cancelled` once ``cancelled`` says so.

    >>> import quandary
    >>> document = quandary.loads('{"format": "quandary", "version": 1,'
    ...     ' "nodes": [{"id": "n", "kind": "choice"}]}')
    >>> for finding in quandary.check(document):
    ...     print(finding.severity, finding.code, finding.nodes, finding.message)
    error leaf.kind ('n',) The first choice has no branches yet: every path must end at an outcome.
    """

    def parts(document: Document) -> Iterator[Finding]:
        """The findings of a document without live copies."""
        found: list[Finding] = []
        for part in _PARTS:
            if cancelled is not None and cancelled():
                raise Cancelled
            found += part(document)
        yield from found
        yield from opinions(document, _OF_NUMBERS, frozenset(found))

    with collector_at_rest():
        return with_copies(document, lambda document: tuple(parts(document)))


def errors(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings that keep the tree from being solved."""
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)
