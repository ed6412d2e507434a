"""What is different between two documents is said completely, and in words."""

import random
from dataclasses import replace

from solver.document.elements import Kind
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import AddNode, AddOutcome, SetBranch, SetNode, SetOutcome, StatePreference
from solver.formats.quandary import dumps, loads
from solver.formats.quandary.writer import Writer
from solver.words.difference_words import differences, listed
from tests.documents.random_documents import random_document


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
    assert any(line.startswith("Choice node") and line.endswith("added.") for line in lines)
    back = list(listed(two, one))
    assert "“Dry” is better than “Wet”: not stated any more." in back
    assert any(line.startswith("Choice node") and line.endswith("deleted.") for line in back)
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
    assert list(listed(one, other)) == ["The order of the nodes is another."]
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
