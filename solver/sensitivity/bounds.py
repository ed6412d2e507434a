"""How a bound is said: as an exact fraction, or as a polynomial with an interval that isolates its root."""

from fractions import Fraction
from math import floor, log10

from solver.sensitivity.along.roots import Root, changes, sturm_chain
from solver.words.numbers import THIN, Format, decimal


def bound_json(root: Root) -> object:
    """As in the program's JSON: ``"4/9"``, or ``{"between": [a, b], "polynomial": [c0, c1, …]}``.

    Where only an interval is known (nothing is proved there) there is no polynomial.
    """
    if root.is_rational:
        return str(root.low)
    if root.factor is None:
        return {"between": [str(root.low), str(root.high)]}
    low, high = _short(root)
    return {
        "between": [str(low), str(high)],
        "polynomial": [str(int(c)) for c in root.factor.coeffs()],
    }


def _short(root: Root) -> tuple[Fraction, Fraction]:
    """Decimals around an irrational root between which it is the only one."""
    root.narrow(Fraction(1, 10**12) * max(Fraction(1), abs(root.high)))
    size = max(abs(root.low), abs(root.high), Fraction(1, 10**9))
    step = Fraction(10) ** (floor(log10(float(size))) - 8)
    low = floor(root.low / step) * step
    high = low + 2 * step
    chain = sturm_chain(root.factor)
    isolates = root.high < high and changes(chain, low) - changes(chain, high) == 1
    return (low, high) if isolates else (root.low, root.high)


def bound_words(root: Root, form: Format) -> str:
    """As people read it: exact, or “≈” where it is no fraction."""
    if root.is_rational:
        return form.number(root.low)
    return (
        decimal(root.value)
        if decimal(root.value).startswith("≈")
        else f"≈{THIN}{decimal(root.value)}"
    )
