"""Small documents of which the completions are mapped."""

from collections.abc import Iterator
from fractions import Fraction

from solver.document.model import Document
from tests.documents import worked
from tests.documents.at_random.random_documents import random_document
from tests.documents.trees import choice, document, outcome

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
