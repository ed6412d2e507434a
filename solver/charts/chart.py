"""The kinds of chart, as frozen values.

What a chart shows is told apart by places, letters, hatches and forms of points as well as by
colours, so that it reads in grey.  Numbers may be exact or estimated; nothing is decided here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from solver.charts.table import ChartTable, Number, cell
from solver.document.elements import Criterion
from solver.preferences.hasse_covers import Covers
from solver.translation import mark, tr
from solver.words.numbers import Format, NumberForm

DECIMAL = Format(NumberForm.DECIMAL)


@dataclass(frozen=True)
class Axis:
    """From where to where, and what is measured; ``criterion`` writes its numbers in its own way."""

    title: str
    low: Number
    high: Number
    criterion: Criterion | None = None
    format: Format = DECIMAL


@dataclass(frozen=True)
class Chart:
    """What all charts have.  ``description`` says in a sentence or two what is to be seen.

    ``called`` are letters with what they stand for: written out where nobody can point at them.
    """

    title: str
    description: str = field(default="", kw_only=True)
    called: tuple[tuple[str, str], ...] = field(default=(), kw_only=True)

    def table(self) -> ChartTable:
        """Every number that the chart shows."""
        raise NotImplementedError


# ------------------------------------------------------------------------------------ lines


@dataclass(frozen=True)
class ChartLine:
    """A line through points, by its name; ``key`` is what a page calls it."""

    name: str
    points: tuple[tuple[Number, Number], ...]
    key: object = None


@dataclass(frozen=True)
class Crossing:
    """A point that is marked, such as where two lines cross; ``words`` say what is there."""

    x: Number
    y: Number
    words: str
    label: str = ""  # beside it, if there is room


@dataclass(frozen=True)
class LineChart(Chart):
    """Lines over one axis: values against a parameter, or ``steps`` (cumulative distributions).

    In steps each value holds from its point on; the line comes in from the axis at 0.
    """

    x: Axis
    y: Axis
    lines: tuple[ChartLine, ...]
    crossings: tuple[Crossing, ...] = ()
    here: Number | None = None  # where the parameter stands
    steps: bool = False

    def table(self) -> ChartTable:
        rows = [(line.name, x, y) for line in self.lines for x, y in line.points]
        marked = [(point.words, point.x, point.y) for point in self.crossings]
        return ChartTable.of((tr("Line"), self.x.title, self.y.title), [*rows, *marked])


# ------------------------------------------------------------------------------------- bars


@dataclass(frozen=True)
class BarPart:
    """A part of a bar from one value to another; ``style`` 0 is plain, 1 pale and hatched, …"""

    start: Number
    end: Number
    words: str = ""
    label: str = ""  # at its far end
    style: int = 0


@dataclass(frozen=True)
class Bar:
    """One row of bars."""

    name: str
    parts: tuple[BarPart, ...]
    key: object = None


@dataclass(frozen=True)
class BarChart(Chart):
    """Bars that lie: distributions, or a tornado (``baseline``: the value as things stand)."""

    x: Axis
    bars: tuple[Bar, ...]
    baseline: Number | None = None
    legend: tuple[str, ...] = ()  # what each style means

    def table(self) -> ChartTable:
        return ChartTable.of(
            (
                tr("Bar"),
                tr("What"),
                tr("{title}: from").format(title=self.x.title),
                tr("{title}: to").format(title=self.x.title),
            ),
            [
                (bar.name, part.words, part.start, part.end)
                for bar in self.bars
                for part in bar.parts
            ],
        )


# -------------------------------------------------------------------------------- stretches


@dataclass(frozen=True)
class Stretch:
    """A stretch of an axis, or a single point (low = high).

    ``fill``: a number colours it as one of several kinds, "full" and "empty" are yes and no, and
    "part" is yes with a but, "unknown" is hatched.  The ends are where it is drawn; ``low_words`` and ``high_words`` say them
    exactly, where they are no fractions.
    """

    low: Number
    high: Number
    fill: int | str = "full"
    label: str = ""
    words: str = ""
    low_words: str = ""
    high_words: str = ""
    key: object = None

    @property
    def is_point(self) -> bool:
        return self.low == self.high


@dataclass(frozen=True)
class StretchRow:
    """Stretches beside each other; ``axis`` where rows have axes of their own."""

    name: str
    stretches: tuple[Stretch, ...]
    axis: Axis | None = None
    here: Number | None = None
    note: str = ""  # at the right, above the stretches
    key: object = None


@dataclass(frozen=True)
class StretchChart(Chart):
    """Which stretches of a parameter are of which kind: a ruler, lanes, a tornado of verdicts.

    ``bounds`` are marked across all rows and labelled below; they belong to the common axis.
    """

    rows: tuple[StretchRow, ...]
    axis: Axis | None = None
    here: Number | None = None
    bounds: tuple[tuple[Number, str], ...] = ()

    def table(self) -> ChartTable:
        return ChartTable.of(
            (tr("Row"), tr("From"), tr("To"), tr("What")),
            [
                (
                    row.name,
                    s.low_words or cell(s.low),
                    s.high_words or cell(s.high),
                    s.words or s.label or str(s.fill),
                )
                for row in self.rows
                for s in row.stretches
            ],
        )


# ------------------------------------------------------------------------------------- maps


@dataclass(frozen=True)
class Region:
    """A kind of cell: its letters, what they mean, and whether it is hatched."""

    name: str
    words: str = ""
    hatched: bool = False


@dataclass(frozen=True)
class GridMap(Chart):
    """Cells over two axes, row by row from below; a cell is the number of its region or None.

    A cell stands for its middle, which is what was computed: ``columns`` and ``rows`` have these.
    """

    x: Axis
    y: Axis
    columns: tuple[Number, ...]
    rows: tuple[Number, ...]
    cells: tuple[tuple[int | None, ...], ...]
    regions: tuple[Region, ...]
    here: tuple[Number, Number] | None = None

    def table(self) -> ChartTable:
        return ChartTable.of(
            (self.x.title, self.y.title, tr("Region")),
            [
                (x, y, "" if kind is None else self.regions[kind].words or self.regions[kind].name)
                for y, line in zip(self.rows, self.cells, strict=True)
                for x, kind in zip(self.columns, line, strict=True)
            ],
        )


# ---------------------------------------------------------------------------------- scatter


@dataclass(frozen=True)
class Dot:
    """A point with its letter; ``form`` is filled, hollow or cross."""

    x: Number
    y: Number
    name: str
    words: str = ""
    form: str = "filled"
    key: object = None


@dataclass(frozen=True)
class ScatterChart(Chart):
    """Points in the plane of two criteria, with the staircase of the maximal and the hull of the best."""

    x: Axis
    y: Axis
    dots: tuple[Dot, ...]
    staircase: tuple[tuple[Number, Number], ...] = ()  # its corners, in order
    hull: tuple[tuple[Number, Number], ...] = ()
    legend: tuple[tuple[str, str], ...] = ()  # form → what it means

    def table(self) -> ChartTable:
        meant = dict(self.legend)
        return ChartTable.of(
            (tr("Point"), self.x.title, self.y.title, tr("What")),
            [
                (dot.words or dot.name, dot.x, dot.y, meant.get(dot.form, dot.form))
                for dot in self.dots
            ],
        )


# ------------------------------------------------------------------- preferences and rules


@dataclass(frozen=True)
class OrderChart(Chart):
    """A Hasse diagram: the outcomes of each place with the number of their scale, and what covers what."""

    places: tuple[tuple[tuple[str, int | None], ...], ...]
    covers: Covers
    has_gaps: bool = False

    def table(self) -> ChartTable:
        def called(place: int) -> str:
            return " ~ ".join(name for name, _ in self.places[place])

        return ChartTable.of(
            (tr("Better"), tr("Worse"), tr("How it is known")),
            [(called(e.above), called(e.below), tr(KNOWN[e.origin])) for e in self.covers.edges],
        )


#: How it is known that one outcome is better than another.
KNOWN = {
    "stated": mark("stated to be better"),
    "scale": mark("better on its scale"),
    "implied": mark("better: it follows"),
}


@dataclass(frozen=True)
class ScaleRow:
    """A scale, by its number, with the values and names of the outcomes on it."""

    name: str
    scale: int
    axis: Axis
    points: tuple[tuple[Number, str], ...]


@dataclass(frozen=True)
class ScaleChart(Chart):
    """Which outcomes stand where on which scale; between scales nothing is compared."""

    rows: tuple[ScaleRow, ...]

    def table(self) -> ChartTable:
        return ChartTable.of(
            (tr("Scale"), tr("Outcome"), tr("Value")),
            [(row.name, name, value) for row in self.rows for value, name in row.points],
        )


@dataclass(frozen=True)
class SentenceChart(Chart):
    """Sentences, each “usual”, “bold” or, as a detail of the one before, “small”."""

    sentences: tuple[tuple[str, str], ...]

    def table(self) -> ChartTable:
        return ChartTable.of((tr("Sentence"),), [(text,) for text, _ in self.sentences])


def letters(count: int) -> Sequence[str]:
    """What things are called in order: a, b, … z, then aa, ab, …

    >>> letters(3), letters(28)[-1]
    (['a', 'b', 'c'], 'ab')
    """

    def one(number: int) -> str:
        rest, last = divmod(number, 26)
        return (one(rest - 1) if rest else "") + chr(ord("a") + last)

    return [one(number) for number in range(count)]
