"""What cannot be done with what is selected, so that menus do not offer it."""

from solver.document.elements import Kind
from solver.document.model import Document
from solver.edits.parameters import typed_chance


def impossible(
    document: Document, nodes: tuple[str, ...], branches: tuple[str, ...]
) -> frozenset[str]:
    """The names of actions that would do nothing with a single node or branch, or be refused."""
    found: set[str] = set()
    if len(nodes) == 1 and not branches:
        node = document.nodes[nodes[0]]
        below, entering = document.children(node.id), document.incoming(node.id)
        if node.kind is Kind.OUTCOME or node.copy_of is not None:
            found |= {"add.choice", "add.chance", "add.outcome"}
        if len(below) < 2:
            found.add("edit.equal")
        if not below:
            found |= {"edit.rescale", "edit.delete_keep_children"}
        siblings = document.children(entering[0].source) if entering else ()
        if not siblings or siblings[0] is entering[0]:
            found.add("edit.earlier")
        if not siblings or siblings[-1] is entering[0]:
            found.add("edit.later")
        if node.id == document.root_id:
            found.add("edit.set_root")
    elif len(branches) == 1 and len(document.children(document.branches[branches[0]].source)) < 2:
        found.add("edit.equal")
    if len(branches) != 1 or nodes or typed_chance(document, branches[0]) is None:
        found.add("edit.make_parameter")
    return frozenset(found)
