"""The box around all items against looking at each of them."""

import random
from collections.abc import Iterable

import pytest

from solver.page.geometry import Rect
from widgets.canvas.scene.tree_bounds import TreeBounds


@pytest.mark.parametrize("seed", range(20))
def test_the_box_is_that_around_all_items(seed: int) -> None:
    draw = random.Random(seed)
    bounds, known = TreeBounds(), {}
    for _ in range(120):
        key = draw.choice(("node", "branch")), f"n{draw.randrange(6)}"
        if key in known and draw.random() < 0.2:
            del known[key]
            bounds.drop(*key)
        else:
            drawn = Rect(*(draw.randint(-9, 0) for _ in range(2)), draw.randint(1, 9), 4)
            x, y = draw.randint(-20, 20), draw.randint(-20, 20)
            known[key] = drawn.moved(x, y)
            bounds.put(*key, drawn, x, y)
        if draw.random() < 0.1:
            bounds.renew()
        if draw.random() < 0.7:
            assert bounds.of_all() == around(known.values())
        ids = {f"n{draw.randrange(6)}"}
        assert bounds.of(ids) == around(rect for (_, id_), rect in known.items() if id_ in ids)


def around(rects: Iterable[Rect]) -> Rect:
    found = Rect()
    for rect in rects:
        found = found.united(rect)
    return found
