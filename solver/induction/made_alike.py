"""Trees side by side, told apart by how the rows of their sets come about.

Which plans a set stands for, and which branches they take, depends on this alone and not on the numbers in its rows.
So a rule that looks at nothing else says the same of all trees that are made alike.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from solver.induction.prospect_tables import Links, Table
from solver.induction.tree.side_by_side import SideBySide
from solver.induction.tree.vector_maxima import rows_and_sets, sizes_of
from solver.whole_numbers import Ints

#: How all rows of a tree come about: equal for trees that are made alike.
Making = tuple[bytes, ...]


def makings(trees: SideBySide, tables: Sequence[Table]) -> list[Making]:
    """How the rows of each of the trees come about."""
    found: list[list[bytes]] = [[] for _ in range(trees.count)]
    for depth, table in enumerate(tables):
        size = trees.levels.levels[depth].size // trees.count
        ends = np.arange(trees.count + 1) * size
        _add(found, sizes_of(table.first), ends)
        if depth + 1 == len(tables):
            break
        after = tables[depth + 1]
        begins = after.first[np.arange(trees.count) * (trees.levels.levels[depth + 1].size // trees.count)]  # fmt: skip
        links = table.choice
        rows = table.choice_rows.searchsorted(table.first[ends])
        _add(found, sizes_of(links.first), rows)
        entries = links.first[rows]
        _add(found, links.below - begins.repeat(sizes_of(entries)), entries)
        for part, stops in _of_stages(table, size, begins, trees.count):
            _add(found, part, stops)
    return [tuple(parts) for parts in found]


def _of_stages(table: Table, size: int, begins: Ints, count: int) -> Iterator[tuple[Ints, Ints]]:
    """Of each stage numbers that tell how its rows come about, tree by tree, and where those of each tree end.

    Which children a stage brings in is told by how many rows these have.
    """
    before: Ints | None = None
    for stage in table.stages:
        if stage.links is not None:
            assert before is not None
            slots = len(stage.first) - 1
            owner = table.slots[:slots] // size
            order = np.argsort(owner, kind="stable")
            at = np.zeros(count + 1, dtype=np.int64)
            np.bincount(owner, minlength=count).cumsum(out=at[1:])
            rows, slot = rows_and_sets(stage.first, order, ascending=False)
            stops = np.append(0, sizes_of(stage.first)[order].cumsum())[at]
            yield sizes_of(stage.first)[order], at
            links: Links = stage.links
            yield sizes_of(links.first)[rows], stops
            entries, row = rows_and_sets(links.first, rows, ascending=False)
            stops = np.append(0, sizes_of(links.first)[rows].cumsum())[stops]
            slot = slot.repeat(sizes_of(links.first)[rows])
            assert len(row) == len(slot)
            yield links.below[entries] - begins[owner[slot]], stops
            yield links.before[entries] - before[slot], stops
        before = stage.first


def _add(found: list[list[bytes]], numbers: Ints, ends: Ints) -> None:
    data, width = numbers.astype(np.int64, copy=False).tobytes(), 8
    stops = (ends * width).tolist()
    for own, start, stop in zip(found, stops, stops[1:], strict=False):
        own.append(data[start:stop])
