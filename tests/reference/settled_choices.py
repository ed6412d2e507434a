"""The reference where conduct settles choices: P of settled nodes word for word, by listing all plans."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from random import Random

import msgspec

from solver.checks import check, errors
from solver.document.elements import (
    BY_POLICY,
    Branch,
    ByCompletion,
    Completion,
    Conduct,
    Kind,
    NamedCompletion,
    Node,
    ScaleUtility,
)
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.document.values import criterion_values
from tests.documents.at_random.random_documents import random_document
from tests.reference.all_plans import Reference, RefPlan

ZERO = Fraction(0)


class SettledReference(Reference):
    """All plans of a document in which nodes may state a conduct.

    The stated policy settles a node: its plans are all combinations of its children's, mixed by the
    policy, and they make no choice there.  A completion settles it: of the plans that its children
    have it keeps those of the greatest expected utility.
    """

    def __init__(self, document: Document) -> None:
        document = document.expanded
        self.conducts: dict[str, Conduct | None] = {}
        for node in document.tree:
            own, above = document.nodes[node].conduct, document.parent(node)
            self.conducts[node] = own or (self.conducts[above] if above else None)
        super().__init__(document)
        self.choice_nodes = [
            n for n in self.choice_nodes if not self.is_held(n) and n in set(self.seen)
        ]

    def is_held(self, node: str) -> bool:
        return self.conducts[node] is not None

    def is_chance(self, node: str) -> bool:
        kind = self.document.nodes[node].kind
        return kind is Kind.CHANCE or (kind is Kind.CHOICE and self.conducts[node] == BY_POLICY)

    @property
    def seen(self) -> list[str]:
        found = {n for plan in self.plans(self.root) for n in self.reached(plan, self.root)}
        return [n for n in self.document.tree if n in found]

    def _list(self, node: str) -> Iterator[RefPlan]:
        branches, held = self.document.children(node), self.conducts[node]
        if self.is_chance(node):
            yield from self.combinations(node, [self.plans(b.target) for b in branches])
            return
        plans = list(super()._list(node))
        if isinstance(held, ByCompletion) and branches:
            worth = [self.utility(held.completion, node, plan) for plan in plans]
            plans = [p for p, value in zip(plans, worth, strict=True) if value == max(worth)]
        yield from plans

    def utility(self, completion: str, node: str, plan: RefPlan) -> Fraction:
        """The expected utility of a plan from a node, by walking down."""
        entry = self.document.nodes[node]
        branches = self.document.children(node)
        if entry.outcome is not None:
            return self._outcome_utility(completion, entry.outcome, self.paid[node])
        if self.is_chance(node):
            pairs = zip(self.probabilities(node), branches, strict=True)
            parts = (p * self.utility(completion, b.target, plan) for p, b in pairs)
            return sum(parts, ZERO)
        taken = dict(plan.choices)[node]
        return self.utility(completion, next(b.target for b in branches if b.id == taken), plan)

    def _outcome_utility(self, completion: str, id_: str, paid: Mapping[str, Fraction]) -> Fraction:
        stated = self.document.completions[completion]
        return outcome_utility(self.document, stated.scales, stated.alone, id_, paid)

    def stated_at(self, node: str) -> list[Fraction]:
        if self.is_held(node) and not self.is_chance(node):
            whole = [p for p in self.plans(self.root) if node in dict(p.choices)]
            taken = dict((whole or self.plans(node))[0].choices)[node]
            return [Fraction(b.id == taken) for b in self.document.children(node)]
        return self.probabilities(node)

    @property
    def has_ties(self) -> bool:
        seen = set(self.seen)
        return any(
            len(
                {
                    dict(p.choices).get(node)
                    for p in self.plans(self.root)
                    if node in dict(p.choices)
                }
            )
            > 1
            for node in self.every_choice
            if self.is_held(node) and not self.is_chance(node) and node in seen
        )

    def settled(self) -> dict[str, bool]:
        found = {}
        for node in self.every_choice:
            if not self.is_held(node):
                continue
            branches = self.document.children(node)
            if self.is_chance(node):
                shares = self.probabilities(node)
                found |= {b.id: p > 0 for b, p in zip(branches, shares, strict=True)}
            else:
                taken = {dict(plan.choices)[node] for plan in self.plans(node)}
                found |= {b.id: b.id in taken for b in branches}
        return found

    def passed(self, plans: Iterable[RefPlan]) -> set[str]:
        nodes = {n for plan in plans for n in self.reached(plan, self.root)}
        return {
            branch.id
            for node in nodes
            if self.document.nodes[node].kind is Kind.CHOICE and self.is_chance(node)
            for branch in self.document.children(node)
        }


def outcome_utility(
    document: Document,
    scales: Mapping[str, ScaleUtility],
    alone: Mapping[str, Numeral],
    id_: str,
    paid: Mapping[str, Fraction],
) -> Fraction:
    """The utility of an outcome, with what was paid on the way, by a completion's scales and lone outcomes."""
    outcome = document.outcomes[id_]
    if outcome.value is None:
        return alone[id_].value({})
    scale = scales.get(str(outcome.scale_name), ScaleUtility())
    total = ZERO if scale.offset is None else scale.offset.value({})
    for criterion, value in criterion_values(document, outcome.value).items():
        own = scale.weight
        if own is not None and not isinstance(own, Numeral):
            own = own.get(criterion)
        weight = Fraction(1) if own is None else own.value({})
        entry = document.criterion(criterion)
        sign = -1 if entry is not None and entry.better == "less" else 1
        total += sign * weight * (value + paid.get(criterion, ZERO))
    return total


