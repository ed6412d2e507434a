"""Edits are pure, keep documents readable, and undo to the letter."""

from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import assets
from solver.document.elements import Kind
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import (
    AddCriterion,
    AddNode,
    AddOutcome,
    AddParameter,
    Connect,
    Delete,
    DeleteKeepingChildren,
    Edit,
    InsertNode,
    MoveBranch,
    MoveNodes,
    Paste,
    RemoveCriterion,
    RemoveOutcome,
    RemoveParameter,
    RenameBranch,
    RenameNode,
    RenameOutcome,
    RenameParameter,
    Reparent,
    Rescale,
    SetBranch,
    SetCriterion,
    SetDocument,
    SetNode,
    SetOutcome,
    SetRoot,
    SetView,
    ShareEqually,
    StatePreference,
    Tidy,
    fragment,
    in_order,
)
from solver.errors import EditError
from solver.formats.quandary import dumps, loads
from tests.documents.cases.edit_cases import EDITS
from tests.documents.edited import WHOLE
from tests.kept.kept import compare
from tests.kept.phrases import Answer, book, each
from tests.kept.telling import file_changes


def shutdown() -> Document:
    return loads(assets.example_text("shutdown"))


def test_a_tree_is_built_from_nothing() -> None:
    document = Document()
    for edit in (
        AddNode(Kind.CHANCE, (0, 0)),
        AddNode(Kind.CHOICE, parent="n1"),
        AddNode(Kind.OUTCOME, parent="n2"),
        AddOutcome("A", use_at="n3"),
    ):
        document = edit.apply(document)
    assert document.root_id == "n1"
    assert document.branches["b1"].probability == Numeral("#")
    assert document.nodes["n3"].outcome == "A"


def test_a_loose_node_leaves_the_root_alone() -> None:
    document = AddNode(Kind.CHOICE).apply(AddNode(Kind.CHOICE).apply(Document()))
    assert (document.root_id, document.drafts) == ("n1", ("n2",))


def test_insert_keeps_the_upper_half() -> None:
    document = InsertNode(Kind.CHOICE, "lucky").apply(shutdown())
    upper = document.branches["lucky"]
    new = upper.target
    assert upper.probability == Numeral("90%")
    assert document.children(new)[0].target == "if lucky"
    with pytest.raises(EditError):
        InsertNode(Kind.OUTCOME, "lucky").apply(document)


def test_nothing_hangs_from_an_outcome() -> None:
    with pytest.raises(EditError, match="ends the tree"):
        AddNode(Kind.CHOICE, parent="S.3").apply(shutdown())


def test_connect_refuses_cycles_and_second_parents() -> None:
    document = AddNode(Kind.CHOICE).apply(shutdown())
    document = Connect("if lucky", "n1").apply(document)
    assert document.parent("n1") == "if lucky"
    with pytest.raises(EditError, match="already"):
        Connect("observe", "n1").apply(document)
    with pytest.raises(EditError, match="cycle"):
        Connect("n1", "observe").apply(document)


def test_connecting_the_root_moves_the_root_up() -> None:
    document = AddNode(Kind.CHOICE).apply(shutdown())
    document = Connect("n1", "observe").apply(document)
    assert document.root_id == "n1"
    assert document.drafts == ()


def test_reparent_fits_the_branch_to_its_new_parent() -> None:
    document = Reparent("if unlucky", "if lucky", 0).apply(shutdown())
    first = document.children("if lucky")[0]
    assert (first.id, first.probability) == ("unlucky", None)
    with pytest.raises(EditError):
        Reparent("observe", "if lucky").apply(document)


def test_reparent_to_the_same_parent_only_reorders() -> None:
    document = Reparent("if lucky", "observe").apply(shutdown())
    assert [b.id for b in document.children("observe")] == ["unlucky", "lucky"]


def test_a_root_that_is_deleted_is_no_longer_named() -> None:
    """Even where a branch leads to it, which is a fault of its own: the file must open again."""
    document = replace(shutdown(), root="if lucky")
    document = DeleteKeepingChildren("if lucky").apply(document)
    assert document.root is None
    assert set(loads(dumps(document)).nodes) == set(shutdown().nodes) - {"if lucky"}


def test_delete_takes_what_is_below() -> None:
    document = Delete(("if lucky",)).apply(shutdown())
    assert set(document.nodes) == {"observe", "if unlucky", "S.6", "U.7"}
    assert "shut down | lucky" not in document.branches


