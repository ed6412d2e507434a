"""Names: by labels, told apart, the same wherever they are read."""

from dataclasses import replace
from fractions import Fraction

import pytest

from assets import example_text
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import SetBranch, SetOutcome
from solver.formats.quandary import loads
from solver.induction.single_plan import plan_of
from solver.induction.tree.compiling import compile_tree
from solver.prospect import End, Prospect
from solver.rules import solve
from solver.tree_names import MOST_TOLD
from solver.words.names import Names
from solver.words.numbers import Format, NumberForm
from solver.words.plan_names import plan_name, plan_names
from tests.documents.at_random.random_documents import random_document
from tests.documents.trees import Tree, chance, choice, document, outcome


def example(name: str) -> Document:
    return loads(example_text(name))


def names_of_plans(doc: Document, rule: str = "naive") -> tuple[str, tuple[str, ...]]:
    plans = [permitted.plan.choices for permitted in solve(doc, rule).plans]
    found = plan_names(Names(doc), plans)
    return found.shared, found.names


def test_plans_are_told_by_what_sets_them_apart() -> None:
    assert names_of_plans(example("shutdown")) == (
        "",
        (
            "always shut down",
            "shut down if lucky, continue if unlucky",
            "continue if lucky, shut down if unlucky",
            "always continue",
        ),
    )
    assert names_of_plans(example("single-sweetening")) == ("go on", ("take B", "take A+"))
    assert names_of_plans(example("two-bets"), "caprice")[1] == (
        "take A; then take B",
        "take A; then leave B",
        "leave A; then take B",  # and not whatever comes then
    )
    oil = solve(example("oil"), "eu").plans[0].plan.choices
    name = plan_name(Names(example("oil")), oil)
    assert name == "seismic test; then stop only if structure: none, else drill"


def test_nodes_of_one_label_are_told_apart_by_the_nearest_branches() -> None:
    names = Names(example("shutdown"))
    asked = [id_ for id_, node in names.document.nodes.items() if node.label == "Shut down?"]
    assert [names.node(id_) for id_ in asked] == ["Shut down? if lucky", "Shut down? if unlucky"]


def test_what_has_no_label_is_told_by_what_leads_to_it_or_where_it_leads() -> None:
    tree = choice("n1", ("a", "X", {"label": "stop"}), ("b", choice("n2", ("c", "X"), ("d", "Y"))))
    doc = document(tree, [outcome("X"), {"id": "Y", "label": "Rain"}])
    names = Names(doc)
    assert names.node("n1") == "the first choice"
    assert names.branch("b") == "→ a choice"
    assert names.node("n2") == "the choice after the unnamed branch"
    assert names.branch("d") == "→ Rain"
    assert names.branch("a") == "stop"


def test_the_same_names_all_along_are_counted() -> None:
    inner = ("yes", choice("n2", ("go", "X"), ("stay", "X")), {"label": "on", "probability": "1/2"})
    other = ("no", choice("n3", ("gox", "X"), ("stax", "X")), {"label": "on", "probability": "1/2"})
    doc = document(chance("n1", inner, other), [outcome("X")])
    names = Names(doc)
    assert len({names.node("n2"), names.node("n3")}) == 2


@pytest.mark.parametrize("seed", range(150))
def test_different_plans_have_different_names(seed: int) -> None:
    """No two listed plans read alike, labels or not."""
    doc = random_document(seed)
    plans = [permitted.plan.choices for permitted in solve(doc, "naive", limit=40).plans]
    found = plan_names(Names(doc), plans).names
    assert len(set(found)) == len(plans)


def test_prospects_tell_net_values_where_payoffs_reach_and_sure_only_of_one_end() -> None:
    tree = choice(
        "n1",
        ("pay", chance("n2", ("h", "X", {"payoff": -1, "probability": "1/2"}), ("t", "X"))),
        ("rest", "Y"),
    )
    doc = document(tree, [outcome("X", "s", 3), outcome("Y", "s", 40000)])
    names = Names(doc, Format(NumberForm.FRACTION))
    compiled = compile_tree(doc)
    pay, rest = (plan_of(compiled, {0: place}) for place in range(2))
    assert names.prospect(pay.prospect) == "X, net 2: 1/2 · X, net 3: 1/2"
    assert names.prospect(rest.prospect) == "Y for sure"
    assert dict(pay.lottery) == {"X": 1}
    assert pay.prospect == {
        End("X", (("value", Fraction(2)),)): Fraction(1, 2),
        End("X", (("value", Fraction(3)),)): Fraction(1, 2),
    }


