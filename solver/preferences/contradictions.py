"""Statements that agree span a preference relation; of those that do not, which ones clash."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction

import msgspec

from solver.document.model import Document
from solver.errors import CertificateError, NumberError
from solver.preferences.comparison import Relation
from solver.preferences.exact_simplex import Optimum, maximise
from solver.preferences.features import ValuedOutcome
from solver.preferences.preference_cone import Preference
from solver.preferences.statements import Statements, no_ends
from solver.translation import tr

ZERO = Fraction(0)
ONE = Fraction(1)


class Clash(msgspec.Struct, frozen=True):
    """Stated comparisons that no utility function satisfies together."""

    message: str
    outcomes: tuple[str, ...]


def preference_of(
    document: Document,
    needed: Iterable[str] | None = None,
    ends: Callable[[], Sequence[ValuedOutcome]] = no_ends,
) -> Preference:
    """What a document with consistent statements makes of the features of prospects.

    ``needed`` names the outcomes that will be compared (all by default), ``ends`` is as for
    `Statements`.  Raises `NumberError` where the statements clash.
    """
    statements = Statements.of(document, needed, ends)
    wanted = statements.vectors if needed is None else set(needed)
    relation = statements.preference([id_ for id_ in statements.vectors if id_ in wanted])
    if relation is None:
        clashing = clash(document)
        raise NumberError(clashing.message if clashing else tr("The stated comparisons clash."))
    return relation


def clash(document: Document) -> Clash | None:
    """Stated comparisons that contradict each other or the scales, or None if they agree.

    Where the contradiction is a cycle the message names it; outcomes whose numbers cannot be
    computed are left out.
    """
    statements = Statements.of(document, ())
    if statements.weights is not None:
        return None
    if (cycle := _cycle(statements)) is not None:
        ids, text = cycle
        return Clash(tr("The preferences go round in a circle: {text}.").format(text=text), ids)
    stated = [(x, "≻", y) for x, y in statements.better]
    generators = statements.generators()
    strict = len(generators) - 2 * len(statements.equal)
    columns = [(*vector, ONE if i < strict else ZERO) for i, vector in enumerate(generators)]
    answer = maximise(columns, (ZERO,) * len(statements.features.names) + (ONE,))
    if not isinstance(answer, Optimum):
        raise CertificateError("Statements that clash have a combination that cancels out.")
    equal = answer.x[strict:]
    parts = [s for s, weight in zip(stated, answer.x, strict=False) if weight]
    half = len(statements.equal)
    parts += [
        (x, "~", y) for i, (x, y) in enumerate(statements.equal) if equal[i] or equal[half + i]
    ]
    text = ", ".join(f"{x} {sign} {y}" for x, sign, y in parts)
    ids = tuple(dict.fromkeys(id_ for x, _, y in parts for id_ in (x, y)))
    return Clash(
        tr("No utility function satisfies all of these on their scales: {text}.").format(text=text),
        ids,
    )


def _cycle(statements: Statements) -> tuple[tuple[str, ...], str] | None:
    """A shortest circle of stated and scale comparisons with a strict one in it, spelled out."""
    edges: dict[str, list[tuple[str, bool]]] = {id_: [] for id_ in statements.vectors}
    for x, y in statements.better:
        edges[x].append((y, True))
    for x, y in statements.equal:
        edges[x].append((y, False))
        edges[y].append((x, False))
    for x in statements.vectors:
        for y in statements.vectors:
            if x != y:
                relation = statements.by_scale(x, y)
                if relation in (Relation.BETTER, Relation.EQUAL):
                    edges[x].append((y, relation is Relation.BETTER))
    best: list[tuple[str, bool]] | None = None
    for start in edges:
        path = _way_round(edges, start)
        if path is not None and (best is None or len(path) < len(best)):
            best = path
    if best is None:
        return None
    text = best[0][0]
    for (_, strict), (node, _) in zip(best, [*best[1:], best[0]], strict=True):
        text += f" {'≻' if strict else '~'} {node}"
    return tuple(node for node, _ in best), text


def _way_round(
    edges: Mapping[str, Sequence[tuple[str, bool]]], start: str
) -> list[tuple[str, bool]] | None:
    """The shortest way from a node back to itself that uses a strict edge (breadth first).

    Each entry is a node and whether the edge that leaves it on the way is strict.
    """
    before: dict[tuple[str, bool], tuple[tuple[str, bool], bool]] = {}
    queue = deque([(start, False)])
    while queue:
        state = queue.popleft()
        node, seen_strict = state
        for target, strict in edges[node]:
            following = (target, seen_strict or strict)
            if following in before or following == (start, False):
                continue
            before[following] = (state, strict)
            if following == (start, True):
                way = []
                while following != (start, False):
                    following, used = before[following]
                    way.append((following[0], used))
                return way[::-1]
            queue.append(following)
    return None
