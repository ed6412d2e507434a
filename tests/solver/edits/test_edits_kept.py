"""What every edit makes of a document, line by line, or why it is refused: ``tests/kept/texts/edits.txt``.

Each edit is written with the name that the undo menu shows and the lines of the document's file
that it changes.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from difflib import unified_diff
from typing import Any

import pytest

from solver.document.elements import Completion, Kind, ScaleUtility
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import (
    AddCriterion,
    AddNode,
    AddOutcome,
    AddParameter,
    AddRelation,
    AddStep,
    AddText,
    Connect,
    Delete,
    DeleteKeepingChildren,
    DeleteSteps,
    DeleteTexts,
    Edit,
    InsertNode,
    MoveBranch,
    MoveNodes,
    MoveStep,
    MoveTexts,
    Paste,
    PasteLinked,
    RemoveCriterion,
    RemoveOutcome,
    RemoveParameter,
    RemoveRelation,
    RenameBranch,
    RenameNode,
    RenameOutcome,
    RenameParameter,
    RenameRelation,
    Reparent,
    ReplaceSteps,
    Rescale,
    SetBranch,
    SetCompletion,
    SetCriterion,
    SetDocument,
    SetNode,
    SetOutcome,
    SetParameter,
    SetRelation,
    SetRoot,
    SetStep,
    SetText,
    SetView,
    ShareEqually,
    SplitShares,
    StatePolicy,
    StatePreference,
    SwitchRelation,
    Tidy,
    Together,
    Unlink,
    fragment,
    in_order,
)
from solver.errors import EditError
from solver.formats.quandary import dumps, loads
from solver.page.talk_steps import Step, Where
from tests.documents.entries import branch, node, read
from tests.kept.kept import compare

N = Numeral
CHOICE, CHANCE, OUTCOME = Kind.CHOICE, Kind.CHANCE, Kind.OUTCOME


#: A choice between chance (three branches) and two outcomes; a draft; all else that edits change.
WHOLE = read(
    title="Whole",
    notes="of it",
    parameters=[{"id": "p", "value": "1/2"}, {"id": "q", "value": "1 - p", "min": "p/2", "max": 1}],
    outcomes=[
        {"id": "A", "value": "p"},
        {"id": "B", "label": "second", "scale": "t", "value": 2},
        {"id": "C", "notes": "alone"},
        {"id": "D"},
    ],
    preferences={"better": [["A", "C"], ["B", "D"]], "equal": [["C", "D"]]},
    nodes=[
        node("r", "choice", label="Root"),
        node("c", "chance", x=10, y=20),
        node("a", "outcome", outcome="A"),
        node("b", "outcome", outcome="B", x=3),
        node("d", "outcome", outcome="C", y=4),
        node("e", "outcome", outcome="D"),
        node("f", "outcome"),
        node("draft", "choice"),
        node("end", "outcome", outcome="A"),
    ],
    branches=[
        branch("rc", "r", "c", label="go", policy="1/4", payoff=1),
        branch("re", "r", "e", label="stay", policy="p/2"),
        branch("rf", "r", "f", policy="#"),
        branch("ca", "c", "a", probability="p", payoff="p + 1"),
        branch("cb", "c", "b", probability="q/2", label="bad"),
        branch("cd", "c", "d", probability="1/4"),
        branch("x", "draft", "end"),
    ],
    root="r",
    completion={
        "scales": {"default": {"weight": "p"}, "t": {"weight": 2, "offset": "p"}},
        "alone": {"C": "p", "D": 1},
    },
    view={
        "direction": "down",
        "annotations": [{"x": 1, "y": 2, "text": "one"}, "odd", {"x": 3, "y": 4, "text": "two"}],
        "steps": [
            {"show": "structure", "where": {"nodes": ["r", "c"], "branches": ["rc"]}},
            "odd",
            {"show": "plan", "plan": {"r": "rc"}, "zoom": "c", "more": 1},
            {"show": "verdict", "highlight": {"subtrees": ["c"], "branches": ["ca"]}},
        ],
    },
)
RELATED = read(
    parameters=[{"id": "p", "value": "1/2"}],
    outcomes=[{"id": "A", "value": "p"}, {"id": "B", "scale": "t", "value": 2}],
    relations={
        "active": "one",
        "others": [
            {
                "name": "two",
                "outcomes": {"A": {"scale": "s", "value": "p"}, "B": {"value": 3}},
                "preferences": {"better": [["A", "B"]], "equal": [["B", "A"]]},
                "completion": {"scales": {"s": {"weight": "p"}}, "alone": {"B": "p", "A": 1}},
            },
            {"name": "three", "outcomes": {"A": {"value": 5}}},
        ],
    },
)
#: Two criteria, a payoff on both, values on one or both.
SEVERAL = read(
    criteria=[{"id": "m", "label": "money", "better": "less"}, {"id": "h"}],
    outcomes=[{"id": "A", "value": {"m": 1, "h": 2}}, {"id": "B", "value": {"h": "1/2"}}],
    nodes=[node("r", "choice"), node("a", "outcome", outcome="A")],
    branches=[branch("ra", "r", "a", payoff={"m": 1, "h": 2})],
)
#: ``k`` and ``l`` are live copies of ``c``, which holds ``m``, a live copy of ``i``.
LINKED = read(
    outcomes=[{"id": "A"}],
    nodes=[
        node("r", "choice"),
        node("c", "choice", label="original", notes="said", collapsed=True),
        node("a", "outcome", outcome="A", x=1, y=2),
        node("i", "choice"),
        node("b", "outcome", outcome="A"),
        node("m", "choice", copy_of="i"),
        node("k", "choice", copy_of="c", x=5, y=6),
        node("l", "choice", copy_of="c", notes="own"),
    ],
    branches=[
        branch("rc", "r", "c", label="to it"),
        branch("ca", "c", "a", label="end", policy="1/2"),
        branch("cm", "c", "m"),
        branch("ri", "r", "i"),
        branch("ib", "i", "b"),
        branch("rk", "r", "k"),
        branch("rl", "r", "l"),
    ],
    root="r",
)
LOOSE = read(nodes=[node("r", "chance"), node("d", "choice")], root="r")
ALONE = read(nodes=[node("r", "chance")])
ODD = read(view={"annotations": {"no": "list"}, "steps": "none"}, nodes=[node("r", "choice")])
SHARES = read(
    nodes=[
        node("r", "chance"),
        *(node(id_, "choice") for id_ in "abcd"),
        *(node(id_, "outcome") for id_ in "efghijkl"),
    ],
    branches=[
        *(branch(f"r{id_}", "r", id_, probability="1/4") for id_ in "abcd"),
        branch("ae", "a", "e", policy="2"),
        branch("af", "a", "f", policy="#"),
        branch("bg", "b", "g", policy="0"),
        branch("bh", "b", "h", policy="0"),
        branch("ci", "c", "i", policy="1/0"),
        branch("cj", "c", "j"),
        branch("dk", "d", "k", policy="-1"),
        branch("dl", "d", "l", policy="1/2"),
    ],
    root="r",
)
STEP = Step("values", "Named", where=Where(nodes=("r",)), rule="dsm", notes="said")
OTHER_CRITERIA = read(
    criteria=[{"id": "m"}, {"id": "h"}],
    outcomes=[{"id": "A", "value": {"m": 1}}],
    nodes=[node("o", "outcome", outcome="A")],
)
#: Comes with an outcome that means something else here, and ids that are taken.
COMING = read(
    parameters=[{"id": "p", "value": "1/2"}, {"id": "z", "value": 3}],
    outcomes=[{"id": "A", "value": "p + 1"}, {"id": "C", "notes": "other"}, {"id": "N"}],
    preferences={"better": [["A", "C"], ["A", "gone"]], "equal": [["N", "C"]]},
    nodes=[
        node("r", "choice", x=1, y=1, copy_of="new"),
        node("new", "choice"),
        node("o", "outcome", outcome="A"),
        node("s", "outcome", outcome="C"),
        node("t", "outcome", outcome="nowhere"),
    ],
    branches=[branch("rc", "new", "o", policy=1), branch("ns", "new", "s")],
)

EDITS: list[tuple[str, Document, Edit]] = [
    # ------------------------------------------------------------------------------ nodes
    ("nothing there yet", Document(), AddNode(CHANCE, (1.4, -2.6))),
    ("nothing there yet, no place", Document(), AddNode(OUTCOME)),
    ("a root that is not named", ALONE, AddNode(CHOICE)),
    ("a root that is named", LOOSE, AddNode(CHOICE, (0, 7))),
    ("below chance", WHOLE, AddNode(CHOICE, parent="c")),
    ("below a choice, first", WHOLE, AddNode(OUTCOME, (1, 2), "r", 0)),
    ("below a choice, second", WHOLE, AddNode(OUTCOME, None, "r", 1)),
    ("below an outcome", WHOLE, AddNode(CHOICE, parent="a")),
    ("below nothing", WHOLE, AddNode(CHOICE, parent="gone")),
    ("inside", WHOLE, InsertNode(CHANCE, "rc")),
    ("inside, choice", WHOLE, InsertNode(CHOICE, "ca")),
    ("inside, outcome", WHOLE, InsertNode(OUTCOME, "ca")),
    ("inside, gone", WHOLE, InsertNode(CHOICE, "gone")),
    ("a draft", WHOLE, Connect("c", "draft")),
    ("a draft to a choice", WHOLE, Connect("r", "draft")),
    ("the root below a draft", WHOLE, Connect("draft", "r")),
    ("the root below the inside of a draft", loads(dumps(AddNode(CHOICE, parent="draft").apply(WHOLE))), Connect("n1", "r")),
    ("one that hangs", WHOLE, Connect("draft", "c")),
    ("in a circle", WHOLE, Connect("c", "r")),
    ("to itself", LOOSE, Connect("d", "d")),
    ("from an outcome", WHOLE, Connect("end", "r")),
    ("from nothing", WHOLE, Connect("gone", "r")),
    ("to nothing", WHOLE, Connect("r", "gone")),
    ("a root that is not named, below another", replace(LOOSE, root=None), Connect("r", "d")),
    ("from chance to choice", WHOLE, Reparent("a", "draft")),
    ("from choice to chance, first", WHOLE, Reparent("e", "c", 0)),
    ("a draft, second", WHOLE, Reparent("draft", "c", 1)),
    ("a draft, last", WHOLE, Reparent("draft", "c")),
    ("the same parent, last", WHOLE, Reparent("c", "r")),
    ("the same parent, first", WHOLE, Reparent("f", "r", 0)),
    ("below itself", WHOLE, Reparent("r", "c")),
    ("below an outcome", WHOLE, Reparent("c", "e")),
    ("nothing", WHOLE, Reparent("gone", "c")),
    ("to the front", WHOLE, MoveBranch("rf", 0)),
    ("too far to the front", WHOLE, MoveBranch("rf", -9)),
    ("too far to the end", WHOLE, MoveBranch("ca", 9)),
    ("to the middle", WHOLE, MoveBranch("ca", 1)),
    ("where it is", WHOLE, MoveBranch("cb", 1)),
    ("gone", WHOLE, MoveBranch("gone", 1)),
    ("one", WHOLE, MoveNodes({"r": (0.5, 1.5)})),
    ("two", WHOLE, MoveNodes({"r": (-0.4, 1e3), "c": (11, 20)})),
    ("where it is", WHOLE, MoveNodes({"c": (10.2, 19.8)})),
    ("gone", WHOLE, MoveNodes({"gone": (1, 1)})),
    ("all", WHOLE, Tidy()),
    ("some", WHOLE, Tidy(("c", "b", "r", "gone"))),
    ("one by y only", WHOLE, Tidy(("d",))),
    ("none placed", WHOLE, Tidy(("r", "gone"))),
    ("a node", WHOLE, Delete(("c",))),
    ("two nodes", WHOLE, Delete(("e", "f"))),
    ("the root", WHOLE, Delete(("r",))),
    ("a branch", WHOLE, Delete(branches=("rc",))),
    ("two branches", WHOLE, Delete(branches=("ca", "cb", "gone"))),
    ("node and branch", WHOLE, Delete(("e",), ("rf",))),
    ("gone", WHOLE, Delete(("gone",), ("gone",))),
    ("a draft where no root is named", replace(LOOSE, root=None, nodes={**LOOSE.nodes}), Delete(("d",))),
    ("a branch of a root that is not named", replace(WHOLE, root=None), Delete(branches=("x",))),
    ("the root's branch, root not named", replace(SEVERAL, root=None), Delete(branches=("ra",))),
    ("inside", WHOLE, DeleteKeepingChildren("c")),
    ("the root", WHOLE, DeleteKeepingChildren("r")),
    ("the root, which is not named", SEVERAL, DeleteKeepingChildren("r")),
    ("the root without children", ALONE, DeleteKeepingChildren("r")),
    ("the top of a draft", WHOLE, DeleteKeepingChildren("draft")),
    ("a leaf", WHOLE, DeleteKeepingChildren("a")),
    ("choice below chance", SHARES, DeleteKeepingChildren("a")),
    ("gone", WHOLE, DeleteKeepingChildren("gone")),
    ("label and notes", WHOLE, SetNode("r", {"label": "new", "notes": "n"})),
    ("folding", WHOLE, SetNode("c", {"collapsed": True})),
    ("as it is", WHOLE, SetNode("r", {"label": "Root"})),
    ("another outcome", WHOLE, SetNode("a", {"outcome": "B"})),
    ("no outcome", WHOLE, SetNode("a", {"outcome": None})),
    ("outcome of a choice", WHOLE, SetNode("r", {"outcome": "B"})),
    ("choice to chance", WHOLE, SetNode("r", {"kind": CHANCE})),
    ("chance to choice", WHOLE, SetNode("c", {"kind": CHOICE})),
    ("the kind it has", WHOLE, SetNode("c", {"kind": CHANCE, "label": "l"})),
    ("outcome to choice", WHOLE, SetNode("a", {"kind": CHOICE})),
    ("choice to outcome, too early", WHOLE, SetNode("c", {"kind": OUTCOME})),
    ("choice to outcome", LOOSE, SetNode("d", {"kind": OUTCOME, "outcome": "A"})),
    ("gone", WHOLE, SetNode("gone", {"label": "new"})),
    ("label and payoff", WHOLE, SetBranch("rc", {"label": "new", "payoff": N("2")})),
    ("probability", WHOLE, SetBranch("ca", {"probability": N("1/8")})),
    ("as it is", WHOLE, SetBranch("rc", {"label": "go"})),
    ("probability of a choice", WHOLE, SetBranch("rc", {"probability": N("1/8")})),
    ("no probability of a choice", WHOLE, SetBranch("rc", {"probability": None})),
    ("policy of chance", WHOLE, SetBranch("ca", {"policy": N("1/8")})),
    ("no policy of chance", WHOLE, SetBranch("ca", {"policy": None})),
    ("policy", WHOLE, SetBranch("rf", {"policy": N("3/8")})),
    ("gone", WHOLE, SetBranch("gone", {"label": "l"})),
    ("the root", WHOLE, RenameNode("r", "root")),
    ("inside", WHOLE, RenameNode("c", "luck")),
    ("an original", LINKED, RenameNode("c", "first")),
    ("a copy", LINKED, RenameNode("k", "second")),
    ("the same", WHOLE, RenameNode("c", "c")),
    ("taken", WHOLE, RenameNode("c", "r")),
    ("empty", WHOLE, RenameNode("c", "")),
    ("gone", WHOLE, RenameNode("gone", "g")),
    ("a branch", WHOLE, RenameBranch("rc", "going")),
    ("a branch that is highlighted", WHOLE, RenameBranch("ca", "c a")),
    ("the same", WHOLE, RenameBranch("rc", "rc")),
    ("taken", WHOLE, RenameBranch("rc", "ca")),
    ("empty", WHOLE, RenameBranch("rc", "")),
    ("gone", WHOLE, RenameBranch("gone", "g")),
    ("a draft", WHOLE, SetRoot("draft")),
    ("the root", WHOLE, SetRoot("r")),
    ("one that hangs", WHOLE, SetRoot("c")),
    ("gone", WHOLE, SetRoot("gone")),
    # --------------------------------------------------------------------------- outcomes
    ("without a label", WHOLE, AddOutcome()),
    ("with a label", WHOLE, AddOutcome(" new ")),
    ("with a label of 20", WHOLE, AddOutcome("x" * 20)),
    ("with a label of 21", WHOLE, AddOutcome("x" * 21)),
    ("with a label that is an id", WHOLE, AddOutcome("A")),
    ("used at once", WHOLE, AddOutcome("new", "f")),
    ("used by a choice", WHOLE, AddOutcome("new", "r")),
    ("used nowhere", WHOLE, AddOutcome("new", "gone")),
    ("with a value", WHOLE, AddOutcome("new", changes={"value": N("3"), "scale": "t"})),
    ("label, scale", WHOLE, SetOutcome("B", {"label": "b", "scale": None})),
    ("as it is", WHOLE, SetOutcome("B", {"label": "second"})),
    ("gone", WHOLE, SetOutcome("gone", {"label": "second"})),
    ("used, stated, completed", WHOLE, RemoveOutcome("C")),
    ("another", WHOLE, RemoveOutcome("B")),
    ("of several relations", RELATED, RemoveOutcome("A")),
    ("gone", WHOLE, RemoveOutcome("gone")),
    ("used, stated, completed", WHOLE, RenameOutcome("C", "lone")),
    ("another", WHOLE, RenameOutcome("A", "first")),
    ("of several relations", RELATED, RenameOutcome("A", "first")),
    ("the same", WHOLE, RenameOutcome("A", "A")),
    ("taken", WHOLE, RenameOutcome("A", "B")),
    ("empty", WHOLE, RenameOutcome("A", "")),
    ("gone", WHOLE, RenameOutcome("gone", "G")),
    ("anew", WHOLE, StatePreference("A", "B", "better")),
    ("worse", WHOLE, StatePreference("A", "B", "worse")),
    ("equal", WHOLE, StatePreference("A", "B", "equal")),
    ("otherwise", WHOLE, StatePreference("C", "A", "equal")),
    ("turned round", WHOLE, StatePreference("C", "A", "better")),
    ("taken back", WHOLE, StatePreference("D", "C", "none")),
    ("taken back, better", WHOLE, StatePreference("D", "B", "none")),
    ("as it is", WHOLE, StatePreference("C", "D", "equal")),
    ("nothing to take back", WHOLE, StatePreference("A", "B", "none")),
    ("one of itself", WHOLE, StatePreference("A", "A", "equal")),
    ("gone", WHOLE, StatePreference("A", "gone", "equal")),
    ("gone first", WHOLE, StatePreference("gone", "A", "equal")),
    ("the second", WHOLE, AddCriterion("cost")),
    ("the second of a named one", RemoveCriterion("h").apply(SEVERAL), AddCriterion()),
    ("the third", SEVERAL, AddCriterion("third")),
    ("of several relations", RELATED, AddCriterion()),
    ("the built-in one", WHOLE, SetCriterion("value", {"better": "less", "label": "v"})),
    ("the built-in one, as it is", WHOLE, SetCriterion("value", {"better": "more"})),
    ("label", SEVERAL, SetCriterion("h", {"label": "health"})),
    ("gone", SEVERAL, SetCriterion("value", {"label": "health"})),
    ("one of two", SEVERAL, RemoveCriterion("h")),
    ("of several relations", AddCriterion().apply(RELATED), RemoveCriterion("value")),
    ("gone", SEVERAL, RemoveCriterion("gone")),
    ("title", WHOLE, SetDocument(title="T")),
    ("notes", WHOLE, SetDocument(notes="N")),
    ("no notes", WHOLE, SetDocument(notes="")),
    ("as it is", WHOLE, SetDocument(title="Whole", notes="of it")),
    ("direction", WHOLE, SetView("direction", "right")),
    ("a new key", WHOLE, SetView("branches", "curved")),
    ("as it is", WHOLE, SetView("direction", "down")),
    ("lotteries", WHOLE, SetRelation("timestep-dominance")),
    ("as it is", WHOLE, SetRelation("expected-multi-utility")),
    ("stated", WHOLE, SetCompletion(Completion(scales={"t": ScaleUtility(weight=N("1"))}))),
    ("none", WHOLE, SetCompletion(None)),
    ("as it is", ALONE, SetCompletion(None)),
    # ------------------------------------------------------------------------- parameters
    ("the third", WHOLE, AddParameter()),
    ("value and bounds", WHOLE, SetParameter("q", {"value": N("3"), "min": None}, "drag")),
    ("as it is", WHOLE, SetParameter("p", {"value": N("1/2")})),
    ("gone", WHOLE, SetParameter("gone", {"value": N("1/2")})),
    ("everywhere", WHOLE, RenameParameter("p", "luck")),
    ("of several relations", RELATED, RenameParameter("p", "luck")),
    ("of values by criterion", AddCriterion().apply(WHOLE), RenameParameter("p", "luck")),
    ("the same", WHOLE, RenameParameter("p", "p")),
    ("taken", WHOLE, RenameParameter("p", "q")),
    ("no name", WHOLE, RenameParameter("p", "1p")),
    ("gone", WHOLE, RenameParameter("gone", "g")),
    ("used", WHOLE, RemoveParameter("p")),
    ("gone", WHOLE, RemoveParameter("gone")),
    # -------------------------------------------------------------------------- relations
    ("the next", RELATED, SwitchRelation()),
    ("the last", RELATED, SwitchRelation("three")),
    ("the same", RELATED, SwitchRelation("one")),
    ("gone", RELATED, SwitchRelation("gone")),
    ("gone, there is none", ALONE, SwitchRelation("gone")),
    ("only one", ALONE, SwitchRelation()),
    ("the first copy", WHOLE, AddRelation()),
    ("the first copy of a complete one", OTHER_CRITERIA, AddRelation()),
    ("the first copy of one scale", read(outcomes=[{"id": "A", "value": 1}]), AddRelation()),
    ("another copy", RELATED, AddRelation()),
    ("another copy, name taken", AddRelation().apply(AddRelation(relation="one, copy").apply(RELATED)), AddRelation(relation=" one, copy ")),
    ("a copy of a copy", SwitchRelation("one").apply(AddRelation().apply(RELATED)), AddRelation()),
    ("a third copy", SwitchRelation("one").apply(AddRelation().apply(SwitchRelation("one").apply(AddRelation().apply(RELATED)))), AddRelation()),
    ("a completion", replace(WHOLE, branches={}), AddRelation(complete=True)),
    ("a completion with payoffs", WHOLE, AddRelation(complete=True)),
    ("a completion of several criteria", replace(SEVERAL, branches={}), AddRelation(complete=True)),
    ("a completion of less is better", replace(SetCriterion("value", {"better": "less"}).apply(RELATED)), AddRelation(complete=True, relation="mine")),
    ("a completion of a contradiction", StatePreference("C", "B", "better").apply(StatePreference("B", "A", "better").apply(WHOLE)), AddRelation(complete=True)),
    ("the active one", RELATED, RenameRelation("one", " ours ")),
    ("a stored one", RELATED, RenameRelation("three", "3")),
    ("the same", RELATED, RenameRelation("three", "three ")),
    ("empty", RELATED, RenameRelation("three", " ")),
    ("taken", RELATED, RenameRelation("three", "one")),
    ("gone", RELATED, RenameRelation("gone", "g")),
    ("gone, there is none", ALONE, RenameRelation("gone", "g")),
    ("the active one", RELATED, RemoveRelation("one")),
    ("a stored one", RELATED, RemoveRelation("two")),
    ("the last", RemoveRelation("one").apply(RemoveRelation("two").apply(RELATED)), RemoveRelation("three")),
    ("gone", RELATED, RemoveRelation("gone")),
    # ----------------------------------------------------------------------------- shares
    ("of a choice", WHOLE, ShareEqually("r")),
    ("of chance", WHOLE, ShareEqually("c")),
    ("equal already", SHARES, ShareEqually("r")),
    ("of an outcome", WHOLE, ShareEqually("a")),
    ("of none", LOOSE, ShareEqually("d")),
    ("gone", WHOLE, ShareEqually("gone")),
    ("too much", SetBranch("cd", {"probability": N("1")}).apply(WHOLE), Rescale("c")),
    ("just enough beside a rest", SetBranch("rc", {"policy": N("3/4")}).apply(WHOLE), Rescale("r")),
    ("as it is", WHOLE, Rescale("c")),
    ("nothing left", SHARES, Rescale("a")),
    ("all zero", SHARES, Rescale("b")),
    ("not computed", SHARES, Rescale("c")),
    ("negative", SHARES, Rescale("d")),
    ("of an outcome", WHOLE, Rescale("a")),
    ("half", WHOLE, SplitShares("ca", "cd", N("1/3"))),
    ("all", WHOLE, SplitShares("ca", "cd", N("p + 1/4"))),
    ("none", WHOLE, SplitShares("ca", "cd", N("0"))),
    ("of a choice", WHOLE, SplitShares("re", "rf", N("0.3"), "drag")),
    ("as it is", WHOLE, SplitShares("ca", "cd", N("50%"))),
    ("more than all", WHOLE, SplitShares("ca", "cd", N("0.76"))),
    ("less than nothing", WHOLE, SplitShares("ca", "cd", N("-0.01"))),
    ("not computed", WHOLE, SplitShares("ca", "cd", N("1/0"))),
    ("of one", WHOLE, SplitShares("ca", "ca", N("1/3"))),
    ("of two nodes", WHOLE, SplitShares("ca", "rc", N("1/3"))),
    ("gone", WHOLE, SplitShares("ca", "gone", N("1/3"))),
    ("gone first", WHOLE, SplitShares("gone", "ca", N("1/3"))),
    ("of no distribution", SHARES, SplitShares("dk", "dl", N("1/3"))),
    ("one branch", WHOLE, StatePolicy((("rc", N("1/2")),))),
    ("all branches", WHOLE, StatePolicy((("rc", N("1")), ("re", N("0")), ("rf", N("0"))), "drag")),
    ("as it is", WHOLE, StatePolicy((("rc", N("1/4")), ("rf", N("#"))))),
    ("more than 1", WHOLE, StatePolicy((("rc", N("1")),))),
    ("negative", WHOLE, StatePolicy((("rc", N("-1/4")),))),
    ("not computed", WHOLE, StatePolicy((("rc", N("1/0")),))),
    ("of chance", WHOLE, StatePolicy((("ca", N("1")),))),
    ("gone", WHOLE, StatePolicy((("gone", N("1")),))),
    # ------------------------------------------------------------------------------ texts
    ("the third", WHOLE, AddText("three", (1.6, 2.4))),
    ("the first", ALONE, AddText("first", (0, 0))),
    ("empty", WHOLE, AddText(" \n", (1, 2))),
    ("beside what is no list", ODD, AddText("t", (1, 2))),
    ("other words", WHOLE, SetText(0, "uno")),
    ("as it is", WHOLE, SetText(2, "two")),
    ("empty", WHOLE, SetText(2, " ")),
    ("what is no text", WHOLE, SetText(1, "t")),
    ("gone", WHOLE, SetText(3, "t")),
    ("before the first", WHOLE, SetText(-1, "t")),
    ("what is no list", ODD, SetText(0, "t")),
    ("both", WHOLE, MoveTexts({0: (5.5, 6.5), 2: (7, 8)})),
    ("as it is", WHOLE, MoveTexts({0: (1.2, 2.2)})),
    ("gone", WHOLE, MoveTexts({3: (1, 2)})),
    ("one", WHOLE, DeleteTexts((0,))),
    ("two", WHOLE, DeleteTexts((0, 2))),
    ("all there are", AddText("first", (0, 0)).apply(ALONE), DeleteTexts((0,))),
    ("none", WHOLE, DeleteTexts(())),
    ("what is no text", WHOLE, DeleteTexts((0, 1))),
    # ------------------------------------------------------------------------------ steps
    ("at the end", WHOLE, AddStep(STEP)),
    ("before the second", WHOLE, AddStep(STEP, 1)),
    ("before the first", WHOLE, AddStep(STEP, -4)),
    ("after all", WHOLE, AddStep(STEP, 3)),
    ("the first", ALONE, AddStep(STEP)),
    ("beside what is no list", ODD, AddStep(STEP)),
    ("the second", WHOLE, SetStep(1, STEP)),
    ("named", WHOLE, SetStep(0, STEP, "notes")),
    ("as it is", WHOLE, SetStep(0, Step("structure", where=Where(("r", "c"), ("rc",))))),
    ("gone", WHOLE, SetStep(3, STEP)),
    ("before the first", WHOLE, SetStep(-1, STEP)),
    ("one", WHOLE, DeleteSteps((1,))),
    ("two", WHOLE, DeleteSteps((0, 2))),
    ("none", WHOLE, DeleteSteps(())),
    ("gone", WHOLE, DeleteSteps((3,))),
    ("all there are", AddStep(STEP).apply(ALONE), DeleteSteps((0,))),
    ("down", WHOLE, MoveStep(0, 1)),
    ("to the end and beyond", WHOLE, MoveStep(0, 9)),
    ("to the front and beyond", WHOLE, MoveStep(2, -9)),
    ("where it is", WHOLE, MoveStep(2, 3)),
    ("gone", WHOLE, MoveStep(3, 0)),
    ("others", WHOLE, ReplaceSteps((STEP, Step("nothing")))),
    ("none", WHOLE, ReplaceSteps(())),
    ("none where there are none", ALONE, ReplaceSteps(())),
    ("as they are", AddStep(STEP).apply(ALONE), ReplaceSteps((STEP,))),
    # ----------------------------------------------------------------------------- copies
    ("below a choice", WHOLE, PasteLinked("c", "draft")),
    ("below a choice, first", WHOLE, PasteLinked("c", "draft", (3.3, 4.4), 0)),
    ("of what hangs from chance, below a choice", WHOLE, PasteLinked("a", "draft")),
    ("below chance", WHOLE, PasteLinked("draft", "c")),
    ("of what hangs from a choice, below chance", SHARES, PasteLinked("e", "r", None, 1)),
    ("loose", WHOLE, PasteLinked("c", None, (3.3, 4.4))),
    ("loose, root not named", SEVERAL, PasteLinked("r")),
    ("of a copy", LINKED, PasteLinked("k", "i")),
    ("in itself", LINKED, PasteLinked("c", "c")),
    ("below an outcome", WHOLE, PasteLinked("c", "a")),
    ("gone", WHOLE, PasteLinked("gone", "r")),
    ("below what is gone", WHOLE, PasteLinked("c", "gone")),
    ("with another inside", LINKED, Unlink("k")),
    ("with notes of its own", LINKED, Unlink("l")),
    ("not a copy", LINKED, Unlink("c")),
    ("gone", LINKED, Unlink("gone")),
    ("of what is gone", read(nodes=[node("r", "choice", copy_of="gone")]), Unlink("r")),
    ("the original goes", LINKED, Delete(("c",))),
    ("the original goes with a copy", LINKED, Delete(("c", "k"))),
    ("an original that a copy follows, alone", LINKED, Delete(("i",))),
    ("the original becomes chance", LINKED, SetNode("c", {"kind": CHANCE})),
    ("a copy is named", LINKED, SetNode("k", {"label": "other"})),
    ("a copy becomes chance", LINKED, SetNode("k", {"kind": CHANCE})),
    ("a copy has notes", LINKED, SetNode("k", {"notes": "other"})),
    ("a copy has branches", LINKED, AddNode(CHOICE, parent="k")),
    ("a copy hangs in its original", LINKED, Reparent("k", "c")),
    ("a copy is renamed", LINKED, SetBranch("rk", {"label": "l"})),
    # ------------------------------------------------------------------------------ paste
    ("nothing", WHOLE, Paste(Document(), "r")),
    ("into nothing", Document(), Paste(fragment(WHOLE, ["c"]))),
    ("two into nothing", Document(), Paste(fragment(WHOLE, ["a", "draft"]), None, (5.2, 6.8))),
    ("chance below a choice", WHOLE, Paste(fragment(WHOLE, ["c"]), "draft")),
    ("chance below a choice, first", WHOLE, Paste(fragment(WHOLE, ["c"]), "r", None, 0, "duplicate")),
    ("two below chance", WHOLE, Paste(fragment(WHOLE, ["e", "a"]), "c", (1, 2), 1)),
    ("loose", WHOLE, Paste(fragment(WHOLE, ["a", "e"]), None, (5.2, 6.8))),
    ("loose, root not named", SEVERAL, Paste(fragment(SEVERAL, ["a"]))),
    ("a payoff on two criteria", SEVERAL, Paste(fragment(SEVERAL, ["a"]), "r")),
    ("below an outcome", WHOLE, Paste(fragment(WHOLE, ["c"]), "a")),
    ("below what is gone", WHOLE, Paste(fragment(WHOLE, ["c"]), "gone")),
    ("other criteria", WHOLE, Paste(OTHER_CRITERIA, "r")),
    ("other direction of a criterion", SEVERAL, Paste(OTHER_CRITERIA, "r")),
    ("criteria where there are no values", ALONE, Paste(OTHER_CRITERIA, "r")),
    ("another parameter", WHOLE, Paste(fragment(SetParameter("q", {"value": N("0.3")}).apply(WHOLE), ["c"]), "r")),
    ("with what is taken", WHOLE, Paste(COMING, "r")),
    ("loose, with what is taken", WHOLE, Paste(COMING, None, (1, 2))),
    ("into nothing, timestep dominance", Document(), Paste(SetRelation("timestep-dominance").apply(LOOSE))),
    ("timestep dominance", LOOSE, Paste(SetRelation("timestep-dominance").apply(LOOSE))),
    ("a copy without its original", LINKED, Paste(fragment(LINKED, ["k"]), "i")),
    ("a copy with its original", LINKED, Paste(fragment(LINKED, ["k", "c", "a"]), "i")),
    # --------------------------------------------------------------------------- together
    ("two edits", WHOLE, Together((SetRoot("draft"), SetDocument(title="T")), "both")),
    ("the second refused", WHOLE, Together((SetDocument(title="T"), SetRoot("c")), "both")),
]  # fmt: skip


def said(document: Document, edit: Edit) -> Iterator[str]:
    """The name of an edit, and what comes of it."""
    yield f"{type(edit).__name__}, “{edit.name}”"
    try:
        after = in_order(document, edit.apply(document))
    except EditError as error:
        yield f"  refused: {error.message}"
        return
    if after is document:
        yield "  nothing to change"
        return
    assert dumps(loads(dumps(after))) == dumps(after)
    changes = [*unified_diff([*lines(document)], [*lines(after)], n=1, lineterm="")][2:]
    yield from ("  ..." if line.startswith("@@") else f"  {line}" for line in changes)


def lines(document: Document) -> Iterator[str]:
    """What a document's file says, an entry a line."""

    def written(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False)

    for key, value in json.loads(dumps(document)).items():
        match value:
            case list():
                yield from (f"{key} {written(entry)}" for entry in value)
            case dict():
                for name, part in value.items():
                    if isinstance(part, list):
                        yield from (f"{key}.{name} {written(entry)}" for entry in part)
                    else:
                        yield f"{key}.{name} {written(part)}"
            case _:
                yield f"{key} {written(value)}"


def test_what_edits_do_is_what_was_found_good() -> None:
    blocks = []
    for title, document, edit in EDITS:
        before = dumps(document)
        first, *rest = said(document, edit)
        blocks.append("\n".join([f"{first}: {title}", *rest]))
        assert dumps(document) == before
    compare("edits.txt", "\n\n".join(blocks) + "\n")


def test_there_is_a_case_for_every_edit() -> None:
    from solver import edits

    every = {name for name in edits.__all__ if name[0].isupper()} - {"Edit"}
    assert every == {type(edit).__name__ for _, _, edit in EDITS}


@pytest.mark.parametrize("changes", [{"nothing": 1}, {"id": "x"}])
def test_only_fields_are_changed(changes: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match=f"not fields of Node: .'{next(iter(changes))}'."):
        SetNode("r", changes).apply(WHOLE)
