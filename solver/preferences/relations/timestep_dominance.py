"""Timestep Dominance (Thornley 2024, section 11): prospects compare scale by scale.

A prospect is at least as good as another iff both give positive probability to the same scales and,
given each of these, its expected value is at least as great on every criterion.  How likely the
scales are plays no part, so that independence fails: a plan may be dominated seen from a node and
not so seen from the root, and the other way round.

Thornley's principle is a conditional, silent where neither dominates; taking silence as a gap is
our reading.
"""

from solver.preferences.features import Features
from solver.preferences.relations.relation import Expectation, PreferenceRelation
from solver.translation import mark


def _given_each_scale(features: Features) -> tuple[Expectation, ...]:
    names, first = features.names, features.values_from
    result: list[Expectation] = []
    for mass, (scale, _) in enumerate(names[:first]):
        own = [i for i in range(first, len(names)) if names[i][0] == scale]
        result += [Expectation(names[i], i, mass) for i in own]
        if not own:  # an outcome alone: possible or not
            result.append(Expectation(names[mass], None, mass))
    return tuple(result)


TIMESTEP_DOMINANCE = PreferenceRelation(
    id="timestep-dominance",
    name="Timestep Dominance",
    hint="scale by scale",
    summary=(
        "One prospect is better than another if both can end on the same scales, it is at least as "
        "good given each of these scales, and better given one (Thornley 2024). This breaks "
        "independence, and stated comparisons do not count."
    ),
    explanation=(
        "A document may choose another relation (in “Outcomes and preferences”): one prospect is at "
        "least as good as another if both give positive probability to the same scales and it is at "
        "least as good given each of them; it is better if it is also better given one (Thornley "
        "2024, with the scales as timesteps). How likely the scales are plays no part. Stated "
        "comparisons do not count.\n\n"
        "Thornley’s principle says when one prospect is better and is silent otherwise; taking silence "
        "as a preferential gap is our reading. The relation satisfies his later condition of "
        "Neutrality (better given each length, so better), which expected multi-utility does not: "
        "see the example “Leave or block the shutdown button”. We had no access to section 15 of "
        "Thornley (2024); the principle, Neutrality and DReST are taken from secondary sources.\n\n"
        "Independence fails, so that backward induction is not exact: plans are compared as wholes, "
        "by all their prospects, within a budget. Nodes at which another branch would be strictly "
        "preferred to what a permitted plan does there, seen from the node alone, are named as "
        "clashes. For E-admissibility and Dynamic Strong Maximality this takes a reading of ours, "
        "which their pages give. No utility function obeys the relation: a completion here is one of "
        "the scales (weights and offsets). A policy that is undominated among all randomised ones is "
        "optimal for such a completion, but not conversely, and what maximises expected utility may be "
        "dominated.\n\n"
        "Whether a policy is dominated is decided exactly, by a linear program; the better policy that "
        "it finds may be improved further. It may depend on the shares, not only on which branches "
        "are taken. On the page “Policy” a part of the map is marked as undominated or dominated as a "
        "whole only where that is proved (as it is where one expectation can vary, or where the "
        "probabilities of the scales follow from what is held); else each of its policies is judged "
        "by itself."
    ),
    definition=(
        "Prospects compare by Timestep Dominance, scale by scale: one is at least as good as "
        "another if both give positive probability to the same scales and it is at least as good "
        "given each of them; it is strictly better if, moreover, the other is not at least as good "
        "as it. Where neither is at least as good as the other there is a preferential gap."
    ),
    source="Thornley, The shutdown problem: incomplete preferences as a solution (2024).",
    no_statements=mark(
        "Timestep Dominance compares prospects scale by scale, so that stated comparisons do not "
        "count: take them back, or put the outcomes on one scale."
    ),
    silence=mark(
        "Timestep Dominance compares prospects only scale by scale, and nothing else can be stated."
    ),
    expectations=_given_each_scale,
)
