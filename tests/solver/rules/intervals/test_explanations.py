"""What rules on intervals say of branches and plans: worked by hand on the examples of the literature."""

import pytest

from assets import example_text
from solver.budget import Budget
from solver.document.model import Document
from solver.explain.case import Case
from solver.formats.quandary import loads
from solver.induction.opinions.interval_sets import expectations_of
from solver.rules import RULES
from solver.rules.intervals.by_intervals import ByIntervals
from solver.rules.why import said, why_branch, why_plan
from solver.words.names import Names
from tests.documents.trees import chance, choice, document, labelled, outcome
from tests.solver.rules.test_opinions import example, troffaes
from tests.spoken import spoken

ACTS = loads(example_text("three-acts"))
RULES_OF_INTERVALS = ("gamma-maximin", "gamma-maximax", "hurwicz", "interval-dominance")
EXPECT = "the opinions expect"


def branch(made: Document, rule: str, id_: str) -> tuple[str, ...]:
    case = Case.of(made)
    return said(Names(case.document), why_branch(case, rule, id_)).sentences


# ------------------------------------------------------- what is expected, and what counts


@pytest.mark.parametrize(
    ("rule", "on", "sure"),
    [
        ("gamma-maximin", f"{EXPECT} 0 to 1, at least 0", "every opinion expects 9/20"),
        ("gamma-maximax", f"{EXPECT} 0 to 1, at most 1", "every opinion expects 9/20"),
        (
            "hurwicz",
            f"{EXPECT} 0 to 1, the weighted mean is 1/2",
            "every opinion expects 9/20, the weighted mean is 9/20",
        ),
    ],
)
def test_three_acts(rule: str, on: str, sure: str) -> None:
    """A bet is worth 0 under one opinion and 1 under the other; 45 cents are 45 cents."""
    bet, cents = "“on heads” (Won: 0 – 1 · Nothing: 0 – 1)", "“neither” (45 cents for sure)"
    if rule == "gamma-maximin":
        permitted, told, refused, beside = "neither", f"{cents}|{sure}", "on heads", f"{bet}|{on}"
    else:
        permitted, told, refused, beside = "on heads", f"{bet}|{on}", "neither", f"{cents}|{sure}"
    first, second, third = branch(ACTS, rule, permitted)
    plan, worth = told.split("|")
    assert first == f"“{permitted}” is permitted at “Bet?”."
    assert second == (
        f"It belongs to the plan {plan}, which is what the rule admits at “Bet?”: {worth}."
    )
    # Of what is maximal beside it, the other bet does as well; beside 45 cents a bet is the best.
    assert third.startswith("Of the other maximal plans none does better by this; the best of them is “on ")  # fmt: skip
    assert third.endswith(f" (Won: 0 – 1 · Nothing: 0 – 1): {on}.")
    *_, last = branch(ACTS, rule, refused)
    other, less = beside.split("|")
    assert last == f"{other}: {less}. Beside it {plan}: {worth}."


def test_interval_dominance_says_what_is_expected_and_no_more() -> None:
    for id_, worth in (("on heads", f"{EXPECT} 0 to 1"), ("neither", "every opinion expects 9/20")):
        assert branch(ACTS, "interval-dominance", id_)[1].endswith(f"admits at “Bet?”: {worth}.")
    assert branch(example("two-bets"), "interval-dominance", "leave B")[-1] == (
        "At best it is no worse than any other plan is at worst; at worst the best of these is "
        "“take A; then take B” (Both bets for sure): every opinion expects 5."
    )
    refused = branch(example("two-bets"), "interval-dominance", "B too leave B")
    assert refused[-1] == (
        "“leave A; then leave B” (No bet for sure): every opinion expects 0. "
        "Beside it “take A; then take B” (Both bets for sure): every opinion expects 5."
    )


def costs() -> Document:
    """A bet that costs 1 or 4, or 3 for sure; the less the better."""
    bet = chance("c", ("h", "x", {"probability": "p"}), ("t", "y", {"probability": "#"}))
    return labelled(
        document(
            choice("n", ("bet", bet), ("sure", "z")),
            [outcome("x", "s", 1), outcome("y", "s", 4), outcome("z", "s", 3)],
            criteria=[{"id": "cost", "better": "less"}],
            parameters=[{"id": "p", "value": "1/2"}],
            opinions=[{"id": f"o{p}", "parameters": {"p": p}} for p in (0, 1)],
        )
    )


@pytest.mark.parametrize(
    ("rule", "permitted", "worth"),
    [
        ("gamma-maximin", "sure", "1 to 4, at most 4"),
        ("gamma-maximax", "bet", "1 to 4, at least 1"),
        ("hurwicz", "bet", "1 to 4, the weighted mean is 5/2"),
        ("interval-dominance", "bet", "1 to 4"),
    ],
)
def test_of_costs_the_worst_is_the_most(rule: str, permitted: str, worth: str) -> None:
    told = " ".join(branch(costs(), rule, "bet"))
    assert f"“bet” is {'' if permitted == 'bet' else 'not '}permitted at “n”." in told
    assert f"(x: 0 – 1 · y: 0 – 1): {EXPECT} {worth}." in told.replace(
        "), which is what the rule admits at “n”: ", "): "
    )


