"""Maps of completions whole: names, bounds, corners and values as kept, and their limits."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import product

import pytest

from solver.analyses import completion_map as module
from solver.analyses.completion_map import CompletionMap, completion_map
from solver.document.model import Document
from solver.errors import Cancelled, CertificateError
from solver.preferences.preference_cone import Preference
from tests.documents import worked
from tests.documents.random_documents import random_document
from tests.documents.trees import choice, document, outcome
from tests.kept.kept import compare

F = Fraction


def by_criteria() -> Document:
    """Two scales with two criteria each: what weighs are criteria, and utilities besides."""
    tree = choice("n", ("a", "A"), ("b", "B"), ("c", "C"), ("d", "D"))
    values = {"A": (1, 0), "B": (0, 1), "C": (F(1, 3), F(1, 2)), "D": (0, 0)}
    outcomes = [
        outcome(id_, "s" if id_ in "AB" else "t", {"r": str(r), "q": str(q)})
        for id_, (r, q) in values.items()
    ]
    return document(tree, outcomes, criteria=[{"id": "r"}, {"id": "q", "better": "less"}])


def three_weights() -> Document:
    """One scale with three criteria: a triangle of weights."""
    ids = ("a", "b", "c")
    tree = choice("n", *((f"b{i}", f"O{i}") for i in range(4)))
    rows = [(1, 0, 0), (0, 1, 0), (0, 0, 1), ("0.4", "0.4", "0.1")]
    outcomes = [
        outcome(f"O{i}", None, dict(zip(ids, row, strict=True))) for i, row in enumerate(rows)
    ]
    return document(tree, outcomes, criteria=[{"id": id_} for id_ in ids])


def paid_twice() -> Document:
    """The same outcome at two prices: which leaf is meant must be said."""
    tree = choice(
        "n", ("a", "A"), ("b", "A", {"payoff": {"c": -1}}), ("x", "X"), ("y", "Y"), ("z", "X")
    )
    return document(
        tree, [outcome("A", "s", 3), outcome("X"), outcome("Y")], criteria=[{"id": "c"}]
    )


def alone(count: int, **keys: object) -> Document:
    tree = choice("n", *((f"b{i}", f"O{i}") for i in range(count)))
    return document(tree, [outcome(f"O{i}") for i in range(count)], **keys)


def examples() -> Iterator[tuple[str, Document]]:
    for name in (
        "shutdown", "pizza", "chance_pump", "marble_bets", "opaque_sweetening", "corrigibility",
        "single_souring", "single_sweetening",
    ):  # fmt: skip
        yield name, getattr(worked, name)()
    yield "by criteria", by_criteria()
    yield "three weights", three_weights()
    yield "paid twice", paid_twice()
    yield "one alone", alone(1)
    yield "three alone", alone(3)
    yield "three alone, one pair stated", alone(3, preferences={"better": [["O2", "O0"]]})
    yield "four alone, chain", alone(4, preferences={"better": [["O0", "O1"], ["O2", "O3"]]})
    yield "two equal", alone(3, preferences={"equal": [["O0", "O2"]]})
    for seed in range(300, 326):
        yield str(seed), random_document(seed)


def row(numbers: object) -> str:
    return "(" + " ".join(map(str, numbers)) + ")"  # type: ignore[call-overload]


def told(found: CompletionMap) -> Iterator[str]:
    weights = found.weights
    yield f"  {found.free} free, box {found.box}"
    if weights is None:
        yield "  no weights to name"
        return
    fixed = {name: str(value) for name, value in weights.fixed.items()}
    yield f"  {', '.join(weights.names)}; fixed {fixed}"
    yield f"  leaves {' '.join(map(row, weights.leaves))}"
    yield f"  bounds {' '.join(map(row, weights.bounds))}"
    for region in found.regions or ():
        yield f"  {' '.join(map(row, region.corners))}: {row(region.value)}, {region.count}"
        yield f"    {dict(region.plan.choices)} gives {row(region.plan.lottery.items())}"
        if found.inside(region.middle):
            completion = found.completion(region.middle)
            for scale, own in completion.scales.items():
                yield f"    {scale}: {texts(own.weight)}, {texts(own.offset)}"
            yield f"    {texts(completion.alone)}"


def texts(numbers: object) -> str:
    if isinstance(numbers, Mapping):
        return ", ".join(f"{id_} {number.text}" for id_, number in numbers.items())
    return numbers.text  # type: ignore[attr-defined, no-any-return]


def pages() -> Iterator[str]:
    for name, given in examples():
        yield name
        yield from told(completion_map(given))


def test_maps_are_as_kept() -> None:
    compare("maps-of-completions.txt", "\n".join(pages()))


def test_inside_a_region_it_is_the_only_one() -> None:
    compared = 0
    for name, given in examples():
        found = completion_map(given)
        for region in found.regions or ():
            assert found.regions_at(region.middle) == [region], name
            compared += 1
    assert compared > 40


def square(low: int, high: int) -> tuple[tuple[Fraction, Fraction], ...]:
    return tuple((F(x), F(y)) for x, y in ((low, low), (high, low), (high, high), (low, high)))


def test_what_is_cut_off_a_polygon() -> None:
    clipped, whole = module._clipped, square(0, 2)
    assert clipped(whole, (F(0), F(1), F(0))) == whole  # along a side
    assert clipped(whole, (F(1), F(0), F(0))) == whole
    assert clipped(whole, (F(-1), F(1), F(0))) == ((1, 0), (2, 0), (2, 2), (1, 2))
    assert clipped(whole, (F(0), F(1), F(-1))) == ((0, 0), (2, 0), (2, 2))  # through corners
    assert clipped(whole, (F(-2), F(1), F(0))) == ()  # only a side is left
    assert clipped(whole, (F(-4), F(1), F(1))) == ()  # only a corner is left
    assert clipped(whole, (F(-3), F(1), F(0))) == ()
    assert clipped(whole, (F(0), F(0), F(0))) == ()  # nothing is inside of no half-plane
    assert clipped(whole, (F(-3), F(1), F(1))) == ((2, 1), (2, 2), (1, 2))
    for a, b, c in product(range(-4, 5), range(-2, 3), range(-2, 3)):
        bound = (F(a), F(b), F(c))
        kept = clipped(whole, bound)
        inside = [p for p in whole if a + b * p[0] + c * p[1] > 0]
        assert bool(kept) == bool(inside)
        for point in kept:
            assert a + b * point[0] + c * point[1] >= 0
        assert set(inside) <= set(kept)


@pytest.mark.parametrize("make", [worked.shutdown, lambda: alone(3)])
def test_as_many_regions_as_are_drawn(
    make: Callable[[], Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    regions = completion_map(make()).regions
    assert regions is not None
    most = len(regions)
    monkeypatch.setattr(module, "MOST_REGIONS", most)
    assert completion_map(make()).regions == regions
    monkeypatch.setattr(module, "MOST_REGIONS", most - 1)
    found = completion_map(make())
    assert found.regions is None
    assert found.edges == ()
    assert found.regions_at((F(0),) * found.free) == []


def test_whoever_asks_to_stop_is_heard() -> None:
    for make in (worked.shutdown, lambda: alone(3)):
        asked: list[None] = []

        def cancelled(asked: list[None] = asked) -> bool:
            asked.append(None)
            return len(asked) > 2

        with pytest.raises(Cancelled):
            completion_map(make(), cancelled)
        assert len(asked) == 3
        assert completion_map(make(), lambda: False) is not None


def test_without_coordinates_there_are_no_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the dual of the preference cone has too many rays."""
    monkeypatch.setattr(Preference, "dual", None)
    found = completion_map(worked.shutdown())
    assert (found.weights, found.regions, found.free, found.box) == (None, None, 2, 0)
    assert not found.inside((F(1, 2), F(1, 2)))
    assert found.place_of(worked.shutdown()) is None
    with pytest.raises(CertificateError):
        found.completion((F(1, 2), F(1, 2)))


def test_vectors_as_multiples_of_others() -> None:
    solved = module._solved
    basis = [(F(0), F(1), F(2)), (F(1), F(1), F(0))]
    assert solved(basis, (F(2), F(5), F(6))) == (3, 2)
    assert solved(basis, (F(2), F(5), F(7))) is None
    assert solved([], (F(0), F(0))) == ()
    assert solved([], (F(0), F(1))) is None
    with pytest.raises(CertificateError):
        solved([basis[0], tuple(2 * e for e in basis[0])], basis[1])
