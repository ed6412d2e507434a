"""The built-in documents are tidy, valid, and come out as the literature says."""

from fractions import Fraction

import pytest

import assets
from solver.analyses.criteria.league import league
from solver.analyses.information.prices import voi
from solver.analyses.policy_faces.undominated_policies import Policies
from solver.checks import check
from solver.document.elements import Kind
from solver.document.model import Document
from solver.formats.quandary import dumps, loads
from solver.preferences.named_relations import names, switched
from solver.rules import RULES, solve
from tests.reference.rules import ONE_SCALE

NAMES = [example.name for example in assets.EXAMPLES]
UNDOMINATED = ("naive", "caprice", "e-admissible", "dsm")
GAPPED = [rule for rule in RULES if rule not in ("eu", *ONE_SCALE)]


def read(name: str) -> Document:
    return loads(assets.example_text(name))


def test_the_order_is_the_one_to_read_them_in() -> None:
    assert NAMES[:3] == ["shutdown", "single-souring", "single-sweetening"]
    assert len(set(NAMES)) == len(NAMES) == 29


def test_there_is_no_example_of_another_name() -> None:
    with pytest.raises(KeyError):
        assets.example_text("../__init__")


@pytest.mark.parametrize("example", assets.EXAMPLES, ids=NAMES)
def test_it_is_written_as_the_program_writes(example: assets.Example) -> None:
    text = assets.example_text(example.name)
    document = loads(text)
    assert dumps(document) == text
    assert document.title == example.title
    assert check(document) == ()
    assert not document.drafts


@pytest.mark.parametrize("name", NAMES)
def test_it_is_labelled_for_drawing_and_says_where_it_is_from(name: str) -> None:
    document = read(name)
    assert all(
        node.label or node.copy_of
        for node in document.nodes.values()
        if node.kind is not Kind.OUTCOME
    )
    assert all(outcome.label for outcome in document.outcomes.values())
    assert all(0 < len(branch.label) <= 18 for branch in document.branches.values())
    assert all(node.x is None and node.y is None for node in document.nodes.values())
    assert any(f"({year})" in document.notes for year in range(1960, 2030))


def plans(name: str, rule: str) -> set[tuple[str, ...]]:
    return {tuple(found.plan.choices.values()) for found in solve(read(name), rule).plans}


SOURING = {("take A",), ("go on", "take B"), ("go on", "take A-")}
SWEETENING = {("take A",), ("go on", "take B"), ("go on", "take A+")}
STAY = ("stay incomplete", "leave")
AS_C2 = ("complete as C2", "by C2/leave")
ONLY_IF_LUCKY = ("shut down | lucky", "continue | unlucky")


@pytest.mark.parametrize(
    ("name", "rule", "expected"),
    [
        *(("single-souring", rule, SOURING) for rule in ("naive", "sophisticated")),
        *(
            ("single-souring", rule, SOURING - {("go on", "take A-")})
            for rule in ("caprice", "e-admissible", "dsm")
        ),
        *(("single-sweetening", rule, SWEETENING) for rule in ("caprice", "sophisticated")),
        *(
            ("single-sweetening", rule, SWEETENING - {("take A",)})
            for rule in ("naive", "e-admissible", "dsm")
        ),
        *(
            ("chance-pump", rule, {("keep A",), ("trade", "take A+"), ("trade", "keep B")})
            for rule in ("e-admissible", "dsm")
        ),
        ("marble-bets", "dsm", {("bet red",), ("bet black",), ("take 45c",)}),
        ("marble-bets", "e-admissible", {("bet red",), ("bet black",)}),
        *(("opaque-sweetening", rule, {("larger",)}) for rule in GAPPED),
        ("corrigibility", "dsm", {("watch",), ("build the arm",)}),
        *(("leave-or-block", rule, {("leave it",)}) for rule in UNDOMINATED),
        ("leave-or-block", "eu", {("block it",)}),
        *(("contract", rule, {("sign",)}) for rule in (*UNDOMINATED, "sophisticated", "credence")),
        *(("pay-to-prevent", rule, {("leave",), ("never",)}) for rule in UNDOMINATED),
        *(("complete-or-not", rule, {STAY, AS_C2}) for rule in (*UNDOMINATED, "sophisticated")),
        ("complete-or-not", "credence", {AS_C2}),
        *(
            ("no-way-back", rule, {("go high", "take A"), ("go high", "take B")})
            for rule in UNDOMINATED
        ),
    ],
)
def test_worked_answers(name: str, rule: str, expected: set[tuple[str, ...]]) -> None:
    assert plans(name, rule) == expected


