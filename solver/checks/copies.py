"""Are the live copies in order?  All else is checked where they are written out."""

from collections.abc import Callable, Container, Iterator

import msgspec

from solver.document.model import Document
from solver.findings import Finding, Severity


def with_copies(
    document: Document, check: Callable[[Document], tuple[Finding, ...]]
) -> tuple[Finding, ...]:
    """What ``check`` finds in the expanded document, told of the nodes that the file has."""
    expansion = document.expansion
    if expansion.document is document and not expansion.problems:
        return check(document)
    known = tuple(_problems(document))
    broken = set(expansion.problems)
    found: dict[Finding, None] = dict.fromkeys(known)
    for finding in check(expansion.document):
        nodes = tuple(expansion.origins.get(id_, id_) for id_ in finding.nodes)
        if finding.code == "leaf.kind" and broken.intersection(nodes):
            continue  # it is a copy of nothing, and that is said
        branches = tuple(expansion.origins.get(id_, id_) for id_ in finding.branches)
        same = msgspec.structs.replace(finding, nodes=nodes, branches=branches)
        originals = tuple(_original(document, id_, broken) for id_ in nodes)
        if (originals, branches) == (finding.nodes, finding.branches) or not any(
            (other.code, other.nodes, other.branches) == (finding.code, originals, branches)
            for other in found  # in other words, for they name ids
        ):
            found[same] = None
    return tuple(found)


def _original(document: Document, id_: str, broken: Container[str]) -> str:
    """What a live copy is a copy of in the end; any other node itself."""
    while id_ in document.nodes and id_ not in broken:
        if (original := document.nodes[id_].copy_of) is None:
            break
        id_ = original
    return id_


def _problems(document: Document) -> Iterator[Finding]:
    in_tree = document.expanded.in_tree
    for id_, (code, message) in document.expansion.problems.items():
        draft = document.root_id is not None and id_ not in in_tree
        severity = Severity.WARNING if draft else Severity.ERROR
        yield Finding(code=code, message=message, severity=severity, nodes=(id_,))
