"""Is there one root, and a tree below it?"""

from collections.abc import Iterator
from itertools import islice

from solver.checks.words import MAX_SHOWN, listed_nodes, names_of
from solver.document.elements import Node
from solver.document.model import Document
from solver.findings import Finding, Severity
from solver.translation import tr


def root(document: Document) -> Iterator[Finding]:
    """There must be one node that no branch enters, or a stated root that none enters."""
    if document.is_plain_tree:
        return
    if not document.nodes:
        yield Finding(
            code="root.missing",
            message=tr("The tree is empty: add a choice or chance node to begin."),
        )
    elif document.root is not None:
        if document.root not in document.nodes:
            yield Finding(
                code="root.missing",
                message=tr("The root is said to be “{root}”, and there is no such node.").format(
                    root=document.root
                ),
            )
        elif entering := document.incoming(document.root):
            yield Finding(
                code="root.entered",
                message=tr(
                    "{root} has a branch leading to it; nothing may lead to the root."
                ).format(root=_root(document.nodes[document.root])),
                nodes=(document.root,),
                branches=tuple(branch.id for branch in entering),
            )
    elif not document.tops:
        yield Finding(
            code="root.missing",
            message=tr("There is no root: every node has a branch leading to it."),
        )
    elif len(document.tops) > 1:
        yield Finding(
            code="root.ambiguous",
            message=tr(
                "{tops} nodes could be the root ({tops2}): connect them, or say which is the root."
            ).format(
                tops=len(document.tops), tops2=listed_nodes(names_of(document), document.tops)
            ),
            nodes=document.tops,
        )


def _root(node: Node) -> str:
    return tr("The root “{label}”").format(label=node.label) if node.label else tr("The root")


def tree(document: Document) -> Iterator[Finding]:
    """One branch must lead to every node, and none round in a circle."""
    if not document.is_plain_tree:
        yield from entrances(document)
        yield from cycles(document)


def entrances(document: Document) -> Iterator[Finding]:
    """Nodes of the tree that several branches enter."""
    names = names_of(document)
    for id_ in document.tree:
        entering = document.incoming(id_)
        if len(entering) > 1 and id_ != document.root:  # whose entrance is reported already
            sources = listed_nodes(names, [branch.source for branch in entering])
            yield Finding(
                code="tree.parents",
                message=tr(
                    "{entering} branches lead to {id} (from {sources}); in a tree only one may."
                ).format(entering=len(entering), id=names.node_in_sentence(id_), sources=sources),
                nodes=(id_,),
                branches=tuple(branch.id for branch in entering),
            )


def cycles(document: Document) -> Iterator[Finding]:
    """Cycles: errors in the tree, or where there is none; warnings in drafts."""
    in_tree, called = document.in_tree, names_of(document)
    for cycle in islice(_cycles(document), MAX_SHOWN):
        names = [called.node_in_sentence(id_) for id_ in cycle]
        if len(names) > 2 * MAX_SHOWN:
            names[MAX_SHOWN:-MAX_SHOWN] = ["…"]
        is_draft = bool(in_tree) and cycle[0] not in in_tree
        yield Finding(
            code="tree.cycle",
            message=tr("The branches go round in a cycle: {value}.").format(
                value=" → ".join([*names, names[0]])
            ),
            severity=Severity.WARNING if is_draft else Severity.ERROR,
            nodes=cycle,
        )


def _cycles(document: Document) -> Iterator[tuple[str, ...]]:
    """The cycles that a walk along the branches meets, those below the root first."""
    done: set[str] = set()
    for start in (*document.tree, *document.nodes):
        path: list[str] = []
        on_path: set[str] = set()
        stack: list[tuple[str, bool]] = [(start, False)]
        while stack:
            id_, leave = stack.pop()
            if leave:
                on_path.discard(path.pop())
                done.add(id_)
            elif id_ in on_path:
                yield tuple(path[path.index(id_) :])
            elif id_ not in done:
                path.append(id_)
                on_path.add(id_)
                stack.append((id_, True))
                stack.extend((branch.target, False) for branch in document.children(id_))
