"""Charts and tables as parts of a text for a paper."""

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.cli.command_line import run
from app.export.paper_charts import chart_part
from solver.charts.question import ChartQuestion
from solver.formats.exporting.markup import LATEX, MARKDOWN, Markup
from solver.formats.exporting.paper import paper
from solver.rules import RULES, solve
from tests.documents.wildcatter import wildcatter, wildcatter_text
from tests.solver.formats.exporting.test_paper import compiled


def with_charts(markup: Markup) -> str:
    """The oil wildcatter written up, with figures and tables at the end."""
    asked = ("thresholds:c", "map:c,w", "prices", "cumulative", "league", "risk")
    made = wildcatter()
    parts = [chart_part(made, ChartQuestion.read(word), "eu", markup) for word in asked]
    return paper(made, markup, RULES["eu"], solve(made, "eu"), parts)


def test_charts_and_tables_stand_at_the_end(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures with what their letters mean, tables with their numbers at the right."""
    monkeypatch.setattr("solver.sensitivity.asked_together.SIDE", 6)
    found = with_charts(LATEX)
    assert found.count(r"\begin{figure}") == 4
    assert found.count(r"\begin{table}") == 2
    assert r"\caption{League of plans.}" in found
    assert "{seismic test; then stop only if structure: none, else drill}" in found
    assert r"$22\,500$ & " in found
    noted = with_charts(MARKDOWN)
    assert "**Where each plan is permitted by Expected utility**" in noted
    assert "| Row | From | To | What |" in noted
    assert "**League of plans**" in noted
    assert (
        "\n|  | Value | Permitted | Dominated by a plan | Plan |\n| --- | ---: | --- | --- | --- |\n"
        in noted
    )


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="LaTeX is not installed")
def test_latex_takes_the_figures(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("solver.sensitivity.asked_together.SIDE", 6)
    compiled(with_charts(LATEX), tmp_path)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "oil.json"
    path.write_text(wildcatter_text())
    asked = ["paper", str(path), "--rule", "eu", "--format", "markdown"]
    assert run([*asked, "--chart", "verdicts", "--chart", "league"]) == 0
    text = capsys.readouterr().out
    assert text.index("**What would change the verdict first**") < text.index("**League of plans**")
    assert run([*asked, "--chart", "nonsense"]) == 1
    assert "There is no chart “nonsense”" in capsys.readouterr().err
    out = str(tmp_path / "x.svg")
    assert run(["export", str(path), "-o", out, "--chart", "thresholds:c"]) == 1
    assert "needs --rule" in capsys.readouterr().err
    assert run(["export", str(path), "-o", out, "--chart", "tornado"]) == 0
    assert "How far each parameter moves the value" in Path(out).read_text()
    assert run(["export", str(path), "-o", out[:-3] + "dot", "--chart", "tornado"]) == 1
    assert "Charts are written as" in capsys.readouterr().err
