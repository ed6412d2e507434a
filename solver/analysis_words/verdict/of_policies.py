"""Statements on policies: whether the stated one is dominated, and which are not."""

from typing import Final

from solver.analyses.verdict_summary import Unknown, VerdictSummary
from solver.analysis_words.policy_words import (
    all_undominated,
    free_choices,
    places,
    policy_told,
    region_text,
    widest_first,
)
from solver.analysis_words.verdict.statement import ROUNDED, Proof, Sign, Statement
from solver.translation import tr, trn
from solver.words.names import Names

MOST_SIGNS: Final = 100  # of a statement’s detail about kinds of policies


def stated_policy(found: VerdictSummary, names: Names) -> Statement | None:
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


def kinds_of_policies(found: VerdictSummary, names: Names) -> Statement | None:
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
