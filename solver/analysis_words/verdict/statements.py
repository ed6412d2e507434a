"""All that is stated on a verdict, in the order in which it is shown."""

from solver.analyses.verdict_summary import VerdictSummary
from solver.analysis_words.verdict.at_choices import clashes, freedom, off_the_plan, settled_gaps
from solver.analysis_words.verdict.headline import says_anything
from solver.analysis_words.verdict.of_plans import (
    by_mixture,
    by_plan,
    excluded_plans,
    rationalisable,
)
from solver.analysis_words.verdict.of_policies import kinds_of_policies, stated_policy
from solver.analysis_words.verdict.statement import Sign, Statement
from solver.rules.eu import EU
from solver.words.names import Names


def statements(found: VerdictSummary, names: Names) -> tuple[Statement, ...]:
    """All statements on a verdict, in the order in which they are shown."""
    if not says_anything(found.document):
        nothing = freedom(found, names)  # of plans nothing is found but that nothing is known
        return () if nothing is None else (nothing,)
    made = [
        freedom(found, names),
        *excluded_plans(found, names),
        by_plan(found, names),
        by_mixture(found, names),
        rationalisable(found, names),
        stated_policy(found, names),
        kinds_of_policies(found, names),
        settled_gaps(found, names),
        off_the_plan(found),
        clashes(found),
    ]
    return _by_the_value(found, [each for each in made if each is not None])


def _by_the_value(found: VerdictSummary, made: list[Statement]) -> tuple[Statement, ...]:
    """Under expected utility the value comes first; where it alone is the utility, that nothing is better
    goes without saying."""
    if found.solution.rule != EU.id or (found.value is None and found.certain is None):
        return tuple(made)
    implied = ("by plan", "by mixture") if found.document.completion is None else ()
    kept = [each for each in made if each.sign is not Sign.GOOD or each.about not in implied]
    return tuple(sorted(kept, key=lambda each: each.about != "rationalisable"))
