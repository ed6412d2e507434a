"""A chart of each kind, with what makes each difficult: gaps, single points, long names, many rows."""

from fractions import Fraction

from solver.charts.chart import (
    Axis,
    Bar,
    BarChart,
    BarPart,
    Chart,
    ChartLine,
    Crossing,
    Dot,
    GridMap,
    LineChart,
    OrderChart,
    Region,
    ScaleChart,
    ScaleRow,
    ScatterChart,
    SentenceChart,
    Stretch,
    StretchChart,
    StretchRow,
)
from solver.preferences.hasse_covers import CoverEdge, Covers

P = Axis("p", Fraction(0), Fraction(1))
MONEY = Axis("Money", Fraction(-10_000), Fraction(90_000))

LINES = LineChart(
    "Value of each plan against p",
    P,
    MONEY,
    (
        ChartLine("stop", ((Fraction(0), Fraction(0)), (Fraction(1), Fraction(0)))),
        ChartLine(
            "drill $A^+$",
            ((Fraction(0), Fraction(-10_000)), (Fraction(1), Fraction(90_000))),
            "drill",
        ),
        ChartLine(
            "test, and drill only if it says so",
            ((Fraction(0), Fraction(-5000)), (Fraction(1), Fraction(70_000))),
        ),
    ),
    (Crossing(Fraction(1, 10), Fraction(0), "stop and drill are equal at p = 1/10", "1/10"),),
    Fraction(1, 4),
    description="Drilling overtakes stopping at 1/10.",
)
STEPS = LineChart(
    "Cumulative distribution",
    MONEY,
    Axis("Chance of at most that", Fraction(0), Fraction(1)),
    (
        ChartLine(
            "a",
            (
                (Fraction(-8000), Fraction(1, 4)),
                (Fraction(20_000), Fraction(3, 4)),
                (Fraction(60_000), Fraction(1)),
            ),
        ),
        ChartLine("b", ((Fraction(0), Fraction(1)),)),
    ),
    steps=True,
)
BARS = BarChart(
    "Tornado",
    MONEY,
    (
        Bar("price", (BarPart(Fraction(20_000), Fraction(-9000), "at 10", "10", 1), BarPart(Fraction(20_000), Fraction(80_000), "at 90", "90"))),
        Bar("chance", (BarPart(Fraction(20_000), Fraction(15_000), "at 0", "0", 1), BarPart(Fraction(20_000), Fraction(26_000), "at 1", "1"))),
    ),
    Fraction(20_000),
    ("high end", "low end"),
)  # fmt: skip
STRETCHES = StretchChart(
    "Where each plan is permitted",
    (
        StretchRow(
            "permitted",
            (
                Stretch(Fraction(0), Fraction(0), 0, "ab", "at p = 0: a and b", key=0),
                Stretch(Fraction(0), Fraction(1, 2), 1, "a", "from 0 to 1/2: a", key=1),
                Stretch(Fraction(1, 2), Fraction(1), 2, "ac", "from 1/2 to 1: a and c", key=2),
            ),
        ),
        StretchRow("a", (Stretch(Fraction(0), Fraction(1)),)),
        StretchRow("b", (Stretch(Fraction(0), Fraction(0)),)),
        StretchRow(
            "c",
            (
                Stretch(Fraction(1, 2), Fraction(3, 4)),
                Stretch(Fraction(3, 4), Fraction(1), "unknown"),
            ),
        ),
    ),
    P,
    Fraction(1, 3),
    (
        (Fraction(0), "0"),
        (Fraction(1, 2), "1/2"),
        (Fraction(51, 100), "≈ 0.51"),
        (Fraction(3, 4), "3/4"),
    ),
)
MAP = GridMap(
    "Permitted sets",
    P,
    MONEY,
    tuple(Fraction(i, 8) + Fraction(1, 16) for i in range(8)),
    tuple(Fraction(i) for i in range(-5000, 90_000, 20_000)),
    tuple(
        tuple(None if c + r > 11 else 0 if c < r else 1 if c < 5 else 2 for c in range(8))
        for r in range(5)
    ),
    (Region("a", "a: stop"), Region("ab", "a: stop, b: drill"), Region("b", "b: drill", True)),
    (Fraction(1, 3), Fraction(20_000)),
)
SCATTER = ScatterChart(
    "Two criteria",
    MONEY,
    P,
    (
        Dot(Fraction(0), Fraction(1), "a", "a: walk away"),
        Dot(Fraction(30_000), Fraction(1, 3), "b", "b", "hollow"),
        Dot(Fraction(10_000), Fraction(1, 5), "c", "c", "cross"),
        Dot(Fraction(80_000), Fraction(0), "d", "d"),
    ),
    (
        (Fraction(0), Fraction(1)),
        (Fraction(30_000), Fraction(1, 3)),
        (Fraction(80_000), Fraction(0)),
    ),
    ((Fraction(0), Fraction(1)), (Fraction(80_000), Fraction(0))),
    (("filled", "best under some weights"), ("hollow", "maximal only"), ("cross", "dominated")),
)

