"""Rational numbers in place of irrational utilities, which compare exactly as those do.

Prospects of one tree compare by sums Σ c·u(x) whose numbers c are whole and no larger than some bound (the
common denominator of its probabilities).  Utilities are sums of a few numbers that no such sum of makes
zero: exponentials, logarithms of primes, roots.  These are rounded so finely that no sum within the
bound changes its sign.  That it is so is proved: were there a sum that small, it would be a short vector
of a lattice (Lenstra, Lenstra and Lovász 1982), and a reduced basis says how short vectors can be.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import lcm
from typing import Final

from flint import arb, ctx, fmpq, fmpz, fmpz_mat

from solver.preferences.curves.comparing import factors, split_root
from solver.preferences.curves.curve import Curve

ZERO, ONE = Fraction(0), Fraction(1)
MOST_DIGITS: Final = 60_000  # binary ones of all the numbers that utilities are sums of, together

#: What a utility is a sum of: the number itself (an exponent, a prime, a radicand), None for 1.
Part = Fraction | int | None


@lru_cache(maxsize=64)
def stand_ins(
    curve: Curve, values: tuple[Fraction, ...], bound: int
) -> Mapping[Fraction, Fraction] | None:
    """A rational number for the utility of each net value; None where that is too much to prove.

    Sums of them with whole numbers no larger than ``bound`` have the sign of the sums of utilities.
    """
    sums: dict[Fraction, dict[Part, Fraction]] = {}
    for value in values:
        parts = _parts(curve, value)
        if parts is None:
            return None
        sums[value] = parts
    names = list(dict.fromkeys(name for parts in sums.values() for name in parts))
    unit = lcm(*(q.denominator for parts in sums.values() for q in parts.values()))
    most = max((abs(q) for parts in sums.values() for q in parts.values()), default=ZERO)
    rounded = _rounded(curve, names, int(2 * bound * unit * most) + 1)
    if rounded is None:
        return None
    return {
        value: sum((q * rounded[name] for name, q in parts.items()), ZERO)
        for value, parts in sums.items()
    }


def _parts(curve: Curve, value: Fraction) -> dict[Part, Fraction] | None:
    """A utility as a sum of numbers that are independent over the rational ones; None if unknown."""
    if (exact := curve.exact(value)) is not None:
        return {None: exact}
    if curve.kind == "exponential":
        return {None: ONE, -curve.sign * value / curve.number: -ONE}
    if curve.kind == "log":
        found: dict[Part, Fraction] = {}
        for whole, turn in ((value.numerator, 1), (value.denominator, -1)):
            if (split := factors(whole)) is None:
                return None
            for prime, times in split.items():
                found[prime] = found.get(prime, ZERO) + turn * times
        return found
    root = split_root(value, curve.number)
    if root is None:
        return None
    turn = -1 if curve.number < 0 else 1
    return {None if root[1] == 1 else root[1]: turn * root[0]}


def _rounded(curve: Curve, names: Sequence[Part], bound: int) -> Mapping[Part, Fraction] | None:
    """The numbers that utilities are sums of, so close that sums within the bound keep their sign."""
    many = len(names)
    digits = many * ((3 * many * bound).bit_length() + many // 2) + 40
    while many * digits <= MOST_DIGITS:
        whole = [_near(curve, name, digits) for name in names]
        if _shortest(whole) > many * bound**2 * (many + 1):
            return {name: Fraction(w, 2**digits) for name, w in zip(names, whole, strict=True)}
        digits *= 2
    return None


def _near(curve: Curve, name: Part, digits: int) -> int:
    """A number times a power of two, to the nearest whole number or the one beside it."""
    if name is None:
        return int(2**digits)
    with ctx.workprec(2 * digits + 200):
        ball = arb(fmpq(Fraction(name).numerator, Fraction(name).denominator))
        if curve.kind == "exponential":
            found = ball.exp()
        elif curve.kind == "log":
            found = ball.log()
        else:
            found = ball.root(curve.number.denominator)
        return int((found * 2**digits).mid().floor().unique_fmpz())


def _shortest(whole: Sequence[int]) -> int:
    """A whole number that the square of the length of every vector (c, Σ c·whole) is at least, c not zero."""
    many = len(whole)
    rows = [[int(i == j) for j in range(many)] + [whole[i]] for i in range(many)]
    reduced = fmpz_mat(rows).lll()
    gram = reduced * reduced.transpose()
    # Leading minors are products of the squares of lengths of the orthogonalised basis.
    minors = [fmpz(1)]
    for size in range(1, many + 1):
        part = fmpz_mat([[gram[i, j] for j in range(size)] for i in range(size)])
        minors.append(part.det())
    return min(int(b) // int(a) for a, b in pairwise(minors))
