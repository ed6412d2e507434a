"""What has to be said beside a rule's plans: off the plan, clashes, where chance never leads."""

from collections.abc import Iterable

from solver.induction.tree.compiled_tree import Compiled
from solver.solution import Solution
from solver.translation import mark, tr
from solver.words.names import Names


def listed(texts: Iterable[str], word: str = mark("and")) -> str:
    """A, B and C."""
    *first, last = texts
    return f"{', '.join(first)} {tr(word)} {last}" if first else last


def verdict_remarks(names: Names, tree: Compiled, solution: Solution) -> list[str]:
    """What holds of single choice nodes and is easily overlooked, in sentences."""
    choices = [tree.ids[node] for node in tree.choice_nodes()]
    result = []
    if off := [id_ for id_ in choices if id_ in solution.off_plan]:
        result.append(
            tr(
                "Off the plan: no permitted plan comes to {off}. What is permitted there counts plans from the earliest later node on the way that leaves any."
            ).format(off=_nodes(names, off))
        )
    if clashing := [id_ for id_ in choices if id_ in solution.clashes]:
        result.append(
            tr(
                "Clash: a permitted plan comes to {clashing} and goes on there in a way that the rule would not choose seen from there alone."
            ).format(clashing=_nodes(names, clashing))
        )
    if never := never_reached(tree):
        result.append(
            tr("Chance never leads to {never}; what is chosen there counts all the same.").format(
                never=_nodes(names, never)
            )
        )
    return result


def never_reached(tree: Compiled) -> list[str]:
    """The nodes with a choice to which no policy comes: a chance of zero is on the way."""
    return [
        tree.ids[node]
        for node, chance in enumerate(tree.chances)
        if not chance and tree.chooses(node) and len(tree.children[node]) > 1
    ]


def _nodes(names: Names, ids: Iterable[str]) -> str:
    return listed(names.node_in_sentence(id_) for id_ in ids)
