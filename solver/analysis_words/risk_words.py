"""What is said of risk: stochastic dominance between plans, and what holds for a family of curves."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from solver.analyses.risk.distribution import NetDistribution, distributions, under_each
from solver.analyses.risk.family import Family
from solver.document.model import Document
from solver.preferences.comparison import Relation
from solver.solution import Plan
from solver.translation import tr
from solver.words.names import Names, quoted

MOST_TOLD: Final = 8


def order_sentences(
    names: Names, called: Sequence[str], plans: Sequence[Plan], document: Document
) -> list[str]:
    """Which of some plans is better than another by first-order or second-order dominance, under each opinion."""
    if len(document.criterion_ids) > 1 or len(plans) < 2:
        return []
    if any(document.outcomes[end.outcome].scale_name is None for p in plans for end in p.prospect):
        return []
    criterion = document.criterion(document.criterion_ids[0])
    sign = -1 if criterion is not None and criterion.better == "less" else 1
    spreads = [_spreads(document, plan) for plan in plans]
    result = []
    for i, one in enumerate(spreads):
        for j, other in enumerate(spreads):
            if i == j or one == other or one.keys() != other.keys():
                continue
            for word, reaches in ((tr("first"), _reaches), (tr("second"), _capped)):
                if all(reaches(own, other[place], sign) for place, own in one.items()):
                    result.append(
                        tr("{quoted} dominates {quoted2} by {word} order.").format(
                            quoted=quoted(called[i]), quoted2=quoted(called[j]), word=word
                        )
                    )
                    break
    if not result:
        return [tr("None of these dominates another by first or second order.")]
    return [*result[:MOST_TOLD], *(["…"] if len(result) > MOST_TOLD else [])]


def _spreads(document: Document, plan: Plan) -> dict[tuple[str, str], NetDistribution]:
    """How net values are distributed under each opinion, on each scale."""
    return {
        (opinion, scale): next(iter(own.values()))
        for opinion, prospect in under_each(plan.prospect).items()
        for scale, own in distributions(document, prospect).items()
    }


def _reaches(one: NetDistribution, other: NetDistribution, sign: int) -> bool:
    """Whether one is at least as likely to be worth at least so much, whatever that is."""
    if one.mass != other.mass:
        return False
    limits = {*one.values, *other.values}
    if sign > 0:
        return all(one.below(v) <= other.below(v) for v in limits)
    return all(one.above(v) <= other.above(v) for v in limits)


def _capped(one: NetDistribution, other: NetDistribution, sign: int) -> bool:
    """Whether of the smaller of the net value and so much one expects at least as much."""
    if one.mass != other.mass:
        return False

    def expects(spread: NetDistribution, limit: Fraction) -> Fraction:
        pairs = zip(spread.values, spread.chances, strict=True)
        return sum((p * min(sign * v, limit) for v, p in pairs), Fraction(0))

    limits = {sign * v for v in (*one.values, *other.values)}
    return all(expects(one, v) >= expects(other, v) for v in limits)


def _under(names: Names, opinion: str | None) -> str:
    """Added to a risk tolerance: the opinion in which it is meant."""
    if not opinion:
        return ""
    return tr(" (under {opinion})").format(opinion=quoted(names.opinion(opinion)))


def family_sentences(names: Names, called: Sequence[str], found: Family) -> list[str]:
    """What holds for all risk tolerances of a range, and where they disagree."""
    number = names.format.number
    where = tr("from {low} to {high}").format(low=number(found.low), high=number(found.high))
    left = [quoted(called[i]) for i in found.undominated]
    result = [
        tr("For all risk tolerances {where}: nothing is better than {left}.").format(
            where=where, left=", ".join(left)
        )
    ]
    for (i, j), pair in found.pairs.items():
        if len(result) > MOST_TOLD:
            result.append("…")
            break
        one, other = quoted(called[i]), quoted(called[j])
        if pair.relation is Relation.BETTER:
            result.append(
                tr("{one} is better than {other} for all of them.").format(one=one, other=other)
            )
        elif pair.relation is Relation.WORSE:
            result.append(
                tr("{other} is better than {one} for all of them.").format(other=other, one=one)
            )
        elif pair.relation is Relation.GAP:
            assert pair.for_first is not None
            assert pair.for_second is not None
            result.append(
                tr(
                    "{one} and {other}: a gap. At {for_first} the first is better, at {for_second} the second."
                ).format(
                    one=one,
                    other=other,
                    for_first=number(pair.for_first) + _under(names, pair.first_under),
                    for_second=number(pair.for_second) + _under(names, pair.second_under),
                )
            )
        elif pair.relation is None:
            result.append(
                tr("{one} and {other}: it could not be decided for all of them.").format(
                    one=one, other=other
                )
            )
    return result
