"""What is loaded behind the first picture, in an order in which each piece is short."""

from collections.abc import Iterator
from importlib import import_module
from typing import Final

#: The package that holds the rooms, with its dot: empty in a clone.
_WITHIN: Final = __name__.removesuffix("app.window.start.loading")
#: Left out, a module is loaded with the next that needs it: pieces become longer, nothing else.
AHEAD: Final = (
    "msgspec",
    "numpy",
    "solver.document.changes",
    "solver.preferences.preference_cone",
    "solver.induction.prospect_tables",
    "solver.explain.case",
    "solver.rules.dsm",
    "solver.rules.without_probabilities.minimax_regret",
    "solver.rules.intervals.gamma_maximax",
    "solver.formats.quandary",
    "solver.formats.importing.all_formats",
    "widgets.canvas.items.painter_surface",
    "app.export.formats",
    "app.skeleton.panels",
    "app.documents.documents",
    "app.analyses.compare",
    "flint",
    "solver.sensitivity.thresholds",
    "app.analyses.numbers.information",
    "app.analyses.policy",
    "app.analyses.preferences",
    "app.analyses.numbers.sensitivity",
    "app.analyses.walk",
    "app.window.selection_commands",
    "app.window.parts",
    "app.window.dialogs",
)


def called(name: str) -> str:
    """A module as it is called here: in an installation our own lie within ``quandary``."""
    room = name.partition(".")[0]
    return f"{_WITHIN}{name}" if room in ("app", "solver", "widgets") else name


def load() -> Iterator[None]:
    """Load one after the other; each step is a piece."""
    for name in AHEAD:
        import_module(called(name))
        yield
