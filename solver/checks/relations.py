"""Are the stored preference relations in order?  Only warnings: rules use the active one."""

from collections.abc import Iterator
from dataclasses import replace

import msgspec

from solver.checks.values import completion, outcomes, relation, statements
from solver.checks.words import did_you_mean
from solver.document.model import Document
from solver.findings import Finding, Severity
from solver.preferences.named_relations import names, switched
from solver.translation import tr


def stored(document: Document) -> Iterator[Finding]:
    """What would be found if each stored relation were the active one."""
    if document.relations is None:
        return
    for other in document.relations.others:
        for id_ in other.outcomes:
            if id_ not in document.outcomes:
                yield Finding(
                    code="relation.unknown",
                    message=tr(
                        "The relation “{name}” names the outcome “{id}”, and there is none.{outcomes}"
                    ).format(
                        name=other.name, id=id_, outcomes=did_you_mean(id_, document.outcomes)
                    ),
                    severity=Severity.WARNING,
                )
    for name in names(document)[1:]:
        there = replace(switched(document, name), completions={})  # these are of the active one
        for check in (outcomes, relation, statements, completion):
            for finding in check(there):
                yield msgspec.structs.replace(
                    finding,
                    code=f"stored.{finding.code}",
                    message=tr("In the relation “{name}”: {message}").format(
                        name=name, message=finding.message
                    ),
                    severity=Severity.WARNING,
                )
