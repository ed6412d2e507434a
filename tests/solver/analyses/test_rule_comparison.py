"""All rules on one tree, and the money pump behind a dominated plan, against the naive reference."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product

import pytest

from solver.analyses.money_pump import Ending, Pump, Turn, pump
from solver.analyses.rule_comparison import OneRule, SideBySide, side_by_side
from solver.document.elements import Kind
from solver.document.model import Document
from solver.errors import Cancelled
from solver.rules import RULES
from solver.solution import Plan, Verdict
from tests.documents import worked
from tests.documents.at_random.random_documents import random_document
from tests.reference.all_plans import Reference, RefPlan
from tests.reference.rules import ONE_SCALE
from tests.reference.without_probabilities import has_one_criterion

SEEDS = range(35)


def pump_of(found: SideBySide, rule: str) -> Pump:
    one = found.rules[rule]
    assert one.solution is not None
    assert one.dominated is not None
    return pump(found.tree, one.solution, one.dominated)


def counts(document: Document) -> dict[str, tuple[int, int] | None]:
    """By rule how many plans it permits and how many of them are rationalisable."""
    result: dict[str, tuple[int, int] | None] = {}
    for id_, one in side_by_side(document).rules.items():
        result[id_] = None
        if one.solution is not None and one.rationalised is not None:
            assert one.rationalised.all_of_them
            assert one.solution.plans_total is not None
            result[id_] = one.solution.plans_total, one.rationalised.number
    return result


# -------------------------------------------------------------------------- worked answers


def test_single_souring_naive_trades_away_what_it_could_have_kept() -> None:
    found = side_by_side(worked.single_souring())
    assert {id_: one.is_exploitable for id_, one in found.rules.items()} == {
        "eu": None,
        "naive": True,
        "caprice": False,
        "e-admissible": False,
        "dsm": False,
        "sophisticated": True,
        "credence": True,
        **dict.fromkeys(ONE_SCALE),
    }
    assert found.rules["eu"].problem.startswith("The preferences have gaps")
    shown = pump_of(found, "naive")
    assert shown.ending is Ending.ALWAYS_WORSE
    assert shown.turn is Turn.TRADED_AWAY
    assert [(step.node, step.branch, step.instead) for step in shown.steps[:2]] == [
        ("n1", "go on", "take A"),
        ("n2", "take A-", None),
    ]
    assert shown.steps[1].permitted == ("take B", "take A-")
    assert shown.steps[2].end is not None
    assert shown.steps[2].end.outcome == "A-"
    assert shown.better.lottery == {"A": 1}
    assert found.differing == {"take A-"}


def test_single_sweetening_caprice_passes_up_a_gain() -> None:
    found = side_by_side(worked.single_sweetening())
    assert [id_ for id_, one in found.rules.items() if one.is_exploitable] == [
        "caprice",
        "sophisticated",
        "credence",
    ]
    shown = pump_of(found, "caprice")
    assert shown.ending is Ending.ALWAYS_WORSE
    assert shown.turn is Turn.PASSED_UP
    assert [(step.node, step.branch, step.instead) for step in shown.steps[:1]] == [
        ("n1", "take A", "go on")
    ]
    assert shown.better_way == {"go on", "take A+"}
    assert found.differing == {"take A"}


def test_the_shutdown_example_one_of_four_plans_is_not_rationalisable() -> None:
    found = counts(worked.shutdown())
    assert found == {
        "eu": None,
        "naive": (4, 3),
        "caprice": (4, 3),
        "e-admissible": (3, 3),
        "dsm": (4, 3),
        "sophisticated": (4, 3),
        "credence": (4, 3),
        **dict.fromkeys(ONE_SCALE),
    }
    told = side_by_side(worked.shutdown()).rules["dsm"].rationalised
    assert told is not None
    assert told.without is not None
    assert set(told.without.plan.choices.values()) == {"sl", "cu"}


def test_pizza_only_the_lotteries_compare() -> None:
    found = side_by_side(worked.pizza())
    for rule in ("naive", "caprice"):
        shown = pump_of(found, rule)
        assert shown.ending is Ending.AS_LOTTERIES
        assert shown.turn is Turn.BOTH
    exploitable = [id_ for id_, one in found.rules.items() if one.is_exploitable]
    assert exploitable == ["naive", "caprice", "sophisticated", "credence"]


def test_marble_bets() -> None:
    assert counts(worked.marble_bets()) == {
        "eu": None,
        "naive": (3, 2),
        "caprice": (3, 2),
        "e-admissible": (2, 2),
        "dsm": (3, 2),
        "sophisticated": (3, 2),
        "credence": (3, 2),
        **dict.fromkeys(ONE_SCALE),
    }


# ------------------------------------------------------------------------------- limits


def test_how_far_it_is_is_told_rule_by_rule() -> None:
    told: list[float] = []
    side_by_side(worked.single_souring(), progress=told.append)
    assert told == [place / len(RULES) for place in range(len(RULES))]


def test_it_can_be_stopped() -> None:
    with pytest.raises(Cancelled):
        side_by_side(worked.single_souring(), cancelled=lambda: True)


def test_without_time_one_plan_is_asked_about_and_the_rest_is_said_to_be_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("solver.analyses.rule_comparison.MOST_SECONDS", -1.0)
    told = side_by_side(worked.shutdown()).rules["naive"].rationalised
    assert told is not None
    assert (told.number, told.of, told.all_of_them, told.without) == (1, 1, False, None)


def test_whether_a_rule_is_exploitable_may_not_be_known() -> None:
    found = side_by_side(worked.single_souring()).rules
    solution = found["dsm"].solution
    assert solution is not None
    assert OneRule("dsm", replace(solution, dominated_total=None)).is_exploitable is None
    assert OneRule("dsm", replace(solution, dominated_total=1)).is_exploitable is True
    assert OneRule("dsm", solution).is_exploitable is False
    assert OneRule("dsm").is_exploitable is None
    assert OneRule("naive", dominated=found["naive"].dominated).is_exploitable is True


def test_who_has_not_decided_does_not_disagree() -> None:
    found = side_by_side(worked.single_souring())

    def differing(*words: bool | None) -> bool:
        rules = {}
        for place, word in enumerate(words):
            solution = found.rules["dsm"].solution
            assert solution is not None
            branches = {id_: Verdict(True, None) for id_ in solution.branches}
            branches["take B"] = Verdict(True, word)
            rules[str(place)] = OneRule(str(place), replace(solution, branches=branches))
        return SideBySide(found.tree, rules).differing == {"take B"}

    assert differing(True, False)
    assert differing(None, True, False)
    assert not differing(True, None)
    assert not differing(False, None, False)


def test_what_is_not_dominated_is_no_money_pump() -> None:
    found = side_by_side(worked.single_souring())
    solution = found.rules["dsm"].solution
    assert solution is not None
    with pytest.raises(ValueError, match="not dominated"):
        pump(found.tree, solution, solution.plans[0])


# ------------------------------------------------------------------------------ random trees


def ref_plan(reference: Reference, plan: Plan) -> RefPlan:
    choices = tuple(sorted(plan.choices.items()))
    return next(p for p in reference.plans(reference.root) if p.choices == choices)


def ends(reference: Reference, plan: RefPlan, fallen: Mapping[str, str]) -> str:
    """The leaf where a plan ends if chance falls like this, at every chance node."""
    node, choices = reference.root, dict(plan.choices)
    while branches := reference.document.children(node):
        taken = fallen[node] if node in fallen else choices[node]
        node = next(b.target for b in branches if b.id == taken)
    return node


def all_falls(reference: Reference) -> Iterator[dict[str, str]]:
    document = reference.document
    nodes = [n for n in document.tree if document.nodes[n].kind is Kind.CHANCE]
    ways = [
        [b.id for b, p in zip(document.children(n), reference.probabilities(n), strict=True) if p]
        for n in nodes
    ]
    for combination in product(*ways):
        yield dict(zip(nodes, combination, strict=True))


def expected_ending(reference: Reference, shown: Pump) -> Ending:
    worse, better = ref_plan(reference, shown.plan), ref_plan(reference, shown.better)
    strict = True
    for fallen in all_falls(reference):
        p, q = (ends(reference, plan, fallen) for plan in (worse, better))
        x, y = reference.plans(p)[0].features, reference.plans(q)[0].features
        if not reference.at_least(y, x):
            return Ending.AS_LOTTERIES
        strict = strict and reference.prefers(y, x)
    return Ending.ALWAYS_WORSE if strict else Ending.NEVER_BETTER


def check_rule(reference: Reference, found: SideBySide, one: OneRule) -> int:
    assert one.solution is not None
    assert one.rationalised is not None
    plans = [ref_plan(reference, permitted.plan) for permitted in one.solution.plans]
    available = reference.plans(reference.root)
    dominated = [
        p for p in plans if any(reference.prefers(q.features, p.features) for q in available)
    ]
    assert one.is_exploitable is bool(dominated)
    assert one.solution.dominated_total == len(dominated)
    assert one.rationalised.all_of_them is (len(plans) <= 100)
    looked_at = plans[:100]
    best = {p.features: reference.optimal(p.features, available) for p in looked_at}
    assert one.rationalised.number == sum(best[p.features] for p in looked_at)
    if one.dominated is None:
        return 0
    shown = pump_of(found, one.rule)
    assert shown.ending is expected_ending(reference, shown)
    for step in shown.steps:
        if step.branch is not None:
            assert step.branch in step.permitted
            assert shown.plan.choices[step.node] == step.branch
        if step.instead is not None:
            assert shown.better.choices[step.node] == step.instead != step.branch
    assert any(step.instead for step in shown.steps)
    return 1


def test_random_trees() -> None:
    pumps = 0
    for seed in SEEDS:
        document = random_document(seed)
        reference = Reference(document)
        found = side_by_side(document)
        assert list(found.rules) == list(RULES)
        for one in found.rules.values():
            if one.rule not in ONE_SCALE or has_one_criterion(reference):
                pumps += check_rule(reference, found, one)
        for id_ in ("e-admissible", "dsm", "eu"):
            assert found.rules[id_].is_exploitable is False
    assert pumps > 5


def test_what_differs_is_what_two_answers_say_differently() -> None:
    for seed in SEEDS[:30]:
        found = side_by_side(random_document(seed))
        answers = [one.solution for one in found.rules.values() if one.solution is not None]
        for branch in answers[0].branches:
            words = {answer.branches[branch] for answer in answers}
            assert (branch in found.differing) is (len(words) > 1)


def test_a_plan_that_is_not_dominated_has_no_pump() -> None:
    found = side_by_side(worked.single_souring())
    answer = found.rules["dsm"].solution
    assert answer is not None
    with pytest.raises(ValueError, match="not dominated"):
        pump(found.tree, answer, answer.plans[0])
