"""The decision rules: one file each, one row each in the table `RULES`."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Final

from solver.document.model import Document
from solver.errors import NotSolvable, QuandaryError
from solver.explain.case import Case
from solver.solution import Solution
from solver.translation import tr

if TYPE_CHECKING:
    from solver.rules.rule import Rule

__all__ = [
    "DEFAULT_LIMIT",
    "DEFAULT_RULE",
    "RULES",
    "registered",
    "rule_of",
    "solve",
    "that_answer",
]

#: Each rule by its id, in the order in which they are listed everywhere: where it is at home.
_TABLE: Final[dict[str, "str | Rule"]] = {
    "eu": "eu.EU",
    "naive": "naive.NAIVE",
    "caprice": "caprice.CAPRICE",
    "e-admissible": "e_admissible.E_ADMISSIBLE",
    "dsm": "dsm.DSM",
    "sophisticated": "sophisticated.SOPHISTICATED",
    "credence": "credence.CREDENCE",
    "gamma-maximin": "intervals.gamma_maximin.GAMMA_MAXIMIN",
    "gamma-maximax": "intervals.gamma_maximax.GAMMA_MAXIMAX",
    "hurwicz": "intervals.hurwicz.HURWICZ",
    "interval-dominance": "intervals.interval_dominance.INTERVAL_DOMINANCE",
    "maximin": "without_probabilities.maximin.MAXIMIN",
    "maximax": "without_probabilities.maximax.MAXIMAX",
    "minimax-regret": "without_probabilities.minimax_regret.MINIMAX_REGRET",
}


class _Rules(Mapping[str, "Rule"]):
    """The rules by their ids, each loaded when it is asked for: who applies one waits for no other.

    A rule has a ``name``, a ``summary`` and an ``explanation`` with its definition, its source and our reading.

    >>> import quandary
    >>> list(quandary.RULES)[:5], quandary.RULES["dsm"].name
    (['eu', 'naive', 'caprice', 'e-admissible', 'dsm'], 'Dynamic Strong Maximality')
    """

    def __getitem__(self, id_: str) -> "Rule":
        row = _TABLE[id_]
        if isinstance(row, str):
            module, _, name = row.rpartition(".")
            loaded: Rule = getattr(import_module(f"{__name__}.{module}"), name)
            _TABLE[id_] = row = loaded
        return row

    def __iter__(self) -> Iterator[str]:
        return iter(_TABLE)

    def __len__(self) -> int:
        return len(_TABLE)


RULES: Final[Mapping[str, "Rule"]] = _Rules()

#: The rule that is meant where none is named.
DEFAULT_RULE: Final = "dsm"

#: How many plans an answer lists by default.
DEFAULT_LIMIT: Final = 100


def rule_of(id_: str) -> "Rule":
    """The rule of that id; raises `QuandaryError` with the known ones where there is none."""
    if id_ not in RULES:
        raise QuandaryError(
            tr("There is no rule “{id}”; the rules are {rules}.").format(
                id=id_, rules=", ".join(RULES)
            )
        )
    return RULES[id_]


@contextmanager
def registered(rule: "Rule") -> "Iterator[Rule]":
    """A further rule in the table, for so long: for rules of one's own, and for tests.

    What was built before (a window, say) does not know it.
    """
    if rule.id in _TABLE:
        raise ValueError(f"there is a rule “{rule.id}” already")
    _TABLE[rule.id] = rule
    try:
        yield rule
    finally:
        del _TABLE[rule.id]


def that_answer(case: Case) -> "tuple[Rule, ...]":
    """The rules that have an answer for a document; the others refuse it, each for its own reason."""
    found = []
    for rule in RULES.values():
        try:
            rule.require(case)
        except NotSolvable:
            continue
        found.append(rule)
    return tuple(found)


def solve(
    asked: Document | Case,
    rule: str,
    *,
    limit: int = DEFAULT_LIMIT,
    cancelled: Callable[[], bool] | None = None,
) -> Solution:
    """What a rule permits in a document's tree.

    ``rule`` is one of ``RULES``; at most ``limit`` plans are listed, all are counted;
    ``cancelled`` is asked now and then whether to stop.  All numbers are exact.  Who has more than
    one question makes a `Case` of the document and asks with that.

    Raises `NotSolvable` with every reason where the document is not valid to solve (or the rule
    needs a completion), `Cancelled` when asked to.  Where the answer is too large, `Solution.decided`
    is False and what is said is sure, but not all.

    What each rule computes, its source, and our reading of that: ``quandary.RULES[rule].explanation``.

    >>> import quandary
    >>> solution = quandary.solve(quandary.example("oil"), "eu")
    >>> solution.value
    Fraction(22500, 1)
    >>> [branch for branch, verdict in solution.branches.items() if verdict.permitted]
    ['seismic test', 'stop | no structure', 'drill | open', 'drill | closed']
    """
    chosen = rule_of(rule)
    case = Case.of(asked, cancelled)
    found = chosen.solve(case, case.budget(), limit)
    return replace(found, document=asked if isinstance(asked, Document) else case.document)
