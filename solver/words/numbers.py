"""Numbers as people write them: exact inside, in front as fractions or as decimals.

One `Format` holds for all of a window, a text or an export.  What is rounded says so (≈), and no
number is ever cut: whatever stands here can be said exactly by `exact`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from operator import attrgetter
from typing import Final, NamedTuple
from weakref import ref

from solver.document.changes import single_changes
from solver.document.elements import Criterion, Element, NumberFormat
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.errors import NumberError
from solver.translation import decimal_mark, tr
from solver.words.plain_mathematics import plain_text

THIN: Final = "\u202f"  # a narrow space at which no line ends: between thousands, and behind ≈
ABOUT: Final = f"≈{THIN}"  # before what is rounded
ENDING: Final = 4  # figures behind the point up to which a decimal is written out
FIGURES: Final = 3  # of what is rounded, if it is below a thousand
MOST_FIGURES: Final = (
    4  # of what is rounded from a thousand on; whole figures are never rounded away
)
LONGEST: Final = 12  # signs of a fraction that can be read; longer ones are written as decimals
MOST_ZEROS: Final = 6  # behind the point, before a power of ten is written instead
MOST_PLACES: Final = 12  # behind the point, that a format may ask for
MOST_WHOLE: Final = 15  # figures before the point, likewise
_FRACTION: Final = re.compile(r"\d\s*/\s*\d")  # as typed; what is divided by a name is none
_BEGINNING: Final = re.compile(
    r"\s*[-−]?\s*[$€£¥]?\s*[-−(.\\\d]"
)  # of a label that may be a number
_CURRENCY: Final = re.compile(r"^([-−]?)\s*[$€£¥]\s*")
_RAISED: Final = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def number_in(label: str) -> Numeral | None:
    """The number that a label is, perhaps behind a currency's sign; None where it is a name."""
    if not _BEGINNING.match(label):
        return None
    numeral = Numeral.typed(_CURRENCY.sub(r"\1", plain_text(label).strip()).replace("−", "-"))
    try:
        numeral.value()
    except NumberError:
        return None
    return numeral


def about_equal(text: str) -> str:
    """A sentence in which “p = ≈ 0.95” is said as “p ≈ 0.95”."""
    return text.replace("= ≈", "≈")


class NumberForm(StrEnum):
    """How numbers are written in front."""

    FRACTION = "fraction"
    DECIMAL = "decimal"


@dataclass(frozen=True)
class Format:
    """How numbers are written wherever people read them.

    ``both`` adds the other form, “4/9 (≈ 0.444)”, so that one of them is exact: for tips.
    """

    form: NumberForm = NumberForm.FRACTION
    both: bool = False

    @classmethod
    def of(cls, document: Document) -> "Format":
        """As the document's ``view.numbers`` says; else as most of its numbers are typed."""
        said = document.view.get("numbers")
        if said in set(NumberForm):
            return cls(NumberForm(said))
        return cls(_mostly(document))

    def number(self, value: Fraction) -> str:
        """A number that has no unit, such as a probability.

        >>> Format().number(Fraction(4, 9)), Format(NumberForm.DECIMAL).number(Fraction(4, 9))
        ('4/9', '≈\u202f0.444')
        """
        own = self._number(value)
        if self.both and (other := self.other(value)) != own:
            return f"{own} ({other})"
        return own

    def _number(self, value: Fraction) -> str:
        if self.form is NumberForm.FRACTION:
            text = exact(value)
            if len(text) <= LONGEST or value.denominator == 1:
                return text
        return decimal(value)

    def change(self, value: Fraction) -> str:
        """By how much something has become more or less, with its sign: “≈ +0.333”."""
        text = self.number(abs(value))
        about = ABOUT if text.startswith(ABOUT) else ""
        return f"{about}{'−' if value < 0 else '+'}{text.removeprefix(about)}"

    def equals(self, value: Fraction) -> str:
        """That something is this number: “= 0.3”, “≈ 0.333”."""
        text = self.number(value)
        return text if text.startswith(ABOUT) else f"= {text}"

    def in_full(self, value: Fraction) -> str:
        """A number exactly, however long it is: for what a text must state."""
        if self.form is NumberForm.DECIMAL and _ends(abs(value), MOST_WHOLE):
            return _signed(value, _fixed(abs(value), MOST_WHOLE))
        return exact(value)

    def value(self, criterion: Criterion | None, value: Fraction) -> str:
        """A number on a criterion, in the criterion's own way of writing if it has one.

        >>> dollars = NumberFormat(prefix="$", decimals=Numeral.of(2), thousands=True)
        >>> Format().value(Criterion(id="c", format=dollars), Fraction(-12345, 2))
        '−$6\u202f172.50'
        """
        own = None if criterion is None else criterion.format
        return self.number(value) if own is None else _as_stated(own, value)

    def typed(self, value: Fraction) -> Numeral:
        """The number as a document states it: exact, as a decimal if that is the form and it ends."""
        if self.form is NumberForm.DECIMAL and _ends(abs(value), ENDING):
            return Numeral(str(Decimal(value.numerator) / Decimal(value.denominator)))
        return Numeral.of(value)

    def other(self, value: Fraction) -> str:
        """The same in the other form, for tips: exact where this one is not."""
        if (
            self.form is NumberForm.FRACTION
            and value.denominator != 1
            and len(exact(value)) <= LONGEST
        ):
            return decimal(value)
        return exact(value)


