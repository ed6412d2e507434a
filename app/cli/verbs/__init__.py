"""The verbs of the command line: a module each, called like its verb.

To add one: write ``app/cli/verbs/NAME.py`` that ends in ``VERB = Verb(does, about, arguments)``.  That
is all; it is in the help and is no file to be opened from then on.  What it reads a document by, and
the arguments that several verbs share, stand in `app.cli.reading`.

Only the module of the verb that is asked for is loaded; the help of all loads all.
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from app.cli.verb import Verb

#: How the help lists them; behind them stand all others, by their names.
ORDER: Final = (
    "check", "solve", "why", "compare", "lottery", "improve", "rationalise", "voi", "profile", "league",
    "paper", "export",
    "sweep", "simulate", "thresholds", "trammelling",
    "examples", "schema", "man", "completion", "thumbnail", "mcp",
)  # fmt: skip


def names() -> list[str]:
    """What makes a first argument a verb rather than a file, in the order of the help."""
    there = {module.name for module in iter_modules(__path__)}
    return [name for name in ORDER if name in there] + sorted(there.difference(ORDER))


def verb(name: str) -> Verb:
    """The verb of this name, one of `names`."""
    found = import_module(f"{__name__}.{name}").VERB
    if not isinstance(found, Verb):
        raise TypeError(f"{__name__}.{name}.VERB is no verb")
    return found
