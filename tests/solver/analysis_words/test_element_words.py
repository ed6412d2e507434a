"""What tips and screen readers say of one node or branch."""

from dataclasses import replace

import pytest
from msgspec import structs

import assets
from solver.analysis_words.element_words import ElementWords
from solver.analysis_words.selected_words import branch_statements
from solver.document.model import Document
from solver.formats.quandary import loads
from solver.rules import solve
from solver.words.names import Names
from solver.words.numbers import THIN
from tests.documents.trees import chance, choice, document, labelled, outcome


def example(name: str) -> Document:
    return loads(assets.example_text(name))


def by_label(document: Document, label: str) -> str:
    return next(b.id for b in document.branches.values() if b.label == label)


@pytest.mark.parametrize("rule", ["dsm", "caprice"])
def test_a_settled_gap_says_what_was_passed_up(rule: str) -> None:
    document = example("single-souring")
    words = ElementWords(document, solve(document, rule), None)
    node = document.branches[by_label(document, "go on")].target
    assert words.settled(node) == (
        "Having passed up “take A”: only “take B”. Whoever acts so values B at least as much as A."
    )
    assert words.settled(document.root_id or "") == ""
    assert words.verdict_of(by_label(document, "take B")).startswith("Permitted. Having passed up")


def test_where_nothing_is_settled_nothing_is_said_of_it() -> None:
    document = example("shutdown")
    words = ElementWords(document, solve(document, "dsm"), None)
    assert all(words.settled(id_) == "" for id_ in document.nodes)
    naive = ElementWords(example("single-souring"), solve(example("single-souring"), "naive"), None)
    assert all(naive.settled(id_) == "" for id_ in example("single-souring").nodes)


def test_a_branch_that_goes_only_with_one_elsewhere_says_so() -> None:
    document = example("pizza")
    solution = solve(document, "dsm")
    words, names = ElementWords(document, solution, None), Names(document)
    said = {id_: words.verdict_of(id_) for id_ in document.branches}
    assert said["keep mushroom"] == "Permitted. It goes only with “swap if anchovy”."
    assert said["keep anchovy"] == "Permitted. It goes only with “swap if mushroom”."
    assert [id_ for id_, text in said.items() if "only with" in text] == [
        "keep mushroom", "keep anchovy",
    ]  # fmt: skip
    titles = [s.title for s in branch_statements(solution, names, "keep anchovy")]
    assert "Goes only with “swap if mushroom”" in titles
    naive = ElementWords(document, solve(document, "naive"), None)
    assert not any("only with" in naive.verdict_of(id_) for id_ in document.branches)


def of_choices(count: int) -> Document:
    """Chance leads to so many choices, between the same two gapped ends."""
    share = {"probability": f"1/{count}"}
    ways = [(f"c{i}", choice(f"n{i}", (f"x{i}", "x"), (f"y{i}", "y")), share) for i in range(count)]
    return labelled(document(chance("r", *ways), [outcome("x"), outcome("y")]))


def test_with_what_a_branch_goes_is_not_cut_in_silence() -> None:
    for count, others in ((4, "“x1”, “x2” and “x3”"), (5, "“x1”, “x2”, “x3”, …")):
        made = of_choices(count)
        found = solve(made, "dsm")
        alike = [p for p in found.plans if len({b[0] for b in p.plan.choices.values()}) == 1]
        solution = replace(found, plans=alike, plans_total=2)
        assert f"It goes only with {others}." in (
            ElementWords(made, solution, None).verdict_of("x0")
        )
        titles = [s.title for s in branch_statements(solution, Names(made), "x0")]
        assert f"Goes only with {others}" in titles


@pytest.mark.parametrize(
    ("count", "said"), [(3, "“A0”, “A1” and “A2”: only"), (4, "“A0”, “A1”, “A2”, …: only")]
)
def test_what_was_passed_up_is_not_cut_in_silence(count: int, said: str) -> None:
    """Below a choice between so many outcomes and another one, of which one is as good as the last."""
    ends = [outcome(f"A{i}") for i in range(count)]
    below = choice("m", ("b", "B"), ("c", "C"))
    tree = choice("n", *((f"A{i}", f"A{i}") for i in range(count)), ("go", below))
    made = labelled(document(tree, [*ends, outcome("B"), outcome("C")]))
    found = solve(made, "dsm")
    branches = {**found.branches, "c": structs.replace(found.branches["c"], permitted=False)}
    words = ElementWords(made, replace(found, branches=branches), None)
    assert said in words.settled("m")


def test_a_branch_has_its_numbers_verdict_and_what_follows() -> None:
    document = example("oil")
    words = ElementWords(document, solve(document, "eu"), None)
    test = by_label(document, "seismic test")
    assert words.branch_name(test) == "seismic test, branch to Result"
    assert words.about_branch(test) == (
        f"Payoff −10{THIN}000.",
        "Permitted.",
        f"EV 22{THIN}500.",
        "Reached with probability 1, if the choices lead here.",
    )
    walk = by_label(document, "walk away")
    assert "No permitted plan leads here." in words.about_branch(walk)


def test_an_outcome_has_its_net_value() -> None:
    document = example("oil")
    words = ElementWords(document, solve(document, "eu"), None)
    wet = next(n for n in document.tree if words.node_name(n) == "Wet if structure: none, outcome")
    assert f"Value 120{THIN}000 · net 40{THIN}000." in words.about_node(wet)


def test_a_plan_is_followed_instead_of_the_rule() -> None:
    document = example("shutdown")
    solution = solve(document, "dsm")
    words = ElementWords(document, solution, solution.plans[0].plan)
    off = [n for n in document.tree if "Not part of the plan." in words.about_node(n)]
    assert len(off) == 2


def test_it_is_made_anew_for_another_answer() -> None:
    document = example("shutdown")
    solution = solve(document, "dsm")
    words = ElementWords(document, solution, None)
    assert words.is_of(document, solution, None)
    assert not words.is_of(document, None, None)