def test_what_counts_is_the_same_in_another_language() -> None:
    """Texts are chosen by what counts, and not by how that is called in one language."""
    with spoken("«{}»".format):
        least = branch(ACTS, "gamma-maximin", "on heads")[-1]
        most = branch(ACTS, "gamma-maximax", "on heads")[1]
    assert "0 to 1», at least 0»" in least
    assert "0 to 1», at most 1»" in most


# ----------------------------------------------------- preferred, ruled out, at odds alone


def test_a_strictly_preferred_plan_goes_before_one_that_is_worth_more() -> None:
    """Of six gambles the first is better than the sixth under both ends: by 0.188 and by 0.02."""
    gambles = labelled(troffaes())
    *_, first, low, high = branch(gambles, "gamma-maximin", "6")
    assert first.startswith("“1” (w1: ")
    assert "≻ “6” (w6: " in first
    assert low.startswith("Under “o0” it is better.")
    assert "47/250" in low
    assert "1/50" in high
    *_, beside = branch(gambles, "gamma-maximin", "1")
    assert beside.endswith(" Beside it “5” (w5: 7/25 – 7/10 · l5: 3/10 – 18/25): every opinion expects 47/20.")  # fmt: skip


def test_where_alone_the_rule_would_choose_otherwise_it_says_so() -> None:
    *_, alone = branch(example("subtree"), "gamma-maximin", "gamble")
    assert alone == (
        "Seen from “Gamble?” alone the rule would choose otherwise: “take six” (Six for sure), every "
        "opinion expects 6; what the plan does there: the opinions expect 19/4 to 33/4, at least "
        "19/4. The plan counts as a whole."
    )
    for rule in ("gamma-maximax", "hurwicz"):  # 131/16 and 123/16 are best, there and from there
        assert not any("alone" in each for each in branch(example("subtree"), rule, "gamble"))


@pytest.mark.parametrize("rule", RULES_OF_INTERVALS)
def test_a_plan_that_is_permitted_says_so_whole(rule: str) -> None:
    case = Case.of(ACTS)
    permitted = "neither" if rule == "gamma-maximin" else "on heads"
    found = why_plan(case, rule, {"act": permitted})
    first, second, _ = said(Names(ACTS), found).sentences
    assert first == f"The plan “{permitted}” is permitted."
    assert second.startswith("It is what the rule admits at “Bet?”: ")
    assert found.dominated_by is None


def test_a_permitted_plan_may_be_dominated_all_the_same() -> None:
    case = Case.of(labelled(troffaes()))
    by = why_plan(case, "interval-dominance", {"n": "6"}).dominated_by
    assert by is not None
    assert by.other is not None
    assert why_plan(case, "interval-dominance", {"n": "5"}).dominated_by is None


@pytest.mark.parametrize("rule", RULES_OF_INTERVALS)
def test_the_plan_beside_is_the_best_of_those_that_count(rule: str) -> None:
    """Of six gambles, each against the other maximal ones, or against all by what they are at worst."""
    case, own = Case.of(labelled(troffaes())), RULES[rule]
    assert isinstance(own, ByIntervals)
    parts = {name: case.part(0, case.numbered({"n": name})) for name in "123456"}
    worth = {n: own.held_to(case, expectations_of(p.prospect, 1)) for n, p in parts.items()}
    counts = [
        n for n in parts if not own.among_maximal or why_plan(case, "dsm", {"n": n}).permitted
    ]
    asked = {name: why_plan(case, rule, {"n": name}) for name in parts}
    permitted = [name for name, found in asked.items() if found.permitted]
    assert permitted
    for name in permitted:
        (witness,) = asked[name].witnesses
        assert witness.other is not None
        assert worth[witness.other.choices["n"]] == max(worth[n] for n in counts if n != name)


def test_where_nothing_else_counts_that_is_said() -> None:
    ends = [outcome("x", "s", 2), outcome("y", "s", 1)]
    made = labelled(document(choice("n", ("A", "x"), ("B", "y")), ends))
    alone = "No other plan that is maximal there leads to anything else."
    assert branch(made, "gamma-maximin", "A")[-1] == alone


# ----------------------------------------------------------------------- past the budget


@pytest.mark.parametrize("rule", RULES_OF_INTERVALS)
def test_past_the_budget_only_single_branches_are_sure(rule: str) -> None:
    case = Case.of(example("dilation"))
    answer = RULES[rule].answer(case, Budget(None, left=1))
    tree = case.tree
    for number, kind in enumerate(tree.kinds):
        for child in tree.children[number]:
            sure = kind.value != "choice" or len(tree.children[number]) == 1
            mark = answer.permitted[int(tree.levels.places[child])]
            assert (mark == 1) == sure
    assert answer.permitted[0] == answer.reachable[0] == 1
    assert (answer.reachable[1:] != 1).all()
    assert answer.total is None
    assert answer.value is None
