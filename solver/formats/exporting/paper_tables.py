"""Tables of numbers as parts of a text for a paper."""

from typing import Final

from solver.charts.table import ChartTable, number_in
from solver.formats.exporting.markup import Markup
from solver.words.numbers import Format

MOST_ROWS: Final = 60  # of a table
LONG: Final = 32  # signs of a text that goes on in the next line
ROOM: Final = 0.36  # of a line, for all columns of such texts


def paper_table(
    table: ChartTable, markup: Markup, title: str = "", format_: Format | None = None
) -> str:
    """A table with its title; numbers are written as people read them, and stand at the right."""
    form = format_ or Format()
    rows = table.rows[:MOST_ROWS]
    numbers = [
        any(number_in(row[column]) is not None for row in rows)
        and all(not row[column] or number_in(row[column]) is not None for row in rows)
        for column in range(len(table.heads))
    ]

    def cell(column: int, text: str) -> str:
        if (number := number_in(text)) is None:
            return markup.text(text)
        return markup.figures(form.value(table.criteria.get(column), number))

    heads = [markup.text(head) for head in table.heads]
    body = [[cell(column, text) for column, text in enumerate(row)] for row in rows]
    more = len(table.rows) - len(rows)
    told = [f"{letter}: {words}." for letter, words in table.notes]
    left = " ".join([*([f"Further {more:,} rows are not listed."] if more else []), *told])
    if markup.latex:
        lines = [f"  {' & '.join(row)} \\\\" for row in body]
        long = [any(len(row[column]) > LONG for row in rows) for column in range(len(table.heads))]
        width = rf"p{{{ROOM / max(1, sum(long)):.2g}\linewidth}}"
        columns = "".join(
            "r" if is_number else width if is_long else "l"
            for is_number, is_long in zip(numbers, long, strict=True)
        )
        caption = markup.text(f"{title}. {left}".strip(" ") if title else left)
        return "\n".join(
            [
                r"\begin{table}[htbp]",
                r"\centering",
                *([rf"\caption{{{caption}}}"] if caption else []),
                rf"\begin{{tabular}}{{{columns}}}",
                r"  \hline",
                f"  {' & '.join(heads)} \\\\",
                r"  \hline",
                *lines,
                r"  \hline",
                r"\end{tabular}",
                r"\end{table}",
            ]
        )
    rule = ["---:" if is_number else "---" for is_number in numbers]
    shown = [f"| {' | '.join(row)} |" for row in (heads, rule, *body)]
    return "\n\n".join(
        part
        for part in (
            f"**{markup.text(title)}**" if title else "",
            "\n".join(shown),
            markup.text(left),
        )
        if part
    )
