"""What is different between two documents is said completely, and in words."""

import contextlib
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from solver.document.elements import Kind, Node
from solver.document.field_forms import FieldTable
from solver.document.fields import DOCUMENT
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import (
    AddNode,
    AddOutcome,
    SetBranch,
    SetNode,
    SetOutcome,
    StatePreference,
    in_order,
)
from solver.errors import EditError
from solver.formats.quandary import dumps, loads
from solver.formats.quandary.writer import Writer
from solver.words.difference_words import WORDS, differences, listed
from tests.documents.at_random.random_documents import random_document
from tests.documents.cases.edit_cases import EDITS
from tests.documents.edited import LINKED, RELATED, SEVERAL, WHOLE
from tests.documents.entries import read
from tests.kept.kept import compare
from tests.kept.phrases import Answer, Names, book
from tests.spoken import spoken


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


def answers() -> Iterator[Answer]:
    """What every edit makes different, and other pairs, there and back."""
    pairs = [(f"{title}, {way}", *ends) for title, one, other in PAIRS
             for way, ends in (("there", (one, other)), ("back", (other, one)))]  # fmt: skip
    for title, before, edit in EDITS:
        with contextlib.suppress(EditError):
            after = in_order(before, edit.apply(before))
            pairs.append((f"{type(edit).__name__}: {title}", before, after))
    for title, before, after in pairs:
        lines = list(listed(before, after))
        yield Answer(f"{title}, in short", (differences(before, after),), fine=True)
        names = Names(Names.of(before).every | Names.of(after).every)
        yield from (Answer(title, (line,), names) for line in lines)
        if lines:
            assert differences(before, after) != "nothing"
        elif before != after:
            assert title.startswith("keys that are there")


def test_every_kind_of_difference_is_in_the_book() -> None:
    compare("phrases/differences.txt", book(answers()))


def test_no_name_of_a_class_is_told() -> None:
    """Of every kind of element, filled in every field: added, deleted, stated and taken away."""
    kinds = (
        read(parameters=[{"id": "p", "value": "1/2", "distribution": {"kind": "discrete", "points": [["0", "1/2"], ["1", "1/2"]]}}]),
        read(criteria=[{"id": "m", "better": "less", "format": {"prefix": "$", "decimals": 2, "thousands": True}}]),
        read(completions=[{"id": "c", "label": "first", "scales": {"t": {"weight": {"m": 2}, "offset": "1/3"}}, "alone": {"A": 1}, "opinions": {"low": "1/3", "high": {"share": "2/3", "scales": {"t": {"weight": 5}}, "alone": {"A": 2}}}}]),
        read(opinions=[{"id": "low", "label": "Low", "parameters": {"p": "1/3"}}]),
        read(scenarios=[{"id": "s", "label": "now", "parameters": {"p": "1/3"}}]),
        read(scales=[{"id": "t", "label": "T", "utility": {"kind": "exponential", "risk tolerance": 4}}]),
        read(scales=[{"id": "t", "utility": {"kind": "points", "points": [[0, 0], [1, 2]]}}]),
        node(label="Go?", x=1, y=2, notes="n", conduct={"completion": "c"}),
        WHOLE,
        SEVERAL,
        RELATED,
        LINKED,
    )  # fmt: skip
    lists = [name for name in Document.__dataclass_fields__ if name not in ("view", "extensions")]
    for full in kinds:
        for name in lists:
            entries = getattr(full, name)
            if not isinstance(entries, Mapping):
                continue
            for id_, entry in entries.items():
                bare = {f: getattr(entry, f) for f in ("id", "kind", "source", "target", "value")
                        if hasattr(entry, f)}  # fmt: skip
                plain = replace(full, **{name: {**entries, id_: type(entry)(**bare)}})
                for one, other in ((full, plain), (plain, full), (Document(), full)):
                    for line in listed(one, other):
                        assert not re.search(r"[a-z][A-Z]\w*\(|\b[A-Z][a-z]+\w*\(|=", line), line
                        assert "Namedcompletion" not in line
    curve = list(listed(read(scales=[{"id": "t"}]), kinds[5]))
    assert curve[0] == (
        "Scale “T”: label none → “T”; utility curve none → exponential, risk tolerance 4."
    )
    filled = list(listed(read(completions=[{"id": "c", "label": "first"}]), kinds[2]))
    assert filled == [
        "Named completion “first”: scales none → t (weight (m: 2), offset 1/3); alone none → A: 1; "
        "shares of opinions none → low: 1/3, high (share 2/3, scales (t (weight 5)), alone (A: 2))."
    ]