ORDER = OrderChart(
    "How outcomes compare",
    ((("A", 0),), (("A−", 0),), (("B with a long name that goes on and on", None), ("C", 1))),
    Covers((("a",), ("b",), ("c", "d")), (CoverEdge(0, 1, "scale"), CoverEdge(0, 2, "stated"))),
    has_gaps=True,
    description="Better outcomes stand higher.",
)
SCALES = ScaleChart(
    "Scales with their outcomes",
    (
        ScaleRow("length", 0, P, tuple((Fraction(n, 9), f"outcome {n}") for n in range(6))),
        ScaleRow("one alone", 1, Axis("x", Fraction(3), Fraction(3)), ((Fraction(3), "alone"),)),
    ),
)
SENTENCES = SentenceChart(
    "Caprice",
    (
        ("Having turned an option down, never settle on one that is worse. " * 4, "usual"),
        ("2 of 3 plans are permitted.", "bold"),
        ("1 of 2 choices forced", "usual"),
        ("at “B or A−?”: take B", "small"),
    ),
)

F = Fraction
#: Rows with an axis, a note and a value of their own; every filling, and points of every kind.
PRICES = StretchChart(
    "Prices",
    (
        StretchRow(
            "Know “Oil”",
            (
                Stretch(F(-10_000), F(20_000), "full", "required", "up to 20 000: required"),
                Stretch(F(20_000), F(50_000), "part", "permitted"),
                Stretch(F(50_000), F(70_000), "empty", "not permitted"),
                Stretch(F(70_000), F(95_000), "unknown"),
                Stretch(F(20_000), F(20_000), "full"),
                Stretch(F(50_000), F(50_000), "part"),
                Stretch(F(50_500), F(50_500), "part", words="too near to be drawn"),
                Stretch(F(65_000), F(65_000), "empty"),
                Stretch(F(99_000), F(99_000), "full", words="beyond the axis"),
            ),
            MONEY,
            note="worth 20 000",
            here=F(5000),
        ),
        StretchRow("Know “Rain”", (Stretch(F(0), F(1), 3, "all of it"),), P, here=F(2)),
        StretchRow("no axis", ()),
    ),
)
#: More lines than there are forms and dashes, one of them empty, and letters for what they are.
LETTERED = LineChart(
    "Expected value",
    P,
    MONEY,
    tuple(
        ChartLine(
            letter, () if letter == "f" else ((F(0), F(9000 * n)), (F(1), F(80_000 - 20_000 * n)))
        )
        for n, letter in enumerate("abcdef")
    ),
    here=F(3, 2),
    called=tuple(
        (letter, f"plan {letter}, and what it does then") for letter in "abcdefghijklmnopqrst"
    ),
)
#: An order with a stated edge that covers nothing, and two in one place.
STATED = OrderChart(
    "Stated",
    ((("best", 0), ("as good", None)), (("middle", 1),), (("worst", None),)),
    Covers(
        (("a", "b"), ("c",), ("d",)),
        (
            CoverEdge(0, 1, "stated"),
            CoverEdge(1, 2, "scale"),
            CoverEdge(0, 2, "stated", covers=False),
        ),
    ),
)

CHARTS: dict[str, Chart] = {
    "lines": LINES, "steps": STEPS, "bars": BARS, "stretches": STRETCHES, "map": MAP, "scatter": SCATTER,
    "order": ORDER, "scales": SCALES, "sentences": SENTENCES,
    "prices": PRICES, "lettered": LETTERED, "stated": STATED,
}  # fmt: skip
