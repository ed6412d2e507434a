"""The command line: what scripts and Makefiles use.  No verb needs a screen."""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

from app.cli.verb import FAULTY, OK, USAGE, complain
from app.cli.verbs import names, verb
from app.process.version import program_version

if TYPE_CHECKING:
    from _typeshed import SupportsWrite


class _Parser(argparse.ArgumentParser):
    def print_help(self, file: "SupportsWrite[str] | None" = None) -> None:
        (file or sys.stdout).write(self.format_help())  # argparse’s own says nothing of a full disk

    def error(self, message: str) -> NoReturn:
        complain(f"{message} (try quandary --help)")
        raise SystemExit(USAGE)


class _Version(argparse.Action):
    def __init__(self, option_strings: Sequence[str], dest: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help="show the version")

    def __call__(self, *_: object) -> None:
        print(f"quandary {program_version()}")
        raise SystemExit(OK)


def run(arguments: Sequence[str]) -> int:
    """Carry out a verb; the exit code: 0 if all is well, 1 for a faulty document, 2 for usage."""
    for stream in (sys.stdout, sys.stderr):  # ≻ and ∥ must not fail on a narrow terminal
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    digits = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)  # exact probabilities of deep trees may have many digits
    try:
        code = _carried_out(arguments)
        if sys.stdout is not None:  # closed: quandary … >&-
            sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough: quandary solve … | head
        _discard_output()
        return OK
    except OSError as error:  # files are dealt with where they are opened: this is the output
        _discard_output()
        complain(f"standard output: it cannot be written: {error.strerror}.")
        return FAULTY
    except KeyboardInterrupt:
        return 130
    finally:
        sys.set_int_max_str_digits(digits)
    return code


def _carried_out(arguments: Sequence[str]) -> int:
    try:
        options = _parser(arguments).parse_args(arguments)
        code: int = options.verb(options)
    except SystemExit as error:  # after the help, the version, or what is wrong with the call
        return error.code if isinstance(error.code, int) else USAGE
    return code


def _discard_output() -> None:
    """Leave Python nothing to fail at when it flushes at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """What understands these arguments: the verb that they begin with, else the list of all."""
    parser = _Parser(
        prog="quandary",
        description="Build and solve decision trees, also where preferences have gaps.",
        epilog="Without a verb, quandary [FILE] opens the window.",
    )
    parser.add_argument("--version", action=_Version)
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    known = names()
    asked = [name for name in known if name in arguments[:1]]
    for name in asked or known:
        wanted = verb(name)
        about = wanted.about if isinstance(wanted.about, str) else wanted.about()
        part = verbs.add_parser(name, help=about, description=about)
        if asked:  # the list of all needs no arguments, which may have to load much
            wanted.arguments(part)
        part.set_defaults(verb=wanted.does)
    return parser
