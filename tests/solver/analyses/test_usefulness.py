"""Usefulness and neutrality, against their definition over all plans."""

from fractions import Fraction
from math import isclose, log2

import pytest

from solver.analyses.policies import stated_policy
from solver.analyses.usefulness import usefulness
from solver.document.numerals import Numeral
from solver.edits import StatePolicy
from solver.errors import NotSolvable
from tests.documents import worked
from tests.documents.at_random.random_documents import random_document
from tests.documents.trees import chance, choice, document, outcome
from tests.reference.agreement import Checks, followed
from tests.reference.all_plans import Reference


def stating(x: str, y: str) -> tuple[Fraction, bool, float]:
    if_lucky, if_unlucky = Fraction(x), Fraction(y)
    shares = {"sl": if_lucky, "cl": 1 - if_lucky, "su": if_unlucky, "cu": 1 - if_unlucky}
    edit = StatePolicy(tuple((id_, Numeral.of(share)) for id_, share in shares.items()))
    found = usefulness(edit.apply(worked.shutdown()))
    return found.usefulness, found.uniform, found.entropy


def test_managing_the_news_is_useful_and_as_neutral() -> None:
    assert stating("1/2", "1/2") == (Fraction(19, 20), True, 1.0)
    assert stating("4/9", "1") == (Fraction(1), True, 1.0)
    assert stating("0", "0") == (Fraction(9, 10), False, 0.0)


def test_nothing_of_nothing_and_lengths_without_values_count_whole() -> None:
    coin = chance("c", ("h", "none", {"probability": "1/2"}), ("t", "alone", {"probability": "#"}))
    found = usefulness(document(coin, [outcome("none", "s", 0), outcome("alone")]))
    assert found.usefulness == 1
    assert [(e.name, e.is_alone, e.mass) for e in found.lengths] == [
        ("s", False, Fraction(1, 2)),
        ("alone", True, Fraction(1, 2)),
    ]
    tree = choice("n", ("take", "some", {"policy": 0}), ("leave", "none", {"policy": 1}))
    assert (
        usefulness(document(tree, [outcome("some", "s", 3), outcome("none", "s", 0)])).usefulness
        == 0
    )


def test_what_is_paid_counts() -> None:
    tree = choice("n", ("a", "x", {"payoff": 1}), ("b", "x"))
    (length,) = usefulness(document(tree, [outcome("x", "s", 1)])).lengths
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


def test_agrees_with_the_definition() -> None:
    answered = 0
    for seed in range(400):
        tree = random_document(seed)
        try:
            found = usefulness(tree)
        except NotSolvable:
            continue
        answered += 1
        reference = Reference(tree)
        own = followed(reference, stated_policy(tree), Checks())
        plans = [plan.features for plan in reference.plans(reference.root)]
        total, masses = Fraction(0), []
        for i, key in enumerate(reference._keys):
            if key[0] != "mass" or not any(plan[i] for plan in plans):
                continue
            masses.append(own[i])
            values = [
                j for j, k in enumerate(reference._keys) if k[0] != "mass" and k[1:] == key[1:]
            ]
            if not own[i] or not values:
                total += own[i]
                continue
            (j,) = values
            greatest = max(plan[j] / plan[i] for plan in plans if plan[i])
            total += own[j] / greatest if greatest else own[i]
        assert found.usefulness == total, seed
        assert [length.mass for length in found.lengths if length.mass] != []
        assert sorted(length.mass for length in found.lengths) == sorted(masses), seed
        assert found.uniform == (len(set(masses)) == 1)
        assert isclose(found.entropy, -sum(m * log2(m) for m in masses if m), abs_tol=1e-12)
    assert answered > 100