# --------------------------------------------------------------------------- random documents


def settled_reference(seed: int, relation: str) -> SettledReference:
    """The reference of a random tree some of whose choices are settled."""
    return SettledReference(settled_document(seed, relation))


def settled_document(seed: int, relation: str) -> Document:
    """A random document some of whose nodes state a conduct, nested ones and live copies among them."""
    draw = Random(f"settled {seed}")
    number = seed
    while True:
        document = with_conducts(draw, random_document(number, relation=relation))
        if document is not None:
            return document
        number += 1_000_003


def with_conducts(draw: Random, document: Document) -> Document | None:
    """The document with conducts; None where it does not lend itself to that."""
    inner = [n for n in document.tree if document.nodes[n].kind is not Kind.OUTCOME]
    completions = _completions(draw, document)
    conducts: tuple[Conduct, ...] = (BY_POLICY, *map(_by, completions))
    nodes, branches = dict(document.nodes), dict(document.branches)
    below_root = inner if draw.random() < 0.1 else inner[1:]
    for id_ in draw.sample(below_root, min(len(below_root), draw.randint(1, 3))):
        nodes[id_] = msgspec.structs.replace(nodes[id_], conduct=draw.choice(conducts))
    choices = [n for n in inner if document.nodes[n].kind is Kind.CHOICE]
    nested = [(a, b) for a in below_root for b in choices if b in list(document.below(a))[1:]]
    if nested and draw.random() < 0.6:  # what the lower one leaves, the upper one narrows down
        upper, lower = draw.choice(nested)
        completions["tie"] = _tying(draw, document, lower)
        nodes[upper] = msgspec.structs.replace(nodes[upper], conduct=_by("I"))
        nodes[lower] = msgspec.structs.replace(nodes[lower], conduct=_by("tie"))
    if choices and draw.random() < 0.5:
        at = draw.choice(choices)
        above = {at}
        while (parent := document.parent(min(above, key=document.tree.index))) is not None:
            above.add(parent)
        free = [n for n in inner if n not in above]
        if free:
            original = draw.choice(free)
            nodes["copy"] = Node(
                id="copy",
                kind=document.nodes[original].kind,
                copy_of=original,
                conduct=draw.choice((None, *conducts)),
            )
            given = any(b.policy is not None for b in document.children(at))
            policy = Numeral("0") if given else None
            branches["to copy"] = Branch(id="to copy", source=at, target="copy", policy=policy)
    made = replace(document, nodes=nodes, branches=branches, completions=completions)
    if errors(check(made)):
        return None
    reference = SettledReference(made)
    held = [n for n in reference.every_choice if reference.is_held(n)]
    return made if held and len(reference.plans(reference.root)) <= 40 else None


def _by(completion: str) -> Conduct:
    return ByCompletion(completion=completion)


def _tying(draw: Random, document: Document, node: str) -> NamedCompletion:
    """A completion that leaves several plans at a node, if a few attempts find one."""
    for _ in range(12):
        found = msgspec.structs.replace(_completions(draw, document)["II"], id="tie")
        entry = msgspec.structs.replace(document.nodes[node], conduct=_by("tie"))
        tried = replace(document, nodes={**document.nodes, node: entry}, completions={"tie": found})
        if not errors(check(tried)) and len(SettledReference(tried).plans(node)) > 1:
            break
    return found


def _completions(draw: Random, document: Document) -> dict[str, NamedCompletion]:
    """The completion that the document states, and others that may tie; `check` refuses what clashes."""
    stated = document.completion or Completion()
    found = {"I": NamedCompletion(id="I", scales=stated.scales, alone=stated.alone)}
    for id_ in ("II", "III"):
        scales = {
            name: ScaleUtility(
                weight=Numeral.of(draw.choice((1, 1, 2, Fraction(1, 2)))),
                offset=Numeral.of(draw.randint(-1, 1)),
            )
            for name in stated.scales
        }
        alone = {name: Numeral.of(draw.randint(-1, 2)) for name in stated.alone}
        found[id_] = NamedCompletion(id=id_, scales=scales, alone=alone)
    return found
