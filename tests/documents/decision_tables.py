"""Decision tables as documents: alternatives against the states of the world."""

from collections.abc import Mapping, Sequence
from typing import Any

from solver.document.elements import UtilityCurve
from solver.document.model import Document
from solver.edits import SetScale
from tests.documents.trees import Branch, chance, choice, document, outcome

Value = int | str


def table(
    payoffs: Mapping[str, Sequence[Value]],
    chances: Sequence[str],
    curve: UtilityCurve | None = None,
) -> Document:
    """A choice between alternatives; then a chance node “State” with a branch for each state."""
    outcomes: list[dict[str, Any]] = []
    branches: list[Branch] = []
    for name, row in payoffs.items():
        ends = []
        for place, (value, share) in enumerate(zip(row, chances, strict=True)):
            id_ = f"{name} {place}"
            outcomes.append(outcome(id_, "s", value))
            ends.append(
                (f"{name}: {place}", id_, {"label": f"state {place}", "probability": share})
            )
        branches.append((name, chance(f"State of {name}", *ends)))
    return _named(document(choice("Which?", *branches), outcomes), curve)


def lotteries(of: Mapping[str, Mapping[Value, str]], curve: UtilityCurve | None = None) -> Document:
    """A choice between lotteries over numbers, each with events of its own."""
    outcomes: list[dict[str, Any]] = []
    branches: list[Branch] = []
    for name, chances in of.items():
        ends = []
        for value, share in chances.items():
            id_ = f"{name} {value}"
            outcomes.append(outcome(id_, "s", value))
            ends.append((f"{name}: {value}", id_, {"probability": share}))
        branches.append((name, chance(f"lottery {name}", *ends)))
    return _named(document(choice("Which?", *branches), outcomes), curve)


def _named(made: Document, curve: UtilityCurve | None) -> Document:
    from dataclasses import replace

    import msgspec

    nodes = {
        id_: msgspec.structs.replace(node, label="State") if id_.startswith("State of") else node
        for id_, node in made.nodes.items()
    }
    made = replace(made, nodes=nodes)
    return made if curve is None else SetScale("s", {"utility": curve}).apply(made)


def options(of: Mapping[str, tuple[Value, Value]]) -> Document:
    """A choice between options with a cost (less is better) and an effect each."""
    criteria = [{"id": "cost", "better": "less"}, {"id": "effect"}]
    outcomes = [
        outcome(name, "s", {"cost": cost, "effect": effect}) for name, (cost, effect) in of.items()
    ]
    return document(choice("Which?", *((name, name) for name in of)), outcomes, criteria=criteria)
