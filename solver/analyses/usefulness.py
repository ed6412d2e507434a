"""Usefulness and neutrality of the stated policy (Thornley et al. 2024).

For one criterion with net values of no less than 0, and with the scales as trajectory lengths: let
m[s] be the probability that the policy gives scale s, and e[s] = V[s] / m[s] what it then expects.
**Usefulness** is the sum over s of m[s] times e[s] over the greatest e[s] that any policy attains;
0 / 0 counts as 1, and so does a scale without values.  **Neutrality** is the Shannon entropy of m in
bits.  It is greatest, the logarithm of the number of scales that some policy reaches, iff m is
uniform over these, which no policy may attain.

Where a document lists opinions both are numbers of each of them: of what that opinion gives scales and expects,
beside the greatest that any policy attains under it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import log2

from solver.analyses.given_scale import greatest
from solver.analyses.policies import stated_policy
from solver.document.model import Document
from solver.errors import NotSolvable
from solver.explain.case import Case
from solver.findings import Finding
from solver.induction.tree.compiled_tree import Compiled
from solver.preferences.features import Scale, scale_of
from solver.prospect import Prospect
from solver.translation import tr

ZERO = Fraction(0)
ONE = Fraction(1)


@dataclass(frozen=True)
class Length:
    """One scale that some policy reaches: what the stated policy does there.

    ``name`` is the scale's, or the id of an outcome that stands alone (``is_alone``).  ``expected``
    is None where the policy does not reach it or it has no values; then ``greatest`` is None, too.
    """

    name: str
    is_alone: bool
    mass: Fraction
    expected: Fraction | None
    greatest: Fraction | None

    @property
    def share(self) -> Fraction:
        """What the policy expects given this length, as a share of the greatest there is."""
        if self.expected is None or not self.greatest:
            return ONE  # 0 / 0 counts as all of it, and so does what has no values
        return self.expected / self.greatest


@dataclass(frozen=True)
class Usefulness:
    """How useful and how neutral the stated policy is.

    ``usefulness`` is exact, from 0 to 1.  ``lengths`` has every scale that some policy reaches, in
    the order in which the tree comes to them; ``uniform`` tells whether all have the same
    probability, so that ``entropy`` (bits, a float) is the greatest there could be.
    """

    usefulness: Fraction
    lengths: tuple[Length, ...]
    uniform: bool
    entropy: float


def usefulness(asked: Document | Case) -> Mapping[str, Usefulness]:
    """Usefulness and neutrality of the stated policy under each opinion, with the scales as lengths.

    By the id of the opinion; under "" where there is only one.  Raises `NotSolvable` where the document is
    not valid to solve, has several criteria or one of which less is better, or a net value below 0.

    >>> from assets import example_text
    >>> from solver.formats.quandary import loads
    >>> found = usefulness(loads(example_text("shutdown")))[""]
    >>> found.usefulness, found.uniform, found.entropy
    (Fraction(19, 20), True, 1.0)
    """
    case = Case.of(asked)
    return PolicyScores(case.tree).of(stated_policy(case).prospect)


class PolicyScores:
    """Usefulness and neutrality of the policies of one tree, by their prospects.

    What the best policy attains given each length is found once.  Raises as `usefulness` does.
    """

    def __init__(self, tree: Compiled) -> None:
        self._own = {
            id_: _Scores(reading) for id_, reading in (tree.opinions or {"": tree}).items()
        }

    def of(self, prospect: Prospect) -> Mapping[str, Usefulness]:
        """How useful and how neutral a policy is that leads to this, under each opinion."""
        return {id_: own.of(prospect.opinions.get(id_, prospect)) for id_, own in self._own.items()}


class _Scores:
    """The same under one opinion."""

    def __init__(self, tree: Compiled) -> None:
        _require_useful(tree)
        self._tree = tree
        self._scales = _reachable(tree)
        self._greatest: dict[Scale, Fraction | None] = {}

    def of(self, prospect: Prospect) -> Usefulness:
        """How useful and how neutral a policy is that leads to this."""
        stated = _by_scale(self._tree.document, prospect)
        lengths = []
        for scale in self._scales:
            mass, value = stated.get(scale, (ZERO, None))
            expected = value / mass if value is not None and mass else None
            best = None if expected is None else self._best(scale)
            lengths.append(Length(scale[1], scale[0] == "alone", mass, expected, best))
        total = sum((length.mass * length.share for length in lengths), ZERO)
        return Usefulness(
            usefulness=total,
            lengths=tuple(lengths),
            uniform=len({length.mass for length in lengths}) == 1,
            entropy=-sum(float(e.mass) * log2(e.mass) for e in lengths if e.mass) + 0.0,
        )

    def _best(self, scale: Scale) -> Fraction | None:
        if scale not in self._greatest:
            self._greatest[scale] = _greatest(self._tree, scale)
        return self._greatest[scale]


def scores_of(tree: Compiled) -> PolicyScores | None:
    """The scores of a tree's policies; None where they are not defined for it."""
    try:
        return PolicyScores(tree)
    except NotSolvable as problem:
        if all(finding.code.startswith("usefulness.") for finding in problem.findings):
            return None  # several criteria, one of which less is better, or values below 0
        raise


