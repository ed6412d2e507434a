"""The sentences of the verdict card, case by case."""

import pytest

import assets
from solver.analyses.verdict_summary import Mixtures, plans_in, verdict_summary
from solver.analysis_words.plan_proof_words import plan_proof
from solver.analysis_words.selected_words import branch_statements, node_statements
from solver.analysis_words.verdict.headline import headline, refused, unsolvable, verdict_line
from solver.analysis_words.verdict.statement import Proof, Sign
from solver.analysis_words.verdict.statements import statements
from solver.checks import check
from solver.document.model import Document
from solver.edits import PayoffsAlone, SetBranch, SetNode, SetOutcome, SetRelation, UseNumbers
from solver.errors import NotSolvable
from solver.formats.quandary import loads
from solver.rules import RULES, solve
from solver.words.names import Names
from solver.words.numbers import Format, NumberForm
from tests.documents.at_random.random_documents import random_document
from tests.documents.trees import choice, document, outcome


def read(name: str) -> Document:
    return loads(assets.example_text(name))


def told(document: Document, rule: str, seconds: float = 5.0) -> dict[str, tuple[str, str, str]]:
    found = verdict_summary(document, solve(document, rule), seconds=seconds)
    names = Names(document, Format(NumberForm.FRACTION))
    return {s.about: (s.sign, s.title, s.detail) for s in statements(found, names)}


def test_the_shutdown_example() -> None:
    document = read("shutdown")
    assert headline(document, solve(document, "dsm")).title == "4 of 4 plans are permitted"
    assert told(document, "dsm") == {
        "forced": ("plain", "No branch is forced", "both branches are permitted at both choices"),
        "by plan": (
            "good",
            "None of the 4 dominated by a plan",
            "so the rule is not exploitable on this tree",
        ),
        "by mixture": ("look", "1 beaten by a mixture", "shut down if lucky, continue if unlucky"),
        "rationalisable": (
            "plain",
            "3 of 4 rationalisable",
            "the other is best under no completion",
        ),
        "policy": (
            "look",
            "Stated policy dominated by a policy",
            "shut down 4/9 if lucky, always if unlucky",
        ),
        "policies": (
            "plain",
            "2 kinds of policy are undominated",
            "always shut down if unlucky, or always continue if lucky",
        ),
    }
    bare = document  # of plans of which nothing is known nothing is said
    for id_ in document.outcomes:
        bare = SetOutcome(id_, {"value": None}).apply(bare)
    assert set(told(bare, "dsm")) == {"forced"}
    timestep = told(SetRelation("timestep-dominance").apply(document), "dsm")
    assert timestep["forced"][1:] == (
        "No branch is forced by itself",
        "“shut down if lucky” goes only with “shut down if unlucky”",
    )
    assert timestep["policy"][2] == "never shut down if lucky, always if unlucky"
    assert timestep["policies"][2] == "always shut down if unlucky, or always continue"


def test_where_no_policy_is_stated_beside_one_it_is_said_what_counts() -> None:
    said = told(read("button-commit"), "dsm")["policy"]
    assert said[1:] == (
        "Stated policy undominated",
        "none stated at “Commit?”: all branches alike there",
    )


def test_expected_utility_begins_with_the_value_and_the_best_branch() -> None:
    """What one who teaches it looks for; that nothing dominates or beats what is best goes without saying."""
    said = told(read("oil"), "eu")
    assert list(said) == ["rationalisable", "forced", "policy"]
    assert said["rationalisable"] == (
        "plain", "Expected value 22\u202f500", "best at “Test?”: “seismic test”",
    )  # fmt: skip
    tie = document(choice("n", ("a", "A"), ("b", "B"), ("c", "C")),
                   [outcome("A", "s", 1), outcome("B", "s", 1), outcome("C", "s", 0)])  # fmt: skip
    assert told(tie, "eu")["rationalisable"][2] == "best at the first choice, a tie: “→ A”, “→ B”"
    by_completion = told(read("leave-or-block"), "eu")
    assert next(iter(by_completion)) == "rationalisable"
    assert by_completion["by plan"][0] == "bad"


