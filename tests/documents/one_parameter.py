"""Small random documents in which some numbers depend on one parameter, t, from 0 to 1."""

import random
from dataclasses import replace
from fractions import Fraction

import msgspec

from solver.document.elements import DEFAULT_RELATION, Branch, Kind, Parameter, Values
from solver.document.model import Document
from solver.document.numerals import Numeral
from tests.documents.at_random.random_documents import random_document

SHARES = (("t", "1-t"), ("t/2", "#"), ("t^2", "#"), ("t*(1-t)", "#"), ("1-t/3", "#"))
VALUES = ("t", "2*t-1", "t^2", "1-t", "3*t/2", "t*t-t/2", "1/2")
#: What is no polynomial.
PIECEWISE = ("max(t, 1/3)", "if(t < 1/2, 0, t)", "abs(t-1/2)", "1/(1+t)", "min(t, 1-t, 2/5)", "if(t = 1/2, 2, 1)")  # fmt: skip


def one_parameter(
    seed: int, relation: str = DEFAULT_RELATION, *, piecewise: bool = False, complete: bool = False
) -> Document:
    """A document that is valid to solve for every t in [0, 1]."""
    draw = random.Random(seed)
    values = (*VALUES, *PIECEWISE) if piecewise else VALUES
    made = random_document(seed, complete, relation)
    stated = made.preferences
    fixed = {id_ for pair in (*stated.better, *stated.equal) for id_ in pair}

    def along(own: Values | None) -> Values | None:
        if own is None or draw.random() < 0.4:
            return own
        if isinstance(own, Numeral):
            return Numeral(draw.choice(values))
        return {
            c: Numeral(draw.choice(values)) if draw.random() < 0.7 else n for c, n in own.items()
        }

    outcomes = {
        id_: outcome
        if id_ in fixed
        else msgspec.structs.replace(outcome, value=along(outcome.value))
        for id_, outcome in made.outcomes.items()
    }
    branches: dict[str, Branch] = dict(made.branches)
    for node in made.nodes.values():
        below = made.children(node.id)
        if node.kind is Kind.CHANCE and len(below) == 2 and draw.random() < 0.7:
            for branch, share in zip(below, draw.choice(SHARES), strict=True):
                branches[branch.id] = msgspec.structs.replace(branch, probability=Numeral(share))
        for branch in below:
            if branch.payoff is not None:
                now = branches[branch.id]
                branches[branch.id] = msgspec.structs.replace(now, payoff=along(branch.payoff))
    return replace(
        made,
        outcomes=outcomes,
        branches=branches,
        parameters={
            "t": Parameter(id="t", value=Numeral("2/7"), min=Numeral("0"), max=Numeral("1"))
        },
    )


def plain_at(document: Document, value: Fraction) -> Document:
    """The same for one t, with plain numbers only."""
    names = {"t": value}

    def now(own: Values | None) -> Values | None:
        if own is None:
            return None
        if isinstance(own, Numeral):
            return own if own.is_remainder else Numeral.of(own.value(names))
        return {c: Numeral.of(n.value(names)) for c, n in own.items()}

    return replace(
        document,
        parameters={},
        outcomes={
            id_: msgspec.structs.replace(o, value=now(o.value))
            for id_, o in document.outcomes.items()
        },
        branches={
            id_: msgspec.structs.replace(
                b, probability=now(b.probability), payoff=now(b.payoff), policy=now(b.policy)
            )
            for id_, b in document.branches.items()
        },
    )
