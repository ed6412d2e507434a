"""Thresholds: at which values of a parameter what a rule says becomes different, exactly.

The range is cut where the document's own numbers change their form (`along.tree_along.pieces`), and each
piece where the rule's verdict may change (`along.critical`).  At every such value, and at a sample between
each two, the rule is asked; neighbours that answer alike are put together.  What is found is complete
where every cut is known to be there; else it says why not.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import Final

from solver.budget import Budget
from solver.document.model import Document
from solver.errors import Cancelled, NotSolvable, NumberError, QuandaryError
from solver.explain.case import Case
from solver.notebook import Shown
from solver.rules import rule_of
from solver.rules.rule import DependsOn, Rule
from solver.sensitivity.along.algebraic import tree_at
from solver.sensitivity.along.critical import coordinates, critical, utilities
from solver.sensitivity.along.expressions import NotCovered
from solver.sensitivity.along.node_sets import TooMany
from solver.sensitivity.along.roots import Root, Roots, between
from solver.sensitivity.along.tree_along import Piece, TreeAlong, document_at, pieces, tree_at_root
from solver.sensitivity.answers import Answered, answered
from solver.sensitivity.ranges import range_of, require_used
from solver.translation import tr

SAMPLES: Final = 48  # of a piece of which nothing is proved
HALVINGS: Final = 20  # of the way between two of them that differ
#: What is not asked at irrational values: it compares by more than the coordinates of prospects.
NOT_BY_COORDINATES: Final = (
    DependsOn.NET_VALUES,
    DependsOn.REGRETS,
    DependsOn.INTERVALS,
    DependsOn.FORESEEN,
    DependsOn.UNKNOWN,
)
SECONDS: Final = 20.0  # for one rule

Progress = Callable[[float], None]


@dataclass(frozen=True)
class ThresholdPiece:
    """A stretch of the parameter, or a point (``low`` is ``high``), with one verdict all over.

    Stretches are open: their ends are points of their own, or belong to a neighbour which says the
    same (``with_low``, ``with_high``).  ``answer`` is None where the rule has none, and ``refused``
    says why; or where it is not known, and both are empty.
    """

    low: Root
    high: Root
    answer: Answered | None
    refused: str = ""
    with_low: bool = False
    with_high: bool = False

    @property
    def is_point(self) -> bool:
        return self.low is self.high

    def holds(self, place: Root) -> bool:
        """Whether a value is in it."""
        if self.is_point:
            return self.low == place
        return (self.low < place or (self.with_low and self.low == place)) and (
            place < self.high or (self.with_high and place == self.high)
        )

    @property
    def sample(self) -> Fraction | None:
        """A value in it; None for a point that is no fraction."""
        if not self.is_point:
            return between(self.low, self.high)
        return self.low.low if self.low.is_rational else None


@dataclass(frozen=True)
class Thresholds(Shown):
    """What a rule says along a parameter; ``incomplete`` says why a threshold may be missing."""

    parameter: str
    rule: str
    low: Fraction
    high: Fraction
    pieces: tuple[ThresholdPiece, ...]
    incomplete: str = ""
    document: Document = field(default_factory=Document, repr=False, compare=False)

    @property
    def is_complete(self) -> bool:
        return not self.incomplete

    def at(self, value: Fraction | Root) -> ThresholdPiece | None:
        """The piece that a value is in."""
        place = value if isinstance(value, Root) else Root.rational(value)
        return next((piece for piece in self.pieces if piece.holds(place)), None)


def thresholds(
    document: Document,
    parameter: str,
    rule: str,
    low: Fraction | None = None,
    high: Fraction | None = None,
    *,
    cancelled: Callable[[], bool] | None = None,
    progress: Callable[[float], None] | None = None,
    found: Callable[[Thresholds], None] | None = None,
    seconds: float = SECONDS,
) -> Thresholds:
    """The verdict of a ``rule`` as a function of one ``parameter``, from ``low`` to ``high``.

    Without these the range is that of the parameter itself, or what its use suggests.  `Thresholds.pieces` are stretches
    and points with one verdict each, their ends exact (roots of polynomials); ``is_complete`` tells whether none may be
    missing.  ``found`` is told now and then what is known so far, ``progress`` how far it is, from 0 to 1; a rule is given so
    many ``seconds``, and ``cancelled`` is asked whether to stop.  Raises `QuandaryError` with a sentence where there is no such parameter, no
    range, or nothing that uses it, `NotSolvable` where the document is not valid to solve as it stands
    or the rule has an answer nowhere in the range, `Cancelled` when asked to.

    >>> import quandary
    >>> from quandary import branch, chance, choice
    >>> drill = quandary.tree(
    ...     choice("Drill?", branch("drill", chance("Oil?", branch("wet", "gusher", probability="p"), branch("dry", "nothing")),
    ...                             payoff=-70), branch("do not", "nothing")),
    ...     outcomes={"gusher": 400, "nothing": 0}, parameters={"p": "1/5"},
    ... )
    >>> found = quandary.thresholds(drill, "p", "eu")
    >>> [str(piece.low.low) for piece in found.pieces if piece.is_point], found.is_complete
    (['7/40'], True)
    """
    chosen = rule_of(rule)
    first, last = range_of(document, parameter, low, high)
    require_used(document, parameter)
    Case.of(document)
    work = _Work(document, parameter, chosen, first, last, cancelled, progress, found, seconds)
    return work.run()


@dataclass
class _Work:
    document: Document
    parameter: str
    rule: Rule
    low: Fraction
    high: Fraction
    cancelled: Callable[[], bool] | None
    progress: Callable[[float], None] | None
    found: Callable[[Thresholds], None] | None
    seconds: float
    incomplete: list[str] = field(default_factory=list)
    pieces: list[ThresholdPiece] = field(default_factory=list)

    def run(self) -> Thresholds:
        self._budget = Budget(self.cancelled, left=50_000_000, seconds=self.seconds)
        self._roots = Roots(self.low, self.high)
        base = list(pieces(self.document, self.parameter, self._roots))
        cuts = [self._cuts(piece) for piece in base]
        total = sum(2 * len(own or ()) + 2 for own in cuts) + 1
        done = 0
        self._add(self._point_alone(base[0].low, base[0]))
        for piece, own in zip(base, cuts, strict=True):
            if piece.tree is None or own is None:
                stretch = self._unproved(piece)
            else:
                stretch = self._along(piece, own)
            for entry in stretch:
                self._add(entry)
                done += 1
                self._tell(done / total)
            self._add(self._point_alone(piece.high, piece))
        if all(entry.answer is None and entry.refused for entry in self.pieces):
            case = Case.of(self.document)  # raises what there is to say, if that is why
            self.rule.require(case)
        return self._thresholds()

    def _thresholds(self) -> Thresholds:
        return Thresholds(
            self.parameter,
            self.rule.id,
            self.low,
            self.high,
            tuple(self.pieces),
            " ".join(dict.fromkeys(self.incomplete)),
            self.document,
        )

    def _tell(self, done: float) -> None:
        self._budget.look()
        if self.progress is not None:
            self.progress(min(done, 1.0))
        if self.found is not None:
            self.found(replace(self._thresholds(), incomplete=tr("It is still being worked out.")))

    def _cuts(self, piece: Piece) -> list[Root] | None:
        """Where the verdict may change inside a piece; None where that is not known for sure."""
        if piece.tree is None:
            if piece.uncovered:
                self.incomplete.append(piece.uncovered)
            return None if piece.uncovered else []
        try:
            self.rule.require(Case(piece.tree.tree, self.cancelled))
        except NotSolvable:
            return []  # no answer anywhere here, or for reasons that the pieces know
        try:
            return critical(self.rule, piece, self._roots, self._budget)
        except (NotCovered, TooMany) as error:
            self.incomplete.append(str(error))
            return None

    # -------------------------------------------------------------------------- asking

    def _along(self, piece: Piece, cuts: Sequence[Root]) -> Iterator[ThresholdPiece]:
        """A proved piece: its stretches and the points between them."""
        along = piece.tree
        assert along is not None
        ends = [piece.low, *cuts, piece.high]
        for number, (a, b) in enumerate(pairwise(ends)):
            if number:
                yield self._point(a, along)
            yield self._asked(a, b, partial(self._case_of, along, between(a, b)))

    def _unproved(self, piece: Piece) -> Iterator[ThresholdPiece]:
        """A piece of which nothing is proved: samples, and closer ones where two differ."""
        if piece.tree is None and not piece.uncovered:
            yield ThresholdPiece(piece.low, piece.high, None, piece.refused)
            return
        low, high = piece.low.value, piece.high.value
        values = [low + (high - low) * Fraction(k, SAMPLES) for k in range(1, SAMPLES)]
        start, before = piece.low, self._sampled(values[0])
        last = values[0]
        for value in values[1:]:
            now = self._sampled(value)
            if now != before:
                a, b = last, value
                for _ in range(HALVINGS):
                    middle = (a + b) / 2
                    if self._sampled(middle) == before:
                        a = middle
                    else:
                        b = middle
                bound = Root.somewhere(a, b)
                yield ThresholdPiece(start, bound, *before)
                start, before = bound, now
            last = value
            self._budget.look()
        yield ThresholdPiece(start, piece.high, *before)

    def _sampled(self, value: Fraction) -> tuple[Answered | None, str]:
        entry = self._asked(Root.rational(value), None, lambda: self._case(value))
        return entry.answer, entry.refused

    def _case(self, value: Fraction) -> Case:
        return Case.of(document_at(self.document, self.parameter, value))

    @staticmethod
    def _case_of(along: TreeAlong, value: Fraction) -> Case:
        return Case(along.at(value))

    def _point_alone(self, root: Root, beside: Piece) -> ThresholdPiece:
        """A point at which the document's numbers may have another form than beside it."""
        if root.is_rational:
            return self._asked(root, None, lambda: self._case(root.low))
        if beside.tree is None:
            self.incomplete.append(tr("What holds at an irrational value could not be worked out."))
            return ThresholdPiece(root, root, None)
        try:
            along = tree_at_root(beside.tree, root)
        except (NumberError, NotSolvable) as error:
            return ThresholdPiece(root, root, None, refused=str(error))
        except NotCovered as error:
            self.incomplete.append(str(error))
            return ThresholdPiece(root, root, None)
        return self._point(root, along)

    def _point(self, root: Root, along: TreeAlong) -> ThresholdPiece:
        if root.is_rational:
            return self._asked(root, None, partial(self._case_of, along, root.low))
        return self._irrational(root, along)

    def _irrational(self, root: Root, along: TreeAlong) -> ThresholdPiece:
        """The rule on numbers of the field of the root, where it compares by coordinates alone."""
        depends = self.rule.depends_on
        rule = self.rule
        try:
            if along.readings:
                raise NotCovered(tr("Under several opinions irrational values are not asked."))
            if depends is DependsOn.UTILITY:
                own, rule = utilities(along), rule_of("naive")
            elif not along.tree.relation.keeps_independence:
                raise NotCovered(
                    tr("{name} is not asked at irrational values.").format(
                        name=along.tree.relation.name
                    )
                )
            elif depends in NOT_BY_COORDINATES:
                raise NotCovered(
                    tr("{name} is not asked at irrational values.").format(name=rule.title)
                )
            else:
                own = coordinates(along)
                size = len(next(iter(own.leaves.values())).entries)
                if depends is DependsOn.ACCEPTABLE_SETS and size > 2:
                    raise NotCovered(
                        tr(
                            "{name} is asked at irrational values with two coordinates at most."
                        ).format(name=rule.title)
                    )
        except NotCovered as error:
            self.incomplete.append(str(error))
            return ThresholdPiece(root, root, None)
        case = Case(tree_at(along, root, own.leaves, own.equal))
        return ThresholdPiece(root, root, answered(rule, case, self._budget.anew()))

    def _asked(self, low: Root, high: Root | None, case: Callable[[], Case]) -> ThresholdPiece:
        """What the rule says somewhere; between two roots, or at one."""
        end = low if high is None else high
        try:
            own = replace(case(), cancelled=self.cancelled)
            self.rule.require(own)
            answer = answered(self.rule, own, own.budget())
        except Cancelled:
            raise
        except QuandaryError as error:
            return ThresholdPiece(low, end, None, refused=_sentence(error))
        if not answer.decided:
            self.incomplete.append(tr("Somewhere the rule’s answer went past its budget."))
        return ThresholdPiece(low, end, answer)

    # ------------------------------------------------------------------------- together

    def _add(self, entry: ThresholdPiece) -> None:
        """One more piece; put together with the one before it where both say the same."""
        if not self.pieces:
            self.pieces.append(entry)
            return
        last = self.pieces[-1]
        same = last.answer == entry.answer and last.refused == entry.refused
        if not same or (last.answer is None and not last.refused):
            self.pieces.append(entry)
        elif entry.is_point:
            self.pieces[-1] = replace(last, high=entry.low, with_high=True, with_low=last.with_low)
            if last.is_point:  # two points never follow each other
                raise AssertionError("two points follow each other")
        elif last.is_point:
            self.pieces[-1] = replace(entry, low=last.low, with_low=True)
        else:
            self.pieces[-1] = replace(last, high=entry.high, with_high=False)


def _sentence(error: QuandaryError) -> str:
    if isinstance(error, NotSolvable):
        return error.findings[0].message
    return error.message


def plans_of(found: Thresholds) -> list[Mapping[str, str]]:
    """All plans that are permitted somewhere, in the order in which they are listed."""
    known: dict[object, Mapping[str, str]] = {}
    for piece in found.pieces:
        for plan in (piece.answer.plans or ()) if piece.answer else ():
            known.setdefault(tuple(plan.items()), plan)
    return list(known.values())
