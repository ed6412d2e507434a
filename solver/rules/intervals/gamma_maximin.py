"""Gamma-maximin: of the maximal plans take one whose least expected value, over the opinions, is greatest."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from solver.budget import Budget
from solver.explain.case import Case
from solver.explain.explanation import Clause, Part
from solver.induction.opinions.interval_sets import greatest
from solver.induction.prospect_sets import Sets, maximal_sets
from solver.induction.tree.compiled_tree import Compiled
from solver.rules.intervals.by_intervals import HOW, OUR_READING, ByIntervals, interval_text
from solver.translation import mark
from solver.whole_numbers import Whole
from solver.words.names import Names

FOLLOWS: Final = Clause(
    "least expectation is greatest",
    "Gamma-maximin: follow a maximal plan whose least expectation over the opinions is the greatest.",
)
RULED_OUT: Final = Clause(
    "least expectation is less",
    "Gamma-maximin: do not follow a plan that is not maximal, or whose least expectation over the opinions "
    "is less than another’s.",
)


class GammaMaximin(ByIntervals):
    """Maximise the least expected value among maximal plans."""

    id = "gamma-maximin"
    name = "Gamma-maximin"
    short = "Γ-maximin"
    called = "Gamma-maximin"
    summary = mark(
        "Of the maximal plans take one whose least expected value, over the opinions, is greatest."
    )
    explanation = (
        "Of the plans to which no available plan is strictly preferred, those are permitted whose least expectation over the opinions is the greatest. "
        f"{HOW}\n\n"
        "Sources: Gilboa and Schmeidler, Maxmin expected utility with non-unique prior (1989); Troffaes, Decision making under uncertainty using imprecise probabilities (2007), who discusses all the rules on intervals.\n\n"
        f"{OUR_READING}"
    )
    of_opinions = mark("maximal, and best by the worst that opinions expect")
    examples = (("two-bets", "It takes both bets, which win 5 for sure."),)
    follows = FOLLOWS
    ruled_out = RULED_OUT
    admitted = mark("has the best least expected value of the maximal ones")
    value_name = mark("least expected value")

    def find(self, case: Case, tree: Compiled, budget: Budget) -> Sets:
        return greatest(tree, case.within(maximal_sets, budget), _worth, budget)

    def number(self, case: Case, expected: Sequence[Fraction]) -> Fraction:
        return min(expected)

    def told(self, names: Names, part: Part) -> str:
        return interval_text(names, part, worst=True)


GAMMA_MAXIMIN: Final = GammaMaximin()


def _worth(rows: Whole) -> Whole:
    result: Whole = rows.min(axis=1)
    return result
