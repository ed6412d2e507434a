"""Statements on choices: which are forced, gaps that are settled, choices off every permitted plan."""

from typing import Final

from solver.analyses.verdict_summary import VerdictSummary, plans_in
from solver.analysis_words.verdict.statement import Proof, Sign, Statement
from solver.document.elements import Kind
from solver.translation import tr, trn
from solver.words.names import Names, quoted

MOST_TOLD: Final = 3  # forced choices that are told one by one


def freedom(found: VerdictSummary, names: Names) -> Statement | None:
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


def settled_gaps(found: VerdictSummary, names: Names) -> Statement | None:
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


def off_the_plan(found: VerdictSummary) -> Statement | None:
    off = [node for node in found.document.tree if node in found.solution.off_plan]
    if not off:
        return None
    title = trn(
        "Off the plan at {number} choice", "Off the plan at {number} choices", len(off)
    ).format(number=len(off))
    return Statement(
        "off", Sign.LOOK, title, tr("no permitted plan leads there"), Proof.WHY, node=off[0]
    )


def clashes(found: VerdictSummary) -> Statement | None:
    nodes = [node for node in found.document.tree if node in found.solution.clashes]
    if not nodes:
        return None
    title = trn("Clash at {number} choice", "Clash at {number} choices", len(nodes)).format(
        number=len(nodes)
    )
    detail = tr("there alone the rule would choose otherwise")
    return Statement("clash", Sign.LOOK, title, detail, Proof.WHY, node=nodes[0])
