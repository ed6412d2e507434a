"""Sets of prospects at every node: their tables, and which of their rows are admitted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from solver.budget import Budget
from solver.induction.prospect_tables import Everywhere, Mask, Table, induce
from solver.induction.tree.compiled_tree import Compiled
from solver.induction.tree.vector_maxima import distinct, sizes_of
from solver.whole_numbers import Ints, Whole


@dataclass(frozen=True)
class Sets:
    """Tables, and which of their rows are admitted from their own node's point of view.

    All are where the preferences obey independence: what is not admitted is dropped at once.  Else
    the tables hold every plan, in **normal form**: a plan is judged as a whole, and its parts only
    where chance never leads.
    """

    tables: list[Table]
    admitted: list[Mask]
    #: In normal form all tables, with parts that are not admitted where chance never leads, too.
    normal_form: list[Table] | None = None

    @property
    def whole(self) -> bool:
        """Whether plans are judged as wholes, in normal form."""
        return self.normal_form is not None

    @classmethod
    def all_of(cls, tables: list[Table]) -> "Sets":
        """Every row is admitted."""
        return cls(tables, [np.ones(len(table.vectors), dtype=bool) for table in tables])


def maximal_sets(tree: Compiled, budget: Budget) -> Sets:
    """M(n) at every node: the plans that no available plan is strictly preferred to."""
    return admitted_sets(tree, Everywhere(tree.order.maximal), budget)


def admitted_sets(tree: Compiled, admission: Everywhere, budget: Budget) -> Sets:
    """What is admitted of the plans at every node.

    Where the preferences break independence all prospects of all plans are formed, since a part
    of an admitted plan need not be admitted.
    """
    if tree.relation.keeps_independence:
        return Sets.all_of(induce(tree, admission, budget))
    tables = induce(tree, Everywhere(distinct), budget)
    return in_normal_form(tree, tables, lambda _, *rows: admission.admit(*rows), budget)


def in_normal_form(
    tree: Compiled,
    tables: Sequence[Table],
    admit: Callable[[int, Ints, Whole], Ints],
    budget: Budget,
) -> Sets:
    """What is admitted of plans that are judged as wholes, of which the tables hold all that may be.

    ``admit`` is also given the level.
    """
    tables, masks = list(tables), []
    for depth, table in enumerate(tables):
        budget.look()
        masks.append(admit(depth, table.first, table.vectors) >= 0)
        if tree.held is not None:
            level = tree.levels.levels[depth]
            masks[-1] |= tree.held[level.start : level.stop].repeat(sizes_of(table.first))
        left = np.add.reduceat(np.append(masks[-1], False), table.first[:-1], dtype=np.int64)
        unjudged = (left == 0) & (sizes_of(table.first) > 0)
        tables[depth] = replace(table, open=table.open | unjudged)
    never = tree.never_from(0)
    return Sets(_with_sound_parts(tables, masks, never), masks, tables)


def _with_sound_parts(
    tables: list[Table], admitted: list[Mask], never: Sequence[Mask]
) -> list[Table]:
    """The tables without plans that do what is not admitted where they never get.

    What is entered with probability zero changes no prospect above, so that only its own node can
    judge it.  (With independence nothing else is ever kept.)  Where opinions differ about which ways are
    closed it may still change prospects in between: of these some then stand for no plan.
    """
    following = zip(tables, tables[1:], admitted[1:], never, strict=False)
    return [*(with_sound_parts(*each) for each in following), tables[-1]]


def with_sound_parts(table: Table, after: Table, admitted: Mask, never: Mask) -> Table:
    """The same of one table: ``after``, ``admitted`` and ``never`` are of the next level."""
    stages = []
    for stage in table.stages:
        if (links := stage.links) is not None:
            child = after.first.searchsorted(links.below, "right") - 1
            sound = admitted[links.below] | ~never[child]
            stage = replace(stage, links=links.only(sound))
        stages.append(stage)
    return replace(table, stages=tuple(stages))
