"""The prices of events as a chart: where buying is required, permitted, or neither."""

from fractions import Fraction
from typing import Final

from solver.analyses.information.offer_prices import PriceOfEvent
from solver.analyses.information.prices import InformationValues
from solver.analysis_words.information_words import heading, price_sentences
from solver.charts.chart import Axis, Stretch, StretchChart, StretchRow
from solver.translation import mark, tr
from solver.words.names import Names

REQUIRED: Final = mark("required")
PERMITTED: Final = mark("permitted")
NOT: Final = mark("not permitted")


def price_chart(names: Names, found: InformationValues) -> StretchChart | None:
    """A line of prices for each event whose prices are known, from 0 on; None where none is."""
    known = [price for price in found.events if price.is_known or price.pieces]
    if not known:
        return None
    bounds = [b.at for price in known for b in (price.permitted, price.required) if b is not None]
    bounds += [piece.low for price in known for piece in price.pieces]
    high = max([*bounds, Fraction(0)]) * Fraction(5, 4) or Fraction(1)
    criterion = names.document.criterion(found.criterion)
    title = tr("Buying at this price")
    if len(names.document.criterion_ids) > 1:
        title = f"{title} ({names.criterion(found.criterion)})"
    rows = tuple(
        StretchRow(heading(names, found, price), _stretches(names, found, price, high), key=place)
        for place, price in enumerate(found.events)
        if price.is_known or price.pieces
    )
    return StretchChart(
        tr("What it is worth to decide an event first")
        if found.control
        else tr("What it is worth to know an event first"),
        rows,
        Axis(title, Fraction(0), high, criterion, names.format),
        bounds=tuple(
            (at, names.values([(found.criterion, at)]))
            for at in sorted({b for b in bounds if b > 0})
        ),
        description=" ".join(
            f"{heading(names, found, price)}: {price_sentences(names, found, price)[0]}"
            for price in known
        ),
    )


def _stretches(
    names: Names, found: InformationValues, price: PriceOfEvent, high: Fraction
) -> tuple[Stretch, ...]:
    if price.pieces:
        return _of_pieces(names, found, price, high)
    required = Fraction(0) if price.required is None else max(price.required.at, Fraction(0))
    permitted = high if price.permitted is None else max(price.permitted.at, Fraction(0))
    parts: list[tuple[Fraction, Fraction, int | str, str]] = [
        (Fraction(0), required, "full", REQUIRED),
        (required, permitted, 1, PERMITTED),
        (permitted, high, "empty", NOT),
    ]
    said = price_sentences(names, found, price)[0]
    place = found.events.index(price)
    return tuple(
        Stretch(low, top, fill, tr(word), f"{tr(word)}: {said}", key=place)
        for low, top, fill, word in parts
        if low < top
    )


def _of_pieces(
    names: Names, found: InformationValues, price: PriceOfEvent, high: Fraction
) -> tuple[Stretch, ...]:
    place, said = found.events.index(price), price_sentences(names, found, price)[0]
    result = []
    for piece in price.pieces:
        fill: int | str
        fill, word = ("empty", NOT) if not piece.permitted else (1, PERMITTED)
        if piece.required:
            fill, word = "full", REQUIRED
        if piece.permitted is None:
            fill, word = "unknown", mark("not known")
        if piece.low < high:
            end = min(piece.high, high)
            result.append(Stretch(piece.low, end, fill, tr(word), f"{tr(word)}: {said}", key=place))
    return tuple(result)
