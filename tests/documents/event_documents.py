"""Small random documents with an event “E” that is equally likely whatever is chosen.

It is met on some ways once, in the middle of other chance nodes that tell of it, and on others never.
All outcomes stand on scales and have values on every criterion.
"""

import random
from dataclasses import replace
from fractions import Fraction
from typing import Any

import msgspec

from solver.document.elements import DEFAULT_RELATION
from solver.document.model import Document
from tests.documents.trees import Tree, chance, choice, document, outcome

Chances = tuple[Fraction, ...]


def event_document(
    seed: int,
    *,
    scales: int = 2,
    criteria: int = 1,
    stated: bool = False,
    relation: str = DEFAULT_RELATION,
    opinions: bool = False,
) -> Document:
    """A document with some 5 to 40 leaves; ``stated``: one or two comparisons are stated outright.

    ``opinions``: two or three of them differ in how likely the event is, and all else.
    """
    maker = _Maker(random.Random(seed), scales, criteria, stated, relation)
    maker.opinions = opinions
    return maker.document()


class _Maker:
    def __init__(
        self, draw: random.Random, scales: int, criteria: int, stated: bool, relation: str
    ) -> None:
        self.draw, self.serial, self.stated, self.relation = draw, 0, stated, relation
        self.criteria = [
            {"id": id_, "better": draw.choice(("more", "more", "less"))}
            for id_ in ("c", "d")[:criteria]
        ]
        self.outcomes: list[dict[str, Any]] = []
        self.utility: dict[str, int] = {}
        weights = {str(c["id"]): draw.randint(1, 2) for c in self.criteria}
        for scale in ("s", "t")[:scales]:
            offset = draw.randint(-1, 1)
            for place in range(3):
                id_ = f"{scale}{place}"
                values = {str(c["id"]): draw.randint(0, 4) for c in self.criteria}
                self.outcomes.append(outcome(id_, scale, values))
                self.utility[id_] = offset + sum(
                    weights[str(c["id"])]
                    * values[str(c["id"])]
                    * (-1 if c["better"] == "less" else 1)
                    for c in self.criteria
                )
        self.events: list[str] = []
        self.opinions = False

    def document(self) -> Document:
        while True:
            self.serial, self.events = 0, []
            prior = self._chances(2 if self.opinions else self.draw.choice((2, 2, 3)))
            tree = self._tree(4, prior)
            if self.events and self.serial < 45:
                break
        keys: dict[str, Any] = {"criteria": self.criteria}
        keys["preferences"] = {"relation": self.relation}
        if self.stated:
            keys["preferences"] |= self._statements()
        if self.opinions:
            keys["parameters"] = [{"id": "t", "value": "1/2"}, {"id": "q", "value": "1/3"}]
            keys["opinions"] = [
                {
                    "id": f"o{place}",
                    "parameters": {
                        name: self.draw.choice(("0", "1/4", "1/2", "2/3", "1")) for name in "tq"
                    },
                }
                for place in range(self.draw.choice((2, 2, 3)))
            ]
        made = document(tree, self.outcomes, **keys)
        return _labelled(made, self.events)

    def _statements(self) -> dict[str, Any]:
        better, equal = [], []
        for _ in range(2):
            x, y = self.draw.sample(sorted(self.utility), 2)
            if self.utility[x] == self.utility[y]:
                equal.append([x, y])
            else:
                better.append([x, y] if self.utility[x] > self.utility[y] else [y, x])
        return {"better": better, "equal": equal}

    def _chances(self, size: int) -> Chances:
        parts = [self.draw.randint(0 if size > 2 else 1, 4) for _ in range(size)]
        parts[0] += 1
        return tuple(Fraction(part, sum(parts)) for part in parts)

    def _new(self, letter: str) -> str:
        self.serial += 1
        return f"{letter}{self.serial}"

    def _tree(self, depth: int, ahead: Chances | None) -> Tree:
        """A subtree; ``ahead`` are the chances of the event if it has to come there."""
        draw = self.draw
        kinds = ["choice", "choice", "chance", "event" if ahead else "leaf"]
        kind = draw.choice(kinds) if depth > 1 else "event" if ahead else "leaf"
        if depth == 4:
            kind = "choice"
        if kind == "leaf":
            return draw.choice(sorted(self.utility))
        own = self._new("n")
        branches: list[Any] = []
        if kind == "choice":
            for place in range(draw.choice((2, 2, 3)) if depth > 2 else 2):
                keeps = ahead if place == 0 or draw.random() < 0.6 else None
                entry = {"payoff": {"c": draw.choice((-1, 1))}} if draw.random() < 0.25 else {}
                branches.append((self._new("b"), self._tree(depth - 1, keeps), entry))
            return choice(own, *branches)
        if kind == "event":
            assert ahead is not None
            self.events.append(own)
            shares = ("t", "1 - t") if self.opinions else ahead
            for share in shares:
                below = self._tree(min(depth - 1, 2), None)
                branches.append((self._new("b"), below, {"probability": str(share)}))
            return chance(own, *branches)
        if self.opinions:
            for told in ("q", "1 - q"):
                branches.append(
                    (self._new("b"), self._tree(depth - 1, ahead), {"probability": told})
                )
            return chance(own, *branches)
        share = Fraction(draw.randint(0, 3), 3)
        for part, chances in self._told(share, ahead):
            branches.append(
                (self._new("b"), self._tree(depth - 1, chances), {"probability": str(part)})
            )
        return chance(own, *branches)

    def _told(
        self, share: Fraction, ahead: Chances | None
    ) -> list[tuple[Fraction, Chances | None]]:
        """Two branches with their probabilities, and what each tells of the event."""
        if ahead is None or share in (0, 1):
            return [(share, ahead), (1 - share, ahead)]
        # As much of the first branch as fits is moved from one branch of the event to another.
        first, second = list(ahead), list(ahead)
        most = min(ahead[0] * (1 - share) / share, ahead[1])
        moved = most * self.draw.choice((0, Fraction(1, 2), 1))
        moved = min(moved, 1 - first[0])
        first[0] += moved
        first[1] -= moved
        second[0] -= moved * share / (1 - share)
        second[1] += moved * share / (1 - share)
        return [(share, tuple(first)), (1 - share, tuple(second))]


def _labelled(made: Document, events: list[str]) -> Document:
    """The document with the event's nodes and branches labelled."""
    nodes, branches = dict(made.nodes), dict(made.branches)
    for id_ in events:
        nodes[id_] = msgspec.structs.replace(nodes[id_], label="E")
        for place, branch in enumerate(made.children(id_)):
            branches[branch.id] = msgspec.structs.replace(branch, label=f"e{place}")
    return replace(made, nodes=nodes, branches=branches)
