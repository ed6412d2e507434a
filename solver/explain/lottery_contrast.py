"""How two prospects compare, with the proof: what moves, a sum of comparisons, two completions."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise, product
from math import lcm

from solver.errors import CertificateError
from solver.explain.case import Case
from solver.explain.explanation import Completed, Contrast, Given, Move, Part
from solver.explain.outcome_pair import Link, Term
from solver.induction.tree.compiled_tree import Compiled
from solver.preferences.comparison import Relation
from solver.preferences.exact_simplex import Infeasible, Optimum, Vector, dot, maximise
from solver.preferences.preference_cone import Preference
from solver.preferences.relations.relation import Expectation
from solver.prospect import End, Prospect

ZERO = Fraction(0)


def contrast(case: Case, first: Part, second: Part) -> Contrast:
    """How the first prospect compares with the second, and why."""
    return contrast_of(case, first.prospect, second.prospect)


def contrast_of(case: Case, first: Prospect, second: Prospect) -> Contrast:
    """How one prospect compares with another, and why: under each opinion, where there are several.

    Every certificate is checked exactly before it is given.  The case keeps what was found.
    """
    if case.opinions:
        under = {
            id_: contrast_of(own, first.opinions[id_], second.opinions[id_])
            for id_, own in case.opinions.items()
        }
        return Contrast(first, second, _under_all(under.values()), opinions=under)
    known = case.once(_contrasts)
    if (first, second) not in known:
        known[first, second] = _found(case, first, second)
    return known[first, second]


def _contrasts(tree: Compiled) -> dict[tuple[Prospect, Prospect], Contrast]:
    return {}


def _found(case: Case, first: Prospect, second: Prospect) -> Contrast:
    if (expectations := case.tree.relation.expectations) is not None:
        return _given(case, expectations(case.tree.preference.features), first, second)
    preference = case.tree.preference
    difference = _difference(case, first, second)
    higher = _against(case, preference, tuple(-entry for entry in difference))
    lower = _against(case, preference, difference)
    if higher is not None and lower is not None:
        found = case.completed(higher), case.completed(lower)
        _check(found, first, second)
        moves = _moves(case, first, second, Relation.BETTER)
        return Contrast(first, second, Relation.GAP, moves, completions=found)
    if lower is None:
        relation = Relation.EQUAL if higher is None else Relation.BETTER
        terms = _sum(case, difference)
    else:
        relation = Relation.WORSE
        terms = _sum(case, tuple(-entry for entry in difference))
    return Contrast(first, second, relation, _moves(case, first, second, relation), terms)


def _under_all(found: Iterable[Contrast]) -> Relation:
    """What holds under every opinion: at least as good must be so under each."""
    relations = {each.relation for each in found}
    if relations == {Relation.EQUAL}:
        return Relation.EQUAL
    for strict in (Relation.BETTER, Relation.WORSE):
        if relations <= {strict, Relation.EQUAL}:
            return strict
    return Relation.GAP


def mixed(case: Case, parts: Iterable[tuple[Fraction, Part]]) -> Prospect:
    """The prospect of a plan that is drawn by lot."""
    return _mixed(case, [(weight, part.prospect) for weight, part in parts])


def _mixed(case: Case, parts: Sequence[tuple[Fraction, Prospect]]) -> Prospect:
    ends = ((end, w * p) for w, prospect in parts for end, p in prospect.items())
    opinions = {
        id_: _mixed(own, [(w, prospect.opinions[id_]) for w, prospect in parts])
        for id_, own in case.opinions.items()
    }
    return Prospect(Prospect.of(ends, case.tree.outcome_places), opinions)


def _difference(case: Case, first: Prospect, second: Prospect) -> Vector:
    """By how much the features of one prospect exceed those of another."""
    total = [ZERO] * len(case.tree.preference.features.names)
    for prospect, sign in ((first, 1), (second, -1)):
        for end, chance in prospect.items():
            vector = case.tree.features[case.kind_of[end]]
            for i, entry in enumerate(vector):
                if entry:
                    total[i] += sign * chance * entry
    return tuple(total)


def _against(case: Case, preference: Preference, difference: Vector) -> Vector | None:
    """A strict completion that makes a difference negative; None if none does."""
    first = preference.features.values_from
    if not preference.has_statements:
        return _without_statements(preference, difference)
    if not any(difference[:first]) and all(entry >= 0 for entry in difference[first:]):
        return None
    answer = maximise(preference.generators(), difference, cancelled=case.cancelled)
    if not isinstance(answer, Infeasible):
        return None
    return _strict(preference, tuple(-entry for entry in answer.y), difference)


def _without_statements(preference: Preference, difference: Vector) -> Vector | None:
    """The same where masses are free and values only have to count for something."""
    first = preference.features.values_from
    negative = next((i for i in range(first, len(difference)) if difference[i] < 0), None)
    if any(difference[:first]):
        # What the masses of scales lose counts for so much.
        against = [ZERO] * len(difference)
        for i in range(first):
            against[i] = Fraction((difference[i] < 0) - (difference[i] > 0))
        return _strict(preference, tuple(against), difference)
    if negative is None:
        return None
    against = [Fraction(int(i == negative)) for i in range(len(difference))]
    return _strict(preference, tuple(against), difference)


def _strict(preference: Preference, against: Vector, difference: Vector) -> Vector:
    """As little of the strict completion added as leaves the difference negative."""
    scale = lcm(*(entry.denominator for entry in against))
    against = tuple(entry * scale for entry in against)
    gap, usual = dot(against, difference), dot(preference.witness, difference)
    part = Fraction(1, int(2 * max(usual, ZERO) / -gap) + 1)
    return tuple(a + part * w for a, w in zip(against, preference.witness, strict=True))


def _check(found: tuple[Completed, Completed], first: Prospect, second: Prospect) -> None:
    higher, lower = found
    if not (
        higher.value(first) > higher.value(second) and lower.value(first) < lower.value(second)
    ):
        raise CertificateError("The completions do not disagree.")


def _sum(case: Case, difference: Vector) -> tuple[Term, ...]:
    """Multiples of stated comparisons and of weights of scales that add up to a difference."""
    preference = case.tree.preference
    names, first = preference.features.names, preference.features.values_from
    if not any(difference[:first]) and all(entry >= 0 for entry in difference[first:]):
        return tuple(
            Term(entry, weight=(names[i][0][1], names[i][1] or ""))
            for i, entry in enumerate(difference)
            if entry
        )
    stated = case.tree.statements
    at = dict(zip(names, difference, strict=True))
    right = tuple(at.get(name, ZERO) for name in stated.features.names)
    answer = maximise(stated.generators(), right, cancelled=case.cancelled)
    if not isinstance(answer, Optimum):
        raise CertificateError("No completion disagrees, so the difference is such a sum.")
    of: list[Link | tuple[str, str]] = [Link(a, Relation.BETTER, b) for a, b in stated.better]
    values = stated.features.names[stated.features.values_from :]
    of += [(scale[1], criterion or "") for scale, criterion in values]
    of += [Link(a, Relation.EQUAL, b) for a, b in stated.equal]
    of += [Link(b, Relation.EQUAL, a) for a, b in stated.equal]
    return tuple(
        Term(times, link=what) if isinstance(what, Link) else Term(times, weight=what)
        for what, times in zip(of, answer.x, strict=True)
        if times
    )


# ------------------------------------------------------------------------ by expectations


def _given(
    case: Case, expectations: Sequence[Expectation], first: Prospect, second: Prospect
) -> Contrast:
    """By what is expected under each, where the relation compares that."""
    tree = case.tree
    a, b = _features(case, first), _features(case, second)
    found = [(e, e.of(a), e.of(b)) for e in expectations]
    given = tuple(
        Given(e.name[0][1], e.name[1], p, q) for e, p, q in found if p is not None or q is not None
    )
    relation = tree.relation.compare(tree.preference.features, a, b)
    moves = _moves(case, first, second, relation)
    return Contrast(first, second, relation, moves, given=given)


def _features(case: Case, prospect: Prospect) -> Vector:
    return _difference(case, prospect, Prospect())


# -------------------------------------------------------------------------------- moves


def _moves(case: Case, first: Prospect, second: Prospect, whither: Relation) -> tuple[Move, ...]:
    """What makes the first prospect out of the second.

    As much as can goes to what is at least as good (at most as good, if the first is worse), then
    within scales, then whatever is left.
    """
    ids = [end for end in dict.fromkeys(case.ends) if first.get(end) != second.get(end)]
    more = {p: first.get(p, ZERO) - second.get(p, ZERO) for p in ids}
    gains = {end: mass for end, mass in more.items() if mass > 0}
    losses = {end: -mass for end, mass in more.items() if mass < 0}
    pairs = {
        (source, target): _relation(case, target, source)
        for source, target in product(losses, gains)
    }
    goes = (Relation.WORSE if whither is Relation.WORSE else Relation.BETTER, Relation.EQUAL)
    along = [pair for pair, relation in pairs.items() if relation in goes]
    beside = [pair for pair in pairs if _scale(case, pair[0]) == _scale(case, pair[1])]
    moved: dict[tuple[End, End], Fraction] = {}
    for allowed in (along, beside, list(pairs)):
        if losses and allowed:
            for (source, target), mass in _flow(losses, gains, allowed).items():
                moved[source, target] = moved.get((source, target), ZERO) + mass
                losses[source] -= mass
                gains[target] -= mass
            losses = {end: mass for end, mass in losses.items() if mass}
            gains = {end: mass for end, mass in gains.items() if mass}
    return tuple(
        Move(mass, source, target, pairs[source, target])
        for (source, target), mass in moved.items()
    )


def _flow(
    losses: Mapping[End, Fraction],
    gains: Mapping[End, Fraction],
    allowed: Iterable[tuple[End, End]],
) -> dict[tuple[End, End], Fraction]:
    """As much as can be moved along these pairs (a maximum flow; Edmonds and Karp 1972)."""
    after: dict[End, list[End]] = {}
    for source, target in allowed:
        if source in losses and target in gains:
            after.setdefault(source, []).append(target)
    moved: dict[tuple[End, End], Fraction] = {}
    out, room = dict(losses), dict(gains)
    while True:
        before: dict[tuple[str, End], tuple[str, End] | None] = {
            ("from", source): None for source in after if out[source]
        }
        queue = list(before)
        last: tuple[str, End] | None = None
        for here in queue:
            side, end = here
            if side == "to" and room[end]:
                last = here
                break
            if side == "from":
                following = [("to", target) for target in after[end]]
            else:
                following = [("from", s) for s, t in moved if t == end and moved[s, t]]
            for place in following:
                if place not in before:
                    before[place] = here
                    queue.append(place)
        if last is None:
            return {pair: mass for pair, mass in moved.items() if mass}
        way = [last]
        while (previous := before[way[-1]]) is not None:
            way.append(previous)
        way.reverse()
        steps = list(pairwise(way))
        back = [moved[b[1], a[1]] for a, b in steps if a[0] == "to"]
        mass = min(out[way[0][1]], room[last[1]], *back)
        for a, b in steps:
            if a[0] == "from":
                moved[a[1], b[1]] = moved.get((a[1], b[1]), ZERO) + mass
            else:
                moved[b[1], a[1]] -= mass
        out[way[0][1]] -= mass
        room[last[1]] -= mass


def _relation(case: Case, one: End, other: End) -> Relation:
    order = case.tree.order
    p, q = (order.points[case.kind_of[end]] for end in (one, other))
    if order.prefers(p, q):
        return Relation.BETTER
    if order.prefers(q, p):
        return Relation.WORSE
    return Relation.GAP if order.is_gap(p, q) else Relation.EQUAL


def _scale(case: Case, end: End) -> str:
    outcome = case.document.outcomes[end.outcome]
    return outcome.scale_name or f"alone {outcome.id}"
