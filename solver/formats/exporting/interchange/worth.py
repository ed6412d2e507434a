"""What is paid on the branches of a tree and what its ends are worth, for programs with numbers only.

Where all ends stand on one scale the numbers are its values and the payoffs; where they do not, other
programs need one number an end, which only a completion gives: the utilities that expected utility
goes by.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import msgspec

from solver.document.elements import DEFAULT_CRITERION, Values
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.document.values import criterion_numerals
from solver.errors import NotSolvable
from solver.explain.case import Case
from solver.findings import Finding
from solver.induction.completion_utility import utility_of
from solver.preferences.exact_simplex import dot

NOTHING: Final = Numeral("0", quoted=False)


@dataclass(frozen=True)
class Worth:
    """A tree in numbers: what is paid on each branch, and what each leaf is worth, in the order of ``criteria``.

    The document has its live copies written out, one root and no drafts.  Where the numbers are
    utilities all of them stand at the leaves, payoffs included, and ``criteria`` is empty.
    """

    document: Document
    scale: str | None  # on which all ends stand
    criteria: tuple[str, ...]
    paid: Mapping[str, tuple[Numeral, ...]]
    ends: Mapping[str, tuple[Numeral, ...]]

    @property
    def are_utilities(self) -> bool:
        return not self.criteria

    def wants_less(self, place: int) -> bool:
        """Whether less is better on a criterion."""
        if self.are_utilities:
            return False
        criterion = self.document.criterion(self.criteria[place]) or DEFAULT_CRITERION
        return criterion.better == "less"


def worth_of(document: Document, what: str, most: int = 1) -> Worth:
    """The numbers of a tree for a program that holds ``most`` of them an end.

    Raises `NotSolvable` where the document is not valid to solve, or where its outcomes would
    need a completion to be numbers and it has none; ``what`` is who asks (“Gambit”).
    """
    case = Case.of(_alone(document))
    tree, stated = case.tree, case.document
    criteria = stated.criterion_ids
    scales = {stated.outcomes[id_].scale_name for id_ in tree.used_outcomes}
    scale = scales.pop() if len(scales) == 1 else None
    if scale is not None and len(criteria) <= most:
        below = set(stated.tree)
        return Worth(
            stated,
            scale,
            criteria,
            {
                branch.id: _numbers(stated, branch.payoff)
                for branch in stated.branches.values()
                if branch.target in below
            },
            {
                id_: _numbers(stated, stated.outcomes[outcome].value)
                for id_ in stated.tree
                if (outcome := stated.nodes[id_].outcome) is not None
            },
        )
    if stated.completion is None:
        raise NotSolvable([Finding(code="completion.missing", message=_needs_numbers(what, most))])
    utility, sign = utility_of(tree)
    worth = [(Numeral.of(sign * dot(utility, features)),) for features in tree.features]
    leaves = zip(tree.ids, tree.leaf_kinds.tolist(), strict=True)
    return Worth(
        stated,
        None,
        (),
        {branch.id: (NOTHING,) for branch in stated.branches.values()},
        {id_: worth[kind] for id_, kind in leaves if kind >= 0},
    )


def _needs_numbers(what: str, most: int) -> str:
    room = "one number" if most == 1 else "one number, or one on each of two criteria"
    return (
        f"{what} gives every end {room}, and here ends stand on several scales, alone, or on more "
        "criteria: please state a completion, whose utilities are then written."
    )


def _alone(document: Document) -> Document:
    """The document as other programs can follow it: nobody’s choices are settled, one opinion."""
    if any(node.conduct for node in document.nodes.values()):
        nodes = {
            id_: msgspec.structs.replace(node, conduct=None) for id_, node in document.nodes.items()
        }
        document = replace(document, nodes=nodes)
    return replace(document, opinions={}) if document.opinions else document


def _numbers(document: Document, values: Values | None) -> tuple[Numeral, ...]:
    """The numerals in the order of the criteria; what is not said is nothing."""
    known = criterion_numerals(document, values)
    return tuple(known.get(criterion, NOTHING) for criterion in document.criterion_ids)


def words_in(text: str) -> str:
    """A label on one line."""
    return " ".join(text.split())
