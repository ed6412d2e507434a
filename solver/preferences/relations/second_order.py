"""Second-order stochastic dominance of net values: what everybody prefers who likes more and no risk.

Each scale must have the same probability, and on each every increasing and concave function of the
net value must expect at least as much: that is so iff E[min(X, v)] is at least as great for each
net value v (for the greatest of them it is E[X]).
"""

from solver.preferences.relations.net_value_functions import (
    NO_STATEMENTS,
    Capped,
    by_curves,
    of_net_values,
    one_criterion,
)
from solver.preferences.relations.relation import PreferenceRelation

SECOND_ORDER = PreferenceRelation(
    id="second-order",
    name="Second-order dominance",
    hint="every increasing, concave utility",
    summary=(
        "One lottery is better than another if every increasing and concave utility function of the "
        "net value says so: everybody who likes more and dislikes risk."
    ),
    explanation=(
        "By second-order stochastic dominance one lottery is at least as good as another if each scale "
        "is as likely under both and, on each scale, every increasing and concave function of the net "
        "value expects at least as much; that is so if what is expected of the smaller of X and v is "
        "at least as great for every v. Where neither is at least as good there is a preferential "
        "gap. A completion is any increasing and concave function of the net value on each scale.\n\n"
        "There has to be one criterion; where less of it is better, its sign is turned. Stated "
        "comparisons do not count. Where a scale states a utility curve, “concave” is meant in its "
        "utilities: every increasing and concave function of them counts, everybody who is at least as "
        "averse to risk as the curve. Irrational utilities are rounded so finely that any two plans are "
        "proved to compare as they do without rounding; of mixtures that is not proved, so that "
        "E-admissibility, completions and policies then have no answer.\n\n"
        "Source: Hadar and Russell (1969); Hanoch and Levy (1969); Rothschild and Stiglitz (1970).\n\n"
        "Our reading: scales must be as likely under both; that silence is a preferential gap."
    ),
    definition=(
        "Lotteries compare by second-order stochastic dominance of net values: one is at least as good "
        "as another if each scale has the same probability under both and, on each scale, every "
        "increasing and concave function of the net value (of its utility, where the scale states a curve) "
        "expects at least as much under it; it is strictly better if, moreover, the other is not at least as good as it. Where neither is at "
        "least as good as the other there is a preferential gap."
    ),
    source="Rothschild and Stiglitz, Increasing risk I: a definition (1970).",
    no_statements=NO_STATEMENTS,
    features=of_net_values(Capped),
    by_curves=by_curves,
    objections=one_criterion,
)
