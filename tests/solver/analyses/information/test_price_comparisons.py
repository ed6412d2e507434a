"""At which prices one prospect beats another, against trying prices around each bound."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import accumulate, product
from random import Random

import pytest

from solver.analyses.expectations import OnScale, by_scale
from solver.analyses.information.price_comparisons import (
    Bound,
    ByDistributions,
    ByOpinions,
    ByScales,
    PriceComparisons,
)
from solver.document.model import Document
from solver.induction.tree.compiling import compile_tree
from solver.prospect import End, Prospect
from tests.documents.trees import choice, document, outcome

F = Fraction
Told = Mapping[str, OnScale]
TINY = F(1, 10**6)


# ------------------------------------------------------------------------- distributions


def atoms(values: Sequence[int]) -> tuple[tuple[Fraction, Fraction], ...]:
    """Values of the same probability each, as steps."""
    return tuple((F(v), F(values.count(v), len(values))) for v in sorted(set(values)))


@pytest.mark.parametrize("second", [False, True])
def test_gaps_are_those_between_values_of_the_same_rank(second: bool) -> None:
    random = Random(3)
    for _ in range(60):
        one, other = ([random.randint(0, 9) for _ in range(random.choice((6, 12)))] for _ in "ab")
        ranks = [
            sorted(v for v in values for _ in range(12 // len(values))) for values in (one, other)
        ]
        gaps = [F(b - a) for a, b in zip(*ranks, strict=True)]
        if second:
            gaps = [total / count for count, total in enumerate(accumulate(gaps), start=1)]
        asked = ByDistributions.__new__(ByDistributions)
        asked._second = second
        found = list(asked._gaps(atoms(one), atoms(other)))
        assert max(found) == max(gaps)
        assert set(found) <= set(gaps)
        assert found[-1] == gaps[-1]


def along_a_scale(*plain: Sequence[int], less: bool = False) -> tuple[Document, list[Prospect]]:
    """Prospects whose values have the same probability each."""
    numbers = sorted({v for values in plain for v in values})
    keys = {"criteria": [{"id": "value", "better": "less"}]} if less else {}
    made = document(
        choice("n", *((f"to {v}", f"o{v}") for v in numbers)),
        [outcome(f"o{v}", "s", v) for v in numbers],
        **keys,
    )
    prospects = []
    for values in plain:
        chances: dict[End, Fraction] = {}
        for v in values:
            end = End(f"o{v}", (("value", F(v)),))
            chances[end] = chances.get(end, F(0)) + F(1, len(values))
        prospects.append(Prospect(chances))
    return made, prospects


def better(one: Sequence[Fraction], other: Sequence[Fraction], *, second: bool) -> bool:
    """Whether values of the same probability each dominate others, and are not the same."""
    gains = [a - b for a, b in zip(sorted(one), sorted(other), strict=True)]
    return any(gains) and all(gain >= 0 for gain in (accumulate(gains) if second else gains))


@pytest.mark.parametrize(("second", "less"), list(product((False, True), repeat=2)))
def test_bounds_of_stochastic_dominance(second: bool, less: bool) -> None:
    random = Random(7)
    sign = -1 if less else 1
    for _ in range(25):
        plain, paid = ([random.randint(0, 5) for _ in range(4)] for _ in "ab")
        made, prospects = along_a_scale(plain, paid, less=less)
        asked = ByDistributions(
            compile_tree(made), "value", prospects[:1], prospects[1:], second=second
        )
        beaten, beats = asked.beaten_from(0, 0), asked.beats_up_to(0, 0)
        assert beaten is not None
        assert beats is not None

        def at(
            price: Fraction, own: list[int] = plain, other: list[int] = paid
        ) -> tuple[bool, bool]:
            left = [sign * F(v) for v in own]
            right = [sign * F(v) - price for v in other]
            return better(left, right, second=second), better(right, left, second=second)

        assert at(beaten.at + TINY)[0]
        assert not at(beaten.at - TINY)[0]
        assert at(beaten.at)[0] is beaten.included
        assert at(beats.at - TINY)[1]
        assert not at(beats.at + TINY)[1]
        assert at(beats.at)[1] is beats.included


def test_scales_of_other_probabilities_compare_at_no_price() -> None:
    made = document(
        choice("n", ("a", "x"), ("b", "y")), [outcome("x", "s", 1), outcome("y", "t", 1)]
    )
    x, y = (Prospect({End(o, (("value", F(1)),)): F(1)}) for o in "xy")
    tree = compile_tree(made)
    for asked in (ByDistributions(tree, "value", [x], [y]), ByScales(tree, "value", [x], [y])):
        assert asked.beaten_from(0, 0) is None
        assert asked.beats_up_to(0, 0) is None


# ------------------------------------------------------------------------- scale by scale


def test_bounds_given_each_scale() -> None:
    random = Random(11)
    told = 0
    for _ in range(60):
        values = {o: {c: random.randint(0, 3) for c in "mh"} for o in "uvwz"}
        scales = {"u": "s", "v": "s", "w": "t", "z": "t"}
        made = document(
            choice("n", *((f"to {o}", o) for o in values)),
            [outcome(o, scales[o], own) for o, own in values.items()],
            criteria=[{"id": "m"}, {"id": "h", "better": "less"}],
        )
        share = F(random.randint(1, 3), 4)
        prospects = [
            Prospect(
                {
                    End(o, tuple((c, F(v)) for c, v in values[o].items())): p
                    for o, p in zip(random.choice(("uw", "vz", "uz", "vw")), (share, 1 - share), strict=True)
                }
            )
            for _ in range(2)
        ]  # fmt: skip
        asked = ByScales(compile_tree(made), "m", prospects[:1], prospects[1:])
        expected = [by_scale(made, prospect) for prospect in prospects]

        def at(price: Fraction, sign: int, told: Sequence[Told] = expected) -> bool:
            gains = []
            for scale, own in told[0].items():
                other = told[1][scale].values
                gains.append(sign * (own.values["m"] - (other["m"] - price)))
                gains.append(sign * (other["h"] - own.values["h"]))
            return any(gains) and min(gains) >= 0

        for found, sign in ((asked.beaten_from(0, 0), 1), (asked.beats_up_to(0, 0), -1)):
            if found is None:
                assert not any(at(F(price), sign) for price in range(-9, 10))
                continue
            told += 1
            assert at(found.at + sign * TINY, sign)
            assert not at(found.at - sign * TINY, sign)
            assert at(found.at, sign) is found.included
    assert told > 20


# ------------------------------------------------------------------------------ opinions


class Said(PriceComparisons):
    """One opinion that says so."""

    def __init__(self, bound: Bound | None) -> None:
        self.bound = bound

    def beaten_from(self, plain: int, paid: int) -> Bound | None:
        return self.bound

    def beats_up_to(self, paid: int, plain: int) -> Bound | None:
        return self.bound


@pytest.mark.parametrize(
    ("bounds", "beaten", "beats"),
    [
        (((1, True),), (1, True), (1, True)),
        (((1, False), (2, False)), (2, True), (1, True)),  # at the end the other is strict
        (((2, False), (2, False)), (2, False), (2, False)),
        (((2, False), (2, True)), (2, True), (2, True)),
        (((3, True), (1, False), (2, False)), (3, True), (1, True)),
    ],
)
def test_opinions_have_to_agree_and_one_of_them_strictly(
    bounds: Sequence[tuple[int, bool]], beaten: tuple[int, bool], beats: tuple[int, bool]
) -> None:
    asked = ByOpinions([Said(Bound(F(at), included)) for at, included in bounds])
    assert asked.beaten_from(0, 0) == Bound(F(beaten[0]), beaten[1])
    assert asked.beats_up_to(0, 0) == Bound(F(beats[0]), beats[1])
    silent = ByOpinions([Said(Bound(F(1), included=True)), Said(None)])
    assert silent.beaten_from(0, 0) is None
    assert silent.beats_up_to(0, 0) is None
