"""Walking through a tree as the agent, against the naive reference and the worked answers."""

import random
from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from fractions import Fraction
from functools import cache

import pytest

from solver.analyses.walk_through import Walk, WalkedTree, fall, position, result, walked_tree
from solver.document.elements import Kind
from solver.document.model import Document
from solver.rules import RULES
from tests.documents import worked
from tests.documents.at_random.random_documents import random_document
from tests.reference.agreement import case_of, utilities_for
from tests.reference.all_plans import Reference, RefPlan
from tests.reference.rules import BY_INTERVALS, Expected, expected
from tests.reference.without_probabilities import BY_ENDS

SEEDS = range(30)
SURE = Fraction(1)


# -------------------------------------------------------------------------- worked answers


def test_single_souring_caprice_remembers_what_was_turned_down() -> None:
    on = walked_tree(worked.single_souring(), "caprice")
    start = position(on, ())
    assert start.options == {"take A": True, "go on": True}
    assert start.turned_down == ()
    here = position(on, ("go on",))
    (down,) = here.turned_down
    assert (down.node, down.branch, down.number) == ("n1", "take A", 1)
    assert [offer.plan.lottery for offer in down.offers] == [{"A": SURE}]
    assert here.options == {"take B": True, "take A-": False}
    assert here.off_plan is False
    assert list(here.beaten) == ["take A-"]
    assert here.beaten["take A-"].by.plan.lottery == {"A": SURE}
    end = position(on, ("go on", "take A-"))
    assert end.off_plan is True
    assert end.left_at is not None
    assert end.left_at.branch == "take A-"


def test_single_souring_naive_is_on_plan_and_plays_a_dominated_plan_out() -> None:
    on = walked_tree(worked.single_souring(), "naive")
    walk = ("go on", "take A-")
    assert position(on, walk).off_plan is False
    found = result(on, walk)
    assert (found.end.outcome, found.all_told) == ("A-", True)
    assert [p.lottery for p in found.prospects] == [{"A-": SURE}]
    assert found.dominated is True
    assert found.better is not None
    assert found.better.lottery == {"A": SURE}
    assert result(on, ("go on", "take B")).dominated is False


def test_single_sweetening_caprice_turns_two_prospects_down_at_once() -> None:
    on = walked_tree(worked.single_sweetening(), "caprice")
    end = position(on, ("take A",))
    (down,) = end.turned_down
    assert [offer.plan.lottery for offer in down.offers] == [{"B": SURE}, {"A+": SURE}]
    assert end.off_plan is False
    found = result(on, ("take A",))
    assert found.dominated is True
    assert found.better is not None
    assert found.better.lottery == {"A+": SURE}


def test_single_souring_dsm_off_its_plan_starts_afresh() -> None:
    on = walked_tree(worked.single_sweetening(), "dsm")
    assert position(on, ("take A",)).off_plan is True
    assert position(on, ("go on",)).options == {"take B": True, "take A+": True}


def test_the_shutdown_example_ends_with_what_was_expected() -> None:
    on = walked_tree(worked.shutdown(), "dsm")
    assert position(on, ()).chances == {"lucky": Fraction(9, 10), "unlucky": Fraction(1, 10)}
    found = result(on, ("lucky", "cl"))
    assert found.end.outcome == "L"
    assert tuple(p.lottery for p in found.prospects) == (
        {"L": Fraction(9, 10), "S": Fraction(1, 10)},
        {"L": Fraction(9, 10), "U": Fraction(1, 10)},
    )
    assert found.dominated is False


def test_pizza_one_slice_does_not_make_a_dominated_plan() -> None:
    on = walked_tree(worked.pizza(), "naive")
    assert result(on, ("mushroom first", "keep m")).dominated is False


def test_branches_that_do_not_follow_each_other() -> None:
    on = walked_tree(worked.single_souring(), "dsm")
    with pytest.raises(KeyError):
        position(on, ("take A-",))
    with pytest.raises(ValueError, match="not come to an outcome"):
        result(on, ("go on",))


# --------------------------------------------------------------------------------- chance


def test_chance_falls_as_often_as_stated() -> None:
    chances = {"a": Fraction(1, 2), "b": Fraction(1, 3), "never": Fraction(0), "c": Fraction(1, 6)}
    drawn = Counter(fall(chances, lambda n, i=i: i % n) for i in range(6))
    assert drawn == {"a": 3, "b": 2, "c": 1}
    dice = random.Random(7)
    assert {fall(chances, dice.randrange) for _ in range(200)} == {"a", "b", "c"}


