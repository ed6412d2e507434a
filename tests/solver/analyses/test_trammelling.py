"""Trammelling: what history removes, and which gaps the conduct so far has settled."""

from dataclasses import replace
from fractions import Fraction

import msgspec
import pytest

import assets
from solver.analyses.trammelling import Interval, trammelling
from solver.analysis_words.trammelling_words import UNEXPLAINED, trammelling_texts
from solver.document.elements import Opinion, Parameter
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.formats.quandary import loads
from solver.rules import solve
from solver.words.names import Names
from tests.documents import worked
from tests.documents.at_random.random_documents import random_document
from tests.documents.at_random.random_opinions import random_opinions
from tests.documents.trees import chance, choice, document, outcome
from tests.reference.agreement import OTHER_SUBJECTS, all_agree
from tests.reference.opinions import Together
from tests.reference.settled_choices import settled_reference
from tests.reference.trammelling import Told, expected_trammelling_by_each

ZERO, ONE = Fraction(0), Fraction(1)


@pytest.mark.parametrize("relation", ["expected-multi-utility", "timestep-dominance"])
def test_it_agrees_with_enumeration_and_exact_feasibility_on_random_trees(relation: str) -> None:
    counted = all_agree(range(30), OTHER_SUBJECTS, relation)["trammelling"]
    assert counted.found > 10
    settled = all_agree(range(12), OTHER_SUBJECTS, relation, settled_reference)["trammelling"]
    assert settled.found > 5


def removed(document: Document) -> dict[str, set[str]]:
    """What naive choice permits and Dynamic Strong Maximality does not, by node."""
    naive, dsm = (solve(document, rule).branches for rule in ("naive", "dsm"))
    found: dict[str, set[str]] = {}
    for branch in naive:
        own = found.setdefault(document.branches[branch].source, set())
        if naive[branch].permitted and not dsm[branch].permitted:
            own.add(branch)
    return found


@pytest.mark.parametrize("relation", ["first-order", "second-order"])
def test_where_distributions_are_compared_only_what_is_removed_is_told(relation: str) -> None:
    for seed in range(12):
        document = random_document(seed, complete=True)
        document = replace(
            document, preferences=msgspec.structs.replace(document.preferences, relation=relation)
        )
        found = trammelling(document)
        assert {n: set(own.removed) for n, own in found.nodes.items()} == removed(document)
        assert "choose expected multi-utility or Timestep Dominance" in found.untold
        assert not found.complete
        assert all(own.explained is None and not own.settled for own in found.nodes.values())


@pytest.mark.parametrize("relation", ["expected-multi-utility", "timestep-dominance"])
def test_under_several_opinions_it_is_what_the_definitions_say(relation: str) -> None:
    settled = unexplained = removing = 0
    for seed in range(40):
        made = random_opinions(seed, complete=seed % 5 == 0, relation=relation)
        found, reference = trammelling(made), Together(made)
        assert {n: set(own.removed) for n, own in found.nodes.items()} == removed(made)
        removing += any(own.removed for own in found.nodes.values())
        for id_, own in found.nodes.items():
            told = expected_trammelling_by_each(reference, id_)
            if told is None or own.explained is None:
                continue
            assert (set(own.settled), own.explained) == (told.settled, told.explained), (seed, id_)
            settled += bool(told.settled)
            unexplained += not told.explained
    assert settled > 5
    assert unexplained > 1
    assert removing > 1


def test_two_bets() -> None:
    """Whoever leaves A, and may take B, gives enough to the opinion that rain is likely."""
    bets = loads(assets.example_text("two-bets"))
    found = trammelling(bets)
    assert found.free_weight == "share of “Rain unlikely”"
    remaining = {n: own.remaining for n, own in found.nodes.items() if own.taken}
    assert list(remaining.values()) == [
        (Interval(Fraction(2, 7), ONE, True, False),),
        (Interval(ZERO, Fraction(2, 7), False, True),),
    ]
    assert trammelling_texts(Names(bets), found) == [
        "At “Bet B?” after leave A: Having passed up “take A”: only “take B”. Completions that remain: share of "
        "“Rain unlikely” above 0 to 2/7, where share of “Rain unlikely” + share of “Rain likely” = 1 (before: "
        "above 0 to below 1).",
    ]


