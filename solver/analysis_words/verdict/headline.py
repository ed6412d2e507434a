"""The verdict in one line: how many plans are permitted."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from solver.analyses.verdict_summary import plans_in
from solver.analysis_words.verdict.statement import Sign, Statement
from solver.checks.opinion_shares import NO_SHARES
from solver.document.model import Document
from solver.edits import Edit, PayoffsAlone, UseNumbers
from solver.edits.valuing import called_by_numbers, compared_without_value
from solver.findings import Finding
from solver.induction.tree.settled_choices import is_settled
from solver.rules import RULES
from solver.rules.rule import Rule
from solver.solution import Solution
from solver.translation import mark, tr, trn


class Offer(StrEnum):
    """Where one is led where there is nothing to decide by, or no answer."""

    PREFERENCES = mark("State a preference")
    VALUES = mark("Enter values")
    UTILITIES = mark("Choose utilities")
    SHARES = mark("Weight the opinions")
    OTHER_RULE = mark("Choose another rule")
    PLACE = mark("Go there")


@dataclass(frozen=True)
class Headline:
    """The verdict in one line, and what there is to add.

    ``action`` is what a button offers; ``edit`` is what it does, where that is a change of the document,
    and ``leads`` whereto it leads.
    """

    title: str
    sub: str = ""
    action: str = ""
    edit: Edit | None = None
    leads: Offer | None = None

    @classmethod
    def leading(cls, title: str, sub: str, leads: Offer) -> "Headline":
        """With a button that leads somewhere."""
        return cls(title, sub, tr(leads), leads=leads)

    @classmethod
    def offering(cls, title: str, sub: str, edit: UseNumbers | PayoffsAlone) -> "Headline":
        """With a button that makes the edit."""
        return cls(title, sub, tr(edit.offer), edit)


def headline(document: Document, solution: Solution) -> Headline:
    """How many plans are permitted."""
    if not says_anything(document):
        return _without_values(document, tr("Nothing to decide by yet"), Offer.PREFERENCES)
    total = solution.plans_total
    if total is None:
        least = len(solution.plans)
        return Headline(
            trn(
                "At least {many} plan is permitted", "At least {many} plans are permitted", least
            ).format(many=_many(least)),
            tr("stopped at the budget; what is marked is proved"),
        )
    if total == 0:
        return Headline(tr("No plan is permitted"), tr("the rule excludes every plan of this tree"))
    there = plans_in(document)
    many, sub = _many(total), _of_opinions(document, solution)
    if there is None:
        said = trn("{many} plan is permitted", "{many} plans are permitted", total)
        settled = tr("of those that can come about as choices are settled")
        among = settled if is_settled(document) else tr("of more than a million")
        return Headline(said.format(many=many), f"{among}; {sub}" if sub else among)
    if there == 1:
        return Headline(tr("{many} of 1 plan is permitted").format(many=many), sub)
    said = trn("{many} of {all} plans is permitted", "{many} of {all} plans are permitted", total)
    return Headline(said.format(many=many, all=_many(there)), sub)


def _of_opinions(document: Document, solution: Solution) -> str:
    """How the rule takes opinions, where there are several and it does so in a way of its own."""
    rule = RULES.get(solution.rule) if len(document.opinions) > 1 else None
    return tr(rule.of_opinions) if rule is not None and rule.of_opinions else ""


def _without_values(document: Document, title: str, leads: Offer) -> Headline:
    """That no outcome has a value; where several are called by numbers, these may be meant as values."""
    used = {document.nodes[id_].outcome for id_ in document.tree} - {None}
    numbered = len(used & called_by_numbers(document).keys())
    if numbered and numbered == len(used):
        sub = tr("outcomes are called by numbers, and none has a value")
        return Headline.offering(title, sub, UseNumbers())
    if numbered > 1:
        sub = tr("some outcomes are called by numbers, and none has a value")
        return Headline.offering(title, sub, UseNumbers())
    sub = tr("no outcome has a value and no preference is stated")
    return Headline.leading(title, sub, leads)


def unsolvable(document: Document, first: Finding) -> Headline:
    """That the tree cannot be solved yet, with the first reason."""
    title = tr("The tree cannot be solved yet")
    pays = first.code == "outcome.missing" and any(
        branch.payoff is not None for branch in document.branches.values()
    )
    pays = pays or first.code == "payoff.criterion"
    if pays and not compared_without_value(document):
        return Headline.offering(title, first.message, PayoffsAlone())
    return Headline.leading(title, first.message, Offer.PLACE)


def refused(rule: Rule, document: Document, why: Finding, others: Sequence[Rule] = ()) -> Headline:
    """That a rule has no answer for a document that ``others`` can solve, and what to do about it."""
    completion = why.code.startswith("completion")
    if completion and not is_anything_stated(document):
        title = tr("{rule} needs values").format(rule=tr(rule.name))
        return _without_values(document, title, Offer.VALUES)
    sub = why.message
    if others:
        names = ", ".join(tr(other.name) for other in others)
        sub += " " + tr("Rules that answer here: {names}.").format(names=names)
    if not completion:
        title = tr("{rule} has no answer here").format(rule=tr(rule.name))
        return Headline.leading(title, sub, Offer.OTHER_RULE)
    title = tr("{rule} needs a completion").format(rule=tr(rule.name))
    if why.code == NO_SHARES:
        return Headline.leading(title, sub, Offer.SHARES)
    if called_by_numbers(document):
        return Headline.offering(title, sub, UseNumbers())
    return Headline.leading(title, sub, Offer.UTILITIES)


def says_anything(document: Document) -> bool:
    """Whether there is a value or a preference to decide by."""
    used = {document.nodes[id_].outcome for id_ in document.tree}
    return len(used - {None}) < 2 or is_anything_stated(document)


def is_anything_stated(document: Document) -> bool:
    """Whether there is any value, payoff or preference."""
    stated = document.preferences
    return bool(
        stated.better
        or stated.equal
        or any(outcome.value is not None for outcome in document.outcomes.values())
        or any(branch.payoff is not None for branch in document.branches.values())
    )


def _many(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")


def verdict_line(short: str, found: Headline, statements: Sequence[Statement]) -> str:
    """The verdict in one line: what is permitted, and whatever is to be looked at."""
    marked = [each.title for each in statements if each.sign in (Sign.LOOK, Sign.BAD)]
    return f"{short}: {' · '.join([found.title, *marked])}"
