"""A document made ready to be asked about: its tree, the sets that rules look at, plans as parts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from itertools import islice, product
from typing import Any, TypeVar

from solver.budget import Budget
from solver.document.elements import Kind
from solver.document.model import Document
from solver.errors import EditError
from solver.explain.explanation import Completed, Part
from solver.induction.opinions.weighed_completions import utilities_of_ends, weighed_completion
from solver.induction.prospect_sets import Sets, maximal_sets
from solver.induction.prospect_tables import Mask
from solver.induction.table_plans import Ways
from solver.induction.tree.compiled_tree import Compiled
from solver.induction.tree.compiling import compile_tree
from solver.induction.tree.prospect_order import Point
from solver.preferences.completion_values import completion_of, tidy
from solver.preferences.exact_simplex import Vector, dot
from solver.preferences.statements import Statements
from solver.prospect import End
from solver.translation import tr

ZERO = Fraction(0)
Found = TypeVar("Found")
Choices = Mapping[int, int]  # choice node → place of its branch, by numbers


@dataclass(frozen=True, eq=False)
class Case:
    """A document made ready for every question: its compiled tree, and what was found out so far.

    Whoever asks several questions makes one case and hands it on: rules, explanations and analyses
    take it in place of the document.  What is found out is kept by the function that finds it out,
    so that whoever needs it next (another rule, an explanation) has it already.  Numbers of nodes
    are in preorder.

    Threads may ask at the same time: what two of them find out at once, both find alike.
    """

    tree: Compiled
    cancelled: Callable[[], bool] | None = None
    _found: dict[object, Any] = field(default_factory=dict, repr=False)
    _short: dict[object, Any] = field(default_factory=dict, repr=False)  # the budget was too small
    _ways: dict[int, Ways] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, asked: "Document | Case", cancelled: Callable[[], bool] | None = None) -> "Case":
        """The case of a document; a case stays what it is, and only who may stop it is another.

        Raises `NotSolvable` where the document is not valid to solve.
        """
        if isinstance(asked, Document):
            return cls(compile_tree(asked), cancelled)
        return asked if cancelled is None else replace(asked, cancelled=cancelled)

    def asked(self, cancelled: Callable[[], bool] | None) -> "Case":
        """The same for another question: what a budget has cut short for others is not taken over."""
        return replace(self, cancelled=cancelled, _short={}, _ways={})

    @cached_property
    def opinions(self) -> "Mapping[str, Case]":
        """The case of each opinion; none where the document lists none."""
        return {id_: Case(tree, self.cancelled) for id_, tree in self.tree.opinions.items()}

    @property
    def document(self) -> Document:
        """The document with its live copies written out, and all choices that conduct settles."""
        return self.tree.stated

    # ----------------------------------------------------------------------- found out

    def budget(self) -> Budget:
        """What one question may cost."""
        return Budget(self.cancelled)

    def once(self, find: Callable[[Compiled], Found]) -> Found:
        """What a function finds out about the tree; it is called once a case."""
        if find not in self._found:
            self._found[find] = find(self.tree)
        found: Found = self._found[find]
        return found

    def kept(
        self,
        key: object,
        find: Callable[[], Found],
        is_whole: Callable[[Found], bool] = lambda _: True,
    ) -> Found:
        """The same for what else it depends on: the key says what it is.  What is not whole is not kept."""
        if key in self._found:
            known: Found = self._found[key]
            return known
        found = find()
        if is_whole(found):
            self._found[key] = found
        return found

    def within(
        self, find: Callable[[Compiled, Budget], Found], budget: Budget | None = None
    ) -> Found:
        """The same for what takes a budget: that of whoever asks first, or one of its own."""
        for kept in (self._found, self._short):
            if find in kept:
                known: Found = kept[find]
                return known
        budget = budget or self.budget()
        found = find(self.tree, budget)
        (self._short if budget.was_short else self._found)[find] = found
        return found

    @property
    def maximal(self) -> Sets:
        """The maximal plans at every node."""
        return self.within(maximal_sets)

    def is_open(self, sets: Sets, number: int) -> bool:
        """Whether the set of a node went past the budget."""
        depth, place = self.spot(number)
        return bool(sets.tables[depth].open[place])

    # ----------------------------------------------------------------------- the tree

    def spot(self, number: int) -> tuple[int, int]:
        """The level of a node, and its place there."""
        levels = self.tree.levels
        at = int(levels.places[number])
        depth = next(d for d, level in enumerate(levels.levels) if at < level.stop)
        return depth, at - levels.levels[depth].start

    def path(self, number: int) -> list[int]:
        """The nodes on the way from the root to a node, itself included."""
        way = [number]
        while (above := self.tree.parents[way[-1]]) >= 0:
            way.append(above)
        return way[::-1]

    def is_never(self, number: int) -> bool:
        """Whether it is the first on the way from the root to which every opinion gives probability 0.

        Counted anew from each such node.
        """
        depth, place = self.spot(number)
        return depth > 0 and bool(self._never[depth - 1][place])

    @cached_property
    def _never(self) -> Sequence[Mask]:
        return self.tree.never_from(0)

    def is_alone(self, number: int) -> bool:
        """Whether some opinion gives the branch into a node probability zero."""
        levels = self.tree.levels
        place = int(levels.places[number])
        return any(tree.levels.share(place) == 0 for tree in self.tree.readings)

    def step(self, above: int, below: int) -> int:
        """The place of the branch that leads from a node to a child."""
        return self.tree.children[above].index(below)

    def end(self, branch: str) -> tuple[int, int]:
        """The choice node that a branch leaves, and the place of the branch there."""
        entry = self.document.branches.get(branch)
        number = self.tree.numbers.get(entry.source) if entry is not None else None
        if entry is None or number is None or self.tree.kinds[number] is not Kind.CHOICE:
            raise EditError(
                tr("“{branch}” is not a branch of a choice node in the tree.").format(branch=branch)
            )
        return number, self.tree.branches[number].index(branch)

    def reached(self, number: int, choices: Choices) -> list[int]:
        """The inner nodes that a plan from a node reaches, probability zero included, in preorder."""
        found, stack = [], [number]
        while stack:
            node = stack.pop()
            below = self.tree.children[node]
            if not below:
                continue
            found.append(node)
            if self.tree.kinds[node] is Kind.CHOICE:
                stack.append(below[choices[node]])
            else:
                stack.extend(reversed(below))
        return found

    # --------------------------------------------------------------------------- parts

    @cached_property
    def ends(self) -> tuple[End, ...]:
        """Where each kind of leaf ends."""
        tree, found = self.tree, dict[int, End]()
        for leaf, kind in enumerate(tree.leaf_kinds.tolist()):
            if kind >= 0 and kind not in found:
                found[kind] = tree.end(leaf)
        return tuple(found[kind] for kind in range(len(found)))

    @cached_property
    def kind_of(self) -> Mapping[End, int]:
        """A kind of leaf that ends so."""
        return {end: kind for kind, end in enumerate(self.ends)}

    def part(self, number: int, choices: Choices) -> Part:
        """The part of a plan from a node; further choices are left out."""
        tree = self.tree
        scale = tree.levels.scales[0]
        point = tuple(int(entry * scale) for entry in tree.point_of(choices, number))
        taken = [n for n in self.reached(number, choices) if tree.kinds[n] is Kind.CHOICE]
        return Part(
            tree.ids[number],
            {tree.ids[n]: tree.branches[n][choices[n]] for n in taken},
            tree.prospect_of(choices, number),
            point,
        )

    def numbered(self, choices: Mapping[str, str]) -> dict[int, int]:
        """Choices by numbers; those at nodes out of the tree are left out."""
        result = {}
        for node, branch in choices.items():
            number = self.tree.numbers.get(node)
            if number is not None and branch in self.tree.branches[number]:
                result[number] = self.tree.branches[number].index(branch)
        return result

    def rows(self, sets: Sets, number: int, *, judged: bool = True) -> list[int]:
        """The rows of a node: those admitted from its own point of view, or all."""
        depth, place = self.spot(number)
        first, admitted = sets.tables[depth].first, sets.admitted[depth]
        rows = range(int(first[place]), int(first[place + 1]))
        return [row for row in rows if admitted[row] or not judged]

    def choices_of(self, sets: Sets, number: int, row: int) -> dict[int, int]:
        """The choices of a plan that has the prospect of this row."""
        depth, place = self.spot(number)
        return self._ways_of(sets).choices_of(row, 0, depth, place)

    def is_of_a_plan(self, sets: Sets, number: int, row: int) -> bool:
        """Whether any plan has the prospect of this row: parts that are not admitted may leave none."""
        depth, _ = self.spot(number)
        return self._ways_of(sets).count(row, depth) > 0

    def _ways_of(self, sets: Sets) -> Ways:
        ways = self._ways.get(id(sets))
        if ways is None:
            ways = self._ways[id(sets)] = Ways.of(self.tree, sets)
        return ways

    def part_of(self, sets: Sets, number: int, row: int) -> Part:
        """A plan from a node that has the prospect of this row."""
        return self.part(number, self.choices_of(sets, number, row))

    def point(self, sets: Sets, number: int, row: int) -> Point:
        """The coordinates of a row, scaled as those of the root are."""
        depth, _ = self.spot(number)
        scales = self.tree.levels.scales
        factor = scales[0] // scales[depth]
        return tuple(int(entry) * factor for entry in sets.tables[depth].vectors[row].tolist())

    def products(
        self, number: int, options: Sequence[Sequence[Choices]], most: int
    ) -> tuple[list[Part], bool]:
        """Plans from a chance node made of what each branch offers; whether these are all."""
        combinations = islice(product(*options), most + 1)
        parts = [
            self.part(number, {n: b for choices in combination for n, b in choices.items()})
            for combination in combinations
        ]
        return parts[:most], len(parts) <= most

    # ------------------------------------------------------------------- comparing

    def prefers(self, one: Part, other: Part) -> bool:
        """Whether one prospect is strictly preferred to another."""
        return self.tree.order.prefers(one.point, other.point)

    def better(self, sets: Sets, number: int, part: Part) -> int | None:
        """A row of a node whose prospect is strictly preferred to that of a part."""
        prefers = self.tree.order.prefers
        rows = self.rows(sets, number)
        return next((r for r in rows if prefers(self.point(sets, number, r), part.point)), None)

    def completed(self, utility: Vector) -> Completed:
        """A completion from the utility of each feature of the tree, in small whole numbers."""
        if self.tree.opinions:
            found = weighed_completion(self.tree, utility, Statements.completed)
            ends = utilities_of_ends(self.tree, found.utilities)
            return Completed(
                found.completion,
                {end: number for own in ends.values() for end, number in own.items()},
                {id_: (found.shares[id_], own) for id_, own in ends.items()},
            )
        stated, features = self.tree.statements, self.tree.preference.features
        full = tidy(stated.features, stated.completed(features, utility))
        by_name = dict(zip(stated.features.names, full, strict=True))
        weights = [by_name[name] for name in features.names]
        return Completed(
            completion_of(stated.features, full),
            {end: dot(weights, self.tree.features[kind]) for kind, end in enumerate(self.ends)},
        )
