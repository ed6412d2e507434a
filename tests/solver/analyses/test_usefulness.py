"""Usefulness and neutrality, against their definition over all plans."""

from dataclasses import replace
from fractions import Fraction
from math import isclose, log2

import msgspec
import pytest

from solver.analyses.policies import stated_policy
from solver.analyses.usefulness import Usefulness, usefulness
from solver.analysis_words.policy_words import scores_lines
from solver.document.elements import Opinion, Parameter
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import StatePolicy
from solver.errors import NotSolvable
from solver.preferences.relations import RELATIONS
from solver.words.names import Names
from tests.documents import worked
from tests.documents.at_random.random_documents import random_document
from tests.documents.at_random.random_opinions import random_opinions
from tests.documents.trees import chance, choice, document, outcome
from tests.reference.agreement import Checks, followed
from tests.reference.all_plans import Reference
from tests.reference.opinions import plain


def stating(x: str, y: str) -> tuple[Fraction, bool, float]:
    if_lucky, if_unlucky = Fraction(x), Fraction(y)
    shares = {"sl": if_lucky, "cl": 1 - if_lucky, "su": if_unlucky, "cu": 1 - if_unlucky}
    edit = StatePolicy(tuple((id_, Numeral.of(share)) for id_, share in shares.items()))
    found = usefulness(edit.apply(worked.shutdown()))[""]
    return found.usefulness, found.uniform, found.entropy


def test_managing_the_news_is_useful_and_as_neutral() -> None:
    assert stating("1/2", "1/2") == (Fraction(19, 20), True, 1.0)
    assert stating("4/9", "1") == (Fraction(1), True, 1.0)
    assert stating("0", "0") == (Fraction(9, 10), False, 0.0)


def test_nothing_of_nothing_and_lengths_without_values_count_whole() -> None:
    coin = chance("c", ("h", "none", {"probability": "1/2"}), ("t", "alone", {"probability": "#"}))
    found = usefulness(document(coin, [outcome("none", "s", 0), outcome("alone")]))[""]
    assert found.usefulness == 1
    assert [(e.name, e.is_alone, e.mass) for e in found.lengths] == [
        ("s", False, Fraction(1, 2)),
        ("alone", True, Fraction(1, 2)),
    ]
    tree = choice("n", ("take", "some", {"policy": 0}), ("leave", "none", {"policy": 1}))
    assert (
        usefulness(document(tree, [outcome("some", "s", 3), outcome("none", "s", 0)]))[
            ""
        ].usefulness
        == 0
    )


def test_what_is_paid_counts() -> None:
    tree = choice("n", ("a", "x", {"payoff": 1}), ("b", "x"))
    (length,) = usefulness(document(tree, [outcome("x", "s", 1)]))[""].lengths
    assert (length.expected, length.greatest, length.share) == (
        Fraction(3, 2),
        Fraction(2),
        Fraction(3, 4),
    )


@pytest.mark.parametrize(
    ("outcomes", "keys", "said"),
    [
        ([outcome("x", "s", -1)], {}, "no less than 0"),
        (
            [outcome("x", "s", 1)],
            {"criteria": [{"id": "cost", "better": "less"}]},
            "less is better",
        ),
        (
            [outcome("x", "s", {"a": 1, "b": 2})],
            {"criteria": [{"id": "a"}, {"id": "b"}]},
            "one crit",
        ),
    ],
)
def test_refused(outcomes: list[object], keys: dict[str, object], said: str) -> None:
    with pytest.raises(NotSolvable, match=said):
        usefulness(document(choice("n", ("a", "x")), outcomes, **keys))  # type: ignore[arg-type]


@pytest.mark.parametrize("relation", RELATIONS)
def test_it_is_of_net_values_whatever_relation_compares_them(relation: str) -> None:
    """Under stochastic dominance there is no one feature of a criterion."""
    asked = worked.shutdown()
    compared = msgspec.structs.replace(asked.preferences, relation=relation)
    assert usefulness(replace(asked, preferences=compared)) == usefulness(asked)