def stretch(low: str, high: str) -> str:
    """All between two numbers, as they are written: “0.1 – 0.8”; one if they are the same.

    Beside a minus a dash would not be told from it.
    """
    if low == high:
        return low
    beside_minus = "−" in low + high
    return (tr("{low} to {high}") if beside_minus else "{low} – {high}").format(low=low, high=high)


def exact(value: Fraction) -> str:
    """A number exactly, with a true minus; whole ones with thin spaces between thousands.

    >>> exact(Fraction(-9, 8)), exact(Fraction(22500))
    ('−9/8', '22\u202f500')
    """
    if value.denominator == 1:
        return _signed(value, grouped(str(abs(value.numerator))))
    return str(value).replace("-", "−")


def decimal(value: Fraction) -> str:
    """A number as a decimal: written out where it ends soon, else rounded, which ≈ says.

    >>> decimal(Fraction(9, 20)), decimal(Fraction(1, 3)), decimal(Fraction(191707, 3))
    ('0.45', '≈\u202f0.333', '≈\u202f63\u202f902')
    """
    size = abs(value)
    if _ends(size, ENDING) and size < 10**MOST_WHOLE:
        return _signed(value, _fixed(size, ENDING))
    exponent = _exponent(size)
    if exponent >= MOST_WHOLE or exponent < -MOST_ZEROS:
        text, rounded = _with_power(size, exponent)
    else:
        figures = FIGURES if exponent < 3 else max(MOST_FIGURES, exponent + 1)
        places = max(0, figures - 1 - exponent)
        rounded = Fraction(round(size * 10**places), 10**places)
        while places < MOST_WHOLE and rounded.denominator == 1 and size < 1:  # not quite sure
            places += 1
            rounded = Fraction(round(size * 10**places), 10**places)
        text = _fixed(rounded, places)
    return ("" if rounded == size else ABOUT) + _signed(value, text)


def places_of(stated: NumberFormat) -> int | None:
    """How many figures behind the point a format states; None if it does not, or states nonsense."""
    if stated.decimals is None:
        return None
    try:
        places = stated.decimals.value({})
    except NumberError:
        return None
    return int(places) if places.denominator == 1 and 0 <= places <= MOST_PLACES else None


