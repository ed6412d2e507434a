"""What it is worth to know an event first, or to decide it: one number, or an interval of prices.

Buying is a new first choice that costs x on a criterion.  It is **permitted** for prices up to a bound
and **required** (not to buy is not permitted) below another: whatever a rule of those below permits,
paying less for the same is no worse, so that there is one bound each.  With complete preferences both
are the value of the informed tree less that of the tree (for an event that is known: EVPI).

- A rule that goes by one number: the price that makes both numbers equal.
- `naive` and `dsm`: buying is permitted iff some prospect that it leads to is dominated by none to be had
  without; for each pair there is one price from which on it is (`price_comparisons`).
- `e-admissible`: the same with mixtures of what is to be had without, by an exact linear program.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from solver.analyses.information.event_chances import event_chances, event_name, overlooked
from solver.analyses.information.informed_tree import (
    BUY,
    DO_NOT_BUY,
    informed,
    offered,
    offered_control,
)
from solver.analyses.information.mixture_prices import MixturePrices
from solver.analyses.information.price_comparisons import (
    Bound,
    ByCone,
    ByScales,
    PriceComparisons,
)
from solver.checks.opinions import require_one_opinion
from solver.document.elements import DEFAULT_RELATION, NOTHING_STATED, Kind
from solver.document.events import Event, events_of
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.errors import Cancelled, EditError, NotSolvable, QuandaryError
from solver.explain.case import Case
from solver.findings import Finding
from solver.induction.completion_utility import utility_of, value_itself
from solver.induction.prospect_tables import maximal_sets
from solver.preferences.exact_simplex import dot
from solver.preferences.relations.timestep_dominance import TIMESTEP_DOMINANCE
from solver.prospect import Prospect
from solver.rules import RULES, rule_of
from solver.words.names import Names, quoted

#: Pairs of prospects that are compared at most.
MOST_PAIRS: Final = 60_000

#: Rules that go by one number wherever they have an answer, and those that do where preferences are complete.
BY_WORTH: Final = ("maximin", "maximax")
ALIKE_IF_COMPLETE: Final = ("eu", "naive", "caprice", "e-admissible", "dsm", "sophisticated")
FREE: Final = Numeral("0", quoted=False)


@dataclass(frozen=True)
class PriceOfEvent:
    """What a rule says of buying an event.

    ``value`` is the one number, where there is one.  Buying is permitted at prices up to
    ``permitted`` (None: at every price), and required at those below ``required``, which belongs to
    them if ``included`` (None: at no price).  Both are None, too, where ``refused`` or ``open`` says
    why they are not known.  ``overlooked``: see `event_chances.overlooked`.
    """

    event: Event
    value: Fraction | None = None
    permitted: Bound | None = None
    required: Bound | None = None
    refused: NotSolvable | None = None
    open: str = ""
    overlooked: tuple[tuple[str, Event], ...] = ()

    @property
    def is_known(self) -> bool:
        return self.refused is None and not self.open


@dataclass(frozen=True)
class InformationValues:
    """The prices of the events of a tree, on a criterion, under a rule."""

    document: Document
    rule: str
    criterion: str
    control: bool
    events: tuple[PriceOfEvent, ...]


def information_values(
    asked: Document | Case,
    rule: str,
    *,
    event: str | None = None,
    criterion: str | None = None,
    control: bool = False,
    cancelled: Callable[[], bool] | None = None,
    progress: Callable[[float], None] | None = None,
) -> InformationValues:
    """What each event of a tree is worth under a rule, or only those called ``event``.

    ``control``: deciding it rather than knowing it (which conditions on it, and does not intervene).
    The price is on ``criterion``: the only one, or the first on which every outcome has a value.

    Raises `NotSolvable` where the document cannot be solved, where an outcome of the tree lacks the
    criterion, or where the rule has no prices; `QuandaryError` where there is no such event.

    >>> from assets import example_text
    >>> from solver.formats.quandary import loads
    >>> oil = loads(example_text("oil"))
    >>> (found,) = information_values(oil, "eu", event="Oil").events
    >>> found.value
    Fraction(32500, 1)
    """
    chosen = rule_of(rule)
    case = Case.of(asked, cancelled)
    require_one_opinion(case.document, "What information is worth is worked out")
    chosen.require(case)
    document, names = case.document, Names(case.document)
    paid = _criterion(case, names, criterion)
    events = events_of(document) if event is None else events_called(document, event, names)
    found = []
    for place, one in enumerate(events):
        if progress is not None:
            progress(place / len(events))
        found.append(_price(case, rule, one, paid, names, control=control))
    return InformationValues(document, rule, paid, control, tuple(found))


def events_called(document: Document, wanted: str, names: Names) -> tuple[Event, ...]:
    """The events of that label, or with a node of that id; raises `QuandaryError` if there are none."""
    known = events_of(document)
    found = tuple(e for e in known if wanted in (e.label, *e.nodes))
    if not found:
        listed = ", ".join(quoted(event_name(names, e)) for e in known)
        raise QuandaryError(
            f"There is no event “{wanted}” in this tree: {listed or 'there is none at all'}."
        )
    return found


def informed_document(
    asked: Document | Case, event: str | None, *, control: bool = False
) -> Document:
    """The tree of an agent who knows an event first (or decides it): see `informed_tree`.

    Raises `NotSolvable` where the document cannot be solved or the event cannot be put first,
    `QuandaryError` where it is not said which event is meant, or there is none.
    """
    case = Case.of(asked)
    require_one_opinion(case.document, "Informed trees are made")
    names = Names(case.document)
    found = (
        events_of(case.document) if event is None else events_called(case.document, event, names)
    )
    if len(found) != 1:
        listed = ", ".join(quoted(event_name(names, e)) for e in found)
        raise QuandaryError(f"Say which event is meant: {listed or 'there is none in this tree'}.")
    return informed(event_chances(case.document, found[0], names), case.document, control=control)


def payable(case: Case) -> list[str]:
    """The criteria on which a price can be paid: those on which every outcome has a value."""
    ends = {end.outcome: {criterion for criterion, _ in end.values} for end in case.ends}
    return [c for c in case.document.criterion_ids if all(c in own for own in ends.values())]


def _criterion(case: Case, names: Names, wanted: str | None) -> str:
    """The criterion on which prices are paid."""
    ends = {end.outcome: {criterion for criterion, _ in end.values} for end in case.ends}
    shared = payable(case)
    if wanted is None and shared:
        return shared[0]
    if wanted in shared:
        return wanted
    if wanted is not None and case.document.criterion(wanted) is None:
        raise QuandaryError(f"There is no criterion “{wanted}”.")
    lacking = [
        id_
        for id_, own in ends.items()
        if (
            wanted not in own if wanted is not None else len(own) < len(case.document.criterion_ids)
        )
    ]
    on = f" on {quoted(names.criterion(wanted))}" if wanted is not None else ""
    message = (
        f"Nothing can be paid where an outcome has no value{on}: "
        f"{', '.join(quoted(names.outcome(id_)) for id_ in lacking[:5])}."
    )
    raise NotSolvable(
        [Finding(code="information.criterion", message=message, outcomes=tuple(lacking))]
    )


def _price(
    case: Case, rule: str, event: Event, criterion: str, names: Names, *, control: bool
) -> PriceOfEvent:
    try:
        known = event_chances(case.document, event, names)
    except NotSolvable as refused:
        return PriceOfEvent(event, refused=refused)
    make = offered_control if control else offered
    try:
        offer = Case.of(make(known, case.document, criterion, FREE), case.cancelled)
    except EditError as too_large:
        return PriceOfEvent(event, open=too_large.message)
    try:
        found = _Prices(offer, rule, criterion, event).found()
        return replace(found, overlooked=overlooked(case.document, known))
    except Cancelled:
        raise
    except NotSolvable as refused:
        return PriceOfEvent(event, refused=refused)


class _Prices:
    """One event, offered for nothing: what both sides lead to, and what that makes of prices."""

    def __init__(self, offer: Case, rule: str, criterion: str, event: Event) -> None:
        self.offer, self.rule, self.criterion, self.event = offer, rule, criterion, event
        self.budget = offer.budget()
        tree = offer.tree
        at = {id_: place for place, id_ in enumerate(tree.branches[0])}
        self.bought, self.plain = (tree.children[0][at[id_]] for id_ in (BUY, DO_NOT_BUY))

    def found(self) -> PriceOfEvent:
        tree, relation = self.offer.tree, self.offer.tree.relation
        plain = relation.id in (DEFAULT_RELATION, TIMESTEP_DOMINANCE.id)
        is_complete = plain and value_itself(tree) is not None
        if is_complete and self.rule in ALIKE_IF_COMPLETE:
            return self._one_number("eu")
        if self.rule in BY_WORTH:
            return self._one_number(self.rule)
        if self.rule == "eu":
            return self._under_completion()
        if self.rule in ("naive", "dsm") and plain:
            return self._by_pairs()
        if self.rule == "e-admissible" and relation.id == DEFAULT_RELATION:
            return self._by_mixtures()
        named = ", ".join(
            RULES[id_].name for id_ in ("eu", "naive", "dsm", "e-admissible", *BY_WORTH)
        )
        message = (
            f"Prices are not worked out for {RULES[self.rule].name} under {relation.name}: "
            f"choose one of {named}."
        )
        return PriceOfEvent(self.event, open=message)

    # ------------------------------------------------------------------ one number

    def _one_number(self, rule: str) -> PriceOfEvent:
        """What the best plan is worth with the event, less what it is worth without."""
        worth = []
        for node in (self.bought, self.plain):
            part = Case.of(_rooted(self.offer.document, self.offer.tree.ids[node]))
            value = rule_of(rule).answer(part, self.budget).value
            assert value is not None
            worth.append(value)
        value = (worth[0] - worth[1]) * self._sign
        return PriceOfEvent(
            self.event, value, Bound(value, included=True), Bound(value, included=False)
        )

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
        by_scale = self.offer.tree.relation.id == TIMESTEP_DOMINANCE.id
        kind: Callable[..., PriceComparisons] = ByScales if by_scale else ByCone
        compare = kind(self.offer.tree, self.criterion, plain, paid)
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
            why = (
                "How far buying is required is not worked out where stated comparisons join several "
                "scales and mixtures of plans count."
            )
            return PriceOfEvent(self.event, open=why)
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
            return "There are too many plans to compare them all within the budget."
        if len(plain) * len(paid) > MOST_PAIRS:
            return f"There are {len(paid)} prospects with it and {len(plain)} without: too many to compare."
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


def _rooted(document: Document, node: str) -> Document:
    """The document with only what stands below a node."""
    below = set(document.below(node))
    return replace(
        document,
        root=node,
        nodes={id_: entry for id_, entry in document.nodes.items() if id_ in below},
        branches={id_: entry for id_, entry in document.branches.items() if entry.source in below},
    )
