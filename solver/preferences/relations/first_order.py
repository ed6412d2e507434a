"""First-order stochastic dominance of net values: as likely to be worth at least so much, whatever that is.

Each scale must have the same probability, and on each every increasing function of the net value
must expect at least as much: that is so iff P(X ≥ v) is at least as great for each net value v.
"""

from solver.preferences.relations.net_value_functions import (
    NO_STATEMENTS,
    Reaching,
    of_net_values,
    one_criterion,
)
from solver.preferences.relations.relation import PreferenceRelation

FIRST_ORDER = PreferenceRelation(
    id="first-order",
    name="First-order dominance",
    hint="every increasing utility",
    summary=(
        "One lottery is better than another if every increasing utility function of the net value "
        "says so: whatever the amount, it is at least as likely to be worth that much or more."
    ),
    explanation=(
        "By first-order stochastic dominance one lottery is at least as good as another if each scale "
        "is as likely under both and, on each scale, every increasing function of the net value "
        "expects at least as much; that is so if the probability of at least v is at least as great "
        "for every v. Risk profiles then do not cross. Where neither is at least as good there is a "
        "preferential gap. A completion is any increasing function of the net value on each scale.\n\n"
        "There has to be one criterion; where less of it is better, its sign is turned. Stated "
        "comparisons do not count. A utility curve of a scale makes no difference, since it "
        "increases.\n\n"
        "Source: Quirk and Saposnik (1962); Hadar and Russell (1969).\n\n"
        "Our reading: scales must be as likely under both; that silence is a preferential gap."
    ),
    definition=(
        "Lotteries compare by first-order stochastic dominance of net values: one is at least as good "
        "as another if each scale has the same probability under both and, on each scale, it is at "
        "least as likely to be worth at least v, for every v; it is strictly better if, moreover, the "
        "other is not at least as good as it. Where neither is at least as good as the other there is "
        "a preferential gap."
    ),
    source="Hadar and Russell, Rules for ordering uncertain prospects (1969).",
    no_statements=NO_STATEMENTS,
    features=of_net_values(Reaching),
    objections=one_criterion,
)