def _as_stated(stated: NumberFormat, value: Fraction) -> str:
    places, size = places_of(stated), abs(value)
    if places is None or size >= 10**MOST_WHOLE:
        text, rounded = decimal(size), size
    else:
        rounded = Fraction(round(size * 10**places), 10**places)
        whole, part = divmod(rounded.numerator * 10**places // rounded.denominator, 10**places)
        text = grouped(str(whole), least=4) if stated.thousands else str(whole)
        text += f"{decimal_mark()}{part:0{places}}" if places else ""
    about = "" if rounded == size else ABOUT
    return f"{about}{'−' if value < 0 else ''}{stated.prefix}{text}{stated.suffix}"


def _signed(value: Fraction, text: str) -> str:
    return f"−{text}" if value < 0 else text


def _ends(size: Fraction, places: int) -> bool:
    """Whether it has at most so many figures behind the point."""
    return bool(10**places % size.denominator == 0)


def _exponent(size: Fraction) -> int:
    """Ten to the power of this is at most the number, ten times that is more."""
    guess = len(str(size.numerator)) - len(str(size.denominator))
    return guess - 1 if size < Fraction(10) ** guess else guess


def _fixed(size: Fraction, places: int) -> str:
    """A number that has no more figures behind the point than these, without idle zeros."""
    whole, part = divmod(size.numerator * 10**places // size.denominator, 10**places)
    behind = f"{part:0{places}}".rstrip("0") if places and part else ""
    return grouped(str(whole)) + (f"{decimal_mark()}{behind}" if behind else "")


def _with_power(size: Fraction, exponent: int) -> tuple[str, Fraction]:
    """Three figures and a power of ten, and the number that they stand for."""
    unit = Fraction(10) ** (exponent - FIGURES + 1)
    figures = round(size / unit)
    if figures == 10**FIGURES:
        figures, exponent = figures // 10, exponent + 1
        unit *= 10
    text = _fixed(Fraction(figures, 10 ** (FIGURES - 1)), FIGURES - 1)
    return f"{text}{THIN}·{THIN}10{str(exponent).translate(_RAISED)}", figures * unit


def grouped(digits: str, least: int = 5) -> str:
    """Whole figures with thin spaces between thousands, if there are so many of them."""
    if len(digits) < least:
        return digits
    first = len(digits) % 3
    parts = [digits[:first]] if first else []
    return THIN.join([*parts, *(digits[i : i + 3] for i in range(first, len(digits), 3))])


#: Documents by their identity, which are asked again and again: how most of their numbers are typed.
_KNOWN: Final[dict[int, tuple[ref[Document], NumberForm]]] = {}


class _Typed(NamedTuple):
    """How many numbers are typed as fractions, and how many as decimals."""

    fractions: int = 0
    decimals: int = 0


class _Latest:
    """What was counted last: an edit changes a number or two of thousands."""

    def __init__(self) -> None:
        self._last: tuple[ref[Document], tuple[_Typed, ...]] | None = None

    def count(self, document: Document) -> _Typed:
        """How the numbers of a document are typed, but policies: sliders land on whatever is near."""
        last = self._last
        before = None if last is None else last[0]()
        counts = tuple(
            _counted(getattr(document, part), fields)
            if last is None or before is None
            else _recounted(getattr(before, part), getattr(document, part), fields, last[1][place])
            for place, (part, fields) in enumerate(_PARTS.items())
        )
        self._last = ref(document), counts
        return _Typed(*map(sum, zip(*counts, strict=True)))


_LATEST: Final = _Latest()
#: In which mappings of a document numbers are typed, and in which fields of their elements.
_PARTS: Final = {
    "parameters": ("value",),
    "opinions": ("parameters",),
    "outcomes": ("value",),
    "branches": ("probability", "payoff"),
}


def _mostly(document: Document) -> NumberForm:
    """How most of the numbers of a document are typed."""
    key = id(document)
    known = _KNOWN.get(key)
    if known is not None and known[0]() is document:
        return known[1]
    typed = _LATEST.count(document)
    mostly = 0 < typed.fractions >= typed.decimals
    form = NumberForm.FRACTION if mostly else NumberForm.DECIMAL
    _KNOWN[key] = ref(document, lambda gone: _forget(key, gone)), form
    return form


def _forget(key: int, gone: ref[Document]) -> None:
    """A document is no more; another one may have its place in memory by now."""
    known = _KNOWN.get(key)
    if known is not None and known[0] is gone:
        del _KNOWN[key]


def _counted(elements: Mapping[str, Element], fields: tuple[str, ...]) -> _Typed:
    """How the numbers in these fields of elements are typed."""
    fractions = decimals = 0
    for field in fields:
        for stated in map(attrgetter(field), elements.values()):
            if stated is None:
                continue
            for numeral in (stated,) if isinstance(stated, Numeral) else stated.values():
                text = numeral.text
                fractions += "/" in text and _FRACTION.search(text) is not None
                decimals += "." in text or "%" in text
    return _Typed(fractions, decimals)


def _recounted(
    before: Mapping[str, Element],
    after: Mapping[str, Element],
    fields: tuple[str, ...],
    counted: _Typed,
) -> _Typed:
    """The same where it is known how they were typed before."""
    ids = single_changes(before, after)
    if ids is None:
        return _counted(after, fields)
    gone, come = (
        _counted({id_: elements[id_] for id_ in ids if id_ in elements}, fields)
        for elements in (before, after)
    )
    return _Typed(
        counted.fractions + come.fractions - gone.fractions,
        counted.decimals + come.decimals - gone.decimals,
    )
