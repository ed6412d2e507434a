"""What is expected at the nodes of a tree, rolled back, in lines: at choices what each branch is worth."""

from typing import Final

from solver.analyses.expectations import Expectations
from solver.document.elements import Kind
from solver.translation import capital, tr
from solver.words.names import Names
from solver.words.plain_mathematics import plain_text

MOST_NODES: Final = 40


def rolled_back_lines(names: Names, found: Expectations) -> list[str]:
    """A line for each choice and chance node with a value, from the root on.

    “At “Drill?”: drill (30 000) · stop (−10 000)”; empty where nothing has a value.
    """
    document = names.document
    lines: list[str] = []
    for id_ in document.tree:
        node = document.nodes[id_]
        if node.kind is Kind.OUTCOME or id_ not in found.values:
            continue
        if len(lines) == MOST_NODES:
            return [*lines, "…"]
        where = plain_text(names.node_in_sentence(id_))
        if node.kind is Kind.CHANCE:
            lines.append(f"{capital(where)}: {found.value_text(names, id_)}")
            continue
        texts = [
            f"{plain_text(names.branch(branch.id))} ({found.number_text(names, branch.target)})"
            for branch in document.children(id_)
            if branch.target in found.values
        ]
        lines.append(tr("At {where}: {texts}").format(where=where, texts=" · ".join(texts)))
    return lines
