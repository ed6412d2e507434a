"""Why one outcome is better than another, or equally good, or why there is a gap between them.

A **chain** goes from one outcome to the other by statements and scales.  Where there is none, a
**sum** of such comparisons says it: differences of utilities that every completion makes positive
(or zero) add up to the difference asked about.  A gap has two **completions** of everything stated
that disagree.  Each of them is what the computation itself found, and is checked before it is given.
"""

from collections import deque
from collections.abc import Callable, Mapping
from fractions import Fraction

import msgspec

from solver.document.model import Document
from solver.document.values import criterion_values
from solver.errors import CertificateError, EditError
from solver.preferences.comparison import Relation
from solver.preferences.contradictions import clash
from solver.preferences.exact_simplex import Infeasible, Optimum, Vector, dot, maximise
from solver.preferences.features import Scale, scale_of
from solver.preferences.statements import Statements
from solver.translation import tr


class Link(msgspec.Struct, frozen=True):
    """One comparison: ``above`` is better than ``below``, or equally good.

    ``scale`` is the one on which both stand, None if the comparison is stated outright; ``values``
    are then (criterion, value above, value below), as in the document.
    """

    above: str
    relation: Relation
    below: str
    scale: str | None = None
    values: tuple[tuple[str, Fraction, Fraction], ...] = ()


class Term(msgspec.Struct, frozen=True):
    """So many times the difference of utility in a link, or so many times a weight of a scale."""

    times: Fraction
    link: Link | None = None
    weight: tuple[str, str] | None = None  # scale, criterion


class Reason(msgspec.Struct, frozen=True):
    """Why x compares with y as it does.

    At most one of ``chain``, ``terms`` and ``completions`` is there: a chain or a sum for what is
    better or equal, two completions (utilities of all outcomes) for a gap, the first of which puts
    x higher and the second y.  None of them where the statements clash (``problem`` says how) or
    where no completions stand behind the relation.
    """

    x: str
    y: str
    relation: Relation
    chain: tuple[Link, ...] = ()
    terms: tuple[Term, ...] = ()
    completions: tuple[Mapping[str, Fraction], Mapping[str, Fraction]] | None = None
    problem: str = ""


def reason(
    document: Document, x: str, y: str, cancelled: Callable[[], bool] | None = None
) -> Reason:
    """Why x compares with y as it does.

    >>> from assets import example_text
    >>> from solver.formats.quandary import loads
    >>> shutdown = loads(example_text("shutdown"))
    >>> [(link.above, link.below, link.scale) for link in reason(shutdown, "L", "U").chain]
    [('L', 'U', 'two steps')]
    >>> one, other = reason(shutdown, "L", "S").completions
    >>> one["L"] > one["S"], other["L"] > other["S"]
    (True, False)
    """
    for id_ in (x, y):
        if id_ not in document.outcomes:
            raise EditError(tr("There is no outcome “{id}” any more.").format(id=id_))
    statements = Statements.of(document)
    if statements.weights is None:
        found = clash(document)
        return Reason(x, y, Relation.GAP, problem=found.message if found else "")
    if x not in statements.vectors or y not in statements.vectors:
        outcome = document.outcomes[x if x not in statements.vectors else y]
        return Reason(
            x,
            y,
            Relation.GAP,
            problem=tr("The value of “{value}” cannot be computed.").format(
                value=outcome.label or outcome.id
            ),
        )
    links = _links(document, statements)
    for above, below in ((x, y), (y, x)):
        if chain := _chain(links, above, below):
            relation = _relation_of(chain) if above == x else _relation_of(chain).converse
            return Reason(x, y, relation, tuple(_with_values(document, link) for link in chain))
    if not statements.relation.has_completions:
        return Reason(x, y, Relation.GAP)
    return _beyond_chains(document, statements, x, y, cancelled)


def _links(document: Document, statements: Statements) -> Mapping[str, list[Link]]:
    """What is stated outright and what scales say, downwards from each outcome."""
    links: dict[str, list[Link]] = {id_: [] for id_ in statements.vectors}
    for x, y in statements.better:
        links[x].append(Link(x, Relation.BETTER, y))
    for x, y in statements.equal:
        links[x].append(Link(x, Relation.EQUAL, y))
        links[y].append(Link(y, Relation.EQUAL, x))
    peers: dict[Scale, list[str]] = {}
    for id_ in statements.vectors:
        peers.setdefault(scale_of(document.outcomes[id_]), []).append(id_)
    for own in peers.values():
        for x in own:
            for y in own:
                relation = statements.by_scale(x, y) if x != y else Relation.GAP
                if relation in (Relation.BETTER, Relation.EQUAL):
                    links[x].append(Link(x, relation, y, document.outcomes[x].scale_name))
    return links


