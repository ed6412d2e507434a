"""A rule asked at many values of parameters: the tree is made ready once, and only its numbers change."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import prod
from typing import Final

import msgspec

from solver.document.model import Document
from solver.document.numerals import Numeral, names_in
from solver.document.values import criterion_numerals
from solver.errors import Cancelled, NotSolvable, QuandaryError
from solver.explain.case import Case
from solver.induction.tree.compiling import compile_tree
from solver.induction.tree.refilled import Refilled
from solver.rules import rule_of
from solver.rules.rule import Rule
from solver.sensitivity.answers import Answered, cut_down
from solver.translation import tr

MOST_POINTS: Final = 10_000_000

#: Values of some parameters, by name.
Values = Mapping[str, Fraction]


@dataclass(frozen=True)
class Asked:
    """What a rule says at one point: its answer and value, or why it has none."""

    answer: Answered | None
    value: Fraction | None = None
    refused: str = ""

    @property
    def key(self) -> object:
        """Equal where the verdict is the same, whatever the value."""
        return self.answer, self.refused


class Points:
    """A document and a rule, to be asked with other values of parameters."""

    def __init__(
        self, document: Document, rule: str, cancelled: Callable[[], bool] | None = None
    ) -> None:
        self.document, self.rule = document, rule_of(rule)
        self.cancelled = cancelled

    def at(self, values: Values) -> Asked:
        """What the rule says there."""
        try:
            return ask(self.rule, self.case(values))
        except QuandaryError as error:
            return Asked(None, refused=refusal(error))

    def case(self, values: Values) -> Case:
        """The document with these values, made ready.  Raises `NotSolvable` where it is not valid."""
        document = with_values(self.document, values)
        made = None if self._ready is None else self._ready.filled(document)
        return Case(compile_tree(document) if made is None else made, self.cancelled)

    # --------------------------------------------------------------- made ready once

    @cached_property
    def _ready(self) -> Refilled | None:
        """The tree, where other numbers can simply take the place of its own."""
        try:
            tree = compile_tree(self.document)
        except NotSolvable:
            return None
        stated = self.document.preferences
        concerned = {id_ for pair in (*stated.better, *stated.equal) for id_ in pair}
        depends = any(
            names_in(numeral.text)
            for id_ in concerned
            if id_ in self.document.outcomes
            for numeral in criterion_numerals(
                self.document, self.document.outcomes[id_].value
            ).values()
        )
        plain = tree.relation.adds_up and not depends
        settled = any(node.conduct is not None for node in self.document.nodes.values())
        return Refilled(tree) if plain and not settled else None


def ask(rule: Rule, case: Case) -> Asked:
    """What a rule says of a case."""
    try:
        rule.require(case)
        answer = rule.answer(case, case.budget())
    except Cancelled:
        raise
    except QuandaryError as error:
        return Asked(None, refused=refusal(error))
    return Asked(cut_down(case.tree, answer), answer.value)


def refusal(error: QuandaryError) -> str:
    """What an error that was to be expected says."""
    return error.findings[0].message if isinstance(error, NotSolvable) else error.message


def with_values(document: Document, values: Values) -> Document:
    """The document with other values of parameters."""
    parameters = dict(document.parameters)
    for id_, value in values.items():
        parameters[id_] = msgspec.structs.replace(parameters[id_], value=Numeral.of(value))
    return replace(document, parameters=parameters)


def spaced(low: Fraction, high: Fraction, count: int) -> tuple[Fraction, ...]:
    """So many numbers at equal distances, both ends among them."""
    if count == 1:
        return (low,)
    return tuple([low + (high - low) * Fraction(k, count - 1) for k in range(count)])


def number_of(sizes: list[int]) -> int:
    """How many points a grid has.  Raises `QuandaryError` where they are too many."""
    total = prod(sizes)
    if total > MOST_POINTS:
        raise QuandaryError(
            tr("{total:,} points are too many: at most {most_points:,} are asked.").format(
                total=total, most_points=MOST_POINTS
            )
        )
    return total
