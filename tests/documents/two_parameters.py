"""Small random documents in which numbers depend on two parameters, s and t, from 0 to 1."""

import random
import re
from dataclasses import replace
from fractions import Fraction

import msgspec

from solver.document.elements import DEFAULT_RELATION, Kind, Values
from solver.document.model import Document
from solver.document.numerals import Numeral
from tests.documents.one_parameter import one_parameter

#: In the middle of a range they are probabilities of their own, nearer to its ends 0 and 1.
SHARES = ("max(0, min(1, 3*{}-1))", "{}", "if({} < 1/2, 0, 1/3)", "if({0} < 1/2, {0}, 1)")


def two_parameters(seed: int, relation: str = DEFAULT_RELATION) -> Document:
    """A document that is valid to solve for all s and t in [0, 1]; at times only its probabilities depend on them."""
    draw = random.Random(seed)
    made = one_parameter(seed, relation)

    def some(own: Values | None) -> Values | None:
        if own is None or draw.random() < 0.5:
            return own
        if isinstance(own, Numeral):
            return Numeral(re.sub(r"\bt\b", "s", own.text))
        return {c: Numeral(re.sub(r"\bt\b", "s", n.text)) for c, n in own.items()}

    def fixed(own: Values | None) -> Values | None:
        if own is None or isinstance(own, Numeral):
            return None if own is None else Numeral.of(own.value({"t": Fraction(1, 3)}))
        return {c: Numeral.of(n.value({"t": Fraction(1, 3)})) for c, n in own.items()}

    of_values = fixed if draw.random() < 0.6 else some
    branches = dict(made.branches)
    for node in made.nodes.values():
        below = made.children(node.id)
        if node.kind is Kind.CHANCE and len(below) == 2 and draw.random() < 0.8:
            share = draw.choice(SHARES).format(draw.choice("st"))
            for branch, own in zip(below, (share, "#"), strict=True):
                branches[branch.id] = msgspec.structs.replace(branch, probability=Numeral(own))
    branches = {
        id_: msgspec.structs.replace(b, payoff=of_values(b.payoff)) for id_, b in branches.items()
    }
    outcomes = {
        id_: msgspec.structs.replace(o, value=of_values(o.value))
        for id_, o in made.outcomes.items()
    }
    t = made.parameters["t"]
    parameters = {"t": t, "s": msgspec.structs.replace(t, id="s")}
    return replace(made, branches=branches, outcomes=outcomes, parameters=parameters)
