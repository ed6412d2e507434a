"""E-admissibility (Levi 1974), which is Weatherson's version of Caprice (2008).

A plan is acceptable iff it maximises expected utility under some completion of the preferences.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

import numpy as np

from solver.budget import Budget
from solver.explain.case import Case
from solver.explain.explanation import Clause, Explanation, Part, Witness
from solver.explain.lottery_contrast import contrast_of, mixed
from solver.explain.witnesses import SHOWN
from solver.induction.curved.by_order import require_sure_mixtures
from solver.induction.prospect_frontier import frontier
from solver.induction.prospect_sets import Sets, admitted_sets, maximal_sets
from solver.induction.prospect_tables import Everywhere
from solver.induction.table_plans import gaps
from solver.induction.tree.compiled_tree import Compiled
from solver.induction.tree.prospect_order import Order, Point
from solver.induction.tree.vector_maxima import on_hull
from solver.preferences.best_under_completion import Acceptance, acceptance
from solver.preferences.exact_simplex import Vector
from solver.rules.resolute import Resolute
from solver.rules.rule import DependsOn
from solver.solution import Gaps
from solver.translation import mark, tr
from solver.whole_numbers import Ints, Whole
from solver.words.contrast_words import completion_words
from solver.words.names import Names

ACCEPTABLE: Final = Clause(
    "acceptable",
    "E-admissibility: follow a plan that some completion makes best at every "
    "node that it passes (Levi 1974; Weatherson 2008).",
)
UNACCEPTABLE: Final = Clause(
    "unacceptable",
    "E-admissibility: never follow a plan that no completion makes best "
    "(Levi 1974; Weatherson 2008).",
)


class EAdmissibility(Resolute):
    """Follow a plan that some completion makes best at every node that it passes."""

    id = "e-admissible"
    depends_on = DependsOn.ACCEPTABLE_SETS
    name = "E-admissible"
    short = "E-adm."
    called = "E-admissibility"
    summary = mark("Follow a plan that some completion of the preferences makes best.")
    explanation = (
        "A plan is acceptable at a node if some completion of the preferences (a utility function "
        "that respects every strict preference strictly) makes it a maximiser of expected utility "
        "among the plans available there. A continuation is permitted if it belongs to a plan from "
        "the root that agrees with the choices made so far and is acceptable at every node on the "
        "way.\n\n"
        "A plan that no plan is preferred to can still be unacceptable: then a mixture of other "
        "plans is preferred to it.\n\n"
        "Where the document lists opinions a completion also weighs them, each positively, and what is "
        "maximised is the weighted sum of what they expect. So mixtures of opinions count: a plan can be "
        "acceptable that is best under none of them.\n\n"
        "Sources: Levi, On indeterminate probabilities (1974); Weatherson, Decision making with "
        "imprecise probabilities (2008), whose Caprice this is.\n\n"
        "Our reading: off the plan, and at nodes of probability zero, as for Dynamic Strong "
        "Maximality. Under Timestep Dominance one prospect can be better although completions disagree, "
        "and no utility function has all its strict preferences. There, and this too is our reading, a plan is acceptable if it is "
        "maximal and some completion of the scales (weights and offsets) makes it a maximiser; plans "
        "are judged as wholes, as under Dynamic Strong Maximality."
    )
    of_opinions = mark(
        "best under some completion, which weighs the opinions: mixtures of them count"
    )
    examples = (
        ("marble-bets", "The third bet is maximal, but no completion makes it best."),
        ("shutdown", "It excludes shutting down only if lucky, which a mixture beats."),
    )
    follows = ACCEPTABLE
    ruled_out = UNACCEPTABLE
    admitted = mark("is acceptable")

    def require(self, case: Case) -> None:
        super().require(case)
        case.once(require_sure_mixtures)

    def sets(self, case: Case, budget: Budget | None = None) -> Sets:
        return case.within(acceptable_sets, budget)

    def gaps(self, case: Case, budget: Budget) -> Gaps:
        return gaps(case.tree, case.within(maximal_sets, budget.anew()))

    def speaks_for(
        self, case: Case, number: int, plan: Part, beside: Sequence[int] = ()
    ) -> tuple[Witness, ...]:
        """A completion that makes the plan best."""
        found, _ = _accepted(case, number, plan)
        if found.utility is None:
            return ()
        utility = case.tree.order.of_completions.of_features(found.utility)
        return (Witness(plan, completion=case.completed(utility)),)

    def against(
        self, case: Case, number: int, parts: Sequence[Part]
    ) -> tuple[tuple[Witness, ...], Sequence[Part]]:
        """What is strictly preferred to each; a mixture where no plan by itself is."""
        witnesses, left = super().against(case, number, parts)
        room = SHOWN - len(witnesses)
        mixtures = [_beaten_by_mixture(case, number, part) for part in left[:room]]
        return (*witnesses, *mixtures), left[room:]

    def followed(self, names: Names, found: Explanation, start: str) -> list[str]:
        witness, where = found.witnesses[0], names.node_in_sentence(found.start)
        assert witness.completion is not None
        value = witness.completion.value(witness.part.prospect)
        # The ends of the plan first, then what it competes with.
        ends = dict.fromkeys((*witness.part.prospect, *witness.completion.utility))
        words = completion_words(names, witness.completion, ends)
        return [
            tr(
                "{start} is best of all plans from {where} under this completion: {words}. Its expected utility is {value}, and no plan available there has more."
            ).format(start=start, where=where, words=words, value=names.format.number(value))
        ]


E_ADMISSIBLE: Final = EAdmissibility()


# -------------------------------------------------------------------------- acceptable plans


def acceptable_sets(tree: Compiled, budget: Budget) -> Sets:
    """The acceptable plans at every node, as prospects.

    Where completions do not stand behind the relation, those that are maximal and optimal for a
    completion of the scales.
    """
    order = tree.order

    def admit(first: Ints, vectors: Whole) -> Ints:
        found = acceptable(order.of_completions, first, vectors, budget)
        if order.of_completions is not order:
            found[order.maximal(first, vectors) < 0] = -1
        return found

    return admitted_sets(tree, Everywhere(admit, hulls=are_hulls(order)), budget)


def are_hulls(order: Order) -> bool:
    """Whether what completions make best is on the upper hull of two coordinates."""
    return order.general is None and order.size == 2 and order.equal < 2


def acceptable(order: Order, first: Ints, vectors: Whole, budget: Budget) -> Ints:
    """The vectors of each set that some strict completion makes best, as representatives.

    With two coordinates one of which all completions weigh positively they are the upper hull.
    """
    if are_hulls(order):
        return on_hull(first, vectors, order.equal)
    admitted = order.maximal(first, vectors)
    if order.general is None and (order.size < 2 or order.size == order.equal):
        return admitted
    for start, stop in zip(first.tolist(), first.tolist()[1:], strict=False):
        rows = [row for row in range(start, stop) if admitted[row] == row]
        if len(rows) < 3:
            continue  # a mixture of one other vector is that vector
        best = frontier(order, vectors[rows], budget)
        if best is None:
            admitted[start:stop] = -1  # the set stays open
            continue
        gone = np.zeros(stop - start + 1, dtype=bool)
        gone[np.array(rows)[~best] - start] = True
        part = admitted[start:stop]
        part[gone[np.maximum(part - start, -1)]] = -1
    return admitted


def _accepted(case: Case, number: int, part: Part) -> tuple[Acceptance, list[int]]:
    """Whether a completion makes a part best at its node, and the rows it was compared with.

    What a strict completion makes best is acceptable, and so is, of the mixtures that are
    preferred to something, each part of one that nothing is preferred to.
    """
    sets, order = case.within(acceptable_sets), case.tree.order
    # What a completion of the scales makes best need not be maximal: then all are compared with.
    rows = case.rows(sets, number, judged=order.of_completions is order)
    rows = [row for row in rows if case.point(sets, number, row) != part.point]
    points = [_exact(case.point(sets, number, row)) for row in rows]
    relation = order.of_completions.relation
    return acceptance(relation, _exact(part.point), points, case.cancelled), rows


def _beaten_by_mixture(case: Case, number: int, part: Part) -> Witness:
    """A mixture of acceptable plans that is strictly preferred to a plan that is not."""
    found, rows = _accepted(case, number, part)
    mixture = tuple(
        (weight, case.part_of(case.within(acceptable_sets), number, rows[i]))
        for i, weight in (found.mixture or {}).items()
    )
    return Witness(
        part, mixture=mixture, contrast=contrast_of(case, mixed(case, mixture), part.prospect)
    )


def _exact(point: Point) -> Vector:
    return tuple(Fraction(entry) for entry in point)