def by_definition(reference: Reference, stated: Document) -> tuple[Fraction, list[Fraction]]:
    """Usefulness, and the mass of each scale that some plan comes to."""
    own = followed(reference, stated_policy(stated), Checks())
    plans = [plan.features for plan in reference.plans(reference.root)]
    total, masses = Fraction(0), []
    for i, key in enumerate(reference._keys):
        if key[0] != "mass" or not any(plan[i] for plan in plans):
            continue
        masses.append(own[i])
        values = [j for j, k in enumerate(reference._keys) if k[0] != "mass" and k[1:] == key[1:]]
        if not own[i] or not values:
            total += own[i]
            continue
        (j,) = values
        greatest = max(plan[j] / plan[i] for plan in plans if plan[i])
        total += own[j] / greatest if greatest else own[i]
    return total, masses


def agrees(found: Usefulness, reference: Reference, stated: Document) -> bool:
    total, masses = by_definition(reference, stated)
    return (
        found.usefulness == total
        and any(length.mass for length in found.lengths)
        and sorted(length.mass for length in found.lengths) == sorted(masses)
        and found.uniform == (len(set(masses)) == 1)
        and isclose(found.entropy, -sum(m * log2(m) for m in masses if m), abs_tol=1e-12)
    )


def test_agrees_with_the_definition() -> None:
    answered = 0
    for seed in range(400):
        tree = random_document(seed)
        try:
            found = usefulness(tree)[""]
        except NotSolvable:
            continue
        answered += 1
        assert agrees(found, Reference(tree), tree), seed
    assert answered > 100


def test_every_opinion_has_its_own() -> None:
    answered = 0
    for seed in range(120):
        made = random_opinions(seed)
        try:
            found = usefulness(made)
        except NotSolvable:
            continue
        answered += 1
        assert list(found) == list(made.opinions)
        for id_, own in found.items():
            assert agrees(own, Reference(plain(made.under(id_))), made.under(id_)), (seed, id_)
    assert answered > 20


def test_under_opinions_both_are_told_from_the_least_to_the_greatest() -> None:
    made = worked.shutdown()
    first, second = made.children(made.root_id or "")
    branches = {
        **made.branches,
        first.id: msgspec.structs.replace(first, probability=Numeral("p")),
        second.id: msgspec.structs.replace(second, probability=Numeral("#")),
    }
    opinions = {
        id_: Opinion(id=id_, parameters={"p": Numeral(value)})
        for id_, value in (("low", "1/2"), ("high", "9/10"))
    }
    parameters = {"p": Parameter(id="p", value=Numeral("9/10"))}
    made = replace(made, branches=branches, parameters=parameters, opinions=opinions)
    assert scores_lines(Names(made), usefulness(made)) == [
        "Usefulness: 3/4 – 19/20 in the opinions.",
        "Under “low”: usefulness 3/4; neutrality 1 bit, uniform (one: 1/2, two: 1/2).",
        "Under “high”: usefulness 19/20; neutrality 1 bit, uniform (one: 1/2, two: 1/2).",
    ]


def test_where_there_is_one_scale_nothing_is_said_of_neutrality() -> None:
    coin = chance("coin", ("h", "x", {"probability": "p"}), ("t", "y", {"probability": "#"}))
    made = document(
        choice("n", ("bet", coin), ("sure", "y")),
        [outcome("x", "s", 2), outcome("y", "s", 1)],
        parameters=[{"id": "p", "value": "1/2"}],
    )
    assert scores_lines(Names(made), usefulness(made)) == ["Usefulness: 5/6."]
    opinions = {
        id_: Opinion(id=id_, parameters={"p": Numeral(p)}) for id_, p in (("i", "0"), ("j", "1"))
    }
    made = replace(made, opinions=opinions)
    assert scores_lines(Names(made), usefulness(made)) == [
        "Usefulness: 3/4 – 1 in the opinions.",
        "Under “i”: usefulness 1.",
        "Under “j”: usefulness 3/4.",
    ]
