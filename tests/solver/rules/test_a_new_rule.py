"""The recipe tried: a rule in one module and one row is solved, explained, compared, walked, drawn."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import assets
from app.cli.command_line import run
from app.manual.book import book_pages
from app.manual.rule_pages import rule_page
from solver.analyses.money_pump import pump
from solver.analyses.rationales import rationalise
from solver.analyses.rule_comparison import side_by_side
from solver.analyses.walk_through import position, result, walked_tree
from solver.analysis_words.money_pump_words import pump_text
from solver.analysis_words.walk_words import off_plan_text, result_text, verdict_text
from solver.document.model import Document
from solver.errors import QuandaryError
from solver.explain.case import Case
from solver.formats.exporting.markup import MARKDOWN
from solver.formats.exporting.paper import paper
from solver.formats.quandary import loads
from solver.page.talk_steps import generated
from solver.rules import RULES, registered, rule_of, solve
from solver.rules.incremental import Live
from solver.rules.rule import Rule
from solver.rules.why import said, why_branch, why_plan
from solver.words.names import Names
from tests.solver.rules.last_branch import LastBranch

Capture = pytest.CaptureFixture[str]
LAST_PLAN = {"n1": "go on", "n2": "take A-"}


@pytest.fixture
def rule() -> Iterator[Rule]:
    with registered(LastBranch()) as added:
        yield added


@pytest.fixture
def souring() -> Document:
    return loads(assets.example_text("single-souring"))


@pytest.fixture
def path(tmp_path: Path) -> str:
    file = tmp_path / "souring.json"
    file.write_text(assets.example_text("single-souring"), encoding="utf-8")
    return str(file)


def test_it_is_solved(rule: Rule, souring: Document) -> None:
    for solution in (solve(souring, "last"), Live().solve(souring, "last")):
        assert {b for b, v in solution.branches.items() if v.permitted} == {"go on", "take A-"}
        assert [dict(p.plan.choices) for p in solution.plans] == [LAST_PLAN]
        assert solution.plans[0].dominated_by is not None
        assert dict(solution.plans[0].dominated_by.choices) == {"n1": "take A"}
        assert (solution.rule, solution.dominated_total, solution.complete) == ("last", 1, True)
        assert not solution.rolls_back


def test_it_is_explained(rule: Rule, souring: Document) -> None:
    found = why_branch(souring, "last", "take B")
    assert (found.permitted, found.clause.name) == (False, "not last")
    words = said(Names(souring), found)
    assert words.clause == "Last branch: leave what is not drawn last."
    assert words.sentences[:2] == (
        "“take B” is not permitted at “B or A−?”.",
        "“take B” is not drawn last at “B or A−?”; it leads to “take B” (B for sure).",
    )
    assert words.sentences[2].startswith("Also maximal: “take A−” (A− for sure) ∥ ")
    assert said(Names(souring), why_branch(souring, "last", "go on")).verdict == (
        "“go on” is permitted at “A?”."
    )


def test_plans_are_explained(rule: Rule, souring: Document) -> None:
    case = Case.of(souring)
    words = said(Names(souring), why_plan(case, "last", LAST_PLAN))
    assert words.sentences[:3] == (
        "The plan “go on; then take A−” is permitted.",
        "Each of its steps is drawn last.",
        "Yet it is dominated by a plan: one that is available is strictly preferred to it. The rule "
        "is exploitable on this tree.",
    )
    assert "≻" in words.sentences[3]
    words = said(Names(souring), why_plan(case, "last", {"n1": "take A"}))
    assert words.sentences[0] == "The plan “take A” is not permitted."


def test_it_stands_beside_the_others_and_is_pumped(rule: Rule, souring: Document) -> None:
    found = side_by_side(souring)
    assert list(found.rules) == [*RULES]
    one = found.rules["last"]
    assert one.is_exploitable
    assert one.rationalised is not None
    assert (one.rationalised.number, one.rationalised.of) == (0, 1)
    assert "take B" in found.differing
    assert one.solution is not None
    assert one.dominated is not None
    played = pump(found.tree, one.solution, one.dominated)
    assert pump_text(Names(found.tree.document), played, rule.name).startswith(
        "Last branch is exploitable"
    )
    assert rationalise(souring, "last").plans[0].mixture is not None


def test_it_is_walked(rule: Rule, souring: Document) -> None:
    on = walked_tree(souring, "last")
    names = Names(on.tree.document)
    here = position(on, ("go on",))
    assert verdict_text(names, here, rule) == (
        "Last branch permits 2 “take A−”. Not permitted: 1 “take B”."
    )
    assert off_plan_text(names, position(on, ("take A",)), rule) == (
        "Off plan: no plan that Last branch permits takes “take A” at “A?”."
    )
    told = result_text(names, result(on, ("go on", "take A-")), rule)
    assert told.startswith(
        "Following a plan that Last branch permits you could expect A− for sure."
    )


def test_the_command_line_knows_it(rule: Rule, path: str, capsys: Capture) -> None:
    assert run(["solve", path, "--rule", "last", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rule"] == "last"
    assert run(["solve", path, "--rule", "last"]) == 0
    assert capsys.readouterr().out.startswith("Last branch: 1 plan is permitted.")
    assert run(["solve", "--help"]) == 0
    assert ",last}" in capsys.readouterr().out
    assert run(["solve", path, "--rule", "first"]) == 2
    assert "last" in capsys.readouterr().err


def test_it_is_taught_and_written_up(rule: Rule, souring: Document) -> None:
    page = rule_page(rule)
    assert "<h3>Source</h3><p>the tests of this program.</p>" in page
    assert "<b>Our reading</b>" in page
    assert 'href="example:single-souring/last"' in page
    assert "the list (Alt+0) solves" in page  # only the first ones have keys of their own
    pages = {each.id: each.html for each in book_pages()}
    assert pages["last"] == page
    assert all('href="page:last"' in pages[id_] for id_ in ("contents", *RULES) if id_ != "last")
    text = paper(souring, MARKDOWN, rule, solve(souring, "last"))
    assert "Last branch" in text
    assert rule.summary in text


def test_a_rule_without_examples_has_no_heading_for_them(souring: Document) -> None:
    bare = LastBranch()
    bare.examples = ()
    with registered(bare):
        assert "To see it" not in rule_page(bare)


def test_it_is_drawn_and_shown_in_steps(
    rule: Rule, souring: Document, path: str, tmp_path: Path
) -> None:
    plain, lit = tmp_path / "plain.svg", tmp_path / "lit.svg"
    assert run(["export", path, "--plain", "-o", str(plain)]) == 0
    assert run(["export", path, "--plain", "--rule", "last", "-o", str(lit)]) == 0
    assert plain.read_bytes() != lit.read_bytes()
    solution = solve(souring, "last")
    assert [step.show for step in generated(souring, solution)][-1] == "verdict"
    frames = tmp_path / "frames"
    assert (
        run(["export", path, "--frames", "--rule", "last", "--format", "svg", "-o", str(frames)])
        == 0
    )
    assert len(list(frames.iterdir())) == len(generated(souring, solution))


def test_and_it_is_gone_again(souring: Document, path: str, capsys: Capture) -> None:
    before = list(RULES)
    with registered(LastBranch()):
        assert list(RULES) == [*before, "last"]
        with pytest.raises(ValueError, match="already"), registered(LastBranch()):
            pass
        assert rule_of("last").name == "Last branch"
    assert list(RULES) == before
    with pytest.raises(QuandaryError, match="There is no rule “last”; the rules are eu, naive"):
        solve(souring, "last")
    assert run(["solve", path, "--rule", "last"]) == 2
    assert "invalid choice: 'last' (choose from " in capsys.readouterr().err
