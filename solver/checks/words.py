"""Words that several checks use."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final

from solver.document.elements import Branch, Node
from solver.document.model import Document
from solver.document.numerals import plain_numeral
from solver.document.shares import Shares, shares
from solver.translation import capital, tr
from solver.tree_names import TreeNames, by_kind

MAX_SHOWN: Final = 5
MOST_NODES: Final = 2000  # of a tree in which names are told from others that are alike


def names_of(document: Document) -> TreeNames:
    """What nodes and branches are called; found quickly in a large tree, too."""
    return TreeNames(document, apart=len(document.nodes) <= MOST_NODES)


def called(names: TreeNames, node: Node) -> str:
    """A node with its kind, at the beginning of a sentence; without a label, where it stands."""
    name = names.node_in_sentence(node.id)
    if not name.startswith(tr("“{name}”").partition("{")[0]):
        return capital(name)
    said = by_kind(
        node.kind, "The choice node {name}", "The chance node {name}", "The outcome node {name}"
    )
    return said.format(name=name)


def called_branch(names: TreeNames, branch: Branch) -> str:
    """A branch inside a sentence."""
    return tr("“{name}”").format(name=names.branch_at(branch.id))


def called_outcome(document: Document, id_: str) -> str:
    """An outcome by its label; by its id where it has none, or is none."""
    outcome = document.outcomes.get(id_)
    return id_ if outcome is None else (outcome.label or id_)


def called_criterion(document: Document, id_: str) -> str:
    """A criterion likewise."""
    criterion = document.criterion(id_)
    return id_ if criterion is None else (criterion.label or id_)


def listed(ids: Sequence[str]) -> str:
    """Some ids in words; the finding itself holds all."""
    return _first([tr("“{name}”").format(name=id_) for id_ in ids[:MAX_SHOWN]], len(ids))


def listed_nodes(names: TreeNames, ids: Sequence[str]) -> str:
    """Some nodes in words, likewise, each once."""
    ids = list(dict.fromkeys(ids))
    return _first([names.node_in_sentence(id_) for id_ in ids[:MAX_SHOWN]], len(ids))


def _first(names: Sequence[str], of: int) -> str:
    return ", ".join([*names, "…"] if of > len(names) else names)


def shown(value: Fraction) -> str:
    """The exact value, unless nobody could read it."""
    if max(value.numerator.bit_length(), value.denominator.bit_length()) <= 128:
        return str(value)
    try:
        return tr("about {value:.17g}").format(value=float(value))
    except OverflowError:
        return tr("beyond 1e308") if value > 0 else tr("below -1e308")


def sums_wrong(found: Shares) -> bool:
    """Whether the numbers given outright are too much, or not 1 where no branch gets a rest."""
    return found.stated > 1 if found.shared else found.stated != 1


def shown_sum(document: Document, node: Node, branches: Sequence[Branch]) -> str:
    """What the numbers given outright at a node sum to, wrongly.

    Where the sum is wrong in every opinion, it is what they say: nobody may have typed what the parameters are
    without them.
    """
    own = shares(node, branches, document.parameter_values)
    found = [shares(node, branches, reading.parameter_values) for reading in document.readings]
    wrong = {each.stated for each in found if not each.problems and sums_wrong(each)}
    if sums_wrong(own) and any(not each.problems and not sums_wrong(each) for each in found):
        wrong = {own.stated}
    if len(wrong) > 1:
        low, high = (plain_numeral(end).text for end in (min(wrong), max(wrong)))
        return tr("between {low} and {high}, as opinions differ").format(low=low, high=high)
    return shown(*(wrong or {own.stated}))


def did_you_mean(word: str, known: Any) -> str:
    from difflib import get_close_matches  # only where something is wrong

    close = get_close_matches(word, list(known), n=1)
    return tr(" Did you mean “{close}”?").format(close=close[0]) if close else ""
