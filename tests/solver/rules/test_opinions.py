"""Worked answers under several opinions (imprecise probabilities)."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

import assets
from solver.analyses.policies import improve
from solver.analyses.rationales import rationalise
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import SetParameter
from solver.errors import NotSolvable
from solver.formats.quandary import loads
from solver.rules import solve
from tests.documents.trees import Tree, chance, choice, document, outcome
from tests.spoken import spoken


def under(tree: Tree, outcomes: list[Any], *values: str, **keys: Any) -> Document:
    """A document with a parameter p that has these values, an opinion each."""
    return document(
        tree,
        outcomes,
        parameters=[{"id": "p", "value": values[0]}],
        opinions=[{"id": f"o{i}", "parameters": {"p": v}} for i, v in enumerate(values)],
        **keys,
    )


def bet(id_: str, won: str, lost: str) -> Tree:
    return chance(
        id_, (f"{id_}w", won, {"probability": "p"}), (f"{id_}l", lost, {"probability": "#"})
    )


def two_bets() -> Document:
    """Elga's: first A (−10 or +15), then B (+15 or −10)."""
    tree = choice(
        "A?",
        ("A", choice("B?", ("A, B", "five"), ("A, no B", bet("a", "lost", "won")))),
        ("no A", choice("B too?", ("B", bet("b", "won", "lost")), ("neither", "nothing"))),
    )
    numbers = {"five": 5, "lost": -10, "won": 15, "nothing": 0}
    return under(tree, [outcome(o, "money", v) for o, v in numbers.items()], "1/10", "4/5")


def last(document: Document, rule: str) -> set[str]:
    """The last choice of each plan that a rule permits."""
    return {list(entry.plan.choices.values())[-1] for entry in solve(document, rule).plans}


@pytest.mark.parametrize("rule", ["naive", "sophisticated", "caprice", "e-admissible", "dsm"])
def test_two_bets(rule: str) -> None:
    bets = two_bets()
    found = {"A, B", "A, no B", "B"}
    myopic = rule in ("naive", "sophisticated")
    assert last(bets, rule) == (found | {"neither"} if myopic else found)
    assert solve(bets, rule).dominated_total == int(myopic)


def three_acts(sure: str) -> Document:
    tree = choice(
        "n", ("on", bet("f", "one", "none")), ("against", bet("g", "none", "one")), ("sure", "sure")
    )
    outcomes = [outcome("one", "u", 1), outcome("none", "u", 0), outcome("sure", "u", sure)]
    return under(tree, outcomes, "0", "1")


def test_three_acts() -> None:
    assert last(three_acts("9/20"), "dsm") == {"on", "against", "sure"}
    assert last(three_acts("9/20"), "e-admissible") == {"on", "against"}
    assert last(three_acts("1/2"), "e-admissible") == {"on", "against", "sure"}
    assert last(three_acts("9/20"), "maximin") == {"sure"}
    (rationale,) = [
        r for r in rationalise(three_acts("9/20"), "dsm").plans if r.plan.choices["n"] == "sure"
    ]
    half = Fraction(1, 2)
    mixture = {plan.choices["n"]: weight for weight, plan in rationale.mixture or ()}
    assert mixture.keys() == {"on", "against"}
    assert min(mixture.values()) >= Fraction(9, 20)
    for found in rationalise(three_acts("1/2"), "dsm").plans:
        shares = [share for share, _ in found.opinions.values()]
        assert sum(shares) == 1
        assert (shares == [half, half]) == (found.plan.choices["n"] == "sure")


def test_the_stated_policy_is_improved_under_all_opinions_at_once() -> None:
    held = under(
        choice(
            "n",
            ("on", bet("f", "one", "none"), {"policy": 0}),
            ("against", bet("g", "none", "one"), {"policy": 0}),
            ("sure", "sure", {"policy": 1}),
        ),
        [outcome("one", "u", 1), outcome("none", "u", 0), outcome("sure", "u", "9/20")],
        "0",
        "1",
    )
    better = improve(held).better
    assert better is not None
    assert better.policy["sure"] == 0
    assert min(better.policy["on"], better.policy["against"]) >= Fraction(9, 20)


def test_expected_utility_asks_how_much_opinions_count() -> None:
    with pytest.raises(NotSolvable, match="give the opinions shares"):
        solve(three_acts("9/20"), "eu")
    tree = choice("n", ("on", bet("f", "one", "none")), ("sure", "sure"))
    outcomes = [outcome("one", "u", 1), outcome("none", "u", 0), outcome("sure", "u", "9/20")]
    shares = {"opinions": {"o0": 1, "o1": 3}}
    found = solve(under(tree, outcomes, "0", "1", completion=shares), "eu")
    assert str(found.value) == "3/4"
    assert str(solve(under(tree, outcomes, "0", "1", completion={}), "eu").value) == "1/2"


def test_opinions_that_differ_about_the_policy_have_none_that_is_better() -> None:
    tree = choice("n", ("a", "one", {"policy": "p"}), ("b", "none", {"policy": "#"}))
    outcomes = [outcome("one", "u", 1), outcome("none", "u", 0)]
    with pytest.raises(NotSolvable, match="differ about the stated policy"):
        improve(under(tree, outcomes, "0", "1"))


# ------------------------------------------------------------------------------ intervals


def example(name: str, **parameters: str) -> Document:
    document = loads(assets.example_text(name))
    for id_, value in parameters.items():
        document = SetParameter(id_, {"value": Numeral(value)}).apply(document)
    return document


def choices(document: Document, rule: str) -> set[tuple[str, ...]]:
    """The labels of the branches that each permitted plan takes."""
    branches = document.branches
    return {
        tuple(branches[id_].label for id_ in entry.plan.choices.values())
        for entry in solve(document, rule).plans
    }


