"""A tree that is made ready once: only its numbers change, under each opinion where there are several."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from functools import cached_property
from typing import Final

import numpy as np

from solver.document.elements import Kind
from solver.document.model import Document
from solver.document.numerals import Numeral, names_in
from solver.document.shares import share_of
from solver.document.values import criterion_numerals
from solver.errors import NumberError
from solver.induction.tree.compiled_tree import Compiled
from solver.induction.tree.joined_opinions import together
from solver.induction.tree.prospect_order import Order
from solver.preferences.exact_simplex import Vector
from solver.preferences.features import scale_of
from solver.whole_numbers import Ints

ONE: Final = Fraction(1)

#: The shares of a node as they are typed; None for what takes the rest.
Spelled = tuple[str | None, ...]
Numerals = tuple[Numeral | None, ...]
Shares = tuple[tuple[Fraction, ...], ...]


class Refilled:
    """A compiled tree in which no conduct settles anything, to be filled with other numbers.

    How outcomes compare that are stated to be better must not depend on these.
    """

    def __init__(self, tree: Compiled) -> None:
        self._tree = tree
        self._under = {id_: Refilled(reading) for id_, reading in tree.opinions.items()}

    def filled(self, document: Document) -> Compiled | None:
        """The tree with the numbers of this document; None where a check must say what is wrong."""
        document = document.expanded
        try:
            return self._filled(document)
        except NumberError:
            return None

    def _filled(self, document: Document) -> Compiled | None:
        names = document.parameter_values
        known: dict[str, Fraction] = {}

        def number(numeral: Numeral) -> Fraction:
            if (found := known.get(numeral.text)) is None:
                found = known[numeral.text] = numeral.value(names)
            return found

        shares = self._valued(number)
        if shares is None:
            return None
        tree = self._tree if self._alike is None else self._alike
        levels = tree.levels.entered_by(tree.kinds, shares)
        if not self._under:
            ready = replace(tree, document=document, shares=shares, levels=levels)
            if self._alike is not None:
                return ready
            return replace(
                ready, leaf_kinds=self._ends[0], features=self._features(document, number)
            )
        readings: dict[str, Compiled] = {}
        for (id_, own), reading in zip(self._under.items(), document.readings, strict=True):
            if (found := own._filled(reading)) is None:
                return None
            readings[id_] = found
        under = tuple(reading.levels for reading in readings.values())
        levels = replace(levels, opinions=under)
        ready = replace(tree, document=document, shares=shares, levels=levels, opinions=readings)
        return ready if self._alike is not None else self._joined(ready)

    def _joined(self, tree: Compiled) -> Compiled:
        """Where the ends depend on the numbers: the same kinds of ends under all opinions, side by side."""
        assert tree.beside is not None
        kinds, ends = self._ends
        readings = tuple(tree.opinions.values())
        return replace(
            tree,
            leaf_kinds=kinds,
            features=tuple(
                together([own.features[kind] for own in readings], tree.beside.places)
                for kind in range(len(ends))
            ),
            leaf_kinds_by_opinion=tuple((kind,) * len(readings) for kind in range(len(ends))),
        )

    def _features(
        self, document: Document, number: Callable[[Numeral], Fraction]
    ) -> tuple[Vector, ...]:
        """The features of each kind of end."""
        features = self._tree.preference.features
        less = {c.id for c in document.criteria.values() if c.better == "less"}
        vectors = []
        for outcome, parts in self._ends[1]:
            values: dict[str, Fraction] = {}
            for part in parts:
                for criterion, numeral in part.items():
                    values[criterion] = values.get(criterion, Fraction(0)) + number(numeral)
            signed = {c: -v if c in less else v for c, v in values.items()}
            vectors.append(features.vector(scale_of(document.outcomes[outcome]), signed))
        return tuple(vectors)

    @cached_property
    def _shares(self) -> tuple[Numerals, ...]:
        document = self._tree.document
        return tuple(
            tuple([share_of(b, document.nodes[id_].kind) for b in document.children(id_)])
            for id_ in self._tree.ids
        )

    @cached_property
    def _ends(self) -> tuple[Ints, tuple[tuple[str, tuple[Mapping[str, Numeral], ...]], ...]]:
        """The kind of each leaf, and for each kind its outcome and all numbers that are added up."""
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

    @cached_property
    def _alike(self) -> Compiled | None:
        """The tree whose ends stay what they are, where only probabilities depend on parameters."""
        _, ends = self._ends
        numerals = (n for _, parts in ends for part in parts for n in part.values())
        if any(names_in(numeral.text) for numeral in numerals):
            return None
        own = {f.name: getattr(self._tree, f.name) for f in fields(Compiled)}
        return _Alike(**own, other=self._tree)

    @cached_property
    def _spelled(self) -> tuple[tuple[Spelled, ...], Mapping[Spelled, tuple[Kind, Numerals]]]:
        """How the shares of each node are spelled; of each spelling a node that has it, and its numbers."""
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

    def _valued(self, number: Callable[[Numeral], Fraction]) -> Shares | None:
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


@dataclass(frozen=True)
class _Alike(Compiled):
    """A tree whose ends are those of another: they compare alike."""

    other: Compiled | None = None

    @cached_property
    def order(self) -> Order:
        assert self.other is not None
        return self.other.order
