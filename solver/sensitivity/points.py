"""A rule asked at many values of parameters: the tree is made ready once, and only its numbers change."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from functools import cached_property
from math import prod
from typing import Final

import msgspec
import numpy as np

from solver.document.elements import Kind
from solver.document.model import Document
from solver.document.numerals import Numeral, names_in
from solver.document.shares import share_of
from solver.document.values import criterion_numerals
from solver.errors import Cancelled, NotSolvable, NumberError, QuandaryError
from solver.explain.case import Case
from solver.induction.tree.compiled_tree import Compiled
from solver.induction.tree.compiling import compile_tree
from solver.induction.tree.prospect_order import Order
from solver.preferences.features import scale_of
from solver.rules import rule_of
from solver.rules.rule import Rule
from solver.sensitivity.answers import Answered, cut_down
from solver.translation import tr
from solver.whole_numbers import Ints

MOST_POINTS: Final = 10_000_000
ONE: Final = Fraction(1)

#: Values of some parameters, by name.
Values = Mapping[str, Fraction]
#: The shares of a node as they are typed; None for what takes the rest.
Spelled = tuple[str | None, ...]
Numerals = tuple[Numeral | None, ...]


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
        if self._tree is None or not (made := self._made(self._tree, document)):
            return Case(compile_tree(document), self.cancelled)
        return Case(made, self.cancelled)

    # --------------------------------------------------------------- made ready once

    @cached_property
    def _tree(self) -> Compiled | None:
        """The tree with its own numbers, where others can simply take their place."""
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
        plain = tree.relation.adds_up and not tree.opinions and not depends
        settled = any(node.conduct is not None for node in self.document.nodes.values())
        return tree if plain and not settled else None

    @cached_property
    def _shares(self) -> tuple[Numerals, ...]:
        assert self._tree is not None
        document = self._tree.document
        return tuple(
            tuple([share_of(b, document.nodes[id_].kind) for b in document.children(id_)])
            for id_ in self._tree.ids
        )

    @cached_property
    def _ends(self) -> tuple[Ints, tuple[tuple[str, tuple[Mapping[str, Numeral], ...]], ...]]:
        """The kind of each leaf, and for each kind its outcome and all numbers that are added up."""
        assert self._tree is not None
        tree, document = self._tree, self._tree.document
        paid: list[tuple[str, ...]] = [()] * len(tree)
        codes: dict[tuple[str, tuple[str, ...]], int] = {}
        kinds = []
        for node, id_ in enumerate(tree.ids):
            for branch, child in zip(document.children(id_), tree.children[node], strict=True):
                more = () if branch.payoff is None else (branch.id,)
                paid[child] = (*paid[node], *more)
            outcome = tree.outcomes[node]
            kinds.append(
                -1 if outcome is None else codes.setdefault((outcome, paid[node]), len(codes))
            )
        made = tuple(
            (
                outcome,
                (
                    criterion_numerals(document, document.outcomes[outcome].value),
                    *(criterion_numerals(document, document.branches[b].payoff) for b in way),
                ),
            )
            for outcome, way in codes
        )
        return np.array(kinds, dtype=np.int64), made

    def _made(self, tree: Compiled, document: Document) -> Compiled | None:
        """The tree with the numbers of another point; None where a check must say what is wrong."""
        names = document.parameter_values
        known: dict[str, Fraction] = {}

        def number(numeral: Numeral) -> Fraction:
            if (found := known.get(numeral.text)) is None:
                found = known[numeral.text] = numeral.value(names)
            return found

        try:
            shares = self._valued(number)
            if shares is None:
                return None
            if self._alike is not None:
                return self._with(self._alike, document, shares)
            kinds, ends = self._ends
            features = tree.preference.features
            less = {c.id for c in document.criteria.values() if c.better == "less"}
            vectors = []
            for outcome, parts in ends:
                values: dict[str, Fraction] = {}
                for part in parts:
                    for criterion, numeral in part.items():
                        values[criterion] = values.get(criterion, Fraction(0)) + number(numeral)
                signed = {c: -v if c in less else v for c, v in values.items()}
                vectors.append(features.vector(scale_of(document.outcomes[outcome]), signed))
        except NumberError:
            return None
        ready = replace(tree, leaf_kinds=kinds, features=tuple(vectors))
        return self._with(ready, document, shares)

    @staticmethod
    def _with(
        tree: Compiled, document: Document, shares: tuple[tuple[Fraction, ...], ...]
    ) -> Compiled:
        levels = tree.levels.entered_by(tree.kinds, shares)
        return replace(tree, document=document.expanded, shares=shares, levels=levels)

    @cached_property
    def _alike(self) -> Compiled | None:
        """The tree whose ends stay what they are, where only probabilities depend on parameters."""
        assert self._tree is not None
        _, ends = self._ends
        numerals = (n for _, parts in ends for part in parts for n in part.values())
        if any(names_in(numeral.text) for numeral in numerals):
            return None
        own = {f.name: getattr(self._tree, f.name) for f in fields(Compiled)}
        return _Alike(**own, other=self._tree)

    @cached_property
    def _spelled(self) -> tuple[tuple[Spelled, ...], Mapping[Spelled, tuple[Kind, Numerals]]]:
        """How the shares of each node are spelled; of each spelling a node that has it, and its numbers."""
        assert self._tree is not None
        spelled, kinds = list[Spelled](), dict[Spelled, tuple[Kind, Numerals]]()
        for kind, numerals in zip(self._tree.kinds, self._shares, strict=True):
            own = tuple([None if n is None or n.is_remainder else n.text for n in numerals])
            spelled.append(own)
            kinds.setdefault(own, (kind, numerals))
        return tuple(spelled), kinds

    @cached_property
    def _fixed(self) -> dict[Spelled, tuple[Fraction, ...]]:
        """Shares that do not depend on any parameter, by how they are spelled."""
        return {(): ()}

    def _valued(
        self, number: Callable[[Numeral], Fraction]
    ) -> tuple[tuple[Fraction, ...], ...] | None:
        spelled, kinds = self._spelled
        found = dict(self._fixed)
        for own, (kind, numerals) in kinds.items():
            if own in found:
                continue
            given = [None if n is None or n.is_remainder else number(n) for n in numerals]
            rest = ONE - sum([q for q in given if q is not None], Fraction(0))
            part = rest / max(1, given.count(None))
            values = tuple([part if q is None else q for q in given])
            stated = kind is Kind.CHANCE or given.count(None) < len(given)
            if stated and (sum(values) != ONE or not all(0 <= q <= ONE for q in values)):
                return None
            found[own] = values
            if not any(names_in(text) for text in own if text is not None):
                self._fixed[own] = values
        return tuple([found[own] for own in spelled])


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


@dataclass(frozen=True)
class _Alike(Compiled):
    """A tree whose ends are those of another: they compare alike."""

    other: Compiled | None = None

    @cached_property
    def order(self) -> Order:
        assert self.other is not None
        return self.other.order


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
