"""``quandary paper``: the tree, the rule and its verdict as text for a paper."""

import argparse
from typing import TYPE_CHECKING

from app.cli.reading import add_chart, add_document, add_relation, guarded
from app.cli.verb import Verb

if TYPE_CHECKING:
    from solver.document.model import Document
    from solver.formats.exporting.markup import Markup


def _arguments(part: argparse.ArgumentParser) -> None:
    from solver.rules import RULES

    add_document(part)
    part.add_argument("--rule", choices=list(RULES), required=True)
    part.add_argument("--format", choices=["latex", "markdown"], default="latex")
    part.add_argument(
        "--as", dest="form", choices=["text", "caption", "alt"], default="text",
        help="the whole text, three lines below a figure, or what is said to who cannot see it",
    )  # fmt: skip
    add_chart(part, "a figure or a table at the end, as often as you like", tables=True)
    add_relation(part)


def _paper(options: argparse.Namespace) -> int:
    from solver.formats.exporting.markup import MARKUPS
    from solver.formats.exporting.paper import PLANS, paper
    from solver.rules import RULES, solve

    def show(document: "Document") -> None:
        solution = solve(document, options.rule, limit=PLANS)
        markup, rule = MARKUPS[options.format], RULES[options.rule]
        if options.form != "text":
            from solver.formats.exporting.captions import alt_text, caption

            is_alt = options.form == "alt"
            said = (
                alt_text(document, rule, solution)
                if is_alt
                else caption(document, markup, rule, solution)
            )
            print(said, end="")
            return
        further = _charts(document, options, markup) if options.chart else []
        print(paper(document, markup, rule, solution, further), end="")

    return guarded(options.file, options, show)


def _charts(document: "Document", options: argparse.Namespace, markup: "Markup") -> list[str]:
    """The figures and tables that are asked for; figures of LaTeX are drawn, which needs Qt."""
    from app.export.paper_charts import chart_part
    from app.process.start_checks import why_not
    from solver.charts.question import ChartQuestion
    from solver.errors import QuandaryError

    asked = [ChartQuestion.read(text) for text in options.chart]
    drawn = markup.latex and any(not question.kind.is_table for question in asked)
    if drawn and (reason := why_not(display=False)) is not None:
        raise QuandaryError(reason)
    return [chart_part(document, question, options.rule, markup) for question in asked]


VERB = Verb(_paper, "the tree, the rule and its verdict as text for a paper", _arguments)
