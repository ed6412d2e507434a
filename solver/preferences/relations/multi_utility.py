"""Expected multi-utility (Dubra, Maccheroni and Ok 2004): what all completions agree on.

Prospect p is at least as good as q iff every completion of the preferences gives p at least as
much expected utility, closure included: see `solver.preferences.preference_cone`.
"""

from solver.document.elements import DEFAULT_RELATION
from solver.preferences.relations.relation import PreferenceRelation

MULTI_UTILITY = PreferenceRelation(
    id=DEFAULT_RELATION,
    name="Expected multi-utility",
    summary="One prospect is better than another if every completion agrees that it is.",
    explanation=(
        "By expected multi-utility, which is the default, one prospect is at least as good as "
        "another if every completion gives it at least as much expected utility (Dubra, Maccheroni "
        "and Ok 2004). Where neither is at least as good there is a preferential gap.\n\n"
        "A document may list several opinions (imprecise probabilities, given by the corners of the set). "
        "Under any relation one lottery is then at least as good as another if it is so under every "
        "opinion, each updated by its own conditioning; it is better if, moreover, the other is not at "
        "least as good as it. Strict unanimity, which asks every opinion for a strict preference (Bewley; "
        "Walley 1991), differs only where some opinion is exactly indifferent. A completion weighs the "
        "opinions: each has a positive share, and may have a utility of its own (Levi 1974; Seidenfeld, "
        "Schervish and Kadane 1995). An opinion that gives the way to a node probability zero still speaks "
        "there, by the probabilities that it states below: this is our reading."
    ),
    definition=(
        "A completion is a utility function that respects the preferences: an offset and positive "
        "weights for each scale, a utility for each outcome that stands alone, and every stated "
        "comparison. One prospect is at least as good as another if every completion gives it at "
        "least as much expected utility; it is strictly better if, moreover, the other is not at "
        "least as good as it. Where neither is at least as good as the other there is a "
        "preferential gap."
    ),
    source="Dubra, Maccheroni and Ok, Expected utility theory without the completeness axiom (2004).",
)
