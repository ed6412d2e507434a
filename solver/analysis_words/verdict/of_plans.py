"""Statements on plans: what is not permitted, dominated, beaten by a mixture, rationalisable."""

from solver.analyses.verdict_summary import Excluded, Mixtures, Unknown, VerdictSummary
from solver.analysis_words.verdict.statement import ROUNDED, Proof, Sign, Statement
from solver.document.elements import Kind
from solver.preferences.comparison import Relation
from solver.rules.eu import EU
from solver.translation import capital, tr, trn
from solver.words.names import Names, quoted
from solver.words.numbers import decimal
from solver.words.plan_names import held_against, plan_name, plan_names


def excluded_plans(found: VerdictSummary, names: Names) -> list[Statement]:
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
        return tr("it turns down {better}, which is better than {part} at {node}").format(
            better=better,
            part=quoted(plan_name(names, part.choices)),
            node=names.node_in_sentence(part.node),
        )
    if is_preferred and part.choices == excluded.plan.choices and other.node == root:
        return tr("dominated by {better}").format(better=better)
    if is_preferred and seen:
        return tr("{better} is better{seen}").format(better=better, seen=seen)
    return tr("the rule ranks it below {better}{seen}").format(better=better, seen=seen)


def by_plan(found: VerdictSummary, names: Names) -> Statement:
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
        title, rank = _none_dominated(found.solution.plans_total), _sound(found)
        return Statement(about, Sign.GOOD, title, detail, Proof.PLANS, rank)
    detail, rank = "", None
    if dominated.first is not None and dominated.first.dominated_by is not None:
        worse, better = dominated.first.plan, dominated.first.dominated_by
        pair = held_against(names, [worse.choices, better.choices])
        detail = tr("{pair}, by {pair2}").format(pair=quoted(pair[0]), pair2=quoted(pair[1])) + (
            ", …" if dominated.number > 1 else ""
        )
        rank = min(found.dominated_ranks)
    title = tr("{number} dominated by a plan: exploitable").format(number=dominated.number)
    return Statement(about, Sign.BAD, title, detail, Proof.PLANS, rank)


def _sound(found: VerdictSummary) -> int | None:
    """The first listed plan that nothing is known to beat: its proof is what to see first."""
    bad = {*found.dominated_ranks, *found.beaten}
    return next((rank for rank in range(len(found.solution.plans)) if rank not in bad), None)


def _none_dominated(permitted: int | None) -> str:
    """That none of so many permitted plans is dominated; not none of all."""
    if permitted is None:
        return tr("No permitted plan is dominated by a plan")
    if permitted == 1:
        return tr("The plan is not dominated by a plan")
    return tr("None of the {n} dominated by a plan").format(n=permitted)


def _none_beaten(permitted: int) -> str:
    """The same of mixtures."""
    if permitted == 1:
        return tr("The plan is not beaten by a mixture")
    return tr("None of the {n} beaten by a mixture").format(n=permitted)


def by_mixture(found: VerdictSummary, names: Names) -> Statement:
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
        title = _none_beaten(len(mixtures.plans))
        if found.dominated_ranks:
            title = tr("No other plan is beaten by a mixture")
        detail = among or tr("of other plans")
        return Statement(about, Sign.GOOD, title, detail, Proof.PLANS, _sound(found))
    first = found.beaten[0]
    plans = [plan.choices for plan in (mixtures.plans[first], *mixtures.plans)]
    detail = held_against(names, plans, 1)[0] + (", …" if len(found.beaten) > 1 else "")
    detail = f"{detail} ({among})" if among else detail
    title = tr("{beaten} beaten by a mixture")
    if found.dominated_ranks:
        title = tr("{beaten} more beaten by a mixture")
    title = title.format(beaten=len(found.beaten))
    return Statement(about, Sign.LOOK, title, detail, Proof.PLANS, found.beaten[0])


def rationalisable(found: VerdictSummary, names: Names) -> Statement | None:
    about, mixtures = "rationalisable", found.mixtures
    if found.certain is not None:
        low, high = found.certain
        title = tr("Certainty equivalent {decimal}").format(decimal=decimal((low + high) / 2))
        detail = _best_at_first(found, names) or tr("by the utility curve")
        return Statement(about, Sign.PLAIN, title, detail, Proof.UTILITIES)
    if found.value is not None:
        document = names.document
        criterion = document.criterion(document.criterion_ids[0])
        number = names.format.value(criterion, found.value)
        of_all = (
            tr("of every permitted plan") if found.solution.plans_total != 1 else tr("of the plan")
        )
        detail = _best_at_first(found, names) or of_all
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


def _best_at_first(found: VerdictSummary, names: Names) -> str:
    """Under expected utility the best branch, where the first choice is the agent's own."""
    document = names.document
    root = document.nodes[document.root_id or ""]
    if found.solution.rule != EU.id or root.kind is not Kind.CHOICE or root.id in document.conducts:
        return ""
    verdicts = found.solution.branches
    best = [b.id for b in document.children(root.id) if verdicts[b.id].permitted]
    said = tr("best at {node}: {branches}")
    if len(best) > 1:
        said = tr("best at {node}, a tie: {branches}")
    listed = ", ".join(quoted(names.branch(id_)) for id_ in best)
    return said.format(node=names.node_in_sentence(root.id), branches=listed)


def _root_only(number: int, of: int) -> str:
    """Of some rationalisable plans, how many are best as seen from the root only."""
    if of == 1:
        return tr("as seen from the root only")
    return trn(
        "one of them as seen from the root only",
        "{number} of them as seen from the root only",
        number,
    ).format(number=number)
