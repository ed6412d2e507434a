"""The price of one event that is offered: what both sides lead to, and what a rule makes of it.

- A rule that goes by one number: the price that makes both numbers equal.
- `naive` and `dsm`: buying is permitted iff some prospect that it leads to is dominated by none to be had
  without; for each pair there is one price from which on it is (`price_comparisons`).
- `e-admissible`: the same with mixtures of what is to be had without, by an exact linear program.
- Rules on intervals: by the least and the greatest that is expected, which the price moves alike.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from typing import Final

import msgspec

from solver.analyses.information.informed_tree import (
    BUY,
    DO_NOT_BUY,
)
from solver.analyses.information.mixture_prices import MixturePrices
from solver.analyses.information.price_comparisons import (
    Bound,
    ByCone,
    ByDistributions,
    ByOpinions,
    ByScales,
    PriceComparisons,
)
from solver.document.elements import DEFAULT_RELATION, NOTHING_STATED, Kind
from solver.document.events import Event
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.errors import NotSolvable
from solver.explain.case import Case
from solver.induction.completion_utility import utility_of, value_itself
from solver.induction.curved.rollback import Curved, curved, roll_back
from solver.induction.prospect_sets import maximal_sets
from solver.induction.tree.compiled_tree import Compiled
from solver.preferences.curves.curve import Enclosure
from solver.preferences.exact_simplex import dot
from solver.preferences.relations.first_order import FIRST_ORDER
from solver.preferences.relations.net_value_functions import Capped
from solver.preferences.relations.second_order import SECOND_ORDER
from solver.preferences.relations.timestep_dominance import TIMESTEP_DOMINANCE
from solver.prospect import Prospect
from solver.rules import RULES, rule_of, solve
from solver.rules.rule import Rule
from solver.solution import Verdict
from solver.translation import tr

#: Pairs of prospects that are compared at most.
MOST_PAIRS: Final = 60_000

#: Rules that go by one number wherever they have an answer, and those that do where preferences are complete.
BY_WORTH: Final = ("maximin", "maximax")
ON_INTERVALS: Final = ("gamma-maximin", "gamma-maximax", "hurwicz", "interval-dominance")
ALIKE_IF_COMPLETE: Final = ("eu", "naive", "caprice", "e-admissible", "dsm", "sophisticated")


@dataclass(frozen=True)
class PricePiece:
    """A stretch of prices, or one price, at which a rule says the same of buying.

    ``low`` and ``high`` are where it lies, exactly if they are rational; the bounds say it exactly in
    any case (see `solver.sensitivity.bounds`).  None of ``permitted``, ``required`` means not known.
    """

    low: Fraction
    high: Fraction
    low_bound: object
    high_bound: object
    with_low: bool
    with_high: bool
    permitted: bool | None
    required: bool | None


@dataclass(frozen=True)
class PriceOfEvent:
    """What a rule says of buying an event.

    ``value`` is the one number, where there is one.  Buying is permitted at prices up to
    ``permitted`` (None: at every price), and required at those below ``required``, which belongs to
    them if ``included`` (None: at no price).  Both are None, too, where ``refused`` or ``open`` says
    why they are not known.  ``elsewhere``: see `event_chances.EventChances`.
    """

    event: Event
    value: Fraction | None = None
    permitted: Bound | None = None
    required: Bound | None = None
    #: Where it is irrational, two rational numbers between which the value and both bounds lie.
    between: Enclosure | None = None
    refused: NotSolvable | None = None
    open: str = ""
    #: Where two bounds may not be enough, and `solver.sensitivity.price_pieces` can find all of them.
    by_pieces: bool = False
    pieces: tuple[PricePiece, ...] = ()
    elsewhere: tuple[tuple[str, Event], ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether the bounds say all."""
        return self.refused is None and not self.open and not self.pieces