def _require_useful(tree: Compiled) -> None:
    document = tree.document
    rows = enumerate(zip(tree.outcomes, tree.chances, strict=True))
    ends = [tree.end(node) for node, (id_, chance) in rows if id_ is not None and chance]
    used = {criterion for end in ends for criterion, _ in end.values}
    if len(used) > 1:
        names = ", ".join(f"“{id_}”" for id_ in document.criterion_ids if id_ in used)
        _refuse(
            "usefulness.criteria",
            tr(
                "Usefulness is defined for one criterion; the outcomes of the tree have {names}."
            ).format(names=names),
            criteria=tuple(sorted(used)),
        )
    for id_ in used:
        criterion = document.criterion(id_)
        if criterion is not None and criterion.better == "less":
            _refuse(
                "usefulness.less",
                tr("Usefulness is a share of what can be had; of “{value}” less is better.").format(
                    value=criterion.label or id_
                ),
                criteria=(id_,),
            )
    below = dict.fromkeys(end.outcome for end in ends if any(v < 0 for _, v in end.values))
    if below:
        names = ", ".join(f"“{document.outcomes[id_].label or id_}”" for id_ in below)
        _refuse(
            "usefulness.negative",
            tr(
                "Usefulness is defined for net values of no less than 0; that of {names} is less."
            ).format(names=names),
            outcomes=tuple(below),
        )


def _refuse(
    code: str, message: str, outcomes: tuple[str, ...] = (), criteria: tuple[str, ...] = ()
) -> None:
    raise NotSolvable([Finding(code=code, message=message, outcomes=outcomes, criteria=criteria)])


def _reachable(tree: Compiled) -> list[Scale]:
    """The scales to which some policy comes with positive probability, in preorder."""
    rows = zip(tree.outcomes, tree.chances, strict=True)
    outcomes = (tree.document.outcomes[id_] for id_, chance in rows if id_ and chance)
    return list(dict.fromkeys(map(scale_of, outcomes)))


def _by_scale(
    document: Document, prospect: Prospect
) -> Mapping[Scale, tuple[Fraction, Fraction | None]]:
    """The mass on each scale and the value there weighted with it; None on one without values."""
    result: dict[Scale, tuple[Fraction, Fraction | None]] = {}
    for end, chance in prospect.items():
        scale = scale_of(document.outcomes[end.outcome])
        mass, value = result.get(scale, (ZERO, None))
        for _, own in end.values:
            value = (value or ZERO) + chance * own
        result[scale] = mass + chance, value
    return result


def _greatest(tree: Compiled, scale: Scale) -> Fraction | None:
    """The greatest expectation given a scale with one criterion that any policy attains.

    By net values, whatever features the relation compares.
    """
    parts = [(ZERO, ZERO)] * len(tree.features)
    for node, id_ in enumerate(tree.outcomes):
        if id_ is not None and scale_of(tree.document.outcomes[id_]) == scale:
            ((_, value),) = tree.end(node).values
            parts[int(tree.leaf_kinds[node])] = ONE, value
    return greatest(tree, parts)
