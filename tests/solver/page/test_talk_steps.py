"""Steps: what they uncover on which frame, in the file, and every edit of them."""

import random
from dataclasses import replace
from typing import Any

import msgspec
import pytest

import assets
from solver.checks import check
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import (
    AddStep,
    Delete,
    DeleteSteps,
    MoveStep,
    RenameBranch,
    RenameNode,
    ReplaceSteps,
    SetStep,
)
from solver.errors import EditError
from solver.findings import Severity
from solver.formats.quandary import dumps, loads
from solver.page.talk_steps import (
    SHOWS,
    Step,
    Where,
    frames,
    generated,
    read_step,
    saved,
    step_entry,
)
from solver.rules import solve


@pytest.fixture
def shutdown() -> Document:
    return loads(assets.example_text("shutdown"))


def names(document: Document) -> list[str]:
    return [step.name for step in saved(document)]


def with_steps(document: Document, *listed: Any) -> Document:
    return replace(document, view={**document.view, "steps": list(listed)})


# ------------------------------------------------------------------------------- the file


def every_kind(document: Document) -> tuple[Step, ...]:
    """A step of every kind with every field."""
    node, branch = next(iter(document.nodes)), next(iter(document.branches))
    where = Where((node,), (branch,), (node,))
    return tuple(
        Step(show, f"{show} “×”", 2, {node: branch}, where, "dsm", where, node, "Say\nthis.")
        for show in SHOWS
    )


def test_steps_come_back_as_they_were_saved(shutdown: Document) -> None:
    steps = every_kind(shutdown)
    document = ReplaceSteps(steps).apply(shutdown)
    again = loads(dumps(document))
    assert saved(again) == steps
    assert dumps(again) == dumps(document)
    assert not [finding for finding in check(again) if finding.code.startswith("steps")]


def test_what_is_usual_is_not_written() -> None:
    assert step_entry(Step("values")) == {"show": "values"}
    assert read_step({"show": "values"}) == Step("values")


def test_unknown_keys_and_entries_stay(shutdown: Document) -> None:
    entry = {"show": "values", "sound": "drum", "where": {"nodes": ["n1"], "colour": "red"}}
    document = with_steps(shutdown, "no step", entry, {"show": "of a later version"})
    assert len(saved(document)) == 1
    changed = SetStep(0, msgspec.structs.replace(saved(document)[0], name="New")).apply(document)
    listed = changed.view["steps"]
    assert listed[0] == "no step"
    assert listed[2] == {"show": "of a later version"}
    assert listed[1] == {**entry, "name": "New"}
    assert DeleteSteps((0,)).apply(changed).view["steps"] == ["no step", listed[2]]


def test_bad_entries_are_told_and_left_out(shutdown: Document) -> None:
    wrong = {
        "show": "values", "name": 3, "stage": "x", "plan": [], "where": "n1", "zoom": None, "notes": 1,
        "highlight": {"nodes": "n1", "branches": [1, "b"]},
    }  # fmt: skip
    document = with_steps(shutdown, 7, {}, {"show": []}, wrong)
    steps = saved(document)
    assert steps == (Step("values", highlight=Where((), ("b",))),)
    found = [f for f in check(document) if f.code.startswith("steps")]
    assert [f.code for f in found] == ["steps.entry"] * 3 + ["steps.unknown"]
    assert {f.severity for f in found} == {Severity.WARNING}
    no_list = replace(shutdown, view={"steps": {"a": Numeral("1")}})
    assert saved(no_list) == ()
    assert [f.code for f in check(no_list)] == ["steps.list"]
    with pytest.raises(EditError):
        AddStep(Step("values")).apply(no_list)
    assert solve(document, "dsm").plans_total == 4


# -------------------------------------------------------------------------------- the edits


def test_edits_keep_the_order_that_a_list_would_have(shutdown: Document) -> None:
    """Against a plain list, with entries between that are no steps."""
    chance = random.Random(7)
    document, model = with_steps(shutdown, "x"), list[str]()
    for turn in range(300):
        kind = chance.choice(("add", "add", "move", "delete", "rename"))
        if kind == "add" or not model:
            at = chance.choice((None, chance.randrange(len(model) + 2)))
            document = AddStep(Step("nothing", str(turn)), at).apply(document)
            model.insert(len(model) if at is None else at, str(turn))
        elif kind == "move":
            number, to = chance.randrange(len(model)), chance.randrange(-1, len(model) + 1)
            document = MoveStep(number, to).apply(document)
            model.insert(max(0, to), model.pop(number))
        elif kind == "delete":
            number = chance.randrange(len(model))
            document = DeleteSteps((number,)).apply(document)
            del model[number]
        else:
            number = chance.randrange(len(model))
            step = msgspec.structs.replace(saved(document)[number], name=f"r{turn}")
            document = SetStep(number, step, "name").apply(document)
            model[number] = f"r{turn}"
        assert names(document) == model
        assert "x" in document.view["steps"]


def test_edits_that_change_nothing_give_the_same_document(shutdown: Document) -> None:
    document = ReplaceSteps(generated(shutdown, solve(shutdown, "dsm"))).apply(shutdown)
    assert len(saved(document)) == 8
    assert SetStep(1, saved(document)[1]).apply(document) is document
    assert MoveStep(2, 2).apply(document) is document
    assert DeleteSteps(()).apply(document) is document
    assert ReplaceSteps(saved(document)).apply(document) is document
    assert "steps" not in ReplaceSteps(()).apply(document).view
    for edit in (SetStep(8, Step("values")), MoveStep(8, 0), DeleteSteps((8,))):
        with pytest.raises(EditError):
            edit.apply(document)


