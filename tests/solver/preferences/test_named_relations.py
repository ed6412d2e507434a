"""Several named preference relations in one document."""

import json
import random
from dataclasses import replace
from fractions import Fraction
from typing import Any

import msgspec
import pytest

from assets import EXAMPLES, example_text
from solver.checks import check, errors
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import (
    AddCriterion,
    AddParameter,
    AddRelation,
    RemoveCriterion,
    RemoveOutcome,
    RemoveRelation,
    RenameOutcome,
    RenameParameter,
    RenameRelation,
    SetOutcome,
    SwitchRelation,
)
from solver.errors import DocumentError, EditError, QuandaryError
from solver.formats.quandary import dumps, loads
from solver.preferences.comparison import Relation
from solver.preferences.contradictions import clash
from solver.preferences.named_relations import completed, names, switched
from solver.preferences.outcome_matrix import matrix
from solver.rules import solve
from tests.documents.at_random.random_documents import random_document
from tests.solver.preferences.test_statements import drawn


def shutdown() -> Document:
    return replace(loads(example_text("shutdown")), relations=None)


def raw(**relations: Any) -> dict[str, Any]:
    return {
        "format": "quandary",
        "version": 1,
        "outcomes": [{"id": "A", "scale": "s", "value": "1/2"}, {"id": "B"}],
        "relations": relations,
    }


STORED = {
    "name": "two",
    "outcomes": {"B": {"value": {"value": "2/4"}, "scale": "t"}, "A": {}},
    "preferences": {"better": [["A", "B"]], "note": 1},
    "completion": {"scales": {"t": {"weight": 1}}, "alone": {"A": "7"}},
    "colour": "red",
}


def test_reading_and_writing_changes_nothing() -> None:
    text = json.dumps(raw(active="one", others=[STORED], mood="good"))
    document = loads(text)
    assert json.loads(dumps(document)) == json.loads(text)
    assert dumps(loads(dumps(document))) == dumps(document)
    assert names(document) == ("one", "two")
    assert {f.code for f in check(document)} >= {"key.unknown"}
    assert sum("means nothing" in f.message for f in check(document)) == 3


def test_the_active_relation_is_the_one_that_everybody_sees() -> None:
    document = loads(json.dumps(raw(active="one", others=[STORED])))
    there = switched(document, "two")
    assert json.loads(dumps(there))["outcomes"] == [
        {"id": "A"},
        {"id": "B", "scale": "t", "value": {"value": "2/4"}},
    ]
    assert there.preferences.better == (("A", "B"),)
    assert there.completion is not None
    back = switched(there, "one")
    assert (back.outcomes, back.preferences, back.completion) == (
        document.outcomes,
        document.preferences,
        document.completion,
    )
    with pytest.raises(QuandaryError, match="no relation “three” in this document: “one”, “two”"):
        switched(document, "three")


@pytest.mark.parametrize(
    ("relations", "reason"),
    [
        ([], "relations"),
        ({"others": []}, "needs a name"),
        ({"active": "x", "others": [{"name": "x"}]}, "stands twice"),
        ({"active": "x", "others": [{"name": ""}]}, "needs a name"),
        ({"active": "x", "others": 3}, "relations.others"),
        ({"active": "x", "others": [{"name": "y", "outcomes": {"A": 1}}]}, "outcomes.A"),
        (
            {"active": "x", "others": [{"name": "y", "preferences": {"better": [["A"]]}}]},
            r"relations.others\[0\].preferences.better\[0\]",
        ),
    ],
)
def test_what_is_no_relation_is_refused(relations: Any, reason: str) -> None:
    text = json.dumps({"format": "quandary", "version": 1, "relations": relations})
    with pytest.raises(DocumentError, match=reason):
        loads(text)


def test_going_round_the_ring_leads_back() -> None:
    document = AddRelation().apply(AddRelation(complete=True).apply(shutdown()))
    assert names(document) == ("Complete, copy", "With gaps", "Complete")
    seen = [document]
    for _ in range(3):
        seen.append(SwitchRelation().apply(seen[-1]))
    assert [names(each)[0] for each in seen] == [
        "Complete, copy", "With gaps", "Complete", "Complete, copy"
    ]  # fmt: skip
    assert seen[3] == seen[0]
    assert dumps(seen[3]) == dumps(seen[0])
    with pytest.raises(EditError, match="only one"):
        SwitchRelation().apply(shutdown())


@pytest.mark.parametrize("name", [example.name for example in EXAMPLES])
def test_adding_keeps_the_old_one_and_completing_completes_it(name: str) -> None:
    document = replace(loads(example_text(name)), relations=None)
    if len(document.criteria) > 1 and any(b.payoff for b in document.branches.values()):
        with pytest.raises(EditError, match="weigh differently"):
            AddRelation(complete=True).apply(document)
        return
    after = AddRelation(complete=True).apply(document)
    assert not errors(check(after))
    compared, before = matrix(after), matrix(document)
    for pair, old in before.items():
        assert compared[pair].relation is not Relation.GAP
        if old.relation is not Relation.GAP:
            assert compared[pair].relation is old.relation, pair
    back = SwitchRelation().apply(after)
    assert matrix(back) == before
    old_solution, solution = solve(document, "dsm"), solve(back, "dsm")
    assert list(old_solution.plans) == list(solution.plans)
    # with complete preferences all rules agree with expected utility, branch for branch
    if not document.opinions:  # which would need shares, and still differ about chances
        assert solve(after, "naive").branches == solve(after, "eu").branches


