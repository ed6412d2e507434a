"""Text for a paper: complete, exact, harmless, and accepted by LaTeX."""

import shutil
import subprocess
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

import assets
from solver.charts.table import ChartTable
from solver.document.elements import Criterion, NumberFormat
from solver.document.model import Document
from solver.errors import NotSolvable
from solver.formats.exporting.markup import LATEX, MARKDOWN, Markup
from solver.formats.exporting.paper import paper
from solver.formats.exporting.paper_tables import paper_table
from solver.formats.quandary import loads
from solver.rules import RULES, solve
from tests.documents.trees import choice, document, outcome


def text(document: Document, rule: str, markup: Markup) -> str:
    return paper(document, markup, RULES[rule], solve(document, rule))


def test_a_long_table_says_what_it_leaves_out() -> None:
    table = ChartTable.of(
        ("n", "text"), [(Fraction(n), f"row {n} & 1e999999999") for n in range(100)]
    )
    assert "Further 40 rows are not listed." in paper_table(table, MARKDOWN)
    assert r"row 3 \& 1e999999999 \\" in paper_table(table, LATEX)


def test_a_table_says_what_its_letters_stand_for_and_writes_numbers_as_their_criterion_does() -> (
    None
):
    pounds = Criterion(id="c", format=NumberFormat(prefix="£", thousands=True))
    table = ChartTable.of(("", "Cost"), [("a", Fraction(12345))], {1: pounds})
    table = replace(table, notes=(("a", "drill & stop"),))
    assert "| £12\u202f345 |" in paper_table(table, MARKDOWN)
    assert paper_table(table, MARKDOWN).endswith(r"a: drill \& stop.")
    assert r"a: drill \& stop." in paper_table(table, LATEX)
    assert table.csv().splitlines() == [",Cost", "a,12345", "a,drill & stop"]


def compiled(body: str, folder: Path) -> None:
    """LaTeX takes the text, within a preamble."""
    head = "\\documentclass{article}\\usepackage[T1]{fontenc}\\usepackage{amsmath,textcomp,tikz}\n"
    (folder / "x.tex").write_text(
        f"{head}\\begin{{document}}\n{body}\\end{{document}}\n", encoding="utf-8"
    )
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "x.tex"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode("utf-8", "replace")[-1500:]


def example(name: str) -> Document:
    return loads(assets.example_text(name))


def test_the_shutdown_example_in_markdown() -> None:
    found = text(example("shutdown"), "e-admissible", MARKDOWN)
    assert (
        "“Lucky?” is a chance node: with probability 9/10 “lucky” leads to “Shut down?” if lucky"
    ) in found
    assert "Lucky task done has 1 on the scale “two steps”." in found
    assert "3 plans are permitted:" in found
    assert (
        "continue if lucky, shut down if unlucky (Lucky task done with probability 9/10; "
        "Shut down early with probability 1/10)."
    ) in found
    assert "Weatherson, Decision making with imprecise probabilities (2008)" in found
    assert "Our reading:" in found


def test_a_dominated_plan_names_what_dominates_it() -> None:
    found = text(example("single-souring"), "naive", LATEX)
    assert (
        "go on; then take A\\ensuremath{-} (A\\ensuremath{-} for sure); dominated by the plan "
        "``take A'' (A for sure)." in found
    )


@pytest.mark.parametrize("name", ["button-commit", "complete-or-not"])
def test_every_completion_that_settles_choices_is_stated_once(name: str) -> None:
    made = example(name)
    found = text(made, "dsm", MARKDOWN)
    assert made.completions
    assert all(
        found.count(f"Completion {own.name} takes") == 1 for own in made.completions.values()
    )


def test_numbers_are_exact() -> None:
    oil = text(example("oil"), "eu", LATEX)
    assert r"The expected value is $22\,500$." in oil
    assert r"with probability $\tfrac{5}{24}$" in oil
    assert r"(payoff $-10\,000$)" in oil
    assert r"Wet, net 40\,000 with probability $\tfrac{21}{100}$" in oil


PAID = [outcome("out", "money", {"cost": 3, "health": 0.123456789})]
PAY = {"payoff": {"cost": "p * 1000"}}
CRITERIA = [{"id": "cost", "label": "Cost", "better": "less"}, {"id": "health"}]


def test_every_number_that_is_used_is_stated() -> None:
    tree = choice(
        "n",
        ("b1", "out", {"label": "stay"}),
        ("b2", "out", {"label": "pay", **PAY}),
        ("b3", "away", {"label": "leave"}),
    )
    found = text(
        document(
            tree,
            [*PAID, outcome("away")],
            criteria=CRITERIA,
            parameters=[{"id": "p", "value": "1 - q"}, {"id": "q", "value": "0.25", "label": "Q"}],
            preferences={"better": [["out", "away"]]},
            completion={
                "scales": {"money": {"weight": {"cost": 2, "health": 1}, "offset": 10}},
                "alone": {"away": "-q"},
            },
        ),
        "eu",
        MARKDOWN,
    )
    for said in (
        "Parameters: p = 1 - q = 0.75; q (Q) = 0.25.",
        "(payoff Cost 750)",
        "out has Cost 3, health 0.123456789 on the scale “money”.",
        "Of “Cost” less is better.",
        "Stated outright: out ≻ away.",
        "with weights Cost 2, health 1 on “money” plus 10; utility −0.25 of “away”.",
        "The expected utility is 4.123456789.",
        "- stay (out, net Cost 3, health ≈\u202f0.123 for sure).",
    ):
        assert said in found


def test_where_the_agent_is_off_its_plan_is_said() -> None:
    below = choice("m", ("x", "A"), ("y", "B"))
    tree = choice("n", ("keep", "A+"), ("go", below, {"label": "go"}))
    outcomes = [outcome("A+", "s", 2), outcome("A", "s", 1), outcome("B", "s", 0)]
    found = text(document(tree, outcomes), "dsm", MARKDOWN)
    assert "Off the plan: no permitted plan comes to the choice after “go”." in found


def test_labels_are_text_and_nothing_else() -> None:
    source = assets.example_text("shutdown").replace(
        "Lucky task done", r"\\input{x} <b>*bold*</b> [a](http://b) $\\write18{x}$ & 50%"
    )
    found = text(loads(source), "dsm", MARKDOWN)
    assert r"\\input\{x\} \<b\>\*bold\*\</b\> \[a\](http://b)" in found
    found = text(loads(source), "dsm", LATEX)
    assert r"\input{" not in found
    assert r"\write18" not in found


def test_what_is_not_valid_is_refused() -> None:
    solution = solve(example("shutdown"), "dsm")
    broken = loads(assets.example_text("shutdown").replace('"90%"', '"80%"'))
    with pytest.raises(NotSolvable):
        paper(broken, LATEX, RULES["dsm"], solution)


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="TeX is not installed")
def test_it_compiles(tmp_path: Path) -> None:
    parts = [
        text(example(name), "eu" if name == "oil" else "dsm", LATEX)
        for name in ("shutdown", "oil", "marble-bets", "opaque-sweetening", "pizza")
    ]
    compiled("\n".join(parts), tmp_path)


def test_what_opinions_differ_about_is_told_from_least_to_greatest() -> None:
    bets = loads(assets.example_text("two-bets"))
    text = paper(bets, MARKDOWN, RULES["dsm"], solve(bets, "dsm"))
    assert "rain (chance of rain) = 1/10 in “Rain unlikely”, 4/5 in “Rain likely”." in text
    assert "with probability 1/10 to 4/5 “rain” leads to One bet lost" in text
    assert "The opinions differ: one lottery is at least as good as another" in text
