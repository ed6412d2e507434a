"""What shells complete behind the command: made by shtab from what understands its arguments."""

import argparse
from typing import Final

SHELLS: Final = ("bash", "zsh", "fish")
#: Arguments that are files, by their destinations.
_FILES: Final = frozenset({"file", "files", "output"})


def completion(parser: argparse.ArgumentParser, shell: str) -> str:
    """The script for a shell, one of `SHELLS`."""
    import shtab

    for part in (parser, *_verbs(parser)):
        for action in part._actions:
            if action.dest in _FILES and action.choices is None:
                action.complete = shtab.FILE  # type: ignore[attr-defined]
    return str(shtab.complete(parser, shell=shell))


def _verbs(parser: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    found = (a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    return [part for action in found for part in action.choices.values()]
