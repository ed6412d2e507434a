"""What is said to be different between two documents, in ``tests/kept/texts/differences.txt``.

What every edit of `tests.solver.edits.test_edits_kept` makes different, and other pairs there and back.
"""

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import SetBranch, SetNode, in_order
from solver.errors import EditError
from solver.words.difference_words import differences, listed
from tests.documents.entries import read
from tests.kept.kept import compare
from tests.solver.edits.test_edits_kept import EDITS, LINKED, RELATED, SEVERAL, WHOLE


def node(**keys: Any) -> Document:
    return read(nodes=[{"id": "n", "kind": "choice"} | keys])


def backwards(elements: Mapping[str, Any]) -> dict[str, Any]:
    return {id_: elements[id_] for id_ in reversed(list(elements))}


def relations(**keys: Any) -> Document:
    return replace(RELATED, relations=read(relations=keys).relations)


PAIRS: list[tuple[str, Document, Document]] = [
    ("nothing", WHOLE, WHOLE),
    ("all", Document(), WHOLE),
    ("all, several criteria", Document(), SEVERAL),
    ("other relations", replace(RELATED, relations=None), RELATED),
    ("a stored relation", RELATED, relations(active="one", others=[{"name": "two"}, {"name": "three", "outcomes": {"A": {"value": 5}}}])),
    ("the order of stored relations", relations(active="one", others=[{"name": "two"}, {"name": "three"}]), relations(active="one", others=[{"name": "three"}, {"name": "two"}])),
    ("unknown keys", read(), read(new=1)),
    ("unknown keys of a node", node(), node(new=1)),
    ("extensions", read(), read(extensions={"x": 1})),
    ("unknown keys of preferences", read(preferences={}), read(preferences={"new": 1})),
    ("keys that are there", node(), node(label="")),
    ("keys that are there, of preferences", read(), read(preferences={})),
    ("another relation between lotteries", read(), read(preferences={"relation": "timestep-dominance"})),
    ("another root", WHOLE, replace(WHOLE, root="draft")),
    ("no root", WHOLE, replace(WHOLE, root=None)),
    ("a root that is not there", WHOLE, replace(WHOLE, root="gone")),
    ("another order of nodes and branches", WHOLE, replace(WHOLE, nodes=backwards(WHOLE.nodes), branches=backwards(WHOLE.branches))),
    ("another order of outcomes and parameters", WHOLE, replace(WHOLE, outcomes=backwards(WHOLE.outcomes), parameters=backwards(WHOLE.parameters))),
    ("a label of 80", node(), node(label="x" * 80)),
    ("a label of 81", node(), node(label="x" * 81)),
    ("a label of several lines", node(), node(label="two\n  lines")),
    ("one coordinate", node(), node(x=1)),
    ("two coordinates", node(x=1, y=2), node(x=1.50, y=2)),
    ("folded", node(), node(collapsed=True)),
    ("an outcome with a label", WHOLE, SetNode("a", {"outcome": "B"}).apply(WHOLE)),
    ("an outcome that is not there", WHOLE, SetNode("a", {"outcome": "gone"}).apply(WHOLE)),
    ("a payoff by criterion", SEVERAL, SetBranch("ra", {"payoff": {"m": Numeral("1")}}).apply(SEVERAL)),
    ("no payoff by any criterion", SEVERAL, SetBranch("ra", {"payoff": {}}).apply(SEVERAL)),
    ("a copy of another", LINKED, SetNode("k", {"copy_of": "i"}).apply(LINKED)),
    ("statements of what is not there", read(), read(preferences={"better": [["a", "b"]], "equal": [["c", "d"], ["c", "d"]]})),
]  # fmt: skip


def said(before: Document, after: Document) -> Iterator[str]:
    yield f"  {differences(before, after)}"
    yield from (f"    {line}" for line in listed(before, after))


def test_what_is_said_to_be_different() -> None:
    pairs = list(PAIRS)
    for title, before, edit in EDITS:
        with contextlib.suppress(EditError):
            after = in_order(before, edit.apply(before))
            pairs.append((f"{type(edit).__name__}: {title}", before, after))
    blocks = []
    for title, before, after in pairs:
        if after is not before or title == "nothing":
            back = ["  and back:", *said(after, before)] if ": " not in title else []
            blocks.append("\n".join([title, *said(before, after), *back]))
        if list(listed(before, after)):
            assert differences(before, after) != "nothing"
        elif before != after:
            assert title.startswith("keys that are there")
    compare("differences.txt", "\n\n".join(blocks) + "\n")
