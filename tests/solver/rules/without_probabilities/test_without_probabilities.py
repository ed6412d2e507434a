"""Maximin, maximax and minimax regret: worked answers, words, refusals, large trees."""

import dataclasses
from fractions import Fraction
from functools import cache
from typing import Any

import msgspec
import pytest

import assets
from solver.document.elements import Kind
from solver.document.model import Document
from solver.errors import Cancelled, NotSolvable
from solver.explain.case import Case
from solver.formats.quandary import loads
from solver.rules import RULES, solve
from solver.rules.rule import Group
from solver.rules.why import said, why_branch, why_plan
from solver.words.names import Names
from tests.documents import trees
from tests.documents.trees import Tree, chance, choice, outcome
from tests.reference.without_probabilities import BY_ENDS
from tests.solver.rules.test_partial_answers import at_most
from tests.solver.rules.test_rules import deep, wide

HALF = {"probability": "1/2"}
NUMBERS = [outcome(str(n), None, n) for n in (0, 1, 2, 3, 4, 5, 7, 8, 10, 12)]


def plans(given: Document, rule: str) -> list[str]:
    solution = solve(given, rule)
    assert solution.plans_total == len(solution.plans)
    return [",".join(entry.plan.choices.values()) for entry in solution.plans]


def document(tree: Tree, outcomes: list[dict[str, Any]], **keys: Any) -> Document:
    """A document whose branches are called as their ids are."""
    given = trees.document(tree, outcomes, **keys)
    branches = {
        id_: branch if branch.label else msgspec.structs.replace(branch, label=id_)
        for id_, branch in given.branches.items()
    }
    return dataclasses.replace(given, branches=branches)


def labelled(given: Document, label: str) -> Document:
    """The same with all chance nodes called alike."""
    nodes = {
        id_: msgspec.structs.replace(node, label=label) if node.kind is Kind.CHANCE else node
        for id_, node in given.nodes.items()
    }
    return dataclasses.replace(given, nodes=nodes)


def acts(table: dict[str, tuple[str, ...]]) -> Document:
    """Acts that lead to an outcome in each state of one event."""
    branches = []
    for act, ends in table.items():
        ways = [
            (f"{act}-{state}", end, {"probability": f"1/{len(ends)}", "label": f"state {state}"})
            for state, end in enumerate(ends)
        ]
        branches.append((act, chance(f"of {act}", *ways)))
    return labelled(document(choice("act", *branches), NUMBERS), "State")


#: Each of the three has an act of its own, and what expects most is a fourth.
TABLE = {
    "safe": ("4", "4", "4"),
    "bold": ("12", "0", "1"),
    "even": ("8", "3", "2"),
    "most": ("10", "1", "7"),
}


def test_each_rule_has_an_act_of_its_own() -> None:
    """Regrets: safe 8, 0, 3; bold 0, 4, 6; even 4, 1, 5; most 2, 3, 0."""
    given = acts(TABLE)
    assert plans(given, "maximin") == ["safe"]
    assert plans(given, "maximax") == ["bold"]
    assert plans(given, "minimax-regret") == ["most"]
    assert [solve(given, rule).value for rule in BY_ENDS] == [4, 12, None]


def test_regret_depends_on_what_is_available() -> None:
    """Without “most” the regrets are: safe 8, 0, 0; bold 0, 4, 3; even 4, 1, 2."""
    given = acts({act: ends for act, ends in TABLE.items() if act != "most"})
    assert plans(given, "minimax-regret") == ["bold", "even"]


def test_chance_nodes_without_a_label_are_events_of_their_own() -> None:
    """As one event x is regretted by 8, y by 4; else any end of one may go with any of the other."""
    given = acts({"x": ("12", "0", "0"), "y": ("8", "8", "3")})
    assert plans(given, "minimax-regret") == ["y"]
    apart = labelled(given, "")
    assert plans(apart, "minimax-regret") == ["x"]
    found = why_branch(apart, "minimax-regret", "y")
    assert (found.permitted, found.values) == (False, {"plan": 9, "best": 8, "end": 3, "had": 12})
    words = said(Names(apart), found).sentences[-1]
    assert words.startswith(
        "It regrets most if the chance node after “y” is “state 2” and the chance "
    )


@pytest.mark.parametrize(
    ("rule", "taken", "value"),
    [
        ("maximin", "walk away", Fraction(0)),
        ("maximax", "drill now", Fraction(200_000)),
        ("minimax-regret", "drill now", None),
    ],
)
def test_the_oil_wildcatter(rule: str, taken: str, value: Fraction | None) -> None:
    solution = solve(loads(assets.example_text("oil")), rule)
    (plan,) = solution.plans
    assert dict(plan.plan.choices) == {"test?": taken}
    assert (solution.value, solution.dominated_total) == (value, 1)
    assert plan.dominated_by is not None
    assert plan.dominated_by.choices["test?"] == "seismic test"
    assert solution.off_plan == {"drill? closed", "drill? no structure", "drill? open"}


def test_where_less_is_better_the_worst_is_the_greatest() -> None:
    tree = choice("n", ("sure", "4"), ("bet", chance("c", ("a", "10", HALF), ("b", "0", HALF))))
    costs = document(tree, NUMBERS, criteria=[{"id": "cost", "better": "less"}])
    assert (plans(costs, "maximin"), solve(costs, "maximin").value) == (["sure"], 4)
    assert (plans(costs, "maximax"), solve(costs, "maximax").value) == (["bet"], 0)
    assert plans(costs, "minimax-regret") == ["sure"]  # at most 4, and 6 after the bet