@pytest.mark.parametrize(
    ("name", "rule", "about", "said"),
    [
        ("oil", "dsm", "forced", ("plain", "Every choice is forced", "one plan, no tie")),
        ("oil", "dsm", "rationalisable", ("plain", "Expected value 22\u202f500", "of the plan")),
        ("oil", "dsm", "policy", ("plain", "No policy stated", "all branches count alike")),
        (
            "single-souring",
            "naive",
            "by plan",
            ("bad", "1 dominated by a plan: exploitable", "“go on; then take A−”, by “take A”"),
        ),
        (
            "single-souring",
            "naive",
            "by mixture",
            ("good", "No other plan is beaten by a mixture", "of other plans"),
        ),
        (
            "single-souring",
            "caprice",
            "settled",
            (
                "plain",
                "Gap settled at 1 choice",
                "at “B or A−?”, having passed up take A: only take B",
            ),
        ),
        (
            "single-sweetening",
            "dsm",
            "forced",
            ("plain", "1 of 2 choices forced", "at “A?”: go on"),
        ),
        (
            "shutdown",
            "e-admissible",
            "forced",
            (
                "plain",
                "No branch is forced by itself",
                "“shut down if lucky” goes only with “shut down if unlucky”",
            ),
        ),
        (
            "chance-pump",
            "dsm",
            "rationalisable",
            ("good", "All 3 rationalisable", "each is best under some completion"),
        ),
        (
            "single-sweetening",
            "dsm",
            "by plan",
            (
                "good",
                "None of the 2 dominated by a plan",
                "so the rule is not exploitable on this tree",
            ),
        ),
    ],
)
def test_cases(name: str, rule: str, about: str, said: tuple[str, str, str]) -> None:
    assert told(read(name), rule)[about] == said


@pytest.mark.parametrize(
    ("name", "rule", "said"),
    [
        (
            "shutdown",
            "e-admissible",
            {"“shut down if lucky, continue if unlucky”": "beaten by a mixture"},
        ),
        ("single-souring", "dsm", {"“go on; then take A−”": "dominated by “take A”"}),
        (
            "single-souring",
            "caprice",
            {
                "“go on; then take A−”": "it turns down “take A”, which is better than “take A−” at “B or A−?”"
            },
        ),
        (
            "no-way-back",
            "naive",
            {
                "“go low; then take A−”": "dominated by “go high; then take A”",
                "“go low; then take B−”": "dominated by “go high; then take B”",
            },
        ),
        ("leave-or-block", "eu", {"“leave it”": "the rule ranks it below “block it”"}),
        ("shutdown", "dsm", {}),  # all are permitted
        ("oil", "dsm", {}),  # one is permitted: the nine others are not told one by one
    ],
)
def test_plans_that_are_not_permitted_are_named_where_they_are_few(
    name: str, rule: str, said: dict[str, str]
) -> None:
    found = {
        title.removeprefix("Not permitted: "): detail
        for about, (_, title, detail) in told(read(name), rule).items()
        if about.startswith("excluded")
    }
    assert found == said


def test_the_excluded_plans_are_all_that_is_not_permitted() -> None:
    for seed in range(30):
        document = random_document(seed)
        for rule in ("dsm", "e-admissible", "caprice"):
            solution = solve(document, rule)
            found = verdict_summary(document, solution)
            if found.excluded and solution.plans_total is not None:
                assert plans_in(document) == solution.plans_total + len(found.excluded)
                assert all(each.why.permitted is False for each in found.excluded)


def test_past_the_budget_it_says_so() -> None:
    said = told(read("shutdown"), "dsm", seconds=-1.0)
    assert said["by mixture"] == ("plain", "Mixtures not checked", "past the budget")
    assert said["policy"] == ("plain", "Stated policy not checked", "past the budget")
    assert "rationalisable" not in said


def test_of_another_relation_nothing_is_said_about_completions() -> None:
    document = SetRelation("timestep-dominance").apply(read("shutdown"))
    said = told(document, "dsm")
    assert said["by mixture"][1] in (
        "None of the 3 beaten by a mixture",
        "1 beaten by a mixture",
    )
    assert "rationalisable" not in said


def test_headlines() -> None:
    for name, rule, title in (
        ("oil", "dsm", "1 of 10 plans is permitted"),
        ("single-souring", "caprice", "2 of 3 plans are permitted"),
    ):
        assert headline(read(name), solve(read(name), rule)).title == title


def test_one_line_tells_what_is_to_be_looked_at() -> None:
    document = read("shutdown")
    solution = solve(document, "dsm")
    said = statements(verdict_summary(document, solution), Names(document))
    assert verdict_line("DSM", headline(document, solution), said) == (
        "DSM: 4 of 4 plans are permitted · 1 beaten by a mixture · "
        "Stated policy dominated by a policy"
    )


@pytest.mark.parametrize("seed", range(20))
def test_dominated_is_never_said_alone_and_no_id_is_shown(seed: int) -> None:
    document = random_document(seed)
    for rule in RULES:
        try:
            found = verdict_summary(document, solve(document, rule))
        except NotSolvable:  # expected utility without a completion
            continue
        for said in statements(found, Names(document)):
            if "dominated" in said.title:
                assert any(
                    words in said.title
                    for words in ("dominated by a plan", "dominated by a policy", "undominated")
                ) or said.title.startswith("Dominated by a plan")
            assert said.title
            assert said.sign in set(Sign)


# ----------------------------------------------------------------------------- selection