def test_a_prospect_is_what_it_adds_up_to() -> None:
    a, b = End("A"), End("B")
    half = Fraction(1, 2)
    found = Prospect.of(
        [(b, half), (a, half / 2), (a, half / 2), (End("C"), Fraction(0))], {"A": 0, "B": 1}
    )
    assert list(found) == [a, b]
    assert found == Prospect({a: half, b: half})


def test_inside_a_sentence_only_the_label_is_in_quotation_marks() -> None:
    names = Names(example("shutdown"))
    assert names.node_in_sentence("if lucky") == "“Shut down?” if lucky"
    plain = Names(document(choice("n1", ("a", "X"), ("b", "Y")), [outcome("X"), outcome("Y")]))
    assert plain.node_in_sentence("n1") == "the first choice"


def test_names_stay_while_a_policy_is_moved_and_follow_everything_else() -> None:
    given = example("shutdown")
    names = Names(given)
    moved = SetBranch("shut down | lucky", {"policy": Numeral("1/3")}).apply(given)
    assert names.following(given) is names.following(moved) is names
    called = SetBranch("shut down | lucky", {"label": "stop"}).apply(moved)
    assert names.following(called).branch("shut down | lucky") == "stop"
    assert names.branch("shut down | lucky") == "shut down"
    decimals = replace(given, view={"numbers": "decimal"})
    assert names.following(decimals).format.form is NumberForm.DECIMAL


def test_names_serve_on_where_numbers_differ() -> None:
    given = example("shutdown")
    names = Names(given)
    assert names.branch("shut down | lucky") == "shut down"
    assert names.exact.document is names.document
    moved = SetBranch("lucky", {"probability": Numeral("1/3")}).apply(given)
    followed = names.following(moved)
    assert followed is not names
    assert followed.document is followed.exact.document is moved
    assert names.document is given
    assert followed.branch("shut down | lucky") == "shut down"
    alone = SetOutcome("S", {"value": None}).apply(given)
    assert not names.following(alone).has_several_scales
    paid = SetBranch("lucky", {"payoff": Numeral("2")}).apply(given)
    assert names.following(paid).has_payoffs > names.has_payoffs


def test_in_tips_every_number_is_exact_in_one_of_its_forms() -> None:
    names = Names(example("shutdown"), Format(NumberForm.DECIMAL))
    third = Prospect({End("L"): Fraction(1, 3), End("S"): Fraction(2, 3)})
    assert names.prospect(third) == "Lucky task done: ≈\u202f0.333 · Shut down early: ≈\u202f0.667"
    assert names.whole_prospect(third) == (
        "Lucky task done: ≈\u202f0.333 (1/3)\nShut down early: ≈\u202f0.667 (2/3)"
    )


def test_very_many_nodes_are_counted() -> None:
    share = {"label": "on", "probability": f"1/{MOST_TOLD + 1}"}
    ways = [(f"b{i}", choice(f"c{i}", (f"x{i}", "X")), share) for i in range(MOST_TOLD + 1)]
    names = Names(document(chance("n", *ways), [outcome("X")]))
    told = names.told_apart(f"c{i}" for i in range(MOST_TOLD + 1))
    assert len(set(told.values())) == len(told) == MOST_TOLD + 1
    assert all(text.startswith("if on → a choice (") for text in told.values())


def test_what_is_chosen_again_and_again_is_told_once() -> None:
    def tree(depth: int) -> Tree:
        below: Tree = "Y" if depth == 1 else tree(depth - 1)
        return choice(
            f"n{depth}",
            (f"g{depth}", below, {"label": "go"}),
            (f"s{depth}", "X", {"label": "stop"}),
        )

    doc = document(tree(5), [outcome("X", "s", 0), outcome("Y", "s", 1)])
    names = Names(doc)
    all_the_way = {f"n{i}": f"g{i}" for i in range(1, 6)}
    assert plan_name(names, all_the_way) == "always go"
    assert (
        plan_name(names, {"n5": "g5", "n4": "g4", "n3": "g3", "n2": "s2"})
        == "go 3 times; then stop"
    )
    assert plan_name(names, {"n5": "g5", "n4": "g4", "n3": "s3"}) == "go; then go; then stop"