def test_deleting_a_branch_leaves_a_draft() -> None:
    document = Delete(branches=("lucky",)).apply(shutdown())
    assert set(document.drafts) == {"if lucky", "S.3", "L.4"}


def test_delete_keeping_children() -> None:
    document = DeleteKeepingChildren("if lucky").apply(shutdown())
    targets = [branch.target for branch in document.children("observe")]
    assert targets == ["S.3", "L.4", "if unlucky"]
    assert all(branch.policy is None for branch in document.children("observe"))
    document = DeleteKeepingChildren("observe").apply(shutdown())
    assert document.root_id == "if lucky"


def test_changing_the_kind_changes_what_branches_carry() -> None:
    document = SetNode("if lucky", {"kind": Kind.CHANCE}).apply(shutdown())
    assert all(b.probability == Numeral("#") for b in document.children("if lucky"))
    assert all(b.policy is None for b in document.children("if lucky"))
    with pytest.raises(EditError):
        SetNode("if lucky", {"kind": Kind.OUTCOME}).apply(document)


def test_rename_reaches_every_place() -> None:
    document = RenameNode("observe", "start").apply(shutdown())
    assert document.root_id == "start"
    document = RenameOutcome("S", "off").apply(document)
    assert document.nodes["S.3"].outcome == "off"
    with pytest.raises(EditError):
        RenameOutcome("off", "L").apply(document)


def test_order_of_branches() -> None:
    document = MoveBranch("unlucky", 0).apply(shutdown())
    assert [b.id for b in document.children("observe")] == ["unlucky", "lucky"]
    assert MoveBranch("unlucky", 0).apply(document) is document


def test_positions_come_and_go() -> None:
    document = MoveNodes({"observe": (10.6, 20.2)}).apply(shutdown())
    assert document.nodes["observe"].x == Numeral("11", quoted=False)
    assert Tidy().apply(document) == shutdown()


def test_statements_replace_each_other() -> None:
    document = StatePreference("L", "S", "better").apply(shutdown())
    document = StatePreference("S", "L", "equal").apply(document)
    assert (document.preferences.better, document.preferences.equal) == ((), (("S", "L"),))
    document = StatePreference("L", "S", "none").apply(document)
    assert document.preferences.equal == ()


def test_a_second_criterion_spells_out_values() -> None:
    document = AddCriterion("cost").apply(shutdown())
    assert document.outcomes["L"].value == {"value": Numeral("1", quoted=False)}
    assert RemoveCriterion("c1").apply(document).criterion_ids == ("value",)


def test_what_does_not_belong_is_refused() -> None:
    for edit in (
        SetNode("observe", {"outcome": "L"}),
        AddOutcome("new", use_at="observe"),
        SetBranch("lucky", {"policy": Numeral("1")}),
        SetBranch("continue | lucky", {"probability": Numeral("1")}),
    ):
        with pytest.raises(EditError, match="Only"):
            edit.apply(shutdown())
    assert Tidy(("gone",)).apply(shutdown()) == shutdown()
    assert SetCriterion("value", {"better": "more"}).apply(shutdown()).criteria == {}


def test_a_named_criterion_keeps_its_values_when_another_comes() -> None:
    document = RemoveCriterion("value").apply(AddCriterion().apply(shutdown()))
    document = SetOutcome("L", {"value": Numeral("7")}).apply(document)
    document = AddCriterion().apply(document)
    assert document.outcomes["L"].value == {"c1": Numeral("7")}


def test_renaming_a_parameter_reaches_every_expression() -> None:
    document = AddParameter().apply(shutdown())
    document = SetBranch("lucky", {"probability": Numeral("1 - p1*p10")}).apply(document)
    document = RenameParameter("p1", "chance").apply(document)
    assert document.branches["lucky"].probability == Numeral("1 - chance*p10")
    assert document.branches["unlucky"].probability == Numeral("10%")
    with pytest.raises(EditError, match="cannot be used"):
        RenameParameter("chance", "1st").apply(document)


