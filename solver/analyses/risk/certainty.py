"""Certainty equivalents and risk premiums at every node, enclosed for sure."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from solver.document.model import Document
from solver.errors import NotSolvable
from solver.explain.case import Case
from solver.findings import Finding
from solver.induction.curved.rollback import Curved, Spread, certainty, curved, roll_back, spread_of
from solver.preferences.curves.curve import Enclosure
from solver.prospect import Prospect
from solver.solution import Plan
from solver.translation import tr

ZERO = Fraction(0)


@dataclass(frozen=True)
class Certain:
    """What is expected at a node, and what is worth as much for sure.

    ``equivalent`` and ``premium`` are enclosed between two rational numbers, which are the same where
    they are known exactly.  The premium is what one would give up of the mean to be rid of the risk.
    """

    mean: Fraction
    equivalent: Enclosure
    premium: Enclosure


@dataclass(frozen=True)
class CertaintyEquivalents:
    """By node, under the tree's curve; ``best`` are the branches that are best at each choice.

    ``undecided`` are choices at which that could not be decided of every branch.
    """

    curved: Curved
    nodes: Mapping[str, Certain]
    best: Mapping[str, tuple[str, ...]]
    undecided: tuple[str, ...]


def certainty_equivalents(asked: Document | Case, plan: Plan | None = None) -> CertaintyEquivalents:
    """The certainty equivalent at every node, under best choices or those of a ``plan`` where it makes any.

    What is worth as much for sure as what is expected (Pratt 1964), in the units of the values and enclosed between
    two fractions that are the same where it is rational; by the id of the node, with the mean and the risk premium.

    Raises `NotSolvable` where the tree states no curve, or none that can be used.

    >>> import quandary
    >>> from quandary import branch, chance, choice
    >>> bet = quandary.tree(
    ...     choice("Bet?", branch("bet", chance("Coin", branch("heads", "win", probability="1/2"), branch("tails", "lose"))),
    ...            branch("do not", "keep")),
    ...     outcomes={"win": 100, "lose": 0, "keep": 40},
    ...     scales=[{"id": "default", "utility": {"kind": "exponential", "risk tolerance": 100}}],
    ... )
    >>> found = quandary.certainty_equivalents(bet)
    >>> low, high = found.nodes["n2"].equivalent
    >>> round(float(low), 2), found.nodes["n2"].mean
    (37.99, Fraction(50, 1))
    """
    case = Case.of(asked)
    tree = case.tree
    stated = case.once(curved)
    if stated is None:
        message = tr(
            "No scale of this tree states a utility curve, so that nothing says how risk counts."
        )
        raise NotSolvable([Finding(code="curve.none", message=message)])
    choices = None if plan is None else case.numbered(plan.choices)
    rolled = roll_back(tree, stated, choices, case.budget().look)
    nodes = {}
    for node in range(len(tree)):
        nodes[tree.ids[node]] = _of_spread(stated, rolled.distribution(node))
    branch = {
        child: tree.branches[node][place]
        for node, children in enumerate(tree.children)
        for place, child in enumerate(children)
    }
    return CertaintyEquivalents(
        stated,
        nodes,
        {tree.ids[node]: tuple(branch[c] for c in own) for node, own in rolled.best.items()},
        tuple(tree.ids[node] for node in rolled.open),
    )


def curve_of_tree(case: Case) -> Curved | None:
    """The curve of a tree, if it states one that can be used for all of it."""
    try:
        return case.once(curved)
    except NotSolvable:
        return None


def curves_under(case: Case) -> Mapping[str, Curved | None]:
    """The same under each opinion, by its id; under "" where there is only one."""
    return {id_: curve_of_tree(own) for id_, own in (case.opinions or {"": case}).items()}


def of_plan(case: Case, plan: Plan) -> Certain | None:
    """The same of a plan from the root, opinions weighed by their shares; None without a curve that can be used."""
    stated = curve_of_tree(case)
    return (
        None if stated is None else _of_spread(stated, spread_of(case.tree.document, plan.prospect))
    )


def of_prospect(stated: Curved, prospect: Prospect) -> Certain:
    """The same of a prospect under one opinion."""
    spread: dict[Fraction, Fraction] = {}
    for end, chance in prospect.items():
        spread[end.values[0][1]] = spread.get(end.values[0][1], ZERO) + chance
    return _of_spread(stated, spread)


def _of_spread(stated: Curved, spread: Spread) -> Certain:
    mean = sum((value * chance for value, chance in spread.items()), ZERO)
    return _certain(stated, mean, certainty(stated.curve, spread))


def _certain(stated: Curved, mean: Fraction, equivalent: Enclosure) -> Certain:
    low, high = equivalent
    sign = stated.curve.sign
    ends = sign * (mean - high), sign * (mean - low)
    return Certain(mean, equivalent, (min(ends), max(ends)))
