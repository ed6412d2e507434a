"""Tables with tabs between their columns, as spreadsheets put them on the clipboard.

Columns of words are the way through the tree, from left to right; an empty cell on the left is the
one above it, an empty cell on the right ends the tree there.  A column of probabilities makes the
last step one of chance; a column of numbers holds the values of the ends::

    Option    Demand    Probability    Payoff
    launch    high      0.6            1,200
              low       0.4            -300
    wait                               0
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

import msgspec

from solver.document.elements import Kind
from solver.document.numerals import Numeral
from solver.errors import DocumentError
from solver.formats.importing.foreign_numbers import Spelling
from solver.formats.importing.import_format import ImportFormat, as_text
from solver.formats.importing.imported import LESS, SAY_LESS, Builder, Imported
from solver.translation import tr
from solver.words.names import quoted

MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 50

_PROBABILITY: Final = re.compile(r"p|pr|prob\b.*|probabilit.*|chance|likelihood|%", re.IGNORECASE)


def is_table(text: str) -> bool:
    """Whether a text is a table: every row has a tab behind something, as many as the first."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()]
    if len(text) > 20_000:
        lines = lines[:-1]
    if len(lines) < 2 or "\t" not in lines[0].strip():
        return False
    counts = {line.count("\t") for line in lines}
    return len(counts) == 1 and all("\t" in line.lstrip("\t") or line[0] == "\t" for line in lines)


def read_table(text: str) -> Imported:
    """The tree in a table.  Raises `DocumentError` with a sentence where it holds none."""
    rows = [
        [" ".join(cell.split()) for cell in line.split("\t")]
        for line in text.removeprefix("\ufeff").splitlines()
        if line.strip()
    ]
    if len(rows) > MOST_ROWS or len(rows[0]) > MOST_COLUMNS:
        raise DocumentError(
            tr("A table has at most {most_rows:,} rows and {most_columns} columns.").format(
                most_rows=MOST_ROWS, most_columns=MOST_COLUMNS
            )
        )
    return _Table(rows).read()


@dataclass
class _Step:
    """A node of the tree that is being made: an end, or the steps behind it by their words."""

    probability: Numeral | None = None
    value: Numeral | None = None
    is_end: bool = False
    below: dict[str, "_Step"] = field(default_factory=dict)

    @property
    def is_chance(self) -> bool:
        """Whether chance decides here: all that follows ends, and something has a probability."""
        return any(child.probability for child in self.below.values()) and all(
            child.is_end for child in self.below.values()
        )


