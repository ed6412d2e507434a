"""Scales and values in columns behind the outcomes, as on the canvas.

TeX measures when it sets, so how wide words are is estimated here as for all labels.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from solver.document.elements import Kind, Node
from solver.document.model import Document
from solver.formats.exporting.tex_text import tex
from solver.formats.exporting.tikz_gap import at
from solver.formats.exporting.tikz_styles import SIGN, label_signs
from solver.page.measures import Measures
from solver.words.tree_texts import Payoffs, column_heads, outcome_columns, outcome_title

SMALL: Final = 0.86  # the size of type in columns, against that of labels
SCALE: Final = "Scale"  # the head of the only column that is words
ABOVE: Final = 1.4  # sizes of type between the first row and the line below the heads


def column_lines(
    document: Document,
    nodes: Sequence[Node],
    places: Mapping[str, tuple[float, float]],
    m: Measures,
    is_faint: Callable[[str], bool],
) -> Iterator[str]:
    """The commands that set heads and cells; places are those of the nodes, in pixels."""
    payoffs = Payoffs(document)
    heads = column_heads(document, payoffs)
    ends = [node for node in nodes if node.kind is Kind.OUTCOME]
    if not heads or not ends:
        return
    cells = {node.id: outcome_columns(document, node, payoffs) for node in ends}
    begin = min(places[node.id][0] for node in ends) + m.half + m.space
    left = max(
        places[node.id][0] + m.half + m.space + _wide(outcome_title(document, node), m.z)
        for node in ends
    )
    edges: list[tuple[float, float]] = []
    for number, head in enumerate(heads):
        texts = [head, *(row[number] for row in cells.values())]
        right = left + 1.5 * m.z + max(_wide(text, SMALL * m.z) for text in texts)
        edges.append((left + 1.5 * m.z, right))
        left = right
    top = min(places[node.id][1] for node in ends) - ABOVE * m.z
    yield f"  \\draw[tree muted, line width=0.3pt] {at(begin, top)} -- {at(left, top)};"
    yield f"  \\node[column, anchor=south west, inner xsep=0pt] at {at(begin, top)} {{Outcome}};"
    for number, head in enumerate(heads):
        yield _cell(edges[number], top, "south ", head, words=number == 0 and head == SCALE)
    for node in ends:
        for number, text in enumerate(cells[node.id]):
            words = number == 0 and heads[0] == SCALE
            y, faint = places[node.id][1], is_faint(node.id)
            if text:
                yield _cell(edges[number], y, "", text, words=words, faint=faint)


def _cell(
    edge: tuple[float, float], y: float, high: str, text: str, *, words: bool, faint: bool = False
) -> str:
    """A word from the left edge of its column on, a number up to the right one."""
    x, side = (edge[0], "west") if words else (edge[1], "east")
    style = ", text=tree faint" if faint else ""
    return f"  \\node[column{style}, anchor={high}{side}, inner xsep=0pt] at {at(x, y)} {{{tex(text)}}};"


def _wide(text: str, z: float) -> float:
    return label_signs(text) * SIGN * z if text else 0.0
