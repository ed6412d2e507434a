"""Hurwicz's rule (1951): weigh the least expectation over the opinions against the greatest."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from solver.budget import Budget
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.errors import NotSolvable, NumberError
from solver.explain.case import Case
from solver.explain.explanation import Clause, Part
from solver.findings import Finding
from solver.induction.opinions.interval_sets import expectations_of, greatest
from solver.induction.prospect_sets import Sets, maximal_sets
from solver.induction.tree.compiled_tree import Compiled
from solver.rules.intervals.by_intervals import (
    HOW,
    OUR_READING,
    ByIntervals,
    interval,
    interval_text,
    value_text,
)
from solver.rules.rule import DependsOn
from solver.translation import mark, tr
from solver.whole_numbers import Whole
from solver.words.names import Names

#: How much the least expectation counts where the document does not say.
USUAL: Final = Fraction(1, 2)
FOLLOWS: Final = Clause(
    "the mean is greatest",
    "Hurwicz: follow a maximal plan of which α times the least expectation plus 1 − α times the "
    "greatest is the most (Hurwicz 1951).",
)
RULED_OUT: Final = Clause(
    "the mean is less",
    "Hurwicz: do not follow a plan that is not maximal, or of which α times the least expectation "
    "plus 1 − α times the greatest is less than another’s (Hurwicz 1951).",
)


def alpha_of(document: Document) -> Fraction:
    """How much the least expectation counts: ``view.alpha``, a number from 0 to 1.

    Raises `NotSolvable` where it is none.
    """
    stated = document.view.get("alpha")
    if stated is None:
        return USUAL
    try:
        numeral = stated if isinstance(stated, Numeral) else Numeral(stated)
        found = numeral.value(document.parameter_values)
    except (NumberError, TypeError, AttributeError):
        found = Fraction(-1)
    if not 0 <= found <= 1:
        message = tr("The α of Hurwicz’s rule must be a number from 0 to 1.")
        raise NotSolvable([Finding(code="rule.alpha", message=message)])
    return found


class Hurwicz(ByIntervals):
    """Maximise a mean of the least and the greatest expectation among maximal plans."""

    id = "hurwicz"
    depends_on = (
        DependsOn.UNKNOWN
    )  # mixtures of least and greatest expectations cross elsewhere, too
    name = "Hurwicz"
    short = "Hurwicz"
    called = "Hurwicz’s rule"
    summary = mark(
        "Of the maximal plans take one whose weighted mean of least and greatest expectation is greatest."
    )
    explanation = (
        "Of the plans to which no available plan is strictly preferred, those are permitted of which "
        "α E̲ + (1 − α) E̅ is the greatest: E̲ and E̅ are the least and the greatest expectation over the "
        "opinions, and α says how much the least counts (1/2 by default; 1 is gamma-maximin, 0 "
        f"gamma-maximax; the field is on the page Opinions). {HOW}\n\n"
        "Source: Hurwicz, Optimality criteria for decision making under ignorance (1951).\n\n"
        f"{OUR_READING}"
    )
    of_opinions = mark(
        "maximal, and best by a weighted mean of the worst and the best that opinions expect"
    )
    examples = (("three-acts", "With α = 1/2 either bet is worth 1/2, more than the sure 9/20."),)
    follows = FOLLOWS
    ruled_out = RULED_OUT
    admitted = mark("has the best weighted mean of the maximal ones")
    value_name = mark("weighted mean")

    def require(self, case: Case) -> None:
        alpha_of(case.document)
        super().require(case)

    def key(self, case: Case) -> Fraction:
        return alpha_of(case.document)

    def find(self, case: Case, tree: Compiled, budget: Budget) -> Sets:
        alpha = alpha_of(case.document)
        least, most = alpha.numerator, alpha.denominator - alpha.numerator

        def worth(rows: Whole) -> Whole:
            result: Whole = rows.min(axis=1) * least + rows.max(axis=1) * most
            return result

        return greatest(tree, case.within(maximal_sets, budget), worth, budget)

    def number(self, case: Case, expected: Sequence[Fraction]) -> Fraction:
        return _mean(alpha_of(case.document), expected)

    def told(self, names: Names, part: Part) -> str:
        _, sign = interval(names, part)
        mean = sign * _mean(alpha_of(names.document), expectations_of(part.prospect, sign))
        text = interval_text(names, part)
        return tr("{text}, the weighted mean is {mean}").format(
            text=text, mean=value_text(names, part, mean)
        )


HURWICZ: Final = Hurwicz()


def _mean(alpha: Fraction, expected: Sequence[Fraction]) -> Fraction:
    return alpha * min(expected) + (1 - alpha) * max(expected)