def test_what_is_said_of_a_branch_and_of_a_node() -> None:
    document = read("shutdown")
    solution, names = solve(document, "dsm"), Names(document)
    node = "if lucky"
    branch = document.children(node)[1].id
    said = [(s.title, s.detail) for s in branch_statements(solution, names, branch)]
    assert said == [
        ("Permitted", "2 of the 4 permitted plans take it"),
        ("Not forced", "“shut down” is permitted as well; a gap"),
        ("Stated policy: 1/2 here", ""),
    ]
    (both,) = node_statements(solution, names, node)
    assert (both.title, both.detail) == (
        "Both branches are permitted",
        "a gap: “shut down” ∥ “continue”",
    )
    assert node_statements(solution, names, "observe") == ()
    assert branch_statements(solution, names, "lucky") == ()


def _answer_or_headline(found: Document, rule: str) -> tuple[str, str]:
    """The headline and what its button offers."""
    try:
        said = headline(found, solve(found, rule))
    except NotSolvable as problem:
        said = refused(RULES[rule], found, problem.findings[0])
    assert said.leads is None or said.action == said.leads.value
    assert (said.leads is None) is (said.edit is not None or not said.action)
    return said.title, said.action


@pytest.mark.parametrize(
    ("ends", "rule", "title", "offer"),
    [
        (("A", "B"), "eu", "Expected utility needs values", "Enter values"),
        (("A",), "eu", "Expected utility needs values", "Enter values"),
        (("A", "B"), "dsm", "Nothing to decide by yet", "State a preference"),
        (("2", "4.85"), "eu", "Expected utility needs values", "Use the numbers as values"),
        (("2", "4.85"), "dsm", "Nothing to decide by yet", "Use the numbers as values"),
    ],
)
def test_where_no_outcome_has_a_value(
    ends: tuple[str, str], rule: str, title: str, offer: str
) -> None:
    made = document(choice("r", ("b", ends[0]), ("c", ends[-1])), [outcome(id_) for id_ in ends])
    assert _answer_or_headline(made, rule) == (title, offer)


@pytest.mark.parametrize(
    ("ends", "sub"),
    [
        (("2", "4.85", "−1"), "outcomes are called by numbers, and none has a value"),
        (("2", "4.85", "A"), "some outcomes are called by numbers, and none has a value"),
        (("2", "B", "A"), "no outcome has a value and no preference is stated"),
    ],
)
def test_outcomes_are_said_to_be_called_by_numbers_where_they_are(
    ends: tuple[str, ...], sub: str
) -> None:
    tree = choice("r", *((f"b{i}", end) for i, end in enumerate(ends)))
    made = document(tree, [outcome(id_) for id_ in (*ends, "nowhere in the tree")])
    assert headline(made, solve(made, "dsm")).sub == sub


def test_where_one_outcome_lacks_the_value_that_it_is_called_by() -> None:
    tree = choice("r", ("b", "A"), ("c", "3"))
    made = document(tree, [outcome("A", value=2), outcome("3")])
    assert _answer_or_headline(made, "eu") == (
        "Expected utility needs a completion", "Use the numbers as values",
    )  # fmt: skip
    assert _answer_or_headline(UseNumbers().apply(made), "eu") == ("1 of 2 plans is permitted", "")


def test_payoffs_may_be_all_there_is() -> None:
    made = document(
        choice("r", ("b", "A", {"payoff": 1}), ("c", "B")), [outcome("A"), outcome("B")]
    )
    (first, *_) = check(made)
    assert unsolvable(made, first).edit == PayoffsAlone()
    leaf = next(id_ for id_, node in made.nodes.items() if node.outcome == "B")
    without = SetNode(leaf, {"outcome": None}).apply(made)
    missing = next(f for f in check(without) if f.code == "outcome.missing")
    assert unsolvable(without, missing).edit == PayoffsAlone()
    assert not check(PayoffsAlone().apply(without))
    unpaid = SetBranch("b", {"payoff": None}).apply(without)
    assert unsolvable(unpaid, missing).action == "Go there"


def test_where_only_the_opinions_are_not_weighed_that_is_offered() -> None:
    assert _answer_or_headline(read("two-bets"), "eu") == (
        "Expected utility needs a completion",
        "Weight the opinions",
    )


@pytest.mark.parametrize(("example", "rule"), [("single-souring", "naive"), ("two-bets", "dsm")])
def test_what_nothing_beats_leads_to_the_proof_of_a_plan_that_nothing_beats(
    example: str, rule: str
) -> None:
    document = read(example)
    found = verdict_summary(document, solve(document, rule))
    names, mixtures = Names(document), found.mixtures
    assert isinstance(mixtures, Mixtures)
    good = [s for s in statements(found, names) if s.sign is Sign.GOOD and s.proof is Proof.PLANS]
    assert good
    for said in good:
        assert said.plan is not None
        own = found.solution.plans[said.plan]
        proof = plan_proof(names, own, mixtures.rationales[said.plan])
        assert proof.sub.endswith("so no plan and no mixture beats it.")
