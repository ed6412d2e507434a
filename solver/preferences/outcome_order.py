"""In which order outcomes are listed: as in the document, by scale, or by preference."""

from collections.abc import Sequence
from typing import Final

from solver.document.model import Document
from solver.document.values import criterion_values
from solver.errors import NumberError
from solver.preferences.hasse_covers import Covers
from solver.preferences.hasse_layout import Layers

AS_LISTED: Final = "listed"
BY_SCALE: Final = "scale"
BY_PREFERENCE: Final = "preference"


def arranged(
    document: Document, order: str, found: Covers | None, laid: Layers | None
) -> tuple[tuple[str, ...], ...]:
    """The outcomes in groups: one group as listed, a group a scale, or a group a joined part.

    On a scale the best come first where one criterion says so; those alone come last.
    """
    if order == BY_SCALE:
        return _by_scale(document)
    if order == BY_PREFERENCE and found is not None and laid is not None:
        return _by_preference(found, laid)
    return (tuple(document.outcomes),)


def _by_scale(document: Document) -> tuple[tuple[str, ...], ...]:
    scales: dict[str | None, list[str]] = {}
    for outcome in document.outcomes.values():
        scales.setdefault(outcome.scale_name, []).append(outcome.id)
    alone = scales.pop(None, [])
    groups = [_best_first(document, ids) for ids in scales.values()]
    return tuple(map(tuple, [*groups, *([alone] if alone else [])]))


def _best_first(document: Document, ids: Sequence[str]) -> Sequence[str]:
    """The outcomes of a scale by their values, criterion by criterion."""
    keys = {}
    for id_ in ids:
        try:
            values = criterion_values(document, document.outcomes[id_].value)
        except NumberError:
            return ids  # a finding says so; they stay as they are listed
        signs = {c: document.criterion(c) for c in values}
        keys[id_] = [
            value if (own := signs[c]) is not None and own.better == "less" else -value
            for c, value in values.items()
        ]
    return sorted(ids, key=keys.__getitem__)


def _by_preference(found: Covers, laid: Layers) -> tuple[tuple[str, ...], ...]:
    """From the best to the worst, a group for each part that comparisons join."""
    head = list(range(len(found.places)))
    for edge in found.edges:
        old, new = head[edge.below], head[edge.above]
        head = [min(old, new) if h in (old, new) else h for h in head]
    groups: dict[int, list[int]] = {}
    for place, top in enumerate(head):
        groups.setdefault(top, []).append(place)
    return tuple(
        tuple(
            id_
            for place in sorted(group, key=lambda i: (laid.rows[i], laid.centres[i][0]))
            for id_ in found.places[place]
        )
        for group in groups.values()
    )
