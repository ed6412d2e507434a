"""Which of two prospects is worth more under a utility curve: decided, or honestly not.

The sign of Σ c·u(x) with rational c and x is found by enclosing the utilities ever more closely.  That
it is zero is proved without numbers: exponentials of different rational numbers are linearly independent
over the rational numbers (Lindemann and Weierstrass); a sum of logarithms is zero iff every prime goes
out even; roots of different numbers without such powers as factors are independent (Besicovitch 1940).
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from solver.preferences.curves.curve import Curve

ZERO = Fraction(0)
FIRST_BITS: Final = 80
MOST_BITS: Final = 20_000
MOST_TO_FACTOR: Final = 160  # bits of whole numbers that are taken apart


def sign_of(curve: Curve, terms: Mapping[Fraction, Fraction]) -> int | None:
    """The sign of the sum of each net value's utility times its number: 1, 0, −1; None if undecided."""
    left = {value: number for value, number in terms.items() if number}
    if not left or _is_zero(curve, left):
        return 0
    bits = FIRST_BITS
    while bits <= MOST_BITS:
        low = high = ZERO
        for value, number in left.items():
            bounds = curve.utility(value, bits)
            below, above = bounds if number > 0 else bounds[::-1]
            low += number * below
            high += number * above
        if low > 0 or high < 0:
            return 1 if low > 0 else -1
        if low == high == 0:
            return 0
        bits *= 2
    return None


def _is_zero(curve: Curve, terms: Mapping[Fraction, Fraction]) -> bool:
    """Whether the sum can be proved to be zero."""
    if curve.kind == "log":
        total: dict[int, Fraction] = {}
        for value, number in terms.items():
            for whole, turn in ((value.numerator, 1), (value.denominator, -1)):
                if (found := factors(whole)) is None:
                    return False
                for prime, times in found.items():
                    total[prime] = total.get(prime, ZERO) + turn * times * number
        return not any(total.values())
    if curve.kind == "power" and curve.number.denominator > 1:
        roots: dict[int, Fraction] = {}
        for value, number in terms.items():
            split = split_root(value, curve.number)
            if split is None:
                return False
            factor, radicand = split
            roots[radicand] = roots.get(radicand, ZERO) + factor * number
        return not any(roots.values())
    return False  # exponentials that do not cancel outright are not zero; the others are rational


def split_root(value: Fraction, exponent: Fraction) -> tuple[Fraction, int] | None:
    """A power as a rational number times a root of a whole number without such powers in it."""
    if value == 0:
        return ZERO, 1
    raised, degree = value ** abs(exponent.numerator), exponent.denominator
    if exponent < 0:
        raised = 1 / raised
    whole = raised.numerator * raised.denominator ** (degree - 1)
    if (found := factors(whole)) is None:
        return None
    outside, inside = 1, 1
    for prime, times in found.items():
        outside *= prime ** (times // degree)
        inside *= prime ** (times % degree)
    return Fraction(outside, raised.denominator), inside


def factors(whole: int) -> dict[int, int] | None:
    """A whole number taken apart into primes; None where it is too large for that."""
    if whole.bit_length() > MOST_TO_FACTOR:
        return None
    from flint import fmpz

    return {int(prime): times for prime, times in fmpz(whole).factor()}
