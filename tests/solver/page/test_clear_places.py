"""Free texts keep clear of what else stands on a page."""

from math import hypot
from random import Random

import pytest

from solver.page.clear_places import moved_aside
from solver.page.collisions import collisions
from solver.page.drawing_list import (
    DrawingList,
    DrawnBox,
    DrawnDisc,
    DrawnGroup,
    DrawnMark,
    DrawnText,
    DrawnWay,
    Pen,
    Run,
)

PEN = Pen("#000000", 2.0)


def text(x: float, y: float, room: float = 60, size: float = 12) -> DrawnText:
    return DrawnText((x, y), (Run("words"),), room, size, "#000000")


def line(*points: tuple[float, float]) -> DrawnWay:
    return DrawnWay(tuple(("L" if n else "M", p) for n, p in enumerate(points)), PEN)


def group(name: str, kind: str, *marks: DrawnMark) -> DrawnGroup:
    return DrawnGroup(name, kind, list(marks))


def page(*groups: DrawnGroup) -> DrawingList:
    return DrawingList(500, 500, "", groups)


def test_what_is_clear_stays_and_what_is_not_goes_as_far_as_it_must() -> None:
    level = group("branch-a", "branch", line((0, 100), (300, 100)))
    assert moved_aside(page(level, group("text-0", "text", text(50, 80)))) == {}
    (way,) = moved_aside(page(level, group("text-0", "text", text(50, 103)))).values()
    assert way[0] == pytest.approx(0, abs=3)
    assert -17 < way[1] < -5 or 5 < way[1] < 17
    assert moved_aside(page(group("text-0", "text"))) == {}  # without words


def test_a_text_is_not_at_home_in_a_node_but_in_a_band() -> None:
    square = DrawnBox(0, 0, 90, 90, PEN, "#ffffff")
    inside = group("text-0", "text", text(10, 50))
    assert moved_aside(page(group("node-a", "node choice", square), inside))
    assert not moved_aside(page(group("", "", square), inside))  # a band has no name


@pytest.mark.parametrize("seed", range(20))
def test_afterwards_nothing_meets(seed: int) -> None:
    random = Random(seed)
    groups = [
        *(
            group(
                f"node-{n}", "node choice",
                DrawnDisc((200.0 * n, random.uniform(0, 300)), 10, PEN),
                DrawnText((200.0 * n + 20, 320), (Run("label"),), 50, 12, "#000000"),
            )
            for n in range(4)
        ),
        *(
            group(f"branch-{n}", "branch", line((200.0 * n, 150), (200.0 * n + 180, random.uniform(0, 300))))
            for n in range(4)
        ),
    ]  # fmt: skip
    free = [
        group(
            f"text-{n}", "text",
            *(text(x, y + 15 * row) for row in range(random.randint(1, 3))),
        )
        for n in range(12)
        for x, y in [(random.uniform(0, 700), random.uniform(0, 300))]
    ]  # fmt: skip
    own = collisions(page(*groups))
    ways = moved_aside(page(*groups, *free))
    assert ways
    placed = [
        free_group._replace(marks=[
            mark._replace(at=(mark.at[0] + ways.get(free_group.name, (0, 0))[0], mark.at[1] + ways.get(free_group.name, (0, 0))[1]))
            for mark in free_group.marks if isinstance(mark, DrawnText)
        ])
        for free_group in free
    ]  # fmt: skip
    assert len(collisions(page(*groups, *placed))) == len(own)
    assert moved_aside(page(*groups, *placed)) == {}
    assert all(hypot(*way) < 200 for way in ways.values())
