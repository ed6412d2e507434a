"""Interval dominance: out goes only what some plan is better than for sure, whatever opinion holds."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from solver.budget import Budget
from solver.explain.case import Case
from solver.explain.explanation import Clause, Part
from solver.induction.opinions.interval_sets import not_below
from solver.induction.prospect_sets import Sets
from solver.induction.tree.compiled_tree import Compiled
from solver.rules.intervals.by_intervals import HOW, OUR_READING, ByIntervals, interval_text
from solver.translation import mark
from solver.words.names import Names

FOLLOWS: Final = Clause(
    "not below",
    "Interval dominance: follow any plan whose greatest expectation over the opinions is at least the "
    "least expectation of every other.",
)
RULED_OUT: Final = Clause(
    "below",
    "Interval dominance: do not follow a plan whose greatest expectation over the opinions is less than "
    "the least expectation of another.",
)


class IntervalDominance(ByIntervals):
    """Leave only plans whose interval lies below that of another."""

    id = "interval-dominance"
    name = "Interval dominance"
    short = "Intervals"
    called = "Interval dominance"
    summary = mark(
        "Reject a plan only if every opinion expects less of it than any expects of some other."
    )
    explanation = (
        "A plan is out if some plan has a least expectation over the opinions that is above its "
        "greatest. All others are permitted, including some to which another plan is strictly preferred: the "
        "rule is not restricted to maximal plans, and may permit dominated ones. "
        f"{HOW}\n\n"
        "Sources: Zaffalon, Wesnes and Petrini (2003); Troffaes, Decision making under uncertainty using "
        "imprecise probabilities (2007).\n\n"
        f"{OUR_READING}"
    )
    of_opinions = mark("at best not worse than any other plan is at worst, over the opinions")
    examples = (("two-bets", "It excludes refusing both: taking both wins 5 for sure."),)
    follows = FOLLOWS
    ruled_out = RULED_OUT
    admitted = mark("is free of interval dominance")
    among_maximal = False
    beside = mark(
        "At best it is no worse than any other plan is at worst; at worst the best of these is {other}: {told}."
    )

    def find(self, case: Case, tree: Compiled, budget: Budget) -> Sets:
        return not_below(tree, budget)

    def number(self, case: Case, expected: Sequence[Fraction]) -> Fraction:
        return max(expected)

    def held_to(self, case: Case, expected: Sequence[Fraction]) -> Fraction:
        return min(expected)

    def _value(self, case: Case, sets: Sets) -> Fraction | None:
        return None

    def told(self, names: Names, part: Part) -> str:
        return interval_text(names, part)


INTERVAL_DOMINANCE: Final = IntervalDominance()
