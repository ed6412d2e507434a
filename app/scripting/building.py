"""A tree in a few lines of Python.

>>> from quandary import branch, chance, choice, solve, tree
>>> test = chance("Oil?", branch("wet", "gusher", probability="1/5"), branch("dry", "nothing"))
>>> document = tree(
...     choice("Drill?", branch("drill", test, payoff=-70), branch("do not", "nothing")),
...     outcomes={"gusher": 400, "nothing": 0},
... )
>>> solve(document, "eu").value
Fraction(10, 1)

Numbers may be whole numbers, fractions, decimals, floats (by their shortest digits: 0.1 is one tenth) or texts
as they are typed in the window, ``"44.4%"`` or ``"1 - p"``.
"""

import json
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from solver.document.elements import DEFAULT_RELATION, Kind, Preferences
from solver.document.model import Document
from solver.formats.quandary import loads

Number = int | float | Decimal | Fraction | str
#: A number, or one for each criterion.
Values = Number | Mapping[str, Number]
#: Its values; or with the scale on which they stand; or all keys that a document has for it; None for an outcome alone.
OutcomeValues = Values | tuple[str, Values] | None

_DEEPEST: Final = 100_000  # nodes on a way


@dataclass(frozen=True)
class Built:
    """A node with what is below it, to be put into another with `branch` or made a document by `tree`."""

    kind: Kind
    label: str = ""
    branches: "tuple[BuiltBranch, ...]" = ()
    outcome: str = ""
    more: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class BuiltBranch:
    """A branch and where it leads."""

    label: str
    to: Built
    keys: Mapping[str, Any]


def choice(label: str = "", *branches: BuiltBranch, **more: Any) -> Built:
    """A choice node: the agent takes one of the branches.

    ``label`` is its text, ``branches`` come of `branch`, ``more`` are keys of the format as they stand in a
    file (``id``, ``notes`` …).  Gives a node to be put into another, or made a document by `tree`; raises nothing.

    >>> import quandary
    >>> quandary.choice("Tea?", quandary.branch("yes", "tea"), quandary.branch("no", "none")).label
    'Tea?'
    """
    return Built(Kind.CHOICE, label, branches, more=more)


def chance(label: str = "", *branches: BuiltBranch, **more: Any) -> Built:
    """A chance node: nature takes one of the branches.

    Branches that state no probability share what is left to 1.  ``label``, ``branches`` and ``more`` are as for
    `choice`.  That the probabilities sum to 1 is checked when the document is solved; nothing is raised here.

    >>> import quandary
    >>> rain = quandary.chance("Rain?", quandary.branch("wet", "soaked", probability="1/3"), quandary.branch("dry", "fine"))
    >>> [way.label for way in rain.branches]
    ['wet', 'dry']
    """
    return Built(Kind.CHANCE, label, branches, more=more)


def outcome(name: str, label: str = "", **more: Any) -> Built:
    """An end of the tree: ``name`` is the id of an outcome, ``label`` a text of the node's own if it has one.

    Only needed where the node has keys (``more``): `branch` takes the id alone, too.  Raises nothing.

    >>> import quandary
    >>> quandary.outcome("gusher", notes="seldom").outcome
    'gusher'
    """
    return Built(Kind.OUTCOME, label, outcome=name, more=more)


def branch(
    label: str,
    to: Built | str,
    *,
    probability: Number | None = None,
    payoff: Values | None = None,
    policy: Number | None = None,
    **more: Any,
) -> BuiltBranch:
    """A branch to a node, or to the outcome of that id.

    ``label`` is its text and ``to`` the node.  ``probability`` (a part of 1) belongs below chance nodes, ``policy``
    (how often the agent takes it, a part of 1) below choice nodes; ``payoff``, in the units of the outcomes' values and by
    criterion if there are several, is added to all values below.  ``more`` are keys of the format.

    Raises `TypeError` where a number is True or False.

    >>> import quandary
    >>> dict(quandary.branch("drill", "gusher", probability=0.1, payoff=-70).keys)
    {'probability': '0.1', 'payoff': -70}
    """
    stated = {"probability": probability, "payoff": payoff, "policy": policy}
    keys = {key: _values(value) for key, value in stated.items() if value is not None}
    return BuiltBranch(label, outcome(to) if isinstance(to, str) else to, {**keys, **more})


