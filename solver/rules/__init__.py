"""The decision rules: one file each, one row each in the table `RULES`."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from solver.budget import Budget
from solver.document.model import Document
from solver.errors import QuandaryError
from solver.induction.compiled_tree import compile_tree
from solver.rules.caprice import CAPRICE
from solver.rules.dsm import DSM
from solver.rules.e_admissible import E_ADMISSIBLE
from solver.rules.eu import EU
from solver.rules.naive import NAIVE
from solver.rules.rule import Rule, solution
from solver.solution import Solution

__all__ = ["DEFAULT_LIMIT", "RULES", "Rule", "rule_of", "solve"]

RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {rule.id: rule for rule in (EU, NAIVE, CAPRICE, E_ADMISSIBLE, DSM)}
)

#: How many plans an answer lists unless told otherwise.
DEFAULT_LIMIT: Final = 100


def rule_of(id_: str) -> Rule:
    """The rule of that id; raises `QuandaryError` with the known ones where there is none."""
    if id_ not in RULES:
        raise QuandaryError(f"There is no rule “{id_}”; the rules are {', '.join(RULES)}.")
    return RULES[id_]


def solve(
    document: Document,
    rule: str,
    *,
    limit: int = DEFAULT_LIMIT,
    cancelled: Callable[[], bool] | None = None,
) -> Solution:
    """What a rule permits in a document's tree.

    ``rule`` is one of ``RULES``; at most ``limit`` plans are listed, all are counted;
    ``cancelled`` is asked now and then whether to stop.  All numbers are exact.

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
    budget = Budget(cancelled)
    tree = compile_tree(document)
    return solution(chosen.id, tree, chosen.apply(tree, budget), limit)
