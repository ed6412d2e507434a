"""Policies in words: what is done at which choice node, and how often."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import islice
from typing import Final

from solver.analyses.policies import Policy
from solver.analyses.policy_faces.fixed_total import Range
from solver.analyses.policy_faces.undominated_policies import PolicyRegion, Total
from solver.analyses.usefulness import Usefulness
from solver.document.changes import conduct_at
from solver.document.elements import Kind
from solver.document.model import Document
from solver.prospect import Prospect
from solver.translation import tr, trn
from solver.words.explanation_words import listed
from solver.words.names import Names, quoted

ZERO: Final = Fraction(0)
ONE: Final = Fraction(1)
MOST_NODES: Final = 4  # are told one by one
MOST_LINES: Final = 40  # of a tip
MOST_TOLD: Final = 3  # choices of a policy that are told one by one
MOST_MOVES: Final = 8  # ends that lose or get mass and are told one by one


def neutrality_words(names: Names, scores: Usefulness) -> str:
    """“1 bit, uniform (one step: 1/2, two steps: 1/2)”."""
    lengths = ", ".join(
        f"{names.outcome(e.name) if e.is_alone else e.name}: {names.format.number(e.mass)}"
        for e in scores.lengths
    )
    uniform = tr("uniform") if scores.uniform else tr("not uniform")
    bits = trn("{number:.3g} bit", "{number:.3g} bits", 1 if scores.entropy == 1 else 2)
    bits = bits.format(number=scores.entropy)
    return f"{bits}, {uniform} ({lengths})"


def scores_text(names: Names, found: Mapping[str, Usefulness]) -> str:
    """Usefulness and neutrality in a sentence each; under several opinions from the least to the greatest."""
    between = "\n" if len(found) > 1 else " "
    return between.join(scores_lines(names, found))


def scores_lines(names: Names, found: Mapping[str, Usefulness]) -> list[str]:
    """The same line by line; where every policy leads to one scale only, neutrality says nothing and is left out."""
    numbers = [scores.usefulness for scores in found.values()]
    range_ = names.range(min(numbers), max(numbers))
    has_lengths = any(len(scores.lengths) > 1 for scores in found.values())
    if len(found) == 1:
        (scores,) = found.values()
        lines = [tr("Usefulness: {usefulness}.").format(usefulness=range_)]
        if has_lengths:
            told = neutrality_words(names, scores)
            lines.append(tr("Neutrality: {neutrality}.").format(neutrality=told))
        return lines
    under = (
        tr("Under {opinion}: usefulness {usefulness}; neutrality {neutrality}.")
        if has_lengths
        else tr("Under {opinion}: usefulness {usefulness}.")
    )
    return [
        tr("Usefulness: {usefulness} in the opinions.").format(usefulness=range_),
        *(
            under.format(
                opinion=quoted(names.opinion(id_)),
                usefulness=names.format.number(scores.usefulness),
                neutrality=neutrality_words(names, scores),
            )
            for id_, scores in found.items()
        ),
    ]


def places(names: Names, nodes: Iterable[str]) -> Mapping[str, str]:
    """By what each of some choice nodes is told from the others: “if lucky”, or “at “Stay?””.

    A node alone needs no telling.
    """
    told = names.told_apart(nodes)
    if len(told) < 2:
        return dict.fromkeys(told, "")
    return {
        node: text
        if text[:1].isalpha()
        else tr("at {node}").format(node=names.node_in_sentence(node))
        for node, text in told.items()
    }


def policy_text(names: Names, policy: Mapping[str, Fraction], shown: Mapping[str, str]) -> str:
    """How often the branches that stand for their nodes (``shown``, by node) are taken.

    “shut down 4/9 if lucky, always shut down if unlucky”; empty where there are too many nodes.
    """
    if len(shown) > MOST_NODES:
        return ""
    where = places(names, shown)
    texts = {node: _node_text(names, node, policy, branch) for node, branch in shown.items()}
    first = next(iter(texts.values()), "")
    children = names.document.children
    is_pure = all(any(policy[each.id] == 1 for each in children(node)) for node in shown)
    if is_pure and set(texts.values()) == {first}:
        return first
    return ", ".join(f"{text} {where[node]}".rstrip() for node, text in texts.items())


def policy_tip(names: Names, policy: Mapping[str, Fraction], shown: Mapping[str, str]) -> str:
    """The same with exact numbers, a line a branch, for tips."""
    taken = (
        (node, each.id)
        for node in shown
        for each in names.document.children(node)
        if policy[each.id]
    )
    told = list(islice(taken, MOST_LINES + 1))
    where, number = places(names, [node for node, _ in told]), names.exact.format.number
    lines = [
        f"{names.branch(id_)} {where[node]}".rstrip() + f": {number(policy[id_])}"
        for node, id_ in told[:MOST_LINES]
    ]
    return "\n".join(lines) + ("\n…" if len(told) > MOST_LINES else "")


def _node_text(names: Names, node: str, policy: Mapping[str, Fraction], branch: str) -> str:
    """One of two branches tells about both; of more, all that are taken are told."""
    ids = [each.id for each in names.document.children(node)]
    taken = [id_ for id_ in ids if policy[id_]]
    if len(taken) == 1:
        return tr("always ") + names.branch(taken[0])
    told = [branch] if len(ids) == 2 else taken
    return ", ".join(f"{names.branch(id_)} {names.format.number(policy[id_])}" for id_ in told)


def region_text(
    names: Names, region: PolicyRegion, where: Mapping[str, str], *, in_sentence: bool = True
) -> str:
    """What the policies of a region do: “always choose “shut down” if unlucky”.

    Outside a sentence “always shut down if unlucky”.
    """
    call = quoted if in_sentence else str
    groups: dict[tuple[bool, str], list[str]] = {}
    for node, kept in region.only.items():
        branches = tr(" or ").join(call(names.branch(id_)) for id_ in kept)
        place = where[node]
        if node in region.avoidable:
            place = tr("{text} (where they come there)").format(text=place).strip()
        groups.setdefault((len(kept) == 1, branches), []).append(place)
    parts = []
    for (always, branches), there in groups.items():
        everywhere = len(there) == len(where) and not region.avoidable & region.only.keys()
        if in_sentence:
            said = tr("always choose {branches}") if always else tr("choose only {branches}")
        else:
            said = tr("always {branches}") if always else tr("only {branches}")
        said = said.format(branches=branches)
        parts.append(said if everywhere else f"{said} {listed(there)}".rstrip())
    if region.every:
        each = listed([call(names.branch(id_)) for id_ in region.every])
        said = (
            tr("choose each of {each} now and then")
            if in_sentence
            else tr("each of {each} now and then")
        )
        parts.append(said.format(each=each))
    return listed(parts) or (tr("choose anything") if in_sentence else tr("anything"))


def free_choices(document: Document) -> list[str]:
    """The choice nodes under the root at which the agent has a choice."""
    return [
        id_
        for id_ in document.tree
        if document.nodes[id_].kind is Kind.CHOICE
        and len(document.children(id_)) > 1
        and conduct_at(document, id_) is None
    ]


def regions_text(names: Names, regions: Sequence[PolicyRegion] | None) -> str:
    """Which policies no policy dominates, all of them."""
    if regions is None:
        return tr(
            "There are too many kinds of policies to list those that are not dominated by a policy."
        )
    if all_undominated(regions):
        return tr("No policy is dominated by a policy.")
    where = places(names, free_choices(names.document))

    def told(some: Sequence[PolicyRegion]) -> str:
        kinds = [
            tr("those that {do}").format(do=region_text(names, region, where))
            for region in some[:MOST_NODES]
        ]
        more = len(some) - MOST_NODES
        if more > 0:
            kinds.append(tr("those of {more} more kinds").format(more=more))
        if len(kinds) == 1:
            return kinds[0]
        # Each may have an “and” of its own: a comma helps.
        return tr("{kinds}, and {last}").format(kinds=", ".join(kinds[:-1]), last=kinds[-1])

    regions = widest_first(regions)
    sure = [region for region in regions if not region.open_]
    unsure = [region for region in regions if region.open_]
    if not unsure:
        return tr("Exactly these policies are not dominated by a policy: {sure}.").format(
            sure=told(sure)
        )
    if not sure:
        return tr(
            "Of these policies some may not be dominated by a policy, it depends on the shares: {unsure}."
        ).format(unsure=told(unsure))
    return tr(
        "These policies are not dominated by a policy: {sure}. Of others it depends on the shares: {unsure}."
    ).format(sure=told(sure), unsure=told(unsure))


def assumed_text(names: Names, unstated: Sequence[str], *, is_any_stated: bool) -> str:
    """What counts where no policy is stated; empty where one is everywhere."""
    if not unstated:
        return ""
    if not is_any_stated:
        return tr("No policy is stated: all branches count alike.")
    nodes = [names.node_in_sentence(node) for node in unstated[:MOST_NODES]]
    more = len(unstated) - len(nodes)
    if more:
        nodes.append(trn("{more} more choice", "{more} more choices", more).format(more=more))
    return trn(
        "No policy is stated at {where}: its branches count alike.",
        "No policy is stated at {where}: branches count alike there.",
        len(unstated),
    ).format(where=listed(nodes))


def widest_first(regions: Sequence[PolicyRegion]) -> list[PolicyRegion]:
    """Those that leave most open come first."""
    return sorted(regions, key=lambda region: len(region.only) + len(region.every))


def all_undominated(regions: Sequence[PolicyRegion]) -> bool:
    """Whether the regions cover all policies."""
    return any(not region.only and not region.every and not region.open_ for region in regions)


def range_text(names: Names, ends: Range) -> str:
    """What a share can be."""
    if ends is None:
        return tr("not reached")
    low, high = (names.format.number(end) for end in ends)
    return low if low == high else f"{low} – {high}"


def ranges_text(
    names: Names,
    ranges: Mapping[str, Range],
    shown: Mapping[str, str],
    avoidable: Iterable[str] = (),
) -> str:
    """What the branches that stand for their nodes can get; at some nodes only if they come there."""
    where, some = places(names, shown), frozenset(avoidable)
    parts = []
    for node, branch in shown.items():
        if branch in ranges:
            text = f"{_taken(names, branch, ranges[branch])} {where[node]}"
            reached = node in some and ranges[branch] is not None
            parts.append(text.rstrip() + (tr(" (where they come there)") if reached else ""))
    return "; ".join(parts)


def _taken(names: Names, branch: str, often: Range) -> str:
    """How often a branch is taken: “shut down 4/9 – 5/9”, “always shut down”."""
    if often in ((ONE, ONE), (ZERO, ZERO)):
        words = tr("always {branch}") if often == (ONE, ONE) else tr("never {branch}")
        return words.format(branch=names.branch(branch))
    return f"{names.branch(branch)} {range_text(names, often)}"


def total_name(names: Names, total: Total) -> str:
    """What may be held fixed: an outcome by its label, or a scale."""
    return (
        tr("scale {name}").format(name=quoted(total.name))
        if total.is_scale
        else names.outcome(total.name)
    )


def moved_text(names: Names, before: Prospect, after: Prospect) -> str:
    """The mass that moves from one prospect to another: which ends lose it, and which get it."""
    if after.opinions:
        return "\n".join(
            f"{names.opinion(id_)}: {moved_text(names, before.opinions[id_], own)}"
            for id_, own in after.opinions.items()
        )
    ends = dict.fromkeys((*before, *after))
    changes = {end: after.get(end, Fraction(0)) - before.get(end, Fraction(0)) for end in ends}
    less = [(names.end(end), change) for end, change in changes.items() if change < 0]
    more = [(names.end(end), change) for end, change in changes.items() if change > 0]
    if not less:
        return tr("No mass moves.")
    if len(less) == len(more) == 1:
        (source, _), (target, mass) = less[0], more[0]
        return tr("{mass} moves from {source} to {target}.").format(
            mass=names.format.number(mass), source=quoted(source), target=quoted(target)
        )
    change = names.format.change
    loses = _few(f"{quoted(name)} {change(mass)}" for name, mass in less)
    gets = _few(f"{quoted(name)} {change(mass)}" for name, mass in more)
    return tr("Mass moves: {loses}; {gets}.").format(loses=loses, gets=gets)


def _few(texts: Iterable[str]) -> str:
    parts = list(texts)
    return ", ".join(parts[:MOST_MOVES]) + (", …" if len(parts) > MOST_MOVES else "")


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
        return tr("always ") + taken.pop()
    conditions = names.told_apart(nodes)
    parts: list[str] = []
    last = ""
    for node in nodes[:MOST_TOLD]:
        branch = document.children(node)[0].id
        share = policy.policy[branch]
        name = names.branch(branch)
        own = "" if name == last else name
        if share in (0, 1):
            words = [tr("always") if share else tr("never"), own]
        else:
            words = [own, names.format.number(share)]
        parts.append(" ".join(filter(None, (*words, conditions[node]))))
        last = name
    return ", ".join(parts) + (", …" if len(nodes) > MOST_TOLD else "")
