"""What a history rules out and what conduct has settled, in sentences."""

from solver.analyses.trammelling import Interval, Trammelled, Trammelling
from solver.translation import mark, tr
from solver.words.explanation_words import listed
from solver.words.names import Names, quoted

#: Pairs that a sentence names one by one.
MOST_TOLD = 3

#: What is said where no completion does.
UNEXPLAINED = mark(
    "No completion explains the conduct so far: no utility function makes all of it best."
)


def has_news(found: Trammelled) -> bool:
    """Whether the way to a node has ruled out or settled anything."""
    return bool(found.removed or found.settled) or found.explained is False


def history_text(names: Names, found: Trammelled) -> str:
    """“Having passed up A: only B.” Empty where the way rules nothing out."""
    if not found.removed:
        return ""
    passed = listed([quoted(names.branch(b)) for b in found.passed_up])
    only = listed([quoted(names.branch(b)) for b in found.kept], mark("or"))
    gone = listed([quoted(names.branch(b)) for b in found.removed], mark("nor"))
    left = tr("only {only}").format(only=only) if only else tr("not {gone}").format(gone=gone)
    return tr("Having passed up {passed}: {left}.").format(passed=passed, left=left)


def settled_text(names: Names, found: Trammelled) -> str:
    """“Whoever acts so values B at least as much as A.” Empty where no gap is settled."""
    if found.explained is False:
        return tr(UNEXPLAINED)
    if not found.settled:
        return ""
    by_better: dict[str, list[str]] = {}
    for better, worse in found.settled:
        by_better.setdefault(better, []).append(names.outcome(worse))
    told = [
        tr("{quoted} at least as much as {listed}").format(
            quoted=quoted(names.outcome(better)), listed=listed([quoted(w) for w in worse])
        )
        for better, worse in list(by_better.items())[:MOST_TOLD]
    ]
    more = len(by_better) - len(told)
    if more:
        told.append(tr("and {more} more").format(more=more))
    return tr("Whoever acts so values {told}.").format(told="; ".join(told))


def remaining_text(names: Names, whole: Trammelling, found: Trammelled) -> str:
    """Which completions remain, as an interval of the number that tells them; empty if none does."""
    if whole.free_weight is None or found.remaining is None or not found.remaining:
        return ""
    if not found.taken or found.remaining == whole.every:
        return ""
    fixed = tr(" and ").join(
        f"{what} = {names.format.number(v)}" for what, v in whole.fixed.items()
    )
    intervals = tr(" or ").join(interval_text(names, part) for part in found.remaining)
    before = tr(" or ").join(interval_text(names, part) for part in whole.every)
    said = tr("Completions that remain: {weight} {intervals} (before: {before}).")
    if fixed:
        said = tr(
            "Completions that remain: {weight} {intervals}, where {fixed} (before: {before})."
        )
    return said.format(weight=whole.free_weight, intervals=intervals, fixed=fixed, before=before)


def interval_text(names: Names, part: Interval) -> str:
    """“from 1 on”, “below 0”, “between 0 and 1”, “any”."""
    number = names.format.number
    if part.low is None and part.high is None:
        return tr("any")
    if part.low is not None and part.low == part.high:
        return tr("just {low}").format(low=number(part.low))
    if part.high is None:
        assert part.low is not None
        said = tr("from {low} on") if part.low_included else tr("above {low}")
        return said.format(low=number(part.low))
    if part.low is None:
        said = tr("up to {high}") if part.high_included else tr("below {high}")
        return said.format(high=number(part.high))
    if part.low_included:
        both = (
            tr("from {low} to {high}") if part.high_included else tr("from {low} to below {high}")
        )
    elif part.high_included:
        both = tr("above {low} to {high}")
    else:
        both = tr("above {low} to below {high}")
    return both.format(low=number(part.low), high=number(part.high))


def trammelled_texts(names: Names, whole: Trammelling, found: Trammelled) -> list[str]:
    """All that there is to say of one node."""
    parts = (
        history_text(names, found),
        settled_text(names, found),
        remaining_text(names, whole, found),
    )
    return [part for part in parts if part]


def trammelling_texts(names: Names, whole: Trammelling) -> list[str]:
    """A sentence or more for each node at which anything is ruled out or settled."""
    result = []
    for id_, found in whole.nodes.items():
        if has_news(found):
            where = names.node_in_sentence(id_)
            result.append(
                tr("At {where}: {found}").format(
                    where=where, found=" ".join(trammelled_texts(names, whole, found))
                )
            )
    if not result:
        settled = "" if whole.untold else tr(" or settle a gap")
        result.append(
            tr("Nowhere does the path to a choice rule anything out{settled}.").format(
                settled=settled
            )
        )
    if whole.untold:
        result.append(whole.untold)
    elif not whole.complete:
        result.append(tr("Not all of it could be found out; what is said is certain."))
    return result


def completions_texts(names: Names, whole: Trammelling) -> list[str]:
    """Of each way that rules completions out, which of them remain; what it settles where no number tells them."""
    if whole.untold:
        return [whole.untold]
    result = []
    for id_, found in whole.nodes.items():
        told = tr(UNEXPLAINED) if found.explained is False else remaining_text(names, whole, found)
        if told or (whole.free_weight is None and (told := settled_text(names, found))):
            way = tr(", then ").join(quoted(names.branch(branch)) for branch in found.taken)
            result.append(
                tr("After {way}, at {id}: {told}").format(
                    way=way, id=names.node_in_sentence(id_), told=told
                )
            )
    if not result:
        chosen = any(found.taken for found in whole.nodes.values())
        result.append(
            tr("Whatever is chosen on the path to a choice, all completions remain.")
            if chosen
            else tr("Nothing is chosen on the path to a choice here: all completions remain.")
        )
    if not whole.complete:
        result.append(tr("Not all of it could be found out; what is said is certain."))
    return result
