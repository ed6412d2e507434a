"""All that answers say, line by line, as it was read and found right: with any budget, by any rule.

That what is said past the budget is true is tested in `test_partial_answers`; here every other word of it is held: which branches are left
undecided, which plans are listed and in which order, and how far along progress is said to be.
"""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby
from typing import Final

import pytest

import assets
from solver.budget import MAX_COMBINATIONS, Budget
from solver.document.model import Document
from solver.explain.case import Case
from solver.formats.quandary import loads
from solver.induction.tree.compiled_tree import Compiled
from solver.induction.tree.compiling import compile_tree
from solver.rules import RULES
from solver.rules.rule import solution
from solver.solution import Plan, Solution
from tests.documents.at_random.random_documents import random_document
from tests.documents.trees import chance, choice, document, outcome
from tests.kept.kept import compare
from tests.reference.agreement import Checks, rule_agrees
from tests.reference.settled_choices import SettledReference
from tests.solver.rules.test_partial_answers import SETS, hard_family

MOST: Final = 24  # prospects that the largest of the tight budgets allows
TOLD: Final = 6  # steps of progress, half of them the first and half the last
WORDS: Final = {True: "+", False: "-", None: "?"}


def nested() -> Document:
    """Choices over coins over choices, off-plan nodes, ties, and a branch that is surely worse."""
    ids = ("a2", "a1", "a0", "b2", "b0", "m")
    values = ((4, 0), (3, 0), (0, 0), (0, 4), (0, 1), (2, 1))
    outcomes = [
        outcome(id_, "s", {"c": c, "d": d}) for id_, (c, d) in zip(ids, values, strict=True)
    ]
    half = {"probability": "1/2"}
    deep = choice("n3", ("n3a", "a2"), ("n3b", "b2"), ("n3c", "a1"))
    left = chance(
        "c1", ("c1x", deep, half), ("c1y", choice("n4", ("n4a", "m"), ("n4b", "b2")), half)
    )
    third = {"probability": "1/3"}
    parts = [
        (f"c3{i}", choice(f"n8{i}", (f"n8{i}a", "a2"), (f"n8{i}b", "b2")), third) for i in range(3)
    ]
    bad = choice("n5", ("n5a", "a0"), ("n5b", "b0"))
    one = choice("n6", ("n6a", bad), ("n6b", left), ("n6c", "m"))
    two = choice("n7", ("n7a", "a1"), ("n7b", "b2"), ("n7c", "a1"))
    never = {"probability": "0"}
    coin = chance("c2", ("c2x", one, {"probability": "1"}), ("c2y", two, never))
    tree = choice("n1", ("n1a", coin), ("n1b", chance("c3", *parts)), ("n1c", "a0"))
    return document(tree, outcomes, criteria=[{"id": "c"}, {"id": "d"}])


DOCUMENTS: Final[dict[str, Callable[[], Document]]] = {
    "hard 3": partial(hard_family, 3),
    "nested": nested,
    **{f"random {seed}": partial(random_document, seed) for seed in (23, 52)},
}


def plan_text(plan: Plan) -> str:
    """The branches of a plan, and its lottery."""
    lottery = " ".join(f"{id_}:{share}" for id_, share in plan.lottery.items())
    return f"{','.join(plan.choices.values())} [{lottery}]"


def lines(found: Solution, done: list[float]) -> Iterator[str]:
    """All that an answer says."""
    pairs = [f"{id_}{WORDS[v.permitted]}{WORDS[v.reachable]}" for id_, v in found.branches.items()]
    yield " ".join(pairs)
    facts = f"plans {found.plans_total} of which dominated {found.dominated_total}"
    facts += " complete" * found.complete + " decided" * found.decided
    facts += "" if found.value is None else f" value {found.value}"
    steps = [f"{step:.4g}" for step in done]
    if len(steps) > TOLD:
        steps[3:-3] = [f"… {len(steps) - TOLD} …"]
    assert all(0 <= step <= 1 for step in done)
    yield facts + " progress " + " ".join(steps)
    for name in ("gaps", "off_plan", "clashes"):
        if ids := getattr(found, name):
            yield f"{name}: {' '.join(sorted(ids))}"
    for entry in found.plans:
        beaten = f" < {plan_text(entry.dominated_by)}" if entry.dominated_by else ""
        yield plan_text(entry.plan) + beaten


def answered(tree: Compiled, rule: str, most: int = MAX_COMBINATIONS, limit: int = 6) -> list[str]:
    """What a rule says with a budget of so many prospects."""
    done: list[float] = []
    answer = RULES[rule].answer(Case(tree), Budget(left=most, progress=done.append))
    return list(lines(solution(RULES[rule], tree, answer, limit), done))


def tight(name: str) -> list[str]:
    """The answers under every tight budget; those that are alike follow as one."""
    tree = compile_tree(DOCUMENTS[name]())
    budgets = (20, 100, 280) if name == "nested" else range(1, MOST + 1)
    text = []
    for rule in SETS:
        for found, same in groupby(budgets, partial(answered, tree, rule)):
            alike = list(same)
            text += [f"{name}, {rule}, {alike[0]} to {alike[-1]}:", *(f"  {x}" for x in found)]
    return text


def test_answers_within_tight_budgets() -> None:
    compare("budgets.txt", "\n".join(line for name in DOCUMENTS for line in tight(name)))


EXAMPLES: Final = {e.name: loads(assets.example_text(e.name)) for e in assets.EXAMPLES}


@pytest.mark.parametrize("name", [name for name, each in EXAMPLES.items() if not each.opinions])
def test_answers_for_the_examples(name: str) -> None:
    """All rules against their definitions, refusals included; opinions: `test_opinions_random`."""
    reference = SettledReference(EXAMPLES[name])
    for rule in RULES:
        rule_agrees(rule, reference, Checks())
