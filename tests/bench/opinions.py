"""What several opinions cost: a tree of 5,000 nodes under dsm, against the same tree with as many criteria.

    python -m tests.bench.opinions [NODES] [--rounds N]

Two opinions about values stand against two criteria with these values; two opinions about chances
against the same tree with one opinion (two criteria both).  Documents are solved from the start (checked,
compiled), each time anew; both sides alternate in one process, and medians of processor time count.
"""

import argparse
import dataclasses
import json
import statistics
import time
from typing import Any

from solver.document.model import Document
from solver.formats.quandary import dumps, loads
from solver.rules import solve
from tests.documents.made_trees import as_document, balanced, correlated, independent

AT_MOST = 3.0


def about_values(document: Document) -> Document:
    """Each of two criteria as what one opinion says of one criterion."""
    raw = json.loads(dumps(document))
    names = {outcome["id"]: f"v_{outcome['id']}" for outcome in raw["outcomes"]}
    values = {names[outcome["id"]]: outcome["value"] for outcome in raw["outcomes"]}
    opinions = [
        {"id": criterion["id"], "parameters": {n: v[criterion["id"]] for n, v in values.items()}}
        for criterion in raw["criteria"]
    ]
    only = raw["criteria"][0]["id"]
    parameters = [{"id": name, "value": value[only]} for name, value in values.items()]
    outcomes = [{**o, "value": {only: names[o["id"]]}} for o in raw["outcomes"]]
    raw |= {"criteria": raw["criteria"][:1], "outcomes": outcomes}
    return loads(json.dumps(raw | {"parameters": parameters, "opinions": opinions}))


def about_chances(document: Document) -> Document:
    """Two opinions: the stated probabilities, and at nodes with two branches a quarter of the first."""
    raw = json.loads(dumps(document))
    leaving: dict[str, list[dict[str, Any]]] = {}
    for branch in raw["branches"]:
        leaving.setdefault(branch["from"], []).append(branch)
    stated = {}
    for node, own in leaving.items():
        if len(own) == 2 and "probability" in own[0]:
            stated[f"p_{node}"] = own[0]["probability"]
            own[0]["probability"], own[1]["probability"] = f"p_{node}", "#"
    parameters = [{"id": name, "value": value} for name, value in stated.items()]
    other = {name: f"({value}) / 4" for name, value in stated.items()}
    opinions = [{"id": "as stated"}, {"id": "a quarter", "parameters": other}]
    return loads(json.dumps(raw | {"parameters": parameters, "opinions": opinions}))


def seconds(document: Document) -> float:
    """What one solve takes of a document that nobody looked at before."""
    fresh = dataclasses.replace(document)  # what was found out is kept with the value
    started = time.process_time()
    solve(fresh, "dsm", limit=1)
    return time.process_time() - started


def compare(ours: Document, baseline: Document, rounds: int) -> tuple[float, float]:
    """The medians of both."""
    times = [(seconds(ours), seconds(baseline)) for _ in range(rounds + 1)][1:]
    own, other = zip(*times, strict=True)
    return statistics.median(own), statistics.median(other)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.opinions")
    parser.add_argument("nodes", type=int, nargs="?", default=5_000)
    parser.add_argument("--rounds", type=int, default=15)
    chosen = parser.parse_args()
    slow = False
    mostly_agree = as_document(balanced(chosen.nodes, correlated(2)))
    unrelated = as_document(balanced(chosen.nodes, independent(2)))
    for about, ours, two in (
        ("values that mostly agree", about_values(mostly_agree), mostly_agree),
        ("unrelated values", about_values(unrelated), unrelated),
        ("chances", about_chances(mostly_agree), mostly_agree),
    ):
        own, other = compare(ours, two, chosen.rounds)
        slow = slow or own > AT_MOST * other
        print(
            f"two opinions about {about}: {own * 1000:.0f} ms, two criteria {other * 1000:.0f} ms: "
            f"{own / other:.2f} (at most {AT_MOST})",
            flush=True,
        )
    if slow:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