def test_renaming_goes_through_the_steps(shutdown: Document) -> None:
    document = ReplaceSteps(every_kind(shutdown)).apply(shutdown)
    node, branch = next(iter(document.nodes)), next(iter(document.branches))
    document = RenameBranch(branch, "new branch").apply(
        RenameNode(node, "new node").apply(document)
    )
    for step in saved(document):
        assert step.where == step.highlight == Where(("new node",), ("new branch",), ("new node",))
        assert step.zoom == "new node"
        assert step.plan == {"new node": "new branch"}
    assert not [finding for finding in check(document) if finding.code.startswith("steps")]


def test_what_is_deleted_is_told_and_comes_back_with_undo(shutdown: Document) -> None:
    leaf = shutdown.tree[-1]
    before = ReplaceSteps((Step("structure", "Last", where=Where((leaf,))),)).apply(shutdown)
    after = Delete((leaf,)).apply(before)
    assert [f.code for f in check(after) if f.code.startswith("steps")] == ["steps.unknown"]
    assert frames(after, saved(after))[0].hidden_nodes == frozenset()


# --------------------------------------------------------------------------------- frames


def test_a_tree_is_uncovered_piece_by_piece(shutdown: Document) -> None:
    root = shutdown.tree[0]
    first, second = (branch.target for branch in shutdown.children(root))
    steps = (
        Step("structure", where=Where((root,))),
        Step("structure", where=Where(subtrees=(second,))),
        Step("structure"),
    )
    shown = frames(shutdown, steps)
    everything = frozenset(shutdown.nodes)
    assert everything - shown[0].hidden_nodes == {root}
    assert shown[0].hidden_branches == frozenset(shutdown.branches)
    assert everything - shown[1].hidden_nodes == {root, *shutdown.below(second)}
    lines = {b.id for b in shutdown.branches.values() if b.source in shutdown.below(second)}
    leading = shutdown.incoming(second)[0].id
    assert frozenset(shutdown.branches) - shown[1].hidden_branches == lines | {leading}
    assert first in shown[1].hidden_nodes
    assert not shown[2].hidden_nodes
    assert not shown[2].hidden_branches


def test_a_branch_brings_the_node_from_which_it_goes(shutdown: Document) -> None:
    root = shutdown.tree[0]
    first, *others = (branch.id for branch in shutdown.children(root))
    steps = (Step("structure", where=Where(branches=(first,))), Step("structure"))
    before, after = frames(shutdown, steps)
    assert root not in before.hidden_nodes
    assert set(others) <= before.hidden_branches
    assert not after.hidden_nodes


def test_a_branch_brings_the_node_to_which_it_goes_unless_a_step_says_when(
    shutdown: Document,
) -> None:
    branch = shutdown.children(shutdown.tree[0])[0]
    steps = (Step("nothing"), Step("structure", where=Where(branches=(branch.id,))))
    before, after = frames(shutdown, steps)
    assert branch.target in before.hidden_nodes
    assert branch.target not in after.hidden_nodes
    later = (*steps, Step("structure", where=Where((branch.target,))))
    assert branch.target in frames(shutdown, later)[1].hidden_nodes


def test_what_no_step_uncovers_is_there_from_the_beginning(shutdown: Document) -> None:
    leaf = shutdown.tree[-1]
    shown = frames(shutdown, (Step("nothing"), Step("structure", where=Where((leaf,)))))
    assert shown[0].hidden_nodes == {leaf}
    assert shown[1].hidden_nodes == frozenset()
    assert not shown[0].unnumbered
    assert not shown[0].opened


def test_numbers_and_values_come_where_the_step_says(shutdown: Document) -> None:
    root, leaf = shutdown.tree[0], shutdown.tree[-1]
    steps = (
        Step("probabilities", where=Where((root,))),
        Step("probabilities"),
        Step("values", where=Where((leaf,))),
        Step("values"),
    )
    shown = frames(shutdown, steps)
    at_root = {branch.id for branch in shutdown.children(root)}
    assert frozenset(shutdown.branches) - shown[0].unnumbered == at_root
    assert not shown[1].unnumbered
    assert leaf in shown[1].unvalued
    assert leaf not in shown[2].unvalued
    assert shown[2].unvalued
    assert not shown[3].unvalued


def test_another_rule_begins_afresh_and_a_plan_stays_for_its_step(shutdown: Document) -> None:
    root = shutdown.tree[0]
    steps = (
        Step("verdict", rule="naive", where=Where((root,))),
        Step("verdict", rule="naive"),
        Step("verdict", rule="dsm", where=Where((root,))),
        Step("plan", rule="dsm", plan={"n2": "b"}),
        Step("nothing", highlight=Where(subtrees=(root,)), zoom=root),
    )
    shown = frames(shutdown, steps)
    assert [frame.rule for frame in shown] == ["naive", "naive", "dsm", "dsm", "dsm"]
    assert [len(frame.opened) for frame in shown] == [1, 7, 1, 7, 1]
    assert [frame.plan is not None for frame in shown] == [False, False, False, True, False]
    assert [len(frame.marked_nodes) for frame in shown] == [0, 0, 0, 0, 7]


def test_nobody_knows_what_is_reached_below_a_choice_that_is_open() -> None:
    oil = loads(assets.example_text("oil"))
    steps = generated(oil, solve(oil, "eu"))
    assert [step.show for step in steps[:3]] == ["structure", "probabilities", "values"]
    shown = frames(oil, steps)
    for frame in shown:
        if frame.rule is not None and frame.step.show == "rollback":
            top = oil.root_id in frame.opened
            assert (frame.known == frozenset(oil.tree)) is top
