"""Decision trees for agents whose preferences have gaps: document in, solution out.

The parts that a notebook or a script needs can be taken from here::

    from solver import check, improve, loads, rationalise, solve

A document is read from its text with `loads` (see `solver.formats.quandary`) and is a frozen value
(`solver.document.model.Document`).  `check` says what keeps it from being solved; `solve` applies a rule;
`stated_policy`, `improve` and `rationalise` are about the randomised policy that it states and the
completions behind plans; `matrix` compares its outcomes.  All numbers are `fractions.Fraction`.

>>> from assets import example_text
>>> from solver import check, improve, loads, solve
>>> document = loads(example_text("shutdown"))
>>> check(document)
()
>>> solution = solve(document, "dsm")
>>> solution.plans_total, solution.complete
(4, True)
>>> for permitted in solution.plans:
...     plan = permitted.plan
...     print(list(plan.choices.values()), {id_: str(p) for id_, p in plan.lottery.items()})
['shut down | lucky', 'shut down | unlucky'] {'S': '1'}
['shut down | lucky', 'continue | unlucky'] {'U': '1/10', 'S': '9/10'}
['continue | lucky', 'shut down | unlucky'] {'L': '9/10', 'S': '1/10'}
['continue | lucky', 'continue | unlucky'] {'L': '9/10', 'U': '1/10'}
>>> better = improve(document).better
>>> {branch: str(p) for branch, p in better.policy.items()}
{'shut down | lucky': '4/9', 'continue | lucky': '5/9',
 'shut down | unlucky': '1', 'continue | unlucky': '0'}

Nothing here needs a screen, reads files, or keeps state between calls.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from solver.analyses.policies import improve, stated_policy
    from solver.analyses.rationales import rationalise
    from solver.checks import check
    from solver.document.model import Document
    from solver.errors import QuandaryError
    from solver.formats.quandary import dumps, loads
    from solver.preferences.outcome_matrix import matrix
    from solver.rules import RULES, solve
    from solver.rules.incremental import Live
    from solver.solution import Solution

__all__ = [
    "RULES",
    "Document",
    "Live",
    "QuandaryError",
    "Solution",
    "check",
    "dumps",
    "improve",
    "loads",
    "matrix",
    "rationalise",
    "solve",
    "stated_policy",
]

_HOME: Final = {
    "RULES": ".rules",
    "Document": ".document.model",
    "Live": ".rules.incremental",
    "QuandaryError": ".errors",
    "Solution": ".solution",
    "check": ".checks",
    "dumps": ".formats.quandary",
    "improve": ".analyses.policies",
    "loads": ".formats.quandary",
    "matrix": ".preferences.outcome_matrix",
    "rationalise": ".analyses.rationales",
    "solve": ".rules",
    "stated_policy": ".analyses.policies",
}


def __getattr__(name: str) -> object:
    """Import what is asked for when it is asked for: most of the program needs only a part."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name], __name__), name)
