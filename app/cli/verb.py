"""What a verb of the command line says of itself, and how it ends."""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

OK: Final = 0
FAULTY: Final = 1  # the document
USAGE: Final = 2


def _none(_: argparse.ArgumentParser) -> None:
    """No arguments."""


@dataclass(frozen=True)
class Verb:
    """A verb: what it does (the exit code is returned), what the help says about it, its arguments.

    What is said about it may be a function, where it follows from a table.
    """

    does: Callable[[argparse.Namespace], int]
    about: str | Callable[[], str]
    arguments: Callable[[argparse.ArgumentParser], None] = _none


def complain(*lines: str) -> None:
    """A line each on standard error, whatever an id or a file's name holds."""
    for line in lines:
        printable = "".join(sign if sign.isprintable() else " " for sign in line)
        print(f"quandary: {printable}", file=sys.stderr)
