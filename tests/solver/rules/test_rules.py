"""Single rules at their edges: what expected utility asks for, off plan, counting, cutting, depth."""

from fractions import Fraction
from functools import cache

import pytest

from solver.budget import MAX_SECONDS, Budget
from solver.document.model import Document
from solver.errors import Cancelled, NotSolvable, QuandaryError
from solver.explain.case import Case
from solver.rules import RULES, solve
from solver.rules.rule import Group
from tests.documents import worked
from tests.documents.trees import Tree, chance, choice, document, outcome

#: The rules for which it counts how likely ends are.
PROBABLY = [id_ for id_, rule in RULES.items() if rule.group is not Group.WITHOUT_PROBABILITIES]


def test_the_table_of_rules() -> None:
    assert list(RULES) == [
        *("eu", "naive", "caprice", "e-admissible", "dsm", "sophisticated", "credence"),
        *("gamma-maximin", "gamma-maximax", "hurwicz", "interval-dominance"),
        *("maximin", "maximax", "minimax-regret"),
    ]
    for id_, rule in RULES.items():
        assert rule.id == id_
        assert rule.name
        assert rule.summary.endswith(".")
        assert len(rule.explanation) > 100
    for id_ in set(RULES) - {"eu", "naive"}:
        assert "Our reading" in RULES[id_].explanation
    with pytest.raises(QuandaryError, match="no rule"):
        solve(worked.shutdown(), "luck")


# ------------------------------------------------------------------------ expected utility

AB = [outcome("A", "a", 1), outcome("A+", "a", 2), outcome("B"), outcome("unused")]
TREE = choice("n", ("x", "A"), ("y", "B"))


def refused(document: Document) -> str:
    with pytest.raises(NotSolvable) as caught:
        solve(document, "eu")
    assert caught.value.findings
    return str(caught.value)


def test_eu_says_what_is_missing() -> None:
    message = refused(document(TREE, AB))
    assert "“B”" in message
    assert "“a”" in message
    assert "unused" not in message
    partly = refused(document(TREE, AB, completion={"scales": {"a": {"weight": 1}}}))
    assert "“B”" in partly
    assert "“a”" not in partly


def test_eu_refuses_weights_that_are_not_positive() -> None:
    for weight in (0, -1):
        completion = {"scales": {"a": {"weight": weight}}, "alone": {"B": 0}}
        assert "positive" in refused(document(TREE, AB, completion=completion))


def test_eu_refuses_a_completion_against_a_statement() -> None:
    completion = {"scales": {"a": {"weight": 1}}, "alone": {"B": 1}}
    against = document(TREE, AB, completion=completion, preferences={"better": [["A", "B"]]})
    assert "A ≻ B" in refused(against)
    equal = document(TREE, AB, completion=completion, preferences={"equal": [["A", "B"]]})
    assert solve(equal, "eu").value == 1


@pytest.mark.parametrize("sign", ["better", "equal"])
def test_eu_sees_statements_that_bind_through_unused_outcomes(sign: str) -> None:
    completion = {"scales": {"a": {"weight": 1}}, "alone": {"B": 5}}
    stated = {"better": [["A", "unused"], ["unused", "B"]]}
    if sign == "equal":
        stated = {"equal": [["unused", "A"]], "better": [["unused", "B"]]}
    message = refused(document(TREE, AB, completion=completion, preferences=stated))
    assert "unused ≻ B" in message
    completion["alone"] = {"B": 0}
    assert solve(document(TREE, AB, completion=completion, preferences=stated), "eu").value == 1


def test_eu_value_is_in_the_documents_units() -> None:
    costs = [outcome("dear", None, 10), outcome("cheap", None, 4)]
    half = {"probability": "1/2"}
    tree = choice(
        "n", ("sure", "dear"), ("bet", chance("c", ("u", "dear", half), ("d", "cheap", half)))
    )
    less = document(tree, costs, criteria=[{"id": "cost", "better": "less"}])
    solution = solve(less, "eu")
    assert solution.value == 7
    assert [p.plan.choices for p in solution.plans] == [{"n": "bet"}]


def test_ties_are_all_permitted() -> None:
    tree = choice("n", ("x", "A"), ("y", "A"), ("z", "A+"), ("w", "A+"))
    for rule in RULES:
        permitted = [
            b for b, v in solve(document(tree, AB[:2]), rule).branches.items() if v.permitted
        ]
        assert permitted == ["z", "w"], rule


