"""The decision rules: one file each, one row each in the table `RULES`."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from solver.document.model import Document
from solver.errors import QuandaryError
from solver.explain.case import Case
from solver.rules.caprice import CAPRICE
from solver.rules.credence import CREDENCE
from solver.rules.dsm import DSM
from solver.rules.e_admissible import E_ADMISSIBLE
from solver.rules.eu import EU
from solver.rules.intervals.gamma_maximax import GAMMA_MAXIMAX
from solver.rules.intervals.gamma_maximin import GAMMA_MAXIMIN
from solver.rules.intervals.hurwicz import HURWICZ
from solver.rules.intervals.interval_dominance import INTERVAL_DOMINANCE
from solver.rules.maximax import MAXIMAX
from solver.rules.maximin import MAXIMIN
from solver.rules.minimax_regret import MINIMAX_REGRET
from solver.rules.naive import NAIVE
from solver.rules.rule import Rule
from solver.rules.sophisticated import SOPHISTICATED
from solver.solution import Solution

__all__ = ["DEFAULT_LIMIT", "DEFAULT_RULE", "RULES", "Rule", "registered", "rule_of", "solve"]

_TABLE: Final[dict[str, Rule]] = {
    rule.id: rule
    for rule in (
        EU,
        NAIVE,
        CAPRICE,
        E_ADMISSIBLE,
        DSM,
        SOPHISTICATED,
        CREDENCE,
        GAMMA_MAXIMIN,
        GAMMA_MAXIMAX,
        HURWICZ,
        INTERVAL_DOMINANCE,
        MAXIMIN,
        MAXIMAX,
        MINIMAX_REGRET,
    )
}

#: All rules by id, in the order in which they are listed everywhere.
RULES: Final[Mapping[str, Rule]] = MappingProxyType(_TABLE)

#: The rule that is meant where none is named.
DEFAULT_RULE: Final = DSM.id

#: How many plans an answer lists unless told otherwise.
DEFAULT_LIMIT: Final = 100


def rule_of(id_: str) -> Rule:
    """The rule of that id; raises `QuandaryError` with the known ones where there is none."""
    if id_ not in RULES:
        raise QuandaryError(f"There is no rule “{id_}”; the rules are {', '.join(RULES)}.")
    return RULES[id_]


@contextmanager
def registered(rule: Rule) -> Iterator[Rule]:
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

    >>> from assets import example_text
    >>> from solver.formats.quandary import loads
    >>> oil = loads(example_text("oil"))
    >>> solution = solve(oil, "eu")
    >>> solution.value
    Fraction(22500, 1)
    >>> [branch for branch, verdict in solution.branches.items() if verdict.permitted]
    ['seismic test', 'stop | no structure', 'drill | open', 'drill | closed']
    """
    chosen = rule_of(rule)
    case = Case.of(asked, cancelled)
    found = chosen.solve(case, case.budget(), limit)
    return replace(found, document=asked if isinstance(asked, Document) else case.document)
