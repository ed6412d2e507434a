"""What a verdict comes to, in statements of two short lines.

A statement has a sign: ✓ good, △ look here, ✕ bad, or none.  “Dominated” is never said alone: by a
plan, or by a policy; a mixture *beats*.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from solver.analyses.verdict_summary import (
    Excluded,
    Mixtures,
    Unknown,
    VerdictSummary,
    plans_in,
)
from solver.analysis_words.policy_words import (
    all_undominated,
    free_choices,
    places,
    policy_told,
    region_text,
    widest_first,
)
from solver.document.elements import Kind
from solver.document.model import Document
from solver.preferences.comparison import Relation
from solver.solution import Plan, Solution
from solver.translation import mark, tr, trn
from solver.words.explanation_words import capital
from solver.words.names import Names, quoted
from solver.words.numbers import decimal
from solver.words.plan_names import plan_name, plan_names

MOST_TOLD: Final = 3  # forced choices that are told one by one
MOST_SIGNS: Final = 100  # of a statement’s detail about kinds of policies
ROUNDED: Final = mark("irrational utilities: only plans are compared")
PREFERENCES: Final = mark(
    "State a preference"
)  # what is offered where there is nothing to decide by


class Sign(StrEnum):
    """How a statement is to be taken."""

    GOOD = "good"
    LOOK = "look"
    BAD = "bad"
    PLAIN = "plain"


class Proof(StrEnum):
    """Which page of answers proves a statement."""

    PLANS = "plans"
    WHY = "why"
    UTILITIES = "utilities"
    POLICY = "policy"


@dataclass(frozen=True)
class Statement:
    """One statement; ``about`` names it for programs, ``plan`` is the rank of the plan concerned.

    ``excluded`` is the plan that is not permitted, where one is concerned.
    """

    about: str
    sign: Sign
    title: str
    detail: str
    proof: Proof
    plan: int | None = None
    node: str | None = None
    excluded: Plan | None = None


@dataclass(frozen=True)
class Headline:
    """The verdict in one line, and what there is to add; ``action`` is what a button offers."""

    title: str
    sub: str = ""
    action: str = ""


def headline(document: Document, solution: Solution) -> Headline:
    """How many plans are permitted."""
    if not _says_anything(document):
        return Headline(
            tr("Nothing to decide by yet"),
            tr("no outcome has a value and no preference is stated"),
            tr(PREFERENCES),
        )
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
    many = _many(total)
    if there is None:
        return Headline(
            trn("{many} plan is permitted", "{many} plans are permitted", total).format(many=many)
        )
    if there == 1:
        return Headline(tr("{many} of 1 plan is permitted").format(many=many))
    said = trn("{many} of {all} plans is permitted", "{many} of {all} plans are permitted", total)
    return Headline(said.format(many=many, all=_many(there)))


def _says_anything(document: Document) -> bool:
    """Whether there is a value or a preference to decide by."""
    used = {document.nodes[id_].outcome for id_ in document.tree}
    if len(used - {None}) < 2:
        return True
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


def statements(found: VerdictSummary, names: Names) -> tuple[Statement, ...]:
    """All statements on a verdict, in the order in which they are shown."""
    made = [
        _freedom(found, names),
        *_excluded(found, names),
        _by_plan(found, names),
        _by_mixture(found, names),
        _rationalisable(found, names),
        _policy(found, names),
        _kinds(found, names),
        _settled(found, names),
        _off(found),
        _clash(found),
    ]
    return tuple(each for each in made if each is not None)


def _freedom(found: VerdictSummary, names: Names) -> Statement | None:
    free = found.freedom
    choices = len(free.choices)
    if not choices:
        return None

    def said(title: str, detail: str, node: str | None = None) -> Statement:
        return Statement(
            "forced", Sign.PLAIN, title, detail, Proof.WHY, node=node or free.choices[0]
        )

    if free.undecided:
        return said(
            tr("Not every choice is decided"), tr("past the budget; what is marked is proved")
        )
    if free.is_all_forced:
        single = found.solution.plans_total == 1
        return said(
            tr("Every choice is forced"),
            tr("one plan, no tie") if single else tr("no tie at any choice"),
        )
    if free.only_ties:
        return said(tr("Free only by a tie"), tr("equally good, no gap"))
    if free.forced:
        told = [
            tr("at {node}: {branch}").format(
                node=names.node_in_sentence(node), branch=names.branch(branch)
            )
            for node, branch in free.forced[:MOST_TOLD]
        ]
        more = len(free.forced) - len(told)
        detail = "; ".join([*told, tr("and {more} more").format(more=more)] if more else told)
        return said(
            tr("{forced} of {choices} choices forced").format(
                forced=len(free.forced), choices=choices
            ),
            detail,
            free.forced[0][0],
        )
    if len(free.all_at) == choices:
        there, permitted = plans_in(found.document), found.solution.plans_total
        fewer = there is not None and permitted is not None and permitted < there
        if fewer or free.together is not None:
            detail = tr("not every combination is permitted")
            if free.together is not None:
                one, other = (quoted(names.branch_at(id_)) for id_ in free.together)
                detail = tr("{one} goes only with {other}").format(one=one, other=other)
            return said(tr("No branch is forced by itself"), detail)
        two = all(len(names.document.children(node)) == 2 for node in free.choices)
        return said(tr("No branch is forced"), _all_permitted(choices, two=two))
    where = tr("more than one branch at the one choice")
    if choices > 1:
        where = tr("more than one branch at each of {choices} choices").format(choices=choices)
    return said(tr("No branch is forced"), where)


def _all_permitted(choices: int, *, two: bool) -> str:
    """That every branch is permitted at so many choices, where there are ``two`` at each or more."""
    if choices == 1:
        return tr("both branches are permitted") if two else tr("all branches are permitted")
    if choices == 2:
        return (
            tr("both branches are permitted at both choices")
            if two
            else tr("all branches are permitted at both choices")
        )
    said = (
        tr("both branches are permitted at all {choices} choices")
        if two
        else tr("all branches are permitted at all {choices} choices")
    )
    return said.format(choices=choices)


def _excluded(found: VerdictSummary, names: Names) -> list[Statement]:
    """Each plan that is not permitted, where they are few."""
    if not found.excluded:
        return []
    plans = [entry.plan for entry in found.solution.plans]
    plans += [each.plan for each in found.excluded]
    told = plan_names(names, [plan.choices for plan in plans]).names[-len(found.excluded) :]
    return [
        Statement(
            f"excluded {number}",
            Sign.PLAIN,
            tr("Not permitted: {name}").format(name=quoted(name)),
            _why_excluded(names, each),
            Proof.WHY,
            excluded=each.plan,
        )
        for number, (each, name) in enumerate(zip(found.excluded, told, strict=True), start=1)
    ]


def _why_excluded(names: Names, excluded: Excluded) -> str:
    """In short why a plan is not permitted: by what it, or else what begins like it, is held against."""
    witnesses, root = excluded.why.witnesses, names.document.root_id
    if not witnesses:
        return tr("by the rule")
    own = (each for each in witnesses if each.part.choices == excluded.plan.choices)
    witness = next(own, witnesses[0])
    part, other, contrast = witness.part, witness.other, witness.contrast
    seen = (
        ""
        if part.node == root
        else tr(", seen from {node}").format(node=names.node_in_sentence(part.node))
    )
    if witness.mixture:
        return tr("beaten by a mixture{seen}").format(seen=seen)
    if other is None:
        return tr("by the rule")
    better = quoted(plan_name(names, other.choices))
    is_preferred = contrast is not None and contrast.relation is Relation.BETTER
    if is_preferred and witness.turned_down is not None:
        return tr("turned down {better}, which is better").format(better=better)
    if is_preferred and part.choices == excluded.plan.choices and other.node == root:
        return tr("dominated by {better}").format(better=better)
    if is_preferred and seen:
        return tr("{better} is better{seen}").format(better=better, seen=seen)
    return tr("by the rule worse than {better}{seen}").format(better=better, seen=seen)


def _by_plan(found: VerdictSummary, names: Names) -> Statement:
    about, dominated = "by plan", found.dominated
    if dominated is None:
        return Statement(
            about,
            Sign.PLAIN,
            tr("Dominated by a plan: not counted"),
            tr("past the budget"),
            Proof.PLANS,
        )
    if dominated.number == 0:
        detail = tr("so the rule is not exploitable on this tree")
        return Statement(about, Sign.GOOD, tr("None dominated by a plan"), detail, Proof.PLANS)
    detail, rank = "", None
    if dominated.first is not None and dominated.first.dominated_by is not None:
        worse, better = dominated.first.plan, dominated.first.dominated_by
        pair = plan_names(names, [worse.choices, better.choices]).names
        detail = tr("{pair}, by {pair2}").format(pair=pair[0], pair2=pair[1]) + (
            ", …" if dominated.number > 1 else ""
        )
        rank = min(found.dominated_ranks)
    title = tr("{number} dominated by a plan: exploitable").format(number=dominated.number)
    return Statement(about, Sign.BAD, title, detail, Proof.PLANS, rank)


def _by_mixture(found: VerdictSummary, names: Names) -> Statement:
    about, mixtures = "by mixture", found.mixtures
    if not isinstance(mixtures, Mixtures):
        why = tr(ROUNDED) if mixtures is Unknown.ROUNDED else tr("past the budget")
        return Statement(about, Sign.PLAIN, tr("Mixtures not checked"), why, Proof.PLANS)
    among = (
        ""
        if mixtures.all_of_them
        else tr("of the first {plans} listed").format(plans=len(mixtures.plans))
    )
    if not found.beaten:
        title = tr("None beaten by a mixture")
        if found.dominated_ranks:
            title = tr("No other is beaten by a mixture")
        return Statement(about, Sign.GOOD, title, among or tr("of other plans"), Proof.PLANS)
    listed = plan_names(names, [plan.choices for plan in mixtures.plans]).names
    detail = listed[found.beaten[0]] + (", …" if len(found.beaten) > 1 else "")
    detail = f"{detail} ({among})" if among else detail
    title = tr("{beaten} beaten by a mixture")
    if found.dominated_ranks:
        title = tr("{beaten} more beaten by a mixture")
    title = title.format(beaten=len(found.beaten))
    return Statement(about, Sign.LOOK, title, detail, Proof.PLANS, found.beaten[0])


def _rationalisable(found: VerdictSummary, names: Names) -> Statement | None:
    about, mixtures = "rationalisable", found.mixtures
    if found.certain is not None:
        low, high = found.certain
        title = tr("Certainty equivalent {decimal}").format(decimal=decimal((low + high) / 2))
        return Statement(about, Sign.PLAIN, title, tr("by the utility curve"), Proof.UTILITIES)
    if found.value is not None:
        document = names.document
        criterion = document.criterion(document.criterion_ids[0])
        number = names.format.value(criterion, found.value)
        detail = (
            tr("of every permitted plan") if found.solution.plans_total != 1 else tr("of the plan")
        )
        name = capital(tr(found.solution.value_name))
        by_utility = found.solution.value_name == "expected value"
        proof = Proof.UTILITIES if by_utility else Proof.PLANS
        return Statement(about, Sign.PLAIN, f"{name} {number}", detail, proof)
    if not isinstance(mixtures, Mixtures) or mixtures.rationalisable is None:
        return None
    best, of = mixtures.rationalisable, len(mixtures.plans)
    root_only = mixtures.from_the_root_only
    is_first = not mixtures.all_of_them
    if best == of:
        title = (
            tr("The plan is rationalisable")
            if of == 1
            else tr("All first {of} rationalisable").format(of=of)
            if is_first
            else tr("All {of} rationalisable").format(of=of)
        )
        if of == 2 and not is_first:
            title = tr("Both rationalisable")
        detail = tr("it is best under some completion")
        if of > 1:
            detail = tr("each is best under some completion")
        if root_only:
            detail = _root_only(root_only, of)
        return Statement(about, Sign.GOOD, title, detail, Proof.UTILITIES)
    if best == 0:
        title = tr("None rationalisable") if of > 1 else tr("The plan is not rationalisable")
        return Statement(about, Sign.LOOK, title, tr("best under no completion"), Proof.UTILITIES)
    title = tr("{best} of {of} rationalisable").format(best=best, of=of)
    if is_first:
        title = tr("{best} of the first {of} rationalisable").format(best=best, of=of)
    detail = (
        _root_only(root_only, best)
        if root_only
        else tr("the other is best under no completion")
        if of - best == 1
        else tr("the others are best under no completion")
    )
    return Statement(about, Sign.PLAIN, title, detail, Proof.UTILITIES)


def _root_only(number: int, of: int) -> str:
    """Of some rationalisable plans, how many are best as seen from the root only."""
    if of == 1:
        return tr("as seen from the root only")
    return trn(
        "one of them as seen from the root only",
        "{number} of them as seen from the root only",
        number,
    ).format(number=number)


def _policy(found: VerdictSummary, names: Names) -> Statement | None:
    about, policy = "policy", found.policy
    if policy is Unknown.NOT_STATED:
        if not found.freedom.choices:
            return None
        return Statement(
            about, Sign.PLAIN, tr("No policy stated"), tr("all branches count alike"), Proof.POLICY
        )
    if policy is Unknown.TIES:
        title, why = tr("Stated policy not judged"), tr("a completion that holds leaves a tie")
        return Statement(about, Sign.PLAIN, title, why, Proof.POLICY)
    if isinstance(policy, Unknown):
        title = tr("Stated policy not checked")
        why = tr(ROUNDED) if policy is Unknown.ROUNDED else tr("past the budget")
        return Statement(about, Sign.PLAIN, title, why, Proof.POLICY)
    if policy.better is None:
        detail = _assumed(found, names) or tr("no policy is better")
        return Statement(about, Sign.GOOD, tr("Stated policy undominated"), detail, Proof.POLICY)
    told = "; ".join(filter(None, (policy_told(names, policy.better), _assumed(found, names))))
    return Statement(
        about, Sign.LOOK, tr("Stated policy dominated by a policy"), told, Proof.POLICY
    )


def _assumed(found: VerdictSummary, names: Names) -> str:
    """What counts where nothing is stated, though it is elsewhere."""
    if not found.unstated:
        return ""
    return trn(
        "none stated at {one}: all branches alike there",
        "none stated at {many} choices: all branches alike there",
        len(found.unstated),
    ).format(one=names.node_in_sentence(found.unstated[0]), many=len(found.unstated))


def _kinds(found: VerdictSummary, names: Names) -> Statement | None:
    """Which policies are undominated, where there is a line to say it in."""
    kinds = found.kinds
    if not kinds or all_undominated(kinds) or any(kind.open_ for kind in kinds):
        return None
    where = places(names, free_choices(names.document))
    told = [region_text(names, kind, where, in_sentence=False) for kind in widest_first(kinds)]
    detail = tr(", or ").join(told)
    if len(detail) > MOST_SIGNS:
        return None
    title = trn(
        "{many} kind of policy is undominated", "{many} kinds of policy are undominated", len(kinds)
    ).format(many=len(kinds))
    return Statement("policies", Sign.PLAIN, title, detail, Proof.POLICY)


def _settled(found: VerdictSummary, names: Names) -> Statement | None:
    if not found.settled:
        return None
    first = found.settled[0]
    kept = tr(" or ").join(names.branch(id_) for id_ in first.permitted)
    document = names.document
    passed = [
        names.branch(beside.id)
        for taken in names.way(first.node)
        if document.nodes[taken.source].kind is Kind.CHOICE
        for beside in document.children(taken.source)
        if beside.id != taken.id
    ]
    start = ""
    if passed:
        start = tr(", having passed up {branches}").format(branches=tr(" and ").join(passed))
    detail = tr("at {node}{start}: only {kept}").format(
        node=names.node_in_sentence(first.node), start=start, kept=kept
    )
    title = trn(
        "Gap settled at {number} choice", "Gap settled at {number} choices", len(found.settled)
    ).format(number=len(found.settled))
    return Statement("settled", Sign.PLAIN, title, detail, Proof.WHY, node=first.node)


def _off(found: VerdictSummary) -> Statement | None:
    off = [node for node in found.document.tree if node in found.solution.off_plan]
    if not off:
        return None
    title = trn(
        "Off the plan at {number} choice", "Off the plan at {number} choices", len(off)
    ).format(number=len(off))
    return Statement(
        "off", Sign.LOOK, title, tr("no permitted plan leads there"), Proof.WHY, node=off[0]
    )


def _clash(found: VerdictSummary) -> Statement | None:
    clashes = [node for node in found.document.tree if node in found.solution.clashes]
    if not clashes:
        return None
    title = trn("Clash at {number} choice", "Clash at {number} choices", len(clashes)).format(
        number=len(clashes)
    )
    detail = tr("there alone the rule would choose otherwise")
    return Statement("clash", Sign.LOOK, title, detail, Proof.WHY, node=clashes[0])
