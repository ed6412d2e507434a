"""Gamma-maximax: of the maximal plans take one whose greatest expected value, over the opinions, is greatest."""

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
    "greatest expectation is greatest",
    "Gamma-maximax: follow a maximal plan whose greatest expectation over the opinions is the greatest.",
)
RULED_OUT: Final = Clause(
    "greatest expectation is less",
    "Gamma-maximax: do not follow a plan that is not maximal, or whose greatest expectation over the opinions "
    "is less than another’s.",
)


class GammaMaximax(ByIntervals):
    """Maximise the greatest expected value among maximal plans."""

    id = "gamma-maximax"
    name = "Gamma-maximax"
    short = "Γ-maximax"
    called = "Gamma-maximax"
    summary = mark(
        "Of the maximal plans take one whose greatest expected value, over the opinions, is greatest."
    )
    explanation = (
        "Of the plans to which no available plan is strictly preferred, those are permitted whose greatest expectation over the opinions is the greatest. "
        f"{HOW}\n\n"
        "Source: Troffaes, Decision making under uncertainty using imprecise probabilities (2007); Satia and Lave (1973).\n\n"
        f"{OUR_READING}"
    )
    of_opinions = mark("maximal, and best by the best that opinions expect")
    examples = (("three-acts", "It takes either bet: some opinion is sure of it."),)
    follows = FOLLOWS
    ruled_out = RULED_OUT
    admitted = mark("has the best greatest expected value of the maximal ones")
    value_name = mark("greatest expected value")

    def find(self, case: Case, tree: Compiled, budget: Budget) -> Sets:
        return greatest(tree, case.within(maximal_sets, budget), _worth, budget)

    def number(self, case: Case, expected: Sequence[Fraction]) -> Fraction:
        return max(expected)

    def told(self, names: Names, part: Part) -> str:
        return interval_text(names, part, worst=False)


GAMMA_MAXIMAX: Final = GammaMaximax()


def _worth(rows: Whole) -> Whole:
    result: Whole = rows.max(axis=1)
    return result
