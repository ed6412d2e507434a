"""How two prospects compare, in words: each kind of proof by a small one."""

from fractions import Fraction
from typing import Any

import msgspec
import pytest

from solver.document.elements import Completion, ScaleUtility
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import SetRelation
from solver.explain.explanation import Completed, Contrast, Given, Move
from solver.explain.outcome_pair import Term
from solver.preferences.comparison import Relation
from solver.prospect import End, Prospect
from solver.words.contrast_words import completion_words, contrast_sentences, weights_words
from solver.words.names import Names
from tests.documents.trees import choice, document, outcome

F = Fraction
BETTER, WORSE, EQUAL, GAP = Relation.BETTER, Relation.WORSE, Relation.EQUAL, Relation.GAP


def made(**keys: Any) -> Document:
    tree = choice("n", *((f"to {o}", o) for o in "abcw"))
    values = [outcome("a", "s", 2), outcome("b", "s", 1), outcome("c", "t", 1), outcome("w")]
    return document(tree, values, **keys)


NAMES = Names(made(opinions=[{"id": "i", "label": "One"}, {"id": "j"}, {"id": "k"}]))
END = {o: End(o, (("value", F(v)),)) for o, v in (("a", 2), ("b", 1), ("c", 1))} | {"w": End("w")}


def sure(id_: str) -> Prospect:
    return Prospect({END[id_]: F(1)})


def between(relation: Relation, first: str = "a", second: str = "b", **proof: Any) -> Contrast:
    return Contrast(sure(first), sure(second), relation, **proof)


def said(found: Contrast, names: Names = NAMES) -> str:
    return " ".join(contrast_sentences(names, found))


def move(
    relation: Relation, mass: Fraction | int = 1, source: str = "b", target: str = "a"
) -> Move:
    return Move(F(mass), END[source], END[target], relation)


# ------------------------------------------------------------------------------- moves


def test_what_is_moved_from_the_second_to_the_first() -> None:
    assert said(between(EQUAL, "a", "a")) == "The two prospects are the same."
    assert said(between(BETTER, moves=(move(BETTER),))) == (
        "From the second prospect to the first, everything moves from “b” to “a”, which is better."
    )
    half = (move(BETTER, F(1, 2)), move(EQUAL, F(1, 4), "c", "w"))
    assert said(between(BETTER, moves=half)) == (
        "From the second prospect to the first, 0.5 moves from “b” to “a”, which is better; "
        "0.25 moves from “c” to “w”, which is equally good."
    )
    assert "which is worse" in said(between(WORSE, moves=(move(WORSE),)))


WEIGHT = Term(F(3), None, ("s", "value"))


@pytest.mark.parametrize("count", [6, 7])
def test_where_moves_go_both_ways_or_are_many_it_is_a_sum(count: int) -> None:
    found = between(BETTER, moves=(move(BETTER, F(1, 9)),) * count, terms=(WEIGHT,))
    assert said(found).startswith(
        "From the second prospect" if count == 6 else "Under every completion"
    )
    mixed = between(BETTER, moves=(move(BETTER), move(WORSE)), terms=(WEIGHT,))
    assert said(mixed) == (
        "Under every completion u the expected utility of the first exceeds that of the second by "
        "3 · w(“s”), which is positive: every weight w is positive."
    )
    other = said(msgspec.structs.replace(mixed, relation=WORSE, moves=(move(BETTER), move(WORSE))))
    assert other.startswith(
        "Under every completion u the expected utility of the second exceeds that of the first by"
    )


# ------------------------------------------------------------------------- opinions, given


def test_opinions_that_say_the_same_are_told_together() -> None:
    better, worse = between(BETTER, moves=(move(BETTER),)), between(WORSE, moves=(move(WORSE),))
    why = "From the second prospect to the first, everything moves from “b” to “a”, which is"
    all_ = between(BETTER, opinions=dict.fromkeys("ijk", better))
    assert said(all_) == f"Under “One”, “j” and “k” it is better. {why} better."
    two = between(BETTER, opinions={"i": better, "j": better})
    assert said(two) == f"Under “One” and “j” it is better. {why} better."
    split = between(GAP, opinions={"i": better, "j": worse, "k": better})
    assert said(split) == (
        f"Under “One” and “k” it is better. {why} better. Under “j” it is worse. {why} worse."
    )
    same = between(EQUAL, "a", "a")
    assert said(between(EQUAL, opinions={"j": same})) == (
        "Under “j” it is equally good. The two prospects are the same."
    )


@pytest.mark.parametrize(
    ("relation", "word"),
    [
        (BETTER, "never less, and once more"),
        (WORSE, "never more, and once less"),
        (EQUAL, "the same each time"),
        (GAP, "now more, now less: a gap"),
    ],
)
def test_expectations_scale_by_scale(relation: Relation, word: str) -> None:
    given = (
        Given("s", "value", F(2), F(1, 2)),
        Given("t", "value", F(1), F(1)),
        Given("w", None, F(1), F(1)),
    )
    assert said(between(relation, given=given)) == (
        "Scale by scale the first expects, against the second: given “s” 2 against 0.5; "
        f"given “t” 1 against 1: {word}."
    )


