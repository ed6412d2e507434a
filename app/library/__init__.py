"""Decision trees for agents whose preferences may have gaps, exactly: the library.

>>> import quandary
>>> document = quandary.example("shutdown")
>>> solution = quandary.solve(document, "dsm")
>>> solution.plans_total
4
>>> quandary.improve(document).dominated
True

What the verbs of the command line do is here as functions, on values: a `Document` is frozen, all numbers
are `fractions.Fraction`.  ``tree``, ``choice``, ``chance``, ``branch`` and ``outcome`` build a document in a few lines.
Qt is needed by nothing here but for ``.png`` and ``.pdf``, and loaded only by `export`, where it is installed; the window is
``quandary-gui``, or ``python -m quandary FILE``.
"""

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

_ROOMS: Final = ("solver", "assets", "widgets", "app")


def _take_rooms_from_here() -> None:
    """Make sure that the parts of this program are its own, where they lie beside other people's.

    Once installed they lie within this package and nobody else's can be meant.  In a clone they are
    ``solver``, ``app`` and so on.  Raises `ImportError` with a sentence where another ``solver`` is there already.
    """
    here = os.path.dirname(os.path.realpath(__file__))
    if os.path.isdir(os.path.join(here, "solver")):
        return
    root = os.path.dirname(os.path.dirname(here))
    for room in _ROOMS:
        found = sys.modules.get(room)
        if found is not None and not _lies_in(found, os.path.join(root, room)):
            raise ImportError(
                f"Another “{room}” has been imported ({getattr(found, '__file__', None)}), so that Quandary’s own "
                "cannot be. Import quandary before it, or install Quandary: pip install quandary."
            )
    sys.path.insert(0, root)
    try:
        for room in _ROOMS:
            import_module(room)
    finally:
        sys.path.remove(root)


def _lies_in(module: object, folder: str) -> bool:
    file = getattr(module, "__file__", None)
    return file is not None and os.path.dirname(os.path.realpath(file)) == folder


_take_rooms_from_here()

import solver  # noqa: E402
from app import scripting  # noqa: E402 - the rooms first

if TYPE_CHECKING:
    __version__: str
    from app.scripting.building import branch, chance, choice, outcome, outline, tree
    from app.scripting.exporting import export, sweep
    from app.scripting.files import dump, example, examples, load
    from solver.analyses.criteria.league import league
    from solver.analyses.information.prices import informed_document, voi
    from solver.analyses.policies import improve, stated_policy
    from solver.analyses.rationales import rationalise
    from solver.analyses.risk.certainty import certainty_equivalents
    from solver.analyses.risk.distribution import distributions
    from solver.checks import check
    from solver.document.model import Document
    from solver.errors import DocumentError, NotSolvable, QuandaryError
    from solver.formats.quandary import dumps, loads
    from solver.preferences.outcome_matrix import matrix
    from solver.rules import RULES, solve
    from solver.sensitivity.simulation import simulate
    from solver.sensitivity.thresholds import thresholds
    from solver.solution import Solution

#: Where each name is at home: it is loaded when somebody asks for it.
_HOMES: Final = {
    scripting: {
        "building": ("branch", "chance", "choice", "outcome", "outline", "tree"),
        "exporting": ("export", "sweep"),
        "files": ("dump", "example", "examples", "load"),
    },
    solver: {
        "analyses.criteria.league": ("league",),
        "analyses.information.prices": ("informed_document", "voi"),
        "analyses.policies": ("improve", "stated_policy"),
        "analyses.rationales": ("rationalise",),
        "analyses.risk.certainty": ("certainty_equivalents",),
        "analyses.risk.distribution": ("distributions",),
        "checks": ("check",),
        "document.model": ("Document",),
        "errors": ("DocumentError", "NotSolvable", "QuandaryError"),
        "formats.quandary": ("dumps", "loads"),
        "preferences.outcome_matrix": ("matrix",),
        "rules": ("RULES", "solve"),
        "sensitivity.simulation": ("simulate",),
        "sensitivity.thresholds": ("thresholds",),
        "solution": ("Solution",),
    },
}
_HOME: Final = {
    name: f"{room.__name__}.{module}"
    for room, modules in _HOMES.items()
    for module, names in modules.items()
    for name in names
}

__all__ = [
    "RULES",
    "Document",
    "DocumentError",
    "NotSolvable",
    "QuandaryError",
    "Solution",
    "__version__",
    "branch",
    "certainty_equivalents",
    "chance",
    "check",
    "choice",
    "distributions",
    "dump",
    "dumps",
    "example",
    "examples",
    "export",
    "improve",
    "informed_document",
    "league",
    "load",
    "loads",
    "matrix",
    "outcome",
    "outline",
    "rationalise",
    "simulate",
    "solve",
    "stated_policy",
    "sweep",
    "thresholds",
    "tree",
    "voi",
]


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for."""
    if name == "__version__":
        from app.process.version import program_version

        return program_version()
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