def test_chance_that_does_not_sum_to_one_is_not_drawn_from() -> None:
    whole = {"a": Fraction(1, 3), "b": Fraction(2, 3)}
    assert [fall(whole, lambda n: n - 1), fall(whole, lambda _: 0)] == ["b", "a"]
    with pytest.raises(ValueError, match="do not sum to one"):
        fall({"a": Fraction(1, 3), "b": Fraction(1, 3)}, lambda _: 2)


# ------------------------------------------------------------------------------ random trees


def walks(document: Document) -> Iterator[Walk]:
    """Every walk from the root, the empty one and all that end at outcomes included."""
    assert document.root_id is not None
    stack: list[tuple[str, Walk]] = [(document.root_id, ())]
    while stack:
        node, walk = stack.pop()
        yield walk
        stack += [(b.target, (*walk, b.id)) for b in document.children(node)]


def through(plan: RefPlan, choices: dict[str, str]) -> bool:
    return choices.items() <= dict(plan.choices).items()


def check_walk(reference: Reference, on: WalkedTree, walk: Walk, answer: Expected) -> None:
    document = reference.document
    here = position(on, walk)
    choices: dict[str, str] = {}
    possible = True
    down: list[tuple[str, list[RefPlan]]] = []
    for id_ in walk:
        node = document.branches[id_].source
        siblings = document.children(node)
        if document.nodes[node].kind is Kind.CHOICE:
            choices[node] = id_
            down += [(b.id, reference.plans(b.target)) for b in siblings if b.id != id_]
        else:
            ids = [b.id for b in siblings]
            possible = possible and bool(reference.probabilities(node)[ids.index(id_)])
    on_plan = not choices or any(choices.items() <= dict(p).items() for p in answer.plans)
    assert here.off_plan is not on_plan
    assert [(d.branch, d.number) for d in here.turned_down] == [(b, len(ps)) for b, ps in down]
    for told, (_, plans) in zip(here.turned_down, down, strict=True):
        ours = sorted(tuple(sorted(p.plan.choices.items())) for p in told.offers)
        assert ours in ([], sorted(p.choices for p in plans))
    if here.kind is Kind.CHOICE:
        assert {b for b, may in here.options.items() if may} == answer.permitted[here.node]
        if all(told.offers for told in here.turned_down):
            check_beaten(
                reference, here.node, here.beaten.keys(), [p for _, ps in down for p in ps]
            )
    if here.kind is Kind.OUTCOME:
        found = result(on, walk)
        available = [p for p in reference.plans(reference.root) if through(p, choices)]
        best = {p.choices for p in reference.maximal(reference.root)}
        dominated = not any(p.choices in best for p in available)
        assert found.dominated is (dominated if possible else None)
        agreeing = [p for p in available if p.choices in answer.plans]
        if found.all_told:
            lotteries = {tuple(sorted(reference.lottery(p).items())) for p in agreeing}
            assert {
                tuple(sorted(lottery.items())) for lottery in (p.lottery for p in found.prospects)
            } == lotteries
        if found.dominated:
            assert found.better is not None
            assert found.example is not None
            p, q = (
                next(
                    r.features
                    for r in reference.plans(reference.root)
                    if r.choices == tuple(sorted(plan.choices.items()))
                )
                for plan in (found.example, found.better)
            )
            assert reference.prefers(q, p)


def check_beaten(
    reference: Reference, node: str, beaten: AbstractSet[str], down: list[RefPlan]
) -> None:
    for branch in reference.document.children(node):
        plans = reference.plans(branch.target)
        if len(plans) <= 12:
            lost = all(any(reference.prefers(d.features, p.features) for d in down) for p in plans)
            assert (branch.id in beaten) is lost


@cache
def reference_of(seed: int) -> Reference:
    return Reference(random_document(seed))


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule not in (*BY_ENDS, *BY_INTERVALS)])
def test_random_trees(rule: str) -> None:
    for seed in SEEDS:
        reference = reference_of(seed)
        document = reference.document
        _, utilities = utilities_for(reference)
        answer = expected(reference, rule, utilities)
        on = walked_tree(case_of(reference), rule)
        for walk in walks(document):
            check_walk(reference, on, walk, answer)
