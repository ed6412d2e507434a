"""The oil wildcatter with parameters: what drilling costs (drawn), what “wet” is worth (drawn), and the test."""

import json
from typing import Any

import assets
from solver.document.model import Document
from solver.formats.quandary import loads

PARAMETERS: list[dict[str, Any]] = [
    {
        "id": "c",
        "value": 70000,
        "min": 30000,
        "max": 140000,
        "label": "cost of drilling",
        "distribution": {"kind": "triangular", "min": 50000, "mode": 70000, "max": 110000},
    },
    {
        "id": "w",
        "value": 120000,
        "min": 60000,
        "max": 200000,
        "label": "value of wet",
        "distribution": {"kind": "uniform", "min": 80000, "max": 160000},
    },
    {"id": "t", "value": 10000, "min": 0, "max": 40000, "label": "cost of the test"},
]


def wildcatter_text(*steps: dict[str, Any]) -> str:
    """The document as a file has it, with these steps of a talk."""
    made = json.loads(assets.example_text("oil"))
    made["parameters"] = PARAMETERS
    for branch in made["branches"]:
        branch.update(
            {-70000: {"payoff": "-c"}, -10000: {"payoff": "-t"}}.get(branch.get("payoff"), {})
        )
    for outcome in made["outcomes"]:
        if outcome["id"] == "wet":
            outcome["value"] = "w"
    if steps:
        made["view"] = {**made.get("view", {}), "steps": list(steps)}
    return json.dumps(made)


def wildcatter(*steps: dict[str, Any]) -> Document:
    return loads(wildcatter_text(*steps))
