"""Expected utility at very many points at once, in floats with a bound on their error.

What the bound cannot decide is named, so that whoever asks can decide it exactly.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from solver.document.elements import Kind
from solver.document.model import Document
from solver.document.numerals import Expression, Numeral, names_in
from solver.document.shares import share_of
from solver.document.values import criterion_numerals
from solver.errors import NotSolvable, NumberError
from solver.induction.completion_utility import value_itself
from solver.induction.tree.compiling import compile_tree
from solver.sensitivity.draws import Floats

ERROR: Final = 2.0**-40  # of the size of what is compared: far more than rounding can add up to

Bools = npt.NDArray[np.bool_]


class _NotAtOnce(Exception):
    """The expression decides by cases."""


class _Arrays(Expression):
    """An expression whose names stand for arrays of floats."""

    def floats(self) -> Any:
        top, bottom = self.ratio()
        return top / bottom

    def _kept(self, ratio: Any) -> Any:
        return ratio

    def _inverse(self, ratio: Any) -> Any:
        top, bottom = ratio
        if isinstance(top, int) and isinstance(bottom, int):
            return super()._inverse((top, bottom))
        return bottom / top, 1  # so that denominators are numbers always, and can be compared

    def _power(self, base: Any, exponent: Any) -> Any:
        if not all(isinstance(part, int) for part in exponent):
            raise _NotAtOnce
        if all(isinstance(part, int) for part in base):
            return super()._power(base, exponent)
        times, rest = divmod(exponent[0], exponent[1])
        if rest or not 0 <= times <= 64:
            raise _NotAtOnce
        return base[0] ** times, base[1] ** times

    def _compared(self, a: Any, b: Any) -> int:
        raise _NotAtOnce


class _Named:
    """An array as the names of expressions are asked for."""

    def __init__(self, values: Any) -> None:
        self._values = values

    def as_integer_ratio(self) -> tuple[Any, int]:
        return self._values, 1


@dataclass(frozen=True)
class ManyBest:
    """For each branch of a choice node whether it is best, at each point; ``unsure`` where not all is sure.

    ``values`` are those of the root.
    """

    best: Mapping[str, Bools]
    values: Floats
    unsure: Bools


def many_best(document: Document, values: Mapping[str, Floats]) -> ManyBest | None:
    """What expected utility permits at many points; None where that cannot be worked out at once.

    It can where preferences are complete (one scale and one criterion) and nothing is decided by cases.
    """
    try:
        tree = compile_tree(document)
    except NotSolvable:
        return None
    own = value_itself(tree)
    settled = any(node.conduct is not None for node in document.nodes.values())
    curved = any(scale.utility is not None for scale in document.scales.values())
    if own is None or tree.opinions or settled or curved or not tree.relation.adds_up:
        return None
    expanded = tree.document
    names: dict[str, Any] = {id_: _Named(array) for id_, array in values.items()}
    count = len(next(iter(values.values())))
    try:
        for id_ in document.parameters:
            _parameter(document, id_, names)
        known: dict[str, Any] = {}

        def number(numeral: Numeral) -> Any:
            if numeral.text not in known:
                known[numeral.text] = _Arrays(numeral.text, names).floats()
            return known[numeral.text]

        sign = _sign(document)
        worth: list[Any] = [0.0] * len(tree)
        paid: list[Any] = [0.0] * len(tree)
        for node, id_ in enumerate(tree.ids):
            for branch, child in zip(expanded.children(id_), tree.children[node], strict=True):
                more = criterion_numerals(document, branch.payoff).values()
                paid[child] = paid[node] + sum(number(n) for n in more)
        unsure = np.zeros(count, dtype=bool)
        best: dict[str, Bools] = {}
        size: Any = 1.0
        for node in range(len(tree) - 1, -1, -1):
            below = tree.children[node]
            if tree.kinds[node] is Kind.OUTCOME:
                outcome = expanded.outcomes[tree.outcomes[node] or ""]
                stated = criterion_numerals(document, outcome.value).values()
                worth[node] = sign * (paid[node] + sum(number(n) for n in stated))
                size = np.maximum(size, np.abs(worth[node]))
            elif tree.kinds[node] is Kind.CHANCE:
                shares = [share_of(b, Kind.CHANCE) for b in expanded.children(tree.ids[node])]
                given = [None if n is None or n.is_remainder else number(n) for n in shares]
                rest = 1.0 - sum(q for q in given if q is not None)
                part = rest / max(1, sum(q is None for q in given))
                own_shares = [part if q is None else q for q in given]
                for share in own_shares:  # what is not valid is said by who decides exactly
                    unsure |= np.broadcast_to((share < ERROR) | (share > 1 - ERROR), (count,))
                if all(q is not None for q in given):
                    unsure |= np.broadcast_to(np.abs(rest) > 0, (count,)) & (np.abs(rest) > ERROR)
                worth[node] = sum(q * worth[c] for q, c in zip(own_shares, below, strict=True))
            else:
                options = np.stack([np.broadcast_to(worth[c], (count,)) for c in below])
                top = options.max(axis=0)
                near = size * ERROR
                for leaving, option in zip(tree.branches[node], options, strict=True):
                    best[leaving] = option >= top
                unsure |= (options >= top - near).sum(axis=0) > 1
                worth[node] = top
    except (_NotAtOnce, NumberError):
        return None
    values_of_root = np.asarray(sign * np.broadcast_to(worth[0], (count,)), dtype=np.float64)
    return ManyBest(best, values_of_root, unsure)


def _parameter(document: Document, id_: str, names: dict[str, Any]) -> None:
    """Parameters that are expressions in others."""
    if id_ in names:
        return
    numeral = document.parameters[id_].value
    for other in names_in(numeral.text):
        if other in document.parameters:
            _parameter(document, other, names)
    names[id_] = _Named(_Arrays(numeral.text, names).floats())


def _sign(document: Document) -> int:
    used = next(iter(document.criterion_ids))
    criterion = document.criterion(used)
    return -1 if criterion is not None and criterion.better == "less" else 1
