"""Policies in words: which of them, what they do, what they move; of large trees the beginning."""

from dataclasses import replace
from fractions import Fraction

import pytest

from solver.analyses.policy_faces.fixed_total import Range
from solver.analyses.policy_faces.undominated_policies import PolicyRegion, Total
from solver.analysis_words import policy_words
from solver.analysis_words.policy_words import (
    MOST_LINES,
    MOST_NODES,
    all_undominated,
    assumed_text,
    moved_text,
    policy_text,
    policy_tip,
    ranges_text,
    region_text,
    regions_text,
    total_name,
)
from solver.document.elements import Kind, Opinion
from solver.document.model import Document
from solver.prospect import End, Prospect
from solver.words.names import Names
from solver.words.numbers import Format, NumberForm
from tests.bench.large.open_document import balanced
from tests.documents.trees import chance, choice, document, labelled, outcome


def test_a_long_tip_names_no_more_than_it_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    document = balanced(700)
    choices = [node.id for node in document.nodes.values() if node.kind is Kind.CHOICE]
    policy = dict.fromkeys(document.branches, Fraction(0))
    shown = {node: document.children(node)[0].id for node in choices}
    policy |= dict.fromkeys(shown.values(), Fraction(1))
    asked: list[int] = []
    places = policy_words.places

    def noted(names: Names, nodes: list[str]) -> object:
        asked.append(len(nodes))
        return places(names, nodes)

    monkeypatch.setattr(policy_words, "places", noted)
    lines = policy_tip(Names(document), policy, shown).split("\n")
    assert len(shown) > 2 * MOST_LINES
    assert len(lines) == MOST_LINES + 1
    assert lines[0] == "way 1 at the first choice: 1"
    assert lines[-1] == "…"
    assert asked == [MOST_LINES + 1]


def test_a_policy_is_pure_by_its_numbers_and_not_by_its_words() -> None:
    below = [
        choice(node, (f"{node}1", "x", {"label": "always on"}), (f"{node}2", "y"))
        for node in ("h", "t")
    ]
    coin = [(f"to {each[1]}", each, {"probability": "1/2"}) for each in below]
    made = labelled(document(chance("c", *coin), [outcome("x"), outcome("y")]))
    shown, half = {"h": "h1", "t": "t1"}, dict.fromkeys(("h1", "h2", "t1", "t2"), Fraction(1, 2))
    text = policy_text(Names(made), half, shown)
    assert text == "always on 1/2 if to h, always on 1/2 if to t"
    pure = {"h1": Fraction(1), "h2": Fraction(0), "t1": Fraction(1), "t2": Fraction(0)}
    assert policy_text(Names(made), pure, shown) == "always always on"


# ------------------------------------------------------------- which policies, and what they do


def two_choices() -> Document:
    """A coin, and a choice among three below each of its sides."""
    below = [
        choice(node, *((f"{node}{o}", o, {"label": f"take {o}"}) for o in "xyz")) for node in "ht"
    ]
    coin = chance("coin", ("heads", below[0]), ("tails", below[1]))
    return document(coin, [outcome(o) for o in "xyz"])


NAMES = Names(labelled(two_choices()))
WHERE = {"h": "if heads", "t": "if tails"}


def region(**only: str) -> PolicyRegion:
    """At these nodes only branches to these outcomes."""
    return PolicyRegion({node: tuple(f"{node}{o}" for o in ends) for node, ends in only.items()})


@pytest.mark.parametrize(
    ("of", "sentence", "alone"),
    [
        (region(), "choose anything", "anything"),
        (region(h="x"), "always choose “take x” if heads", "always take x if heads"),
        (
            region(h="xy"),
            "choose only “take x” or “take y” if heads",
            "only take x or take y if heads",
        ),
        (region(h="x", t="x"), "always choose “take x”", "always take x"),
        (
            region(h="x", t="y"),
            "always choose “take x” if heads and always choose “take y” if tails",
            "always take x if heads and always take y if tails",
        ),
        (
            replace(region(h="x", t="x"), avoidable=frozenset("t")),
            "always choose “take x” if heads and if tails (where they come there)",
            "always take x if heads and if tails (where they come there)",
        ),
        (
            replace(region(h="x"), every=("ty", "tz")),
            "always choose “take x” if heads and choose each of “take y” and “take z” now and then",
            "always take x if heads and each of take y and take z now and then",
        ),
    ],
)
def test_what_the_policies_of_a_region_do(of: PolicyRegion, sentence: str, alone: str) -> None:
    assert region_text(NAMES, of, WHERE) == sentence
    assert region_text(NAMES, of, WHERE, in_sentence=False) == alone


EXACTLY = "Exactly these policies are not dominated by a policy: "


