"""What the solver finds for small documents, written down line by line.

References of their own say elsewhere that the answers are right; these texts say that nothing about
them changes unseen.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from itertools import combinations
from typing import Any, Final

from solver.analyses.completion_map import completion_map
from solver.analyses.policies import improve, stated_policy
from solver.analyses.policy_faces.fixed_total import (
    Forced,
    Range,
    TotalCurve,
    forced,
    probability_of,
)
from solver.analyses.policy_faces.undominated_policies import Policies, PolicyRegion, Total
from solver.analyses.rationales import rationalise
from solver.document.elements import Completion
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import SetCompletion
from solver.preferences.double_description import Dual
from solver.preferences.hasse_covers import covers
from solver.preferences.hasse_layout import lay_out
from solver.preferences.outcome_matrix import matrix
from solver.preferences.outcome_order import AS_LISTED, BY_PREFERENCE, BY_SCALE, arranged
from solver.preferences.statements import Statements
from solver.solution import Plan
from tests.documents.asked_about import documents, stating
from tests.documents.mapped import alone, by_criteria, paid_twice
from tests.kept.telling import Sections, entries, pixels, points

# ----------------------------------------------------------------------- completion map

MAPPED: Final = (
    "the example shutdown",
    "nothing to compare",
    "two equally good",
    "three alone and one lottery",
    "two criteria",
    "three criteria without a scale",
    "five alone",
)


def mapped() -> Iterator[tuple[str, Document]]:
    for name, given in documents():
        if name in MAPPED:
            yield name, given
    yield "by criteria", by_criteria()
    yield "the same outcome at two prices", paid_twice()
    yield "four alone, chain", alone(4, preferences={"better": [["O0", "O1"], ["O2", "O3"]]})


def _plan(plan: Plan) -> str:
    return entries(plan.choices)


def _stated(completion: Completion) -> str:
    """A completion in words."""
    said = [f"{id_} {value.text}" for id_, value in completion.alone.items()]
    for name, scale in completion.scales.items():
        weight = scale.weight
        by = (
            weight.text
            if isinstance(weight, Numeral)
            else entries({key: value.text for key, value in (weight or {}).items()})
        )
        said.append(f"scale {name} from {scale.offset.text if scale.offset else None} by {by}")
    return "; ".join(said)


def maps(given: Document) -> Iterator[str]:
    """Which plans are best under which completion."""
    found = completion_map(given)
    yield f"  {found.free} free, box {found.box if found.box < 10**9 else 'large'}"
    if found.weights is not None:
        weights = found.weights
        yield f"  names {weights.names}, fixed {entries(weights.fixed)}"
        yield f"  leaves {points(weights.leaves)}"
        yield f"  bounds {points(weights.bounds)}"
    if found.regions is None:
        yield "  too many regions"
    for region in found.regions or ():
        corners = [["far" if abs(e) > 10**5 else e for e in corner] for corner in region.corners]
        yield f"  corners {points(corners)} value {points([region.value])}"
        yield f"    {region.count} plans: {_plan(region.plan)}"
        if max((abs(e) for corner in region.corners for e in corner), default=0) > 10**5:
            continue
        at = region.middle if region.corners else ()
        yield f"    middle {points([at])} completed by {_stated(found.completion(at))}"
        for corner in region.corners:
            there = [(found.regions or ()).index(other) for other in found.regions_at(corner)]
            yield f"    at {points([corner])} regions {there}, inside: {found.inside(corner)}"
    yield f"  edges {points([found.edges]) if found.free == 1 else 'none'}"
    yield f"  place of its own completion: {found.place_of(given)}"
    middles = [region.middle if region.corners else () for region in found.regions or ()]
    for at in middles:
        stating = SetCompletion(found.completion(at)).apply(given)
        yield f"  place of the completion of {points([at])}: {found.place_of(stating)}"


# ------------------------------------------------------------------ undominated, holding


def _totals(policies: Policies) -> list[Total]:
    tree = policies.tree
    names = dict.fromkeys(tree.document.outcomes[id_].scale_name for id_ in tree.used_outcomes)
    scales = [Total(name, is_scale=True) for name in names if name is not None]
    return [*map(Total, tree.used_outcomes), *scales]


def _region(region: PolicyRegion) -> str:
    return "; ".join(f"{node}: {' or '.join(kept)}" for node, kept in region.only.items()) or "all"


def _pairs(policies: Policies, given: Document) -> Iterator[tuple[str, str]]:
    nodes = [n for n in policies.choice_nodes if len(policies.tree.children[n]) == 2]
    for first, second in combinations(nodes, 2):
        yield policies.tree.branches[first][0], policies.tree.branches[second][1]


def policies_found(given: Document) -> Iterator[str]:
    """Policies, their faces and which of them are undominated."""
    policies = Policies.of(given)
    shares = policies.stated(given)
    assert shares is not None
    ids = policies.tree.ids
    yield f"  stated {entries(shares)}"
    yield f"  weights {entries(dict(zip(ids, policies.weights(shares), strict=True)))}"
    own = policies.policy(shares)
    yield f"  policy {entries(own.policy)} gives {entries(own.lottery)}"
    totals = policies.totals_of(own.prospect)
    yield "  totals " + entries(
        {("scale " if t.is_scale else "") + t.name: p for t, (p, _) in totals.items()}
    )
    yield f"  known before: {policies.known(shares)}, undominated: {policies.is_undominated(shares)}"
    yield f"  known then: {policies.known(shares)}"
    better = policies.better(shares)
    if better is not None:
        yield f"  better: {entries(better.policy)} gives {entries(better.lottery)}"
    yield f"  {policies.count_faces()} faces"
    if policies.count_faces() < 30:
        for face in policies.faces():
            even = policies.evenly(face, {"other": Fraction(1)})
            yield f"    {sorted(face)} only {_region(policies.region(face))}; evenly {entries(even)}"
    for total in (None, *_totals(policies)):
        faces, regions = policies.undominated_faces(total), policies.regions(total)
        if faces is None or regions is None:
            yield f"  {total}: too many faces"
            continue
        yield f"  {total}: {len(faces)} undominated faces, {' | '.join(map(_region, regions))}"
        if total is not None:
            yield f"    counted {policies.counted(total)}"
    for across, up in _pairs(policies, given):
        square = policies.square(across, up, shares)
        cells = ["".join(".x"[square.undominated[i, j]] for i in range(3)) for j in (2, 1, 0)]
        yield f"  across {across}, up {up}: {' '.join(cells)}"


def _range(ends: Range) -> str:
    return "unreached" if ends is None else f"{ends[0]} to {ends[1]}"


def _forced(found: Forced) -> Iterator[str]:
    yield f"    from {found.least} to {found.greatest}, possible: {found.is_possible}"
    yield f"    ranges {entries({key: _range(ends) for key, ends in found.ranges.items()})}"
    if found.pieces is None:
        yield "    too many faces"
    for piece in found.pieces or ():
        said = "undominated" if piece.undominated else "dominated"
        yield f"    piece {_region(piece.region)}: {entries(piece.policy.policy)} gives {entries(piece.policy.lottery)}, {said}"
        yield f"      {entries({key: _range(ends) for key, ends in piece.ranges.items()})}"


FACES: Final = (
    "the example single-sweetening",
    "two equally good",
    "three alone and one lottery",
    "two criteria",
    "a chance node above, choices below and no way around",
    "a node that can be avoided",
)
LEFT_OUT: Final = (  # since it is much like another, for how it is compared
    "nothing stated",
    "alone, with equals",
    "two scales",
    "two criteria",
    "two criteria made equal",
    "statements that clash",
)
IMPROVED: Final = (
    "the example shutdown",
    "the example marble-bets",
    "two equally good",
    "a better and a worse one around two others",
    "three criteria without a scale",
    "a node that can be avoided",
)
HELD: Final = ("a node that can be avoided",)


def held(given: Document) -> Iterator[str]:
    """What holding totals fixed forces."""
    policies = Policies.of(given)
    shares = policies.stated(given)
    assert shares is not None
    for total in _totals(policies):
        own = probability_of(policies, total, shares)
        for probability in dict.fromkeys((own, Fraction(1, 3))):
            yield f"{total.name}{' (scale)' if total.is_scale else ''} at {probability}"
            yield from _forced(forced(policies, total, probability))
            for across, up in _pairs(policies, given):
                square = policies.square(across, up, shares, total)
                (curve,) = TotalCurve.of(policies, square, shares, total, probability)
                yield f"    curve {curve.a} {curve.b} {curve.c} {curve.d} on {points(curve.on_sides)}"
                if curve.is_everything:
                    yield "      everything"
                for line in curve.drawn(4):
                    yield f"      {pixels(line)}"


# ------------------------------------------------------------------------- comparisons


def _vectors(vectors: Sequence[Sequence[Any]]) -> str:
    return " ".join("(" + " ".join(map(str, vector)) + ")" for vector in vectors) or "none"


def _dual(dual: Dual | None) -> str:
    if dual is None:
        return "too many rays"
    return f"lines {_vectors(dual.lines)}, rays {_vectors(dual.rays)}"


def _paths(statements: Statements) -> Iterator[str]:
    closure = statements.closure
    yield f"  paths {' '.join(closure.names)}, circular: {closure.is_circular}"
    yield f"    below {closure.below} strict {closure.strict}"
    if not closure.is_circular:
        yield f"    among all {closure.among(closure.names)}"
        yield f"    among some {closure.among([*closure.names[::2], 'elsewhere'])}"
    yield f"  mentioned on scales: {statements.scaled}"


def _relation(given: Document, statements: Statements) -> Iterator[str]:
    needed = [id_ for id_ in given.outcomes if id_ in statements.vectors]
    for name, ids in (("all", needed), ("every other one", needed[::2])):
        relation = statements.preference(ids)
        assert relation is not None
        yield f"  relation of {name}: {[kind[1] + ('' if c is None else '.' + c) for kind, c in relation.features.names]}"
        yield f"    better {_vectors(relation.better)} equal {_vectors(relation.equal)}"
        yield f"    witness {_vectors([relation.witness])}, {_dual(relation.dual)}"
        for part in relation.parts:
            yield f"    part {part.places} of {_vectors(part.generators)}, steps {part.steps}, {_dual(part.dual)}"
        own = [statements.within(relation.features, [statements.vectors[id_]])[0] for id_ in ids]
        best = relation.maximal(own)
        yield f"    maximal {[id_ for id_, vector in zip(ids, own, strict=True) if vector in best]}"
        completed = statements.extended(relation.features, relation.witness)
        yield f"    completed {_vectors([completed, statements.completed(relation.features, relation.witness)])}"


def comparisons(given: Document) -> Iterator[str]:
    """How outcomes compare, why, and in which order they are listed."""
    statements = Statements.of(given)
    yield f"  features {[kind[1] + ('' if c is None else '.' + c) for kind, c in statements.features.names]}"
    yield f"    {entries({id_: _vectors([v]) for id_, v in statements.vectors.items()})}"
    yield from _paths(statements)
    if statements.weights is None:
        yield "  the statements clash"
    else:
        yield from _relation(given, statements)
    compared = matrix(given)
    for x in given.outcomes:
        row = [f"{compared[x, y].relation.sign}{compared[x, y].origin[:2]}" for y in given.outcomes]
        yield f"  {x}: {' '.join(row)}"
    found = covers(list(given.outcomes), compared)
    laid = None
    if found is not None:
        yield f"  places {found.places}"
        for edge in found.edges:
            yield f"    {edge.above} over {edge.below}, {edge.origin}{'' if edge.covers else ', more than is needed'}"
        laid = lay_out(found, [30.0] * len(found.places)).within(300.0)
    for order in (AS_LISTED, BY_SCALE, BY_PREFERENCE, "unknown"):
        yield f"  {order}: {arranged(given, order, found, laid)}"


# ---------------------------------------------------------------------------- policies


def improvements(given: Document) -> Iterator[str]:
    """Policies that are improved, and what is behind permitted plans."""
    stated = stated_policy(given)
    yield f"  stated {entries(stated.policy)} gives {entries(stated.lottery)}"
    found = improve(given)
    assert found.stated == stated
    if found.better is not None:
        yield f"  better {entries(found.better.policy)} gives {entries(found.better.lottery)}"
    for rule, limit in (("dsm", 9), ("caprice", 2)):
        behind = rationalise(given, rule, limit)
        yield f"  {rule}, at most {limit}, complete: {behind.complete}"
        for rationale in behind.plans:
            yield f"    {_plan(rationale.plan)}"
            if rationale.completion is not None:
                yield f"      {_stated(rationale.completion)}; {entries(rationale.utility or {})}"
            for weight, plan in rationale.mixture or ():
                yield f"      {weight} of {_plan(plan)} gives {entries(plan.lottery)}"


#: By text, its sections: what each is of, and how its lines are made.
TEXTS: Final[Mapping[str, Sections]] = {
    "completion-maps": {name: partial(maps, given) for name, given in mapped()},
    "undominated": {
        name: partial(policies_found, given) for name, given in documents() if name in FACES
    },
    "held": {name: partial(held, given) for name, given in documents() if name in HELD},
    "comparisons": {
        name: partial(comparisons, given) for name, given in stating() if name not in LEFT_OUT
    },
    "improvements": {
        name: partial(improvements, given) for name, given in documents() if name in IMPROVED
    },
}
