"""What a completion makes of a prospect."""

from fractions import Fraction

from solver.document.elements import Completion
from solver.explain.explanation import Completed
from solver.prospect import End, Prospect


def test_opinions_count_by_their_shares_each_with_its_utility() -> None:
    a, b = End("a"), End("b")
    low, high = Prospect({a: Fraction(1, 4), b: Fraction(3, 4)}), Prospect({a: Fraction(1)})
    utilities = {
        "low": (Fraction(1, 3), {a: Fraction(4), b: Fraction(8)}),
        "high": (Fraction(2, 3), {a: Fraction(6), b: Fraction(0)}),
    }
    completed = Completed(Completion(), {a: Fraction(100), b: Fraction(100)}, utilities)
    both = Prospect({a: Fraction(1, 4), b: Fraction(3, 4)}, {"low": low, "high": high})
    assert completed.value(both) == Fraction(1, 3) * 7 + Fraction(2, 3) * 6
    assert Completed(Completion(), {a: Fraction(4), b: Fraction(8)}).value(low) == 7
