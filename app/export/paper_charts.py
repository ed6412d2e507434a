"""Charts as parts of a text for a paper: figures drawn with TikZ, tables of their numbers."""

from app.export.chart_subject import ChartSubject
from app.export.formats.tikz import PICTURE as TIKZ
from app.export.options import ExportOptions
from app.export.subject import Drawn
from solver.analysis_words.charts.answered import answered_chart, answered_table
from solver.charts.chart import Chart
from solver.charts.question import ChartQuestion
from solver.document.model import Document
from solver.document.style import Style
from solver.formats.exporting.markup import Markup
from solver.formats.exporting.paper_tables import paper_table
from solver.words.numbers import Format


def chart_part(document: Document, question: ChartQuestion, rule: str, markup: Markup) -> str:
    """What a chart question comes to, as a part of a paper: a figure, or a table.

    Raises `QuandaryError` with a sentence where there is no such chart.
    """
    if question.kind.is_table:
        table = answered_table(document, question, rule)
        return paper_table(table, markup, question.kind.name, Format.of(document))
    return chart_figure(document, answered_chart(document, question, rule), markup)


def chart_figure(
    document: Document, chart: Chart, markup: Markup, style: Style | None = None
) -> str:
    """A chart: in LaTeX a figure drawn with TikZ, in Markdown the table of its numbers."""
    if not markup.latex:
        table = paper_table(chart.table(), markup, chart.title, Format.of(document))
        said = markup.text(chart.description)
        return f"{table}\n\n{said}" if said else table
    subject = ChartSubject(document, style=style, chart=chart)
    options = ExportOptions(size=WIDTH, unit="cm", carry=False, standalone=False, margin=0.0)
    picture = TIKZ.encode(Drawn(subject, options)).decode("utf-8")
    caption = markup.text(f"{chart.title}. {chart.description}".strip())
    return f"\\begin{{figure}}[htbp]\n\\centering\n{picture}\\caption{{{caption}}}\n\\end{{figure}}"


WIDTH = 12.0  # cm, of a figure