def side_by_side(document: Document, x: str, y: str) -> tuple[tuple[str, Fraction, Fraction], ...]:
    """The values of two outcomes on one scale: criterion, value of x, value of y."""
    above = criterion_values(document, document.outcomes[x].value)
    below = criterion_values(document, document.outcomes[y].value)
    return tuple((c, above[c], below[c]) for c in above)


def _with_values(document: Document, link: Link) -> Link:
    if link.scale is None:
        return link
    return msgspec.structs.replace(link, values=side_by_side(document, link.above, link.below))


def _chain(links: Mapping[str, list[Link]], x: str, y: str) -> tuple[Link, ...]:
    """The shortest way from x down to y (breadth first); with as much stated as possible."""
    before: dict[str, Link] = {}
    queue = deque([x])
    while queue and y not in before:
        for link in links[queue.popleft()]:
            if link.below not in before and link.below != x:
                before[link.below] = link
                queue.append(link.below)
    chain: list[Link] = []
    while y in before and y != x:
        chain.insert(0, before[y])
        y = before[y].above
    return tuple(chain)


def _relation_of(chain: tuple[Link, ...]) -> Relation:
    """What the links of a chain add up to."""
    strict = any(link.relation is Relation.BETTER for link in chain)
    return Relation.BETTER if strict else Relation.EQUAL


def _beyond_chains(
    document: Document,
    statements: Statements,
    x: str,
    y: str,
    cancelled: Callable[[], bool] | None,
) -> Reason:
    """A sum of comparisons, or two completions that disagree."""
    higher = _disagreeing(statements, y, x, cancelled)  # puts x above y
    lower = _disagreeing(statements, x, y, cancelled)
    if higher is not None and lower is not None:
        return Reason(x, y, Relation.GAP, completions=(higher, lower))
    if lower is None:
        relation = Relation.EQUAL if higher is None else Relation.BETTER
        return Reason(x, y, relation, terms=_sum(document, statements, x, y, cancelled))
    terms = _sum(document, statements, y, x, cancelled)
    return Reason(x, y, Relation.WORSE, terms=terms)


def _disagreeing(
    statements: Statements, x: str, y: str, cancelled: Callable[[], bool] | None
) -> Mapping[str, Fraction] | None:
    """A strict completion that gives x less than y; None if there is none."""
    relation = statements.preference([x, y])
    if relation is None:
        raise CertificateError("Statements that agree span a relation.")
    (difference,) = statements.within(relation.features, statements.differences([(x, y)]))
    answer = maximise(relation.generators(), difference, cancelled=cancelled)
    if not isinstance(answer, Infeasible):
        return None
    against: Vector = tuple(-entry for entry in answer.y)
    gap, usual = dot(against, difference), dot(relation.witness, difference)
    # As little of the strict completion as leaves the verdict what it is: half of what there is.
    part = Fraction(1) if usual <= 0 else -gap / (2 * usual)
    mixed = tuple(a + part * w for a, w in zip(against, relation.witness, strict=True))
    utility = statements.completed(relation.features, mixed)
    generators = statements.generators()
    strict = len(generators) - 2 * len(statements.equal)
    sides = [dot(utility, vector) for vector in generators]
    (given,) = statements.differences([(x, y)])
    if any(s <= 0 for s in sides[:strict]) or any(sides[strict:]) or dot(utility, given) >= 0:
        raise CertificateError("The completion does not satisfy what is stated.")
    return {id_: dot(utility, vector) for id_, vector in statements.vectors.items()}


def _sum(
    document: Document,
    statements: Statements,
    x: str,
    y: str,
    cancelled: Callable[[], bool] | None,
) -> tuple[Term, ...]:
    """Multiples of stated comparisons and of weights that add up to x minus y."""
    generators = statements.generators()
    (difference,) = statements.differences([(x, y)])
    answer = maximise(generators, difference, cancelled=cancelled)
    if not isinstance(answer, Optimum):
        raise CertificateError("No completion disagrees, so the difference is such a sum.")
    stated = [Link(a, Relation.BETTER, b) for a, b in statements.better]
    names = statements.features.names[statements.features.values_from :]
    equal = [Link(a, Relation.EQUAL, b) for a, b in statements.equal]
    equal += [Link(b, Relation.EQUAL, a) for a, b in statements.equal]
    of: list[Link | tuple[str, str]] = [*stated]
    of += [(scale[1], criterion or "") for scale, criterion in names]
    of += equal
    return tuple(
        Term(times, link=what) if isinstance(what, Link) else Term(times, weight=what)
        for what, times in zip(of, answer.x, strict=True)
        if times
    )