def test_expectations_of_costs_and_of_several_criteria() -> None:
    criteria = [{"id": "cost", "label": "Cost", "better": "less"}, {"id": "h"}]
    ends = [outcome("a", "s", {"cost": 1, "h": 2}), outcome("b", "s", {"cost": 2, "h": 2})]
    names = Names(document(choice("n", ("x", "a"), ("y", "b")), ends, criteria=criteria))
    given = (Given("s", "cost", F(-1), F(-2)), Given("s", "h", F(2), F(2)))
    assert said(between(BETTER, given=given), names) == (
        "Scale by scale the first expects, against the second: given “s”, Cost 1 against 2 "
        "(less is better); given “s”, h 2 against 2: never less, and once more."
    )


def test_scales_that_only_one_of_them_gives_any_probability() -> None:
    names = Names(SetRelation("timestep-dominance").apply(made()))
    given = (
        Given("s", "value", F(2), None),
        Given("w", None, None, F(1)),
        Given("t", "value", F(1), F(1)),
    )
    assert said(between(GAP, given=given), names) == (
        "Only one of the two gives “s”, “w” a positive probability, so Timestep Dominance does not "
        "compare them: a gap."
    )
    alone = (Given("w", None, F(1), F(1)),)
    assert said(between(EQUAL, given=alone), names) == (
        "Both give positive probability to the same outcomes alone: equally good."
    )


# ------------------------------------------------------------------------------ completions


def completed(**utility: int) -> Completed:
    return Completed(Completion(), {END[o]: F(u) for o, u in utility.items()})


def test_a_gap_has_two_completions_that_disagree() -> None:
    found = between(GAP, "a", "w", completions=(completed(a=2, w=1), completed(a=2, w=3)))
    assert contrast_sentences(NAMES, found) == (
        "A preferential gap: two completions disagree.",
        "With u(a) = 2, u(w) = 1 the first has expected utility 2, the second 1.",
        "With u(a) = 2, u(w) = 3 the first has expected utility 2, the second 3.",
    )


def test_a_completion_that_weighs_opinions() -> None:
    one, other = ({END["a"]: F(1), END["w"]: F(u)} for u in (0, 3))
    ends = (END["a"], END["w"], END["a"], END["b"])
    alike = weighing({"i": (F(1, 4), one), "j": (F(3, 4), one)})
    assert completion_words(NAMES, alike, ends) == (
        "weights of the opinions “One” 0.25, “j” 0.75; u(a) = 1, u(w) = 0"
    )
    apart = weighing({"i": (F(1, 4), one), "j": (F(3, 4), other)})
    assert completion_words(NAMES, apart, ends) == (
        "weights of the opinions “One” 0.25, “j” 0.75; in “One” u(a) = 1, u(w) = 0; "
        "in “j” u(a) = 1, u(w) = 3"
    )


def weighing(opinions: dict[str, tuple[Fraction, dict[End, Fraction]]]) -> Completed:
    return Completed(Completion(), {}, opinions)


def test_weights_of_scales_and_criteria() -> None:
    def words(of: str, **scales: ScaleUtility) -> str:
        completion = Completion(scales=scales, alone={"w": Numeral("5")})
        return weights_words(NAMES, completion, [END[o] for o in of])

    two, three = Numeral("2"), Numeral("3")
    assert words("a", s=ScaleUtility(weight=two)) == "weight value 2"
    assert words("ab", s=ScaleUtility(weight=two, offset=three)) == "weight value 2, offset 3"
    several = {
        "s": ScaleUtility(weight=two),
        "t": ScaleUtility(weight={"value": three}, offset=two),
    }
    assert words("acw", **several) == (
        "weight value 2, offset 0 on the scale “s”; weight value 3, offset 2 on the scale “t”; u(w) = 5"
    )
    assert words("a") == "an increasing utility of the net value"
    assert words("aw") == "an increasing utility of the net value; u(w) = 5"


@pytest.mark.parametrize("better", ["more", "less"])
def test_on_one_scale_with_one_criterion_it_is_by_expected_values(better: str) -> None:
    criteria = [{"id": "value", "better": better}]
    ends = [outcome("a", "default", 3), outcome("b", "default", 1)]
    made = document(choice("n", ("A", "a"), ("B", "b")), ends, criteria=criteria)
    high, low = (End(id_, (("value", F(worth)),)) for id_, worth in (("a", 3), ("b", 1)))
    relation = BETTER if better == "more" else WORSE
    terms = (Term(F(2), None, ("default", "value")),)
    moves = (move(BETTER), move(WORSE))
    found = Contrast(
        Prospect({high: F(1)}), Prospect({low: F(1)}), relation, moves=moves, terms=terms
    )
    less = " (less is better)" if better == "less" else ""
    assert said(found, Names(made)) == (
        f"The expected value of the first exceeds that of the second by 2{less}."
    )