def test_the_shutdown_example_permits_four_plans_and_rationalises_three() -> None:
    for rule in ("naive", "caprice", "dsm"):
        assert len(plans("shutdown", rule)) == 4
    assert plans("shutdown", "dsm") - plans("shutdown", "e-admissible") == {ONLY_IF_LUCKY}


def test_what_an_offer_to_commit_leaves() -> None:
    """Under both relations committing and completing are permitted, and neither is required."""
    document = read("button-commit")
    for relation in (document, switched(document, names(document)[1])):
        for rule in ("naive", "caprice", "e-admissible", "dsm", "sophisticated", "credence"):
            found = solve(relation, rule)
            for branch in ("stay free", "commit to policy", "complete as C1"):
                assert found.branches[branch].permitted
    gapped = switched(read("complete-or-not"), "Multi-utility")
    assert all(v.permitted for b, v in solve(gapped, "dsm").branches.items() if "/" not in b)


def test_one_key_turns_permitted_into_forced() -> None:
    document = read("shutdown")
    forced_now = switched(document, names(document)[1])
    assert forced_now.preferences.relation == "timestep-dominance"
    assert len(solve(forced_now, "dsm").plans) == 3
    regions = [Policies.of(each).regions() for each in (document, forced_now)]
    always, never = {"if unlucky": ("shut down | unlucky",)}, {"if lucky": ("continue | lucky",)}
    only = [[dict(region.only) for region in each or ()] for each in regions]
    assert only[0] == [always, never]
    assert only[1] == [{**never, "if unlucky": ("continue | unlucky",)}, always]


def test_what_expected_utility_permits_may_be_dominated_by_scale() -> None:
    document = read("leave-or-block")
    (entry,) = solve(document, "eu").plans
    assert entry.dominated_by is not None
    assert list(entry.dominated_by.choices.values()) == ["leave it"]
    assert solve(document, "eu").value == Fraction(9, 5)
    both = switched(document, names(document)[1])
    assert len(solve(both, "dsm").plans) == 2


def test_all_rules_that_weigh_probabilities_agree_on_oil() -> None:
    answers = [solve(read("oil"), rule) for rule in ("eu", *GAPPED) if rule != "credence"]
    assert all(answer.branches == answers[0].branches for answer in answers)
    assert answers[0].value == Fraction(22500)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("oil", 22500),
        ("monty-hall", Fraction(2, 3)),
        ("secretary", Fraction(1, 2)),
        ("new-product", 190_000),
        ("texaco", Fraction(11587, 2500)),
        ("lawsuit", 670),
        ("shale-gas", 1477),
    ],
)
def test_classics_have_their_published_values(name: str, value: Fraction) -> None:
    found = solve(read(name), "eu")
    assert found.value == value
    assert len(found.plans) == 1


def test_classics_have_their_published_details() -> None:
    (texaco,) = solve(read("texaco"), "eu").plans
    assert {end.outcome: round(float(p), 3) for end, p in texaco.plan.prospect.items()} == {
        "0": 0.249, "5": 0.585, "10.3": 0.166,
    }  # fmt: skip
    (event,) = voi(read("new-product"), "eu").events
    assert event.value == 40_000
    drugs = league(read("migraine"), "dsm")
    (sumatriptan, caffeine) = (row.values["default"].values for row in drugs.rows)
    assert [round(float(own["cost"]), 2) for own in (sumatriptan, caffeine)] == [22.06, 4.71]
    cost, health = (sumatriptan[c] - caffeine[c] for c in ("cost", "health"))
    assert round(float(365 * cost / health), -3) == 29_000
    (gas,) = solve(read("shale-gas"), "eu").plans
    assert sorted(read("shale-gas").branches[b].label for b in gas.plan.choices.values()) == [
        "dig", "sell", "test",
    ]  # fmt: skip
