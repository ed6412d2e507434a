"""A tree made to explode under every rule: a partial answer, in bounded memory and time."""

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

MEMORY = 1536 * 2**20  # of address space, numpy's own included

PROGRAM = """
import json, random, sys, time
from solver import budget
from solver.budget import Budget
from solver.rules import solve
from tests.documents.trees import chance, choice, document, outcome

defaults = list(Budget.__init__.__defaults__)
defaults[defaults.index(budget.MAX_SECONDS)] = 0.5
Budget.__init__.__defaults__ = tuple(defaults)
draw = random.Random(1)
criteria = ("c", "d", "e")
outcomes, serial = [], 0

def leaf():
    name = f"o{len(outcomes)}"
    outcomes.append(outcome(name, "s", {c: draw.randint(0, 10**6) for c in criteria}))
    return name

def tree(depth, wide):
    global serial
    serial += 1
    own = serial
    if depth == 0:
        return leaf()
    below = [tree(depth - 1, wide) for _ in range(wide)]
    if depth % 2:
        return choice(f"n{own}", *((f"b{own}.{i}", t) for i, t in enumerate(below)))
    return chance(f"n{own}", *((f"b{own}.{i}", t, {"probability": "#"}) for i, t in enumerate(below)))

wide = chance("root", *(
    (f"r{i}", choice(f"m{i}", *((f"m{i}.{j}", leaf()) for j in range(3))), {"probability": "1/30"})
    for i in range(30)
))
deep = choice("top", *((f"t{i}", tree(4, 5)) for i in range(3)))
for shape in (wide, deep):
    made = document(shape, outcomes, criteria=[{"id": c} for c in criteria])
    started = time.monotonic()
    solution = solve(made, sys.argv[1])
    said = [verdict.permitted for verdict in solution.branches.values()]
    plans = [len(entry.plan.choices) for entry in solution.plans]
    print(json.dumps([solution.complete, said.count(None), len(plans), time.monotonic() - started]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is one of POSIX")
@pytest.mark.parametrize("rule", ["naive", "caprice", "e-admissible", "dsm"])
def test_an_exploding_tree_gets_a_partial_answer(rule: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, rule],
        cwd=Path(__file__).parents[3],
        env={"PYTHONPATH": str(Path(__file__).parents[3]), "OPENBLAS_NUM_THREADS": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    wide, deep = map(json.loads, done.stdout.splitlines())
    for complete, _, _, _ in (wide, deep):
        assert complete is False
    if rule in ("naive", "dsm"):
        assert wide[2] > 0  # plans that are permitted for sure