def test_plans_count_as_wholes_and_clashes_are_named() -> None:
    """After tails nothing helps, so after heads anything goes; there alone it would not."""
    inner = choice("n", ("x", "5"), ("y", "3"))
    given = document(chance("c", ("heads", inner, HALF), ("tails", "2", HALF)), NUMBERS)
    solution = solve(given, "maximin")
    assert plans(given, "maximin") == ["x", "y"]
    assert (solution.clashes, solution.dominated_total) == ({"n"}, 1)
    words = said(Names(given), why_branch(given, "maximin", "y")).sentences
    assert words == (
        "“y” is permitted at the choice after “heads”.",
        "It belongs to the plan “y” (2: 1/2 · 3: 1/2), of which the worst net value is 2, "
        "the best of any plan from the first chance node.",
        "Seen from the choice after “heads” alone the rule would choose otherwise: after this "
        "branch the worst net value would be 3, and 5 is available. The plan counts as a whole.",
    )
    assert "alone" not in why_branch(given, "maximin", "x").values
    upward = document(chance("c", ("heads", inner, HALF), ("tails", "7", HALF)), NUMBERS)
    assert (plans(upward, "maximax"), solve(upward, "maximax").clashes) == (["x", "y"], {"n"})
    alone = solve(upward, "maximin")
    assert (alone.clashes, alone.plans_total) == (frozenset(), 1)


def test_ends_of_probability_zero_do_not_count_but_are_judged_from_there() -> None:
    never = choice("n2", ("lo", "0"), ("hi", "10"))
    way = chance("c", ("sure", "4", {"probability": 1}), ("never", never, {"probability": 0}))
    given = document(choice("n1", ("go", way), ("stay", "3")), NUMBERS)
    for rule in BY_ENDS:
        assert plans(given, rule) == ["go,hi"], rule
    found = why_plan(given, "maximin", {"n1": "go", "n2": "lo"})
    assert said(Names(given), found).sentences[1] == (
        "From the choice after “never” on, where chance never leads, it is not what is best."
    )


def test_words_of_regret_name_the_state() -> None:
    case = Case.of(acts(TABLE))
    words = said(Names(case.document), why_branch(case, "minimax-regret", "safe")).sentences
    assert (
        words[-1] == "It regrets most if “State” is “state 0”: it ends at 4 where 12 was available."
    )
    assert "its greatest regret is 8; that of “most”" in words[1]
    kept = said(Names(case.document), why_plan(case, "minimax-regret", {"act": "most"}))
    assert (
        kept.sentences[1]
        == "Its greatest regret is 3, the least of any plan from the first choice."
    )
    assert kept.clause.startswith("Minimax regret")


@pytest.mark.parametrize("rule", BY_ENDS)
def test_what_has_no_one_scale_is_refused(rule: str) -> None:
    assert RULES[rule].group is Group.WITHOUT_PROBABILITIES
    tree = choice("n", ("x", "A"), ("y", "B"))
    for other, said_ in (
        (outcome("B"), "“B” stands alone"),
        (outcome("B", "b", 1), "stand on 2 scales"),
    ):
        with pytest.raises(NotSolvable, match=said_):
            solve(document(tree, [outcome("A", "a", 1), other]), rule)
    two = [outcome(id_, "a", {"c": 1, "d": 2}) for id_ in "AB"]
    with pytest.raises(NotSolvable, match="values on 2 criteria"):
        solve(document(tree, two, criteria=[{"id": "c"}, {"id": "d"}]), rule)
    unused = document(choice("n", ("x", "A")), [outcome("A", "a", 1), outcome("B")])
    assert solve(unused, rule).plans_total == 1


def test_an_event_that_comes_twice_on_one_way_is_refused() -> None:
    def toss(name: str, heads: Tree) -> Tree:
        ways = (f"{name}h", heads, HALF | {"label": "h"}), (f"{name}t", "0", HALF | {"label": "t"})
        return chance(name, *ways)

    given = labelled(document(toss("one", toss("two", "4")), NUMBERS), "Toss")
    with pytest.raises(NotSolvable, match="The event “Toss” comes twice on one path"):
        solve(given, "minimax-regret")
    assert solve(given, "maximin").value == 0


@cache
def chain() -> Case:
    return Case.of(deep(1200, "A+"))


@pytest.mark.parametrize("rule", BY_ENDS)
def test_a_long_chain(rule: str) -> None:
    """No recursion; what is too much is left open, and the rest stands."""
    given = chain()
    with at_most(20_000):
        solution = solve(given, rule, limit=1)
    assert solution.plans
    if rule != "minimax-regret":
        assert solution.decided
        assert solution.value == (1 if rule == "maximin" else 2)
    for branch, verdict in solution.branches.items():
        if branch.startswith("go"):
            assert verdict.permitted is not False
    assert (solve(wide(40), rule, limit=3).plans_total, len(given.document.tree)) == (2**40, 2401)


@pytest.mark.parametrize("rule", BY_ENDS)
def test_asking_to_stop_stops(rule: str) -> None:
    with pytest.raises(Cancelled):
        solve(deep(1200, "A+"), rule, cancelled=lambda: True)


def test_plans_with_some_best_end_are_listed_once_each() -> None:
    """Three choices, of which one at least must come to 7: all plans but the one without."""
    parts = [(f"b{i}", choice(f"n{i}", (f"x{i}", "7"), (f"y{i}", "1")), {"probability": "1/3"})
             for i in range(3)]  # fmt: skip
    given = document(chance("c", *parts), NUMBERS)
    solution = solve(given, "maximax")
    found = {tuple(entry.plan.choices.values()) for entry in solution.plans}
    assert (len(found), solution.plans_total, solution.dominated_total) == (7, 7, 6)
    assert ("y0", "y1", "y2") not in found
    assert sum(node.kind is Kind.CHOICE for node in given.nodes.values()) == 3
    with pytest.raises(IndexError):
        solution.plans[7]
