"""Does every conduct name a completion that there is, and does that serve where it is to hold?"""

from collections.abc import Iterator
from operator import attrgetter

from solver.checks.words import called, did_you_mean, names_of
from solver.document.elements import ByCompletion, Kind
from solver.document.model import Document
from solver.findings import Finding, Severity
from solver.preferences.features import scale_of
from solver.preferences.relations import RELATIONS
from solver.preferences.stated_completion import stated_utility
from solver.preferences.statements import Statements
from solver.translation import tr


def conducts(document: Document) -> Iterator[Finding]:
    """What is wrong with how choices are settled."""
    stating = list(filter(attrgetter("conduct"), document.nodes.values()))
    if not stating:
        return
    in_tree, names = document.in_tree, names_of(document)
    governed: dict[str, list[str]] = {}
    for node in stating:
        severity = Severity.ERROR if node.id in in_tree else Severity.WARNING
        if node.kind is Kind.OUTCOME:
            yield Finding(
                code="conduct.outcome",
                message=tr("{node} states a conduct, and there is nothing to choose there.").format(
                    node=called(names, node)
                ),
                severity=Severity.WARNING,
                nodes=(node.id,),
            )
        elif isinstance(node.conduct, ByCompletion):
            name = node.conduct.completion
            if name in document.completions:
                if node.id in in_tree:
                    governed.setdefault(name, []).append(node.id)
                continue
            yield Finding(
                code="conduct.unknown",
                message=tr(
                    "At {id} the completion “{name}” is to hold, and there is no such completion.{completions}"
                ).format(
                    id=names.node_in_sentence(node.id),
                    name=name,
                    completions=did_you_mean(name, document.completions),
                ),
                severity=severity,
                nodes=(node.id,),
            )
    if document.preferences.relation in RELATIONS:
        for name, nodes in governed.items():
            yield from _unfit(document, name, nodes)


def _unfit(document: Document, name: str, nodes: list[str]) -> Iterator[Finding]:
    """Why a named completion does not serve at the nodes where it is to hold."""
    named = document.completions[name]
    ends = {
        outcome
        for node in nodes
        for below in document.below(node)
        if (outcome := document.nodes[below].outcome or "") in document.outcomes
    }
    statements = Statements.of(document, ends)
    used = {scale_of(document.outcomes[id_]) for id_ in ends}
    found = stated_utility(
        document,
        named.completion,
        statements,
        used,
        tr("the completion “{name}”").format(name=named.name),
    )
    for finding in found.findings:
        yield Finding(
            code=finding.code,
            message=finding.message,
            nodes=tuple(nodes),
            outcomes=finding.outcomes,
        )