def test_every_kind_of_difference_is_a_line() -> None:
    one = AddNode(Kind.CHANCE).apply(Document(title="Old"))
    one = AddNode(Kind.OUTCOME, parent="n1").apply(SetNode("n1", {"label": "Rain?"}).apply(one))
    one = AddOutcome("Wet", use_at="n2").apply(AddOutcome("Dry").apply(one))
    branch = next(iter(one.branches))
    two = SetBranch(branch, {"probability": Numeral("1/3"), "label": "yes"}).apply(one)
    wet = next(id_ for id_, outcome in two.outcomes.items() if outcome.label == "Wet")
    dry = next(id_ for id_, outcome in two.outcomes.items() if outcome.label == "Dry")
    two = SetOutcome(wet, {"value": Numeral("-2", quoted=False)}).apply(two)
    two = StatePreference(dry, wet, "better").apply(two)
    two = SetNode("n1", {"x": Numeral.of(8), "y": Numeral.of(16)}).apply(two)
    two = AddNode(Kind.CHOICE, parent="n1").apply(replace(two, title="New"))
    lines = list(listed(one, two))
    for line in (
        "Title: “Old” → “New”.",
        "Outcome “Wet”: value none → -2.",
        "Chance node “Rain?”: place by the layout → (8, 16).",
        "Branch “yes” from “Rain?” to “Wet”: label none → “yes”; probability # → 1/3.",
        "“Dry” is better than “Wet”: stated.",
    ):
        assert line in lines, lines
    assert "The choice below “Rain?” added." in lines, lines
    back = list(listed(two, one))
    assert "“Dry” is better than “Wet”: not stated any more." in back
    assert "The choice below “Rain?” deleted." in back
    assert len(back) == len(lines)


def test_nothing_is_different_exactly_where_the_texts_are_equal() -> None:
    draw = random.Random(0)
    documents = [random_document(seed) for seed in range(60)]
    for one in documents:
        again = loads(dumps(one))
        assert list(listed(one, again)) == []
        assert differences(one, again) == "nothing"
        other = draw.choice(documents)
        if dumps(one) != dumps(other):
            assert list(listed(one, other))
            assert differences(one, other) != "nothing"


def test_another_order_is_a_difference() -> None:
    one = AddNode(Kind.CHOICE).apply(AddNode(Kind.CHOICE).apply(Document()))
    other = replace(one, nodes=dict(reversed(one.nodes.items())))
    assert list(listed(one, other)) == ["The order of the nodes has changed."]
    assert differences(one, other) == "another order"


def test_a_writer_that_remembers_writes_the_same() -> None:
    """Entry by entry from memory, through edits, undo and another document."""
    draw = random.Random(1)
    writer = Writer()
    for seed in range(20):
        document = random_document(seed)
        history = [document]
        for _ in range(5):
            node = draw.choice(list(document.nodes))
            document = SetNode(node, {"label": f"label {draw.random()} “é” \ud800"}).apply(document)
            history.append(document)
        for each in (*history, *reversed(history)):
            assert writer.text(each) == dumps(each)


def test_every_word_for_a_field_or_an_entry_is_marked_for_translation() -> None:
    """Or it is one of a field that has sentences of its own, or stands for what is told as a whole."""
    words, tables = set(), [DOCUMENT]
    for table in tables:
        words.add(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", table.name).lower())
        for field in table.fields:
            words.add(field.word or field.key)
            inner = (
                getattr(field.form, "table", None) or getattr(field.form, "of", None) or field.form
            )
            if isinstance(inner, FieldTable) and inner not in tables:
                tables.append(inner)
    own = {"", "document", "id", "x", "y", "preferences", "relations", "root", "view", "extensions"}
    whole = {
        "better",
        "equal",
        "relation",
        "active",
        "others",
        "standing",
        "number format",
        "opinion share",
        "scale utility",
    }
    assert words - WORDS - own - whole == set()


def test_differences_are_told_in_another_language() -> None:
    one = Document(nodes={"n": Node(id="n", kind=Kind.CHOICE, label="Go?")})
    other = SetNode("n", {"label": ""}).apply(one)
    with spoken(lambda text: text if "{" in text else text.upper()):
        assert list(listed(one, other)) == ["THE FIRST CHOICE: LABEL “Go?” → NONE."]
        assert differences(one, one) == "NOTHING"
    with spoken(lambda text: text.replace("“", "„")):
        assert list(listed(one, other)) == ["The first choice: label „Go?” → none."]
    with spoken(lambda text: f"⟦{text}⟧"):
        assert differences(Document(), one) == "⟦1 node added⟧"
