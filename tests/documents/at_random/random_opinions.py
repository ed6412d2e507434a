"""Small random documents with two to four opinions, about chances, and at times about values.

Most have smaller trees, and three opinions at most: all that is asked is worked out for each.
"""

import json
import random
from typing import Any

from solver.document.elements import DEFAULT_RELATION
from solver.document.model import Document
from solver.formats.quandary import loads
from tests.documents.at_random.random_documents import random_raw

CHANCES = ("0", "1/4", "1/3", "1/2", "0.9", "1")
POSITIVE = ("1/4", "1/3", "1/2", "0.9")
#: How many of the trees are smaller ones: by lot, so that every rule meets large ones.
SMALL = 0.85


def random_opinions(
    seed: int, complete: bool = False, relation: str = DEFAULT_RELATION
) -> Document:
    """A random document in which some numbers are parameters that opinions differ about."""
    draw = random.Random(10**9 + seed)
    small = draw.random() < SMALL
    raw = random_raw(seed, complete, relation, small=small)
    names: dict[str, tuple[str, ...]] = {}  # parameter → what it may be
    chances = POSITIVE if draw.random() < 0.4 else CHANCES

    def parameter(values: tuple[str, ...]) -> str:
        names[f"p{len(names)}"] = values
        return f"p{len(names) - 1}"

    leaving: dict[str, list[dict[str, Any]]] = {}
    for branch in raw["branches"]:
        leaving.setdefault(branch["from"], []).append(branch)
    for node in raw["nodes"]:
        own = leaving.get(node["id"], [])
        if node["kind"] == "chance" and draw.random() < 0.8:
            own[0]["probability"] = parameter(chances)
            own[1]["probability"] = "#"
            if len(own) > 2:
                own[2]["probability"] = f"(1 - {own[0]['probability']}) / 3"
    stated = raw.get("preferences", {})
    mentioned = {
        id_ for pair in (*stated.get("better", ()), *stated.get("equal", ())) for id_ in pair
    }
    for outcome in raw["outcomes"]:
        if "value" in outcome and outcome["id"] not in mentioned and draw.random() < 0.15:
            criterion = draw.choice(list(outcome["value"]))
            outcome["value"][criterion] = parameter(("0", "1", "3/2"))
    for branch in raw["branches"]:
        if "payoff" in branch and draw.random() < 0.2:
            criterion = draw.choice(list(branch["payoff"]))
            branch["payoff"][criterion] = parameter(("-1", "1/2", "1"))
    ids = ["low", "mid", "high", "top"][: draw.choice((2, 2, 2, 3) if small else (2, 3, 3, 4))]
    raw["parameters"] = [{"id": id_, "value": draw.choice(v)} for id_, v in names.items()]
    raw["opinions"] = [
        {"id": id_, "parameters": {name: draw.choice(v) for name, v in names.items()}}
        for id_ in ids
    ]
    shares = {id_: draw.choice((1, 2, "1/2")) for id_ in ids}
    if complete or "completion" in raw:  # expected utility has no answer without one
        raw.setdefault("completion", {})["opinions"] = shares
    return loads(json.dumps(raw))
