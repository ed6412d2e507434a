"""The reference where conduct settles choices under several opinions, word for word, by listing all plans."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from random import Random

from msgspec.structs import replace as with_fields

from solver.checks import check, errors
from solver.document.elements import (
    ByCompletion,
    NamedCompletion,
    OpinionShare,
)
from solver.document.model import Document
from solver.document.numerals import Numeral
from tests.documents.at_random.random_opinions import random_opinions
from tests.reference.all_plans import Features, Reference, RefPlan
from tests.reference.opinions import Together
from tests.reference.settled_choices import SettledReference, outcome_utility, with_conducts

ZERO = Fraction(0)


class _Reading(Reference):
    """What one opinion says of the numbers; where the policy holds these are chances."""

    def __init__(self, document: Document, whole: "SettledTogether") -> None:
        self._whole = whole
        super().__init__(document)

    def is_chance(self, node: str) -> bool:
        return self._whole.is_chance(node)

    @property
    def seen(self) -> list[str]:
        return self._whole.seen


class SettledTogether(SettledReference, Together):
    """All plans of a document with opinions in which nodes may state a conduct.

    A completion weighs an opinion at a node by its share times the probability that it gives the way there; where all
    give it 0 the shares count, and it is counted anew from there.
    """

    def _read(self, document: Document) -> Reference:
        return _Reading(document, self)

    def weights(self, completion: str, node: str) -> list[Fraction]:
        shares = self._shares_in(completion)
        above = self.document.parent(node)
        if above is None:
            return shares
        weights = self.weights(completion, above)
        if not self.is_chance(above):
            return weights
        place = [branch.target for branch in self.document.children(above)].index(node)
        found = [
            w * own.probabilities(above)[place]
            for w, own in zip(weights, self.readings, strict=True)
        ]
        return found if any(found) else shares

    def _shares_in(self, completion: str) -> list[Fraction]:
        stated = self.whole_document.completions[completion].opinions
        if not stated:
            return [Fraction(1)] * len(self.readings)
        found = []
        for id_ in self.whole_document.opinions:
            own = stated[id_]
            share = own.share if isinstance(own, OpinionShare) else own
            assert share is not None
            found.append(share.value())
        return found

    def _list(self, node: str) -> Iterator[RefPlan]:
        branches, held = self.document.children(node), self.conducts[node]
        if not branches:
            parts = [own.plans(node)[0].features for own in self.readings]
            yield RefPlan((), Features(entry for part in parts for entry in part))
            return
        if self.is_chance(node):
            yield from self.combinations(node, [self.plans(b.target) for b in branches])
            return
        plans = [
            RefPlan(tuple(sorted(((node, branch.id), *plan.choices))), plan.features)
            for branch in branches
            for plan in self.plans(branch.target)
        ]
        if isinstance(held, ByCompletion):
            weights = self.weights(held.completion, node)
            worths = [
                sum(
                    (
                        w * self._expected(i, held.completion, node, dict(plan.choices))
                        for i, w in enumerate(weights)
                    ),
                    ZERO,
                )
                for plan in plans
            ]
            plans = [p for p, worth in zip(plans, worths, strict=True) if worth == max(worths)]
        yield from plans

    def _expected(
        self, opinion: int, completion: str, node: str, choices: dict[str, str]
    ) -> Fraction:
        """The expected utility of a plan from a node under one opinion, by walking down."""
        own = self.readings[opinion]
        outcome, branches = own.document.nodes[node].outcome, own.document.children(node)
        if outcome is not None:
            return self._utility_of(own, opinion, completion, outcome, node)
        if self.is_chance(node):
            pairs = zip(own.probabilities(node), branches, strict=True)
            return sum(
                (p * self._expected(opinion, completion, b.target, choices) for p, b in pairs), ZERO
            )
        taken = next(b.target for b in branches if b.id == choices[node])
        return self._expected(opinion, completion, taken, choices)

    def _utility_of(
        self, own: Reference, opinion: int, completion: str, id_: str, node: str
    ) -> Fraction:
        stated = self.whole_document.completions[completion]
        of = stated.opinions.get(list(self.whole_document.opinions)[opinion])
        scales, alone = dict(stated.scales), dict(stated.alone)
        if isinstance(of, OpinionShare):
            scales, alone = {**scales, **of.scales}, {**alone, **of.alone}
        return outcome_utility(own.document, scales, alone, id_, own.paid[node])

    def settled(self) -> dict[str, bool]:
        found = super().settled()
        for node in self.every_choice:
            if self.is_held(node) and self.is_chance(node):
                for place, branch in enumerate(self.document.children(node)):
                    found[branch.id] = any(
                        own.probabilities(node)[place] > 0 for own in self.readings
                    )
        return found


def settled_opinions(seed: int, relation: str) -> Document:
    """A random document with opinions, some of whose nodes state a conduct."""
    draw = Random(f"settled opinions {seed}")
    number = seed
    while True:
        made = with_conducts(draw, random_opinions(number, relation=relation))
        if made is not None:
            weighed = replace(
                made,
                completions={
                    id_: _weighed(draw, made, own) for id_, own in made.completions.items()
                },
            )
            if not errors(check(weighed)):
                return weighed
        number += 1_000_003


def _weighed(draw: Random, document: Document, own: NamedCompletion) -> NamedCompletion:
    """The completion with shares of opinions, some with utilities of their own, if it is not left to equal shares."""
    if draw.random() < 0.2:
        return own
    opinions: dict[str, Numeral | OpinionShare] = {}
    for id_ in document.opinions:
        share = Numeral.of(draw.choice((1, 1, 2, Fraction(1, 3))))
        opinions[id_] = share
        if draw.random() < 0.4:
            other = draw.choice(list(document.completions.values()))
            opinions[id_] = OpinionShare(share=share, scales=other.scales, alone=other.alone)
    return with_fields(own, opinions=opinions)


def settled_together(seed: int, relation: str) -> SettledTogether:
    """The reference of that document."""
    return SettledTogether(settled_opinions(seed, relation))