class OfferPrices:
    """One event, offered for nothing: what both sides lead to, and what that makes of prices."""

    def __init__(self, offer: Case, rule: str, criterion: str, event: Event) -> None:
        self.offer, self.rule, self.criterion, self.event = offer, rule, criterion, event
        self.budget = offer.budget()
        tree = offer.tree
        at = {id_: place for place, id_ in enumerate(tree.branches[0])}
        self.bought, self.plain = (tree.children[0][at[id_]] for id_ in (BUY, DO_NOT_BUY))

    def found(self) -> PriceOfEvent:
        way = self._way(self.rule)
        return self._without() if way is None else way()

    def _way(self, rule: str) -> Callable[[], PriceOfEvent] | None:
        """How the price is found under a rule; None where it cannot be."""
        tree, relation = self.offer.tree, self.offer.tree.relation
        plain = relation.id in (DEFAULT_RELATION, TIMESTEP_DOMINANCE.id)
        by_order = relation.id in (FIRST_ORDER.id, SECOND_ORDER.id) and not _by_curves(tree)
        several = bool(tree.opinions)
        if rule == "eu" and not several and (stated := self.offer.once(curved)) is not None:
            return partial(self._by_curve, stated) if stated.curve.kind == "exponential" else None
        is_complete = plain and not several and value_itself(tree) is not None
        if is_complete and rule in (*ALIKE_IF_COMPLETE, *ON_INTERVALS):
            return partial(self._one_number, "eu")
        if rule in BY_WORTH or (several and rule in ON_INTERVALS[:3]):
            return partial(self._one_number, rule)
        if several and rule == "interval-dominance":
            return self._by_intervals
        if rule == "eu" and not several and by_order and value_itself(tree) is not None:
            return partial(self._one_number, "eu")
        if rule == "eu" and not several and plain:
            return self._under_completion
        if rule in ("naive", "dsm") and (plain or by_order):
            return self._by_pairs
        if rule == "e-admissible" and relation.id == DEFAULT_RELATION:
            return self._by_mixtures
        return None

    def _without(self) -> PriceOfEvent:
        """That the rule gives no price, and which rules do."""
        several = bool(self.offer.tree.opinions)
        by_curve = self.rule == "eu" and not several and self.offer.once(curved) is not None
        message = tr("No price can be computed for {rule} under {relation}.")
        if by_curve:
            message = tr(
                "What an event is worth is worked out under exponential utilities, whose certainty "
                "equivalents fall by what is paid; the curve here is of another kind."
            )
        elif several:
            message = tr("No price can be computed for {rule} with several opinions.")
        message = message.format(
            rule=tr(RULES[self.rule].name), relation=tr(self.offer.tree.relation.name)
        )
        if others := [tr(own.name) for own in RULES.values() if self._answers(own)]:
            message += " " + tr("Rules that give one: {names}.").format(names=", ".join(others))
        return PriceOfEvent(self.event, open=message, by_pieces=not several and not by_curve)

    def _answers(self, rule: Rule) -> bool:
        """Whether a rule has an answer to the offer, and a price."""
        try:
            rule.require(self.offer)
        except NotSolvable:
            return False
        return self._way(rule.id) is not None

    # ------------------------------------------------------------------ one number

    def _one_number(self, rule: str) -> PriceOfEvent:
        """What the best plan is worth with the event, less what it is worth without."""
        bought, plain = (self._worth(rule, node) for node in (self.bought, self.plain))
        value = (bought - plain) * self._sign
        if not self.offer.tree.opinions:
            return PriceOfEvent(
                self.event, value, Bound(value, included=True), Bound(value, included=False)
            )
        return self._between(value, value)

    def _by_intervals(self) -> PriceOfEvent:
        """Something is out iff the least that another expects is more than the most that it does."""
        most = [self._worth("gamma-maximax", node) for node in (self.bought, self.plain)]
        least = [self._worth("gamma-maximin", node) for node in (self.bought, self.plain)]
        sign = self._sign
        return self._between((most[0] - least[1]) * sign, (least[0] - most[1]) * sign)

    def _by_curve(self, stated: Curved) -> PriceOfEvent:
        """Under an exponential utility a price lowers certainty equivalents by itself."""
        rolled = roll_back(self.offer.tree, stated, look=self.budget.look)
        (low, high), (least, most) = (rolled.certainty(n) for n in (self.bought, self.plain))
        ends = ((low - most) * self._sign, (high - least) * self._sign)
        between = min(ends), max(ends)
        middle = (between[0] + between[1]) / 2
        up_to, below = Bound(middle, included=True), Bound(middle, included=False)
        if between[0] == between[1]:
            return PriceOfEvent(self.event, middle, up_to, below)
        return PriceOfEvent(self.event, None, up_to, below, between=between)

    def _worth(self, rule: str, node: int) -> Fraction:
        part = Case.of(
            _rooted(self.offer.document, self.offer.tree.ids[node]), self.offer.cancelled
        )
        value = rule_of(rule).answer(part, self.budget).value
        assert value is not None
        return value

    def _between(self, permitted: Fraction, required: Fraction) -> PriceOfEvent:
        """Bounds of which it is asked whether they belong to what they bound: the rule is applied there."""
        bought = self._at(permitted)[BUY].permitted
        plain = self._at(required)[DO_NOT_BUY].permitted
        up_to, below = Bound(permitted, included=bool(bought)), Bound(required, included=not plain)
        value = permitted if permitted == required and bought and plain else None
        return PriceOfEvent(self.event, value, up_to, below)

    def _at(self, price: Fraction) -> Mapping[str, Verdict]:
        """The verdict on the offer at a price."""
        document = self.offer.document
        paid = document.branches[BUY]
        found = document.criterion(self.criterion)
        cost = price if found is not None and found.better == "less" else -price
        changed = msgspec.structs.replace(paid, payoff={self.criterion: Numeral.of(cost)})
        offer = replace(document, branches={**document.branches, BUY: changed})
        return solve(Case.of(offer, self.offer.cancelled), self.rule, limit=0).branches

    @property
    def _sign(self) -> int:
        found = self.offer.document.criterion(self.criterion)
        return -1 if found is not None and found.better == "less" else 1

    def _under_completion(self) -> PriceOfEvent:
        """The price at which both are worth the same under the document's completion.

        What the best plan is worth falls with the price, more slowly the higher that is; each plan's
        own worth falls evenly, so that going from plan to plan ends (Newton).
        """
        tree = self.offer.tree
        utility, _ = self.offer.once(utility_of)
        index = tree.preference.features.index
        loss = [
            sum(
                (
                    utility[place] * kind[index[scale, None]]
                    for (scale, criterion), place in index.items()
                    if criterion == self.criterion
                ),
                Fraction(0),
            )
            for kind in tree.features
        ]
        worth = [dot(utility, kind) for kind in tree.features]
        without, _ = self._best(self.plain, worth, loss)
        price = Fraction(0)
        own, falls = self._best(self.bought, worth, loss)
        while own != without:
            price += (own - without) / falls
            left = [w - price * fall for w, fall in zip(worth, loss, strict=True)]
            own, falls = self._best(self.bought, left, loss)
        return PriceOfEvent(
            self.event, price, Bound(price, included=True), Bound(price, included=False)
        )

    def _best(
        self, start: int, worth: Sequence[Fraction], loss: Sequence[Fraction]
    ) -> tuple[Fraction, Fraction]:
        """The worth of the best plan from a node, and how fast it falls (least, of those that are best)."""
        tree = self.offer.tree
        found: dict[int, tuple[Fraction, Fraction]] = {}
        below, stack = [], [start]
        while stack:
            node = stack.pop()
            below.append(node)
            stack += tree.children[node]
        for node in reversed(below):
            self.budget.look()
            children = tree.children[node]
            if not children:
                kind = int(tree.leaf_kinds[node])
                found[node] = worth[kind], loss[kind]
            elif tree.kinds[node] is Kind.CHOICE:
                found[node] = max((found[c] for c in children), key=lambda own: (own[0], -own[1]))
            else:
                pairs = list(zip(tree.shares[node], (found[c] for c in children), strict=True))
                found[node] = (
                    sum((share * own[0] for share, own in pairs), Fraction(0)),
                    sum((share * own[1] for share, own in pairs), Fraction(0)),
                )
        return found[start]

    # --------------------------------------------------------------- with gaps

    def _by_pairs(self) -> PriceOfEvent:
        sides = self._sides()
        if isinstance(sides, str):
            return PriceOfEvent(self.event, open=sides)
        plain, paid = sides
        kinds: Mapping[str, Callable[..., PriceComparisons]] = {
            TIMESTEP_DOMINANCE.id: ByScales,
            FIRST_ORDER.id: ByDistributions,
            SECOND_ORDER.id: partial(ByDistributions, second=True),
        }
        kind = kinds.get(self.offer.tree.relation.id, ByCone)
        tree = self.offer.tree
        compare: PriceComparisons
        if tree.opinions:
            compare = ByOpinions(
                [
                    kind(own, self.criterion, *_under(id_, plain, paid))
                    for id_, own in tree.opinions.items()
                ]
            )
        else:
            compare = kind(tree, self.criterion, plain, paid)
        permitted: list[Bound | None] = []
        for p in range(len(paid)):
            self.budget.look()
            beaten = [compare.beaten_from(q, p) for q in range(len(plain))]
            permitted.append(_lowest([b for b in beaten if b is not None]))
        required: list[Bound | None] = []
        for q in range(len(plain)):
            self.budget.look()
            beating = [compare.beats_up_to(p, q) for p in range(len(paid))]
            required.append(_up_to([b for b in beating if b is not None]))
        return self._bounds(permitted, required)

    def _by_mixtures(self) -> PriceOfEvent:
        sides = self._sides()
        if isinstance(sides, str):
            return PriceOfEvent(self.event, open=sides)
        prices = MixturePrices(self.offer.tree, self.criterion, *sides, self.offer.cancelled)
        found = prices.required()
        if found is None:
            why = tr(
                "How far buying is required is not worked out where stated comparisons join several "
                "scales and mixtures of plans count."
            )
            up_to = self._bounds(prices.permitted(), [None]).permitted
            return PriceOfEvent(self.event, permitted=up_to, open=why)
        return self._bounds(prices.permitted(), found)

    def _bounds(
        self, permitted: Sequence[Bound | None], required: Sequence[Bound | None]
    ) -> PriceOfEvent:
        """One bound of each kind: what is permitted of some prospect, required whatever one keeps to."""
        up_to: Bound | None = None
        if None not in permitted:
            up_to = max((b for b in permitted if b is not None), key=lambda b: (b.at, b.included))
        below: Bound | None = None
        if None not in required:
            below = min((b for b in required if b is not None), key=lambda b: (b.at, b.included))
        value = (
            up_to.at if up_to is not None and below is not None and up_to.at == below.at else None
        )
        if value is not None and up_to == Bound(value, True) and below == Bound(value, False):
            return PriceOfEvent(self.event, value, up_to, below)
        return PriceOfEvent(self.event, None, up_to, below)

    def _sides(self) -> tuple[list[Prospect], list[Prospect]] | str:
        """The prospects to be had without, and with the event for nothing: those that may matter.

        With a price that not all plans pay alike (their chances of the scales differ) stated
        comparisons hold at some prices only: what is dominated by them is left in.
        """
        plain = self._prospects(self.offer, self.plain)
        bare = self.offer
        if self.offer.tree.preference.has_statements:
            unstated = replace(self.offer.document, preferences=NOTHING_STATED)
            bare = Case.of(unstated, self.offer.cancelled)
        paid = self._prospects(bare, self.bought)
        if plain is None or paid is None:
            return tr("There are too many plans to compare them all within the budget.")
        if len(plain) * len(paid) > MOST_PAIRS:
            return tr(
                "There are {paid} prospects with it and {plain} without: too many to compare."
            ).format(paid=len(paid), plain=len(plain))
        return plain, paid

    def _prospects(self, case: Case, node: int) -> list[Prospect] | None:
        sets = case.within(maximal_sets, self.budget)
        if case.is_open(sets, node):
            return None
        rows = case.rows(sets, node)
        if len(rows) > MOST_PAIRS:
            return None
        return [case.part_of(sets, node, row).prospect for row in rows]


