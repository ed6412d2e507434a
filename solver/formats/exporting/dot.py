"""The tree as Graphviz DOT text, for whoever wants to draw it with other tools; pydot writes it.

Ids of nodes are n0, n1, …; everything that a person typed stands in quoted texts only, because
DOT gives a meaning to colons and keywords in ids.  Beside what Graphviz draws stands what everything
is, in attributes of our own (``kind``, ``text``, ``outcome``, ``probability``, ``payoff`` …), for
scripts and for `solver.formats.importing.dot.dot_tree`; Graphviz passes over them.
"""

from fractions import Fraction
from typing import Any

import pydot

from solver.document.elements import Branch, Kind, Node
from solver.document.model import Document
from solver.document.shares import shares
from solver.document.style import USUAL, Style
from solver.formats.exporting.dot_facts import branch_facts, node_facts, stated
from solver.solution import Solution
from solver.words.names import Names
from solver.words.tree_texts import Payoffs, branch_detail, outcome_detail, outcome_title

#: Texts stand inside of nodes, where Graphviz makes room for them; an outcome is its text.
_SHAPES = {Kind.CHOICE: "box", Kind.CHANCE: "ellipse", Kind.OUTCOME: "plaintext"}


def dot_text(document: Document, solution: Solution | None = None, style: Style = USUAL) -> str:
    """A digraph of the whole document; permitted branches are bold where a solution is given."""
    document = document.expanded
    names = {id_: f"n{number}" for number, id_ in enumerate(document.nodes)}
    down = document.direction == "down"
    graph = pydot.Dot("quandary", graph_type="digraph", rankdir="TB" if down else "LR")
    if document.title:
        graph.set("label", quoted(document.title))
        graph.set("labelloc", "t")
    if len(document.tops) > 1 and document.root_id is not None:
        graph.set("root", names[document.root_id])
    for key, entry in stated(document).items():
        graph.set(key, quoted(entry))
    graph.set_node_defaults(
        fontname=quoted("sans-serif"), width="0.3", height="0.3", margin=quoted("0.08,0.04")
    )
    graph.set_edge_defaults(fontname=quoted("sans-serif"), arrowhead="none")
    payoffs = Payoffs(document)
    for node in document.nodes.values():
        label = quoted(_label(document, node, payoffs, style))
        if node.kind is Kind.OUTCOME and not down:  # every line of it begins at the left
            label = f'{label[:-1]}\\l"'.replace("\\n", "\\l") if "\\n" in label else label
        facts: dict[str, Any] = {
            key: quoted(text) for key, text in node_facts(document, node).items()
        }
        graph.add_node(
            pydot.Node(
                names[node.id],
                shape=_SHAPES[node.kind],
                label=label,
                **facts,
            )
        )
    for branch in document.branches.values():
        marks = _marks(branch, solution if style.highlighting else None)
        marks |= {key: quoted(text) for key, text in branch_facts(document, branch).items()}
        graph.add_edge(
            pydot.Edge(
                names[branch.source],
                names[branch.target],
                label=quoted(_branch_text(payoffs.names, branch, style)),
                **marks,
            )
        )
    return str(graph.to_string())


def quoted(text: str) -> str:
    """A text as a DOT string: quotes, backslashes, line breaks and entities mean something inside."""
    kept = "".join(c for c in text if c.isprintable() or c == "\n")
    kept = kept.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{kept}"'


def _branch_text(names: Names, branch: Branch, style: Style) -> str:
    """What stands on a branch: its label, its probability or policy, its payoff."""
    document = names.document
    node = document.nodes[branch.source]
    siblings = document.children(branch.source)
    share: Fraction | None = shares(node, siblings, document.parameter_values).values.get(branch.id)
    detail = branch_detail(names, node, branch, share, style)
    return "\n".join(part for part in (branch.label, detail) if part)


def _label(document: Document, node: Node, payoffs: Payoffs, style: Style) -> str:
    parts = [node.label if style.names else ""]
    if node.kind is Kind.OUTCOME:
        parts.append(outcome_title(document, node))
        parts.append(outcome_detail(document, node, payoffs, style))
    return "\n".join(dict.fromkeys(part for part in parts if part))


def _marks(branch: Branch, solution: Solution | None) -> dict[str, Any]:
    verdict = solution.branches.get(branch.id) if solution is not None else None
    if verdict is None:
        return {}
    return {True: {"style": "bold"}, False: {"color": "gray"}, None: {"style": "dashed"}}[
        verdict.permitted
    ]
