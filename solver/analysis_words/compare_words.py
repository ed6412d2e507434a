"""All rules side by side in words: what each answers, and on how much they differ."""

from typing import Final

from solver.analyses.rule_comparison import OneRule, SideBySide
from solver.analysis_words.completion_words import of_the_scales
from solver.rules import RULES
from solver.solution import Verdict
from solver.translation import mark, tr, trn
from solver.words.explanation_words import listed

NO_ANSWER: Final = "—"
SIGNS: Final = mark(
    "● permitted   ○ permitted, but no permitted plan gets there   × not permitted   ? undecided"
)

#: What is asked of each rule, with an explanation where the words alone do not say it.
QUESTIONS: Final = (
    (mark("Permitted plans"), ""),
    (
        mark("Dominated by a plan"),
        mark("How many of the permitted plans have an available plan strictly preferred."),
    ),
    (
        mark("Exploitable"),
        mark("Whether the rule permits a plan that is dominated by a plan on this tree."),
    ),
    (
        mark("Rationalisable"),
        mark("How many of the permitted plans some completion of the preferences makes optimal."),
    ),
)


def summary(found: SideBySide) -> str:
    """On how many branches the rules differ."""
    branches, differing = len(found.tree.choice_branches), len(found.differing)
    if differing:
        return tr("The rules differ on {differing} of {branches} branches, marked ≠.").format(
            differing=differing, branches=branches
        )
    text = tr("All rules that have an answer agree on every branch")
    totals = {one.solution.plans_total for one in found.rules.values() if one.solution}
    if len(totals - {None}) > 1:
        text += tr(
            ", but not on the plans: combining permitted branches at will can make a plan that is "
            "not permitted"
        )
    return f"{text}."


def silent(found: SideBySide) -> list[str]:
    """Which rules have no answer and why, and what “rationalisable” means where it is not the usual."""
    without: dict[str, list[str]] = {}
    for rule, one in found.rules.items():
        if one.problem:
            without.setdefault(one.problem, []).append(RULES[rule].title)
    lines = [
        trn(
            "{rules} has no answer here. {problem}",
            "{rules} have no answer here. {problem}",
            len(names),
        ).format(rules=listed(names), problem=problem)
        for problem, names in without.items()
    ]
    if words := of_the_scales(found.tree.relation):
        lines.append(tr("Rationalisable: {words}").format(words=words))
    return lines


def sign_of(verdict: Verdict) -> str:
    """A verdict on a branch in one sign."""
    if verdict.permitted is None:
        return "?"
    if not verdict.permitted:
        return "×"
    return "○" if verdict.reachable is False else "●"


def many(number: int) -> str:
    """A number of plans, briefly."""
    return (
        str(number) if number < 10_000 else f"{number:.0e}".replace("e+0", "e").replace("e+", "e")
    )


def answer_text(one: OneRule, question: int) -> tuple[str, str]:
    """What a rule answers to one of the questions: in a cell, and as a sentence."""
    solution = one.solution
    if solution is None:
        return NO_ANSWER, one.problem
    if question == 0:
        total = solution.plans_total
        if total is None:
            return "?", tr("There are too many maximal plans to decide them all.")
        return many(total), tr("{total:,} plans are permitted.").format(
            total=total
        ) if total > 1 else tr("One plan.")
    if question == 1:
        dominated = solution.dominated_total
        if dominated is None:
            sure = tr("At least one of them is.") if one.dominated is not None else ""
            return "?", tr(
                "There are too many plans to count those that are dominated by a plan. {sure}"
            ).format(sure=sure).strip()
        return many(dominated), trn(
            "{dominated:,} of the permitted plans is dominated by a plan.",
            "{dominated:,} of the permitted plans are dominated by a plan.",
            dominated,
        ).format(dominated=dominated)
    if question == 2:
        return {
            True: (
                tr("yes"),
                tr("It permits a plan to which an available plan is strictly preferred."),
            ),
            False: (tr("no"), tr("No plan that it permits is dominated by a plan.")),
            None: (
                "?",
                tr("No plan dominated by a plan was found, but not all could be looked at."),
            ),
        }[one.is_exploitable]
    return _rationalised(one)


def _rationalised(one: OneRule) -> tuple[str, str]:
    told = one.rationalised
    if told is None:
        return NO_ANSWER, one.problem
    if not told.of and not told.all_of_them:
        return "?", tr("No plan could be looked at.")
    if not told.all_of_them:
        text = f"{told.number}/{told.of}…"
        return text, tr("Of the first {of} plans, {number}; the others were not looked at.").format(
            of=told.of, number=told.number
        )
    if told.number == told.of:
        of = "" if told.obeyed else tr(" of the scales")
        return tr("all"), tr("Each permitted plan is optimal under some completion{of}.").format(
            of=of
        )
    beaten = tr(" A mixture of other plans is strictly preferred to each of the others.")
    return tr("{number} of {of}").format(number=told.number, of=told.of), tr(
        "{number} of {of} are.{beaten}"
    ).format(number=told.number, of=told.of, beaten=beaten)
