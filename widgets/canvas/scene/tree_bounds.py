"""The box around everything that is drawn, kept in line while single items come, go and move."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from solver.page.geometry import Point, Rect

Key = tuple[str, str]  # “node”, “branch” or “text”, and the id
Edges = tuple[float, float, float, float]  # left, top, right, bottom


class TreeBounds:
    """Where each item stands on the page, and the box around all of them.

    Of thousands of items one mostly changes: all are looked at again only where it stood at the edge.
    """

    def __init__(self) -> None:
        self._edges: dict[Key, Edges] = {}
        self._around: Edges | None = None  # all of them; None until somebody asks

    def put(self, kind: str, id_: str, drawn: Rect, x: float, y: float) -> None:
        """An item draws this, from its place."""
        left, top = drawn.left + x, drawn.top + y
        now = left, top, left + drawn.width, top + drawn.height
        if (around := self._around) is None:
            self._edges[kind, id_] = now
            return
        was, self._edges[kind, id_] = self._edges.get((kind, id_)), now
        if was is not None and _shrinks(around, was, now):
            self._around = None
            return
        self._around = (
            min(around[0], now[0]),
            min(around[1], now[1]),
            max(around[2], now[2]),
            max(around[3], now[3]),
        )

    def renew(self) -> None:
        """Many items are going to change: all are looked at when somebody asks."""
        self._around = None

    def drop(self, kind: str, id_: str) -> None:
        """An item is there no more."""
        del self._edges[kind, id_]
        self._around = None

    def of_all(self) -> Rect:
        """The box around all items."""
        if self._around is None and self._edges:
            self._around = _around(self._edges.values())
        return Rect() if self._around is None else _rect(self._around)

    def of(self, ids: AbstractSet[str]) -> Rect:
        """The box around some nodes and branches, as far as they are shown."""
        own = [edges for (_, id_), edges in self._edges.items() if id_ in ids]
        return _rect(_around(own)) if own else Rect()


def _shrinks(around: Edges, was: Edges, now: Edges) -> bool:
    """Whether an item stood at an edge of the box around all, and no longer reaches it."""
    return (
        was[0] <= around[0] < now[0]
        or was[1] <= around[1] < now[1]
        or was[2] >= around[2] > now[2]
        or was[3] >= around[3] > now[3]
    )


def _around(some: Iterable[Edges]) -> Edges:
    """Of tens of thousands: calls of min and max would cost more than all else here."""
    rest = iter(some)
    left, top, right, bottom = next(rest)
    for this_left, this_top, this_right, this_bottom in rest:
        if this_left < left:
            left = this_left
        if this_top < top:
            top = this_top
        if this_right > right:
            right = this_right
        if this_bottom > bottom:
            bottom = this_bottom
    return left, top, right, bottom


def _rect(edges: Edges) -> Rect:
    return Rect.between(Point(edges[0], edges[1]), Point(edges[2], edges[3]))
