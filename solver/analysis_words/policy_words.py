"""Policies in words: what is done at which choice node, and how often."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from solver.analyses.fixed_total import Range
from solver.analyses.undominated_policies import Region
from solver.document.elements import Branch
from solver.document.model import Document
from solver.words.plan_words import place_of

MOST_NODES: Final = 4  # are told one by one


def branch_name(branch: Branch) -> str:
    """What a branch is called."""
    return branch.label or branch.id


def node_name(document: Document, node: str) -> str:
    """What a choice node is called: what chance did before it, else its label."""
    return place_of(document, node) or node


def decimal_tip(value: Fraction) -> str:
    """The decimal of a fraction, for tool tips."""
    return str(value) if value.denominator == 1 else f"{value} ≈ {float(value):.6g}"


def policy_text(
    document: Document, policy: Mapping[str, Fraction], shown: Mapping[str, str]
) -> str:
    """How often the branches that stand for their nodes (``shown``, by node) are taken."""
    if len(shown) > MOST_NODES:
        return f"a policy at {len(shown)} choice nodes"
    return "; ".join(
        f"{node_name(document, node)}: {_node_text(document, node, policy, branch)}"
        for node, branch in shown.items()
    )


def _node_text(document: Document, node: str, policy: Mapping[str, Fraction], branch: str) -> str:
    """One of two branches tells about both; of more, all that are taken are told."""
    branches = document.children(node)
    if len(branches) <= 2:
        branches = (document.branches[branch],)
    else:
        branches = tuple(each for each in branches if policy[each.id])
    return ", ".join(f"{branch_name(each)} {policy[each.id]}" for each in branches)


def region_text(document: Document, region: Region) -> str:
    """What the policies of a region have in common."""
    parts = []
    for node, kept in region.only.items():
        names = " or ".join(f"“{branch_name(document.branches[id_])}”" for id_ in kept)
        word = "always" if len(kept) == 1 else "only"
        if node in region.avoidable:
            word = f"if ever there, {word}"
        parts.append(f"{node_name(document, node)}: {word} {names}")
    if region.every:
        names = " and ".join(f"“{branch_name(document.branches[id_])}”" for id_ in region.every)
        parts.append(f"each of {names} now and then")
    return "; ".join(parts) or "any shares"


def regions_text(document: Document, regions: Sequence[Region] | None) -> str:
    """Which policies are undominated, all of them."""
    if regions is None:
        return "There are too many kinds of policies to list the undominated ones."
    sure = [region for region in regions if not region.open_]
    unsure = [region for region in regions if region.open_]
    if any(not region.only and not region.every for region in sure):
        return "Every policy is undominated."
    text = f"Undominated are just the policies with {_listed(document, sure)}."
    if unsure and sure:
        text = f"Undominated are the policies with {_listed(document, sure)}; "
        text += f"and, depending on the shares, some of those with {_listed(document, unsure)}."
    elif unsure:
        text = f"It depends on the shares which are undominated: {_listed(document, unsure)}."
    return text


def _listed(document: Document, regions: Sequence[Region]) -> str:
    text = ", or with ".join(region_text(document, region) for region in regions[:MOST_NODES])
    if len(regions) > MOST_NODES:
        text += f" ({len(regions) - MOST_NODES} more kinds)"
    return text


def range_text(ends: Range) -> str:
    """What a share can be."""
    if ends is None:
        return "not reached"
    low, high = ends
    return str(low) if low == high else f"{low} to {high}"


def ranges_text(document: Document, ranges: Mapping[str, Range], shown: Mapping[str, str]) -> str:
    """What the branches that stand for their nodes can get."""
    parts = [
        f"{node_name(document, node)}: {branch_name(document.branches[branch])} "
        f"{range_text(ranges[branch])}"
        for node, branch in shown.items()
        if branch in ranges
    ]
    return "; ".join(parts)


def moved_text(before: Mapping[str, Fraction], after: Mapping[str, Fraction]) -> str:
    """The mass that moves from one lottery to another: who loses it, who gets it."""
    ids = dict.fromkeys((*before, *after))
    changes = {id_: after.get(id_, Fraction(0)) - before.get(id_, Fraction(0)) for id_ in ids}
    less = {id_: -change for id_, change in changes.items() if change < 0}
    more = {id_: change for id_, change in changes.items() if change > 0}
    if not less:
        return "No mass moves."
    if len(less) == len(more) == 1:
        (source, mass), (target, _) = *less.items(), *more.items()
        return f"{mass} moves from {source} to {target}."
    loses = ", ".join(f"{id_} −{mass}" for id_, mass in less.items())
    gets = ", ".join(f"{id_} +{mass}" for id_, mass in more.items())
    return f"Mass moves: {loses}; {gets}."
