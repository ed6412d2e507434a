"""What can be found in a tree: labels, outcomes, notes."""

from solver.document import Document
from widgets.chooser import Entry


def places(document: Document) -> list[Entry]:
    """Every node and branch that says something, with where it is: what to select there."""
    found = []
    for id_ in (*document.tree, *document.drafts):
        node = document.nodes[id_]
        for branch in document.incoming(id_)[:1]:
            if branch.label:
                found.append(Entry(f"{branch.label}    branch", branch.id, ((), (branch.id,))))
        outcome = document.outcomes.get(node.outcome or "")
        said = node.label or (outcome.label or outcome.id if outcome is not None else "")
        notes = f"{node.notes} {outcome.notes if outcome is not None else ''}"
        if said or notes.strip():
            text = f"{said or node.id}    {node.kind}"
            found.append(Entry(text, f"{node.id} {node.outcome or ''} {notes}", ((id_,), ())))
    return found