def tree(
    root: Built,
    *,
    outcomes: Mapping[str, OutcomeValues] | None = None,
    better: Iterable[Sequence[str]] = (),
    equal: Iterable[Sequence[str]] = (),
    relation: str = DEFAULT_RELATION,
    parameters: Mapping[str, Number | Mapping[str, Any]] | None = None,
    title: str = "",
    **more: Any,
) -> Document:
    """A document of a ``root``, its outcomes and what is stated of preferences.

    ``outcomes`` gives each id its value; or (scale, value); or the keys of the format; or None for an outcome that
    stands alone.  ``relation`` says how prospects compare, ``parameters`` gives names numbers (or the keys of the format, as for a
    distribution), ``title`` stands above.
    Outcomes that are named in the tree and not listed stand alone: a preferential gap to all others but for
    what ``better`` and ``equal`` state, pairs of ids.  ``more`` are keys of the format as they stand in a file
    (``criteria``, ``completion``, ``opinions`` …).  Raises `DocumentError` where that is no document,
    `RecursionError` where a node stands below itself.

    >>> import quandary
    >>> from quandary import branch, choice
    >>> souring = quandary.tree(
    ...     choice("Trade?", branch("keep", "A"), branch("trade", choice(
    ...         "Trade again?", branch("stop", "B"), branch("trade again", "A minus"),
    ...     ))),
    ...     better=[("A", "A minus")],
    ... )
    >>> quandary.solve(souring, "naive").plans_total, quandary.solve(souring, "dsm").plans_total
    (3, 2)
    """
    nodes: list[dict[str, Any]] = []
    branches: list[dict[str, Any]] = []
    named: dict[str, None] = {}
    for node in _entries(root, nodes, branches):
        if node.kind is Kind.OUTCOME:
            named.setdefault(node.outcome)
    listed = dict(outcomes or {})
    raw: dict[str, Any] = {
        "format": "quandary",
        "version": 1,
        "title": title,
        "parameters": [
            {"id": id_, **(value if isinstance(value, Mapping) else {"value": _number(value)})}
            for id_, value in (parameters or {}).items()
        ],
        "outcomes": [_outcome_entry(id_, listed.get(id_)) for id_ in {**listed, **named}],
        "preferences": {
            "better": [list(pair) for pair in better],
            "equal": [list(p) for p in equal],
        },
        "nodes": nodes,
        "branches": branches,
        "root": nodes[0]["id"],
        **more,
    }
    if relation != DEFAULT_RELATION:
        raw["preferences"]["relation"] = relation
    return loads(json.dumps(raw))


def outline(
    text: str,
    *,
    better: Iterable[Sequence[str]] = (),
    equal: Iterable[Sequence[str]] = (),
    title: str = "",
) -> Document:
    """A document of an indented outline, as one is pasted into the window: a line a node.

    Before a colon stands the label of a branch, with a probability in ``(…)`` and a payoff in ``[…]``; at the ends
    stand outcomes, ``gusher = 400``, with their scale if there are several: ``done = 1 {two steps}``.  ``better`` and
    ``equal`` are pairs of outcomes, by their texts; ``title`` stands above the tree.

    Raises `DocumentError` where there is no line, or `KeyError` where a pair names no outcome.

    >>> from quandary import outline, solve
    >>> document = outline('''
    ...     Drill?
    ...         drill [-70]: Oil?
    ...             wet (1/5): gusher = 400
    ...             dry: nothing = 0
    ...         do not: nothing = 0
    ... ''')
    >>> solve(document, "eu").value
    Fraction(10, 1)
    >>> souring = outline('''
    ...     Trade?
    ...         keep: A
    ...         trade: Trade again?
    ...             keep B: B
    ...             trade again: A minus
    ... ''', better=[("A", "A minus")])
    >>> solve(souring, "dsm").plans_total
    2
    """
    from solver.formats.importing.outline import read_outline

    read = read_outline(textwrap.dedent(text))
    ids = {entry.label: entry.id for entry in read.outcomes.values()}
    stated = Preferences(
        better=tuple((ids[one], ids[other]) for one, other in better),
        equal=tuple((ids[one], ids[other]) for one, other in equal),
    )
    return replace(read, preferences=stated, title=title)


def _entries(
    root: Built, nodes: list[dict[str, Any]], branches: list[dict[str, Any]]
) -> Iterator[Built]:
    """All nodes in the order of the drawing; one that stands at several places is there several times."""
    stack: list[tuple[Built, BuiltBranch | None, str]] = [(root, None, "")]
    while stack:
        node, way, above = stack.pop()
        entry: dict[str, Any] = {"id": f"n{len(nodes) + 1}", "kind": str(node.kind)}
        entry |= {"label": node.label} if node.label else {}
        entry |= {"outcome": node.outcome} if node.kind is Kind.OUTCOME else {}
        entry |= node.more or {}
        nodes.append(entry)
        if way is not None:
            branches.append(
                {
                    "id": f"b{len(branches) + 1}",
                    "from": above,
                    "to": entry["id"],
                    "label": way.label,
                }
                | dict(way.keys)
            )
        stack += [(each.to, each, entry["id"]) for each in reversed(node.branches)]
        if len(nodes) > _DEEPEST:
            raise RecursionError("The tree has no end: a node stands below itself.")
        yield node


def _outcome_entry(id_: str, stated: OutcomeValues) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": id_, "label": id_}
    if isinstance(stated, tuple):
        entry["scale"], stated = stated
    if isinstance(stated, Mapping) and {"label", "value", "scale", "notes"} & set(stated):
        return entry | {key: _values(v) if key == "value" else v for key, v in stated.items()}
    return entry if stated is None else entry | {"value": _values(stated)}


def _values(stated: Values) -> Any:
    if isinstance(stated, Mapping):
        return {criterion: _number(value) for criterion, value in stated.items()}
    return _number(stated)


def _number(stated: Number) -> int | str:
    """As the format has it: whole numbers as they are, all else as exact text."""
    if isinstance(stated, bool):
        raise TypeError("True and False are no numbers.")
    if isinstance(stated, int | str):
        return stated
    if isinstance(stated, float):
        return repr(stated)
    return str(stated)
