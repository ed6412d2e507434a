"""Live copies: the same as if what they stand for had been written out by hand."""

import json
from dataclasses import replace
from random import Random

import msgspec
import pytest

from assets import example_text
from solver.checks import check, errors
from solver.document.copies import MOST_NODES, live_copies
from solver.document.elements import Kind, Node
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import (
    AddNode,
    Connect,
    Delete,
    Edit,
    Paste,
    PasteLinked,
    RenameNode,
    Reparent,
    SetBranch,
    SetNode,
    Unlink,
    fragment,
    in_order,
)
from solver.errors import EditError, NotSolvable
from solver.explain.case import Case
from solver.formats.quandary import dumps, loads
from solver.rules import RULES, solve
from solver.rules.incremental import Live
from tests.documents.at_random.random_documents import random_document


def perform(document: Document, *edits: Edit) -> Document:
    for edit in edits:
        document = in_order(document, edit.apply(document))
    return document


def shape(document: Document, node: str) -> object:
    """A subtree without its ids."""
    found = document.nodes[node]
    said = [
        (
            branch.label,
            branch.probability,
            branch.payoff,
            branch.policy,
            shape(document, branch.target),
        )
        for branch in document.children(node)
    ]
    return found.kind, found.label, found.outcome, said


def linked(seed: int) -> tuple[Document, Document]:
    """A random tree with live copies at random places, and the same with copies written out."""
    random = Random(seed)
    one = random_document(seed)
    choices = [id_ for id_ in one.tree if one.nodes[id_].kind == "choice"]
    if not choices:
        return linked(seed + 1000)
    for _ in range(random.randint(1, 3)):
        try:
            one = perform(one, PasteLinked(random.choice(one.tree), random.choice(choices)))
        except EditError:
            continue  # it would contain itself
    written = one
    while copies := live_copies(written):
        written = perform(written, Unlink(copies[0]))
    return one, written


@pytest.mark.parametrize("seed", range(60))
def test_expanding_is_writing_out(seed: int) -> None:
    one, written = linked(seed)
    assert one.root_id is not None
    assert not one.expansion.problems
    assert shape(one.expanded, one.root_id) == shape(written, one.root_id)
    assert one.expanded.expanded is one.expanded
    assert dumps(loads(dumps(one))) == dumps(one)
    assert loads(dumps(one)).expanded.nodes.keys() == one.expanded.nodes.keys()
    origins = one.expansion.origins
    for new, old in origins.items():
        assert new not in one.nodes
        assert new not in one.branches
        assert old in one.nodes or old in one.branches
    if errors(check(one)):
        for document in (one, written):
            with pytest.raises(NotSolvable):
                Case.of(document)
        return
    case, other, live = Case.of(one), Case.of(written), Live()
    for rule in list(RULES)[seed % 3 :: 3]:
        try:
            ours = solve(case, rule)
        except NotSolvable:
            with pytest.raises(NotSolvable):
                solve(other, rule)
            continue
        theirs = solve(other, rule)
        assert ours.plans_total == theirs.plans_total
        assert sorted(str(v) for v in ours.branches.values()) == sorted(
            str(v) for v in theirs.branches.values()
        )
        assert live.solve(one, rule).branches == ours.branches


def shutdown() -> Document:
    """The shutdown example with the second choice as a live copy of the first."""
    document = loads(example_text("shutdown"))
    branch = document.incoming("if unlucky")[0]
    document = perform(document, Delete(("if unlucky",)), PasteLinked("if lucky", document.root_id))
    new = list(document.branches)[-1]
    changes = {"label": branch.label, "probability": branch.probability}
    return perform(document, SetBranch(new, changes))


def copy_of(document: Document) -> str:
    (id_,) = live_copies(document)
    return id_


def test_the_original_is_edited_in_one_place() -> None:
    document = shutdown()
    assert not errors(check(document))
    assert solve(document, "dsm").plans_total == 4
    assert json.loads(dumps(document))["nodes"][-1] == {
        "id": copy_of(document), "kind": "choice", "copy_of": "if lucky"
    }  # fmt: skip
    more = perform(document, AddNode(Kind.OUTCOME, parent="if lucky"))
    assert len(more.expanded.children(copy_of(document))) == 3
    problem = [f for f in errors(check(more)) if f.code == "outcome.missing"]
    assert len(problem) == 1  # said once, of the original
    assert set(problem[0].nodes) <= set(more.nodes)


def test_a_copy_is_not_changed_in_itself() -> None:
    document = shutdown()
    copy = copy_of(document)
    for edit in (
        SetNode(copy, {"label": "other"}),
        SetNode(copy, {"kind": document.nodes[document.root_id or ""].kind}),
        AddNode(document.nodes[copy].kind, parent=copy),
    ):
        with pytest.raises(EditError, match="original"):
            perform(document, edit)
    assert perform(document, SetNode(copy, {"notes": "mine"})).expanded.nodes[copy].notes == "mine"


def test_nothing_comes_to_contain_itself() -> None:
    document = shutdown()
    with pytest.raises(EditError, match="contain itself"):
        perform(document, Reparent(copy_of(document), "if lucky"))
    with pytest.raises(EditError, match="contain itself"):
        perform(document, PasteLinked(document.root_id or "", "if lucky"))
    loose = perform(document, PasteLinked(document.root_id or "", None, (0, 0)))
    top = list(loose.nodes)[-1]
    assert top not in loose.in_tree
    with pytest.raises(EditError, match="contain itself"):
        perform(loose, Connect("if lucky", top))