def test_who_rules_the_way_out_has_no_say_in_what_the_conduct_there_comes_to() -> None:
    """One opinion finds X and Y alike where it may be chosen; the other finds X worse, and never comes there."""
    later = choice("n3", ("a", "X"), ("b", "X"))
    tree = chance(
        "c",
        ("come", choice("n2", ("x", later), ("y", "Y")), {"probability": "p"}),
        ("else", "Y", {"probability": "#"}),
    )
    made = document(tree, [outcome("X", "s", "v"), outcome("Y", "s", 1)])
    parameters = {id_: Parameter(id=id_, value=Numeral("1")) for id_ in "pv"}
    opinions = {
        id_: Opinion(id=id_, parameters={"p": Numeral(p), "v": Numeral(v)})
        for id_, p, v in (("comes", "1/2", "1"), ("does not", "0", "0"))
    }
    made = replace(made, parameters=parameters, opinions=opinions)
    there = trammelling(made).nodes["n3"]
    assert there.taken == ("x",)
    assert there.explained
    assert expected_trammelling_by_each(Together(made), "n3") == Told(frozenset(), True)
    worse = {**opinions, "comes": msgspec.structs.replace(opinions["comes"], parameters={
        "p": Numeral("1/2"), "v": Numeral("1/2")})}  # fmt: skip
    assert not trammelling(replace(made, opinions=worse)).nodes["n3"].explained


def test_single_souring() -> None:
    """Having passed up A only B is left, and B is valued at least as much as A."""
    found = trammelling(worked.single_souring())
    there = found.nodes["n2"]
    assert there.removed == ("take A-",)
    assert there.kept == ("take B",)
    assert there.passed_up == ("take A",)
    assert set(there.settled) == {("B", "A"), ("B", "A-")}
    assert found.nodes["n1"].settled == found.nodes["n1"].removed == ()
    assert (found.free_weight, dict(found.fixed)) == ("u(B)", {"u(A-)": 0, "u(A)": ONE})
    assert found.every == (Interval(None, None, False, False),)
    assert there.remaining == (Interval(ONE, None, True, False),)
    assert trammelling_texts(Names(worked.single_souring()), found) == [
        "At the choice after the unnamed branch: Having passed up “→ A”: only “→ B”. Whoever acts so values "
        "“B” at least as much as “A” and “A-”. Completions that remain: u(B) from 1 on, where "
        "u(A-) = 0 and u(A) = 1 (before: any)."
    ]


def test_what_no_completion_explains() -> None:
    """A− was taken although A was available; whatever follows, no utility function is behind it."""
    below = choice("n2", ("x", "A-"), ("y", "A-"))
    made = document(
        choice("n1", ("take A", "A"), ("go on", below)),
        [outcome("A", "a", 1), outcome("A-", "a", 0), outcome("B")],
    )
    there = trammelling(made).nodes["n2"]
    assert there.explained is False
    assert there.settled == ()
    assert UNEXPLAINED in trammelling_texts(Names(made), trammelling(made))[0]


def by_chance(probability: str) -> Document:
    """A choice behind a chance: what is chosen first tells of what may come then."""
    later = choice("n2", ("take A", "A"), ("take C", "C"))
    tree = choice(
        "n1",
        ("stay", "B"),
        ("go", chance("c", ("yes", later, {"probability": probability}), ("no", "C", {}))),
    )
    made = [outcome("A", "a", 1), outcome("B", "a", 2), outcome("C")]
    return document(tree, made)


def test_a_way_that_chance_never_leads_to_begins_anew() -> None:
    found = trammelling(by_chance("1/2")).nodes["n2"]
    assert set(found.settled) == {("C", "A"), ("C", "B")}
    assert found.remaining == (Interval(ONE, None, True, False),)  # u(A) = 0, u(B) = 1
    never = trammelling(by_chance("0")).nodes["n2"]
    assert never.remaining == (Interval(ONE, None, True, False),)
    assert set(never.settled) == {("C", "A"), ("C", "B")}


def test_where_nothing_is_ruled_out_that_is_said() -> None:
    made = worked.shutdown()
    assert trammelling_texts(Names(made), trammelling(made)) == [
        "Nowhere does the path to a choice rule anything out or settle a gap."
    ]
