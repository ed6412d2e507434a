"""Does every conduct name a completion that there is, and does that serve where it is to hold?"""

from collections.abc import Iterator
from operator import attrgetter

import msgspec

from solver.checks.opinion_shares import opinion_shares, own_completion
from solver.checks.opinions import called_opinion
from solver.checks.words import called, did_you_mean, names_of
from solver.document.elements import ByCompletion, Completion, Kind, NamedCompletion
from solver.document.model import Document
from solver.errors import NotSolvable
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
    """Why a named completion does not serve at the nodes where it is to hold, under every opinion."""
    named = document.completions[name]
    if not document.opinions:
        yield from _unfit_as_read(document, named, named.completion, nodes)
        return
    try:
        opinion_shares(document, named.completion)
    except NotSolvable as error:
        yield from (msgspec.structs.replace(own, nodes=tuple(nodes)) for own in error.findings)
    found = [
        list(_unfit_as_read(reading, named, own_completion(named.completion, id_), nodes))
        for id_, reading in zip(document.opinions, document.readings, strict=True)
    ]
    if all(own == found[0] for own in found):
        yield from found[0]
        return
    for opinion, own in zip(document.opinions.values(), found, strict=True):
        for finding in own:
            message = tr("Under the opinion {opinion}: {message}").format(
                opinion=called_opinion(opinion), message=finding.message
            )
            yield msgspec.structs.replace(finding, message=message)


def _unfit_as_read(
    document: Document, named: NamedCompletion, completion: Completion, nodes: list[str]
) -> Iterator[Finding]:
    """The same under one opinion, as it has the completion."""
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
        completion,
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