def troffaes() -> Document:
    """Six gambles on one event with a probability from 0.28 to 0.70 (Troffaes 2007)."""
    gambles = [
        ("4", "0"),
        ("0", "4"),
        ("3", "2"),
        ("1/2", "3"),
        ("47/20", "47/20"),
        ("41/10", "-3/10"),
    ]
    outcomes = [
        outcome(f"{side}{i}", "u", value)
        for i, pair in enumerate(gambles, start=1)
        for side, value in zip("wl", pair, strict=True)
    ]
    acts = [(str(i), bet(f"d{i}", f"w{i}", f"l{i}")) for i in range(1, 7)]
    return under(choice("n", *acts), outcomes, "0.28", "0.70")


@pytest.mark.parametrize(
    ("rule", "permitted"),
    [
        ("dsm", "1235"),
        ("e-admissible", "123"),
        ("gamma-maximin", "5"),
        ("gamma-maximax", "2"),
        ("interval-dominance", "12356"),
    ],
)
def test_six_gambles(rule: str, permitted: str) -> None:
    assert last(troffaes(), rule) == set(permitted)


def test_interval_dominance_tells_what_is_dominated_all_the_same() -> None:
    found = solve(troffaes(), "interval-dominance")
    assert found.dominated_total == 1
    beaten = {
        *(e.plan.choices["n"] for e in found.plans if e.dominated_by is not None),
    }
    assert beaten == {"6"}


def test_hurwicz_goes_from_the_best_to_the_worst() -> None:
    for alpha, permitted in (("0", "2"), ("1", "5"), ("1/2", "3")):
        document = replace(troffaes(), view={"alpha": alpha})
        assert last(document, "hurwicz") == set(permitted)
    with pytest.raises(NotSolvable, match="from 0 to 1"):
        solve(replace(troffaes(), view={"alpha": 2}), "hurwicz")


BUYING = ("buy it", "take it", "leave it")
DOING_WITHOUT = {("do without", "take it"), ("do without", "leave it")}


@pytest.mark.parametrize(
    ("cost", "permitted"),
    [
        ("0", {BUYING}),
        ("0.579", {BUYING}),
        ("0.581", {BUYING, *DOING_WITHOUT}),
        ("1", {BUYING, *DOING_WITHOUT}),
        ("1.579", {BUYING, *DOING_WITHOUT}),
        ("1.581", DOING_WITHOUT),
        ("2", DOING_WITHOUT),
    ],
)
def test_the_lake_district_problem(cost: str, permitted: set[tuple[str, ...]]) -> None:
    assert choices(example("lake-district", c=cost), "dsm") == permitted


@pytest.mark.parametrize(
    ("name", "plans", "clashes"),
    [
        ("ellsberg", {("red", "black or yellow"), ("black", "red or yellow")}, {"first", "second"}),
        ("ellsberg-learning", {("black",)}, {"bet"}),
        ("dilation", {("bet now",), ("look", "bet", "bet")}, {"bet same", "bet diff"}),
        ("subtree", {("gamble",)}, {"take"}),
        ("two-bets", {("take A", "take B")}, set()),
    ],
)
def test_where_alone_gamma_maximin_would_choose_otherwise(
    name: str, plans: set[tuple[str, ...]], clashes: set[str]
) -> None:
    document = example(name)
    assert choices(document, "gamma-maximin") == plans
    assert solve(document, "gamma-maximin").clashes == clashes


def test_rules_on_intervals_need_one_scale() -> None:
    gapped = loads(assets.example_text("shutdown"))
    with pytest.raises(NotSolvable, match="Rules on intervals compare expectations"):
        solve(gapped, "gamma-maximin")


def test_why_rules_on_intervals_have_no_answer_is_told_whole_and_in_every_language() -> None:
    alone = {"id": "l", "label": "St. Louis"}
    made = document(choice("n", ("a", "l"), ("b", "x")), [alone, outcome("x", value=1)])
    with (
        spoken(lambda text: f"«{text.replace('criterion', 'Kriterium')}»"),
        pytest.raises(NotSolvable, match=r"Kriterium, and «“St\. Louis” stands"),
    ):
        solve(made, "gamma-maximin")
    with pytest.raises(
        NotSolvable, match=r"and “St\. Louis” stands alone, without a value\. Choose"
    ):
        solve(made, "gamma-maximin")


@pytest.mark.parametrize("rule", ["gamma-maximin", "gamma-maximax", "hurwicz", "dsm"])
@pytest.mark.parametrize("relation", ["expected-multi-utility", "timestep-dominance"])
def test_a_way_that_each_opinion_closes_at_another_place(rule: str, relation: str) -> None:
    """What is chosen at its end tells for one opinion half way there, and for none from the root."""
    tree = chance(
        "far?",
        ("far", chance("on?", ("on", choice("n", ("much", "much"), ("little", "little")), {"probability": "p"}),
                       ("off", "little", {"probability": "#"})), {"probability": "q"}),
        ("near", "little", {"probability": "#"}),
    )  # fmt: skip
    found = document(
        tree,
        [outcome("much", "u", 1), outcome("little", "u", 0)],
        parameters=[{"id": "p", "value": 0}, {"id": "q", "value": 0}],
        opinions=[
            {"id": "low", "parameters": {"p": "1/4", "q": 0}},
            {"id": "mid", "parameters": {"p": 0, "q": "1/2"}},
        ],
        preferences={"relation": relation},
    )
    solution = solve(found, rule)
    assert [dict(entry.plan.choices) for entry in solution.plans] == [{"n": "much"}]
    assert solution.plans_total == 1