class _Table:
    def __init__(self, rows: list[list[str]]) -> None:
        width = max(map(len, rows))
        self._rows = [row + [""] * (width - len(row)) for row in rows]
        self._spelling = Spelling.of(cell for row in rows for cell in row)
        self._built = Builder()
        self._heads = [""] * width
        self._first = 1  # the number of the first row with a way in it
        if not any(self._number(cell) for cell in self._rows[0]):
            is_head = any(self._number(cell) for row in self._rows[1:] for cell in row)
            if is_head:
                self._heads, self._rows, self._first = self._rows[0], self._rows[1:], 2

    def _number(self, cell: str) -> Numeral | None:
        return self._spelling.read(cell)

    def read(self) -> Imported:
        words, probability, value = self._columns()
        top = _Step()
        above = [""] * len(words)
        for index, row in enumerate(self._rows, self._first):
            way = [row[column] for column in words]
            filled = [i for i, cell in enumerate(way) if cell]
            if not filled:
                raise DocumentError(
                    tr("The row has no words to make a branch of."),
                    tr("row {index}").format(index=index),
                )
            way = [above[i] if i < filled[0] else cell for i, cell in enumerate(way)]
            above = way
            while not way[-1]:
                way = way[:-1]
            if "" in way:
                raise DocumentError(
                    tr("A cell between two others is empty."), tr("row {index}").format(index=index)
                )
            step = top
            for cell in way:
                if step.is_end:
                    raise DocumentError(
                        tr("The tree ended before “{cell}”.").format(cell=cell),
                        tr("row {index}").format(index=index),
                    )
                step = step.below.setdefault(cell, _Step())
            if step.is_end or step.below:
                raise DocumentError(
                    tr("“{way}” is there twice.").format(way=way[-1]),
                    tr("row {index}").format(index=index),
                )
            step.is_end = True
            if probability is not None:
                step.probability = self._cell(row[probability], "probability", index)
            if value is not None:
                step.value = self._cell(row[value], "value", index)
        if value is not None and LESS.search(self._heads[value]):
            self._built.lose(SAY_LESS, self._heads[value])
        self._make(top, [self._heads[column] for column in words])
        return self._built.finished("")

    def _columns(self) -> tuple[list[int], int | None, int | None]:
        """The columns of words, the one of probabilities and the one of values."""
        numbers = []
        for column, head in enumerate(self._heads):
            cells = [row[column] for row in self._rows if row[column]]
            read = [self._number(cell) for cell in cells]
            if cells and sum(number is not None for number in read) * 2 > len(cells):
                numbers.append(column)
            elif not cells and head:
                numbers += [column] if _PROBABILITY.fullmatch(head) else []
        words = [column for column in range(len(self._heads)) if column not in numbers]
        words = [column for column in words if any(row[column] for row in self._rows)]
        if not words:
            raise DocumentError(tr("The table has no column of words to make branches of."))
        chances = [c for c in numbers if _PROBABILITY.fullmatch(self._heads[c])]
        if not chances and not any(self._heads) and len(numbers) == 2:
            chances = [c for c in numbers if self._sums_to_one(c)]
        values = [c for c in numbers if c not in chances]
        if len(chances) > 1 or len(values) > 1:
            heads = (self._heads[c] or tr("column {number}").format(number=c + 1) for c in numbers)
            named = ", ".join(map(quoted, heads))
            raise DocumentError(
                tr(
                    "Besides words a table has one column headed “Probability” at most, and one of values; these hold numbers: {named}."
                ).format(named=named)
            )
        return words, chances[0] if chances else None, values[0] if values else None

    def _sums_to_one(self, column: int) -> bool:
        found = [self._number(row[column]) for row in self._rows]
        return sum((number.value() for number in found if number), Fraction(0)) == 1

    def _cell(self, cell: str, what: str, index: int) -> Numeral | None:
        number = self._number(cell)
        if number is None and (cell or what == "value"):
            self._built.lose(
                tr("In some cells no {what} could be read.").format(what=what),
                tr("row {index}: {cell}").format(index=index, cell=cell),
            )
        return number

    def _make(self, top: _Step, heads: Sequence[str]) -> None:
        """Nodes and branches; parents come first."""
        labels: dict[str, int] = {}
        stack: list[tuple[_Step, list[str]]] = [(top, [])]
        while stack:
            step, way = stack.pop()
            if not step.below:
                labels[way[-1]] = labels.get(way[-1], 0) + 1
            stack += [(child, [*way, cell]) for cell, child in step.below.items()]
        todo: list[tuple[_Step, list[str], str | None, Kind]] = [(top, [], None, Kind.CHOICE)]
        while todo:
            step, way, parent, above = todo.pop()
            if step.below:
                kind = Kind.CHANCE if step.is_chance else Kind.CHOICE
                node = self._built.add_node(kind, label=heads[len(way)])
            else:
                kind = Kind.OUTCOME
                label = way[-1] if labels[way[-1]] == 1 else ", ".join(way)
                outcome = self._built.add_outcome(label, value=step.value)
                node = self._built.add_node(kind, outcome=outcome)
            if parent is not None:
                branch = self._built.add_branch(parent, node, label=way[-1])
                if above is Kind.CHOICE and step.probability is not None:
                    self._built.lose(
                        tr("Probabilities of what is chosen are not carried over."), way[-1]
                    )
                if above is Kind.CHANCE:
                    probability = step.probability or Numeral.typed("#")
                    self._built.branches[branch] = msgspec.structs.replace(
                        self._built.branches[branch], probability=probability
                    )
            below = [(child, [*way, cell], node, kind) for cell, child in step.below.items()]
            todo += reversed(below)


TABLE: Final = ImportFormat(
    "Tables with tabs",
    (".tsv", ".tab", ".txt"),
    read=lambda data: read_table(as_text(data)),
    begins_file=lambda data: is_table(as_text(data)),
    begins_paste=is_table,
)