def test_completions_respect_what_is_stated_whatever_it_is() -> None:
    tried = 0
    for seed in range(200):
        document = drawn(seed) if seed % 2 else random_document(seed)
        if clash(document) is not None or any(b.payoff for b in document.branches.values()):
            continue
        tried += 1
        after = AddRelation(complete=True).apply(document)
        compared = matrix(after)
        for pair, old in matrix(document).items():
            if old.relation is not Relation.GAP:
                assert compared[pair].relation is old.relation, (seed, pair)
    assert tried > 60


def test_the_stated_completion_is_the_one_that_is_taken() -> None:
    text = json.loads(example_text("shutdown"))
    text["completion"] = {
        "scales": {
            "two steps": {"weight": 3, "offset": 1},
            "one step": {"weight": 1, "offset": "5/2"},
        }
    }
    relation = completed(loads(json.dumps(text)))
    values = {id_: own.value for id_, own in relation.outcomes.items()}
    assert {id_: v.value() for id_, v in values.items() if isinstance(v, Numeral)} == {
        "L": 4, "U": 1, "S": Fraction(5, 2)
    }  # fmt: skip


def test_payoffs_are_not_weighed_anew() -> None:
    text = json.loads(example_text("shutdown"))
    text["branches"][2]["payoff"] = 1
    text["completion"] = {"scales": {"two steps": {"weight": 3}, "one step": {"weight": 1}}}
    with pytest.raises(EditError, match="payoffs"):
        AddRelation(complete=True).apply(loads(json.dumps(text)))
    text["completion"]["scales"]["one step"] = {"weight": 3, "offset": "3/2"}
    found = AddRelation(complete=True).apply(loads(json.dumps(text)))
    assert str(found.outcomes["S"].value.value()) == "1/2"  # type: ignore[union-attr]


def test_names_are_kept_apart() -> None:
    document = AddRelation(relation="Mine").apply(shutdown())
    assert names(document) == ("Mine", "With gaps")
    for edit in (AddRelation(relation="With gaps"), RenameRelation("Mine", "With gaps")):
        with pytest.raises(EditError, match="already a relation"):
            edit.apply(document)
    for new, sentence in (("  ", "needs a name"),):
        with pytest.raises(EditError, match=sentence):
            RenameRelation("Mine", new).apply(document)
    assert names(RenameRelation("With gaps", "Theirs").apply(document)) == ("Mine", "Theirs")
    assert names(RenameRelation("Mine", "Ours").apply(document)) == ("Ours", "With gaps")
    alone = RemoveRelation("Mine").apply(document)
    assert names(alone) == ("With gaps",)
    assert alone.outcomes == document.outcomes
    with pytest.raises(EditError, match="at least one"):
        RemoveRelation("With gaps").apply(alone)


def test_stored_relations_follow_outcomes_and_expressions() -> None:
    document = AddParameter().apply(AddRelation(relation="now").apply(shutdown()))
    document = SetOutcome("L", {"value": Numeral("p1 + 1")}).apply(document)
    document = SwitchRelation("With gaps").apply(document)
    document = RenameParameter("p1", "luck").apply(document)
    document = RenameOutcome("L", "Luck").apply(document)
    document = RemoveOutcome("U").apply(document)
    there = switched(document, "now")
    assert set(there.outcomes) == {"Luck", "S"}
    assert there.outcomes["Luck"].value == Numeral("luck + 1")
    two = AddCriterion().apply(document)
    there = switched(two, "now")
    assert there.outcomes["Luck"].value == {"value": Numeral("luck + 1")}
    gone = switched(RemoveCriterion("value").apply(two), "now")
    assert gone.outcomes["Luck"].value is None


def test_faults_of_stored_relations_are_warnings() -> None:
    wrong = msgspec.json.decode(msgspec.json.encode(STORED))
    wrong["preferences"] = {"better": [["A", "B"], ["B", "A"]]}
    wrong["outcomes"]["C"] = {"value": 1}
    found = check(loads(json.dumps(raw(active="one", others=[wrong]))))
    by_code = {f.code: f for f in found}
    assert (
        "In the relation “two”: The preferences go round"
        in by_code["stored.preferences.clash"].message
    )
    assert by_code["stored.preferences.clash"].severity == "warning"
    assert "outcome “C”" in by_code["relation.unknown"].message


def test_random_edits_keep_stored_relations_in_order() -> None:
    draw = random.Random(3)
    for seed in range(40):
        document = AddRelation().apply(random_document(seed))
        for _ in range(6):
            ids = list(document.outcomes)
            if len(ids) < 2:
                break
            edit = draw.choice((
                RenameOutcome(draw.choice(ids), f"new{draw.random()}"),
                RemoveOutcome(draw.choice(ids)),
                SwitchRelation(),
            ))  # fmt: skip
            document = edit.apply(document)
        found = [f.code for f in check(document) if f.code.startswith(("stored.", "relation."))]
        assert set(found) <= {"stored.completion.unknown"}  # a scale may have lost its outcomes
        assert loads(dumps(document)).relations is not None
        assert (
            switched(loads(dumps(document)), names(document)[1]).preferences
            == switched(document, names(document)[1]).preferences
        )
