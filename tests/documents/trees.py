"""Documents written down briefly, for tests.

A tree is an outcome's id, or ``choice(id, branch, …)`` or ``chance(id, branch, …)``, where a branch
is ``(id, subtree)`` or ``(id, subtree, {key: value})`` with keys as in the file.
"""

import json
from dataclasses import replace
from typing import Any

from msgspec import structs

from solver.document.model import Document
from solver.formats.quandary import loads

Branch = tuple[Any, ...]
Tree = str | tuple[str, str, tuple[Branch, ...]]


def choice(id_: str, *branches: Branch) -> Tree:
    return ("choice", id_, branches)


def chance(id_: str, *branches: Branch) -> Tree:
    return ("chance", id_, branches)


def outcome(id_: str, scale: str | None = None, value: Any = None) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": id_}
    if scale is not None:
        entry["scale"] = scale
    if value is not None:
        entry["value"] = value
    return entry


def document(tree: Tree, outcomes: list[dict[str, Any]], **keys: Any) -> Document:
    """The document of a tree; ``keys`` are further keys of the file."""
    return loads(json.dumps(raw_document(tree, outcomes, **keys)))


def raw_document(tree: Tree, outcomes: list[dict[str, Any]], **keys: Any) -> dict[str, Any]:
    """What its file holds."""
    nodes: list[dict[str, Any]] = []
    branches: list[dict[str, Any]] = []
    todo: list[tuple[Tree, Branch, str]] = [(tree, (), "")]
    while todo:
        subtree, branch, source = todo.pop()
        below: tuple[Branch, ...] = ()
        if isinstance(subtree, str):
            id_ = f"leaf {len(nodes)}"
            nodes.append({"id": id_, "kind": "outcome", "outcome": subtree})
        else:
            kind, id_, below = subtree
            nodes.append({"id": id_, "kind": kind})
        if branch:
            more = branch[2] if len(branch) > 2 else {}
            branches.append({"id": branch[0], "from": source, "to": id_, **more})
        todo += [(entry[1], entry, id_) for entry in reversed(below)]
    return {
        "format": "quandary",
        "version": 1,
        "outcomes": outcomes,
        "nodes": nodes,
        "branches": branches,
        **keys,
    }


def labelled(made: Document) -> Document:
    """The same with each node and branch labelled by its id, unless it has a label."""
    nodes = {n: structs.replace(own, label=own.label or n) for n, own in made.nodes.items()}
    branches = {b: structs.replace(own, label=own.label or b) for b, own in made.branches.items()}
    return replace(made, nodes=nodes, branches=branches)
