"""Values that another program states above the ends of its tree, held against what ours come to.

Where they differ, that program counts something that its file does not say, such as costs at nodes
or years; silence would pass off another number as its answer.
"""

from collections.abc import Mapping
from contextlib import suppress
from fractions import Fraction
from typing import Final

from solver.document.elements import Kind
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.document.shares import shares
from solver.errors import NumberError

MOST_NODES: Final = 2_000  # of a tree that is looked at: exact fractions grow on the way up
_NEAR: Final = Fraction(1, 100)  # of the value: probabilities are stated in two digits, too


def differing(document: Document, stated: Mapping[str, Numeral]) -> list[str]:
    """The nodes whose stated value is not the expected value of the best branches below them."""
    if not stated or len(document.nodes) > MOST_NODES:
        return []
    values: dict[str, Fraction] = {}
    nodes = [id_ for top in document.tops for id_ in document.below(top)]
    for id_ in reversed(nodes):
        node, branches = document.nodes[id_], document.children(id_)
        if node.kind is Kind.OUTCOME:
            outcome = document.outcomes.get(node.outcome or "")
            if outcome is not None and isinstance(outcome.value, Numeral):
                with suppress(NumberError):  # a finding says so at the outcome
                    values[id_] = outcome.value.value()
        elif all(branch.target in values for branch in branches):
            below = {branch.id: values[branch.target] for branch in branches}
            parts = shares(node, branches, {})
            if node.kind is Kind.CHOICE:
                values[id_] = max(below.values())
            elif parts.is_valid:
                values[id_] = sum((p * below[b] for b, p in parts.values.items()), Fraction(0))
    return [
        id_
        for id_, numeral in stated.items()
        if id_ in values
        and abs(values[id_] - numeral.value())
        > _NEAR * max(Fraction(1), abs(values[id_]), abs(numeral.value()))
    ]
