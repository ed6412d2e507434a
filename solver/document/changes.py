"""What is different between two documents, found in no time where one comes from the other."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from operator import attrgetter, is_not
from typing import Any, Final, TypeVar

from solver.document.elements import (
    BY_POLICY,
    Branch,
    Conduct,
    Element,
    Kind,
    Node,
    Outcome,
    Values,
)
from solver.document.model import Document
from solver.document.numerals import Numeral, names_in

E = TypeVar("E", bound=Element)

#: So many single changes are looked back for before all elements are compared.
FAR_BACK: Final = 100


class _Step:
    """One change of one element.  It stands for the mapping that came of it, which may be gone."""

    __slots__ = ("before", "id")

    def __init__(self, before: "_Step | Mapping[str, Any]", id_: str) -> None:
        self.before = before
        self.id = id_


class Changed(dict[str, E]):
    """A mapping that is another one but for one element, and knows which."""

    __slots__ = ("step",)

    def __init__(self, before: Mapping[str, E], element: E) -> None:
        super().__init__(before)
        self[element.id] = element
        self.step = _Step(_origin(before), element.id)


def _origin(mapping: Mapping[str, Any]) -> "_Step | Mapping[str, Any]":
    """What tells a mapping from all others: its step, or itself where it did not come of one."""
    return mapping.step if isinstance(mapping, Changed) else mapping


@dataclass(frozen=True)
class Changes:
    """The elements that differ, by id; nothing else does.  No element is new or gone."""

    nodes: tuple[str, ...]
    branches: tuple[str, ...]
    outcomes: tuple[str, ...]


def changes(before: Document, after: Document) -> Changes | None:
    """What differs, if it is no more than fields of nodes, branches and outcomes; else None.

    Fields that have nothing to do with solving are not looked at.
    """
    for part in (
        "parameters",
        "criteria",
        "preferences",
        "completion",
        "completions",
        "opinions",
        "scales",
        "root",
    ):
        old, new = getattr(before, part), getattr(after, part)
        if old is not new and old != new:
            return None
    if before.view is not after.view and before.view.get("alpha") != after.view.get("alpha"):
        return None  # Hurwicz's rule goes by it
    nodes = _differing(before.nodes, after.nodes, _node)
    branches = _differing(before.branches, after.branches, _branch)
    outcomes = _differing(before.outcomes, after.outcomes, _outcome)
    if nodes is None or branches is None or outcomes is None:
        return None
    return Changes(nodes, branches, outcomes)


def only_policies(before: Document, after: Document) -> bool:
    """Whether nothing that matters to a rule differs: at most how often the agent takes branches.

    Where conduct settles choices by the policy, that does matter.
    """
    if before is after:
        return True
    found = changes(before, after)
    if found is None or found.nodes or found.outcomes:
        return False
    if not all(
        before.nodes[before.branches[id_].source].kind is Kind.CHOICE
        and _but_policy(before.branches[id_]) == _but_policy(after.branches[id_])
        for id_ in found.branches
    ):
        return False
    if not found.branches or not any(map(attrgetter("conduct"), after.nodes.values())):
        return True
    before, after = before.expanded, after.expanded  # what a live copy shows may be settled there
    written_out = changes(before, after)
    return written_out is not None and not any(
        conduct_at(after, after.branches[id_].source) == BY_POLICY for id_ in written_out.branches
    )


def conduct_at(document: Document, node: str) -> Conduct | None:
    """The conduct that holds at a node: its own, or that of the nearest node above that states one.

    The document must have its live copies written out.
    """
    return document.conducts.get(node)


def called_alike(before: Document, after: Document) -> bool:
    """Whether nothing differs but numbers: of parameters, chances, policies, values and payoffs."""
    if before is after:
        return True
    for part in ("criteria", "root", "view"):
        old, new = getattr(before, part), getattr(after, part)
        if old is not new and old != new:
            return False
    return (
        _differing(before.nodes, after.nodes, _called_node) == ()
        and _differing(before.branches, after.branches, _called_branch) == ()
        and _differing(before.outcomes, after.outcomes, _called_outcome) == ()
    )


def looks_changed(before: Document, after: Document) -> Changes | None:
    """What differs, if it is only what single nodes and branches show; else None.

    Whatever else there is stays as it is: the shape of the tree, what is folded, where things
    stand, which scales there are, and what is paid on the way.
    """
    for part in ("title", "criteria", "completions", "opinions", "root", "view"):
        old, new = getattr(before, part), getattr(after, part)
        if old is not new and old != new:
            return None
    nodes = _differing(before.nodes, after.nodes, _itself)
    branches = _differing(before.branches, after.branches, _itself)
    outcomes = _differing(before.outcomes, after.outcomes, _itself)
    if nodes is None or branches is None or outcomes is None:
        return None
    if moved := moved_parameters(before, after):
        if any(uses(branch.payoff, moved) for branch in after.branches.values()):
            return None
        branches += tuple(
            branch.id
            for branch in after.branches.values()
            if branch.id not in branches
            and (uses(branch.probability, moved) or uses(branch.policy, moved))
        )
        outcomes += tuple(
            outcome.id
            for outcome in after.outcomes.values()
            if outcome.id not in outcomes and uses(outcome.value, moved)
        )
    stay = (
        all(_where_node(before.nodes[i]) == _where_node(after.nodes[i]) for i in nodes)
        and all(
            _where_branch(before.branches[i]) == _where_branch(after.branches[i]) for i in branches
        )
        and all(before.outcomes[i].scale_name == after.outcomes[i].scale_name for i in outcomes)
    )
    if not stay:
        return None
    return Changes(nodes, branches, outcomes)


def same_elements(one: Document, other: Document) -> bool:
    """Whether nothing differs that is typed or clicked on the tree: at most how it is looked at."""
    parts = ("nodes", "branches", "outcomes", "parameters")
    return all(getattr(one, part) is getattr(other, part) for part in parts)


def moved_parameters(before: Document, after: Document) -> frozenset[str]:
    """The names that stand for another number now, or for none, or did not."""
    if before.parameters is after.parameters:
        return frozenset()
    old, new = before.parameter_values, after.parameter_values
    return frozenset(id_ for id_ in old.keys() | new.keys() if old.get(id_) != new.get(id_))


def uses(values: Values | None, names: Collection[str]) -> bool:
    """Whether a number, or one of several, is an expression with some of these names."""
    if values is None:
        return False
    numerals = (values,) if isinstance(values, Numeral) else values.values()
    return any(not names_in(numeral.text).isdisjoint(names) for numeral in numerals)


def _called_node(node: Node) -> object:
    return node.label, node.kind, node.outcome, node.copy_of


def _called_branch(branch: Branch) -> object:
    return branch.label, branch.source, branch.target, branch.payoff is None


def _called_outcome(outcome: Outcome) -> object:
    return outcome.label, outcome.scale_name


def _itself(element: Element) -> object:
    return element


def _where_node(node: Node) -> object:
    return node.kind, node.x, node.y, node.collapsed, node.copy_of, node.conduct


def _where_branch(branch: Branch) -> object:
    return branch.source, branch.target, branch.payoff


def _node(node: Node) -> object:
    return node.kind, node.outcome, node.copy_of, node.conduct


def _branch(branch: Branch) -> object:
    return branch.source, branch.target, branch.probability, branch.payoff, branch.policy


def _but_policy(branch: Branch) -> object:
    return branch.source, branch.target, branch.probability, branch.payoff


def _outcome(outcome: Outcome) -> object:
    return outcome.scale, outcome.value


def _differing(
    before: Mapping[str, E], after: Mapping[str, E], meaning: Any
) -> tuple[str, ...] | None:
    """The ids of elements that mean something else now; None where some came or went or moved."""
    if before is after:
        return ()
    ids = single_changes(before, after)
    if ids is None:
        if len(before) != len(after) or any(map(str.__ne__, before, after)):
            return None
        pairs = zip(before, map(is_not, before.values(), after.values()), strict=True)
        ids = {id_ for id_, differs in pairs if differs}
    if any(id_ not in before or id_ not in after for id_ in ids):
        return None
    return tuple(id_ for id_ in ids if meaning(before[id_]) != meaning(after[id_]))


def single_changes(before: Mapping[str, E], after: Mapping[str, E]) -> set[str] | None:
    """The elements in which two mappings differ at most, where one came of the other by few single changes."""
    later = _steps_back(after, before)
    return _steps_back(before, after) if later is None else later


def _steps_back(later: Mapping[str, E], earlier: Mapping[str, E]) -> set[str] | None:
    """The elements that single changes touched on the way from one mapping to a later one."""
    ids: set[str] = set()
    at, goal = _origin(later), _origin(earlier)
    for _ in range(FAR_BACK):
        if at is goal:
            return ids
        if not isinstance(at, _Step):
            return None
        ids.add(at.id)
        at = at.before
    return None
