"""A tree over a piece of a parameter's range: probabilities and values as functions of the parameter.

Over a **piece**, an open interval, every number of the document is one quotient of polynomials and
the document is valid to solve throughout, or nowhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

import numpy as np

from solver.document.elements import BY_POLICY, Kind, Node, Values
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.document.shares import share_of
from solver.document.values import criterion_numerals
from solver.edits import SetParameter
from solver.errors import NotSolvable, NumberError
from solver.induction.tree.compiled_tree import Compiled
from solver.induction.tree.compiling import compile_tree
from solver.preferences.features import scale_of
from solver.sensitivity.along.expressions import (
    NotCovered,
    ParametersAlong,
    Quotient,
    Signs,
    positive,
)
from solver.sensitivity.along.roots import (
    ONE,
    ZERO,
    Poly,
    Root,
    Roots,
    at,
    between,
    key_of,
    sign_at,
)
from solver.translation import tr
from solver.whole_numbers import Ints

#: Net values by criterion, the sign turned where less is better.
Along = Mapping[str, Quotient]


def document_at(document: Document, parameter: str, value: Fraction) -> Document:
    """The document with another value of a parameter, if it has that."""
    if parameter not in document.parameters:
        return document
    return SetParameter(parameter, {"value": Numeral.of(value)}).apply(document)


@dataclass(frozen=True)
class Piece:
    """An open interval of the range; ``tree`` is None where the document cannot be solved there.

    ``refused`` says why then, ``uncovered`` why nothing is proved of the piece.
    """

    low: Root
    high: Root
    tree: "TreeAlong | None"
    refused: str = ""
    uncovered: str = ""


@dataclass(frozen=True)
class TreeAlong:
    """The tree at a sample of its piece, and its numbers all over the piece.

    ``shares`` are those of each node (empty for leaves), ``values`` the net values of each leaf, by
    preorder numbers.
    """

    document: Document
    parameter: str
    tree: Compiled
    shares: tuple[tuple[Quotient, ...], ...]
    values: Mapping[int, Along]
    names: ParametersAlong
    readings: "tuple[TreeAlong, ...]" = ()  # the tree under each opinion

    def at(self, value: Fraction) -> Compiled:
        """The tree for a value in the piece, or at an end where every number has its limit."""
        if not self._is_plain:
            return compile_tree(document_at(self.document, self.parameter, value))
        known: dict[int, Fraction] = {}

        def number(quotient: Quotient) -> Fraction:
            found = known.get(id(quotient))
            if found is None:
                found = at(quotient.top, value) / at(quotient.bottom, value)
                known[id(quotient)] = found
            return found

        tree = self.tree
        shares = tuple([tuple([number(q) for q in own]) for own in self.shares])
        kinds, codes = self._leaf_kinds
        features = tree.preference.features
        vectors = tuple(
            features.vector(
                scale_of(self.tree.document.outcomes[outcome]),
                {criterion: number(q) for criterion, q in self.values[leaf].items()},
            )
            for leaf, outcome in codes
        )
        return replace(
            tree,
            document=document_at(self.document, self.parameter, value).expanded,
            shares=shares,
            leaf_kinds=kinds,
            features=vectors,
            levels=tree.levels.entered_by(tree.kinds, shares),
        )

    @property
    def _is_plain(self) -> bool:
        """Whether features are the values themselves, there is one opinion, and nothing is settled."""
        tree = self.tree
        return tree.relation.adds_up and not tree.opinions and tree.settled is None

    @cached_property
    def _leaf_kinds(self) -> tuple[Ints, tuple[tuple[int, str], ...]]:
        """Leaves that end alike everywhere in the piece are of one kind; one leaf of each."""
        codes: dict[object, int] = {}
        first: list[tuple[int, str]] = []
        kinds = []
        for leaf, outcome in enumerate(self.tree.outcomes):
            if outcome is None:
                kinds.append(-1)
                continue
            own = self.values[leaf]
            key = (
                outcome,
                tuple((criterion, key_of(q.top), key_of(q.bottom)) for criterion, q in own.items()),
            )
            if key not in codes:
                codes[key] = len(first)
                first.append((leaf, outcome))
            kinds.append(codes[key])
        return np.array(kinds, dtype=np.int64), tuple(first)

    # --------------------------------------------------------------- without denominators

    @cached_property
    def depths(self) -> tuple[int, ...]:
        """How deep each node stands."""
        result = [0] * len(self.tree)
        for node in range(1, len(self.tree)):
            result[node] = result[self.tree.parents[node]] + 1
        return tuple(result)

    def _common(self, a: Poly, b: Poly) -> Poly:
        """The least common multiple of two polynomials that are positive."""
        return a if a == b else a // positive(a.gcd(b), self.names.signs.sign) * b

    @cached_property
    def steps(self) -> tuple[Poly, ...]:
        """For each depth a common denominator of the probabilities there; it is positive."""
        result = [ONE] * (max(self.depths) + 1)
        for node, own in enumerate(self.shares):
            if self.tree.kinds[node] is Kind.CHANCE:
                for quotient in own:
                    depth = self.depths[node]
                    result[depth] = self._common(result[depth], quotient.bottom)
        return tuple(result)

    @cached_property
    def scales(self) -> tuple[Poly, ...]:
        """For each depth by what the features of its nodes are multiplied so as to be polynomials."""
        result = [ONE]
        for step in reversed(self.steps[:-1]):
            result.append(result[-1] * step)
        return tuple(result[::-1])

    def weights(self, node: int) -> list[Poly]:
        """The probabilities at a chance node times the step of its depth."""
        step = self.steps[self.depths[node]]
        return [quotient.top * (step // quotient.bottom) for quotient in self.shares[node]]

    @cached_property
    def unit(self) -> Poly:
        """A common denominator of all values; it is positive."""
        common = ONE
        for own in self.values.values():
            for quotient in own.values():
                common = self._common(common, quotient.bottom)
        return common

    @cached_property
    def features(self) -> Mapping[int, tuple[Poly, ...]]:
        """The features of each leaf, all times one polynomial that is positive in the piece."""
        features, tree = self.tree.preference.features, self.tree
        common = self.unit
        result = {}
        known: dict[int, tuple[Poly, ...]] = {}
        kinds, _ = self._leaf_kinds
        for leaf, own in self.values.items():
            kind = int(kinds[leaf])
            if kind not in known:
                scale = scale_of(tree.document.outcomes[tree.outcomes[leaf] or ""])
                vector = [ZERO] * len(features.names)
                vector[features.index[scale, None]] = common
                for criterion, quotient in own.items():
                    vector[features.index[scale, criterion]] = quotient.top * (
                        common // quotient.bottom
                    )
                known[kind] = tuple(vector)
            result[leaf] = known[kind]
        return result


# ------------------------------------------------------------------------------ the pieces


def pieces(document: Document, parameter: str, roots: Roots) -> Iterator[Piece]:
    """The open pieces of the range, in order: between them everything is asked at the very points."""
    stack = [(roots.rational(roots.low), roots.rational(roots.high))]
    while stack:
        low, high = stack.pop()
        sample = between(low, high)
        signs = Signs(lambda poly, value=sample: sign_at(poly, value))  # type: ignore[misc]
        made = _made(document, parameter, sample, signs)
        inner = {root for poly in signs.asked.values() for root in roots.within(poly, low, high)}
        if not inner:
            yield replace(made, low=low, high=high)
            continue
        ends = [low, *sorted(inner), high]
        stack += reversed(list(pairwise(ends)))


def _made(document: Document, parameter: str, sample: Fraction, signs: Signs) -> Piece:
    """What the document is around a sample, as long as no sign that was asked about changes."""
    end = Root.rational(sample)
    names = ParametersAlong(document, parameter, signs)
    expanded = document.expanded
    if any(node.conduct not in (None, BY_POLICY) for node in document.nodes.values()):
        settled = tr(
            "A completion settles some choices, and what is best there may change anywhere."
        )
        return Piece(end, end, None, uncovered=settled)
    refused = ""
    try:
        for name in document.parameters:
            _ = names[name]
    except NumberError as error:
        refused = error.message
    except NotCovered as error:
        return Piece(end, end, None, uncovered=error.message)
    shares: dict[str, tuple[Quotient, ...]] = {}
    values: dict[str, Along] = {}
    try:
        for id_ in expanded.tree:
            node = expanded.nodes[id_]
            try:
                shares[id_] = _shares(expanded, node, names)
            except NumberError as error:
                refused = refused or error.message
                shares[id_] = ()
        values = dict(_net_values(expanded, names))
        if _depends(expanded, names):
            message = tr(
                "Stated comparisons are about outcomes whose values depend on the parameter."
            )
            return Piece(end, end, None, refused, uncovered=message)
    except NumberError as error:
        refused = refused or error.message
    except NotCovered as error:
        return Piece(end, end, None, uncovered=error.message)
    try:
        tree = compile_tree(document_at(document, parameter, sample))
    except NotSolvable as error:
        return Piece(end, end, None, refused=error.findings[0].message)
    if refused:  # what was checked says otherwise: nothing is proved
        return Piece(end, end, None, uncovered=refused)
    readings = []
    for opinion in document.opinions:
        # Where the opinion gives the parameter a value of its own, nothing depends on it.
        stated = parameter in document.opinions[opinion].parameters
        reading = _made(document.under(opinion), "" if stated else parameter, sample, signs)
        if reading.tree is None:
            return Piece(end, end, None, reading.refused, reading.uncovered)
        readings.append(reading.tree)
    return Piece(
        end,
        end,
        TreeAlong(
            document,
            parameter,
            tree,
            tuple(shares[id_] for id_ in tree.ids),
            {tree.numbers[id_]: own for id_, own in values.items()},
            names,
            tuple(readings),
        ),
    )


def tree_at_root(beside: TreeAlong, root: Root) -> TreeAlong:
    """The tree at an irrational end of a piece, where its numbers may have another form.

    Raises `NumberError`, `NotSolvable` or `NotCovered` where it has no numbers there.
    """
    names = ParametersAlong(beside.document, beside.parameter, Signs(root.sign))
    expanded, tree = beside.document.expanded, beside.tree
    shares = []
    for id_ in tree.ids:
        own = _shares(expanded, expanded.nodes[id_], names)
        total = names.number(-1)
        for quotient in own:
            total = total + quotient
            if root.sign(quotient.top) < 0 or root.sign(quotient.top - quotient.bottom) > 0:
                raise NumberError(tr("A probability is not between 0 and 1."))
        if own and root.sign(total.top):
            raise NumberError(tr("The probabilities at a chance node do not sum to 1."))
        shares.append(own)
    values = {tree.numbers[id_]: own for id_, own in _net_values(expanded, names)}
    return replace(beside, shares=tuple(shares), values=values, names=names)


def _shares(document: Document, node: Node, names: ParametersAlong) -> tuple[Quotient, ...]:
    """What each branch of a node gets; all bounds that it must keep are noted."""
    branches = document.children(node.id)
    if node.kind is Kind.OUTCOME:
        return ()
    numerals = [share_of(branch, node.kind) for branch in branches]
    given = [None if n is None or n.is_remainder else names.of(n) for n in numerals]
    stated = [q for q in given if q is not None]
    if node.kind is Kind.CHOICE and not stated:
        return (names.number(Fraction(1, len(branches))),) * len(branches)
    rest = names.number(1)
    for quotient in stated:
        rest = rest + -quotient
    many = len(given) - len(stated)
    part = rest.over(many) if many else rest
    if not many:
        names.signs.note(rest.top)  # they must sum to 1
    result = tuple([part if q is None else q for q in given])
    for quotient in result:
        names.signs.note(quotient.top)
        names.signs.note(quotient.top - quotient.bottom)
    return result


def _net_values(document: Document, names: ParametersAlong) -> Iterator[tuple[str, Along]]:
    """The net values of each leaf by criterion, the sign turned where less is better."""
    root = document.root_id
    if root is None:
        return
    stack: list[tuple[str, dict[str, Quotient]]] = [(root, {})]
    less = {c.id for c in document.criteria.values() if c.better == "less"}
    while stack:
        id_, paid = stack.pop()
        node = document.nodes[id_]
        outcome = document.outcomes.get(node.outcome or "")
        if outcome is not None:
            own = dict(_numbers(document, outcome.value, names))
            for criterion, more in paid.items():
                own[criterion] = own.get(criterion, names.number(0)) + more
            yield id_, {c: -q if c in less else q for c, q in own.items()}
        for branch in document.children(id_):
            below = paid
            if branch.payoff is not None:
                below = dict(paid)
                for criterion, more in _numbers(document, branch.payoff, names):
                    below[criterion] = below.get(criterion, names.number(0)) + more
            stack.append((branch.target, below))


def _numbers(
    document: Document, values: Values | None, names: ParametersAlong
) -> Iterator[tuple[str, Quotient]]:
    for criterion, numeral in criterion_numerals(document, values).items():
        yield criterion, names.of(numeral)


def _depends(document: Document, names: ParametersAlong) -> bool:
    """Whether a stated comparison is about an outcome whose value depends on the parameter."""
    stated = document.preferences
    concerned = {id_ for pair in (*stated.better, *stated.equal) for id_ in pair}
    return any(
        not quotient.is_constant
        for id_ in concerned
        if id_ in document.outcomes
        for _, quotient in _numbers(document, document.outcomes[id_].value, names)
    )
