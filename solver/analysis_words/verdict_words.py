"""What a verdict comes to, in statements of two short lines.

A statement has a sign: ✓ good, △ look here, ✕ bad, or none.  “Dominated” is never said alone: by a
plan, or by a policy; a mixture *beats*.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from solver.analyses.policies import Policy
from solver.analyses.verdict_summary import (
    Excluded,
    Mixtures,
    Unknown,
    VerdictSummary,
    plans_in,
)
from solver.document.changes import conduct_at
from solver.document.elements import Kind
from solver.document.model import Document
from solver.preferences.comparison import Relation
from solver.solution import Plan, Solution
from solver.words.explanation_words import capital
from solver.words.names import Names, quoted
from solver.words.numbers import decimal
from solver.words.plan_names import plan_name, plan_names

MOST_TOLD: Final = 3  # choices of a policy that are told one by one
PREFERENCES: Final = "State a preference"  # what is offered where there is nothing to decide by


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
            "Nothing to decide by yet",
            "no outcome has a value and no preference is stated",
            PREFERENCES,
        )
    total = solution.plans_total
    if total is None:
        least = len(solution.plans)
        return Headline(
            f"At least {_many(least)} plan{'s' * (least != 1)} {'are' if least != 1 else 'is'} permitted",
            "stopped at the budget; what is marked is proved",
        )
    if total == 0:
        return Headline("No plan is permitted", "the rule excludes every plan of this tree")
    there = plans_in(document)
    of = f" of {_many(there)}" if there is not None else ""
    plans = "plan" if (there if there is not None else total) == 1 else "plans"
    return Headline(f"{_many(total)}{of} {plans} {'is' if total == 1 else 'are'} permitted")


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
        _settled(found, names),
        _off(found),
        _clash(found),
    ]
    return tuple(each for each in made if each is not None)


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


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
        return said("Not every choice is decided", "past the budget; what is marked is proved")
    if free.is_all_forced:
        single = found.solution.plans_total == 1
        return said(
            "Every choice is forced", "one plan, no tie" if single else "no tie at any choice"
        )
    if free.only_ties:
        return said("Free only by a tie", "equally good, no gap")
    if free.forced:
        told = [
            f"at {names.node_in_sentence(node)}: {names.branch(branch)}"
            for node, branch in free.forced[:MOST_TOLD]
        ]
        more = len(free.forced) - len(told)
        detail = "; ".join([*told, f"and {more} more"] if more else told)
        return said(f"{len(free.forced)} of {choices} choices forced", detail, free.forced[0][0])
    if len(free.all_at) == choices:
        there, permitted = plans_in(found.document), found.solution.plans_total
        if there is not None and permitted is not None and permitted < there:
            return said("Nothing is forced by itself", "not every combination is permitted")
        two = all(len(names.document.children(node)) == 2 for node in free.choices)
        which = "both branches" if two else "all branches"
        where = {1: "", 2: " at both choices"}.get(choices, f" at all {choices} choices")
        return said("Nothing is forced", f"{which} are permitted{where}")
    where = f"each of {choices} choices" if choices > 1 else "the one choice"
    return said("Nothing is forced", f"more than one branch at {where}")


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
            f"Not permitted: {quoted(name)}",
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
        return "by the rule"
    own = (each for each in witnesses if each.part.choices == excluded.plan.choices)
    witness = next(own, witnesses[0])
    part, other, contrast = witness.part, witness.other, witness.contrast
    seen = "" if part.node == root else f", seen from {names.node_in_sentence(part.node)}"
    if witness.mixture:
        return f"beaten by a mixture{seen}"
    if other is None:
        return "by the rule"
    better = quoted(plan_name(names, other.choices))
    is_preferred = contrast is not None and contrast.relation is Relation.BETTER
    if is_preferred and witness.turned_down is not None:
        return f"turned down {better}, which is better"
    if is_preferred and part.choices == excluded.plan.choices and other.node == root:
        return f"dominated by {better}"
    if is_preferred and seen:
        return f"{better} is better{seen}"
    return f"by the rule worse than {better}{seen}"


def _by_plan(found: VerdictSummary, names: Names) -> Statement:
    about, dominated = "by plan", found.dominated
    if dominated is None:
        return Statement(
            about, Sign.PLAIN, "Dominated by a plan: not counted", "past the budget", Proof.PLANS
        )
    if dominated.number == 0:
        detail = "so the rule is not exploitable on this tree"
        return Statement(about, Sign.GOOD, "None dominated by a plan", detail, Proof.PLANS)
    detail, rank = "", None
    if dominated.first is not None and dominated.first.dominated_by is not None:
        worse, better = dominated.first.plan, dominated.first.dominated_by
        pair = plan_names(names, [worse.choices, better.choices]).names
        detail = f"{pair[0]}, by {pair[1]}" + (", …" if dominated.number > 1 else "")
        rank = min(found.dominated_ranks)
    title = f"{dominated.number} dominated by a plan: exploitable"
    return Statement(about, Sign.BAD, title, detail, Proof.PLANS, rank)


def _by_mixture(found: VerdictSummary, names: Names) -> Statement:
    about, mixtures = "by mixture", found.mixtures
    if not isinstance(mixtures, Mixtures):
        return Statement(about, Sign.PLAIN, "Mixtures not checked", "past the budget", Proof.PLANS)
    among = "" if mixtures.all_of_them else f"of the first {len(mixtures.plans)} listed"
    if not found.beaten:
        title = f"{'No other is' if found.dominated_ranks else 'None'} beaten by a mixture"
        return Statement(about, Sign.GOOD, title, among or "of other plans", Proof.PLANS)
    listed = plan_names(names, [plan.choices for plan in mixtures.plans]).names
    more = " more" if found.dominated_ranks else ""
    detail = listed[found.beaten[0]] + (", …" if len(found.beaten) > 1 else "")
    detail = f"{detail} ({among})" if among else detail
    title = f"{len(found.beaten)}{more} beaten by a mixture"
    return Statement(about, Sign.LOOK, title, detail, Proof.PLANS, found.beaten[0])


def _rationalisable(found: VerdictSummary, names: Names) -> Statement | None:
    about, mixtures = "rationalisable", found.mixtures
    if found.certain is not None:
        low, high = found.certain
        title = f"Certainty equivalent {decimal((low + high) / 2)}"
        return Statement(about, Sign.PLAIN, title, "by the utility curve", Proof.UTILITIES)
    if found.value is not None:
        document = names.document
        criterion = document.criterion(document.criterion_ids[0])
        number = names.format.value(criterion, found.value)
        detail = "of every permitted plan" if found.solution.plans_total != 1 else "of the plan"
        name = capital(found.solution.value_name)
        proof = Proof.UTILITIES if name == "Expected value" else Proof.PLANS
        return Statement(about, Sign.PLAIN, f"{name} {number}", detail, proof)
    if not isinstance(mixtures, Mixtures) or mixtures.rationalisable is None:
        return None
    best, of = mixtures.rationalisable, len(mixtures.plans)
    root_only = mixtures.from_the_root_only
    first = "" if mixtures.all_of_them else "first "
    if best == of:
        title = "The plan is rationalisable" if of == 1 else f"All {first}{of} rationalisable"
        if of == 2 and not first:
            title = "Both rationalisable"
        detail = f"{'each' if of > 1 else 'it'} is best under some completion"
        if root_only:
            detail = _root_only(root_only, of)
        return Statement(about, Sign.GOOD, title, detail, Proof.UTILITIES)
    if best == 0:
        title = "None rationalisable" if of > 1 else "The plan is not rationalisable"
        return Statement(about, Sign.LOOK, title, "best under no completion", Proof.UTILITIES)
    other = "the other is" if of - best == 1 else "the others are"
    title = f"{best} of {'the ' if first else ''}{first}{of} rationalisable"
    detail = _root_only(root_only, best) if root_only else f"{other} best under no completion"
    return Statement(about, Sign.PLAIN, title, detail, Proof.UTILITIES)


def _root_only(number: int, of: int) -> str:
    """Of some rationalisable plans, how many are best as seen from the root only."""
    if of == 1:
        return "as seen from the root only"
    return f"{'one' if number == 1 else number} of them as seen from the root only"


def _policy(found: VerdictSummary, names: Names) -> Statement | None:
    about, policy = "policy", found.policy
    if policy is Unknown.NOT_STATED:
        if not found.freedom.choices:
            return None
        return Statement(
            about, Sign.PLAIN, "No policy stated", "all branches count alike", Proof.POLICY
        )
    if policy is Unknown.TIES:
        title, why = "Stated policy not judged", "a completion that holds leaves a tie"
        return Statement(about, Sign.PLAIN, title, why, Proof.POLICY)
    if isinstance(policy, Unknown):
        title = "Stated policy not checked"
        return Statement(about, Sign.PLAIN, title, "past the budget", Proof.POLICY)
    if policy.better is None:
        return Statement(
            about, Sign.GOOD, "Stated policy undominated", "no policy is better", Proof.POLICY
        )
    told = policy_told(names, policy.better)
    return Statement(about, Sign.LOOK, "Stated policy dominated by a policy", told, Proof.POLICY)


def policy_told(names: Names, policy: Policy) -> str:
    """A policy by how often it takes the first branch: “shut down 4/9 if lucky, always if unlucky”."""
    document = names.document
    nodes = [
        node
        for node in document.tree
        if len(below := document.children(node)) > 1
        and below[0].id in policy.policy
        and conduct_at(document, node) is None
    ]
    taken = {names.branch(id_) for id_, share in policy.policy.items() if share == 1}
    pure = all(policy.policy[branch.id] in (0, 1) for n in nodes for branch in document.children(n))
    if pure and len(taken) == 1:
        return f"always {taken.pop()}"
    conditions = names.told_apart(nodes)
    parts: list[str] = []
    last = ""
    for node in nodes[:MOST_TOLD]:
        branch = document.children(node)[0].id
        share = policy.policy[branch]
        word = "never" if share == 0 else "always" if share == 1 else names.format.number(share)
        name = names.branch(branch)
        own = "" if name == last else f"{name} "
        parts.append(f"{own}{word} {conditions[node]}".strip())
        last = name
    return ", ".join(parts) + (", …" if len(nodes) > MOST_TOLD else "")


def _settled(found: VerdictSummary, names: Names) -> Statement | None:
    if not found.settled:
        return None
    first = found.settled[0]
    kept = " or ".join(names.branch(id_) for id_ in first.permitted)
    document = names.document
    passed = [
        names.branch(beside.id)
        for taken in names.way(first.node)
        if document.nodes[taken.source].kind is Kind.CHOICE
        for beside in document.children(taken.source)
        if beside.id != taken.id
    ]
    start = f", having passed up {' and '.join(passed)}" if passed else ""
    detail = f"at {names.node_in_sentence(first.node)}{start}: only {kept}"
    title = f"Gap settled at {_count(len(found.settled), 'choice')}"
    return Statement("settled", Sign.PLAIN, title, detail, Proof.WHY, node=first.node)


def _off(found: VerdictSummary) -> Statement | None:
    off = [node for node in found.document.tree if node in found.solution.off_plan]
    if not off:
        return None
    title = f"Off the plan at {_count(len(off), 'choice')}"
    return Statement(
        "off", Sign.LOOK, title, "no permitted plan leads there", Proof.WHY, node=off[0]
    )


def _clash(found: VerdictSummary) -> Statement | None:
    clashes = [node for node in found.document.tree if node in found.solution.clashes]
    if not clashes:
        return None
    title = f"Clash at {_count(len(clashes), 'choice')}"
    detail = "there alone the rule would choose otherwise"
    return Statement("clash", Sign.LOOK, title, detail, Proof.WHY, node=clashes[0])
