"""Small random documents that are valid to solve, with everything that a document may hold.

Statements are drawn so that one hidden utility function satisfies them all; that function is the
document's completion.
"""

import json
import random
from fractions import Fraction
from typing import Any

from solver.document.elements import DEFAULT_RELATION
from solver.document.model import Document
from solver.formats.quandary import loads
from tests.documents.trees import Tree, chance, choice, outcome, raw_document

PROBABILITIES = (
    ("1/2", "1/2"),
    ("1/3", "2/3"),
    ("0.1", "90%"),
    ("0", "1"),
    ("#", "1/4"),
    ("1/4", "#", "#"),
    ("1/3", None, "0"),
)


#: Most of the trees that have to be small have this depth and no more plans.
SMALL = (3, 6)


def random_document(
    seed: int, complete: bool = False, relation: str = DEFAULT_RELATION
) -> Document:
    """A document with at most 12 or so leaves; ``complete``: one scale and one criterion.

    ``relation`` says how lotteries compare; what is stated stays, whether or not it counts.
    """
    return loads(json.dumps(random_raw(seed, complete, relation)))


def random_raw(
    seed: int, complete: bool = False, relation: str = DEFAULT_RELATION, *, small: bool = False
) -> dict[str, Any]:
    """What the file of such a document holds; ``small``: of a tree with fewer plans."""
    single = relation in ("first-order", "second-order")  # which take one criterion only
    made = _Maker(random.Random(seed), complete, single=single).raw(*(SMALL if small else (4, 14)))
    if relation != DEFAULT_RELATION:
        made.setdefault("preferences", {})["relation"] = relation
    return made


class _Maker:
    def __init__(self, draw: random.Random, complete: bool, *, single: bool = False) -> None:
        self.draw = draw
        self.complete = complete
        self.serial = self.depth = 0
        several = not complete and draw.random() < 0.35 and not single
        self.criteria = [
            {"id": id_, "better": draw.choice(("more", "more", "less"))}
            for id_ in (("c", "d") if several else ("c",))
        ]
        self.weights: dict[str, dict[str, int]] = {}
        self.offsets: dict[str, int] = {}
        self.alone: dict[str, int] = {}
        self.utility: dict[str, Fraction] = {}
        self.outcomes: list[dict[str, Any]] = []
        self.scale_of: dict[str, str] = {}

    def raw(self, depth: int, most: int) -> dict[str, Any]:
        draw = self.draw
        scales = ["s"] if self.complete else draw.choice((["s"], ["s", "t"]))
        for scale in scales:
            self._scale(scale)
        for id_ in () if self.complete else ("X", "Y")[: draw.randint(0, 2)]:
            self.alone[id_] = draw.randint(-2, 3)
            self.utility[id_] = Fraction(self.alone[id_])
            self.outcomes.append(outcome(id_))
        keys: dict[str, Any] = {"criteria": self.criteria}
        if not self.complete:
            keys["completion"] = {
                "scales": {
                    s: {"weight": self.weights[s], "offset": self.offsets[s]} for s in scales
                },
                "alone": self.alone,
            }
            if draw.random() < 0.5:
                keys["preferences"] = self._statements()
        self.depth = depth
        while True:
            self.serial = 0
            tree, plans = self._tree(depth, None)
            if 2 <= plans <= most:
                return raw_document(tree, self.outcomes, **keys)

    def _scale(self, scale: str) -> None:
        draw = self.draw
        self.weights[scale] = {str(c["id"]): draw.randint(1, 2) for c in self.criteria}
        self.offsets[scale] = draw.randint(-1, 1)
        for at in range(draw.randint(1, 3)):
            values = {str(c["id"]): draw.choice((0, 1, 2, "1/2")) for c in self.criteria}
            id_ = f"{scale}{at}"
            self.outcomes.append(outcome(id_, scale, values))
            self.scale_of[id_] = scale
            self.utility[id_] = self.offsets[scale] + sum(
                (
                    self.weights[scale][str(c["id"])]
                    * Fraction(values[str(c["id"])])
                    * (-1 if c["better"] == "less" else 1)
                    for c in self.criteria
                ),
                Fraction(0),
            )

    def _statements(self) -> dict[str, Any]:
        better, equal = [], []
        ids = list(self.utility)
        for _ in range(self.draw.randint(1, 3)):
            x, y = self.draw.choice(ids), self.draw.choice(ids)
            if x == y:
                continue
            if self.utility[x] == self.utility[y]:
                equal.append([x, y])
            else:
                better.append([x, y] if self.utility[x] > self.utility[y] else [y, x])
        return {"better": better, "equal": equal}

    def _new(self, letter: str) -> str:
        self.serial += 1
        return f"{letter}{self.serial}"

    def _tree(self, depth: int, scale: str | None) -> tuple[Tree, int]:
        """A subtree and its number of plans; below a payoff all outcomes are on one scale."""
        draw = self.draw
        kind = draw.choice(("choice", "choice", "chance", "leaf")) if depth else "leaf"
        if depth == self.depth and kind == "leaf":
            kind = "choice"
        if kind == "leaf":
            ids = [id_ for id_ in self.utility if scale is None or self.scale_of.get(id_) == scale]
            return draw.choice(ids), 1
        own = self._new("n")
        branches = []
        numbers: tuple[str | None, ...] = (None,) * draw.choice((1, 2, 2, 3))
        if kind == "chance":
            numbers = draw.choice(PROBABILITIES)
        counts = []
        stated = kind == "choice" and draw.random() < 0.5
        for place, number in enumerate(numbers):
            entry: dict[str, Any] = {}
            below = scale
            if draw.random() < 0.2:
                below = scale or draw.choice(list(self.weights))
                criterion = str(draw.choice(self.criteria)["id"])
                entry["payoff"] = {criterion: draw.choice((-1, 1, "1/2"))}
            if number is not None:
                entry["probability"] = number
            if stated and place == 0:
                entry["policy"] = draw.choice((0, 1, "1/3", "25%")) if len(numbers) > 1 else 1
            subtree, plans = self._tree(depth - 1, below)
            counts.append(plans)
            branches.append((self._new("b"), subtree, entry))
        if kind == "choice":
            return choice(own, *branches), sum(counts)
        total = 1
        for count in counts:
            total *= count
        return chance(own, *branches), total