# ----------------------------------------------------------------------------- resolution


def test_off_plan_dsm_starts_afresh() -> None:
    inner = choice("n2", ("low", "A"), ("b", "B"))
    solution = solve(
        document(choice("n1", ("best", "A+"), ("go", inner), ("b1", "A")), AB[:3]), "dsm"
    )
    assert solution.off_plan == frozenset()  # B is in a gap with everything, so go is permitted
    alone = document(
        choice("n1", ("best", "A+"), ("go", choice("n2", ("l", "A"), ("m", "A")))), AB[:2]
    )
    off = solve(alone, "dsm")
    assert off.off_plan == {"n2"}
    assert off.branches["l"].permitted
    assert not off.branches["l"].reachable


def test_parts_at_probability_zero_must_be_admitted_as_well() -> None:
    never = choice("n2", ("hi", "A+"), ("lo", "A"))
    tree = chance("c", ("yes", "A", {"probability": 1}), ("no", never, {"probability": 0}))
    for rule in RULES:
        solution = solve(document(tree, AB[:2]), rule)
        assert [p.plan.choices for p in solution.plans] == [{"n2": "hi"}], rule
        assert solution.plans[0].plan.lottery == {"A": 1}


# ------------------------------------------------------------------------- size and limits


def wide(n: int) -> Document:
    """n coins, each with a free choice between equals: 2ⁿ plans, one prospect."""
    branches = [
        (f"b{i}", choice(f"n{i}", (f"x{i}", "A"), (f"y{i}", "A")), {"probability": f"1/{n}"})
        for i in range(n)
    ]
    return document(chance("root", *branches), AB[:1])


def test_plans_are_counted_exactly_and_cut_honestly() -> None:
    for rule in RULES:
        solution = solve(wide(40), rule, limit=3)
        assert (len(solution.plans), solution.plans_total) == (3, 2**40), rule
        assert not solution.complete
        assert len({tuple(p.plan.choices.items()) for p in solution.plans}) == 3
        assert [p.plan for p in solve(wide(40), rule, limit=2).plans] == [
            p.plan for p in solution.plans[:2]
        ]


def deep(n: int, at_end: str) -> Document:
    """Choices and coins in turn; a coin leads on for sure, but for one in ten with a half."""
    tree: Tree = at_end
    for i in range(n):
        if i % 2:
            tree = choice(f"n{i}", (f"stop{i}", "A"), (f"go{i}", tree))
            continue
        on, off = ("1/2", "1/2") if i % 20 == 0 else ("1", "0")
        ways = (f"on{i}", tree, {"probability": on}), (f"off{i}", "A", {"probability": off})
        tree = chance(f"c{i}", *ways)
    return document(tree, AB[:2])


LONG = 1_100


@cache
def chains() -> tuple[Case, Case]:
    """Deeper than Python calls itself; in the second, going on is never permitted."""
    return Case.of(deep(LONG, "A+")), Case.of(document(_stop_first(LONG), AB[:2]))


@pytest.mark.parametrize("rule", PROBABLY)
def test_a_chain_deeper_than_any_recursion(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No recursion, and no walk from the root for every node that is off plan."""
    defaults = Budget.__init__.__defaults__ or ()
    patient = tuple(600.0 if value == MAX_SECONDS else value for value in defaults)
    monkeypatch.setattr(Budget.__init__, "__defaults__", patient)  # however busy the machine is
    leads, off = chains()
    solution = solve(leads, rule, limit=1)
    assert solution.plans_total == 1
    rest = Fraction(1, 2 ** (LONG // 20))
    assert solution.plans[0].plan.lottery == {"A": 1 - rest, "A+": rest}
    assert all(v.permitted == b.startswith("go") for b, v in solution.branches.items())
    assert solve(off, rule, limit=1).plans[0].plan.choices == {f"n{LONG - 1}": f"stop{LONG - 1}"}


def _stop_first(n: int) -> Tree:
    """A chain where stopping pays less each time, so that going on is never permitted."""
    tree: Tree = "A"
    for i in range(n):
        tree = choice(f"n{i}", (f"stop{i}", "A+", {"payoff": i}), (f"go{i}", tree))
    return tree


def test_asking_to_stop_stops() -> None:
    tree = deep(3000, "A+")
    for rule in RULES:
        with pytest.raises(Cancelled):
            solve(tree, rule, cancelled=lambda: True)
