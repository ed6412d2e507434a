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
        "One lottery is better than another if both can end on the same scales, it is at least as "
        "good given each of these scales, and better given one (Thornley 2024). This breaks "
        "independence, and it has no place for stated comparisons."
    ),
    explanation=(
        "A document may choose another relation (in “Outcomes and preferences”): one lottery is at "
        "least as good as another if both give positive probability to the same scales and it is at "
        "least as good given each of them; it is better if it is also better given one (Thornley "
        "2024, with the scales as timesteps). How likely the scales are plays no part, so that "
        "independence fails and backward induction is not exact: plans are compared as wholes. "
        "Nodes at which a plan that is maximal from the root goes on in a way that is not maximal "
        "seen from there are reported as clashes. E-admissibility, the map of policies and the "
        "questions about completions have no answer for this relation, and it has no place for "
        "stated comparisons. Whether the stated policy is dominated is told by “quandary improve”; "
        "the better policy that it names may be improved further. Thornley’s principle says when one "
        "lottery is better and is silent otherwise; taking silence as a preferential gap is our "
        "reading."
    ),
    definition=(
        "Lotteries compare by Timestep Dominance, scale by scale: one is at least as good as "
        "another if both give positive probability to the same scales and it is at least as good "
        "given each of them; it is strictly better if, moreover, the other is not at least as good "
        "as it. Where neither is at least as good as the other there is a preferential gap."
    ),
    source="Thornley, The shutdown problem: incomplete preferences as a solution (2024).",
    no_statements=(
        "Timestep Dominance compares lotteries scale by scale, so that stated comparisons do not "
        "count: take them back, or put the outcomes on one scale."
    ),
    silence=(
        "Timestep Dominance compares lotteries only scale by scale, and nothing else can be stated."
    ),
    expectations=_given_each_scale,
)