def _lowest(beaten: Sequence[Bound]) -> Bound | None:
    """Up to where something is beaten by none: a bound from which on it is, turned."""
    if not beaten:
        return None
    first = min(beaten, key=lambda b: (b.at, not b.included))
    return Bound(first.at, included=not first.included)


def _up_to(beating: Sequence[Bound]) -> Bound | None:
    """Up to where something beats at all."""
    return max(beating, key=lambda b: (b.at, b.included), default=None)


def _under(
    opinion: str, plain: Sequence[Prospect], paid: Sequence[Prospect]
) -> tuple[list[Prospect], list[Prospect]]:
    """What an opinion makes of prospects."""
    return [own.opinions[opinion] for own in plain], [own.opinions[opinion] for own in paid]


def _by_curves(tree: Compiled) -> bool:
    """Whether plans compare by utilities, which a price does not move evenly."""
    return any(
        isinstance(features := reading.preference.features, Capped) and bool(features.worth)
        for reading in tree.readings
    )


def _rooted(document: Document, node: str) -> Document:
    """The document with only what stands below a node."""
    below = set(document.below(node))
    return replace(
        document,
        root=node,
        nodes={id_: entry for id_, entry in document.nodes.items() if id_ in below},
        branches={id_: entry for id_, entry in document.branches.items() if entry.source in below},
    )
