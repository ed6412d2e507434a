"""What verdicts come to, counted plan by plan from the worked examples and on random trees."""

from collections import Counter

import pytest

import assets
from solver.analyses.policies import Improvement
from solver.analyses.rationales import is_beaten, rationalise
from solver.analyses.verdict_summary import Mixtures, Unknown, plans_in, verdict_summary
from solver.document.elements import Kind
from solver.document.model import Document
from solver.edits import SetRelation
from solver.errors import Cancelled, NotSolvable
from solver.explain.case import Case
from solver.formats.quandary import loads
from solver.rules import RULES, solve
from tests.documents.at_random.random_documents import random_document

#: example, rule → forced choices of all, dominated by a plan, beaten by a mixture, rationalisable.
WORKED = {
    ("shutdown", "dsm"): (0, 2, 0, 1, 3),
    ("shutdown", "e-admissible"): (0, 2, 0, 0, 3),
    ("single-souring", "naive"): (0, 2, 1, 0, 2),
    ("single-souring", "caprice"): (1, 2, 0, 0, 2),
    ("single-sweetening", "caprice"): (0, 2, 1, 0, 2),
    ("single-sweetening", "dsm"): (1, 2, 0, 0, 2),
    ("marble-bets", "dsm"): (0, 1, 0, 1, 2),
    ("pizza", "naive"): (0, 2, 1, 0, 3),
}


def read(name: str) -> Document:
    return loads(assets.example_text(name))


@pytest.mark.parametrize(("name", "rule"), WORKED)
def test_worked_counts(name: str, rule: str) -> None:
    document = read(name)
    found = verdict_summary(document, solve(document, rule))
    assert found.dominated is not None
    assert isinstance(found.mixtures, Mixtures)
    assert found.mixtures.all_of_them
    assert (
        len(found.freedom.forced),
        len(found.freedom.choices),
        found.dominated.number,
        len(found.beaten),
        found.mixtures.rationalisable,
    ) == WORKED[name, rule]


def test_a_gap_is_settled_where_the_rule_permits_less_than_is_maximal_there() -> None:
    document = read("single-souring")
    (settled,) = verdict_summary(document, solve(document, "caprice")).settled
    branches = document.branches
    assert [branches[id_].label for id_ in settled.permitted] == ["take B"]
    assert [branches[id_].label for id_ in settled.removed] == ["take A−"]
    assert verdict_summary(document, solve(document, "naive")).settled == ()


def test_complete_preferences_have_an_expected_value_under_every_rule() -> None:
    document = read("oil")
    other = {"maximin": 0, "maximax": 200_000, "minimax-regret": None}  # what these go by instead
    for rule in RULES:
        assert verdict_summary(document, solve(document, rule)).value == other.get(rule, 22500)
    shutdown = read("shutdown")
    assert verdict_summary(shutdown, solve(shutdown, "dsm")).value is None


def test_what_is_not_known_is_said_to_be_so() -> None:
    document = read("shutdown")
    solution = solve(document, "dsm")
    late = verdict_summary(document, solution, seconds=-1.0)
    assert late.mixtures is Unknown.BUDGET
    assert late.policy is Unknown.BUDGET
    assert late.beaten == ()
    plain = verdict_summary(read("oil"), solve(read("oil"), "dsm"))
    assert plain.policy is Unknown.NOT_STATED
    timestep = SetRelation("timestep-dominance").apply(document)
    other = verdict_summary(timestep, solve(timestep, "dsm")).mixtures
    assert isinstance(other, Mixtures)
    assert other.rationalisable is None  # it is not what completions agree on
    tree = Case.of(timestep).tree
    assert list(other.beaten) == [is_beaten(tree, plan, []) for plan in other.plans]


def test_whoever_does_not_wait_any_more_stops_it() -> None:
    document = read("shutdown")
    with pytest.raises(Cancelled):
        verdict_summary(document, solve(document, "dsm"), cancelled=lambda: True)


def test_the_stated_policy_is_improved_or_undominated() -> None:
    document = read("shutdown")
    found = verdict_summary(document, solve(document, "dsm")).policy
    assert isinstance(found, Improvement)
    assert found.better is not None
    assert sorted(str(p) for p in found.better.lottery.values()) == ["1/2", "1/2"]


def test_plans_are_counted_as_the_choices_multiply() -> None:
    assert {name: plans_in(read(name)) for name in ("shutdown", "oil", "marble-bets")} == {
        "shutdown": 4,
        "oil": 10,
        "marble-bets": 3,
    }
    assert plans_in(Document()) == 0


def test_random_trees_agree_with_the_analyses_one_by_one() -> None:
    seen = Counter[str]()
    for seed in range(40):
        _agrees(seed, seen)
    assert seen["dominated"] > 8
    assert seen["beaten"] > 8


def _agrees(seed: int, seen: Counter[str]) -> None:
    """Asked about a third of the rules, in turn; how many have plans that are dominated or beaten is counted."""
    case = Case.of(random_document(seed))
    document = case.document
    for rule in list(RULES)[seed % 3 :: 3]:
        try:
            solution = solve(case, rule)
        except NotSolvable:
            continue
        found = verdict_summary(case, solution)
        for node, only in found.freedom.forced:
            ids = [branch.id for branch in document.expanded.children(node)]
            assert [id_ for id_ in ids if solution.branches[id_].permitted] == [only]
        taken = {node for each in solution.plans for node in each.plan.choices}
        several = {
            node
            for node in taken
            if document.expanded.nodes[node].kind is Kind.CHOICE
            and len(document.expanded.children(node)) > 1
        }
        if solution.complete:
            assert set(found.freedom.choices) == several
        dominated = [
            rank for rank, each in enumerate(solution.plans) if each.dominated_by is not None
        ]
        assert sorted(found.dominated_ranks) == dominated[: len(found.dominated_ranks)]
        seen["dominated"] += bool(dominated)
        if isinstance(found.mixtures, Mixtures):
            listed = rationalise(case, rule).plans
            for rank, (mine, theirs) in enumerate(
                zip(found.mixtures.rationales, listed, strict=False)
            ):
                assert (mine.mixture is None) == (theirs.mixture is None)
                beaten = theirs.mixture is not None and rank not in found.dominated_ranks
                assert (rank in found.beaten) == beaten
                seen["beaten"] += beaten
