"""Whatever may take long can be stopped: it asks often, and ends soon after it is told to."""

import threading
import time
from collections.abc import Callable
from functools import partial
from random import Random
from typing import Any

import pytest

from solver.analyses.completion_map import completion_map
from solver.analyses.policies import improve
from solver.analyses.policy_faces.undominated_policies import Policies
from solver.analyses.rationales import rationalise
from solver.analyses.rule_comparison import side_by_side
from solver.analyses.walk_through import walked_tree
from solver.checks import check
from solver.document.model import Document
from solver.errors import Cancelled
from solver.explain.outcome_pair import reason
from solver.induction.tree.compiling import compile_tree
from solver.preferences import outcome_matrix
from solver.rules import RULES, solve
from solver.rules.why import why_branch, why_plan
from tests.documents.trees import chance, choice, document, outcome
from tests.reference.rules import BY_INTERVALS
from tests.reference.without_probabilities import BY_ENDS

SOON = 1.0  # seconds of the processor

Stop = Callable[[], bool]


def exploding(wide: int = 24) -> Document:
    """Millions of plans, nearly all of them maximal: more than any budget allows."""
    draw = Random(1)
    criteria = ("c", "d", "e")
    outcomes: list[Any] = []

    def leaf() -> str:
        name = f"o{len(outcomes)}"
        outcomes.append(outcome(name, "s", {c: draw.randint(0, 10**6) for c in criteria}))
        return name

    root = chance("root", *(
        (
            f"r{i}",
            choice(f"m{i}", *((f"m{i}.{j}", leaf(), {"policy": "1/3"}) for j in range(3))),
            {"probability": f"1/{wide}"},
        )
        for i in range(wide)
    ))  # fmt: skip
    return document(root, outcomes, criteria=[{"id": c} for c in criteria])


def with_many_statements() -> Document:
    """A matrix of which nearly every pair needs a linear program of its own."""
    draw = Random(3)
    outcomes = [outcome(f"o{i}", f"s{i % 10}", draw.randint(0, 99)) for i in range(150)]
    ids = [o["id"] for o in outcomes]
    better = []
    while len(better) < 120:
        x, y = draw.sample(range(150), 2)
        if outcomes[x]["value"] >= outcomes[y]["value"] and x % 10 != y % 10:
            better.append([ids[x], ids[y]])
    return document("o0", outcomes, preferences={"better": better})


HARD = exploding()
FEW = exploding(3)
PLAN = {f"m{i}": f"m{i}.0" for i in range(24)}


def _solve(rule: str, stop: Stop) -> object:
    return solve(HARD, rule, cancelled=stop)


LONG: dict[str, Callable[[Stop], object]] = {
    **{
        f"solve {rule}": partial(_solve, rule)
        for rule in RULES
        if rule not in ("eu", *BY_ENDS, *BY_INTERVALS)
    },
    "check": lambda stop: check(HARD, stop),
    "matrix": lambda stop: outcome_matrix.matrix(with_many_statements(), stop),
    "improve": lambda stop: improve(HARD, stop),
    "rationalise": lambda stop: rationalise(FEW, "naive", cancelled=stop),
    "side by side": lambda stop: side_by_side(HARD, cancelled=stop),
    "completion map": lambda stop: completion_map(FEW, stop),
    "undominated policies": lambda stop: Policies(compile_tree(FEW)).regions(None, stop),
    "walking": lambda stop: walked_tree(HARD, "dsm", stop),
    "why a branch": lambda stop: why_branch(HARD, "dsm", "m0.0", stop),
    "why a plan": lambda stop: why_plan(HARD, "e-admissible", PLAN, stop),
    "why a pair": lambda stop: reason(with_many_statements(), "o0", "o3", stop),
}


@pytest.mark.parametrize("name", LONG)
def test_it_does_not_begin_when_told_to_stop(name: str) -> None:
    with pytest.raises(Cancelled, match="was cancelled"):
        LONG[name](lambda: True)


class Asked:
    """Says “stop” once it was asked so often."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.times = 0

    def __call__(self) -> bool:
        self.times += 1
        return self.times >= self.most


@pytest.mark.parametrize("name", LONG)
def test_it_stops_as_soon_as_it_hears_so(name: str) -> None:
    asked = Asked(3)
    with pytest.raises(Cancelled):
        LONG[name](asked)
    assert asked.times == 3  # nobody asks again and goes on


#: Those that take seconds if nobody stops them.
LASTING = ("solve caprice", "solve e-admissible", "side by side", "matrix")


@pytest.mark.parametrize("name", LASTING)
def test_it_ends_soon_after_it_is_told_to(name: str) -> None:
    told = threading.Event()
    at = 0.0

    def tell() -> None:
        nonlocal at
        at = time.process_time()
        told.set()

    timer = threading.Timer(0.2, tell)
    timer.start()
    try:
        with pytest.raises(Cancelled):
            LONG[name](told.is_set)
    finally:
        timer.cancel()
    assert time.process_time() - at < SOON
