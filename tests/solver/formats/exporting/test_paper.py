"""Text for a paper: complete, exact, harmless, and accepted by LaTeX."""

import shutil
import subprocess
from pathlib import Path

import pytest

import assets
from solver.document.model import Document
from solver.errors import NotSolvable
from solver.formats.exporting.markup import LATEX, MARKDOWN, Markup
from solver.formats.exporting.paper import paper
from solver.formats.quandary import loads
from solver.rules import RULES, solve


def text(document: Document, rule: str, markup: Markup) -> str:
    return paper(document, markup, RULES[rule], solve(document, rule))


def example(name: str) -> Document:
    return loads(assets.example_text(name))


def test_the_shutdown_example_in_markdown() -> None:
    found = text(example("shutdown"), "e-admissible", MARKDOWN)
    assert "n1 “Lucky?” is a chance node: with probability 9/10 “lucky” leads to n2" in found
    assert "L, “Lucky task done”, has 1 on the scale “two steps”." in found
    assert "3 plans are permitted:" in found
    assert "“continue” at n2, “shut down” at n3 (L 9/10, S 1/10)." in found
    assert "Weatherson, Decision making with imprecise probabilities (2008)" in found
    assert "Our reading:" in found


def test_a_dominated_plan_names_what_dominates_it() -> None:
    found = text(example("single-souring"), "naive", LATEX)
    assert (
        "``go on'' at $n_{1}$, ``take A\\ensuremath{-}'' at $n_{2}$ (A- for sure); dominated by: "
        "``take A'' at $n_{1}$ (A for sure)." in found
    )


def test_numbers_and_statements_are_exact() -> None:
    oil = text(example("oil"), "eu", LATEX)
    assert "The expected value is $22500$." in oil
    assert r"with probability $\tfrac{5}{24}$" in oil
    assert "(payoff $-10000$)" in oil
    stated = text(example("opaque-sweetening"), "dsm", LATEX)
    assert "on the scale" in stated or r"$\succ$" in stated


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
    head = "\\documentclass{article}\\usepackage[T1]{fontenc}\\usepackage{amsmath,textcomp}\n"
    body = "\n".join(parts)
    (tmp_path / "x.tex").write_text(
        f"{head}\\begin{{document}}\n{body}\\end{{document}}\n", encoding="utf-8"
    )
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "x.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode("utf-8", "replace")[-1500:]