def test_which_policies_are_undominated() -> None:
    one, other = region(h="x"), region(h="y", t="z")
    unsure = replace(region(t="x"), open_=True)
    assert regions_text(NAMES, None).startswith("There are too many kinds of policies")
    assert regions_text(NAMES, [one, region()]) == "No policy is dominated by a policy."
    assert regions_text(NAMES, [one]) == f"{EXACTLY}those that always choose “take x” if heads."
    assert regions_text(NAMES, [other, one]) == (
        f"{EXACTLY}those that always choose “take x” if heads, and those that always choose “take y” "
        "if heads and always choose “take z” if tails."
    )  # what leaves most open comes first
    assert regions_text(NAMES, [unsure]) == (
        "Of these policies some may not be dominated by a policy, it depends on the shares: "
        "those that always choose “take x” if tails."
    )
    assert regions_text(NAMES, [unsure, one]) == (
        "These policies are not dominated by a policy: those that always choose “take x” if heads. "
        "Of others it depends on the shares: those that always choose “take x” if tails."
    )
    anything = replace(region(), open_=True)
    assert not all_undominated([anything, replace(region(), every=("hx",)), one])
    assert all_undominated([one, region()])


def test_of_many_kinds_of_policies_a_few_are_told() -> None:
    kinds = [
        region(h="x"),
        region(h="y"),
        region(h="z"),
        region(t="x"),
        region(t="y"),
        region(t="z"),
    ]
    assert regions_text(NAMES, kinds[:MOST_NODES]).count("those that") == MOST_NODES
    assert "more kinds" not in regions_text(NAMES, kinds[:MOST_NODES])
    told = regions_text(NAMES, kinds)
    assert told.count("those that") == MOST_NODES
    assert told.endswith(", and those of 2 more kinds.")


def test_what_counts_where_nothing_is_stated() -> None:
    assert assumed_text(NAMES, [], is_any_stated=True) == ""
    assert assumed_text(NAMES, ["h"], is_any_stated=False) == (
        "No policy is stated: all branches count alike."
    )
    assert assumed_text(NAMES, ["h"], is_any_stated=True) == (
        "No policy is stated at “h”: its branches count alike."
    )
    assert assumed_text(NAMES, ["h", "t"], is_any_stated=True) == (
        "No policy is stated at “h” and “t”: branches count alike there."
    )
    many = ["h", "t"] * 3
    assert assumed_text(NAMES, many[: MOST_NODES + 1], is_any_stated=True).endswith(
        "and 1 more choice: branches count alike there."
    )
    assert " and 2 more choices:" in assumed_text(NAMES, many, is_any_stated=True)
    assert "more" not in assumed_text(NAMES, many[:MOST_NODES], is_any_stated=True)


# ----------------------------------------------------------------------- shares and masses

ONE, HALF, ZERO = Fraction(1), Fraction(1, 2), Fraction(0)


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        (None, "take x not reached if heads"),
        ((ONE, ONE), "always take x if heads"),
        ((ZERO, ZERO), "never take x if heads"),
        ((HALF, HALF), "take x 1/2 if heads"),
        ((ZERO, HALF), "take x 0 – 1/2 if heads"),
    ],
)
def test_how_often_a_branch_can_be_taken(ends: Range, said: str) -> None:
    names = Names(labelled(two_choices()), Format(NumberForm.FRACTION))
    assert ranges_text(names, {"hx": ends}, {"h": "hx"}) == said.removesuffix(" if heads")
    assert ranges_text(names, {"hx": ends}, {"h": "hx", "t": "tx"}) == said
    there = " (where they come there)"
    assert ranges_text(names, {"hx": ends}, {"h": "hx", "t": "tx"}, "h") == said + (
        there if ends else ""
    )
    both = ranges_text(names, {"hx": ends, "tx": (ONE, ONE)}, {"h": "hx", "t": "tx"})
    assert both == f"{said}; always take x if tails"


def test_what_is_held_is_named() -> None:
    assert total_name(NAMES, Total("x")) == "x"
    assert total_name(NAMES, Total("s", is_scale=True)) == "scale “s”"


def test_the_mass_that_moves() -> None:
    def lottery(**chances: Fraction) -> Prospect:
        return Prospect({End(o): p for o, p in chances.items()})

    names = Names(two_choices(), Format(NumberForm.FRACTION))
    before = lottery(x=HALF, y=HALF)
    assert moved_text(names, before, before) == "No mass moves."
    assert moved_text(names, before, lottery(x=ONE)) == "1/2 moves from “y” to “x”."
    assert moved_text(names, before, lottery(z=ONE)) == "Mass moves: “x” −1/2, “y” −1/2; “z” +1."
    told = replace(two_choices(), opinions={o: Opinion(id=o) for o in "ij"})
    several = [Prospect(own, {"i": own, "j": before}) for own in (before, lottery(x=ONE))]
    assert moved_text(Names(told, Format(NumberForm.FRACTION)), *several) == (
        "i: 1/2 moves from “y” to “x”.\nj: No mass moves."
    )