def test_when_the_original_goes_the_first_copy_takes_over() -> None:
    document = shutdown()
    first = copy_of(document)
    document = perform(document, PasteLinked(first, document.root_id))
    _, second = live_copies(document)
    assert document.nodes[second].copy_of == "if lucky"
    before = shape(document, "if lucky")
    after = perform(document, Delete(("if lucky",)))
    assert live_copies(after) == (second,)
    assert after.nodes[second].copy_of == first
    assert shape(after, first) == before
    renamed = perform(after, RenameNode(first, "heir"))
    assert renamed.nodes[second].copy_of == "heir"
    assert not renamed.expansion.problems


def test_copied_elsewhere_it_is_a_subtree_of_its_own_unless_its_original_comes_along() -> None:
    document = shutdown()
    alone = fragment(document, [copy_of(document)])
    assert not live_copies(alone)
    assert shape(alone, alone.root_id or "") == shape(document, "if lucky")
    whole = Paste(fragment(document, [document.root_id or ""]), position=(0, 0)).apply(document)
    assert len(live_copies(whole)) == 2
    originals = [whole.nodes[id_].copy_of for id_ in live_copies(whole)]
    assert originals[0] == "if lucky"
    assert originals[1] not in (None, "if lucky")


@pytest.mark.parametrize(
    ("copies", "code"),
    [
        ({"a": "nowhere"}, "copy.unknown"),
        ({"a": "a"}, "copy.cycle"),
        ({"a": "b", "b": "a"}, "copy.cycle"),
        ({"a": "n0"}, "copy.cycle"),
    ],
)
def test_what_cannot_be_is_said(copies: dict[str, str], code: str) -> None:
    nodes = [{"id": "n0", "kind": "choice"}]
    nodes += [{"id": id_, "kind": "choice", "copy_of": of} for id_, of in copies.items()]
    branches = [{"id": f"b{id_}", "from": "n0", "to": id_} for id_ in copies]
    text = json.dumps({"format": "quandary", "version": 1, "nodes": nodes, "branches": branches})
    document = loads(text)
    found = check(document)
    assert [f.code for f in errors(found)] == [code] * len(copies)
    with pytest.raises(NotSolvable):
        solve(document, "dsm")
    with pytest.raises(NotSolvable):
        Live().solve(document, "dsm")
    assert dumps(loads(dumps(document))) == dumps(document)


def test_copies_of_copies_do_not_fill_the_memory() -> None:
    document = loads(example_text("shutdown"))
    top = document.root_id or ""
    for i in range(40):  # each twice as large as the one before
        nodes = dict(document.nodes)
        nodes[f"t{i}"] = Node(id=f"t{i}", kind=document.nodes[top].kind)
        document = replace(document, nodes=nodes, root=top)
        for _ in range(2):
            document = PasteLinked(top, f"t{i}").apply(document)
        top = f"t{i}"
    document = replace(document, root=top)
    assert {code for code, _ in document.expansion.problems.values()} == {"copy.size"}
    assert document.expanded.nodes.keys() == document.nodes.keys()
    assert all(
        str(MOST_NODES) in f.message for f in errors(check(document)) if f.code == "copy.size"
    )


def test_numbers_of_the_original_change_all_copies_in_the_live_answer() -> None:
    document = shutdown()
    live = Live()
    live.solve(document, "dsm")
    branch = document.children("if lucky")[0]
    stated = perform(document, SetBranch(branch.id, {"payoff": Numeral("-5")}))
    assert live.solve(stated, "dsm").branches == solve(stated, "dsm").branches
    assert live.solve(document, "dsm").branches == solve(document, "dsm").branches
    assert msgspec.structs.replace(branch, payoff=Numeral("-5")) in [
        msgspec.structs.replace(b, id=branch.id, source=branch.source, target=branch.target)
        for b in stated.expanded.children(copy_of(stated))
    ]


@pytest.mark.parametrize("loop", [True, False])
def test_a_copy_of_what_is_no_tree_is_not_written_out(loop: bool) -> None:
    nodes = [{"id": id_, "kind": "choice"} for id_ in ("r", "k", *(f"a{i}" for i in range(60)))]
    nodes[1]["copy_of"] = "a0"
    rows = [{"id": "x", "from": "r", "to": "a0"}, {"id": "y", "from": "r", "to": "k"}]
    for i in range(59):  # each node twice below the one above: 2⁵⁹ ways to the last
        rows += [{"id": f"b{i}", "from": f"a{i}", "to": f"a{i + 1}"}]
        rows += [{"id": f"c{i}", "from": f"a{i}", "to": f"a{0 if loop else i + 1}"}]
    text = json.dumps({"format": "quandary", "version": 1, "nodes": nodes, "branches": rows})
    document = loads(text)
    assert {code for code, _ in document.expansion.problems.values()} == {"copy.tree"}
    assert len(document.expanded.nodes) == len(nodes)
    assert "copy.tree" in {finding.code for finding in check(document)}
