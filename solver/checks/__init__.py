"""What keeps a document from being solved: every reason at once, with the ids concerned.

A half-built tree is normal, so nothing here is an exception: the findings are data that the
window shows at the place concerned and the command line prints.  Drafts (nodes that are not under
the root) are never errors.

Most of a document is in order, so the checks of what may be there a million times first make sure
of that in one quick pass; what fails it is looked at again, and put into words.
"""

from solver.checks.copies import with_copies
from solver.checks.keys import unknown_keys
from solver.checks.nodes import drafts, nodes
from solver.checks.payoffs import payoffs
from solver.checks.relations import stored
from solver.checks.steps import check_steps
from solver.checks.structure import root, tree
from solver.checks.values import completion, outcomes, parameters, relation, statements
from solver.document import Document
from solver.findings import Finding, Severity
from solver.memory import collector_at_rest

__all__ = ["check", "errors"]


def check(document: Document) -> tuple[Finding, ...]:
    """Everything that a person should look at; it can be solved iff none is an error.

    >>> from solver.formats.quandary import loads
    >>> document = loads('{"format": "quandary", "version": 1,'
    ...     ' "nodes": [{"id": "n", "kind": "choice"}]}')
    >>> for finding in check(document):
    ...     print(finding.severity, finding.code, finding.nodes, finding.message)
    error leaf.kind ('n',) The choice node “n” has no branches yet: every path must end at an outcome.
    """
    with collector_at_rest():
        return with_copies(document, _check)


def _check(document: Document) -> tuple[Finding, ...]:
    """The findings of a document without live copies."""
    return (
        *parameters(document),
        *outcomes(document),
        *relation(document),
        *statements(document),
        *completion(document),
        *stored(document),
        *root(document),
        *tree(document),
        *nodes(document),
        *payoffs(document),
        *drafts(document),
        *check_steps(document),
        *unknown_keys(document),
    )


def errors(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings that keep the tree from being solved."""
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)
