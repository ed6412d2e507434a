"""Axes on a page: round numbers on them, and the room that these take."""

from collections.abc import Sequence
from fractions import Fraction
from math import floor, isfinite, log10
from typing import Final

from solver.charts.chart import Axis
from solver.charts.marks import Mark, MarkWords, Measure, Plot, Stroke
from solver.charts.table import Number

TICK: Final = 4.0
LINE: Final = 16.0  # pixels from one line of small type to the next
BELOW: Final = TICK + LINE + 4.0  # the numbers below an axis
TITLE: Final = LINE + 2.0
BESIDE: Final = 12.0  # room beside a plot that numbers below it may use


def span(axis: Axis) -> tuple[float, float]:
    """The ends of an axis for drawing: never one and the same."""
    low, high = float(axis.low), float(axis.high)
    if not (isfinite(low) and isfinite(high)):
        return 0.0, 1.0
    if low == high:
        air = abs(low) / 2 or 1.0
        return low - air, high + air
    return min(low, high), max(low, high)


def ticks(axis: Axis, most: int) -> list[tuple[float, str]]:
    """At most so many round numbers on an axis, and how they are written."""
    low, high = span(axis)
    size = (high - low) / max(most, 1)
    step = Fraction(10) ** floor(log10(size))
    for times in (1, 2, 5, 10):
        if float(step * times) >= size * 0.999:
            step *= times
            break
    first, last = -((-Fraction(low)) // step), Fraction(high) // step
    found = []
    for number in range(int(first), int(last) + 1):
        value = number * step
        found.append((float(value), written(axis, value)))
    return found


def written(axis: Axis, value: Number) -> str:
    """A number of an axis as people read it."""
    number = value if isinstance(value, Fraction) else Fraction(value).limit_denominator(10**9)
    return axis.format.value(axis.criterion, number)


def room_left(axis: Axis, height: float, measure: Measure) -> float:
    """How wide the numbers beside an upright axis are."""
    texts = [text for _, text in ticks(axis, max(2, int(height / 34)))]
    return max([measure(text, "small") for text in texts] or [0.0]) + TICK + 6.0


def plot_of(
    x: Axis, y: Axis, width: float, height: float, measure: Measure, top: float, right: float = 12.0
) -> Plot:
    """The room inside two axes; the title of the upright one stands above it, level to read."""
    top += TITLE
    bottom = height - BELOW - TITLE
    left = room_left(y, bottom - top, measure) + 4
    return Plot(left, top, max(width - right, left + 40), max(bottom, top + 30), span(x), span(y))


def frame(plot: Plot, x: Axis, y: Axis, measure: Measure) -> list[Mark]:
    """The axes of a plot with numbers and titles."""
    marks: list[Mark] = []
    for value, text in ticks(y, max(2, int((plot.bottom - plot.top) / 34))):
        at = plot.up(value)
        marks.append(Stroke(((plot.left, at), (plot.right, at)), "hair", 1.0))
        marks.append(MarkWords((plot.left - TICK - 2, at + 4), text, "muted", "small", 1.0))
    marks += level_axis(plot, x, measure)
    marks.append(Stroke(((plot.left, plot.top), (plot.left, plot.bottom)), "edge", 1.0))
    marks.append(MarkWords((4.0, plot.top - 8), y.title, "text", "small"))
    return marks


def level_axis(plot: Plot, axis: Axis, measure: Measure, *, title: bool = True) -> list[Mark]:
    """The axis below a plot: as many numbers as have room beside each other."""
    marks: list[Mark] = [Stroke(((plot.left, plot.bottom), (plot.right, plot.bottom)), "edge", 1.0)]
    width = plot.right - plot.left
    shown = ticks(axis, 2)
    for most in (10, 8, 6, 5, 4, 3):
        wanted = ticks(axis, most)
        widest = max([measure(text, "small") for _, text in wanted] or [0.0])
        if len(wanted) * (widest + 14) <= width:
            shown = wanted
            break
    taken = -1e9
    for value, text in shown:
        at, wide = plot.across(value), measure(text, "small")
        marks.append(Stroke(((at, plot.bottom), (at, plot.bottom + TICK)), "edge", 1.0))
        at = min(at, plot.right + BESIDE - wide / 2)  # what is beyond is cut off
        if at - wide / 2 > taken + 4:
            marks.append(MarkWords((at, plot.bottom + TICK + 12), text, "muted", "small", 0.5))
            taken = at + wide / 2
    if title:
        middle = (plot.left + plot.right) / 2
        place = middle, plot.bottom + BELOW + 12
        marks.append(MarkWords(place, axis.title, "text", "small", 0.5))
    return marks


def fitted(text: str, width: float, measure: Measure, size: str = "small") -> str:
    """A text cut with “…” where it is wider than its room."""
    if measure(text, size) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle].rstrip() + "…", size) <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…" if low else ""


def fitted_names(names: Sequence[str], width: float, measure: Measure) -> list[str]:
    """Names cut to a width; of those that would be cut to the same, what sets them apart is kept.

    That is their ends, or what comes after the words with which they begin alike.
    """
    cut = [fitted(name, width, measure) for name in names]
    for shorter in (_with_end, _without_beginning):
        called = dict(zip(names, cut, strict=True))
        for short in {short for short in cut if list(called.values()).count(short) > 1}:
            alike = [name for name, own in called.items() if own == short]
            told = {name: shorter(name, alike, width, measure) for name in alike}
            cut = [told.get(name, own) for name, own in zip(names, cut, strict=True)]
    return cut


def _without_beginning(text: str, alike: Sequence[str], width: float, measure: Measure) -> str:
    """A text from the word before the first that sets it apart from others."""
    columns = enumerate(zip(*alike, strict=False))
    least = min(map(len, alike))
    same = next((place for place, signs in columns if len(set(signs)) > 1), least)
    start = text.rfind(" ", 0, max(0, text.rfind(" ", 0, same))) + 1
    return fitted(f"…{text[start:]}", width, measure)


def _with_end(text: str, _: Sequence[str], width: float, measure: Measure) -> str:
    """A text cut in its middle."""
    end = len(text) // 2
    while end and measure("…" + text[-end:].lstrip(), "small") > width / 2:
        end -= 1
    tail = "…" + text[len(text) - end :].lstrip()
    head = fitted(text, width - measure(tail, "small") + measure("…", "small"), measure)
    return head.removesuffix("…") + tail


def spread(places: Sequence[float], apart: float, top: float, bottom: float) -> list[float]:
    """Places moved as little as need be so that they are so far apart, in their order."""
    order = sorted(range(len(places)), key=lambda i: places[i])
    result = list(places)
    at = top
    for i in order:
        result[i] = at = max(at, places[i])
        at += apart
    limit = bottom
    for i in reversed(order):
        result[i] = limit = min(limit, result[i])
        limit -= apart
    return result