def _random_edit(random: Random, document: Document) -> Edit:
    nodes, branches = list(document.nodes), list(document.branches)
    outcomes, parameters = list(document.outcomes), list(document.parameters)
    kind = random.choice(list(Kind))
    makers: list[Any] = [
        lambda: AddNode(kind, (random.random() * 99, 5.0)),
        lambda: AddNode(kind, parent=random.choice(nodes)),
        lambda: InsertNode(kind, random.choice(branches)),
        lambda: Connect(random.choice(nodes), random.choice(nodes)),
        lambda: Reparent(random.choice(nodes), random.choice(nodes), random.choice((None, 0, 5))),
        lambda: MoveBranch(random.choice(branches), random.randint(-1, 3)),
        lambda: MoveNodes({random.choice(nodes): (random.random() * 500, -3.0)}),
        lambda: Tidy(),
        lambda: Delete((random.choice(nodes),)),
        lambda: Delete((), (random.choice(branches),)),
        lambda: DeleteKeepingChildren(random.choice(nodes)),
        lambda: SetNode(random.choice(nodes), {"kind": kind}),
        lambda: SetNode(random.choice(nodes), {"label": random.choice(("", "λ <b>"))}),
        lambda: SetBranch(random.choice(branches), {"probability": Numeral("1/3")}),
        lambda: RenameNode(random.choice(nodes), f"r{random.randint(0, 9)}"),
        lambda: RenameBranch(random.choice(branches), f"r{random.randint(0, 9)}"),
        lambda: SetRoot(random.choice(nodes)),
        lambda: AddOutcome(random.choice(("", "new", "L"))),
        lambda: SetOutcome(random.choice(outcomes), {"value": Numeral("p + 1")}),
        lambda: RenameOutcome(random.choice(outcomes), f"o{random.randint(0, 9)}"),
        lambda: RemoveOutcome(random.choice(outcomes)),
        lambda: StatePreference(*random.sample(outcomes, 2), random.choice(("better", "none"))),
        lambda: AddCriterion(),
        lambda: RemoveCriterion(random.choice(list(document.criteria))),
        lambda: AddParameter(),
        lambda: RemoveParameter(random.choice(parameters)),
        lambda: SetDocument(title="t", notes=random.choice(("", "n"))),
        lambda: AddNode(kind, parent=random.choice(nodes), index=random.randint(0, 3)),
        lambda: Paste(
            fragment(document, random.sample(nodes, min(2, len(nodes)))),
            parent=random.choice([*nodes, None]),
            index=random.choice((None, 0, 1)),
        ),
        lambda: ShareEqually(random.choice(nodes)),
        lambda: Rescale(random.choice(nodes)),
        lambda: SetView("direction", random.choice(("right", "down"))),
    ]
    while True:
        try:
            edit: Edit = random.choice(makers)()
        except (IndexError, ValueError):  # nothing there to choose from
            continue
        return edit


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_random_edits_keep_the_document_readable(seed: int) -> None:
    random = Random(seed)
    document = random.choice((Document(), shutdown()))
    refusals: list[str] = []
    before = dumps(document)
    for _ in range(40):
        edit = _random_edit(random, document)
        try:
            after = edit.apply(document)
        except EditError as error:
            refusals.append(error.message)
            after = document
        assert dumps(document) == before  # the old value is untouched
        assert edit.name
        text = dumps(after)
        assert dumps(loads(text)) == text
        document, before = after, text
    assert all(message.endswith(".") for message in refusals)


# -------------------------------------------------------------------------- every edit


def test_what_edits_change_in_the_file() -> None:
    lines: list[str] = []
    refused: list[Answer] = []
    for title, document, edit in EDITS:
        before = dumps(document)
        asked = f"{type(edit).__name__}, “{edit.name}”: {title}"
        try:
            after = in_order(document, edit.apply(document))
        except EditError as error:
            refused.append(Answer(asked, each(error.message)))
            continue
        finally:
            assert dumps(document) == before
        assert dumps(loads(dumps(after))) == dumps(after)
        found = [*file_changes(document, after)] or ["  nothing to change"]
        assert (after is document) == (found == ["  nothing to change"])
        lines += [asked, *found]
    compare("edits.txt", "\n".join(lines))
    compare("phrases/refusals.txt", book(refused))


def test_there_is_a_case_for_every_edit() -> None:
    from solver import edits

    every = {name for name in edits.__all__ if name[0].isupper()} - {"Edit"}
    assert every == {type(edit).__name__ for _, _, edit in EDITS}


@pytest.mark.parametrize("changes", [{"nothing": 1}, {"id": "x"}])
def test_only_fields_are_changed(changes: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match=f"not fields of Node: .'{next(iter(changes))}'."):
        SetNode("r", changes).apply(WHOLE)
